//! One fetch of one feed into the tables, inside the caller's transaction.

use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Applied, Decisions, Refresh, decisions,
    feeds::json,
    insert::{self, Identity, meta_hash},
    lookup::{self, Candidates},
    responses, stories, update,
};
use crate::model::{Absorbed, Action, Draft, FeedId, Incoming, Resolution, Seq};

/// Stores what the fetch brought and the feed's new state.
pub(super) fn refresh(
    connection: &Connection,
    refresh: &Refresh,
    decide: Decisions<'_>,
) -> rusqlite::Result<Applied> {
    let mut applied = Applied::default();
    let mut state = refresh.state.clone();
    if let Some(incoming) = &refresh.incoming {
        let candidates = lookup::candidates(connection, incoming)?;
        let resolution = (decide.resolve)(incoming, &candidates.known);
        let document =
            Document { connection, incoming, resolution: &resolution, candidates, decide };
        applied = document.store()?;
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

/// A document about whose entries it is decided.
struct Document<'a> {
    connection: &'a Connection,
    incoming: &'a Incoming,
    resolution: &'a Resolution,
    candidates: Candidates,
    decide: Decisions<'a>,
}

impl Document<'_> {
    /// Carries out what was decided, oldest entry first, so that arrival follows publication.
    fn store(&self) -> rusqlite::Result<Applied> {
        let mut applied = Applied { reissued: self.resolution.reissued, ..Applied::default() };
        let mut homes: Vec<Option<Seq>> = vec![None; self.incoming.drafts.len()];
        for &index in &self.resolution.order {
            homes[index] = match &self.resolution.actions[index] {
                action @ Action::Insert { .. } => {
                    applied.new += 1;
                    Some(self.insert(index, action)?)
                }
                Action::Same(absorbed) => {
                    let edited = self.absorb(index, absorbed)?;
                    applied.updated += usize::from(edited);
                    applied.unchanged += usize::from(!edited);
                    Some(absorbed.seq)
                }
                Action::Buried(seq) => {
                    applied.unchanged += 1;
                    Some(*seq)
                }
                Action::Twin { .. } => {
                    applied.unchanged += 1;
                    None
                }
            };
        }
        self.name_all(&homes)?;
        Ok(applied)
    }

    fn insert(&self, index: usize, action: &Action) -> rusqlite::Result<Seq> {
        let Action::Insert { url_key, date_key, disc, published, published_latest } = action else {
            unreachable!("called for insertions only");
        };
        let draft = &self.incoming.drafts[index];
        let disc = free_disc(self.connection, url_key, date_key, disc, draft)?;
        let key = Identity {
            url_key,
            date_key,
            disc: &disc,
            dated: *published,
            latest: *published_latest,
            guid_ok: !self.resolution.unusable_guids.contains(&index),
        };
        let Incoming { feed, now, .. } = *self.incoming;
        let seq = insert::insert(self.connection, feed, draft, &key, now)?;
        decisions::found(self.connection, self.incoming, self.resolution, index, seq)?;
        stories::add(self.connection, seq, draft, self.decide.tells_the_same)?;
        Ok(seq)
    }

    /// Takes in an entry of a stored article; whether that was an edit which anybody sees.
    fn absorb(&self, index: usize, absorbed: &Absorbed) -> rusqlite::Result<bool> {
        let Document { connection, incoming, .. } = *self;
        let draft = &incoming.drafts[index];
        let Some((known, beside)) = self.candidates.get(absorbed.seq) else {
            update::sight(connection, absorbed.seq, incoming.feed, incoming.now)?;
            return Ok(false);
        };
        let is_first_here = !known.seen_here;
        if is_first_here || absorbed.changed.any() || self.is_under_new_name(index, known) {
            decisions::recognised(connection, incoming, self.resolution, index, absorbed)?;
        }
        if known.feed != incoming.feed {
            let seen = beside.merged.unwrap_or(absorbed.seq);
            update::sight(connection, seen, incoming.feed, incoming.now)?;
            return Ok(false);
        }
        if absorbed.changed.any() {
            update::edit(connection, draft, absorbed, incoming.now)?;
            stories::change(connection, absorbed.seq, draft, self.decide.tells_the_same)?;
            return Ok(beside.merged.is_none());
        }
        update::settle(connection, draft, absorbed)?;
        if absorbed.speaks && beside.meta != meta_hash(draft) {
            update::rewrite(connection, absorbed.seq, draft)?;
        }
        Ok(false)
    }

    fn is_under_new_name(&self, index: usize, known: &crate::model::Known) -> bool {
        let draft = &self.incoming.drafts[index];
        let new_guid = draft.guid.as_ref().is_some_and(|guid| !known.guids.contains(guid))
            && !self.resolution.unusable_guids.contains(&index);
        new_guid || draft.url_key.as_ref().is_some_and(|key| !known.url_keys.contains(&key.0))
    }

    /// Keeps every further guid and URL key that an article was seen under.
    fn name_all(&self, homes: &[Option<Seq>]) -> rusqlite::Result<()> {
        for (index, action) in self.resolution.actions.iter().enumerate() {
            let home = match action {
                Action::Insert { .. } => None,
                Action::Twin { of } => homes[*of],
                Action::Same(_) | Action::Buried(_) => homes[index],
            };
            if let Some(seq) = home {
                self.name(index, seq)?;
            }
        }
        Ok(())
    }

    fn name(&self, index: usize, seq: Seq) -> rusqlite::Result<()> {
        let draft = &self.incoming.drafts[index];
        let known = self.candidates.get(seq).map(|(known, _)| known);
        if let Some(guid) = &draft.guid
            && !self.resolution.unusable_guids.contains(&index)
            && !known.is_some_and(|known| known.guids.contains(guid))
        {
            update::alias(self.connection, "guid", self.incoming.feed, guid, seq)?;
        }
        if let Some(key) = &draft.url_key
            && !known.is_some_and(|known| known.url_keys.contains(&key.0))
            && current_key(self.connection, seq)?.as_ref() != Some(&key.0)
        {
            update::alias(self.connection, "url", FeedId(0), &key.0, seq)?;
        }
        Ok(())
    }
}

/// The discriminator for a new article whose key nobody has. The resolver knows the stored
/// articles that it was shown; the database knows all.
pub(super) fn free_disc(
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

fn current_key(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT url_key FROM article WHERE seq = ?1")?
        .query_row([seq.0], |row| row.get(0))
        .optional()
}
