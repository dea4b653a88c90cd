//! `tidings show`: one article, for reading.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    process::ExitCode,
};

use super::{args::ShowArgs, failure::Failure, formats, session::Session, source};
use crate::{
    model::{Article, ArticleId, Html},
    query::{Filter, Query},
    render::{self, safe},
    store::{Access, Detail, Store, Version},
};

/// Shows each article: laid out for a person, or in any format of a list.
pub(super) fn run(args: &ShowArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut articles = articles(&args.ids, Detail::Full, session)?;
    if let Some(n) = args.revision {
        let mut store = session.store(Access::Read)?;
        for article in &mut articles {
            go_back(article, n, &mut *store)?;
        }
    }
    if args.html {
        let mut out = session.output(false);
        let written = articles.iter().try_for_each(|article| html(article, &mut out));
        out.finish(written)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.format.names_one() {
        return formats::write(articles, &args.format, session);
    }
    let view = session.view(None);
    let mut out = session.output(true);
    let written = articles.iter().enumerate().try_for_each(|(index, article)| {
        if index > 0 {
            writeln!(out)?;
        }
        render::article(&mut out, article, &view)
    });
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn html(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    match (&article.content_html, &article.summary) {
        (Some(content), _) => writeln!(out, "{}", safe::html(Html::as_str(content))),
        (None, Some(summary)) => {
            writeln!(out, "<p>{}</p>", safe::html(&html_escape::encode_text(summary)))
        }
        (None, None) => Ok(()),
    }
}

/// The articles that the arguments name, in their order.
pub(super) fn articles(
    names: &[String],
    detail: Detail,
    session: &Session,
) -> Result<Vec<Article>, Failure> {
    let mut store = session.store(Access::Read)?;
    let ids = source::article_ids(names, &mut *store)?;
    ids.into_iter().map(|id| load(&id, detail, &mut *store)).collect()
}

/// Turns an article into what it was after `n` edits.
fn go_back(article: &mut Article, n: u32, store: &mut dyn Store) -> Result<(), Failure> {
    if n == article.revision {
        return Ok(());
    }
    let version = version(article, n, store)?;
    article.title = version.title;
    article.url = version.url;
    article.summary = None;
    article.content_html = version.content_html;
    article.content_text = version.content_text;
    article.revision = n;
    if n == 0 {
        article.edited = None;
    }
    Ok(())
}

/// A version of an article.
pub(super) fn version(
    article: &Article,
    n: u32,
    store: &mut dyn Store,
) -> Result<Version, Failure> {
    if let Some(version) = store.version(&article.id, n)? {
        return Ok(version);
    }
    let id = &article.id;
    let revisions = store.history(id)?.map(|history| history.revisions).unwrap_or_default();
    let mut kept: Vec<String> = revisions.iter().map(|revision| revision.n.to_string()).collect();
    kept.push(article.revision.to_string());
    Err(Failure::failed("no-such-revision", format!("{id}: there is no revision {n}"))
        .hint(format!("kept are {}", kept.join(", "))))
}

fn load(id: &ArticleId, detail: Detail, store: &mut dyn Store) -> Result<Article, Failure> {
    let query = Query { filter: Filter::Id(id.clone()), limit: Some(1), ..Query::default() };
    let mut found = None;
    store.select(&query, detail, &mut |article| {
        found = Some(article);
        ControlFlow::Break(())
    })?;
    found.ok_or_else(|| Failure::failed("no-such-article", format!("{id}: is gone")))
}
