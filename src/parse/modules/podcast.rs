//! The podcast namespace: <https://podcasting2.org/docs/podcast-namespace>.

use super::super::{
    channel,
    element::whole,
    entry::Draft,
    person,
    ranked::{Rank, push_new},
    urls,
    xml::{Reader, Tag},
};
use crate::model::Link;

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"episode" => draft.entry.episode = draft.entry.episode.or(number(reader)),
        b"season" => draft.entry.season = draft.entry.season.or(number(reader)),
        b"person" => draft.authors.add(Rank::Last, host(reader, tag)),
        b"license" => draft.rights.first(Rank::Podcast, reader.text(tag)),
        b"transcript" => linked(reader, tag, "transcript", &mut draft.entry.links),
        b"chapters" => linked(reader, tag, "chapters", &mut draft.entry.links),
        _ => {}
    }
}

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.local() {
        b"guid" => draft.feed.id = draft.feed.id.take().or_else(|| reader.line()),
        b"person" => draft.authors.add(Rank::Last, host(reader, tag)),
        b"license" => draft.rights.first(Rank::Podcast, reader.text(tag)),
        _ => {}
    }
}

fn number(reader: &mut Reader<'_>) -> Option<u64> {
    reader.line().and_then(|text| whole(&text))
}

/// A person whose role is host, which is what a person is if nothing else is said.
fn host<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<crate::model::Person> {
    let role = reader.attribute(tag, "role").unwrap_or_default().to_ascii_lowercase();
    let uri = reader.attribute(tag, "href");
    if !matches!(role.as_str(), "" | "host" | "author" | "cohost" | "co-host") {
        return None;
    }
    let person = reader.line().and_then(|line| person::from_line(&line))?;
    Some(crate::model::Person { uri: person.uri.clone().or(uri), ..person })
}

fn linked<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, rel: &str, links: &mut Vec<Link>) {
    let base = reader.own_base();
    let Some(url) = reader.attribute(tag, "url").filter(|url| !url.is_empty()) else { return };
    let link = Link {
        href: urls::resolve(base.as_deref(), &url),
        rel: Some(rel.to_owned()),
        media_type: reader.attribute(tag, "type"),
        title: None,
        language: reader.attribute(tag, "language"),
    };
    push_new(links, link);
}
