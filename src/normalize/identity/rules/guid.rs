//! Rule G: the id that a feed gives.

use crate::model::Rule;

use super::super::entry::Entry;
use super::super::pool::{Candidate, Match, Pool};
use super::super::survey::Survey;
use super::super::switch::{Part, is_on};
use super::super::text::Verdict;
use super::is_published_anew;

/// G: a usable id known in this feed, unless the id was given to another article.
pub(super) fn by_guid<'a>(
    entry: &Entry<'a>,
    pool: &Pool<'a>,
    survey: &Survey<'_>,
) -> Option<(usize, Match)> {
    if !is_on(Part::Guid) {
        return None;
    }
    let found = pool.with_guid(entry.guid?).iter().copied().filter(|at| {
        let candidate = &pool.all[*at];
        !is_published_anew(entry, candidate, survey) && !is_reused(entry, candidate, pool, survey)
    });
    // After a reuse two articles bear the id: the one that has the URL, else the title, else the
    // younger.
    let best = found.max_by_key(|at| {
        let candidate = &pool.all[*at];
        let has_url = entry.url.is_some_and(|url| candidate.urls.contains(&url));
        (has_url, candidate.title == entry.title, !candidate.is_buried(), *at)
    })?;
    Some((best, Match { rule: Rule::Guid, why: "the feed gives it the same id" }))
}

/// Whether the id was given to another article: URL, date, title and text have all moved. The
/// date need not have where the article itself is still listed (as in feeds that number their
/// entries by position), or where URL and title are those of another one.
fn is_reused<'a>(
    entry: &Entry<'a>,
    candidate: &Candidate<'_>,
    pool: &Pool<'a>,
    survey: &Survey<'_>,
) -> bool {
    if !is_on(Part::IdReuse) {
        return false;
    }
    let url_moved = entry.url.is_none_or(|url| !candidate.urls.contains(&url));
    let everything_but_the_date =
        url_moved && entry.title != candidate.title && has_other_text(entry, candidate);
    let date_moved =
        entry.date.is_some_and(|date| !candidate.is_undated() && !candidate.has_date(date));
    everything_but_the_date
        && (date_moved
            || is_listed_beside(entry, candidate, survey)
            || is_like_another(entry, pool))
}

fn is_listed_beside(entry: &Entry<'_>, candidate: &Candidate<'_>, survey: &Survey<'_>) -> bool {
    let mut others = candidate.guids.iter().filter(|guid| Some(**guid) != entry.guid);
    candidate.urls.iter().any(|url| survey.urls.contains(url))
        || others.any(|guid| survey.guids.contains_key(guid))
}

/// Whether an article of this feed has the entry's URL and title.
fn is_like_another<'a>(entry: &Entry<'a>, pool: &Pool<'a>) -> bool {
    let page = entry.url.and_then(|url| pool.with_page(url, &entry.title));
    page.is_some_and(|page| page.all().iter().any(|at| pool.all[*at].here))
}

fn has_other_text(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    match candidate.texts(entry) {
        Verdict::Agree | Verdict::Unclear => false,
        Verdict::Contradict => true,
        Verdict::Unusable => entry.hash == 0 || entry.hash != candidate.hash,
    }
}
