//! An article in several feeds: whose edits count, and how that changes hands.

use tidings::{model::Timestamp, store::Primary};

use crate::builders::{DAY, E, Fetch, START, e, play, subscription};

const URL: &str = "https://one.example/a";

const fn first(title: &'static str) -> E {
    e("a", URL, title, 0.0, 1)
}

const fn second(title: &'static str) -> E {
    e("t9", URL, title, 0.0, 1)
}

#[test]
fn the_feed_that_is_chosen_edits_from_then_on() {
    let both: [Fetch<'_>; 2] = [(0, 1, &[first("Bees")]), (1, 2, &[second("Bees")])];
    let (_folder, mut reader) = play(&both, false);
    let before = reader.articles().remove(0);
    let [one, two, three] = [0, 1, 2].map(|at: usize| reader.feeds[at]);
    let now = Timestamp(START + DAY);
    assert_eq!(reader.store.primary(&before.id, one, now).expect("reads"), Primary::Already);
    assert_eq!(reader.store.primary(&before.id, three, now).expect("reads"), Primary::NotSeen);
    assert_eq!(reader.store.primary(&before.id, two, now).expect("gives"), Primary::Changed);

    let given = reader.articles().remove(0);
    assert_eq!((given.feed.id, given.also_in[0].id), (two, one));
    assert_eq!(given.guid.as_deref(), Some("t9"));
    let counts = |reader: &mut crate::builders::Reader| {
        let feeds = reader.store.feeds().expect("feeds");
        [one, two].map(|id| feeds.iter().find(|feed| feed.id == id).expect("there").articles)
    };
    assert_eq!(counts(&mut reader), [0, 1]);
    assert_eq!(reader.fetch(&(0, 30, &[first("Not heard any more")]), false).updated, 0);
    assert_eq!(reader.fetch(&(1, 31, &[second("Bees, mended")]), false).updated, 1);
    assert_eq!(reader.articles()[0].title, "Bees, mended");

    reader.store.undo(None, now).expect("undoes").expect("something to undo");
    let back = reader.articles().remove(0);
    assert_eq!((back.feed.id, back.also_in[0].id, back.guid.as_deref()), (one, two, Some("a")));
    assert_eq!(counts(&mut reader), [1, 0]);
    assert_eq!(reader.fetch(&(1, 32, &[second("Too late")]), false).updated, 0);
    assert_eq!(reader.fetch(&(0, 33, &[first("Bees again")]), false).updated, 1);
    assert_eq!(reader.counts().0, 1);
}

#[test]
fn what_a_removed_feed_carried_goes_to_one_that_is_followed() {
    let alone = e("b", "https://one.example/b", "Alone", 1.0, 2);
    let fetches: [Fetch<'_>; 3] = [
        (0, 2, &[first("Bees"), alone]),
        (1, 3, &[second("Bees")]),
        (2, 4, &[e("x", URL, "Bees", 0.0, 1)]),
    ];
    let (_folder, mut reader) = play(&fetches, false);
    let [one, two] = [0, 1].map(|at: usize| reader.feeds[at]);
    reader.store.unsubscribe(one, Timestamp(START + DAY)).expect("unsubscribes");
    let owners = |reader: &mut crate::builders::Reader| {
        reader.articles().into_iter().map(|a| (a.title, a.feed.id)).collect::<Vec<_>>()
    };
    let named = |title: &str, feed| (title.to_owned(), feed);
    assert_eq!(owners(&mut reader), [named("Alone", one), named("Bees", two)]);
    assert_eq!(reader.fetch(&(1, 30, &[second("Bees, mended")]), false).updated, 1);
    assert_eq!(reader.fetch(&(2, 31, &[e("x", URL, "Third word", 0.0, 1)]), false).updated, 0);

    let again = subscription("https://feed1.example/feed");
    reader.store.subscribe(&again, Timestamp(START + 2 * DAY)).expect("subscribes");
    let back = reader.fetch(&(0, 60, &[first("Bees of old"), alone]), false);
    assert_eq!((back.new, back.updated), (0, 0), "the returned feed finds its articles");
    assert_eq!(owners(&mut reader), [named("Alone", one), named("Bees, mended", two)]);
}

#[test]
fn a_slug_edited_in_the_second_feed_alone_is_no_new_article() {
    for (name, entry) in [
        ("its own id stays", e("t9", "https://one.example/new-slug", "Bees", 0.0, 1)),
        (
            "its id is the address",
            e("https://one.example/new-slug", "https://one.example/new-slug", "Bees", 0.0, 1),
        ),
        ("no id", e("", "https://one.example/new-slug", "Bees", 0.0, 1)),
    ] {
        let was = e(if name == "its own id stays" { "t9" } else { URL }, URL, "Bees", 0.0, 1);
        let fetches: [Fetch<'_>; 2] = [(0, 1, &[first("Bees")]), (1, 2, &[was])];
        let (_folder, mut reader) = play(&fetches, false);
        for hour in 3..5 {
            let again = reader.fetch(&(1, hour, &[entry]), false);
            assert_eq!((again.new, again.updated), (0, 0), "{name}");
        }
        assert_eq!(reader.counts(), (1, 0), "{name}");
        assert_eq!(reader.articles()[0].url.as_deref(), Some(URL), "{name}: its own feed decides");
        // Another post beside the old one, of the same minute and title, stays its own.
        let beside = [was, e("t10", "https://one.example/other", "Bees", 0.0, 3)];
        assert_eq!(reader.fetch(&(1, 6, &beside), false).new, 1, "{name}");
    }
}
