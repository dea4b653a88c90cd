//! One article into two: what was merged comes out again, or else what a rule about URLs made one
//! with it, or an edit that was none.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::{Deserialize, Serialize};

use super::{
    apply,
    buried::{front, merged, raise},
    content, hand, history, indexing,
    insert::{self, Identity, next_change},
    operations, part, stories, update,
};
use crate::{
    model::{ArticleId, Draft, FeedId, Seq, Timestamp},
    store::Split,
};

/// The kind of a split that takes a merged article out.
pub(super) const APART: &str = "split-merged";
/// The kind of a split that makes an older version an article of its own.
pub(super) const OFF: &str = "split-version";

/// What undoing needs where a merged article was taken out.
#[derive(Serialize, Deserialize)]
pub(super) struct Apart {
    kept: i64,
    other: i64,
    hidden: i64,
    sighted: Vec<i64>,
}

/// What undoing needs where an older version was made an article.
#[derive(Serialize, Deserialize)]
pub(super) struct Off {
    from: i64,
    made: i64,
    before: Present,
    last: Last,
    /// The URL key among the aliases that went with the older version.
    url_alias: bool,
    /// The guid among the aliases that is now the present version's own.
    guid_alias: Option<String>,
}

/// What splitting changes of an article.
#[derive(Clone, Serialize, Deserialize)]
struct Present {
    feed: i64,
    guid: Option<String>,
    guid_ok: bool,
    url_key: String,
    date_key: String,
    disc: String,
    title: String,
    published: Option<i64>,
    published_latest: Option<i64>,
    received: i64,
    date: i64,
    dated: bool,
    revision: i64,
    edited: Option<i64>,
    read: bool,
    starred: bool,
}

/// The version before the last edit, but for its content.
#[derive(Clone, Serialize, Deserialize)]
struct Last {
    n: i64,
    replaced: i64,
    changed: String,
    rule: String,
    why: String,
    title: String,
    url: Option<String>,
    url_key: String,
    published: Option<i64>,
    text_hash: i64,
}

/// Splits an article.
pub(super) fn split(
    connection: &Connection,
    id: &ArticleId,
    now: Timestamp,
) -> rusqlite::Result<Split> {
    let Some(seq) = history::seq(connection, id)? else { return Ok(Split::Whole) };
    let hidden = connection
        .prepare_cached(
            "SELECT seq, id, deleted FROM article WHERE merged = ?1
             ORDER BY deleted DESC, seq DESC LIMIT 1",
        )?
        .query_row([seq.0], |row| Ok((Seq(row.get(0)?), ArticleId(row.get(1)?), row.get(2)?)))
        .optional()?;
    if let Some((other, other_id, since)) = hidden {
        let about = format!("split {other_id} from {id}");
        apart(connection, (seq, other, since), &about, now)?;
        return Ok(Split::Off(other_id));
    }
    let last = last(connection, seq)?;
    let through = part::latest(connection, seq)?;
    let edited = last.as_ref().map(|last| last.replaced);
    if let Some(through) = through.filter(|through| edited.is_none_or(|at| at <= through.at)) {
        return part::part(connection, (id, seq), through, now).map(Split::Off);
    }
    let Some(last) = last else { return Ok(Split::Whole) };
    off(connection, (id, seq), last, now).map(Split::Off)
}

/// Takes out an article that was merged.
fn apart(
    connection: &Connection,
    (kept, other, hidden): (Seq, Seq, i64),
    about: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let feeds = hand::sighted_by_merge(connection, kept, other)?;
    let sighted: Vec<i64> = feeds.into_iter().map(|feed| feed.0).collect();
    hand::drop_sightings(connection, kept, &sighted)?;
    raise(connection, other)?;
    let apart = Apart { kept: kept.0, other: other.0, hidden, sighted };
    operations::record(connection, now, APART, about, &apart)
}

