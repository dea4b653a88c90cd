//! Lengths of time as people write them (`90min`, `1h 30min`, `2d`), to seconds and back.

/// Units, longest first, each with every name it goes by; the first is the one written.
const UNITS: &[(u64, &[&str])] = &[
    (604_800, &["w", "week", "weeks"]),
    (86_400, &["d", "day", "days"]),
    (3_600, &["h", "hour", "hours", "hr", "hrs"]),
    (60, &["min", "mins", "minute", "minutes"]),
    (1, &["s", "sec", "secs", "second", "seconds"]),
];

/// Units that are understood and never written, since no number of seconds is exactly that long.
const ROUGH_UNITS: &[(u64, &[&str])] =
    &[(365 * 86_400, &["y", "year", "years"]), (30 * 86_400, &["mo", "month", "months"])];

/// The seconds that a length of time such as `90min` or `1h 30min` stands for.
///
/// The error says what would have been understood; it fits after "KEY: ".
pub fn seconds(text: &str) -> Result<u64, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err("no length of time given; write 30s, 15min, 2h or 1d".to_owned());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.len() - after.trim_start_matches(char::is_alphabetic).len();
        let (unit, after) = after.split_at(letters);
        let number: u64 = number
            .parse()
            .map_err(|_| format!("{text:?} is no length of time; write 30s, 15min, 2h or 1d"))?;
        let part = unit_seconds(unit, number)?.checked_mul(number);
        total = part
            .and_then(|part| total.checked_add(part))
            .ok_or_else(|| format!("{text:?} is longer than time itself"))?;
        rest = after.trim_start();
    }
    Ok(total)
}

/// The length of a unit; `number` is only there for the hint.
fn unit_seconds(unit: &str, number: u64) -> Result<u64, String> {
    let unit = unit.to_lowercase();
    match unit.as_str() {
        "" if number == 0 => Ok(1),
        "" => Err(format!("{number} of what? write {number}s, {number}min or {number}h")),
        "m" => Err(format!("{number}m may be minutes or months; write {number}min")),
        _ => UNITS
            .iter()
            .chain(ROUGH_UNITS)
            .find(|(_, names)| names.contains(&unit.as_str()))
            .map(|(seconds, _)| *seconds)
            .ok_or_else(|| format!("{unit:?} is no unit of time; use s, min, h, d, w, mo or y")),
    }
}

/// The shortest exact way to write a length of time, e.g. `1h 30min`.
pub fn span(mut seconds: u64) -> String {
    if seconds == 0 {
        return "0s".to_owned();
    }
    let mut parts = Vec::new();
    for (length, names) in UNITS {
        if seconds >= *length {
            parts.push(format!("{}{}", seconds / length, names[0]));
            seconds %= length;
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_of_time_as_people_write_them() {
        for (text, expected) in [
            ("30s", Ok(30)),
            ("90min", Ok(5400)),
            ("1h30min", Ok(5400)),
            ("1h 30 min", Ok(5400)),
            ("2 hours", Ok(7200)),
            ("1d", Ok(86_400)),
            ("2w", Ok(1_209_600)),
            ("0", Ok(0)),
            ("60", Err("60 of what? write 60s, 60min or 60h")),
            ("3m", Err("3m may be minutes or months; write 3min")),
            (
                "2 fortnights",
                Err("\"fortnights\" is no unit of time; use s, min, h, d, w, mo or y"),
            ),
            ("soon", Err("\"soon\" is no length of time; write 30s, 15min, 2h or 1d")),
            ("-5s", Err("\"-5s\" is no length of time; write 30s, 15min, 2h or 1d")),
            ("", Err("no length of time given; write 30s, 15min, 2h or 1d")),
        ] {
            assert_eq!(seconds(text), expected.map_err(str::to_owned), "{text}");
        }
        assert!(seconds("99999999999999999w").is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(length: u64) {
            prop_assert_eq!(seconds(&span(length)), Ok(length));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = seconds(&text);
        }
    }
}
