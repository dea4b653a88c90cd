//! Times lists and searches in a store of generated articles:
//! `cargo bench --bench store [-- COUNT [FILE]]`. With FILE, the store is kept there, and used
//! as it is if it has articles.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tidings::{
    model::{
        Action, Draft, FeedTraits, Html, Incoming, Inserted, Known, Resolution, Seq, Subscription,
        Timestamp, UrlKey, Zone,
    },
    query::{self, Axis, Context, FeedNames, Query, Sort},
    store::{self, Access, Address, Detail, Refresh, Store},
};

/// How many articles there are if nobody says.
const COUNT: usize = 20_000;
/// How many feeds they come from.
const FEEDS: usize = 500;
/// How many words there are in all; the first is in every article, the last in hardly any.
const WORDS: usize = 50_000;
/// How many words a text has.
const LENGTH: usize = 60;
const NOW: Timestamp = Timestamp(1_780_000_000);

/// What is timed: what it is, the query, whether by relevance.
const QUERIES: &[(&str, &str, bool)] = &[
    ("list -n 50", "", false),
    ("list --since 7d -n 50", "since:7d", false),
    ("list is:unread -n 50", "is:unread", false),
    ("search: in every article", "w0x", true),
    ("search: common", "w9x", true),
    ("search: rare", "w40000x", true),
    ("search: common pair", "w1x w2x", true),
    ("search: common and rare", "w0x w30000x", true),
    ("search: phrase", "\"w0x w1x\"", true),
    ("search: either", "w5x OR w6x", true),
    ("search: in the title", "title:w3x", true),
    ("search: common, in a week", "w1x since:7d", true),
    ("search: prefix of 1", "w*", true),
    ("search: prefix of 2", "w1*", true),
    ("search: prefix of 3", "w12*", true),
    ("search: prefix of 4", "w123*", true),
    ("search: prefix of 5", "w1234*", true),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(COUNT);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = arguments.next().map_or_else(|| folder.path().join("t.db"), PathBuf::from);
    let mut store = store::open(&Address::file(&path), Access::Write).expect("the store opens");
    if store.last_seq().expect("a number") == Seq(0) {
        let started = Instant::now();
        fill(&mut *store, count);
        println!("{count} articles stored in {:.1?}", started.elapsed());
    }
    drop(store);
    for (name, text, by_relevance) in QUERIES {
        let mut times: Vec<Duration> = (0..7).map(|_| timed(&path, text, *by_relevance)).collect();
        times.sort_unstable();
        println!("{name:<28} {:>9.2?} at the median, {:>9.2?} at most", times[3], times[6]);
    }
}

/// Opens the store, asks once, and closes it.
fn timed(path: &Path, text: &str, by_relevance: bool) -> Duration {
    let started = Instant::now();
    let names = FeedNames::default();
    let context = Context { names: &names, now: NOW, zone: Zone::UTC, by: Axis::Published };
    let filter = query::parse(text, &context).expect("a query").visible();
    let (sort, limit) =
        if by_relevance { (Sort::Relevance, 20) } else { (Sort::Date(Axis::Published), 50) };
    let query = Query { filter, sort, limit: Some(limit), ..Query::default() };
    let mut store = store::open(&Address::file(path), Access::Read).expect("the store opens");
    let mut found = 0;
    store
        .select(&query, Detail::Listing, &mut |_| {
            found += 1;
            ControlFlow::Continue(())
        })
        .expect("selects");
    assert!(found > 0, "{text} finds nothing");
    started.elapsed()
}

fn fill(store: &mut dyn Store, count: usize) {
    let subscriptions: Vec<Subscription> = (0..FEEDS)
        .map(|number| Subscription {
            url: format!("https://blog{number}.example/feed"),
            title: Some(format!("Blog {number}")),
            ..Subscription::default()
        })
        .collect();
    let feeds = store.subscribe_all(&subscriptions, NOW).expect("subscribes");
    let mut dice = Dice(7);
    for start in (0..count).step_by(1_000) {
        let feed = feeds[start / 1_000 % FEEDS].id();
        let numbers = start..(start + 1_000).min(count);
        let drafts = numbers.map(|number| draft(number, count, &mut dice)).collect();
        let incoming = Incoming { feed, now: NOW, traits: FeedTraits::default(), drafts };
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(incoming),
            response: None,
        };
        store.apply(&[refresh], &as_new).expect("stores");
    }
}

/// Every entry is an article never seen before.
fn as_new(incoming: &Incoming, _: &[Known]) -> Resolution {
    let insert = |draft: &Draft| {
        Action::Insert(Inserted {
            url_key: draft.url_key.clone().expect("every draft has a URL").0,
            date_key: String::new(),
            disc: String::new(),
            published: draft.published,
            published_latest: None,
        })
    };
    Resolution {
        actions: incoming.drafts.iter().map(insert).collect(),
        order: (0..incoming.drafts.len()).collect(),
        ..Resolution::default()
    }
}

fn draft(number: usize, count: usize, dice: &mut Dice) -> Draft {
    let title = dice.text(8);
    let text = format!("w0x w1x {}", dice.text(LENGTH));
    // Spread over three years, the newest last.
    let age = (count - number) as i64 * (3 * 365 * 86_400) / count as i64;
    Draft {
        guid: Some(number.to_string()),
        url: Some(format!("https://blog.example/{number}")),
        url_key: Some(UrlKey(format!("blog.example/{number}"))),
        title,
        titled: true,
        published: Some(NOW.plus(-age)),
        summary: Some(text.chars().take(300).collect()),
        content_html: Some(Html::sanitized(format!("<p>{text}</p>"))),
        text_hash: number as u64 + 1,
        content_text: Some(text),
        ..Draft::default()
    }
}

/// Numbers without a pattern (xorshift), and words of which the first are by far the commonest.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn text(&mut self, words: usize) -> String {
        // The n-th word as often as 1/n: the logarithm of its number is even.
        let word = |share: f64| (WORDS as f64).powf(share) as usize - 1;
        let words: Vec<String> = (0..words).map(|_| format!("w{}x", word(self.share()))).collect();
        words.join(" ")
    }
}
