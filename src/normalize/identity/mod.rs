//! The entries of one document and the stored articles they might be in, which is which out.
//!
//! Pure and deterministic: the order of the document's entries does not matter, and the same
//! document again changes nothing. First the document is looked through as a whole
//! (`survey`): ids it repeats, addresses it shares, dates that are only stamps of the
//! fetch. Then each entry, oldest first, goes through the rules, and the first that matches
//! decides:
//!
//! - **G** an id known in this feed, unless URL, date, title and text have all moved;
//! - **U** the same URL key and date;
//! - **U'** the same URL key: the text, or else title and nearness in time, decide;
//! - **T** the same feed, date and title, where the old URL and id are gone;
//! - otherwise the article is new.
//!
//! Where a rule about the host took a parameter out of the URL, U and U' ask for the whole URL
//! first; through the shorter one they match only if what that rule asks for agrees as well
//! (`through`). What the document shows about parameters is handed back (`observe`).
//!
//! Only the feed an article was first seen in edits it. Another URL in another feed is never
//! the same article.

mod actions;
mod entry;
mod group;
mod observe;
mod pool;
mod rematch;
mod rules;
mod survey;
mod switch;
#[cfg(test)]
mod tests;
mod text;
mod through;

pub(in crate::normalize) use text::{fold_title, numbers, words};
pub use text::{similarity, text_hash};

use crate::model::{Incoming, Known, Resolution, Rule};
use pool::{Match, Pool};

/// Decides which articles a document's entries are.
///
/// `known` is every stored article, deleted ones included, that shares with an entry a guid in
/// this feed, or a URL key in any feed, or in this feed the exact date (first or latest) or the
/// title. More do no harm.
pub fn resolve(incoming: &Incoming, known: &[Known]) -> Resolution {
    let mut pool = Pool::new(known, incoming.feed);
    let survey = survey::survey(incoming, &pool);
    pool.list(&survey);
    let mut rejected = Vec::new();
    for (at, entry) in survey.entries.iter().enumerate() {
        let found = rules::recognise(entry, &pool, &survey, &mut rejected);
        let (candidate, matched) = found.unwrap_or_else(|| {
            (pool.found(entry), Match { rule: Rule::New, why: "nothing known is like it" })
        });
        pool.join(candidate, entry, &survey);
        pool.all[candidate].entries.push((at, matched));
    }
    rejected.sort_by_key(|rejected| rejected.entry);
    let reissued = rematch::rematch(&mut pool, &survey);
    let observed = observe::observe(&pool, &survey);
    Resolution {
        actions: actions::actions(&pool, &survey, incoming.feed),
        order: survey.arrival(),
        traits: survey.traits,
        unusable_guids: survey.unusable_guids,
        reissued,
        rejected,
        observed,
    }
}
