//! The content of an element in, a [`Text`] out: what it says, and whether that is markup.

use super::{
    base64, date, decode, html,
    markup::Markup,
    name::{Name, Ns},
    sniff::is_html,
    urls,
    xml::{Event, Reader, Tag},
};
use crate::model::{Text, TextKind, Timestamp};

/// What an element held.
#[derive(Debug, Default)]
pub(super) struct Captured {
    /// The characters, with naked elements written out as HTML.
    pub(super) value: String,
    /// Whether there were naked elements.
    pub(super) markup: bool,
}

/// How the value of a text construct is to be read, by its attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Declared {
    /// Nothing is said, or nothing that is believed.
    Silent,
    Plain,
    Html,
    /// Elements are content; a `div` around them is not (RFC 4287 section 3.1.1.3).
    Xhtml,
    /// Elements are content.
    Inline,
    Base64,
}

/// Elements that cannot lie in a line of text, only follow it.
fn ends_line(name: &Name) -> bool {
    ends_block(name)
        || (name.ns == Ns::Core
            && matches!(
                name.local(),
                b"link" | b"title" | b"id" | b"summary" | b"author" | b"category" | b"comments"
            ))
}

/// Elements that cannot lie in a block of HTML, only follow it; `title`, `link`, `source` and
/// `summary` are HTML's too.
fn ends_block(name: &Name) -> bool {
    match name.ns {
        Ns::Core => matches!(
            name.local(),
            b"item"
                | b"entry"
                | b"channel"
                | b"pubdate"
                | b"guid"
                | b"lastbuilddate"
                | b"description"
                | b"enclosure"
                | b"published"
                | b"updated"
                | b"content"
        ),
        Ns::Dc | Ns::Content | Ns::Itunes | Ns::Media | Ns::Slash | Ns::Comments => true,
        _ => false,
    }
}

impl<'t> Reader<'t> {
    /// The characters of the element just opened, without the tags in it; `None` if it is empty
    /// or cut off.
    pub(super) fn line(&mut self) -> Option<String> {
        let captured = self.capture(ends_line, false)?;
        let line = trimmed(captured.value);
        if line.is_empty() {
            return None;
        }
        Some(if captured.markup { html::plain(&line) } else { line })
    }

    /// The same for what people read: here too some feeds escape twice, and write HTML.
    pub(super) fn label(&mut self) -> Option<String> {
        self.line().map(readable).filter(|label| !label.is_empty())
    }

    /// The same for several: RDF puts lists (RDF/XML, section 2.15) where others repeat the
    /// element.
    pub(super) fn labels(&mut self) -> Vec<String> {
        let depth = self.depth();
        self.guard(depth, ends_line);
        let (mut line, mut labels) = (String::new(), Vec::new());
        while let Some(event) = self.next_within(depth) {
            match event {
                Event::Open(tag) if tag.name.is_listed() => labels.extend(self.label()),
                Event::Text(text) | Event::Data(text) => line.push_str(text),
                Event::Reference(name) => self.entities.push(name, &mut line),
                Event::Open(_) | Event::Close | Event::Nothing | Event::End => {}
            }
        }
        let own = readable(line.trim().to_owned());
        let complete = self.depth() < depth;
        labels.extend(Some(own).filter(|own| complete && !own.is_empty()));
        labels
    }

    /// The date in the element just opened, and as it stands there. Where it was set for a page,
    /// HTML's `time` says it to machines.
    pub(super) fn dated(&mut self) -> Option<(Option<Timestamp>, String)> {
        let captured = self.capture(ends_line, false)?;
        let line = trimmed(captured.value);
        if memchr::memchr(b'<', line.as_bytes()).is_some() {
            let machine = html::datetime(&line).and_then(date::parse);
            let line = html::plain(&line);
            return Some((machine.or_else(|| date::parse(&line)), line));
        }
        (!line.is_empty()).then(|| (date::parse(&line), line))
    }

    /// The address in the element just opened, resolved if an `xml:base` is in scope.
    pub(super) fn address(&mut self) -> Option<String> {
        let base = self.own_base();
        let line = self.line()?;
        Some(base.map_or_else(
            || urls::clean(&line).into_owned(),
            |base| urls::resolve(Some(&base), &line),
        ))
    }

    /// The text construct just opened; `None` if it is empty or cut off.
    pub(super) fn text(&mut self, tag: &Tag<'t>) -> Option<Text> {
        self.text_ending(tag, ends_block)
    }

    /// The same for a title, which more elements can only follow.
    pub(super) fn title(&mut self, tag: &Tag<'t>) -> Option<Text> {
        self.text_ending(tag, ends_line)
    }

