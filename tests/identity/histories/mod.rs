//! Every history, in every order of its documents' entries and fetched again: how many articles
//! and edits it comes to, and what never changes.

mod addresses;
mod dates;
mod edits;
mod names;

use tidings::{model::Timestamp, store};

use crate::builders::{History, Reader, START, play};

/// Every history.
fn all() -> impl Iterator<Item = &'static History> {
    [edits::HISTORIES, addresses::HISTORIES, names::HISTORIES, dates::HISTORIES]
        .into_iter()
        .flatten()
}

/// The history whose name begins so.
pub(crate) fn named(beginning: &str) -> &'static History {
    all().find(|history| history.name.starts_with(beginning)).expect("a history of that name")
}

#[test]
fn every_history_comes_to_its_articles_and_edits_in_any_order() {
    for History { name, fetches, articles, edits } in all() {
        for reversed in [false, true] {
            let (_folder, mut reader) = play(fetches, reversed);
            assert_eq!(reader.counts(), (*articles, *edits), "{name}, reversed: {reversed}");
        }
    }
}

#[test]
fn the_last_document_again_changes_nothing() {
    for History { name, fetches, .. } in all() {
        let (_folder, mut reader) = play(fetches, false);
        let before = reader.articles();
        let last @ (feed, hour, entries) = fetches.last().expect("a history has fetches");
        for (later, reversed) in [(0, true), (1, false), (2, true)] {
            let again = reader.fetch(&(*feed, hour + later, entries), reversed);
            assert_eq!((again.new, again.updated), (0, 0), "{name}");
        }
        assert_eq!(reader.articles(), before, "{name}: {} entries", last.2.len());
    }
}

#[test]
fn reading_and_stars_survive_every_history() {
    for History { name, fetches, .. } in all() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut reader = Reader::new(folder.path());
        reader.fetch(&fetches[0], false);
        let first = reader.articles();
        let ids: Vec<_> = first.iter().map(|article| article.id.clone()).collect();
        let now = Timestamp(START);
        reader.store.mark(&ids, store::Mark::Read(true), now).expect("marks");
        reader.store.mark(&ids, store::Mark::Starred(true), now).expect("marks");
        for fetch in &fetches[1..] {
            reader.fetch(fetch, false);
        }
        let after = reader.articles();
        for old in &first {
            let new = after.iter().find(|article| article.id == old.id);
            let new = new.unwrap_or_else(|| panic!("{name}: {} is gone", old.id));
            assert!(new.read && new.starred, "{name}");
            assert_eq!((new.seq, new.received), (old.seq, old.received), "{name}");
            let filled = old.published.is_none() && new.published.is_some();
            assert!(filled || new.date == old.date, "{name}: the first date orders the list");
        }
    }
}
