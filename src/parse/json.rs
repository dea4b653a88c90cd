//! JSON Feed 1.0 and 1.1 in, a [`Feed`] out: <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Map, Value};

use super::{ENTRIES, Mended, date, ranked::push_new, sniff::is_html, urls};
use crate::model::{Category, Entry, Feed, FeedKind, Link, Media, Person, Text, TextKind};

type Object = Map<String, Value>;

/// Reads a feed; `None` if the text is no JSON or no feed.
pub(super) fn read(text: &str, mended: &mut Mended) -> Option<Feed> {
    let value = first_value(text).or_else(|| {
        let repaired = repaired(text);
        let value = first_value(&repaired);
        if value.is_some() {
            mended.note("broken-json");
        }
        value
    })?;
    match &value {
        Value::Object(object) if is_feed(object) => Some(feed(object)),
        // One feed in a list has been seen, and lists of bare items.
        Value::Array(list) => match list.first()?.as_object()? {
            object if is_feed(object) => Some(feed(object)),
            _ => None,
        },
        _ => None,
    }
}

/// What follows the first value (a callback's bracket, a server's comment) does not matter.
fn first_value(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

fn is_feed(object: &Object) -> bool {
    let version = string(object, "version").is_some_and(|v| v.contains("jsonfeed"));
    version || object.get("items").is_some_and(Value::is_array)
}

/// Raw line breaks in strings escaped, commas before a closing bracket dropped; cut off after
/// the last whole item and closed, if the text ends too soon.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut open, mut in_string, mut escaped) = (Vec::new(), false, false);
    let mut whole = None;
    for c in text.trim_end().chars() {
        if in_string {
            match c {
                '\n' if !escaped => out.push_str("\\n"),
                '\r' if !escaped => out.push_str("\\r"),
                '\t' if !escaped => out.push_str("\\t"),
                c => out.push(c),
            }
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                out.truncate(out.trim_end().trim_end_matches(',').len());
                open.pop();
            }
            _ => {}
        }
        out.push(c);
        if c == '}' && open == ['}', ']'] {
            whole = Some(out.len());
        }
        if open.is_empty() && matches!(c, '}' | ']') {
            return out;
        }
    }
    if let Some(whole) = whole {
        out.truncate(whole);
        out.push_str("]}");
    }
    out
}

fn feed(object: &Object) -> Feed {
    let items = object.get("items").and_then(Value::as_array);
    let language = string(object, "language");
    let mut feed = Feed {
        kind: FeedKind::Json,
        title: string(object, "title").map(guessed),
        subtitle: string(object, "description").map(guessed),
        link: string(object, "home_page_url"),
        id: string(object, "feed_url"),
        language: language.clone(),
        authors: people(object),
        image: string(object, "icon"),
        icon: string(object, "favicon"),
        ..Feed::default()
    };
    for (key, rel, media_type) in [
        ("home_page_url", "alternate", "text/html"),
        ("feed_url", "self", "application/feed+json"),
        ("next_url", "next", "application/feed+json"),
    ] {
        link(&mut feed.links, string(object, key), rel, Some(media_type));
    }
    for hub in object.get("hubs").and_then(Value::as_array).into_iter().flatten() {
        link(&mut feed.links, hub.as_object().and_then(|hub| string(hub, "url")), "hub", None);
    }
    feed.entries = items
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .take(ENTRIES)
        .map(|item| entry(item, language.as_deref()))
        .collect();
    feed
}

fn entry(item: &Object, language: Option<&str>) -> Entry {
    let mut entry = Entry {
        id: string(item, "id"),
        title: string(item, "title").map(guessed),
        summary: string(item, "summary").map(guessed),
        authors: people(item),
        published_text: string(item, "date_published"),
        updated: string(item, "date_modified").and_then(|text| date::parse(&text)),
        language: string(item, "language").or_else(|| language.map(str::to_owned)),
        ..Entry::default()
    };
    entry.published = entry.published_text.as_deref().and_then(date::parse);
    let id_address = entry.id.clone().filter(|id| urls::is_web(id));
    let external = string(item, "external_url");
    entry.url = string(item, "url").or_else(|| external.clone()).or(id_address);
    link(&mut entry.links, string(item, "url"), "alternate", None);
    link(&mut entry.links, external, "related", None);
    contents(item, &mut entry);
    tags(item, &mut entry.tags);
    for attachment in item.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        let media = attachment.as_object().and_then(media);
        if let Some(media) = media {
            entry.duration = entry.duration.or(media.duration);
            push_new(&mut entry.enclosures, media);
        }
    }
    let pictures = [string(item, "image"), string(item, "banner_image")];
    for picture in pictures.into_iter().flatten() {
        push_new(&mut entry.thumbnails, picture);
    }
    if entry.url.is_none() {
        entry.url = entry.enclosures.first().map(|media| media.url.clone());
    }
    entry
}

fn contents(item: &Object, entry: &mut Entry) {
    if let Some(html) = string(item, "content_html") {
        entry.contents.push(Text::html(html));
    }
    if let Some(text) = string(item, "content_text") {
        entry.contents.push(Text::plain(text));
    }
}

fn media(attachment: &Object) -> Option<Media> {
    Some(Media {
        url: string(attachment, "url")?,
        media_type: string(attachment, "mime_type"),
        length: number(attachment, "size_in_bytes"),
        duration: number(attachment, "duration_in_seconds"),
    })
}

/// A list of words; a single string with commas has been seen too.
fn tags(item: &Object, tags: &mut Vec<Category>) {
    let add = |tags: &mut Vec<Category>, term: &str| {
        if !term.trim().is_empty() {
            push_new(tags, Category { term: term.trim().to_owned(), ..Category::default() });
        }
    };
    match item.get("tags") {
        Some(Value::String(line)) => line.split(',').for_each(|term| add(tags, term)),
        Some(Value::Array(list)) => {
            list.iter().filter_map(as_string).for_each(|term| add(tags, &term));
        }
        _ => {}
    }
}

/// `authors` (1.1) or `author` (1.0): objects, or just a name.
fn people(object: &Object) -> Vec<Person> {
    let one = object.get("author").into_iter();
    let all: Vec<&Value> = match object.get("authors") {
        Some(Value::Array(list)) if !list.is_empty() => list.iter().collect(),
        Some(single @ (Value::Object(_) | Value::String(_))) => vec![single],
        _ => one.collect(),
    };
    let mut people = Vec::new();
    for value in all {
        let person = match value {
            Value::Object(author) => Person {
                name: string(author, "name"),
                email: string(author, "email"),
                uri: string(author, "url"),
            },
            other => Person { name: as_string(other), ..Person::default() },
        };
        if person != Person::default() {
            push_new(&mut people, person);
        }
    }
    people
}

fn link(links: &mut Vec<Link>, href: Option<String>, rel: &str, media_type: Option<&str>) {
    let Some(href) = href else { return };
    let media_type = media_type.map(str::to_owned);
    push_new(links, Link { href, rel: Some(rel.to_owned()), media_type, ..Link::default() });
}

fn guessed(value: String) -> Text {
    let kind = if is_html(&value) { TextKind::Html } else { TextKind::Plain };
    Text { value, kind, ..Text::default() }
}

/// A member as a string that is not empty; numbers are written out, since ids come as numbers.
fn string(object: &Object, key: &str) -> Option<String> {
    object.get(key).and_then(as_string)
}

fn as_string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn number(object: &Object, key: &str) -> Option<u64> {
    match object.get(key)? {
        Value::Number(number) => number.as_u64().or_else(|| number.as_f64().map(|n| n as u64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
