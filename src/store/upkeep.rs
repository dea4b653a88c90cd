//! Care of the store itself: checks, repair, copies, room.

use std::path::Path;

use super::StoreError;

/// Something that was checked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// What: a stable name in kebab case.
    pub name: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was found.
    pub message: String,
}

/// What compacting came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// The size before, in bytes.
    pub before: u64,
    /// The size after.
    pub after: u64,
    /// How many pruned articles lost their text.
    pub purged: u64,
}

/// The part of a store that looks after itself.
pub trait Upkeep {
    /// Checks everything that can be checked. Changes nothing.
    fn check(&mut self) -> Result<Vec<Check>, StoreError>;

    /// Rebuilds what follows from the articles: what merges hide, the word index and the counters.
    fn repair(&mut self) -> Result<(), StoreError>;

    /// Writes a consistent copy, also while others write; never over a file.
    fn backup(&mut self, to: &Path) -> Result<(), StoreError>;

    /// Gives back room. With `purge`, pruned articles lose all but their identity.
    fn compact(&mut self, purge: bool) -> Result<Compacted, StoreError>;
}
