//! Markup of any quality in, its tags out: a scanner that loses no tag to its neighbours.
//!
//! A conforming XML reader finds the end of a tag by balanced quotes, so one quote too many
//! costs the feeds around it. Lists are edited by hand and written by string pasting; here an
//! attribute's value ends where something follows that can follow a value. Entities other
//! than HTML's are left as they stand and none is ever defined by the document.

use html_escape::decode_html_entities;

/// How many quotes, and how many bytes, are considered as the end of one value.
const QUOTES_TRIED: usize = 32;
const BYTES_TRIED: usize = 8 << 10;
/// Longer names are no attribute names.
const NAME_LIMIT: usize = 64;

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<name …>` or `<name …/>`.
    Open {
        /// The local name in lower case.
        name: String,
        /// Names in lower case, prefix and all, with decoded values.
        attributes: Vec<(String, String)>,
        /// Whether it closes itself.
        empty: bool,
    },
    /// `</name>`: the local name in lower case.
    Close(String),
}

/// Iterates over the tags of a text.
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
    /// Sections whose end was looked for in vain; looking again would be quadratic.
    endless: [bool; 2],
    /// How many attribute values had no proper end.
    pub(super) mended: usize,
}

impl<'a> Tags<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, endless: [false; 2], mended: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips a section from its opening mark to its end; without an end, the mark alone.
    fn skip_section(&mut self, which: usize, open: &str, end: &str) {
        self.at += open.len();
        if self.endless[which] {
            return;
        }
        match self.rest().find(end) {
            Some(found) => self.at += found + end.len(),
            None => self.endless[which] = true,
        }
    }

    fn skip_past(&mut self, end: char) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |found| found + 1);
    }

    fn skip_blank(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Reads a name, which may be empty.
    fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn close(&mut self) -> Tag {
        self.at += 2;
        let name = local(self.name());
        self.skip_past('>');
        Tag::Close(name)
    }

    fn open(&mut self) -> Tag {
        self.at += 1;
        let name = local(self.name());
        let mut attributes = Vec::new();
        loop {
            self.skip_blank();
            let rest = self.rest();
            if rest.starts_with("/>") {
                self.at += 2;
                return Tag::Open { name, attributes, empty: true };
            }
            match rest.chars().next() {
                None | Some('<') => break,
                Some('>') => {
                    self.at += 1;
                    break;
                }
                Some(c) if is_name(c) => attributes.push(self.attribute()),
                Some(c) => self.at += c.len_utf8(),
            }
        }
        Tag::Open { name, attributes, empty: false }
    }

    fn attribute(&mut self) -> (String, String) {
        let name = self.name().to_lowercase();
        self.skip_blank();
        if !self.rest().starts_with('=') {
            return (name, String::new());
        }
        self.at += 1;
        self.skip_blank();
        let rest = self.rest();
        let value = if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let end = value_end(&rest[1..], quote);
            self.mended += usize::from(end.mended);
            self.at += 1 + end.next;
            &rest[1..=end.value]
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<'));
            let value = &rest[..end.unwrap_or(rest.len())];
            let value = value.strip_suffix('/').unwrap_or(value);
            self.at += value.len();
            value
        };
        (name, decode_html_entities(value).into_owned())
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            self.at += self.rest().find('<')?;
            let rest = self.rest();
            match rest[1..].chars().next() {
                _ if rest.starts_with("<!--") => self.skip_section(0, "<!--", "-->"),
                _ if rest.starts_with("<![CDATA[") => self.skip_section(1, "<![CDATA[", "]]>"),
                Some('!' | '?') => self.skip_past('>'),
                Some('/') => return Some(self.close()),
                Some(c) if c.is_alphabetic() || c == '_' => return Some(self.open()),
                _ => self.at += 1,
            }
        }
    }
}

/// Whether a tag of this local name stands anywhere near the beginning.
pub(super) fn has_tag(text: &str, wanted: &str) -> bool {
    let opens = |tag: Tag| matches!(tag, Tag::Open { name, .. } if name == wanted);
    Tags::of(text).take(64).any(opens)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// The name without its prefix, in lower case.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_lowercase()
}

/// Where a quoted value ends, counted from behind its opening quote.
struct End {
    /// The end of the value.
    value: usize,
    /// Where to read on.
    next: usize,
    /// Whether this is a guess.
    mended: bool,
}

fn value_end(text: &str, quote: char) -> End {
    let mut first = None;
    let mut from = 0;
    for _ in 0..QUOTES_TRIED {
        let Some(at) = text[from..].find(quote).map(|found| from + found) else { break };
        if at > BYTES_TRIED && first.is_some() {
            break;
        }
        if let Some(behind) = embedded_tag(text, from, at) {
            first.get_or_insert(at);
            from = behind;
            continue;
        }
        if may_follow_value(&text[at + 1..]) {
            return End { value: at, next: at + 1, mended: first.is_some() };
        }
        if first.is_none() {
            if let Some(end) = before_next_attribute(&text[..at]) {
                return End { value: end, next: end, mended: true };
            }
            first = Some(at);
        } else if text[from..at].contains("/>") {
            break;
        }
        from = at + 1;
    }
    if let Some(at) = first {
        return End { value: at, next: at + 1, mended: true };
    }
    let end = text.find(['<', '>', '\n']).unwrap_or(text.len());
    End { value: end, next: end, mended: true }
}

/// Where a tag ends whose attribute the quote at `at` opens: Plenary writes descriptions with
/// `<a href="https://…">` as they are. Quotes in such a tag end no value of ours.
fn embedded_tag(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = text[from..at].trim_end();
    let tag = &before[before.rfind('<')?..];
    let opens = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
    if !opens || !tag.ends_with('=') || tag.starts_with("<outline") {
        return None;
    }
    let end = text[at..].find(['>', '<']).filter(|end| *end <= BYTES_TRIED)?;
    text[at + end..].starts_with('>').then_some(at + end + 1)
}

/// Whether a value can have ended before this text: the tag's end, or another attribute.
fn may_follow_value(text: &str) -> bool {
    let rest = text.trim_start();
    if rest.is_empty() || rest.starts_with(['>', '<']) || rest.starts_with("/>") {
        return true;
    }
    let name = rest.char_indices().take(NAME_LIMIT).find(|(_, c)| !is_name(*c));
    name.is_some_and(|(end, _)| end > 0 && rest[end..].trim_start().starts_with('='))
}

/// A value without a closing quote swallows the next attribute's name: `"Blog xmlUrl=`.
/// Gives the end of the value proper.
fn before_next_attribute(swallowed: &str) -> Option<usize> {
    let name = swallowed.trim_end().strip_suffix('=')?.trim_end();
    let start = name.rfind(|c: char| !is_name(c))?;
    let gap = name[start..].chars().next().is_some_and(char::is_whitespace);
    let end = swallowed.find('>').filter(|end| *end < start).unwrap_or(start);
    (gap && start + 1 < name.len()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags(text: &str) -> Vec<String> {
        Tags::of(text)
            .map(|tag| match tag {
                Tag::Close(name) => format!("/{name}"),
                Tag::Open { name, attributes, empty } => {
                    let pairs = attributes.iter().map(|(name, value)| format!(" {name}={value}"));
                    format!("{name}{}{}", pairs.collect::<String>(), if empty { "/" } else { "" })
                }
            })
            .collect()
    }

    #[test]
    fn tags_good_and_bad() {
        for (text, expected) in [
            (r#"<a x="1" Y='2'>t</a>"#, &["a x=1 y=2", "/a"][..]),
            ("<a/><b />", &["a/", "b/"]),
            ("<p:a p:x='1'/>", &["a p:x=1/"]),
            ("<?xml version='1.0'?><!DOCTYPE a><a/>", &["a/"]),
            ("<!-- <b/> --><a/>", &["a/"]),
            ("<!-- never closed <a/>", &["a/"]),
            ("<![CDATA[<b/>]]><a/>", &["a/"]),
            ("1 < 2 <a/> <", &["a/"]),
            // Raw and encoded special characters.
            ("<a x='R&A'/>", &["a x=R&A/"]),
            ("<a x='?a=1&b=2&amp;c=3'/>", &["a x=?a=1&b=2&c=3/"]),
            ("<a x='arch&aelig;ology &#230; &nope;'/>", &["a x=archæology æ &nope;/"]),
            ("<a x='<b>bold</b>' y='1'/>", &["a x=<b>bold</b> y=1/"]),
            // Quotes missing, doubled, or inside.
            (r#"<a x="Say "hi" now" y="1"/>"#, &[r#"a x=Say "hi" now y=1/"#]),
            (r#"<a x="5" disk" y="1"/><b/>"#, &[r#"a x=5" disk y=1/"#, "b/"]),
            (r#"<a x="Blog y="1"/><b/>"#, &["a x=Blog y=1/", "b/"]),
            (r#"<outline x="Blog/> <outline y="1"/>"#, &["outline x=Blog/", "outline y=1/"]),
            (
                r#"<a x="By <a href="https://b.example/" rel="me">B</a>." y="1"/>"#,
                &[r#"a x=By <a href="https://b.example/" rel="me">B</a>. y=1/"#],
            ),
            (r#"<a x="a <b" y="1"/>"#, &["a x=a <b y=1/"]),
            (r#"<a x="1"y="2"/>"#, &["a x=1 y=2/"]),
            ("<a x=1 y=b/c z/>", &["a x=1 y=b/c z=/"]),
            (r#"<a x="1" <b y="2">"#, &["a x=1", "b y=2"]),
            ("<a x=\"1", &["a x=1"]),
            ("<a x=", &["a x="]),
            ("<a", &["a"]),
        ] {
            assert_eq!(tags(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(text in "[<>/='\"&;!\\-a\\[\\]? \u{e9}]{0,60}") {
            prop_assert!(Tags::of(&text).count() <= text.len());
        }
    }
}
