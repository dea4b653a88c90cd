//! Which stored articles the entries of a document might be.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::content;
use crate::model::{FeedId, Incoming, Known, Seq, Timestamp};

/// How many articles of one address are looked at, newest first. Podcasts that link every
/// episode to their home page share one address among thousands; there the date decides, and
/// the article of the same date is looked up apart.
const SAME_ADDRESS: i64 = 50;

/// The candidates for a document, and what an edit is compared with beside identity.
#[derive(Default)]
pub(super) struct Candidates {
    /// For the resolver.
    pub(super) known: Vec<Known>,
    /// In the same order: what the resolver need not know.
    beside: Vec<Beside>,
    /// Where each article stands in that order.
    places: HashMap<Seq, usize>,
}

/// What is known of a candidate beside its identity.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    /// The hash of everything that changes silently.
    pub(super) meta: u64,
    /// The article that the user says it is. To the resolver it stays one of its own, so that
    /// it is recognised as surely as before.
    pub(super) merged: Option<Seq>,
}

impl Candidates {
    /// A candidate by its article.
    pub(super) fn get(&self, seq: Seq) -> Option<(&Known, Beside)> {
        let place = *self.places.get(&seq)?;
        Some((&self.known[place], self.beside[place]))
    }

    /// The names of all candidates.
    pub(super) fn names(&self) -> Names<'_> {
        let mut names = Names::default();
        for known in &self.known {
            names.guids.extend(known.guids.iter().map(|guid| (known.seq, guid.as_str())));
            names.url_keys.extend(known.url_keys.iter().map(|key| (known.seq, key.as_str())));
        }
        names
    }
}

/// By which names articles are known: one can have thousands, and each entry asks.
#[derive(Default)]
pub(super) struct Names<'a> {
    guids: HashSet<(Seq, &'a str)>,
    url_keys: HashSet<(Seq, &'a str)>,
}

impl Names<'_> {
    /// Whether an article was seen under a guid in the incoming feed.
    pub(super) fn has_guid(&self, seq: Seq, guid: &str) -> bool {
        self.guids.contains(&(seq, guid))
    }

    /// Whether an article was seen under a URL key.
    pub(super) fn has_url_key(&self, seq: Seq, key: &str) -> bool {
        self.url_keys.contains(&(seq, key))
    }
}

/// Looks up every article that shares a guid of this feed or an address with an entry, or in
/// this feed its exact date or its title.
pub(super) fn candidates(
    connection: &Connection,
    incoming: &Incoming,
) -> rusqlite::Result<Candidates> {
    let mut seqs = BTreeSet::new();
    let feed = incoming.feed.0;
    let carries_others = connection
        .prepare_cached("SELECT 1 FROM sighting WHERE feed_id = ?1 LIMIT 1")?
        .exists([feed])?;
    // A document can list thousands of entries under one address, title or date.
    let mut asked: HashSet<(&str, String)> = HashSet::new();
    let mut collect = |sql, name: &str, more: i64| -> rusqlite::Result<usize> {
        if !asked.insert((sql, format!("{more} {name}"))) {
            return Ok(0);
        }
        let mut found = 0;
        let mut statement = connection.prepare_cached(sql)?;
        for seq in statement.query_map(params![name, more], |row| row.get(0))? {
            seqs.insert(seq?);
            found += 1;
        }
        Ok(found)
    };
    for draft in &incoming.drafts {
        let mut known = 0;
        if let Some(guid) = &draft.guid {
            known += collect(BY_GUID, guid, feed)?;
        }
        let full = draft.shortened.as_ref().map(|shortened| &shortened.full);
        for key in draft.url_key.iter().chain(full) {
            known += collect(BY_URL_KEY, &key.0, SAME_ADDRESS)?;
            known += collect(BY_URL_ALIAS, &key.0, SAME_ADDRESS)?;
        }
        if carries_others && known == 0 {
            // Neither id nor address is known, which is rare enough for a look at what this
            // feed carries of others: those are not in the indexes by feed.
            for date in [draft.published, draft.updated].into_iter().flatten() {
                collect(CARRIED_BY_DATE, &date.0.div_euclid(60).to_string(), feed)?;
            }
        }
        for date in [draft.published, draft.updated].into_iter().flatten() {
            let minute = date.0.div_euclid(60);
            if let Some(key) = &draft.url_key {
                collect(BY_KEY_DATE, &key.0, minute)?;
            }
            collect(BY_DATE, &minute.to_string(), feed)?;
        }
        collect(BY_TITLE, &draft.title, feed)?;
        if draft.url_key.is_none() {
            let key = draft.guid.as_ref().unwrap_or(&draft.title);
            collect(BY_URL_KEY, &format!("feed:{feed}#{key}"), SAME_ADDRESS)?;
        }
    }
    let hashes: HashMap<u64, &str> = incoming
        .drafts
        .iter()
        .filter_map(|draft| Some((draft.text_hash, draft.content_text.as_deref()?)))
        .collect();
    let mut found = Candidates::default();
    for seq in seqs {
        if let Some((known, beside)) = load(connection, Seq(seq), incoming.feed, &hashes)? {
            found.places.insert(known.seq, found.known.len());
            found.known.push(known);
            found.beside.push(beside);
        }
    }
    Ok(found)
}

