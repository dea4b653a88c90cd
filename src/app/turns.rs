//! The budget of hosts that the store keeps, as the fetch room asks for it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    fetch::{self, Cancel, Reserve},
    model::Turn,
    store::{Store, StoreError},
};

/// The wall clock in milliseconds since 1970: what is spaced are requests to real servers,
/// whatever time a test or a replay sets.
pub type Millis = fn() -> i64;

/// The budget of one run, and what went wrong with it.
pub(super) struct Turns {
    broken: Arc<Mutex<Option<StoreError>>>,
}

impl Turns {
    /// A handle of its own on the budget in this store. A store that fails stops the run.
    pub(super) fn of(
        store: &dyn Store,
        millis: Millis,
        cancel: &Cancel,
    ) -> Result<(Self, Reserve), StoreError> {
        let mut store = store.again()?;
        let broken = Arc::new(Mutex::new(None));
        let (told, cancel) = (Arc::clone(&broken), cancel.clone());
        let reserve = move |turns: &[Turn]| -> Vec<Option<Duration>> {
            store.reserve(turns, millis()).unwrap_or_else(|error| {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                cancel.cancel();
                vec![None; turns.len()]
            })
        };
        Ok((Self { broken }, Box::new(reserve)))
    }

    /// What failed, once the run is over.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner).take();
        broken.map_or(Ok(()), Err)
    }
}

/// The budget for a look at an address that stores nothing: the store's, as far as it can be
/// written.
pub fn reserve(store: &dyn Store, millis: Millis) -> Result<Reserve, StoreError> {
    let mut store = store.again()?;
    Ok(Box::new(move |turns| {
        store.reserve(turns, millis()).unwrap_or_else(|_| fetch::alone()(turns))
    }))
}
