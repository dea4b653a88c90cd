//! A person's word on identity: deleting for good, and making two articles one.
//!
//! Nothing is thrown away. A merged article keeps its row, names and content, hidden behind the
//! one it was merged into; to the resolver it stays an article of its own, so that its entries
//! are recognised as surely as before and no fetch undoes the merge. Taking an act back is
//! therefore to show again what was hidden.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{
    Sqlite, StoreError,
    buried::{front, merged, raise},
    history, operations, primary, split, stories,
};
use crate::{
    model::{ArticleId, FeedId, Seq, Timestamp, count},
    store::{Hand, History, Primary, Split, Version},
};

/// The kind of a deletion.
pub(super) const FORGET: &str = "forget";
/// The kind of a merge.
pub(super) const MERGE: &str = "merge";

/// What undoing a deletion needs.
#[derive(Serialize, Deserialize)]
pub(super) struct Forgotten {
    articles: Vec<String>,
}

/// What undoing a merge needs.
#[derive(Serialize, Deserialize)]
pub(super) struct Merged {
    /// The article that stayed.
    kept: i64,
    /// The one that was hidden behind it.
    other: i64,
    /// Those that were hidden behind that one before.
    moved: Vec<i64>,
    /// Feeds that the article is seen in through the merge alone.
    sighted: Vec<i64>,
}

impl Hand for Sqlite {
    fn history(&mut self, article: &ArticleId) -> Result<Option<History>, StoreError> {
        self.doing("read an article's history", |connection| history::history(connection, article))
    }

    fn version(&mut self, article: &ArticleId, n: u32) -> Result<Option<Version>, StoreError> {
        self.doing("read a version", |connection| history::version(connection, article, n))
    }

    fn forget(&mut self, articles: &[ArticleId], now: Timestamp) -> Result<usize, StoreError> {
        self.writing("forget articles", |transaction| forget(transaction, articles, now))
    }

    fn merge(
        &mut self,
        kept: &ArticleId,
        other: &ArticleId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writing("merge articles", |transaction| merge(transaction, kept, other, now))
    }

    fn primary(
        &mut self,
        article: &ArticleId,
        feed: FeedId,
        now: Timestamp,
    ) -> Result<Primary, StoreError> {
        self.writing("give an article to a feed", |transaction| {
            primary::change(transaction, article, feed, now)
        })
    }

    fn split(&mut self, article: &ArticleId, now: Timestamp) -> Result<Split, StoreError> {
        self.writing("split an article", |transaction| split::split(transaction, article, now))
    }
}

/// Deletes articles. Row, names and text stay as a tombstone, by which the feed's entries are
/// recognised and kept away.
fn forget(
    connection: &Connection,
    articles: &[ArticleId],
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "UPDATE article SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL RETURNING seq",
    )?;
    let mut forgotten = Vec::new();
    for id in articles {
        let gone = statement.query_row(params![id.0, now.0], |row| row.get(0)).optional()?;
        if let Some(seq) = gone {
            stories::settle_around(connection, Seq(seq))?;
            forgotten.push(id.0.clone());
        }
    }
    let many = forgotten.len();
    if many > 0 {
        let about = format!("forget {}", count(many, "article"));
        operations::record(connection, now, FORGET, &about, &Forgotten { articles: forgotten })?;
    }
    Ok(many)
}

/// Brings forgotten articles back.
pub(super) fn unforget(connection: &Connection, forgotten: &Forgotten) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT seq FROM article WHERE id = ?1 AND deleted IS NOT NULL AND merged IS NULL",
    )?;
    for id in &forgotten.articles {
        let seq = statement.query_row([id], |row| row.get(0).map(Seq)).optional()?;
        seq.map_or(Ok(()), |seq| raise(connection, seq))?;
    }
    Ok(())
}

/// Hides `other` behind `kept`.
fn merge(
    connection: &Connection,
    kept: &ArticleId,
    other: &ArticleId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let place = |id| history::seq(connection, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows);
    let (stays, goes) = (place(kept)?, place(other)?);
    let merged = Merged {
        kept: stays.0,
        other: goes.0,
        moved: hidden_behind(connection, goes)?,
        sighted: unite_sightings(connection, stays, goes)?,
    };
    hide(connection, stays, goes, now)?;
    operations::record(connection, now, MERGE, &format!("merge {other} into {kept}"), &merged)
}