// What each looks for is its first parameter; the second is the feed, the limit or the minute.
const BY_GUID: &str = "SELECT seq FROM article WHERE feed_id = ?2 AND guid = ?1 AND guid_ok
    UNION ALL
    SELECT seq FROM alias WHERE kind = 'guid' AND feed_id = ?2 AND value = ?1";
const BY_URL_KEY: &str =
    "SELECT seq FROM article WHERE url_key = ?1 ORDER BY date_key DESC LIMIT ?2";
const BY_URL_ALIAS: &str = "SELECT seq FROM alias WHERE kind = 'url' AND feed_id = 0
    AND value = ?1 ORDER BY seq DESC LIMIT ?2";
const BY_KEY_DATE: &str = "SELECT seq FROM article WHERE url_key = ?1
    AND date_key = strftime('%Y-%m-%dT%H:%M', ?2 * 60, 'unixepoch')";
// Dates are compared by the minute.
const BY_DATE: &str = "SELECT seq FROM article
    WHERE feed_id = ?2 AND date BETWEEN ?1 * 60 AND ?1 * 60 + 59
    UNION ALL SELECT seq FROM article
    WHERE feed_id = ?2 AND published_latest BETWEEN ?1 * 60 AND ?1 * 60 + 59 LIMIT 200";
const CARRIED_BY_DATE: &str = "SELECT a.seq FROM
    (SELECT seq FROM article WHERE date BETWEEN ?1 * 60 AND ?1 * 60 + 59 LIMIT 500) a
    JOIN sighting s ON s.seq = a.seq WHERE s.feed_id = ?2";
const BY_TITLE: &str =
    "SELECT seq FROM article WHERE feed_id = ?2 AND title = ?1 ORDER BY seq DESC LIMIT 50";

/// One candidate. A text that the document has too (by its hash) is taken from there, which
/// spares unpacking the stored one; on an unchanged document that is every text.
fn load(
    connection: &Connection,
    seq: Seq,
    feed: FeedId,
    texts: &HashMap<u64, &str>,
) -> rusqlite::Result<Option<(Known, Beside)>> {
    let mut statement = connection.prepare_cached(
        "SELECT feed_id, url, url_key, date_key, disc, published, published_latest, title,
                text_hash, guid, guid_ok, received, edited, date, dated, merged,
                deleted IS NOT NULL AND merged IS NULL AS tombstone, meta_hash
         FROM article WHERE seq = ?1",
    )?;
    let row = statement.query_row([seq.0], |row| {
        let text_hash = row.get::<_, i64>("text_hash")? as u64;
        let own = FeedId(row.get("feed_id")?);
        let url_key: String = row.get("url_key")?;
        let guid: Option<String> = row.get("guid")?;
        let guid_ok: bool = row.get("guid_ok")?;
        let date_key: String = row.get("date_key")?;
        let date = row.get::<_, bool>("dated")?.then_some(Timestamp(row.get("date")?));
        // What was bumped stands under a later date than its first.
        let said = row.get::<_, Option<i64>>("published")?.map(Timestamp);
        let first = said.filter(|at| at.to_utc().format("%Y-%m-%dT%H:%M").to_string() == date_key);
        Ok((
            Known {
                seq,
                feed: own,
                seen_here: own == feed,
                url: row.get("url")?,
                url_keys: vec![url_key.clone()],
                url_key,
                date_key,
                disc: row.get("disc")?,
                published: first.filter(|_| date.is_some()).or(date),
                published_latest: row.get::<_, Option<i64>>("published_latest")?.map(Timestamp),
                title: row.get("title")?,
                text_hash,
                text: texts.get(&text_hash).map(|&text| text.to_owned()),
                guids: guid.filter(|_| own == feed && guid_ok).into_iter().collect(),
                received: Timestamp(row.get("received")?),
                edited: row.get::<_, Option<i64>>("edited")?.map(Timestamp),
                tombstone: row.get("tombstone")?,
            },
            Beside {
                meta: row.get::<_, i64>("meta_hash")? as u64,
                merged: row.get::<_, Option<i64>>("merged")?.map(Seq),
            },
        ))
    });
    let Some((mut known, beside)) = row.optional()? else { return Ok(None) };
    if known.text.is_none() && known.text_hash != 0 {
        known.text = content::load(connection, seq)?.and_then(|(_, text)| text);
    }
    complete(connection, &mut known, feed)?;
    Ok(Some((known, beside)))
}

/// Adds former names and whether the incoming feed has carried the article before.
fn complete(connection: &Connection, known: &mut Known, feed: FeedId) -> rusqlite::Result<()> {
    let mut aliases = connection
        .prepare_cached("SELECT kind = 'url', value, feed_id FROM alias WHERE seq = ?1")?;
    let mut rows = aliases.query([known.seq.0])?;
    while let Some(row) = rows.next()? {
        let value = row.get(1)?;
        if row.get(0)? {
            known.url_keys.push(value);
        } else if row.get::<_, i64>(2)? == feed.0 {
            known.guids.push(value);
        }
    }
    if !known.seen_here {
        known.seen_here = connection
            .prepare_cached("SELECT 1 FROM sighting WHERE seq = ?1 AND feed_id = ?2")?
            .exists(params![known.seq.0, feed.0])?;
    }
    Ok(())
}
