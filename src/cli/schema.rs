//! `tidings schema`: the JSON Schema of what `--json` prints.

use std::process::ExitCode;

use super::{args::SchemaArgs, failure::Failure, session::Session};
use crate::render::{SCHEMAS, json_text, schema};

/// Prints one schema, or all under their names.
pub(super) fn run(args: &SchemaArgs, session: &Session) -> Result<ExitCode, Failure> {
    let document = match &args.name {
        Some(name) => schema(name).ok_or_else(|| {
            Failure::usage("unknown-schema", format!("{name}: there is no such schema"))
                .hint(format!("one of {}", SCHEMAS.join(", ")))
        })?,
        None => SCHEMAS
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), schema(name)?)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    };
    let mut out = session.output(true);
    let written = match session.terminal() {
        Some(_) => json_text::write_pretty(&mut out, &document),
        None => json_text::write_line(&mut out, &document),
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}
