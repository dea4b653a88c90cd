//! `tidings stats`: how much, how often, from whom.

use std::process::ExitCode;

use super::{args::StatsArgs, failure::Failure, list::StoreNames, session::Session};
use crate::{
    app,
    query::{self, Axis, Filter},
    render::{self, json_text},
    store::Access,
};

/// Draws figures about the articles that the flags choose.
pub(super) fn run(args: &StatsArgs, session: &Session) -> Result<ExitCode, Failure> {
    let filter = filter(args, session)?;
    let stats = app::stats(&mut *session.store(Access::Read)?, &filter, session.zone())?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        json_text::write_line(&mut out, &stats)
    } else {
        render::stats(&mut out, &stats, &session.view(None))
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn filter(args: &StatsArgs, session: &Session) -> Result<Filter, Failure> {
    let names = StoreNames::new(session.address()?);
    let context = names.context(Axis::Published, session);
    let mut filter = names.checked(query::parse(&query::join(&args.query), &context))?;
    for (field, value) in [("since", &args.since), ("until", &args.until)] {
        let Some(value) = value else { continue };
        filter = filter.and(names.checked(query::flag(field, value, &context))?);
    }
    let feeds = args.feed.iter().map(|name| names.checked(query::flag("feed", name, &context)));
    let feeds: Vec<Filter> = feeds.collect::<Result<_, _>>()?;
    if !feeds.is_empty() {
        filter = filter.and(Filter::Or(feeds));
    }
    Ok(filter.visible())
}
