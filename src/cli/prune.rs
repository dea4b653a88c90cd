//! `tidings prune`: old articles go, and can be brought back.

use std::{io::Write, process::ExitCode};

use super::{args::PruneArgs, failure::Failure, output::count, session::Session, source};
use crate::{
    model::Timestamp,
    query::when,
    render::safe::line,
    store::{Access, Retiring, Store},
};

/// Prunes what the flags or the settings say, or shows what that would be.
pub(super) fn run(args: &PruneArgs, session: &Session) -> Result<ExitCode, Failure> {
    let access = if args.dry_run { Access::Read } else { Access::Write };
    let mut store = session.store(access)?;
    let which = which(args, &mut *store, session)?;
    let pruned =
        if args.dry_run { store.retiring(&which)? } else { store.prune(&which, session.now())? };
    let held = store.held_back(&which)?;
    let mut out = session.output(false);
    let written = pruned
        .iter()
        .try_for_each(|feed| writeln!(out, "{}\t{}", feed.articles, line(&feed.title)));
    out.finish(written)?;
    let total: u64 = pruned.iter().map(|feed| feed.articles).sum();
    let total = count(total as usize, "article");
    session.say(&if args.dry_run {
        format!("{total} would go")
    } else {
        format!("{total} pruned; tidings undo brings them back")
    });
    if held > 0 {
        let held = count(held as usize, "article");
        session.note(&format!(
            "kept for consumers that have not acknowledged: {held}; see tidings cursors"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn which(args: &PruneArgs, store: &mut dyn Store, session: &Session) -> Result<Retiring, Failure> {
    let before = match (&args.older_than, args.keep, session.config.keep_age()) {
        (Some(text), _, _) => Some(before(text, session)?),
        (None, Some(_), _) => None,
        (None, None, Some(age)) => Some(session.now().plus(-(age as i64))),
        (None, None, None) => {
            return Err(Failure::usage("usage", "prune: nothing says which articles may go")
                .hint("give --older-than or --keep, or set keep.age"));
        }
    };
    // A feed never runs empty, whatever is asked for.
    let floor = session.config.keep_per_feed();
    let feeds = match args.feed.as_slice() {
        [] => None,
        names => {
            let chosen = source::chosen(names, store.feeds()?)?;
            Some(chosen.into_iter().map(|feed| feed.id).collect())
        }
    };
    Ok(Retiring { before, beyond: args.keep.unwrap_or(0).max(floor), feeds })
}

fn before(text: &str, session: &Session) -> Result<Timestamp, Failure> {
    let when = when::when(text, session.now(), session.zone()).map_err(|error| {
        Failure::usage("bad-date", format!("--older-than: {error}")).hint(error.hint())
    })?;
    when.since().start.ok_or_else(|| {
        Failure::usage("bad-date", format!("--older-than: {text} has no beginning"))
            .hint("write 90d, 1y or 2025-01-01")
    })
}
