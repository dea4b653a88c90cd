//! Stories: what different feeds tell alike is grouped, never merged, in any order of fetches;
//! and a collapsed list shows each once.

use std::{collections::BTreeSet, ops::ControlFlow};

use tidings::{
    model::{Article, ArticleId, Html, Timestamp},
    query::{Axis, Filter, Is, Query, Sort},
    store::{Detail, Mark, Retiring},
};

use crate::builders::{DAY, E, Fetch, HOUR, Reader, START, draft, e, play, undated};

const BEES: &str = "The bees are back in town";

/// A case: what it is, one entry a feed, and which of these tell a story together.
type Case = (&'static str, &'static [E], &'static [usize]);

const fn at(url: &'static str, title: &'static str, hour: f64, text: u32) -> E {
    e(url, url, title, hour, text)
}

const CASES: &[Case] = &[
    (
        "a syndicated copy under another headline",
        &[
            at("https://one.example/a", "Bees", 0.0, 1),
            at("https://two.example/b", "Copy", 200.0, 1),
        ],
        &[0, 1],
    ),
    (
        "too late for a copy",
        &[
            at("https://one.example/a", "Bees", 0.0, 1),
            at("https://two.example/b", "Copy", 340.0, 1),
        ],
        &[],
    ),
    (
        "one headline",
        &[at("https://one.example/a", BEES, 0.0, 1), at("https://two.example/b", BEES, 70.0, 2)],
        &[0, 1],
    ),
    (
        "one headline four days later",
        &[at("https://one.example/a", BEES, 0.0, 1), at("https://two.example/b", BEES, 96.0, 2)],
        &[],
    ),
    (
        "a short headline",
        &[
            at("https://one.example/a", "Weekly links", 0.0, 1),
            at("https://two.example/b", "Weekly links", 1.0, 2),
        ],
        &[],
    ),
    (
        "another number",
        &[
            at("https://one.example/a", "Bees counted in spring: 40", 0.0, 1),
            at("https://two.example/b", "Bees counted in spring: 41", 1.0, 2),
        ],
        &[],
    ),
    (
        "a remark under the page's own address",
        &[
            at("https://one.example/a", BEES, 0.0, 1),
            e("hn1", "https://one.example/a", "Bees: a discussion (2026)", 50.0, 2),
        ],
        &[0, 1],
    ),
    (
        "three, of which two meet in the third",
        &[
            at("https://one.example/a", BEES, 0.0, 1),
            at("https://two.example/b", "The bees come home", 1.0, 2),
            at("https://three.example/c", BEES, 2.0, 2),
        ],
        &[0, 1, 2],
    ),
    (
        "undated ones by their arrival",
        &[
            undated("1", "https://one.example/a", BEES, 1),
            undated("2", "https://two.example/b", BEES, 2),
        ],
        &[0, 1],
    ),
];

/// Every order of so many fetches.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![vec![]];
    }
    orders(count - 1)
        .into_iter()
        .flat_map(|order| {
            (0..count).map(move |place| {
                let mut order = order.clone();
                order.insert(place, count - 1);
                order
            })
        })
        .collect()
}

/// Plays one entry a feed in that order.
fn one_a_feed(entries: &[E], order: &[usize]) -> (tempfile::TempDir, Reader) {
    let (folder, mut reader) = play(&[], false);
    for feed in order {
        reader.fetch(&(*feed, 400, &entries[*feed..=*feed]), false);
    }
    (folder, reader)
}

/// Each story's first article and its articles' feeds.
fn stories(reader: &mut Reader) -> BTreeSet<(ArticleId, Vec<i64>)> {
    let all = reader.articles();
    let names: BTreeSet<ArticleId> = all.iter().filter_map(|a| a.story.clone()).collect();
    let told_by = |name: &ArticleId| {
        let told = all.iter().filter(|article| article.story.as_ref() == Some(name));
        let mut feeds: Vec<i64> = told.map(|article| article.feed.id.0).collect();
        feeds.sort_unstable();
        feeds
    };
    names.into_iter().map(|name| (name.clone(), told_by(&name))).collect()
}

