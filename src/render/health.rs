//! Feeds with trouble in, what is wrong with which, since when and what to do out.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::grid::Cell;
use super::outline::Outline;
use super::rows::{HealthRow, Problem};
use super::{Terminal, View, cut_name, dates, safe::line};
use crate::model::{Timestamp, shown_address};

/// Where problems begin: behind the numbers of feeds.
const INDENT: &str = "      ";

/// Writes the trouble of each feed: in words for a person, a problem a line for a pipe.
pub fn health(out: &mut dyn Write, rows: &[HealthRow], view: &View) -> io::Result<()> {
    if view.terminal.is_none() {
        return rows.iter().try_for_each(|row| piped(row, out));
    }
    let mut outline = Outline::new(out, view);
    rows.iter().try_for_each(|row| person(row, view, &mut outline))
}

/// Number, title, what, since when, in words, what to do.
fn piped(row: &HealthRow, out: &mut dyn Write) -> io::Result<()> {
    row.problems.iter().try_for_each(|problem| {
        let since = problem.since.map_or_else(String::new, Timestamp::to_rfc3339);
        writeln!(
            out,
            "{}\t{}\t{}\t{since}\t{}\t{}",
            row.id,
            line(&row.title),
            problem.code,
            line(&problem.message),
            line(&problem.hints.join("; ")),
        )
    })
}

fn person(row: &HealthRow, view: &View, outline: &mut Outline<'_>) -> io::Result<()> {
    let number = Cell::styled(format!("{:>4}  ", row.id), Style::new().dimmed());
    let title = shown_address(&row.title);
    let room = view.terminal.map_or(usize::MAX, Terminal::columns).saturating_sub(INDENT.len());
    // An address is cut: the number names the feed in every command.
    let title = if title.contains("://") { cut_name(&title, room) } else { title };
    outline.text(number, &[Cell::styled(title, Style::new().bold())])?;
    row.problems.iter().try_for_each(|problem| trouble(problem, view, outline))
}

