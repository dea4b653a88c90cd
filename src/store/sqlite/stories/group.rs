//! Pairs in, groups out: the articles that pairs hold together, as long as they are few.
//!
//! What counts are the pairs alone, not the order in which they came: a group is all that hangs
//! together, and all of it is none once it has grown too large.

use std::collections::{BTreeMap, btree_map::Entry};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::neighbours;
use crate::model::{FeedId, MOST_TELLERS, Seq, Teller, Timestamp, is_one_story};

/// An article that is not deleted, as a member of a group.
struct Member {
    seq: i64,
    /// By what the first of a story is chosen: nothing that hangs on the order of arrival.
    rank: (Timestamp, String),
    story: Option<i64>,
    teller: Teller,
}

/// What hangs together, and whether that is all of it.
struct Group {
    members: BTreeMap<i64, Member>,
    is_whole: bool,
}

/// Settles an article's group, and those of all that it made a pair with: it was hidden or shown.
pub(in super::super) fn settle_around(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    let mut around = neighbours(connection, seq)?;
    if around.is_empty() {
        return Ok(());
    }
    around.push(seq);
    settle(connection, &around)
}

/// Finds the groups that these articles are in now.
pub(super) fn settle(connection: &Connection, seqs: &[Seq]) -> rusqlite::Result<()> {
    let mut settled: Vec<i64> = Vec::new();
    for seq in seqs {
        if settled.contains(&seq.0) {
            continue;
        }
        let Some(first) = member(connection, *seq)? else {
            set(connection, seq.0, None)?;
            continue;
        };
        let group = gather(connection, first)?;
        settled.extend(group.members.keys());
        name(connection, &group)?;
    }
    Ok(())
}

/// Gives a group its story: its earliest article, or none.
fn name(connection: &Connection, group: &Group) -> rusqlite::Result<()> {
    let members: Vec<&Member> = group.members.values().collect();
    let tellers: Vec<Teller> = members.iter().map(|member| member.teller.clone()).collect();
    if group.is_whole && is_one_story(&tellers) {
        let first = members.iter().min_by_key(|member| &member.rank).map(|member| member.seq);
        return members
            .iter()
            .filter(|member| member.story != first)
            .try_for_each(|member| set(connection, member.seq, first));
    }
    for member in members {
        if let Some(story) = member.story {
            connection
                .prepare_cached("UPDATE article SET story = NULL WHERE story = ?1")?
                .execute([story])?;
        }
    }
    Ok(())
}

fn set(connection: &Connection, seq: i64, story: Option<i64>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE article SET story = ?2 WHERE seq = ?1 AND story IS NOT ?2")?
        .execute(params![seq, story])
        .map(drop)
}

/// What hangs together with an article; broken off when it is too much. All that hangs on the
/// first article is among it even then, so that every story it was joined to is known.
fn gather(connection: &Connection, first: Member) -> rusqlite::Result<Group> {
    let mut left = vec![(first.seq, first.teller.feed)];
    let mut members = BTreeMap::from([(first.seq, first)]);
    while let Some((seq, feed)) = left.pop() {
        if members.len() > MOST_TELLERS {
            return Ok(Group { members, is_whole: false });
        }
        // Two of one feed are no pair, as after a change of an article's own feed.
        let mut statement = connection.prepare_cached(
            "SELECT a.seq, a.id, a.feed_id, a.date, a.title, a.text_hash, a.story
             FROM story_link l JOIN article a ON a.seq = l.other
             WHERE l.seq = ?1 AND a.deleted IS NULL AND a.feed_id <> ?2",
        )?;
        let mut rows = statement.query([seq, feed.0])?;
        while let Some(row) = rows.next()? {
            let member = read(row)?;
            if let Entry::Vacant(place) = members.entry(member.seq) {
                left.push((member.seq, member.teller.feed));
                place.insert(member);
            }
        }
    }
    let is_whole = members.len() <= MOST_TELLERS;
    Ok(Group { members, is_whole })
}

fn member(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Member>> {
    connection
        .prepare_cached(
            "SELECT seq, id, feed_id, date, title, text_hash, story FROM article
             WHERE seq = ?1 AND deleted IS NULL",
        )?
        .query_row([seq.0], read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        seq: row.get(0)?,
        rank: (Timestamp(row.get(3)?), row.get(1)?),
        story: row.get(6)?,
        teller: Teller {
            feed: FeedId(row.get(2)?),
            title: row.get(4)?,
            text_hash: row.get::<_, i64>(5)? as u64,
        },
    })
}
