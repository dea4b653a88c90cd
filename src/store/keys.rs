//! Keys that were computed under older rules, and computing them anew.

use super::StoreError;

/// Where an article's URL was found, which is what its key is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The URL as the feed gave it: of the page, or else of the first enclosure.
    pub url: String,
    /// The article's guid.
    pub guid: Option<String>,
    /// The address of the feed.
    pub feed_url: String,
    /// The feed's site.
    pub site_url: Option<String>,
}

/// Computes a key; `None` if the URL has none.
pub type MakeKey<'a> = &'a dyn Fn(&Origin) -> Option<String>;

/// The part of a store that knows by which rules its keys were computed.
pub trait Keys {
    /// The version of the rules, 0 in a new store.
    fn key_version(&mut self) -> Result<u32, StoreError>;

    /// Computes every key anew, in one transaction. Former keys stay aliases; articles that
    /// come to share a key stay apart. How many keys changed.
    fn rekey(&mut self, version: u32, key: MakeKey<'_>) -> Result<usize, StoreError>;
}
