//! Rules about the URL parameters of single hosts: what fetches teach, and a person's word.

use super::{Origin, StoreError};
use crate::model::{Learning, RuleName, Timestamp, UrlEvidence, UrlRule, UrlVerdict};

/// A key, and the same before rules about its host took anything out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BothKeys {
    /// What URLs are compared by.
    pub key: String,
    /// The same with all its parameters.
    pub full: String,
}

/// Computes both keys of a URL; `None` if it has none.
pub type MakeBothKeys<'a> = &'a dyn Fn(&Origin) -> Option<BothKeys>;

/// Chooses, among the rules of one host, those that were learnt and may hold without being
/// asked for; pure.
pub type Choose<'a> = &'a dyn Fn(&[UrlRule]) -> Vec<RuleName>;

/// What became of a person's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It holds.
    Done,
    /// It was said before.
    Already,
    /// The parameter is to be kept, which counts for more; since then.
    Kept(Timestamp),
}

/// The part of a store that knows rules about URL parameters. A rule that changes makes the keys
/// of its host's articles stale until [`UrlRules::bring_host_keys_up`]; the articles are found
/// all the same, by their other names.
pub trait UrlRules {
    /// All rules, by host, pattern and parameter.
    fn url_rules(&mut self) -> Result<Vec<UrlRule>, StoreError>;

    /// What is kept of the evidence for and against a rule, oldest first.
    fn url_evidence(&mut self, rule: &RuleName) -> Result<Vec<UrlEvidence>, StoreError>;

    /// Sets what is done with what is learnt. Where that changes, rules that nobody accepted
    /// are proposed once more.
    fn set_learning(&mut self, learning: Learning) -> Result<(), StoreError>;

    /// Decides on rules that were learnt since the last time; those that now hold. Each host's
    /// go into the operation log.
    fn decide_url_rules(
        &mut self,
        choose: Choose<'_>,
        now: Timestamp,
    ) -> Result<Vec<UrlRule>, StoreError>;

    /// Keeps ([`UrlVerdict::Identity`]) or drops ([`UrlVerdict::Neutral`]) a parameter of a host,
    /// whatever stands beside it. Goes into the operation log.
    fn say_of_url(
        &mut self,
        host: &str,
        param: &str,
        verdict: UrlVerdict,
        now: Timestamp,
    ) -> Result<Said, StoreError>;

    /// Lets proposed rules hold, of one host and parameter or of all; which. Goes into the
    /// operation log.
    fn accept_url_rules(
        &mut self,
        host: Option<&str>,
        param: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<UrlRule>, StoreError>;

    /// Forgets what was learnt and said of a host; how many rules. Goes into the operation log.
    fn reset_url_rules(&mut self, host: &str, now: Timestamp) -> Result<usize, StoreError>;

    /// Computes the keys of hosts anew whose rules have changed, in one transaction; how many
    /// keys changed. Articles that come to share a key stay apart.
    fn bring_host_keys_up(&mut self, keys: MakeBothKeys<'_>) -> Result<usize, StoreError>;

    /// Whether there are such hosts.
    fn has_stale_hosts(&mut self) -> Result<bool, StoreError>;
}
