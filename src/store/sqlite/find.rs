//! Which article a person means.

use rusqlite::{Connection, OptionalExtension};

use super::Found;
use crate::model::ArticleId;

/// The fewest characters that a list shows of an id.
const SHORTEST: usize = 4;
/// How many candidates are named when a name stands for several articles.
const NAMED: usize = 10;

/// The article with this id, with the only id that begins so, or with this URL.
pub(super) fn find(
    connection: &Connection,
    name: &str,
    url_key: Option<&str>,
) -> rusqlite::Result<Found> {
    let by_id = candidates(
        connection,
        "SELECT id FROM article WHERE id >= ?1 AND id < ?1 || '~' AND deleted IS NULL
         ORDER BY id LIMIT 11",
        &[&name.to_ascii_lowercase()],
    )?;
    if by_id.first().is_some_and(|id| id.0 == name.to_ascii_lowercase()) {
        return Ok(Found::One(by_id[0].clone()));
    }
    if !name.is_empty() && !by_id.is_empty() {
        return Ok(found(by_id));
    }
    let Some(key) = url_key else { return Ok(Found::Nothing) };
    // The key finds every article that ever had the address; the very URL, if one has it, wins.
    let by_key = "SELECT id, url FROM article WHERE deleted IS NULL AND seq IN (
           SELECT seq FROM article WHERE url_key = ?1 UNION
           SELECT seq FROM alias WHERE kind = 'url' AND feed_id = 0 AND value = ?1 UNION
           SELECT merged FROM article WHERE url_key = ?1 AND merged IS NOT NULL)";
    let exact = candidates(
        connection,
        &format!("SELECT id FROM ({by_key}) WHERE url = ?2 LIMIT 11"),
        &[key, name],
    )?;
    if exact.is_empty() {
        return Ok(found(candidates(connection, &format!("{by_key} LIMIT 11"), &[key])?));
    }
    Ok(found(exact))
}

fn candidates(
    connection: &Connection,
    sql: &str,
    parameters: &[&str],
) -> rusqlite::Result<Vec<ArticleId>> {
    connection
        .prepare_cached(sql)?
        .query_map(rusqlite::params_from_iter(parameters), |row| row.get(0).map(ArticleId))?
        .collect()
}

fn found(mut ids: Vec<ArticleId>) -> Found {
    match ids.len() {
        0 => Found::Nothing,
        1 => Found::One(ids.remove(0)),
        _ => {
            ids.truncate(NAMED);
            Found::Several(ids)
        }
    }
}

/// How many characters tell this id from its neighbours in the order of ids.
pub(super) fn id_length(connection: &Connection, id: &ArticleId) -> rusqlite::Result<usize> {
    let neighbour = |sql: &str| {
        connection.prepare_cached(sql)?.query_row([&id.0], |row| row.get::<_, String>(0)).optional()
    };
    let before = neighbour("SELECT id FROM article WHERE id < ?1 ORDER BY id DESC LIMIT 1")?;
    let after = neighbour("SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT 1")?;
    let shared = [before, after]
        .into_iter()
        .flatten()
        .map(|other| other.bytes().zip(id.0.bytes()).take_while(|(a, b)| a == b).count())
        .max()
        .unwrap_or(0);
    Ok((shared + 1).clamp(SHORTEST, id.0.len().max(SHORTEST)))
}
