//! Media RSS: <https://www.rssboard.org/media-rss>.

use super::super::{
    channel, date,
    element::{category, whole},
    entry::{Draft, Picture},
    name::Ns,
    person,
    ranked::{Rank, push_new},
    urls,
    xml::{Event, Reader, Tag},
};
use super::itunes::keywords;
use crate::model::Media;

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"group" => {
            let (files, pictures) = (draft.entry.enclosures.len(), draft.pictures.len());
            inside(reader, draft);
            draft.only_largest_picture(files, pictures);
        }
        b"content" => {
            content(reader, tag, draft);
            inside(reader, draft);
        }
        b"title" => draft.title.first(Rank::Media, reader.title(tag)),
        b"description" | b"text" => draft.description.first(Rank::Media, reader.text(tag)),
        b"thumbnail" => thumbnail(reader, tag, draft),
        b"keywords" => keywords(reader, &mut draft.entry.tags),
        b"category" => {
            if let Some(category) = category(reader, tag) {
                push_new(&mut draft.entry.tags, category);
            }
        }
        b"player" => {
            // A page with a player in it is better than no page at all.
            let page = address(reader, tag);
            draft.stand_in = draft.stand_in.take().or(page);
        }
        b"credit" => credit(reader, tag, draft),
        b"copyright" => draft.rights.first(Rank::Media, reader.text(tag)),
        _ => {}
    }
}

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Media, reader.title(tag)),
        b"description" => draft.subtitle.first(Rank::Media, reader.text(tag)),
        b"thumbnail" => draft.image.first(Rank::Media, address(reader, tag)),
        b"keywords" => keywords(reader, &mut draft.feed.tags),
        b"category" => {
            if let Some(category) = category(reader, tag) {
                push_new(&mut draft.feed.tags, category);
            }
        }
        b"copyright" => draft.rights.first(Rank::Media, reader.text(tag)),
        _ => {}
    }
}

/// Groups and contents hold what describes them; for an entry it is all the same. Deeper
/// structures are not nested by calls, so that their depth costs nothing.
fn inside(reader: &mut Reader<'_>, draft: &mut Draft) {
    let depth = reader.depth();
    while let Some(event) = reader.next_within(depth) {
        let Event::Open(tag) = event else { continue };
        if tag.name.ns != Ns::Media {
            continue;
        }
        match tag.name.local() {
            b"group" => {}
            b"content" => content(reader, &tag, draft),
            _ => {
                let inside = reader.depth();
                entry(reader, &tag, draft);
                reader.skip(inside);
            }
        }
    }
}

fn address<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<String> {
    let base = reader.own_base();
    let url = reader.attribute(tag, "url").or_else(|| reader.attribute(tag, "href"));
    let url = url.filter(|url| !url.is_empty())?;
    Some(urls::resolve(base.as_deref(), &url))
}

fn content<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let [url, href, medium, media_type, duration, length, default, width, height] = reader
        .attributes(
            tag,
            [
                "url",
                "href",
                "medium",
                "type",
                "duration",
                "filesize",
                "isdefault",
                "width",
                "height",
            ],
        );
    let Some(url) = url.or(href).filter(|url| !url.is_empty()) else { return };
    let url = urls::resolve(reader.own_base().as_deref(), &url);
    let media_type = media_type.filter(|media_type| !media_type.is_empty());
    let duration = duration.and_then(|text| date::duration(&text));
    let length = length.and_then(|text| whole(&text));
    let is = |said: &Option<String>, text| {
        said.as_deref().is_some_and(|said| said.eq_ignore_ascii_case(text))
    };
    if is(&medium, "image") || media_type.as_deref().is_some_and(|t| t.starts_with("image/")) {
        let area = if is(&default, "true") { u64::MAX } else { area([width, height]) };
        push_new(&mut draft.pictures, Picture { url: url.clone(), area });
    }
    draft.duration.first(Rank::Media, duration);
    draft.add_media(Media { url, media_type, length, duration });
}

/// How large a picture of so many pixels is, as far as that is said.
fn area(sides: [Option<String>; 2]) -> u64 {
    let side = |said: Option<String>| said.and_then(|text| whole(&text)).unwrap_or(0).max(1);
    sides.map(side).into_iter().fold(1, u64::saturating_mul)
}

fn thumbnail<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    // Some write the address as the element's text.
    let address = address(reader, tag).or_else(|| reader.address());
    if let Some(address) = address {
        push_new(&mut draft.media_thumbnails, address);
    }
}

fn credit<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let role = reader.attribute(tag, "role").unwrap_or_default().to_ascii_lowercase();
    match role.as_str() {
        "author" | "writer" | "creator" | "journalist" | "owner" | "uploader" => {
            let credited = reader.line().and_then(|line| person::from_line(&line));
            draft.authors.add(Rank::Media, credited);
        }
        "" => {
            if let Some(credited) = reader.line().and_then(|line| person::from_line(&line)) {
                push_new(&mut draft.credited, credited);
            }
        }
        _ => {}
    }
}
