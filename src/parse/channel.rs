//! A stream of elements in, a [`Feed`] out: what RSS, RDF, Atom and CDF say of a whole feed.

use super::{
    ENTRIES, date, element, entry, modules,
    name::{Name, Ns},
    person::Authors,
    ranked::{Best, Rank, push_new},
    xml::{Event, Reader, Tag},
};
use crate::model::{Feed, FeedKind, Text, Timestamp};

/// What was found in a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What the document said.
    pub(super) feed: Feed,
    /// Whether an element was there that only feeds have.
    pub(super) is_feed: bool,
    /// Whether it is a page of HTML.
    pub(super) is_page: bool,
    /// Whether the document ended inside an entry, which was left out.
    pub(super) cut: bool,
}

/// A feed while its elements come in.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) title: Best<Text>,
    pub(super) subtitle: Best<Text>,
    pub(super) rights: Best<Text>,
    pub(super) link: Best<String>,
    pub(super) language: Best<String>,
    pub(super) published: Best<Timestamp>,
    pub(super) updated: Best<Timestamp>,
    pub(super) authors: Authors,
    pub(super) image: Best<String>,
    pub(super) ttl: Best<u64>,
    pub(super) period: Option<u64>,
    pub(super) frequency: Option<u64>,
    pub(super) feed: Feed,
}

/// Reads a whole document.
pub(super) fn read(reader: &mut Reader<'_>) -> Found {
    let mut found = Found::default();
    let mut draft = Draft::default();
    let mut root = None;
    loop {
        match reader.next() {
            Event::End => break,
            Event::Open(tag) => element(reader, &tag, &mut root, &mut draft, &mut found),
            _ => {}
        }
    }
    found.is_feed = root.is_some() || (!draft.feed.entries.is_empty() && !found.is_page);
    found.feed = draft.finish();
    found
}

fn element<'t>(
    reader: &mut Reader<'t>,
    tag: &Tag<'t>,
    root: &mut Option<usize>,
    draft: &mut Draft,
    found: &mut Found,
) {
    let depth = reader.depth();
    if let Some(kind) = container(tag) {
        if root.is_none() {
            *root = Some(depth);
            draft.feed.kind = kind;
        }
        from_attributes(reader, tag, draft);
    } else if tag.name.is_entry() {
        match entry::read(reader, tag) {
            Some(entry) if draft.feed.entries.len() < ENTRIES => draft.feed.entries.push(entry),
            Some(_) => {}
            None => found.cut = !reader.damaged(),
        }
    } else if let Some(root) = *root {
        // Whatever is open, and even in what is not known, entries are found.
        reader.guard(depth, Name::is_structure);
        if depth > root {
            field(reader, tag, draft);
        }
        reader.skip(depth);
    } else {
        found.is_page |=
            matches!(tag.name.local(), b"html" | b"head" | b"body" | b"script" | b"div");
    }
}

/// Elements that hold a feed; what lies directly inside any of them is read alike, so that it
/// does not matter which of them are there.
fn container(tag: &Tag<'_>) -> Option<FeedKind> {
    match (tag.name.ns, tag.name.local()) {
        (Ns::Rdf | Ns::Core, b"rdf") => Some(FeedKind::Rdf),
        (Ns::Core, b"feed") => Some(FeedKind::Atom),
        (Ns::Core, b"channel") if tag.written == "CHANNEL" => Some(FeedKind::Cdf),
        (Ns::Core | Ns::Other, b"rss") | (Ns::Core, b"channel") => Some(FeedKind::Rss),
        _ => None,
    }
}

/// RDF's `about`; CDF's `HREF` and `LASTMOD`; the language in scope.
fn from_attributes<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let about = reader.attribute(tag, "about").filter(|about| !about.is_empty());
    draft.feed.id = draft.feed.id.take().or(about);
    draft.language.first(Rank::Last, reader.language().map(str::to_owned));
    if let Some(href) = reader.attribute(tag, "href").filter(|href| !href.is_empty()) {
        let link = crate::model::Link { href: href.clone(), ..Default::default() };
        push_new(&mut draft.feed.links, link);
        draft.link.first(Rank::Kin, Some(href));
    }
    let changed = reader.attribute(tag, "lastmod");
    draft.updated.last(Rank::Kin, changed.and_then(|text| date::parse(&text)));
}

fn field<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.ns {
        Ns::Core => core(reader, tag, draft),
        Ns::Other | Ns::Xhtml => {}
        _ => modules::feed(reader, tag, draft),
    }
}

