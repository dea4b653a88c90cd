//! Subscriptions in the database.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{
    Subscribed,
    json::{from_json, json},
    primary,
};
use crate::model::{FeedId, FeedRecord, FetchState, Subscription, Timestamp};

/// The subscription at an address, followed or removed.
pub(super) fn at_address(connection: &Connection, url: &str) -> rusqlite::Result<Option<FeedId>> {
    connection
        .prepare_cached("SELECT id FROM feed WHERE url = ?1")?
        .query_row([url], |row| row.get(0).map(FeedId))
        .optional()
}

/// The subscription at an address or else at its [twin](Subscription::twin), followed or removed.
fn at_either_address(connection: &Connection, url: &str) -> rusqlite::Result<Option<FeedId>> {
    match (at_address(connection, url)?, Subscription::twin(url)) {
        (None, Some(twin)) => at_address(connection, &twin),
        (found, _) => Ok(found),
    }
}

/// Whether another feed is followed at an address or its twin.
pub(super) fn is_taken(connection: &Connection, feed: FeedId, url: &str) -> rusqlite::Result<bool> {
    Ok(followed_at(connection, url)?.is_some_and(|other| other.id != feed))
}

/// Follows a feed; one that was removed comes back with its history and the new options. A feed
/// that is followed by http is not followed by https beside that, or the other way round.
pub(super) fn subscribe(
    connection: &Connection,
    subscription: &Subscription,
    now: Timestamp,
) -> rusqlite::Result<Subscribed> {
    if let Some(known) = followed_at(connection, &subscription.url)? {
        return Ok(Subscribed::Already(known.id));
    }
    if let Some(id) = at_either_address(connection, &subscription.url)? {
        connection.execute(
            "UPDATE feed SET removed = NULL, url = ?2, options = ?3,
               state = json_remove(state, '$.gone', '$.error', '$.next_check', '$.checked')
             WHERE id = ?1",
            params![id.0, subscription.url, json(&subscription.options)?],
        )?;
        return Ok(Subscribed::Revived(id));
    }
    connection.execute(
        "INSERT INTO feed (url, title, site_url, added, options)
         VALUES (:url, :title, :site, :added, :options)",
        named_params! {
            ":url": subscription.url,
            ":title": subscription.title,
            ":site": subscription.site_url,
            ":added": now.0,
            ":options": json(&subscription.options)?,
        },
    )?;
    Ok(Subscribed::New(FeedId(connection.last_insert_rowid())))
}

/// Replaces what is remembered about fetching.
pub(super) fn keep_state(
    connection: &Connection,
    feed: FeedId,
    state: &FetchState,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE feed SET state = ?2 WHERE id = ?1")?
        .execute(params![feed.0, json(state)?])
        .map(drop)
}

/// What is remembered about fetching.
pub(super) fn state(connection: &Connection, feed: FeedId) -> rusqlite::Result<FetchState> {
    connection
        .prepare_cached("SELECT state FROM feed WHERE id = ?1")?
        .query_row([feed.0], |row| from_json(row, "state"))
}

/// Whether a feed is followed at this address.
pub(super) fn is_at(connection: &Connection, feed: FeedId, url: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM feed WHERE id = ?1 AND url = ?2 AND removed IS NULL")?
        .exists(params![feed.0, url])
}

/// Who has an address that somebody else wants.
pub(super) enum Holder {
    /// A subscription that is followed.
    Followed,
    /// One that was removed; its articles are known by it.
    Removed,
}

/// Replaces what the user chose, unless the address is another's: then whose. At a new address,
/// what the old one said about asking it is void.
pub(super) fn configure(
    connection: &Connection,
    feed: FeedId,
    subscription: &Subscription,
) -> rusqlite::Result<Option<Holder>> {
    if is_taken(connection, feed, &subscription.url)? {
        return Ok(Some(Holder::Followed));
    }
    match at_address(connection, &subscription.url)? {
        Some(known) if known == feed => {}
        Some(_) => return Ok(Some(Holder::Removed)),
        None => {
            let state = state(connection, feed)?;
            keep_state(connection, feed, &state.readdressed())?;
        }
    }
    connection.execute(
        "UPDATE feed SET url = ?2, options = ?3 WHERE id = ?1",
        params![feed.0, subscription.url, json(&subscription.options)?],
    )?;
    Ok(None)
}

/// Stops following.
pub(super) fn unsubscribe(
    connection: &Connection,
    feed: FeedId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection.execute("UPDATE feed SET removed = ?2 WHERE id = ?1", params![feed.0, now.0])?;
    primary::hand_over(connection, feed)
}

/// Every subscription that is followed.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<FeedRecord>> {
    connection.prepare_cached(&format!("{RECORDS} ORDER BY id"))?.query_map([], record)?.collect()
}

/// The subscription that is followed at an address, or else at its [twin](Subscription::twin).
pub(super) fn followed_at(
    connection: &Connection,
    url: &str,
) -> rusqlite::Result<Option<FeedRecord>> {
    let mut statement = connection.prepare_cached(&format!("{RECORDS} AND url = ?1"))?;
    let mut at = |url: &str| statement.query_row([url], record).optional();
    match (at(url)?, Subscription::twin(url)) {
        (None, Some(twin)) => at(&twin),
        (found, _) => Ok(found),
    }
}

/// The columns of [`record`], of subscriptions that are followed.
const RECORDS: &str = "SELECT id, url, title, site_url, added, options, state, articles, unread
                       FROM feed WHERE removed IS NULL";

fn record(row: &Row<'_>) -> rusqlite::Result<FeedRecord> {
    Ok(FeedRecord {
        id: FeedId(row.get("id")?),
        subscription: Subscription {
            url: row.get("url")?,
            title: row.get("title")?,
            site_url: row.get("site_url")?,
            options: from_json(row, "options")?,
        },
        added: Timestamp(row.get("added")?),
        state: from_json(row, "state")?,
        articles: row.get::<_, i64>("articles")? as u64,
        unread: row.get::<_, i64>("unread")? as u64,
    })
}
