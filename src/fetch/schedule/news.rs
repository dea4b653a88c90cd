//! A feed's state before and after an answer in, what even a silent run has to tell of it out.

use crate::model::{FetchState, Timestamp};

/// What is worth waking somebody for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It has failed at the first try and never worked.
    NeverWorked,
    /// It has failed for a day and three tries.
    Failing,
    /// The server says that it is gone for good.
    Gone,
    /// It works again, after a failure that was told of.
    Recovered,
}

/// A failing feed is told of after it has failed for so many seconds and so often.
const PATIENCE: (i64, u32) = (24 * 3600, 3);

/// Whether a feed has failed for so long and so often that somebody should be woken.
pub fn is_lasting(state: &FetchState, now: Timestamp) -> bool {
    let (seconds, tries) = PATIENCE;
    let long = state.failing_since.is_some_and(|since| now.since(since) >= seconds);
    long && state.failures >= tries
}

/// The news between two states; none if it was told before.
pub(super) fn between(before: &FetchState, after: &FetchState, now: Timestamp) -> Option<News> {
    if after.gone.is_some() {
        return before.gone.is_none().then_some(News::Gone);
    }
    if after.failures == 0 {
        return (before.reported || before.gone.is_some()).then_some(News::Recovered);
    }
    if before.reported {
        return None;
    }
    if before.succeeded.is_none() && after.failures == 1 {
        return Some(News::NeverWorked);
    }
    is_lasting(after, now).then_some(News::Failing)
}
