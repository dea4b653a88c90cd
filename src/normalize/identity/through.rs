//! The URL by which an entry comes to a candidate: its own, or one that a rule shortened.
//!
//! A learnt rule is a guess from few articles, so it never makes two articles one by itself: the
//! date must be equal, and the title or the text must not say otherwise.

use crate::model::{Rule, Trust};

use super::entry::Entry;
use super::pool::{Candidate, Match};
use super::text::Verdict;

/// Why a candidate behind a rule is not the entry.
pub(super) const CLOSED: &str =
    "the same URL only through a learned rule, and date, title or text differ";

/// A way from an entry to candidates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    /// The URL key to look for.
    pub(super) url: &'a str,
    /// What is asked of candidates that never had the entry's whole URL; `None` if nothing was
    /// taken out of it.
    rule: Option<(Trust, &'a str)>,
}

impl<'a> Way<'a> {
    /// By the whole URL.
    pub(super) fn whole(entry: &Entry<'a>) -> Option<Self> {
        Some(Self { url: entry.full()?, rule: None })
    }

    /// By what a rule left of it.
    pub(super) fn through_rule(entry: &Entry<'a>) -> Option<Self> {
        let shortened = entry.shortened()?;
        Some(Self { url: entry.url?, rule: Some((shortened.trust, &shortened.full.0)) })
    }

    /// The trust in the rule, if the candidate is met through it alone.
    fn trust(&self, candidate: &Candidate<'_>) -> Option<Trust> {
        self.rule.filter(|(_, full)| !candidate.urls.contains(full)).map(|(trust, _)| trust)
    }

    /// Whether a candidate may be the entry, as far as the rule is concerned.
    pub(super) fn is_open(&self, entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
        let Some(trust) = self.trust(candidate).filter(|trust| *trust != Trust::Said) else {
            return true;
        };
        let same_date = entry.date.is_some_and(|date| candidate.has_date(date));
        same_date && agrees(entry, candidate, trust)
    }

    /// The match with the rule named, if it took part.
    pub(super) fn matched(&self, matched: Match, candidate: &Candidate<'_>) -> Match {
        let why = match self.trust(candidate) {
            None => return matched,
            Some(Trust::Said) => "the same URL but for what you said to drop",
            Some(Trust::Neutral) => {
                "the same URL but for what a learned rule drops, the same date, and title or text agree"
            }
            Some(Trust::Volatile) => "the same date and title at a URL that is no address",
        };
        Match { rule: Rule::UrlRule, why }
    }
}

fn agrees(entry: &Entry<'_>, candidate: &Candidate<'_>, trust: Trust) -> bool {
    let texts = candidate.texts(entry);
    let same_title = entry.title == candidate.title && texts != Verdict::Contradict;
    same_title || (trust == Trust::Neutral && texts == Verdict::Agree)
}

/// Whether an entry at a candidate's shortened URL is certainly another article: neither title
/// nor text speaks for it, or the texts speak against it.
pub(super) fn contradicts(entry: &Entry<'_>, candidate: &Candidate<'_>) -> bool {
    match candidate.texts(entry) {
        Verdict::Contradict => true,
        Verdict::Agree | Verdict::Unclear => false,
        Verdict::Unusable => entry.title != candidate.title,
    }
}
