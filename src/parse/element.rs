//! One element in that feeds and entries share, what it says out: links, categories, pictures,
//! ids and numbers.

use super::{
    text::readable,
    urls,
    xml::{Event, Reader, Tag},
};
use crate::model::{Category, Link};

/// Relative ids are resolved only where they cannot be taken for anything else, so that an
/// opaque id stays what it is whatever address the document came from.
pub(super) fn atom_id(reader: &Reader<'_>, id: String) -> String {
    let relative = id.starts_with('/') || id.starts_with("./") || id.starts_with("../");
    if relative { urls::resolve(reader.base().or(reader.document()), &id) } else { id }
}

/// The link element just opened; `None` if it leads nowhere.
pub(super) fn link<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<Link> {
    let base = reader.own_base();
    let mut link = Link::default();
    let mut href = None;
    for (name, value) in tag.attributes() {
        let value = reader.decoded(value).into_owned();
        match name.to_ascii_lowercase().as_str() {
            "href" | "rdf:resource" | "url" => href = Some(value),
            "rel" if !value.is_empty() => link.rel = Some(relation(&value)),
            "type" if !value.is_empty() => link.media_type = Some(value),
            "title" if !value.is_empty() => link.title = Some(value),
            "hreflang" if !value.is_empty() => link.language = Some(value),
            _ => {}
        }
    }
    // An empty address is the base itself (RFC 3986 section 4.4), but only where it is written.
    let href = match href {
        Some(href) if !href.is_empty() || base.is_some() => href,
        _ => reader.line()?,
    };
    link.href = urls::resolve(base.as_deref(), &urls::unescaped(&href));
    (!link.href.is_empty()).then_some(link)
}

/// A relation in lower case and without IANA's address, which Atom allows before it.
fn relation(rel: &str) -> String {
    let rel = rel.trim().to_ascii_lowercase();
    let short = rel.strip_prefix("http://www.iana.org/assignments/relation/");
    short.map_or_else(|| rel.clone(), str::to_owned)
}

/// RSS writes the name inside, Atom as attributes.
pub(super) fn category<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<Category> {
    let mut category = Category::default();
    for (name, value) in tag.attributes() {
        let value = reader.decoded(value).into_owned();
        match name.to_ascii_lowercase().as_str() {
            "term" | "text" | "value" => category.term = readable(value),
            "label" if !value.is_empty() => category.label = Some(readable(value)),
            "scheme" | "domain" if !value.is_empty() => category.scheme = Some(value),
            _ => {}
        }
    }
    if let Some(line) = reader.label()
        && category.term.is_empty()
    {
        category.term = line;
    }
    if category.term.is_empty() {
        category.term = category.label.clone()?;
    }
    Some(category)
}

/// The address of a picture: an attribute, a line, or RSS's `url` inside.
pub(super) fn image<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<String> {
    let base = reader.own_base();
    let mut found = None;
    for name in ["href", "url", "resource", "src"] {
        found = found.or_else(|| reader.attribute(tag, name).filter(|v| !v.is_empty()));
    }
    let depth = reader.depth();
    let mut line = String::new();
    while let Some(event) = reader.next_within(depth) {
        match event {
            Event::Open(inner) => {
                let inside = reader.depth();
                if matches!(inner.name.local(), b"url" | b"href") {
                    found = found.or(reader.line());
                }
                reader.skip(inside);
            }
            Event::Text(text) | Event::Data(text) => line.push_str(text),
            Event::Reference(name) => reader.entities.push(name, &mut line),
            Event::Close | Event::Nothing | Event::End => {}
        }
    }
    let line = line.trim();
    let found =
        found.or_else(|| (!line.is_empty() && !line.contains(' ')).then(|| line.to_owned()));
    found.map(|url| urls::resolve(base.as_deref(), &url))
}

/// A number of bytes or the like; nothing for signs, fractions and words.
pub(super) fn whole(text: &str) -> Option<u64> {
    text.trim().replace([',', ' '], "").parse().ok().filter(|number| *number > 0)
}
