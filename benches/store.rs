//! Times lists and searches in a store of generated articles:
//! `cargo bench --bench store [-- COUNT [FILE]]`. With FILE, the store is kept there, and used
//! as it is if it has articles.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use generated::{NOW, fill};
use tidings::{
    model::{Seq, Zone},
    query::{self, Axis, Context, FeedNames, Query, Sort},
    store::{self, Access, Address, Detail},
};

mod generated;

/// How many articles there are if nobody says.
const COUNT: usize = 20_000;
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
