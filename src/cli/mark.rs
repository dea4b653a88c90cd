//! `tidings mark`: read, unread, starred or not, or with a tag of the reader's own.

use std::{ops::ControlFlow, process::ExitCode};

use super::{
    args::{MarkArgs, MarkAs},
    failure::Failure,
    filter,
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
        // Mostly a variable that nobody set: it would mean everything.
        Some(text) if text.trim().is_empty() => {
            return Err(Failure::usage(
                "empty-query",
                "--query: is empty, which means every article",
            )
            .hint("--query is:unread, or another query that says which are meant"));
        }
        Some(text) => {
            let query = Query { filter: filter::of_text(text, session)?, ..Query::default() };
            let mut ids = Vec::new();
            store.select(&query, Detail::Listing, &mut |article| {
                ids.push(article.id);
                ControlFlow::Continue(())
            })?;
            ids
        }
    };
    let now = session.now();
    let changed = match &args.state {
        MarkAs::Read => store.mark(&ids, Mark::Read(true), now),
        MarkAs::Unread => store.mark(&ids, Mark::Read(false), now),
        MarkAs::Star => store.mark(&ids, Mark::Starred(true), now),
        MarkAs::Unstar => store.mark(&ids, Mark::Starred(false), now),
        MarkAs::Tag(tag) => store.tag(&ids, tag, true, now),
        MarkAs::Untag(tag) => store.tag(&ids, tag, false, now),
    }?;
    session.say(&format!("{changed} of {} changed", count(ids.len(), "article")));
    Ok(ExitCode::SUCCESS)
}
