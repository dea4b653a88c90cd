//! `tidings explain`: why an article is one, or whether two URLs are one address.

mod article;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde_json::{Value, json};

use super::{args::ExplainArgs, failure::Failure, session::Session, source};
use crate::{
    app,
    model::ArticleId,
    normalize::url::{self, Explained, Scope},
    render::{json_text, safe::line},
    store::Access,
};

/// Explains an article or a URL, or holds two URLs against each other.
pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<ExitCode, Failure> {
    if let [name] = args.names.as_slice()
        && let Some(id) = stored(name, session)?
    {
        return article::run(&id, args.json, session);
    }
    let rules = app::rules(&mut *session.store(Access::Read)?)?;
    let scope = Scope { rules: Some(&rules), ..Scope::default() };
    let mut explained = Vec::new();
    for text in &args.names {
        let one = url::explain(text, &scope);
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

/// The article of that name; a URL need not have one.
fn stored(name: &str, session: &Session) -> Result<Option<ArticleId>, Failure> {
    let mut store = session.store(Access::Read)?;
    match source::article_id(name, &mut *store) {
        Ok(id) => Ok(Some(id)),
        Err(failure) if name.contains("://") && failure.is("no-such-article") => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn record(explained: &[Explained], same: Option<bool>) -> Value {
    let keys: Vec<&str> =
        explained.iter().filter_map(|one| one.key.as_ref().map(|key| key.0.as_str())).collect();
    json!({"schema_version": 1, "same": same, "keys": keys, "steps": steps(explained)})
}

fn steps(explained: &[Explained]) -> Vec<Value> {
    let of_one = |one: &Explained| {
        let step =
            |step: &url::Step| json!({"url": one.url, "change": step.change, "rule": step.rule});
        one.steps.iter().map(step).collect::<Vec<_>>()
    };
    explained.iter().flat_map(of_one).collect()
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
