//! Rules about the parameters of single hosts in, keys without those that they drop out.
//!
//! A person's word counts before what was learnt, and that before the program's own lists; to
//! keep counts before to drop.

use std::collections::HashMap;

use super::{Scope, Step, parts::Parts};
use crate::model::{
    RuleName, RuleSource, RuleState, Shortened, Trust, UrlKey, UrlRule, UrlVerdict,
};

/// The rules that hold, by host.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    hosts: HashMap<String, Vec<UrlRule>>,
}

impl Rules {
    /// Takes those that hold.
    pub fn of(rules: &[UrlRule]) -> Self {
        let mut hosts: HashMap<String, Vec<UrlRule>> = HashMap::new();
        for rule in rules.iter().filter(|rule| rule.state == RuleState::Active) {
            hosts.entry(rule.name.host.clone()).or_default().push(rule.clone());
        }
        Self { hosts }
    }

    fn at(&self, host: &str) -> &[UrlRule] {
        self.hosts.get(host).map_or(&[], Vec::as_slice)
    }

    /// Whether a person said to keep a parameter, which overrides every list.
    pub(super) fn keeps(&self, host: &str, param: &str) -> bool {
        self.said(host, param).is_some_and(|rule| rule.verdict == UrlVerdict::Identity)
    }

    /// A person's word on a parameter.
    fn said(&self, host: &str, param: &str) -> Option<&UrlRule> {
        let about = |rule: &&UrlRule| {
            rule.source == RuleSource::User && rule.name.param.eq_ignore_ascii_case(param)
        };
        let mut said = self.at(host).iter().filter(about);
        let keep = said.clone().find(|rule| rule.verdict == UrlVerdict::Identity);
        keep.or_else(|| said.next())
    }

    /// The rule that drops a parameter, if one does.
    fn dropping(&self, host: &str, pattern: &str, param: &str) -> Option<&UrlRule> {
        let said = self.said(host, param);
        let learned = || {
            self.at(host).iter().find(|rule| {
                let RuleName { pattern: own, param: name, .. } = &rule.name;
                rule.source == RuleSource::Learned && own == pattern && name == param
            })
        };
        said.or_else(learned).filter(|rule| rule.verdict.drops())
    }

    /// Takes out of a key what rules drop; `None` if they drop nothing.
    pub(super) fn shorten(&self, key: &UrlKey) -> Option<(UrlKey, Shortened, Vec<Step>)> {
        if self.hosts.is_empty() {
            return None;
        }
        let parts = Parts::of(&key.0)?;
        if self.at(parts.host).is_empty() {
            return None;
        }
        let pattern = parts.pattern();
        let mut names: Vec<&str> = parts.names().collect();
        names.dedup();
        let dropped: Vec<(&str, &UrlRule)> = names
            .into_iter()
            .filter_map(|name| Some((name, self.dropping(parts.host, &pattern, name)?)))
            .collect();
        let trust = dropped.iter().map(|(_, rule)| trust(rule)).max()?;
        let short = parts.without(|name| dropped.iter().any(|(dropped, _)| *dropped == name));
        let shortened = Shortened {
            full: key.clone(),
            rules: dropped.iter().map(|(_, rule)| rule.name.clone()).collect(),
            trust,
        };
        let step = |(name, rule): &(&str, &UrlRule)| Step {
            change: format!("dropped `{}`", parts.named(name).join("&")),
            rule: in_words(rule).into(),
        };
        Some((UrlKey(short), shortened, dropped.iter().map(step).collect()))
    }
}

fn trust(rule: &UrlRule) -> Trust {
    match (rule.source, rule.verdict) {
        (RuleSource::Learned, UrlVerdict::Volatile) => Trust::Volatile,
        (RuleSource::Learned, _) => Trust::Neutral,
        _ => Trust::Said,
    }
}

/// Why a rule holds.
fn in_words(rule: &UrlRule) -> String {
    let since = rule.decided.unwrap_or(rule.first_seen).to_utc().format("%Y-%m-%d");
    if rule.source == RuleSource::User {
        return format!("user, since {since}");
    }
    let kind = if rule.verdict == UrlVerdict::Volatile { "learned as volatile" } else { "learned" };
    let articles = if rule.tally.agree == 1 { "article agrees" } else { "articles agree" };
    let contradict = if rule.tally.contradict == 1 { "contradicts" } else { "contradict" };
    format!(
        "{kind}, {} {articles}, {} {contradict}, since {since}",
        rule.tally.agree, rule.tally.contradict
    )
}

/// One rule in so many of a host may begin to hold at a time without being asked for.
const ONE_IN: usize = 5;

/// The rules of a host that were learnt since the last time and may hold at once: one, or one
/// in five. More of them together mean that something about the host has changed, and wait for
/// a person.
pub fn unasked(rules: &[UrlRule]) -> Vec<RuleName> {
    let learned = rules.iter().filter(|rule| rule.source == RuleSource::Learned).count();
    let new: Vec<RuleName> = rules
        .iter()
        .filter(|rule| {
            rule.source == RuleSource::Learned
                && rule.verdict.drops()
                && rule.state == RuleState::Proposed
                && rule.decided.is_none()
        })
        .map(|rule| rule.name.clone())
        .collect();
    if new.len() <= (learned / ONE_IN).max(1) { new } else { Vec::new() }
}

/// A host as keys spell it, from what a person types: a host or a URL of it.
pub fn rule_host(text: &str) -> Option<String> {
    let text = text.trim();
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    let key = super::key(&format!("https://{host}/"), &Scope::default())?;
    key.0.split('/').next().map(str::to_owned)
}

/// A parameter's name as keys spell it; `None` if the text is no name.
pub fn rule_param(text: &str) -> Option<String> {
    let text = text.trim();
    let is_name = !text.is_empty() && !text.contains(['=', '&', '?', '#', '/', ' ']);
    is_name.then(|| super::escapes::settle_query(text))
}
