//! Dates of articles, read from the tables.

use rusqlite::params_from_iter;

use super::{Sqlite, StoreError};
use crate::{
    model::{FeedId, Timestamp},
    query::Filter,
    store::{EachDate, Figures, sql::Condition},
};

impl Figures for Sqlite {
    fn dates(&mut self, filter: &Filter, each: EachDate<'_>) -> Result<(), StoreError> {
        self.doing("read dates", |connection| {
            let condition = Condition::of(filter);
            let sql = format!(
                "SELECT a.feed_id, a.date FROM article a WHERE a.deleted IS NULL AND ({})",
                condition.sql
            );
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(condition.values))?;
            while let Some(row) = rows.next()? {
                each(FeedId(row.get(0)?), Timestamp(row.get(1)?));
            }
            Ok(())
        })
    }
}
