//! Entries that nothing recognised and the feed's old articles in, which of them are one after
//! all out: rule T, and a feed that is issued anew.
//!
//! An old article may come back under another URL and id (an edited slug, another domain, links
//! that change on every fetch) only if the document no longer lists it under the old ones, and
//! only one to one: two entries that could be one article are neither.

use std::collections::HashMap;

use crate::model::Rule;

use super::entry::Entry;
use super::pool::{Candidate, Match, Pool};
use super::rules::is_published_anew;
use super::survey::Survey;
use super::switch::{Part, is_on};
use super::text::Verdict;

/// Fewer articles make no mass.
const FEWEST_REISSUED: usize = 3;

/// What more articles have in common marks none of them: a title that every post bears, a date
/// that only says the day of an import.
const MOST_ALIKE: usize = 64;

const DAY: i64 = 24 * 3600;

/// Gives new articles that are old ones to those; says whether most of the feed was so.
pub(super) fn rematch(pool: &mut Pool<'_>, survey: &Survey<'_>) -> bool {
    if !is_on(Part::DateAndTitle) {
        return false;
    }
    let articles = pool.all.iter().filter(|candidate| !candidate.entries.is_empty()).count();
    let found = one_to_one(pool, survey, |entry, pool| same_but_for_url(entry, pool, survey));
    let first_move = |at: &usize| pool.all[*at].urls.len() == 1;
    let rekeyed = found.iter().filter(|(_, old)| first_move(old)).count();
    let matched = Match {
        rule: Rule::DateAndTitle,
        why: "the same date and title under another URL; the old one is gone",
    };
    unite(pool, &found, matched);

    let more = one_to_one(pool, survey, |entry, pool| issued_anew(entry, pool, survey));
    let all = rekeyed + more.len();
    let is_mass = all >= FEWEST_REISSUED && all * 2 > articles;
    if is_mass {
        let why = "the feed issued most of its articles anew; the same title and text";
        unite(pool, &more, Match { rule: Rule::Reissued, why });
    }
    is_mass
}

/// T: what may be the same but for its URL. Exactly the same date and the title, or else a text
/// that is the same beyond doubt; without a date both.
fn same_but_for_url(entry: &Entry<'_>, pool: &Pool<'_>, survey: &Survey<'_>) -> Vec<usize> {
    let same_date = entry.date.map_or(&[][..], |date| pool.with_date(date));
    let same_title = rare_title(entry, pool);
    let near = if same_date.len() <= MOST_ALIKE { same_date } else { same_title };
    let is_free = |at: &&usize| is_free(entry, &pool.all[**at], survey);
    let by_date = near.iter().filter(is_free).filter(|at| {
        let candidate = &pool.all[**at];
        if !candidate.dates.contains(&entry.date) || entry.date.is_none() {
            return false;
        }
        if candidate.title == entry.title {
            agrees_or_cannot_tell(entry, candidate, pool)
        } else {
            candidate.has_text_of(entry)
        }
    });
    let undated = same_title.iter().filter(is_free).filter(|at| {
        let candidate = &pool.all[**at];
        (entry.date.is_none() || candidate.is_undated()) && candidate.texts(entry) == Verdict::Agree
    });
    by_date.chain(undated).copied().collect()
}

/// The articles that bear the entry's title, unless it is one that returns all the time.
fn rare_title<'p>(entry: &Entry<'_>, pool: &'p Pool<'_>) -> &'p [usize] {
    let found = pool.with_title(&entry.title);
    if found.len() <= MOST_ALIKE { found } else { &[] }
}

/// Where there is no text to compare, a date that says only the day is too little beside a
/// title that the feed uses again and again: a daily programme has several parts under one
/// name (seen in WDR's podcasts).
fn agrees_or_cannot_tell(entry: &Entry<'_>, candidate: &Candidate<'_>, pool: &Pool<'_>) -> bool {
    match candidate.texts(entry) {
        Verdict::Agree | Verdict::Unclear => true,
        Verdict::Contradict => false,
        Verdict::Unusable => {
            let says_the_time = entry.date.is_some_and(|date| date.0 % DAY != 0);
            // The stored ones stand before the new ones.
            let stored = |at: &&usize| pool.all[**at].known.is_some();
            let found = pool.with_title(&entry.title).iter().take_while(stored);
            says_the_time || found.take(2).count() == 1
        }
    }
}

/// What may be the same if the whole feed was issued anew: the title, and a text that is the
/// same beyond doubt or a date that says the day.
fn issued_anew(entry: &Entry<'_>, pool: &Pool<'_>, survey: &Survey<'_>) -> Vec<usize> {
    let fits = |at: &usize| {
        let candidate = &pool.all[*at];
        let same_date = entry.date.is_some_and(|date| candidate.has_date(date));
        // Another feed's article does not take the date, and would not be found by it again.
        candidate.own
            && is_free(entry, candidate, survey)
            && (candidate.has_text_of(entry)
                || (same_date && candidate.texts(entry) == Verdict::Unusable))
    };
    rare_title(entry, pool).iter().copied().filter(fits).collect()
}

/// An article of this feed that the document lists neither under its ids nor its URLs.
fn is_free(entry: &Entry<'_>, candidate: &Candidate<'_>, survey: &Survey<'_>) -> bool {
    candidate.known.is_some()
        && candidate.entries.is_empty()
        && candidate.listing.is_none()
        && !candidate.urls.iter().any(|url| survey.urls.contains(url))
        && !is_published_anew(entry, candidate, survey)
}

/// Pairs of a new article and the only old one it can be, which it alone can be. Among several,
/// those whose texts agree come first.
fn one_to_one<'a>(
    pool: &Pool<'a>,
    survey: &Survey<'a>,
    choices: impl Fn(&Entry<'a>, &Pool<'a>) -> Vec<usize>,
) -> Vec<(usize, usize)> {
    let agree = |new: usize, old: usize| {
        pool.all[old].texts(first_entry(pool, survey, new)) == Verdict::Agree
    };
    let mut takers: HashMap<usize, Vec<usize>> = HashMap::new();
    for new in 0..pool.all.len() {
        if pool.all[new].known.is_some() || pool.all[new].entries.is_empty() {
            continue;
        }
        let mut olds = choices(first_entry(pool, survey, new), pool);
        olds.sort_unstable();
        olds.dedup();
        if let Some(old) = only(olds, |old| agree(new, *old)) {
            takers.entry(old).or_default().push(new);
        }
    }
    let mut pairs: Vec<_> = takers
        .into_iter()
        .filter_map(|(old, news)| Some((only(news, |new| agree(*new, old))?, old)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The only element, or else the only one that is preferred.
fn only(mut found: Vec<usize>, preferred: impl Fn(&usize) -> bool) -> Option<usize> {
    if found.len() > 1 {
        found.retain(preferred);
    }
    if let [one] = found.as_slice() { Some(*one) } else { None }
}

fn first_entry<'s, 'a>(pool: &Pool<'a>, survey: &'s Survey<'a>, new: usize) -> &'s Entry<'a> {
    &survey.entries[pool.all[new].entries[0].0]
}

fn unite(pool: &mut Pool<'_>, pairs: &[(usize, usize)], matched: Match) {
    for (new, old) in pairs {
        let entries = std::mem::take(&mut pool.all[*new].entries);
        pool.all[*old].entries = entries.into_iter().map(|(at, _)| (at, matched)).collect();
    }
}
