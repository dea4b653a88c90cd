//! `tidings mark`: read, unread, starred or not.

use std::{ops::ControlFlow, process::ExitCode};

use super::{
    args::{MarkArgs, MarkAs},
    failure::Failure,
    list,
    output::count,
    session::Session,
    source,
};
use crate::{
    model::ArticleId,
    query::Query,
    store::{Access, Detail, Mark},
};

/// Marks the articles named, or those that a query finds.
pub(super) fn run(args: &MarkArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let ids: Vec<ArticleId> = match &args.query {
        None => source::article_ids(&args.ids, &mut *store)?,
        Some(text) => {
            let query = Query { filter: list::filter(text, session)?, ..Query::default() };
            let mut ids = Vec::new();
            store.select(&query, Detail::Listing, &mut |article| {
                ids.push(article.id);
                ControlFlow::Continue(())
            })?;
            ids
        }
    };
    let mark = match args.state {
        MarkAs::Read => Mark::Read(true),
        MarkAs::Unread => Mark::Read(false),
        MarkAs::Star => Mark::Starred(true),
        MarkAs::Unstar => Mark::Starred(false),
    };
    let changed = store.mark(&ids, mark, session.now())?;
    session.say(&format!("{changed} of {} changed", count(ids.len(), "article")));
    Ok(ExitCode::SUCCESS)
}
