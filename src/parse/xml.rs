//! A text in, a stream of elements out, with what is in scope: namespaces, `xml:base`,
//! `xml:lang`. Unclosed and stray tags are settled here; nothing here recurses.

use quick_xml::{
    Reader as Tokens,
    events::{Event as Token, attributes::Attributes},
};

use super::{
    Mended,
    entities::Entities,
    name::{Name, Ns},
    urls,
};

/// How deep elements may nest; deeper ones are passed over, their text is kept.
const DEPTH: usize = 200;
/// How many namespace declarations are in scope at most.
const BINDINGS: usize = 256;
/// How many attributes of one element are looked at.
const ATTRIBUTES: usize = 64;

/// What comes next.
#[derive(Debug)]
pub(super) enum Event<'t> {
    /// An element begins; unless it lies too deep, it is on the stack now.
    Open(Tag<'t>),
    /// One or more elements have ended.
    Close,
    /// Characters as written.
    Text(&'t str),
    /// A reference's name.
    Reference(&'t str),
    /// Characters that mean themselves.
    Data(&'t str),
    /// Nothing of interest.
    Nothing,
    /// The document is over.
    End,
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    /// The name as meant.
    pub(super) name: Name,
    /// The name as written, prefix included.
    pub(super) written: &'t str,
    attributes: &'t str,
}

impl<'t> Tag<'t> {
    /// The attributes as written: name and value, undecoded.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        attributes(self.attributes)
    }
}

fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut attributes = Attributes::html(raw, 0);
    attributes.with_checks(false);
    attributes.take(ATTRIBUTES).flatten().map(|attribute| {
        let value = match attribute.value {
            std::borrow::Cow::Borrowed(value) => value,
            std::borrow::Cow::Owned(_) => "",
        };
        (attribute.key.0, value)
    })
}

/// Elements of HTML that are never closed; naked in a text, they must not pile up.
pub(super) fn is_void(name: &Name) -> bool {
    matches!(
        name.local(),
        b"br"
            | b"hr"
            | b"img"
            | b"input"
            | b"meta"
            | b"area"
            | b"col"
            | b"embed"
            | b"wbr"
            | b"param"
    ) && matches!(name.ns, Ns::Core | Ns::Xhtml)
}

/// What ends an element being read although it has not been closed.
#[derive(Clone, Copy, Debug)]
struct Guard {
    /// The element's depth.
    depth: usize,
    /// Tells by name whether the next element cannot lie inside.
    ends: fn(&Name) -> bool,
}

#[derive(Debug)]
struct Binding<'t> {
    prefix: &'t str,
    ns: Ns,
    depth: usize,
}

/// Reads elements from a text.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Tokens<&'t [u8]>,
    stack: Vec<&'t str>,
    bindings: Vec<Binding<'t>>,
    bases: Vec<(usize, String)>,
    languages: Vec<(usize, String)>,
    guards: Vec<Guard>,
    pending: Option<(&'t str, bool)>,
    close: bool,
    strict: bool,
    damaged: bool,
    document_base: Option<String>,
    mended: Mended,
    /// The document's entities.
    pub(super) entities: Entities,
}