/// A problem in words, with its day, and commands to choose from. What is new has a dot.
fn trouble(problem: &Problem, view: &View, outline: &mut Outline<'_>) -> io::Result<()> {
    let sign = |sign, ascii| view.terminal.map_or(ascii, |terminal| terminal.sign(sign, ascii));
    let dot = if problem.new { sign("    • ", "    o ") } else { INDENT };
    let style =
        if problem.new { Style::new().fg_color(Some(AnsiColor::Red.into())) } else { Style::new() };
    let since = problem.since.map_or_else(String::new, |since| {
        let happened = matches!(&*problem.code, "gap" | "moved");
        let word = if happened { "" } else { "since " };
        format!(" ({word}{})", dates::short(since, view.now, view.zone))
    });
    let words = Cell::styled(format!("{}{since}", problem.message), style);
    outline.text(Cell::styled(dot, style), &[words])?;
    let arrow = sign("→ ", "> ");
    problem.hints.iter().try_for_each(|hint| {
        outline.whole(INDENT, Cell::styled(format!("{arrow}{hint}"), Style::new().dimmed()), "")
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::model::FeedId;

    fn rows() -> Vec<HealthRow> {
        let row = |id, title: &str, problems: &[Problem]| HealthRow {
            id: FeedId(id),
            title: title.to_owned(),
            url: "https://tool.example/feed".to_owned(),
            problems: problems.to_vec(),
        };
        let problem = |code: &str, since, message: &str, new, hints: &[&str]| Problem {
            code: code.to_owned(),
            since: Some(samples::at(since)),
            message: message.to_owned(),
            hints: hints.iter().map(|hint| (*hint).to_owned()).collect(),
            new,
        };
        vec![
            row(
                2,
                "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪",
                &[problem(
                    "silent",
                    "2018-04-09T08:00:00Z",
                    "silent for 8 years, usually posts every 20 days",
                    false,
                    &[
                        "tidings discover 'https://family.example/notes/tagged/food?source=rss'",
                        "tidings remove 2",
                    ],
                )],
            ),
            row(
                13,
                "https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/feed.xml",
                &[
                    problem(
                        "failing",
                        "2026-05-21T12:59:00Z",
                        "failing (3 tries): tool.example answered 500 Internal Server Error",
                        true,
                        &["tidings fetch --force 13"],
                    ),
                    problem(
                        "gap",
                        "2026-05-19T12:59:00Z",
                        "possible gap: no entry in common with the document before",
                        true,
                        &["tidings set 13 interval=1h"],
                    ),
                ],
            ),
        ]
    }

    fn told(view: &View) -> String {
        samples::text(|out| health(out, &rows(), view))
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
   2  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長
      い題名 🇩🇪
      silent for 8 years, usually posts every 20 days (since
      9 Apr 2018)
      → tidings discover 'https://family.example/notes/tagged/food?source=rss'
      → tidings remove 2
  13  tool.example/all/the/news/of/the/tool/makers/feed.xml
    • failing (3 tries): tool.example answered 500 Internal
      Server Error (since 12:59)
      → tidings fetch --force 13
    • possible gap: no entry in common with the document
      before (19 May)
      → tidings set 13 interval=1h
",
        );
    }

    #[test]
    fn eighty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
   2  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
      silent for 8 years, usually posts every 20 days (since 9 Apr 2018)
      → tidings discover 'https://family.example/notes/tagged/food?source=rss'
      → tidings remove 2
  13  tool.example/all/the/news/of/the/tool/makers/feed.xml
    • failing (3 tries): tool.example answered 500 Internal Server Error (since
      12:59)
      → tidings fetch --force 13
    • possible gap: no entry in common with the document before (19 May)
      → tidings set 13 interval=1h
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
   2  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
      silent for 8 years, usually posts every 20 days (since 9 Apr 2018)
      → tidings discover 'https://family.example/notes/tagged/food?source=rss'
      → tidings remove 2
  13  tool.example/all/the/news/of/the/tool/makers/feed.xml
    • failing (3 tries): tool.example answered 500 Internal Server Error (since 12:59)
      → tidings fetch --force 13
    • possible gap: no entry in common with the document before (19 May)
      → tidings set 13 interval=1h
",
        );
    }

    #[test]
    fn eighty_columns_in_colour() {
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[2m   2  ␛[0m␛[1mNotes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪␛[0m
      silent for 8 years, usually posts every 20 days (since 9 Apr 2018)
      ␛[2m→ tidings discover 'https://family.example/notes/tagged/food?source=rss'␛[0m
      ␛[2m→ tidings remove 2␛[0m
␛[2m  13  ␛[0m␛[1mtool.example/all/the/news/of/the/tool/makers/feed.xml␛[0m
␛[31m    • ␛[0m␛[31mfailing (3 tries): tool.example answered 500 Internal Server Error (since␛[0m
      ␛[31m12:59)␛[0m
      ␛[2m→ tidings fetch --force 13␛[0m
␛[31m    • ␛[0m␛[31mpossible gap: no entry in common with the document before (19 May)␛[0m
      ␛[2m→ tidings set 13 interval=1h␛[0m
",
        );
    }

    #[test]
    fn sixty_columns_of_ascii() {
        let terminal = Terminal { unicode: false, ..Terminal::plain(60) };
        samples::held(
            &told(&samples::on(terminal)),
            "
   2  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長
      い題名 🇩🇪
      silent for 8 years, usually posts every 20 days (since
      9 Apr 2018)
      > tidings discover 'https://family.example/notes/tagged/food?source=rss'
      > tidings remove 2
  13  tool.example/all/the/news/of/the/tool/makers/feed.xml
    o failing (3 tries): tool.example answered 500 Internal
      Server Error (since 12:59)
      > tidings fetch --force 13
    o possible gap: no entry in common with the document
      before (19 May)
      > tidings set 13 interval=1h
",
        );
    }

    #[test]
    fn in_a_pipe() {
        samples::held(&told(&samples::piped()), "
2	Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪	silent	2018-04-09T08:00:00Z	silent for 8 years, usually posts every 20 days	tidings discover 'https://family.example/notes/tagged/food?source=rss'; tidings remove 2
13	https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/feed.xml	failing	2026-05-21T12:59:00Z	failing (3 tries): tool.example answered 500 Internal Server Error	tidings fetch --force 13
13	https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/feed.xml	gap	2026-05-19T12:59:00Z	possible gap: no entry in common with the document before	tidings set 13 interval=1h
");
    }
}
