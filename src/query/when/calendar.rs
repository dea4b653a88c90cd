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
type WholeDays = (NaiveDate, NaiveDate);

/// Whole days, by name or number.
fn days(read: &Reading<'_>) -> Result<Option<WholeDays>, WhenError> {
    match named(read) {
        Some(days) => Ok(Some(days)),
        None => numbered(read),
    }
}

fn one_day(day: NaiveDate) -> Option<WholeDays> {
    Some((day, day.succ_opt()?))
}

fn months_from(day: NaiveDate, count: u32) -> Option<WholeDays> {
    Some((day, day.checked_add_months(Months::new(count))?))
}

fn week_from(monday: NaiveDate) -> Option<WholeDays> {
    Some((monday, monday.checked_add_days(Days::new(7))?))
}

/// `today`, `last monday`, `this week`.
fn named(read: &Reading<'_>) -> Option<WholeDays> {
    let today = read.zone.wall(read.now).date();
    let mut words = read.lower.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    match (first, second) {
        ("today", None) => one_day(today),
        ("yesterday", None) => one_day(today.pred_opt()?),
        ("tomorrow", None) => one_day(today.succ_opt()?),
        ("this", Some(unit)) => stretch(unit, today, 0),
        ("last" | "previous", Some(unit)) => match unit.parse() {
            Ok(day) => one_day(latest(day, today.pred_opt()?)?),
            Err(_) => stretch(unit, today, 1),
        },
        (name, None) => one_day(latest(name.parse().ok()?, today)?),
        _ => None,
    }
}

/// The latest such weekday up to a day.
fn latest(weekday: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    day.checked_sub_days(Days::new(u64::from(back)))
}

/// The calendar day, week, month or year that today is in, or the one so many before.
fn stretch(unit: &str, today: NaiveDate, before: u32) -> Option<WholeDays> {
    let days_back =
        |day: NaiveDate, days: u32| day.checked_sub_days(Days::new(u64::from(days * before)));
    let months_back =
        |day: NaiveDate, months: u32| day.checked_sub_months(Months::new(months * before));
    match unit {
        "day" => one_day(days_back(today, 1)?),
        "week" => week_from(days_back(latest(Weekday::Mon, today)?, 7)?),
        "month" => months_from(months_back(today.with_day(1)?, 1)?, 1),
        "year" => months_from(months_back(today.with_ordinal(1)?, 12)?, 12),
        _ => None,
    }
}

/// `2026`, `2026-05`, `2026-05-21`, `20260521`, `2026-W21`: years have four digits, so that no
/// other number is taken for one.
fn numbered(read: &Reading<'_>) -> Result<Option<WholeDays>, WhenError> {
    let parts: Vec<&str> = read.lower.split('-').collect();
    let (year, rest) = match parts[..] {
        [all] if all.len() == 8 && number(all).is_some() => {
            (&all[..4], vec![&all[4..6], &all[6..]])
        }
        [year, ref rest @ ..] => (year, rest.to_vec()),
        [] => return Ok(None),
    };
    let Some(year) = number(year).filter(|_| year.len() == 4).map(|year| year as i32) else {
        return Ok(None);
    };
    let week = |text: &str| text.strip_prefix('w').and_then(number);
    let days = match rest[..] {
        [] => start(year, 1, 1).and_then(|day| months_from(day, 12)),
        [text] => match (number(text), week(text)) {
            (Some(month), _) => start(year, month, 1).and_then(|day| months_from(day, 1)),
            (None, Some(week)) => {
                NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).and_then(week_from)
            }
            (None, None) => return Ok(None),
        },
        [month, day] => match number(month).zip(number(day)) {
            Some((month, day)) => start(year, month, day).and_then(one_day),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    days.map(Some).ok_or_else(|| read.no_such_day())
}

fn start(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
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
    let Some(split) = lower.rfind([' ', 't']).filter(|at| lower[*at..].contains(':')) else {
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
