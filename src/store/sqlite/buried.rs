//! Articles that are in no list, and how they come back.

use rusqlite::{Connection, OptionalExtension};

use super::{stories, upkeep::reindex_one};
use crate::model::Seq;

/// Makes a pruned, forgotten or merged article one of its own again, also in an index that was
/// rebuilt without it.
pub(super) fn raise(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE article SET merged = NULL, deleted = NULL WHERE seq = ?1")?
        .execute([seq.0])?;
    let is_indexed =
        connection.prepare_cached("SELECT 1 FROM word_docsize WHERE id = ?1")?.exists([seq.0])?;
    if !is_indexed {
        reindex_one(connection, seq)?;
    }
    stories::settle_around(connection, seq)
}

/// The article that one is hidden behind, however many merges lie between, or itself; `None` if
/// they go round in a circle.
pub(super) fn front(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Seq>> {
    connection
        .prepare_cached(
            "WITH RECURSIVE behind (seq, merged) AS (
               SELECT seq, merged FROM article WHERE seq = ?1
               UNION SELECT a.seq, a.merged FROM behind b JOIN article a ON a.seq = b.merged)
             SELECT seq FROM behind WHERE merged IS NULL",
        )?
        .query_row([seq.0], |row| row.get(0).map(Seq))
        .optional()
}

/// What an article is hidden behind, if it is.
pub(super) fn merged(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Seq>> {
    connection
        .prepare_cached("SELECT merged FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get(0))
        .optional()
        .map(|found| found.flatten().map(Seq))
}
