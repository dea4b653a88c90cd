//! What a query selects, on stdout.

use std::io;

use super::{failure::Failure, output::Output, session::Session};
use crate::{
    app::{self, Rows},
    model::Change,
    query::Query,
    render::{Format, View},
    store::{Access, Detail, Store},
};

/// The width of a snippet in characters: two lines of a common terminal.
const SNIPPET: usize = 160;

/// What was printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    /// How many rows.
    pub(super) rows: usize,
    /// The first one's id, as short as it names the article.
    pub(super) first: Option<String>,
    /// The place of the last one among arrivals and edits.
    pub(super) last: Option<Change>,
    /// Whether all of it reached the reader.
    pub(super) whole: bool,
}

/// Prints what a query selects; `searching` shows on a terminal where it matches.
pub(super) fn print(
    query: &Query,
    format: &Format,
    view: &View,
    searching: bool,
    session: &Session,
) -> Result<Printed, Failure> {
    let terminal = format.name == "text" && view.terminal.is_some();
    let snippets = (searching && terminal).then_some(SNIPPET);
    let detail = if (format.shows_content)(view) { Detail::Full } else { Detail::Listing };
    let shorten = if terminal { Some(session.store(Access::Read)?) } else { None };
    let rows = Rows { detail, shorten, snippets };
    let mut store = session.reader()?;
    let mut out = session.output(terminal || matches!(format.name, "page" | "markdown"));
    let result = stream(&mut **store, query, rows, format, view, &mut out);
    let (printed, written) = result?;
    let whole = out.finish(written)?;
    Ok(Printed { whole, ..printed })
}

fn stream(
    store: &mut dyn Store,
    query: &Query,
    rows: Rows,
    format: &Format,
    view: &View,
    out: &mut Output,
) -> Result<(Printed, io::Result<()>), Failure> {
    let mut renderer = format.start(view, Box::new(out));
    let mut printed = Printed::default();
    if let Err(error) = renderer.begin() {
        return Ok((printed, Err(error)));
    }
    let (rows, taken) = app::list(store, query, rows, &mut |item| {
        printed.last = Some(item.article.change);
        printed.first.get_or_insert_with(|| item.short_id().to_owned());
        renderer.item(item)
    })?;
    printed.rows = rows;
    Ok((printed, taken.and_then(|()| renderer.end())))
}
