//! Histories of feeds through the real store: how many articles and edits must result, whichever
//! way round the documents list, and however often they are fetched again.

use std::{ops::ControlFlow, path::Path};

use tidings::{
    model::{Draft, FeedId, Incoming, Subscription, Timestamp},
    normalize::{
        identity,
        url::{Scope, assign_keys},
    },
    query::Query,
    store::{self, Access, Address, Applied, Detail, Refresh, Store},
};

const START: i64 = 1_780_000_000;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// One entry, small enough to stand in a line of a table.
#[derive(Clone, Copy, Default)]
struct E {
    id: &'static str,
    url: &'static str,
    title: &'static str,
    /// Hours since the start; `None` without a date.
    at: Option<f64>,
    /// Which text it has; 0 is none, and the tenth differs from the first in a word.
    text: u32,
}

const fn e(id: &'static str, url: &'static str, title: &'static str, at: f64, text: u32) -> E {
    E { id, url, title, at: Some(at), text }
}

const fn undated(id: &'static str, url: &'static str, title: &'static str, text: u32) -> E {
    E { id, url, title, at: None, text }
}

/// A fetch: the feed, hours since the start, the document.
type Fetch<'a> = (usize, i64, &'a [E]);

/// A history, with the articles and edits it must come to.
struct History {
    name: &'static str,
    fetches: &'static [Fetch<'static>],
    articles: usize,
    edits: u32,
}

const fn h(
    name: &'static str,
    articles: usize,
    edits: u32,
    fetches: &'static [Fetch<'static>],
) -> History {
    History { name, fetches, articles, edits }
}

/// Sixty words that no other number has in this order.
fn prose(number: u32) -> Option<String> {
    const WORDS: [&str; 16] = [
        "harbour", "lantern", "meadow", "copper", "violin", "orchard", "thunder", "pebble",
        "saddle", "winter", "ribbon", "candle", "falcon", "garden", "mirror", "anchor",
    ];
    if number == 0 {
        return None;
    }
    let mut state = u64::from(number % 10) * 0x9e37_79b9 + 12_345;
    let mut words: Vec<&str> = (0..60)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            WORDS[(state >> 60) as usize]
        })
        .collect();
    if number >= 10 {
        words[30] = "corrected";
    }
    Some(words.join(" "))
}

fn draft(entry: &E) -> Draft {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let text = prose(entry.text);
    Draft {
        guid: some(entry.id),
        url: some(entry.url),
        title: entry.title.to_owned(),
        titled: true,
        published: entry.at.map(|at| Timestamp(START + (at * HOUR as f64) as i64)),
        summary: text.as_ref().map(|text| text.chars().take(80).collect()),
        text_hash: text.as_deref().map_or(0, identity::text_hash),
        content_text: text,
        ..Draft::default()
    }
}

struct Reader {
    store: Box<dyn Store>,
    feeds: Vec<FeedId>,
}

impl Reader {
    fn new(folder: &Path) -> Self {
        let address = Address::file(&folder.join("store.db"));
        let mut store = store::open(&address, Access::Write).expect("opens");
        let subscriptions: Vec<Subscription> =
            ["https://one.example/feed", "https://two.example/feed"]
                .map(|url| Subscription { url: url.to_owned(), ..Subscription::default() })
                .into();
        let feeds = store
            .subscribe_all(&subscriptions, Timestamp(START))
            .expect("subscribes")
            .into_iter()
            .map(store::Subscribed::id)
            .collect();
        Self { store, feeds }
    }

    fn fetch(&mut self, &(feed, hour, entries): &Fetch<'_>, reversed: bool) -> Applied {
        let mut drafts: Vec<Draft> = entries.iter().map(draft).collect();
        if reversed {
            drafts.reverse();
        }
        assign_keys(&mut drafts, &Scope::default());
        let feed = self.feeds[feed];
        let state = self.store.feeds().expect("feeds").into_iter().find(|f| f.id == feed);
        let traits = state.expect("subscribed").state.traits;
        let now = Timestamp(START + hour * HOUR);
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(Incoming { feed, now, traits, drafts }),
            response: None,
        };
        self.store.apply(&[refresh], &identity::resolve).expect("stores")[0]
    }

    fn articles(&mut self) -> Vec<tidings::model::Article> {
        let mut found = Vec::new();
        let each = &mut |article| {
            found.push(article);
            ControlFlow::Continue(())
        };
        self.store.select(&Query::default(), Detail::Full, each).expect("selects");
        found
    }

    fn counts(&mut self) -> (usize, u32) {
        let all = self.articles();
        (all.len(), all.iter().map(|article| article.revision).sum())
    }
}

