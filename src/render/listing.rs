//! Rows in, a listing for people on a terminal out: by day, wrapped to the width.
//!
//! An unread article has a dot before its id and a bold title, a starred one a star, a match in
//! a snippet an underline or else brackets: nothing is said by colour alone.

use std::io;
use std::rc::Rc;

use anstyle::{AnsiColor, Color, Style};
use chrono::NaiveDate;

use crate::model::{Article, DateSource, Item, Snippet};

use super::paint::{self, Span, bound, columns, cut, wrap};
use super::{Order, Renderer, Sink, Terminal, View, dates, safe};

const DAY: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const DIM: Style = Style::new().dimmed();
const UNREAD: Style = Style::new().bold();
const STAR: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));
const MATCH: Style = Style::new().underline();

/// The columns that a feed's title gets at least, and at most where it is beside the point.
/// Some publishers put a whole paragraph there.
const FEED: usize = 30;

pub(super) struct Listing<'w> {
    out: Sink<'w>,
    view: View,
    terminal: Terminal,
    day: Option<NaiveDate>,
}

impl<'w> Listing<'w> {
    pub(super) fn new(view: &View, terminal: Terminal, out: Sink<'w>) -> Self {
        Self { out, view: view.clone(), terminal, day: None }
    }

    /// Heads a new day.
    fn day(&mut self, article: &Article) -> io::Result<()> {
        let Some(at) = self.view.order.day_of(article) else { return Ok(()) };
        let day = dates::date(at, self.view.zone);
        if self.day.replace(day) == Some(day) {
            return Ok(());
        }
        let heading = dates::day(at, self.view.now, self.view.zone);
        self.line(&[Span::styled(heading, DAY)])
    }

    /// The dot, the id and the title with its star; the title's further lines under the first.
    fn title(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        let terminal = self.terminal;
        let mut spans = Vec::new();
        if article.starred {
            spans.push(Span::styled(terminal.sign("★", "*"), STAR));
            spans.push(Span::plain(" "));
        }
        spans.push(Span {
            text: safe::line(&article.title).into_owned(),
            style: if article.read { Style::new() } else { UNREAD },
            link: article.url.as_deref().and_then(safe::link).map(Rc::from),
        });
        let dot = if article.read { " " } else { terminal.sign("•", "o") };
        let id = item.short_id();
        let first =
            [Span::styled(dot, UNREAD), Span::plain(" "), Span::styled(id, DIM), Span::plain("  ")];
        self.hanging(&first, &spans, indent(id))
    }

    /// Feed, time, length and what else sets the article apart.
    fn about(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        let between = self.terminal.sign("\u{a0}· ", "\u{a0}- ");
        let mut facts = vec![self.when(article)];
        facts.extend(reading_time(article));
        if article.edited.is_some() {
            facts.push("edited".to_owned());
        }
        facts.extend(also_in(article));
        facts.retain(|fact| !fact.is_empty());
        let facts: Vec<_> = facts.iter().map(|fact| bound(fact)).collect();
        let facts: String = facts.iter().flat_map(|fact| [between, fact.as_str()]).collect();
        let indent = indent(item.short_id());
        let room = (self.terminal.columns() - indent).saturating_sub(columns(&facts));
        let feed = safe::line(&article.feed.title);
        let spans = [Span::styled(cut(&feed, room.max(FEED)) + facts.as_str(), DIM)];
        self.hanging(&[], &spans, indent)
    }

    /// When, as far as no heading says it.
    fn when(&self, article: &Article) -> String {
        let View { now, zone, order, .. } = self.view;
        let at = order.day_of(article).unwrap_or(article.date);
        let today = dates::date(at, zone) == dates::date(now, zone);
        let when = if today {
            dates::ago(at, now)
        } else if order == Order::Other {
            dates::short(at, now, zone)
        } else {
            dates::clock(at, zone)
        };
        match article.date_source {
            DateSource::Received if order != Order::Received => format!("undated, came {when}"),
            _ => when,
        }
    }

