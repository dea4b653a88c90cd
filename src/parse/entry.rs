//! An `item` or `entry` element in, an [`Entry`] out: the elements of RSS, RDF, Atom and CDF.

use super::{
    date, element, modules,
    name::{Name, Ns},
    person::Authors,
    ranked::{Best, COMPARED, Rank, push_new},
    urls,
    xml::{Event, Reader, Tag},
};
use crate::model::{Category, Entry, Media, Person, Text, Timestamp};

/// The most texts of one entry that are kept.
const CONTENTS: usize = 16;

/// A picture among an entry's files.
#[derive(Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) url: String,
    /// Its size in pixels, or another number to compare it by.
    pub(super) area: u64,
}

/// An entry while its elements come in.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) title: Best<Text>,
    pub(super) summary: Best<Text>,
    pub(super) description: Best<Text>,
    pub(super) contents: Vec<Text>,
    pub(super) published: Best<(Option<Timestamp>, String)>,
    pub(super) updated: Best<Timestamp>,
    /// A date from an element that was not made for one.
    foreign_date: Option<(Timestamp, String)>,
    pub(super) authors: Authors,
    pub(super) rights: Best<Text>,
    pub(super) id: Best<String>,
    pub(super) link: Best<String>,
    pub(super) permalink: Option<String>,
    /// An address that is the entry's page for want of a better one.
    pub(super) stand_in: Option<String>,
    pub(super) duration: Best<u64>,
    /// Pictures that stand for the entry by other elements than Media RSS's.
    pub(super) image: Best<String>,
    pub(super) media_thumbnails: Vec<String>,
    /// Pictures among the files.
    pub(super) pictures: Vec<Picture>,
    /// Who is credited without a word for what: beside pictures, their photographers.
    pub(super) credited: Vec<Person>,
    /// The id before Google Reader gave it another, and the file's address before FeedBurner did.
    original_id: Option<String>,
    pub(super) original_file: Option<String>,
    /// The site of the feed that the entry was taken from, and who wrote that.
    source_link: Best<String>,
    source_authors: Vec<Person>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    is_atom: bool,
    pub(super) entry: Entry,
}

/// Reads the entry just opened; `None` if the document ends before it does, since what came
/// after the cut is not known.
pub(super) fn read<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>) -> Option<Entry> {
    let depth = reader.depth();
    reader.guard(depth, Name::is_entry);
    let mut draft = Draft { is_atom: tag.name.local() == b"entry", ..Draft::default() };
    draft.entry.base = reader.own_base();
    draft.entry.language = reader.language().map(str::to_owned);
    from_attributes(reader, tag, &mut draft);
    while let Some(event) = reader.next_within(depth) {
        if let Event::Open(tag) = event {
            let inside = reader.depth();
            field(reader, &tag, &mut draft);
            reader.skip(inside);
        }
    }
    (reader.depth() < depth).then(|| draft.finish())
}

/// RDF's `about`; CDF's `HREF` and `LASTMOD`.
fn from_attributes<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    if let Some(about) = reader.attribute(tag, "about").filter(|about| !about.is_empty()) {
        if urls::is_web(&about) {
            draft.stand_in = Some(about.clone());
        }
        draft.id.first(Rank::Kin, Some(about));
    }
    let href = reader.attribute(tag, "href");
    draft.link.first(Rank::Kin, href.filter(|href| !href.is_empty()));
    let changed = reader.attribute(tag, "lastmod");
    draft.updated.last(Rank::Kin, changed.and_then(|text| date::parse(&text)));
}

fn field<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.ns {
        Ns::Core | Ns::Xhtml => core(reader, tag, draft),
        Ns::Other => foreign(reader, tag, draft),
        _ => modules::entry(reader, tag, draft),
    }
}

