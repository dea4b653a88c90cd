//! Named consumers of what is new: how far each has come, and what it was given last.
//!
//! A consumer moves in three steps: a list begins, its end is noted once all of it was given
//! out, and the consumer acknowledges that end. A list that was cut short has no end to
//! acknowledge, so whatever was in it comes again.

use super::StoreError;
use crate::model::{Change, Timestamp};

/// What a list for a consumer is to hold: everything after one place, up to and with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// What was acknowledged last.
    pub after: Change,
    /// The last change there was when the list began.
    pub upto: Change,
}

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    /// Its name.
    pub name: String,
    /// What it acknowledged last.
    pub position: Change,
    /// How many articles arrived or were edited since.
    pub pending: u64,
    /// When it first asked.
    pub made: Timestamp,
    /// When it last acknowledged.
    pub acknowledged: Option<Timestamp>,
}

/// What acknowledging came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acknowledged {
    /// The consumer stands at the end of its last list.
    Upto(Change),
    /// Its last list was not given out whole, so it stays where it was.
    CutShort,
    /// There is no consumer of that name.
    Unknown,
}

/// The part of a store that knows the consumers.
pub trait Consumers {
    /// Begins a list for a consumer, which is made if it is new. Its last list can no longer be
    /// acknowledged: who asks again has not dealt with it.
    fn begin_list(&mut self, name: &str, now: Timestamp) -> Result<Pending, StoreError>;

    /// Notes that a list was given out whole, and where it ended.
    fn given_out(&mut self, name: &str, upto: Change) -> Result<(), StoreError>;

    /// Moves a consumer to the end of its last list.
    fn acknowledge(&mut self, name: &str, now: Timestamp) -> Result<Acknowledged, StoreError>;

    /// Every consumer, by name.
    fn consumers(&mut self) -> Result<Vec<Consumer>, StoreError>;

    /// Forgets a consumer; whether there was one.
    fn forget_consumer(&mut self, name: &str) -> Result<bool, StoreError>;
}
