//! Articles and filters for this room's tests.

use proptest::prelude::*;

use super::{Axis, Field, Filter, Is, Words, fold};
use crate::model::{
    Article, ArticleId, Author, Change, DateSource, FeedId, FeedRef, Seq, Timestamp,
};

/// Thursday 21 May 2026, 16:01:05 UTC.
pub(super) const NOW: Timestamp = Timestamp(1_779_379_265);

/// A filter for these words.
pub(super) fn words(field: Field, text: &str, prefix: bool) -> Filter {
    Filter::Words(Words { field, tokens: fold::tokens(text), prefix })
}

fn author(name: &str) -> Author {
    Author { name: Some(name.to_owned()), ..Author::default() }
}

fn feed(id: i64) -> FeedRef {
    FeedRef { id: FeedId(id), title: format!("Feed {id}"), ..FeedRef::default() }
}

/// An unread, starred article about Kafka.
pub(super) fn article() -> Article {
    Article {
        id: ArticleId("abcd1234".to_owned()),
        seq: Seq(1),
        url: Some("https://Blog.example/Kafka?x=1".to_owned()),
        canonical_url: None,
        title: "Scaling Kafka".to_owned(),
        authors: vec![author("Ada Lovelace"), author("Grace Hopper")],
        published: None,
        updated: None,
        received: NOW.plus(60),
        date: NOW,
        date_source: DateSource::Published,
        feed: feed(1),
        also_in: vec![feed(2)],
        story: None,
        tags: vec!["stream-processing".to_owned()],
        summary: Some("How we run a thousand brokers.".to_owned()),
        content_text: None,
        content_html: None,
        language: None,
        enclosures: Vec::new(),
        guid: None,
        read: false,
        starred: true,
        hidden: false,
        change: Change(1),
        revision: 0,
        edited: None,
    }
}

const WORDS: &str = "(kafka|spark|Don’t|c\\+\\+|東京|naïve|-|text-to-SQL|🚀)";

/// Articles made of few words, so that filters of the same words meet them.
pub(super) fn any_article() -> impl Strategy<Value = Article> {
    let text = || proptest::collection::vec(WORDS, 0..5).prop_map(|words| words.join(" "));
    let texts = (text(), text(), proptest::option::of(text()), proptest::option::of(text()));
    let state = (any::<[bool; 3]>(), 0..3_i64, 0..4_i64, 0..4_i64);
    (texts, state).prop_map(
        |((title, name, summary, content_text), (flags, id, date, received))| {
            let [read, starred, hidden] = flags;
            Article {
                title,
                authors: vec![author(&name)],
                summary,
                content_text,
                feed: feed(id),
                date: Timestamp(date),
                received: Timestamp(received),
                revision: date as u32 % 2,
                tags: vec![name],
                read,
                starred,
                hidden,
                ..article()
            }
        },
    )
}

/// Filters of the same few words.
pub(super) fn any_filter() -> impl Strategy<Value = Filter> {
    let field = prop_oneof![Just(Field::Any), Just(Field::Title), Just(Field::Author)];
    let axis = || prop_oneof![Just(Axis::Published), Just(Axis::Received)];
    let state = prop_oneof![
        Just(Is::Unread),
        Just(Is::Read),
        Just(Is::Starred),
        Just(Is::Edited),
        Just(Is::Hidden)
    ];
    let leaf = prop_oneof![
        Just(Filter::All),
        Just(Filter::Nothing),
        (field, "(kaf|kafka|spark kafka|text to|to sql|don't|c|c\\+\\+|京|🚀)", any::<bool>())
            .prop_map(|(field, text, prefix)| words(field, &text, prefix)),
        proptest::collection::vec((0..4_i64).prop_map(FeedId), 0..3).prop_map(Filter::Feed),
        WORDS.prop_map(Filter::Tag),
        "(blog|KAFKA|spark)".prop_map(Filter::Url),
        state.prop_map(Filter::Is),
        (axis(), 0..4_i64).prop_map(|(axis, at)| Filter::Since(axis, Timestamp(at))),
        (axis(), 0..4_i64).prop_map(|(axis, at)| Filter::Until(axis, Timestamp(at))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let parts = || proptest::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            parts().prop_map(Filter::And),
            parts().prop_map(Filter::Or),
            inner.clone().prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}
