//! Apple's podcast elements: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>.

use super::super::{
    channel, date,
    element::{image, link, whole},
    entry::Draft,
    name::Ns,
    ranked::{Rank, push_new},
    xml::{Event, Reader, Tag},
};
use crate::model::Category;

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Podcast, reader.title(tag)),
        b"author" => draft.authors.add(Rank::Podcast, reader.person()),
        b"summary" => draft.description.first(Rank::Podcast, reader.text(tag)),
        b"subtitle" => draft.description.first(Rank::Last, reader.text(tag)),
        b"duration" => {
            draft.duration.first(Rank::Core, reader.line().and_then(|t| date::duration(&t)));
        }
        b"episode" => draft.entry.episode = reader.line().and_then(|t| whole(&t)),
        b"season" => draft.entry.season = reader.line().and_then(|t| whole(&t)),
        b"keywords" => keywords(reader, &mut draft.entry.tags),
        b"category" => category(reader, tag, &mut draft.entry.tags),
        b"image" => {
            let picture = image(reader, tag);
            draft.image.first(Rank::Podcast, picture);
        }
        b"link" => {
            if let Some(link) = link(reader, tag).filter(|l| l.rel.as_deref() == Some("image")) {
                draft.image.first(Rank::Podcast, Some(link.href));
            }
        }
        _ => {}
    }
}

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Podcast, reader.title(tag)),
        b"author" => draft.authors.add(Rank::Podcast, reader.person()),
        b"owner" => draft.authors.add(Rank::Last, reader.person()),
        b"summary" => draft.subtitle.first(Rank::Podcast, reader.text(tag)),
        b"subtitle" => draft.subtitle.first(Rank::Media, reader.text(tag)),
        b"keywords" => keywords(reader, &mut draft.feed.tags),
        b"category" => category(reader, tag, &mut draft.feed.tags),
        b"image" => draft.image.first(Rank::Podcast, image(reader, tag)),
        b"link" => {
            if let Some(link) = link(reader, tag).filter(|l| l.rel.as_deref() == Some("image")) {
                draft.image.first(Rank::Podcast, Some(link.href));
            }
        }
        _ => {}
    }
}

/// Words with commas between them.
pub(super) fn keywords(reader: &mut Reader<'_>, tags: &mut Vec<Category>) {
    let Some(line) = reader.label() else { return };
    for term in line.split(',').map(str::trim).filter(|term| !term.is_empty()) {
        push_new(tags, Category { term: term.to_owned(), ..Category::default() });
    }
}

/// A category with, perhaps, narrower ones inside.
fn category<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, tags: &mut Vec<Category>) {
    let depth = reader.depth();
    let mut name = reader.attribute(tag, "text");
    let mut line = String::new();
    loop {
        if let Some(term) = name.take().filter(|term| !term.is_empty()) {
            push_new(tags, Category { term, ..Category::default() });
        }
        match reader.next_within(depth) {
            Some(Event::Open(inner)) if inner.name.ns == Ns::Itunes => {
                name = reader.attribute(&inner, "text");
            }
            Some(Event::Text(text) | Event::Data(text)) => line.push_str(text),
            Some(_) => {}
            None => break,
        }
    }
    let term = line.trim();
    if !term.is_empty() {
        push_new(tags, Category { term: term.to_owned(), ..Category::default() });
    }
}
