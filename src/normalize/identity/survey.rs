//! A whole document in, what it shows about its own ids, addresses and dates out.
//!
//! One entry cannot show that a feed gives all its entries one id or stamps them with the time
//! of the fetch; the document can, and so it is looked through before any entry is resolved.

use std::collections::{HashMap, HashSet};

use crate::model::{FeedTraits, Incoming, Republish, Timestamp};

use super::entry::Entry;
use super::pool::{Candidate, Pool};
use super::rules::DAY;
use super::switch::{Part, is_on};
use super::text::{Verdict, likeness, verdict};

/// A date this far ahead of the fetch is a mistake, not a time zone.
const FARTHEST_AHEAD: i64 = 24 * 3600;

/// A date this near the fetch may be a stamp of it.
const STAMP: i64 = 120;

/// What the document shows.
pub(super) struct Survey<'a> {
    /// What the keys of entries without URL begin with; no web address does.
    pub(super) scope: String,
    /// The entries, oldest first.
    pub(super) entries: Vec<Entry<'a>>,
    /// What to remember about the feed.
    pub(super) traits: FeedTraits,
    /// What becomes of a publication anew.
    pub(super) republish: Republish,
    /// Entries whose guid is no id.
    pub(super) unusable_guids: Vec<usize>,
    /// Ids that the document lists, with the entry's title and date.
    pub(super) guids: HashMap<&'a str, (String, Option<Timestamp>)>,
    /// URL keys that the document lists.
    pub(super) urls: HashSet<&'a str>,
    /// URL keys under which the document lists several articles.
    pub(super) shared: HashSet<&'a str>,
}

impl Survey<'_> {
    /// The places of the entries in the order in which they are to arrive: oldest first, and what
    /// has one date or none by its place in the document. Lists show the last to arrive on top,
    /// so that is the document's first, unless the document counts its dates up.
    pub(super) fn arrival(&self) -> Vec<usize> {
        let mut places: Vec<_> = self.entries.iter().map(|e| (e.index, e.date)).collect();
        places.sort_unstable();
        let steps = places.windows(2).filter_map(|pair| Some(pair[0].1?.cmp(&pair[1].1?)));
        let up: i64 = steps.map(|step| -(step as i64)).sum();
        if up <= 0 {
            places.reverse();
        }
        places.sort_by_key(|(_, date)| (date.is_none(), *date));
        places.into_iter().map(|(index, _)| index).collect()
    }
}

pub(super) fn survey<'a>(incoming: &'a Incoming, pool: &Pool<'a>) -> Survey<'a> {
    let mut traits = incoming.traits.clone();
    let mut entries: Vec<_> =
        incoming.drafts.iter().enumerate().map(|(index, draft)| Entry::new(index, draft)).collect();
    date(&mut entries, incoming, &mut traits);
    entries.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let unusable_guids = clear_unusable_guids(&mut entries, &mut traits);
    if traits.date_ok && is_on(Part::DateDistrust) && stamps_the_fetch(&entries, pool, incoming.now)
    {
        traits.date_ok = false;
    }
    if !traits.date_ok {
        for entry in &mut entries {
            entry.date = None;
        }
    }
    entries.sort_by(|a, b| a.rank().cmp(&b.rank()));
    Survey {
        scope: format!("feed:{}#", incoming.feed),
        traits,
        republish: incoming.republish,
        unusable_guids,
        guids: entries.iter().filter_map(|e| Some((e.guid?, (e.title.clone(), e.date)))).collect(),
        urls: entries
            .iter()
            .flat_map(|entry| entry.url.into_iter().chain(entry.longer()))
            .collect(),
        shared: shared_addresses(&entries),
        entries,
    }
}

/// Gives each entry the date to go by. A time of the last change stands in for one of
/// publication only in a feed that never gives any.
fn date(entries: &mut [Entry<'_>], incoming: &Incoming, traits: &mut FeedTraits) {
    traits.ever_published |= entries.iter().any(|entry| entry.draft.published.is_some());
    let is_sane = |date: &Timestamp| {
        !is_on(Part::AbsurdDate) || (date.0 > 0 && date.since(incoming.now) <= FARTHEST_AHEAD)
    };
    for entry in entries {
        let stand_in = entry.draft.updated.filter(|_| !traits.ever_published);
        entry.date = entry.draft.published.or(stand_in).filter(is_sane);
    }
}

/// Clears guids that are no ids and lists the entries that had them. More than one in twenty,
/// and no guid of the feed is believed again.
fn clear_unusable_guids(entries: &mut [Entry<'_>], traits: &mut FeedTraits) -> Vec<usize> {
    let repeated = if is_on(Part::RepeatedGuid) { repeated_guids(entries) } else { HashSet::new() };
    let with_guid = entries.iter().filter(|entry| entry.guid.is_some()).count();
    let is_repeated = |entry: &Entry<'_>| entry.guid.is_some_and(|guid| repeated.contains(guid));
    let superfluous = entries.iter().filter(|entry| is_repeated(entry)).count() - repeated.len();
    if superfluous * 20 > with_guid {
        traits.guid_ok = false;
    }
    let mut cleared = Vec::new();
    for entry in entries {
        if entry.guid.is_some() && (!traits.guid_ok || is_repeated(entry)) {
            entry.guid = None;
            cleared.push(entry.index);
        }
    }
    cleared.sort_unstable();
    cleared
}

/// Guids that stand for several articles: with another URL or title, with contradicting texts,
/// with other words published on another day, or with three dates and more. (One id twice with
/// one URL and title is one entry listed twice; RFC 4287 section 4.1.1 allows it for versions of
/// an entry, which have one time of publication.)
fn repeated_guids<'a>(entries: &[Entry<'a>]) -> HashSet<&'a str> {
    let mut groups: HashMap<&str, Vec<&Entry<'a>>> = HashMap::new();
    for entry in entries {
        if let Some(guid) = entry.guid {
            groups.entry(guid).or_default().push(entry);
        }
    }
    let stands_for_several = |group: &Vec<&Entry<'_>>| {
        let [first, rest @ ..] = group.as_slice() else { return false };
        let dates: HashSet<_> = group.iter().filter_map(|entry| entry.date).collect();
        dates.len() > 2
            || rest.iter().any(|entry| {
                entry.url != first.url
                    || entry.title != first.title
                    || texts(entry, first) == Verdict::Contradict
                    || (has_other_words(entry, first) && published_apart(entry, first))
            })
    };
    groups
        .into_iter()
        .filter(|(_, group)| stands_for_several(group))
        .map(|(guid, _)| guid)
        .collect()
}

