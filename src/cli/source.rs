//! What people name: articles by id or URL, feeds by number, title or address.

use std::{collections::HashSet, io::BufRead, path::Path};

use ::url::Url;

use super::failure::Failure;
use crate::{
    app,
    model::{ArticleId, FeedId, FeedRecord, Subscription, shown_address, unwrapped},
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
    let mut seen = HashSet::new();
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
            Err(Failure::failed("ambiguous", format!("{name}: stands for several articles"))
                .hint(format!("one of {}", ids.join(", "))))
        }
    }
}

/// Subscriptions to be looked up by name, their names made ready once for all look-ups.
pub(super) struct Feeds {
    records: Vec<FeedRecord>,
    names: FeedNames,
}

impl Feeds {
    /// These subscriptions.
    pub(super) fn of(records: Vec<FeedRecord>) -> Self {
        Self { names: FeedNames::of(&records), records }
    }

    /// The one subscription of that name.
    pub(super) fn one(&self, name: &str) -> Result<&FeedRecord, Failure> {
        match self.matching(name).as_slice() {
            [feed] => Ok(feed),
            [] => Err(self.unknown(name)),
            several => {
                let ids: Vec<String> =
                    several.iter().map(|feed| format!("{} ({})", feed.id, feed.title())).collect();
                Err(Failure::failed("ambiguous", format!("{name}: stands for several feeds"))
                    .hint(format!("name one by its number: {}", ids.join(", "))))
            }
        }
    }

    /// The subscriptions that a source of `fetch` names as a whole: not by a part of a title or
    /// address, which a new source can resemble. An address and a file are what they are, whatever
    /// a publisher calls a feed; a title with a slash in it is a title.
    pub(super) fn followed(&self, name: &str) -> Vec<&FeedRecord> {
        if has_scheme(name) || Path::new(name).exists() {
            return Vec::new();
        }
        let titled = self.names.titled(name);
        if !titled.is_empty() {
            return self.of_ids(&titled);
        }
        if name.contains('/') { Vec::new() } else { self.matching(name) }
    }

    /// The subscriptions that a name stands for: a number, `tag:NAME`, an address or site, a
    /// title, a host, or a part of a title or address.
    fn matching(&self, name: &str) -> Vec<&FeedRecord> {
        let mut found = self.of_ids(&self.names.feeds(name));
        // Commands change what is named. A number that no feed has any more is not a part of
        // another's name there, as it may be in a search.
        if let Ok(number) = name.trim().parse::<i64>() {
            let titled = self.names.titled(name);
            found.retain(|feed| feed.id.0 == number || titled.contains(&feed.id));
        }
        found
    }

    fn of_ids(&self, ids: &[FeedId]) -> Vec<&FeedRecord> {
        self.records.iter().filter(|feed| ids.contains(&feed.id)).collect()
    }

    /// That there is no such feed, with the titles that come near.
    fn unknown(&self, name: &str) -> Failure {
        let near = self.names.near(name);
        let failure = Failure::failed("no-such-feed", format!("{name}: there is no such feed"));
        if near.is_empty() {
            failure.hint("tidings feeds lists them")
        } else {
            failure.hint(format!("perhaps {}", near.join(", or ")))
        }
    }
}

/// The subscriptions of these names, each once, by number; all if there are none.
pub(super) fn chosen(names: &[String], feeds: Vec<FeedRecord>) -> Result<Vec<FeedRecord>, Failure> {
    if names.is_empty() {
        return Ok(feeds);
    }
    let feeds = Feeds::of(feeds);
    let mut ids = HashSet::new();
    for name in names {
        let found = feeds.matching(name);
        if found.is_empty() {
            return Err(feeds.unknown(name));
        }
        ids.extend(found.into_iter().map(|feed| feed.id));
    }
    Ok(feeds.records.into_iter().filter(|feed| ids.contains(&feed.id)).collect())
}

/// The one subscription of that name.
pub(super) fn feed(name: &str, feeds: Vec<FeedRecord>) -> Result<FeedRecord, Failure> {
    Feeds::of(feeds).one(name).cloned()
}

/// A new subscription to what a source names. A user and password in the address become the
/// feed's credential, so that no list or message shows them.
pub(super) fn subscription(text: &str) -> Result<Subscription, Failure> {
    Ok(Subscription::at(&address(text)?))
}

/// Whether a name begins like an address that can be fetched.
fn has_scheme(name: &str) -> bool {
    let schemes = ["http:", "https:", "file:", "exec:"];
    let name = unwrapped(name.trim());
    let starts = |scheme: &str| {
        name.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    schemes.into_iter().any(starts)
}

/// Endings of files, and of no host: none is a top-level domain.
const FILES: &[&str] = &[".xml", ".rss", ".atom", ".rdf", ".json", ".html", ".opml"];

/// The address that a source names: a file that is there, `exec:` and a command, or a URL, with
/// or without its scheme. It may hold a login, so no message shows it as it is.
pub(super) fn address(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if let Some(command) = text.strip_prefix("exec:") {
        return Ok(format!("exec:{}", command.trim()));
    }
    if let Ok(url) = Url::parse(&unwrapped(text))
        && matches!(url.scheme(), "http" | "https" | "file")
    {
        return Ok(url.to_string());
    }
    if Path::new(text).exists() {
        return file_address(text);
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    if FILES.iter().any(|ending| text.to_ascii_lowercase().ends_with(ending)) && host == text {
        return Err(Failure::failed("no-such-source", format!("{text}: there is no such file"))
            .hint(format!("an address begins with its scheme: https://{text}")));
    }
    let is_host = host == "localhost" || (host.contains('.') && !host.starts_with('.'));
    if is_host
        && !text.contains(char::is_whitespace)
        && let Ok(url) = Url::parse(&format!("https://{text}"))
    {
        return Ok(url.to_string());
    }
    let shown = shown_address(text);
    Err(Failure::failed("no-such-source", format!("{shown}: is no subscription, file or address"))
        .hint("addresses begin with https://; tidings feeds lists subscriptions"))
}

fn file_address(text: &str) -> Result<String, Failure> {
    let path = std::fs::canonicalize(text).map_err(|error| Failure::io(text, &error))?;
    Url::from_file_path(&path)
        .map(String::from)
        .map_err(|()| Failure::failed("no-such-source", format!("{text}: has no address")))
}
