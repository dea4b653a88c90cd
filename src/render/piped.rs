//! Rows in, one line each out: `id TAB date TAB feed TAB title TAB url`, dates in UTC.

use std::io;

use crate::model::Item;

use super::{Renderer, Sink, safe};

pub(super) struct Piped<'w> {
    out: Sink<'w>,
}

impl<'w> Piped<'w> {
    pub(super) fn new(out: Sink<'w>) -> Self {
        Self { out }
    }
}

impl Renderer for Piped<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        writeln!(
            self.out,
            "{}\t{}\t{}\t{}\t{}",
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
    use super::super::{samples, text};

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
