//! When each public host is asked next: the budget that all runs share.

use std::{collections::BTreeMap, time::Duration};

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::Turn;

/// A start further ahead than this, in milliseconds, was written by a clock that has been set
/// back since; one further ago matters to nobody.
const REACH: i64 = 3_600_000;

/// When each host was or will be asked last, in milliseconds since 1970.
pub(super) fn hosts(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    connection
        .prepare_cached("SELECT name, asked FROM host")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Takes the next free start of each lane, one after the other; how long each has to wait.
pub(super) fn reserve(
    connection: &Connection,
    turns: &[Turn],
    now: i64,
) -> rusqlite::Result<Vec<Option<Duration>>> {
    connection
        .prepare_cached("DELETE FROM host WHERE asked NOT BETWEEN ?1 AND ?2")?
        .execute([now - REACH, now + REACH])?;
    turns.iter().map(|turn| reserve_one(connection, turn, now)).collect()
}

fn reserve_one(
    connection: &Connection,
    turn: &Turn,
    now: i64,
) -> rusqlite::Result<Option<Duration>> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT asked FROM host WHERE name = ?1")?
        .query_row([&turn.lane], |row| row.get(0))
        .optional()?;
    let spacing = i64::try_from(turn.spacing.as_millis()).unwrap_or(REACH).min(REACH);
    let start = last.map_or(now, |last| now.max(last + spacing));
    let wait = Duration::from_millis(u64::try_from(start - now).unwrap_or(0));
    if wait > turn.patience {
        return Ok(None);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO host (name, asked) VALUES (?1, ?2)")?
        .execute(params![turn.lane, start])?;
    Ok(Some(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_given_out_one_after_the_other() {
        let connection = Connection::open_in_memory().expect("memory");
        let table = "CREATE TABLE host (name TEXT PRIMARY KEY, asked INTEGER NOT NULL) STRICT";
        connection.execute_batch(table).expect("a table");
        let turn = |lane: &str, patience| Turn {
            lane: lane.into(),
            spacing: Duration::from_millis(700),
            patience: Duration::from_secs(patience),
        };
        let now = 1_779_364_800_000;
        for (what, lane, patience, at, wait) in [
            ("the first at once", "a", 60, 0, Some(0)),
            ("the second after the spacing", "a", 60, 100, Some(600)),
            ("the third after both", "a", 60, 100, Some(1300)),
            ("one without patience takes no turn", "a", 0, 100, None),
            ("another lane is free", "b", 0, 100, Some(0)),
            ("the fourth", "a", 60, 2000, Some(100)),
            ("long after", "a", 60, 60_000, Some(0)),
            ("a clock set back", "a", 60, -2 * REACH, Some(0)),
        ] {
            let waits = reserve(&connection, &[turn(lane, patience)], now + at).expect(what);
            assert_eq!(waits, [wait.map(Duration::from_millis)], "{what}");
        }
        assert_eq!(hosts(&connection).expect("hosts").len(), 1, "the old are forgotten");
    }
}
