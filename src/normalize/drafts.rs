//! A parsed feed in, one draft for each of its entries out.

use super::{
    address::{Base, Room, bare, without_scheme},
    body::{About, body},
    language, media,
    people::authors,
    refrain::drop_refrains,
    tags::tags,
    title,
};
use crate::model::{Draft, Entry, Feed, Marks};

/// What normalisation knows besides the feed.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Where the document came from: the last base for relative addresses. May be empty, or
    /// no web address; then they lead nowhere.
    pub feed_url: &'a str,
}

/// The entries of a feed as drafts, in the document's order: clean text, absolute addresses,
/// dates as said. Identity is undecided: `url_key` is `None`, `text_hash` 0, and there are no marks.
pub fn drafts(feed: &Feed, context: &Context<'_>) -> Vec<Draft> {
    let room = Room::new();
    let mut drafts: Vec<Draft> =
        articles(feed).map(|entry| draft(entry, feed, context, &room)).collect();
    drop_refrains(&mut drafts);
    drafts
}

/// The entries that become drafts, in order. One that has nothing to read and nothing to open is
/// a slip of the program that wrote the feed.
pub fn articles(feed: &Feed) -> impl Iterator<Item = &Entry> {
    feed.entries.iter().filter(|entry| {
        let texts = [&entry.title, &entry.summary].into_iter().flatten().chain(&entry.contents);
        let names = [&entry.id, &entry.url, &entry.original_url].into_iter().flatten();
        names
            .map(String::as_str)
            .chain(texts.map(|text| text.value.as_str()))
            .any(|text| !text.trim().is_empty())
            || !entry.enclosures.is_empty()
            || !entry.thumbnails.is_empty()
    })
}

fn draft(entry: &Entry, feed: &Feed, context: &Context<'_>, room: &Room) -> Draft {
    let feed_bases = [feed.link.as_deref(), Some(context.feed_url)];
    let entry_base = Base::new([entry.base.as_deref(), feed_bases[0], feed_bases[1]]).within(room);
    let url = page_address(entry, feed, &entry_base);
    // In a text, `#note` and `image.png` are relative to the entry's own page.
    let bases = [entry.base.as_deref(), url.as_deref(), feed_bases[0], feed_bases[1]];
    let given = entry.title.as_ref().and_then(title::given);
    let about = About {
        title: given.as_deref().unwrap_or_default(),
        bases: &bases,
        own: &[url.as_deref(), feed_bases[0], entry.comments.as_deref()],
        room,
    };
    let body = body(entry, &about);
    let enclosures = media::enclosures(entry, &entry_base);
    let image = media::image(entry, &enclosures, body.picture, &entry_base);
    let titled = given.is_some();
    let title = given.unwrap_or_else(|| {
        let enclosed = enclosures.first().map(|enclosure| enclosure.url.as_str());
        let text = body.heading.as_deref().or(body.summary.as_deref());
        title::drawn(text, &[url.as_deref(), enclosed])
    });
    Draft {
        guid: guid(entry),
        url,
        url_key: None,
        shortened: None,
        title,
        titled,
        authors: authors(entry, feed, &entry_base),
        published: entry.published,
        updated: entry.updated,
        summary: body.summary,
        content_html: body.html,
        content_text: body.text,
        text_hash: 0,
        language: spoken(entry, feed),
        tags: tags(&entry.tags),
        duration: media::duration(entry, &enclosures),
        enclosures,
        image,
        marks: Marks::default(),
    }
}

/// Where the web site of a feed lies.
pub fn site_url(feed: &Feed) -> Option<String> {
    feed.link.as_deref().and_then(|link| Base::new([]).web(link))
}

/// The id as given, white space around it aside.
fn guid(entry: &Entry) -> Option<String> {
    let id = entry.id.as_deref()?.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

/// The page to open: the address before a feed proxy rewrote it, the entry's own, or its id
/// where the document calls that a permalink. Where the own address is but the site's front page,
/// an id that is an address of a page there is the better one (python-feedgen's users link all
/// entries to the site).
fn page_address(entry: &Entry, feed: &Feed, base: &Base<'_>) -> Option<String> {
    let original = entry.original_url.as_deref().and_then(|url| base.web(url));
    let permalink = || {
        let id = entry.id.as_deref().filter(|_| entry.id_is_permalink)?;
        own_address(id).and_then(|id| base.web(id))
    };
    let own = || {
        let own = entry.url.as_deref().and_then(|url| base.web(url))?;
        let site = feed.link.as_deref().and_then(|url| base.web(url));
        let page = if site.is_some_and(|site| bare(&site).eq_ignore_ascii_case(bare(&own))) {
            let is_file = |id: &&str| entry.enclosures.iter().any(|file| file.url == **id);
            let id = entry.id.as_deref().filter(|_| !entry.id_is_no_permalink);
            id.filter(|id| !is_file(id))
                .and_then(own_address)
                .filter(|id| is_page_of(id, &own))
                .and_then(|id| base.web(id))
        } else {
            None
        };
        page.or(Some(own))
    };
    // An address beside it that leads nowhere shows that the id was meant for one.
    let lost = || {
        let id = entry.id.as_deref().filter(|_| entry.url.is_some())?;
        own_address(id).and_then(|id| base.web(id))
    };
    original.or_else(own).or_else(permalink).or_else(lost)
}

/// An id that is an address by itself; other ids are opaque names.
fn own_address(id: &str) -> Option<&str> {
    let id = id.trim();
    without_scheme(id).map(|_| id)
}

/// Whether an address is that of a page at the host of a front page, and not that itself.
fn is_page_of(address: &str, front: &str) -> bool {
    let (page, front) = (bare(address), bare(front));
    let host = |bare: &str| bare.split(['/', '?', '#']).next().map(str::to_ascii_lowercase);
    host(page) == host(front)
        && !page.eq_ignore_ascii_case(front)
        && host(page).is_some_and(|host| page.len() > host.len())
}

/// The language of the entry, of its content, or of the feed.
fn spoken(entry: &Entry, feed: &Feed) -> Option<String> {
    let content = entry.contents.first().or(entry.summary.as_ref());
    let content = content.and_then(|text| text.language.as_deref());
    let title = entry.title.as_ref().and_then(|text| text.language.as_deref());
    [entry.language.as_deref(), content, title, feed.language.as_deref()]
        .into_iter()
        .flatten()
        .find_map(language::tag)
}

#[cfg(test)]
mod tests;
