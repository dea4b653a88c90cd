//! What a fetch would do in, a plan to read out: when each feed is due and why, and what each
//! host would get.

use std::io::{self, Write};

use anstyle::Style;

use super::grid::{self, Cell};
use super::rows::{HostRow, PlanRow};
use super::{View, cut_name, dates};
use crate::model::{Timestamp, count, shown_address};

/// The columns that a title may take: a third of the terminal within these bounds.
const NARROWEST: usize = 16;
const WIDEST: usize = 40;

/// Writes the feeds in the order given, then the hosts.
pub fn plan(
    out: &mut dyn Write,
    feeds: &[PlanRow],
    hosts: &[HostRow],
    view: &View,
) -> io::Result<()> {
    let mut rows: Vec<Vec<Cell>> = feeds.iter().map(|feed| due(feed, view)).collect();
    let burdens: Vec<Vec<Cell>> = hosts.iter().map(|host| burden(host, view)).collect();
    if view.terminal.is_none() {
        return grid::write_rows(out, &[rows, burdens].concat(), None);
    }
    if !rows.is_empty() {
        rows.insert(0, heading(&["due", "feed", "why"]));
    }
    grid::write_rows(out, &rows, view.terminal)?;
    if burdens.is_empty() {
        return Ok(());
    }
    out.write_all(b"\n")?;
    grid::write_records(out, &burdens, 1, view)
}

fn heading(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| Cell::styled(*word, Style::new().dimmed())).collect()
}

fn due(feed: &PlanRow, view: &View) -> Vec<Cell> {
    let when = match feed.due {
        None => "never".to_owned(),
        Some(when) if when <= view.now => "now".to_owned(),
        Some(when) if view.terminal.is_none() => when.to_rfc3339(),
        Some(when) => format!("in {}", dates::span(when.since(view.now))),
    };
    let title = shown_address(&feed.title);
    let title = match view.terminal {
        Some(terminal) => cut_name(&title, (terminal.columns() / 3).clamp(NARROWEST, WIDEST)),
        None => title.clone(),
    };
    vec![when.into(), title.into(), feed.reason.as_str().into()]
}

/// What a host would get, in words.
fn burden(host: &HostRow, view: &View) -> Vec<Cell> {
    let mut words = vec![format!("{} now", count(host.requests as usize, "request"))];
    if let Some(at) = host.not_before {
        words.push(format!("next not before {}", moment(at, view)));
    }
    let cells = [host.host.as_str().into(), words.join(", ").into()];
    let kind = view.terminal.is_none().then(|| "host".into());
    kind.into_iter().chain(cells).collect()
}

