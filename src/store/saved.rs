//! Queries under names.

use super::StoreError;
use crate::model::Timestamp;

/// A saved query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    /// Its name, in lower case.
    pub name: String,
    /// Its text.
    pub query: String,
    /// When it was saved.
    pub made: Timestamp,
}

/// The part of a store that keeps queries.
pub trait SavedQueries {
    /// Saves a query, in place of one of that name.
    fn save_query(&mut self, name: &str, query: &str, now: Timestamp) -> Result<(), StoreError>;

    /// Every saved query, by name.
    fn saved_queries(&mut self) -> Result<Vec<SavedQuery>, StoreError>;

    /// Forgets a query; whether there was one.
    fn forget_query(&mut self, name: &str) -> Result<bool, StoreError>;
}
