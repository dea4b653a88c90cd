//! A parse in, the JSON of `tidings parse --raw` and `--batch` out.

use std::{borrow::Cow, cell::RefCell};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};

use super::{ParseError, growth::Growth, html};
use crate::model::{Category, Entry, Feed, Link, Media, Parsed, Person, Text, TextKind, Timestamp};

/// What a document said, one object for the feed and a list for its entries; or why it is no
/// feed. An entry's JSON is made when it is written, not that of all before the first.
#[derive(Debug)]
pub struct Report<'p>(pub &'p Result<Parsed, ParseError>);

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        match self.0 {
            Ok(parsed) => {
                let markup = Markup { growth: RefCell::new(Growth::of(length(&parsed.feed))) };
                members.serialize_entry("entries", &Entries(&parsed.feed.entries, &markup))?;
                members.serialize_entry("feed", &markup.feed(&parsed.feed))?;
                members.serialize_entry("mended", &parsed.mended)?;
            }
            Err(error) => {
                members.serialize_entry("code", error.code())?;
                members.serialize_entry("error", &error.to_string())?;
            }
        }
        members.serialize_entry("ok", &self.0.is_ok())?;
        members.end()
    }
}

/// The entries of a feed.
struct Entries<'p>(&'p [Entry], &'p Markup);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|entry| self.1.entry(entry)))
    }
}

/// How many bytes a feed's texts have.
fn length(feed: &Feed) -> usize {
    let own = [&feed.title, &feed.subtitle, &feed.rights].into_iter().flatten();
    let texts = |entry: &Entry| {
        let texts = [&entry.title, &entry.summary, &entry.rights].into_iter().flatten();
        texts.chain(entry.contents.first()).map(|text| text.value.len()).sum::<usize>()
    };
    own.map(|text| text.value.len()).chain(feed.entries.iter().map(texts)).sum()
}

/// Writes texts with whole addresses in them, as long as that is not abused.
struct Markup {
    growth: RefCell<Growth>,
}

impl Markup {
    fn text<'t>(&self, text: Option<&'t Text>) -> Option<Cow<'t, str>> {
        let text = text?;
        if text.kind != TextKind::Html {
            return Some(Cow::Borrowed(&text.value));
        }
        let mut growth = self.growth.borrow_mut();
        let written = html::mended(&text.value, text.base.as_deref(), growth.left());
        growth.allows(written.len().saturating_sub(text.value.len()));
        Some(written)
    }

    fn feed(&self, feed: &Feed) -> Value {
        json!({
            "kind": feed.kind,
            "title": self.text(feed.title.as_ref()),
            "link": feed.link,
            "links": links(&feed.links),
            "id": feed.id,
            "subtitle": self.text(feed.subtitle.as_ref()),
            "updated": date(feed.updated),
            "published": date(feed.published),
            "language": feed.language,
            "authors": people(&feed.authors),
            "contributors": people(&feed.contributors),
            "rights": self.text(feed.rights.as_ref()),
            "generator": feed.generator,
            "image": feed.image.as_ref().or(feed.icon.as_ref()),
            "icon": feed.icon,
            "tags": tags(&feed.tags),
            "ttl": feed.ttl_seconds,
            "skip_hours": feed.skip_hours,
            "skip_days": feed.skip_days,
        })
    }

    fn entry(&self, entry: &Entry) -> Value {
        json!({
            "id": entry.id,
            "title": self.text(entry.title.as_ref()),
            "url": entry.url,
            "original_url": entry.original_url,
            "links": links(&entry.links),
            "published": date(entry.published),
            "updated": date(entry.updated),
            "summary": self.text(entry.summary.as_ref()),
            "content": self.text(entry.contents.first()),
            "authors": people(&entry.authors),
            "contributors": people(&entry.contributors),
            "tags": tags(&entry.tags),
            "enclosures": entry.enclosures.iter().map(media).collect::<Vec<_>>(),
            "thumbnails": entry.thumbnails,
            "image": entry.thumbnails.first(),
            "comments": entry.comments,
            "comment_count": entry.comment_count,
            "rights": self.text(entry.rights.as_ref()),
            "language": entry.language,
            "duration": entry.duration,
            "episode": entry.episode,
            "season": entry.season,
            "location": entry.location,
            "source": entry.source_title,
        })
    }
}

fn date(date: Option<Timestamp>) -> Option<String> {
    date.map(Timestamp::to_rfc3339)
}

fn links(links: &[Link]) -> Vec<Value> {
    let one = |link: &Link| json!({ "href": link.href, "rel": link.rel, "type": link.media_type });
    links.iter().map(one).collect()
}

fn people(people: &[Person]) -> Vec<Value> {
    let one =
        |person: &Person| json!({ "name": person.name, "email": person.email, "uri": person.uri });
    people.iter().map(one).collect()
}

fn tags(tags: &[Category]) -> Vec<Value> {
    let one =
        |tag: &Category| json!({ "term": tag.term, "label": tag.label, "scheme": tag.scheme });
    tags.iter().map(one).collect()
}

fn media(media: &Media) -> Value {
    json!({ "url": media.url, "type": media.media_type, "length": media.length, "duration": media.duration })
}
