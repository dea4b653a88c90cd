//! What people name: articles by id or URL, feeds by number, title or address.

use std::{io::BufRead, path::Path};

use ::url::Url;

use super::failure::Failure;
use crate::{
    app,
    model::{ArticleId, Auth, FeedRecord, Subscription},
    normalize::url,
    query::{FeedNames, Names},
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
    let key = if name.contains("://") {
        let rules = app::rules(store)?;
        url::key(name, &url::Scope { rules: Some(&rules), ..url::Scope::default() })
    } else {
        None
    };
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

/// The subscriptions that a name stands for: a number, `tag:NAME`, an address or site, a title,
/// a host, or a part of a title or address.
pub(super) fn matching<'f>(name: &str, feeds: &'f [FeedRecord]) -> Vec<&'f FeedRecord> {
    let ids = FeedNames::of(feeds).feeds(name);
    feeds.iter().filter(|feed| ids.contains(&feed.id)).collect()
}

/// The subscriptions that a source of `fetch` names as a whole: not by a part of a title or
/// address, which a new source can resemble.
pub(super) fn followed<'f>(name: &str, feeds: &'f [FeedRecord]) -> Vec<&'f FeedRecord> {
    let looks_new = name.contains("://") || name.contains('/') || name.starts_with("exec:");
    if looks_new || Path::new(name).exists() {
        return Vec::new();
    }
    matching(name, feeds)
}

/// The subscriptions of these names, each once; all if there are none.
pub(super) fn chosen(names: &[String], feeds: Vec<FeedRecord>) -> Result<Vec<FeedRecord>, Failure> {
    if names.is_empty() {
        return Ok(feeds);
    }
    let mut ids = std::collections::HashSet::new();
    for name in names {
        let found = matching(name, &feeds);
        if found.is_empty() {
            return Err(unknown_feed(name, &feeds));
        }
        ids.extend(found.into_iter().map(|feed| feed.id));
    }
    Ok(feeds.into_iter().filter(|feed| ids.contains(&feed.id)).collect())
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
    let near = FeedNames::of(feeds).near(name);
    let failure = Failure::usage("no-such-feed", format!("{name}: there is no such feed"));
    if near.is_empty() {
        failure.hint("tidings feeds lists them")
    } else {
        failure.hint(format!("perhaps {}", near.join(", or ")))
    }
}

/// A new subscription to what a source names. A user and password in the address become the
/// feed's credential, so that no list or message shows them.
pub(super) fn subscription(text: &str) -> Result<Subscription, Failure> {
    let mut subscription = Subscription { url: address(text)?, ..Subscription::default() };
    if let Ok(mut url) = Url::parse(&subscription.url) {
        subscription.options.auth = Auth::take_from(&mut url);
        if subscription.options.auth.is_some() {
            subscription.url = url.into();
        }
    }
    Ok(subscription)
}

/// The address that a source names: a file that is there, `exec:` and a command, or a URL, with
/// or without its scheme.
pub(super) fn address(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if let Some(command) = text.strip_prefix("exec:") {
        return Ok(format!("exec:{}", command.trim()));
    }
    if let Some(rest) = text.strip_prefix("feed:") {
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        return address(&if rest.contains("://") {
            rest.to_owned()
        } else {
            format!("https://{rest}")
        });
    }
    if let Ok(url) = Url::parse(text)
        && matches!(url.scheme(), "http" | "https" | "file")
    {
        return Ok(url.to_string());
    }
    if Path::new(text).exists() {
        return file_address(text);
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_host = host == "localhost" || (host.contains('.') && !host.starts_with('.'));
    if is_host
        && !text.contains(char::is_whitespace)
        && let Ok(url) = Url::parse(&format!("https://{text}"))
    {
        return Ok(url.to_string());
    }
    Err(Failure::failed("no-such-source", format!("{text}: is no subscription, file or address"))
        .hint("tidings feeds lists subscriptions; addresses begin with https://"))
}

fn file_address(text: &str) -> Result<String, Failure> {
    let path = std::fs::canonicalize(text).map_err(|error| Failure::io(text, &error))?;
    Url::from_file_path(&path)
        .map(String::from)
        .map_err(|()| Failure::failed("no-such-source", format!("{text}: has no address")))
}
