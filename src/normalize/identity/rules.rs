//! An entry and the candidates in, the article that it is out: rules G, U and U'.

use crate::model::{Rejected, Rule};

use super::entry::Entry;
use super::pool::{Candidate, Match, Pool};
use super::survey::Survey;
use super::switch::{Part, is_on};
use super::text::Verdict;

const DAY: i64 = 24 * 3600;

/// A title alone holds one URL's entries together for so long.
const TITLE_HOLDS: i64 = 7 * DAY;

/// A feed that gives an entry a new id and date does both at once.
const REKEYED_WITHIN: i64 = DAY;

/// A date that jumps further ahead under one id is a publication anew.
pub(super) const REPUBLISHED: i64 = 30 * DAY;

/// The candidate that an entry is, by its id or its URL. The first rule that matches decides.
pub(super) fn recognise(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    by_guid(entry, pool, survey)
        .or_else(|| by_url_and_date(entry, pool, survey))
        .or_else(|| by_url_and_text(entry, pool, survey, rejected))
        .or_else(|| by_title_in_place_of_url(entry, pool, survey))
}

/// G: a usable id known in this feed, unless the id was given to another article.
fn by_guid(entry: &Entry<'_>, pool: &Pool<'_>, survey: &Survey<'_>) -> Option<(usize, Match)> {
    if !is_on(Part::Guid) {
        return None;
    }
    let found = pool.with_guid(entry.guid?).iter().copied().filter(|at| {
        let candidate = &pool.all[*at];
        !is_published_anew(entry, candidate) && !is_reused(entry, candidate, survey)
    });
    // After a reuse two articles bear the id: the one that has kept its URL, else the younger.
    let best = found.max_by_key(|at| {
        let candidate = &pool.all[*at];
        let has_url = entry.url.is_some_and(|url| candidate.urls.contains(&url));
        (has_url, !candidate.is_buried(), *at)
    })?;
    Some((best, Match { rule: Rule::Guid, why: "the feed gives it the same id" }))
}

/// Whether the id was given to another article: URL, date, title and text have all moved. The
/// date need not have where the article's own URL is still listed, as in feeds that number
/// their entries by position.
fn is_reused(entry: &Entry<'_>, candidate: &Candidate<'_>, survey: &Survey<'_>) -> bool {
    if !is_on(Part::IdReuse) {
        return false;
    }
    let url_moved = entry.url.is_none_or(|url| !candidate.urls.contains(&url));
    let date_moved =
        entry.date.is_some_and(|date| !candidate.is_undated() && !candidate.has_date(date));
    let is_listed = candidate.urls.iter().any(|url| survey.urls.contains(url));
    url_moved
        && (date_moved || is_listed)
        && entry.title != candidate.title
        && has_other_text(entry, candidate)
}

fn has_other_text(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    match candidate.texts(entry) {
        Verdict::Agree | Verdict::Unclear => false,
        Verdict::Contradict => true,
        Verdict::Unusable => entry.hash == 0 || entry.hash != candidate.hash,
    }
}

/// A deleted article does not hold back what its feed publishes anew.
pub(super) fn is_published_anew(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    let latest = candidate.dates[1];
    candidate.is_buried()
        && entry.date.zip(latest).is_some_and(|(new, old)| new.since(old) > REPUBLISHED)
}

/// Whether several articles of this feed have one URL, by this document or by earlier ones.
fn is_shared(url: &str, pool: &Pool<'_>, survey: &Survey<'_>) -> bool {
    let stored = |at: &&usize| {
        let candidate = &pool.all[**at];
        candidate.here && candidate.known.is_some()
    };
    survey.shared.contains(url)
        || (is_on(Part::SharedAddress) && pool.with_url(url).iter().filter(stored).count() > 1)
}

