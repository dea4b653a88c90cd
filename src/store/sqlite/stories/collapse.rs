//! One article for each story, among those that a query selects.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    model::{FeedId, Seq},
    query::Query,
    store::sql::Condition,
};

/// Tells which article of a story is shown.
pub(in super::super) struct Collapse {
    sql: String,
    values: Vec<Value>,
}

impl Collapse {
    /// By a query; `None` if it does not collapse stories.
    pub(in super::super) fn of(query: &Query) -> Option<Self> {
        if !query.collapse {
            return None;
        }
        let condition = Condition::of_row(&query.filter);
        let sql = format!(
            "SELECT a.seq FROM article a WHERE a.story = (SELECT story FROM article WHERE seq = ?)
               AND a.deleted IS NULL AND ({}) ORDER BY a.date, a.id LIMIT 1",
            condition.sql
        );
        Some(Self { sql, values: condition.values })
    }

    /// Whether an article stands for its story: the earliest that the query selects. Each
    /// article is asked for itself, so that nothing has to be remembered of a list, and a page
    /// of it is what the whole list has there.
    pub(in super::super) fn shows(
        &self,
        connection: &Connection,
        seq: Seq,
    ) -> rusqlite::Result<bool> {
        let values = std::iter::once(Value::Integer(seq.0)).chain(self.values.iter().cloned());
        let mut statement = connection.prepare_cached(&self.sql)?;
        let mut first = statement.query(params_from_iter(values))?;
        match first.next()? {
            Some(row) => Ok(row.get::<_, i64>(0)? == seq.0),
            None => Ok(true),
        }
    }
}

/// The feeds of the other articles of an article's story.
pub(in super::super) fn other_feeds(
    connection: &Connection,
    seq: Seq,
) -> rusqlite::Result<Vec<FeedId>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT feed_id FROM article
             WHERE story = (SELECT story FROM article WHERE seq = ?1)
               AND seq <> ?1 AND deleted IS NULL ORDER BY feed_id",
        )?
        .query_map([seq.0], |row| row.get(0).map(FeedId))?
        .collect()
}
