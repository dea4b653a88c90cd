//! `tidings log` and `tidings undo`: what was done to articles, and taking it back.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;
use serde_json::{Value, json};

use super::{
    args::{LogArgs, UndoArgs},
    failure::Failure,
    session::Session,
};
use crate::{
    app,
    model::Timestamp,
    render::{
        View, dates,
        grid::{self, Cell},
        json_text,
    },
    store::{Access, Operation},
};

/// Lists the newest operations, newest first.
pub(super) fn log(args: &LogArgs, session: &Session) -> Result<ExitCode, Failure> {
    let operations = session.store(Access::Read)?.operations(args.limit)?;
    let mut out = session.output(!args.json);
    if args.json {
        let rows: Vec<_> = operations.iter().map(row).collect();
        let document = json!({"schema_version": 1, "operations": rows});
        let written = json_text::write_line(&mut out, &document);
        out.finish(written)?;
        return Ok(ExitCode::SUCCESS);
    }
    let written = text(&operations, &session.view(None), &mut out);
    out.finish(written)?;
    if operations.is_empty() {
        session.say("nothing was done to articles yet");
    }
    Ok(ExitCode::SUCCESS)
}

/// Number, time, what was done, and whether it was taken back.
fn text(operations: &[Operation], view: &View, out: &mut dyn Write) -> io::Result<()> {
    let when = |at: Timestamp| match view.terminal {
        Some(_) => dates::minute(at, view.zone),
        None => at.to_rfc3339(),
    };
    let row = |operation: &Operation| {
        let undone = operation.undone.map(|_| Cell::styled("undone", Style::new().dimmed()));
        let dim = Style::new().dimmed();
        let number = Cell::styled(operation.id.to_string(), dim);
        let words = [Cell::styled(when(operation.at), dim), operation.about.as_str().into()];
        [number].into_iter().chain(words).chain(undone).collect()
    };
    let rows: Vec<Vec<Cell>> = operations.iter().map(row).collect();
    grid::write_rows(out, &rows, view.terminal)
}

fn row(operation: &Operation) -> Value {
    json!({
        "id": operation.id,
        "at": operation.at,
        "kind": operation.kind,
        "about": operation.about,
        "undone": operation.undone,
    })
}

/// Takes back the newest operation, or the one of that number.
pub(super) fn undo(args: &UndoArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let undone = store.undo(args.operation, session.now())?;
    app::bring_keys_up(&mut *store)?;
    let Some(operation) = undone else {
        let thing = args.operation.map_or_else(|| "log".to_owned(), |number| number.to_string());
        return Err(Failure::failed(
            "nothing-to-undo",
            format!("{thing}: there is nothing to undo"),
        )
        .hint("tidings log lists what was done"));
    };
    session.say(&format!("undone: {}", operation.about));
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Terminal, samples};

    fn told(view: &View) -> String {
        let operation = |id, at, about: &str, undone: bool| Operation {
            id,
            at: samples::at(at),
            kind: "mark".to_owned(),
            about: about.to_owned(),
            undone: undone.then(|| samples::at("2026-05-21T18:00:00Z")),
        };
        let operations = [
            operation(113, "2026-05-21T17:59:00Z", "read 1,250 articles", true),
            operation(
                2,
                "2026-05-20T08:01:00Z",
                "merge \"Making Queues of User Sequences Cheaper to Keep, Faster to Read\" into \
                 \"日本語の長い題名 👨\u{200d}👩\u{200d}👧\"",
                false,
            ),
        ];
        samples::text(|out| text(&operations, view, out))
    }

    #[test]
    fn operations_by_width_and_in_a_pipe() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            r#"
113  2026-05-21 17:59  read 1,250 articles            undone
2    2026-05-20 08:01  merge "Making Queues of User
                       Sequences Cheaper to Keep,
                       Faster to Read" into "日本語
                       の長い題名 👨‍👩‍👧"
"#,
        );
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            r#"
113  2026-05-21 17:59  read 1,250 articles                                undone
2    2026-05-20 08:01  merge "Making Queues of User Sequences Cheaper to
                       Keep, Faster to Read" into "日本語の長い題名 👨‍👩‍👧"
"#,
        );
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            r#"
113  2026-05-21 17:59  read 1,250 articles                                                                                 undone
2    2026-05-20 08:01  merge "Making Queues of User Sequences Cheaper to Keep, Faster to Read" into "日本語の長い題名 👨‍👩‍👧"
"#,
        );
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            r#"
␛[2m113␛[0m  ␛[2m2026-05-21 17:59␛[0m  read 1,250 articles                                ␛[2mundone␛[0m
␛[2m2␛[0m    ␛[2m2026-05-20 08:01␛[0m  merge "Making Queues of User Sequences Cheaper to
                       Keep, Faster to Read" into "日本語の長い題名 👨‍👩‍👧"
"#,
        );
        samples::held(
            &told(&samples::piped()),
            r#"
113	2026-05-21T17:59:00Z	read 1,250 articles	undone
2	2026-05-20T08:01:00Z	merge "Making Queues of User Sequences Cheaper to Keep, Faster to Read" into "日本語の長い題名 👨‍👩‍👧"
"#,
        );
    }
}