fn core<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Core, reader.title(tag)),
        b"link" => link(reader, tag, draft),
        // CDF; a small one is HTML that escaped from a text.
        b"a" if tag.written == "A" => link(reader, tag, draft),
        b"guid" => guid(reader, tag, draft),
        b"id" => {
            // Beside a guid, it is a number in somebody's database.
            let rank = if draft.is_atom { Rank::Core } else { Rank::Media };
            draft.original_id = reader.attribute(tag, "original-id").or(draft.original_id.take());
            let id = reader.line().map(|id| element::atom_id(reader, id));
            draft.id.first(rank, id);
        }
        b"description" | b"abstract" => draft.description.first(Rank::Core, reader.text(tag)),
        b"summary" => draft.summary.first(Rank::Core, reader.text(tag)),
        b"content" | b"body" | b"fullitem" | b"xhtml" => content(reader, tag, draft),
        b"pubdate" | b"published" => draft.published_at(Rank::Core, reader),
        b"issued" | b"date" | b"publicationdate" => draft.published_at(Rank::Kin, reader),
        // Atom 0.3 has it beside `issued`, which is what readers are told.
        b"created" => {
            let date = reader.dated().filter(|(date, _)| date.is_some());
            draft.published.first(Rank::Kin, date);
        }
        b"updated" => draft.updated_at(Rank::Core, reader),
        b"modified" | b"lastmod" | b"lastbuilddate" => draft.updated_at(Rank::Kin, reader),
        b"author" => draft.authors.add(Rank::Core, reader.person()),
        b"contributor" => draft.entry.contributors.extend(reader.person()),
        b"category" | b"keywords" => {
            if let Some(category) = element::category(reader, tag) {
                push_new(&mut draft.entry.tags, category);
            }
        }
        b"enclosure" => enclosure(reader, tag, draft),
        b"comments" => draft.entry.comments = reader.address().or(draft.entry.comments.take()),
        b"rights" | b"copyright" => draft.rights.first(Rank::Core, reader.text(tag)),
        b"source" => source(reader, tag, draft),
        b"image" | b"logo" | b"icon" => {
            let picture = element::image(reader, tag);
            draft.image.first(Rank::Core, picture);
        }
        b"language" => draft.entry.language = reader.line().or(draft.entry.language.take()),
        b"categories" => categories(reader, draft),
        _ => foreign(reader, tag, draft),
    }
}

/// A list of categories.
fn categories(reader: &mut Reader<'_>, draft: &mut Draft) {
    let depth = reader.depth();
    while let Some(event) = reader.next_within(depth) {
        let Event::Open(tag) = event else { continue };
        if tag.name.local() == b"category"
            && let Some(category) = element::category(reader, &tag)
        {
            push_new(&mut draft.entry.tags, category);
        }
    }
}

/// What elements that nobody has defined for feeds say by their names.
fn foreign<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"dateposted" | b"date_posted" | b"postdate" | b"post_date" | b"posted" | b"posteddate"
        | b"publishdate" | b"publish_date" | b"published_date" | b"publication_date"
        | b"datepublished" | b"date_published" | b"published_at" | b"pubdate" | b"published"
        | b"datecreated" | b"date_created" | b"creationdate" | b"creation_date" | b"created_at"
        | b"created" | b"date" => {
            let date = reader.line();
            draft.may_be_dated(date);
        }
        b"sync" => history(reader, draft),
        b"tag" if tag.name.ns == Ns::Other => {
            if let Some(term) = reader.label() {
                push_new(&mut draft.entry.tags, Category { term, ..Category::default() });
            }
        }
        _ => {}
    }
}

/// Simple Sharing's history of an entry, the last change first.
fn history(reader: &mut Reader<'_>, draft: &mut Draft) {
    let depth = reader.depth();
    while let Some(event) = reader.next_within(depth) {
        let Event::Open(tag) = event else { continue };
        if tag.name.local() == b"history" && reader.depth() == depth + 1 {
            let when = reader.attribute(&tag, "when");
            draft.may_be_dated(when);
        }
    }
}

fn guid<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let says_no =
        reader.attribute(tag, "ispermalink").is_some_and(|v| v.eq_ignore_ascii_case("false"));
    // CDF writes it as an attribute.
    let value = reader.attribute(tag, "value");
    let Some(guid) = reader.line().or(value) else { return };
    draft.entry.id_is_no_permalink |= says_no;
    let address = urls::is_web(&guid) || guid.starts_with('/');
    if !says_no && address && draft.permalink.is_none() {
        draft.permalink = Some(guid.clone());
    }
    draft.id.first(Rank::Core, Some(guid));
}

/// RSS writes the address inside, Atom as an attribute; feeds do either in both.
fn link<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let Some(link) = element::link(reader, tag) else { return };
    let length = reader.attribute(tag, "length");
    match link.rel.as_deref() {
        None => draft.link.first(Rank::Core, Some(link.href.clone())),
        Some("alternate") => {
            // A page of HTML before other forms of the same.
            let html = link.media_type.as_deref().is_none_or(|t| t.contains("html"));
            let rank = if html { Rank::Core } else { Rank::Kin };
            draft.link.first(rank, Some(link.href.clone()));
        }
        Some("enclosure") => draft.add_media(Media {
            url: link.href.clone(),
            media_type: link.media_type.clone(),
            length: length.as_deref().and_then(element::whole),
            duration: None,
        }),
        Some("image") => draft.image.first(Rank::Podcast, Some(link.href.clone())),
        // Podlove's: a place on the page that an episode is played on.
        Some(rel) if rel.ends_with("/deep-link") => {
            draft.link.first(Rank::Podcast, Some(link.href.clone()));
        }
        _ => {}
    }
    push_new(&mut draft.entry.links, link);
}

