//! A setting's text in, its checked value out.

use chrono_tz::Tz;

use super::settings::Kind;
use crate::model::{DIRECT, PROXY_FORMS, Zone, is_proxy, nearest, seconds, span};

/// A checked value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or the word that stands for it.
    None,
    /// A text or word.
    Text(String),
    /// Seconds, bytes or a count.
    Number(u64),
    /// A time zone.
    Zone(Zone),
}

impl Value {
    /// Reads a value of this kind; the error says what would have done.
    pub fn read(kind: Kind, text: &str) -> Result<Self, String> {
        let text = text.trim();
        match kind {
            Kind::Text | Kind::Store => Ok(filled(text)),
            Kind::Proxy => proxy(text),
            Kind::Choice(words) => choice(text, words),
            Kind::Zone => zone(text).map(Self::Zone),
            Kind::Seconds { none: Some(word), .. } if text.eq_ignore_ascii_case(word) => {
                Ok(Self::None)
            }
            Kind::Seconds { least, most, .. } => within(seconds(text)?, least, most, span),
            Kind::Bytes { least, most } => within(bytes(text)?, least, most, size),
            Kind::Count { least, most } => {
                let count = text.replace('_', "").parse();
                let count = count.map_err(|_| format!("{text:?} is no whole number"))?;
                within(count, least, most, |count| count.to_string())
            }
        }
    }
}

fn filled(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::Text(text.to_owned()) }
}

fn within(
    number: u64,
    least: u64,
    most: u64,
    write: impl Fn(u64) -> String,
) -> Result<Value, String> {
    if (least..=most).contains(&number) {
        return Ok(Value::Number(number));
    }
    Err(format!("{} is not between {} and {}", write(number), write(least), write(most)))
}

fn choice(text: &str, words: &[&'static str]) -> Result<Value, String> {
    let lower = text.to_lowercase();
    if words.contains(&lower.as_str()) {
        return Ok(Value::Text(lower));
    }
    let meant = nearest(&lower, words.iter().copied());
    let meant = meant.map(|word| format!("; did you mean {word}?")).unwrap_or_default();
    Err(format!("{text:?} is none of {}{meant}", words.join(", ")))
}

fn proxy(text: &str) -> Result<Value, String> {
    if text.is_empty() || text.eq_ignore_ascii_case(DIRECT) {
        return Ok(filled(&text.to_lowercase()));
    }
    if is_proxy(text) {
        return Ok(Value::Text(text.to_owned()));
    }
    // The text is not repeated: it may hold a password.
    Err(PROXY_FORMS.to_owned())
}

/// Units of size: decimal ones and, with an `i`, binary ones.
const SIZES: &[(&str, u64)] = &[
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
    ("B", 1),
];

fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    let (number, unit) = (&text[..text.len() - digits.len()], digits.trim_start());
    let wrong = || format!("{text:?} is no size; write 500kB, 32MiB or 1GiB");
    let number: u64 = number.replace('_', "").parse().map_err(|_| wrong())?;
    let unit = if unit.is_empty() { "B" } else { unit };
    let known = SIZES.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
    let (_, bytes) = known.ok_or_else(wrong)?;
    number.checked_mul(*bytes).ok_or_else(wrong)
}

/// The shortest exact way to write a size.
fn size(bytes: u64) -> String {
    let fits = |(_, unit): &&(&str, u64)| bytes >= *unit && bytes.is_multiple_of(*unit);
    let (name, unit) = SIZES.iter().find(fits).unwrap_or(&("B", 1));
    format!("{}{name}", bytes / unit)
}