    fn snippet(&mut self, snippet: &Snippet, indent: usize) -> io::Result<()> {
        let spans = marked(snippet, self.terminal.colour);
        self.hanging(&[], &spans, indent)
    }

    /// Spans wrapped to what is left of the width behind an indent, in which `first` stands on
    /// the first line.
    fn hanging(&mut self, first: &[Span], spans: &[Span], indent: usize) -> io::Result<()> {
        let blank = [Span::plain(" ".repeat(indent))];
        let mut lead = if first.is_empty() { &blank } else { first };
        for line in wrap(spans, self.terminal.columns() - indent) {
            paint::write(&mut self.out, lead, self.terminal)?;
            self.line(&line)?;
            lead = &blank;
        }
        Ok(())
    }

    fn line(&mut self, line: &[Span]) -> io::Result<()> {
        paint::write(&mut self.out, line, self.terminal)?;
        self.out.write_all(b"\n")
    }
}

impl Renderer for Listing<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.day(&item.article)?;
        self.title(item)?;
        self.about(item)?;
        match &item.snippet {
            Some(snippet) => self.snippet(snippet, indent(item.short_id())),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where titles begin.
fn indent(id: &str) -> usize {
    columns(id) + 4
}

/// How long the content takes to read, if it takes a minute or more.
pub(super) fn reading_time(article: &Article) -> Option<String> {
    /// Adults read about 240 words of English a minute, and about 500 characters of Chinese.
    const WORDS: usize = 240;
    const CHARACTERS: usize = 500;
    let text = article.content_text.as_deref()?;
    let wide = text.chars().filter(|c| ('\u{2e80}'..'\u{d7b0}').contains(c)).count();
    let minutes = text.split_whitespace().count() / WORDS + wide / CHARACTERS;
    (minutes > 0).then(|| format!("{minutes} min read"))
}

/// The other feeds, the first two by name.
fn also_in(article: &Article) -> Option<String> {
    const NAMED: usize = 2;
    if article.also_in.is_empty() {
        return None;
    }
    let named = article
        .also_in
        .iter()
        .take(NAMED)
        .map(|feed| cut(&safe::line(&feed.title), FEED).into_owned());
    let named = named.collect::<Vec<_>>().join(", ");
    Some(match article.also_in.len().saturating_sub(NAMED) {
        0 => format!("also in {named}"),
        more => format!("also in {named} and {more} more"),
    })
}

/// A snippet's text with its matches underlined or, without colour, in brackets. Marks that do
/// not fit the text are left out; the text never is.
fn marked(snippet: &Snippet, colour: bool) -> Vec<Span> {
    let dim = |text: &str| Span::styled(safe::line(text), DIM);
    let mut spans = Vec::new();
    let mut done = 0;
    for &(from, to) in &snippet.marks {
        let (Some(before), Some(found)) =
            (snippet.text.get(done..from), snippet.text.get(from..to))
        else {
            continue;
        };
        spans.push(dim(before));
        spans.push(if colour {
            Span::styled(safe::line(found), MATCH)
        } else {
            Span::plain(format!("[{}]", safe::line(found)))
        });
        done = to;
    }
    spans.push(dim(&snippet.text[done..]));
    spans
}

#[cfg(test)]
mod tests {
    use super::super::{samples, text};
    use super::*;

    fn items() -> Vec<Item> {
        let mut first = samples::dated(
            "7k2fq0az",
            "Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use",
            "2026-05-21T16:01:05Z",
        );
        first.article.content_text = Some("word ".repeat(2200));
        let mut second = samples::full();
        second.article.id = crate::model::ArticleId("p0az0000".to_owned());
        second.article.date = samples::at("2026-05-20T09:12:00Z");
        let mut third = samples::dated(
            "q81c0000",
            "日本語の長い題名はどこで折り返されるべきか、という問題について考える",
            "2025-05-20T09:12:00Z",
        );
        third.article.feed.title = "日本のブログ".to_owned();
        let mut fourth = samples::bare("👩\u{200d}💻 Undated 🎉");
        fourth.article.received = samples::at("2025-05-20T08:00:00Z");
        fourth.article.date = fourth.article.received;
        vec![first, second, third, fourth]
    }

    fn listed(terminal: Terminal, items: &[Item]) -> String {
        samples::rendered(&text::FORMAT, &samples::on(terminal), items)
    }

    #[test]
    fn sixty_columns_without_colour() {
        assert_eq!(
            listed(Terminal::plain(60), &items()),
            "Today\n\
             • 7k2f  Making Queues of User Sequences Cheaper to Keep,\n\
             \x20       Faster to Read, and Easier to Use\n\
             \x20       Tool Blog · 2 h ago · 9 min read\n\
             Yesterday\n\
             \x20 p0az  ★ Release 2.4: <faster> & \"calmer\"\n\
             \x20       Tool Blog · 09:12 · edited · also in Planet Rust\n\
             Tue 20 May 2025\n\
             • q81c  日本語の長い題名はどこで折り返されるべきか、という問\n\
             \x20       題について考える\n\
             \x20       日本のブログ · 09:12\n\
             • 7k2f  👩\u{200d}💻 Undated 🎉\n\
             \x20       Tool Blog · undated, came 08:00\n"
        );
    }

    #[test]
    fn a_feed_s_title_is_cut_before_it_takes_a_second_line() {
        let mut item = samples::full();
        item.article.feed.title = "Query: category of papers or another one of them".to_owned();
        item.article.also_in[0].title = "Everything that was ever written about Rust".to_owned();
        let out = listed(Terminal::plain(100), std::slice::from_ref(&item));
        let about = out.lines().last().expect("a line");
        assert!(about.starts_with("        Query: category of papers or"), "{about}");
        assert!(about.contains("… · ") && columns(about) <= 100, "{about}");
        assert!(about.ends_with("also in Everything that was ever writ…"), "{about}");
        item.article.also_in.clear();
        let out = listed(Terminal::plain(80), &[item]);
        let about = out.lines().last().expect("a line");
        assert!(about.contains("papers or another one of them · "), "{about}");
    }

    #[test]
    fn eighty_columns_with_everything() {
        let link = |id: &str, text: &str| {
            let url = format!("https://tool.example/{id}");
            let hash = xxhash_rust::xxh3::xxh3_64(url.as_bytes());
            format!("\x1b]8;id={hash:x};{url}\x1b\\{text}\x1b]8;;\x1b\\")
        };
        let first = "Making Queues of User Sequences Cheaper to Keep, Faster to Read, and";
        assert_eq!(
            listed(Terminal::modern(80), &items()[..2]),
            [
                "\x1b[36mToday\x1b[0m\n\x1b[1m•\x1b[0m \x1b[2m7k2f\x1b[0m  ",
                &link("7k2fq0az", &format!("\x1b[1m{first}\x1b[0m")),
                "\n        ",
                &link("7k2fq0az", "\x1b[1mEasier to Use\x1b[0m"),
                "\n        \x1b[2mTool Blog · 2 h ago · 9 min read\x1b[0m\n",
                "\x1b[36mYesterday\x1b[0m\n  \x1b[2mp0az\x1b[0m  \x1b[33m★\x1b[0m ",
                &link("7k2fq0az", "Release 2.4: <faster> & \"calmer\""),
                "\n        \x1b[2mTool Blog · 09:12 · edited · also in Planet Rust\x1b[0m\n",
            ]
            .concat()
        );
    }

    #[test]
    fn eighty_columns_without_colour() {
        samples::held(
            &listed(Terminal::plain(80), &items()),
            r#"
Today
• 7k2f  Making Queues of User Sequences Cheaper to Keep, Faster to Read, and
        Easier to Use
        Tool Blog · 2 h ago · 9 min read
Yesterday
  p0az  ★ Release 2.4: <faster> & "calmer"
        Tool Blog · 09:12 · edited · also in Planet Rust
Tue 20 May 2025
• q81c  日本語の長い題名はどこで折り返されるべきか、という問題について考える
        日本のブログ · 09:12
• 7k2f  👩‍💻 Undated 🎉
        Tool Blog · undated, came 08:00
"#,
        );
    }

    #[test]
    fn two_hundred_columns_without_colour() {
        samples::held(
            &listed(Terminal::plain(200), &items()),
            r#"
Today
• 7k2f  Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use
        Tool Blog · 2 h ago · 9 min read
Yesterday
  p0az  ★ Release 2.4: <faster> & "calmer"
        Tool Blog · 09:12 · edited · also in Planet Rust
Tue 20 May 2025
• q81c  日本語の長い題名はどこで折り返されるべきか、という問題について考える
        日本のブログ · 09:12
• 7k2f  👩‍💻 Undated 🎉
        Tool Blog · undated, came 08:00
"#,
        );
    }

    #[test]
    fn two_hundred_columns_of_ascii() {
        let terminal = Terminal { unicode: false, ..Terminal::plain(200) };
        assert_eq!(
            listed(terminal, &items()[..2]),
            "Today\n\
             o 7k2f  Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use\n\
             \x20       Tool Blog - 2 h ago - 9 min read\n\
             Yesterday\n\
             \x20 p0az  * Release 2.4: <faster> & \"calmer\"\n\
             \x20       Tool Blog - 09:12 - edited - also in Planet Rust\n"
        );
    }

    #[test]
    fn a_search_dates_each_article_and_marks_the_match() {
        let mut item = samples::dated("q81c0000", "Queries in Plain Words", "2026-03-06T09:00:00Z");
        let text = "…turns questions into text-to-SQL by meaning…";
        let from = text.find("text-to-SQL").unwrap();
        let marks = vec![(from, from + 11), (3, 2), (900, 901)];
        item.snippet = Some(Snippet { text: text.to_owned(), marks });
        let view = View { order: Order::Other, ..samples::on(Terminal::plain(60)) };
        assert_eq!(
            samples::rendered(&text::FORMAT, &view, std::slice::from_ref(&item)),
            "• q81c  Queries in Plain Words\n\
             \x20       Tool Blog · 6 Mar\n\
             \x20       …turns questions into [text-to-SQL] by meaning…\n"
        );
        let colour = Terminal { hyperlinks: false, ..Terminal::modern(60) };
        let out = listed(colour, &[item]);
        assert!(out.contains("into \x1b[0m\x1b[4mtext-to-SQL\x1b[0m\x1b[2m by"), "{out:?}");
    }

    #[test]
    fn a_hostile_article_commands_nothing() {
        let out = listed(Terminal::plain(60), &[samples::hostile()]);
        assert!(!out.chars().any(|c| c != '\n' && safe::is_hidden(c)), "{out:?}");
        // With colour, take out our own sequences: SGR, and links to the web.
        let mut rest = listed(Terminal::modern(60), &[samples::hostile()]);
        while let Some(at) = rest.find("\x1b[") {
            let end = rest[at..].find('m').expect("an SGR sequence ends");
            assert!(rest[at + 2..at + end].bytes().all(|b| b.is_ascii_digit() || b == b';'));
            rest.replace_range(at..=at + end, "");
        }
        while let Some(at) = rest.find("\x1b]8;") {
            let end = rest[at..].find("\x1b\\").expect("a link ends");
            let link = &rest[at..at + end];
            assert!(link == "\x1b]8;;" || link.contains(";https://a.example/%1B"), "{link:?}");
            rest.replace_range(at..at + end + 2, "");
        }
        assert!(!rest.chars().any(|c| c != '\n' && safe::is_hidden(c)), "{rest:?}");
    }

    #[test]
    fn even_a_tiny_terminal_gets_its_lines() {
        for width in [0, 1, 7, 23, 24, 25] {
            let out = listed(Terminal::plain(width), &items());
            assert!(out.lines().all(|line| columns(line) <= width.max(24)), "{width}: {out}");
        }
    }
}
