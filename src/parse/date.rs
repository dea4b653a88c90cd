//! The text of a date in, an instant out; nothing for what is not understood beyond doubt.
//!
//! Feeds should write RFC 822 or RFC 3339 dates and write everything else as well. A text is cut
//! into numbers and words, and each is given its part; one that has none spoils the whole.

mod names;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

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
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        if let Some(at) = epoch(text).or_else(|| digits(text)) {
            return Some(at);
        }
    }
    short(text).or_else(|| Parts::of(text)?.instant())
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

/// A number of a date with what shows its meaning.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: u32,
    digits: usize,
    /// What stood before it.
    before: char,
}

/// The parts of a date, as far as they are told apart.
#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<Number>,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// A week of ISO 8601 follows.
    week: bool,
    hour: Option<u32>,
    minute: u32,
    second: u32,
    afternoon: Option<bool>,
    offset: Option<i32>,
    /// A word was not known.
    strange: bool,
    /// Written in Korean, which is the time of Seoul.
    korean: bool,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let text = names::folded(text);
        let mut parts = Self::default();
        let mut scan = Scan { text: &text, at: 0, before: ' ', after_t: false };
        while let Some(token) = scan.token() {
            match token {
                Token::Digits(digits) => parts.digits(digits, &mut scan)?,
                Token::Word(word) => parts.word(word, &mut scan)?,
            }
        }
        Some(parts)
    }

    fn digits(&mut self, digits: &str, scan: &mut Scan<'_>) -> Option<()> {
        let before = scan.before;
        let after_t = std::mem::take(&mut scan.after_t);
        let value: u32 = digits.parse().ok().filter(|_| digits.len() <= 9)?;
        if self.hour.is_some()
            && matches!(before, '+' | '-')
            && self.offset.is_none_or(|east| east == 0)
        {
            return self.zone(before, digits, value, scan);
        }
        let colon = scan.rest().strip_prefix(':');
        if self.hour.is_none()
            && colon.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return self.clock(value, scan);
        }
        if let Some(sign) = scan.rest().chars().next().filter(|c| !c.is_ascii()) {
            if self.signed(sign, value) {
                self.korean |= matches!(sign, '년' | '월' | '일' | '시');
                scan.pass(sign);
                return Some(());
            }
        }
        match digits.len() {
            // `20210906T000100`
            8 if self.numbers.is_empty() => {
                (self.year, self.month, self.day) =
                    (Some(value / 10_000), Some(value / 100 % 100), Some(value % 100));
            }
            6 | 4
                if self.day.is_some() && self.year.is_some() && after_t && self.hour.is_none() =>
            {
                let padded = if digits.len() == 4 { value * 100 } else { value };
                (self.hour, self.minute, self.second) =
                    (Some(padded / 10_000), padded / 100 % 100, padded % 100);
            }
            _ => self.numbers.push(Number { value, digits: digits.len(), before }),
        }
        (self.numbers.len() <= 4).then_some(())
    }

    /// Hours, minutes and perhaps seconds with colons between; a fraction is cut off.
    fn clock(&mut self, hour: u32, scan: &mut Scan<'_>) -> Option<()> {
        self.hour = Some(hour);
        scan.pass(':');
        self.minute = scan.number()?;
        if scan.rest().starts_with(':') {
            scan.pass(':');
            self.second = scan.number()?;
            if scan.rest().starts_with(['.', ',']) {
                scan.at += 1;
                scan.digits();
            }
        }
        Some(())
    }

    /// Hours and minutes from UTC: `+0200`, `+02:00`, `+2`.
    fn zone(&mut self, sign: char, digits: &str, value: u32, scan: &mut Scan<'_>) -> Option<()> {
        let (hours, minutes) = match digits.len() {
            1 | 2 if scan.rest().starts_with(':') => {
                scan.pass(':');
                (value, scan.number()?)
            }
            1 | 2 => (value, 0),
            3 | 4 => (value / 100, value % 100),
            _ => return None,
        };
        if hours > 15 || minutes > 59 {
            return None;
        }
        let east = (hours * 3600 + minutes * 60) as i32;
        self.offset = Some(if sign == '-' { -east } else { east });
        Some(())
    }

    /// A number followed by its unit in Chinese, Japanese or Korean.
    fn signed(&mut self, sign: char, value: u32) -> bool {
        match sign {
            '年' | '년' => self.year = Some(value),
            '月' | '월' => self.month = Some(value),
            '日' | '일' | '号' => self.day = Some(value),
            '時' | '时' | '点' | '시' => self.hour = Some(value),
            '分' | '분' => self.minute = value,
            '秒' | '초' => self.second = value,
            _ => return false,
        }
        true
    }

    fn word(&mut self, word: &str, scan: &mut Scan<'_>) -> Option<()> {
        match word {
            "t" if scan.rest().starts_with(|c: char| c.is_ascii_digit()) => scan.after_t = true,
            "w" if self.numbers.len() == 1 => self.week = true,
            "h" if self.hour.is_none() && scan.rest().starts_with(|c: char| c.is_ascii_digit()) => {
                self.hour = Some(self.numbers.pop()?.value);
                self.minute = scan.number()?;
            }
            _ => return self.name(word),
        }
        Some(())
    }

    fn name(&mut self, word: &str) -> Option<()> {
        if names::is_weekday(word) {
            return Some(());
        }
        if self.month.is_none() {
            if let Some(month) = names::month(word) {
                self.month = Some(month);
                return Some(());
            }
        }
        if let Some(afternoon) = names::afternoon(word, self.hour.is_some()) {
            self.korean |= matches!(word, "오전" | "오후");
            self.afternoon = Some(afternoon);
            return Some(());
        }
        if self.hour.is_some() || self.numbers.len() >= 2 {
            if let Some(east) = names::zone(word) {
                // Beside a number the name only explains it.
                self.offset = self.offset.or(Some(east));
                return Some(());
            }
        }
        if names::is_filler(word) {
            return Some(());
        }
        // A first word that is not known is a weekday in some language.
        let leads = self.numbers.is_empty() && self.month.is_none() && self.year.is_none();
        let first = leads && self.hour.is_none() && !self.strange;
        self.strange = true;
        first.then_some(())
    }

    fn instant(self) -> Option<Timestamp> {
        let date = self.date()?;
        let mut hour = self.hour.unwrap_or(0);
        match self.afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        // Midnight as the end of the day (ISO 8601), and leap seconds.
        let tomorrow = hour == 24 && self.minute == 0 && self.second == 0;
        let time = NaiveTime::from_hms_opt(
            if tomorrow { 0 } else { hour },
            self.minute,
            self.second.min(59),
        )?;
        if self.second > 60 {
            return None;
        }
        let east = self.offset.unwrap_or(if self.korean { 9 * 3600 } else { 0 });
        let days = TimeDelta::days(i64::from(tomorrow));
        let local: NaiveDateTime = date.and_time(time).checked_add_signed(days)?;
        Some(Timestamp(local.and_utc().timestamp() - i64::from(east)))
    }

    fn date(&self) -> Option<NaiveDate> {
        let numbers = &self.numbers[..];
        if let (Some(year), Some(month)) = (self.year, self.month) {
            return if numbers.is_empty() {
                ymd(full(year), month, self.day.unwrap_or(1))
            } else {
                None
            };
        }
        if self.week {
            return self.week_date();
        }
        match (self.month, numbers) {
            (Some(month), [one]) if one.digits == 4 => ymd(one.value, month, self.day.unwrap_or(1)),
            (Some(month), [first, second]) => {
                let (day, year) = if first.is_year() { (second, first) } else { (first, second) };
                ymd(year.year()?, month, day.value)
            }
            (None, [one]) if one.digits == 4 && !self.strange && self.hour.is_none() => {
                ymd(one.value, 1, 1)
            }
            (None, [year, day]) if year.digits == 4 && day.digits == 3 => {
                NaiveDate::from_yo_opt(year.value as i32, day.value)
            }
            (None, [year, month]) if year.digits == 4 => ymd(year.value, month.value, 1),
            (None, [first, second, third]) => all_numbers(*first, *second, *third),
            _ => None,
        }
    }

    fn week_date(&self) -> Option<NaiveDate> {
        let (year, week, day) = match self.numbers[..] {
            [year, week] if week.digits == 3 => (year, week.value / 10, week.value % 10),
            [year, week] => (year, week.value, 1),
            [year, week, day] => (year, week.value, day.value),
            _ => return None,
        };
        let day = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
        NaiveDate::from_isoywd_opt(year.value as i32, week, day)
    }
}