/// Takes that back, unless the article has been merged again since, or the merge it came out of
/// was taken back as well: then it is where it was put.
pub(super) fn together(connection: &Connection, apart: &Apart) -> rusqlite::Result<()> {
    let (kept, other) = (Seq(apart.kept), Seq(apart.other));
    let front = front(connection, kept)?.filter(|front| *front != other);
    let Some(front) = front else { return Ok(()) };
    if merged(connection, other)?.is_some() || !hand::is_merge_standing(connection, other)? {
        return Ok(());
    }
    for &feed in &apart.sighted {
        update::sight(connection, kept, FeedId(feed), Timestamp(apart.hidden))?;
    }
    hand::hide(connection, front, other, Timestamp(apart.hidden))
}

/// Makes the version before the last edit, with all that led to it, an article of its own. It
/// takes the first date and the key along, since it is what was there first; the present
/// version keeps its id and state and stands under its own date.
fn off(
    connection: &Connection,
    (id, seq): (&ArticleId, Seq),
    last: Last,
    now: Timestamp,
) -> rusqlite::Result<ArticleId> {
    let before = present(connection, seq)?;
    let guid_alias = stand_alone(connection, seq, &before, &last)?;
    let made = make(connection, seq, &before, &last, guid_alias.is_some())?;
    connection
        .prepare_cached("DELETE FROM revision WHERE seq = ?1 AND n = ?2")?
        .execute([seq.0, last.n])?;
    connection
        .prepare_cached("UPDATE revision SET seq = ?2 WHERE seq = ?1")?
        .execute([seq.0, made.0])?;
    let url_alias = last.url_key != before.url_key
        && connection
            .prepare_cached("DELETE FROM alias WHERE kind = 'url' AND value = ?2 AND seq = ?1")?
            .execute(params![seq.0, last.url_key])?
            > 0;
    stories::copy_marks(connection, seq, made)?;
    stories::renew_marks(connection, seq)?;
    stories::settle_around(connection, seq)?;
    let made_id = id_of(connection, made)?;
    let about = format!("split {made_id} from {id}");
    let off = Off { from: seq.0, made: made.0, before, last, url_alias, guid_alias };
    operations::record(connection, now, OFF, &about, &off)?;
    Ok(made_id)
}

fn id_of(connection: &Connection, seq: Seq) -> rusqlite::Result<ArticleId> {
    connection
        .prepare_cached("SELECT id FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get(0).map(ArticleId))
}

fn present(connection: &Connection, seq: Seq) -> rusqlite::Result<Present> {
    let read = |row: &Row<'_>| {
        Ok(Present {
            feed: row.get("feed_id")?,
            guid: row.get("guid")?,
            guid_ok: row.get("guid_ok")?,
            url_key: row.get("url_key")?,
            date_key: row.get("date_key")?,
            disc: row.get("disc")?,
            title: row.get("title")?,
            published: row.get("published")?,
            published_latest: row.get("published_latest")?,
            received: row.get("received")?,
            date: row.get("date")?,
            dated: row.get("dated")?,
            revision: row.get("revision")?,
            edited: row.get("edited")?,
            read: row.get("read")?,
            starred: row.get("starred")?,
        })
    };
    connection.prepare_cached("SELECT * FROM article WHERE seq = ?1")?.query_row([seq.0], read)
}

fn last(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Last>> {
    let read = |row: &Row<'_>| {
        Ok(Last {
            n: row.get("n")?,
            replaced: row.get("replaced")?,
            changed: row.get("changed")?,
            rule: row.get("rule")?,
            why: row.get("why")?,
            title: row.get("title")?,
            url: row.get("url")?,
            url_key: row.get("url_key")?,
            published: row.get("published")?,
            text_hash: row.get("text_hash")?,
        })
    };
    connection
        .prepare_cached("SELECT * FROM revision WHERE seq = ?1 ORDER BY n DESC LIMIT 1")?
        .query_row([seq.0], read)
        .optional()
}

