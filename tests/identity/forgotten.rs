//! Deleted articles: they stay away, and come back when they are published anew.

use tidings::model::Timestamp;

use crate::builders::{DAY, Fetch, HOUR, START, e, play};

#[test]
fn what_was_forgotten_stays_away_until_it_is_published_anew() {
    let first: Fetch<'_> = (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]);
    let (_folder, mut reader) = play(&[first], false);
    let id = reader.articles()[0].id.clone();
    assert_eq!(
        reader
            .store
            .forget(std::slice::from_ref(&id), Timestamp(START + 2 * HOUR))
            .expect("forgets"),
        1
    );
    let again: Fetch<'_> = (0, 3, first.2);
    let elsewhere: Fetch<'_> = (1, 4, &[e("t9", "https://one.example/a", "Bees", 0.0, 1)]);
    for fetch in [again, elsewhere] {
        assert_eq!(reader.fetch(&fetch, false).new, 0);
    }
    assert_eq!(reader.counts(), (0, 0));
    assert_eq!(reader.store.feeds().expect("feeds")[0].articles, 0);
    let anew: Fetch<'_> = (0, 1500, &[e("a", "https://one.example/a", "Bees", 1499.0, 1)]);
    assert_eq!(reader.fetch(&anew, false).new, 1);
    assert_ne!(reader.articles()[0].id, id);
    reader.store.undo(None, Timestamp(START + 70 * DAY)).expect("undoes");
    assert_eq!(reader.counts().0, 2);
}
