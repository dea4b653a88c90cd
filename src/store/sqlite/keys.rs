//! The pass that computes keys anew when the rules for them have changed.

use rusqlite::{Connection, Row, params};

use super::{Sqlite, StoreError, apply, json::from_json, rules, update};
use crate::{
    model::{Draft, Enclosure, FeedId, Seq},
    store::{Keys, MakeKey, Origin},
};

impl Keys for Sqlite {
    fn key_version(&mut self) -> Result<u32, StoreError> {
        self.doing("read the version of the keys", |connection| version(connection))
    }

    fn rekey(&mut self, to: u32, key: MakeKey<'_>) -> Result<usize, StoreError> {
        self.writing("compute keys anew", |transaction| {
            // Another process may have done it while this one waited for the lock.
            if version(transaction)? == to {
                return Ok(0);
            }
            let changed = rekey(transaction, key)?;
            former(transaction, key)?;
            rules::mark_all_stale(transaction)?;
            transaction
                .execute("UPDATE counter SET value = ?1 WHERE name = 'key_version'", [to])?;
            Ok(changed)
        })
    }
}

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection
        .prepare_cached("SELECT value FROM counter WHERE name = 'key_version'")?
        .query_row([], |row| row.get(0))
}

/// Gives every article with an address its present key.
fn rekey(connection: &Connection, key: MakeKey<'_>) -> rusqlite::Result<usize> {
    let mut articles = connection.prepare(
        "SELECT a.seq, a.url, a.guid, a.url_key, a.enclosures, f.url AS feed_url, f.site_url
         FROM article a JOIN feed f ON f.id = a.feed_id ORDER BY a.seq",
    )?;
    let mut changes = Vec::new();
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        let Some(origin) = origin(row)? else { continue };
        let present: String = row.get("url_key")?;
        changes.extend(
            key(&origin).filter(|key| *key != present).map(|key| (row.get("seq").map(Seq), key)),
        );
    }
    drop(rows);
    let count = changes.len();
    for (seq, key) in changes {
        change(connection, seq?, &key)?;
    }
    Ok(count)
}

/// Where an article's key comes from; `None` if it has no address.
pub(super) fn origin(row: &Row<'_>) -> rusqlite::Result<Option<Origin>> {
    let enclosures: Vec<Enclosure> = from_json(row, "enclosures")?;
    let page: Option<String> = row.get("url")?;
    let Some(url) = page.or_else(|| Some(enclosures.into_iter().next()?.url)) else {
        return Ok(None);
    };
    Ok(Some(Origin {
        url,
        guid: row.get("guid")?,
        feed_url: row.get("feed_url")?,
        site_url: row.get("site_url")?,
    }))
}

/// Gives an article another key; the former one stays an alias. Another article may have that
/// key with this date: they were two so far, and a rule is no reason to make them one.
fn change(connection: &Connection, seq: Seq, key: &str) -> rusqlite::Result<()> {
    let (former, date_key, disc, guid, title): (String, String, String, Option<String>, String) =
        connection
            .prepare_cached(
                "SELECT url_key, date_key, disc, guid, title FROM article WHERE seq = ?1",
            )?
            .query_row([seq.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
    let named = Draft { guid, title, ..Draft::default() };
    let disc = apply::free_disc(connection, key, &date_key, &disc, &named)?;
    update::alias(connection, "url", FeedId(0), &former, seq)?;
    connection
        .prepare_cached("UPDATE article SET url_key = ?2, disc = ?3 WHERE seq = ?1")?
        .execute(params![seq.0, key, disc])
        .map(drop)
}

/// Gives former addresses, as far as they were kept, their present keys as aliases.
fn former(connection: &Connection, key: MakeKey<'_>) -> rusqlite::Result<()> {
    let mut revisions = connection.prepare(
        "SELECT r.seq, r.n, r.url, r.url_key, a.guid, f.url AS feed_url, f.site_url
         FROM revision r JOIN article a ON a.seq = r.seq JOIN feed f ON f.id = a.feed_id
         WHERE r.url IS NOT NULL",
    )?;
    let mut changes: Vec<(i64, i64, String)> = Vec::new();
    let mut rows = revisions.query([])?;
    while let Some(row) = rows.next()? {
        let origin = Origin {
            url: row.get("url")?,
            guid: row.get("guid")?,
            feed_url: row.get("feed_url")?,
            site_url: row.get("site_url")?,
        };
        let present: String = row.get("url_key")?;
        if let Some(key) = key(&origin).filter(|key| *key != present) {
            changes.push((row.get("seq")?, row.get("n")?, key));
        }
    }
    drop(rows);
    for (seq, n, key) in changes {
        connection
            .prepare_cached("UPDATE revision SET url_key = ?3 WHERE seq = ?1 AND n = ?2")?
            .execute(params![seq, n, key])?;
        let is_own = "SELECT 1 FROM article WHERE seq = ?1 AND url_key = ?2";
        if !connection.prepare_cached(is_own)?.exists(params![seq, key])? {
            update::alias(connection, "url", FeedId(0), &key, Seq(seq))?;
        }
    }
    Ok(())
}
