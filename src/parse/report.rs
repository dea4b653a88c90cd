//! A parse in, the JSON of `tidings parse --raw` and `--batch` out.

use serde_json::{Value, json};

use super::ParseError;
use crate::model::{Category, Entry, Feed, Link, Media, Parsed, Person, Text, Timestamp};

/// What the document said, one object for the feed and a list for its entries.
pub fn report(parsed: &Parsed) -> Value {
    let entries: Vec<Value> = parsed.feed.entries.iter().map(entry).collect();
    json!({ "ok": true, "mended": parsed.mended, "feed": feed(&parsed.feed), "entries": entries })
}

/// The same for a document that is no feed.
pub fn failure(error: ParseError) -> Value {
    json!({ "ok": false, "error": error.to_string(), "code": error.code() })
}

fn feed(feed: &Feed) -> Value {
    json!({
        "kind": feed.kind,
        "title": text(feed.title.as_ref()),
        "link": feed.link,
        "links": links(&feed.links),
        "id": feed.id,
        "subtitle": text(feed.subtitle.as_ref()),
        "updated": date(feed.updated),
        "published": date(feed.published),
        "language": feed.language,
        "authors": people(&feed.authors),
        "contributors": people(&feed.contributors),
        "rights": text(feed.rights.as_ref()),
        "generator": feed.generator,
        "image": feed.image.as_ref().or(feed.icon.as_ref()),
        "icon": feed.icon,
        "tags": tags(&feed.tags),
        "ttl": feed.ttl_seconds,
        "skip_hours": feed.skip_hours,
        "skip_days": feed.skip_days,
    })
}

fn entry(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "title": text(entry.title.as_ref()),
        "url": entry.url,
        "original_url": entry.original_url,
        "links": links(&entry.links),
        "published": date(entry.published),
        "updated": date(entry.updated),
        "summary": text(entry.summary.as_ref()),
        "content": text(entry.contents.first()),
        "authors": people(&entry.authors),
        "contributors": people(&entry.contributors),
        "tags": tags(&entry.tags),
        "enclosures": entry.enclosures.iter().map(media).collect::<Vec<_>>(),
        "thumbnails": entry.thumbnails,
        "image": entry.thumbnails.first(),
        "comments": entry.comments,
        "comment_count": entry.comment_count,
        "rights": text(entry.rights.as_ref()),
        "language": entry.language,
        "duration": entry.duration,
        "episode": entry.episode,
        "season": entry.season,
        "location": entry.location,
        "source": entry.source_title,
    })
}

fn text(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.as_str())
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
