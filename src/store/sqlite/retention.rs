//! Pruning: the column `deleted`, and what brings an article back.

use rusqlite::{Connection, params, params_from_iter, types::Value};

use super::{Sqlite, StoreError, buried::raise, operations::record, stories};
use crate::{
    model::{FeedId, Seq, Timestamp, count},
    store::{Pruned, Retention, Retiring},
};

/// The kind of operation in the log.
pub(super) const KIND: &str = "prune";

/// The kind it becomes once the articles' text is gone and nothing brings them back.
pub(super) const FINAL: &str = "pruned";

impl Retention for Sqlite {
    fn retiring(&mut self, which: &Retiring) -> Result<Vec<Pruned>, StoreError> {
        self.doing("look for old articles", |connection| by_feed(connection, which))
    }

    fn prune(&mut self, which: &Retiring, now: Timestamp) -> Result<Vec<Pruned>, StoreError> {
        self.writing("prune articles", |transaction| {
            let pruned = by_feed(transaction, which)?;
            let (sql, values) = chosen(which, "");
            let seqs: Vec<i64> = transaction
                .prepare(&sql)?
                .query_map(params_from_iter(values), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if seqs.is_empty() {
                return Ok(pruned);
            }
            let mut bury =
                transaction.prepare_cached("UPDATE article SET deleted = ?2 WHERE seq = ?1")?;
            for seq in &seqs {
                bury.execute(params![seq, now.0])?;
                stories::settle_around(transaction, Seq(*seq))?;
            }
            let about = format!("prune {}", count(seqs.len(), "article"));
            record(transaction, now, KIND, &about, &seqs)?;
            Ok(pruned)
        })
    }

    fn held_back(&mut self, which: &Retiring) -> Result<u64, StoreError> {
        self.doing("look for old articles", |connection| {
            let (sql, values) = chosen(which, "NOT");
            let sql = format!("SELECT count(*) FROM ({sql})");
            connection
                .query_row(&sql, params_from_iter(values), |row| row.get::<_, i64>(0))
                .map(|held| held as u64)
        })
    }

    fn buried(&mut self) -> Result<u64, StoreError> {
        self.doing("count pruned articles", |connection| Ok(undoable(connection)?.len() as u64))
    }
}

/// The articles that undoing would bring back.
fn undoable(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare(
            "SELECT DISTINCT a.seq FROM operation o, json_each(o.detail) j
             JOIN article a ON a.seq = j.value
             WHERE o.kind = ?1 AND o.undone IS NULL AND a.deleted IS NOT NULL",
        )?
        .query_map([KIND], |row| row.get(0))?
        .collect()
}

/// The articles that may go, as SQL for their `seq` and `feed_id`; with `NOT`, those that only a
/// consumer holds back.
fn chosen(which: &Retiring, not: &str) -> (String, Vec<Value>) {
    let mut sql = format!(
        "SELECT seq, feed_id FROM (
           SELECT seq, feed_id, date, starred, own_tags, change, row_number() OVER
             (PARTITION BY feed_id ORDER BY date DESC, seq DESC) AS place
           FROM article WHERE deleted IS NULL)
         WHERE starred = 0 AND own_tags IS NULL
           AND {not} change <= coalesce((SELECT min(position) FROM consumer), change)
           AND place > ?"
    );
    let mut values = vec![Value::Integer(i64::try_from(which.beyond).unwrap_or(i64::MAX))];
    if let Some(before) = which.before {
        sql.push_str(" AND date < ?");
        values.push(Value::Integer(before.0));
    }
    if let Some(feeds) = &which.feeds {
        let ids: Vec<String> = feeds.iter().map(|id| id.0.to_string()).collect();
        sql += &[" AND feed_id IN (", &ids.join(","), ")"].concat();
    }
    (sql, values)
}

fn by_feed(connection: &Connection, which: &Retiring) -> rusqlite::Result<Vec<Pruned>> {
    let (sql, values) = chosen(which, "");
    connection
        .prepare(&format!(
            "SELECT f.id, coalesce(f.options ->> '$.title', f.title, f.url), count(*) AS articles
             FROM ({sql}) gone JOIN feed f ON f.id = gone.feed_id
             GROUP BY f.id ORDER BY articles DESC, f.id"
        ))?
        .query_map(params_from_iter(values), |row| {
            Ok(Pruned {
                feed: FeedId(row.get(0)?),
                title: row.get(1)?,
                articles: row.get::<_, i64>(2)? as u64,
            })
        })?
        .collect()
}

/// Brings pruned articles back.
pub(super) fn put_back(connection: &Connection, seqs: &[i64]) -> rusqlite::Result<()> {
    seqs.iter().try_for_each(|seq| raise(connection, Seq(*seq)))
}

/// Lets go of everything of buried articles but what tells them from new ones; how many they
/// were.
pub(super) fn purge(connection: &Connection) -> rusqlite::Result<u64> {
    let buried = undoable(connection)?;
    for seq in &buried {
        stories::drop(connection, Seq(*seq))?;
        for sql in [
            "DELETE FROM word WHERE rowid = ?1",
            "DELETE FROM title_word WHERE rowid = ?1",
            "DELETE FROM content WHERE seq = ?1",
            "DELETE FROM revision WHERE seq = ?1",
            "UPDATE article SET summary = NULL, authors = NULL, tags = NULL, own_tags = NULL,
               enclosures = NULL, image = NULL WHERE seq = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([seq])?;
        }
    }
    connection.execute(
        "UPDATE operation SET kind = ?2, detail = '[]' WHERE kind = ?1",
        params![KIND, FINAL],
    )?;
    Ok(buried.len() as u64)
}
