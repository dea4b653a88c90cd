//! Hours and days a feed asks not to be asked in (RSS 2.0 `skipHours`, `skipDays`; GMT).

use chrono::{Datelike, Timelike};

use crate::model::{FetchState, Timestamp};

/// The first instant from `from` on, up to `limit`, that lies in no hour or day to skip; `limit`
/// if there is none before. `None` if nothing has to be skipped.
///
/// A list of all hours or all days is a mistake, not a wish.
pub(super) fn next_allowed(
    state: &FetchState,
    from: Timestamp,
    limit: Timestamp,
) -> Option<Timestamp> {
    let hours = set(&state.skip_hours, 24);
    let days = set(&state.skip_days, 7);
    let skipped = |at: Timestamp| {
        let at = at.to_utc();
        hours >> at.hour() & 1 == 1 || days >> at.weekday().num_days_from_monday() & 1 == 1
    };
    if hours | days == 0 || from >= limit || !skipped(from) {
        return None;
    }
    let mut at = Timestamp(from.0 - from.0.rem_euclid(3600)).plus(3600);
    while at < limit && skipped(at) {
        at = at.plus(3600);
    }
    Some(at.min(limit))
}

/// The numbers as bits; none if every number is listed. 24 is another name for midnight.
fn set(listed: &[u8], size: u8) -> u32 {
    let bits = listed.iter().fold(0_u32, |bits, number| bits | 1 << (number % size));
    if bits == (1_u32 << size) - 1 { 0 } else { bits }
}
