//! Subscriptions in, how they fare out: for a person or a line each for a pipe.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::grid::Cell;
use super::outline::Outline;
use super::{View, cut_name, dates, safe::line};
use crate::model::{FeedRecord, count, shown_address};

/// What stands below a feed's title begins behind its number.
const INDENT: &str = "      ";
/// An address that stands in for a title is shortened to that: it is given whole below.
const TITLE: usize = 48;

/// Writes each subscription.
pub fn subscriptions(out: &mut dyn Write, feeds: &[FeedRecord], view: &View) -> io::Result<()> {
    if view.terminal.is_none() {
        return feeds.iter().try_for_each(|feed| piped(feed, out));
    }
    let mut outline = Outline::new(out, view);
    feeds.iter().try_for_each(|feed| person(feed, view, &mut outline))
}

/// Number, title, address, articles, state.
fn piped(feed: &FeedRecord, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}",
        feed.id,
        line(&shown_address(feed.title())),
        line(&shown_address(&feed.subscription.url)),
        feed.articles,
        line(&state(feed))
    )
}

fn state(feed: &FeedRecord) -> String {
    match (&feed.state.gone, &feed.state.error, feed.state.checked) {
        (Some(_), _, _) => "gone".to_owned(),
        (None, Some(error), _) if feed.state.failures > 0 => format!("failing: {}", error.message),
        (None, _, None) => "never fetched".to_owned(),
        _ => "ok".to_owned(),
    }
}

fn person(feed: &FeedRecord, view: &View, outline: &mut Outline<'_>) -> io::Result<()> {
    let dim = Style::new().dimmed();
    let title = shown_address(feed.title());
    let title = if title.contains("://") { cut_name(&title, TITLE) } else { title };
    outline.text(
        Cell::styled(format!("{:>4}  ", feed.id), dim),
        &[Cell::styled(title, Style::new().bold())],
    )?;
    let address = shown_address(&feed.subscription.url);
    outline.whole(INDENT, Cell::styled(address, dim), "")?;
    outline.text(INDENT, &[facts(feed, view).into()])?;
    let state = state(feed);
    if state == "ok" {
        return Ok(());
    }
    let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
    outline.text(INDENT, &[Cell::styled(state, red)])
}

/// What it has, when it was asked, and how the user has filed it. The middle dots stay with what
/// is before them.
fn facts(feed: &FeedRecord, view: &View) -> String {
    let mut facts = vec![match feed.articles {
        0 => "no articles".to_owned(),
        some => format!("{}, {} unread", count(some as usize, "article"), feed.unread),
    }];
    facts.extend(
        feed.state.checked.map(|checked| format!("asked {}", dates::ago(checked, view.now))),
    );
    let options = &feed.subscription.options;
    if !options.tags.is_empty() {
        let word = if options.tags.len() == 1 { "tag" } else { "tags" };
        facts.push(format!("{word} {}", options.tags.join(", ")));
    }
    if !options.folders.is_empty() {
        let folders: Vec<String> = options.folders.iter().map(|path| path.join("/")).collect();
        facts.push(format!("in {}", folders.join(", ")));
    }
    let between = view.terminal.map_or("", |terminal| terminal.sign("\u{a0}· ", "\u{a0}- "));
    facts.join(between)
}

#[cfg(test)]
mod tests {
    use super::super::{Terminal, samples};
    use super::*;
    use crate::model::{FeedId, LastError, Options, Subscription};

