//! The rest of a response in, its bytes out: capped, timed, and paid for from the budget.

use std::pin::pin;
use std::time::Duration;

use reqwest::Response;
use tokio::time::{Instant, timeout, timeout_at};

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

/// Who sends the next piece within this time may go on reading in one turn.
const PROMPT: Duration = Duration::from_millis(20);

/// What is reserved at most on the word of a `Content-Length`.
const RESERVED: usize = 1 << 20;

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
    let reserved = usize::try_from(announced.unwrap_or(0)).map_or(0, |length| length.min(RESERVED));
    let mut body: Vec<u8> = Vec::new();
    let mut turn = None;
    loop {
        if turn.is_none() {
            let (mine, waited) = held.turn().await;
            deadline.at += waited;
            turn = Some(mine);
        }
        let (at, after, phase) = deadline.phase(idle, Phase::Body);
        let mut next = pin!(response.chunk());
        let chunk = match timeout(PROMPT, &mut next).await {
            Ok(chunk) => Ok(chunk),
            Err(_elapsed) => {
                // A slow sender keeps nobody else from reading.
                turn = None;
                timeout_at(at, next).await
            }
        };
        let chunk = chunk
            .map_err(|_| FetchError::Timeout { phase, after, host: host.clone() })?
            .map_err(|error| failure::of_body(&error, &host))?;
        let Some(chunk) = chunk else { break };
        let length = body.len() + chunk.len();
        if length as u64 > limit {
            return Err(too_large());
        }
        let waited = held.grow_to(length.max(reserved)).await;
        deadline.at += waited;
        if body.is_empty() {
            body.reserve_exact(length.max(reserved));
        }
        body.extend_from_slice(&chunk);
    }
    // Grown by doubling, it may be half empty, and it may have to wait for long.
    body.shrink_to_fit();
    Ok(body)
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
