//! `tidings health`: what is wrong with which feed, since when, and what to do.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};

use super::{
    args::HealthArgs,
    failure::{Failure, exit},
    session::Session,
    source,
};
use crate::{
    app,
    model::{FeedId, Timestamp},
    render::{
        columns, cut, dates,
        grid::{self, Cell},
        json_text,
        rows::{FeedsDocument, HealthRow, Problem},
        safe::line,
    },
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
    } else if session.terminal().is_some() {
        person(&rows, session, &mut out)
    } else {
        piped(&rows, &mut out)
    };
    let whole = out.finish(written)?;
    if args.ack && whole {
        let ids: Vec<FeedId> = feeds.iter().map(|feed| feed.id).collect();
        store.acknowledge_trouble(&ids, &app::acknowledgements(&rows))?;
        return Ok(ExitCode::SUCCESS);
    }
    let news = rows.iter().flat_map(|row| &row.problems).any(|problem| problem.new);
    Ok(if news { ExitCode::from(exit::PARTLY) } else { ExitCode::SUCCESS })
}

/// A problem a line: number, title, what, since when, in words, what to do.
fn piped(rows: &[HealthRow], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        for problem in &row.problems {
            let since = problem.since.map_or_else(String::new, Timestamp::to_rfc3339);
            writeln!(
                out,
                "{}\t{}\t{}\t{since}\t{}\t{}",
                row.id,
                line(&row.title),
                problem.code,
                line(&problem.message),
                line(&problem.hints.join("; ")),
            )?;
        }
    }
    Ok(())
}

/// The columns that a title may take: a third of the terminal within these bounds, so that what
/// is wrong has room beside it.
const NARROWEST: usize = 16;
const WIDEST: usize = 40;

fn person(rows: &[HealthRow], session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let terminal = session.terminal();
    let width = terminal.map_or(3 * WIDEST, |terminal| terminal.width);
    let room = (width / 3).clamp(NARROWEST, WIDEST);
    let title = |row: &HealthRow| cut(&line(&row.title), room).into_owned();
    let widest = rows.iter().map(|row| columns(&title(row))).max().unwrap_or(0);
    for row in rows {
        let mut title = title(row);
        for problem in &row.problems {
            let padding = " ".repeat(widest - columns(&title));
            let cell = Cell::styled(std::mem::take(&mut title) + &padding, Style::new().bold());
            grid::write_rows(out, &[vec![cell, what(problem, session)]], terminal)?;
            for hint in &problem.hints {
                write_command(hint, widest + 2, width, session.colour(), out)?;
            }
        }
    }
    Ok(())
}

/// A command on a line of its own, further to the left where it would not fit: what this program
/// wraps cannot be copied, what the terminal folds can.
fn write_command(
    command: &str,
    indent: usize,
    width: usize,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = format!("→ {}", line(command));
    let indent = indent.min(width.saturating_sub(columns(&text)));
    let dim = if colour { Style::new().dimmed() } else { Style::new() };
    writeln!(out, "{:indent$}{dim}{text}{dim:#}", "")
}

/// The problem in words, with its day; red while it is new.
fn what(problem: &Problem, session: &Session) -> Cell {
    let since = problem.since.map_or_else(String::new, |since| {
        let happened = matches!(&*problem.code, "gap" | "moved");
        let word = if happened { "" } else { "since " };
        format!(" ({word}{})", dates::short(since, session.now(), session.zone()))
    });
    let style =
        if problem.new { Style::new().fg_color(Some(AnsiColor::Red.into())) } else { Style::new() };
    Cell::styled(format!("{}{since}", problem.message), style)
}
