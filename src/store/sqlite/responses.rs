//! Exchanges and documents in the table `response`.

use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};

use super::{
    Sqlite, StoreError,
    json::{json, parsed},
    lookup,
};
use crate::{
    model::{ArticleId, Document, FeedId, Incoming, Kept, Known, Timestamp},
    store::{
        Keep, Responses,
        responses::{Packed, unpack},
    },
};

/// Keeps what a refresh says is to be kept.
pub(super) fn keep(connection: &Connection, feed: FeedId, keep: &Keep) -> rusqlite::Result<()> {
    match keep {
        Keep::Nothing => {
            connection
                .prepare_cached("DELETE FROM response WHERE feed_id = ?1")?
                .execute([feed.0])?;
        }
        Keep::Exchange(exchange) => {
            connection
                .prepare_cached(
                    "INSERT INTO response (feed_id, exchange) VALUES (?1, ?2)
                     ON CONFLICT (feed_id) DO UPDATE SET exchange = excluded.exchange",
                )?
                .execute(params![feed.0, json(exchange)?])?;
        }
        Keep::TooLarge(exchange) => {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO response (feed_id, exchange) VALUES (?1, ?2)",
                )?
                .execute(params![feed.0, json(exchange)?])?;
        }
        Keep::Whole(exchange, packed) => {
            let Packed { head, body } = &**packed;
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO response (feed_id, exchange, received, document, body)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![feed.0, json(exchange)?, exchange.at.0, json(head)?, body])?;
        }
    }
    Ok(())
}

impl Responses for Sqlite {
    fn kept(&mut self, feed: FeedId) -> Result<Option<Kept>, StoreError> {
        self.doing("read the last response", |connection| {
            connection
                .prepare_cached(
                    "SELECT exchange, received, document, body FROM response WHERE feed_id = ?1",
                )?
                .query_row([feed.0], read)
                .optional()
        })
    }

    fn candidates(&mut self, incoming: &Incoming) -> Result<Vec<(ArticleId, Known)>, StoreError> {
        self.doing("look up articles", |connection| {
            let known = lookup::candidates(connection, incoming)?.known;
            let mut id = connection.prepare_cached("SELECT id FROM article WHERE seq = ?1")?;
            known
                .into_iter()
                .map(|one| Ok((ArticleId(id.query_row([one.seq.0], |row| row.get(0))?), one)))
                .collect()
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let exchange = parsed(0, &row.get::<_, String>(0)?)?;
    let received: Option<i64> = row.get(1)?;
    let Some(received) = received else { return Ok(Kept { exchange, document: None }) };
    let head: Document = parsed(2, &row.get::<_, String>(2)?)?;
    let body = unpack(row.get_ref(3)?.as_blob()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(3, Type::Blob, Box::new(error))
    })?;
    let document = Document { body, ..head };
    Ok(Kept { exchange, document: Some((Timestamp(received), document)) })
}
