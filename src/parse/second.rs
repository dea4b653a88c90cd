//! The text of a document that was not understood in; a feed out, if feed-rs knows it for one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model as theirs;

use super::date;
use crate::model::{
    Category, Entry, Feed, FeedKind, Link, Media, Person, Text, TextKind, Timestamp,
};

/// Asks feed-rs, which has been seen to panic on hostile input. Its own ids are turned off: an
/// entry keeps its identity whichever reader reads it.
pub(super) fn read(text: &str) -> Option<Feed> {
    let parser = feed_rs::parser::Builder::new()
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| date::parse(text).map(Timestamp::to_utc))
        .build();
    let text = without_declaration(text);
    let result = catch_unwind(AssertUnwindSafe(|| parser.parse(text.as_bytes())));
    let feed = result.ok()?.ok()?;
    (feed.title.is_some() || !feed.entries.is_empty()).then(|| translate(feed))
}

/// The text is decoded already; a declaration would have it decoded again.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

fn translate(feed: theirs::Feed) -> Feed {
    let links: Vec<Link> = feed.links.into_iter().map(link).collect();
    Feed {
        kind: match feed.feed_type {
            theirs::FeedType::Atom => FeedKind::Atom,
            theirs::FeedType::JSON => FeedKind::Json,
            theirs::FeedType::RSS1 => FeedKind::Rdf,
            theirs::FeedType::RSS0 | theirs::FeedType::RSS2 => FeedKind::Rss,
        },
        id: given(feed.id),
        title: feed.title.map(text),
        subtitle: feed.description.map(text),
        link: alternate(&links),
        links,
        updated: feed.updated.map(Timestamp::from),
        published: feed.published.map(Timestamp::from),
        language: feed.language,
        authors: feed.authors.into_iter().map(person).collect(),
        contributors: feed.contributors.into_iter().map(person).collect(),
        rights: feed.rights.map(text),
        generator: feed.generator.map(|generator| generator.content),
        image: feed.logo.map(|image| image.uri),
        icon: feed.icon.map(|image| image.uri),
        tags: feed.categories.into_iter().map(category).collect(),
        ttl_seconds: feed.ttl.map(|minutes| u64::from(minutes) * 60),
        entries: feed.entries.into_iter().map(entry).collect(),
        ..Feed::default()
    }
}

fn entry(entry: theirs::Entry) -> Entry {
    let links: Vec<Link> = entry.links.into_iter().map(link).collect();
    let contents = entry.content.and_then(|content| {
        let media_type = content.content_type.to_string();
        let kind = if media_type == "text/plain" { TextKind::Plain } else { TextKind::Html };
        let media_type = Some(media_type);
        content.body.map(|value| Text { value, kind, media_type, ..Text::default() })
    });
    let enclosures =
        entry.media.into_iter().flat_map(|object| object.content).filter_map(|content| {
            Some(Media {
                url: content.url?.to_string(),
                media_type: content.content_type.map(|media_type| media_type.to_string()),
                length: content.size,
                duration: content.duration.map(|duration| duration.as_secs()),
            })
        });
    Entry {
        id: given(entry.id),
        title: entry.title.map(text),
        url: alternate(&links),
        links,
        published: entry.published.map(Timestamp::from),
        updated: entry.updated.map(Timestamp::from),
        summary: entry.summary.map(text),
        contents: contents.into_iter().collect(),
        authors: entry.authors.into_iter().map(person).collect(),
        contributors: entry.contributors.into_iter().map(person).collect(),
        tags: entry.categories.into_iter().map(category).collect(),
        enclosures: enclosures.collect(),
        rights: entry.rights.map(text),
        language: entry.language,
        base: entry.base,
        ..Entry::default()
    }
}

fn given(id: String) -> Option<String> {
    (!id.is_empty()).then_some(id)
}

fn text(text: theirs::Text) -> Text {
    let media_type = text.content_type.to_string();
    let kind = if media_type == "text/plain" { TextKind::Plain } else { TextKind::Html };
    Text { value: text.content, kind, media_type: Some(media_type), ..Text::default() }
}

fn link(link: theirs::Link) -> Link {
    Link {
        href: link.href,
        rel: link.rel,
        media_type: link.media_type,
        title: link.title,
        language: link.href_lang,
    }
}

fn alternate(links: &[Link]) -> Option<String> {
    let alternate = |link: &&Link| matches!(link.rel.as_deref(), None | Some("alternate"));
    links.iter().find(alternate).map(|link| link.href.clone())
}

fn person(person: theirs::Person) -> Person {
    Person { name: person.name, email: person.email, uri: person.uri }
}

fn category(category: theirs::Category) -> Category {
    Category { term: category.term, label: category.label, scheme: category.scheme }
}
