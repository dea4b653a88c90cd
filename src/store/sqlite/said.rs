//! What an entry says of its article beside its identity, as the columns that keep it.

use std::sync::LazyLock;

use rusqlite::ToSql;

use super::insert::list;
use crate::model::Draft;

/// The columns, each filled from the parameter of its name.
const COLUMNS: [&str; 11] = [
    "title",
    "updated",
    "summary",
    "language",
    "authors",
    "tags",
    "enclosures",
    "image",
    "duration",
    "text_hash",
    "meta_hash",
];

/// The names of the columns, as an insertion lists them.
pub(super) static NAMES: LazyLock<String> = LazyLock::new(|| COLUMNS.join(", "));

/// The names of their parameters.
pub(super) static PARAMETERS: LazyLock<String> =
    LazyLock::new(|| COLUMNS.map(|name| format!(":{name}")).join(", "));

/// The columns with their parameters, as an update sets them.
pub(super) static SETTINGS: LazyLock<String> =
    LazyLock::new(|| COLUMNS.map(|name| format!("{name} = :{name}")).join(", "));

/// The values, in the form that the columns have.
pub(super) struct Said<'d> {
    draft: &'d Draft,
    updated: Option<i64>,
    authors: Option<String>,
    tags: Option<String>,
    enclosures: Option<String>,
    duration: Option<i64>,
    text_hash: i64,
    meta_hash: i64,
}

impl<'d> Said<'d> {
    /// What a draft says; `meta_hash` is of the draft as it came.
    pub(super) fn of(draft: &'d Draft, meta_hash: u64) -> rusqlite::Result<Self> {
        Ok(Self {
            draft,
            updated: draft.updated.map(|at| at.0),
            authors: list(&draft.authors)?,
            tags: list(&draft.tags)?,
            enclosures: list(&draft.enclosures)?,
            duration: draft.duration.map(|seconds| seconds as i64),
            text_hash: draft.text_hash as i64,
            meta_hash: meta_hash as i64,
        })
    }

    /// A value for the parameter of each column.
    pub(super) fn parameters(&self) -> [(&'static str, &dyn ToSql); COLUMNS.len()] {
        [
            (":title", &self.draft.title),
            (":updated", &self.updated),
            (":summary", &self.draft.summary),
            (":language", &self.draft.language),
            (":authors", &self.authors),
            (":tags", &self.tags),
            (":enclosures", &self.enclosures),
            (":image", &self.draft.image),
            (":duration", &self.duration),
            (":text_hash", &self.text_hash),
            (":meta_hash", &self.meta_hash),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_value() {
        let draft = Draft::default();
        let said = Said::of(&draft, 0).expect("values");
        let names = said.parameters().map(|(name, _)| &name[1..]);
        assert_eq!(names, COLUMNS);
    }
}
