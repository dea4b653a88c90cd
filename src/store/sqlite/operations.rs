//! The operation log: what a person did, and how it is taken back.
//!
//! Every kind of operation records what was there before; `undo` puts it back by its kind.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{
    Mark, Operation, hand,
    json::{json, parsed},
    part, primary, retention, rules, split, tagging,
};
use crate::model::{ArticleId, Timestamp, count};

/// The kind of a change of state.
const MARK: &str = "mark";

/// What undoing a mark needs: the mark, and the articles it changed.
#[derive(Serialize, Deserialize)]
struct Marked {
    mark: Mark,
    articles: Vec<String>,
}

/// Gives articles a state; how many changed. Those that had it already are not part of the
/// operation, so that undoing it leaves them as they are.
pub(super) fn mark(
    connection: &Connection,
    articles: &[ArticleId],
    mark: Mark,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let changed = set(connection, mark, articles.iter().map(|id| &id.0))?;
    let many = changed.len();
    if many > 0 {
        let about = format!("{} {}", mark.name(), count(many, "article"));
        record(connection, now, MARK, &about, &Marked { mark, articles: changed })?;
    }
    Ok(many)
}

/// Sets a flag of articles; the ids of those it changed.
fn set<'i>(
    connection: &Connection,
    mark: Mark,
    ids: impl Iterator<Item = &'i String>,
) -> rusqlite::Result<Vec<String>> {
    let (sql, value) = match mark {
        Mark::Read(value) => ("UPDATE article SET read = ?2 WHERE id = ?1 AND read <> ?2", value),
        Mark::Starred(value) => {
            ("UPDATE article SET starred = ?2 WHERE id = ?1 AND starred <> ?2", value)
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![id, value])? > 0 {
            changed.push(id.clone());
        }
    }
    Ok(changed)
}

/// Writes an operation into the log.
pub(super) fn record(
    connection: &Connection,
    now: Timestamp,
    kind: &str,
    about: &str,
    detail: &impl Serialize,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO operation (at, kind, about, detail) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![now.0, kind, about, json(detail)?])
        .map(drop)
}

/// The newest operations, newest first.
pub(super) fn newest(connection: &Connection, limit: usize) -> rusqlite::Result<Vec<Operation>> {
    connection
        .prepare_cached(
            "SELECT id, at, kind, about, undone FROM operation ORDER BY id DESC LIMIT ?1",
        )?
        .query_map([limit as i64], operation)?
        .collect()
}

fn operation(row: &Row<'_>) -> rusqlite::Result<Operation> {
    Ok(Operation {
        id: row.get(0)?,
        at: Timestamp(row.get(1)?),
        kind: row.get(2)?,
        about: row.get(3)?,
        undone: row.get::<_, Option<i64>>(4)?.map(Timestamp),
    })
}

/// Takes back one operation: the newest that is not undone, or the one of that number.
pub(super) fn undo(
    connection: &Connection,
    number: Option<i64>,
    now: Timestamp,
) -> rusqlite::Result<Option<Operation>> {
    let found = connection
        .prepare_cached(
            "SELECT id, at, kind, about, undone, detail FROM operation
             WHERE undone IS NULL AND kind NOT IN (?2, ?3) AND (?1 IS NULL OR id = ?1)
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![number, retention::FINAL, rules::DEMOTED], |row| {
            Ok((operation(row)?, row.get::<_, String>(5)?))
        })
        .optional()?;
    let Some((operation, detail)) = found else { return Ok(None) };
    put_back(connection, &operation.kind, &detail)?;
    connection
        .prepare_cached("UPDATE operation SET undone = ?2 WHERE id = ?1")?
        .execute(params![operation.id, now.0])?;
    Ok(Some(operation))
}

/// Undoes by kind; a kind of a newer version never reaches this one, which refuses its file.
fn put_back(connection: &Connection, kind: &str, detail: &str) -> rusqlite::Result<()> {
    match kind {
        MARK => {
            let marked: Marked = parsed(5, detail)?;
            set(connection, marked.mark.opposite(), marked.articles.iter()).map(drop)
        }
        retention::KIND => retention::put_back(connection, &parsed::<Vec<i64>>(5, detail)?),
        tagging::KIND => tagging::put_back(connection, &parsed(5, detail)?),
        hand::FORGET => hand::unforget(connection, &parsed(5, detail)?),
        hand::MERGE => hand::unmerge(connection, &parsed(5, detail)?),
        rules::WORD => rules::put_back(connection, &parsed(5, detail)?),
        rules::HOLD => rules::let_go(connection, &parsed(5, detail)?),
        part::KIND => part::rejoin(connection, &parsed(5, detail)?),
        split::APART => split::together(connection, &parsed(5, detail)?),
        split::OFF => split::rejoin(connection, &parsed(5, detail)?),
        primary::KIND => primary::put_back(connection, &parsed(5, detail)?),
        _ => Err(rusqlite::Error::InvalidParameterName(format!("operation of kind {kind}"))),
    }
}
