//! The rest of a response in, its bytes out: capped, timed, and paid for from the budget.

use std::time::Duration;

use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use super::budget::Held;
use super::{FetchError, Phase, failure};

/// The time a feed has in all. Waiting for the budget does not count: that is our doing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    pub(super) at: Instant,
    pub(super) total: Duration,
}

impl Deadline {
    pub(super) fn within(total: Duration) -> Self {
        Self { at: Instant::now() + total, total }
    }

    /// The end of a phase that may last so long, and which of the two it is that ends it.
    pub(super) fn phase(&self, lasts: Duration, phase: Phase) -> (Instant, Duration, Phase) {
        let at = Instant::now() + lasts;
        if at < self.at { (at, lasts, phase) } else { (self.at, self.total, Phase::Total) }
    }
}

/// The whole body as sent, at most `limit` bytes.
pub(super) async fn read(
    mut response: Response,
    limit: u64,
    idle: Duration,
    deadline: &mut Deadline,
    held: &mut Held,
) -> Result<Vec<u8>, FetchError> {
    let host = super::address::host_and_port(response.url());
    let too_large = || FetchError::TooLarge { what: format!("the answer of {host}"), limit };
    let announced = response.content_length();
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut body: Vec<u8> = Vec::new();
    loop {
        let (at, after, phase) = deadline.phase(idle, Phase::Body);
        let chunk = timeout_at(at, response.chunk())
            .await
            .map_err(|_| FetchError::Timeout { phase, after, host: host.clone() })?
            .map_err(|error| failure::of_body(&error, &host))?;
        let Some(chunk) = chunk else { return Ok(body) };
        let length = body.len() + chunk.len();
        if length as u64 > limit {
            return Err(too_large());
        }
        deadline.at += held.grow_to(length).await;
        body.extend_from_slice(&chunk);
    }
}

/// The first bytes of an error's page, and only what is there soon: enough to say who wrote it,
/// and for a short one enough that the connection can be used again.
pub(super) async fn read_page(mut response: Response, most: usize) -> Vec<u8> {
    let until = Instant::now() + Duration::from_secs(2);
    let mut page = Vec::new();
    while page.len() < most {
        match timeout_at(until, response.chunk()).await {
            Ok(Ok(Some(chunk))) => page.extend_from_slice(&chunk),
            // An error's page is worth no error of its own.
            Ok(Ok(None) | Err(_)) | Err(_) => break,
        }
    }
    page
}
