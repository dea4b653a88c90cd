//! One fetch of one feed into the tables, inside the caller's transaction.

use rusqlite::{Connection, OptionalExtension, named_params, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Applied, Asked, Decisions, Refresh, decisions, feeds,
    indexing::{Indexing, Words},
    insert::{self, Identity, meta_hash},
    json::json,
    lookup::{Candidates, Names},
    responses, rules, stories, update,
};
use crate::model::{
    Absorbed, Action, Draft, FeedId, FeedTraits, Incoming, Inserted, Resolution, Seq, Trust, UrlKey,
};

/// Stores what the fetch brought and the feed's new state.
pub(super) fn refresh(
    connection: &Connection,
    refresh: &Refresh,
    decide: Decisions<'_>,
    indexing: &Indexing,
) -> rusqlite::Result<Applied> {
    let mut applied = Applied::default();
    let mut traits = None;
    if let Some(asked) = &refresh.asked
        && !feeds::is_at(connection, refresh.feed, &asked.url)?
    {
        applied.stayed = asked.moved_to.is_some();
        return Ok(applied);
    }
    if let Some(incoming) = &refresh.incoming {
        let (incoming, candidates, resolution) =
            rules::resolve(connection, incoming, decide.resolve)?;
        let (incoming, resolution) = (incoming.as_ref(), &resolution);
        let (candidates, names) = (&candidates, candidates.names());
        let document =
            Document { connection, incoming, resolution, candidates, names, decide, indexing };
        applied = document.store()?;
        traits = Some(resolution.traits.clone());
    }
    connection
        .prepare_cached(
            "UPDATE feed SET title = coalesce(?2, title), site_url = coalesce(?3, site_url)
             WHERE id = ?1",
        )?
        .execute(params![refresh.feed.0, refresh.title, refresh.site_url])?;
    match &refresh.asked {
        Some(asked) => applied.stayed = !keep_state(connection, refresh.feed, asked, traits)?,
        None => learn(connection, refresh.feed, traits)?,
    }
    if let Some(keep) = &refresh.response {
        responses::keep(connection, refresh.feed, keep)?;
    }
    Ok(applied)
}

/// Keeps how asking went, and follows a move unless another subscription has the address: then
/// it gives false.
fn keep_state(
    connection: &Connection,
    feed: FeedId,
    asked: &Asked,
    traits: Option<FeedTraits>,
) -> rusqlite::Result<bool> {
    let mut state = asked.state.clone();
    let mut followed = true;
    if let Some(to) = &asked.moved_to {
        followed = !feeds::is_taken(connection, feed, to)?
            && connection
                .prepare_cached("UPDATE OR IGNORE feed SET url = ?2 WHERE id = ?1")?
                .execute(params![feed.0, to])?
                > 0;
        if !followed {
            state = state.unmoved(&feeds::state(connection, feed)?, to);
        }
    }
    if let Some(traits) = traits {
        state.traits = traits;
    }
    feeds::keep_state(connection, feed, &state)?;
    Ok(followed)
}

/// Keeps what the resolver learnt, and leaves all else that is remembered as it is by now.
fn learn(
    connection: &Connection,
    feed: FeedId,
    traits: Option<FeedTraits>,
) -> rusqlite::Result<()> {
    let Some(traits) = traits else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE feed SET state = json_set(state, '$.traits', json(:traits)) WHERE id = :id",
        )?
        .execute(named_params! { ":id": feed.0, ":traits": json(&traits)? })
        .map(drop)
}

/// A document about whose entries it is decided.
struct Document<'a> {
    connection: &'a Connection,
    incoming: &'a Incoming,
    resolution: &'a Resolution,
    candidates: &'a Candidates,
    names: Names<'a>,
    decide: Decisions<'a>,
    indexing: &'a Indexing,
}

