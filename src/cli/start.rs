//! `tidings` alone: the newest unread articles, and what to do next.

use std::process::ExitCode;

use super::{failure::Failure, output::count, print::print, session::Session};
use crate::{
    app,
    query::{Filter, Is, Query},
    render,
};

/// How many articles the start page shows at least, and at most.
const START: (usize, usize) = (3, 10);
/// The rows of a screen that an article of the start page takes, roughly, and those kept free.
const ROWS: (usize, usize) = (3, 4);

/// Shows the page.
pub(super) fn run(session: &Session) -> Result<ExitCode, Failure> {
    let filter = Filter::Is(Is::Unread).visible();
    let query = Query { filter, limit: Some(start_size()), ..Query::default() };
    let view = session.view(None);
    let shown = print(&query, render::TEXT, &view, false, session)?;
    let mut store = session.reader()?;
    let feeds = store.feeds()?;
    let unread: u64 = feeds.iter().map(|feed| feed.unread).sum();
    let trouble =
        app::health(&feeds, &store.acknowledged_trouble()?, &session.policy(), session.now());
    let trouble = trouble.iter().filter(|row| row.problems.iter().any(|one| one.new)).count();
    let mut next = vec![format!("{} unread in {}", unread, count(feeds.len(), "feed"))];
    match shown.first {
        None => next.push("Get news: tidings fetch".to_owned()),
        Some(id) => {
            next.push(format!("Read one: tidings show {id}"));
            next.push("Search: tidings search WORDS".to_owned());
        }
    }
    if trouble > 0 {
        next.push(format!("Trouble: tidings health ({})", count(trouble, "feed")));
    }
    session.note_all(&next);
    Ok(ExitCode::SUCCESS)
}

/// As many articles as fit on one screen.
fn start_size() -> u64 {
    let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, height)| height.0.into());
    let (each, free) = ROWS;
    let (least, most) = START;
    (rows.saturating_sub(free) / each).clamp(least, most) as u64
}
