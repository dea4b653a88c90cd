//! Rows in, a Markdown document out: a section an article, grouped by day where days order it.

use std::io;

use chrono::NaiveDate;

use crate::model::{DateSource, Item};

use super::field::author_name;
use super::{Format, Renderer, Sink, View, dates, safe};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    about: "a Markdown document for reading and mail",
    extension: "md",
    media_type: "text/markdown; charset=utf-8",
    shows_content: |view| view.whole,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Markdown { out, view: view.clone(), day: None })
}

struct Markdown<'w> {
    out: Sink<'w>,
    view: View,
    day: Option<NaiveDate>,
}

impl Markdown<'_> {
    /// Heads a new day. The date stands in full: the document is read on another day.
    fn day(&mut self, item: &Item) -> io::Result<()> {
        let Some(at) = self.view.order.day_of(&item.article) else { return Ok(()) };
        let day = dates::date(at, self.view.zone);
        if self.day.replace(day) == Some(day) {
            return Ok(());
        }
        writeln!(self.out, "\n## {}", day.format("%A, %-d %B %Y"))
    }
}

impl Markdown<'_> {
    /// Plain text, whose paragraphs stand apart and whose other lines end hard.
    fn paragraphs(&mut self, text: &str) -> io::Result<()> {
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let lines: Vec<String> = paragraph.lines().map(escaped).collect();
            writeln!(self.out, "\n{}", lines.join("\\\n"))?;
        }
        Ok(())
    }
}

impl Renderer for Markdown<'_> {
    fn begin(&mut self) -> io::Result<()> {
        writeln!(self.out, "# {}", escaped(&self.view.title()))
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.day(item)?;
        let article = &item.article;
        let title = escaped(&article.title);
        match article.url.as_deref().and_then(destination) {
            Some(url) => writeln!(self.out, "\n### [{title}]({url})")?,
            None => writeln!(self.out, "\n### {title}")?,
        }
        writeln!(self.out, "\n{}", byline(item, &self.view))?;
        let text = article.content_text.as_deref().filter(|_| self.view.whole);
        match text.or(article.summary.as_deref()) {
            Some(text) => self.paragraphs(text),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Feed, authors, date and what else is to be known at a glance.
fn byline(item: &Item, view: &View) -> String {
    let article = &item.article;
    let mut parts = vec![format!("*{}*", escaped(&article.feed.title))];
    parts.extend(article.authors.iter().filter_map(author_name).map(escaped));
    parts.push(dates::minute(view.order.day_of(article).unwrap_or(article.date), view.zone));
    let signs = [
        ("undated", article.date_source == DateSource::Received),
        ("★", article.starred),
        ("edited", article.edited.is_some()),
    ];
    parts.extend(signs.iter().filter(|(_, shown)| *shown).map(|(sign, _)| (*sign).to_owned()));
    parts.join(" · ")
}

/// Text in which Markdown sees nothing but text. CommonMark lets every ASCII punctuation mark
/// be escaped; these are the ones that mean something, some of them at a line's start only.
pub(super) fn escaped(text: &str) -> String {
    let text = safe::line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut start = true;
    for c in text.trim().chars() {
        let anywhere =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&');
        let at_start = start && matches!(c, '#' | '+' | '-' | '=' | '!');
        // "1." and "1)" start a list only after digits alone.
        let numbers = matches!(c, '.' | ')')
            && (1..=9).contains(&escaped.len())
            && escaped.bytes().all(|byte| byte.is_ascii_digit());
        if anywhere || at_start || numbers {
            escaped.push('\\');
        }
        escaped.push(c);
        start = false;
    }
    escaped
}

/// A web address as a link's destination; others lead nowhere.
fn destination(url: &str) -> Option<String> {
    let url = safe::link(url)?;
    // Parentheses, which must balance in Markdown, are the only mark of a URI that needs care.
    Some(if url.contains(['(', ')']) { format!("<{url}>") } else { url.into_owned() })
}

#[cfg(test)]
mod tests {
    use super::super::{Order, samples};
    use super::*;

    #[test]
    fn a_document_by_day() {
        let mut later = samples::dated("m3xdp0az", "1. Snake_case [draft]", "2026-05-20T09:12:00Z");
        later.article.url = Some("https://tool.example/a_(b)".to_owned());
        let items = [samples::full(), later, samples::bare("Undated")];
        let view = View { heading: Some("Tool Blog".to_owned()), ..samples::piped() };
        assert_eq!(
            samples::rendered(&FORMAT, &view, &items),
            "# Articles from Tool Blog\n\
             \n\
             ## Thursday, 21 May 2026\n\
             \n\
             ### [Release 2.4: \\<faster\\> \\& \"calmer\"](https://tool.example/7k2fq0az)\n\
             \n\
             *Tool Blog* · Ada Example · bo@tool.example · 2026-05-21 16:01 · ★ · edited\n\
             \n\
             What changed, and why it is calmer.\n\
             \n\
             ## Wednesday, 20 May 2026\n\
             \n\
             ### [1\\. Snake\\_case \\[draft\\]](<https://tool.example/a_(b)>)\n\
             \n\
             *Tool Blog* · 2026-05-20 09:12\n\
             \n\
             ## Thursday, 21 May 2026\n\
             \n\
             ### Undated\n\
             \n\
             *Tool Blog* · 2026-05-21 16:01 · undated\n"
        );
    }

    #[test]
    fn a_whole_article_has_its_paragraphs() {
        let view = View { order: Order::Other, whole: true, ..samples::piped() };
        let mut item = samples::bare("x");
        item.article.content_text = Some("One *star*\nand more\n\n# Two".to_owned());
        assert_eq!(
            samples::rendered(&FORMAT, &view, &[item]),
            "# Articles\n\n### x\n\n*Tool Blog* · 2026-05-21 16:01 · undated\n\n\
             One \\*star\\*\\\nand more\n\n\\# Two\n"
        );
    }

    #[test]
    fn by_relevance_no_day_heads() {
        let view = View { order: Order::Other, ..samples::piped() };
        let out = samples::rendered(&FORMAT, &view, &[samples::bare("x")]);
        assert_eq!(out, "# Articles\n\n### x\n\n*Tool Blog* · 2026-05-21 16:01 · undated\n");
    }

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("# no heading", "\\# no heading"),
            ("2026) no list", "2026\\) no list"),
            ("v1.2 is out", "v1.2 is out"),
            ("<script>alert(1)</script> &copy;", "\\<script\\>alert(1)\\</script\\> \\&copy;"),
            ("a\n\n# b", "a # b"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
