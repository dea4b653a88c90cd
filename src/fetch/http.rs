//! A request in, the end of its chain of redirects out: each hop checked, asked once, recorded.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::address::{self, Reach};
use super::body::{self, Deadline};
use super::budget::Held;
use super::client::{Clients, Needs};
use super::coding::{self, CodingError};
use super::desk::Desk;
use super::login::Logins;
use super::names::Names;
use super::{
    Answer, FetchError, FetchOutcome, Hold, Phase, Policy, PrivateNetworks, Request, challenge,
    failure, freshness, headers, lanes, plain,
};
use crate::model::{Auth, Credential, DIRECT, Hop, Timestamp, shown_address};

/// How much of a page that is not wanted is read: of an error's to name who wrote it, of a
/// redirect's so that the connection can be used again.
const PAGE: usize = 16 << 10;

/// What all requests of a run share.
pub(super) struct Shared {
    pub(super) policy: Policy,
    pub(super) now: Timestamp,
    pub(super) names: Arc<Names>,
    pub(super) clients: Clients,
    pub(super) desk: Desk,
    pub(super) logins: Logins,
}

/// One feed's way through the network.
struct Chain<'a> {
    shared: &'a Shared,
    request: &'a Request,
    answer: Answer,
    /// The subscribed address, without the login it may have carried.
    subscribed: Url,
    /// What opens the feed.
    credential: Option<Credential>,
    deadline: Deadline,
    /// Addresses asked so far.
    seen: HashSet<String>,
    /// How far out the chain has been: nothing further in is followed.
    outermost: Reach,
    /// Whether all redirects so far were permanent.
    permanent: bool,
    /// The lane whose turn was taken last.
    lane: String,
    /// Nothing else waits for this host, so the connection need not be kept.
    last: bool,
}

/// Asks for one feed. Never fails: a failure is an outcome.
pub(super) async fn ask(
    shared: &Shared,
    request: &Request,
    url: &Url,
    last: bool,
    held: &mut Held,
) -> Answer {
    let total = request.timeout.unwrap_or(shared.policy.total_timeout);
    let mut subscribed = url.clone();
    subscribed.set_fragment(None);
    // A login in the address goes into a header, as any other.
    let in_address = Auth::take_from(&mut subscribed);
    let lane = lanes::lane(url, request.platform.as_deref(), request.public, &shared.policy);
    let mut chain = Chain {
        shared,
        request,
        answer: Answer::bare(request, FetchOutcome::Gone),
        subscribed,
        credential: None,
        deadline: Deadline::within(total),
        seen: HashSet::new(),
        outermost: Reach::LinkLocal,
        permanent: true,
        lane: lane.name,
        last,
    };
    chain.answer.outcome = match chain.follow(in_address, held).await {
        Ok(outcome) => outcome,
        Err(error) => FetchOutcome::Failed(error),
    };
    chain.answer
}

