//! What is remembered about fetching one feed, from run to run.

use serde::{Deserialize, Serialize};

use super::{FeedId, FeedTraits, Timestamp, Validators};

/// The last failure of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastError {
    /// A stable code in kebab case, e.g. `http-404` or `timeout`.
    pub code: String,
    /// What happened, in words.
    pub message: String,
}

/// A permanent redirect on probation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Where the permanent part of the chain of redirects led.
    pub to: String,
    /// When that was first seen with a feed at its end.
    pub since: Timestamp,
    /// Whether it cannot be followed for good, since another subscription has that address.
    #[serde(default)]
    pub taken: bool,
}

/// What a feed's documents have shown that a healthy feed's do not, and what that is told by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signs {
    /// Entries at both ends of the newest document, as hashes of their names.
    pub names: Vec<[u32; 2]>,
    /// The usual length of an entry's text, in bytes.
    pub length: Option<u32>,
    /// Since when documents have held no entries although they did before.
    pub empty: Option<Timestamp>,
    /// Since when entries have brought little of the text that they brought before.
    pub shortened: Option<Timestamp>,
    /// Since when all dates have lain in the future.
    pub future: Option<Timestamp>,
    /// When a document last shared no entry with the one before.
    pub gap: Option<Timestamp>,
}

/// Trouble with a feed that somebody has taken note of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcknowledgedTrouble {
    /// The feed.
    pub feed: FeedId,
    /// The stable name of what is wrong.
    pub code: String,
    /// Since when it was, which tells it from the same trouble at another time.
    pub since: Option<Timestamp>,
}

/// A feed's fetch state: everything its server said that matters later, and how it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FetchState {
    /// The validators of the newest stored body.
    pub validators: Validators,
    /// The hash of the newest stored body, to skip parsing an equal one.
    pub body_hash: Option<u64>,
    /// What tells the newest document's set of entries from another.
    pub entries_hash: Option<u64>,
    /// Where that body came from after redirects, if elsewhere than the subscribed address.
    pub final_url: Option<String>,
    /// The freshness lifetime in seconds that the server last gave; survives bare 304s.
    pub lifetime_seconds: Option<u64>,
    /// The document's own hint (`ttl`, syndication module), in seconds.
    pub ttl_seconds: Option<u64>,
    /// Hours in GMT not to ask in.
    pub skip_hours: Vec<u8>,
    /// Days not to ask on, Monday being 0.
    pub skip_days: Vec<u8>,
    /// When it was last asked.
    pub checked: Option<Timestamp>,
    /// When it last answered with a feed (or "not modified").
    pub succeeded: Option<Timestamp>,
    /// When it last had something new.
    pub changed: Option<Timestamp>,
    /// When to ask again; `None` means now.
    pub next_check: Option<Timestamp>,
    /// Why then, for people.
    pub reason: Option<String>,
    /// A server's Retry-After: never ask before, even if forced.
    pub retry_after: Option<Timestamp>,
    /// How long the last failure said it would hold, in seconds.
    pub error_lifetime_seconds: Option<u64>,
    /// Failures in a row.
    pub failures: u32,
    /// Since when it has failed.
    pub failing_since: Option<Timestamp>,
    /// The last failure.
    pub error: Option<LastError>,
    /// Whether that was a refusal: the server does not want to be asked, or not by us.
    pub refused: bool,
    /// Whether the user was told of the present failure.
    pub reported: bool,
    /// When the server said 410 Gone.
    pub gone: Option<Timestamp>,
    /// A permanent redirect not yet believed.
    pub moving: Option<Move>,
    /// The address the user subscribed to, if a move has replaced it.
    pub moved_from: Option<String>,
    /// When that was.
    pub moved: Option<Timestamp>,
    /// How long the last answer took, in milliseconds.
    pub duration_ms: Option<u64>,
    /// Publication dates of the newest entries, newest first, at most 20.
    pub recent: Vec<Timestamp>,
    /// How many entries the newest document held: its window.
    pub window: Option<u32>,
    /// Whether the subscribed host is on the public network, once that was seen.
    pub public: Option<bool>,
    /// The platform that serves the feed, where recognised: its feeds take turns together.
    pub platform: Option<String>,
    /// What its documents have shown.
    pub signs: Signs,
    /// What identity has learnt about the feed.
    pub traits: FeedTraits,
}

impl FetchState {
    /// The state after the user changed the address: what the old address said about asking it
    /// is void, what was learnt about the feed stays.
    #[must_use]
    pub fn readdressed(self) -> Self {
        Self {
            changed: self.changed,
            succeeded: self.succeeded,
            recent: self.recent,
            window: self.window,
            entries_hash: self.entries_hash,
            signs: self.signs,
            traits: self.traits,
            ..Self::default()
        }
    }

    /// The state after a move to an address that another subscription has: what the answer told
    /// is kept, but this one stays where it is. `before` is the state until then.
    #[must_use]
    pub fn unmoved(self, before: &Self, to: &str) -> Self {
        let since = before.moving.as_ref().map(|moving| moving.since).or(self.succeeded);
        Self {
            moving: since.map(|since| Move { to: to.to_owned(), since, taken: true }),
            moved: before.moved,
            moved_from: before.moved_from.clone(),
            final_url: self.final_url.or_else(|| Some(to.to_owned())),
            ..self
        }
    }

    /// The state after the user asked for a feed that was gone: it is asked again.
    #[must_use]
    pub fn revived(self) -> Self {
        Self { gone: None, error: None, next_check: None, checked: None, ..self }
    }
}
