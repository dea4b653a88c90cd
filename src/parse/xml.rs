//! A text in, a stream of elements out. Unclosed and stray tags are settled here; nothing here
//! recurses.

use std::borrow::Cow;

use memchr::memmem::Finder;
use quick_xml::{
    Reader as Tokens,
    events::{Event as Token, attributes::Attributes},
};

use super::{
    Mended,
    entities::Entities,
    growth::Growth,
    name::{Name, Ns},
    scope::Scope,
};

/// How deep elements may nest; deeper ones are passed over, their text is kept.
const DEPTH: usize = 200;
/// No deeper are entries that hold others.
const SHALLOW: usize = 8;
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

/// Names and values as written, undecoded; quotes may be missing, broken ones are passed over.
pub(super) fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut attributes = Attributes::html(raw, 0);
    attributes.with_checks(false);
    attributes.take(ATTRIBUTES).flatten().map(|attribute| {
        let value = match attribute.value {
            Cow::Borrowed(value) => value,
            Cow::Owned(_) => "",
        };
        (attribute.key.0, value)
    })
}

/// What a token holds: its reader reads a text, from which all of its tokens borrow.
#[inline]
fn borrowed(token: Cow<'_, str>) -> &str {
    match token {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => unreachable!("a reader of a text has written {text:?} itself"),
    }
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

/// Reads elements from a text.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Tokens<&'t [u8]>,
    stack: Vec<&'t str>,
    scope: Scope<'t>,
    growth: Growth,
    guards: Vec<Guard>,
    pending: Option<(&'t str, bool)>,
    close: bool,
    strict: bool,
    damaged: bool,
    mended: Mended,
    /// Finds attributes that mean something for what lies inside their element.
    declaration: Finder<'static>,
    /// Finds the beginning of a section.
    section: Finder<'static>,
    /// Whether lines may end in something else than a line feed.
    carriages: bool,
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
            scope: Scope::new(base),
            growth: Growth::of(text.len()),
            guards: Vec::new(),
            pending: None,
            close: false,
            strict,
            damaged: false,
            mended: Mended::default(),
            declaration: Finder::new("xml"),
            section: Finder::new("<![CDATA["),
            carriages: memchr::memchr(b'\r', text.as_bytes()).is_some(),
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

    /// Whether the text has carriage returns, which are to be read as line feeds.
    pub(super) fn carriages(&self) -> bool {
        self.carriages
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The innermost `xml:base`, as far as it could be resolved.
    pub(super) fn base(&self) -> Option<&str> {
        self.scope.base()
    }

    /// The same, to keep; nothing once a document has used it beyond measure.
    pub(super) fn own_base(&mut self) -> Option<String> {
        let base = self.scope.base()?;
        self.growth.allows(base.len()).then(|| base.to_owned())
    }

    /// Whether there was an `xml:base` that only a known address of the document can complete.
    pub(super) fn lacks_base(&self) -> bool {
        self.scope.lacks_base()
    }

    /// The document's own address.
    pub(super) fn document(&self) -> Option<&str> {
        self.scope.document()
    }

    /// The innermost `xml:lang`.
    pub(super) fn language(&self) -> Option<&str> {
        self.scope.language()
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
        Some(self.decoded(value).into_owned())
    }

    /// Several attributes in one pass, for tags that have many.
    pub(super) fn attributes<const N: usize>(
        &mut self,
        tag: &Tag<'t>,
        wanted: [&str; N],
    ) -> [Option<String>; N] {
        let mut values = [None; N];
        for (name, value) in tag.attributes() {
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            let at = wanted.iter().position(|wanted| local.eq_ignore_ascii_case(wanted));
            if let Some(at) = at {
                values[at].get_or_insert(value);
            }
        }
        values.map(|value| value.map(|value| self.decoded(value).into_owned()))
    }

    /// An attribute's value with its references replaced, trimmed.
    pub(super) fn decoded<'v>(&mut self, value: &'v str) -> Cow<'v, str> {
        self.entities.decoded(value)
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
        match self.tokens.read_event() {
            Ok(Token::Text(text)) => {
                let text = borrowed(text.into_inner());
                if text.starts_with('&') {
                    self.mended.note("bare-ampersand");
                }
                Event::Text(text)
            }
            Ok(Token::GeneralRef(name)) => Event::Reference(borrowed(name.into_inner())),
            Ok(Token::Start(_)) => self.open(&self.text[start + 1..self.at() - 1], false),
            Ok(Token::Empty(_)) => self.open(&self.text[start + 1..self.at() - 2], true),
            Ok(Token::End(tag)) => self.end(&tag),
            Ok(Token::CData(data)) => self.data(borrowed(data.into_inner())),
            Ok(Token::DocType(_)) => self.doctype(&self.text[start..self.at()]),
            Ok(Token::Decl(_) | Token::PI(_)) if self.text[start + 1..self.at()].contains('<') => {
                self.damage()
            }
            Ok(Token::Comment(_) | Token::Decl(_) | Token::PI(_)) => Event::Nothing,
            Ok(Token::Eof) => Event::End,
            Err(_) => {
                self.damage();
                Event::End
            }
        }
    }

    /// Where the next token begins.
    fn at(&self) -> usize {
        self.tokens.buffer_position() as usize
    }

    /// A document type stands before everything else and holds no elements.
    fn doctype(&mut self, raw: &str) -> Event<'t> {
        if self.strict && (!self.stack.is_empty() || raw.contains("</")) {
            return self.damage();
        }
        self.entities.declare(raw);
        Event::Nothing
    }

    /// A section that has the beginning of another in it was probably never closed.
    fn data(&mut self, data: &'t str) -> Event<'t> {
        if self.strict && self.section.find(data.as_bytes()).is_some() {
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
        if !attributes.is_empty() && self.declaration.find(attributes.as_bytes()).is_some() {
            self.scope.declare(attributes, written, depth, &mut self.entities);
        }
        let name = self.scope.name(written);
        if let Some(depth) = self.ended_by(&name) {
            if name.is_entry() && empty && attributes.trim().is_empty() {
                return Event::Nothing;
            }
            if !(name.is_entry() && self.keeps_copy()) {
                self.truncate(depth - 1);
                self.pending = Some((tag, empty));
                return Event::Close;
            }
        }
        if depth > DEPTH {
            return self.too_deep(&name, tag, empty);
        }
        self.stack.push(written);
        self.close = empty || is_void(&name);
        Event::Open(Tag { name, written, attributes })
    }

    /// What opens too deep is passed over, unless it shows that all above it is junk.
    fn too_deep(&mut self, name: &Name, tag: &'t str, empty: bool) -> Event<'t> {
        if name.is_structure() {
            self.truncate(0);
            self.pending = Some((tag, empty));
            return Event::Close;
        }
        self.truncate(self.stack.len());
        Event::Nothing
    }

    /// The depth of the outermost element that cannot hold one of this name.
    fn ended_by(&self, name: &Name) -> Option<usize> {
        self.guards.iter().find(|guard| (guard.ends)(name)).map(|guard| guard.depth)
    }

    /// Whether the innermost element is some extension's, in an entry: what begins an entry there
    /// is a copy that is kept, not the next one after one that was not closed.
    fn keeps_copy(&self) -> bool {
        let name = |open: &&'t str| self.scope.name(open);
        self.stack.last().is_some_and(|open| name(open).ns == Ns::Other)
            && self.stack.iter().take(SHALLOW).any(|open| name(open).is_entry())
    }

    fn end(&mut self, tag: &str) -> Event<'t> {
        if self.stack.last().is_some_and(|open| *open == tag) {
            self.truncate(self.stack.len() - 1);
            return Event::Close;
        }
        if self.strict && memchr::memchr(b'<', tag.as_bytes()).is_some() {
            return self.damage();
        }
        let written = tag.split_ascii_whitespace().next().unwrap_or_default();
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
        self.scope.truncate(length);
        while self.guards.last().is_some_and(|guard| guard.depth > length) {
            self.guards.pop();
        }
    }
}
