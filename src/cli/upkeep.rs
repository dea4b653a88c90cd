//! `tidings doctor`, `backup` and `compact`: care of the store.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};

use super::{
    args::{BackupArgs, CompactArgs, DoctorArgs},
    failure::{Failure, exit},
    output::count,
    session::Session,
};
use crate::{
    model::Zone,
    render::{
        Terminal,
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
        text(&checks, session.terminal(), &mut out)
    };
    out.finish(written)?;
    if !well && !args.json {
        session.say("the word index and the counters can be made anew: tidings doctor --repair");
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(exit::FAILED) })
}

/// A check a line: how it stands, its name, what was found.
fn text(checks: &[Check], terminal: Option<Terminal>, out: &mut dyn Write) -> io::Result<()> {
    let row = |check: &Check| {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let (sign, style) = if check.ok { ("ok", Style::new().dimmed()) } else { ("WRONG", red) };
        vec![Cell::styled(sign, style), check.name.into(), check.message.as_str().into()]
    };
    let rows: Vec<Vec<Cell>> = checks.iter().map(row).collect();
    grid::write_rows(out, &rows, terminal)
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
    let [before, after] = [done.before, done.after].map(|bytes| count(bytes as usize, "byte"));
    session.say(&format!("{before} before, {after} after"));
    if buried > 0 && !args.yes {
        let pruned = count(buried as usize, "pruned article");
        session.note(&format!(
            "{pruned} can still be brought back with tidings undo; tidings compact --yes lets go \
             of their text"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;

    fn told(terminal: Option<Terminal>) -> String {
        let check = |name, ok, message: &str| Check { name, ok, message: message.to_owned() };
        let checks = [
            check("program", true, "tidings 1.2.3"),
            check("zone", true, "local time is 2026-05-21 18:30, UTC 2026-05-21T18:30:00Z"),
            check("file", true, "/home/ann/.local/share/tidings/tidings.db, 626688 bytes"),
            check(
                "index-structure",
                false,
                "the word index is damaged: database disk image is malformed",
            ),
            check("counters", true, "the counters are right"),
        ];
        samples::text(|out| text(&checks, terminal, out))
    }

    #[test]
    fn checks_by_width_and_in_a_pipe() {
        samples::held(
            &told(Some(Terminal::plain(60))),
            "
ok     program          tidings 1.2.3
ok     zone             local time is 2026-05-21 18:30, UTC
                        2026-05-21T18:30:00Z
ok     file             /home/ann/.local/share/tidings/
                        tidings.db, 626688 bytes
WRONG  index-structure  the word index is damaged: database
                        disk image is malformed
ok     counters         the counters are right
",
        );
        samples::held(
            &told(Some(Terminal::plain(80))),
            "
ok     program          tidings 1.2.3
ok     zone             local time is 2026-05-21 18:30, UTC 2026-05-21T18:30:00Z
ok     file             /home/ann/.local/share/tidings/tidings.db, 626688 bytes
WRONG  index-structure  the word index is damaged: database disk image is
                        malformed
ok     counters         the counters are right
",
        );
        samples::held(
            &told(Some(Terminal::plain(200))),
            "
ok     program          tidings 1.2.3
ok     zone             local time is 2026-05-21 18:30, UTC 2026-05-21T18:30:00Z
ok     file             /home/ann/.local/share/tidings/tidings.db, 626688 bytes
WRONG  index-structure  the word index is damaged: database disk image is malformed
ok     counters         the counters are right
",
        );
        samples::held(
            &told(Some(Terminal::modern(80))),
            "
␛[2mok␛[0m     program          tidings 1.2.3
␛[2mok␛[0m     zone             local time is 2026-05-21 18:30, UTC 2026-05-21T18:30:00Z
␛[2mok␛[0m     file             /home/ann/.local/share/tidings/tidings.db, 626688 bytes
␛[1m␛[31mWRONG␛[0m  index-structure  the word index is damaged: database disk image is
                        malformed
␛[2mok␛[0m     counters         the counters are right
",
        );
        samples::held(
            &told(None),
            "
ok	program	tidings 1.2.3
ok	zone	local time is 2026-05-21 18:30, UTC 2026-05-21T18:30:00Z
ok	file	/home/ann/.local/share/tidings/tidings.db, 626688 bytes
WRONG	index-structure	the word index is damaged: database disk image is malformed
ok	counters	the counters are right
",
        );
    }
}
