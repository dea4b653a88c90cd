//! What `urls` prints: rules about URL parameters with what led to them.

mod shown;

use serde::Serialize;

use super::json::SCHEMA_VERSION;
use crate::model::{ArticleId, RuleName, Tally, Timestamp, UrlEvidence, UrlRule};

pub use shown::{list, show};

/// A document of rules: `{"schema_version":1,"rules":[…]}`.
#[derive(Clone, Debug, Serialize)]
pub struct UrlRulesDocument<'a> {
    schema_version: u32,
    rules: &'a [UrlRuleRow],
}

impl<'a> UrlRulesDocument<'a> {
    /// The document of these rules.
    pub fn of(rules: &'a [UrlRuleRow]) -> Self {
        Self { schema_version: SCHEMA_VERSION, rules }
    }
}

/// A rule, as `urls` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UrlRuleRow {
    /// The host.
    pub host: String,
    /// The parameter.
    pub param: String,
    /// The names in the query, each once, sorted, with `&` between; `*` for any.
    pub pattern: String,
    /// `unknown`, `neutral`, `identity` or `volatile`.
    pub verdict: &'static str,
    /// `builtin`, `user` or `learned`.
    pub source: &'static str,
    /// `active`, `proposed` or `off`.
    pub state: &'static str,
    /// Articles that stayed what they were under another value.
    pub agree: u32,
    /// Pairs of articles that differ in nothing but its value.
    pub contradict: u32,
    /// Values of the articles that agree.
    pub values: u32,
    /// Documents they were seen in.
    pub documents: u32,
    /// The share of wrong merges that the agreeing articles cannot rule out, with 95 % certainty.
    pub error_bound: Option<f64>,
    /// When it was first seen or said; `None` for the program's own.
    pub first_seen: Option<Timestamp>,
    /// When it came to its state.
    pub decided: Option<Timestamp>,
    /// When you accepted it.
    pub accepted: Option<Timestamp>,
    /// Why, for the program's own.
    pub why: Option<String>,
    /// What led to it, as far as it is kept, oldest first.
    pub examples: Vec<UrlExampleRow>,
}

/// Two URLs that differ in the parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UrlExampleRow {
    /// Whether they are one article's.
    pub agrees: bool,
    /// The article, if it is stored.
    pub article: Option<ArticleId>,
    /// What the two are compared by.
    pub urls: [String; 2],
    /// When that was seen.
    pub seen: Timestamp,
}

impl UrlRuleRow {
    /// A rule with its evidence.
    pub fn of(rule: &UrlRule, evidence: Vec<UrlEvidence>) -> Self {
        let RuleName { host, pattern, param } = rule.name.clone();
        let example = |one: UrlEvidence| UrlExampleRow {
            agrees: one.agrees,
            article: one.id,
            urls: [one.urls.0, one.urls.1],
            seen: one.seen,
        };
        Self {
            host,
            param,
            pattern,
            verdict: rule.verdict.name(),
            source: rule.source.name(),
            state: rule.state.name(),
            agree: rule.tally.agree,
            contradict: rule.tally.contradict,
            values: rule.tally.values,
            documents: rule.tally.documents,
            // Three digits: more would be a precision that the sample does not have.
            error_bound: rule.tally.error_bound().map(|bound| (bound * 1000.0).round() / 1000.0),
            first_seen: Some(rule.first_seen),
            decided: rule.decided,
            accepted: rule.accepted,
            why: None,
            examples: evidence.into_iter().map(example).collect(),
        }
    }

    /// What was counted.
    pub fn tally(&self) -> Tally {
        Tally {
            agree: self.agree,
            contradict: self.contradict,
            values: self.values,
            documents: self.documents,
        }
    }
}
