//! An article in, a page to read on a terminal out.

use std::io::{self, Write};
use std::rc::Rc;

use anstyle::Style;

use crate::model::{Article, DateSource, Enclosure, FeedRef, shown_address};

use super::field::author_name;
use super::listing::reading_time;
use super::paint::{self, Line, Span, wrap};
use super::{Terminal, View, dates, reading, safe};

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Longer lines tire the eye.
const WIDEST: usize = 80;

/// Writes an article for reading: what it is, then its whole content. In a pipe it is the same
/// page, without colour unless that was asked for.
pub fn article(out: &mut dyn Write, article: &Article, view: &View) -> io::Result<()> {
    let terminal = view.page(WIDEST);
    let width = terminal.columns().min(WIDEST);
    let head = head(article, view, terminal, width);
    let body = body(article, terminal, width);
    let between = if body.is_empty() { None } else { Some(Line::new()) };
    for line in head.into_iter().chain(between).chain(body) {
        paint::write(out, &line, terminal)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn head(article: &Article, view: &View, terminal: Terminal, width: usize) -> Vec<Line> {
    let mut title = vec![Span::styled(safe::line(&article.title), TITLE)];
    if article.starred {
        title.insert(0, Span::plain(format!("{} ", terminal.sign("★", "*"))));
    }
    let between = terminal.sign("\u{a0}· ", "\u{a0}- ");
    let about = vec![Span::styled(about(article, view).join(between), DIM)];
    let tags = (!article.tags.is_empty())
        .then(|| vec![Span::styled(safe::line(&article.tags.join(", ")), DIM)]);
    let mut lines = wrap(&title, width);
    lines.extend([Some(about), tags].iter().flatten().flat_map(|spans| wrap(spans, width)));
    // Addresses stay whole, so that they can be copied.
    lines.extend(article.url.as_deref().map(|url| vec![address(url)]));
    lines.extend(article.enclosures.iter().map(enclosure));
    lines
}

/// Where it comes from, when, how long it is, and what became of it.
fn about(article: &Article, view: &View) -> Vec<String> {
    let mut parts = vec![feed_title(&article.feed)];
    parts
        .extend(article.authors.iter().filter_map(author_name).map(|name| safe::line(name).into()));
    let date = dates::minute(article.date, view.zone);
    parts.push(match article.date_source {
        DateSource::Published | DateSource::Updated => {
            format!("{date} ({})", dates::ago(article.date, view.now))
        }
        DateSource::Received => format!("undated, came {date}"),
    });
    parts.extend(reading_time(article));
    parts.extend(article.edited.map(|at| {
        let ago = dates::ago(at, view.now);
        match article.revision {
            0 | 1 => format!("edited {ago}"),
            times => format!("edited {times} times, last {ago}"),
        }
    }));
    parts.extend(article.also_in.iter().map(|feed| format!("also in {}", feed_title(feed))));
    parts.push(article.id.to_string());
    parts
}

fn feed_title(feed: &FeedRef) -> String {
    safe::line(&shown_address(&feed.title)).into_owned()
}

fn address(url: &str) -> Span {
    Span { text: safe::line(url).into_owned(), style: DIM, link: safe::link(url).map(Rc::from) }
}

fn enclosure(file: &Enclosure) -> Line {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(file.media_type.as_deref().map(|kind| safe::line(kind).into_owned()));
    parts.extend(file.length.filter(|bytes| *bytes > 0).map(size));
    parts.extend(file.duration.map(|seconds| dates::span(seconds.min(1 << 40) as i64)));
    let facts =
        if parts.is_empty() { "[file] ".to_owned() } else { format!("[{}] ", parts.join(", ")) };
    vec![Span::styled(facts, DIM), address(&file.url)]
}

/// Bytes in the unit that people use for files.
fn size(bytes: u64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// The content: the HTML, else the text, else the summary.
fn body(article: &Article, terminal: Terminal, width: usize) -> Vec<Line> {
    if let Some(html) = &article.content_html {
        return reading::lines(html.as_str(), terminal, width);
    }
    let text = article.content_text.as_ref().or(article.summary.as_ref());
    let text = safe::lines(text.map_or("", |text| text.trim()));
    let line = |line: &str| match wrap(&[Span::plain(line)], width) {
        empty if empty.is_empty() => vec![Line::new()],
        lines => lines,
    };
    text.lines().flat_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn shown(article_: &Article, view: &View) -> String {
        let mut bytes = Vec::new();
        article(&mut bytes, article_, view).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn an_article_to_read() {
        let mut article = samples::full().article;
        article.feed.title = "https://ada:s3cret@tool.example/feed".to_owned();
        assert_eq!(
            shown(&article, &samples::piped()),
            "★ Release 2.4: <faster> & \"calmer\"\n\
             https://tool.example/feed · Ada Example · bo@tool.example · 2026-05-21 16:01 (2\n\
             h ago) · edited 2 times, last 30 min ago · also in Planet Rust · 7k2fq0az\n\
             rust, release notes\n\
             https://tool.example/7k2fq0az\n\
             [audio/mpeg, 12.3 MB, 30 min] https://tool.example/2.4.mp3\n\
             \n\
             What changed.\n\
             \n\
             And why it is calmer.\n"
        );
    }

    #[test]
    fn without_html_the_text_and_without_it_the_summary() {
        let mut article = samples::bare("x").article;
        article.summary = Some("The summary.".to_owned());
        assert!(shown(&article, &samples::piped()).ends_with("7k2fq0az\n\nThe summary.\n"));
        article.content_text = Some("One.\n\nTwo.\n".to_owned());
        assert!(shown(&article, &samples::piped()).ends_with("7k2fq0az\n\nOne.\n\nTwo.\n"));
        article.content_text = None;
        article.summary = None;
        assert_eq!(
            shown(&article, &samples::piped()),
            "x\nTool Blog · undated, came 2026-05-21 16:01 · 7k2fq0az\n"
        );
    }

    #[test]
    fn colour_only_where_it_is_wanted() {
        let article = samples::full().article;
        let colour = Terminal { hyperlinks: false, ..Terminal::modern(60) };
        let out = shown(&article, &samples::on(colour));
        assert!(out.contains("\u{1b}[3mchanged\u{1b}[0m"), "{out:?}");
        assert!(!shown(&article, &samples::piped()).contains('\u{1b}'));
        let hostile = shown(&samples::hostile().article, &samples::piped());
        assert!(!hostile.chars().any(|c| c != '\n' && safe::is_hidden(c)), "{hostile:?}");
    }
}
