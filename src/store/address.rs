//! Where a store is: the text after `--store`, understood.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::StoreError;

/// The address of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// An SQLite database file.
    Sqlite(PathBuf),
}

impl Address {
    /// Understands a path, a `sqlite:` address or a `file:` URL.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let path = match text.split_once(':') {
            Some(("sqlite" | "file", rest)) => {
                let rest = rest.strip_prefix("//").unwrap_or(rest);
                if rest.is_empty() { Err("there is no path after the colon") } else { Ok(rest) }
            }
            Some((scheme, rest)) if rest.starts_with("//") && !scheme.contains('/') => {
                Err("only SQLite stores are known: give a path or sqlite:PATH")
            }
            _ if text.is_empty() => Err("it is empty: give a path"),
            _ => Ok(text),
        };
        path.map(|path| Self::Sqlite(PathBuf::from(path)))
            .map_err(|why| StoreError::Address { text: text.to_owned(), why })
    }

    /// The address of a database file.
    pub fn file(path: &Path) -> Self {
        Self::Sqlite(path.to_owned())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Sqlite(path) = self;
        path.display().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_people_write_them() {
        for (text, path) in [
            ("news.db", Some("news.db")),
            ("/var/lib/tidings/t.db", Some("/var/lib/tidings/t.db")),
            ("sqlite:news.db", Some("news.db")),
            ("sqlite:///srv/t.db", Some("/srv/t.db")),
            ("file:///srv/t.db", Some("/srv/t.db")),
            ("mysql://host/db", None),
            ("sqlite:", None),
            ("", None),
        ] {
            let address = Address::parse(text).ok();
            assert_eq!(address, path.map(|path| Address::Sqlite(path.into())), "{text}");
        }
    }
}
