//! The tables, and how an older file is brought up to date.
//!
//! `feed`, `article` and the other singular names are the program's own tables; the plural views
//! `feeds`, `articles`, `tags`, `authors` and `enclosures` are for outsiders (`sqlite3`,
//! Datasette, scripts) and keep their names and columns.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, translate};

/// Marks the file as ours in its header: "tdgs".
const APPLICATION_ID: i64 = 0x7464_6773;

/// Each step takes a file from version n to n + 1, in one transaction with the version number.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The newest schema version this program knows.
const NEWEST: i64 = MIGRATIONS.len() as i64;

/// Checks that the file is ours and brings its tables up to date.
///
/// A file of another program, a damaged one or one from a newer version is never touched.
pub(super) fn bring_up(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let failed = |error| translate(path, "read the schema version", error);
    let version = check(connection, path)?;
    if version == NEWEST {
        return Ok(());
    }
    if version == 0 {
        connection.execute_batch("PRAGMA journal_mode=WAL").map_err(failed)?;
    }
    migrate(connection).map_err(|error| translate(path, "bring the tables up to date", error))
}

/// The schema version of a file that is ours, 0 if it is empty.
fn check(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let failed = |error| translate(path, "read the schema version", error);
    let number =
        |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0)).map_err(failed);
    let (application, version) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    match application {
        APPLICATION_ID if version > NEWEST => {
            Err(StoreError::TooNew { path: path.into(), found: version, known: NEWEST })
        }
        APPLICATION_ID => Ok(version),
        0 if tables == 0 && version == 0 => Ok(0),
        _ => Err(StoreError::Foreign {
            path: path.into(),
            why: "it is a database of another program".to_owned(),
        }),
    }
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again: another process may have migrated while this one waited for the lock.
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(MIGRATIONS.len())) {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!(
        "PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={NEWEST};"
    ))?;
    transaction.commit()
}
