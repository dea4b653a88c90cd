//! What identity is decided from, and what was decided: see `normalize::identity`.

use serde::{Deserialize, Serialize};

use super::{Draft, FeedId, Observation, Republish, Seq, Timestamp};

/// A URL in the form in which two addresses of one page are equal, e.g.
/// `medium.com/p/2a56a928cae1`. For comparison only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UrlKey(pub String);

impl UrlKey {
    /// The key as an https URL, to show; `None` if it stands for no web address (another
    /// scheme, or an entry without URL). Not meant to be fetched.
    pub fn to_url(&self) -> Option<String> {
        let (authority, _) = self.0.split_once('/')?;
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let host = match authority.rsplit_once(':') {
            Some(_) if authority.ends_with(']') => authority,
            Some((host, port)) if is_port(port) => host,
            Some(_) => return None,
            None => authority,
        };
        let is_host = host.starts_with('[') || !host.contains([':', '#', '?', '@']);
        is_host.then(|| format!("https://{}", self.0))
    }
}

/// What was learnt about a feed's identifiers and dates. Once distrusted, always distrusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedTraits {
    /// Guids of this feed identify entries.
    pub guid_ok: bool,
    /// Dates of this feed say when entries were published.
    pub date_ok: bool,
    /// The feed has carried publication dates, so `updated` never stands in for one.
    pub ever_published: bool,
}

impl Default for FeedTraits {
    fn default() -> Self {
        Self { guid_ok: true, date_ok: true, ever_published: false }
    }
}

/// One document of a feed, ready to be resolved.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The feed it came from.
    pub feed: FeedId,
    /// When it was fetched.
    pub now: Timestamp,
    /// What earlier documents of the feed taught.
    pub traits: FeedTraits,
    /// The entries, in the document's order.
    pub drafts: Vec<Draft>,
    /// What becomes of a publication anew.
    pub republish: Republish,
}

/// A stored article that an incoming entry might be: one that shares a guid of the same feed, a
/// URL key (present or former, any feed), or the feed with the same exact date or title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The article.
    pub seq: Seq,
    /// The feed it was first seen in, which alone may edit it.
    pub feed: FeedId,
    /// Whether the incoming feed has been seen to carry it before.
    pub seen_here: bool,
    /// The URL as stored.
    pub url: Option<String>,
    /// Its current URL key; feed-scoped if it has no URL.
    pub url_key: String,
    /// The immutable date key: minute in UTC, or empty if undated.
    pub date_key: String,
    /// What tells posts of one URL and minute apart, mostly empty.
    pub disc: String,
    /// The first publication date.
    pub published: Option<Timestamp>,
    /// The latest publication date the feed has claimed.
    pub published_latest: Option<Timestamp>,
    /// Its current title.
    pub title: String,
    /// `normalize::identity::text_hash` of its current text, 0 if it has none.
    pub text_hash: u64,
    /// Its current text; `None` if it has none.
    pub text: Option<String>,
    /// Every guid it was seen under in the incoming feed, oldest first.
    pub guids: Vec<String>,
    /// Every URL key it was seen under, oldest first.
    pub url_keys: Vec<String>,
    /// When it was first stored.
    pub received: Timestamp,
    /// When its last edit was seen, if there was one; a date it then got may be a stamp of that
    /// fetch.
    pub edited: Option<Timestamp>,
    /// Deleted by the user: keeps its identity so that it does not come back.
    pub tombstone: bool,
}

/// The rule of the resolver that matched: see `normalize::identity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A usable guid known in this feed.
    Guid,
    /// The same URL key and date.
    UrlAndDate,
    /// The same URL key, another date, and the text, the title or the id agree.
    UrlAndText,
    /// The same URL but for a parameter that a rule about the host drops, and what else that
    /// rule asks for.
    UrlRule,
    /// The same feed, exact date and title; another URL.
    DateAndTitle,
    /// One of many that the feed issued anew: the same title and text under a new key and date.
    Reissued,
    /// Nothing matched: a new article.
    New,
}

/// Which parts of an article an edit changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changed {
    /// The title.
    pub title: bool,
    /// The text.
    pub text: bool,
    /// The URL key, to one it never had.
    pub url: bool,
    /// The publication date (later than any claimed before), or a first date for an undated one.
    pub date: bool,
    /// Published anew more than 30 days later under the same id.
    pub republished: bool,
}