fn core<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Core, reader.title(tag)),
        b"link" => link(reader, tag, draft),
        b"a" if tag.written == "A" => link(reader, tag, draft),
        b"id" => {
            let id = reader.line().map(|id| element::atom_id(reader, id));
            draft.feed.id = id.or(draft.feed.id.take());
        }
        b"description" | b"subtitle" | b"abstract" => {
            draft.subtitle.first(Rank::Core, reader.text(tag));
        }
        b"tagline" | b"info" | b"summary" => draft.subtitle.first(Rank::Kin, reader.text(tag)),
        b"pubdate" | b"published" => draft.published_at(Rank::Core, reader),
        b"issued" | b"date" | b"publicationdate" => draft.published_at(Rank::Kin, reader),
        b"created" => {
            let date = reader.dated().and_then(|(date, _)| date);
            draft.published.first(Rank::Kin, date);
        }
        b"updated" | b"lastbuilddate" => draft.updated_at(Rank::Core, reader),
        b"modified" | b"lastmod" => draft.updated_at(Rank::Kin, reader),
        b"language" => draft.language.first(Rank::Core, reader.line()),
        b"author" | b"managingeditor" => draft.authors.add(Rank::Core, reader.person()),
        b"contributor" => draft.feed.contributors.extend(reader.person()),
        b"copyright" | b"rights" => draft.rights.first(Rank::Core, reader.text(tag)),
        b"generator" => draft.feed.generator = reader.label().or(draft.feed.generator.take()),
        b"image" | b"logo" => draft.image.first(Rank::Core, element::image(reader, tag)),
        b"icon" => draft.feed.icon = element::image(reader, tag).or(draft.feed.icon.take()),
        b"category" | b"keywords" => {
            if let Some(category) = element::category(reader, tag) {
                push_new(&mut draft.feed.tags, category);
            }
        }
        b"ttl" => {
            let minutes = reader.line().and_then(|text| element::whole(&text));
            draft.ttl.first(Rank::Core, minutes.map(|minutes| minutes.saturating_mul(60)));
        }
        b"skiphours" => draft.feed.skip_hours = skips(reader, b"hour", hour),
        b"skipdays" => draft.feed.skip_days = skips(reader, b"day", weekday),
        _ => {}
    }
}

/// What the elements of one name inside the element just opened say.
fn skips(reader: &mut Reader<'_>, wanted: &[u8], read: fn(&str) -> Option<u8>) -> Vec<u8> {
    let depth = reader.depth();
    let mut out = Vec::new();
    while let Some(event) = reader.next_within(depth) {
        let Event::Open(tag) = event else { continue };
        if tag.name.local() == wanted {
            out.extend(reader.line().and_then(|line| read(&line)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// An hour; RSS 0.91 counted from 1 to 24, 2.0 from 0 to 23, and 24 can only be midnight.
fn hour(text: &str) -> Option<u8> {
    text.parse().ok().filter(|hour: &u8| *hour <= 24).map(|hour| hour % 24)
}

/// The number of an English weekday, Monday being 0.
fn weekday(text: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let text = text.to_ascii_lowercase();
    DAYS.iter().position(|day| text.starts_with(day)).map(|at| at as u8)
}

fn link<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    let Some(link) = element::link(reader, tag) else { return };
    let html = link.media_type.as_deref().is_none_or(|media_type| media_type.contains("html"));
    match link.rel.as_deref() {
        None => draft.link.first(Rank::Core, Some(link.href.clone())),
        Some("alternate") if html => draft.link.first(Rank::Core, Some(link.href.clone())),
        Some("alternate") => draft.link.first(Rank::Kin, Some(link.href.clone())),
        Some("icon" | "shortcut icon") => {
            draft.feed.icon.get_or_insert_with(|| link.href.clone());
        }
        Some("image") => draft.image.first(Rank::Podcast, Some(link.href.clone())),
        _ => {}
    }
    push_new(&mut draft.feed.links, link);
}

impl Draft {
    pub(super) fn published_at(&mut self, rank: Rank, reader: &mut Reader<'_>) {
        let date = reader.dated().and_then(|(date, _)| date);
        self.published.last(rank, date);
    }

    pub(super) fn updated_at(&mut self, rank: Rank, reader: &mut Reader<'_>) {
        let date = reader.dated().and_then(|(date, _)| date);
        self.updated.last(rank, date);
    }

    fn finish(mut self) -> Feed {
        let mut feed = self.feed;
        if let Some(period) = self.period {
            self.ttl.first(Rank::Dublin, Some(period / self.frequency.unwrap_or(1)));
        }
        feed.title = self.title.take();
        feed.subtitle = self.subtitle.take();
        feed.rights = self.rights.take();
        feed.link = self.link.take();
        feed.language = self.language.take();
        feed.published = self.published.take();
        feed.updated = self.updated.take();
        feed.authors = self.authors.take();
        feed.image = self.image.take();
        feed.ttl_seconds = self.ttl.take();
        feed
    }
}
