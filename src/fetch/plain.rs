//! What a server said in, text that is safe to show in one line out.

use crate::model::is_invisible;

/// How many characters of a server's own words an error message may carry.
pub(super) const QUOTED: usize = 120;

/// The text without anything that could steer a terminal or forge a line: control characters,
/// bidi marks, separators and invisible characters become one space, and what is left is cut to
/// `longest` characters.
pub(super) fn harmless(text: &str, longest: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in text.chars() {
        let c = if is_harmful(c) || c.is_whitespace() { ' ' } else { c };
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if length == longest {
            out.truncate(out.trim_end().len());
            out.push('…');
            return out;
        }
        out.push(c);
        length += 1;
    }
    out.truncate(out.trim_end().len());
    out
}

/// The bytes as UTF-8 where they are, made harmless.
pub(super) fn harmless_bytes(bytes: &[u8], longest: usize) -> String {
    harmless(&String::from_utf8_lossy(bytes), longest)
}

fn is_harmful(c: char) -> bool {
    // No message needs joiners or direction marks.
    is_invisible(c) || matches!(c, '\u{61c}' | '\u{200c}'..='\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        for (text, expected) in [
            ("Not Found", "Not Found"),
            ("\u{1b}[31mred\u{7}", "[31mred"),
            ("a\r\nb", "a b"),
            ("c1 \u{9d}0;x\u{9c}", "c1 0;x"),
            ("bidi \u{202e}txt\u{2066}", "bidi txt"),
            ("", ""),
            ("  \t ", ""),
        ] {
            assert_eq!(harmless(text, 40), expected, "{text:?}");
        }
        assert_eq!(harmless("abcdef", 3), "abc…");
        assert_eq!(harmless("abc", 3), "abc");
        assert_eq!(harmless_bytes(b"caf\xe9", 9), "caf\u{fffd}");
    }
}
