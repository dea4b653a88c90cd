//! Rows in, one JSON document out, an article object a line.

use std::io;

use crate::model::Item;

use super::ndjson::Objects;
use super::{Format, Renderer, Sink, View};

/// The version of the shape of every JSON document that tidings prints.
pub(super) const SCHEMA_VERSION: u32 = 1;

pub(super) const FORMAT: Format = Format {
    name: "json",
    about: "one JSON document of article objects",
    extension: "json",
    media_type: "application/json",
    shows_content: View::chooses_content,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Json { objects: Objects::new(view, out), first: true })
}

struct Json<'w> {
    objects: Objects<'w>,
    first: bool,
}

impl Renderer for Json<'_> {
    fn begin(&mut self) -> io::Result<()> {
        write!(self.objects.out, "{{\"schema_version\":{SCHEMA_VERSION},\"articles\":[")
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let between: &[u8] = if std::mem::take(&mut self.first) { b"\n" } else { b",\n" };
        self.objects.out.write_all(between)?;
        self.objects.write(item)
    }

    fn end(&mut self) -> io::Result<()> {
        self.objects.out.write_all(if self.first { b"]}\n" } else { b"\n]}\n" })?;
        self.objects.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, fields, samples};
    use super::*;
    use serde_json::json;

    fn document(view: &View, items: &[Item]) -> (String, serde_json::Value) {
        let text = samples::rendered(&FORMAT, view, items);
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn every_key_is_there_even_if_nothing_is_known() {
        let (text, value) = document(&samples::piped(), &[samples::bare("x"), samples::full()]);
        assert_eq!(text.lines().count(), 4, "an object a line:\n{text}");
        assert_eq!(value["schema_version"], 1);
        assert_eq!(
            value["articles"][0],
            json!({
                "id": "7k2fq0az", "seq": 1, "url": null, "canonical_url": null, "title": "x",
                "authors": [], "published": null, "updated": null,
                "received": "2026-05-21T16:01:05Z", "date": "2026-05-21T16:01:05Z",
                "date_source": "received",
                "feed": {"id": 7, "title": "Tool Blog", "url": "https://tool.example/feed", "site_url": null},
                "also_in": [], "tags": [], "summary": null, "content_text": null,
                "content_html": null, "language": null, "enclosures": [], "guid": null,
                "read": false, "starred": false, "revision": 0, "edited": null, "story": null,
            })
        );
        assert_eq!(value["articles"][1], serde_json::to_value(samples::full().article).unwrap());
    }

    #[test]
    fn an_empty_list_is_a_document() {
        let (text, _) = document(&samples::piped(), &[]);
        assert_eq!(text, "{\"schema_version\":1,\"articles\":[]}\n");
    }

    #[test]
    fn chosen_fields_in_their_order() {
        let chosen = fields("title,url,feed.title").unwrap();
        let view = View { fields: Some(chosen), ..samples::piped() };
        let (text, _) = document(&view, &[samples::bare("x")]);
        assert_eq!(
            text,
            "{\"schema_version\":1,\"articles\":[\n\
             {\"title\":\"x\",\"url\":null,\"feed.title\":\"Tool Blog\"}\n]}\n"
        );
    }

    #[test]
    fn hostile_text_is_carried_whole_and_escaped() {
        let item = samples::hostile();
        let (text, value) = document(&samples::piped(), std::slice::from_ref(&item));
        assert_eq!(value["articles"][0]["title"], item.article.title);
        assert!(text.chars().all(|c| c == '\n' || !super::super::safe::is_hidden(c)), "{text:?}");
    }
}