#[test]
fn what_feeds_tell_alike_is_one_story_in_any_order() {
    for (name, entries, told) in CASES {
        let mut outcomes = BTreeSet::new();
        for order in orders(entries.len()) {
            let (_folder, mut reader) = one_a_feed(entries, &order);
            assert_eq!(reader.counts(), (entries.len(), 0), "{name}: nothing is merged");
            let found = stories(&mut reader);
            let feeds: Vec<Vec<i64>> = found.iter().map(|(_, feeds)| feeds.clone()).collect();
            let expected: Vec<i64> = told.iter().map(|&at| reader.feeds[at].0).collect();
            let expected = if told.is_empty() { vec![] } else { vec![expected] };
            assert_eq!(feeds, expected, "{name}, {order:?}");
            outcomes.insert(found);
        }
        assert_eq!(outcomes.len(), 1, "{name}: the order of fetches matters");
    }
}

#[test]
fn a_post_that_links_an_article_tells_its_story() {
    let linking = |hrefs: &[&str]| {
        let mut post = draft(&at("https://two.example/b", "A remark", 3.0, 2));
        let links: Vec<String> =
            hrefs.iter().map(|href| format!("<p><a href=\"{href}\">so</a></p>")).collect();
        post.content_html = Some(Html::sanitized(links.concat()));
        post
    };
    let article: &[E] = &[at("https://one.example/a", BEES, 0.0, 1)];
    let many = [
        "https://one.example/a",
        "https://a.example/1",
        "https://b.example/1",
        "https://c.example/1",
    ];
    for (hrefs, told) in [
        (&["https://www.one.example/a?utm_source=two"][..], true),
        (&["https://one.example/"], false),
        (&["https://elsewhere.example/a"], false),
        (&many, false),
    ] {
        for article_first in [true, false] {
            let (_folder, mut reader) = play(&[], false);
            if article_first {
                reader.fetch(&(0, 4, article), false);
            }
            reader.fetch_drafts(1, 4, vec![linking(hrefs)]);
            if !article_first {
                reader.fetch(&(0, 4, article), false);
            }
            assert_eq!(!stories(&mut reader).is_empty(), told, "{hrefs:?}, {article_first}");
        }
    }
}

#[test]
fn what_nine_feeds_tell_is_no_story() {
    let entries: Vec<E> = URLS.iter().map(|url| at(url, BEES, 0.0, 1)).collect();
    for order in [[0, 1, 2, 3, 4, 5, 6, 7, 8], [8, 0, 7, 1, 6, 2, 5, 3, 4]] {
        let (_folder, mut reader) = one_a_feed(&entries, &order[..8]);
        let eight = stories(&mut reader);
        assert_eq!(eight.first().map(|(_, feeds)| feeds.len()), Some(8));
        let last = order[8];
        reader.fetch(&(last, 400, &entries[last..=last]), false);
        assert!(stories(&mut reader).is_empty());
        let ninth = reader.articles().into_iter().find(|a| a.feed.id == reader.feeds[last]);
        let ninth = ninth.expect("stored").id;
        reader.store.forget(&[ninth], Timestamp(START + 20 * DAY)).expect("forgets");
        assert_eq!(stories(&mut reader), eight, "without the ninth it is one again");
        reader.store.undo(None, Timestamp(START + 21 * DAY)).expect("undoes");
        assert!(stories(&mut reader).is_empty());
    }
}

const URLS: [&str; 9] = [
    "https://a.example/1",
    "https://b.example/1",
    "https://c.example/1",
    "https://d.example/1",
    "https://e.example/1",
    "https://f.example/1",
    "https://g.example/1",
    "https://h.example/1",
    "https://i.example/1",
];

