//! `tidings diff`: what an edit changed in an article.

use std::{
    io::{self, Write},
    ops::Range,
    process::ExitCode,
};

use serde_json::json;

use super::{args::DiffArgs, failure::Failure, session::Session, show};
use crate::{
    model::{ArticleId, Changed},
    render::{
        View,
        diff::{Changes, diff, write_changes},
        json_text,
        outline::Outline,
    },
    store::{Access, Detail, Store, Version},
};

/// Holds two versions of an article against each other.
pub(super) fn run(args: &DiffArgs, session: &Session) -> Result<ExitCode, Failure> {
    let articles = show::articles(std::slice::from_ref(&args.id), Detail::Listing, session)?;
    let [article] = articles.as_slice() else {
        return Err(Failure::failed("ambiguous", format!("{}: name one article", args.id)));
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
    let edit = edited(&article.id, from..to, &mut *store)?;
    let mut out = session.output(true);
    let written = if args.json {
        let document = json!({
            "schema_version": 1,
            "id": article.id,
            "from": from,
            "to": to,
            "changed": edit.names(),
            "url": [older.url, newer.url],
            "published": [older.published, newer.published],
            "title": changes.title,
            "text": changes.text,
        });
        json_text::write_line(&mut out, &document)
    } else {
        let view = session.view(None);
        write_changes(&mut out, &changes, &view)
            .and_then(|()| republished(edit, &older, &newer, &view, &mut out))
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

/// What the edits between two versions changed, as far as they are kept.
fn edited(id: &ArticleId, edits: Range<u32>, store: &mut dyn Store) -> Result<Changed, Failure> {
    let history = store.history(id)?;
    let revisions = history.into_iter().flat_map(|history| history.revisions);
    let between = revisions.filter(|revision| edits.contains(&revision.n));
    Ok(between.fold(Changed::default(), |all, revision| all.or(revision.changed)))
}

/// Says that an edit was a publication anew, which no word of the article shows.
fn republished(
    edit: Changed,
    older: &Version,
    newer: &Version,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    match (edit.republished, older.published, newer.published) {
        (true, Some(was), Some(is)) => {
            let words = format!("published anew: [-{was}-]{{+{is}+}}");
            Outline::new(out, view).item(0, &[words.into()])
        }
        _ => Ok(()),
    }
}

fn changes(older: &Version, newer: &Version) -> Changes {
    let text = |version: &Version| version.content_text.clone().unwrap_or_default();
    Changes { title: diff(&older.title, &newer.title), text: diff(&text(older), &text(newer)) }
}
