//! Times what a document of 30 entries costs in a store of many articles, from looking its entries up
//! to their being stored: `cargo bench --bench resolve [-- COUNT [FILE]]`. With FILE, the store
//! is kept there, and used as it is if it has articles; one that `--bench store` has made will
//! do. What is printed is CPU time: of finding and deciding alone, and of the whole, in which the
//! word index of what is new or edited is by far the most.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{fs, ops::ControlFlow, path::PathBuf, time::Duration};

use generated::{NOW, fill};
use tidings::{
    app::DECISIONS,
    model::{Article, Draft, FeedId, FeedTraits, Incoming, Known, Republish, Seq, UrlKey},
    normalize::{
        identity::{resolve, text_hash},
        story,
    },
    query::{Filter, Query},
    store::{self, Access, Address, Detail, Refresh, Store},
};

mod generated;

/// How many articles there are if nobody says.
const COUNT: usize = 20_000;
/// How many entries a document has.
const ENTRIES: u64 = 30;
/// How many feeds each case is tried with, at most.
const TRIES: usize = 100;

/// What a case makes of the newest entries of a feed; the number is another for every document.
type Make = fn(&mut Vec<Draft>, usize);

/// What is timed.
const CASES: &[(&str, Make)] = &[
    ("unchanged", |_, _| {}),
    ("one new", |drafts, number| {
        drafts.pop();
        drafts.push(another(&drafts[0], number));
    }),
    ("one new, told in another feed", |drafts, number| {
        drafts.pop();
        let mut copy = another(&drafts[0], number);
        copy.title = format!("The bees of garden {} are back", number / 2);
        drafts.push(copy);
    }),
    ("all edited", |drafts, _| {
        for draft in drafts {
            draft.title.push_str(" w7x");
            let text = format!("{} w9x", draft.content_text.as_deref().unwrap_or_default());
            draft.text_hash = text_hash(&text);
            draft.content_text = Some(text);
        }
    }),
    ("all new", |drafts, number| {
        let all = (0..drafts.len()).map(|n| another(&drafts[n], number * 100 + n)).collect();
        *drafts = all;
    }),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(COUNT);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = arguments.next().map_or_else(|| folder.path().join("t.db"), PathBuf::from);
    let mut store = store::open(&Address::file(&path), Access::Write).expect("the store opens");
    if store.last_seq().expect("a number") == Seq(0) {
        fill(&mut *store, count);
    }
    println!("{:<32} {:>18} {:>18}", "CPU time a document", "found and decided", "stored as well");
    let feeds: Vec<FeedId> = store
        .feeds()
        .expect("feeds")
        .iter()
        .filter(|feed| feed.articles >= ENTRIES)
        .map(|feed| feed.id)
        .take(TRIES)
        .collect();
    for (case, (name, make)) in CASES.iter().enumerate() {
        let documents: Vec<Incoming> = feeds
            .iter()
            .enumerate()
            .map(|(number, &feed)| {
                let mut drafts = newest(&mut *store, feed);
                make(&mut drafts, case * TRIES + number);
                story::mark(&mut drafts);
                let (traits, now) = (FeedTraits::default(), NOW.plus(3600));
                Incoming { feed, now, traits, drafts, republish: Republish::Ignore }
            })
            .collect();
        // Over many documents, since the clock of CPU time moves by ticks.
        let deciding = spent(|| documents.iter().for_each(|one| decide(&mut *store, one)));
        let count = u32::try_from(documents.len()).expect("few documents").max(1);
        let whole = spent(|| documents.into_iter().for_each(|one| keep(&mut *store, one)));
        println!("{name:<32} {:>18.2?} {:>18.2?}", deciding / count, whole / count);
    }
}

/// The newest entries of a feed as a document would list them.
fn newest(store: &mut dyn Store, feed: FeedId) -> Vec<Draft> {
    let filter = Filter::Feed(vec![feed]);
    let query = Query { filter, limit: Some(ENTRIES), ..Query::default() };
    let mut drafts = Vec::new();
    let each = &mut |article| {
        drafts.push(entry(article));
        ControlFlow::Continue(())
    };
    store.select(&query, Detail::Full, each).expect("selects");
    drafts
}

fn entry(article: Article) -> Draft {
    let key = article.canonical_url.as_deref().and_then(|url| url.strip_prefix("https://"));
    Draft {
        guid: article.guid,
        url_key: key.map(|key| UrlKey(key.to_owned())),
        url: article.url,
        title: article.title,
        titled: true,
        published: article.published,
        summary: article.summary,
        text_hash: article.content_text.as_deref().map_or(0, text_hash),
        content_text: article.content_text,
        content_html: article.content_html,
        ..Draft::default()
    }
}

/// An entry that nobody has seen, with words in an order of their own.
fn another(like: &Draft, number: usize) -> Draft {
    let turned = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').rev().collect();
        let places = words.len();
        words.rotate_left(number % places);
        words.join(" ")
    };
    let text = like.content_text.as_deref().map(turned);
    let key = format!("new.example/{number}");
    Draft {
        guid: Some(key.clone()),
        url: Some(format!("https://{key}")),
        url_key: Some(UrlKey(key)),
        title: turned(&like.title),
        published: Some(NOW.plus(number as i64)),
        text_hash: text.as_deref().map_or(0, text_hash),
        content_text: text,
        ..like.clone()
    }
}

/// Finds the articles that entries may be, and decides which they are.
fn decide(store: &mut dyn Store, incoming: &Incoming) {
    let candidates = store.candidates(incoming).expect("finds");
    let known: Vec<Known> = candidates.into_iter().map(|(_, known)| known).collect();
    assert_eq!(resolve(incoming, &known).actions.len(), incoming.drafts.len());
}

/// The whole way into the store.
fn keep(store: &mut dyn Store, incoming: Incoming) {
    let refresh = Refresh {
        feed: incoming.feed,
        asked: None,
        title: None,
        site_url: None,
        incoming: Some(incoming),
        response: None,
    };
    store.apply(&[refresh], DECISIONS).expect("stores");
}

/// The CPU time that something takes.
fn spent(act: impl FnOnce()) -> Duration {
    let before = cpu();
    act();
    cpu().saturating_sub(before)
}

/// The time that this thread has spent on a processor, as Linux counts it.
fn cpu() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let spent = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(spent.expect("nanoseconds"))
}
