//! One fetch of one feed into the tables, inside the caller's transaction.

use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Applied, Refresh, Resolve,
    feeds::json,
    insert::{self, Identity, meta_hash},
    lookup::{self, Candidates},
    responses, update,
};
use crate::model::{Action, Draft, FeedId, Incoming, Resolution, Seq};

/// Stores what the fetch brought and the feed's new state.
pub(super) fn refresh(
    connection: &Connection,
    refresh: &Refresh,
    resolve: Resolve<'_>,
) -> rusqlite::Result<Applied> {
    let mut applied = Applied::default();
    let mut state = refresh.state.clone();
    if let Some(incoming) = &refresh.incoming {
        let candidates = lookup::candidates(connection, incoming)?;
        let resolution = resolve(incoming, &candidates.known);
        applied = entries(connection, incoming, &resolution, &candidates)?;
        state.traits = resolution.traits;
    }
    connection
        .prepare_cached(
            "UPDATE feed SET state = ?2, title = coalesce(?3, title),
               site_url = coalesce(?4, site_url) WHERE id = ?1",
        )?
        .execute(params![refresh.feed.0, json(&state)?, refresh.title, refresh.site_url])?;
    if let Some(keep) = &refresh.response {
        responses::keep(connection, refresh.feed, keep)?;
    }
    if let Some(url) = &refresh.url {
        connection
            .prepare_cached("UPDATE OR IGNORE feed SET url = ?2 WHERE id = ?1")?
            .execute(params![refresh.feed.0, url])?;
    }
    Ok(applied)
}

/// Carries out what was decided, oldest entry first, so that arrival follows publication.
fn entries(
    connection: &Connection,
    incoming: &Incoming,
    resolution: &Resolution,
    candidates: &Candidates,
) -> rusqlite::Result<Applied> {
    let mut applied = Applied::default();
    let mut stored: Vec<Option<Seq>> = vec![None; incoming.drafts.len()];
    for index in oldest_first(incoming) {
        let draft = &incoming.drafts[index];
        match &resolution.actions[index] {
            Action::Insert { url_key, date_key, disc, published, published_latest } => {
                let disc = free_disc(connection, url_key, date_key, disc, draft)?;
                let key = Identity {
                    url_key,
                    date_key,
                    disc: &disc,
                    dated: *published,
                    latest: *published_latest,
                };
                let seq = insert::insert(connection, incoming.feed, draft, &key, incoming.now)?;
                stored[index] = Some(seq);
                applied.new += 1;
            }
            Action::Same(absorbed) => {
                let own = candidates
                    .known
                    .iter()
                    .any(|known| known.seq == absorbed.seq && known.feed == incoming.feed);
                stored[index] = Some(absorbed.seq);
                if own && absorbed.changed.any() {
                    update::edit(connection, draft, absorbed, incoming.now)?;
                    applied.updated += 1;
                    continue;
                }
                applied.unchanged += 1;
                if own {
                    update::redate(connection, absorbed)?;
                    if candidates.meta.get(&absorbed.seq) != Some(&meta_hash(draft)) {
                        update::rewrite(connection, absorbed.seq, draft)?;
                    }
                } else {
                    update::sight(connection, absorbed.seq, incoming.feed, incoming.now)?;
                }
            }
            Action::Twin { .. } | Action::Buried(_) => applied.unchanged += 1,
        }
    }
    names(connection, incoming, resolution, candidates, &stored)?;
    Ok(applied)
}

fn oldest_first(incoming: &Incoming) -> Vec<usize> {
    let mut order: Vec<usize> = (0..incoming.drafts.len()).rev().collect();
    order.sort_by_key(|&index| incoming.drafts[index].published);
    order
}

/// The discriminator for a new article whose key nobody has. The resolver knows the stored
/// articles that it was shown; the database knows all.
fn free_disc(
    connection: &Connection,
    url_key: &str,
    date_key: &str,
    disc: &str,
    draft: &Draft,
) -> rusqlite::Result<String> {
    let mut taken = connection.prepare_cached(
        "SELECT 1 FROM article WHERE url_key = ?1 AND date_key = ?2 AND disc = ?3",
    )?;
    let mut candidate = disc.to_owned();
    let mut number = 0;
    while taken.exists(params![url_key, date_key, candidate])? {
        let name = draft.guid.as_ref().unwrap_or(&draft.title);
        candidate = format!("{:08x}", xxh3_64(format!("{name}\0{number}").as_bytes()) as u32);
        number += 1;
    }
    Ok(candidate)
}

/// Keeps every further guid and URL key that an article was seen under.
fn names(
    connection: &Connection,
    incoming: &Incoming,
    resolution: &Resolution,
    candidates: &Candidates,
    stored: &[Option<Seq>],
) -> rusqlite::Result<()> {
    for (index, draft) in incoming.drafts.iter().enumerate() {
        let seq = match &resolution.actions[index] {
            Action::Same(absorbed) => Some(absorbed.seq),
            Action::Buried(seq) => Some(*seq),
            Action::Twin { of } => stored[*of],
            Action::Insert { .. } => None,
        };
        let Some(seq) = seq else { continue };
        let known = candidates.known.iter().find(|known| known.seq == seq);
        if let Some(guid) = &draft.guid
            && !resolution.unusable_guids.contains(&index)
            && !known.is_some_and(|known| known.guids.contains(guid))
        {
            update::alias(connection, "guid", incoming.feed, guid, seq)?;
        }
        if let Some(key) = &draft.url_key
            && !known.is_some_and(|known| known.url_keys.contains(&key.0))
            && current_key(connection, seq)?.as_ref() != Some(&key.0)
        {
            update::alias(connection, "url", FeedId(0), &key.0, seq)?;
        }
    }
    Ok(())
}

fn current_key(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT url_key FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get(0))
        .optional()
}
