//! The reader's own tags in the column `own_tags`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{Sqlite, StoreError, insert::list, json::from_json, operations::record};
use crate::{
    model::{ArticleId, Timestamp, count},
    query::fold,
    store::Tagging,
};

/// The kind of operation in the log.
pub(super) const KIND: &str = "tag";

/// How many of the newest articles give tags to offer.
const NEWEST: i64 = 2_000;

/// What undoing needs: whether the tag was given or taken, and by article how it was written.
#[derive(Serialize, Deserialize)]
pub(super) struct Tagged {
    given: bool,
    articles: Vec<(String, String)>,
}

impl Tagging for Sqlite {
    fn tag(
        &mut self,
        articles: &[ArticleId],
        tag: &str,
        present: bool,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        self.writing("tag articles", |transaction| {
            let mut changed = Vec::new();
            for ArticleId(id) in articles {
                let written = set(transaction, id, tag, present)?;
                changed.extend(written.map(|written| (id.clone(), written)));
            }
            let many = changed.len();
            if many > 0 {
                let act = if present { "tag" } else { "untag" };
                let about = format!("{act}:{tag} {}", count(many, "article"));
                record(
                    transaction,
                    now,
                    KIND,
                    &about,
                    &Tagged { given: present, articles: changed },
                )?;
            }
            Ok(many)
        })
    }

    fn tags(&mut self) -> Result<Vec<String>, StoreError> {
        self.doing("read the tags", |connection| {
            connection
                .prepare(
                    "SELECT t.value FROM article a, json_each(a.own_tags) t
                     WHERE a.own_tags IS NOT NULL AND a.deleted IS NULL UNION
                     SELECT t.value FROM
                       (SELECT tags FROM article WHERE deleted IS NULL ORDER BY date DESC, seq DESC
                        LIMIT ?1) a, json_each(a.tags) t
                     ORDER BY 1",
                )?
                .query_map([NEWEST], |row| row.get(0))?
                .collect()
        })
    }
}

/// Gives or takes a tag; how it is or was written there, if that changed anything.
fn set(
    connection: &Connection,
    id: &str,
    tag: &str,
    present: bool,
) -> rusqlite::Result<Option<String>> {
    let own = connection
        .prepare_cached("SELECT own_tags FROM article WHERE id = ?1 AND deleted IS NULL")?
        .query_row([id], |row| from_json::<Vec<String>>(row, "own_tags"))
        .optional()?;
    let Some(mut own) = own else { return Ok(None) };
    let wanted = fold::name(tag);
    let place = own.iter().position(|known| fold::name(known) == wanted);
    let written = match (place, present) {
        (None, true) => {
            own.push(tag.to_owned());
            tag.to_owned()
        }
        (Some(place), false) => own.remove(place),
        _ => return Ok(None),
    };
    connection
        .prepare_cached("UPDATE article SET own_tags = ?2 WHERE id = ?1")?
        .execute(params![id, list(&own)?])?;
    Ok(Some(written))
}

/// Takes a tagging back, article by article; what was tagged since stays.
pub(super) fn put_back(connection: &Connection, tagged: &Tagged) -> rusqlite::Result<()> {
    for (id, tag) in &tagged.articles {
        set(connection, id, tag, !tagged.given)?;
    }
    Ok(())
}
