//! Letting old articles go.

use super::StoreError;
use crate::model::{FeedId, Timestamp};

/// Which articles may go. Starred ones, those with a tag of the reader's own, and what a consumer
/// has not acknowledged yet never do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retiring {
    /// Only those dated before.
    pub before: Option<Timestamp>,
    /// Only what comes after so many newer ones of its feed.
    pub beyond: u64,
    /// Only those that came from these feeds first; `None` for all.
    pub feeds: Option<Vec<FeedId>>,
}

/// How many articles of a feed went, or would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// The feed.
    pub feed: FeedId,
    /// Its title.
    pub title: String,
    /// How many.
    pub articles: u64,
}

/// The part of a store that lets articles go.
pub trait Retention {
    /// What pruning would take, by feed, those with most first.
    fn retiring(&mut self, which: &Retiring) -> Result<Vec<Pruned>, StoreError>;

    /// Buries articles: they are in no list any more, and their identity stays, so that no
    /// fetch brings them back. Goes into the operation log.
    fn prune(&mut self, which: &Retiring, now: Timestamp) -> Result<Vec<Pruned>, StoreError>;

    /// How many more would go if every consumer had acknowledged what it was given or is to be.
    fn held_back(&mut self, which: &Retiring) -> Result<u64, StoreError>;

    /// How many buried articles could still be brought back.
    fn buried(&mut self) -> Result<u64, StoreError>;
}
