//! Times what a document of 30 entries costs in a store of many articles, from looking its entries up
//! to their being stored: `cargo bench --bench resolve [-- COUNT [FILE]]`. With FILE, the store
//! is kept there, and used as it is if it has articles; one that `--bench store` has made will
//! do. What is printed is CPU time: of finding and deciding alone, and of the whole, in which the
//! word index of what is new or edited is by far the most.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{fs, ops::ControlFlow, path::PathBuf, time::Duration};

use generated::{FEEDS, NOW, fill};
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
/// How many feeds each case is tried with.
const TRIES: usize = 40;

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
    println!("{:<32} {:>19}   {:>19}", "", "found and decided", "stored as well");
    for (case, (name, make)) in CASES.iter().enumerate() {
        let (mut deciding, mut whole) = (Vec::new(), Vec::new());
        let feeds = store.feeds().expect("feeds");
        for number in 0..TRIES {
            let feed = feeds[(number * CASES.len() + case) % FEEDS.min(feeds.len())].id;
            let mut drafts = newest(&mut *store, feed);
            if drafts.is_empty() {
                continue;
            }
            make(&mut drafts, number * CASES.len() + case);
            story::mark(&mut drafts);
            let (decided, stored) = timed(&mut *store, feed, drafts);
            deciding.push(decided);
            whole.push(stored);
        }
        println!("{name:<32} {}   {}", summary(&mut deciding), summary(&mut whole));
    }
}

fn summary(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let most = times.last().copied().unwrap_or_default();
    format!("{:>9.2?} {most:>9.2?}", times.get(times.len() / 2).copied().unwrap_or_default())
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

/// The CPU time of finding and deciding alone, and of the whole way into the store.
fn timed(store: &mut dyn Store, feed: FeedId, drafts: Vec<Draft>) -> (Duration, Duration) {
    let traits = FeedTraits::default();
    let now = NOW.plus(3600);
    let incoming = Incoming { feed, now, traits, drafts, republish: Republish::Ignore };
    let before = cpu();
    let candidates = store.candidates(&incoming).expect("finds");
    let known: Vec<Known> = candidates.into_iter().map(|(_, known)| known).collect();
    let resolution = resolve(&incoming, &known);
    let decided = cpu().saturating_sub(before);
    assert_eq!(resolution.actions.len(), incoming.drafts.len());
    let refresh = Refresh {
        feed,
        asked: None,
        title: None,
        site_url: None,
        incoming: Some(incoming),
        response: None,
    };
    let before = cpu();
    store.apply(&[refresh], DECISIONS).expect("stores");
    (decided, cpu().saturating_sub(before))
}

/// The time that this thread has spent on a processor, as Linux counts it.
fn cpu() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let spent = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(spent.expect("nanoseconds"))
}
