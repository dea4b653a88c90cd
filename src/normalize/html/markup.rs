//! Allowed elements and decoded text in, markup out that any HTML parser reads as just these:
//! every tag from the list of `elements`, closed in order, every character escaped.
//!
//! Safe by construction rather than by repair: nothing of the input is copied as markup, and no
//! element is written whose content parsers read by other rules (scripts, styles, SVG, MathML),
//! which is where trees that were cleaned and printed again have been read differently.

use std::fmt::Write as _;

use super::elements::{Element, Role};

/// An element not yet closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) element: &'static Element,
    /// Where its start tag begins.
    start: usize,
    /// Where its content begins.
    inside: usize,
    /// Where the text stood when it was opened.
    pub(super) text: usize,
    /// How its items are numbered, for lists.
    pub(super) numbers: Option<Numbers>,
}

/// The numbers of a list's items.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// That of the next item.
    pub(super) next: i32,
    /// What is added for each: one, or one less for a list that counts down.
    pub(super) step: i32,
}

/// Markup under construction.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) out: String,
    pub(super) open: Vec<Open>,
}

/// A checked attribute: its name from the list, its value not yet escaped.
pub(super) type Attribute<'a> = (&'static str, std::borrow::Cow<'a, str>);

impl Markup {
    /// Writes a start tag.
    pub(super) fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Opens an element; `text` is the present length of the plain text.
    pub(super) fn start(
        &mut self,
        element: &'static Element,
        attributes: &[Attribute<'_>],
        text: usize,
    ) {
        let start = self.out.len();
        self.tag(element.name, attributes);
        let numbers = (element.role == Role::Numbers).then(|| numbers(attributes)).flatten();
        self.open.push(Open { element, start, inside: self.out.len(), text, numbers });
    }

    /// Closes the innermost element. One that stayed empty is taken back: the anchors, icons and
    /// spacers that remain when a script or counter is gone.
    pub(super) fn end(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        if self.out.len() == open.inside && !matches!(open.element.role, Role::Cell) {
            self.out.truncate(open.start);
        } else {
            self.end_tag(open.element.name);
        }
        Some(open)
    }

    fn end_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes an element without content.
    pub(super) fn void(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
    }

    /// Writes a link with its address as its text.
    pub(super) fn address(&mut self, href: &str) {
        self.tag("a", &[("href", href.into())]);
        self.text(href);
        self.end_tag("a");
    }

    /// Writes characters.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// Writes a player and its sources.
    pub(super) fn player(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        sources: &[Vec<Attribute<'_>>],
    ) {
        self.tag(name, attributes);
        for source in sources {
            self.tag("source", source);
        }
        self.end_tag(name);
    }
}

/// How a list's attributes say that its items are numbered. Where a list that counts down begins
/// is not known until all of it was read, unless it says so: then its items have no numbers.
fn numbers(attributes: &[Attribute<'_>]) -> Option<Numbers> {
    let step = if attribute(attributes, "reversed").is_some() { -1 } else { 1 };
    match number(attributes, "start") {
        Some(next) => Some(Numbers { next, step }),
        None => (step > 0).then_some(Numbers { next: 1, step }),
    }
}

/// The number that an attribute gives.
pub(super) fn number(attributes: &[Attribute<'_>], name: &str) -> Option<i32> {
    attribute(attributes, name)?.parse().ok()
}

fn attribute<'a>(attributes: &'a [Attribute<'_>], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| &**value)
}

/// Writes text so that no parser reads markup in it. Control characters, which HTML forbids,
/// are left out.
fn escape(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut done = 0;
    while let Some(gap) = bytes[done..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        let at = done + gap;
        out.push_str(&text[done..at]);
        let (replacement, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            // The controls of ISO 8859-1, U+0080 to U+009F, in UTF-8; or another character.
            0xc2 if bytes.get(at + 1).is_some_and(|b| *b < 0xa0) => ("", 2),
            0xc2 => (&text[at..at + 2], 2),
            _ => ("", 1),
        };
        out.push_str(replacement);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

/// Bytes that begin what is escaped or left out.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = byte != b'\t' as usize && byte != b'\n' as usize;
        byte += 1;
    }
    special[0x7f] = true;
    special[0xc2] = true;
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special
};

/// Ends markup that was cut while these elements were open, and takes back what the cut left
/// empty: rules, line breaks and elements without content.
pub(super) fn mend_cut(markup: &mut String, open: &[&'static str]) {
    trim_end(markup);
    for name in open.iter().rev() {
        let tail = markup.rfind('<').map_or("", |at| &markup[at..]);
        if tail.ends_with('>') && tag_name(tail) == *name {
            let start = markup.len() - tail.len();
            markup.truncate(start);
        } else {
            let _ = write!(markup, "</{name}>");
        }
        trim_end(markup);
    }
}

fn tag_name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default()
}

/// Without rules, line breaks and white space at the end.
fn trim_end(markup: &mut String) {
    loop {
        let trimmed = markup.trim_end();
        let shorter = ["<hr>", "<br>"].iter().find_map(|tag| trimmed.strip_suffix(tag));
        let length = shorter.unwrap_or(trimmed).len();
        if length == markup.len() {
            return;
        }
        markup.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_never_become_markup() {
        let mut out = String::new();
        escape("<i>\"a\" & b\u{0}\u{1b}\u{9d}\u{a0}\r\n", &mut out);
        assert_eq!(out, "&lt;i&gt;&quot;a&quot; &amp; b\u{a0}\n");
    }

    #[test]
    fn a_cut_leaves_no_loose_ends() {
        for (cut, open, expected) in [
            ("<p>One.</p><hr>", vec![], "<p>One.</p>"),
            ("<div><p>One.</p><div class=\"x\">", vec!["div", "div"], "<div><p>One.</p></div>"),
            ("<div><br>", vec!["div"], ""),
            ("<ul><li>One", vec!["ul", "li"], "<ul><li>One</li></ul>"),
        ] {
            let mut markup = cut.to_owned();
            mend_cut(&mut markup, &open);
            assert_eq!(markup, expected, "{cut}");
        }
    }
}