fn texts(a: &Entry<'_>, b: &Entry<'_>) -> Verdict {
    verdict(likeness(a.words(), b.words()))
}

/// Whether both have texts of which no more than a few words can be the same.
fn has_other_words(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.hash != 0
        && b.hash != 0
        && a.hash != b.hash
        && matches!(texts(a, b), Verdict::Contradict | Verdict::Unusable)
}

fn published_apart(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let dates = a.draft.published.zip(b.draft.published);
    dates.is_some_and(|(a, b)| a.since(b).saturating_abs() > DAY)
}

/// Whether one document tells two entries apart by everything but address and title: ids, dates
/// to the second and texts. (GeoNames lists each change of a place under the page of the place
/// and its name.)
fn are_told_apart(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let have_ids = a.guid.zip(b.guid).is_some_and(|(a, b)| a != b);
    have_ids && a.date.is_some() && b.date.is_some() && a.date != b.date && has_other_words(a, b)
}

/// URL keys that several entries of the document share without being one article.
fn shared_addresses<'a>(entries: &[Entry<'a>]) -> HashSet<&'a str> {
    if !is_on(Part::SharedAddress) {
        return HashSet::new();
    }
    let mut groups: HashMap<&str, Vec<&Entry<'a>>> = HashMap::new();
    for entry in entries {
        for url in entry.url.into_iter().chain(entry.longer()) {
            groups.entry(url).or_default().push(entry);
        }
    }
    groups.into_iter().filter(|(_, group)| is_shared(group)).map(|(url, _)| url).collect()
}

/// Several dates, and titles that differ, ids that differ over other texts, or no ids to tell
/// one article's versions by; or one date or none, and titles that differ over texts that do not
/// agree. A missing date is no other date.
fn is_shared(group: &[&Entry<'_>]) -> bool {
    let [first, rest @ ..] = group else { return false };
    let differ_in_title = rest.iter().any(|entry| entry.title != first.title);
    let dates: HashSet<_> = group.iter().filter_map(|entry| entry.date).collect();
    if dates.len() > 1 {
        return differ_in_title
            || group.iter().any(|entry| entry.guid.is_none())
            || rest.iter().any(|entry| are_told_apart(entry, first));
    }
    rest.iter().any(|entry| match texts(entry, first) {
        Verdict::Agree => false,
        Verdict::Contradict => {
            entry.title != first.title || dates.is_empty() || entry.date != first.date
        }
        Verdict::Unclear | Verdict::Unusable => entry.title != first.title,
    })
}

/// Whether the dates are those of the fetch: four in five lie within two minutes of it, and
/// articles known before have moved along, which were stamped so when they came or when they
/// were last edited.
/// One article alone needs both; a first sight proves nothing, since news may be minutes old.
fn stamps_the_fetch(entries: &[Entry<'_>], pool: &Pool<'_>, now: Timestamp) -> bool {
    let is_stamp = |date: Timestamp, at: Timestamp| date.since(at).saturating_abs() <= STAMP;
    let dated = entries.iter().filter(|entry| entry.date.is_some()).count();
    let stamped: Vec<_> = entries
        .iter()
        .filter_map(|entry| Some((entry, entry.date.filter(|date| is_stamp(*date, now))?)))
        .collect();
    if stamped.len() * 5 < dated * 4 {
        return false;
    }
    let known: Vec<_> = stamped
        .iter()
        .filter_map(|(entry, date)| Some((counterpart(entry, pool)?, *date)))
        .collect();
    let moved_along = |(known, date): &&(&Candidate<'_>, Timestamp)| {
        let Some(article) = known.known else { return false };
        let mut seen = std::iter::once(article.received).chain(article.edited);
        !known.has_date(*date)
            && seen.any(|at| known.dates.iter().flatten().any(|old| is_stamp(*old, at)))
    };
    let moved = known.iter().filter(moved_along).count();
    moved > 0 && moved * 2 >= known.len()
}

/// The stored article of this feed that bears the entry's id, or else its URL alone.
fn counterpart<'p, 'a>(entry: &Entry<'_>, pool: &'p Pool<'a>) -> Option<&'p Candidate<'a>> {
    let by_guid = entry.guid.map_or(&[][..], |guid| pool.with_guid(guid));
    let by_url = entry.url.map_or(&[][..], |url| pool.with_url(url));
    let only = |found: &[usize]| match found {
        [one] => Some(&pool.all[*one]).filter(|candidate| candidate.here),
        _ => None,
    };
    only(by_guid).or_else(|| only(by_url))
}
