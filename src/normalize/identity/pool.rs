//! What an entry may turn out to be: the stored articles that were looked up, and the new ones
//! that earlier entries of the document became.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::{FeedId, Known, Rule, Timestamp};

use super::entry::{Entry, same_minute};
use super::group::{Group, MOST_COMPARED};
use super::survey::Survey;
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
    /// What the document says beside its ids.
    pub(super) listing: Option<Listing>,
    /// The first and the last date of its entries that have one.
    taken: Option<(Timestamp, Timestamp)>,
}

/// How a document lists an article under ids it has. Summed up, since an article can have
/// thousands of ids.
#[derive(Clone)]
pub(super) struct Listing {
    title: String,
    /// Whether it is listed under other titles too.
    is_ambiguous: bool,
    dates: Option<(Timestamp, Timestamp)>,
}

impl Listing {
    /// Whether it is listed under this title alone.
    pub(super) fn is_titled(&self, title: &str) -> bool {
        !self.is_ambiguous && self.title == title
    }

    /// Whether no date it is listed with is another one. A missing date is none.
    pub(super) fn may_be_of(&self, date: Option<Timestamp>) -> bool {
        may_be_one_date(self.dates, date)
    }
}

fn may_be_one_date(span: Option<(Timestamp, Timestamp)>, date: Option<Timestamp>) -> bool {
    span.zip(date).is_none_or(|((first, last), date)| first == date && last == date)
}