impl Document<'_> {
    /// Carries out what was decided, oldest entry first, so that arrival follows publication.
    fn store(&self) -> rusqlite::Result<Applied> {
        let mut applied = Applied { reissued: self.resolution.reissued, ..Applied::default() };
        let mut homes: Vec<Option<Seq>> = vec![None; self.incoming.drafts.len()];
        for &index in &self.resolution.order {
            homes[index] = match &self.resolution.actions[index] {
                Action::Insert(inserted) => {
                    applied.new += 1;
                    Some(self.insert(index, inserted)?)
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

    fn insert(&self, index: usize, inserted: &Inserted) -> rusqlite::Result<Seq> {
        let Inserted { url_key, date_key, disc, published, published_latest } = inserted;
        let draft = &self.incoming.drafts[index];
        let disc = free_disc(self.connection, url_key, date_key, disc, draft)?;
        let key = Identity {
            url_key,
            date_key,
            disc: &disc,
            dated: *published,
            latest: *published_latest,
            guid_ok: self.resolution.has_usable_guid(index),
        };
        let Incoming { feed, now, .. } = *self.incoming;
        let seq = insert::insert_row(self.connection, feed, draft, &key, now)?;
        self.indexing.add(self.connection, Words::of_draft(seq, draft))?;
        decisions::found(self.connection, self.incoming, self.resolution, index, seq)?;
        if let Some(full) = longer(draft) {
            update::alias(self.connection, "url", FeedId(0), full, seq)?;
        }
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
        if is_first_here || absorbed.changed.any() || self.is_under_new_name(index, absorbed.seq) {
            decisions::recognised(connection, incoming, self.resolution, index, absorbed)?;
        }
        if known.feed != incoming.feed {
            let seen = beside.merged.unwrap_or(absorbed.seq);
            update::sight(connection, seen, incoming.feed, incoming.now)?;
            return Ok(false);
        }
        if absorbed.changed.any() {
            update::edit(connection, draft, absorbed, (incoming.now, self.indexing))?;
            stories::change(connection, absorbed.seq, draft, self.decide.tells_the_same)?;
            return Ok(beside.merged.is_none());
        }
        update::settle(connection, draft, absorbed)?;
        if absorbed.speaks && beside.meta != meta_hash(draft) {
            update::rewrite(connection, absorbed.seq, draft, self.indexing)?;
        }
        Ok(false)
    }

    fn is_under_new_name(&self, index: usize, seq: Seq) -> bool {
        let draft = &self.incoming.drafts[index];
        let has_guid = |guid: &String| self.names.has_guid(seq, guid);
        let has_url_key = |key: &UrlKey| self.names.has_url_key(seq, &key.0);
        let new_guid = draft.guid.as_ref().is_some_and(|guid| !has_guid(guid))
            && self.resolution.has_usable_guid(index);
        let new_url = draft.url_key.as_ref().is_some_and(|key| !has_url_key(key));
        new_guid || new_url || self.new_full(draft, seq).is_some()
    }

    /// Keeps every further guid and URL key that an article was seen under.
    fn name_all(&self, homes: &[Option<Seq>]) -> rusqlite::Result<()> {
        for (index, action) in self.resolution.actions.iter().enumerate() {
            let home = match action {
                Action::Insert(_) => None,
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
        if let Some(guid) = &draft.guid
            && self.resolution.has_usable_guid(index)
            && !self.names.has_guid(seq, guid)
        {
            update::alias(self.connection, "guid", self.incoming.feed, guid, seq)?;
        }
        if let Some(key) = &draft.url_key
            && !self.names.has_url_key(seq, &key.0)
            && current_key(self.connection, seq)?.as_ref() != Some(&key.0)
        {
            update::alias(self.connection, "url", FeedId(0), &key.0, seq)?;
        }
        let full = self.new_full(draft, seq);
        full.map_or(Ok(()), |full| update::alias(self.connection, "url", FeedId(0), full, seq))
    }

    /// The URL key before a rule took something out of it, if the article was not seen under it
    /// and has not too many names already.
    fn new_full<'d>(&self, draft: &'d Draft, seq: Seq) -> Option<&'d String> {
        let known = self.candidates.get(seq).map(|(known, _)| known);
        let has_room = known.is_none_or(|known| known.url_keys.len() < ENOUGH_NAMES);
        longer(draft).filter(|full| has_room && !self.names.has_url_key(seq, full))
    }
}

/// Names of an article after which a parameter that changes with every fetch adds no more.
const ENOUGH_NAMES: usize = 12;

/// The URL key before a rule took something out of it, by which the article is found again if
/// the rule ceases to hold; none where the URL is no address.
fn longer(draft: &Draft) -> Option<&String> {
    let shortened = draft.shortened.as_ref()?;
    (shortened.trust != Trust::Volatile).then_some(&shortened.full.0)
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
