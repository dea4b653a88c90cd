//! `tidings log` and `tidings undo`: what was done to articles, and taking it back.

use std::{io::Write, process::ExitCode};

use serde_json::{Value, json};

use super::{
    args::{LogArgs, UndoArgs},
    failure::Failure,
    session::Session,
};
use crate::{
    app,
    render::{dates, json_text, safe::line},
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
    let written = operations.iter().try_for_each(|operation| {
        let undone = if operation.undone.is_some() { "\tundone" } else { "" };
        let when = match session.terminal() {
            Some(_) => dates::minute(operation.at, session.zone()),
            None => operation.at.to_rfc3339(),
        };
        writeln!(out, "{}\t{when}\t{}{undone}", operation.id, line(&operation.about))
    });
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
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