impl<'t> Reader<'t> {
    /// Reads a text whose own address, if known, is `base`. A strict reader stops at damage that
    /// could make it misread, to be asked again with the text repaired.
    pub(super) fn new(text: &'t str, base: Option<String>, strict: bool) -> Self {
        let mut tokens = Tokens::from_str(text);
        let config = tokens.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            text,
            tokens,
            stack: Vec::new(),
            bindings: Vec::new(),
            bases: Vec::new(),
            languages: Vec::new(),
            guards: Vec::new(),
            pending: None,
            close: false,
            strict,
            damaged: false,
            document_base: base,
            mended: Mended::default(),
            entities: Entities::default(),
        }
    }

    /// Whether the text must be repaired first.
    pub(super) fn damaged(&self) -> bool {
        self.damaged
    }

    /// What was settled while reading.
    pub(super) fn repairs(&self) -> impl Iterator<Item = &'static str> {
        self.mended
            .names
            .iter()
            .copied()
            .chain(self.entities.undeclared().then_some("html-entities"))
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The innermost `xml:base`, as far as it could be resolved.
    pub(super) fn base(&self) -> Option<&str> {
        self.bases.last().map(|(_, base)| base.as_str())
    }

    /// The document's own address.
    pub(super) fn document(&self) -> Option<&str> {
        self.document_base.as_deref()
    }

    /// The innermost `xml:lang`.
    pub(super) fn language(&self) -> Option<&str> {
        self.languages.last().map(|(_, language)| language.as_str()).filter(|l| !l.is_empty())
    }

    /// The value of an attribute, decoded; names are compared without prefix and case.
    pub(super) fn attribute(&mut self, tag: &Tag<'t>, wanted: &str) -> Option<String> {
        if tag.attributes.is_empty() {
            return None;
        }
        let (_, value) = tag.attributes().find(|(name, _)| {
            let local = name.rsplit_once(':').map_or(*name, |(_, local)| local);
            local.eq_ignore_ascii_case(wanted)
        })?;
        Some(self.decoded(value))
    }

    /// An attribute's value with its references replaced, trimmed.
    pub(super) fn decoded(&mut self, value: &str) -> String {
        let mut out = String::new();
        self.entities.decode(value.trim(), &mut out);
        out
    }

    /// Puts a guard in place; it goes when its element ends.
    pub(super) fn guard(&mut self, depth: usize, ends: fn(&Name) -> bool) {
        if self.stack.len() >= depth {
            self.guards.retain(|guard| guard.depth < depth);
            self.guards.push(Guard { depth, ends });
        }
    }

    /// The next event inside the element at `depth`; `None` once that is closed or the document
    /// is over, which `depth()` tells apart.
    pub(super) fn next_within(&mut self, depth: usize) -> Option<Event<'t>> {
        if self.stack.len() < depth {
            return None;
        }
        match self.next() {
            Event::End => None,
            _ if self.stack.len() < depth => None,
            event => Some(event),
        }
    }

    /// Passes over the rest of the element at `depth`.
    pub(super) fn skip(&mut self, depth: usize) {
        while self.next_within(depth).is_some() {}
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Event<'t> {
        if let Some((tag, empty)) = self.pending.take() {
            return self.open(tag, empty);
        }
        if std::mem::take(&mut self.close) {
            self.truncate(self.stack.len() - 1);
            return Event::Close;
        }
        let start = self.tokens.buffer_position() as usize;
        let token = self.tokens.read_event();
        let raw = &self.text[start..self.tokens.buffer_position() as usize];
        match token {
            Ok(Token::Start(_)) => self.open(&raw[1..raw.len() - 1], false),
            Ok(Token::Empty(_)) => self.open(&raw[1..raw.len() - 2], true),
            Ok(Token::End(_)) => self.end(raw[2..raw.len() - 1].trim_ascii()),
            Ok(Token::Text(_)) => {
                if raw.starts_with('&') {
                    self.mended.note("bare-ampersand");
                }
                Event::Text(raw)
            }
            Ok(Token::GeneralRef(_)) => Event::Reference(&raw[1..raw.len() - 1]),
            Ok(Token::CData(_)) => self.data(&raw[9..raw.len() - 3]),
            Ok(Token::DocType(_)) => {
                self.entities.declare(raw);
                Event::Nothing
            }
            Ok(Token::Decl(_) | Token::PI(_)) if raw[1..].contains('<') => self.damage(),
            Ok(Token::Comment(_) | Token::Decl(_) | Token::PI(_)) => Event::Nothing,
            Ok(Token::Eof) => Event::End,
            Err(_) => {
                self.damage();
                Event::End
            }
        }
    }

    /// A section that has the beginning of another in it was probably never closed.
    fn data(&mut self, data: &'t str) -> Event<'t> {
        if self.strict && memchr::memmem::find(data.as_bytes(), b"<![CDATA[").is_some() {
            return self.damage();
        }
        Event::Data(data)
    }

    fn damage(&mut self) -> Event<'t> {
        if self.strict {
            self.damaged = true;
            return Event::End;
        }
        Event::Nothing
    }

    fn open(&mut self, tag: &'t str, empty: bool) -> Event<'t> {
        let bytes = tag.as_bytes();
        let length =
            bytes.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(tag.len());
        let (written, attributes) = tag.split_at(length);
        let named = bytes
            .first()
            .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b':' | 0x80..));
        if !named || memchr::memchr(b'<', bytes).is_some() {
            if self.strict {
                return self.damage();
            }
            if !named {
                return Event::Nothing;
            }
        }
        let depth = self.stack.len() + 1;
        if memchr::memmem::find(attributes.as_bytes(), b"xml").is_some() {
            self.declare(attributes, written, depth);
        }
        let name = self.resolve(written);
        if let Some(depth) = self.ended_by(&name) {
            self.truncate(depth - 1);
            self.pending = Some((tag, empty));
            return Event::Close;
        }
        if depth > DEPTH {
            self.truncate(depth - 1);
            return Event::Nothing;
        }
        self.stack.push(written);
        self.close = empty || (!self.guards.is_empty() && is_void(&name));
        Event::Open(Tag { name, written, attributes })
    }

    /// The depth of the outermost element that cannot hold one of this name.
    fn ended_by(&self, name: &Name) -> Option<usize> {
        self.guards.iter().find(|guard| (guard.ends)(name)).map(|guard| guard.depth)
    }

    fn end(&mut self, written: &str) -> Event<'t> {
        let open = self.stack.iter().rposition(|open| open.eq_ignore_ascii_case(written));
        let Some(at) = open else {
            self.mended.note("stray-end-tag");
            return Event::Nothing;
        };
        if at + 1 < self.stack.len() {
            self.mended.note("unclosed-element");
        }
        self.truncate(at);
        Event::Close
    }

    /// Leaves this many elements open, and forgets what was in scope in the others.
    fn truncate(&mut self, length: usize) {
        self.stack.truncate(length);
        while self.bindings.last().is_some_and(|binding| binding.depth > length) {
            self.bindings.pop();
        }
        while self.bases.last().is_some_and(|(depth, _)| *depth > length) {
            self.bases.pop();
        }
        while self.languages.last().is_some_and(|(depth, _)| *depth > length) {
            self.languages.pop();
        }
        while self.guards.last().is_some_and(|guard| guard.depth > length) {
            self.guards.pop();
        }
    }

    /// Takes declarations of namespaces, base and language from a tag.
    fn declare(&mut self, raw: &'t str, element: &str, depth: usize) {
        for (name, value) in attributes(raw) {
            if let Some(prefix) = name.strip_prefix("xmlns") {
                if self.bindings.len() < BINDINGS {
                    let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
                    let ns = self.bound(prefix, value, element, depth);
                    self.bindings.push(Binding { prefix, ns, depth });
                }
            } else if name.eq_ignore_ascii_case("xml:base") {
                let value = self.decoded(value);
                let outer = self.base().or(self.document_base.as_deref());
                let base = urls::resolve(outer, &value);
                self.bases.push((depth, base));
            } else if name.eq_ignore_ascii_case("xml:lang") {
                let value = self.decoded(value);
                self.languages.push((depth, value));
            }
        }
    }

    /// An unknown default namespace on the outermost element, or one that it has a prefix for
    /// itself, is some feed format's own; further inside, only one that says so
    /// (`http://backend.userland.com/rss2` and its like). Other unknown ones hide foreign
    /// elements of familiar names, unless their prefix is a custom.
    fn bound(&self, prefix: &str, address: &str, element: &str, depth: usize) -> Ns {
        let known = Ns::of_address(address);
        known.unwrap_or_else(|| {
            let own = element.split_once(':').map_or("", |(prefix, _)| prefix) == prefix;
            if depth <= 1 && own {
                return Ns::Core;
            }
            if !prefix.is_empty() {
                return Ns::of_prefix(prefix).unwrap_or_default();
            }
            let lower = address.to_ascii_lowercase();
            let feedish = lower.is_empty() || lower.contains("/rss") || lower.contains("atom");
            if feedish { Ns::Core } else { Ns::Other }
        })
    }

    fn resolve(&self, written: &str) -> Name {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        let ns = match bound {
            Some(binding) => binding.ns,
            None if prefix.is_empty() => Ns::Core,
            None => Ns::of_prefix(prefix).unwrap_or_default(),
        };
        Name::new(ns, local)
    }
}