/// Gives the present version a key and a date of its own, and the guid it was edited under if
/// that is another than the first. That guid, which was an alias.
fn stand_alone(
    connection: &Connection,
    seq: Seq,
    before: &Present,
    last: &Last,
) -> rusqlite::Result<Option<String>> {
    let guid: Option<String> = connection
        .prepare_cached(
            "SELECT guid FROM decision WHERE seq = ?1 AND at = ?2 ORDER BY n DESC LIMIT 1",
        )?
        .query_row([seq.0, last.replaced], |row| row.get(0))
        .optional()?
        .flatten()
        .filter(|guid| before.guid.as_ref() != Some(guid));
    let date = before.published_latest.filter(|_| before.dated);
    let date_key: String = match date {
        Some(date) => connection
            .prepare_cached("SELECT strftime('%Y-%m-%dT%H:%M', ?1, 'unixepoch')")?
            .query_row([date], |row| row.get(0))?,
        None => before.date_key.clone(),
    };
    let name = guid.clone().or(before.guid.clone());
    let draft = Draft { guid: name.clone(), title: before.title.clone(), ..Draft::default() };
    let disc = apply::free_disc(connection, &before.url_key, &date_key, &before.disc, &draft)?;
    connection
        .prepare_cached(
            "UPDATE article SET guid = :guid, date_key = :date_key, disc = :disc,
               published = coalesce(:date, published), date = coalesce(:date, date),
               published_latest = iif(:date IS NULL, published_latest, NULL),
               revision = 0, edited = NULL, change = :change WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":guid": name, ":date_key": date_key, ":disc": disc, ":date": date,
            ":change": next_change(connection)?, ":seq": seq.0,
        })?;
    if let Some(guid) = &guid {
        connection
            .prepare_cached("DELETE FROM alias WHERE kind = 'guid' AND value = ?2 AND seq = ?1")?
            .execute(params![seq.0, guid])?;
    }
    Ok(guid)
}

/// Stores the older version.
fn make(
    connection: &Connection,
    from: Seq,
    before: &Present,
    last: &Last,
    takes_guid: bool,
) -> rusqlite::Result<Seq> {
    let body: Option<Vec<u8>> = connection
        .prepare_cached("SELECT body FROM revision WHERE seq = ?1 AND n = ?2")?
        .query_row([from.0, last.n], |row| row.get(0))?;
    let (content_html, content_text) =
        body.as_deref().map(content::read).transpose()?.unwrap_or_default();
    let published = before.published.map(Timestamp);
    let draft = Draft {
        guid: before.guid.clone().filter(|_| takes_guid),
        url: last.url.clone(),
        title: last.title.clone(),
        published,
        content_html,
        content_text,
        text_hash: last.text_hash as u64,
        ..Draft::default()
    };
    let disc = apply::free_disc(connection, &last.url_key, &before.date_key, &before.disc, &draft)?;
    let key = Identity {
        url_key: &last.url_key,
        date_key: &before.date_key,
        disc: &disc,
        dated: before.dated.then_some(Timestamp(before.date)),
        latest: last.published.map(Timestamp).filter(|_| before.dated),
        guid_ok: before.guid_ok,
    };
    let received = Timestamp(before.received);
    let made = insert::insert(connection, FeedId(before.feed), &draft, &key, received)?;
    // What the feed says of both alike, and what the reader had done with the one article.
    connection
        .prepare_cached(
            "UPDATE article SET (authors, tags, language, image, read, starred, revision) =
               (SELECT authors, tags, language, image, read, starred, :n
                FROM article WHERE seq = :from)
             WHERE seq = :made",
        )?
        .execute(named_params! { ":n": last.n, ":from": from.0, ":made": made.0 })?;
    Ok(made)
}

/// Joins the older version to the present one again, with all that both have become since.
pub(super) fn rejoin(connection: &Connection, off: &Off) -> rusqlite::Result<()> {
    let Off { from, made, last, .. } = off;
    // The older version may have been edited too; what it is now came before the present one.
    let n: i64 = connection
        .prepare_cached("SELECT revision FROM article WHERE seq = ?1")?
        .query_row([made], |row| row.get(0))?;
    // Edits of the present one since then come after that; through negative numbers, since the
    // new ones may overlap with the old.
    for sql in [
        "UPDATE revision SET n = -n - ?2 - 1 WHERE seq = ?1",
        "UPDATE revision SET n = -n WHERE seq = ?1 AND n < 0 AND ?2 >= 0",
    ] {
        connection.prepare_cached(sql)?.execute([*from, n])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO revision
               (seq, n, replaced, changed, rule, why, title, url, url_key, published, text_hash, body)
             SELECT :from, :n, :replaced, :changed, :rule, :why, a.title, a.url, a.url_key,
               iif(:n = :last, :published, coalesce(a.published_latest, a.published)),
               a.text_hash, c.body
             FROM article a LEFT JOIN content c USING (seq) WHERE a.seq = :made",
        )?
        .execute(named_params! {
            ":from": from, ":made": made, ":n": n, ":last": last.n, ":replaced": last.replaced,
            ":changed": last.changed, ":rule": last.rule, ":why": last.why,
            ":published": last.published,
        })?;
    hand_on(connection, off)?;
    stories::drop(connection, Seq(*made))?;
    indexing::unindex(connection, Seq(*made))?;
    connection.prepare_cached("DELETE FROM article WHERE seq = ?1")?.execute([made])?;
    restore(connection, off, n - last.n)
}

