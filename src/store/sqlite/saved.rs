//! Queries in the table `saved_query`.

use rusqlite::params;

use super::{Sqlite, StoreError};
use crate::{
    model::Timestamp,
    store::{SavedQueries, SavedQuery},
};

impl SavedQueries for Sqlite {
    fn save_query(&mut self, name: &str, query: &str, now: Timestamp) -> Result<(), StoreError> {
        self.writing("save the query", |transaction| {
            transaction
                .execute(
                    "INSERT OR REPLACE INTO saved_query (name, query, made) VALUES (?1, ?2, ?3)",
                    params![name, query, now.0],
                )
                .map(drop)
        })
    }

    fn saved_queries(&mut self) -> Result<Vec<SavedQuery>, StoreError> {
        self.doing("read the saved queries", |connection| {
            connection
                .prepare_cached("SELECT name, query, made FROM saved_query ORDER BY name")?
                .query_map([], |row| {
                    Ok(SavedQuery {
                        name: row.get(0)?,
                        query: row.get(1)?,
                        made: Timestamp(row.get(2)?),
                    })
                })?
                .collect()
        })
    }

    fn forget_query(&mut self, name: &str) -> Result<bool, StoreError> {
        self.writing("forget the query", |transaction| {
            Ok(transaction.execute("DELETE FROM saved_query WHERE name = ?1", [name])? > 0)
        })
    }
}
