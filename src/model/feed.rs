//! A parsed document: what it said, everything optional, nothing decided.

use super::Timestamp;
use serde::Serialize;

/// What `parse` returns: the feed, and what had to be mended to read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// What the document said.
    pub feed: Feed,
    /// Names of the repairs that were needed, in order of use, each once.
    pub mended: Vec<&'static str>,
}

/// The family of formats a document was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedKind {
    /// RSS 0.91 to 2.x.
    #[default]
    Rss,
    /// RSS 0.90 and 1.0, which are RDF.
    Rdf,
    /// Atom 0.3 and 1.0.
    Atom,
    /// Channel Definition Format.
    Cdf,
    /// JSON Feed 1.0 and 1.1.
    Json,
}

impl FeedKind {
    /// What the format is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Rdf => "RSS in RDF",
            Self::Atom => "Atom",
            Self::Cdf => "CDF",
            Self::Json => "JSON Feed",
        }
    }
}

/// Whether a text is to be read as markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextKind {
    /// Characters; a `<` is a less-than sign.
    Plain,
    /// HTML (or XHTML serialised as HTML), not sanitised.
    #[default]
    Html,
}

/// A text construct: a value and how to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The value after XML entities are decoded once.
    pub value: String,
    /// How to read the value.
    pub kind: TextKind,
    /// The language in scope (`xml:lang`).
    pub language: Option<String>,
    /// The base URL in scope (`xml:base`, resolved as far as the document allows).
    pub base: Option<String>,
    /// The media type the document gave, e.g. `text/html`.
    pub media_type: Option<String>,
}

impl Text {
    /// A text of plain characters.
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: value.into(), kind: TextKind::Plain, ..Self::default() }
    }

    /// A text of HTML.
    pub fn html(value: impl Into<String>) -> Self {
        Self { value: value.into(), kind: TextKind::Html, ..Self::default() }
    }
}

/// A person construct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The home page.
    pub uri: Option<String>,
}

/// A category or tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Category {
    /// The category's name.
    pub term: String,
    /// A label for people.
    pub label: Option<String>,
    /// The scheme or domain it belongs to.
    pub scheme: Option<String>,
}

/// A link with its relation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The address, resolved against the base in scope where there is one.
    pub href: String,
    /// The relation, e.g. `alternate`.
    pub rel: Option<String>,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// The link's own title.
    pub title: Option<String>,
    /// The language of the target (`hreflang`).
    pub language: Option<String>,
}

/// An enclosure or media object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Media {
    /// The address, resolved against the base in scope.
    pub url: String,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// The size in bytes.
    pub length: Option<u64>,
    /// The duration in seconds.
    pub duration: Option<u64>,
}

/// A feed as its document tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Feed {
    /// The format.
    pub kind: FeedKind,
    /// The feed's own id (`atom:id`, `rdf:about`).
    pub id: Option<String>,
    /// The title.
    pub title: Option<Text>,
    /// The description, subtitle or tagline.
    pub subtitle: Option<Text>,
    /// The address of the web site.
    pub link: Option<String>,
    /// Every link, the site's among them.
    pub links: Vec<Link>,
    /// When the feed says it was last updated.
    pub updated: Option<Timestamp>,
    /// When the feed says it was published.
    pub published: Option<Timestamp>,
    /// The language, as given.
    pub language: Option<String>,
    /// Authors of the whole feed.
    pub authors: Vec<Person>,
    /// Contributors to the whole feed.
    pub contributors: Vec<Person>,
    /// Copyright.
    pub rights: Option<Text>,
    /// The program that wrote the feed.
    pub generator: Option<String>,
    /// The feed's picture.
    pub image: Option<String>,
    /// The feed's icon.
    pub icon: Option<String>,
    /// The feed's categories.
    pub tags: Vec<Category>,
    /// How long the document may be kept, in seconds (`ttl`, or the syndication module's period).
    pub ttl_seconds: Option<u64>,
    /// Hours of the day, in GMT, in which not to ask (RSS 2.0 `skipHours`).
    pub skip_hours: Vec<u8>,
    /// Days not to ask on, Monday being 0 (RSS 2.0 `skipDays`).
    pub skip_days: Vec<u8>,
    /// The entries, in the document's order.
    pub entries: Vec<Entry>,
}

/// One entry as its document tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// The guid or id, untouched; `None` if the document gave none. Never made up.
    pub id: Option<String>,
    /// Whether the document called the id a permalink (RSS `isPermaLink`, true by default there).
    pub id_is_permalink: bool,
    /// Whether the document says that the id is no address to open (`isPermaLink="false"`).
    pub id_is_no_permalink: bool,
    /// The title.
    pub title: Option<Text>,
    /// The entry's page, absolute where a base was known.
    pub url: Option<String>,
    /// The page before a feed proxy's rewriting (`feedburner:origLink`).
    pub original_url: Option<String>,
    /// Every link.
    pub links: Vec<Link>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// The text that `published` was read from, kept even if it was not understood.
    pub published_text: Option<String>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
    /// A short form.
    pub summary: Option<Text>,
    /// The full forms, best first.
    pub contents: Vec<Text>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Categories.
    pub tags: Vec<Category>,
    /// Enclosures and media.
    pub enclosures: Vec<Media>,
    /// Pictures that stand for the entry, best first.
    pub thumbnails: Vec<String>,
    /// The page with the comments.
    pub comments: Option<String>,
    /// How many comments there are.
    pub comment_count: Option<u64>,
    /// Where it happened: latitude and longitude in degrees.
    pub location: Option<[f64; 2]>,
    /// Copyright.
    pub rights: Option<Text>,
    /// The language in scope.
    pub language: Option<String>,
    /// The duration in seconds of a podcast's or video's episode.
    pub duration: Option<u64>,
    /// The episode number.
    pub episode: Option<u64>,
    /// The season number.
    pub season: Option<u64>,
    /// The base URL in scope at the entry.
    pub base: Option<String>,
    /// The title of the feed that the entry was taken from (`source`).
    pub source_title: Option<String>,
    /// The address of that feed or of its site.
    pub source_url: Option<String>,
}
