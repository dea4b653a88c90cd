//! What a request needs in, an HTTP client for it out: each built once, when first needed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use tokio::sync::OnceCell;

use super::names::{Names, Resolver};
use super::{FetchError, Policy, coding, plain};

/// Feed types by name for servers that negotiate and for firewalls that look, then anything:
/// feeds are sent under every type there is.
const ACCEPTED: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
    application/rdf+xml;q=0.9, application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, \
    text/html;q=0.5, */*;q=0.4";

/// Header lines of a response that are taken; more is an attack.
const MOST_HEADERS: usize = 256;
/// The largest list of header fields over HTTP/2, in bytes.
const LARGEST_HEAD: u32 = 256 << 10;
/// An idle connection lives on for the next spaced request to its host, not longer: a run
/// visits thousands of hosts.
const IDLE: Duration = Duration::from_secs(3);

/// What tells one client from another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Needs {
    /// TLS with the system's roots, which take long to load.
    pub(super) secure: bool,
    /// HTTP/1.1 only.
    pub(super) http1: bool,
    /// Through this proxy.
    pub(super) proxy: Option<String>,
}

/// The clients of a run.
pub(super) struct Clients {
    built: Mutex<HashMap<Needs, Arc<OnceCell<Client>>>>,
    names: Arc<Names>,
    user_agent: HeaderValue,
    connect_timeout: Duration,
    per_host: usize,
}

impl Clients {
    pub(super) fn new(policy: &Policy, names: Arc<Names>) -> Result<Self, FetchError> {
        let user_agent = HeaderValue::from_str(&policy.user_agent).map_err(|_| {
            let agent = plain::harmless(&policy.user_agent, plain::QUOTED);
            FetchError::Setup { reason: format!("the user agent {agent:?} cannot be sent") }
        })?;
        Ok(Self {
            built: Mutex::default(),
            names,
            user_agent,
            connect_timeout: policy.connect_timeout,
            per_host: policy.per_host.max(policy.private_burst),
        })
    }

    /// The client for these needs.
    pub(super) async fn get(&self, needs: Needs) -> Result<Client, FetchError> {
        let cell = {
            let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
            built.entry(needs.clone()).or_default().clone()
        };
        let build = || async {
            let builder = self.builder(&needs)?;
            // Loading the system's roots takes up to 0.1 s, in which the network shall go on.
            let client = if needs.secure {
                tokio::task::spawn_blocking(move || builder.build())
                    .await
                    .map_err(|error| FetchError::Setup { reason: error.to_string() })?
            } else {
                builder.build()
            };
            client.map_err(setup)
        };
        cell.get_or_try_init(build).await.cloned()
    }

    fn builder(&self, needs: &Needs) -> Result<ClientBuilder, FetchError> {
        // Err only says that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(coding::OFFERED));
        let mut builder = Client::builder()
            .user_agent(self.user_agent.clone())
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(self.per_host)
            .http1_max_headers(MOST_HEADERS)
            .http1_ignore_invalid_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http2_max_header_list_size(LARGEST_HEAD)
            .dns_resolver(Arc::new(Resolver(self.names.clone())));
        builder = if needs.secure {
            builder.tls_certs_merge(built_in_roots())
        } else {
            builder.tls_certs_only([])
        };
        if needs.http1 {
            builder = builder.http1_only();
        }
        if let Some(proxy) = &needs.proxy {
            builder = builder.proxy(Proxy::all(proxy.as_str()).map_err(setup)?);
        }
        Ok(builder)
    }
}

/// Mozilla's roots, beside the system's: a container often has none, and without any root no
/// client can be built at all.
fn built_in_roots() -> Vec<Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
    roots.iter().filter_map(|der| Certificate::from_der(der).ok()).collect()
}

/// Without the address in it, which may be a proxy's with its password.
fn setup(error: reqwest::Error) -> FetchError {
    let error = error.without_url();
    let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
    let text = format!("{error}{}", cause.unwrap_or_default());
    FetchError::Setup { reason: plain::harmless(&text, plain::QUOTED) }
}
