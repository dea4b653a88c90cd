//! A resolved document in, what it shows about the parameters of its URLs out.
//!
//! No page is fetched for it: the same article seen again under another value speaks for
//! dropping the parameter, two articles of one document that differ in nothing else of their
//! URLs speak against it. What the URL itself decided is no evidence about the URL.

use std::collections::{HashMap, HashSet};

use crate::model::{Known, Observation, RuleName, Trust};

use super::entry::{Entry, same_minute};
use super::pool::{Candidate, Pool};
use super::survey::Survey;
use super::text::{Verdict, likeness, verdict};
use super::through::contradicts;
use crate::normalize::url::parts::Parts;

/// Texts of fewer words do not show that two entries are one article.
const ENOUGH_WORDS: usize = 48;

/// Everything the document shows.
pub(super) fn observe(pool: &Pool<'_>, survey: &Survey<'_>) -> Vec<Observation> {
    let mut seen = within_the_document(survey);
    for candidate in &pool.all {
        let Some(known) = candidate.known else { continue };
        let here = candidate.entries.iter().map(|(at, _)| &survey.entries[*at]);
        seen.extend(here.filter_map(|entry| again(entry, known)));
    }
    for at in 0..survey.entries.len() {
        seen.extend(behind_a_rule(at, pool, survey));
    }
    seen
}

fn name(parts: &Parts<'_>, param: &str) -> RuleName {
    RuleName { host: parts.host.to_owned(), pattern: parts.pattern(), param: param.to_owned() }
}

/// Of so many entries of one page an entry is held against; who differs from none of them
/// differs from none.
const FAMILY: usize = 8;

/// Entries of one document that are different articles, though their URLs differ in one
/// parameter alone; once a parameter.
fn within_the_document(survey: &Survey<'_>) -> Vec<Observation> {
    let keyed = || survey.entries.iter().filter_map(|entry| Some((entry, entry.full()?)));
    let queried: Vec<(&Entry<'_>, &str, Parts<'_>)> = keyed()
        .filter(|(_, key)| key.contains('?'))
        .filter_map(|(entry, key)| Some((entry, key, Parts::of(key)?)))
        .collect();
    if queried.is_empty() {
        return Vec::new();
    }
    let whole: HashMap<&str, &Entry<'_>> = keyed().map(|(entry, key)| (key, entry)).collect();
    let mut families: HashMap<(String, &str), Vec<(&Entry<'_>, &str)>> = HashMap::new();
    let mut told = HashSet::new();
    let mut seen = Vec::new();
    for (entry, key, parts) in &queried {
        let mut names: Vec<&str> = parts.names().collect();
        names.dedup();
        for param in names {
            let without = parts.without(|other| other == param);
            let plain = whole.get_key_value(without.as_str()).map(|(key, entry)| (*entry, *key));
            let family = families.entry((without, param)).or_default();
            let is_other = |(other, others): &(&Entry<'_>, &str)| {
                let differ = Parts::of(others).is_some_and(|others| {
                    others.only_difference(parts).map(|d| d.1) == Some(param)
                });
                differ && are_two(other, entry)
            };
            let other = family.iter().copied().chain(plain).find(is_other);
            if family.len() < FAMILY {
                family.push((entry, key));
            }
            let rule = name(parts, param);
            if let Some((_, other)) = other
                && told.insert(rule.clone())
            {
                let urls = (other.to_owned(), (*key).to_owned());
                seen.push(Observation { rule, agrees: false, article: None, urls, first: true });
            }
        }
    }
    seen
}

/// Whether two entries of one document are certainly two articles.
fn are_two(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let ids = own_id(a).zip(own_id(b)).is_some_and(|(a, b)| a != b);
    let dates = a.date.zip(b.date).is_some_and(|(a, b)| !same_minute(a, b));
    ids || dates
        || a.title != b.title
        || verdict(likeness(a.words(), b.words())) == Verdict::Contradict
}

/// An id that says something which the URL does not.
fn own_id<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    entry.guid.filter(|guid| !is_address(guid))
}

fn is_address(guid: &str) -> bool {
    guid.contains("://") || guid.starts_with('/') || guid.starts_with("www.") || guid.contains('?')
}

/// A stored article seen again under another value of one parameter, or with it or without.
fn again(entry: &Entry<'_>, known: &Known) -> Option<Observation> {
    let url = entry.full()?;
    // What a rule that holds left of the URL was never seen.
    let short = entry.shortened().and(entry.url);
    let keys =
        || known.url_keys.iter().chain([&known.url_key]).filter(|key| Some(key.as_str()) != short);
    let is_queried = url.contains('?') || keys().any(|key| key.contains('?'));
    if !is_queried || keys().any(|key| key == url) {
        return None;
    }
    let parts = Parts::of(url)?;
    let mut others = keys().filter_map(|key| {
        let other = Parts::of(key)?;
        let (longer, param) = parts.only_difference(&other)?;
        Some((key, name(longer, param)))
    });
    let (former, rule) = others.next()?;
    let first = others.all(|(other, _)| other == former);
    is_one(entry, known).then(|| Observation {
        rule,
        agrees: true,
        article: Some(known.seq),
        urls: (former.clone(), url.to_owned()),
        first,
    })
}

/// Whether an entry is a stored article by evidence other than the URL: an id of the feed's, or
/// date, title and a text of some length.
fn is_one(entry: &Entry<'_>, known: &Known) -> bool {
    let by_id = own_id(entry).is_some_and(|id| known.guids.iter().any(|guid| guid.trim() == id));
    by_id || {
        let candidate = Candidate::known(known, known.feed);
        entry.title == candidate.title
            && entry.date.is_some_and(|date| candidate.has_date(date))
            && entry.words().len() >= ENOUGH_WORDS
            && candidate.words().len() >= ENOUGH_WORDS
            && candidate.texts(entry) == Verdict::Agree
    }
}

/// An entry that a learnt rule puts at the address of another article of the feed.
fn behind_a_rule(at: usize, pool: &Pool<'_>, survey: &Survey<'_>) -> Vec<Observation> {
    let entry = &survey.entries[at];
    let Some(shortened) = entry.shortened().filter(|one| one.trust == Trust::Neutral) else {
        return Vec::new();
    };
    let is_other = |candidate: &&Candidate<'_>| {
        candidate.known.is_some_and(|known| !known.url_keys.contains(&shortened.full.0))
            && candidate.here
            && !candidate.entries.iter().any(|(own, _)| *own == at)
            && contradicts(entry, candidate)
    };
    let met = entry.url.map_or(&[][..], |url| pool.with_url(url));
    let Some(known) = met.iter().map(|at| &pool.all[*at]).find(is_other).and_then(|c| c.known)
    else {
        return Vec::new();
    };
    let learned = shortened.rules.iter().filter(|rule| rule.pattern != RuleName::ANY);
    learned
        .map(|rule| Observation {
            rule: rule.clone(),
            agrees: false,
            article: Some(known.seq),
            urls: (
                known.url_keys.last().unwrap_or(&known.url_key).clone(),
                shortened.full.0.clone(),
            ),
            first: true,
        })
        .collect()
}