    fn feeds() -> Vec<FeedRecord> {
        let feed = |id, url: &str, title: Option<&str>| {
            let mut feed = FeedRecord { id: FeedId(id), ..FeedRecord::default() };
            feed.subscription =
                Subscription { title: title.map(str::to_owned), ..Subscription::at(url) };
            feed
        };
        let mut family = feed(
            1,
            "https://family.example/feed",
            Some(
                "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪",
            ),
        );
        (family.articles, family.unread) = (1, 1);
        family.state.checked = Some(samples::at("2026-05-21T16:01:05Z"));
        family.subscription.options = Options {
            tags: vec!["rust".to_owned(), "to read".to_owned()],
            folders: vec![vec!["News".to_owned(), "Tech".to_owned()]],
            ..Options::default()
        };
        let mut failing = feed(
            12,
            "https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss",
            None,
        );
        failing.state.checked = Some(samples::at("2026-05-21T18:30:00Z"));
        failing.state.failures = 3;
        failing.state.error = Some(LastError {
            code: "http-500".to_owned(),
            message: "tool.example answered 500 Internal Server Error".to_owned(),
        });
        let mut gone = feed(345, "https://old.example/", Some("Old \u{1b}[2JBlog"));
        (gone.articles, gone.unread) = (1250, 0);
        gone.state.gone = Some(samples::at("2026-05-20T18:30:00Z"));
        vec![family, failing, gone, feed(346, "exec:mail --new", Some("Mail"))]
    }

    fn told(view: &View) -> String {
        samples::text(|out| subscriptions(out, &feeds(), view))
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
   1  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長
      い題名 🇩🇪
      https://family.example/feed
      1 article, 1 unread · asked 2 h ago · tags rust, to
      read · in News/Tech
  12  tool.example/all/the/ne…ends/feed.xml?format=rss
      https://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss
      no articles · asked just now
      failing: tool.example answered 500 Internal Server
      Error
 345  Old [2JBlog
      https://old.example/
      1,250 articles, 0 unread
      gone
 346  Mail
      exec:mail --new
      no articles
      never fetched
",
        );
    }

    #[test]
    fn eighty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
   1  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
      https://family.example/feed
      1 article, 1 unread · asked 2 h ago · tags rust, to read · in News/Tech
  12  tool.example/all/the/ne…ends/feed.xml?format=rss
      https://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss
      no articles · asked just now
      failing: tool.example answered 500 Internal Server Error
 345  Old [2JBlog
      https://old.example/
      1,250 articles, 0 unread
      gone
 346  Mail
      exec:mail --new
      no articles
      never fetched
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
   1  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
      https://family.example/feed
      1 article, 1 unread · asked 2 h ago · tags rust, to read · in News/Tech
  12  tool.example/all/the/ne…ends/feed.xml?format=rss
      https://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss
      no articles · asked just now
      failing: tool.example answered 500 Internal Server Error
 345  Old [2JBlog
      https://old.example/
      1,250 articles, 0 unread
      gone
 346  Mail
      exec:mail --new
      no articles
      never fetched
",
        );
    }

    #[test]
    fn eighty_columns_in_colour() {
        samples::held(&told(&samples::on(Terminal::modern(80))), "
␛[2m   1  ␛[0m␛[1mNotes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪␛[0m
      ␛[2mhttps://family.example/feed␛[0m
      1 article, 1 unread · asked 2 h ago · tags rust, to read · in News/Tech
␛[2m  12  ␛[0m␛[1mtool.example/all/the/ne…ends/feed.xml?format=rss␛[0m
      ␛[2mhttps://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss␛[0m
      no articles · asked just now
      ␛[31mfailing: tool.example answered 500 Internal Server Error␛[0m
␛[2m 345  ␛[0m␛[1mOld [2JBlog␛[0m
      ␛[2mhttps://old.example/␛[0m
      1,250 articles, 0 unread
      ␛[31mgone␛[0m
␛[2m 346  ␛[0m␛[1mMail␛[0m
      ␛[2mexec:mail --new␛[0m
      no articles
      ␛[31mnever fetched␛[0m
");
    }

    #[test]
    fn in_a_pipe() {
        samples::held(&told(&samples::piped()), "
1	Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪	https://family.example/feed	1	ok
12	https://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss	https://tool.example/all/the/news/of/the/tool/makers/and/of/their/friends/feed.xml?format=rss	0	failing: tool.example answered 500 Internal Server Error
345	Old [2JBlog	https://old.example/	1250	gone
346	Mail	exec:mail --new	0	never fetched
");
    }
}