/// Reads `local`, `UTC`, a place such as `Europe/Berlin`, or an offset of at most a day:
/// `+02:00`, `-0330`, `+2`.
fn zone(text: &str) -> Result<Zone, String> {
    match text.to_lowercase().as_str() {
        "local" => return Ok(Zone::Local),
        "utc" | "z" | "gmt" => return Ok(Zone::UTC),
        _ => {}
    }
    if let Ok(place) = text.parse::<Tz>() {
        return Ok(Zone::Named(place));
    }
    let wrong = || {
        format!("{text:?} is no zone; write local, UTC, Europe/Berlin or an offset such as +02:00")
    };
    let (sign, offset) = match text.split_at_checked(1) {
        Some(("+", offset)) => (1, offset),
        Some(("-", offset)) => (-1, offset),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None if offset.len() == 4 && offset.is_ascii() => offset.split_at(2),
        None => (offset, "0"),
    };
    let part = |part: &str, most: i32| {
        let digits = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        part.parse().ok().filter(|number: &i32| digits && *number <= most).ok_or_else(wrong)
    };
    Ok(Zone::Fixed(sign * (part(hours, 23)? * 3600 + part(minutes, 59)? * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind() {
        let length = Kind::Seconds { least: 1, most: 3600, none: Some("auto") };
        let size = Kind::Bytes { least: 1000, most: 1 << 30 };
        let count = Kind::Count { least: 1, most: 10 };
        let word = Kind::Choice(&["never", "always"]);
        for (kind, text, expected) in [
            (Kind::Text, " less -FRX ", Ok(Value::Text("less -FRX".into()))),
            (Kind::Text, "", Ok(Value::None)),
            (length, "5min", Ok(Value::Number(300))),
            (length, "Auto", Ok(Value::None)),
            (length, "2h", Err("2h is not between 1s and 1h")),
            (length, "30", Err("30 of what? write 30s, 30min or 30h")),
            (size, "32MiB", Ok(Value::Number(32 << 20))),
            (size, "500 kb", Ok(Value::Number(500_000))),
            (size, "1_000_000", Ok(Value::Number(1_000_000))),
            (size, "2GiB", Err("2GiB is not between 1kB and 1GiB")),
            (size, "big", Err("\"big\" is no size; write 500kB, 32MiB or 1GiB")),
            (size, "3 é", Err("\"3 é\" is no size; write 500kB, 32MiB or 1GiB")),
            (count, "10", Ok(Value::Number(10))),
            (count, "0", Err("0 is not between 1 and 10")),
            (count, "-1", Err("\"-1\" is no whole number")),
            (word, "Always", Ok(Value::Text("always".into()))),
            (word, "allways", Err("\"allways\" is none of never, always; did you mean always?")),
            (Kind::Zone, "local", Ok(Value::Zone(Zone::Local))),
            (Kind::Zone, "utc", Ok(Value::Zone(Zone::UTC))),
            (Kind::Zone, "+02:00", Ok(Value::Zone(Zone::Fixed(7200)))),
            (Kind::Zone, "-0330", Ok(Value::Zone(Zone::Fixed(-12600)))),
            (Kind::Zone, "Europe/Berlin", Ok(Value::Zone(Zone::Named(Tz::Europe__Berlin)))),
            (Kind::Zone, "+5", Ok(Value::Zone(Zone::Fixed(18000)))),
            (
                Kind::Zone,
                "+25",
                Err(
                    "\"+25\" is no zone; write local, UTC, Europe/Berlin or an offset such as +02:00",
                ),
            ),
            (
                Kind::Zone,
                "+é",
                Err(
                    "\"+é\" is no zone; write local, UTC, Europe/Berlin or an offset such as +02:00",
                ),
            ),
            (
                Kind::Zone,
                "é",
                Err(
                    "\"é\" is no zone; write local, UTC, Europe/Berlin or an offset such as +02:00",
                ),
            ),
            (Kind::Proxy, "None", Ok(Value::Text("none".into()))),
            (
                Kind::Proxy,
                "socks5://localhost:1080",
                Ok(Value::Text("socks5://localhost:1080".into())),
            ),
            (
                Kind::Proxy,
                "ftp://u:s3cret@x",
                Err("a proxy is an http, https, socks5 or socks5h URL, or none"),
            ),
        ] {
            assert_eq!(Value::read(kind, text), expected.map_err(str::to_owned), "{text}");
        }
    }
}
