//! Findings of a list's reader in, an import out: each address once, everything noted.

use std::collections::HashMap;

use super::{
    Import,
    address::{self, Address},
    text::one_line,
};
use crate::model::{Auth, Options, Subscription};

/// A note quotes at most so many characters.
const QUOTE_LIMIT: usize = 160;
/// A title or tag is at most so many characters; longer ones are whole descriptions.
const TITLE_LIMIT: usize = 300;
/// A folder's name is at most so many characters.
pub(super) const FOLDER_LIMIT: usize = 200;
/// No list has more feeds; the largest known to us has 1,229.
const FEED_LIMIT: usize = 100_000;
/// No feed has more folders or more tags.
const LABEL_LIMIT: usize = 200;

/// An import as it grows.
#[derive(Default)]
pub(super) struct Collection {
    import: Import,
    index: HashMap<String, usize>,
    duplicates: usize,
    /// Feeds beyond the limit.
    beyond: usize,
}

impl Collection {
    /// Takes one finding; its address is checked here.
    pub(super) fn add(&mut self, found: Subscription) {
        let given = one_line(&found.url, QUOTE_LIMIT);
        let (url, note) = match address::read(&found.url) {
            Address::Usable { url, note } => (url, note),
            Address::Refused(why) => return self.note(&skipped_name(&found, &given), why),
        };
        if let Some(note) = note {
            self.note(&given, note);
        }
        let mut found = Subscription { url, ..found };
        tidy(&mut found);
        self.keep(found);
    }

    /// Says something about a thing in the list.
    pub(super) fn note(&mut self, thing: &str, what: &str) {
        self.import.notes.push(format!("{}: {what}", one_line(thing, QUOTE_LIMIT)));
    }

    /// Everything found.
    pub(super) fn finish(mut self) -> Import {
        if self.duplicates > 0 {
            let times = self.duplicates;
            self.note("addresses given more than once", &format!("{times}, joined"));
        }
        if self.beyond > 0 {
            let left_out = self.beyond;
            self.note("feeds beyond the first 100,000", &format!("{left_out}, left out"));
        }
        self.import.reaches = self.import.subscriptions.iter().flat_map(reaches).collect();
        self.import
    }

    fn keep(&mut self, found: Subscription) {
        let next = self.import.subscriptions.len();
        if next == FEED_LIMIT && !self.index.contains_key(&found.url) {
            self.beyond += 1;
            return;
        }
        let at = *self.index.entry(found.url.clone()).or_insert(next);
        match self.import.subscriptions.get_mut(at) {
            None => self.import.subscriptions.push(found),
            Some(known) => {
                // In several folders is no repetition: that is how a list writes it.
                let folders = known.options.folders.len();
                join(known, found);
                self.duplicates += usize::from(folders == known.options.folders.len());
            }
        }
    }
}

/// What of this machine a subscription would run or read. Where a login lies is told together
/// with who gets it: a file's first line goes to that server.
fn reaches(feed: &Subscription) -> impl Iterator<Item = String> {
    let own = ["exec:", "file:"].iter().any(|scheme| feed.url.starts_with(scheme));
    let login = feed.options.auth.as_ref().and_then(Auth::reference);
    let login = login.map(|from| format!("{} (auth {from})", feed.url));
    own.then(|| feed.url.clone()).into_iter().chain(login)
}

/// What a note calls something that was left out.
fn skipped_name(found: &Subscription, given: &str) -> String {
    match &found.title {
        Some(title) if !given.is_empty() => format!("{title} ({given})"),
        Some(title) => title.clone(),
        None => given.to_owned(),
    }
}

/// Titles on one line, tags and folders without blanks, secrets out of the address.
fn tidy(found: &mut Subscription) {
    let Subscription { url, options, .. } = Subscription::at(&found.url);
    found.url = url;
    found.options.auth = found.options.auth.take().or(options.auth);
    found.title = found.title.take().and_then(|title| line(&title)).filter(|t| *t != found.url);
    let page = |site: &String| matches!(site.split(':').next(), Some("http" | "https"));
    found.site_url = found.site_url.take().map(|site| one_line(&site, usize::MAX)).filter(page);
    let options = &mut found.options;
    options.title = options.title.take().and_then(|title| line(&title));
    let tags = std::mem::take(&mut options.tags);
    extend(&mut options.tags, tags.iter().filter_map(|tag| line(tag)));
    let folders = std::mem::take(&mut options.folders);
    let paths = folders.into_iter().map(|path| path.iter().filter_map(|n| line(n)).collect());
    extend(&mut options.folders, paths.filter(|path: &Vec<String>| !path.is_empty()));
}

fn line(text: &str) -> Option<String> {
    Some(one_line(text, TITLE_LIMIT)).filter(|line| !line.is_empty())
}

fn extend<T: PartialEq>(kept: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for value in more {
        if kept.len() < LABEL_LIMIT && !kept.contains(&value) {
            kept.push(value);
        }
    }
}

/// Joins what a second mention says to the first, which has the word where they differ.
fn join(known: &mut Subscription, found: Subscription) {
    known.title = known.title.take().or(found.title);
    known.site_url = known.site_url.take().or(found.site_url);
    let Options { title, tags, folders, interval, timeout, proxy, http1, auth, on_republish } =
        found.options;
    let options = &mut known.options;
    options.title = options.title.take().or(title);
    extend(&mut options.tags, tags);
    extend(&mut options.folders, folders);
    options.interval = options.interval.or(interval);
    options.timeout = options.timeout.or(timeout);
    options.proxy = options.proxy.take().or(proxy);
    options.http1 |= http1;
    options.auth = options.auth.take().or(auth);
    options.on_republish = options.on_republish.or(on_republish);
}
