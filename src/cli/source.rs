//! What people name: articles by id or URL, feeds by number, title or address.

use std::io::BufRead;

use super::failure::Failure;
use crate::{
    model::{ArticleId, FeedRecord},
    normalize,
    store::{Found, Store},
};

/// The articles that the arguments name, each once; `-` stands for ids on standard input, one a
/// line, of which the first field counts.
pub(super) fn article_ids(
    names: &[String],
    store: &mut dyn Store,
) -> Result<Vec<ArticleId>, Failure> {
    let mut ids = Vec::new();
    for name in names {
        if name != "-" {
            ids.push(article_id(name, store)?);
            continue;
        }
        for line in std::io::stdin().lock().lines() {
            let line = line.map_err(|error| Failure::io("standard input", &error))?;
            for name in line.split('\0') {
                let name = name.split('\t').next().unwrap_or_default().trim();
                if !name.is_empty() {
                    ids.push(article_id(name, store)?);
                }
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}

/// The one article of that name.
pub(super) fn article_id(name: &str, store: &mut dyn Store) -> Result<ArticleId, Failure> {
    let key = if name.contains("://") { normalize::url_key(name) } else { None };
    match store.find(name, key.as_ref().map(|key| key.0.as_str()))? {
        Found::One(id) => Ok(id),
        Found::Nothing => {
            Err(Failure::failed("no-such-article", format!("{name}: there is no such article"))
                .hint("tidings list shows ids"))
        }
        Found::Several(ids) => {
            let ids: Vec<String> = ids.into_iter().map(|id| id.0).collect();
            Err(Failure::usage("ambiguous", format!("{name}: stands for several articles"))
                .hint(format!("one of {}", ids.join(", "))))
        }
    }
}

/// The subscriptions that a name stands for: a number, an address, `tag:NAME`, a title, or else
/// a part of exactly one title or address.
pub(super) fn matching<'f>(name: &str, feeds: &'f [FeedRecord]) -> Vec<&'f FeedRecord> {
    if let Some(tag) = name.strip_prefix("tag:") {
        let tagged = |feed: &&FeedRecord| {
            let options = &feed.subscription.options;
            options.tags.iter().any(|own| own.eq_ignore_ascii_case(tag))
                || options.folders.iter().flatten().any(|own| own.eq_ignore_ascii_case(tag))
        };
        return feeds.iter().filter(tagged).collect();
    }
    let wanted = name.to_lowercase();
    let by = |test: &dyn Fn(&FeedRecord) -> bool| -> Vec<&'f FeedRecord> {
        feeds.iter().filter(|feed| test(feed)).collect()
    };
    let steps: [&dyn Fn(&FeedRecord) -> bool; 4] = [
        &|feed| feed.id.to_string() == name,
        &|feed| feed.subscription.url == name || feed.state.moved_from.as_deref() == Some(name),
        &|feed| feed.title().to_lowercase() == wanted,
        &|feed| {
            feed.title().to_lowercase().contains(&wanted)
                || feed.subscription.url.to_lowercase().contains(&wanted)
        },
    ];
    for step in &steps[..3] {
        let found = by(step);
        if !found.is_empty() {
            return found;
        }
    }
    let found = by(steps[3]);
    if found.len() == 1 { found } else { Vec::new() }
}

/// The one subscription of that name.
pub(super) fn feed<'f>(name: &str, feeds: &'f [FeedRecord]) -> Result<&'f FeedRecord, Failure> {
    match matching(name, feeds).as_slice() {
        [feed] => Ok(feed),
        [] => Err(unknown_feed(name, feeds)),
        several => {
            let ids: Vec<String> =
                several.iter().map(|feed| format!("{} ({})", feed.id, feed.title())).collect();
            Err(Failure::usage("ambiguous", format!("{name}: stands for several feeds"))
                .hint(format!("name one by its number: {}", ids.join(", "))))
        }
    }
}

/// That there is no such feed, with the titles that come near.
pub(super) fn unknown_feed(name: &str, feeds: &[FeedRecord]) -> Failure {
    let wanted = name.to_lowercase();
    let near: Vec<&str> = feeds
        .iter()
        .map(FeedRecord::title)
        .filter(|title| {
            let title = title.to_lowercase();
            title.contains(&wanted)
                || wanted.split_whitespace().any(|word| word.len() > 3 && title.contains(word))
        })
        .take(3)
        .collect();
    let failure = Failure::usage("no-such-feed", format!("{name}: there is no such feed"));
    if near.is_empty() {
        failure.hint("tidings feeds lists them")
    } else {
        failure.hint(format!("perhaps {}", near.join(", or ")))
    }
}