/// Takes a merge back, as far as no later act has taken it back or gone beyond it: what stands
/// is looked for where the article that was kept is by now.
pub(super) fn unmerge(connection: &Connection, undone: &Merged) -> rusqlite::Result<()> {
    let (kept, other) = (Seq(undone.kept), Seq(undone.other));
    let hidden = merged(connection, other)?;
    // The article that was kept is gone where it was a version and has been joined again.
    let behind = front(connection, kept)?.or(hidden);
    if hidden.is_some() && hidden == behind {
        raise(connection, other)?;
    }
    if let (Some(behind), Some(home)) = (behind, front(connection, other)?) {
        for &seq in &undone.moved {
            connection
                .prepare_cached("UPDATE article SET merged = ?1 WHERE seq = ?2 AND merged = ?3")?
                .execute([home.0, seq, behind.0])?;
        }
        take_along(connection, other, behind, home)?;
    }
    drop_sightings(connection, kept, &undone.sighted)
}

/// Hides behind `home` what merges that still stand had put behind `other`, and what lies behind
/// that, where it is behind another by now.
fn take_along(connection: &Connection, other: Seq, behind: Seq, home: Seq) -> rusqlite::Result<()> {
    if behind == home {
        return Ok(());
    }
    let mut kept = vec![other.0];
    while let Some(seq) = kept.pop() {
        let followed: Vec<i64> = connection
            .prepare_cached(
                "UPDATE article SET merged = ?3 WHERE merged = ?2 AND ?1 =
                   (SELECT o.detail ->> '$.kept' FROM operation o
                    WHERE o.kind = 'merge' AND o.undone IS NULL
                      AND o.detail ->> '$.other' = article.seq ORDER BY o.id DESC LIMIT 1)
                 RETURNING seq",
            )?
            .query_map([seq, behind.0, home.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        kept.extend(followed);
    }
    Ok(())
}

fn hidden_behind(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT seq FROM article WHERE merged = ?1")?
        .query_map([seq.0], |row| row.get(0))?
        .collect()
}

/// Hides one article, and all that is hidden behind it, behind another.
pub(super) fn hide(
    connection: &Connection,
    behind: Seq,
    seq: Seq,
    at: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE article SET merged = ?1 WHERE merged = ?2")?
        .execute([behind.0, seq.0])?;
    connection
        .prepare_cached("UPDATE article SET merged = ?1, deleted = ?2 WHERE seq = ?3")?
        .execute(params![behind.0, at.0, seq.0])?;
    stories::settle_around(connection, seq)
}

/// Lets one article be seen in every feed of another; the feeds that this adds.
fn unite_sightings(connection: &Connection, to: Seq, of: Seq) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "INSERT INTO sighting (seq, feed_id, first_seen)
             SELECT ?1, feed_id, min(at) FROM (
               SELECT feed_id, received AS at FROM article WHERE seq = ?2
               UNION ALL SELECT feed_id, first_seen FROM sighting WHERE seq = ?2)
             WHERE feed_id <> (SELECT feed_id FROM article WHERE seq = ?1)
               AND feed_id NOT IN (SELECT feed_id FROM sighting WHERE seq = ?1)
             GROUP BY feed_id RETURNING feed_id",
        )?
        .query_map([to.0, of.0], |row| row.get(0))?
        .collect()
}

/// Lets an article be seen in these feeds no more.
pub(super) fn drop_sightings(
    connection: &Connection,
    seq: Seq,
    feeds: &[i64],
) -> rusqlite::Result<()> {
    for &feed in feeds {
        connection
            .prepare_cached("DELETE FROM sighting WHERE seq = ?1 AND feed_id = ?2")?
            .execute([seq.0, feed])?;
    }
    Ok(())
}

/// Whether an article was merged into another and that was not taken back.
pub(super) fn is_merge_standing(connection: &Connection, other: Seq) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM operation
             WHERE kind = 'merge' AND undone IS NULL AND detail ->> '$.other' = ?1",
        )?
        .exists([other.0])
}

/// The feeds that an article is seen in only since another was merged into it.
pub(super) fn sighted_by_merge(
    connection: &Connection,
    kept: Seq,
    other: Seq,
) -> rusqlite::Result<Vec<FeedId>> {
    connection
        .prepare_cached(
            "SELECT f.value FROM operation o, json_each(o.detail, '$.sighted') f
             WHERE o.kind = 'merge' AND o.undone IS NULL
               AND o.detail ->> '$.kept' = ?1 AND o.detail ->> '$.other' = ?2",
        )?
        .query_map([kept.0, other.0], |row| row.get(0).map(FeedId))?
        .collect()
}
