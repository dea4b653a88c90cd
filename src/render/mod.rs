//! Articles in, bytes out.
//!
//! A [`Format`] is a value in [`FORMATS`]; starting it on a sink gives a [`Renderer`], which
//! takes the rows of a listing one by one and keeps none of them. How the listing is to look
//! stands in a frozen [`View`]. Every string passes [`safe`] on its way to a terminal or a line.

mod article;
mod atom;
pub mod dates;
mod delimited;
pub mod diff;
mod field;
pub mod grid;
mod health;
mod html;
mod ids;
mod json;
pub mod json_text;
mod jsonfeed;
mod listing;
mod markdown;
mod markup;
mod ndjson;
pub mod outline;
mod output_feed;
mod page;
mod paint;
mod piped;
mod plan;
pub mod plots;
mod reading;
pub mod rows;
mod rss;
pub mod safe;
#[cfg(test)]
pub(crate) mod samples;
mod schema;
mod stats;
mod subscriptions;
mod table;
mod template;
mod text;
pub mod url_rules;
mod view;
mod xml;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::model::{FeedRef, Item, shown_address};

pub use article::article;
pub use field::{FIELDS, Field, FieldInfo, PARTS, UnknownField, fields};
pub use health::health;
pub use paint::{columns, cut, cut_name, padded};
pub use plan::plan;
pub use schema::{SCHEMAS, schema};
pub use stats::{DayCount, FeedCount, Stats, stats};
pub use subscriptions::subscriptions;
pub use template::{TEMPLATE, Template, TemplateError};
pub use view::{Order, OutputFeed, Terminal, View};

/// A sink for the rows of one listing.
pub trait Renderer {
    /// Writes what stands before the first row.
    fn begin(&mut self) -> io::Result<()>;

    /// Writes a row.
    fn item(&mut self, item: &Item) -> io::Result<()>;

    /// Writes what stands after the last row, and flushes.
    fn end(&mut self) -> io::Result<()>;
}

/// Where a renderer writes.
pub type Sink<'w> = Box<dyn Write + 'w>;

/// An output format.
#[derive(Debug)]
pub struct Format {
    /// What is typed after `--format`.
    pub name: &'static str,
    /// What it is, in a phrase.
    pub about: &'static str,
    /// The usual end of a file's name, without the dot.
    pub extension: &'static str,
    /// The media type, for a server.
    pub media_type: &'static str,
    /// Whether it shows whole content when it looks like this: content is kept apart, and costs a
    /// look-up an article.
    pub shows_content: fn(&View) -> bool,
    /// Makes the renderer that [`Format::start`] guards.
    make: for<'w> fn(&View, Sink<'w>) -> Box<dyn Renderer + 'w>,
}

impl Format {
    /// Starts a listing on a sink, which the caller has buffered.
    pub fn start<'w>(&self, view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
        let heading = view.heading.as_deref().map(shown_address);
        let view = View { heading: heading.map(Cow::into_owned), ..view.clone() };
        Box::new(Guarded((self.make)(&view, out)))
    }
}

/// Keeps from any renderer the credentials that the addresses of feeds may hold.
struct Guarded<'w>(Box<dyn Renderer + 'w>);

impl Renderer for Guarded<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.0.begin()
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        if std::iter::once(&article.feed).chain(&article.also_in).all(is_public) {
            return self.0.item(item);
        }
        let mut item = item.clone();
        let article = &mut item.article;
        for feed in std::iter::once(&mut article.feed).chain(&mut article.also_in) {
            feed.url = shown_address(&feed.url).into_owned();
            feed.title = shown_address(&feed.title).into_owned();
        }
        self.0.item(&item)
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.end()
    }
}

/// Whether neither address nor title, which may be the address, holds credentials.
fn is_public(feed: &FeedRef) -> bool {
    [&feed.url, &feed.title].into_iter().all(|text| matches!(shown_address(text), Cow::Borrowed(_)))
}

/// Every format that `--format` knows, in the order in which help lists them.
pub const FORMATS: &[&Format] = &[
    &text::FORMAT,
    &json::FORMAT,
    &ndjson::FORMAT,
    &delimited::CSV,
    &delimited::TSV,
    &markdown::FORMAT,
    &html::FORMAT,
    &rss::FORMAT,
    &atom::FORMAT,
    &jsonfeed::FORMAT,
    &ids::FORMAT,
    &page::FORMAT,
];

/// What is printed unless another format is chosen.
pub const TEXT: &Format = &text::FORMAT;

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Html;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_and_taken_once() {
        for entry in FORMATS {
            assert_eq!(format(entry.name).map(|found| found.about), Some(entry.about));
        }
        assert!(format("xml").is_none());
    }

    proptest! {
        #[test]
        fn no_format_carries_what_a_terminal_obeys(
            texts in proptest::collection::vec(any::<String>(), 7),
            evil in "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{2028}\u{202e}\u{fffe}<&\"a]*",
        ) {
            let mut item = samples::full();
            let article = &mut item.article;
            let mut texts = texts.into_iter().map(|text| text + &evil);
            let mut text = || texts.next().unwrap();
            article.title = text();
            article.feed.title = text();
            article.url = Some(format!("https://a.example/{}", text()));
            article.summary = Some(text());
            article.content_text = Some(text());
            article.content_html = Some(Html::sanitized(text()));
            article.tags = vec![text()];
            let template = Some("{title} {content_text}".parse().unwrap());
            let piped = View { template, ..samples::piped() };
            let terminal = samples::on(Terminal::plain(60));
            for format in FORMATS.iter().chain([&TEMPLATE]) {
                for view in [&piped, &terminal] {
                    let out = samples::rendered(format, view, std::slice::from_ref(&item));
                    let seen = out.chars().find(|c| !"\r\n\t".contains(*c) && safe::is_hidden(*c));
                    prop_assert_eq!(seen, None, "{}: {:?}", format.name, out);
                    if ["rss", "atom"].contains(&format.name) {
                        samples::elements(&out);
                    }
                }
            }
        }
    }

    #[test]
    fn no_listing_shows_a_feeds_password() {
        let secret = "https://ada:s3cret@tool.example/feed";
        let mut item = samples::full();
        for feed in [&mut item.article.feed, &mut item.article.also_in[0]] {
            secret.clone_into(&mut feed.url);
            secret.clone_into(&mut feed.title);
        }
        let plain = samples::piped();
        let terminal = samples::on(Terminal::modern(80));
        let chosen = View {
            fields: Some(fields("feed,feed.url,also_in.url").unwrap()),
            heading: Some(secret.to_owned()),
            template: Some("{feed.url} {also_in.url}".parse().unwrap()),
            ..samples::piped()
        };
        for format in FORMATS.iter().chain([&TEMPLATE]) {
            for view in [&plain, &terminal, &chosen] {
                let out = samples::rendered(format, view, std::slice::from_ref(&item));
                assert!(!out.contains("s3cret"), "{}: {out}", format.name);
            }
        }
    }
}
