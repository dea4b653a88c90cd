//! A feed's own rhythm: how often it has something new, and how soon its window turns over.

use crate::fetch::SchedulePolicy;
use crate::model::{FetchState, Timestamp};

/// What the rhythm of a feed asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// It publishes: half its mean gap, within bounds.
    Lively(u64),
    /// Nothing new for so many seconds.
    Silent { wait: u64, silence: u64 },
}

impl Pace {
    pub(super) fn wait(self) -> u64 {
        match self {
            Self::Lively(wait) | Self::Silent { wait, .. } => wait,
        }
    }
}

/// How long this feed can be left alone without being late for what it publishes.
pub(super) fn pace(state: &FetchState, policy: &SchedulePolicy, now: Timestamp) -> Pace {
    let newest = state.recent.first().copied().or(state.changed);
    let silence = newest.map_or(0, |at| at_least_zero(now.since(at)));
    let usual = mean_gap(&state.recent);
    // Who always takes a month is not dormant after a month.
    let dormant_after = usual
        .map_or(0, |gap| gap.saturating_mul(2).min(policy.dormant_after.saturating_mul(3)))
        .max(policy.dormant_after);
    if silence >= dormant_after {
        return Pace::Silent { wait: policy.dormant, silence };
    }
    if silence >= policy.quiet_after {
        return Pace::Silent { wait: policy.quiet, silence };
    }
    // Without dates the time since the last change has to tell.
    let gap = usual.unwrap_or(silence);
    Pace::Lively((gap / 2).clamp(policy.floor, policy.slowest.max(policy.floor)))
}

/// The mean time between entries, if there are two with dates.
fn mean_gap(recent: &[Timestamp]) -> Option<u64> {
    let (newest, oldest) = (recent.first()?, recent.last()?);
    let gaps = recent.len().checked_sub(1).filter(|gaps| *gaps > 0)?;
    Some(at_least_zero(newest.since(*oldest)) / gaps as u64)
}

/// A window of fewer entries says little: a young feed, or one that always shows its last three.
const TELLING_WINDOW: u32 = 10;

/// Half the time in which new entries would push all those of the document out, at the highest
/// rate seen lately, that of the densest third of the recent entries: a newspaper's night says
/// nothing about its morning. Who waits longer may miss some. `None` while nothing new comes anyway.
pub(super) fn turnover(state: &FetchState, policy: &SchedulePolicy, now: Timestamp) -> Option<u64> {
    let window = state.window.filter(|entries| *entries >= TELLING_WINDOW)?;
    if matches!(pace(state, policy, now), Pace::Silent { .. }) {
        return None;
    }
    let third = (state.recent.len() / 3).max(1);
    let spans = state.recent.windows(third + 1).filter_map(|dates| {
        let (newest, oldest) = (dates.first()?, dates.last()?);
        Some(at_least_zero(newest.since(*oldest)))
    });
    let gap = spans.min()? / third as u64;
    Some(gap.saturating_mul(u64::from(window)) / 2)
}

fn at_least_zero(seconds: i64) -> u64 {
    u64::try_from(seconds).unwrap_or(0)
}
