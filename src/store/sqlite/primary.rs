//! Which of the feeds that carry an article may edit it.

use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::{Deserialize, Serialize};

use super::{hand, history, operations, stories, update};
use crate::{
    model::{ArticleId, FeedId, Seq, Timestamp},
    store::Primary,
};

/// The kind of a change of an article's own feed.
pub(super) const KIND: &str = "primary";

/// What undoing needs: whose the article was.
#[derive(Serialize, Deserialize)]
pub(super) struct Was {
    seq: i64,
    feed: i64,
    guid: Option<String>,
    guid_ok: bool,
    /// Whether the guid became an alias by the change.
    guid_alias: bool,
    /// When the feed that the article went to was first seen to carry it.
    first_seen: i64,
}

/// Gives an article to another feed that carries it.
pub(super) fn change(
    connection: &Connection,
    id: &ArticleId,
    feed: FeedId,
    now: Timestamp,
) -> rusqlite::Result<Primary> {
    let Some(seq) = history::seq(connection, id)? else { return Ok(Primary::NotSeen) };
    if owner(connection, seq)? == feed {
        return Ok(Primary::Already);
    }
    if is_seen_by_merge_alone(connection, seq, feed)? {
        return Ok(Primary::NotSeen);
    }
    let Some(was) = give(connection, seq, feed)? else { return Ok(Primary::NotSeen) };
    let title: String = connection
        .prepare_cached(
            "SELECT coalesce(options ->> '$.title', title, url) FROM feed WHERE id = ?1",
        )?
        .query_row([feed.0], |row| row.get(0))?;
    operations::record(connection, now, KIND, &format!("give {id} to {title}"), &was)?;
    Ok(Primary::Changed)
}

/// Takes that back.
pub(super) fn put_back(connection: &Connection, was: &Was) -> rusqlite::Result<()> {
    let seq = Seq(was.seq);
    let present = owner(connection, seq)?;
    if present.0 == was.feed {
        return Ok(());
    }
    update::sight(connection, seq, present, Timestamp(was.first_seen))?;
    hand::drop_sightings(connection, seq, &[was.feed])?;
    if let (true, Some(guid)) = (was.guid_alias, &was.guid) {
        connection
            .prepare_cached(
                "DELETE FROM alias WHERE kind = 'guid' AND feed_id = ?1 AND value = ?2 AND seq = ?3",
            )?
            .execute(params![was.feed, guid, seq.0])?;
    }
    let taken: Option<String> = connection
        .prepare_cached("SELECT guid FROM article WHERE seq = ?1 AND guid_ok")?
        .query_row([seq.0], |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(guid) = taken {
        update::alias(connection, "guid", present, &guid, seq)?;
    }
    own(connection, seq, was.feed, was.guid.as_deref(), was.guid_ok)
}

/// Gives the articles of a feed that is followed no more to feeds that carry them too, so that
/// their edits go on being seen. Undoing is not needed: the feed that comes back finds its articles
/// by their aliases, and carries them beside the other.
pub(super) fn hand_over(connection: &Connection, feed: FeedId) -> rusqlite::Result<()> {
    let heirs: Vec<(i64, i64)> = connection
        .prepare_cached(
            "SELECT s.seq, s.feed_id FROM article a
             JOIN sighting s ON s.seq = a.seq JOIN feed f ON f.id = s.feed_id
             WHERE a.feed_id = ?1 AND a.merged IS NULL AND f.removed IS NULL
             ORDER BY s.seq, s.first_seen, s.feed_id",
        )?
        .query_map([feed.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut given = None;
    for (seq, heir) in heirs {
        let heir = FeedId(heir);
        if given == Some(seq) || is_seen_by_merge_alone(connection, Seq(seq), heir)? {
            continue;
        }
        give(connection, Seq(seq), heir)?;
        given = Some(seq);
    }
    Ok(())
}

fn owner(connection: &Connection, seq: Seq) -> rusqlite::Result<FeedId> {
    connection
        .prepare_cached("SELECT feed_id FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get(0).map(FeedId))
}

/// Whether a feed carries an article only in that it carries one that was merged into it: what
/// it says is said of that one.
fn is_seen_by_merge_alone(
    connection: &Connection,
    seq: Seq,
    feed: FeedId,
) -> rusqlite::Result<bool> {
    let merged: Vec<Seq> = connection
        .prepare_cached("SELECT seq FROM article WHERE merged = ?1")?
        .query_map([seq.0], |row| row.get(0).map(Seq))?
        .collect::<rusqlite::Result<_>>()?;
    for other in merged {
        if hand::sighted_by_merge(connection, seq, other)?.contains(&feed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes a feed that carries an article its own; `None` if it does not carry it. The former
/// feed goes on carrying it, under the id it gave.
fn give(connection: &Connection, seq: Seq, feed: FeedId) -> rusqlite::Result<Option<Was>> {
    let first_seen: Option<i64> = connection
        .prepare_cached("SELECT first_seen FROM sighting WHERE seq = ?1 AND feed_id = ?2")?
        .query_row([seq.0, feed.0], |row| row.get(0))
        .optional()?;
    let Some(first_seen) = first_seen else { return Ok(None) };
    let (former, guid, guid_ok, received): (i64, Option<String>, bool, i64) = connection
        .prepare_cached("SELECT feed_id, guid, guid_ok, received FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut was = Was { seq: seq.0, feed: former, guid, guid_ok, guid_alias: false, first_seen };
    hand::drop_sightings(connection, seq, &[feed.0])?;
    update::sight(connection, seq, FeedId(former), Timestamp(received))?;
    if let Some(guid) = was.guid.as_ref().filter(|_| guid_ok) {
        was.guid_alias = connection
            .prepare_cached(
                "INSERT OR IGNORE INTO alias (kind, feed_id, value, seq)
                 VALUES ('guid', ?1, ?2, ?3)",
            )?
            .execute(params![former, guid, seq.0])?
            > 0;
    }
    let named: Option<String> = connection
        .prepare_cached(
            "DELETE FROM alias WHERE (kind, feed_id, value, seq) =
               (SELECT kind, feed_id, value, seq FROM alias
                WHERE kind = 'guid' AND feed_id = ?1 AND seq = ?2 ORDER BY value DESC LIMIT 1)
             RETURNING value",
        )?
        .query_row([feed.0, seq.0], |row| row.get(0))
        .optional()?;
    own(connection, seq, feed.0, named.as_deref(), true)?;
    Ok(Some(was))
}

/// Writes whose an article is, and the id that feed gives it.
fn own(
    connection: &Connection,
    seq: Seq,
    feed: i64,
    guid: Option<&str>,
    guid_ok: bool,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET feed_id = :feed, guid = :guid, guid_ok = :guid_ok WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":feed": feed, ":guid": guid, ":guid_ok": guid_ok, ":seq": seq.0,
        })?;
    stories::renew_marks(connection, seq)?;
    stories::settle_around(connection, seq)
}
