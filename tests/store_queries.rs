//! What a store selects is what `Filter::matches` says, for generated articles and filters.

use std::{collections::BTreeSet, ops::ControlFlow, path::Path};

use proptest::{collection::vec, option, prelude::*};
use tidings::{
    model::{
        Absorbed, Action, Article, ArticleId, Author, Change, Changed, Draft, FeedId, FeedTraits,
        Incoming, Inserted, Known, Republish, Resolution, Rule, Seq, Subscription, Timestamp,
    },
    query::{Axis, Field, Filter, Is, Query, Sort, Words, fold},
    store::{self, Access, Address, Decisions, Detail, Mark, Refresh, Store},
};

/// Words that meet each other in whole, in part, folded, split and not at all.
const WORD: &str = "(kafka|Kaf|kafkaesque|spark|Don’t|dont|c\\+\\+|c|C#|東京都|京|naïve|naive|-|\
    text-to-SQL|🚀|\"|\\*|AND|NEAR|Ada|title:|x\u{2029}y|\\(|O'Reilly)";

fn text() -> impl Strategy<Value = String> {
    vec(WORD, 0..6).prop_map(|words| words.join(" "))
}

#[derive(Clone, Debug)]
struct Made {
    draft: Draft,
    own_tag: Option<String>,
    feed: usize,
    also_in: Option<usize>,
    received: i64,
    flags: [bool; 5],
}

fn made() -> impl Strategy<Value = Made> {
    let authors = vec(option::of(text()), 0..3);
    let texts = (text(), authors, option::of(text()), option::of(text()), vec(WORD, 0..3));
    let url = option::of("https://(a|B|c)\\.example/(Kafka|spark|%20|ä)?");
    let rest = (0..3_usize, option::of(0..3_usize), option::of(0..4_i64), 0..4_i64);
    let texts = (texts, option::of(WORD));
    (texts, url, rest, any::<[bool; 5]>()).prop_map(|((texts, own_tag), url, rest, flags)| {
        let (title, authors, summary, content_text, tags) = texts;
        let (feed, also_in, published, received) = rest;
        let authors = authors.into_iter().map(|name| Author { name, ..Author::default() });
        let draft = Draft {
            url,
            title,
            authors: authors.collect(),
            published: published.map(Timestamp),
            // Often the beginning of the content, as summaries are.
            summary: summary.or_else(|| Some(content_text.clone()?.chars().take(9).collect())),
            content_text,
            tags,
            ..Draft::default()
        };
        Made { draft, own_tag, feed, also_in, received, flags }
    })
}

fn leaf() -> impl Strategy<Value = Filter> {
    let axis = || prop_oneof![Just(Axis::Published), Just(Axis::Received)];
    let at = || (0..5_i64).prop_map(Timestamp);
    let field = prop_oneof![Just(Field::Any), Just(Field::Title), Just(Field::Author)];
    let phrase = (field, vec(WORD, 1..4), any::<bool>()).prop_map(|(field, words, prefix)| {
        let tokens = fold::tokens(&words.join(" "));
        if tokens.is_empty() {
            return Filter::Nothing;
        }
        Filter::Words(Words { field, tokens, prefix })
    });
    prop_oneof![
        1 => Just(Filter::All),
        1 => Just(Filter::Nothing),
        8 => phrase,
        2 => vec((1..5_i64).prop_map(FeedId), 0..3).prop_map(Filter::Feed),
        2 => WORD.prop_map(Filter::Tag),
        2 => "(example|B|KAFKA|%|_|Ä|)".prop_map(Filter::Url),
        2 => prop::sample::select(vec![Is::Unread, Is::Read, Is::Starred, Is::Edited, Is::Hidden])
            .prop_map(Filter::Is),
        2 => (axis(), at()).prop_map(|(axis, at)| Filter::Since(axis, at)),
        2 => (axis(), at()).prop_map(|(axis, at)| Filter::Until(axis, at)),
        2 => (0..9_i64, 0..20_i64).prop_map(|(a, b)| Filter::Changed(Change(a), Change(b))),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Filter::And),
            vec(inner.clone(), 0..4).prop_map(Filter::Or),
            inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}

/// One document of one entry, with what is to become of the entry.
fn apply(store: &mut dyn Store, feed: FeedId, draft: Draft, now: i64, action: &Action) {
    let now = Timestamp(now);
    let traits = FeedTraits::default();
    let refresh = Refresh {
        feed,
        asked: None,
        title: None,
        site_url: None,
        incoming: Some(Incoming {
            feed,
            now,
            traits,
            drafts: vec![draft],
            republish: Republish::Ignore,
        }),
        response: None,
    };
    let resolve = |_: &Incoming, _: &[Known]| Resolution {
        actions: vec![action.clone()],
        order: vec![0],
        ..Resolution::default()
    };
    store
        .apply(&[refresh], Decisions { resolve: &resolve, ..tidings::app::DECISIONS })
        .expect("stores");
}

