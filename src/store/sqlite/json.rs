//! Values as JSON text in columns, and back.

use rusqlite::{Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};

/// A value as JSON text.
pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// A value from a column of JSON text; the default where there is none.
pub(super) fn from_json<T: DeserializeOwned + Default>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<T> {
    let index = row.as_ref().column_index(column)?;
    let text = row.get_ref(index)?.as_str_or_null()?;
    text.map_or_else(|| Ok(T::default()), |text| parsed(index, text))
}

/// A value from the JSON text of a column.
pub(super) fn parsed<T: DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}
