//! The reader's own tags.

use super::StoreError;
use crate::model::{ArticleId, Timestamp};

/// The part of a store that keeps the reader's own tags.
pub trait Tagging {
    /// Gives articles a tag, or takes it from them; how many changed. A tag that the feed gave
    /// stays. Unknown ids are passed over. Goes into the operation log.
    fn tag(
        &mut self,
        articles: &[ArticleId],
        tag: &str,
        present: bool,
        now: Timestamp,
    ) -> Result<usize, StoreError>;

    /// Tags worth offering: the reader's own, and those of the newest articles.
    fn tags(&mut self) -> Result<Vec<String>, StoreError>;
}
