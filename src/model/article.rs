//! Articles: an entry after normalisation (`Draft`) and after identity is decided (`Article`).

use serde::{Deserialize, Serialize};

use super::{ArticleId, Change, FeedId, Marks, Seq, Shortened, Timestamp, UrlKey};

/// HTML that is safe to show: made by the sanitiser, or read back from a store it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Takes HTML that the sanitiser of `normalize` has made.
    pub fn sanitized(html: String) -> Self {
        Self(html)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who wrote an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// A page of theirs; http or https.
    pub url: Option<String>,
}

/// A file that comes with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Where it is; http or https.
    pub url: String,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// The size in bytes.
    pub length: Option<u64>,
    /// The duration in seconds.
    pub duration: Option<u64>,
}

/// An entry after normalisation: clean text, absolute URLs, sane dates; identity undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The guid as the document gave it, `None` if it gave none.
    pub guid: Option<String>,
    /// The page to open: http or https, absolute, otherwise as the feed gave it.
    pub url: Option<String>,
    /// What the URL (or else the enclosure's URL) is compared by; `None` without any URL.
    pub url_key: Option<UrlKey>,
    /// What rules about its host took out of that key; mostly nothing.
    pub shortened: Option<Box<Shortened>>,
    /// Plain text, one line, never empty.
    pub title: String,
    /// Whether the document gave the title; otherwise it was drawn from the text or the URL.
    pub titled: bool,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// When the document says it was published; `None` if it does not or cannot be believed.
    pub published: Option<Timestamp>,
    /// When the document says it was last changed.
    pub updated: Option<Timestamp>,
    /// Plain text of at most 500 characters.
    pub summary: Option<String>,
    /// The whole content, sanitised.
    pub content_html: Option<Html>,
    /// The whole content (or, without one, the whole description) as plain text.
    pub content_text: Option<String>,
    /// `normalize::identity::text_hash` of the content text, 0 without one.
    pub text_hash: u64,
    /// Language tag, e.g. `en` or `pt-BR`.
    pub language: Option<String>,
    /// Categories, each once.
    pub tags: Vec<String>,
    /// Enclosures, each URL once.
    pub enclosures: Vec<Enclosure>,
    /// A picture that stands for the article; http or https.
    pub image: Option<String>,
    /// Duration in seconds of an episode or video.
    pub duration: Option<u64>,
    /// By what another feed's article that tells the same is found.
    pub marks: Marks,
}

/// Where an article's effective date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The feed says that it was published then.
    Published,
    /// The feed says only when it was last changed, and nothing is newer than its last change
    /// (many Atom feeds have no other date).
    Updated,
    /// The feed gave none that can be believed: the time of arrival.
    Received,
}

impl DateSource {
    /// Where a stored article's `date` comes from; `dated` if it is the one that identifies it.
    pub fn of(
        date: Timestamp,
        dated: bool,
        published: Option<Timestamp>,
        received: Timestamp,
    ) -> Self {
        if dated && published.is_some() {
            Self::Published
        } else if dated || date != received {
            Self::Updated
        } else {
            Self::Received
        }
    }

    /// The date to show and sort by, for a new article: the one that identifies it, else that of
    /// its last change if it has come, else the time of arrival.
    pub fn date(identifying: Option<Timestamp>, draft: &Draft, received: Timestamp) -> Timestamp {
        let has_come = |at: &Timestamp| at.0 > 0 && *at <= received;
        let changed = draft.updated.filter(|_| draft.published.is_none()).filter(has_come);
        identifying.or(changed).unwrap_or(received)
    }
}

/// A feed as an article names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRef {
    /// The subscription.
    pub id: FeedId,
    /// Its title.
    pub title: String,
    /// The address it is fetched from.
    pub url: String,
    /// The web site it belongs to.
    pub site_url: Option<String>,
}

/// An article as the store holds it. Serialises to the article object of the interface: every
/// key always present, null where unknown, times RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The public name.
    pub id: ArticleId,
    /// The place in the order of arrival.
    pub seq: Seq,
    /// The page to open.
    pub url: Option<String>,
    /// The address form that identity compares by, as an https URL; not meant to be fetched.
    pub canonical_url: Option<String>,
    /// Plain text, never empty.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// What the feed said first, never guessed.
    pub published: Option<Timestamp>,
    /// When the feed says it was last changed.
    pub updated: Option<Timestamp>,
    /// When this store first saw it.
    pub received: Timestamp,
    /// The effective date: published if sane, else received.
    pub date: Timestamp,
    /// Which of the two it is.
    pub date_source: DateSource,
    /// The feed it came from first.
    pub feed: FeedRef,
    /// Other feeds it was seen in.
    pub also_in: Vec<FeedRef>,
    /// The entry's categories and the reader's own tags.
    pub tags: Vec<String>,
    /// Plain text of at most 500 characters.
    pub summary: Option<String>,
    /// The whole content as plain text.
    pub content_text: Option<String>,
    /// The whole content, sanitised.
    pub content_html: Option<Html>,
    /// Language tag.
    pub language: Option<String>,
    /// Files that come with it.
    pub enclosures: Vec<Enclosure>,
    /// The guid as the feed gave it.
    pub guid: Option<String>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it was starred.
    pub starred: bool,
    /// Whether it is hidden from plain lists; not part of the article object.
    #[serde(skip)]
    pub hidden: bool,
    /// When it arrived or was last edited, in the order of such changes; not part of the article
    /// object.
    #[serde(skip)]
    pub change: Change,
    /// How many edits were seen: 0 as first seen.
    pub revision: u32,
    /// When the last edit was seen.
    pub edited: Option<Timestamp>,
    /// The earliest of the articles that tell the same story, each in its own feed; `None` if it
    /// is the only one that does.
    pub story: Option<ArticleId>,
}
