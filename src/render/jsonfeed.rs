//! Rows in, a JSON Feed 1.1 out.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::{Article, Author, Enclosure, Item};

use super::output_feed::{entry_id, published};
use super::{Format, Renderer, Sink, View, json_text, safe};

pub(super) const FORMAT: Format = Format {
    name: "jsonfeed",
    about: "a JSON Feed 1.1",
    extension: "json",
    media_type: "application/feed+json",
    shows_content: |_| true,
    make,
};

const VERSION: &str = "https://jsonfeed.org/version/1.1";

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(JsonFeed { out, view: view.clone(), first: true })
}

struct JsonFeed<'w> {
    out: Sink<'w>,
    view: View,
    first: bool,
}

impl JsonFeed<'_> {
    fn member(&mut self, key: &str, value: &impl Serialize) -> io::Result<()> {
        write!(self.out, ",\n\"{key}\":")?;
        json_text::write(&mut self.out, value)
    }
}

impl Renderer for JsonFeed<'_> {
    fn begin(&mut self) -> io::Result<()> {
        write!(self.out, "{{\"version\":\"{VERSION}\"")?;
        let title = self.view.title();
        self.member("title", &title)?;
        let feed = self.view.feed.clone();
        if let Some(home) = feed.home.as_deref().and_then(safe::link) {
            self.member("home_page_url", &home)?;
        }
        if let Some(address) = feed.address.as_deref().and_then(safe::link) {
            self.member("feed_url", &address)?;
        }
        self.out.write_all(b",\n\"items\":[")
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let between: &[u8] = if std::mem::take(&mut self.first) { b"\n" } else { b",\n" };
        self.out.write_all(between)?;
        json_text::write(&mut self.out, &entry(&item.article))
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.first { b"]}\n" } else { b"\n]}\n" })?;
        self.out.flush()
    }
}

/// The item object. Keys without a value are left out, as the specification wants it.
fn entry(article: &Article) -> Map<String, Value> {
    // The specification requires one of the two contents, if need be an empty one.
    let (kind, content) = match (&article.content_html, &article.content_text) {
        (Some(html), _) => ("content_html", html.as_str()),
        (None, Some(text)) => ("content_text", text.as_str()),
        (None, None) => ("content_text", article.summary.as_deref().unwrap_or_default()),
    };
    let authors: Vec<Value> = article.authors.iter().filter_map(author).collect();
    let attachments: Vec<Value> = article.enclosures.iter().filter_map(attachment).collect();
    [
        ("id", json!(entry_id(article))),
        ("url", json!(article.url.as_deref().and_then(safe::link))),
        ("title", json!(article.title)),
        (kind, json!(content)),
        ("summary", json!(article.summary)),
        ("date_published", json!(published(article))),
        ("date_modified", json!(article.updated)),
        ("language", json!(article.language)),
        ("authors", json!(authors)),
        ("tags", json!(article.tags)),
        ("attachments", json!(attachments)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()))
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// An author object: a name or a page at least.
fn author(author: &Author) -> Option<Value> {
    let name = author.name.as_deref().or(author.email.as_deref());
    let url = author.url.as_deref().and_then(safe::link);
    match (name, url) {
        (Some(name), Some(url)) => Some(json!({"name": name, "url": url})),
        (Some(name), None) => Some(json!({"name": name})),
        (None, Some(url)) => Some(json!({"url": url})),
        (None, None) => None,
    }
}

fn attachment(file: &Enclosure) -> Option<Value> {
    let url = safe::link(&file.url)?;
    let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
    let mut attachment = json!({"url": url, "mime_type": media_type});
    if let Some(bytes) = file.length {
        attachment["size_in_bytes"] = json!(bytes);
    }
    if let Some(seconds) = file.duration {
        attachment["duration_in_seconds"] = json!(seconds);
    }
    Some(attachment)
}

#[cfg(test)]
mod tests {
    use super::super::{OutputFeed, samples};
    use super::*;

    fn document(view: &View, items: &[Item]) -> Value {
        serde_json::from_str(&samples::rendered(&FORMAT, view, items)).unwrap()
    }

    #[test]
    fn a_whole_feed() {
        let feed = OutputFeed {
            title: Some("Mine".to_owned()),
            home: Some("https://me.example/".to_owned()),
            address: Some("https://me.example/feed.json".to_owned()),
        };
        let view = View { feed, ..samples::piped() };
        assert_eq!(
            document(&view, &[samples::full()]),
            json!({
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Mine",
                "home_page_url": "https://me.example/",
                "feed_url": "https://me.example/feed.json",
                "items": [{
                    "id": "urn:tidings:article:7k2fq0az",
                    "url": "https://tool.example/7k2fq0az",
                    "title": "Release 2.4: <faster> & \"calmer\"",
                    "content_html": "<p>What <em>changed</em>.</p><p>And why it is calmer.</p>",
                    "summary": "What changed, and why it is calmer.",
                    "date_published": "2026-05-21T16:01:05Z",
                    "date_modified": "2026-05-21T17:00:00Z",
                    "language": "en",
                    "authors": [{"name": "Ada Example"}, {"name": "bo@tool.example"}],
                    "tags": ["rust", "release notes"],
                    "attachments": [{
                        "url": "https://tool.example/2.4.mp3", "mime_type": "audio/mpeg",
                        "size_in_bytes": 12_345_678, "duration_in_seconds": 1800,
                    }],
                }],
            })
        );
    }

    #[test]
    fn the_least_and_the_worst() {
        let items = [samples::bare("x"), samples::hostile()];
        let feed = document(&samples::piped(), &items);
        assert_eq!(
            feed["items"][0],
            json!({
                "id": "urn:tidings:article:7k2fq0az", "title": "x", "content_text": "",
            })
        );
        assert_eq!(feed["items"][1]["title"], items[1].article.title);
        assert_eq!(feed["items"][1].get("attachments"), None, "a link that is none");
        assert_eq!(document(&samples::piped(), &[])["items"], json!([]));
    }
}
