//! Permanent redirects: seen once, believed after a second success a day later.

use super::Context;
use crate::fetch::Answer;
use crate::model::{FetchState, Move, same_origin};

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
///
/// A feed with a login moves by itself within its origin only: elsewhere the login would be given
/// to whoever has the new address.
pub(super) fn step(state: &FetchState, answer: &Answer, context: &Context<'_>) -> Step {
    let now = context.now;
    let Some(target) = answer.permanent_target.as_ref().filter(|target| **target != answer.url)
    else {
        return Step::Stay;
    };
    match &state.moving {
        Some(known) if known.to == *target && now.since(known.since) >= 0 => {
            let probation = i64::try_from(context.policy.probation).unwrap_or(i64::MAX);
            let stays = context.has_login && !same_origin(context.url, target);
            if now.since(known.since) >= probation && !stays {
                Step::Moved(target.clone())
            } else {
                Step::Probation(known.clone())
            }
        }
        _ => Step::Probation(Move { to: target.clone(), since: now, taken: false }),
    }
}
