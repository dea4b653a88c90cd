//! `tidings config`: every setting, its value and where that comes from.

use std::{io::Write, process::ExitCode};

use super::{args::ConfigArgs, failure::Failure, session::Session};
use crate::render::{json_text, safe::line};

/// Lists the settings.
pub(super) fn run(args: &ConfigArgs, session: &Session) -> Result<ExitCode, Failure> {
    let values = session.config.values();
    let mut out = session.output(false);
    let written = if args.json {
        let settings: Vec<_> = values
            .iter()
            .map(|one| {
                serde_json::json!({
                    "name": one.setting.name,
                    "value": one.shown(),
                    "origin": one.origin.to_string(),
                    "default": one.setting.default,
                    "variable": one.setting.variable(),
                    "about": one.setting.about,
                })
            })
            .collect();
        let document = serde_json::json!({"schema_version": 1, "settings": settings});
        json_text::write_line(&mut out, &document)
    } else if session.terminal().is_some() {
        let widest = values.iter().map(|one| one.setting.name.len()).max().unwrap_or(0);
        values.iter().try_for_each(|one| {
            let name = one.setting.name;
            writeln!(
                out,
                "{name:widest$}  {}  ({})",
                line(&one.shown()),
                line(&one.origin.to_string())
            )
        })
    } else {
        values.iter().try_for_each(|one| {
            let origin = one.origin.to_string();
            writeln!(out, "{}\t{}\t{}", one.setting.name, line(&one.shown()), line(&origin))
        })
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}