impl Number {
    fn is_year(self) -> bool {
        self.digits == 4 || self.value > 31
    }

    fn year(self) -> Option<u32> {
        match self.digits {
            4 => Some(self.value),
            2 => Some(century(self.value) as u32),
            _ => None,
        }
    }
}

fn full(year: u32) -> u32 {
    if year < 100 { century(year) as u32 } else { year }
}

/// Three numbers: the year first, or last after a day and a month in the order that their
/// separator has in most countries; a number over twelve is never a month.
fn all_numbers(first: Number, second: Number, third: Number) -> Option<NaiveDate> {
    let (a, b, c) = (first.value, second.value, third.value);
    if first.digits == 4 || (first.digits == 2 && second.before == '-' && third.digits != 4) {
        let year = first.year()?;
        return ymd(year, b, c);
    }
    let year = third.year()?;
    match second.before {
        _ if a > 12 => ymd(year, b, a),
        _ if b > 12 => ymd(year, a, b),
        '/' => ymd(year, a, b),
        '.' => ymd(year, b, a),
        _ if a == b => ymd(year, a, b),
        _ => None,
    }
}

enum Token<'a> {
    Digits(&'a str),
    Word(&'a str),
}

/// Where reading has got to in a date.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The last character before the token that was neither white space nor part of a word.
    before: char,
    /// Whether ISO 8601's `T` was the token before.
    after_t: bool,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn pass(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn token(&mut self) -> Option<Token<'a>> {
        self.before = ' ';
        loop {
            let c = self.rest().chars().next()?;
            if c.is_ascii_digit() {
                return Some(Token::Digits(self.digits()));
            }
            if c.is_alphabetic() {
                self.before = ' ';
                let end =
                    self.rest().find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest().len());
                let word = &self.rest()[..end];
                self.at += end;
                return Some(Token::Word(word));
            }
            if !c.is_whitespace() {
                self.before = c;
            }
            self.pass(c);
        }
    }

    fn digits(&mut self) -> &'a str {
        let end = self.rest().find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest().len());
        let digits = &self.rest()[..end];
        self.at += end;
        digits
    }

    /// A number of at most two digits, as in a time.
    fn number(&mut self) -> Option<u32> {
        let digits = self.digits();
        if digits.is_empty() || digits.len() > 2 { None } else { digits.parse().ok() }
    }
}

#[cfg(test)]
#[path = "date/tests.rs"]
mod tests;
