//! An article in, a page to read on a terminal out.

use std::io::{self, Write};
use std::rc::Rc;

use anstyle::Style;

use crate::model::{Article, DateSource, Enclosure, FeedRef, shown_address};

use super::field::author_name;
use super::listing::reading_time;
use super::paint::{self, Line, Span, bound, wrap};
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
    let about = vec![Span::styled(bound(&about(article, view).join(between)), DIM)];
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
    text.lines().flat_map(|line| indented(line, width)).collect()
}

/// A line of plain text, wrapped as far in as it begins: so stand the items of lists within lists.
fn indented(line: &str, width: usize) -> Vec<Line> {
    let text = line.trim_start_matches(' ');
    let indent = (line.len() - text.len()).min(width / 2);
    let lines = wrap(&[Span::plain(text)], width - indent);
    if lines.is_empty() {
        return vec![Line::new()];
    }
    let blanks = (indent > 0).then(|| Span::plain(" ".repeat(indent)));
    lines.into_iter().map(|line| blanks.clone().into_iter().chain(line).collect()).collect()
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
             https://tool.example/feed · Ada Example · bo@tool.example · 2026-05-21 16:01\n\
             (2 h ago) · edited 2 times, last 30 min ago · also in Planet Rust · 7k2fq0az\n\
             rust, release notes\n\
             https://tool.example/7k2fq0az\n\
             [audio/mpeg, 12.3 MB, 30 min] https://tool.example/2.4.mp3\n\
             \n\
             What changed.\n\
             \n\
             And why it is calmer.\n"
        );
    }

    /// Everything that a page can have.
    fn rich(view: &View) -> String {
        let mut article = samples::full().article;
        article.title =
            "Making Queues Cheaper to Keep 👨\u{200d}👩\u{200d}👧 and Easier to Use".to_owned();
        article.content_html = Some(crate::model::Html::sanitized(
            "<h2>Why</h2><p>A paragraph with <em>stress</em>, <code>code</code> and \
             <a href='https://tool.example/a/long/address/of/a/page/that/explains/it/all.html'>a \
             link</a>, 日本語の長い文章も折り返される。</p>\
             <ol start=3><li>three<ul><li>inner one, of more words than a line of sixty columns \
             has room for</li></ul></li><li>four</li></ol>\
             <blockquote><p>What they said.</p></blockquote>\
             <pre><code>fn main() {}\n</code></pre>\
             <table><tr><th>Name</th><th>Stars</th></tr><tr><td>Ada</td><td>12</td></tr></table>"
                .to_owned(),
        ));
        shown(&article, view)
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &rich(&samples::on(Terminal::plain(60))),
            "
★ Making Queues Cheaper to Keep 👨‍👩‍👧 and Easier to Use
Tool Blog · Ada Example · bo@tool.example · 2026-05-21 16:01
(2 h ago) · edited 2 times, last 30 min ago · also in Planet
Rust · 7k2fq0az
rust, release notes
https://tool.example/7k2fq0az
[audio/mpeg, 12.3 MB, 30 min] https://tool.example/2.4.mp3

## Why

A paragraph with stress, `code` and a link[1], 日本語の長い
文章も折り返される。

3. three
   • inner one, of more words than a line of sixty columns
     has room for
4. four

│ What they said.

    fn main() {}

Name  Stars
Ada   12

[1] https://tool.example/a/long/address/of/a/page/that/explains/it/all.html
",
        );
    }

    #[test]
    fn eighty_columns_are_the_widest() {
        let eighty = rich(&samples::on(Terminal::plain(80)));
        samples::held(
            &eighty,
            "
★ Making Queues Cheaper to Keep 👨‍👩‍👧 and Easier to Use
Tool Blog · Ada Example · bo@tool.example · 2026-05-21 16:01 (2 h ago) · edited
2 times, last 30 min ago · also in Planet Rust · 7k2fq0az
rust, release notes
https://tool.example/7k2fq0az
[audio/mpeg, 12.3 MB, 30 min] https://tool.example/2.4.mp3

## Why

A paragraph with stress, `code` and a link[1], 日本語の長い文章も折り返される。

3. three
   • inner one, of more words than a line of sixty columns has room for
4. four

│ What they said.

    fn main() {}

Name  Stars
Ada   12

[1] https://tool.example/a/long/address/of/a/page/that/explains/it/all.html
",
        );
        assert_eq!(rich(&samples::on(Terminal::plain(200))), eighty);
    }

    #[test]
    fn eighty_columns_in_colour() {
        let colour = Terminal { hyperlinks: false, ..Terminal::modern(80) };
        samples::held(&rich(&samples::on(colour)), "
★ ␛[1mMaking Queues Cheaper to Keep 👨‍👩‍👧 and Easier to Use␛[0m
␛[2mTool Blog · Ada Example · bo@tool.example · 2026-05-21 16:01 (2 h ago) · edited␛[0m
␛[2m2 times, last 30 min ago · also in Planet Rust · 7k2fq0az␛[0m
␛[2mrust, release notes␛[0m
␛[2mhttps://tool.example/7k2fq0az␛[0m
␛[2m[audio/mpeg, 12.3 MB, 30 min] ␛[0m␛[2mhttps://tool.example/2.4.mp3␛[0m

␛[2m## ␛[0m␛[1mWhy␛[0m

A paragraph with ␛[3mstress␛[0m, ␛[36mcode␛[0m and ␛[4ma link␛[0m␛[2m[1]␛[0m, 日本語の長い文章も折り返される。

␛[2m3. ␛[0mthree
␛[2m   • ␛[0minner one, of more words than a line of sixty columns has room for
␛[2m4. ␛[0mfour

␛[2m│ ␛[0mWhat they said.

␛[36m    fn main() {}␛[0m

␛[1mName␛[0m  ␛[1mStars␛[0m
Ada   12

␛[2m[1] ␛[0m␛[2mhttps://tool.example/a/long/address/of/a/page/that/explains/it/all.html␛[0m
");
    }

    #[test]
    fn without_html_the_text_and_without_it_the_summary() {
        let mut article = samples::bare("x").article;
        article.summary = Some("The summary.".to_owned());
        assert!(shown(&article, &samples::piped()).ends_with("7k2fq0az\n\nThe summary.\n"));
        article.content_text = Some("One.\n\nTwo.\n".to_owned());
        assert!(shown(&article, &samples::piped()).ends_with("7k2fq0az\n\nOne.\n\nTwo.\n"));
        article.content_text = Some("- One\n  3. in one, and longer than a line".to_owned());
        let out = shown(&article, &samples::on(Terminal::plain(24)));
        assert!(out.ends_with("\n\n- One\n  3. in one, and longer\n  than a line\n"), "{out}");
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
