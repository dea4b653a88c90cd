//! Edits: kept within bounds, never to and fro, never lost.

use tidings::{
    app::DECISIONS,
    model::{FeedTraits, Incoming, Republish, Timestamp},
    normalize::url::{Scope, assign_keys},
    store::Refresh,
};

use crate::builders::{E, HOUR, START, draft, e, play, prose};

const TITLES: [&str; 2] = ["Even", "Odd"];

#[test]
fn versions_side_by_side_never_overwrite_each_other() {
    let both: &[E] = &[
        e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1),
        e("https://one.example/a#1", "https://one.example/a", "Storm", 0.0, 11),
    ];
    let mut texts = Vec::new();
    for reversed in [false, true] {
        let (_folder, mut reader) = play(&[(0, 1, &[both[0]]), (0, 2, both)], reversed);
        for hour in 3..6 {
            assert_eq!(reader.fetch(&(0, hour, both), reversed).updated, 0);
        }
        texts.push(reader.articles()[0].content_text.clone());
    }
    assert_eq!(texts, [prose(11), prose(11)]);
}

#[test]
fn a_text_that_is_left_out_stays() {
    let (_folder, mut reader) = play(
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 0)]),
        ],
        false,
    );
    assert_eq!(reader.articles()[0].content_text, prose(1));
    assert_eq!(reader.counts(), (1, 0));
}

#[test]
fn revisions_are_bounded_and_the_first_stays() {
    let (_folder, mut reader) = play(&[], false);
    for n in 0..40 {
        let entry =
            E { title: TITLES[n as usize % 2], ..e("a", "https://one.example/a", "", 0.0, 1) };
        reader.fetch(&(0, 1 + n, &[entry]), false);
    }
    let article = &reader.articles()[0];
    assert_eq!(article.revision, 39);
    let history = reader.store.history(&article.id).expect("reads").expect("is there");
    let kept: Vec<u32> = history.revisions.iter().map(|revision| revision.n).collect();
    assert_eq!(kept.len(), 20);
    assert_eq!((kept[0], kept[1], kept[19]), (0, 20, 38));
    let first = reader.store.version(&article.id, 0).expect("reads").expect("is kept");
    assert_eq!((first.title.as_str(), first.content_text), (TITLES[0], prose(1)));
    assert_eq!(reader.store.version(&article.id, 5).expect("reads"), None);
}

#[test]
fn edits_of_one_part_within_ten_minutes_are_one() {
    let (_folder, mut reader) = play(&[], false);
    let mut fetch = |seconds: i64, title: &'static str, text: u32| {
        let mut drafts = vec![draft(&e("a", "https://one.example/a", title, 0.0, text))];
        assign_keys(&mut drafts, &Scope::default());
        let feed = reader.feeds[0];
        let now = Timestamp(START + HOUR + seconds);
        let traits = FeedTraits::default();
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(Incoming { feed, now, traits, drafts, republish: Republish::Ignore }),
            response: None,
        };
        reader.store.apply(&[refresh], DECISIONS).expect("stores");
        let article = reader.articles().remove(0);
        (article.revision, article.title)
    };
    let titled = |n: u32, title: &str| (n, title.to_owned());
    assert_eq!(fetch(0, "One", 1), titled(0, "One"));
    assert_eq!(fetch(60, "Two", 1), titled(1, "Two"));
    assert_eq!(fetch(600, "Three", 1), titled(1, "Three"));
    assert_eq!(fetch(660, "Three", 11), titled(2, "Three"), "another part");
    assert_eq!(fetch(1_300, "Three", 1), titled(3, "Three"), "more than ten minutes later");
}