fn content<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let source = reader.attribute(tag, "src").filter(|source| !source.is_empty());
    let base = reader.own_base();
    let media_type = reader.attribute(tag, "type");
    draft.add_content(reader.text(tag));
    let Some(source) = source else { return };
    let href = urls::resolve(base.as_deref(), &source);
    let playable =
        |t: &String| ["audio/", "video/", "image/"].iter().any(|kind| t.starts_with(kind));
    if media_type.as_ref().is_some_and(playable) {
        draft.add_media(Media { url: href, media_type, length: None, duration: None });
    } else {
        draft.stand_in.get_or_insert(href);
    }
}

fn enclosure<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let base = reader.own_base();
    let attribute =
        |reader: &mut Reader<'t>, name| reader.attribute(tag, name).filter(|v| !v.is_empty());
    let written = attribute(reader, "url").or_else(|| attribute(reader, "href"));
    // RSS 1.0's module names it as RDF does.
    let written = written.or_else(|| attribute(reader, "resource"));
    let media_type = attribute(reader, "type");
    let length = attribute(reader, "length").as_deref().and_then(element::whole);
    let Some(url) = written.or_else(|| reader.line()) else { return };
    draft.add_media(Media {
        url: urls::resolve(base.as_deref(), &url),
        media_type,
        length,
        duration: None,
    });
}

/// Elements that cannot lie in the description of a feed, only follow it.
fn ends_source(name: &Name) -> bool {
    name.is_entry()
        || (name.ns == Ns::Core
            && matches!(
                name.local(),
                b"pubdate"
                    | b"guid"
                    | b"description"
                    | b"enclosure"
                    | b"published"
                    | b"content"
                    | b"summary"
            ))
}

/// The feed an entry was taken from: RSS names it in a line, Atom describes it. Its authors are
/// the entry's where that has none of its own (RFC 4287 section 4.2.1).
fn source<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let base = reader.own_base();
    let url = reader.attribute(tag, "url").filter(|url| !url.is_empty());
    draft.source_link.first(Rank::Core, url.map(|url| urls::resolve(base.as_deref(), &url)));
    let depth = reader.depth();
    reader.guard(depth, ends_source);
    let mut line = String::new();
    while let Some(event) = reader.next_within(depth) {
        match event {
            Event::Open(inner) => {
                let inside = reader.depth();
                if inner.name.ns == Ns::Core {
                    source_part(reader, &inner, draft);
                }
                reader.skip(inside);
            }
            Event::Text(text) | Event::Data(text) => line.push_str(text),
            Event::Reference(name) => reader.entities.push(name, &mut line),
            Event::Close | Event::Nothing | Event::End => {}
        }
    }
    if draft.entry.source_title.is_none() && !line.trim().is_empty() {
        draft.entry.source_title = Some(line.trim().to_owned());
    }
}

fn source_part<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"title" => {
            let title = reader.title(tag).map(|title| title.value);
            draft.entry.source_title = title.or(draft.entry.source_title.take());
        }
        b"author" => {
            if let Some(author) = reader.person() {
                push_new(&mut draft.source_authors, author);
            }
        }
        b"link" => {
            let Some(link) = element::link(reader, tag) else { return };
            let rank = match link.rel.as_deref() {
                None | Some("alternate") => Rank::Core,
                Some("self") => Rank::Kin,
                _ => return,
            };
            draft.source_link.first(rank, Some(link.href));
        }
        b"id" => draft.source_link.first(Rank::Last, reader.line().filter(|id| urls::is_web(id))),
        _ => {}
    }
}

/// Whether an id that Google Reader replaced is the address of the page on its own site, where
/// the entry's link goes by way of another.
fn is_page_before(id: &str, entry: &Entry) -> bool {
    let host = |url: &str| urls::host(url).map(|host| host.trim_start_matches("www.").to_owned());
    let (Some(own), Some(source)) = (host(id), entry.source_url.as_deref().and_then(host)) else {
        return false;
    };
    urls::is_web(id) && own == source && entry.url.as_deref().and_then(host) != Some(own)
}

impl Draft {
    pub(super) fn published_at(&mut self, rank: Rank, reader: &mut Reader<'_>) {
        let Some((date, text)) = reader.dated() else { return };
        // A date that is understood goes before one that is not, of whatever rank.
        let rank = if date.is_some() { rank } else { Rank::Last };
        self.published.last(rank, Some((date, text)));
    }

    pub(super) fn updated_at(&mut self, rank: Rank, reader: &mut Reader<'_>) {
        let date = reader.dated().and_then(|(date, _)| date);
        self.updated.last(rank, date);
    }

