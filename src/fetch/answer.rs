//! What fetching is asked and what it answers.

use std::time::Duration;

use crate::model::{Auth, Document, FeedId, FeedRecord, Hop, Validators};

use super::FetchError;

/// One feed to ask for: its address and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The subscription; comes back in the answer.
    pub feed: FeedId,
    /// An http(s) or file URL, an absolute path, or `exec:` and a command line.
    pub url: String,
    /// The validators of the newest stored body.
    pub validators: Validators,
    /// Where that body came from after redirects, if elsewhere than `url`.
    pub validated_url: Option<String>,
    /// Whether the host is known to be on the public network; `None` if never resolved. A name
    /// that was public once is not believed when it suddenly means a private address.
    pub public: Option<bool>,
    /// The platform that served it last time, where recognised: its feeds take turns together.
    pub platform: Option<String>,
    /// How long it took last time, in milliseconds: slow ones go first.
    pub expected_ms: Option<u64>,
    /// The total time it may take, instead of the policy's.
    pub timeout: Option<Duration>,
    /// A proxy of its own, or [`DIRECT`](crate::model::DIRECT).
    pub proxy: Option<String>,
    /// Speak HTTP/1.1 only.
    pub http1: bool,
    /// What opens it, instead of a user and password in the address. Sent to the subscribed
    /// origin only, never along redirects to another.
    pub auth: Option<Auth>,
}

impl Request {
    /// A first, unconditional request.
    pub fn new(feed: FeedId, url: impl Into<String>) -> Self {
        Self { feed, url: url.into(), ..Self::default() }
    }

    /// The next request for a stored feed.
    pub fn for_feed(record: &FeedRecord) -> Self {
        let options = &record.subscription.options;
        let state = &record.state;
        Self {
            validators: state.validators.clone(),
            validated_url: state.final_url.clone(),
            public: state.public,
            platform: state.platform.clone(),
            expected_ms: state.duration_ms,
            timeout: options.timeout.map(Duration::from_secs),
            proxy: options.proxy.clone(),
            http1: options.http1,
            auth: options.auth.clone(),
            ..Self::new(record.id, record.subscription.url.clone())
        }
    }
}

/// What came of one request. Every variant is a normal day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchOutcome {
    /// A document (200, 203, 226, a file, a program's output).
    Fetched(Document),
    /// 304: what is stored still holds. The validators it carried, which replace the stored ones
    /// if there are any.
    NotModified(Validators),
    /// The server asks to be left alone: 429, 503 with Retry-After, or a bot challenge.
    Refused(FetchError),
    /// 410: the feed is no more.
    Gone,
    /// Not asked in this run.
    Held(Hold),
    /// Everything else.
    Failed(FetchError),
}

/// Why a feed was not asked for although it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Its host answered 429 to another feed of this run.
    HostRefused,
    /// It was named, but its server has asked to be left alone for longer (Retry-After).
    RetryAfter,
    /// Its host's turn, or that of a host it redirects to, would have come too late in this run.
    TooManyBefore,
}

impl std::fmt::Display for Hold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::HostRefused => "its host asked to be left alone in this run",
            Self::RetryAfter => "its server asks to be left alone for longer",
            Self::TooManyBefore => "its turn at the host would have come too late in this run",
        })
    }
}

/// What is known after a feed was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The subscription of the request.
    pub feed: FeedId,
    /// The address of the request.
    pub url: String,
    /// What came of it.
    pub outcome: FetchOutcome,
    /// Each request that was made for it, in order.
    pub exchange: Vec<Hop>,
    /// How long the server says this answer holds, in seconds.
    pub lifetime_seconds: Option<u64>,
    /// How long the server asks to be left alone, in seconds.
    pub retry_after_seconds: Option<u64>,
    /// Where the permanent redirects at the start of the chain led, if there were any.
    pub permanent_target: Option<String>,
    /// Whether a redirect led from https to http.
    pub downgraded: bool,
    /// Whether the subscribed host is on the public network, where that was seen.
    pub public: Option<bool>,
    /// The platform that served it, where recognised.
    pub platform: Option<&'static str>,
    /// Bytes of the body as they came over the wire.
    pub bytes: u64,
    /// Milliseconds from the start of the request to its end.
    pub ms: u64,
}

impl Answer {
    /// Whether no server was bothered with it: held back before its first request.
    pub fn was_not_asked(&self) -> bool {
        matches!(self.outcome, FetchOutcome::Held(_)) && self.exchange.is_empty()
    }

    /// An answer with nothing to tell but its outcome.
    pub fn bare(request: &Request, outcome: FetchOutcome) -> Self {
        Self {
            feed: request.feed,
            url: request.url.clone(),
            outcome,
            exchange: Vec::new(),
            lifetime_seconds: None,
            retry_after_seconds: None,
            permanent_target: None,
            downgraded: false,
            public: None,
            platform: None,
            bytes: 0,
            ms: 0,
        }
    }

    /// The HTTP status of the last response.
    pub fn status(&self) -> Option<u16> {
        self.exchange.last().and_then(|hop| hop.status)
    }

    /// What failed, whether it was refused or failed otherwise.
    pub fn error(&self) -> Option<&FetchError> {
        match &self.outcome {
            FetchOutcome::Refused(error) | FetchOutcome::Failed(error) => Some(error),
            _ => None,
        }
    }
}
