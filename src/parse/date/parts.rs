//! A date's text in, its parts told apart out, and the instant they name together.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::{century, names, ymd};
use crate::model::Timestamp;

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
pub(super) struct Parts {
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
    /// Reads a text; nothing if a part of it is not understood.
    pub(super) fn of(text: &str) -> Option<Self> {
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
        if let Some(sign) = scan.rest().chars().next().filter(|c| !c.is_ascii())
            && self.signed(sign, value)
        {
            self.korean |= matches!(sign, '년' | '월' | '일' | '시');
            scan.pass(sign);
            return Some(());
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
        if self.month.is_none()
            && let Some(month) = names::month(word)
        {
            self.month = Some(month);
            return Some(());
        }
        if let Some(afternoon) = names::afternoon(word, self.hour.is_some()) {
            self.korean |= matches!(word, "오전" | "오후");
            self.afternoon = Some(afternoon);
            return Some(());
        }
        // `at` is a zone after a time, and something else before it.
        if let Some(east) = names::zone(word)
            && (self.hour.is_some() || (east == 0 && self.numbers.len() >= 2))
        {
            // Beside a number the name only explains it.
            self.offset = self.offset.or(Some(east));
            return Some(());
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

    /// The instant that the parts name together.
    pub(super) fn instant(self) -> Option<Timestamp> {
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
