//! A URL as a feed gave it in, the key by which two addresses of one page are equal out.
//!
//! The key is for comparison only: what is shown and opened stays as the feed gave it. Rules
//! are data, one line a rule with its source: `parameters` (names that never select a text),
//! `sites` (names and forms of single sites), `wrappers` (addresses that carry another).
//! What merely looks alike (`m.` hosts, `/amp/`, `index.html`, letter case of paths) is left
//! apart on purpose: such pairs need evidence beyond the URL. What a person says of a host's
//! parameters, and what was learnt of them from feeds, comes on top (`rules`).

mod address;
mod escapes;
mod fragment;
mod parameters;
pub(super) mod parts;
mod rules;
mod session;
mod sites;
#[cfg(test)]
mod tests;
mod wrappers;

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Draft, Shortened, UrlKey};
use address::{Address, Read};
pub use rules::{Rules, rule_host, rule_param, unasked};
pub use sites::names_of as builtin_parameters;

/// The version of the rules. A store that holds keys of another version computes them anew.
pub const KEY_VERSION: u32 = 2;

/// Rules of sites may feed each other (a host is renamed, then its parameters are known); two
/// rounds have been enough for every rule there is, the rest is a margin.
const ROUNDS: usize = 4;

/// What is known about where a URL was found; some rules depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// The host of the feed's own address.
    pub feed_host: Option<&'a str>,
    /// The host of the web site the feed belongs to.
    pub site_host: Option<&'a str>,
    /// The entry's own guid: it says whether an unknown host is a Medium publication.
    pub guid: Option<&'a str>,
    /// Rules about the parameters of single hosts, a person's and learnt ones.
    pub rules: Option<&'a Rules>,
}

impl Scope<'_> {
    /// Whether a person said to keep a parameter of this host.
    fn keeps(&self, host: &str, name: &str) -> bool {
        self.rules.is_some_and(|rules| rules.keeps(host, name))
    }
}

/// One change that was made on the way from a URL to its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What was changed, e.g. ``dropped `utm_source` ``.
    pub change: String,
    /// The rule that says so, e.g. `Google Analytics campaign`.
    pub rule: Cow<'static, str>,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.change, self.rule)
    }
}

/// A URL, its key, and every step between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The URL as given.
    pub url: String,
    /// What it is compared by; `None` if it is no URL.
    pub key: Option<UrlKey>,
    /// What changed on the way, in order.
    pub steps: Vec<Step>,
}

/// Steps as they happen, or nothing where nobody asks.
struct Trace(Option<Vec<Step>>);

impl Trace {
    fn note(&mut self, rule: &'static str, change: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.0 {
            steps.push(Step { change: change(), rule: rule.into() });
        }
    }

    /// An empty trace for steps that may turn out not to have been taken.
    fn branch(&self) -> Self {
        Self(self.0.as_ref().map(|_| Vec::new()))
    }

    fn append(&mut self, branch: Self) {
        if let (Some(steps), Some(more)) = (&mut self.0, branch.0) {
            steps.extend(more);
        }
    }
}

/// What a URL is compared by; `None` if it is empty or cannot be read as an absolute URL.
pub fn key(url: &str, scope: &Scope<'_>) -> Option<UrlKey> {
    keyed(url, scope, &mut Trace(None)).map(|(key, _)| key)
}

/// The key, and what rules about its host took out of it.
pub fn shortened_key(url: &str, scope: &Scope<'_>) -> Option<(UrlKey, Option<Shortened>)> {
    keyed(url, scope, &mut Trace(None))
}

/// The same key, with every step that led to it.
pub fn explain(url: &str, scope: &Scope<'_>) -> Explained {
    let mut trace = Trace(Some(Vec::new()));
    let key = keyed(url, scope, &mut trace).map(|(key, _)| key);
    Explained { url: url.to_owned(), key, steps: trace.0.unwrap_or_default() }
}

/// Fills the URL key of each entry from its page, or else from its first enclosure.
pub fn assign_keys(drafts: &mut [Draft], scope: &Scope<'_>) {
    for draft in drafts {
        let scope = Scope { guid: draft.guid.as_deref(), ..*scope };
        let page = draft.url.as_deref().and_then(|url| shortened_key(url, &scope));
        let file = || shortened_key(&draft.enclosures.first()?.url, &scope);
        let (key, shortened) = page.or_else(file).unzip();
        draft.url_key = key;
        draft.shortened = shortened.flatten().map(Box::new);
    }
}

/// The host of a URL in the form in which keys hold it: lower case, no `www.` before a site's
/// own domain, no final dot. For filling a [`Scope`].
pub fn host(url: &str) -> Option<String> {
    match address::read(url, &Scope::default(), &mut Trace(None))? {
        Read::Web(address) => Some(address.host),
        Read::Other(_) => None,
    }
}

fn keyed(url: &str, scope: &Scope<'_>, trace: &mut Trace) -> Option<(UrlKey, Option<Shortened>)> {
    let full = reduce(url, scope, trace)?;
    let shorter = scope.rules.and_then(|rules| rules.shorten(&full));
    let Some((key, shortened, steps)) = shorter else { return Some((full, None)) };
    if let Some(trace) = &mut trace.0 {
        trace.extend(steps);
    }
    Some((key, Some(shortened)))
}

fn reduce(url: &str, scope: &Scope<'_>, trace: &mut Trace) -> Option<UrlKey> {
    let address = match address::read(url, scope, trace)? {
        Read::Web(address) => address,
        Read::Other(text) => return Some(UrlKey(text)),
    };
    let mut address = wrappers::open(address, scope, trace);
    for _ in 0..ROUNDS {
        let before = address.clone();
        parameters::drop_markers(&mut address, scope, trace);
        sites::apply(&mut address, scope, trace);
        fragment::settle(&mut address, trace);
        if address == before {
            break;
        }
    }
    address.sort_query(trace);
    Some(UrlKey(address.render()))
}

impl Address {
    /// Applies every rule that is safe on any host.
    fn settle(&mut self, scope: &Scope<'_>, trace: &mut Trace) {
        self.path = session::strip(&self.path, trace);
        self.drop_trailing_slash(trace);
        parameters::drop_trackers(self, scope, trace);
        fragment::settle(self, trace);
    }
}
