//! A wish to ask a host, as the budget that all runs share takes it.

use std::time::Duration;

/// A wish to start one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The host, or the platform of many hosts, that is asked.
    pub lane: String,
    /// The time between two starts there.
    pub spacing: Duration,
    /// The longest wait; who would wait longer is left to a later run.
    pub patience: Duration,
}
