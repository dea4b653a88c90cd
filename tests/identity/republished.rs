//! A publication anew under one id.

use tidings::model::{Republish, Timestamp};

use crate::{
    builders::{HOUR, Reader, START, e, play},
    histories::named,
};

#[test]
fn a_publication_anew_under_one_id_is_flagged() {
    let again = named("published again");
    let (_folder, mut reader) = play(again.fetches, false);
    let id = reader.articles()[0].id.clone();
    let history = reader.store.history(&id).expect("reads").expect("is there");
    let changed: Vec<_> = history.revisions.iter().map(|r| r.changed.republished).collect();
    assert_eq!(changed, [true]);
}

const PAGE: &str = "https://one.example/a";

/// An article, once, then a year later under the same id and again.
fn a_year_later(republish: Republish) -> (tempfile::TempDir, Reader) {
    let (folder, mut reader) = play(&[(0, 1, &[e("a", PAGE, "Bees", 0.0, 1)])], false);
    reader.republish = republish;
    for hour in [8761, 8762] {
        reader.fetch(&(0, hour, &[e("a", PAGE, "Bees", 8760.0, 2)]), false);
    }
    (folder, reader)
}

#[test]
fn a_publication_anew_does_what_the_reader_chose() {
    let (first, anew) = (Timestamp(START), Timestamp(START + 8760 * HOUR));
    for (republish, dates, edits) in [
        (Republish::Ignore, &[first][..], 1),
        (Republish::Bump, &[anew], 1),
        (Republish::New, &[anew, first], 0),
    ] {
        let (_folder, mut reader) = a_year_later(republish);
        let articles = reader.articles();
        let found: Vec<Timestamp> = articles.iter().map(|article| article.date).collect();
        assert_eq!((found.as_slice(), reader.counts().1), (dates, edits), "{republish:?}");
        let oldest = articles.last().expect("an article");
        assert_eq!(oldest.published, Some(first), "{republish:?}");
        let history = reader.store.history(&oldest.id).expect("reads").expect("is there");
        assert_eq!(history.date_key, "2026-05-28T20:26", "{republish:?}: the key stays");
        let flagged = history.revisions.iter().any(|revision| revision.changed.republished);
        assert_eq!(flagged, edits > 0, "{republish:?}");
    }
}

#[test]
fn what_was_bumped_is_recognised_by_its_first_date_too() {
    let (_folder, mut reader) = a_year_later(Republish::Bump);
    for (feed, entry) in [
        (0, e("", PAGE, "Bees", 0.0, 2)),
        (0, e("", PAGE, "Bees", 8760.0, 2)),
        (1, e("t9", PAGE, "Bees", 0.0, 2)),
    ] {
        let again = reader.fetch(&(feed, 8763, &[entry]), false);
        assert_eq!((again.new, again.updated), (0, 0));
    }
    assert_eq!(reader.counts(), (1, 1));
}

#[test]
fn a_new_record_of_a_publication_anew_says_what_it_is_not() {
    let (_folder, mut reader) = a_year_later(Republish::New);
    let anew = reader.articles().remove(0);
    let history = reader.store.history(&anew.id).expect("reads").expect("is there");
    let whys: Vec<&str> = history
        .decisions
        .iter()
        .flat_map(|d| d.rejected.iter().map(|(_, why)| why.as_str()))
        .collect();
    assert_eq!(whys, ["published anew more than 30 days later"]);
}
