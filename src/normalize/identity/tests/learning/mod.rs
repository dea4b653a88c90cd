//! What documents teach about URL parameters, and what rules learnt from them do.

mod properties;
mod simulation;
mod table;

use std::collections::BTreeMap;

use crate::model::{
    Draft, KeepEvidence, Observation, Resolution, RuleName, RuleState, UrlEvidence, UrlRule,
};
use crate::normalize::url::{Rules, unasked};

use super::store::{Store, minute};

/// A reader that learns: a store, and what a real one keeps about URL parameters.
#[derive(Default)]
struct Pupil {
    store: Store,
    rules: BTreeMap<RuleName, (UrlRule, Vec<UrlEvidence>)>,
    fetches: i64,
}

impl Pupil {
    /// Takes in one document of a feed, and what it shows.
    fn fetch(&mut self, feed: i64, drafts: &[Draft]) -> Resolution {
        self.fetches += 1;
        // An hour apart, long after anything was published.
        let now = 5_000_000 + self.fetches * 60;
        let resolution = self.store.fetch(feed, now, drafts);
        for seen in &resolution.observed {
            self.take_in(seen, now);
        }
        resolution
    }

    fn take_in(&mut self, seen: &Observation, now: i64) {
        let now = minute(now);
        let unknown = || (UrlRule::unknown(seen.rule.clone(), now), Vec::new());
        let (rule, kept) = self.rules.entry(seen.rule.clone()).or_insert_with(unknown);
        let held = rule.state == RuleState::Active;
        let keep = rule.learn(kept, seen, now);
        if keep == KeepEvidence::InPlaceOfTheLatest {
            let latest = kept.iter().rposition(|one| one.agrees).expect("as many as are kept");
            kept.remove(latest);
        }
        if keep != KeepEvidence::Nothing {
            kept.push(UrlEvidence {
                agrees: seen.agrees,
                article: seen.article,
                id: None,
                urls: seen.urls.clone(),
                seen: now,
            });
        }
        if held && rule.state != RuleState::Active {
            self.follow();
        }
    }

    /// Lets rules hold as they may without being asked for, as at the end of a run.
    fn take_on(&mut self) {
        let waits = |rule: &UrlRule| rule.state == RuleState::Proposed && rule.decided.is_none();
        if !self.rules.values().any(|(rule, _)| waits(rule)) {
            return;
        }
        let all: Vec<UrlRule> = self.rules.values().map(|(rule, _)| rule.clone()).collect();
        let mut hosts: Vec<&str> = all.iter().map(|rule| rule.name.host.as_str()).collect();
        hosts.dedup();
        for host in hosts {
            let of_host: Vec<UrlRule> =
                all.iter().filter(|rule| rule.name.host == host).cloned().collect();
            let chosen = unasked(&of_host);
            for rule in of_host.iter().filter(|rule| waits(rule)) {
                let (kept, _) = self.rules.get_mut(&rule.name).expect("it is one of them");
                kept.decided = Some(minute(self.fetches));
                if chosen.contains(&rule.name) {
                    kept.state = RuleState::Active;
                }
            }
        }
        self.follow();
    }

    fn follow(&mut self) {
        let all: Vec<UrlRule> = self.rules.values().map(|(rule, _)| rule.clone()).collect();
        self.store.follow(Rules::of(&all));
    }

    /// The rule about a parameter among these names.
    fn rule(&self, pattern: &str, param: &str) -> Option<&UrlRule> {
        let mut found = self.rules.values().map(|(rule, _)| rule);
        found.find(|rule| rule.name.pattern == pattern && rule.name.param == param)
    }
}
