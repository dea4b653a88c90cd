//! What an article went through, and what a person decides about its identity.

use super::StoreError;
use crate::model::{ArticleId, Changed, FeedId, FeedRef, Html, Rule, Timestamp, Told};

/// Everything that identity remembers of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The article.
    pub id: ArticleId,
    /// Its URL as the feed gave it.
    pub url: Option<String>,
    /// What it is compared by.
    pub url_key: String,
    /// Its date key: a minute in UTC, or empty.
    pub date_key: String,
    /// What tells it from others of one key and date, mostly empty.
    pub disc: String,
    /// Its guid.
    pub guid: Option<String>,
    /// Whether the guid identifies it.
    pub guid_ok: bool,
    /// When it was first stored.
    pub received: Timestamp,
    /// The feeds that carry it, the one that may edit it first.
    pub sightings: Vec<Sighting>,
    /// Further names it was seen under.
    pub aliases: Vec<Alias>,
    /// Its former versions, oldest first; at most 20 are kept.
    pub revisions: Vec<Revision>,
    /// How entries were recognised as it, oldest first, plain repetition left out.
    pub decisions: Vec<Decision>,
    /// Articles that the user merged into it.
    pub merged: Vec<ArticleId>,
    /// The articles that tell the same story, itself among them, the earliest first; none if it
    /// is the only one that does.
    pub story: Vec<Told>,
}

/// A feed that carries an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The feed.
    pub feed: FeedRef,
    /// When it was first seen there.
    pub first_seen: Timestamp,
}

/// A further name of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// `guid` or `url`.
    pub kind: String,
    /// The guid or URL key.
    pub value: String,
}

/// A former version of an article, and the edit that replaced it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number; 0 is as first seen.
    pub n: u32,
    /// When the edit was seen.
    pub replaced: Timestamp,
    /// What the edit changed.
    pub changed: Changed,
    /// How the edited entry was recognised.
    pub rule: Rule,
    /// The evidence, in words.
    pub why: String,
}

/// How an entry was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// In which feed.
    pub feed: FeedRef,
    /// The rule that matched.
    pub rule: Rule,
    /// The evidence, in words.
    pub why: String,
    /// The entry's guid.
    pub guid: Option<String>,
    /// The entry's URL.
    pub url: Option<String>,
    /// Articles that the entry is not, and why not.
    pub rejected: Vec<(Option<ArticleId>, String)>,
}

/// One version of an article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub n: u32,
    /// The title.
    pub title: String,
    /// The URL as the feed gave it.
    pub url: Option<String>,
    /// The publication date as the feed had it last.
    pub published: Option<Timestamp>,
    /// The whole content, sanitised.
    pub content_html: Option<Html>,
    /// The whole content as plain text.
    pub content_text: Option<String>,
}

/// What came of an act on two articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// This article is one of its own again, or for the first time.
    Off(ArticleId),
    /// There is nothing in it that could be another article.
    Whole,
}

/// What came of giving an article to a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primary {
    /// It is the feed's own now.
    Changed,
    /// It was.
    Already,
    /// The feed does not carry it.
    NotSeen,
}

/// The part of a store that knows how articles came to be one, and takes a person's word on it.
/// Every act goes into the operation log and can be undone.
pub trait Hand {
    /// Everything that identity remembers of an article.
    fn history(&mut self, article: &ArticleId) -> Result<Option<History>, StoreError>;

    /// A version of an article: 0 as first seen, `None` if it was not kept or never was.
    fn version(&mut self, article: &ArticleId, n: u32) -> Result<Option<Version>, StoreError>;

    /// Deletes articles for good: they do not come back from their feeds, unless they are
    /// published anew. How many there were.
    fn forget(&mut self, articles: &[ArticleId], now: Timestamp) -> Result<usize, StoreError>;

    /// Makes two articles one: the second disappears into the first, and whatever feeds say of
    /// it is said of the first. Read and starred stay as they are.
    fn merge(
        &mut self,
        kept: &ArticleId,
        other: &ArticleId,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Makes another feed that carries an article its own: the one that edits it from then on.
    fn primary(
        &mut self,
        article: &ArticleId,
        feed: FeedId,
        now: Timestamp,
    ) -> Result<Primary, StoreError>;

    /// Makes one article two: what was merged into it last is an article of its own again; if
    /// nothing was, the entry that a rule about URL parameters last made one with it becomes one,
    /// and the parameter is kept from then on; or else what it was before its last edit.
    fn split(&mut self, article: &ArticleId, now: Timestamp) -> Result<Split, StoreError>;
}
