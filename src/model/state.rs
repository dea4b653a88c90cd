//! What is remembered about fetching one feed, from run to run.

use serde::{Deserialize, Serialize};

use super::{FeedTraits, Timestamp, Validators};

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
    /// Whether the user was told of the present failure.
    pub reported: bool,
    /// When the server said 410 Gone.
    pub gone: Option<Timestamp>,
    /// A permanent redirect not yet believed.
    pub moving: Option<Move>,
    /// The address the user subscribed to, if a move has replaced it.
    pub moved_from: Option<String>,
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
    /// What identity has learnt about the feed.
    pub traits: FeedTraits,
}
