//! newsboat's cache in, the addresses of the feeds it holds out.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;

/// Every SQLite database begins with this.
pub const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

/// The feeds of a `cache.db` as newsboat keeps it, in a form that its `urls` file may hold too.
/// The file is only read.
pub fn newsboat_urls(path: &Path) -> Result<Vec<String>, StoreError> {
    let foreign = |_| StoreError::Foreign {
        path: path.to_owned(),
        why: "it is an SQLite database, but no newsboat cache".to_owned(),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(foreign)?;
    let mut statement =
        connection.prepare("SELECT rssurl FROM rss_feed ORDER BY rowid").map_err(foreign)?;
    let urls = statement.query_map([], |row| row.get(0)).map_err(foreign)?;
    urls.collect::<Result<_, _>>().map_err(foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_of_a_cache_and_of_no_other_database() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cache.db");
        let cache = Connection::open(&path).expect("a database");
        cache.execute_batch("CREATE TABLE letter (text TEXT)").expect("a table");
        let refused = newsboat_urls(&path).expect_err("no cache");
        assert!(refused.to_string().contains("no newsboat cache"), "{refused}");
        cache
            .execute_batch(
                "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL,
                   url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
                 INSERT INTO rss_feed VALUES
                   ('https://b.example/rss', 'https://b.example/', 'B'),
                   ('exec:feed-of a', '', 'A');",
            )
            .expect("feeds");
        assert_eq!(
            newsboat_urls(&path).expect("feeds"),
            ["https://b.example/rss", "exec:feed-of a"]
        );
    }
}
