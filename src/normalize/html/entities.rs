//! Character references in, the characters they stand for out, each decoded once.

use std::borrow::Cow;

use html_escape::NAMED_ENTITIES;
use memchr::memchr;

/// The names that HTML also knows without their semicolon (HTML standard, section 13.5),
/// sorted for the search.
const BARE: &[&str] = &[
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil",
    "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT",
    "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN",
    "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave",
    "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// What the numbers 128 to 159 mean on the web: windows-1252 (HTML standard, section 13.2.5.80).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The longest name in the table is `CounterClockwiseContourIntegral`, 31 letters.
const LONGEST: usize = 31;

enum Meaning {
    Char(char),
    Text(&'static str),
}

/// The text with its character references decoded, once.
pub(in crate::normalize) fn decode(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match reference(rest) {
            Some((Meaning::Char(c), length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            Some((Meaning::Text(text), length)) => {
                out.push_str(text);
                rest = &rest[length..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The reference at the start of `rest`, which follows an ampersand, and its length.
fn reference(rest: &str) -> Option<(Meaning, usize)> {
    match rest.strip_prefix('#') {
        Some(number) => numeric(number).map(|(c, length)| (Meaning::Char(c), length + 1)),
        None => named(rest).map(|(text, length)| (Meaning::Text(text), length)),
    }
}

fn numeric(number: &str) -> Option<(char, usize)> {
    let hex = number.starts_with(['x', 'X']);
    let digits = &number[usize::from(hex)..];
    let radix = if hex { 16 } else { 10 };
    let count = digits.chars().take_while(|c| c.is_digit(radix)).count();
    if count == 0 {
        return None;
    }
    let semicolon = usize::from(digits[count..].starts_with(';'));
    let value = digits[..count].trim_start_matches('0');
    // No code point has more than seven digits.
    let code = if value.len() > 7 { None } else { u32::from_str_radix(value, radix).ok() };
    let decoded = match code {
        Some(code @ 0x80..=0x9f) => WINDOWS_1252[(code - 0x80) as usize],
        Some(code) => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::REPLACEMENT_CHARACTER,
    };
    Some((decoded, usize::from(hex) + count + semicolon))
}

fn named(rest: &str) -> Option<(&'static str, usize)> {
    let length = rest.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = &rest[..length];
    if rest[length..].starts_with(';') {
        return lookup(name).map(|text| (text, length + 1));
    }
    // HTML lets `&copy2026` be a reference in text but not in an attribute; as a feed's text is
    // full of bare URLs (`?a=1&copy=2`), the rule for attributes holds for both.
    let bare = BARE.binary_search(&name).is_ok() && !rest[length..].starts_with('=');
    if bare { lookup(name).map(|text| (text, length)) } else { None }
}

fn lookup(name: &str) -> Option<&'static str> {
    NAMED_ENTITIES
        .binary_search_by(|(known, _)| (*known).cmp(name.as_bytes()))
        .ok()
        .map(|at| NAMED_ENTITIES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_as_the_web_writes_them() {
        for (text, expected) in [
            ("salt &amp; pepper", "salt & pepper"),
            ("&amp;amp;", "&amp;"),
            ("&lt;b&gt;", "<b>"),
            ("caf&eacute; &pi; &CounterClockwiseContourIntegral;", "café π ∳"),
            ("&#8217;&#x2019;&#X2019;", "’’’"),
            ("&#146;&#150;", "’–"),
            ("&#8217 no semicolon", "’ no semicolon"),
            ("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&#;&#x;&;& &&", "&#;&#x;&;& &&"),
            ("R&D, AT&T", "R&D, AT&T"),
            ("&copy 2026", "© 2026"),
            ("?a=1&copy=2&region=3", "?a=1&copy=2&region=3"),
            ("&unknown; &ünder;", "&unknown; &ünder;"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn the_bare_names_are_sorted_and_known() {
        assert!(BARE.is_sorted());
        for name in BARE {
            assert!(lookup(name).is_some(), "{name}");
        }
    }
}
