//! A year, month, week, day or time of day as a person writes it in, the first instant in it and
//! the first one after it out.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::{Reading, WhenError};
use crate::model::{Timestamp, Zone};

type Bounds = (Timestamp, Timestamp);

/// The bounds of what the text names; `None` if it is not written like any of it.
pub(super) fn read(read: &Reading<'_>) -> Result<Option<Bounds>, WhenError> {
    if let Some(seconds) = read.text.strip_prefix('@') {
        let at = seconds.parse().map_err(|_| read.unknown())?;
        return Ok(Some((Timestamp(at), Timestamp(at).plus(1))));
    }
    if let Some(at) = instant(read.text) {
        return Ok(Some((at, at.plus(1))));
    }
    if let Some(days) = days(read)? {
        return Ok(Some(whole_days(days, read.zone)));
    }
    day_and_time(read)
}

/// RFC 3339 and RFC 2822, which name their zone.
fn instant(text: &str) -> Option<Timestamp> {
    let rfc2822 = || DateTime::parse_from_rfc2822(text).ok().map(|at| Timestamp(at.timestamp()));
    Timestamp::from_rfc3339(text).or_else(rfc2822)
}

/// From the first day's midnight to the last day's end, as the wall clock has them.
fn whole_days((first, after): (NaiveDate, NaiveDate), zone: Zone) -> Bounds {
    let midnight = |day: NaiveDate| zone.instant(day.and_time(NaiveTime::MIN));
    (midnight(first), midnight(after))
}

/// The first day and the day after the last.
type Days2 = (NaiveDate, NaiveDate);

