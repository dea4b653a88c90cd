//! A date as a person writes it in, an interval of time out. Knows no clock: `now` is given.
//!
//! | text | meaning |
//! |---|---|
//! | `36h` `7d` `2w` `3mo` `1y` `90min`, `1h30min`, `P1W`, `3 days ago` | that long ago, up to now |
//! | `today` `yesterday` `monday` `last monday` | that day; `monday` may be today, `last monday` not |
//! | `this week` `last week` `last month` `last year` | that calendar week (from Monday), month, year |
//! | `2026` `2026-05` `2026-W21` `2026-05-21` | that year, month, week, day |
//! | `2026-05-21 16:01`, `yesterday 9:30`, RFC 3339, RFC 2822, `@1716300000` | that minute or second |
//! | `2026-03..2026-04`, `2026-03..`, `..monday` | from the first one's beginning to the last one's end |
//!
//! Whatever has no zone of its own is read in the reader's. A date covers the whole of its unit:
//! *since* takes its beginning, *until* its end, so that `until 2026-05-21` includes the 21st and
//! `until 2026-05` all of May. Hours, days and weeks ago are so many seconds; months and years go
//! by the calendar, and where a month is too short its last day stands in.

mod ago;
mod calendar;
#[cfg(test)]
mod tests;

use crate::model::{Timestamp, Zone};

/// A stretch of time: from its start, up to but not including its end; open where `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first instant in it.
    pub start: Option<Timestamp>,
    /// The first instant after it.
    pub end: Option<Timestamp>,
}

/// What a text says about time, before it is asked for its beginning or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So long before now.
    Ago(Timestamp),
    /// A year, month, week, day, minute or second: the first instant in it and the first after.
    Period(Timestamp, Timestamp),
    /// An interval written with `..`.
    Range(Span),
}

impl When {
    /// As the value of a *since*: from its beginning on; an interval keeps its end.
    pub fn since(self) -> Span {
        match self {
            Self::Ago(start) | Self::Period(start, _) => Span { start: Some(start), end: None },
            Self::Range(span) => span,
        }
    }

    /// As the value of an *until*: up to its end, inclusive; an interval keeps its beginning.
    pub fn until(self) -> Span {
        match self {
            Self::Ago(at) => Span { start: None, end: Some(at.plus(1)) },
            Self::Period(_, end) => Span { start: None, end: Some(end) },
            Self::Range(span) => span,
        }
    }

    /// As a stretch of time: a period is itself, an age lasts until now and beyond.
    pub fn within(self) -> Span {
        match self {
            Self::Ago(start) => Span { start: Some(start), end: None },
            Self::Period(start, end) => Span { start: Some(start), end: Some(end) },
            Self::Range(span) => span,
        }
    }
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Nothing was written.
    #[error("a date is missing")]
    Missing,
    /// Nothing we know.
    #[error("`{text}` is no date")]
    Unknown {
        /// What was written.
        text: String,
    },
    /// `m` may mean two things.
    #[error("`{text}` could mean minutes or months")]
    MinutesOrMonths {
        /// What was written.
        text: String,
        /// The number before the `m`.
        count: String,
    },
    /// A number, and no word what of.
    #[error("`{text}` has no unit")]
    NoUnit {
        /// What was written.
        text: String,
    },
    /// Written like a date, but no calendar or clock shows it.
    #[error("there is no {text}")]
    NoSuchDay {
        /// What was written.
        text: String,
    },
    /// Before the year 0 or after 9999.
    #[error("`{text}` is further away than the years 0 to 9999")]
    TooFar {
        /// What was written.
        text: String,
    },
    /// An interval without ends, or with too many.
    #[error("`{text}` is no interval")]
    NoInterval {
        /// What was written.
        text: String,
    },
    /// An interval that runs backwards.
    #[error("`{text}` ends before it begins")]
    Backwards {
        /// What was written.
        text: String,
        /// The same, turned round.
        turned: String,
    },
}

/// Forms that work, for hints.
const FORMS: &str =
    "write 7d, 3mo, yesterday, \"last monday\", 2026-05-21, 2026-05 or 2026-03..2026-04";

impl WhenError {
    /// What to write instead.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing | Self::Unknown { .. } => FORMS.to_owned(),
            Self::MinutesOrMonths { count, .. } => {
                format!("write {count}min for minutes or {count}mo for months")
            }
            Self::NoUnit { text } => {
                format!("write {text}d for days, {text}w for weeks, @{text} for seconds since 1970")
            }
            Self::NoSuchDay { .. } => {
                "dates are written year-month-day, as in 2026-05-21".to_owned()
            }
            Self::TooFar { .. } => "write a shorter time or a date".to_owned(),
            Self::NoInterval { .. } => {
                "write 2026-03..2026-04, or leave one end open as in 2026-03..".to_owned()
            }
            Self::Backwards { turned, .. } => format!("write {turned}"),
        }
    }
}

/// The instants a timestamp may have to be written as RFC 3339: the years 0 to 9999.
const YEARS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// What `text` says, read at `now` in `zone`.
pub fn when(text: &str, now: Timestamp, zone: Zone) -> Result<When, WhenError> {
    let text = text.trim();
    let Some((first, last)) = text.split_once("..") else {
        return single(text, now, zone);
    };
    let (first, last) = (first.trim(), last.trim());
    if last.starts_with('.') || last.contains("..") || (first.is_empty() && last.is_empty()) {
        return Err(WhenError::NoInterval { text: text.to_owned() });
    }
    let open =
        |side: &str| if side.is_empty() { Ok(None) } else { single(side, now, zone).map(Some) };
    let start = open(first)?.and_then(|when| when.since().start);
    let end = open(last)?.and_then(|when| when.until().end);
    match (start, end) {
        (Some(start), Some(end)) if end <= start => {
            Err(WhenError::Backwards { text: text.to_owned(), turned: format!("{last}..{first}") })
        }
        _ => Ok(When::Range(Span { start, end })),
    }
}

/// A date without `..`.
fn single(text: &str, now: Timestamp, zone: Zone) -> Result<When, WhenError> {
    let read = Reading { text, lower: text.to_lowercase(), now, zone };
    if text.is_empty() {
        return Err(WhenError::Missing);
    }
    let when = if let Some(at) = ago::read(&read)? {
        When::Ago(at)
    } else {
        let (start, end) = calendar::read(&read)?.ok_or_else(|| read.unknown())?;
        When::Period(start, end)
    };
    match when {
        When::Ago(at) | When::Period(at, _) if !YEARS.contains(&at.0) => Err(read.too_far()),
        _ => Ok(when),
    }
}

/// A text being read, and what it is read by.
struct Reading<'t> {
    text: &'t str,
    lower: String,
    now: Timestamp,
    zone: Zone,
}

impl Reading<'_> {
    fn unknown(&self) -> WhenError {
        let text = self.text.to_owned();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            WhenError::NoUnit { text }
        } else {
            WhenError::Unknown { text }
        }
    }

    fn too_far(&self) -> WhenError {
        WhenError::TooFar { text: self.text.to_owned() }
    }

    fn no_such_day(&self) -> WhenError {
        WhenError::NoSuchDay { text: self.text.to_owned() }
    }
}