    /// Takes a date that stands in no element made for one, for want of a better one. Words and
    /// years that may mean anything else are none.
    fn may_be_dated(&mut self, text: Option<String>) {
        let Some(text) = text else { return };
        let full = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        if full.count() >= 3
            && let Some(date) = date::parse(&text)
        {
            self.foreign_date = Some((date, text));
        }
    }

    /// Adds a text, within the number of translations and renderings that one entry has.
    pub(super) fn add_content(&mut self, text: Option<Text>) {
        if self.contents.len() < CONTENTS {
            self.contents.extend(text);
        }
    }

    /// Adds a file, or what is new about one that is there.
    pub(super) fn add_media(&mut self, media: Media) {
        if media.url.is_empty() {
            return;
        }
        let mut recent = self.entry.enclosures.iter_mut().rev().take(COMPARED);
        let known = recent.find(|known| known.url == media.url);
        if let Some(known) = known {
            known.media_type = known.media_type.take().or(media.media_type);
            known.length = known.length.or(media.length);
            known.duration = known.duration.or(media.duration);
        } else {
            push_new(&mut self.entry.enclosures, media);
        }
    }

    /// Of the pictures among the files that have come since there were so many, keeps the largest
    /// if their names show that they are renderings of one. As thumbnails they all stay.
    pub(super) fn only_largest_picture(&mut self, files: usize, pictures: usize) {
        let new = self.entry.enclosures.get(files..).unwrap_or_default();
        let pictures = self.pictures.get(pictures..).unwrap_or_default();
        if new.len().max(pictures.len()) > COMPARED {
            return;
        }
        let area = |media: &Media| {
            let picture = pictures.iter().find(|picture| picture.url == media.url);
            picture.map(|picture| picture.area)
        };
        let shown: Vec<&Media> = new.iter().filter(|media| area(media).is_some()).collect();
        let are_one = shown.windows(2).all(|two| urls::are_renderings(&two[0].url, &two[1].url));
        let Some(largest) = shown.iter().filter_map(|media| area(media)).max() else { return };
        if !are_one {
            return;
        }
        let mut kept = false;
        for media in self.entry.enclosures.split_off(files) {
            let area = area(&media);
            if area.is_none_or(|area| area == largest && !kept) {
                kept |= area.is_some();
                self.entry.enclosures.push(media);
            }
        }
    }

    fn finish(mut self) -> Entry {
        let mut entry = self.entry;
        entry.title = self.title.take();
        entry.contents = self.contents;
        entry.summary = self.summary.take();
        match (entry.summary.is_some(), self.description.take()) {
            // With a summary beside it, the description is the text itself.
            (true, Some(description)) if entry.contents.is_empty() => {
                entry.contents.push(description);
            }
            (false, description) => entry.summary = description,
            _ => {}
        }
        if let Some((date, text)) = self.published.take() {
            entry.published = date;
            entry.published_text = Some(text);
        }
        entry.updated = self.updated.take();
        entry.authors = self.authors.take();
        if entry.authors.is_empty() && self.pictures.is_empty() {
            entry.authors = self.credited;
        }
        if entry.authors.is_empty() {
            entry.authors = self.source_authors;
        }
        entry.source_url = self.source_link.take();
        entry.rights = self.rights.take();
        entry.duration = self.duration.take();
        let files = entry.enclosures.iter().filter(|media| {
            media.media_type.as_deref().is_some_and(|media_type| media_type.starts_with("image/"))
        });
        let pictures = self.pictures.into_iter().map(|picture| picture.url);
        let pictures = self.image.take().into_iter().chain(self.media_thumbnails).chain(pictures);
        for picture in pictures.chain(files.map(|media| media.url.clone())) {
            push_new(&mut entry.thumbnails, picture);
        }
        if let ([file], Some(original)) = (&mut entry.enclosures[..], self.original_file) {
            file.url = original;
        }
        entry.id = self.id.take();
        entry.id_is_permalink = self.permalink.is_some() && self.permalink == entry.id;
        let is_atom = self.is_atom;
        let id_address = || {
            let id = entry.id.as_ref()?;
            (urls::is_web(id) || is_atom && id.starts_with('/')).then(|| id.clone())
        };
        let file = || entry.enclosures.first().map(|media| media.url.clone());
        entry.url = (self.link.take().or(self.permalink).or_else(id_address))
            .or(self.stand_in)
            .or_else(file);
        // Without id and address an entry is known again by its title and date, and one that was
        // undated so far must not become another.
        if entry.published.is_none()
            && entry.updated.is_none()
            && (entry.id.is_some() || entry.url.is_some())
            && let Some((date, text)) = self.foreign_date
        {
            entry.published = Some(date);
            entry.published_text = Some(text);
        }
        let original = self.original_id.filter(|id| is_page_before(id, &entry));
        entry.original_url = entry.original_url.or(original);
        entry
    }
}
