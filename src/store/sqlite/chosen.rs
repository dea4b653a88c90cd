//! Articles that something else than words chooses (a feed, a tag, a star): few of them are found
//! sooner than all matches of a frequent word are passed over, or all dates.

use std::collections::HashSet;

use rusqlite::{Connection, params, params_from_iter};

use super::{Detail, relevance::read, select::Reader};
use crate::{
    query::{Filter, Is, fold},
    store::sql::Asked,
};

/// So many are few.
const FEW: usize = 2_000;
/// Chosen articles that arrived no farther apart are looked for at once.
const GAP: i64 = 64;
/// A beginning of fewer letters stands for so many words that the index is slow to tell.
const LETTERS: usize = 4;

/// The few articles that a filter lets through, in order of arrival; `None` if they are not few,
/// or no index leads to them.
pub(super) fn chosen(connection: &Connection, rest: &Filter) -> rusqlite::Result<Option<Vec<i64>>> {
    let sql = match rest {
        Filter::And(parts) => {
            for part in parts {
                if let Some(seqs) = chosen(connection, part)? {
                    return Ok(Some(seqs));
                }
            }
            return Ok(None);
        }
        Filter::Feed(feeds) => {
            let list = feeds.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(",");
            format!(
                "SELECT seq FROM article WHERE feed_id IN ({list})
                 UNION SELECT seq FROM sighting WHERE feed_id IN ({list})"
            )
        }
        Filter::Tag(_) => return tagged(connection, rest),
        Filter::Is(Is::Starred) => "SELECT seq FROM article WHERE starred <> 0".to_owned(),
        _ => return Ok(None),
    };
    few(connection, &sql, None)
}

/// The few articles, in order of arrival, with a tag that a filter asks of all; `None` if it asks
/// for none, or they are not few.
pub(super) fn tagged(
    connection: &Connection,
    filter: &Filter,
) -> rusqlite::Result<Option<Vec<i64>>> {
    match filter {
        Filter::And(parts) => {
            parts.iter().find_map(|part| tagged(connection, part).transpose()).transpose()
        }
        Filter::Tag(tag) => {
            let tag = fold::name(tag);
            few(connection, "SELECT seq FROM article_tag WHERE tag = ?1", Some(&tag))
        }
        _ => Ok(None),
    }
}

/// The articles that a statement gives, if they are few.
fn few(
    connection: &Connection,
    sql: &str,
    tag: Option<&str>,
) -> rusqlite::Result<Option<Vec<i64>>> {
    let seqs: Vec<i64> = connection
        .prepare(&format!("SELECT seq FROM ({sql} LIMIT {}) ORDER BY seq", FEW + 1))?
        .query_map(params_from_iter(tag), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((seqs.len() <= FEW).then_some(seqs))
}

/// Those of these articles, in order of arrival, that have the words.
pub(super) fn with_words(
    reader: &mut Reader<'_>,
    filter: &Filter,
    asked: &Asked,
    mut seqs: Vec<i64>,
) -> rusqlite::Result<Vec<i64>> {
    if !is_short(filter) {
        let found = among(reader.connection, asked, &seqs, GAP)?;
        seqs.retain(|seq| found.contains(seq));
        return Ok(seqs);
    }
    let mut found = Vec::new();
    let detail = std::mem::replace(&mut reader.detail, Detail::Full);
    for seq in seqs {
        if read(reader, seq)?.is_some_and(|article| filter.matches(&article)) {
            found.push(seq);
        }
    }
    reader.detail = detail;
    Ok(found)
}

/// Whether a word is asked for by so few letters that articles are read sooner than the index.
pub(super) fn is_short(filter: &Filter) -> bool {
    let is_short = |token: &String| token.chars().count() < LETTERS;
    let words = filter.words();
    words.iter().any(|words| words.prefix && words.tokens.last().is_some_and(is_short))
}

/// Which of these articles, in order of arrival, the word index has, asked about runs of arrivals
/// with gaps up to so many.
pub(super) fn among(
    connection: &Connection,
    asked: &Asked,
    seqs: &[i64],
    gap: i64,
) -> rusqlite::Result<HashSet<i64>> {
    let index = asked.index;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid FROM {index} WHERE {index} MATCH ?1 AND rowid BETWEEN ?2 AND ?3
         ORDER BY rowid DESC"
    ))?;
    let mut found = HashSet::new();
    for run in seqs.chunk_by(|one, next| next - one <= gap) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let mut rows = statement.query(params![asked.text, first, last])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}
