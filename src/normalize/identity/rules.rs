//! An entry and the candidates in, the article that it is out: rules G, U and U' in their order.

mod address;
mod guid;

use crate::model::{Rejected, Republish, Rule};

use super::entry::Entry;
use super::group::MOST_COMPARED;
use super::pool::{Candidate, Match, Pool};
use super::survey::Survey;
use super::switch::{Part, is_on};
use super::text::Verdict;
use super::through::Way;
use address::Support;

pub(super) const DAY: i64 = 24 * 3600;

/// A date that jumps further ahead under one id is a publication anew.
pub(super) const REPUBLISHED: i64 = 30 * DAY;

/// The candidate that an entry is, by its id or its URL. The first rule that matches decides.
pub(super) fn recognise<'a>(
    entry: &Entry<'a>,
    pool: &Pool<'a>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    guid::by_guid(entry, pool, survey)
        .or_else(|| by_address(entry, Way::whole(entry)?, pool, survey, rejected))
        .or_else(|| by_address(entry, Way::through_rule(entry)?, pool, survey, rejected))
        .or_else(|| by_title_in_place_of_url(entry, pool, survey))
}

/// U and U': the candidate that an entry is by the URL it comes by.
fn by_address(
    entry: &Entry<'_>,
    way: Way<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    address::by_url_and_date(entry, way, pool, survey, Support::More)
        .or_else(|| address::by_url_and_text(entry, way, pool, survey, rejected))
        .or_else(|| address::by_url_and_date(entry, way, pool, survey, Support::None))
}

/// A deleted article does not hold back what its feed publishes anew; nor does any other of the
/// same id, where the reader wants what is published anew as an article of its own.
pub(super) fn is_published_anew(
    entry: &Entry<'_>,
    candidate: &Candidate<'_>,
    survey: &Survey<'_>,
) -> bool {
    let latest = candidate.dates[1];
    let is_own = survey.republish == Republish::New
        && entry.guid.is_some_and(|guid| candidate.guids.contains(&guid));
    (candidate.is_buried() || is_own)
        && entry.date.zip(latest).is_some_and(|(new, old)| new.since(old) > REPUBLISHED)
}

/// An entry without URL and id has only its title for an address: with the same date it is the
/// same, unless the texts contradict each other.
fn by_title_in_place_of_url(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
) -> Option<(usize, Match)> {
    if entry.url.is_some() || entry.guid.is_some() || !is_on(Part::DateAndTitle) {
        return None;
    }
    let may_be = |at: &usize| {
        let candidate = &pool.all[*at];
        candidate.guids.is_empty()
            && candidate.urls.iter().all(|url| url.starts_with(&survey.scope))
            && entry.date.map_or(candidate.is_undated(), |date| candidate.has_date(date))
    };
    let found = pool.with_title_on(&entry.title, entry.date).iter().copied().filter(may_be);
    let at =
        found.take(MOST_COMPARED).find(|at| pool.all[*at].texts(entry) != Verdict::Contradict)?;
    Some((at, Match { rule: Rule::DateAndTitle, why: "the same title and date, and no URL" }))
}
