//! `tidings stats`: how much, how often, from whom.

use std::process::ExitCode;

use super::{
    args::StatsArgs, failure::Failure, filter::Asked, names::StoreNames, session::Session,
};
use crate::{
    app,
    render::{self, json_text},
};

/// Draws figures about the articles that the flags choose.
pub(super) fn run(args: &StatsArgs, session: &Session) -> Result<ExitCode, Failure> {
    let filter = Asked::of_stats(args).filter(&StoreNames::new(session), session)?;
    let stats = app::stats(&mut **session.reader()?, &filter, session.zone())?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        json_text::write_line(&mut out, &stats)
    } else {
        render::stats(&mut out, &stats, &session.view(None))
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}
