//! The decision table: one row a case that a feed reader meets, each in every order of its
//! documents' entries, and each replayed.

use crate::model::Draft;

use super::store::{START, Says, Store, item};

mod addresses;
mod edits;
mod feeds;
mod ids;
mod moves;

pub(super) const HARBOUR: &str = "the harbour board has approved a second crane after two dry \
    summers of delay and the first ships will be unloaded from the new quay in spring while the \
    old warehouses are kept as a market";
pub(super) const ORCHARD: &str = "pruning an old pear tree begins with dead wood then with \
    branches that cross and only in the third winter do you shorten the crown because a tree \
    that loses everything at once answers with a thicket of shoots";
pub(super) const TELESCOPE: &str = "grinding a mirror by hand takes forty evenings of patience a \
    pound of carborundum and a tester made of razor blades since errors of a millionth of an \
    inch show as shadows on the glass";

/// One history and what must come of it.
pub(super) struct Row {
    pub(super) number: u8,
    case: &'static str,
    documents: Documents,
    articles: usize,
    revisions: usize,
}

impl Row {
    /// What goes wrong with this row in any order, or on replay.
    pub(super) fn failures(&self) -> Vec<String> {
        let orders: [(&str, Shuffle); 3] = [
            ("given", |_| {}),
            ("reversed", |entries| entries.reverse()),
            ("rotated", |entries| {
                let by = entries.len().min(1);
                entries.rotate_left(by);
            }),
        ];
        orders.iter().flat_map(|(order, change)| self.play(order, *change)).collect()
    }

    fn play(&self, order: &str, change: Shuffle) -> Vec<String> {
        let mut documents = self.documents.clone();
        for (_, _, entries) in &mut documents {
            change(entries);
        }
        let mut store = Store::default();
        for (feed, now, entries) in &documents {
            store.fetch(*feed, *now, entries);
        }
        let first = store.counts();
        let (feed, now, entries) = documents.last().expect("a row has documents");
        store.fetch(*feed, now + 1, entries);
        let expected = (self.articles, self.revisions);
        [("", first), (" replayed", store.counts())]
            .into_iter()
            .filter(|(_, found)| *found != expected)
            .map(|(when, found)| {
                format!(
                    "{} {} [{order}{when}]: (articles, revisions) {found:?}, not {expected:?}",
                    self.number, self.case
                )
            })
            .collect()
    }
}

type Documents = Vec<(i64, i64, Vec<Draft>)>;

type Shuffle = fn(&mut Vec<Draft>);

fn row(number: u8, case: &'static str, counts: (usize, usize), documents: Documents) -> Row {
    Row { number, case, documents, articles: counts.0, revisions: counts.1 }
}

const PAGE: &str = "https://town.example/news/crane";

fn crane() -> Draft {
    item("A second crane").id("c1").at(PAGE).on(20).text(HARBOUR)
}

/// Two sights of one feed, the second as given.
fn twice(first: Vec<Draft>, later: i64, second: Vec<Draft>) -> Documents {
    vec![(1, 60, first), (1, later, second)]
}

/// The whole table, in the order of its numbers.
pub(super) fn table() -> Vec<Row> {
    let mut rows: Vec<_> = [
        edits::rows(),
        addresses::shared(),
        addresses::told_apart(),
        addresses::missing(),
        ids::rows(),
        moves::rows(),
        feeds::several(),
        feeds::dates(),
    ]
    .into_iter()
    .flatten()
    .collect();
    rows.sort_by_key(|row| row.number);
    rows
}

#[test]
fn every_row_comes_out_right_in_every_order() {
    let rows = table();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=57).collect::<Vec<_>>());
    let failures: Vec<_> = rows.iter().flat_map(Row::failures).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
