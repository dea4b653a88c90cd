//! Bytes on their way in, leave to read them out: the one rule by which a slow reader of answers
//! slows the start of new requests and never makes one under way fail.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// The unit in which bytes are counted, and what every request takes before it starts.
const UNIT: usize = 16 << 10;

/// The bytes that answers may occupy together, on their way or waiting to be taken in.
///
/// A request starts only with one unit in hand, so a queue that is full stops new requests. A
/// body under way takes more as it grows; if nothing is left it waits, its deadline standing
/// still, and one body at a time may go on without leave, so that something always finishes.
/// What is occupied stays within the budget plus the largest body.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    units: Arc<Semaphore>,
    express: Arc<Mutex<()>>,
    readers: Arc<Semaphore>,
}

/// Bodies read at the same moment. The HTTP client keeps a buffer of up to 400 KiB for each
/// connection that is read from as fast as it sends; those whose turn it is not stay in the
/// kernel's hands.
const READERS: usize = 16;

/// The share of the budget that one answer holds until it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    permit: OwnedSemaphorePermit,
    budget: Budget,
    express: Option<OwnedMutexGuard<()>>,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        let units = (bytes / UNIT).clamp(1, Semaphore::MAX_PERMITS);
        Self {
            units: Arc::new(Semaphore::new(units)),
            express: Arc::default(),
            readers: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// Waits for the first unit.
    pub(super) async fn open(&self) -> Held {
        let permit = self.units.clone().acquire_owned().await;
        let permit = permit.expect("the semaphore is never closed");
        Held { permit, budget: self.clone(), express: None }
    }
}

impl Held {
    /// Waits for a turn to read, and says how long that took.
    pub(super) async fn turn(&self) -> (OwnedSemaphorePermit, Duration) {
        if let Ok(turn) = self.budget.readers.clone().try_acquire_owned() {
            return (turn, Duration::ZERO);
        }
        let since = Instant::now();
        let turn = self.budget.readers.clone().acquire_owned().await;
        (turn.expect("the semaphore is never closed"), since.elapsed())
    }

    /// Makes room for `bytes` in all, and says how long that had to be waited for.
    pub(super) async fn grow_to(&mut self, bytes: usize) -> Duration {
        let wanted = bytes.div_ceil(UNIT).saturating_sub(self.permit.num_permits());
        if wanted == 0 || self.express.is_some() {
            return Duration::ZERO;
        }
        let units = u32::try_from(wanted).unwrap_or(u32::MAX);
        if let Ok(more) = self.budget.units.clone().try_acquire_many_owned(units) {
            self.permit.merge(more);
            return Duration::ZERO;
        }
        let since = Instant::now();
        tokio::select! {
            more = self.budget.units.clone().acquire_many_owned(units) => {
                self.permit.merge(more.expect("the semaphore is never closed"));
            }
            express = self.budget.express.clone().lock_owned() => self.express = Some(express),
        }
        since.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_full_budget_stops_new_requests_but_lets_one_body_through() {
        let budget = Budget::new(4 * UNIT);
        let mut first = budget.open().await;
        let mut second = budget.open().await;
        assert_eq!(first.grow_to(3 * UNIT).await, Duration::ZERO);
        assert!(tokio::time::timeout(Duration::from_secs(1), budget.open()).await.is_err());
        // Both want more than there is: one gets the express way, the other waits for it.
        first.grow_to(100 * UNIT).await;
        assert!(first.express.is_some());
        let waits = tokio::time::timeout(Duration::from_secs(1), second.grow_to(9 * UNIT)).await;
        assert!(waits.is_err());
        drop(first);
        second.grow_to(4 * UNIT).await;
        drop(second);
        assert_eq!(budget.units.available_permits(), 4);
    }
}
