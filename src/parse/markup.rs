//! Elements found inside a text in, HTML out.

use super::{
    entities::Entities,
    html,
    name::Ns,
    sniff,
    text::Captured,
    xml::{Reader, Tag, is_void},
};

/// Writes down what a text construct holds.
pub(super) struct Markup<'t> {
    out: String,
    /// The names of the elements that are open; of those without an end tag, nothing.
    open: Vec<&'t str>,
    /// Whether there was any.
    found: bool,
    /// Whether characters that are markup in HTML must be escaped to stay characters.
    escape: bool,
    /// Whether that was concluded from an element found, not declared.
    concluded: bool,
    /// Whether line ends must be looked for.
    carriages: bool,
    base: Option<String>,
}

impl<'t> Markup<'t> {
    /// `escape` says that all markup here is naked, so that what is escaped means itself;
    /// the base address in scope outside is the reader's.
    pub(super) fn new(escape: bool, reader: &Reader<'_>) -> Self {
        Self {
            out: String::new(),
            open: Vec::new(),
            found: false,
            escape,
            concluded: false,
            carriages: reader.carriages(),
            base: reader.base().map(str::to_owned),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.escape && memchr::memchr2(b'<', b'>', text.as_bytes()).is_some() {
            self.data(text);
        } else if self.carriages {
            self.lines(text);
        } else {
            self.out.push_str(text);
        }
    }

    /// Writes text whose lines end as Windows or old Macs end them.
    fn lines(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
            self.out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if !rest.starts_with('\n') {
                self.out.push('\n');
            }
        }
        self.out.push_str(rest);
    }

    pub(super) fn data(&mut self, text: &str) {
        // A picture in front of a section of HTML is meant to be in front of the HTML.
        let html = self.concluded && self.open.is_empty() && sniff::has_tag(text);
        if self.escape && !html {
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

    pub(super) fn open(&mut self, reader: &mut Reader<'_>, tag: &Tag<'t>) {
        if !self.found {
            self.found = true;
            // Where no tag was escaped so far, all markup is naked.
            self.concluded = !self.escape && !sniff::has_tag(&self.out);
            self.escape |= self.concluded;
        }
        let name = match tag.name.ns {
            Ns::Xhtml | Ns::Drawing | Ns::Core => {
                tag.written.rsplit_once(':').map_or(tag.written, |(_, local)| local)
            }
            _ => tag.written,
        };
        self.out.push('<');
        self.out.push_str(name);
        let outside = self.base.as_deref();
        let within = reader.base().is_some_and(|base| outside != Some(base));
        let base = if within { reader.own_base() } else { None };
        for (name, value) in tag.attributes() {
            self.attribute(reader, name, value, base.as_deref());
        }
        if is_void(&tag.name) {
            self.out.push_str(" /");
            self.open.push("");
        } else {
            self.open.push(name);
        }
        self.out.push('>');
    }

    fn attribute(&mut self, reader: &mut Reader<'_>, name: &str, value: &str, base: Option<&str>) {
        if name.starts_with("xmlns") || name.starts_with("xml:") {
            return;
        }
        let mut value = reader.decoded(value);
        if let Some(changed) = base.and_then(|base| html::resolved(name, &value, base)) {
            value = changed.into();
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        html_escape::encode_double_quoted_attribute_to_string(&value, &mut self.out);
        self.out.push('"');
    }

    /// Closes what lies deeper than `depth` inside.
    #[inline]
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(name) = self.open.pop().filter(|name| !name.is_empty()) else { continue };
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    pub(super) fn finish(mut self) -> Captured {
        self.close_to(0);
        Captured { value: self.out, markup: self.found }
    }
}