#[test]
fn one_feed_alone_tells_no_story_and_its_other_posts_stay_out_of_one() {
    let two: Fetch<'_> = (
        0,
        4,
        &[at("https://one.example/a", BEES, 0.0, 1), at("https://one.example/b", BEES, 1.0, 2)],
    );
    let (_folder, mut reader) = play(&[two], false);
    assert!(stories(&mut reader).is_empty());
    // Release notes at one address, and a remark on it: shown as one, the notes would be lost.
    let notes: Fetch<'_> = (
        0,
        4,
        &[
            e("", "https://one.example/notes", "Version 1", 0.0, 1),
            e("", "https://one.example/notes", "Version 2", 24.0, 2),
        ],
    );
    let remark: Fetch<'_> =
        (1, 5, &[e("r", "https://one.example/notes", "Have you seen this", 30.0, 3)]);
    let (_folder, mut reader) = play(&[notes, remark], false);
    assert_eq!(reader.counts().0, 3);
    assert!(stories(&mut reader).is_empty());
}

#[test]
fn stories_follow_edits_and_a_persons_hand() {
    let one: Fetch<'_> = (0, 4, &[at("https://one.example/a", BEES, 0.0, 1)]);
    let two: Fetch<'_> = (1, 4, &[at("https://two.example/b", "Not yet about them", 1.0, 2)]);
    let (_folder, mut reader) = play(&[one, two], false);
    assert!(stories(&mut reader).is_empty());
    reader.fetch(&(1, 5, &[at("https://two.example/b", BEES, 1.0, 2)]), false);
    let told = stories(&mut reader);
    assert_eq!(told.len(), 1);
    reader.fetch(&(1, 6, &[at("https://two.example/b", "Not any more about them", 1.0, 2)]), false);
    assert!(stories(&mut reader).is_empty());
    reader.fetch(&(1, 7, &[at("https://two.example/b", BEES, 1.0, 2)]), false);
    assert_eq!(stories(&mut reader), told);

    let now = Timestamp(START + DAY);
    let ids: Vec<ArticleId> = reader.articles().into_iter().map(|article| article.id).collect();
    let (b, a) = (ids[0].clone(), ids[1].clone());
    let acts: [&dyn Fn(&mut Reader); 3] = [
        &|reader| {
            assert_eq!(reader.store.forget(std::slice::from_ref(&a), now).expect("forgets"), 1);
        },
        &|reader| reader.store.merge(&a, &b, now).expect("merges"),
        &|reader| {
            let which = Retiring { before: Some(now), beyond: 0, feeds: None };
            reader.store.prune(&which, now).expect("prunes");
        },
    ];
    for (number, act) in acts.iter().enumerate() {
        act(&mut reader);
        assert!(stories(&mut reader).is_empty(), "act {number}");
        reader.store.undo(None, now).expect("undoes").expect("something to undo");
        assert_eq!(stories(&mut reader), told, "act {number}");
    }
}

#[test]
fn explaining_an_article_names_its_story() {
    let (_folder, mut reader) = one_a_feed(CASES[7].1, &[0, 1, 2]);
    let first = reader.articles().into_iter().find(|a| a.title == BEES).expect("stored");
    let name = first.story.expect("it is told");
    let history = reader.store.history(&name).expect("reads").expect("is there");
    let told: Vec<_> =
        history.story.iter().map(|told| (told.feed.id, told.why.as_deref())).collect();
    let [a, b, c] = [0, 1, 2].map(|at: usize| reader.feeds[at]);
    assert_eq!(told, [(a, None), (b, None), (c, Some("the same title"))]);
}

/// What a query gives, by title and feed.
fn listed(reader: &mut Reader, query: &Query) -> Vec<Article> {
    let mut found = Vec::new();
    let each = &mut |article| {
        found.push(article);
        ControlFlow::Continue(())
    };
    reader.store.select(query, Detail::Listing, each).expect("selects");
    found
}

/// Three stories of two or three feeds, and articles beside them.
fn told_and_not() -> (tempfile::TempDir, Reader) {
    let fetches: [Fetch<'_>; 3] = [
        (
            0,
            60,
            &[
                at("https://one.example/1", BEES, 0.0, 1),
                at("https://one.example/2", "Alone in the first feed today", 10.0, 2),
                at("https://one.example/3", "Trains leave the rails at dawn", 20.0, 3),
            ],
        ),
        (
            1,
            60,
            &[
                at("https://two.example/1", BEES, 1.0, 4),
                at("https://two.example/2", "Nobody else has this one", 15.0, 5),
                at("https://two.example/3", "Trains leave the rails at dawn", 19.0, 6),
            ],
        ),
        (
            2,
            60,
            &[
                at("https://three.example/1", BEES, 2.0, 7),
                at("https://three.example/2", "Three alone here", 50.0, 8),
            ],
        ),
    ];
    play(&fetches, false)
}

