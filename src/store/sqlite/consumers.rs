//! Consumers and their places in the table `consumer`.

use rusqlite::{OptionalExtension, params};

use super::{Sqlite, StoreError};
use crate::{
    model::{Change, Timestamp},
    store::{Acknowledged, Consumer, Consumers, Pending},
};

impl Consumers for Sqlite {
    fn begin_list(&mut self, name: &str, now: Timestamp) -> Result<Pending, StoreError> {
        self.writing("begin a list", |transaction| {
            transaction.query_row(
                "INSERT INTO consumer (name, made) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET given = NULL
                 RETURNING position, (SELECT value FROM counter WHERE name = 'change')",
                params![name, now.0],
                |row| Ok(Pending { after: Change(row.get(0)?), upto: Change(row.get(1)?) }),
            )
        })
    }

    fn given_out(&mut self, name: &str, upto: Change) -> Result<(), StoreError> {
        self.writing("note what was given out", |transaction| {
            transaction
                .execute("UPDATE consumer SET given = ?2 WHERE name = ?1", params![name, upto.0])
                .map(drop)
        })
    }

    fn acknowledge(&mut self, name: &str, now: Timestamp) -> Result<Acknowledged, StoreError> {
        self.writing("acknowledge a list", |transaction| {
            let given = transaction
                .query_row("SELECT given FROM consumer WHERE name = ?1", [name], |row| {
                    row.get::<_, Option<i64>>(0)
                })
                .optional()?;
            let Some(given) = given else { return Ok(Acknowledged::Unknown) };
            let Some(given) = given else { return Ok(Acknowledged::CutShort) };
            transaction.execute(
                "UPDATE consumer SET position = given, acknowledged = ?2 WHERE name = ?1",
                params![name, now.0],
            )?;
            Ok(Acknowledged::Upto(Change(given)))
        })
    }

    fn consumers(&mut self) -> Result<Vec<Consumer>, StoreError> {
        self.doing("read the cursors", |connection| {
            connection
                .prepare_cached(
                    "SELECT name, position, made, acknowledged,
                       (SELECT count(*) FROM article
                        WHERE change > position AND deleted IS NULL AND hidden = 0)
                     FROM consumer ORDER BY name",
                )?
                .query_map([], |row| {
                    Ok(Consumer {
                        name: row.get(0)?,
                        position: Change(row.get(1)?),
                        made: Timestamp(row.get(2)?),
                        acknowledged: row.get::<_, Option<i64>>(3)?.map(Timestamp),
                        pending: row.get::<_, i64>(4)? as u64,
                    })
                })?
                .collect()
        })
    }

    fn forget_consumer(&mut self, name: &str) -> Result<bool, StoreError> {
        self.writing("forget a cursor", |transaction| {
            Ok(transaction.execute("DELETE FROM consumer WHERE name = ?1", [name])? > 0)
        })
    }
}
