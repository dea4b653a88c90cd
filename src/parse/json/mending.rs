//! Broken JSON in, JSON out, piece by piece, so that no second copy of it is ever held.

use std::io::{self, Read};

/// JSON with the line breaks in its strings escaped, the commas before a closing bracket
/// dropped, and without escapes that mean nothing.
pub(super) struct Mending<'t> {
    rest: &'t str,
    in_string: bool,
    piece: &'t [u8],
}

impl<'t> Mending<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, in_string: false, piece: &[] }
    }

    /// Takes so much from the text.
    fn take(&mut self, length: usize) -> &'t [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken.as_bytes()
    }

    /// Takes so much from the text and puts this in its place.
    fn put(&mut self, length: usize, instead: &'static str) -> &'t [u8] {
        self.take(length);
        instead.as_bytes()
    }

    /// What comes next; it may be empty before the end.
    fn next(&mut self) -> &'t [u8] {
        let stop: fn(u8) -> bool = if self.in_string {
            |byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r' | b'\t')
        } else {
            |byte| matches!(byte, b'"' | b',')
        };
        let run = self.rest.bytes().position(stop).unwrap_or(self.rest.len());
        if run > 0 {
            return self.take(run);
        }
        match self.rest.as_bytes()[0] {
            b'"' => {
                self.in_string = !self.in_string;
                self.take(1)
            }
            b',' => self.comma(),
            b'\n' => self.put(1, "\\n"),
            b'\r' => self.put(1, "\\r"),
            b'\t' => self.put(1, "\\t"),
            _ => self.escape(),
        }
    }

    fn comma(&mut self) -> &'t [u8] {
        let comma = |c: char| c == ',' || c.is_ascii_whitespace();
        let end = self.rest.find(|c| !comma(c)).unwrap_or(self.rest.len());
        let before_bracket = self.rest[end..].starts_with([']', '}']);
        let commas = self.take(end);
        if before_bracket { &[] } else { commas }
    }

    /// An escape as it is, if there is such a one. Half a character, which programs leave that
    /// shorten texts without looking, is no character; other characters mean themselves.
    fn escape(&mut self) -> &'t [u8] {
        match self.rest.as_bytes().get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.take(2),
            Some(b'u') => match (unit(self.rest), self.rest.get(6..).and_then(unit)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => self.take(12),
                (Some(0xd800..=0xdfff), _) => self.put(6, "\\ufffd"),
                (Some(_), _) => self.take(6),
                (None, _) => self.put(1, "\\\\"),
            },
            _ => self.put(1, ""),
        }
    }
}

/// The unit of UTF-16 that the text begins with, as in `\u20ac`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex { u16::from_str_radix(digits, 16).ok() } else { None }
}

impl Read for Mending<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.rest.is_empty() {
            self.piece = self.next();
        }
        self.piece.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_json_is_mended() {
        for (text, expected) in [
            ("{\"a\":[1, 2 ]}", "{\"a\":[1, 2 ]}"),
            ("[1,\n],{\"a\":2,,}", "[1],{\"a\":2}"),
            ("[1,,2]", "[1,,2]"),
            ("\"a,]\nb\tc\rd\"\n\"", "\"a,]\\nb\\tc\\rd\"\n\""),
            (r#""a\"\\\n\/""#, r#""a\"\\\n\/""#),
            (r#""it\'s \x \é""#, r#""it's x é""#),
            ("\"a\\\nb\"", "\"a\\nb\""),
            (r#""\u00e9 \ud83c\udf75""#, r#""\u00e9 \ud83c\udf75""#),
            (r#""\ud83c \udf75\ud83c\u00e9""#, r#""\ufffd \ufffd\ufffd\u00e9""#),
            (r#""\u12 \u+123 \uéé""#, r#""\\u12 \\u+123 \\uéé""#),
            ("\"\\", "\""),
            (",", ","),
        ] {
            let mut mended = String::new();
            Mending::new(text).read_to_string(&mut mended).expect("text stays text");
            assert_eq!(mended, expected, "{text}");
        }
    }
}
