//! What an entry may turn out to be: the stored articles that were looked up, and the new ones
//! that earlier entries of the document became.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::{FeedId, Known, Rule, Timestamp};

use super::entry::{Entry, same_minute};
use super::text::{Verdict, fold_title, likeness, numbers, verdict, verdict_on_itself, words};

/// Why an entry belongs to a candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) rule: Rule,
    pub(super) why: &'static str,
}

/// One article that entries may belong to.
pub(super) struct Candidate<'a> {
    /// The stored article; `None` for a new one.
    pub(super) known: Option<&'a Known>,
    /// Whether this feed has carried it.
    pub(super) here: bool,
    /// Whether this feed is the one that edits it.
    pub(super) own: bool,
    /// Ids it has had in this feed.
    pub(super) guids: Vec<&'a str>,
    /// URL keys it has had.
    pub(super) urls: Vec<&'a str>,
    /// The first date and the latest.
    pub(super) dates: [Option<Timestamp>; 2],
    /// The title as it is compared.
    pub(super) title: String,
    pub(super) hash: u64,
    text: Option<&'a str>,
    words: OnceCell<Vec<u64>>,
    /// The entries of the document that are it, by their place in the order of resolution.
    pub(super) entries: Vec<(usize, Match)>,
}

impl<'a> Candidate<'a> {
    pub(super) fn known(known: &'a Known, feed: FeedId) -> Self {
        Self {
            known: Some(known),
            here: known.seen_here || known.feed == feed,
            own: known.feed == feed,
            guids: known.guids.iter().map(|guid| guid.trim()).collect(),
            urls: std::iter::once(&known.url_key)
                .chain(known.url_keys.iter().filter(|key| **key != known.url_key))
                .map(String::as_str)
                .collect(),
            dates: [known.published, known.published_latest.or(known.published)],
            title: fold_title(&known.title),
            hash: known.text_hash,
            text: known.text.as_deref(),
            words: OnceCell::new(),
            entries: Vec::new(),
        }
    }

    fn new(entry: &Entry<'a>) -> Self {
        Self {
            known: None,
            here: true,
            own: true,
            guids: entry.guid.into_iter().collect(),
            urls: entry.url.into_iter().chain(entry.longer()).collect(),
            dates: [entry.date, entry.date],
            title: entry.title.clone(),
            hash: entry.hash,
            text: entry.text(),
            words: OnceCell::new(),
            entries: Vec::new(),
        }
    }

    /// Whether the user deleted it.
    pub(super) fn is_buried(&self) -> bool {
        self.known.is_some_and(|known| known.tombstone)
    }

    /// Whether it has been published in the same minute.
    pub(super) fn has_date(&self, date: Timestamp) -> bool {
        self.dates.iter().flatten().any(|known| same_minute(*known, date))
    }

    pub(super) fn is_undated(&self) -> bool {
        self.dates == [None, None]
    }

    /// How far a date is from the nearest of its own, in seconds.
    pub(super) fn distance(&self, date: Timestamp) -> Option<i64> {
        self.dates.iter().flatten().map(|known| date.since(*known).saturating_abs()).min()
    }

    /// What the two texts say about each other.
    pub(super) fn texts(&self, entry: &Entry<'_>) -> Verdict {
        if self.hash != 0 && self.hash == entry.hash {
            return verdict_on_itself(entry.words());
        }
        verdict(likeness(self.words(), entry.words()))
    }

    /// The words of the text.
    pub(super) fn words(&self) -> &[u64] {
        self.words.get_or_init(|| self.text.map(words).unwrap_or_default())
    }

    /// Whether the texts are one beyond doubt: equal, or alike with the same numbers in them.
    pub(super) fn has_text_of(&self, entry: &Entry<'_>) -> bool {
        if self.texts(entry) != Verdict::Agree {
            return false;
        }
        let (Some(own), Some(other)) = (self.text, entry.text()) else { return false };
        self.hash == entry.hash || numbers(own).eq(numbers(other))
    }
}

/// All candidates, found by any of their marks.
pub(super) struct Pool<'a> {
    pub(super) all: Vec<Candidate<'a>>,
    guids: HashMap<&'a str, Vec<usize>>,
    urls: HashMap<&'a str, Vec<usize>>,
    dates: HashMap<Timestamp, Vec<usize>>,
    titles: HashMap<String, Vec<usize>>,
}

impl<'a> Pool<'a> {
    /// The stored articles, in the order of their arrival whatever the order of the lookup.
    pub(super) fn new(known: &'a [Known], feed: FeedId) -> Self {
        let mut known: Vec<_> = known.iter().collect();
        known.sort_by_key(|known| known.seq);
        known.dedup_by_key(|known| known.seq);
        let mut pool = Self {
            all: Vec::with_capacity(known.len()),
            guids: HashMap::new(),
            urls: HashMap::new(),
            dates: HashMap::new(),
            titles: HashMap::new(),
        };
        for known in known {
            pool.push(Candidate::known(known, feed));
        }
        pool
    }

    /// Makes a new article of an entry.
    pub(super) fn found(&mut self, entry: &Entry<'a>) -> usize {
        self.push(Candidate::new(entry))
    }

    /// Counts an entry's marks among those of the article it belongs to, as the store will:
    /// the rest of the document must meet what the same document again would.
    pub(super) fn join(&mut self, at: usize, entry: &Entry<'a>) {
        self.all[at].here = true;
        if let Some(guid) = entry.guid.filter(|guid| !self.all[at].guids.contains(guid)) {
            self.all[at].guids.push(guid);
            self.guids.entry(guid).or_default().push(at);
        }
        for url in entry.url.into_iter().chain(entry.longer()) {
            if !self.all[at].urls.contains(&url) {
                self.all[at].urls.push(url);
                self.urls.entry(url).or_default().push(at);
            }
        }
        if self.all[at].known.is_none() && entry.date > self.all[at].dates[1] {
            self.all[at].dates[1] = entry.date;
        }
    }

    fn push(&mut self, candidate: Candidate<'a>) -> usize {
        let at = self.all.len();
        for guid in &candidate.guids {
            self.guids.entry(guid).or_default().push(at);
        }
        for url in &candidate.urls {
            self.urls.entry(url).or_default().push(at);
        }
        if candidate.here {
            let [first, latest] = candidate.dates;
            for date in first.into_iter().chain(latest.filter(|_| latest != first)) {
                self.dates.entry(date).or_default().push(at);
            }
            self.titles.entry(candidate.title.clone()).or_default().push(at);
        }
        self.all.push(candidate);
        at
    }

    /// Articles of this feed that have had this id.
    pub(super) fn with_guid(&self, guid: &str) -> &[usize] {
        self.guids.get(guid).map_or(&[], Vec::as_slice)
    }

    /// Articles of any feed that have had this URL key.
    pub(super) fn with_url(&self, url: &str) -> &[usize] {
        self.urls.get(url).map_or(&[], Vec::as_slice)
    }

    /// Articles of this feed with exactly this date.
    pub(super) fn with_date(&self, date: Timestamp) -> &[usize] {
        self.dates.get(&date).map_or(&[], Vec::as_slice)
    }

    /// Articles of this feed with this title.
    pub(super) fn with_title(&self, title: &str) -> &[usize] {
        self.titles.get(title).map_or(&[], Vec::as_slice)
    }
}