/// Whole days, by name or number.
fn days(read: &Reading<'_>) -> Result<Option<Days2>, WhenError> {
    let found = match named(read) {
        Some(found) => found,
        None => match numbered(read)? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    found.map(Some).ok_or_else(|| read.too_far())
}

fn one_day(day: NaiveDate) -> Option<Days2> {
    Some((day, day.succ_opt()?))
}

fn months_from(day: NaiveDate, count: u32) -> Option<Days2> {
    Some((day, day.checked_add_months(Months::new(count))?))
}

fn week_from(monday: NaiveDate) -> Option<Days2> {
    Some((monday, monday.checked_add_days(Days::new(7))?))
}

/// `today`, `last monday`, `this week`: the inner `None` is a day no calendar has.
fn named(read: &Reading<'_>) -> Option<Option<Days2>> {
    let today = read.zone.wall(read.now).date();
    let mut words = read.lower.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let days = match (first, second) {
        ("today", None) => one_day(today),
        ("yesterday", None) => today.pred_opt().and_then(one_day),
        ("tomorrow", None) => today.succ_opt().and_then(one_day),
        ("this", Some(unit)) => return stretch(unit, today, 0),
        ("last" | "previous", Some(unit)) => match weekday(unit) {
            Some(day) => days_back(today, day, true).and_then(one_day),
            None => return stretch(unit, today, 1),
        },
        (name, None) => days_back(today, weekday(name)?, false).and_then(one_day),
        _ => return None,
    };
    Some(days)
}

fn weekday(name: &str) -> Option<Weekday> {
    name.parse().ok()
}

/// The latest such weekday up to today, or strictly before it.
fn days_back(today: NaiveDate, day: Weekday, before: bool) -> Option<NaiveDate> {
    let back = (7 + today.weekday().num_days_from_monday() - day.num_days_from_monday()) % 7;
    let back = if before && back == 0 { 7 } else { back };
    today.checked_sub_days(Days::new(u64::from(back)))
}

/// The calendar week, month or year that today is in, or the one so many before.
fn stretch(unit: &str, today: NaiveDate, before: u32) -> Option<Option<Days2>> {
    let months_back = |start: Option<NaiveDate>, months: u32| {
        start?
            .checked_sub_months(Months::new(months * before))
            .and_then(|day| months_from(day, months))
    };
    Some(match unit {
        "day" => today.checked_sub_days(Days::new(u64::from(before))).and_then(one_day),
        "week" => days_back(today, Weekday::Mon, false)
            .and_then(|monday| monday.checked_sub_days(Days::new(7 * u64::from(before))))
            .and_then(week_from),
        "month" => months_back(today.with_day(1), 1),
        "year" => months_back(NaiveDate::from_ymd_opt(today.year(), 1, 1), 12),
        _ => return None,
    })
}

/// `2026`, `2026-05`, `2026-05-21`, `20260521`, `2026-W21`.
fn numbered(read: &Reading<'_>) -> Result<Option<Option<Days2>>, WhenError> {
    let parts: Vec<&str> = read.lower.split('-').collect();
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let found = match parts[..] {
        [year] if year.len() == 4 => number(year).map(|year| (day(year as i32, 1, 1), Some(12))),
        [all] if all.len() == 8 && number(all).is_some() => {
            let part = |at: std::ops::Range<usize>| all.get(at).and_then(number).unwrap_or(0);
            Some((day(part(0..4) as i32, part(4..6), part(6..8)), None))
        }
        [year, week] if year.len() == 4 && week.starts_with('w') => {
            let (Some(year), Some(week)) = (number(year), number(&week[1..])) else {
                return Ok(None);
            };
            let monday = NaiveDate::from_isoywd_opt(year as i32, week, Weekday::Mon);
            return monday.map(|day| Some(week_from(day))).ok_or_else(|| read.no_such_day());
        }
        [year, month] if year.len() == 4 => number(year)
            .zip(number(month))
            .map(|(year, month)| (day(year as i32, month, 1), Some(1))),
        [year, month, date] if year.len() == 4 => number(year)
            .zip(number(month).zip(number(date)))
            .map(|(year, (month, date))| (day(year as i32, month, date), None)),
        _ => None,
    };
    let Some((first, months)) = found else { return Ok(None) };
    let first = first.ok_or_else(|| read.no_such_day())?;
    Ok(Some(months.map_or_else(|| one_day(first), |count| months_from(first, count))))
}

/// A number of one to eight digits and nothing else.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// `2026-05-21 16:01`, `2026-05-21T16:01:05+02:00`, `yesterday 9:30`, `monday 18:00 UTC`.
fn day_and_time(read: &Reading<'_>) -> Result<Option<Bounds>, WhenError> {
    let lower = read.lower.as_str();
    let (lower, utc) = match lower.strip_suffix("utc").or_else(|| lower.strip_suffix('z')) {
        Some(rest) => (rest.trim_end(), true),
        None => (lower, false),
    };
    let Some(split) =
        lower.rfind(|c: char| c == ' ' || c == 't').filter(|at| lower[*at..].contains(':'))
    else {
        return Ok(None);
    };
    let (day, clock) = (lower[..split].trim_end(), &lower[split + 1..]);
    let Some((clock, zone)) = zone_of(clock, if utc { Zone::UTC } else { read.zone }) else {
        return Ok(None);
    };
    let part = Reading { text: read.text, lower: day.to_owned(), now: read.now, zone };
    let Some((day, after)) = days(&part)? else { return Ok(None) };
    if after != day.succ_opt().unwrap_or(day) {
        return Ok(None);
    }
    let Some((time, length)) = time_of_day(clock) else { return Err(read.no_such_day()) };
    let start = day.and_time(time);
    Ok(Some((zone.instant(start), zone.instant(start).plus(length.num_seconds()))))
}

/// An offset behind a time of day (`16:01+02:00`, `16:01-0500`), else the zone given.
fn zone_of(clock: &str, zone: Zone) -> Option<(&str, Zone)> {
    let Some(at) = clock.find(['+', '-']) else { return Some((clock, zone)) };
    let (clock, offset) = clock.split_at(at);
    let digits: String = offset[1..].chars().filter(|c| *c != ':').collect();
    let minutes = match (digits.len(), number(&digits)?) {
        (2, hours) => hours * 60,
        (4, both) => both / 100 * 60 + both % 100,
        _ => return None,
    };
    let east = i32::try_from(minutes * 60).ok().filter(|seconds| *seconds < 86_400)?;
    Some((clock, Zone::Fixed(if offset.starts_with('-') { -east } else { east })))
}

/// A time of day and how long it lasts: a minute or a second, as it was written.
fn time_of_day(clock: &str) -> Option<(NaiveTime, TimeDelta)> {
    let parts: Vec<Option<u32>> = clock.split(':').map(number).collect();
    match parts[..] {
        [Some(hour), Some(minute)] => {
            Some((NaiveTime::from_hms_opt(hour, minute, 0)?, TimeDelta::minutes(1)))
        }
        [Some(hour), Some(minute), Some(second)] => {
            Some((NaiveTime::from_hms_opt(hour, minute, second)?, TimeDelta::seconds(1)))
        }
        _ => None,
    }
}
