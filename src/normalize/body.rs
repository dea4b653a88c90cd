//! What an entry says in its content and description in; summary, HTML and plain text out.

use std::borrow::Cow;

use super::{
    address::{Base, Room},
    boilerplate::{self, Ending},
    html::{Page, Place, decode},
    summary::{
        LIMIT, declared, first_line, is_address, sentences, shorten, shorten_elided, trimmed,
    },
    text::{boundary, is_glued, line, says_the_same},
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
    /// What an entry without a title could be called: the heading that its text begins with, or
    /// who posted its picture.
    pub(super) heading: Option<String>,
}

/// What is known of an entry before its texts are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// Its title; empty if it has none.
    pub(super) title: &'a str,
    /// What relative addresses are resolved against, innermost first.
    pub(super) bases: &'a [Option<&'a str>],
    /// The addresses of its page, its site and its comments, as the document gives them: never the address it
    /// came from, or one article would have two texts when its feed moves.
    pub(super) own: &'a [Option<&'a str>],
    /// How much is left for addresses made of a base.
    pub(super) room: &'a Room,
}

/// One form of an entry's text, read and without its tail.
struct Reading {
    page: Page,
    ending: Ending,
    kind: TextKind,
    /// What was cut, if that was all and goes on with a picture.
    said: Option<String>,
}

impl Reading {
    fn of(text: &Text, about: &About<'_>) -> Option<Self> {
        let About { title, bases, own, room } = *about;
        let outer = bases.iter().copied();
        let base = Base::new(std::iter::once(text.base.as_deref()).chain(outer)).within(room);
        let value = unescaped(text);
        let kind = kind(&value, text.kind);
        let mut page = match kind {
            TextKind::Html => Page::read(&value, &base),
            TextKind::Plain => Page::of_plain(&value),
        };
        if is_nothing(&page.text) {
            page.cut(0);
        }
        // In a listing, a style sheet is what the article is about.
        let runs = page.paragraphs.last().is_some_and(|last| last.place == Place::Running);
        if let Some(keep) = boilerplate::stylesheet(&page.text).filter(|_| runs) {
            page.cut(page.text[..keep].trim_end().len());
        }
        let ending = boilerplate::ending(&page.text, &page.links, title, own);
        // "Ada Stone posted a photo:" is all that a picture without a title is called.
        let said = page.text.trim().strip_suffix(':').filter(|_| ending.keep == 0);
        let said = said.map(|said| line(&said[..boundary(said, SUMMARY * 4)]));
        if ending.keep < page.text.len() {
            page.cut(ending.keep);
        }
        if page.text.is_empty() && !says_the_same(&page.captions, title) {
            page.text = std::mem::take(&mut page.captions);
        }
        (!page.is_blank()).then_some(Self { page, ending, kind, said })
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
    fn summary(&self, title: &str) -> Option<String> {
        let text = declared(&self.page, title);
        let text = trimmed(&text);
        let short =
            if self.ending.elided { shorten_elided(text, LIMIT) } else { shorten(text, LIMIT) };
        let says = short.contains(|c: char| !c.is_ascii_punctuation() && c != '…');
        (says && !is_address(&short)).then_some(short)
    }

    /// A summary drawn from the running sentences.
    fn drawn_summary(&self, title: &str) -> Option<String> {
        let text = sentences(&self.page, title);
        let short = shorten(trimmed(&text), LIMIT);
        (short.contains(char::is_alphanumeric) && !is_address(&short)).then_some(short)
    }

    /// The heading that the text begins with, what stood before the picture that is all, or a
    /// first line that its author broke by hand.
    fn heading(&self) -> Option<String> {
        let first = self.page.paragraphs.first().filter(|p| p.place == Place::Heading);
        let text = first.and_then(|first| self.page.text[first.start..].lines().next());
        let short = |text: &str| line(&text[..boundary(text, SUMMARY * 4)]);
        let broken = || first_line(&self.page).map(line);
        text.map(short).or_else(|| self.said.clone()).or_else(broken)
    }

    fn html(self) -> Option<Html> {
        let markup = self.page.markup.trim();
        (!markup.is_empty()).then(|| Html::sanitized(markup.to_owned()))
    }
}

/// Whether a text is what a program writes that has none.
fn is_nothing(value: &str) -> bool {
    let value = value.trim();
    ["null", "undefined", "no description", "no description available"]
        .iter()
        .any(|nothing| value.trim_end_matches('.').eq_ignore_ascii_case(nothing))
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
        _ if text.kind == TextKind::Html => twice_escaped_in_part(&text.value),
        _ => Cow::Borrowed(&text.value),
    }
}

