//! The page that `tidings` alone shows: the newest unread articles, and what to do next.

use std::process::ExitCode;

use super::{failure::Failure, output::count, print::print, session::Session};
use crate::{
    app,
    query::{Filter, Is, Query},
    render,
};

/// How many articles the page shows at least, and at most.
const ARTICLES: (usize, usize) = (3, 10);
/// The rows of a screen that an article takes, roughly, and those kept free.
const ROWS: (usize, usize) = (3, 4);

/// Shows the page.
pub(super) fn run(session: &Session) -> Result<ExitCode, Failure> {
    let filter = Filter::Is(Is::Unread).visible();
    let query = Query { filter, limit: Some(size()), ..Query::default() };
    let view = session.view(None);
    let shown = print(&query, render::TEXT, &view, false, session)?;
    let mut store = session.reader()?;
    let feeds = store.feeds()?;
    let trouble =
        app::health(&feeds, &store.acknowledged_trouble()?, &session.policy(), session.now());
    session.note_all(&next(&State {
        unread: feeds.iter().map(|feed| feed.unread).sum(),
        feeds: feeds.len(),
        trouble: trouble.iter().filter(|row| row.problems.iter().any(|one| one.new)).count(),
        first: shown.first.as_deref(),
    }));
    Ok(ExitCode::SUCCESS)
}

/// As many articles as fit on one screen.
fn size() -> u64 {
    let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, height)| height.0.into());
    let (each, free) = ROWS;
    let (least, most) = ARTICLES;
    (rows.saturating_sub(free) / each).clamp(least, most) as u64
}

/// What the next steps depend on.
struct State<'a> {
    unread: u64,
    feeds: usize,
    /// How many feeds have trouble that is news.
    trouble: usize,
    /// The short id of the first article shown.
    first: Option<&'a str>,
}

/// How things stand, and the most useful commands.
fn next(state: &State<'_>) -> Vec<String> {
    let mut next = vec![format!("{} unread in {}", state.unread, count(state.feeds, "feed"))];
    match state.first {
        None => next.push("Get news: tidings fetch".to_owned()),
        Some(id) => {
            next.push(format!("Read one: tidings show {id}"));
            next.push("Search: tidings search WORDS".to_owned());
        }
    }
    if state.trouble > 0 {
        next.push(format!("Trouble: tidings health ({})", count(state.trouble, "feed")));
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Terminal, outline::beside, samples};

    /// The page on a terminal: the articles, and the messages below them.
    fn told(terminal: Terminal) -> String {
        let items = [
            samples::dated(
                "7k2fq0az",
                "Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use",
                "2026-05-21T16:01:05Z",
            ),
            samples::dated(
                "p0az0000",
                "家族 👨\u{200d}👩\u{200d}👧 in Berlin 🇩🇪",
                "2026-05-20T09:12:00Z",
            ),
        ];
        let text = render::format("text").expect("a format");
        let state = State { unread: 61, feeds: 14, trouble: 1, first: Some("7k2f") };
        let steps = beside(&next(&state), terminal.width);
        samples::rendered(text, &samples::on(terminal), &items) + &steps.join("\n") + "\n"
    }

    #[test]
    fn the_page_by_width() {
        samples::held(
            &told(Terminal::plain(60)),
            "
Today
• 7k2f  Making Queues of User Sequences Cheaper to Keep,
        Faster to Read, and Easier to Use
        Tool Blog · 2 h ago
Yesterday
• p0az  家族 👨‍👩‍👧 in Berlin 🇩🇪
        Tool Blog · 09:12
61 unread in 14 feeds   Read one: tidings show 7k2f
Search: tidings search WORDS
Trouble: tidings health (1 feed)
",
        );
        samples::held(
            &told(Terminal::plain(80)),
            "
Today
• 7k2f  Making Queues of User Sequences Cheaper to Keep, Faster to Read, and
        Easier to Use
        Tool Blog · 2 h ago
Yesterday
• p0az  家族 👨‍👩‍👧 in Berlin 🇩🇪
        Tool Blog · 09:12
61 unread in 14 feeds   Read one: tidings show 7k2f
Search: tidings search WORDS   Trouble: tidings health (1 feed)
",
        );
        samples::held(&told(Terminal::plain(200)), "
Today
• 7k2f  Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use
        Tool Blog · 2 h ago
Yesterday
• p0az  家族 👨‍👩‍👧 in Berlin 🇩🇪
        Tool Blog · 09:12
61 unread in 14 feeds   Read one: tidings show 7k2f   Search: tidings search WORDS   Trouble: tidings health (1 feed)
");
        let colour = Terminal { hyperlinks: false, ..Terminal::modern(80) };
        samples::held(
            &told(colour),
            "
␛[36mToday␛[0m
␛[1m•␛[0m ␛[2m7k2f␛[0m  ␛[1mMaking Queues of User Sequences Cheaper to Keep, Faster to Read, and␛[0m
        ␛[1mEasier to Use␛[0m
        ␛[2mTool Blog · 2 h ago␛[0m
␛[36mYesterday␛[0m
␛[1m•␛[0m ␛[2mp0az␛[0m  ␛[1m家族 👨‍👩‍👧 in Berlin 🇩🇪␛[0m
        ␛[2mTool Blog · 09:12␛[0m
61 unread in 14 feeds   Read one: tidings show 7k2f
Search: tidings search WORDS   Trouble: tidings health (1 feed)
",
        );
    }

    #[test]
    fn with_nothing_to_read_it_says_how_to_get_something() {
        let state = State { unread: 0, feeds: 1, trouble: 0, first: None };
        assert_eq!(next(&state), ["0 unread in 1 feed", "Get news: tidings fetch"]);
    }
}
