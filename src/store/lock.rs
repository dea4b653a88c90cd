//! The right to fetch into a store, which one process has at a time.

use super::{Address, StoreError, sqlite};

/// Holds the right to fetch into a store; released when dropped, or when the process ends in
/// whatever way.
#[derive(Debug)]
pub struct FetchLock {
    _file: std::fs::File,
}

impl FetchLock {
    /// Takes the lock of the store at `address`: `Ok(None)` if another process holds it and
    /// `wait` is false.
    pub fn take(address: &Address, wait: bool) -> Result<Option<Self>, StoreError> {
        let Address::Sqlite(path) = address;
        let file = sqlite::lock_file(path)?;
        let failed = |source| StoreError::Lock { path: path.clone(), source };
        if wait {
            file.lock().map_err(failed)?;
            return Ok(Some(Self { _file: file }));
        }
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}