/// HTML whose frame was made by a program that escaped the article in it once more: a text of the
/// frame that begins with an escaped block and holds at least two, or a heading, is undone. Articles about HTML
/// have their tags in `code`, or words before them.
fn twice_escaped_in_part(html: &str) -> Cow<'_, str> {
    const BLOCKS: &[&str] = &["h1", "h2", "h3", "p", "div", "ul", "ol", "blockquote"];
    if !html.contains("&lt;/") || html.contains("<code") || html.contains("<pre") {
        return Cow::Borrowed(html);
    }
    let closed = |text: &str| {
        BLOCKS.iter().map(|name| text.matches(&format!("&lt;/{name}&gt;")).count()).sum::<usize>()
    };
    let begins = |text: &str| {
        let name = text.trim_start().strip_prefix("&lt;");
        name.is_some_and(|name| {
            BLOCKS.iter().any(|b| name.strip_prefix(b).is_some_and(|rest| rest.starts_with("&gt;")))
        })
    };
    let mut undone = String::with_capacity(html.len());
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        let least = if text.trim_start().starts_with("&lt;h") { 1 } else { 2 };
        let twice = begins(text) && closed(text) >= least;
        undone.push_str(&if twice { decode(text) } else { Cow::Borrowed(text) });
        let tag = after.find('>').map_or(after.len(), |at| at + 1);
        undone.push_str(&after[..tag]);
        rest = &after[tag..];
    }
    Cow::Owned(undone)
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

/// Reads an entry's texts.
pub(super) fn body(entry: &Entry, about: &About<'_>) -> Body {
    let title = about.title;
    let read = |text: &Text| Reading::of(text, about);
    let content = entry.contents.iter().take(FORMS).find_map(read);
    let description = entry.summary.as_ref().and_then(read);
    let picture = [&content, &description]
        .into_iter()
        .flatten()
        .find_map(|reading| reading.page.picture.clone());
    let heading = [&content, &description].into_iter().flatten().find_map(Reading::heading);
    let (summary, whole) = match (content, description) {
        (Some(content), Some(description)) => {
            // A description that only repeats the title says less than the content's sentences.
            let repeats = says_the_same(&description.page.text, title);
            // An excerpt made by dropping tags has lost the breaks that the content has.
            let glued = is_glued(&description.page.text, &content.page.text);
            let own = if repeats || glued { None } else { description.summary(title) };
            (own.or_else(|| content.drawn_summary(title)), Some(content))
        }
        (Some(content), None) => (content.drawn_summary(title), Some(content)),
        (None, Some(description)) if description.is_article() => {
            (description.drawn_summary(title), Some(description))
        }
        (None, Some(description)) => {
            let text = Some(description.page.text.clone()).filter(|text| !text.is_empty());
            return Body {
                summary: description.summary(title),
                html: None,
                text,
                picture,
                heading,
            };
        }
        (None, None) => (None, None),
    };
    let text = whole.as_ref().map(|w| w.page.text.clone()).filter(|text| !text.is_empty());
    Body { summary, html: whole.and_then(Reading::html), text, picture, heading }
}

#[cfg(test)]
mod tests;