fn moment(at: Timestamp, view: &View) -> String {
    match view.terminal {
        Some(_) if at.since(view.now) < 86_400 => dates::clock(at, view.zone),
        Some(_) => dates::minute(at, view.zone),
        None => at.to_rfc3339(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Terminal, samples};
    use super::*;
    use crate::model::FeedId;

    fn told(view: &View) -> String {
        let feed = |id, title: &str, due: Option<&str>, reason: &str| PlanRow {
            id: FeedId(id),
            title: title.to_owned(),
            url: "https://tool.example/feed".to_owned(),
            due: due.map(samples::at),
            why: "backoff",
            reason: reason.to_owned(),
        };
        let host = |host: &str, requests, not_before: Option<&str>| HostRow {
            host: host.to_owned(),
            requests,
            not_before: not_before.map(samples::at),
        };
        let feeds = [
            feed(1, "Tool Blog", Some("2026-05-21T18:00:00Z"), "never asked"),
            feed(
                2,
                "https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/feed.xml",
                Some("2026-05-21T22:40:00Z"),
                "failed once: waits 1 h, 2 h, 4 h … 24 h",
            ),
            feed(
                3,
                "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪",
                Some("2026-05-24T00:30:00Z"),
                "silent for 814 days, so every day, last asked just now",
            ),
            feed(4, "Old Blog", None, "gone since 2026-05-20 (410), kept but not asked any more"),
        ];
        let hosts = [
            host("medium.com", 2, Some("2026-05-21T18:31:10Z")),
            host("tool.example", 1, None),
            host("a-very-long-name-of-a-host.of-some.example", 0, Some("2026-05-23T08:00:00Z")),
        ];
        samples::text(|out| plan(out, &feeds, &hosts, view))
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
due            feed                  why
now            Tool Blog             never asked
in 4 h 10 min  tool.exam…s/feed.xml  failed once: waits 1 h,
                                     2 h, 4 h … 24 h
in 2 days 6 h  Notes of a Family…    silent for 814 days, so
                                     every day, last asked
                                     just now
never          Old Blog              gone since 2026-05-20
                                     (410), kept but not
                                     asked any more

medium.com
  2 requests now, next not before 18:31
tool.example
  1 request now
a-very-long-name-of-a-host.of-some.example
  0 requests now, next not before 2026-05-23 08:00
",
        );
    }

    #[test]
    fn eighty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
due            feed                        why
now            Tool Blog                   never asked
in 4 h 10 min  tool.example…kers/feed.xml  failed once: waits 1 h, 2 h, 4 h …
                                           24 h
in 2 days 6 h  Notes of a Family 👨‍👩‍👧 for…   silent for 814 days, so every day,
                                           last asked just now
never          Old Blog                    gone since 2026-05-20 (410), kept but
                                           not asked any more

medium.com
  2 requests now, next not before 18:31
tool.example
  1 request now
a-very-long-name-of-a-host.of-some.example
  0 requests now, next not before 2026-05-23 08:00
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        samples::held(&told(&samples::on(Terminal::plain(200))), "
due            feed                                      why
now            Tool Blog                                 never asked
in 4 h 10 min  tool.example/all/th…tool/makers/feed.xml  failed once: waits 1 h, 2 h, 4 h … 24 h
in 2 days 6 h  Notes of a Family 👨‍👩‍👧 for Those Who Care…  silent for 814 days, so every day, last asked just now
never          Old Blog                                  gone since 2026-05-20 (410), kept but not asked any more

medium.com                                  2 requests now, next not before 18:31
tool.example                                1 request now
a-very-long-name-of-a-host.of-some.example  0 requests now, next not before 2026-05-23 08:00
");
    }

    #[test]
    fn eighty_columns_in_colour() {
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[2mdue␛[0m            ␛[2mfeed␛[0m                        ␛[2mwhy␛[0m
now            Tool Blog                   never asked
in 4 h 10 min  tool.example…kers/feed.xml  failed once: waits 1 h, 2 h, 4 h …
                                           24 h
in 2 days 6 h  Notes of a Family 👨‍👩‍👧 for…   silent for 814 days, so every day,
                                           last asked just now
never          Old Blog                    gone since 2026-05-20 (410), kept but
                                           not asked any more

medium.com
  2 requests now, next not before 18:31
tool.example
  1 request now
a-very-long-name-of-a-host.of-some.example
  0 requests now, next not before 2026-05-23 08:00
",
        );
    }

    #[test]
    fn in_a_pipe() {
        samples::held(&told(&samples::piped()), "
now	Tool Blog	never asked
2026-05-21T22:40:00Z	https://tool.example/all/the/news/of/the/tool/makers/feed.xml	failed once: waits 1 h, 2 h, 4 h … 24 h
2026-05-24T00:30:00Z	Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪	silent for 814 days, so every day, last asked just now
never	Old Blog	gone since 2026-05-20 (410), kept but not asked any more
host	medium.com	2 requests now, next not before 2026-05-21T18:31:10Z
host	tool.example	1 request now
host	a-very-long-name-of-a-host.of-some.example	0 requests now, next not before 2026-05-23T08:00:00Z
");
    }
}