fn widen(span: &mut Option<(Timestamp, Timestamp)>, date: Option<Timestamp>) {
    if let Some(date) = date {
        let (first, last) = span.unwrap_or((date, date));
        *span = Some((first.min(date), last.max(date)));
    }
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
            listing: None,
            taken: None,
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
            listing: None,
            taken: None,
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

    /// Whether no entry that is it has another date than this.
    pub(super) fn is_free_for(&self, date: Option<Timestamp>) -> bool {
        may_be_one_date(self.taken, date)
    }

    /// Takes in how the document lists it under one of its ids, if it does.
    fn list(&mut self, guid: &str, survey: &Survey<'_>) {
        let Some((title, date)) = survey.guids.get(guid) else { return };
        let listing = self.listing.get_or_insert_with(|| Listing {
            title: title.clone(),
            is_ambiguous: false,
            dates: None,
        });
        listing.is_ambiguous |= listing.title != *title;
        widen(&mut listing.dates, *date);
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
    urls: HashMap<&'a str, Address>,
    pages: HashMap<(&'a str, String), Group>,
    dates: HashMap<Timestamp, Vec<usize>>,
    titles: HashMap<String, Group>,
}

/// The candidates that have had a URL.
#[derive(Default)]
struct Address {
    group: Group,
    /// How many of them are stored articles of this feed.
    stored: usize,
    /// The first of them to be compared with, in that order.
    first: Vec<(Rank, usize)>,
}

/// Articles that this feed has carried come first, deleted ones after others.
type Rank = (bool, bool);

impl Address {
    /// Puts a candidate in its place; it may be there already, but never rises out of it again.
    fn rank(&mut self, at: usize, rank: Rank) {
        self.first.retain(|(_, other)| *other != at);
        let place = self.first.partition_point(|other| *other < (rank, at));
        self.first.insert(place, (rank, at));
        self.first.truncate(MOST_COMPARED);
    }
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
            pages: HashMap::new(),
            dates: HashMap::new(),
            titles: HashMap::new(),
        };
        for known in known {
            pool.push(Candidate::known(known, feed));
        }
        pool
    }

    /// Notes how the document lists the stored articles.
    pub(super) fn list(&mut self, survey: &Survey<'_>) {
        for candidate in &mut self.all {
            let guids = std::mem::take(&mut candidate.guids);
            for guid in &guids {
                candidate.list(guid, survey);
            }
            candidate.guids = guids;
        }
    }

    /// Makes a new article of an entry.
    pub(super) fn found(&mut self, entry: &Entry<'a>) -> usize {
        self.push(Candidate::new(entry))
    }

    /// Counts an entry's marks among those of the article it belongs to, as the store will:
    /// the rest of the document must meet what the same document again would.
    pub(super) fn join(&mut self, at: usize, entry: &Entry<'a>, survey: &Survey<'_>) {
        widen(&mut self.all[at].taken, entry.date);
        if let Some(guid) = entry.guid {
            self.all[at].list(guid, survey);
            let bearers = self.guids.entry(guid).or_default();
            if !bearers.contains(&at) {
                bearers.push(at);
                self.all[at].guids.push(guid);
            }
        }
        if !std::mem::replace(&mut self.all[at].here, true) {
            for url in self.all[at].urls.clone() {
                self.rank(url, at);
            }
        }
        for url in entry.url.into_iter().chain(entry.longer()) {
            if !self.all[at].urls.contains(&url) {
                self.all[at].urls.push(url);
                self.address(url, at);
            }
        }
        if self.all[at].known.is_none() && entry.date > self.all[at].dates[1] {
            self.all[at].dates[1] = entry.date;
            self.date(at);
        }
    }

    fn push(&mut self, candidate: Candidate<'a>) -> usize {
        let at = self.all.len();
        for guid in &candidate.guids {
            self.guids.entry(guid).or_default().push(at);
        }
        if candidate.here {
            let [first, latest] = candidate.dates;
            for date in first.into_iter().chain(latest.filter(|_| latest != first)) {
                self.dates.entry(date).or_default().push(at);
            }
            let group = self.titles.entry(candidate.title.clone()).or_default();
            group.add(at, candidate.dates, candidate.hash);
        }
        let urls = candidate.urls.clone();
        self.all.push(candidate);
        for url in urls {
            self.address(url, at);
        }
        at
    }

    /// Makes a candidate found by a URL.
    fn address(&mut self, url: &'a str, at: usize) {
        let candidate = &self.all[at];
        let address = self.urls.entry(url).or_default();
        address.group.add(at, candidate.dates, candidate.hash);
        address.stored += usize::from(candidate.own && candidate.known.is_some());
        let page = self.pages.entry((url, candidate.title.clone())).or_default();
        page.add(at, candidate.dates, candidate.hash);
        self.rank(url, at);
    }

    fn rank(&mut self, url: &'a str, at: usize) {
        let rank = (!self.all[at].here, self.all[at].is_buried());
        self.urls.entry(url).or_default().rank(at, rank);
    }

    /// Makes a candidate found by its latest date, wherever the minute counts.
    fn date(&mut self, at: usize) {
        let candidate = &self.all[at];
        let Some(date) = candidate.dates[1] else { return };
        if let Some(group) = self.titles.get_mut(&candidate.title) {
            group.date(at, date);
        }
        for url in &candidate.urls {
            self.urls.entry(url).or_default().group.date(at, date);
            if let Some(page) = self.pages.get_mut(&(*url, candidate.title.clone())) {
                page.date(at, date);
            }
        }
    }

    /// Articles of this feed that have had this id.
    pub(super) fn with_guid(&self, guid: &str) -> &[usize] {
        self.guids.get(guid).map_or(&[], Vec::as_slice)
    }

    /// Articles of any feed that have had this URL key.
    pub(super) fn with_url(&self, url: &str) -> &[usize] {
        self.urls.get(url).map_or(&[], |address| address.group.all())
    }

    /// Those of them published in the minute of a date.
    pub(super) fn with_url_on(&self, url: &str, date: Timestamp) -> &[usize] {
        self.urls.get(url).map_or(&[], |address| address.group.on(Some(date)))
    }

    /// The first of them to be compared with: what this feed has carried, deleted ones last.
    pub(super) fn first_with_url(&self, url: &str) -> impl Iterator<Item = usize> {
        self.urls.get(url).into_iter().flat_map(|address| &address.first).map(|(_, at)| *at)
    }

    /// Whether several of them are stored articles of this feed.
    pub(super) fn was_shared(&self, url: &str) -> bool {
        self.urls.get(url).is_some_and(|address| address.stored > 1)
    }

    /// Articles of any feed that have had this URL key and have this title.
    pub(super) fn with_page(&self, url: &'a str, title: &str) -> Option<&Group> {
        self.pages.get(&(url, title.to_owned()))
    }

    /// Articles of this feed with exactly this date.
    pub(super) fn with_date(&self, date: Timestamp) -> &[usize] {
        self.dates.get(&date).map_or(&[], Vec::as_slice)
    }

    /// Articles of this feed with this title.
    pub(super) fn with_title(&self, title: &str) -> &[usize] {
        self.titles.get(title).map_or(&[], Group::all)
    }

    /// Those of them published in the minute of a date, or else undated.
    pub(super) fn with_title_on(&self, title: &str, date: Option<Timestamp>) -> &[usize] {
        self.titles.get(title).map_or(&[], |group| group.on(date))
    }
}
