//! `tidings explain`: why an article is one, or whether two URLs are one address.

mod article;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;
use serde_json::{Value, json};

use super::{args::ExplainArgs, failure::Failure, session::Session, source};
use crate::{
    app,
    model::ArticleId,
    normalize::url::{self, Explained, Scope},
    render::{View, grid::Cell, json_text, outline::Outline},
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
        text(&explained, same, &session.view(None), &mut out)
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

fn text(
    explained: &[Explained],
    same: Option<bool>,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut outline = Outline::new(out, view);
    for one in explained {
        outline.whole("", Cell::styled(one.url.as_str(), Style::new().bold()), "")?;
        one.steps.iter().try_for_each(|one| step(one, &mut outline))?;
        outline.whole("  = ", one.key.as_ref().map_or("", |key| &key.0), "")?;
    }
    match same {
        Some(true) => outline.item(0, &["one address".into()]),
        Some(false) => outline.item(0, &["two addresses".into()]),
        None => Ok(()),
    }
}

/// A step from a URL to what it is compared by.
fn step(step: &url::Step, outline: &mut Outline<'_>) -> io::Result<()> {
    outline.item(2, &[format!("{} ({})", step.change, step.rule).into()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Terminal, samples};

    fn told(view: &View) -> String {
        let urls = [
            "https://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3",
            "http://tool.example/articles/2026/11/cheaper-queues?page=3#top",
        ];
        let explained = urls.map(|text| url::explain(text, &Scope::default()));
        samples::text(|out| text(&explained, Some(true), view, out))
    }

    #[test]
    fn two_urls_by_width_and_in_a_pipe() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
https://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3
  dropped `www.` (Public Suffix List: a site's own domain
    follows)
  dropped `utm_source=rss` (Google Analytics: campaign tags,
    linker)
  = tool.example/articles/2026/11/cheaper-queues?page=3
http://tool.example/articles/2026/11/cheaper-queues?page=3#top
  took http for https (one page whichever scheme leads to
    it)
  = tool.example/articles/2026/11/cheaper-queues?page=3#top
one address
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
https://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3
  dropped `www.` (Public Suffix List: a site's own domain follows)
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  = tool.example/articles/2026/11/cheaper-queues?page=3
http://tool.example/articles/2026/11/cheaper-queues?page=3#top
  took http for https (one page whichever scheme leads to it)
  = tool.example/articles/2026/11/cheaper-queues?page=3#top
one address
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
https://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3
  dropped `www.` (Public Suffix List: a site's own domain follows)
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  = tool.example/articles/2026/11/cheaper-queues?page=3
http://tool.example/articles/2026/11/cheaper-queues?page=3#top
  took http for https (one page whichever scheme leads to it)
  = tool.example/articles/2026/11/cheaper-queues?page=3#top
one address
",
        );
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[1mhttps://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3␛[0m
  dropped `www.` (Public Suffix List: a site's own domain follows)
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  = tool.example/articles/2026/11/cheaper-queues?page=3
␛[1mhttp://tool.example/articles/2026/11/cheaper-queues?page=3#top␛[0m
  took http for https (one page whichever scheme leads to it)
  = tool.example/articles/2026/11/cheaper-queues?page=3#top
one address
",
        );
        samples::held(
            &told(&samples::piped()),
            "
https://www.tool.example/articles/2026/11/cheaper-queues?utm_source=rss&page=3
  dropped `www.` (Public Suffix List: a site's own domain follows)
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  = tool.example/articles/2026/11/cheaper-queues?page=3
http://tool.example/articles/2026/11/cheaper-queues?page=3#top
  took http for https (one page whichever scheme leads to it)
  = tool.example/articles/2026/11/cheaper-queues?page=3#top
one address
",
        );
    }
}
