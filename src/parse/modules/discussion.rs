//! Where an entry is talked about: Slash, Atom threading (RFC 4685) and the comment API.

use super::super::{
    entry::Draft,
    name::Ns,
    ranked::push_new,
    urls,
    xml::{Reader, Tag},
};
use crate::model::Link;

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match (tag.name.ns, tag.name.local()) {
        (Ns::Slash, b"comments") | (Ns::Thread, b"total") => {
            let count = reader.line().and_then(|text| text.parse().ok());
            draft.entry.comment_count = draft.entry.comment_count.or(count);
        }
        (Ns::Thread, b"in-reply-to") => {
            let named = |reader: &mut Reader<'t>, name| {
                reader.attribute(tag, name).filter(|v| !v.is_empty())
            };
            let href = named(reader, "href").or_else(|| named(reader, "ref"));
            link(reader, href, "in-reply-to", None, draft);
        }
        (Ns::Comments, b"commentrss") => {
            let href = reader.address();
            link(reader, href, "replies", Some("application/rss+xml"), draft);
        }
        _ => {}
    }
}

fn link(
    reader: &mut Reader<'_>,
    href: Option<String>,
    rel: &str,
    kind: Option<&str>,
    draft: &mut Draft,
) {
    let Some(href) = href else { return };
    let link = Link {
        href: urls::resolve(reader.own_base().as_deref(), &href),
        rel: Some(rel.to_owned()),
        media_type: kind.map(str::to_owned),
        ..Link::default()
    };
    push_new(&mut draft.entry.links, link);
}
