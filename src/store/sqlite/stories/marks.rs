//! Marks: hashes of what articles that tell the same have in common, kept and looked up.
//!
//! Marks of links are hashes of URL keys under the rules of their day. When those change, they
//! are not computed anew: what arrives within two weeks of them may miss a link, no more.

use rusqlite::{Connection, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{Found, Own, Shared};
use crate::model::{Draft, Seq};

/// What a mark is of; part of what is hashed.
const TEXT: u8 = b't';
const TITLE: u8 = b'h';
const LINK: u8 = b'l';

/// How far apart, in seconds, two articles are looked for: two weeks.
const WINDOW: i64 = 14 * 24 * 3600;

/// How many articles are held against one for each mark it has; what more of them share makes
/// them more than one story has.
const MOST: i64 = 12;

/// How many articles with a mark or at an address are looked through for other feeds': a feed
/// whose titles follow a pattern has thousands of one mark, and none of them is news.
const CROWD: i64 = 200;

/// The marks of an entry. A text that the feed no longer carries stays the article's, and so
/// does its mark.
pub(super) fn of(draft: &Draft, own: &Own, before: &[i64]) -> Vec<i64> {
    let text = hash(TEXT, &own.text_hash.to_le_bytes());
    let stays = draft.text_hash == 0 && before.contains(&text);
    let text = (own.text_hash != 0 && (draft.marks.text || stays)).then_some(text);
    let titles = draft.marks.titles.iter().map(|mark| hash(TITLE, &mark.to_le_bytes()));
    let links = draft.marks.links.iter().map(|key| hash(LINK, key.0.as_bytes()));
    let mut marks: Vec<i64> = text.into_iter().chain(titles).chain(links).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn hash(kind: u8, value: &[u8]) -> i64 {
    let mut bytes = Vec::with_capacity(value.len() + 1);
    bytes.push(kind);
    bytes.extend_from_slice(value);
    xxh3_64(&bytes) as i64
}

/// The marks that are kept of an article.
pub(super) fn kept(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached("SELECT marks FROM article WHERE seq = ?1")?.query_row(
        [seq.0],
        |row| {
            let bytes = row.get_ref(0)?.as_blob_or_null()?.unwrap_or_default();
            let (marks, _) = bytes.as_chunks::<8>();
            Ok(marks.iter().map(|mark| i64::from_le_bytes(*mark)).collect())
        },
    )
}

/// Keeps an article's marks.
pub(super) fn keep(connection: &Connection, own: &Own, marks: &[i64]) -> rusqlite::Result<()> {
    let mut row = connection.prepare_cached(
        "INSERT OR REPLACE INTO story_mark (mark, date, seq, feed_id) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for mark in marks {
        row.execute([*mark, own.date.0, own.seq.0, own.feed.0])?;
    }
    let bytes: Vec<u8> = marks.iter().flat_map(|mark| mark.to_le_bytes()).collect();
    connection
        .prepare_cached("UPDATE article SET marks = ?2 WHERE seq = ?1")?
        .execute(params![own.seq.0, (!bytes.is_empty()).then_some(bytes)])
        .map(|_| ())
}

/// Takes marks of an article away, whatever date they were kept under.
pub(super) fn drop(connection: &Connection, seq: Seq, marks: &[i64]) -> rusqlite::Result<()> {
    let mut row =
        connection.prepare_cached("DELETE FROM story_mark WHERE mark = ?1 AND seq = ?2")?;
    for mark in marks {
        row.execute([*mark, seq.0])?;
    }
    Ok(())
}

/// Keeps an article's marks under its present date and feed.
pub(in super::super) fn renew_marks(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    let Some(own) = super::own(connection, seq)? else { return Ok(()) };
    let marks = kept(connection, seq)?;
    drop(connection, seq, &marks)?;
    keep(connection, &own, &marks)
}

/// Gives an article the marks of another, of which it was a version.
pub(in super::super) fn copy_marks(
    connection: &Connection,
    from: Seq,
    to: Seq,
) -> rusqlite::Result<()> {
    let Some(own) = super::own(connection, to)? else { return Ok(()) };
    keep(connection, &own, &kept(connection, from)?)
}

/// Articles of other feeds within two weeks that have a mark, the address or a link in common.
pub(super) fn candidates(
    connection: &Connection,
    own: &Own,
    draft: &Draft,
    marks: &[i64],
) -> rusqlite::Result<Found> {
    let mut found = Found::new();
    let text = hash(TEXT, &own.text_hash.to_le_bytes());
    for mark in marks {
        with_mark(connection, own, *mark, &mut found, |shared| shared.text |= *mark == text)?;
    }
    if !own.url_key.starts_with("feed:") {
        let here = hash(LINK, own.url_key.as_bytes());
        with_mark(connection, own, here, &mut found, |shared| shared.links_here = true)?;
        at_address(connection, own, &own.url_key, &mut found, |_| {})?;
    }
    for link in &draft.marks.links {
        at_address(connection, own, &link.0, &mut found, |shared| shared.linked_from_here = true)?;
    }
    Ok(found)
}

fn with_mark(
    connection: &Connection,
    own: &Own,
    mark: i64,
    found: &mut Found,
    note: impl Fn(&mut Shared),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT seq FROM (
           SELECT seq, feed_id FROM story_mark WHERE mark = ?1 AND date BETWEEN ?2 AND ?3 LIMIT ?6)
         WHERE feed_id <> ?4 LIMIT ?5",
    )?;
    let window = [own.date.0.saturating_sub(WINDOW), own.date.0.saturating_add(WINDOW)];
    let mut rows = statement.query([mark, window[0], window[1], own.feed.0, MOST, CROWD])?;
    while let Some(row) = rows.next()? {
        note(found.entry(row.get(0)?).or_default());
    }
    Ok(())
}

/// Articles at an address. Their date keys bound the search, as the home page of a podcast can
/// have thousands of episodes.
fn at_address(
    connection: &Connection,
    own: &Own,
    url_key: &str,
    found: &mut Found,
    note: impl Fn(&mut Shared),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT seq FROM (
           SELECT seq, feed_id FROM article WHERE url_key = ?1
             AND date_key BETWEEN strftime('%Y-%m-%dT%H:%M', ?2, 'unixepoch')
               AND strftime('%Y-%m-%dT%H:%M', ?3, 'unixepoch')
           UNION ALL SELECT seq, feed_id FROM article WHERE url_key = ?1 AND date_key = ''
             AND date BETWEEN ?2 AND ?3
           LIMIT ?6)
         WHERE feed_id <> ?4 LIMIT ?5",
    )?;
    let window = [own.date.0.saturating_sub(WINDOW), own.date.0.saturating_add(WINDOW)];
    let mut rows =
        statement.query(params![url_key, window[0], window[1], own.feed.0, MOST, CROWD])?;
    while let Some(row) = rows.next()? {
        note(found.entry(row.get(0)?).or_default());
    }
    Ok(())
}
