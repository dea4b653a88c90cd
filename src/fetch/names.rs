//! A host's name in, its addresses out: looked up once a run, and the same for the check and
//! for the connection.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};

use super::address::{self, Reach};

/// Why a name has no addresses: what the resolver said, or `None` if it took too long.
pub(super) type NameError = Option<String>;
type Found = Result<Arc<[IpAddr]>, NameError>;

/// Lookups at once: the system's resolver blocks a thread for each.
const AT_ONCE: usize = 64;

/// The names of a run.
///
/// What was looked up stays as it is for the run. So an address that was checked is the address
/// that is connected to, and a name that changes its mind in between (DNS rebinding) gains
/// nothing; and a host without an address is looked up once, not once per feed.
#[derive(Debug)]
pub(super) struct Names {
    known: Mutex<HashMap<String, Arc<OnceCell<Found>>>>,
    turns: Semaphore,
    patience: Duration,
}

impl Names {
    pub(super) fn new(patience: Duration) -> Self {
        Self { known: Mutex::default(), turns: Semaphore::new(AT_ONCE), patience }
    }

    /// The addresses of this name. If any of them is public, only the public ones: a name that
    /// means both is no way in.
    pub(super) async fn addresses(&self, name: &str) -> Found {
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(name.to_ascii_lowercase()).or_default().clone()
        };
        cell.get_or_init(|| self.look_up(name)).await.clone()
    }

    async fn look_up(&self, name: &str) -> Found {
        let turn = self.turns.acquire().await.expect("the semaphore is never closed");
        let looked_up =
            tokio::time::timeout(self.patience, tokio::net::lookup_host((name, 0))).await;
        drop(turn);
        let mut found: Vec<IpAddr> = match looked_up {
            Err(_elapsed) => return Err(None),
            Ok(Err(error)) => return Err(Some(reason(&error.to_string()))),
            Ok(Ok(addresses)) => addresses.map(|address| address.ip()).collect(),
        };
        if found.iter().any(|ip| address::reach(*ip) == Reach::Public) {
            found.retain(|ip| address::reach(*ip) == Reach::Public);
        }
        if found.is_empty() { Err(Some("it has no address".to_owned())) } else { Ok(found.into()) }
    }
}

/// The resolver's words without the preamble the standard library puts before them.
fn reason(text: &str) -> String {
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(text);
    super::plain::harmless(&text.to_lowercase(), super::plain::QUOTED)
}

/// The names of a run as the HTTP client asks for them.
pub(super) struct Resolver(pub(super) Arc<Names>);

impl reqwest::dns::Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let names = self.0.clone();
        Box::pin(async move {
            let found = names.addresses(name.as_str()).await.map_err(|reason| {
                reason.unwrap_or_else(|| format!("timed out looking up {}", name.as_str()))
            })?;
            let addresses: Vec<SocketAddr> =
                found.iter().map(|ip| SocketAddr::new(*ip, 0)).collect();
            Ok(Box::new(addresses.into_iter()) as reqwest::dns::Addrs)
        })
    }
}
