//! Under what licence: Creative Commons' RSS module <https://www.rssboard.org/creative-commons>
//! and its RDF vocabulary.

use super::super::{
    ranked::push_new,
    urls,
    xml::{Reader, Tag},
};
use crate::model::Link;

/// Takes a licence, whose address is the element's text or an RDF resource.
pub(super) fn license<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, links: &mut Vec<Link>) {
    if tag.name.local() != b"license" {
        return;
    }
    let resource = reader.attribute(tag, "resource").filter(|resource| !resource.is_empty());
    let base = reader.own_base();
    let Some(href) = resource.or_else(|| reader.line()) else { return };
    let href = urls::resolve(base.as_deref(), &href);
    push_new(links, Link { href, rel: Some("license".to_owned()), ..Link::default() });
}
