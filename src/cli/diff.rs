//! `tidings diff`: what an edit changed in an article.

use std::process::ExitCode;

use serde_json::json;

use super::{args::DiffArgs, failure::Failure, session::Session, show};
use crate::{
    render::{
        diff::{Changes, diff, write_changes},
        json_text,
    },
    store::{Access, Detail, Version},
};

/// Holds two versions of an article against each other.
pub(super) fn run(args: &DiffArgs, session: &Session) -> Result<ExitCode, Failure> {
    let articles = show::articles(std::slice::from_ref(&args.id), Detail::Listing, session)?;
    let [article] = articles.as_slice() else {
        return Err(Failure::usage("ambiguous", format!("{}: name one article", args.id)));
    };
    let to = args.to.unwrap_or(article.revision);
    let from = args.from.unwrap_or(to.saturating_sub(1));
    if from == to && !args.json {
        let why = if article.revision == 0 { "it was never edited" } else { "nothing came before" };
        session.note(&format!("{}: {why}", article.id));
        return Ok(ExitCode::SUCCESS);
    }
    let mut store = session.store(Access::Read)?;
    let older = show::version(article, from, &mut *store)?;
    let newer = show::version(article, to, &mut *store)?;
    let changes = changes(&older, &newer);
    let mut out = session.output(true);
    let written = if args.json {
        let document = json!({
            "schema_version": 1,
            "id": article.id,
            "from": from,
            "to": to,
            "url": [older.url, newer.url],
            "published": [older.published, newer.published],
            "title": changes.title,
            "text": changes.text,
        });
        json_text::write_line(&mut out, &document)
    } else {
        write_changes(&mut out, &changes, &session.view(None))
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn changes(older: &Version, newer: &Version) -> Changes {
    let text = |version: &Version| version.content_text.clone().unwrap_or_default();
    Changes { title: diff(&older.title, &newer.title), text: diff(&text(older), &text(newer)) }
}
