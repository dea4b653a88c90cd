//! Rows in, one line each out: `id TAB date TAB feed TAB title TAB url`, dates in UTC.

use std::io;

use anstyle::Style;

use crate::model::Item;

use super::{Renderer, Sink, View, safe};

pub(super) struct Piped<'w> {
    out: Sink<'w>,
    colour: bool,
}

impl<'w> Piped<'w> {
    pub(super) fn new(view: &View, out: Sink<'w>) -> Self {
        Self { out, colour: view.colour }
    }
}

impl Renderer for Piped<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        // Ids, dates and addresses stay bare even then: other programs take them from here.
        let (feed, title) = match (self.colour, article.read) {
            (false, _) => (Style::new(), Style::new()),
            (true, true) => (Style::new().dimmed(), Style::new()),
            (true, false) => (Style::new().dimmed(), Style::new().bold()),
        };
        writeln!(
            self.out,
            "{}\t{}\t{feed}{}{feed:#}\t{title}{}{title:#}\t{}",
            article.id,
            article.date,
            safe::line(&article.feed.title),
            safe::line(&article.title),
            safe::line(article.url.as_deref().unwrap_or_default()),
        )
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, samples, text};

    #[test]
    fn colour_that_was_asked_for_leaves_ids_dates_and_addresses_bare() {
        let view = View { colour: true, ..samples::piped() };
        assert_eq!(
            samples::rendered(&text::FORMAT, &view, &[samples::bare("New")]),
            "7k2fq0az\t2026-05-21T16:01:05Z\t\x1b[2mTool Blog\x1b[0m\t\x1b[1mNew\x1b[0m\t\n"
        );
    }

    #[test]
    fn one_article_is_one_line_of_five_fields() {
        let items = [
            samples::full(),
            samples::bare("No\tpage"),
            samples::dated("m3xdp0az", "日本語の題名 🎉", "2026-03-01T00:00:00Z"),
        ];
        assert_eq!(
            samples::rendered(&text::FORMAT, &samples::piped(), &items),
            "7k2fq0az\t2026-05-21T16:01:05Z\tTool Blog\tRelease 2.4: <faster> & \"calmer\"\thttps://tool.example/7k2fq0az\n\
             7k2fq0az\t2026-05-21T16:01:05Z\tTool Blog\tNo page\t\n\
             m3xdp0az\t2026-03-01T00:00:00Z\tTool Blog\t日本語の題名 🎉\thttps://tool.example/m3xdp0az\n"
        );
    }

    #[test]
    fn a_hostile_article_stays_one_line() {
        let out = samples::rendered(&text::FORMAT, &samples::piped(), &[samples::hostile()]);
        assert_eq!(out.matches('\n').count(), 1);
        assert_eq!(out.matches('\t').count(), 4);
        assert!(
            out.chars().all(|c| c == '\n' || c == '\t' || !super::safe::is_hidden(c)),
            "{out:?}"
        );
    }
}
