//! Rules about the URL parameters of single hosts: what was seen of a parameter, what follows
//! from it, and what a person says.
//!
//! A parameter of a host is judged apart for every set of names it stands among (its pattern):
//! `id` beside `page` may be another thing than `id` alone.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Seq, Timestamp, UrlKey};

/// Which parameter a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleName {
    /// The host as keys spell it.
    pub host: String,
    /// The names in the query, each once, sorted, with `&` between; [`RuleName::ANY`] for all.
    pub pattern: String,
    /// The parameter.
    pub param: String,
}

impl RuleName {
    /// The pattern of a rule that holds whatever stands beside the parameter.
    pub const ANY: &'static str = "*";
}

/// What a parameter is to the address it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UrlVerdict {
    /// Too little was seen: it stays.
    #[default]
    Unknown,
    /// It says nothing about the article: it is dropped.
    Neutral,
    /// It selects the article: it stays.
    Identity,
    /// It tells articles of one document apart and is another at every fetch, so the URL is no
    /// address: it is dropped, and title and exact date decide.
    Volatile,
}

impl UrlVerdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::Neutral, Self::Identity, Self::Volatile];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Neutral => "neutral",
            Self::Identity => "identity",
            Self::Volatile => "volatile",
        }
    }

    /// Whether the parameter goes where the rule holds.
    pub fn drops(self) -> bool {
        matches!(self, Self::Neutral | Self::Volatile)
    }
}

/// Whose a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSource {
    /// The program's own, from a vendor's documents.
    Builtin,
    /// A person's word.
    User,
    /// Learnt from what feeds showed.
    Learned,
}

impl RuleSource {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Builtin, Self::User, Self::Learned];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Builtin => "builtin",
            Self::User => "user",
            Self::Learned => "learned",
        }
    }
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleState {
    /// It holds.
    Active,
    /// It would drop a parameter, and waits for a person or for learning to be on.
    Proposed,
    /// It changes nothing: its verdict is to keep, or it was contradicted.
    Off,
}

impl RuleState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Proposed, Self::Off];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Proposed => "proposed",
            Self::Off => "off",
        }
    }
}

/// What is done with what is learnt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learning {
    /// Nothing is learnt, and nothing learnt holds but what a person accepted.
    Off,
    /// Rules are learnt and shown; only accepted ones hold.
    #[default]
    Suggest,
    /// Rules hold once they are learnt.
    On,
}

/// Articles that must agree before a parameter is taken to say nothing.
const ENOUGH_ARTICLES: u32 = 5;
/// Values it must have had.
const ENOUGH_VALUES: u32 = 2;
/// Documents they must have been seen in.
const ENOUGH_DOCUMENTS: u32 = 2;

/// Examples kept for and against a rule, each. Against one, a single observation decides, and a
/// parameter that selects articles gives one with every document; for one, the first and the
/// latest are kept.
pub const EXAMPLES: usize = 10;

/// What was seen of a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Articles that stayed what they were under another value.
    pub agree: u32,
    /// Pairs of articles that differ in nothing but its value; counted as far as they are kept.
    pub contradict: u32,
    /// Different values of the articles that agree.
    pub values: u32,
    /// Documents in which they were seen.
    pub documents: u32,
}

impl Tally {
    /// What follows. One contradiction is enough: the samples are small, and a false merge costs
    /// an article where a twin costs a second look.
    pub fn verdict(self) -> UrlVerdict {
        let varies = self.agree >= ENOUGH_ARTICLES
            && self.values >= ENOUGH_VALUES
            && self.documents >= ENOUGH_DOCUMENTS;
        match (self.contradict, varies) {
            (0, false) => UrlVerdict::Unknown,
            (0, true) => UrlVerdict::Neutral,
            (_, false) => UrlVerdict::Identity,
            (_, true) => UrlVerdict::Volatile,
        }
    }

    /// The share of wrong merges that the agreeing articles cannot rule out, with 95 % certainty
    /// (one minus the n-th root of 0.05); `None` where nothing agrees, or something contradicts.
    pub fn error_bound(self) -> Option<f64> {
        let is_clean = self.agree > 0 && self.contradict == 0;
        is_clean.then(|| 1.0 - 0.05_f64.powf(1.0 / f64::from(self.agree)))
    }

    /// Counts an observation, given what is kept of earlier ones; what becomes of it as an
    /// example.
    pub fn count(&mut self, kept: &[UrlEvidence], seen: &Observation, at: Timestamp) -> Keep {
        if seen.agrees { self.agreement(kept, seen, at) } else { self.contradiction(kept, seen) }
    }