#[test]
fn a_collapsed_list_shows_the_earliest_that_matches_and_where_else_it_is() {
    let (_folder, mut reader) = told_and_not();
    let feeds = reader.feeds.clone();
    let shown = |reader: &mut Reader, filter: Filter| -> Vec<(String, i64, Vec<i64>)> {
        let query = Query { filter, collapse: true, ..Query::default() };
        listed(reader, &query)
            .into_iter()
            .filter(|article| article.story.is_some())
            .map(|a| (a.title, a.feed.id.0, a.also_in.iter().map(|feed| feed.id.0).collect()))
            .collect()
    };
    let row = |title: &str, feed: usize, others: &[usize]| {
        (title.to_owned(), feeds[feed].0, others.iter().map(|&at| feeds[at].0).collect::<Vec<_>>())
    };
    let trains = "Trains leave the rails at dawn";
    assert_eq!(shown(&mut reader, Filter::All), [row(trains, 1, &[0]), row(BEES, 0, &[1, 2])]);
    assert_eq!(listed(&mut reader, &Query { collapse: true, ..Query::default() }).len(), 5);
    let of_first = Filter::Feed(vec![feeds[0]]);
    assert_eq!(shown(&mut reader, of_first), [row(trains, 0, &[1]), row(BEES, 0, &[1, 2])]);
    let first = listed(&mut reader, &Query::default())
        .into_iter()
        .find(|a| a.title == BEES && a.feed.id == feeds[0]);
    reader
        .store
        .mark(&[first.expect("stored").id], Mark::Read(true), Timestamp(START))
        .expect("marks");
    let unread = shown(&mut reader, Filter::Is(Is::Unread));
    assert_eq!(unread, [row(trains, 1, &[0]), row(BEES, 1, &[0, 2])]);
}

#[test]
fn pages_of_a_collapsed_list_are_the_list() {
    let (_folder, mut reader) = told_and_not();
    let words = tidings::query::fold::tokens("the");
    let the = Filter::Words(tidings::query::Words {
        field: tidings::query::Field::Any,
        tokens: words,
        prefix: true,
    });
    for (sort, filter) in [
        (Sort::Date(Axis::Published), Filter::All),
        (Sort::Date(Axis::Received), Filter::All),
        (Sort::Title, Filter::All),
        (Sort::Feed, Filter::All),
        (Sort::Change, Filter::All),
        (Sort::Relevance, the),
    ] {
        for reverse in [false, true] {
            let query =
                Query { filter: filter.clone(), sort, reverse, collapse: true, ..Query::default() };
            let whole = listed(&mut reader, &query);
            let told: BTreeSet<_> =
                whole.iter().filter_map(|article| article.story.clone()).collect();
            let count = whole.iter().filter(|article| article.story.is_some()).count();
            assert_eq!((count, told.len()), (2, 2), "{sort:?}");
            let mut pages = Vec::new();
            loop {
                let after = pages.last().map(|article: &Article| article.id.clone());
                let page = listed(&mut reader, &Query { limit: Some(2), after, ..query.clone() });
                if page.is_empty() {
                    break;
                }
                pages.extend(page);
            }
            assert_eq!(pages, whole, "{sort:?}, reversed: {reverse}");
        }
    }
}

#[test]
fn what_is_edited_in_place_keeps_its_story_on_a_replay() {
    let (_folder, mut reader) = told_and_not();
    let before = stories(&mut reader);
    let again: Fetch<'_> = (0, 61, &[at("https://one.example/1", BEES, 0.0, 1)]);
    assert_eq!(reader.fetch(&again, false).updated, 0);
    assert_eq!(stories(&mut reader), before);
    let later = Timestamp(START + 70 * HOUR);
    let id = before.first().expect("a story").0.clone();
    reader.store.mark(&[id], Mark::Starred(true), later).expect("marks");
    assert_eq!(stories(&mut reader), before);
}
