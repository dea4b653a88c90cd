//! A [`Document`] in, a [`Feed`] out: what it said, nothing invented,
//! nothing lost that a person could read.

mod base64;
mod channel;
mod date;
mod decode;
mod element;
mod entities;
mod entry;
mod examine;
mod finish;
mod growth;
mod html;
mod json;
mod labels;
mod markup;
mod modules;
mod name;
mod person;
mod quotes;
mod ranked;
mod repair;
pub mod report;
mod scope;
mod second;
mod sniff;
#[cfg(test)]
mod tests;
mod text;
mod twice;
mod urls;
mod xml;

pub use examine::{Examined, examine};

use crate::model::{Document, Feed, Parsed};

/// Why a document yields no feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Nothing but white space and comments.
    #[error("the document is empty")]
    Empty,
    /// A page for people; it may name a feed.
    #[error("this is a web page, not a feed")]
    Page,
    /// Anything else.
    #[error("this is neither RSS nor Atom nor JSON Feed")]
    NoFeed,
}

impl ParseError {
    /// A stable name in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-document",
            Self::Page => "html-page",
            Self::NoFeed => "no-feed",
        }
    }
}

/// The most entries taken from one document.
const ENTRIES: usize = 50_000;

/// Names of repairs, each once, in order of use.
#[derive(Debug, Default)]
struct Mended {
    names: Vec<&'static str>,
}

impl Mended {
    fn note(&mut self, name: &'static str) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    #[cfg(test)]
    fn names(&self) -> &[&'static str] {
        &self.names
    }
}

/// Reads a document of any kind that the web serves as a feed.
pub fn parse(document: &Document) -> Result<Parsed, ParseError> {
    let mut mended = Mended::default();
    let body = decode::unpack(&document.body, &mut mended);
    let decoded = decode::text(&body, document.content_type.as_deref(), &mut mended);
    let text = repair::characters(decoded.text, &mut mended);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    let literal = repair::literal(text);
    if literal.is_some() {
        mended.note("string-literal");
    }
    let text = literal.as_deref().unwrap_or(text);
    let base = finish::document_base(document);
    let mut found = read(text, base.as_deref(), &mut mended);
    if !found.is_feed {
        found.feed = another(text, &mut mended).ok_or(if found.is_page {
            ParseError::Page
        } else if says_nothing(text) {
            ParseError::Empty
        } else {
            ParseError::NoFeed
        })?;
    }
    if found.cut {
        mended.note("cut-entry");
    }
    finish::finish(&mut found.feed, document, base.as_deref());
    Ok(Parsed { feed: found.feed, mended: mended.names })
}

/// Whether there is nothing but comments and declarations.
fn says_nothing(text: &str) -> bool {
    let mut rest = text;
    loop {
        let closed = |close: &str| rest.find(close).map(|end| &rest[end + close.len()..]);
        let after = if rest.starts_with("<!--") {
            closed("-->")
        } else if rest.starts_with("<?") {
            closed("?>")
        } else {
            return rest.is_empty();
        };
        rest = after.unwrap_or_default().trim_start();
    }
}

/// What can still be done for a document in which no feed was found: JSON after junk, or
/// whatever feed-rs makes of it.
fn another(text: &str, mended: &mut Mended) -> Option<Feed> {
    let object = text.find('{').and_then(|at| json::read(&text[at..], mended));
    if object.is_some() {
        mended.note("leading-junk");
        return object;
    }
    let feed = second::read(text)?;
    mended.note("second-reader");
    Some(feed)
}

/// Reads JSON or XML; damaged XML is repaired and read again, as is what says in the course of it
/// where it lies.
fn read(text: &str, base: Option<&str>, mended: &mut Mended) -> channel::Found {
    if text.starts_with(['{', '['])
        && let Some(feed) = json::read(text, mended)
    {
        return channel::Found { feed, is_feed: true, ..channel::Found::default() };
    }
    let mut reader = xml::Reader::new(text, base.map(str::to_owned), true);
    let found = channel::read(&mut reader);
    if base.is_none()
        && reader.lacks_base()
        && let Some(site) = finish::site_base(&found.feed, None)
    {
        return read(text, Some(&site), mended);
    }
    if !reader.damaged() {
        reader.repairs().for_each(|name| mended.note(name));
        return found;
    }
    let repaired = repair::markup(text, mended);
    let mut reader = xml::Reader::new(&repaired, base.map(str::to_owned), false);
    let found = channel::read(&mut reader);
    reader.repairs().for_each(|name| mended.note(name));
    found
}
