//! Declarations of elements in, what is in scope out: namespaces, `xml:base` and `xml:lang`.

use super::{
    entities::Entities,
    name::{Name, Ns},
    urls,
    xml::attributes,
};

/// How many namespace declarations are in scope at most.
const BINDINGS: usize = 256;
/// Longer base addresses are not taken: each goes into many values.
const BASE: usize = 512;
/// Nor are longer language tags, of which RFC 5646 section 4.4.1 needs no more than 35 letters.
const LANGUAGE: usize = 64;

#[derive(Debug)]
struct Binding<'t> {
    prefix: &'t str,
    ns: Ns,
    depth: usize,
}

/// What the open elements have declared, each with the depth of its element.
#[derive(Debug)]
pub(super) struct Scope<'t> {
    bindings: Vec<Binding<'t>>,
    bases: Vec<(usize, String)>,
    languages: Vec<(usize, String)>,
    document: Option<String>,
    /// Whether an `xml:base` could not be resolved.
    lacks_base: bool,
}

impl<'t> Scope<'t> {
    /// The scope of a document whose own address, if known, is given.
    pub(super) fn new(document: Option<String>) -> Self {
        Self {
            bindings: Vec::new(),
            bases: Vec::new(),
            languages: Vec::new(),
            document,
            lacks_base: false,
        }
    }

    /// The innermost `xml:base`, as far as it could be resolved.
    pub(super) fn base(&self) -> Option<&str> {
        self.bases.last().map(|(_, base)| base.as_str())
    }

    /// The document's own address.
    pub(super) fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }

    /// The innermost `xml:lang`.
    pub(super) fn language(&self) -> Option<&str> {
        self.languages.last().map(|(_, language)| language.as_str()).filter(|l| !l.is_empty())
    }

    /// Forgets what elements deeper than this have declared.
    pub(super) fn truncate(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|binding| binding.depth > depth) {
            self.bindings.pop();
        }
        while self.bases.last().is_some_and(|(at, _)| *at > depth) {
            self.bases.pop();
        }
        while self.languages.last().is_some_and(|(at, _)| *at > depth) {
            self.languages.pop();
        }
    }

    /// Takes the declarations from the attributes of an element.
    pub(super) fn declare(
        &mut self,
        raw: &'t str,
        element: &str,
        depth: usize,
        entities: &mut Entities,
    ) {
        for (name, value) in attributes(raw) {
            if let Some(prefix) = name.strip_prefix("xmlns") {
                if self.bindings.len() < BINDINGS {
                    let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
                    self.bindings.push(Binding {
                        prefix,
                        ns: meant(prefix, value, element, depth),
                        depth,
                    });
                }
            } else if value.len() <= BASE && name.eq_ignore_ascii_case("xml:base") {
                self.rebase(&entities.decoded(value), depth);
            } else if value.len() <= LANGUAGE && name.eq_ignore_ascii_case("xml:lang") {
                self.languages.push((depth, entities.decoded(value).into_owned()));
            }
        }
    }

    /// Takes an `xml:base`. An empty one means the document, as does a mere fragment; what leads
    /// to no page is no base, so that addresses inside keep the one they would have without it.
    fn rebase(&mut self, reference: &str, depth: usize) {
        if reference.is_empty() || reference.starts_with('#') {
            return;
        }
        let base = urls::resolve(self.base().or(self.document()), reference);
        if !urls::is_web(&base) {
            self.lacks_base |= !urls::is_absolute(&base);
        } else if base.len() <= BASE {
            self.bases.push((depth, base));
        }
    }

    /// Whether there was an `xml:base` that only a known address of the document can complete.
    pub(super) fn lacks_base(&self) -> bool {
        self.lacks_base
    }

    /// The name that is meant by a name as written.
    pub(super) fn name(&self, written: &str) -> Name {
        let (prefix, local) = match memchr::memchr(b':', written.as_bytes()) {
            Some(colon) => (&written[..colon], &written[colon + 1..]),
            None => ("", written),
        };
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        let ns = match bound {
            Some(binding) => binding.ns,
            None if prefix.is_empty() => Ns::Core,
            None => Ns::of_prefix(prefix).unwrap_or_default(),
        };
        Name::new(ns, local)
    }
}

/// An unknown default namespace on the outermost element, or one that it has a prefix for
/// itself, is some feed format's own; further inside, only one that says so
/// (`http://backend.userland.com/rss2` and its like). Other unknown ones hide foreign elements
/// of familiar names, unless their prefix is a custom.
fn meant(prefix: &str, address: &str, element: &str, depth: usize) -> Ns {
    if let Some(known) = Ns::of_address(address) {
        return known;
    }
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
}
