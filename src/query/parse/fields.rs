//! The fields of the language: a value in, its filter out.

use super::super::names::Names;
use super::super::when::{When, WhenError, when};
use super::super::{Axis, Field, Filter, Is, Words, fold, near};
use super::error::Mistake;
use super::lex::Value;
use crate::model::{Timestamp, Zone};

/// What a query is read by.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who knows the feeds.
    pub names: &'a dyn Names,
    /// The instant at which "yesterday" is meant.
    pub now: Timestamp,
    /// The zone that dates are in.
    pub zone: Zone,
    /// Which date `since:` and `until:` speak of.
    pub by: Axis,
}

/// A field by its name.
#[derive(Debug)]
pub struct FieldName {
    /// What stands before the colon.
    pub name: &'static str,
    /// What it asks for, in a few words.
    pub about: &'static str,
    /// A value it may have.
    pub example: &'static str,
    /// Whether a value may go on over the next bare words, though nobody quoted it.
    pub(super) reach: Reach,
    read: fn(&Value, &Context<'_>) -> Result<Option<Filter>, Mistake>,
}

/// How a value written without quotes finds its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// At the next space.
    Word,
    /// After the most words that make a date: `since:last week`.
    Date,
    /// After the words that make the whole title of a feed: `feed:Netflix TechBlog`.
    Title,
}

const fn field(
    name: &'static str,
    about: &'static str,
    example: &'static str,
    reach: Reach,
    read: fn(&Value, &Context<'_>) -> Result<Option<Filter>, Mistake>,
) -> FieldName {
    FieldName { name, about, example, reach, read }
}

/// Every field of the language; help, completion and flags go by this list.
pub const FIELDS: &[&FieldName] = &[
    &field(
        "feed",
        "a feed by title or part of it, number, URL, host or tag:NAME",
        "pinterest",
        Reach::Title,
        feed,
    ),
    &field("author", "words in an author's name", "lovelace", Reach::Word, |value, _| {
        Ok(text(Field::Author, value))
    }),
    &field("title", "words in the title", "kafka", Reach::Word, |value, _| {
        Ok(text(Field::Title, value))
    }),
    &field("tag", "a tag of the article", "rust", Reach::Word, |value, _| {
        Ok(Some(Filter::Tag(fold::name(&value.text))))
    }),
    &field("url", "part of the URL", "medium.com", Reach::Word, |value, _| {
        Ok(Some(url(&value.text)))
    }),
    &field("is", "unread, read, starred, edited or hidden", "unread", Reach::Word, state),
    &field("since", "dated at or after", "7d", Reach::Date, |value, context| {
        dated(value, context, context.by, When::since)
    }),
    &field("until", "dated up to the end of", "2026-05", Reach::Date, |value, context| {
        dated(value, context, context.by, When::until)
    }),
    &field("received", "arrived within", "today", Reach::Date, |value, context| {
        dated(value, context, Axis::Received, When::within)
    }),
    &field("received-since", "arrived at or after", "7d", Reach::Date, |value, context| {
        dated(value, context, Axis::Received, When::since)
    }),
];

/// No two fields share a name.
impl PartialEq for FieldName {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for FieldName {}

impl FieldName {
    /// The field of this name, in any case.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().copied().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The filter for a value; `None` if the value has nothing to search for.
    pub(super) fn filter(
        &self,
        value: &Value,
        context: &Context<'_>,
    ) -> Result<Option<Filter>, Mistake> {
        if value.text.trim().is_empty() {
            return Err(Mistake::NoValue { field: self.name, example: self.example });
        }
        (self.read)(value, context)
    }
}

/// The words of a value, which must follow one another; `None` if it has none.
pub(super) fn text(field: Field, value: &Value) -> Option<Filter> {
    let tokens = fold::tokens(&value.text);
    // `pre-*` asks for the word `pre`; only a star on a word asks for longer ones.
    let mut on_a_word = false;
    fold::each_token(&value.text, |_, at| on_a_word = at.end == value.text.len());
    let prefix = value.prefix && on_a_word;
    (!tokens.is_empty()).then_some(Filter::Words(Words { field, tokens, prefix }))
}

/// A whole URL is looked for by what names the page: no scheme, no `www.`, no fragment, no slash
/// at the end, all of which differ between links to one page.
pub(super) fn url(text: &str) -> Filter {
    let text = text.trim();
    let part = match bare_url(text) {
        Some(rest) => {
            let rest = rest.split('#').next().unwrap_or_default();
            rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
        }
        None => text,
    };
    Filter::Url(if part.is_empty() { text } else { part }.to_owned())
}

/// A web address without its scheme; `None` if the text is none.
pub(super) fn bare_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (web && !rest.is_empty()).then_some(rest)
}

fn feed(value: &Value, context: &Context<'_>) -> Result<Option<Filter>, Mistake> {
    let feeds = context.names.feeds(&value.text);
    if feeds.is_empty() {
        let near = context.names.near(&value.text);
        return Err(Mistake::NoSuchFeed { name: value.text.clone(), near });
    }
    Ok(Some(Filter::Feed(feeds)))
}

/// The states that `is:` knows, by name.
pub const STATES: &[(&str, Is)] = &[
    ("unread", Is::Unread),
    ("read", Is::Read),
    ("starred", Is::Starred),
    ("edited", Is::Edited),
    ("hidden", Is::Hidden),
];

fn state(value: &Value, _: &Context<'_>) -> Result<Option<Filter>, Mistake> {
    let wanted = value.text.trim().to_lowercase();
    if let Some((_, state)) = STATES.iter().find(|(name, _)| *name == wanted) {
        return Ok(Some(Filter::Is(*state)));
    }
    let names = || STATES.iter().map(|(name, _)| *name);
    let near = names().filter_map(|name| Some((near::distance(&wanted, name)?, name))).min();
    Err(Mistake::NoSuchState {
        state: value.text.clone(),
        near: near.map(|(_, name)| name),
        known: names().collect::<Vec<_>>().join(", "),
    })
}

fn dated(
    value: &Value,
    context: &Context<'_>,
    axis: Axis,
    span: fn(When) -> super::super::when::Span,
) -> Result<Option<Filter>, Mistake> {
    let when = date(&value.text, context)?;
    Ok(Some(Filter::dated(axis, span(when))))
}

/// The date a text says.
pub(super) fn date(text: &str, context: &Context<'_>) -> Result<When, WhenError> {
    when(text, context.now, context.zone)
}
