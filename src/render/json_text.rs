//! Values in, JSON out that is safe to see on a terminal.
//!
//! JSON carries every character of a text, but those that [`safe`] would not let
//! through are written as `\uXXXX`: to a parser the same, to a terminal harmless.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::safe;

struct Escaping;

impl Formatter for Escaping {
    /// Receives what is left after serde_json has escaped quotes, backslashes and C0.
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut written = 0;
        for (at, c) in safe::suspects(fragment).filter(|(_, c)| safe::is_hidden(*c)) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

/// Writes a value as JSON on one line, without an end of line.
pub fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // The serializer writes a few bytes at a time, which a sink behind a pointer makes slow.
    let mut bytes = Vec::with_capacity(1024);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Escaping))?;
    out.write_all(&bytes)
}

/// Writes a value as JSON over many lines, for people, with an end of line.
pub fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    // Outside of strings JSON is ASCII, and inside them the ends of lines are escaped already.
    for line in text.lines() {
        Escaping.write_string_fragment(&mut *out, line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes a value as JSON on a line of its own.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(value: &str) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, &value).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn hidden_characters_are_escaped_and_others_are_not() {
        for (value, expected) in [
            ("naïve \"日本\" 👨\u{200d}👩", "\"naïve \\\"日本\\\" 👨\u{200d}👩\""),
            ("\u{1b}[31m\u{7}", "\"\\u001b[31m\\u0007\""),
            ("\u{7f}\u{9d}\u{2028}\u{202e}\u{feff}", "\"\\u007f\\u009d\\u2028\\u202e\\ufeff\""),
            ("tag \u{e0041}.", "\"tag \\udb40\\udc41.\""),
        ] {
            assert_eq!(text(value), expected);
        }
    }

    #[test]
    fn over_many_lines_nothing_is_hidden_either() {
        let mut bytes = Vec::new();
        write_pretty(&mut bytes, &["a\n\u{9b}", "b\u{2028}"]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "[\n  \"a\\n\\u009b\",\n  \"b\\u2028\"\n]\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(value in any::<String>()) {
            let read: String = serde_json::from_str(&text(&value)).unwrap();
            prop_assert_eq!(read, value);
        }
    }
}