impl Chain<'_> {
    async fn follow(
        &mut self,
        in_address: Option<Auth>,
        held: &mut Held,
    ) -> Result<FetchOutcome, FetchError> {
        if let Some(auth) = self.request.auth.as_ref().or(in_address.as_ref()) {
            let known = self.shared.logins.credential(auth, &self.shared.policy).await?;
            self.credential = Some(known);
        }
        let mut url = self.subscribed.clone();
        loop {
            if !self.seen.insert(url.to_string()) {
                return Err(FetchError::RedirectLoop { url: shown(&url) });
            }
            let proxy = self.proxy(&url);
            let reach = self.check(&url, proxy.is_some()).await?;
            if !self.takes_its_turn(&url, reach).await {
                return Ok(FetchOutcome::Held(Hold::TooManyBefore));
            }
            let response = self.send(&url, proxy).await?;
            let status = response.status();
            if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
                return self.finish(response, &url, held).await;
            }
            let next = target(&response, &url)?;
            if self.seen.len() > self.shared.policy.max_redirects {
                let limit = self.shared.policy.max_redirects;
                return Err(FetchError::TooManyRedirects { limit, url: shown(&next) });
            }
            body::read_page(response, PAGE).await;
            self.note_redirect(status, &url, &next);
            url = next;
        }
    }

    fn proxy(&self, url: &Url) -> Option<String> {
        match self.request.proxy.as_deref() {
            Some(DIRECT) => None,
            Some(own) => Some(own.to_owned()),
            None => self.shared.policy.proxies.for_url(url).map(str::to_owned),
        }
    }

    /// Refuses addresses inside networks that this feed has no business at.
    ///
    /// Names are looked up here and stay what they are for the run, so the address that is
    /// checked is the one connected to. Behind a proxy the proxy looks names up: there only
    /// addresses and names that tell by themselves can be checked.
    async fn check(&mut self, url: &Url, proxied: bool) -> Result<Reach, FetchError> {
        let first = self.answer.exchange.is_empty();
        let host = address::host_and_port(url);
        let (reach, shown) = match url.host() {
            Some(url::Host::Domain(name)) if !proxied => {
                let found = self.look_up(name).await?;
                let inmost = found.iter().copied().max_by_key(|ip| address::reach(*ip));
                let inmost = inmost.ok_or_else(|| FetchError::Dns {
                    host: name.to_owned(),
                    reason: "it has no address".to_owned(),
                })?;
                (address::reach(inmost), inmost.to_string())
            }
            _ => {
                let reach = address::reach_of_host(url).unwrap_or(Reach::Public);
                (reach, url.host_str().unwrap_or_default().to_owned())
            }
        };
        let why = self.objection(reach, first, url);
        if first && !proxied {
            self.answer.public = Some(reach == Reach::Public);
        }
        self.outermost = self.outermost.min(reach);
        match why {
            Some(why) => Err(FetchError::PrivateAddress { host, address: shown, why }),
            None => Ok(reach),
        }
    }

    /// Waits, where a redirect led to another host, for a turn there too: a hundred feeds of one
    /// forwarding service would else reach the host behind it all at once. False if the turn
    /// would come too late. A hop within the lane is the other half of one visit and goes on.
    async fn takes_its_turn(&mut self, url: &Url, reach: Reach) -> bool {
        if self.answer.exchange.is_empty() {
            return true;
        }
        let public = Some(reach == Reach::Public);
        let lane = lanes::lane(url, self.answer.platform, public, &self.shared.policy);
        let turn = lane.turn(Duration::ZERO).filter(|turn| turn.lane != self.lane);
        self.lane = lane.name;
        let Some(turn) = turn else { return true };
        let Some(wait) = self.shared.desk.wait_for(turn).await else { return false };
        self.deadline.at += wait;
        tokio::time::sleep(wait).await;
        true
    }

    fn objection(&self, reach: Reach, first: bool, url: &Url) -> Option<&'static str> {
        match self.shared.policy.private_networks {
            _ if reach == Reach::Public => None,
            PrivateNetworks::Always => None,
            PrivateNetworks::Never => Some("the configuration forbids"),
            PrivateNetworks::Subscribed if first => {
                let renamed = self.request.public == Some(true) && url.domain().is_some();
                renamed.then_some("was public before: its name may have been taken over")
            }
            PrivateNetworks::Subscribed => {
                (reach > self.outermost).then_some("a server elsewhere has no business pointing to")
            }
        }
    }

    async fn look_up(&self, name: &str) -> Result<Arc<[std::net::IpAddr]>, FetchError> {
        let host = name.to_owned();
        let after = self.shared.policy.connect_timeout;
        let (at, after, _) = self.deadline.phase(after, Phase::Name);
        let timeout = || FetchError::Timeout { phase: Phase::Name, after, host: host.clone() };
        match timeout_at(at, self.shared.names.addresses(name)).await {
            Err(_) | Ok(Err(None)) => Err(timeout()),
            Ok(Err(Some(reason))) => Err(FetchError::Dns { host, reason }),
            Ok(Ok(addresses)) => Ok(addresses),
        }
    }

    /// Makes one request and records it.
    async fn send(&mut self, url: &Url, proxy: Option<String>) -> Result<Response, FetchError> {
        let tls_proxy = proxy.as_deref().is_some_and(|proxy| proxy.starts_with("https:"));
        let secure = url.scheme() == "https" || tls_proxy;
        let http1 = self.request.http1 && secure;
        let client = self.shared.clients.get(Needs { secure, http1, proxy }).await?;
        let sent = headers::for_hop(self.request, url, self.answer.exchange.is_empty(), self.last);
        let mut hop = Hop { url: shown(url), ..Hop::default() };
        hop.sent = headers::shown(&sent);
        let mut builder = client.get(url.clone()).headers(sent);
        // A login is for the subscribed origin only.
        if let Some(credential) = &self.credential
            && url.origin() == self.subscribed.origin()
        {
            builder = headers::log_in(builder, credential)?;
        }
        let started = Instant::now();
        let result = self.head(builder, url).await;
        hop.ms = started.elapsed().as_millis() as u64;
        if let Ok(response) = &result {
            hop.status = Some(response.status().as_u16());
            hop.version = Some(headers::version(response.version()).to_owned());
            hop.received = headers::traced(response.headers());
            self.answer.platform = self.answer.platform.or(lanes::platform(response.headers()));
        }
        self.answer.exchange.push(hop);
        result
    }

    /// Waits for the head of the answer.
    async fn head(
        &self,
        builder: reqwest::RequestBuilder,
        url: &Url,
    ) -> Result<Response, FetchError> {
        let policy = &self.shared.policy;
        // Who gives a feed more time means the wait for its server above all.
        let first_byte = self.request.timeout.unwrap_or(policy.first_byte_timeout);
        let (at, after, phase) = self.deadline.phase(first_byte, Phase::FirstByte);
        let host = address::host_and_port(url);
        match timeout_at(at, builder.send()).await {
            Err(_elapsed) => Err(FetchError::Timeout { phase, after, host }),
            Ok(Err(error)) => Err(failure::of_request(&error, &host, policy.connect_timeout)),
            Ok(Ok(response)) => Ok(response),
        }
    }

    fn note_redirect(&mut self, status: StatusCode, from: &Url, to: &Url) {
        let downgrade = from.scheme() == "https" && to.scheme() == "http";
        self.answer.downgraded |= downgrade;
        self.permanent &= matches!(status.as_u16(), 301 | 308) && !downgrade;
        if self.permanent {
            self.answer.permanent_target = Some(to.clone().into());
        }
    }

    /// Takes in the answer at the end of the chain.
    async fn finish(
        &mut self,
        response: Response,
        url: &Url,
        held: &mut Held,
    ) -> Result<FetchOutcome, FetchError> {
        let fields = response.headers().clone();
        let status = response.status();
        self.answer.lifetime_seconds = freshness::lifetime(&fields, self.shared.now);
        self.answer.retry_after_seconds = freshness::retry_after(&fields, self.shared.now);
        match status.as_u16() {
            200 | 203 | 226 => {
                let body = self.body(response, &fields, held).await?;
                Ok(FetchOutcome::Fetched(headers::document(body, &fields, url)))
            }
            304 if self.was_conditional() => {
                Ok(FetchOutcome::NotModified(freshness::validators(&fields)))
            }
            304 => Err(FetchError::UnaskedNotModified { host: address::host_and_port(url) }),
            // Gone is the feed only if its own address, or one it moved to for good, says so.
            410 if self.permanent => Ok(FetchOutcome::Gone),
            _ => Ok(self.refusal(response, &fields, url).await),
        }
    }

    fn was_conditional(&self) -> bool {
        let compared =
            |(name, _): &(String, String)| name == "if-none-match" || name == "if-modified-since";
        self.answer.exchange.last().is_some_and(|hop| hop.sent.iter().any(compared))
    }

    async fn body(
        &mut self,
        response: Response,
        fields: &HeaderMap,
        held: &mut Held,
    ) -> Result<Vec<u8>, FetchError> {
        let limit = self.shared.policy.max_body;
        let host = address::host_and_port(response.url());
        let idle = self.shared.policy.idle_timeout;
        let raw = body::read(response, limit, idle, &mut self.deadline, held).await?;
        self.answer.bytes = raw.len() as u64;
        let failed = |error| match error {
            CodingError::TooLarge => {
                FetchError::TooLarge { what: format!("the answer of {host}"), limit }
            }
            CodingError::Truncated => FetchError::Truncated { host: host.clone() },
            CodingError::Broken(reason) => FetchError::BadEncoding {
                host: host.clone(),
                reason: plain::harmless(&reason, plain::QUOTED),
            },
        };
        let codings = coding::codings(&headers::content_encoding(fields), &raw).map_err(failed)?;
        if codings.is_empty() {
            return Ok(raw);
        }
        let body = decode(raw, codings, limit).await.map_err(failed)?;
        held.grow_to(body.len()).await;
        Ok(body)
    }

    async fn refusal(&self, response: Response, fields: &HeaderMap, url: &Url) -> FetchOutcome {
        let status = response.status();
        let page = body::read_page(response, PAGE).await;
        let challenge = (status.is_client_error() || status.is_server_error())
            .then(|| challenge::name(fields, &page))
            .flatten();
        let error = FetchError::Http {
            status: status.as_u16(),
            reason: status.canonical_reason().unwrap_or_default().to_owned(),
            host: address::host_and_port(url),
            challenge: challenge.map(str::to_owned),
        };
        let refused = match status.as_u16() {
            429 => true,
            503 => self.answer.retry_after_seconds.is_some() || challenge.is_some(),
            _ => challenge.is_some(),
        };
        if refused { FetchOutcome::Refused(error) } else { FetchOutcome::Failed(error) }
    }
}

