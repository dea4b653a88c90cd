//! The text of a date in, an instant out; nothing for what is not understood beyond doubt.
//!
//! Feeds should write RFC 822 or RFC 3339 dates and write everything else as well. A text is cut
//! into numbers and words, and each is given its part; one that has none spoils the whole.

mod names;
mod parts;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::model::Timestamp;

/// No date is longer, whatever the language.
const LONGEST: usize = 80;
/// Numbers from here to the next constant are seconds since 1970, as of 1973 to 2033;
/// later ones look like `2021090612`.
const SECONDS: std::ops::Range<i64> = 100_000_000..2_000_000_000;

/// The instant that a text names.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && let Some(at) = epoch(text).or_else(|| digits(text))
    {
        return Some(at);
    }
    short(text).or_else(|| parts::Parts::of(text)?.instant())
}

/// Seconds of `1:02:03`, `62:03` or `3723`.
pub(super) fn duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    let parts: Vec<u64> =
        whole.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [seconds] => seconds,
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes, seconds] => {
            hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?
        }
        _ => return None,
    };
    (seconds > 0).then_some(seconds)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Timestamp> {
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 if SECONDS.contains(&number) => Some(Timestamp(number)),
        12 | 13 if SECONDS.contains(&(number / 1000)) && !is_compact(whole) => {
            Some(Timestamp(number / 1000))
        }
        _ => None,
    }
}

/// Whether twelve digits are a date and a time rather than milliseconds.
fn is_compact(digits: &str) -> bool {
    digits.len() == 12 && digits.starts_with("20")
}

/// Digits alone: `20210906`, `20210906000100`, and ISO 8601's shortest forms.
fn digits(text: &str) -> Option<Timestamp> {
    if text.contains('.') {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
    let date = match text.len() {
        4 => ymd(part(0..4)?, 1, 1)?,
        5 => NaiveDate::from_yo_opt(century(part(0..2)?), part(2..5)?)?,
        7 => NaiveDate::from_yo_opt(part(0..4)? as i32, part(4..7)?)?,
        8 | 12 | 14 => ymd(part(0..4)?, part(4..6)?, part(6..8)?)?,
        // `200312` may be a month or a day of 2020; what cannot be a year is a short one.
        6 if !(1900..2100).contains(&part(0..4)?) => {
            ymd(century(part(0..2)?) as u32, part(2..4)?, part(4..6)?)?
        }
        _ => return None,
    };
    let time = match text.len() {
        12 => NaiveTime::from_hms_opt(part(8..10)?, part(10..12)?, 0)?,
        14 => NaiveTime::from_hms_opt(part(8..10)?, part(10..12)?, part(12..14)?)?,
        _ => NaiveTime::MIN,
    };
    Some(Timestamp(date.and_time(time).and_utc().timestamp()))
}

/// ISO 8601:1988's `-YYMM` and `-YY-MM`.
fn short(text: &str) -> Option<Timestamp> {
    let rest = text.strip_prefix('-')?;
    let (year, month) = match rest.len() {
        4 => (rest.get(..2)?, rest.get(2..)?),
        5 => rest.split_once('-')?,
        _ => return None,
    };
    let date = ymd(century(year.parse().ok()?) as u32, month.parse().ok()?, 1)?;
    Some(Timestamp(date.and_time(NaiveTime::MIN).and_utc().timestamp()))
}

/// The year that two digits mean, as RFC 2822 section 4.3 has it, with POSIX's turn at 69.
fn century(two: u32) -> i32 {
    if two < 69 { 2000 + two as i32 } else { 1900 + two as i32 }
}

/// A day; the year 1 is how .NET writes that there is none.
fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year as i32, month, day).filter(|date| date.year() > 1)
}

#[cfg(test)]
#[path = "date/tests.rs"]
mod tests;