/// Gives the present version what the older one has gathered: names, sightings, versions,
/// decisions, a star and tags. Whether it is read is its own matter, since what was read may be
/// the older one alone.
fn hand_on(connection: &Connection, off: &Off) -> rusqlite::Result<()> {
    let (from, made) = (off.from, off.made);
    for sql in [
        "INSERT OR IGNORE INTO alias (kind, feed_id, value, seq)
           SELECT kind, feed_id, value, ?1 FROM alias WHERE seq = ?2",
        "INSERT OR IGNORE INTO alias (kind, feed_id, value, seq)
           SELECT 'url', 0, url_key, ?1 FROM article WHERE seq = ?2
           AND url_key <> (SELECT url_key FROM article WHERE seq = ?1)",
        "INSERT OR IGNORE INTO sighting (seq, feed_id, first_seen)
           SELECT ?1, feed_id, first_seen FROM sighting WHERE seq = ?2
           AND feed_id <> (SELECT feed_id FROM article WHERE seq = ?1)",
        "UPDATE revision SET seq = ?1 WHERE seq = ?2",
        "UPDATE decision
           SET seq = ?1, n = n + (SELECT coalesce(max(n), 0) FROM decision WHERE seq = ?1)
         WHERE seq = ?2",
        "UPDATE article SET merged = ?1 WHERE merged = ?2",
        "UPDATE article SET own_tags = (
           SELECT json_group_array(value) FROM (
             SELECT t.value FROM article a, json_each(a.own_tags) t WHERE a.seq IN (?1, ?2)
             GROUP BY fold(t.value) ORDER BY min(a.seq), t.key))
         WHERE seq = ?1
           AND EXISTS (SELECT 1 FROM article WHERE seq = ?2 AND own_tags IS NOT NULL)",
    ] {
        connection.prepare_cached(sql)?.execute([from, made])?;
    }
    connection
        .prepare_cached(
            "UPDATE article SET starred = 1 WHERE seq = ?1 AND NOT ?3
               AND (SELECT starred FROM article WHERE seq = ?2)",
        )?
        .execute(params![from, made, off.before.starred])
        .map(drop)
}

/// Gives the present version back what splitting had changed. `since` is how many edits of the
/// older version were seen after that.
fn restore(connection: &Connection, off: &Off, since: i64) -> rusqlite::Result<()> {
    let Off { from, before, last, .. } = off;
    connection
        .prepare_cached(
            "UPDATE article SET guid = :guid, date_key = :date_key, disc = :disc,
               published = :published, published_latest = coalesce(published_latest, :latest),
               date = :date, revision = revision + :revision, edited = coalesce(edited, :edited),
               change = :change WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":guid": before.guid, ":date_key": before.date_key, ":disc": before.disc,
            ":published": before.published, ":latest": before.published_latest,
            ":date": before.date, ":revision": before.revision + since, ":edited": before.edited,
            ":change": next_change(connection)?, ":seq": from,
        })?;
    if off.url_alias {
        update::alias(connection, "url", FeedId(0), &last.url_key, Seq(*from))?;
    }
    if let Some(guid) = &off.guid_alias {
        update::alias(connection, "guid", FeedId(before.feed), guid, Seq(*from))?;
    }
    stories::renew_marks(connection, Seq(*from))?;
    stories::settle_around(connection, Seq(*from))
}
