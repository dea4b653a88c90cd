//! References in, characters out: XML's own, HTML's names, numbers, and a document's own
//! entities within bounds.

use std::{borrow::Cow, collections::HashMap};

/// The most entities a document may declare; more are passed over.
const DECLARATIONS: usize = 512;
/// The longest replacement a declared entity may have once its own references are replaced.
const REPLACEMENT: usize = 4096;
/// How many bytes all uses of declared entities may write; then references stay as they are.
/// Together with `REPLACEMENT` it makes entity bombs (CVE-2003-1564 and its kin) harmless.
const BUDGET: usize = 1 << 18;
/// The longest name of a reference; an ampersand without a semicolon in reach is text.
const NAME: usize = 64;

/// Windows-1252 for the bytes 0x80 to 0x9F, which Latin-1 leaves to controls.
const HIGH: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// The character that a byte means in windows-1252.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The references of one document.
#[derive(Debug, Default)]
pub(super) struct Entities {
    declared: HashMap<String, String>,
    written: usize,
    undeclared: bool,
}

impl Entities {
    /// Takes the general entities from a document type's internal subset. External ones
    /// (`SYSTEM`, `PUBLIC`) and parameter entities are never looked at.
    pub(super) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1) {
            if self.declared.len() >= DECLARATIONS {
                return;
            }
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace)
            else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let Some(value) = rest[1..].split(quote).next() else { continue };
            if name == "%" || value.len() > REPLACEMENT || self.declared.contains_key(name) {
                continue;
            }
            let mut replacement = String::new();
            self.decode_within(value, &mut replacement, REPLACEMENT);
            // A replacement is itself read as content, where `&#38;` has become `&`.
            if replacement.contains('&') {
                let once = std::mem::take(&mut replacement);
                self.decode_within(&once, &mut replacement, REPLACEMENT);
            }
            if replacement.len() <= REPLACEMENT {
                self.declared.insert(name.to_owned(), replacement);
            }
        }
    }

    /// Whether names of HTML were used that the document does not declare.
    pub(super) fn undeclared(&self) -> bool {
        self.undeclared
    }

    /// Writes what `&name;` stands for; an unknown reference is written as it stands.
    pub(super) fn push(&mut self, name: &str, out: &mut String) {
        let known = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => {
                if let Some(number) = name.strip_prefix('#') {
                    push_number(number, out);
                    return;
                }
                if let Some(value) = self.declared.get(name) {
                    self.written += value.len() + 1;
                    if self.written <= BUDGET {
                        out.push_str(value);
                    }
                    return;
                }
                let named = named(name);
                self.undeclared |= named.is_some();
                named.unwrap_or("")
            }
        };
        if known.is_empty() {
            out.push('&');
            out.push_str(name);
            out.push(';');
        } else {
            out.push_str(known);
        }
    }

    /// A text with its references replaced, trimmed.
    pub(super) fn decoded<'v>(&mut self, text: &'v str) -> Cow<'v, str> {
        let text = text.trim();
        if memchr::memchr(b'&', text.as_bytes()).is_none() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        self.decode_within(text, &mut out, usize::MAX);
        Cow::Owned(out)
    }

    fn decode_within(&mut self, text: &str, out: &mut String, limit: usize) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if out.len() > limit {
                return;
            }
            match reference(rest) {
                Some(name) => {
                    self.push(name, out);
                    rest = &rest[name.len() + 1..];
                }
                None => out.push('&'),
            }
        }
        out.push_str(rest);
    }
}

/// The name of the reference that begins here, after its ampersand.
fn reference(text: &str) -> Option<&str> {
    let window = &text.as_bytes()[..text.len().min(NAME)];
    let end = window.iter().position(|b| {
        !(b.is_ascii_alphanumeric() || matches!(b, b'#' | b'_' | b'-' | b'.' | b':'))
    })?;
    (end > 0 && window[end] == b';').then(|| &text[..end])
}

/// What HTML calls by this name (not quick-xml's table, whose names are out of step).
pub(super) fn named(name: &str) -> Option<&'static str> {
    let table = &html_escape::NAMED_ENTITIES;
    let at = table.binary_search_by_key(&name.as_bytes(), |(key, _)| key).ok()?;
    Some(table[at].1)
}

/// Writes the character of a number such as `169` or `xA9`. Numbers of windows-1252 mean what
/// their writers meant (HTML, numeric character reference end state); those of no character
/// that text may hold leave nothing.
fn push_number(number: &str, out: &mut String) {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let Ok(code) = code else { return };
    match code {
        9 | 10 | 13 => out.push(char::from(code as u8)),
        0..32 | 127 | 0xfffe | 0xffff => {}
        0x80..=0x9f => out.push(windows_1252(code as u8)),
        _ => out.extend(char::from_u32(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        let mut entities = Entities::default();
        entities.declare(
            "rss [<!ENTITY shop \"Tea &amp; Co\"> <!ENTITY sign '&shop; &#169;'>
              <!ENTITY far SYSTEM \"http://far.example/x\"> <!ENTITY % p \"q\">]",
        );
        for (text, expected) in [
            ("a &amp; b", "a & b"),
            ("&eacute;t&#233; &#xe9; &#146;", "\u{e9}t\u{e9} \u{e9} \u{2019}"),
            ("AT&T & &nosuch; &", "AT&T & &nosuch; &"),
            ("&#0;&#xD800;&#1114112;&#99999999999;!", "!"),
            ("&sign; &far;", "Tea & Co \u{a9} &far;"),
            ("&pi;", "\u{3c0}"),
        ] {
            assert_eq!(entities.decoded(text), expected, "{text}");
        }
    }

    #[test]
    fn entity_bombs_fizzle() {
        use std::fmt::Write;
        let mut doctype = String::from("x [<!ENTITY a0 \"laughlaughlaughlaugh\">");
        for level in 1..20 {
            let uses = format!("&a{};", level - 1).repeat(50);
            write!(doctype, "<!ENTITY a{level} \"{uses}\">").expect("a string takes all");
        }
        let mut entities = Entities::default();
        entities.declare(&doctype);
        let many = "&a19;".repeat(10_000);
        let out = entities.decoded(&many);
        assert!(out.len() <= BUDGET, "{}", out.len());
    }
}
