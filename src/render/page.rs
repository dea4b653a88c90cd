//! Rows in, the plain listing out: a heading, then title, minute in UTC, summary, source, site.

use std::io;

use crate::model::{Item, Zone};

use super::{Format, Renderer, Sink, View, dates, safe};

pub(super) const FORMAT: Format = Format {
    name: "page",
    about: "a plain page: title, date, summary, source",
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    shows_content: |_| false,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    let heading = match &view.heading {
        Some(title) => format!("Source: {}", safe::line(title).replace(' ', "-")),
        None => "All Sources".to_owned(),
    };
    Box::new(Page { out, heading })
}

struct Page<'w> {
    out: Sink<'w>,
    heading: String,
}

impl Renderer for Page<'_> {
    fn begin(&mut self) -> io::Result<()> {
        writeln!(self.out, "Articles from {}", self.heading)
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        let site = safe::line(&article.feed.title);
        writeln!(self.out, "\n{}\n", safe::line(&article.title))?;
        writeln!(self.out, "{}", dates::minute(article.date, Zone::UTC))?;
        if let Some(summary) = &article.summary {
            writeln!(self.out, "{}", safe::line(summary))?;
        }
        writeln!(self.out, "Source: {site}\n{site}")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, samples};
    use crate::model::Zone;

    #[test]
    fn the_listing_of_one_feed() {
        let mut first = samples::dated("7k2fq0az", "Quieter Queues", "2026-05-21T16:01:59Z");
        first.article.summary = Some("How a queue was made quiet…".to_owned());
        let second = samples::dated("m3xdp0az", "No Summary Here", "2026-05-12T23:30:00Z");
        let view = View {
            heading: Some("Tool  Blog".to_owned()),
            // Minutes are UTC wherever the reader lives.
            zone: Zone::Fixed(9 * 3600),
            ..samples::piped()
        };
        assert_eq!(
            samples::rendered(&super::FORMAT, &view, &[first, second]),
            "Articles from Source: Tool--Blog\n\
             \n\
             Quieter Queues\n\
             \n\
             2026-05-21 16:01\n\
             How a queue was made quiet…\n\
             Source: Tool Blog\n\
             Tool Blog\n\
             \n\
             No Summary Here\n\
             \n\
             2026-05-12 23:30\n\
             Source: Tool Blog\n\
             Tool Blog\n"
        );
    }

    #[test]
    fn the_listing_of_all_feeds() {
        let out = samples::rendered(&super::FORMAT, &samples::piped(), &[]);
        assert_eq!(out, "Articles from All Sources\n");
        let out = samples::rendered(&super::FORMAT, &samples::piped(), &[samples::hostile()]);
        assert_eq!(out.lines().count(), 8, "{out}");
        assert!(out.chars().all(|c| c == '\n' || !super::safe::is_hidden(c)), "{out:?}");
    }
}
