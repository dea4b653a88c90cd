//! HTML in, its tags and texts out, one after the other, each byte looked at a bounded number
//! of times whatever is unclosed.

use memchr::memchr;

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalize) enum Token<'a> {
    /// Characters, references not yet decoded.
    Text(&'a str),
    /// A start tag: its name as written and what follows the name.
    Open(&'a str, &'a str),
    /// An end tag.
    Close(&'a str),
}

/// The tokens of a text. Comments, declarations and processing instructions are passed over.
#[derive(Clone, Debug)]
pub(in crate::normalize) struct Tokens<'a> {
    rest: &'a str,
    /// Whether a `>` within quotes belongs to an attribute. Given up for good at the first tag
    /// that then would not end, so that a lost quote costs one tag and never a second search.
    quotes: bool,
    /// Whether a comment's end was not found, with the same effect.
    endless_comment: bool,
    /// Whether no `>` is left.
    endless_tag: bool,
    /// Whether a `<![CDATA[` was passed whose end is to be passed over too.
    cdata: bool,
}

impl<'a> Tokens<'a> {
    pub(in crate::normalize) fn new(html: &'a str) -> Self {
        Self { rest: html, quotes: true, endless_comment: false, endless_tag: false, cdata: false }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Passes over everything up to and including the end tag of this name (ASCII lower case),
    /// without reading it as HTML; `false`, and nothing passed, if there is none.
    pub(super) fn skip_past_end(&mut self, name: &str) -> bool {
        let Some(at) = find_end_tag(self.rest, name) else { return false };
        let tag = &self.rest[at..];
        self.rest = memchr(b'>', tag.as_bytes()).map_or("", |end| &tag[end + 1..]);
        true
    }

    /// Passes over all that is left.
    pub(super) fn skip_all(&mut self) {
        self.rest = "";
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Text up to the next `<` that is not at the very start.
    fn text(&mut self) -> &'a str {
        let skip = self.rest.chars().next().map_or(0, char::len_utf8);
        let next = memchr(b'<', &self.rest.as_bytes()[skip..]);
        let end = next.map_or(self.rest.len(), |at| at + skip);
        if self.cdata
            && let Some(at) = self.rest[..end].find("]]>")
        {
            self.cdata = false;
            let text = self.take(at);
            self.take("]]>".len());
            return text;
        }
        self.take(end)
    }

    fn open(&mut self) -> Option<Token<'a>> {
        let body = &self.rest[1..];
        let end = self.tag_end(body)?;
        let tag = &body[..end];
        let name = pass(tag.as_bytes(), 0, |b| !b.is_ascii_whitespace() && b != b'/');
        self.take(1 + end + 1);
        Some(Token::Open(&tag[..name], &tag[name..]))
    }

    /// Where the `>` of the tag is.
    fn tag_end(&mut self, body: &str) -> Option<usize> {
        if self.quotes {
            if let Some(end) = quoted_tag_end(body) {
                return Some(end);
            }
            self.quotes = false;
        }
        self.first_end(body)
    }

    /// The first `>`, looked for in vain only once.
    fn first_end(&mut self, body: &str) -> Option<usize> {
        if self.endless_tag {
            return None;
        }
        let end = memchr(b'>', body.as_bytes());
        self.endless_tag = end.is_none();
        end
    }

    fn close(&mut self) -> Option<Token<'a>> {
        let body = &self.rest[2..];
        let end = self.first_end(body)?;
        let name = body[..end].split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
        self.take(2 + end + 1);
        Some(Token::Close(name))
    }

    /// Passes over a comment or declaration; `false` if it is none.
    fn declaration(&mut self) -> bool {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            if !self.endless_comment {
                if let Some(end) = comment.find("-->") {
                    self.rest = &comment[end + 3..];
                    return true;
                }
                self.endless_comment = true;
            }
        } else if let Some(text) = self.rest.strip_prefix("<![CDATA[") {
            // Left over from XML that was wrapped twice; what is inside was meant to be read.
            self.cdata = true;
            self.rest = text;
            return true;
        } else if !is_declaration(self.rest) {
            // Browsers would hide what follows.
            return false;
        }
        let end = self.first_end(self.rest);
        if let Some(end) = end {
            self.take(end + 1);
        }
        end.is_some()
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let mut bytes = self.rest.bytes();
            if bytes.next()? != b'<' {
                break;
            }
            let token = match (bytes.next(), bytes.next()) {
                (Some(b'a'..=b'z' | b'A'..=b'Z'), _) => self.open(),
                (Some(b'/'), Some(b'a'..=b'z' | b'A'..=b'Z')) => self.close(),
                (Some(b'!' | b'?'), _) | (Some(b'/'), Some(b'>')) => {
                    if self.declaration() {
                        continue;
                    }
                    None
                }
                _ => None,
            };
            if token.is_some() {
                return token;
            }
            // A tag that never ends, or a less-than sign.
            break;
        }
        Some(Token::Text(self.text()))
    }
}

