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
            Some(("file", rest)) => file_url(rest),
            Some(("sqlite", rest)) => {
                let rest = rest.strip_prefix("//").unwrap_or(rest);
                if rest.is_empty() { Err(NO_PATH) } else { Ok(rest.into()) }
            }
            Some((scheme, rest)) if rest.starts_with("//") && !scheme.contains('/') => {
                Err("only SQLite stores are known: give a path or sqlite:PATH")
            }
            _ if text.is_empty() => Err("it is empty: give a path"),
            _ => Ok(text.into()),
        };
        path.map(Self::Sqlite).map_err(|why| StoreError::Address { text: text.to_owned(), why })
    }

    /// The address of a database file.
    pub fn file(path: &Path) -> Self {
        Self::Sqlite(path.to_owned())
    }
}

const NO_PATH: &str = "there is no path after the colon";

/// The path that a `file:` URL stands for (RFC 8089), given what comes after the colon. A
/// relative one, which SQLite knows, is read by the same rules.
fn file_url(rest: &str) -> Result<PathBuf, &'static str> {
    if rest.trim_start_matches('/').is_empty() {
        return Err(NO_PATH);
    }
    if rest.contains(['?', '#']) {
        return Err("a file: URL takes no options: write ? as %3F and # as %23 in a path");
    }
    let is_relative = !rest.starts_with('/');
    let text = if is_relative { format!("file:///{rest}") } else { format!("file:{rest}") };
    let path = url::Url::parse(&text)
        .ok()
        .and_then(|url| url.to_file_path().ok())
        .ok_or("a file: URL has no host: write file:///PATH")?;
    Ok(match path.strip_prefix("/") {
        Ok(relative) if is_relative => relative.to_owned(),
        _ => path,
    })
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
            ("file:/srv/t.db", Some("/srv/t.db")),
            ("file://localhost/srv/t.db", Some("/srv/t.db")),
            ("file:///srv/a%20b%3F.db", Some("/srv/a b?.db")),
            ("file:a%20b.db", Some("a b.db")),
            ("sqlite:a%20b.db", Some("a%20b.db")),
            ("a%20b.db", Some("a%20b.db")),
            ("file:t.db?mode=ro", None),
            ("file://elsewhere/t.db", None),
            ("file:", None),
            ("file:///", None),
            ("mysql://host/db", None),
            ("sqlite:", None),
            ("", None),
        ] {
            let address = Address::parse(text).ok();
            assert_eq!(address, path.map(|path| Address::Sqlite(path.into())), "{text}");
        }
    }
}
