//! `tidings fetch --replay`: what is kept of each feed, parsed again and stored; no request.

use std::process::ExitCode;

use super::{
    args::FetchArgs, failure::Failure, fetch, hearing::Hearing, output::count, session::Session,
    signals::Signals, source,
};
use crate::{
    app::{self, Report, Totals},
    render::{json_text, rows::Outcome},
    store::Access,
};

/// Parses what is kept of the feeds named, or of all, and says what that changed.
pub(super) fn run(args: &FetchArgs, session: &Session) -> Result<ExitCode, Failure> {
    let Some(_lock) = fetch::lock(args.if_running, session)? else {
        Hearing::new(args, session).finish(&Totals::default(), 0)?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut store = session.store(Access::Write)?;
    let feeds = source::chosen(&args.sources, store.feeds()?)?;
    let signals = Signals::listen();
    let mut out = session.output(false);
    let mut written = Ok(());
    let started = std::time::Instant::now();
    let rules = (session.now(), fetch::on_republish(args, &session.policy()));
    let totals = app::replay(&mut *store, &feeds, &signals.cancel, rules, &mut |report| {
        if args.json && written.is_ok() {
            written = json_text::write_line(&mut out, &report.row());
        }
        tell(report, !args.sources.is_empty(), session);
    })?;
    if args.json && written.is_ok() {
        written =
            json_text::write_line(&mut out, &totals.row(started.elapsed().as_millis() as u64));
    }
    out.finish(written)?;
    session.note(&summary(&totals));
    if let Some(code) = signals.received() {
        return Ok(ExitCode::from(code));
    }
    // Of a feed named there was something to be read; among all, one never fetched is no failure.
    let missing = if args.sources.is_empty() { 0 } else { totals.not_due };
    Ok(ExitCode::from(fetch::code(&totals, missing, args.fail_on)))
}

fn tell(report: &Report, named: bool, session: &Session) {
    match (&report.error, report.outcome) {
        (Some(_), Outcome::NotDue) if !named => {}
        (Some(error), _) => session.warn(&format!("{}: {}", report.title, error.message)),
        (None, Outcome::New | Outcome::Updated) => {
            session.note(&format!("{}: {}", report.title, changes(report.new, report.updated)));
        }
        (None, _) => session.say(&format!("{}: reads as before", report.title)),
    }
}

fn changes(new: usize, edited: usize) -> String {
    match (new, edited) {
        (0, 0) => "nothing changed".to_owned(),
        (new, 0) => format!("{new} new"),
        (0, edited) => format!("{edited} edited"),
        (new, edited) => format!("{new} new, {edited} edited"),
    }
}

fn summary(totals: &Totals) -> String {
    format!("{} read again: {}", count(totals.feeds, "feed"), changes(totals.new, totals.updated))
}
