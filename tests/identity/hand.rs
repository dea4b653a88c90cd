//! A person's word: merged and split, and taken back.

use tidings::{
    model::{Article, Change, Timestamp},
    store,
};

use crate::builders::{DAY, Fetch, HOUR, START, e, play, prose};

#[test]
fn a_merge_holds_and_comes_apart_again_as_it_was() {
    let both: Fetch<'_> = (
        0,
        3,
        &[
            e("", "https://one.example/a", "Bees", 0.0, 1),
            e("", "https://one.example/b", "Trains", 1.0, 2),
        ],
    );
    let (_folder, mut reader) = play(&[both, (1, 4, &[both.2[1]])], false);
    let before = reader.articles();
    let (b, a) = (before[0].id.clone(), before[1].id.clone());
    let now = Timestamp(START + 5 * HOUR);
    reader.store.merge(&a, &b, now).expect("merges");
    let merged = reader.articles();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].also_in.len(), 1, "the other feed carries it too");
    for hour in 6..9 {
        let again = reader.fetch(&(0, hour, both.2), hour % 2 == 0);
        assert_eq!((again.new, again.updated), (0, 0));
    }
    let found = reader.store.find("https://one.example/b", Some("one.example/b")).expect("finds");
    assert_eq!(found, store::Found::One(a.clone()));
    let off = reader.store.split(&a, now.plus(DAY)).expect("splits");
    assert_eq!(off, store::Split::Off(b));
    assert_eq!(reader.articles(), before);
    let again = reader.fetch(&(0, 40, both.2), false);
    assert_eq!((again.new, again.updated), (0, 0), "a split is not merged again");
    assert_eq!(reader.articles(), before);
    for count in [1, 2] {
        reader.store.undo(None, now.plus(2 * DAY)).expect("undoes").expect("something to undo");
        assert_eq!(reader.counts().0, count);
    }
    assert_eq!(reader.articles(), before);
}

#[test]
fn an_edit_that_was_none_is_split_off_for_good() {
    for (first, second) in [
        (
            e("a", "https://one.example/a", "Bees", 0.0, 1),
            e("a", "https://one.example/a", "Trains", 20.0, 2),
        ),
        (
            e("a#0", "https://one.example/a", "Bees", 0.0, 1),
            e("a#1", "https://one.example/a", "Trains", 0.0, 2),
        ),
        (
            e("a", "https://one.example/old", "Bees", 0.0, 1),
            e("a", "https://one.example/new", "Bees", 0.0, 11),
        ),
    ] {
        let fetches: [Fetch<'_>; 2] = [(0, 1, &[first]), (0, 21, &[second])];
        let (_folder, mut reader) = play(&fetches, false);
        let before = reader.articles();
        assert_eq!(reader.counts(), (1, 1), "{}", second.title);
        let id = before[0].id.clone();
        let now = Timestamp(START + 2 * DAY);
        let store::Split::Off(other) = reader.store.split(&id, now).expect("splits") else {
            panic!("there is a version to split off")
        };
        let texts: Vec<_> = reader
            .articles()
            .into_iter()
            .map(|article| (article.id == other, article.title, article.content_text))
            .collect();
        assert!(texts.contains(&(true, first.title.to_owned(), prose(first.text))), "{texts:?}");
        assert!(texts.contains(&(false, second.title.to_owned(), prose(second.text))), "{texts:?}");
        for hour in 60..63 {
            let again = reader.fetch(&(0, hour, fetches[1].2), false);
            assert_eq!((again.new, again.updated), (0, 0), "{}", second.title);
        }
        reader.store.undo(None, now.plus(DAY)).expect("undoes");
        let change = |mut articles: Vec<Article>| {
            for article in &mut articles {
                article.change = Change::default();
            }
            articles
        };
        assert_eq!(change(reader.articles()), change(before));
        let history = reader.store.history(&id).expect("reads").expect("is there");
        assert_eq!(history.revisions.len(), 1);
    }
}
