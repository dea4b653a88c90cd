//! What can go wrong with one feed, each with a stable code and words that name the thing.

use std::time::Duration;

use crate::model::LastError;

/// What a request was waiting for when its time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The name's addresses.
    Name,
    /// A connection, TLS included.
    Connect,
    /// The head of the answer.
    FirstByte,
    /// The next piece of the body.
    Body,
    /// Everything together: redirects, head and body.
    Total,
}

impl Phase {
    fn words(self) -> &'static str {
        match self {
            Self::Name => "looking up",
            Self::Connect => "connecting to",
            Self::FirstByte => "waiting for an answer from",
            Self::Body => "waiting for the rest of the answer from",
            Self::Total => "reading all of the answer from",
        }
    }
}

/// Why a feed could not be had. Words of servers in it are already harmless to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No answer in time.
    #[error("timed out after {} s {} {host}", .after.as_secs_f32().ceil(), .phase.words())]
    Timeout {
        /// What was waited for.
        phase: Phase,
        /// How long.
        after: Duration,
        /// From whom.
        host: String,
    },
    /// The host's name has no address.
    #[error("cannot find {host}: {reason}")]
    Dns {
        /// The name.
        host: String,
        /// What the resolver said.
        reason: String,
    },
    /// No connection.
    #[error("cannot connect to {host}: {reason}")]
    Connect {
        /// The host, with its port where it is not the usual one.
        host: String,
        /// What the system said.
        reason: String,
    },
    /// The certificate or the handshake is not to be trusted.
    #[error("no trusted connection to {host}: {reason}")]
    Tls {
        /// The host.
        host: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A status that is no success.
    #[error("{host} answered {status}{}{}", spaced(.reason), named(.challenge.as_deref()))]
    Http {
        /// The status.
        status: u16,
        /// Its usual or the server's own phrase.
        reason: String,
        /// Who answered.
        host: String,
        /// What stands in the way, where it could be recognised.
        challenge: Option<String>,
    },
    /// 304 although nothing was sent to compare with.
    #[error("{host} answered 304 Not Modified to a request that had no validators")]
    UnaskedNotModified {
        /// Who answered.
        host: String,
    },
    /// More bytes than allowed.
    #[error("{what} is larger than {} MiB", .limit / (1 << 20))]
    TooLarge {
        /// What is.
        what: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The transfer or the compressed stream ended early.
    #[error("the answer of {host} was cut short")]
    Truncated {
        /// Who answered.
        host: String,
    },
    /// The content coding is unknown, wrong or nested too deep.
    #[error("cannot decode the answer of {host}: {reason}")]
    BadEncoding {
        /// Who answered.
        host: String,
        /// Why not.
        reason: String,
    },
    /// What came is not HTTP, or a head beyond all bounds.
    #[error("{host} does not speak HTTP here: {reason}")]
    NotHttp {
        /// Who answered.
        host: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The connection was closed before an answer.
    #[error("{host} closed the connection without an answer")]
    NoAnswer {
        /// Who closed.
        host: String,
    },
    /// Redirects lead back to where they came from.
    #[error("redirects go in a circle at {url}")]
    RedirectLoop {
        /// The address that was reached twice.
        url: String,
    },
    /// More redirects than allowed.
    #[error("more than {limit} redirects, the last to {url}")]
    TooManyRedirects {
        /// How many are allowed.
        limit: usize,
        /// Where the last one led.
        url: String,
    },
    /// A redirect that says not where to.
    #[error("{host} answered {status} without a usable address to go to{}", quoted(.location))]
    RedirectNowhere {
        /// Who answered.
        host: String,
        /// The status.
        status: u16,
        /// What it gave, if anything.
        location: String,
    },
    /// A redirect to something other than http or https.
    #[error("{host} redirects to {scheme}:, only http and https are followed")]
    RedirectScheme {
        /// Who redirects.
        host: String,
        /// The scheme it redirects to.
        scheme: String,
    },
    /// An address inside a private network that nobody here asked for.
    #[error("{host} is at the private address {address}, which {why}")]
    PrivateAddress {
        /// The host.
        host: String,
        /// Its address.
        address: String,
        /// Why that is refused.
        why: &'static str,
    },
    /// The address cannot be understood.
    #[error("not an address that can be fetched: {url}: {reason}")]
    BadUrl {
        /// What was given, without secrets.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file is not there.
    #[error("no file at {path}")]
    FileNotFound {
        /// Where it should be.
        path: String,
    },
    /// The file cannot be read.
    #[error("cannot read {path}: {reason}")]
    FileUnreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The program cannot be started.
    #[error("cannot run {program}: {reason}")]
    ExecNotStarted {
        /// The program.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// The program failed.
    #[error("{program} {how}{}", quoted(.said))]
    ExecFailed {
        /// The program.
        program: String,
        /// How it ended.
        how: String,
        /// The first line it wrote to its standard error.
        said: String,
    },
    /// What opens the feed could not be had.
    #[error("no credential from {from}: {reason}")]
    Credential {
        /// The file or program that should give it.
        from: String,
        /// Why it did not.
        reason: String,
    },
    /// The HTTP client or its threads could not be set up.
    #[error("cannot set up the network client: {reason}")]
    Setup {
        /// Why not.
        reason: String,
    },
}

fn spaced(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" {reason}") }
}

fn named(challenge: Option<&str>) -> String {
    challenge.map_or_else(String::new, |name| format!(" ({name})"))
}

fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(": {text}") }
}

