//! `tidings health`: what is wrong with which feed, since when, and what to do.

use std::process::ExitCode;

use super::{
    args::HealthArgs,
    failure::{Failure, exit},
    session::Session,
    source,
};
use crate::{
    app,
    model::{FeedId, count},
    render::{self, json_text, rows::FeedsDocument},
    store::Access,
};

/// Shows the trouble of all feeds, or of those named; the exit code says whether any is new.
pub(super) fn run(args: &HealthArgs, session: &Session) -> Result<ExitCode, Failure> {
    let access = if args.ack { Access::Write } else { Access::Read };
    let mut store = session.store(access)?;
    let feeds = source::chosen(&args.feeds, store.feeds()?)?;
    let rows =
        app::health(&feeds, &store.acknowledged_trouble()?, &session.policy(), session.now());
    let mut out = session.output(!args.json);
    let written = if args.json {
        json_text::write_line(&mut out, &FeedsDocument::of(&rows))
    } else {
        render::health(&mut out, &rows, &session.view(None))
    };
    let whole = out.finish(written)?;
    if rows.is_empty() && !args.json {
        session.say(&format!("nothing is wrong with {}", count(feeds.len(), "feed")));
    }
    if args.ack && whole {
        let ids: Vec<FeedId> = feeds.iter().map(|feed| feed.id).collect();
        store.acknowledge_trouble(&ids, &app::acknowledgements(&rows))?;
        return Ok(ExitCode::SUCCESS);
    }
    let news = rows.iter().flat_map(|row| &row.problems).any(|problem| problem.new);
    Ok(if news { ExitCode::from(exit::PARTLY) } else { ExitCode::SUCCESS })
}
