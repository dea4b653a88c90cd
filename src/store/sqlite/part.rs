//! One article into two where a rule about its host's URLs had made them one.
//!
//! The entry that came under another value of the parameter becomes an article under its whole
//! URL, and the parameter is kept from then on, so that no fetch makes them one again.

use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::{Deserialize, Serialize};

use super::{
    apply, content, indexing,
    insert::{self, Identity},
    json::json,
    operations, rules, update,
};
use crate::model::{ArticleId, Draft, FeedId, Seq, Shortened, Timestamp};

/// The kind of operation in the log.
pub(super) const KIND: &str = "split-url";

/// How an entry was recognised through a rule.
#[derive(Serialize, Deserialize)]
pub(super) struct Through {
    n: i64,
    pub(super) at: i64,
    feed: i64,
    why: String,
    guid: Option<String>,
    url: Option<String>,
    rejected: Option<String>,
    shortened: Shortened,
}

/// What undoing needs.
#[derive(Serialize, Deserialize)]
pub(super) struct Parted {
    from: i64,
    made: i64,
    through: Through,
    guid_alias: bool,
    sighted: Option<i64>,
    word: rules::Word,
}

/// The latest entry that was recognised as an article through a rule.
pub(super) fn latest(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Through>> {
    let found = connection
        .prepare_cached(
            "SELECT n, at, feed_id, why, guid, url, rejected, shortened FROM decision
             WHERE seq = ?1 AND rule = 'url-rule' AND shortened IS NOT NULL
             ORDER BY n DESC LIMIT 1",
        )?
        .query_row([seq.0], |row| {
            let text: String = row.get(7)?;
            let shortened = serde_json::from_str(&text).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(
                    7,
                    rusqlite::types::Type::Text,
                    Box::new(error),
                )
            })?;
            Ok(Through {
                n: row.get(0)?,
                at: row.get(1)?,
                feed: row.get(2)?,
                why: row.get(3)?,
                guid: row.get(4)?,
                url: row.get(5)?,
                rejected: row.get(6)?,
                shortened,
            })
        });
    found.optional()
}

/// Makes that entry an article of its own.
pub(super) fn part(
    connection: &Connection,
    (id, seq): (&ArticleId, Seq),
    through: Through,
    now: Timestamp,
) -> rusqlite::Result<ArticleId> {
    let word = rules::forbid(connection, &through.shortened.rules, now)?;
    connection
        .prepare_cached("DELETE FROM alias WHERE kind = 'url' AND value = ?2 AND seq = ?1")?
        .execute(params![seq.0, through.shortened.full.0])?;
    let guid_alias = connection
        .prepare_cached(
            "DELETE FROM alias WHERE kind = 'guid' AND feed_id = ?2 AND value = ?3 AND seq = ?1",
        )?
        .execute(params![seq.0, through.feed, through.guid])?
        > 0;
    let sighted = connection
        .prepare_cached(
            "DELETE FROM sighting WHERE seq = ?1 AND feed_id = ?2 RETURNING first_seen",
        )?
        .query_row([seq.0, through.feed], |row| row.get(0))
        .optional()?;
    connection
        .prepare_cached("DELETE FROM decision WHERE seq = ?1 AND n = ?2")?
        .execute([seq.0, through.n])?;
    let made = make(connection, seq, &through, guid_alias)?;
    let made_id: ArticleId = connection
        .prepare_cached("SELECT id FROM article WHERE seq = ?1")?
        .query_row([made.0], |row| row.get(0).map(ArticleId))?;
    let about = format!("split {made_id} from {id}");
    let parted = Parted { from: seq.0, made: made.0, through, guid_alias, sighted, word };
    operations::record(connection, now, KIND, &about, &parted)?;
    Ok(made_id)
}

/// Stores the entry with the words of the article, which were the entry's own or agreed with
/// them; the next fetch brings the rest.
fn make(
    connection: &Connection,
    from: Seq,
    through: &Through,
    takes_guid: bool,
) -> rusqlite::Result<Seq> {
    let (content_html, content_text) = content::load(connection, from)?.unwrap_or_default();
    let (date_key, disc, date, draft): (String, String, Option<i64>, Draft) = connection
        .prepare_cached(
            "SELECT date_key, disc, iif(dated, date, NULL), title, published, text_hash
             FROM article WHERE seq = ?1",
        )?
        .query_row([from.0], |row| {
            let draft = Draft {
                guid: through.guid.clone().filter(|_| takes_guid),
                url: through.url.clone(),
                title: row.get(3)?,
                published: row.get::<_, Option<i64>>(4)?.map(Timestamp),
                content_html,
                content_text,
                text_hash: row.get::<_, i64>(5)? as u64,
                ..Draft::default()
            };
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, draft))
        })?;
    let full = &through.shortened.full.0;
    let key = Identity {
        url_key: full,
        date_key: &date_key,
        disc: &apply::free_disc(connection, full, &date_key, &disc, &draft)?,
        dated: date.map(Timestamp),
        latest: None,
        guid_ok: true,
    };
    let made =
        insert::insert(connection, FeedId(through.feed), &draft, &key, Timestamp(through.at))?;
    connection
        .prepare_cached(
            "UPDATE article SET (summary, authors, tags, language, image, enclosures, read, starred) =
               (SELECT summary, authors, tags, language, image, enclosures, read, starred
                FROM article WHERE seq = :from)
             WHERE seq = :made",
        )?
        .execute(named_params! { ":from": from.0, ":made": made.0 })?;
    Ok(made)
}

/// Joins the two again, and takes the word back that kept them apart.
pub(super) fn rejoin(connection: &Connection, parted: &Parted) -> rusqlite::Result<()> {
    let Parted { from, made, through, guid_alias, sighted, word } = parted;
    for sql in [
        "UPDATE OR IGNORE alias SET seq = ?1 WHERE seq = ?2",
        "UPDATE article SET merged = ?1 WHERE merged = ?2",
    ] {
        connection.prepare_cached(sql)?.execute([from, made])?;
    }
    indexing::unindex(connection, Seq(*made))?;
    connection.prepare_cached("DELETE FROM article WHERE seq = ?1")?.execute([made])?;
    let (from, feed) = (Seq(*from), FeedId(through.feed));
    update::alias(connection, "url", FeedId(0), &through.shortened.full.0, from)?;
    if let Some(guid) = through.guid.as_ref().filter(|_| *guid_alias) {
        update::alias(connection, "guid", feed, guid, from)?;
    }
    if let Some(first_seen) = sighted {
        update::sight(connection, from, feed, Timestamp(*first_seen))?;
    }
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO decision
               (seq, n, at, feed_id, rule, why, guid, url, rejected, shortened)
             VALUES (?1, ?2, ?3, ?4, 'url-rule', ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            from.0,
            through.n,
            through.at,
            through.feed,
            through.why,
            through.guid,
            through.url,
            through.rejected,
            json(&through.shortened)?,
        ])?;
    rules::put_back(connection, word)
}
