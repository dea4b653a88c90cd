//! An item in, an [`Entry`] out.

use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use serde_json::Number;

use super::{
    super::{date, ranked::push_new, urls},
    guessed, link,
    people::{Authors, People},
    values::{Ask, Asked, Line, Name, Whole, members},
};
use crate::model::{Category, Entry, Media, Text};

/// How many people, tags and files the entries of one document may have together. Each takes up
/// a multiple of what it may be written in, so that floods of them would fill the memory.
const PARTS: usize = 500_000;

/// What is left of that.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { left: PARTS }
    }
}

impl Room {
    /// As many of these as there is room for.
    fn hold<T>(&mut self, mut parts: Vec<T>) -> Vec<T> {
        parts.truncate(self.left);
        self.left -= parts.len();
        parts.shrink_to_fit();
        parts
    }
}

/// An item, if it is one.
pub(super) struct Maybe<'f>(pub(super) &'f mut Option<Item>);

impl<'de> Ask<'de> for Maybe<'_> {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let item = self.0.insert(Item::default());
        members!(object:
            "id" => Line(&mut item.id),
            "url" => Line(&mut item.url),
            "external_url" => Line(&mut item.external),
            "title" => Line(&mut item.title),
            "summary" => Line(&mut item.summary),
            "content_html" => Line(&mut item.html),
            "content_text" => Line(&mut item.text),
            "image" => Line(&mut item.image),
            "banner_image" => Line(&mut item.banner),
            "date_published" => Line(&mut item.published),
            "date_modified" => Line(&mut item.modified),
            "language" => Line(&mut item.language),
            "authors" => Authors(&mut item.people.authors),
            "author" => Authors(&mut item.people.author),
            "tags" => Tags(&mut item.tags),
            "attachments" => Attachments(&mut item.media),
        );
        Ok(())
    }
}

/// The members of an item.
#[derive(Debug, Default)]
pub(super) struct Item {
    id: Option<String>,
    url: Option<String>,
    external: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    html: Option<String>,
    text: Option<String>,
    image: Option<String>,
    banner: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    people: People,
    tags: Vec<Category>,
    media: Vec<Media>,
}

impl Item {
    pub(super) fn entry(self, room: &mut Room) -> Entry {
        let media = room.hold(self.media);
        let address = self.id.clone().filter(|id| urls::is_web(id));
        let enclosed = media.first().map(|media| media.url.clone());
        let mut entry = Entry {
            url: self.url.clone().or_else(|| self.external.clone()).or(address).or(enclosed),
            id: self.id,
            title: self.title.map(guessed),
            summary: self.summary.map(guessed),
            contents: self.html.map(Text::html).into_iter().collect(),
            authors: room.hold(self.people.known()),
            published: self.published.as_deref().and_then(date::parse),
            published_text: self.published,
            updated: self.modified.as_deref().and_then(date::parse),
            language: self.language,
            tags: room.hold(self.tags),
            duration: media.iter().find_map(|media| media.duration),
            enclosures: media,
            ..Entry::default()
        };
        link(&mut entry.links, self.url, "alternate", None);
        link(&mut entry.links, self.external, "related", None);
        entry.contents.extend(self.text.map(Text::plain));
        for picture in [self.image, self.banner].into_iter().flatten() {
            push_new(&mut entry.thumbnails, picture);
        }
        entry
    }
}

struct Attachments<'f>(&'f mut Vec<Media>);

impl<'de> Ask<'de> for Attachments<'_> {
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Asked(Attachment(self.0)))?.is_some() {}
        Ok(())
    }
}

struct Attachment<'f>(&'f mut Vec<Media>);

impl<'de> Ask<'de> for Attachment<'_> {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut url, mut media) = (None, Media::default());
        members!(object:
            "url" => Line(&mut url),
            "mime_type" => Line(&mut media.media_type),
            "size_in_bytes" => Whole(&mut media.length),
            "duration_in_seconds" => Whole(&mut media.duration),
        );
        if let Some(url) = url {
            push_new(self.0, Media { url, ..media });
        }
        Ok(())
    }
}

/// A list of words; a single string with commas has been seen too.
struct Tags<'f>(&'f mut Vec<Category>);

impl<'de> Ask<'de> for Tags<'_> {
    fn text(self, line: &str) {
        line.split(',').for_each(|term| tag(self.0, term));
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Asked(Tag(self.0)))?.is_some() {}
        Ok(())
    }
}

struct Tag<'f>(&'f mut Vec<Category>);

impl Ask<'_> for Tag<'_> {
    fn text(self, term: &str) {
        tag(self.0, term);
    }

    fn number(self, number: &Number) {
        tag(self.0, &number.to_string());
    }
}

fn tag(tags: &mut Vec<Category>, term: &str) {
    let term = term.trim();
    if !term.is_empty() {
        push_new(tags, Category { term: term.to_owned(), ..Category::default() });
    }
}
