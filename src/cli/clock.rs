//! The program's clock: the machine's, or the one a test or a replay sets.

use std::time::Instant;

use super::failure::Failure;
use crate::model::Timestamp;

/// A clock that started at a known instant and runs since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    started: Timestamp,
    since: Instant,
}

impl Clock {
    /// Starts at `TIDINGS_NOW` if it is set and not empty, else at the machine's time.
    pub(super) fn start() -> Result<Self, Failure> {
        let set = std::env::var("TIDINGS_NOW").ok().filter(|text| !text.is_empty());
        let started = match set {
            Some(text) => Timestamp::from_rfc3339(&text).ok_or_else(|| {
                Failure::usage("clock", format!("TIDINGS_NOW: {text:?} is no RFC 3339 time"))
                    .hint("TIDINGS_NOW=2026-05-21T16:01:00Z")
            })?,
            None => Timestamp::from(chrono::Utc::now()),
        };
        Ok(Self { started, since: Instant::now() })
    }

    /// The machine's time in milliseconds since 1970, whatever `TIDINGS_NOW` says: requests to
    /// servers are spaced by it.
    pub(super) fn millis() -> i64 {
        chrono::Utc::now().timestamp_millis()
    }

    /// The present instant.
    pub(super) fn now(&self) -> Timestamp {
        self.started.plus(self.since.elapsed().as_secs() as i64)
    }
}
