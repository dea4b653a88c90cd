//! The keys of one host's articles, computed anew when its rules have changed.

use rusqlite::{Connection, Row, params};

use crate::{
    model::{Draft, FeedId, Seq},
    store::{
        BothKeys, MakeBothKeys, Origin,
        sqlite::{apply, keys, update},
    },
};

/// Computes the keys of every stale host; how many changed.
pub(super) fn stale_hosts(
    connection: &Connection,
    keys: MakeBothKeys<'_>,
) -> rusqlite::Result<usize> {
    let hosts: Vec<String> = connection
        .prepare("SELECT host FROM url_stale")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut changed = 0;
    for host in &hosts {
        changed += of_host(connection, host, keys)?;
    }
    connection.execute("DELETE FROM url_stale", [])?;
    Ok(changed)
}

/// An article of the host, with its keys as they are now and as they should be.
struct Article {
    seq: Seq,
    present: String,
    date_key: String,
    disc: String,
    named: Draft,
    keys: BothKeys,
}

fn of_host(connection: &Connection, host: &str, make: MakeBothKeys<'_>) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "SELECT a.seq, a.url, a.guid, a.url_key, a.date_key, a.disc, a.title, a.enclosures,
           f.url AS feed_url, f.site_url
         FROM article a JOIN feed f ON f.id = a.feed_id
         WHERE a.url_key >= ?1 || '/' AND a.url_key < ?1 || '0' ORDER BY a.seq",
    )?;
    let mut rows = statement.query([host])?;
    let mut articles = Vec::new();
    while let Some(row) = rows.next()? {
        articles.extend(read(row, make)?);
    }
    drop(rows);
    let mut changed = 0;
    for article in &articles {
        changed += usize::from(settle(connection, article)?);
    }
    former(connection, host, make)?;
    Ok(changed)
}

/// Gives former versions of articles their present keys.
fn former(connection: &Connection, host: &str, make: MakeBothKeys<'_>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT r.seq, r.n, r.url, r.url_key, a.guid, f.url AS feed_url, f.site_url
         FROM revision r JOIN article a ON a.seq = r.seq JOIN feed f ON f.id = a.feed_id
         WHERE r.url IS NOT NULL AND r.url_key >= ?1 || '/' AND r.url_key < ?1 || '0'",
    )?;
    let mut rows = statement.query([host])?;
    let mut changes: Vec<(i64, i64, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let origin = Origin {
            url: row.get("url")?,
            guid: row.get("guid")?,
            feed_url: row.get("feed_url")?,
            site_url: row.get("site_url")?,
        };
        let present: String = row.get("url_key")?;
        let Some(BothKeys { key, .. }) = make(&origin).filter(|keys| keys.key != present) else {
            continue;
        };
        changes.push((row.get("seq")?, row.get("n")?, key));
    }
    drop(rows);
    for (seq, n, key) in changes {
        connection
            .prepare_cached("UPDATE revision SET url_key = ?3 WHERE seq = ?1 AND n = ?2")?
            .execute(params![seq, n, key])?;
    }
    Ok(())
}

fn read(row: &Row<'_>, make: MakeBothKeys<'_>) -> rusqlite::Result<Option<Article>> {
    let Some(keys) = keys::origin(row)?.and_then(|origin| make(&origin)) else { return Ok(None) };
    Ok(Some(Article {
        seq: Seq(row.get("seq")?),
        present: row.get("url_key")?,
        date_key: row.get("date_key")?,
        disc: row.get("disc")?,
        named: Draft { guid: row.get("guid")?, title: row.get("title")?, ..Draft::default() },
        keys,
    }))
}

/// Gives an article its key; whether that is another one. The whole URL stays a name of the
/// article. What a rule had left of it does not: the rule holds no more, and what it left is
/// another page's address.
fn settle(connection: &Connection, article: &Article) -> rusqlite::Result<bool> {
    let Article { seq, present, date_key, disc, named, keys: BothKeys { key, full } } = article;
    if key != full {
        update::alias(connection, "url", FeedId(0), full, *seq)?;
    }
    if key == present {
        return Ok(false);
    }
    let disc = apply::free_disc(connection, key, date_key, disc, named)?;
    connection
        .prepare_cached("UPDATE article SET url_key = ?2, disc = ?3 WHERE seq = ?1")?
        .execute(params![seq.0, key, disc])?;
    connection
        .prepare_cached("DELETE FROM alias WHERE kind = 'url' AND seq = ?1 AND value IN (?2, ?3)")?
        .execute(params![seq.0, present, key])?;
    if present == full {
        update::alias(connection, "url", FeedId(0), full, *seq)?;
    }
    Ok(true)
}
