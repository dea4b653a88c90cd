//! How entries were recognised, kept for whoever asks why an article is one.

use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize};

use super::json::json;
use crate::model::{Absorbed, Incoming, Resolution, Rule, Seq};

/// The most decisions kept of one article; then the oldest but the first goes.
const KEPT: i64 = 50;
/// The most rejected articles that one decision names.
const REJECTED: usize = 8;

/// An article that an entry was held against in vain.
#[derive(Serialize, Deserialize)]
pub(super) struct Rejection {
    pub(super) seq: i64,
    pub(super) why: String,
}

/// Keeps why an entry became a new article, if it was held against others.
pub(super) fn found(
    connection: &Connection,
    incoming: &Incoming,
    resolution: &Resolution,
    index: usize,
    seq: Seq,
) -> rusqlite::Result<()> {
    let rejected = rejections(resolution, index);
    if rejected.is_empty() {
        return Ok(());
    }
    keep(connection, incoming, index, seq, (Rule::New, "nothing known is it"), &rejected)
}

/// Keeps how an entry was recognised as a stored article.
pub(super) fn recognised(
    connection: &Connection,
    incoming: &Incoming,
    resolution: &Resolution,
    index: usize,
    absorbed: &Absorbed,
) -> rusqlite::Result<()> {
    let rejected = rejections(resolution, index);
    let reason = (absorbed.rule, absorbed.why);
    keep(connection, incoming, index, absorbed.seq, reason, &rejected)
}

fn rejections(resolution: &Resolution, index: usize) -> Vec<Rejection> {
    let first = resolution.rejected.partition_point(|rejected| rejected.entry < index);
    resolution.rejected[first..]
        .iter()
        .take_while(|rejected| rejected.entry == index)
        .take(REJECTED)
        .map(|rejected| Rejection { seq: rejected.seq.0, why: rejected.why.to_owned() })
        .collect()
}

fn keep(
    connection: &Connection,
    incoming: &Incoming,
    index: usize,
    seq: Seq,
    (rule, why): (Rule, &str),
    rejected: &[Rejection],
) -> rusqlite::Result<()> {
    let draft = &incoming.drafts[index];
    connection
        .prepare_cached(
            "INSERT INTO decision
               (seq, n, at, feed_id, rule, why, guid, url, rejected, shortened)
             SELECT :seq, coalesce(max(n), 0) + 1, :at, :feed, :rule, :why, :guid, :url, :rejected,
               :shortened FROM decision WHERE seq = :seq",
        )?
        .execute(named_params! {
            ":seq": seq.0,
            ":at": incoming.now.0,
            ":feed": incoming.feed.0,
            ":rule": json(&rule)?.trim_matches('"'),
            ":why": why,
            ":guid": draft.guid,
            ":url": draft.url,
            ":shortened": draft.shortened.as_deref().map(json).transpose()?,
            ":rejected": (!rejected.is_empty()).then(|| json(&rejected)).transpose()?,
        })?;
    connection
        .prepare_cached(
            "DELETE FROM decision WHERE seq = ?1 AND n > 1
               AND n <= (SELECT max(n) FROM decision WHERE seq = ?1) - ?2 + 1",
        )?
        .execute([seq.0, KEPT])
        .map(drop)
}
