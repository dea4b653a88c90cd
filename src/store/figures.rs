//! When articles came, without the articles.

use super::StoreError;
use crate::{
    model::{FeedId, Timestamp},
    query::Filter,
};

/// Receives the feed and the effective date of each article.
pub type EachDate<'a> = &'a mut dyn FnMut(FeedId, Timestamp);

/// The part of a store that gives figures.
pub trait Figures {
    /// Hands over feed and date of every article that a filter selects, in no order.
    fn dates(&mut self, filter: &Filter, each: EachDate<'_>) -> Result<(), StoreError>;
}
