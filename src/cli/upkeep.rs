//! `tidings doctor`, `backup` and `compact`: care of the store.

use std::process::ExitCode;

use super::{
    args::{BackupArgs, CompactArgs, DoctorArgs},
    failure::{Failure, exit},
    output::count,
    session::Session,
};
use crate::{
    model::Zone,
    render::{
        grid::{self, Cell},
        json_text,
    },
    store::{Access, Check},
};

/// `tidings doctor`: every check with what it found, and exit code 1 if one found trouble.
pub(super) fn doctor(args: &DoctorArgs, session: &Session) -> Result<ExitCode, Failure> {
    if args.repair {
        session.store(Access::Write)?.repair()?;
    }
    let mut checks = vec![program(), zone(session)];
    checks.extend(session.store(Access::Read)?.check()?);
    let well = checks.iter().all(|check| check.ok);
    let mut out = session.output(!args.json);
    let written = if args.json {
        let document = serde_json::json!({"schema_version": 1, "ok": well, "checks": checks});
        json_text::write_line(&mut out, &document)
    } else {
        let rows: Vec<Vec<Cell>> = checks.iter().map(row).collect();
        grid::write_rows(&mut out, &rows, session.terminal())
    };
    out.finish(written)?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(exit::FAILED) })
}

fn row(check: &Check) -> Vec<Cell> {
    let sign = if check.ok { "ok" } else { "WRONG" };
    vec![sign.into(), check.name.into(), check.message.as_str().into()]
}

fn program() -> Check {
    let message = format!("tidings {}", env!("CARGO_PKG_VERSION"));
    Check { name: "program", ok: true, message }
}

/// What the wall clock reads: a wrong zone shows at a glance.
fn zone(session: &Session) -> Check {
    let now = session.now();
    let wall = session.zone().wall(now).format("%Y-%m-%d %H:%M");
    let kind = match session.zone() {
        Zone::Local => "local",
        Zone::Fixed(_) => "fixed",
        Zone::Named(place) => place.name(),
    };
    Check { name: "zone", ok: true, message: format!("{kind} time is {wall}, UTC {now}") }
}

/// `tidings backup`.
pub(super) fn backup(args: &BackupArgs, session: &Session) -> Result<ExitCode, Failure> {
    session.store(Access::Read)?.backup(&args.file)?;
    session.say(&format!("copied to {}", args.file.display()));
    Ok(ExitCode::SUCCESS)
}

/// `tidings compact`.
pub(super) fn compact(args: &CompactArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let buried = store.buried()?;
    let done = store.compact(args.yes)?;
    session.say(&format!("{} bytes before, {} after", done.before, done.after));
    if buried > 0 && !args.yes {
        let pruned = count(buried as usize, "pruned article");
        session.note(&format!(
            "{pruned} can still be brought back with tidings undo; tidings compact --yes lets go \
             of their text"
        ));
    }
    Ok(ExitCode::SUCCESS)
}
