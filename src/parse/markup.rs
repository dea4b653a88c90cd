//! Elements found inside a text in, HTML out; and whether a text is HTML in the first place.

use super::{
    entities::Entities,
    html,
    name::Ns,
    text::Captured,
    xml::{Reader, Tag, is_void},
};

/// Writes down what a text construct holds.
pub(super) struct Markup {
    out: String,
    open: Vec<String>,
    /// Whether there was any.
    found: bool,
    /// Whether characters that are markup in HTML must be escaped to stay characters.
    escape: bool,
    base: Option<String>,
}

impl Markup {
    /// `escape` says that all markup here is naked, so that what is escaped means itself;
    /// `base` is the base address in scope outside.
    pub(super) fn new(escape: bool, base: Option<&str>) -> Self {
        let base = base.map(str::to_owned);
        Self { out: String::new(), open: Vec::new(), found: false, escape, base }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.escape && text.contains(['<', '>']) {
            self.data(text);
        } else if text.contains('\r') {
            self.out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.out.push_str(text);
        }
    }

    pub(super) fn data(&mut self, text: &str) {
        if self.escape {
            html_escape::encode_text_to_string(text, &mut self.out);
        } else {
            self.out.push_str(text);
        }
    }

    pub(super) fn reference(&mut self, entities: &mut Entities, name: &str) {
        if !self.escape {
            return entities.push(name, &mut self.out);
        }
        let mut value = String::new();
        entities.push(name, &mut value);
        self.data(&value);
    }

    pub(super) fn open(&mut self, reader: &mut Reader<'_>, tag: &Tag<'_>) {
        if !self.found {
            self.found = true;
            // Where no tag was escaped so far, all markup is naked.
            self.escape |= !has_tag(&self.out);
        }
        let name = match tag.name.ns {
            Ns::Xhtml | Ns::Drawing | Ns::Core => {
                tag.written.rsplit_once(':').map_or(tag.written, |(_, local)| local)
            }
            _ => tag.written,
        };
        self.out.push('<');
        self.out.push_str(name);
        let base = reader.own_base().filter(|base| self.base.as_ref() != Some(base));
        for (name, value) in tag.attributes() {
            self.attribute(reader, name, value, base.as_deref());
        }
        if is_void(&tag.name) {
            self.out.push_str(" /");
            self.open.push(String::new());
        } else {
            self.open.push(name.to_owned());
        }
        self.out.push('>');
    }

    fn attribute(&mut self, reader: &mut Reader<'_>, name: &str, value: &str, base: Option<&str>) {
        if name.starts_with("xmlns") || name.starts_with("xml:") {
            return;
        }
        let mut value = reader.decoded(value);
        if let Some(changed) = base.and_then(|base| html::resolved(name, &value, base)) {
            value = changed;
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        html_escape::encode_double_quoted_attribute_to_string(&value, &mut self.out);
        self.out.push('"');
    }

    /// Closes what lies deeper than `depth` inside.
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(name) = self.open.pop().filter(|name| !name.is_empty()) else { continue };
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }

    pub(super) fn finish(mut self) -> Captured {
        self.close_to(0);
        Captured { value: self.out, markup: self.found }
    }
}

/// HTML's elements, those that people put into feeds.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "map",
    "mark",
    "math",
    "nav",
    "noscript",
    "object",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Whether a text is HTML: it has a tag of HTML's or a reference.
pub(super) fn is_html(text: &str) -> bool {
    has_tag(text) || has_reference(text)
}

/// Whether a tag or comment of HTML occurs.
fn has_tag(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let closes =
            matches!(rest.as_bytes().get(end), Some(b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r'));
        rest.starts_with("!--")
            || (closes
                && end <= 10
                && ELEMENTS.iter().any(|known| rest[..end].eq_ignore_ascii_case(known)))
    })
}

fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = &text.as_bytes()[at + 1..];
        let window = &rest[..rest.len().min(32)];
        let end = window.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'));
        end.is_some_and(|end| {
            end > 1
                && window[end] == b';'
                && (window[0] == b'#'
                    || std::str::from_utf8(&window[..end])
                        .is_ok_and(|name| super::entities::named(name).is_some()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_characters() {
        for (text, expected) in [
            ("plain", false),
            ("1 < 2 and 3 > 2", false),
            ("Vec<T> and <T>", false),
            ("a <b>bold</b> word", true),
            ("line<br/>line", true),
            ("Tea &amp; biscuits", true),
            ("Tea & biscuits; AT&T", false),
            ("it&#8217;s", true),
            ("&nosuch;", false),
        ] {
            assert_eq!(is_html(text), expected, "{text}");
        }
    }
}
