//! An address in, the lane in which its requests take turns out: usually its host, or the
//! platform that serves many hosts.

use std::time::Duration;

use reqwest::header::HeaderMap;
use url::Url;

use super::address::{self, Reach};
use super::source::{self, Source};
use super::{Policy, Request};
use crate::model::Turn;

/// A platform whose hosts share one patience.
struct Platform {
    /// The lane's name.
    name: &'static str,
    /// Domains, with everything below them.
    domains: &'static [&'static str],
    /// A response header, and what is in it, by which its custom domains give themselves away.
    header: Option<(&'static str, &'static str)>,
    /// The time between two starts, in seconds, if longer than the policy's.
    spacing: u64,
    /// How long a feed waits for its turn in one run, in seconds, if shorter than the policy's.
    patience: u64,
}

/// For platforms whose spacing makes no run long.
const AS_ALL: u64 = u64::MAX;

const PLATFORMS: &[Platform] = &[
    // Custom domains of publications are served by the same edge and count together.
    Platform {
        name: "medium.com",
        domains: &["medium.com", "netflixtechblog.com", "levelup.gitconnected.com"],
        header: Some(("medium-fulfilled-by", "")),
        spacing: 1,
        patience: AS_ALL,
    },
    Platform {
        name: "substack.com",
        domains: &["substack.com"],
        header: Some(("x-cluster", "substack")),
        spacing: 1,
        patience: AS_ALL,
    },
    Platform {
        name: "wordpress.com",
        domains: &["wordpress.com"],
        header: Some(("host-header", "wordpress.com")),
        spacing: 1,
        patience: AS_ALL,
    },
    Platform {
        name: "blogger.com",
        domains: &["blogspot.com", "blogger.com"],
        header: None,
        spacing: 1,
        patience: AS_ALL,
    },
    Platform {
        name: "tumblr.com",
        domains: &["tumblr.com"],
        header: Some(("x-tumblr-user", "")),
        spacing: 2,
        patience: AS_ALL,
    },
    // About one feed a minute and address is let through since mid-2026; the rest gets 403 or
    // 429 without Retry-After. Five in a run, so that none takes an hour.
    Platform {
        name: "reddit.com",
        domains: &["reddit.com"],
        header: None,
        spacing: 60,
        patience: 240,
    },
    // A burst of 34 release feeds was answered 429.
    Platform {
        name: "github.com",
        domains: &["github.com"],
        header: None,
        spacing: 2,
        patience: AS_ALL,
    },
    Platform {
        name: "openrss.org",
        domains: &["openrss.org"],
        header: None,
        spacing: 2,
        patience: AS_ALL,
    },
];

/// In which lane a feed queues and how it moves there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Feeds with the same name share the lane: a host, or a platform of many hosts.
    pub name: String,
    /// The time between two starts; zero on private hosts.
    pub spacing: Duration,
    /// How long a feed waits for its turn in one run before it is left to the next.
    pub patience: Duration,
    /// Whether it leads into a private network or to no network: exempt from spacing and from
    /// pauses, since one route of a local bridge must not stall the others.
    pub private: bool,
}

impl Lane {
    fn private(name: String) -> Self {
        Self { name, spacing: Duration::ZERO, patience: Duration::MAX, private: true }
    }

    /// The wish to start a request here, after waiting for so long already; none where nothing
    /// is spaced.
    pub(super) fn turn(&self, waited: Duration) -> Option<Turn> {
        let patience = self.patience.saturating_sub(waited);
        let turn = Turn { lane: self.name.clone(), spacing: self.spacing, patience };
        (!self.private).then_some(turn)
    }
}

/// The lane in which this request would queue, for showing a plan.
pub fn lane_of(request: &Request, policy: &Policy) -> Lane {
    of_source(request, source::parse(&request.url).ok().as_ref(), policy)
}

/// The lane of a request whose source is known.
pub(super) fn of_source(request: &Request, source: Option<&Source>, policy: &Policy) -> Lane {
    let own = |name: &str| Lane::private(name.to_owned());
    match source {
        Some(Source::Http(url)) => lane(url, request.platform.as_deref(), request.public, policy),
        // Programs share the machine, two at a time; files need no turn.
        Some(Source::Exec(_)) => own("exec:"),
        Some(Source::File(_)) | None => own(&request.url),
    }
}

/// The lane for this address. `platform` is the one that served it last time, `public` whether
/// its host was seen to be on the public network.
pub(super) fn lane(
    url: &Url,
    platform: Option<&str>,
    public: Option<bool>,
    policy: &Policy,
) -> Lane {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let inside = address::reach_of_host(url).map(|reach| reach != Reach::Public);
    if policy.exempt_private && inside.unwrap_or(public == Some(false)) {
        // Ports of a private host are different services.
        let name = address::host_and_port(url);
        return Lane::private(name);
    }
    let known = PLATFORMS.iter().find(|known| {
        platform == Some(known.name) || known.domains.iter().any(|domain| is_within(&host, domain))
    });
    let (spacing, patience) = known.map_or((0, AS_ALL), |known| (known.spacing, known.patience));
    Lane {
        name: known.map_or(host, |known| known.name.to_owned()),
        spacing: policy.spacing.max(Duration::from_secs(spacing)),
        patience: policy.patience.min(Duration::from_secs(patience)),
        private: false,
    }
}

/// The platform that wrote this head, where it gives itself away.
pub(super) fn platform(headers: &HeaderMap) -> Option<&'static str> {
    let shows = |(name, word): (&str, &str)| {
        headers.get(name).is_some_and(|value| {
            String::from_utf8_lossy(value.as_bytes()).to_lowercase().contains(word)
        })
    };
    PLATFORMS.iter().find(|known| known.header.is_some_and(shows)).map(|known| known.name)
}

/// Whether `host` is this domain or below it.
pub(super) fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_platform_share_a_lane() {
        let policy = Policy::default();
        for (url, platform, public, expected, spacing) in [
            ("https://medium.com/feed/x", None, None, "medium.com", 1),
            ("https://blog.medium.com/feed", None, None, "medium.com", 1),
            ("https://notmedium.com/feed", None, None, "notmedium.com", 1),
            ("https://eng.example/feed", Some("medium.com"), Some(true), "medium.com", 1),
            ("https://old.reddit.com/r/rust/.rss", None, None, "reddit.com", 60),
            ("https://Blog.Example.:8443/feed", None, None, "blog.example", 1),
            ("http://127.0.0.1:1200/a", None, None, "127.0.0.1:1200", 0),
            ("http://bridge/a", None, None, "bridge", 0),
            ("http://bridge.example/a", None, Some(false), "bridge.example", 0),
        ] {
            let url = Url::parse(url).expect("a URL");
            let lane = lane(&url, platform, public, &policy);
            assert_eq!((&*lane.name, lane.spacing.as_secs()), (expected, spacing), "{url}");
            assert_eq!(lane.private, spacing == 0, "{url}");
        }
    }
}
