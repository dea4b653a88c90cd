//! `tidings explain`: whether two URLs are one address, and which rules make it so.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde_json::{Value, json};

use super::{args::ExplainArgs, failure::Failure, session::Session};
use crate::{
    normalize::url::{self, Explained, Scope},
    render::{json_text, safe::line},
};

/// Explains one URL, or holds two against each other.
pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut explained = Vec::new();
    for text in &args.urls {
        let one = url::explain(text, &Scope::default());
        if one.key.is_none() {
            return Err(Failure::usage("bad-url", format!("{text}: is no URL"))
                .hint("write it with its scheme: https://…"));
        }
        explained.push(one);
    }
    let same = match explained.as_slice() {
        [one, other] => Some(one.key == other.key),
        _ => None,
    };
    let mut out = session.output(false);
    let written = if args.json {
        json_text::write_line(&mut out, &record(&explained, same))
    } else {
        text(&explained, same, &mut out)
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn record(explained: &[Explained], same: Option<bool>) -> Value {
    let steps: Vec<Value> = explained
        .iter()
        .flat_map(|one| {
            one.steps
                .iter()
                .map(|step| json!({"url": one.url, "change": step.change, "rule": step.rule}))
        })
        .collect();
    let keys: Vec<&str> =
        explained.iter().filter_map(|one| one.key.as_ref().map(|key| key.0.as_str())).collect();
    json!({"same": same, "keys": keys, "steps": steps})
}

fn text(explained: &[Explained], same: Option<bool>, out: &mut dyn Write) -> io::Result<()> {
    for one in explained {
        writeln!(out, "{}", line(&one.url))?;
        for step in &one.steps {
            writeln!(out, "  {} ({})", line(&step.change), step.rule)?;
        }
        writeln!(out, "  = {}", line(one.key.as_ref().map_or("", |key| &key.0)))?;
    }
    match same {
        Some(true) => writeln!(out, "one address"),
        Some(false) => writeln!(out, "two addresses"),
        None => Ok(()),
    }
}
