//! A feed's state and what its server said in, when to ask again and why out. Pure: no clock, no
//! network, no store.
//!
//! [`after`] turns an answer into the state to keep, [`due`] turns a state into a time. The two
//! meet only in the [`FetchState`](crate::model::FetchState), so a changed policy acts at once on
//! what is already stored.

mod after;
mod due;
mod moves;
mod news;
mod pace;
mod signs;
mod skip;
#[cfg(test)]
mod tests;
mod whole;
mod words;

pub use after::{After, Hints, Reading, after};
pub use due::{Due, Why, due, forced};
pub use news::{News, is_lasting};

use crate::model::{FeedId, Timestamp};

use super::SchedulePolicy;

/// What beside its state decides about a feed.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The subscription; its number spreads feeds that would otherwise be due together.
    pub feed: FeedId,
    /// The subscribed address; files are always due, programs are no servers.
    pub url: &'a str,
    /// A time between checks that the user set, in seconds, instead of the feed's own rhythm.
    pub interval: Option<u64>,
    /// Whether it has a login, which is its origin's alone.
    pub has_login: bool,
    /// The bounds.
    pub policy: &'a SchedulePolicy,
    /// The clock.
    pub now: Timestamp,
}

/// What kind of source an address names, as far as pace is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Server,
    Program,
    File,
}

impl Kind {
    fn of(url: &str) -> Self {
        let starts = |scheme: &str| {
            url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        match () {
            () if starts("exec:") => Self::Program,
            () if starts("/") || starts("file:") => Self::File,
            () => Self::Server,
        }
    }
}

/// Whether a feed's address names a file.
pub fn is_file(url: &str) -> bool {
    Kind::of(url) == Kind::File
}

impl Context<'_> {
    fn kind(&self) -> Kind {
        Kind::of(self.url)
    }

    /// A number of 0 to 1 that is the feed's own for good: cron fires everybody at once, and
    /// what is due together stays together unless each feed waits a little differently.
    fn jitter(&self) -> f64 {
        let hash = xxhash_rust::xxh3::xxh3_64(&self.feed.0.to_le_bytes());
        (hash >> 11) as f64 / (1_u64 << 53) as f64
    }
}
