//! HTML in, its tags and texts in order out. Any text is read, each byte once.

use std::borrow::Cow;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Characters, references resolved.
    Text(Cow<'a, str>),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag's name in lower case.
    Close(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name in lower case.
    pub(super) name: String,
    attributes: &'a str,
}

/// The tokens of an HTML text.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Takes so many bytes.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    fn text(&mut self, bytes: usize) -> Token<'a> {
        Token::Text(html_escape::decode_html_entities(self.take(bytes)))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest;
            let after = rest.strip_prefix('<').map(|after| after.chars().next());
            match after {
                None if rest.is_empty() => return None,
                None => return Some(self.text(rest.find('<').unwrap_or(rest.len()))),
                Some(Some('!' | '?')) => {
                    let (end, length) =
                        if rest.starts_with("<!--") { ("-->", 3) } else { (">", 1) };
                    self.take(rest.find(end).map_or(rest.len(), |at| at + length));
                }
                Some(Some('/')) => {
                    let tag = self.take(rest.find('>').map_or(rest.len(), |at| at + 1));
                    return Some(Token::Close(name(&tag[2..])));
                }
                Some(Some(c)) if c.is_ascii_alphabetic() => {
                    // Without an end it is no tag; nor can anything after it be one.
                    let Some(end) = end_of_tag(rest) else { return Some(self.text(rest.len())) };
                    let tag = &self.take(end)[1..end - 1];
                    let name = name(tag);
                    let attributes = &tag[name.len()..];
                    return Some(Token::Open(Tag { name, attributes }));
                }
                Some(_) => {
                    let end = rest[1..].find('<').map_or(rest.len(), |at| at + 1);
                    return Some(self.text(end));
                }
            }
        }
    }
}

/// The name that a text begins with, in lower case.
fn name(text: &str) -> String {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text[..end].to_ascii_lowercase()
}

/// Where a start tag ends, a `>` in a quoted value not counting.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

impl<'a> Tag<'a> {
    /// The value of an attribute, if it is there and not empty.
    pub(super) fn attribute(&self, wanted: &str) -> Option<Cow<'a, str>> {
        let value = html_escape::decode_html_entities(self.given(wanted)?);
        Some(value).filter(|value| !value.trim().is_empty())
    }

    /// Whether an attribute is there, with a value or without.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.given(wanted).is_some()
    }

    /// The value of an attribute as it is written, empty for one without.
    fn given(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || "=/".contains(c));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            let assigned = after.trim_start().strip_prefix('=');
            if name.is_empty() && assigned.is_none() {
                return None;
            }
            let (value, after) =
                assigned.map_or(("", after), |assigned| value(assigned.trim_start()));
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// An attribute's value, quoted or bare, and what follows.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next().filter(|quote| "\"'".contains(*quote)) {
        Some(quote) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> Vec<String> {
        Tokens::of(html)
            .map(|token| match token {
                Token::Text(text) => text.into_owned(),
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn tags_and_texts() {
        for (html, expected) in [
            ("<P class=x>a &amp; b</P >", vec!["<p>", "a & b", "</p>"]),
            ("a<br/>b<!-- <p> -->c<!doctype html>", vec!["a", "<br>", "b", "c"]),
            ("1 < 2 <3", vec!["1 ", "< 2 ", "<3"]),
            ("<a href='x>y'>z", vec!["<a>", "z"]),
            ("<a href=\"x", vec!["<a href=\"x"]),
            ("<", vec!["<"]),
            ("</", vec!["</>"]),
            ("x<!-- never closed", vec!["x"]),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes() {
        let html =
            "<img/ALT = 'a &lt; b' src=https://a.example/x?y=1 hidden title=\"\" width=\"1\">";
        let Some(Token::Open(tag)) = Tokens::of(html).next() else { panic!("a tag") };
        assert_eq!(tag.attribute("alt").as_deref(), Some("a < b"));
        assert_eq!(tag.attribute("src").as_deref(), Some("https://a.example/x?y=1"));
        assert_eq!(tag.attribute("width").as_deref(), Some("1"));
        assert_eq!(tag.attribute("title"), None);
        assert_eq!(tag.attribute("hidden"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in any::<String>(), tags in "(</?[a-z!]{0,2}|[ ='\"/>&]|--){0,40}") {
            for html in [html, tags] {
                for token in Tokens::of(&html) {
                    if let Token::Open(tag) = token {
                        tag.attribute("a");
                    }
                }
            }
        }
    }
}