/// Small bodies are decoded on the spot; a large one, or a bomb, elsewhere, so that the network
/// goes on meanwhile.
async fn decode(
    raw: Vec<u8>,
    codings: Vec<coding::Coding>,
    limit: u64,
) -> Result<Vec<u8>, CodingError> {
    const SMALL: usize = 256 << 10;
    if raw.len() <= SMALL && codings.len() < 2 {
        return coding::decode(raw, &codings, limit);
    }
    tokio::task::spawn_blocking(move || coding::decode(raw, &codings, limit))
        .await
        .unwrap_or_else(|error| Err(CodingError::Broken(error.to_string())))
}

/// Where a redirect leads: http or https, without a login and without fragment.
fn target(response: &Response, url: &Url) -> Result<Url, FetchError> {
    let host = address::host_and_port(url);
    let location = response.headers().get(LOCATION).map(|value| value.as_bytes().to_vec());
    let location = location.unwrap_or_default();
    let nowhere = || FetchError::RedirectNowhere {
        host: host.clone(),
        status: response.status().as_u16(),
        location: plain::harmless_bytes(&location, plain::QUOTED),
    };
    let text = String::from_utf8_lossy(&location);
    let text = text.trim();
    if text.is_empty() {
        return Err(nowhere());
    }
    let mut next = url.join(text).map_err(|_| nowhere())?;
    if !matches!(next.scheme(), "http" | "https") {
        let scheme = plain::harmless(next.scheme(), plain::QUOTED);
        return Err(FetchError::RedirectScheme { host, scheme });
    }
    // A server does not choose how we log in.
    let _ = next.set_username("");
    let _ = next.set_password(None);
    next.set_fragment(None);
    Ok(next)
}

/// An address as errors and traces give it.
fn shown(url: &Url) -> String {
    shown_address(url.as_str()).into_owned()
}

/// Time spent, for answers.
pub(super) fn millis(since: Instant) -> u64 {
    Duration::as_millis(&since.elapsed()) as u64
}
