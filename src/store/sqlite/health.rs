//! Which trouble with feeds somebody has taken note of.

use rusqlite::{Connection, params};

use crate::model::{AcknowledgedTrouble, FeedId, Timestamp};

/// Everything that was acknowledged.
pub(super) fn acknowledged(connection: &Connection) -> rusqlite::Result<Vec<AcknowledgedTrouble>> {
    connection
        .prepare_cached("SELECT feed_id, code, since FROM acknowledged ORDER BY feed_id, code")?
        .query_map([], |row| {
            Ok(AcknowledgedTrouble {
                feed: FeedId(row.get(0)?),
                code: row.get(1)?,
                since: row.get::<_, Option<i64>>(2)?.map(Timestamp),
            })
        })?
        .collect()
}

/// Takes note of this trouble, in place of all that was acknowledged of these feeds.
pub(super) fn acknowledge(
    connection: &Connection,
    feeds: &[FeedId],
    trouble: &[AcknowledgedTrouble],
) -> rusqlite::Result<()> {
    let mut forget = connection.prepare_cached("DELETE FROM acknowledged WHERE feed_id = ?1")?;
    for feed in feeds {
        forget.execute([feed.0])?;
    }
    let mut note = connection.prepare_cached(
        "INSERT OR REPLACE INTO acknowledged (feed_id, code, since) VALUES (?1, ?2, ?3)",
    )?;
    for one in trouble {
        note.execute(params![one.feed.0, one.code, one.since.map(|at| at.0)])?;
    }
    Ok(())
}
