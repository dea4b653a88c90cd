//! Permanent redirects: seen once, believed after a second success a day later.

use crate::fetch::Answer;
use crate::model::{FetchState, Move, Timestamp};

/// What a successful answer does to a move. Only successes count, so a captive portal that
/// sends every address to its login page moves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// No permanent redirect: forget one that was on probation.
    Stay,
    /// Seen, not yet believed.
    Probation(Move),
    /// Believed: this is the address from now on.
    Moved(String),
}

/// The next step of a feed whose latest document came by this answer.
pub(super) fn step(state: &FetchState, answer: &Answer, probation: u64, now: Timestamp) -> Step {
    let Some(target) = answer.permanent_target.as_ref().filter(|target| **target != answer.url)
    else {
        return Step::Stay;
    };
    match &state.moving {
        Some(known) if known.to == *target && now.since(known.since) >= 0 => {
            if now.since(known.since) >= i64::try_from(probation).unwrap_or(i64::MAX) {
                Step::Moved(target.clone())
            } else {
                Step::Probation(known.clone())
            }
        }
        _ => Step::Probation(Move { to: target.clone(), since: now, taken: false }),
    }
}
