//! Edits, sightings and marks of stored articles.

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::{
    content,
    indexing::{Indexing, Words},
    insert::{self, meta_hash},
    json::json,
    said::{self, Said},
};
use crate::model::{Absorbed, Draft, FeedId, Seq, Timestamp};

/// The most versions that are kept of one article; then the oldest but the first goes.
const KEPT_REVISIONS: i64 = 20;
/// Edits of the same parts within so many seconds are one: authors mend what they see once it
/// is out.
const ONE_EDIT: i64 = 10 * 60;

/// Writes an edit: the version before it becomes a revision, the article takes the new values.
pub(super) fn edit(
    connection: &Connection,
    draft: &Draft,
    absorbed: &Absorbed,
    (now, indexing): (Timestamp, &Indexing),
) -> rusqlite::Result<()> {
    let seq = absorbed.seq;
    let counted = !goes_on(connection, absorbed, now)?;
    if counted {
        keep_revision(connection, absorbed, now)?;
    }
    connection
        .prepare_cached(
            "UPDATE article SET revision = revision + :counted, edited = :now, change = :change
             WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":counted": counted,
            ":now": now.0,
            ":change": insert::next_change(connection)?,
            ":seq": seq.0,
        })?;
    settle(connection, draft, absorbed)?;
    rewrite(connection, seq, draft, indexing)
}

/// Whether an edit goes on with the last one.
fn goes_on(connection: &Connection, absorbed: &Absorbed, now: Timestamp) -> rusqlite::Result<bool> {
    let last = connection
        .prepare_cached(
            "SELECT replaced, changed FROM revision WHERE seq = ?1 ORDER BY n DESC LIMIT 1",
        )?
        .query_row([absorbed.seq.0], |row| Ok((row.get(0).map(Timestamp)?, row.get(1)?)))
        .optional()?;
    let changed: String = json(&absorbed.changed)?;
    Ok(last.is_some_and(|(at, what): (_, String)| {
        (0..=ONE_EDIT).contains(&now.since(at)) && what == changed
    }))
}

/// Gives an article the key and the dates that were decided on.
pub(super) fn settle(
    connection: &Connection,
    draft: &Draft,
    absorbed: &Absorbed,
) -> rusqlite::Result<()> {
    if let Some(key) = &absorbed.url_key {
        move_address(connection, absorbed.seq, key, draft)?;
    }
    redate(connection, absorbed)
}

/// Remembers the latest date that the feed has claimed, which is the first one too if there was
/// none.
fn redate(connection: &Connection, absorbed: &Absorbed) -> rusqlite::Result<()> {
    let Some(latest) = absorbed.published_latest else { return Ok(()) };
    if let Some(date_key) = &absorbed.date_key
        && date_once(connection, absorbed.seq, date_key, latest)?
    {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE article SET published_latest = ?2, date = coalesce(?3, date) WHERE seq = ?1",
        )?
        .execute(params![absorbed.seq.0, latest.0, absorbed.bumped.map(|at| at.0)])
        .map(drop)
}

fn keep_revision(
    connection: &Connection,
    absorbed: &Absorbed,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let rule = json(&absorbed.rule)?;
    connection
        .prepare_cached(
            "INSERT INTO revision
               (seq, n, replaced, changed, rule, why, title, url, url_key, published, text_hash, body)
             SELECT a.seq, a.revision, :now, :changed, :rule, :why, a.title, a.url, a.url_key,
                    coalesce(a.published_latest, a.published), a.text_hash, c.body
             FROM article a LEFT JOIN content c USING (seq) WHERE a.seq = :seq",
        )?
        .execute(named_params! {
            ":now": now.0,
            ":changed": json(&absorbed.changed)?,
            ":rule": rule.trim_matches('"'),
            ":why": absorbed.why,
            ":seq": absorbed.seq.0,
        })?;
    connection
        .prepare_cached(
            "DELETE FROM revision WHERE seq = ?1 AND n > 0
               AND n <= (SELECT max(n) FROM revision WHERE seq = ?1) - ?2 + 1",
        )?
        .execute(params![absorbed.seq.0, KEPT_REVISIONS])
        .map(drop)
}

/// Gives an article its new address; the old one stays an alias.
fn move_address(
    connection: &Connection,
    seq: Seq,
    key: &str,
    draft: &Draft,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO alias (kind, feed_id, value, seq)
             SELECT 'url', 0, url_key, seq FROM article WHERE seq = ?1",
        )?
        .execute([seq.0])?;
    // Another article may hold the new key with this date; then the key stays what it was and
    // the new address is an alias, which finds this article all the same.
    let moved = connection
        .prepare_cached("UPDATE OR IGNORE article SET url_key = ?2 WHERE seq = ?1")?
        .execute(params![seq.0, key])?;
    if moved == 0 {
        alias(connection, "url", FeedId(0), key, seq)?;
    }
    connection
        .prepare_cached("UPDATE article SET url = ?2 WHERE seq = ?1")?
        .execute(params![seq.0, draft.url])
        .map(drop)
}

/// Fills in the date of an article that had none. Where another article holds that key already,
/// this one stays undated. Whether it got the date.
fn date_once(
    connection: &Connection,
    seq: Seq,
    date_key: &str,
    date: Timestamp,
) -> rusqlite::Result<bool> {
    let dated = connection
        .prepare_cached(
            "UPDATE OR IGNORE article SET date_key = ?2, published = ?3, date = ?3, dated = 1
             WHERE seq = ?1 AND date_key = ''",
        )?
        .execute(params![seq.0, date_key, date.0])?;
    Ok(dated > 0)
}

static REWRITE: LazyLock<String> =
    LazyLock::new(|| format!("UPDATE article SET {} WHERE seq = :seq", *said::SETTINGS));

/// Takes over all that an entry says beside its identity: title, text and the rest. A text that
/// the feed no longer carries stays: that it stopped sending texts is no edit of this one.
pub(super) fn rewrite(
    connection: &Connection,
    seq: Seq,
    draft: &Draft,
    indexing: &Indexing,
) -> rusqlite::Result<()> {
    let meta = meta_hash(draft);
    let kept = if draft.text_hash == 0 { content::load(connection, seq)? } else { None };
    let draft = &match kept {
        Some((html, text @ Some(_))) => Draft {
            text_hash: text_hash(connection, seq)?,
            content_html: html,
            content_text: text,
            ..draft.clone()
        },
        _ => draft.clone(),
    };
    let said = Said::of(draft, meta)?;
    let mut parameters = said.parameters().to_vec();
    parameters.push((":seq", &seq.0));
    connection.prepare_cached(&REWRITE)?.execute(&*parameters)?;
    insert::store_content(connection, seq, draft)?;
    indexing.add(connection, Words::of_draft(seq, draft).replacing())
}

fn text_hash(connection: &Connection, seq: Seq) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT text_hash FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get::<_, i64>(0).map(|hash| hash as u64))
}

/// Remembers a further name of an article.
pub(super) fn alias(
    connection: &Connection,
    kind: &str,
    feed: FeedId,
    value: &str,
    seq: Seq,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO alias (kind, feed_id, value, seq) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![kind, feed.0, value, seq.0])
        .map(drop)
}

/// Remembers that another feed carries an article.
pub(super) fn sight(
    connection: &Connection,
    seq: Seq,
    feed: FeedId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO sighting (seq, feed_id, first_seen) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![seq.0, feed.0, now.0])
        .map(drop)
}
