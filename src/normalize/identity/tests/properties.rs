//! What holds for any history of any feed.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::model::Draft;

use super::decisions::{HARBOUR, ORCHARD, TELESCOPE};
use super::store::{Store, Stored, item, minute};

/// An entry's marks: guid, URL, title, minute and text, each among few, so that entries meet in
/// every way.
type Marks = (&'static str, &'static str, &'static str, Option<i64>, &'static str);

/// Documents: the feed and its entries.
type History = Vec<(i64, Vec<Marks>)>;

const LONGER: &str = "the harbour board has approved a second crane after two dry summers of delay \
    and the first ships will be unloaded from the new quay in spring while the old warehouses \
    are kept as a market and the ferry runs twice a day";

fn history() -> impl Strategy<Value = History> {
    let entry = (
        prop::sample::select(&["", "g1", "g2", "g3"][..]),
        prop::sample::select(
            &["", "https://t.example/a", "https://t.example/b", "https://t.example/"][..],
        ),
        prop::sample::select(&["Crane", "Pears", "crane"][..]),
        prop::sample::select(&[None, Some(10), Some(11), Some(500), Some(90_000)][..]),
        prop::sample::select(&["", "short", HARBOUR, ORCHARD, TELESCOPE, LONGER][..]),
    );
    prop::collection::vec((1_i64..3, prop::collection::vec(entry, 0..5)), 1..5)
}

fn drafts(marks: &[Marks]) -> Vec<Draft> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let draft = |(guid, url, title, on, text): &Marks| Draft {
        guid: some(guid),
        url: some(url),
        content_text: some(text),
        published: on.map(minute),
        ..item(title)
    };
    marks.iter().map(draft).collect()
}

fn play(history: &History) -> Store {
    let mut store = Store::default();
    for (n, (feed, entries)) in history.iter().enumerate() {
        store.fetch(*feed, 100_000 + n as i64 * 1000, &drafts(entries));
    }
    store
}

fn keys(store: &Store) -> BTreeSet<(String, String, String, String)> {
    let key = |a: &Stored| {
        let known = a.known.clone();
        (known.url_key, known.date_key, known.disc, known.title)
    };
    store.articles.iter().map(key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_same_document_again_changes_nothing(history in history()) {
        let mut store = play(&history);
        let (feed, entries) = history.last().expect("at least one");
        let counts = store.counts();
        let resolution = store.fetch(*feed, 200_000, &drafts(entries));
        prop_assert_eq!(store.counts(), counts, "{:?}", resolution);
    }

    #[test]
    fn the_order_of_entries_says_nothing(history in history(), turn in 0_usize..5) {
        let mut turned = history.clone();
        for (_, entries) in &mut turned {
            let by = turn.min(entries.len());
            entries.rotate_left(by);
            if turn % 2 == 1 {
                entries.reverse();
            }
        }
        prop_assert_eq!(keys(&play(&history)), keys(&play(&turned)));
    }
}
