//! Rules U and U': the URL, with its date or with what else agrees.

use crate::model::{Rejected, Rule, Timestamp};

use super::super::entry::Entry;
use super::super::pool::{Candidate, Match, Pool};
use super::super::survey::Survey;
use super::super::switch::{Part, is_on};
use super::super::text::Verdict;
use super::{DAY, is_published_anew};

/// A title alone holds one URL's entries together for so long.
const TITLE_HOLDS: i64 = 7 * DAY;

/// A feed that gives an entry a new id and date does both at once.
const REKEYED_WITHIN: i64 = DAY;

/// At an address of more articles, texts are not compared any more: titles must do, so that a
/// document of ten thousand entries under one URL costs no more than others.
const MOST_COMPARED: usize = 64;

/// Who has a URL beside the entry in question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// At most one article.
    Not,
    /// Several stored articles of this feed.
    Before,
    /// Several entries of this document.
    Now,
}

fn shared(url: &str, pool: &Pool<'_>, survey: &Survey<'_>) -> Shared {
    let is_stored = |at: &&usize| {
        let candidate = &pool.all[**at];
        candidate.own && candidate.known.is_some()
    };
    if !is_on(Part::SharedAddress) {
        Shared::Not
    } else if survey.shared.contains(url) {
        Shared::Now
    } else if pool.with_url(url).iter().filter(is_stored).count() > 1 {
        Shared::Before
    } else {
        Shared::Not
    }
}

/// Whether the document lists an article under an id it has. Asked where the entry in question
/// does not bear it.
fn is_listed_by_id(candidate: &Candidate<'_>, survey: &Survey<'_>) -> bool {
    candidate.here && candidate.guids.iter().any(|guid| survey.guids.contains_key(guid))
}

/// A missing date is no other date.
fn may_be_one_date(a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether the entry in question is a listing of the same without its id.
fn is_listed_without_id(entry: &Entry<'_>, candidate: &Candidate<'_>, survey: &Survey<'_>) -> bool {
    let mut listed = candidate.guids.iter().filter_map(|guid| survey.guids.get(guid));
    entry.guid.is_none()
        && listed.all(|(title, date)| *title == entry.title && may_be_one_date(*date, entry.date))
}

/// Whether the document lists it under its id with another title: then the entry in question,
/// at an address of several articles, is another of them.
fn is_listed_under_another_title(
    entry: &Entry<'_>,
    candidate: &Candidate<'_>,
    survey: &Survey<'_>,
) -> bool {
    let others = candidate.guids.iter().filter_map(|guid| survey.guids.get(guid));
    candidate.here && others.into_iter().any(|(title, _)| *title != entry.title)
}

/// What URL and date are asked to have beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// The same feed or the same title.
    More,
    /// Neither; asked only after the feed's own articles were.
    None,
}

fn contradicts(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    candidate.texts(entry) == Verdict::Contradict
}

/// U: the same URL and date. Where several articles share the URL, title or text must agree
/// too, and a missing date says nothing against it. Another feed's article with another title
/// and a text that contradicts is a remark about the page, not the page.
pub(super) fn by_url_and_date(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    support: Support,
) -> Option<(usize, Match)> {
    if !is_on(Part::UrlAndDate) {
        return None;
    }
    let url = entry.url?;
    let shared = shared(url, pool, survey);
    let are_few = pool.with_url(url).len() <= MOST_COMPARED;
    let fits = |at: &usize| {
        let candidate = &pool.all[*at];
        let same_date = entry.date.is_some_and(|date| candidate.has_date(date));
        let same_title = candidate.title == entry.title;
        if shared == Shared::Not {
            let supported = candidate.here || same_title;
            return same_date
                && match support {
                    Support::More => supported,
                    Support::None => !supported && !contradicts(entry, candidate),
                };
        }
        if same_date && are_few && candidate.texts(entry) == Verdict::Agree {
            return true;
        }
        if !same_title || is_listed_under_another_title(entry, candidate, survey) {
            return false;
        }
        if same_date {
            return true;
        }
        // An undated article can become one of several posts, not all of them.
        let is_free = candidate
            .entries
            .iter()
            .all(|(at, _)| may_be_one_date(survey.entries[*at].date, entry.date));
        (entry.date.is_none() || candidate.is_undated())
            && is_free
            && (!is_listed_by_id(candidate, survey)
                || is_listed_without_id(entry, candidate, survey))
            && !contradicts(entry, candidate)
    };
    let best = pool.with_url(url).iter().copied().filter(fits).max_by_key(|at| {
        let candidate = &pool.all[*at];
        (
            candidate.dates.contains(&entry.date),
            candidate.title == entry.title,
            !is_listed_by_id(candidate, survey),
            candidate.hash == entry.hash,
            candidate.here,
            !candidate.is_buried(),
            std::cmp::Reverse(*at),
        )
    })?;
    let why = match shared {
        Shared::Not => "the same URL and date",
        _ => "the same URL, date and title, at an address of several articles",
    };
    Some((best, Match { rule: Rule::UrlAndDate, why }))
}

/// U': the same URL under another date or none: what else agrees decides.
pub(super) fn by_url_and_text(
    entry: &Entry<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    let url = entry.url?;
    let shared = shared(url, pool, survey);
    if shared == Shared::Now || !is_on(Part::UrlAndText) {
        return None;
    }
    let mut found: Vec<_> = pool.with_url(url).to_vec();
    found.sort_by_key(|at| {
        let candidate = &pool.all[*at];
        (!candidate.here, candidate.is_buried(), *at)
    });
    found.into_iter().take(MOST_COMPARED).find_map(|at| {
        let candidate = &pool.all[at];
        match weigh(entry, candidate, shared, survey) {
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
    shared: Shared,
    survey: &Survey<'_>,
) -> Result<&'static str, &'static str> {
    if entry.date.is_some_and(|date| candidate.has_date(date)) && !candidate.is_undated() {
        return Err("the same URL and date, which decides elsewhere");
    }
    if is_published_anew(entry, candidate, survey) {
        return Err(if candidate.is_buried() {
            "deleted, and published anew more than 30 days later"
        } else {
            "published anew more than 30 days later"
        });
    }
    if is_listed_by_id(candidate, survey) && !is_listed_without_id(entry, candidate, survey) {
        return Err("its id is still listed beside this one");
    }
    let texts = candidate.texts(entry);
    match texts {
        Verdict::Agree => return Ok("the same URL, and the texts agree"),
        Verdict::Contradict => return Err("the same URL, but the texts contradict each other"),
        _ if shared != Shared::Not => {
            return Err("several articles have this URL, and the texts do not agree");
        }
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