fn same(seq: Seq, changed: Changed) -> Action {
    Action::Same(Absorbed {
        seq,
        rule: Rule::Guid,
        why: "as the test decides",
        speaks: true,
        changed,
        url_key: None,
        date_key: None,
        bumped: None,
        published_latest: None,
    })
}

/// A store with these articles: edited, seen in other feeds, marked and hidden as they say.
fn filled(path: &Path, all: &[Made]) -> Box<dyn Store> {
    let address = Address::file(path);
    let mut store = store::open(&address, Access::Write).expect("opens");
    let subscriptions: Vec<Subscription> = (0..3)
        .map(|number| Subscription {
            url: format!("https://{number}.example/feed"),
            ..Subscription::default()
        })
        .collect();
    let feeds = store.subscribe_all(&subscriptions, Timestamp(0)).expect("subscribes");
    for (number, made) in all.iter().enumerate() {
        let insert = Action::Insert(Inserted {
            url_key: format!("made.example/{number}"),
            date_key: String::new(),
            disc: String::new(),
            published: made.draft.published,
            published_latest: None,
        });
        let own = feeds[made.feed].id();
        let first =
            Draft { title: "First, never found".into(), summary: None, ..made.draft.clone() };
        let is_edited = made.flags[4];
        let drafted = if is_edited { first } else { made.draft.clone() };
        apply(&mut *store, own, drafted, made.received, &insert);
        let seq = store.last_seq().expect("a number");
        if is_edited {
            let changed = Changed { title: true, ..Changed::default() };
            apply(&mut *store, own, made.draft.clone(), 9, &same(seq, changed));
        }
        if let Some(other) = made.also_in.filter(|&other| other != made.feed) {
            let draft = made.draft.clone();
            apply(&mut *store, feeds[other].id(), draft, 9, &same(seq, Changed::default()));
        }
    }
    let by_seq = ordered(&mut *store);
    assert_eq!(by_seq.len(), all.len());
    for (made, id) in all.iter().zip(by_seq) {
        let [read, starred, hidden, deleted, _] = made.flags;
        let ids = std::slice::from_ref(&id);
        store.mark(ids, Mark::Read(read), Timestamp(0)).expect("marks");
        store.mark(ids, Mark::Starred(starred), Timestamp(0)).expect("marks");
        if let Some(tag) = &made.own_tag {
            store.tag(ids, tag, true, Timestamp(0)).expect("tags");
        }
        let connection = rusqlite::Connection::open(path).expect("opens beside it");
        connection
            .execute(
                "UPDATE article SET hidden = ?2, deleted = ?3 WHERE id = ?1",
                rusqlite::params![id.0, hidden, (deleted && hidden).then_some(1)],
            )
            .expect("hides and buries");
    }
    store
}

fn ordered(store: &mut dyn Store) -> Vec<ArticleId> {
    let mut all = everything(store);
    all.sort_by_key(|article| article.seq);
    all.into_iter().map(|article| article.id).collect()
}

fn everything(store: &mut dyn Store) -> Vec<Article> {
    let mut found = Vec::new();
    let mut each = |article| {
        found.push(article);
        ControlFlow::Continue(())
    };
    store.select(&Query::default(), Detail::Full, &mut each).expect("selects");
    found
}

fn selected(store: &mut dyn Store, query: &Query) -> Vec<ArticleId> {
    let mut found = Vec::new();
    let mut each = |article: Article| {
        found.push(article.id);
        ControlFlow::Continue(())
    };
    store.select(query, Detail::Listing, &mut each).expect("selects");
    found
}