/// U: the same URL and date. Where several articles share the URL, title or text must agree
/// too, and a missing date says nothing against it.
fn by_url_and_date(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
) -> Option<(usize, Match)> {
    if !is_on(Part::UrlAndDate) {
        return None;
    }
    let url = entry.url?;
    let shared = is_shared(url, pool, survey);
    let fits = |at: &usize| {
        let candidate = &pool.all[*at];
        let same_date = entry.date.is_some_and(|date| candidate.has_date(date));
        let same_title = candidate.title == entry.title;
        if !shared {
            return same_date;
        }
        if same_date {
            return same_title || candidate.texts(entry) == Verdict::Agree;
        }
        (entry.date.is_none() || candidate.is_undated())
            && same_title
            && candidate.texts(entry) != Verdict::Contradict
    };
    let best = pool.with_url(url).iter().copied().filter(fits).max_by_key(|at| {
        let candidate = &pool.all[*at];
        (
            candidate.dates.contains(&entry.date),
            candidate.title == entry.title,
            candidate.here,
            !candidate.is_buried(),
            std::cmp::Reverse(*at),
        )
    })?;
    let why = if shared {
        "the same URL, date and title, at an address of several articles"
    } else {
        "the same URL and date"
    };
    Some((best, Match { rule: Rule::UrlAndDate, why }))
}

/// U': the same URL under another date or none: what else agrees decides.
fn by_url_and_text(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    let url = entry.url.filter(|url| !is_shared(url, pool, survey))?;
    if !is_on(Part::UrlAndText) {
        return None;
    }
    let mut found: Vec<_> = pool.with_url(url).to_vec();
    found.sort_by_key(|at| {
        let candidate = &pool.all[*at];
        (!candidate.here, candidate.is_buried(), *at)
    });
    found.into_iter().find_map(|at| {
        let candidate = &pool.all[at];
        match weigh(entry, candidate, survey) {
            Ok(why) => Some((at, Match { rule: Rule::UrlAndText, why })),
            Err(why) => {
                let known = candidate.known;
                rejected.extend(known.map(|k| Rejected { entry: entry.index, seq: k.seq, why }));
                None
            }
        }
    })
}

/// Whether an entry is a candidate that shares its URL but not its date, and why.
fn weigh(
    entry: &Entry<'_>,
    candidate: &Candidate<'_>,
    survey: &Survey<'_>,
) -> Result<&'static str, &'static str> {
    if entry.date.is_some_and(|date| candidate.has_date(date)) && !candidate.is_undated() {
        return Err("the same URL and date, which decides elsewhere");
    }
    if is_published_anew(entry, candidate) {
        return Err("deleted, and published anew more than 30 days later");
    }
    if candidate.here && candidate.guids.iter().any(|guid| survey.guids.contains(guid)) {
        return Err("its id is still listed beside this one");
    }
    let texts = candidate.texts(entry);
    match texts {
        Verdict::Agree => return Ok("the same URL, and the texts agree"),
        Verdict::Contradict => return Err("the same URL, but the texts contradict each other"),
        Verdict::Unclear | Verdict::Unusable => {}
    }
    let same_title = entry.title == candidate.title;
    let Some(distance) = entry.date.and_then(|date| candidate.distance(date)) else {
        return if same_title || texts == Verdict::Unclear {
            Ok("the same URL, one side undated, and nothing contradicts")
        } else {
            Err("the same URL, undated, another title and no text to compare")
        };
    };
    if same_title && distance <= TITLE_HOLDS {
        return Ok("the same URL and title within 7 days");
    }
    let has_new_id = candidate.here && entry.guid.is_some() && !candidate.guids.is_empty();
    if has_new_id && distance <= REKEYED_WITHIN {
        return Ok("the same URL under a new id within 24 hours");
    }
    Err("the same URL, but another date and nothing that agrees")
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
    let same = |at: &usize| {
        let candidate = &pool.all[*at];
        candidate.guids.is_empty()
            && candidate.urls.iter().all(|url| url.starts_with(&survey.scope))
            && entry.date.map_or(candidate.is_undated(), |date| candidate.has_date(date))
            && candidate.texts(entry) != Verdict::Contradict
    };
    let at = pool.with_title(&entry.title).iter().copied().find(same)?;
    Some((at, Match { rule: Rule::DateAndTitle, why: "the same title and date, and no URL" }))
}
