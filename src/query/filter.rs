//! A query as data.

use crate::model::{ArticleId, Change, FeedId, Timestamp};

/// Which articles, in which order, how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Which articles.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// That order turned round.
    pub reverse: bool,
    /// At most so many; `None` is no limit.
    pub limit: Option<u64>,
    /// Only what comes after this article in the order (keyset paging).
    pub after: Option<ArticleId>,
    /// Of the articles that tell one story, only the earliest of those that the filter matches
    /// (of several dates alike, the one whose id comes first).
    pub collapse: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            filter: Filter::All,
            sort: Sort::Date(Axis::Published),
            reverse: false,
            limit: None,
            after: None,
            collapse: false,
        }
    }
}

/// Which of an article's two dates is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axis {
    /// The effective date: published if sane, else received.
    #[default]
    Published,
    /// When this store first saw it.
    Received,
}

/// An order of articles; ties go to the later arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    Date(Axis),
    /// Best match first.
    Relevance,
    /// By feed title, then newest first.
    Feed,
    /// By title.
    Title,
    /// As they arrived or were last edited, oldest first.
    Change,
}

/// Which articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The article of that id.
    Id(ArticleId),
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// Articles that every part matches.
    And(Vec<Filter>),
    /// Articles that some part matches.
    Or(Vec<Filter>),
    /// Articles that the part does not match.
    Not(Box<Filter>),
    /// Words in a row.
    Words(Words),
    /// Seen in one of these feeds.
    Feed(Vec<FeedId>),
    /// Carrying this tag, in the form of [`fold::name`](super::fold::name).
    Tag(String),
    /// With this text somewhere in the URL; ASCII letters in either case.
    Url(String),
    /// In this state.
    Is(Is),
    /// Dated at or after.
    Since(Axis, Timestamp),
    /// Dated before.
    Until(Axis, Timestamp),
    /// Arrived or last edited after the first place in that order, up to and with the second.
    Changed(Change, Change),
}

/// A word or phrase to find.
///
/// A text matches if its tokens (those of [`fold::tokens`](super::fold::tokens)) contain these,
/// one right after the other, each equal; with `prefix` the last one may be longer in the text.
/// Every field is such a text by itself, and so is every author's name: no match begins in one
/// and ends in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Where to look.
    pub field: Field,
    /// The tokens, folded, that must follow one another. Never empty.
    pub tokens: Vec<String>,
    /// Whether the last token may go on (`pin*`).
    pub prefix: bool,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Title, summary, content or authors.
    Any,
    /// The title.
    Title,
    /// The authors' names.
    Author,
}

/// A state an article can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Edited since it was first seen.
    Edited,
    /// Hidden from plain lists.
    Hidden,
}