/// Plays a history into a new store.
fn play(fetches: &[Fetch<'_>], reversed: bool) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = Reader::new(folder.path());
    for fetch in fetches {
        reader.fetch(fetch, reversed);
    }
    (folder, reader)
}

#[test]
fn every_history_comes_to_its_articles_and_edits_in_any_order() {
    for History { name, fetches, articles, edits } in HISTORIES {
        for reversed in [false, true] {
            let (_folder, mut reader) = play(fetches, reversed);
            assert_eq!(reader.counts(), (*articles, *edits), "{name}, reversed: {reversed}");
        }
    }
}

#[test]
fn the_last_document_again_changes_nothing() {
    for History { name, fetches, .. } in HISTORIES {
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
    for History { name, fetches, .. } in HISTORIES {
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

const HISTORIES: &[History] = &[
    h(
        "fetched twice",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "title edited",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Beees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "text edited",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 11)]),
        ],
    ),
    h(
        "date moved with an edit, same id",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 6, &[e("a", "https://one.example/a", "Bees", 5.0, 1)]),
            (0, 7, &[e("a", "https://one.example/a", "Bees", 5.0, 1)]),
        ],
    ),
    h(
        "no id, date moved by five minutes",
        1,
        1,
        &[
            (0, 1, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.084, 1)]),
        ],
    ),
    h(
        "a page that recurs with other words",
        2,
        0,
        &[
            (0, 1, &[e("", "https://one.example/menu", "Monday", 0.0, 1)]),
            (0, 25, &[e("", "https://one.example/menu", "Tuesday", 24.0, 2)]),
        ],
    ),
    h(
        "id changed, same link, title and date",
        1,
        0,
        &[
            (0, 1, &[e("a1", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a2", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "no id, tracking changes",
        1,
        0,
        &[
            (0, 1, &[e("", "https://one.example/a?utm_source=x", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a?utm_source=y", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "no id, http becomes https",
        1,
        0,
        &[
            (0, 1, &[e("", "http://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "three items share one id",
        3,
        0,
        &[
            (
                0,
                5,
                &[
                    e("same", "https://one.example/a", "Bees", 0.0, 1),
                    e("same", "https://one.example/b", "Wasps", 1.0, 2),
                    e("same", "https://one.example/c", "Ants", 2.0, 3),
                ],
            ),
            (
                0,
                6,
                &[
                    e("same", "https://one.example/a", "Bees", 0.0, 1),
                    e("same", "https://one.example/b", "Wasps", 1.0, 2),
                    e("same", "https://one.example/c", "Ants", 2.0, 3),
                ],
            ),
        ],
    ),
    h(
        "the same article in two feeds",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (1, 2, &[e("t9", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "two feeds, the second says it otherwise",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (1, 2, &[e("t9", "https://one.example/a", "All about bees", 0.0, 11)]),
            (0, 3, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "an id whose fragment counts up",
        1,
        1,
        &[
            (0, 1, &[e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1)]),
            (
                0,
                2,
                &[e("https://one.example/a#1", "https://one.example/a", "Storm passes", 0.0, 1)],
            ),
        ],
    ),
    h(
        "two versions of one story in one document",
        1,
        0,
        &[
            (
                0,
                1,
                &[
                    e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1),
                    e("https://one.example/a#1", "https://one.example/a", "Storm", 0.0, 1),
                ],
            ),
            (
                0,
                2,
                &[
                    e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1),
                    e("https://one.example/a#1", "https://one.example/a", "Storm", 0.0, 1),
                ],
            ),
        ],
    ),
    h(
        "the whole feed issued anew on another domain",
        3,
        3,
        &[
            (
                0,
                5,
                &[
                    e("a", "https://old.example/a", "Bees and hives", 0.0, 1),
                    e("b", "https://old.example/b", "Wasps and nests", 1.0, 2),
                    e("c", "https://old.example/c", "Ants and hills", 2.0, 3),
                ],
            ),
            (
                0,
                6,
                &[
                    e("n1", "https://new.example/a", "Bees and hives", 0.0, 1),
                    e("n2", "https://new.example/b", "Wasps and nests", 1.0, 2),
                    e("n3", "https://new.example/c", "Ants and hills", 2.0, 3),
                ],
            ),
        ],
    ),
    h(
        "published again a year later under one id and URL",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 8761, &[e("a", "https://one.example/a", "Bees", 8760.0, 11)]),
        ],
    ),
    h(
        "an id given to another article",
        2,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 50, &[e("a", "https://one.example/z", "Trains", 48.0, 2)]),
        ],
    ),
    h(
        "a slug edited, same id",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/bees", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/all-bees", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "a slug edited, no id",
        1,
        1,
        &[
            (0, 1, &[e("", "https://one.example/bees", "Bees in May", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/all-bees", "Bees in May", 0.0, 1)]),
        ],
    ),
    h(
        "every item links the home page",
        3,
        0,
        &[
            (
                0,
                5,
                &[
                    e("a", "https://one.example/", "Episode one", 0.0, 1),
                    e("b", "https://one.example/", "Episode two", 1.0, 2),
                ],
            ),
            (
                0,
                9,
                &[
                    e("b", "https://one.example/", "Episode two", 1.0, 2),
                    e("c", "https://one.example/", "Episode three", 8.0, 3),
                ],
            ),
        ],
    ),
    h(
        "undated, twice",
        1,
        0,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[undated("", "https://one.example/a", "Bees", 1)]),
        ],
    ),
    h(
        "undated, then dated",
        1,
        1,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 3, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "undated, the title edited",
        1,
        1,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[undated("", "https://one.example/a", "Bees and honey", 1)]),
        ],
    ),
    h(
        "a date far ahead counts as none",
        1,
        0,
        &[
            (0, 1, &[e("", "https://one.example/a", "Bees", 90_000.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 91_000.0, 1)]),
        ],
    ),
    h(
        "dates that are stamps of the fetch",
        2,
        0,
        &[
            (
                0,
                1,
                &[
                    e("a", "https://one.example/a", "Bees", 1.0, 1),
                    e("b", "https://one.example/b", "Wasps", 1.0, 2),
                ],
            ),
            (
                0,
                2,
                &[
                    e("a", "https://one.example/a", "Bees", 2.0, 1),
                    e("b", "https://one.example/b", "Wasps", 2.0, 2),
                ],
            ),
            (
                0,
                3,
                &[
                    e("a", "https://one.example/a", "Bees", 3.0, 1),
                    e("b", "https://one.example/b", "Wasps", 3.0, 2),
                ],
            ),
        ],
    ),
    h(
        "gone from the feed and back",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[]),
            (0, 3, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "no URL, ids alone",
        2,
        0,
        &[
            (0, 3, &[e("a", "", "Bees", 0.0, 1), e("b", "", "Bees", 1.0, 2)]),
            (0, 4, &[e("a", "", "Bees", 0.0, 1), e("b", "", "Bees", 1.0, 2)]),
        ],
    ),
    h(
        "neither URL nor id",
        1,
        0,
        &[
            (0, 1, &[e("", "", "Bees at noon", 0.0, 1)]),
            (0, 2, &[e("", "", "Bees at noon", 0.0, 1)]),
        ],
    ),
    h(
        "two posts of one URL and minute",
        2,
        0,
        &[
            (
                0,
                1,
                &[
                    e("a", "https://one.example/now", "Bees", 0.0, 1),
                    e("b", "https://one.example/now", "Trains", 0.0, 2),
                ],
            ),
            (
                0,
                2,
                &[
                    e("a", "https://one.example/now", "Bees", 0.0, 1),
                    e("b", "https://one.example/now", "Trains", 0.0, 2),
                ],
            ),
        ],
    ),
    h(
        "the weekly of one title",
        2,
        0,
        &[
            (0, 1, &[e("w1", "https://one.example/w1", "Links of the week", 0.0, 1)]),
            (
                0,
                170,
                &[
                    e("w2", "https://one.example/w2", "Links of the week", 168.0, 2),
                    e("w1", "https://one.example/w1", "Links of the week", 0.0, 1),
                ],
            ),
        ],
    ),
];

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

#[test]
fn a_feed_issued_anew_is_told_once() {
    let issued = HISTORIES.iter().find(|h| h.name.starts_with("the whole feed")).expect("listed");
    let (_folder, mut reader) = play(&issued.fetches[..1], false);
    assert!(reader.fetch(&issued.fetches[1], false).reissued);
    assert!(!reader.fetch(&(0, 7, issued.fetches[1].2), false).reissued);
}

#[test]
fn keys_of_older_rules_are_computed_anew() {
    let fetch: Fetch<'_> = (
        0,
        3,
        &[
            e("", "https://one.example/a?utm_source=x", "Bees", 0.0, 1),
            e("", "https://one.example/b#comments", "Trains", 1.0, 2),
            e("", "https://one.example/b/", "Boats", 1.0, 3),
        ],
    );
    let (_folder, mut reader) = play(&[fetch], false);
    let before = reader.articles();
    let naive = |origin: &store::Origin| origin.url.strip_prefix("https://").map(str::to_owned);
    assert_eq!(reader.store.key_version().expect("reads"), 0);
    assert_eq!(reader.store.rekey(7, &naive).expect("computes"), 3);
    let history = |reader: &mut Reader, title: &str| {
        let article = reader.articles().into_iter().find(|a| a.title == title).expect("stored");
        reader.store.history(&article.id).expect("reads").expect("is there")
    };
    assert_eq!(history(&mut reader, "Bees").url_key, "one.example/a?utm_source=x");
    assert_eq!(history(&mut reader, "Bees").aliases[0].value, "one.example/a");

    assert_eq!(tidings::app::bring_keys_up(&mut *reader.store).expect("computes"), 3);
    assert_eq!(tidings::app::bring_keys_up(&mut *reader.store).expect("computes"), 0);
    assert_eq!(history(&mut reader, "Bees").url_key, "one.example/a");
    for title in ["Trains", "Boats"] {
        assert_eq!(history(&mut reader, title).url_key, "one.example/b", "{title}");
    }
    let again = reader.fetch(&(0, 4, fetch.2), true);
    assert_eq!((again.new, again.updated), (0, 0));
    assert_eq!(reader.articles(), before);
}

#[test]
fn a_publication_anew_under_one_id_is_flagged() {
    let again = HISTORIES.iter().find(|h| h.name.starts_with("published again")).expect("listed");
    let (_folder, mut reader) = play(again.fetches, false);
    let id = reader.articles()[0].id.clone();
    let history = reader.store.history(&id).expect("reads").expect("is there");
    let changed: Vec<_> = history.revisions.iter().map(|r| r.changed.republished).collect();
    assert_eq!(changed, [true]);
}

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

const TITLES: [&str; 2] = ["Even", "Odd"];

#[test]
fn edits_of_one_part_within_ten_minutes_are_one() {
    let (_folder, mut reader) = play(&[], false);
    let mut fetch = |seconds: i64, title: &'static str, text: u32| {
        let mut drafts = vec![draft(&e("a", "https://one.example/a", title, 0.0, text))];
        assign_keys(&mut drafts, &Scope::default());
        let feed = reader.feeds[0];
        let now = Timestamp(START + HOUR + seconds);
        let traits = tidings::model::FeedTraits::default();
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(Incoming { feed, now, traits, drafts }),
            response: None,
        };
        reader.store.apply(&[refresh], &identity::resolve).expect("stores");
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
        let change = |mut articles: Vec<tidings::model::Article>| {
            for article in &mut articles {
                article.change = tidings::model::Change::default();
            }
            articles
        };
        assert_eq!(change(reader.articles()), change(before));
        let history = reader.store.history(&id).expect("reads").expect("is there");
        assert_eq!(history.revisions.len(), 1);
    }
}
