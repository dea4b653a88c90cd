//! Articles of different feeds that tell the same: by which marks they are found, which pairs
//! they make.
//!
//! The marks of an article are rows of `story_mark`, and its own row holds them once more, so
//! that an edit finds them again. Pairs are kept for deleted articles too: that an article is
//! gone only takes it out of its group (`group`), and undoing brings it back without asking
//! anybody.

mod collapse;
mod group;
mod marks;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::content;
use crate::{
    model::{ArticleId, Draft, FeedId, FeedRef, Meeting, Seq, Timestamp, Told},
    store::TellsTheSame,
};

pub(super) use collapse::{Collapse, other_feeds};
pub(super) use group::settle_around;
pub(super) use marks::{copy_marks, renew_marks};

/// What is compared of an article.
struct Own {
    seq: Seq,
    feed: FeedId,
    date: Timestamp,
    title: String,
    url_key: String,
    text_hash: i64,
}

/// What an article found by a mark has in common with the one in question.
#[derive(Clone, Copy, Default)]
struct Shared {
    /// It has the same text mark.
    text: bool,
    /// It links to the article in question.
    links_here: bool,
    /// The article in question links to it.
    linked_from_here: bool,
}

/// Takes in a new article: its marks, and what it tells the same as.
pub(super) fn add(
    connection: &Connection,
    seq: Seq,
    draft: &Draft,
    tells_the_same: TellsTheSame<'_>,
) -> rusqlite::Result<()> {
    let Some(own) = own(connection, seq)? else { return Ok(()) };
    let marks = marks::of(draft, &own, &[]);
    if pair(connection, &own, draft, &marks, tells_the_same)? {
        group::settle(connection, &[seq])?;
    }
    marks::keep(connection, &own, &marks)
}

/// Takes in an edit: what is no longer alike is parted, what has become alike is joined.
pub(super) fn change(
    connection: &Connection,
    seq: Seq,
    draft: &Draft,
    tells_the_same: TellsTheSame<'_>,
) -> rusqlite::Result<()> {
    let Some(own) = own(connection, seq)? else { return Ok(()) };
    let before = marks::kept(connection, seq)?;
    let marks = marks::of(draft, &own, &before);
    let mut around = neighbours(connection, seq)?;
    part(connection, seq, &around)?;
    let is_paired = pair(connection, &own, draft, &marks, tells_the_same)?;
    if is_paired || !around.is_empty() {
        around.push(seq);
        group::settle(connection, &around)?;
    }
    if marks == before {
        return Ok(());
    }
    marks::drop(connection, seq, &before)?;
    marks::keep(connection, &own, &marks)
}

/// Forgets everything about an article here; its pairs are settled anew without it.
pub(super) fn drop(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    let around = neighbours(connection, seq)?;
    part(connection, seq, &around)?;
    if !around.is_empty() {
        group::settle(connection, &around)?;
    }
    marks::drop(connection, seq, &marks::kept(connection, seq)?)?;
    connection
        .prepare_cached("UPDATE article SET story = NULL, marks = NULL WHERE seq = ?1")?
        .execute([seq.0])
        .map(std::mem::drop)
}

