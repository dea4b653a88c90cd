//! Times in, the words for them out.

use crate::model::Timestamp;

/// A length of time in its two largest units: `45 s`, `38 min`, `4 h 10 min`, `2 d 3 h`.
pub(super) fn span(seconds: u64) -> String {
    let (d, h, m, s) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let two = |first: u64, unit: &str, second: u64, small: &str| match second {
        0 => format!("{first} {unit}"),
        _ => format!("{first} {unit} {second} {small}"),
    };
    match () {
        () if d > 0 => two(d, "d", h, "h"),
        () if h > 0 => two(h, "h", m, "min"),
        () if m > 0 => format!("{m} min"),
        () => format!("{s} s"),
    }
}

/// How long ago, or that it never was.
pub(super) fn ago(at: Option<Timestamp>, now: Timestamp) -> String {
    match at.map(|at| now.since(at)) {
        None => "never asked".to_owned(),
        Some(seconds) if seconds < 60 => "last asked just now".to_owned(),
        Some(seconds) => format!("last asked {} ago", span(seconds.unsigned_abs())),
    }
}

/// Once, twice, 3 times.
pub(super) fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// The day, in UTC.
pub(super) fn day(at: Timestamp) -> String {
    at.to_utc().format("%Y-%m-%d").to_string()
}

/// A length of time in hours, as back-off counts.
pub(super) fn hours(seconds: u64) -> String {
    if seconds.is_multiple_of(3600) { format!("{} h", seconds / 3600) } else { span(seconds) }
}
