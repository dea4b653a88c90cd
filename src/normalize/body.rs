//! What an entry says in its content and description in; summary, HTML and plain text out.

use std::borrow::Cow;

use super::{
    address::{Base, Room},
    boilerplate::{self, Ending},
    html::{Page, decode},
    summary::{LIMIT, sentences, shorten, shorten_elided},
    text::{boundary, line, says_the_same},
};
use crate::model::{Entry, Html, Text, TextKind};

/// How many of the forms an entry gives its content in are tried for one that says something.
const FORMS: usize = 8;
/// A description of more characters is no summary but the article.
const SUMMARY: usize = LIMIT;

/// An entry's texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Plain text of at most 500 characters.
    pub(super) summary: Option<String>,
    /// The content as HTML.
    pub(super) html: Option<Html>,
    /// The content, or else the description, as plain text.
    pub(super) text: Option<String>,
    /// The first picture in either.
    pub(super) picture: Option<String>,
}

/// One form of an entry's text, read and without its tail.
struct Reading {
    page: Page,
    ending: Ending,
    kind: TextKind,
}

impl Reading {
    fn of(text: &Text, title: &str, outer: &[Option<&str>], room: &Room) -> Option<Self> {
        let own = std::iter::once(text.base.as_deref());
        let base = Base::new(own.chain(outer.iter().copied())).within(room);
        let value = unescaped(text);
        let kind = kind(&value, text.kind);
        let mut page = match kind {
            TextKind::Html => Page::read(&value, &base),
            TextKind::Plain => Page::of_plain(&value),
        };
        let ending = boilerplate::ending(&page.text, &page.links, title);
        if ending.keep < page.text.len() {
            page.cut(ending.keep);
        }
        if page.text.is_empty() {
            page.text = std::mem::take(&mut page.captions);
        }
        (!page.is_blank()).then_some(Self { page, ending, kind })
    }

    /// Whether a description is the article itself: long, or HTML worth keeping (pictures, links,
    /// paragraphs) that does not point to a rest elsewhere.
    fn is_article(&self) -> bool {
        let page = &self.page;
        let long = page.text.chars().nth(SUMMARY).is_some();
        let rich = page.has_media || !page.links.is_empty() || page.paragraphs.len() > 1;
        self.kind == TextKind::Html && (long || rich && !self.ending.teaser)
    }

    /// The text cut to a summary; dots and dashes alone say nothing.
    fn summary(&self) -> Option<String> {
        let text = line(&self.page.text[..boundary(&self.page.text, LIMIT * 8)]);
        let short =
            if self.ending.elided { shorten_elided(&text, LIMIT) } else { shorten(&text, LIMIT) };
        short.contains(|c: char| !c.is_ascii_punctuation() && c != '…').then_some(short)
    }

    /// A summary drawn from the running sentences.
    fn drawn_summary(&self, title: &str) -> Option<String> {
        let short = shorten(&sentences(&self.page, title), LIMIT);
        (!short.is_empty()).then_some(short)
    }

    fn html(self) -> Option<Html> {
        let markup = self.page.markup.trim();
        (!markup.is_empty()).then(|| Html::sanitized(markup.to_owned()))
    }
}

/// How a text is to be read. One that is called plain but is an element from end to end was
/// labelled wrongly, as Atom's default (`text`) makes easy; so was one that is HTML with only its
/// tags taken out, as Blogger's short summaries are.
fn kind(value: &str, said: TextKind) -> TextKind {
    if is_element(value) || is_stripped(value) { TextKind::Html } else { said }
}

/// Whether a text without tags has no-break spaces after its words as references, which nobody
/// writes into plain text.
fn is_stripped(value: &str) -> bool {
    let clings = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | ';' | '!' | '?');
    !value.contains('<')
        && value.match_indices("&nbsp;").any(|(at, _)| value[..at].ends_with(clings))
}

/// The value of a text. HTML without a tag that has HTML escaped in it from end to end was
/// escaped once too often.
fn unescaped(text: &Text) -> Cow<'_, str> {
    let value = text.value.trim();
    let suspect = text.kind == TextKind::Html
        && value.starts_with("&lt;")
        && value.ends_with("&gt;")
        && !value.contains('<');
    match suspect.then(|| decode(value)) {
        Some(decoded) if is_element(&decoded) => Cow::Owned(decoded.into_owned()),
        _ => Cow::Borrowed(&text.value),
    }
}

/// Whether a text is an element of HTML, or several, from end to end.
fn is_element(value: &str) -> bool {
    let value = value.trim();
    let wrapped =
        ["<p", "<div", "<ul", "<ol", "<table", "<blockquote", "<figure", "<h1", "<h2", "<h3"]
            .iter()
            .any(|tag| {
                value.starts_with(tag) && !value[tag.len()..].starts_with(char::is_alphanumeric)
            });
    wrapped && value.ends_with('>') && value.contains("</")
}

/// Reads an entry's texts; relative addresses are resolved against `bases`, innermost first.
pub(super) fn body(entry: &Entry, title: &str, bases: &[Option<&str>], room: &Room) -> Body {
    let read = |text: &Text| Reading::of(text, title, bases, room);
    let content = entry.contents.iter().take(FORMS).find_map(read);
    let description = entry.summary.as_ref().and_then(read);
    let picture = [&content, &description]
        .into_iter()
        .flatten()
        .find_map(|reading| reading.page.picture.clone());
    let (summary, whole) = match (content, description) {
        (Some(content), Some(description)) => {
            // A description that only repeats the title says less than the content's sentences.
            let repeats = says_the_same(&description.page.text, title);
            let own = if repeats { None } else { description.summary() };
            (own.or_else(|| content.drawn_summary(title)), Some(content))
        }
        (Some(content), None) => (content.drawn_summary(title), Some(content)),
        (None, Some(description)) if description.is_article() => {
            (description.drawn_summary(title), Some(description))
        }
        (None, Some(description)) => {
            let text = Some(description.page.text.clone()).filter(|text| !text.is_empty());
            return Body { summary: description.summary(), html: None, text, picture };
        }
        (None, None) => (None, None),
    };
    let text = whole.as_ref().map(|w| w.page.text.clone()).filter(|text| !text.is_empty());
    Body { summary, html: whole.and_then(Reading::html), text, picture }
}

#[cfg(test)]
mod tests;