impl FetchError {
    /// The stable name of the failure, for programs.
    pub fn code(&self) -> String {
        match self {
            Self::Timeout { .. } => "timeout",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Tls { .. } => "tls",
            Self::Http { status, .. } => return format!("http-{status}"),
            Self::UnaskedNotModified { .. } => "http-304",
            Self::TooLarge { .. } => "too-large",
            Self::Truncated { .. } => "truncated",
            Self::BadEncoding { .. } => "bad-encoding",
            Self::NotHttp { .. } => "not-http",
            Self::NoAnswer { .. } => "no-answer",
            Self::RedirectLoop { .. } => "redirect-loop",
            Self::TooManyRedirects { .. } => "too-many-redirects",
            Self::RedirectNowhere { .. } => "redirect-nowhere",
            Self::RedirectScheme { .. } => "redirect-scheme",
            Self::PrivateAddress { .. } => "private-address",
            Self::BadUrl { .. } => "bad-url",
            Self::FileNotFound { .. } => "file-not-found",
            Self::FileUnreadable { .. } => "file-unreadable",
            Self::ExecNotStarted { .. } => "exec-not-started",
            Self::ExecFailed { .. } => "exec-failed",
            Self::Credential { .. } => "credential",
            Self::Setup { .. } => "setup",
        }
        .to_owned()
    }

    /// Whether the network rather than the feed is in trouble: worth another try without
    /// doubting the subscription.
    pub fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::Timeout { .. }
                | Self::Dns { .. }
                | Self::Connect { .. }
                | Self::Tls { .. }
                | Self::NoAnswer { .. }
                | Self::Truncated { .. }
                | Self::Setup { .. }
        ) || self.status().is_some_and(|status| status >= 500 || status == 429)
    }

    /// The HTTP status, if that is what is wrong.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Http { status, .. } => Some(*status),
            Self::UnaskedNotModified { .. } => Some(304),
            _ => None,
        }
    }

    /// The failure as a feed's state keeps it.
    pub fn to_last_error(&self) -> LastError {
        LastError { code: self.code(), message: self.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_thing() {
        let timeout = FetchError::Timeout {
            phase: Phase::FirstByte,
            after: Duration::from_secs(30),
            host: "slow.example".into(),
        };
        assert_eq!(
            timeout.to_string(),
            "timed out after 30 s waiting for an answer from slow.example"
        );
        let refused = FetchError::Http {
            status: 403,
            reason: "Forbidden".into(),
            host: "h.example".into(),
            challenge: Some("a Cloudflare challenge".into()),
        };
        assert_eq!(
            refused.to_string(),
            "h.example answered 403 Forbidden (a Cloudflare challenge)"
        );
        assert_eq!(refused.code(), "http-403");
        assert!(!refused.is_unreachable());
    }
}
