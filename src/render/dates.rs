//! Instants in, the words people use for them out: ages, days, spans.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::model::{Timestamp, Zone};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long ago an instant was: `3 h ago`, `in 5 min`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    match now.since(at) {
        -59..=59 => "just now".to_owned(),
        ..-59 => format!("in {}", rough(at.since(now))),
        seconds => format!("{} ago", rough(seconds)),
    }
}

/// A span in its largest unit: `40 s`, `3 h`, `71 days`, `2 years`.
pub fn rough(seconds: i64) -> String {
    let (count, unit) = match seconds {
        ..MINUTE => return format!("{seconds} s"),
        MINUTE..HOUR => return format!("{} min", seconds / MINUTE),
        HOUR..DAY => return format!("{} h", seconds / HOUR),
        _ if seconds < 90 * DAY => (seconds / DAY, "day"),
        _ if seconds < 730 * DAY => (seconds / (30 * DAY), "month"),
        _ => (seconds / (365 * DAY), "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A span in its two largest units: `4 h 10 min`, `2 days 3 h`.
pub fn span(seconds: i64) -> String {
    let (unit, rest) = match seconds {
        ..HOUR => (MINUTE, 0),
        HOUR..DAY => (HOUR, seconds % HOUR),
        _ => (DAY, seconds % DAY),
    };
    // Below a minute of rest or beyond a fortnight the second unit is noise.
    if rest < MINUTE || seconds >= 14 * DAY || (unit == DAY && rest < HOUR) {
        rough(seconds)
    } else {
        format!("{} {}", rough(seconds - rest), rough(rest))
    }
}

/// The day of an instant: `Today`, `Yesterday`, `Thu 21 May`, `Sun 21 May 2023`.
pub fn day(at: Timestamp, now: Timestamp, zone: Zone) -> String {
    let (day, today) = (date(at, zone), date(now, zone));
    match (today - day).num_days() {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        -1 => "Tomorrow".to_owned(),
        _ if day.year() == today.year() => day.format("%a %-d %b").to_string(),
        _ => day.format("%a %-d %b %Y").to_string(),
    }
}

/// An instant in the fewest words: `16:01` if today, `6 Mar`, `6 Mar 2025`.
pub fn short(at: Timestamp, now: Timestamp, zone: Zone) -> String {
    let (day, today) = (date(at, zone), date(now, zone));
    if day == today {
        clock(at, zone)
    } else if day.year() == today.year() {
        day.format("%-d %b").to_string()
    } else {
        day.format("%-d %b %Y").to_string()
    }
}

/// The time of day of an instant: `16:01`.
pub fn clock(at: Timestamp, zone: Zone) -> String {
    zone.wall(at).format("%H:%M").to_string()
}

/// The whole minute: `2026-05-21 16:01`.
pub fn minute(at: Timestamp, zone: Zone) -> String {
    zone.wall(at).format("%Y-%m-%d %H:%M").to_string()
}

/// The calendar day of an instant.
pub fn date(at: Timestamp, zone: Zone) -> NaiveDate {
    zone.wall(at).date()
}

/// The days from one calendar day to another, both included; empty if they are the wrong way
/// round.
pub fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..=(to - from).num_days()).filter_map(move |n| from.checked_add_signed(TimeDelta::days(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_rfc3339(text).expect("a time")
    }

    #[test]
    fn ages_in_the_unit_that_fits() {
        let now = at("2026-05-21T16:01:00Z");
        for (then, expected) in [
            ("2026-05-21T16:00:30Z", "just now"),
            ("2026-05-21T16:01:20Z", "just now"),
            ("2026-05-21T15:49:00Z", "12 min ago"),
            ("2026-05-21T12:30:00Z", "3 h ago"),
            ("2026-05-20T12:30:00Z", "1 day ago"),
            ("2026-04-20T12:30:00Z", "31 days ago"),
            ("2025-12-20T12:30:00Z", "5 months ago"),
            ("2020-05-21T12:30:00Z", "6 years ago"),
            ("2026-05-21T18:02:00Z", "in 2 h"),
            ("9999-12-31T23:59:59Z", "in 7978 years"),
        ] {
            assert_eq!(ago(at(then), now), expected, "{then}");
        }
        assert_eq!(ago(Timestamp(i64::MIN), Timestamp(i64::MAX)), "292471208677 years ago");
        assert_eq!(ago(Timestamp(i64::MAX), Timestamp(i64::MIN)), "in 292471208677 years");
    }

    #[test]
    fn spans_in_two_units() {
        for (seconds, expected) in [
            (40, "40 s"),
            (90, "1 min"),
            (3600, "1 h"),
            (15_000, "4 h 10 min"),
            (86_400, "1 day"),
            (2 * 86_400 + 3 * 3600, "2 days 3 h"),
            (71 * 86_400 + 3 * 3600, "71 days"),
        ] {
            assert_eq!(span(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let now = at("2026-05-21T16:01:00Z");
        let east = Zone::Fixed(9 * 3600);
        for (then, zone, expected, brief) in [
            ("2026-05-21T00:00:00Z", Zone::UTC, "Today", "00:00"),
            ("2026-05-20T23:59:59Z", Zone::UTC, "Yesterday", "20 May"),
            ("2026-05-20T23:59:59Z", east, "Yesterday", "21 May"),
            ("2026-05-21T15:00:00Z", east, "Today", "00:00"),
            ("2026-05-22T15:00:00Z", Zone::UTC, "Tomorrow", "22 May"),
            ("2026-05-12T16:01:00Z", Zone::UTC, "Tue 12 May", "12 May"),
            ("2023-05-21T16:01:00Z", Zone::UTC, "Sun 21 May 2023", "21 May 2023"),
        ] {
            assert_eq!(day(at(then), now, zone), expected, "{then}");
            assert_eq!(short(at(then), now, zone), brief, "{then}");
        }
        assert_eq!(minute(now, east), "2026-05-22 01:01");
    }

    #[test]
    fn a_run_of_days_includes_both_ends() {
        let day = |text| date(at(text), Zone::UTC);
        let (first, last) = (day("2026-02-27T00:00:00Z"), day("2026-03-01T23:00:00Z"));
        assert_eq!(days(first, last).count(), 3);
        assert_eq!(days(last, first).count(), 0);
    }
}
