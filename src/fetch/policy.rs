//! How fetching behaves: every knob with its default and its unit, filled in once by whoever
//! reads the configuration.

use std::path::PathBuf;
use std::time::Duration;

use super::proxy::Proxies;
use crate::model::Republish;

/// Whether addresses inside private networks (loopback, LAN, link-local) may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrivateNetworks {
    /// Never, not even when the user subscribed to one.
    Never,
    /// Where the user subscribed to one; never because a public server points there.
    #[default]
    Subscribed,
    /// Always, even by redirect from a public server.
    Always,
}

/// Everything fetching can be told. Frozen for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What servers are told we are: product, version and a way to reach the makers.
    pub user_agent: String,
    /// Requests in flight at once, over all hosts.
    pub jobs: usize,
    /// Connections to one host at once.
    pub per_host: usize,
    /// A private host asked for at most so many feeds in a run is asked for all of them at once.
    pub private_burst: usize,
    /// Whether private hosts are exempt from spacing; off, they are asked like public ones.
    pub exempt_private: bool,
    /// The time between two starts on one public host.
    pub spacing: Duration,
    /// How long a feed waits for its host's turn in one run before it is left to the next run.
    pub patience: Duration,
    /// The time to look up a name and to connect, TLS included; each.
    pub connect_timeout: Duration,
    /// The time until the head of an answer is there.
    pub first_byte_timeout: Duration,
    /// The time between two pieces of a body.
    pub idle_timeout: Duration,
    /// The time for all of it: redirects, head and body.
    pub total_timeout: Duration,
    /// The largest body, in bytes, before and after decoding.
    pub max_body: u64,
    /// Redirects followed for one feed.
    pub max_redirects: usize,
    /// Bytes of bodies that may wait to be taken in or be on their way.
    pub queue: usize,
    /// The rule for private addresses.
    pub private_networks: PrivateNetworks,
    /// The proxies, of all feeds that have none of their own.
    pub proxies: Proxies,
    /// What becomes of an article that a feed publishes anew.
    pub on_republish: Republish,
    /// The user's home, for `~/` in the paths of credentials.
    pub home: Option<PathBuf>,
    /// When to ask again.
    pub schedule: SchedulePolicy,
}

/// The bounds of the schedule; all in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchedulePolicy {
    /// A fixed time between checks for every feed without its own; `None` for each its rhythm.
    pub interval: Option<u64>,
    /// Never ask a feed more often than this.
    pub floor: u64,
    /// So much earlier is still on time: cron never fires to the second.
    pub tolerance: u64,
    /// The longest wait that the feed's rhythm alone can cause while it is alive.
    pub slowest: u64,
    /// The wait after `quiet_after` without anything new.
    pub quiet: u64,
    /// Silence that makes a feed quiet.
    pub quiet_after: u64,
    /// The wait after `dormant_after` without anything new.
    pub dormant: u64,
    /// Silence that makes a feed dormant.
    pub dormant_after: u64,
    /// The wait for a feed without validators, unless its window turns over sooner.
    pub unconditional: u64,
    /// The longest wait a lifetime, a ttl or a Retry-After can cause.
    pub longest: u64,
    /// The longest wait that failures alone cause.
    pub longest_backoff: u64,
    /// How long hours and days to skip can hold a feed back.
    pub longest_skip: u64,
    /// A permanent redirect is believed after a second success at least so much later.
    pub probation: u64,
}

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Chosen by replaying histories of publishers (`benches/polling.rs`): nothing lost, fewer than
/// five requests a day and feed over a usual list, and no slow blog later than by asking every
/// twelve hours.
impl Default for SchedulePolicy {
    fn default() -> Self {
        Self {
            interval: None,
            floor: HOUR,
            tolerance: 100,
            slowest: 5 * HOUR,
            quiet: 8 * HOUR,
            quiet_after: 7 * DAY,
            dormant: DAY,
            dormant_after: 30 * DAY,
            unconditional: 12 * HOUR,
            longest: 7 * DAY,
            longest_backoff: DAY,
            longest_skip: 3 * DAY,
            probation: 20 * HOUR,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            user_agent: Self::user_agent_of(None),
            jobs: 512,
            per_host: 2,
            private_burst: 4,
            exempt_private: true,
            spacing: Duration::from_secs(1),
            patience: Duration::from_secs(600),
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_secs(45),
            max_body: 32 << 20,
            max_redirects: 10,
            queue: 32 << 20,
            private_networks: PrivateNetworks::default(),
            proxies: Proxies::default(),
            on_republish: Republish::Ignore,
            home: None,
            schedule: SchedulePolicy::default(),
        }
    }
}

impl Policy {
    /// The project's page, which tells a puzzled server administrator who is asking.
    const HOME: &'static str = env!("CARGO_PKG_HOMEPAGE");

    /// The user agent with the user's own contact (a URL or mail address) beside the program's.
    pub fn user_agent_of(contact: Option<&str>) -> String {
        let product = concat!("tidings/", env!("CARGO_PKG_VERSION"));
        match contact.map(|text| super::plain::harmless(text, 100)).filter(|text| !text.is_empty())
        {
            Some(contact) => format!("{product} (+{}; {contact})", Self::HOME),
            None => format!("{product} (+{})", Self::HOME),
        }
    }
}