fn own(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Own>> {
    connection
        .prepare_cached(
            "SELECT seq, feed_id, date, title, url_key, text_hash FROM article WHERE seq = ?1",
        )?
        .query_row([seq.0], |row| {
            Ok(Own {
                seq: Seq(row.get(0)?),
                feed: FeedId(row.get(1)?),
                date: Timestamp(row.get(2)?),
                title: row.get(3)?,
                url_key: row.get(4)?,
                text_hash: row.get(5)?,
            })
        })
        .optional()
}

/// Articles that an article makes a pair with, deleted ones too.
fn neighbours(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<Seq>> {
    connection
        .prepare_cached("SELECT other FROM story_link WHERE seq = ?1")?
        .query_map([seq.0], |row| row.get(0).map(Seq))?
        .collect()
}

/// Takes an article's pairs away.
fn part(connection: &Connection, seq: Seq, from: &[Seq]) -> rusqlite::Result<()> {
    if from.is_empty() {
        return Ok(());
    }
    connection.prepare_cached("DELETE FROM story_link WHERE seq = ?1")?.execute([seq.0])?;
    let mut back =
        connection.prepare_cached("DELETE FROM story_link WHERE seq = ?1 AND other = ?2")?;
    for other in from {
        back.execute([other.0, seq.0])?;
    }
    Ok(())
}

/// Makes pairs of an article and all that tells the same; whether there was any.
fn pair(
    connection: &Connection,
    own: &Own,
    draft: &Draft,
    marks: &[i64],
    tells_the_same: TellsTheSame<'_>,
) -> rusqlite::Result<bool> {
    let found = marks::candidates(connection, own, draft, marks)?;
    let mut is_paired = false;
    for (other, shared) in found {
        let Some(other) = self::own(connection, Seq(other))? else { continue };
        let Some(why) = weigh(connection, [own, &other], shared, tells_the_same)? else { continue };
        let mut keep = connection.prepare_cached(
            "INSERT OR REPLACE INTO story_link (seq, other, why) VALUES (?1, ?2, ?3)",
        )?;
        keep.execute(params![own.seq.0, other.seq.0, why])?;
        keep.execute(params![other.seq.0, own.seq.0, why])?;
        is_paired = true;
    }
    Ok(is_paired)
}

/// Why two articles tell the same, if they do.
fn weigh(
    connection: &Connection,
    [own, other]: [&Own; 2],
    shared: Shared,
    tells_the_same: TellsTheSame<'_>,
) -> rusqlite::Result<Option<&'static str>> {
    let linked = match shared {
        Shared { links_here: true, .. } => Some(own.url_key.as_str()),
        Shared { linked_from_here: true, .. } => Some(other.url_key.as_str()),
        _ => None,
    };
    let meeting = Meeting {
        titles: [&own.title, &other.title],
        dates: [own.date, other.date],
        same_text: shared.text && own.text_hash == other.text_hash,
        same_address: (own.url_key == other.url_key).then_some(&own.url_key),
        linked,
    };
    let mut failed = None;
    let text = |seq| Ok(content::load(connection, seq)?.and_then(|(_, text)| text));
    let mut texts = || match (text(own.seq), text(other.seq)) {
        (Ok(one), Ok(other)) => Some([one?, other?]),
        (Err(error), _) | (_, Err(error)) => {
            failed = Some(error);
            None
        }
    };
    let why = tells_the_same(&meeting, &mut texts);
    failed.map_or(Ok(why), Err)
}

/// The articles of the story that an article is part of, the earliest first; none if it is the
/// only one that tells it.
pub(super) fn told(connection: &Connection, seq: Seq) -> rusqlite::Result<Vec<Told>> {
    connection
        .prepare_cached(
            "SELECT f.id, coalesce(f.options ->> '$.title', f.title, f.url), f.url, f.site_url,
               a.id, a.title, a.date, l.why
             FROM article a JOIN feed f ON f.id = a.feed_id
             LEFT JOIN story_link l ON l.seq = ?1 AND l.other = a.seq
             WHERE a.story = (SELECT story FROM article WHERE seq = ?1) AND a.deleted IS NULL
             ORDER BY a.date, a.id",
        )?
        .query_map([seq.0], |row: &Row<'_>| {
            Ok(Told {
                feed: FeedRef {
                    id: FeedId(row.get(0)?),
                    title: row.get(1)?,
                    url: row.get(2)?,
                    site_url: row.get(3)?,
                },
                id: ArticleId(row.get(4)?),
                title: row.get(5)?,
                date: Timestamp(row.get(6)?),
                why: row.get(7)?,
            })
        })?
        .collect()
}

/// What was found, by article.
type Found = BTreeMap<i64, Shared>;