    fn text_ending(&mut self, tag: &Tag<'t>, ends: fn(&Name) -> bool) -> Option<Text> {
        let media_type = self.attribute(tag, "type").filter(|media_type| !media_type.is_empty());
        let mode = self.attribute(tag, "mode");
        let declared = declared(media_type.as_deref(), mode.as_deref());
        let language = self.language().map(str::to_owned);
        let base = self.own_base();
        let inline = matches!(declared, Declared::Xhtml | Declared::Inline);
        let captured = self.capture(ends, inline)?;
        let (value, kind) = interpreted(captured, declared);
        let value = trimmed(value);
        (!value.is_empty()).then_some(Text { value, kind, language, base, media_type })
    }

    /// Everything in the element just opened.
    fn capture(&mut self, ends: fn(&Name) -> bool, escape: bool) -> Option<Captured> {
        let depth = self.depth();
        self.guard(depth, ends);
        let mut markup = Markup::new(escape, self);
        while let Some(event) = self.next_within(depth) {
            match event {
                Event::Text(text) => markup.text(text),
                Event::Data(text) => markup.data(text),
                Event::Reference(name) => markup.reference(&mut self.entities, name),
                Event::Open(tag) => markup.open(self, &tag),
                Event::Close | Event::Nothing | Event::End => {}
            }
            markup.close_to(self.depth() - depth);
        }
        let complete = self.depth() < depth;
        complete.then(|| markup.finish())
    }
}

/// What `type` (Atom, Media RSS) and `mode` (Atom 0.3) say together.
fn declared(media_type: Option<&str>, mode: Option<&str>) -> Declared {
    let mode = mode.map(str::to_ascii_lowercase);
    if mode.as_deref() == Some("base64") {
        return Declared::Base64;
    }
    let Some(media_type) = media_type else {
        return if mode.as_deref() == Some("xml") { Declared::Inline } else { Declared::Silent };
    };
    let media_type = media_type.to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    match media_type {
        "text" | "plain" | "text/plain" => Declared::Plain,
        "html" | "text/html" if mode.as_deref() == Some("xml") => Declared::Inline,
        "html" | "text/html" | "text/x-html" => Declared::Html,
        "xhtml" => Declared::Xhtml,
        "application/xhtml+xml" | "text/xhtml" if mode.as_deref() != Some("escaped") => {
            Declared::Inline
        }
        "image/svg+xml" | "application/mathml+xml" | "application/xml" | "text/xml" => {
            Declared::Inline
        }
        other if other.starts_with("text/") || other.ends_with("xml") => Declared::Silent,
        other if other.contains('/') => Declared::Base64,
        _ => Declared::Silent,
    }
}

/// A value as it is to be read.
fn interpreted(captured: Captured, declared: Declared) -> (String, TextKind) {
    let Captured { value, markup } = captured;
    match declared {
        Declared::Base64 if !markup && base64::is(&value) => {
            let decoded = decode::inner(base64::decode(&value));
            let kind = guessed(&decoded);
            (decoded, kind)
        }
        Declared::Xhtml => (without_div(&value), TextKind::Html),
        Declared::Html if markup => (without_div(&value), TextKind::Html),
        Declared::Html | Declared::Inline => (value, TextKind::Html),
        _ if markup => (value, TextKind::Html),
        Declared::Plain => (value, TextKind::Plain),
        Declared::Silent | Declared::Base64 => {
            let kind = guessed(&value);
            (value, kind)
        }
    }
}

/// Without white space around it; most texts have none, and are not copied.
fn trimmed(mut text: String) -> String {
    let kept = text.trim_end().len();
    text.truncate(kept);
    let lead = text.len() - text.trim_start().len();
    if lead > 0 {
        text.drain(..lead);
    }
    text
}

/// Whether a text of which nothing is said is markup. Taken for markup, `Vec<T>` would lose its
/// argument; taken for characters, `&#8217;` would show.
fn guessed(value: &str) -> TextKind {
    if is_html(value) { TextKind::Html } else { TextKind::Plain }
}

/// A label as people read it.
pub(super) fn readable(label: String) -> String {
    if is_html(&label) { html::plain(&label) } else { label }
}

/// Without the one `div` around everything that XHTML constructs must have.
fn without_div(value: &str) -> String {
    inside_div(value.trim()).unwrap_or(value).to_owned()
}

fn inside_div(html: &str) -> Option<&str> {
    let rest = html.strip_prefix("<div")?;
    let end = if rest.starts_with(['>', ' ']) { rest.find('>')? } else { return None };
    let inside = rest[end + 1..].strip_suffix("</div>")?;
    // A second `div` beside the first would be torn.
    let mut open = 0_usize;
    for (at, _) in inside.match_indices("div") {
        if inside[..at].ends_with("</") {
            open = open.checked_sub(1)?;
        } else if inside[..at].ends_with('<') {
            open += 1;
        }
    }
    Some(inside)
}
