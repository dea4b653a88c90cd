//! New articles into the tables.

use std::{hash::Hasher, sync::LazyLock};

use rusqlite::{Connection, named_params, params};
use xxhash_rust::xxh3::Xxh3;

use super::{
    content,
    indexing::Words,
    json::json,
    said::{self, Said},
};
use crate::model::{ArticleId, DateSource, Draft, FeedId, Html, Seq, Timestamp};

/// The key under which a new article is stored.
pub(super) struct Identity<'a> {
    pub(super) url_key: &'a str,
    pub(super) date_key: &'a str,
    pub(super) disc: &'a str,
    /// The date to go by, if it can be believed.
    pub(super) dated: Option<Timestamp>,
    /// The latest date the document gives it, if it gives several.
    pub(super) latest: Option<Timestamp>,
    /// Whether its guid identifies it.
    pub(super) guid_ok: bool,
}

static INSERT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "INSERT INTO article (id, feed_id, guid, guid_ok, url, url_key, date_key, disc, published,
           published_latest, received, date, dated, change, {})
         VALUES (:id, :feed, :guid, :guid_ok, :url, :url_key, :date_key, :disc, :published,
           :latest, :received, :date, :dated, :change, {})",
        *said::NAMES,
        *said::PARAMETERS
    )
});

/// Stores an article that was never seen before, its words included.
pub(super) fn insert(
    connection: &Connection,
    feed: FeedId,
    draft: &Draft,
    key: &Identity<'_>,
    now: Timestamp,
) -> rusqlite::Result<Seq> {
    let seq = insert_row(connection, feed, draft, key, now)?;
    Words::of_draft(seq, draft).write(connection)?;
    Ok(seq)
}

/// Stores an article that was never seen before, whose words the caller indexes.
pub(super) fn insert_row(
    connection: &Connection,
    feed: FeedId,
    draft: &Draft,
    key: &Identity<'_>,
    now: Timestamp,
) -> rusqlite::Result<Seq> {
    let id = free_id(connection, key)?;
    let said = Said::of(draft, meta_hash(draft))?;
    let mut parameters = said.parameters().to_vec();
    let latest = key.latest.filter(|&latest| Some(latest) != key.dated).map(|at| at.0);
    let published = draft.published.map(|at| at.0);
    let (date, dated) = (DateSource::date(key.dated, draft, now).0, key.dated.is_some());
    let change = next_change(connection)?;
    parameters.extend_from_slice(named_params! {
        ":id": id.0,
        ":feed": feed.0,
        ":guid": draft.guid,
        ":guid_ok": key.guid_ok,
        ":url": draft.url,
        ":url_key": key.url_key,
        ":date_key": key.date_key,
        ":disc": key.disc,
        ":published": published,
        ":latest": latest,
        ":received": now.0,
        ":date": date,
        ":dated": dated,
        ":change": change,
    });
    connection.prepare_cached(&INSERT)?.execute(&*parameters)?;
    let seq = Seq(connection.last_insert_rowid());
    store_content(connection, seq, draft)?;
    Ok(seq)
}

/// The shortest id of the key that no other article has.
fn free_id(connection: &Connection, key: &Identity<'_>) -> rusqlite::Result<ArticleId> {
    let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?;
    for length in ArticleId::LENGTH..=ArticleId::LONGEST {
        let id = ArticleId::for_key(key.url_key, key.date_key, key.disc, length);
        if !taken.exists([&id.0])? {
            return Ok(id);
        }
    }
    // Two keys with one 64-bit hash: told apart by a counter in the discriminator's place.
    let mut number = 0_u64;
    loop {
        let disc = format!("{}#{number}", key.disc);
        let id = ArticleId::for_key(key.url_key, key.date_key, &disc, ArticleId::LONGEST);
        if !taken.exists([&id.0])? {
            return Ok(id);
        }
        number += 1;
    }
}

/// The next place in the order of arrivals and edits.
pub(super) fn next_change(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "UPDATE counter SET value = value + 1 WHERE name = 'change' RETURNING value",
        )?
        .query_row([], |row| row.get(0))
}

/// Stores or replaces an article's content.
pub(super) fn store_content(
    connection: &Connection,
    seq: Seq,
    draft: &Draft,
) -> rusqlite::Result<()> {
    let html = draft.content_html.as_ref().map(Html::as_str);
    match content::pack(html, draft.content_text.as_deref())? {
        Some(body) => connection
            .prepare_cached("INSERT OR REPLACE INTO content (seq, body) VALUES (?1, ?2)")?
            .execute(params![seq.0, body]),
        None => connection.prepare_cached("DELETE FROM content WHERE seq = ?1")?.execute([seq.0]),
    }
    .map(drop)
}

/// A list as JSON, NULL if it is empty.
pub(super) fn list<T: serde::Serialize>(values: &[T]) -> rusqlite::Result<Option<String>> {
    (!values.is_empty()).then(|| json(&values)).transpose()
}

/// Identifies what an edit may change without being worth a revision: markup, summary, authors,
/// categories, enclosures. The raw URL is left out, since tracking parameters change with every
/// fetch in some feeds; the first one stays.
pub(super) fn meta_hash(draft: &Draft) -> u64 {
    let mut hash = Xxh3::new();
    let mut part = |text: &str| {
        hash.write(text.as_bytes());
        hash.write_u8(0);
    };
    part(draft.content_html.as_ref().map_or("", Html::as_str));
    part(draft.summary.as_deref().unwrap_or_default());
    part(draft.language.as_deref().unwrap_or_default());
    part(draft.image.as_deref().unwrap_or_default());
    for author in &draft.authors {
        for value in [&author.name, &author.email, &author.url] {
            part(value.as_deref().unwrap_or_default());
        }
    }
    draft.tags.iter().for_each(|tag| part(tag));
    for file in &draft.enclosures {
        part(&file.url);
        part(file.media_type.as_deref().unwrap_or_default());
        part(&format!("{:?} {:?}", file.length, file.duration));
    }
    part(&format!("{:?}", draft.duration));
    hash.digest()
}