impl Changed {
    /// Whether this is an edit worth a revision.
    pub fn any(self) -> bool {
        self.title || self.text || self.url || self.date
    }

    /// What either changed.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title || other.title,
            text: self.text || other.text,
            url: self.url || other.url,
            date: self.date || other.date,
            republished: self.republished || other.republished,
        }
    }

    /// What changed, in the words of the interface.
    pub fn names(self) -> Vec<&'static str> {
        [
            (self.title, "title"),
            (self.text, "text"),
            (self.url, "url"),
            (self.date, "date"),
            (self.republished, "republished"),
        ]
        .into_iter()
        .filter_map(|(is, name)| is.then_some(name))
        .collect()
    }
}

/// An entry that turned out to be a stored article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absorbed {
    /// The article it is.
    pub seq: Seq,
    /// The rule that matched.
    pub rule: Rule,
    /// The evidence, in words for people.
    pub why: &'static str,
    /// Whether this entry's words are the article's: only in the article's own feed, and of
    /// several entries of one document that are it, only the latest's.
    pub speaks: bool,
    /// What it changes; nothing unless the incoming feed is the article's own.
    pub changed: Changed,
    /// The URL key to move to; the one it leaves stays an alias. Set too where a URL comes back
    /// that the article had before, which is no edit.
    pub url_key: Option<String>,
    /// The date key to fill in, where an undated article has got a date.
    pub date_key: Option<String>,
    /// The publication date to remember as latest, and as first if there was none.
    pub published_latest: Option<Timestamp>,
    /// The date by which lists are to order it from now on.
    pub bumped: Option<Timestamp>,
}

/// The key and dates of a new article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// The URL key, feed-scoped if the entry has no URL.
    pub url_key: String,
    /// The date key.
    pub date_key: String,
    /// The discriminator.
    pub disc: String,
    /// The date to go by; `None` if the entry has none that can be believed.
    pub published: Option<Timestamp>,
    /// The latest date, where the document lists the article under several.
    pub published_latest: Option<Timestamp>,
}

/// What to do with one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new article.
    Insert(Inserted),
    /// A stored article, perhaps edited.
    Same(Absorbed),
    /// The same article as an earlier entry of this document (its index in `drafts`); the
    /// later entry's guid and URL become aliases.
    Twin {
        /// The index of the entry that represents both.
        of: usize,
    },
    /// An article the user deleted; it stays away.
    Buried(Seq),
}

/// A stored article that an entry was held against and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The index of the entry in `drafts`.
    pub entry: usize,
    /// The article it is not.
    pub seq: Seq,
    /// Why not, in words for people.
    pub why: &'static str,
}

/// What was decided about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// One action an entry, in the order of `drafts`.
    pub actions: Vec<Action>,
    /// The entries' indexes, oldest first: the order in which to insert, so that the order of
    /// arrival is that of publication whichever way round the document lists. What has one date
    /// or none goes by its place in the document, the first place last.
    pub order: Vec<usize>,
    /// What to remember about the feed.
    pub traits: FeedTraits,
    /// Indexes of entries whose guid is not an id (repeated in the document, or of a feed whose
    /// guids are distrusted), ascending: not kept as alias.
    pub unusable_guids: Vec<usize>,
    /// Most of a known feed came under new keys and was recognised by other marks: worth
    /// telling once.
    pub reissued: bool,
    /// What was considered under the same URL and turned down, in the order of `drafts`.
    pub rejected: Vec<Rejected>,
    /// What the document shows about the parameters of its URLs.
    pub observed: Vec<Observation>,
}

impl Resolution {
    /// Whether an entry's guid, if it has one, is an id.
    pub fn has_usable_guid(&self, entry: usize) -> bool {
        self.unusable_guids.binary_search(&entry).is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_have_a_url() {
        for (key, url) in [
            ("town.example/", Some("https://town.example/")),
            ("town.example:8080/a#b", Some("https://town.example:8080/a#b")),
            ("[::1]/a", Some("https://[::1]/a")),
            ("[::1]:81/a", Some("https://[::1]:81/a")),
            ("ftp://town.example/a", None),
            ("mailto:mo@town.example", None),
            ("feed:3#https://town.example/a", None),
            ("feed:3#tag:2024/1", None),
            ("feed:3#A title", None),
        ] {
            assert_eq!(UrlKey(key.to_owned()).to_url().as_deref(), url, "{key}");
        }
    }
}
