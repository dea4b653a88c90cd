//! What is remembered of an article's identity, read back.

use rusqlite::{Connection, OptionalExtension, Row};

use super::{content, decisions::Rejection, json::parsed, stories};
use crate::{
    model::{ArticleId, FeedId, FeedRef, Rule, Seq, Timestamp},
    store::{Alias, Decision, History, Revision, Sighting, Version},
};

/// The article of an id, if it is not deleted.
pub(super) fn seq(connection: &Connection, id: &ArticleId) -> rusqlite::Result<Option<Seq>> {
    connection
        .prepare_cached("SELECT seq FROM article WHERE id = ?1 AND deleted IS NULL")?
        .query_row([&id.0], |row| row.get(0).map(Seq))
        .optional()
}

/// Everything remembered of an article.
pub(super) fn history(
    connection: &Connection,
    id: &ArticleId,
) -> rusqlite::Result<Option<History>> {
    let Some(seq) = seq(connection, id)? else { return Ok(None) };
    let mut history = connection
        .prepare_cached(
            "SELECT id, url, url_key, date_key, disc, guid, guid_ok, received
             FROM article WHERE seq = ?1",
        )?
        .query_row([seq.0], |row| {
            Ok(History {
                id: ArticleId(row.get(0)?),
                url: row.get(1)?,
                url_key: row.get(2)?,
                date_key: row.get(3)?,
                disc: row.get(4)?,
                guid: row.get(5)?,
                guid_ok: row.get(6)?,
                received: Timestamp(row.get(7)?),
                sightings: Vec::new(),
                aliases: Vec::new(),
                revisions: Vec::new(),
                decisions: Vec::new(),
                merged: Vec::new(),
                story: Vec::new(),
            })
        })?;
    history.sightings = sightings(connection, seq)?;
    history.aliases = all(
        connection,
        "SELECT kind, value FROM alias WHERE seq = ?1 ORDER BY kind, value",
        seq,
        |row| Ok(Alias { kind: row.get(0)?, value: row.get(1)? }),
    )?;
    history.revisions = revisions(connection, seq)?;
    history.decisions = decisions(connection, seq)?;
    history.merged =
        all(connection, "SELECT id FROM article WHERE merged = ?1 ORDER BY deleted", seq, |row| {
            row.get(0).map(ArticleId)
        })?;
    history.story = stories::told(connection, seq)?;
    Ok(Some(history))
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    seq: Seq,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map([seq.0], read)?.collect()
}

fn sightings(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<Sighting>> {
    all(
        connection,
        "SELECT f.id, coalesce(f.options ->> '$.title', f.title, f.url), f.url, f.site_url, s.at
         FROM (SELECT feed_id, received AS at, 0 AS place FROM article WHERE seq = ?1
               UNION ALL SELECT feed_id, first_seen, 1 FROM sighting WHERE seq = ?1) s
         JOIN feed f ON f.id = s.feed_id ORDER BY s.place, s.at, f.id",
        seq,
        |row| Ok(Sighting { feed: feed(row)?, first_seen: Timestamp(row.get(4)?) }),
    )
}

/// A feed in the first four columns.
fn feed(row: &Row<'_>) -> rusqlite::Result<FeedRef> {
    Ok(FeedRef {
        id: FeedId(row.get(0)?),
        title: row.get(1)?,
        url: row.get(2)?,
        site_url: row.get(3)?,
    })
}

fn revisions(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<Revision>> {
    all(
        connection,
        "SELECT n, replaced, changed, rule, why FROM revision WHERE seq = ?1 ORDER BY n",
        seq,
        |row| {
            Ok(Revision {
                n: row.get(0)?,
                replaced: Timestamp(row.get(1)?),
                changed: parsed(2, &row.get::<_, String>(2)?)?,
                rule: rule(3, &row.get::<_, String>(3)?)?,
                why: row.get(4)?,
            })
        },
    )
}

fn decisions(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<Decision>> {
    let found: Vec<(Decision, Option<String>)> = all(
        connection,
        "SELECT f.id, coalesce(f.options ->> '$.title', f.title, f.url), f.url, f.site_url,
           d.at, d.rule, d.why, d.guid, d.url, d.rejected
         FROM decision d JOIN feed f ON f.id = d.feed_id WHERE d.seq = ?1 ORDER BY d.n",
        seq,
        |row| {
            let decision = Decision {
                at: Timestamp(row.get(4)?),
                feed: feed(row)?,
                rule: rule(5, &row.get::<_, String>(5)?)?,
                why: row.get(6)?,
                guid: row.get(7)?,
                url: row.get(8)?,
                rejected: Vec::new(),
            };
            Ok((decision, row.get(9)?))
        },
    )?;
    let named = |rejection: Rejection| {
        let id = connection
            .prepare_cached("SELECT id FROM article WHERE seq = ?1")?
            .query_row([rejection.seq], |row| row.get(0).map(ArticleId))
            .optional()?;
        Ok((id, rejection.why))
    };
    let complete = |(mut decision, rejected): (Decision, Option<String>)| {
        let rejected: Vec<Rejection> = match rejected {
            Some(text) => parsed(9, &text)?,
            None => Vec::new(),
        };
        decision.rejected = rejected.into_iter().map(named).collect::<rusqlite::Result<_>>()?;
        Ok(decision)
    };
    found.into_iter().map(complete).collect()
}

fn rule(column: usize, name: &str) -> rusqlite::Result<Rule> {
    parsed(column, &["\"", name, "\""].concat())
}

/// A version of an article: the present one, or one that was kept.
pub(super) fn version(
    connection: &Connection,
    id: &ArticleId,
    n: u32,
) -> rusqlite::Result<Option<Version>> {
    let Some(seq) = seq(connection, id)? else { return Ok(None) };
    connection
        .prepare_cached(
            "SELECT a.title, a.url, coalesce(a.published_latest, a.published), c.body
             FROM article a LEFT JOIN content c USING (seq) WHERE a.seq = ?1 AND a.revision = ?2
             UNION ALL
             SELECT title, url, published, body FROM revision WHERE seq = ?1 AND n = ?2 LIMIT 1",
        )?
        .query_row((seq.0, n), |row| {
            let body = row.get_ref(3)?.as_blob_or_null()?;
            let (content_html, content_text) =
                body.map(content::read).transpose()?.unwrap_or_default();
            Ok(Version {
                n,
                title: row.get(0)?,
                url: row.get(1)?,
                published: row.get::<_, Option<i64>>(2)?.map(Timestamp),
                content_html,
                content_text,
            })
        })
        .optional()
}