/// What a query must select: its matches in its order, after the given one, no more than asked.
fn expected(all: &[Article], query: &Query, axis: Axis) -> Vec<ArticleId> {
    let mut sorted: Vec<&Article> = all.iter().collect();
    sorted.sort_by_key(|article| std::cmp::Reverse((axis.of(article), article.seq)));
    if query.reverse {
        sorted.reverse();
    }
    let start = query.after.as_ref().map_or(0, |after| {
        sorted.iter().position(|article| article.id == *after).map_or(sorted.len(), |at| at + 1)
    });
    let matching = sorted[start..].iter().filter(|article| query.filter.matches(article));
    let most = query.limit.map_or(usize::MAX, |limit| limit as usize);
    matching.take(most).map(|article| article.id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_store_selects_what_matches(
        all in vec(made(), 1..12),
        filters in vec((filter(), any::<bool>(), any::<bool>(), option::of(0..4_u64)), 40),
        after in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = filled(&folder.path().join("t.db"), &all);
        let all = everything(&mut *store);
        for (filter, by_arrival, reverse, limit) in filters {
            let axis = if by_arrival { Axis::Received } else { Axis::Published };
            let plain = Query {
                filter: filter.clone(),
                sort: Sort::Date(axis),
                reverse,
                limit,
                after: None,
                collapse: false,
            };
            prop_assert_eq!(selected(&mut *store, &plain), expected(&all, &plain, axis), "{:?}", plain);
            if !all.is_empty() {
                let after = Some(after.get(&all).id.clone());
                let paged = Query { after, ..plain };
                let page = selected(&mut *store, &paged);
                prop_assert_eq!(page, expected(&all, &paged, axis), "{:?}", paged);
            }
            for sort in [Sort::Relevance, Sort::Title, Sort::Feed, Sort::Change] {
                for filter in [filter.clone(), filter.clone().simplified(), filter.clone().visible()] {
                    let query = Query { filter, sort, reverse, ..Query::default() };
                    let found = selected(&mut *store, &query);
                    let wanted: BTreeSet<ArticleId> = all
                        .iter()
                        .filter(|article| query.filter.matches(article))
                        .map(|article| article.id.clone())
                        .collect();
                    prop_assert_eq!(found.len(), wanted.len(), "{:?}", query);
                    prop_assert_eq!(&found.into_iter().collect::<BTreeSet<_>>(), &wanted, "{:?}", query);
                }
            }
        }
    }
}

/// More matches than any store ranks or sorts: each comes once all the same. By relevance those
/// with the word in the title are first, whether it is a word or the beginning of one; by date
/// every page is what it should be.
#[test]
fn relevance_loses_nothing_among_many() {
    const MANY: u32 = 3_400;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let mut store = store::open(&Address::file(&path), Access::Write).expect("opens");
    let subscription = Subscription { url: "https://a.example/".into(), ..Subscription::default() };
    let feed = store.subscribe(&subscription, Timestamp(0)).expect("subscribes").id();
    let drafts: Vec<Draft> = (0..MANY)
        .map(|number| Draft {
            title: if number % 100 == 7 { "Of Kafka" } else { "Of others" }.to_owned(),
            summary: Some(format!("Number {number}, on kafka")),
            published: Some(Timestamp(i64::from(number))),
            ..Draft::default()
        })
        .collect();
    let actions = |incoming: &Incoming, _: &[Known]| Resolution {
        actions: (0..incoming.drafts.len())
            .map(|number| {
                Action::Insert(Inserted {
                    url_key: format!("made.example/{number}"),
                    date_key: String::new(),
                    disc: String::new(),
                    published: incoming.drafts[number].published,
                    published_latest: None,
                })
            })
            .collect(),
        order: (0..incoming.drafts.len()).collect(),
        ..Resolution::default()
    };
    let now = Timestamp(9_999);
    let incoming =
        Incoming { feed, now, traits: FeedTraits::default(), drafts, republish: Republish::Ignore };
    let refresh = Refresh {
        feed,
        asked: None,
        title: None,
        site_url: None,
        incoming: Some(incoming),
        response: None,
    };
    store
        .apply(&[refresh], Decisions { resolve: &actions, ..tidings::app::DECISIONS })
        .expect("stores");
    let words = |text: &str, prefix| {
        Filter::Words(Words { field: Field::Any, tokens: fold::tokens(text), prefix })
    };
    let both = Filter::And(vec![words("kafka", false), words("on", false)]);
    let all = everything(&mut *store);
    let early = Filter::Until(Axis::Published, Timestamp(2_800));
    let later = Filter::Since(Axis::Published, Timestamp(900));
    let titled = words("title", false);
    let unwanted = Filter::And(vec![both.clone(), Filter::Not(Box::new(titled)), early, later]);
    for filter in [both.clone(), words("on kafka", false), words("ka", true), unwanted] {
        for (axis, reverse) in [
            (Axis::Published, false),
            (Axis::Published, true),
            (Axis::Received, false),
            (Axis::Received, true),
        ] {
            let sort = Sort::Date(axis);
            let first = Query {
                filter: filter.clone(),
                sort,
                reverse,
                limit: Some(700),
                ..Query::default()
            };
            let page = selected(&mut *store, &first);
            assert_eq!(page.len(), 700, "{first:?}");
            assert_eq!(page, expected(&all, &first, axis), "{first:?}");
            let next = Query { after: page.last().cloned(), ..first };
            assert_eq!(selected(&mut *store, &next), expected(&all, &next, axis), "{next:?}");
        }
    }
    for filter in [words("kafka", false), words("ka", true), words("on kafka", false), both] {
        for filter in [filter.clone(), filter.visible()] {
            let titled = filter.words().iter().any(|words| words.tokens.len() == 1);
            let query = Query { filter, sort: Sort::Relevance, ..Query::default() };
            let found = selected(&mut *store, &query);
            let each: BTreeSet<&ArticleId> = found.iter().collect();
            assert_eq!((found.len(), each.len()), (MANY as usize, MANY as usize), "{query:?}");
            let best = Query { limit: Some(34), ..query.clone() };
            let mut seen = BTreeSet::new();
            let mut read = |article: Article| {
                seen.insert(article.title);
                ControlFlow::Continue(())
            };
            store.select(&best, Detail::Listing, &mut read).expect("selects");
            assert_eq!(seen.contains("Of others"), !titled, "{query:?}");
            let next = Query { after: Some(found[33].clone()), limit: Some(2), ..query };
            assert_eq!(selected(&mut *store, &next), found[34..36]);
        }
    }
}
