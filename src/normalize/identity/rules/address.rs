//! Rules U and U': the URL, with its date or with what else agrees.

use crate::model::{Rejected, Rule};

use super::super::entry::Entry;
use super::super::group::MOST_COMPARED;
use super::super::pool::{Candidate, Match, Pool};
use super::super::survey::Survey;
use super::super::switch::{Part, is_on};
use super::super::text::Verdict;
use super::super::through::{self, Way};
use super::{DAY, is_published_anew};

/// A title alone holds one URL's entries together for so long.
const TITLE_HOLDS: i64 = 7 * DAY;

/// A feed that gives an entry a new id and date does both at once.
const REKEYED_WITHIN: i64 = DAY;

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
    if !is_on(Part::SharedAddress) {
        Shared::Not
    } else if survey.shared.contains(url) {
        Shared::Now
    } else if pool.was_shared(url) {
        Shared::Before
    } else {
        Shared::Not
    }
}

/// Whether the document lists an article under an id it has. Asked where the entry in question
/// does not bear it.
fn is_listed_by_id(candidate: &Candidate<'_>) -> bool {
    candidate.here && candidate.listing.is_some()
}

/// Whether the entry in question is a listing of the same without its id.
fn is_listed_without_id(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    entry.guid.is_none()
        && candidate
            .listing
            .as_ref()
            .is_none_or(|listing| listing.is_titled(&entry.title) && listing.may_be_of(entry.date))
}

/// Whether the document lists it under its id with another title: then the entry in question,
/// at an address of several articles, is another of them.
fn is_listed_under_another_title(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    candidate.here
        && candidate.listing.as_ref().is_some_and(|listing| !listing.is_titled(&entry.title))
}

/// Whether the document lists it under its own id, with another date and other words: beside
/// the entry in question, which has an id too, it is another article, whatever they share.
fn is_told_apart(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    entry.guid.is_some_and(|guid| !candidate.guids.contains(&guid))
        && is_listed_by_id(candidate)
        && entry.date.is_some()
        && !candidate.dates.contains(&entry.date)
        && entry.hash != 0
        && candidate.hash != 0
        && matches!(candidate.texts(entry), Verdict::Contradict | Verdict::Unusable)
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

/// At an address of many articles, texts are not compared any more: titles must do.
fn are_few(url: &str, pool: &Pool<'_>) -> bool {
    pool.with_url(url).len() <= MOST_COMPARED
}

/// Where to look for an entry's article under its URL: all of a few, or else those that have
/// what it takes beside the URL.
fn places<'p, 'a>(
    entry: &Entry<'a>,
    url: &'a str,
    pool: &'p Pool<'a>,
    shared: Shared,
) -> Box<dyn Iterator<Item = usize> + 'p> {
    if shared == Shared::Not {
        let found = entry.date.map_or(&[][..], |date| pool.with_url_on(url, date));
        return Box::new(found.iter().copied());
    }
    if are_few(url, pool) {
        return Box::new(pool.with_url(url).iter().copied());
    }
    let page = pool.with_page(url, &entry.title);
    let (date, hash) = (entry.date, entry.hash);
    Box::new(page.into_iter().flat_map(move |page| page.near(date, hash)))
}

/// Whether an entry is the candidate of its URL, where no other has that: the date, and what
/// supports it.
fn fits_alone(entry: &Entry<'_>, candidate: &Candidate<'_>, support: Support) -> bool {
    let supported = candidate.here || candidate.title == entry.title;
    entry.date.is_some_and(|date| candidate.has_date(date))
        && match support {
            Support::More => supported,
            Support::None => !supported && !contradicts(entry, candidate),
        }
}

/// Whether an entry is this candidate of several that have its URL.
fn fits_among_others(entry: &Entry<'_>, candidate: &Candidate<'_>, are_few: bool) -> bool {
    let same_date = entry.date.is_some_and(|date| candidate.has_date(date));
    if same_date && are_few && candidate.texts(entry) == Verdict::Agree {
        return true;
    }
    if candidate.title != entry.title
        || is_listed_under_another_title(entry, candidate)
        || is_told_apart(entry, candidate)
    {
        return false;
    }
    if same_date {
        // Another feed's article of a page that stands for many is seldom the same.
        return candidate.here || !contradicts(entry, candidate);
    }
    // An undated article can become one of several posts, not all of them.
    (entry.date.is_none() || candidate.is_undated())
        && candidate.is_free_for(entry.date)
        && (!is_listed_by_id(candidate) || is_listed_without_id(entry, candidate))
        && !contradicts(entry, candidate)
}

/// U: the same URL and date. Where several articles share the URL, title or text must agree
/// too, and a missing date says nothing against it. Another feed's article with another title
/// and a text that contradicts is a remark about the page, not the page.
pub(super) fn by_url_and_date<'a>(
    entry: &Entry<'a>,
    way: Way<'a>,
    pool: &Pool<'a>,
    survey: &Survey<'_>,
    support: Support,
) -> Option<(usize, Match)> {
    if !is_on(Part::UrlAndDate) {
        return None;
    }
    let url = way.url;
    let shared = shared(url, pool, survey);
    let fits = |at: &usize| {
        let candidate = &pool.all[*at];
        way.is_open(entry, candidate)
            && match shared {
                Shared::Not => fits_alone(entry, candidate, support),
                _ => fits_among_others(entry, candidate, are_few(url, pool)),
            }
    };
    let best = places(entry, url, pool, shared).filter(fits).max_by_key(|at| {
        let candidate = &pool.all[*at];
        (
            candidate.dates.contains(&entry.date),
            candidate.title == entry.title,
            !is_listed_by_id(candidate),
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
    Some((best, way.matched(Match { rule: Rule::UrlAndDate, why }, &pool.all[best])))
}

/// U': the same URL under another date or none: what else agrees decides.
pub(super) fn by_url_and_text(
    entry: &Entry<'_>,
    way: Way<'_>,
    pool: &Pool<'_>,
    survey: &Survey<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<(usize, Match)> {
    let url = way.url;
    let shared = shared(url, pool, survey);
    if shared == Shared::Now || !is_on(Part::UrlAndText) {
        return None;
    }
    pool.first_with_url(url).find_map(|at| {
        let candidate = &pool.all[at];
        let weighed = if way.is_open(entry, candidate) {
            weigh(entry, candidate, shared, survey)
        } else {
            Err(through::CLOSED)
        };
        match weighed {
            Ok(why) => Some((at, way.matched(Match { rule: Rule::UrlAndText, why }, candidate))),
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
    if is_listed_by_id(candidate) && !is_listed_without_id(entry, candidate) {
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
