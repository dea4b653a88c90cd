//! A configuration file's text in, its keys with their values and lines out.

use std::{collections::HashMap, path::Path};

use toml_edit::{Document, Item, Key, TableLike, Value};

use super::{ConfigError, SETTINGS, Setting};
use crate::model::nearest;

/// What a file says: by the setting's name, the value's text and line.
pub(super) type Entries = HashMap<&'static str, (String, usize)>;

/// Reads the file; a key that is no setting is an error, as is a value that is no single one.
pub(super) fn read(path: &Path, text: &str) -> Result<Entries, ConfigError> {
    let file = File { path, text };
    let document = Document::parse(text).map_err(|error| ConfigError::Syntax {
        path: path.to_owned(),
        line: file.line(error.span()),
        message: error.message().to_owned(),
    })?;
    let mut entries = Entries::new();
    file.table("", document.as_table(), &mut entries)?;
    Ok(entries)
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn line(&self, span: Option<std::ops::Range<usize>>) -> usize {
        let before = span.and_then(|span| self.text.get(..span.start)).unwrap_or_default();
        1 + before.matches('\n').count()
    }

    /// Reads a table; sections do not nest, so this goes one level deep.
    fn table(
        &self,
        section: &str,
        table: &dyn TableLike,
        entries: &mut Entries,
    ) -> Result<(), ConfigError> {
        for (name, item) in table.iter() {
            let line = self.line(table.key(name).and_then(Key::span).or_else(|| item.span()));
            let full =
                if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
            match item.as_table_like() {
                Some(inner) if section.is_empty() && !is_setting(&full) => {
                    self.table(&full, inner, entries)?;
                }
                _ => self.entry(&full, item, line, entries)?,
            }
        }
        Ok(())
    }

    fn entry(
        &self,
        key: &str,
        item: &Item,
        line: usize,
        entries: &mut Entries,
    ) -> Result<(), ConfigError> {
        let setting = find(key).ok_or_else(|| ConfigError::UnknownKey {
            path: self.path.to_owned(),
            line,
            key: key.to_owned(),
            nearest: suggestion(key),
        })?;
        let text = item.as_value().and_then(single).ok_or_else(|| ConfigError::BadValue {
            origin: super::Origin::File { path: self.path.to_owned(), line },
            key: setting.name,
            why: "takes one text or number".to_owned(),
        })?;
        entries.insert(setting.name, (text, line));
        Ok(())
    }
}

/// The text of a value that is a single one.
fn single(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(number.value().to_string()),
        Value::Boolean(truth) => Some(truth.value().to_string()),
        Value::Datetime(_) | Value::Array(_) | Value::InlineTable(_) => None,
    }
}

/// The setting of this name; case and the choice of dash or underscore do not matter.
fn find(key: &str) -> Option<&'static Setting> {
    let key = key.to_lowercase().replace('_', "-");
    SETTINGS.iter().find(|setting| setting.name == key)
}

fn is_setting(key: &str) -> bool {
    find(key).is_some()
}

/// The setting that a wrong key probably means: the right key in the wrong section, or a slip.
fn suggestion(key: &str) -> Option<&'static str> {
    let last = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
    let names = || SETTINGS.iter().map(|setting| setting.name);
    let typed = key.rsplit('.').next().unwrap_or(key).to_lowercase().replace('_', "-");
    let misplaced = names().find(|name| last(name) == typed);
    misplaced.or_else(|| nearest(key, names())).or_else(|| {
        let near = nearest(&typed, names().map(last))?;
        names().find(|name| last(name) == near)
    })
}