/// Whether what begins with `<!` or `<?` is a document type, one of Microsoft's conditions
/// (`<![if !mso]>`) or an instruction, and no slip of a writer.
fn is_declaration(text: &str) -> bool {
    let Some(text) = text.strip_prefix("<!") else { return true };
    ["doctype", "[if", "[endif", "[cdata["].iter().any(|word| {
        text.as_bytes().get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// The end of a tag whose attribute values may hold `>` within quotes.
fn quoted_tag_end(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut at = 0;
    let mut value = false;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            quote @ (b'"' | b'\'') if value => {
                at += 1 + memchr(*quote, &bytes[at + 1..])?;
                value = false;
            }
            b'=' => value = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => value = false,
        }
        at += 1;
    }
}

/// Where `</name` begins, whatever its case.
fn find_end_tag(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        let tag = &html.as_bytes()[at + 2..];
        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
            && !tag.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// The attributes in the rest of a start tag: names as written, values not yet decoded.
pub(super) fn attributes(rest: &str) -> impl Iterator<Item = (&str, &str)> {
    // Every place it stops at is an ASCII character or the end.
    let bytes = rest.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at = pass(bytes, at, |b| b.is_ascii_whitespace() || b == b'/');
        if at == bytes.len() {
            return None;
        }
        let start = at;
        // A name may begin with `=`, as browsers read it.
        at = pass(bytes, at + 1, |b| !b.is_ascii_whitespace() && b != b'/' && b != b'=');
        let name = &rest[start..at];
        at = pass(bytes, at, |b| b.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            return Some((name, ""));
        }
        at = pass(bytes, at + 1, |b| b.is_ascii_whitespace());
        let start = at;
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(at) {
            let inside = &bytes[start + 1..];
            let length = memchr(*quote, inside).unwrap_or(inside.len());
            at = (start + 1 + length + 1).min(bytes.len());
            return Some((name, &rest[start + 1..][..length]));
        }
        at = pass(bytes, at, |b| !b.is_ascii_whitespace());
        Some((name, &rest[start..at]))
    })
}

/// The first place from `at` on whose byte is not wanted.
fn pass(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().position(|b| !wanted(*b)).map_or(bytes.len(), |passed| at + passed)
}

#[cfg(test)]
mod tests {
    use super::{Token::*, *};

    #[test]
    fn tags_and_texts() {
        for (html, expected) in [
            ("a<b>c</b>", vec![Text("a"), Open("b", ""), Text("c"), Close("b")]),
            ("<a href='x>y'>z", vec![Open("a", " href='x>y'"), Text("z")]),
            ("1 < 2 <3 <", vec![Text("1 "), Text("< 2 "), Text("<3 "), Text("<")]),
            ("<br/>x", vec![Open("br", "/"), Text("x")]),
            ("<!-- <b> -->x<?php echo ?>y", vec![Text("x"), Text("y")]),
            ("<!-- no end>x", vec![Text("x")]),
            ("<!DOCTYPE html><![if !mso]>x<![endif]>", vec![Text("x")]),
            ("<! no tag <b>", vec![Text("<! no tag "), Open("b", "")]),
            ("<![CDATA[x<i>]]>y", vec![Text("x"), Open("i", ""), Text(""), Text("y")]),
            ("x<p clas", vec![Text("x"), Text("<p clas")]),
            ("<a b=\">x</a>", vec![Open("a", " b=\""), Text("x"), Close("a")]),
            ("<p\n>x</P >", vec![Open("p", "\n"), Text("x"), Close("P")]),
        ] {
            assert_eq!(Tokens::new(html).collect::<Vec<_>>(), expected, "{html}");
        }
    }

    #[test]
    fn attributes_quoted_bare_and_broken() {
        for (tag, expected) in [
            (" href=\"a b\" title='c'", vec![("href", "a b"), ("title", "c")]),
            (" width=10/ ", vec![("width", "10/")]),
            (" checked a = 1", vec![("checked", ""), ("a", "1")]),
            ("/", vec![]),
            (" x=\"no end", vec![("x", "no end")]),
            (" ==y", vec![("=", "y")]),
        ] {
            assert_eq!(attributes(tag).collect::<Vec<_>>(), expected, "{tag}");
        }
    }

    #[test]
    fn raw_ends_are_found_in_any_case() {
        let mut tokens = Tokens::new("if (a </b) </scripty> </SCRIPT\n>after");
        assert!(tokens.skip_past_end("script"));
        assert_eq!(tokens.next(), Some(Text("after")));
        assert!(!tokens.skip_past_end("script"));
    }
}
