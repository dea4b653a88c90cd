//! A length of time as a person writes it in, the instant so long before now out.

use chrono::{Months, NaiveDateTime};

use super::{Reading, WhenError};
use crate::model::Timestamp;

/// A length of time, in the two measures that do not convert into each other.
#[derive(Clone, Copy, Default)]
struct Length {
    months: u32,
    seconds: i64,
}

/// What one of a unit is worth.
#[derive(Clone, Copy)]
enum Unit {
    Seconds(i64),
    Months(u32),
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Every unit by its names. A bare `m` is none of them: half of the people who write it mean
/// minutes, the other half months.
const UNITS: &[(&[&str], Unit)] = &[
    (&["s", "sec", "secs", "second", "seconds"], Unit::Seconds(1)),
    (&["min", "mins", "minute", "minutes"], Unit::Seconds(MINUTE)),
    (&["h", "hr", "hrs", "hour", "hours"], Unit::Seconds(HOUR)),
    (&["d", "day", "days"], Unit::Seconds(DAY)),
    (&["w", "wk", "wks", "week", "weeks"], Unit::Seconds(WEEK)),
    (&["mo", "mos", "mon", "month", "months"], Unit::Months(1)),
    (&["y", "yr", "yrs", "year", "years"], Unit::Months(12)),
];

/// The instant that an age names, `None` if the text is not written like one.
pub(super) fn read(read: &Reading<'_>) -> Result<Option<Timestamp>, WhenError> {
    if read.lower == "now" {
        return Ok(Some(read.now));
    }
    let length = match read.lower.strip_prefix('p') {
        Some(designators) => iso(designators, read)?,
        None => plain(read)?,
    };
    length.map(|length| before(length, read)).transpose()
}

/// `7d`, `1h30min`, `3 days ago`, `an hour ago`, `-7d`.
fn plain(read: &Reading<'_>) -> Result<Option<Length>, WhenError> {
    let text = read.lower.strip_prefix('-').unwrap_or(&read.lower);
    let text = text.strip_suffix("ago").map_or(text, str::trim_end);
    let mut rest = text
        .strip_prefix("an ")
        .or_else(|| text.strip_prefix("a "))
        .map_or_else(|| text.to_owned(), |unit| format!("1 {unit}"));
    let mut length = Length::default();
    while !rest.is_empty() {
        let Some((count, unit, after)) = count_and_unit(&rest) else { return Ok(None) };
        if unit == "m" {
            let (text, count) = (read.text.to_owned(), count.to_owned());
            return Err(WhenError::MinutesOrMonths { text, count });
        }
        let Some((_, worth)) = UNITS.iter().find(|(names, _)| names.contains(&unit)) else {
            return Ok(None);
        };
        length = length.plus(count, *worth).ok_or_else(|| read.too_far())?;
        rest = after.trim_start().to_owned();
    }
    Ok(Some(length).filter(|_| !text.is_empty()))
}

/// The digits a text begins with, the letters after them, and the rest.
fn count_and_unit(text: &str) -> Option<(&str, &str, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, rest) = text.split_at(digits);
    let rest = rest.trim_start();
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(letters);
    (!count.is_empty() && !unit.is_empty()).then_some((count, unit, rest))
}

/// ISO 8601 durations after their P: `1w`, `1y2m3dt4h5m6s`. Here an M is no riddle: months
/// before the T, minutes after it.
fn iso(designators: &str, read: &Reading<'_>) -> Result<Option<Length>, WhenError> {
    let (date, time) = designators.split_once('t').unwrap_or((designators, ""));
    let mut length = Length::default();
    for (mut part, clock) in [(date, false), (time, true)] {
        while !part.is_empty() {
            let Some((count, unit, rest)) = designator(part) else { return Ok(None) };
            let worth = match (unit, clock) {
                ('y', false) => Unit::Months(12),
                ('m', false) => Unit::Months(1),
                ('w', false) => Unit::Seconds(WEEK),
                ('d', false) => Unit::Seconds(DAY),
                ('h', true) => Unit::Seconds(HOUR),
                ('m', true) => Unit::Seconds(MINUTE),
                ('s', true) => Unit::Seconds(1),
                _ => return Ok(None),
            };
            length = length.plus(count, worth).ok_or_else(|| read.too_far())?;
            part = rest;
        }
    }
    Ok(Some(length).filter(|_| designators.ends_with(|c: char| c != 't')))
}

/// The digits a text begins with, the letter after them, and the rest.
fn designator(text: &str) -> Option<(&str, char, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
    let (count, rest) = text.split_at(digits);
    let unit = rest.chars().next()?;
    Some((count, unit, &rest[unit.len_utf8()..]))
}

impl Length {
    /// This and so many of a unit; `None` beyond what a calendar holds.
    fn plus(self, count: &str, worth: Unit) -> Option<Self> {
        Some(match worth {
            Unit::Seconds(each) => {
                let more = count.parse::<i64>().ok()?.checked_mul(each)?;
                Self { seconds: self.seconds.checked_add(more)?, ..self }
            }
            Unit::Months(each) => {
                let more = count.parse::<u32>().ok()?.checked_mul(each)?;
                Self { months: self.months.checked_add(more)?, ..self }
            }
        })
    }
}

/// Months go by the wall clock and end at the latest with the month they lead to; the rest is
/// counted in seconds.
fn before(length: Length, read: &Reading<'_>) -> Result<Timestamp, WhenError> {
    let at = if length.months == 0 {
        read.now
    } else {
        let wall: NaiveDateTime = read.zone.wall(read.now);
        let wall = wall.checked_sub_months(Months::new(length.months));
        let wall = wall.filter(|wall| super::YEARS.contains(&wall.and_utc().timestamp()));
        read.zone.instant(wall.ok_or_else(|| read.too_far())?)
    };
    Ok(at.plus(-length.seconds))
}