    /// An article counts once, however often it comes under one more value.
    fn agreement(&mut self, kept: &[UrlEvidence], seen: &Observation, at: Timestamp) -> Keep {
        let examples: Vec<&UrlEvidence> = kept.iter().filter(|one| one.agrees).collect();
        let is_full = examples.len() >= EXAMPLES;
        if examples.iter().any(|one| one.article == seen.article) || (is_full && !seen.first) {
            return Keep::Nothing;
        }
        let param = &seen.rule.param;
        let values = |one: &UrlEvidence| {
            [value(&one.urls.0, param).to_owned(), value(&one.urls.1, param).to_owned()]
        };
        let known: Vec<String> = examples.iter().flat_map(|one| values(one)).collect();
        let (a, b) = (value(&seen.urls.0, param), value(&seen.urls.1, param));
        self.values += u32::from(!known.iter().any(|value| value == a));
        self.values += u32::from(a != b && !known.iter().any(|value| value == b));
        // The document before counts too, once.
        self.documents += u32::from(examples.is_empty());
        self.documents += u32::from(examples.iter().all(|one| one.seen != at));
        self.agree += 1;
        if is_full { Keep::InPlaceOfTheLatest } else { Keep::Beside }
    }

    fn contradiction(&mut self, kept: &[UrlEvidence], seen: &Observation) -> Keep {
        let mut examples = kept.iter().filter(|one| !one.agrees);
        let flipped = (seen.urls.1.clone(), seen.urls.0.clone());
        if examples.clone().count() >= EXAMPLES
            || examples.any(|one| one.urls == seen.urls || one.urls == flipped)
        {
            return Keep::Nothing;
        }
        self.contradict += 1;
        Keep::Beside
    }
}

/// The value of a parameter in a key; empty if it has none.
fn value<'k>(key: &'k str, param: &str) -> &'k str {
    let query = key.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let mut pieces = query.split('&').map(|piece| piece.split_once('=').unwrap_or((piece, "")));
    pieces.find(|(name, _)| *name == param).map_or("", |(_, value)| value)
}

/// What becomes of an observation as an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It says nothing new.
    Nothing,
    /// It is kept beside the others.
    Beside,
    /// It is kept in place of the latest of its kind.
    InPlaceOfTheLatest,
}

/// Two URLs that differ in one parameter, and whether they are one article's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The parameter.
    pub rule: RuleName,
    /// Whether both are one article's, by evidence other than the URL.
    pub agrees: bool,
    /// The stored article that one of them is; `None` for two entries of one document.
    pub article: Option<Seq>,
    /// The two keys.
    pub urls: (String, String),
    /// Whether the article was never seen under another value before.
    pub first: bool,
}

/// An observation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrlEvidence {
    /// Whether it speaks for dropping the parameter.
    pub agrees: bool,
    /// The stored article it is about.
    pub article: Option<Seq>,
    /// Its public name, if it is still there.
    pub id: Option<ArticleId>,
    /// The two keys.
    pub urls: (String, String),
    /// When it was seen.
    pub seen: Timestamp,
}

/// A rule with what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrlRule {
    /// Which parameter.
    pub name: RuleName,
    /// What it is.
    pub verdict: UrlVerdict,
    /// Whose word that is.
    pub source: RuleSource,
    /// Whether the rule holds.
    pub state: RuleState,
    /// What was seen.
    pub tally: Tally,
    /// When it was first seen, or said.
    pub first_seen: Timestamp,
    /// When it came to its state.
    pub decided: Option<Timestamp>,
    /// When a person accepted it.
    pub accepted: Option<Timestamp>,
}

impl UrlRule {
    /// A rule about a parameter that was not seen before.
    pub fn unknown(name: RuleName, now: Timestamp) -> Self {
        Self {
            name,
            verdict: UrlVerdict::Unknown,
            source: RuleSource::Learned,
            state: RuleState::Off,
            tally: Tally::default(),
            first_seen: now,
            decided: None,
            accepted: None,
        }
    }

    /// Counts an observation and follows the verdict; what becomes of it as an example. A rule
    /// that holds and is contradicted holds no more, at once and until somebody says otherwise;
    /// one that would now drop its parameter waits to be decided on.
    pub fn learn(&mut self, kept: &[UrlEvidence], seen: &Observation, now: Timestamp) -> Keep {
        let keep = self.tally.count(kept, seen, now);
        let verdict = self.tally.verdict();
        if verdict != self.verdict {
            self.verdict = verdict;
            let waits = verdict.drops() && self.state != RuleState::Active;
            self.state = if waits { RuleState::Proposed } else { RuleState::Off };
            self.decided = (!waits).then_some(now);
            self.accepted = None;
        }
        keep
    }
}

/// How far a rule that shortened a key is trusted, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// A person said so: the key is as good as any.
    Said,
    /// Learnt to say nothing: date, and title or text, must agree as well.
    Neutral,
    /// Learnt to be another every time: date and title must agree as well.
    Volatile,
}

/// What rules about its host took out of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortened {
    /// The key as it was.
    pub full: UrlKey,
    /// The rules that took part.
    pub rules: Vec<RuleName>,
    /// How far the least of them is trusted.
    pub trust: Trust,
}
