//! Checks, repair, copies and compaction of the file.

use std::{fs, io, path::Path};

use rusqlite::{
    Connection, Transaction,
    backup::{Backup, StepResult},
    ffi,
};

use super::{
    Sqlite, StoreError, buried::front, content, indexing::Words, is_there, json::from_json, no_uri,
    private_file, retention,
};
use crate::{
    model::{Author, Seq},
    query::fold::index_text,
    store::{Check, Compacted, Upkeep},
};

/// How many of the newest articles have their words counted against the index.
const COUNTED: i64 = 2_000;
/// How many findings of one check are told.
const TOLD: usize = 5;

impl Upkeep for Sqlite {
    fn check(&mut self) -> Result<Vec<Check>, StoreError> {
        let mut checks = vec![file(&self.path)];
        checks.extend(self.doing("check the store", |connection| {
            Ok(vec![
                version(connection)?,
                integrity(connection)?,
                references(connection)?,
                merges(connection)?,
                index_structure(connection),
                index_rows(connection)?,
                index_words(connection)?,
                index_tags(connection)?,
                counters(connection)?,
            ])
        })?);
        Ok(checks)
    }

    fn repair(&mut self) -> Result<(), StoreError> {
        self.writing("rebuild the index", |transaction| {
            unite(transaction)?;
            reindex(transaction)?;
            retag(transaction)?;
            recount(transaction)
        })
    }

    fn backup(&mut self, to: &Path) -> Result<(), StoreError> {
        let failed = |source| StoreError::File { path: to.to_owned(), source };
        if !is_there(&self.path) {
            return Err(StoreError::Missing { path: self.path.clone() });
        }
        if to.symlink_metadata().is_ok() {
            return Err(StoreError::Exists { path: to.to_owned() });
        }
        // A copy that is cut short must not look like one: it is made beside, and then moved.
        let mut name = to.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = Path::new(&name);
        private_file(part).map_err(failed)?;
        let copied = self.doing("copy the store", |source| copy(source, part));
        let placed = copied.and_then(|()| {
            place(part, to).map_err(|source| match source.kind() {
                io::ErrorKind::AlreadyExists => StoreError::Exists { path: to.to_owned() },
                _ => failed(source),
            })
        });
        if part.exists() {
            fs::remove_file(part).map_err(failed)?;
        }
        placed
    }

    fn compact(&mut self, purge: bool) -> Result<Compacted, StoreError> {
        let size = |path: &Path| path.metadata().map_or(0, |file| file.len());
        let before = size(&self.path);
        let purged = if purge {
            self.writing("let pruned articles go", |transaction| retention::purge(transaction))?
        } else {
            0
        };
        self.doing("compact the store", |connection| {
            // In memory, as temporary tables otherwise are, the copy could be larger than that.
            connection.execute_batch(
                "INSERT INTO word (word) VALUES ('optimize');
                 INSERT INTO title_word (title_word) VALUES ('optimize');
                 PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY;",
            )?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })?;
        Ok(Compacted { before, after: size(&self.path), purged })
    }
}

fn check(name: &'static str, faults: &[String], well: &str) -> Check {
    if faults.is_empty() {
        return Check { name, ok: true, message: well.to_owned() };
    }
    let mut message = faults.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
    if faults.len() > TOLD {
        message += &["; and ", &(faults.len() - TOLD).to_string(), " more"].concat();
    }
    Check { name, ok: false, message }
}

/// The file is there, and nobody else can read it.
fn file(path: &Path) -> Check {
    let Ok(meta) = path.metadata() else {
        let message = format!("{} is not there yet: an empty store", path.display());
        return Check { name: "file", ok: true, message };
    };
    let mut faults = Vec::new();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&meta) & 0o777;
        if mode & 0o077 != 0 {
            let path = path.display();
            faults.push(format!("others can read {path} (mode {mode:o}): chmod 600 mends that"));
        }
        if mode & 0o600 != 0o600 {
            faults.push(format!("{} cannot be written (mode {mode:o})", path.display()));
        }
    }
    check("file", &faults, &format!("{}, {} bytes", path.display(), meta.len()))
}

fn version(connection: &Connection) -> rusqlite::Result<Check> {
    let schema: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let message = format!("schema {schema}, SQLite {}", rusqlite::version());
    Ok(Check { name: "version", ok: true, message })
}

fn integrity(connection: &Connection) -> rusqlite::Result<Check> {
    let mut faults: Vec<String> = connection
        .prepare("PRAGMA integrity_check(20)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    faults.retain(|line| line != "ok");
    Ok(check("integrity", &faults, "every page, index and constraint is sound"))
}

fn references(connection: &Connection) -> rusqlite::Result<Check> {
    let faults: Vec<String> = connection
        .prepare("PRAGMA foreign_key_check")?
        .query_map([], |row| {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            // A table without numbered rows has none to name.
            let number =
                row.get::<_, Option<i64>>(1)?.map_or_else(String::new, |n| format!(" {n}"));
            Ok(format!("{table}{number} points at no {parent}"))
        })?
        .collect::<Result<_, _>>()?;
    Ok(check("references", &faults, "every reference has its target"))
}

/// Merged articles that are shown all the same, or hidden behind one that is hidden itself.
const ASTRAY: &str = "SELECT a.seq, a.id FROM article a JOIN article m ON m.seq = a.merged
    WHERE a.deleted IS NULL OR m.merged IS NOT NULL ORDER BY a.seq";

/// Every merged article is hidden behind one that is not merged.
fn merges(connection: &Connection) -> rusqlite::Result<Check> {
    let mut faults: Vec<String> = connection
        .prepare(ASTRAY)?
        .query_map([], |row| {
            Ok(format!("{} is not hidden behind what it was merged into", row.get::<_, String>(1)?))
        })?
        .collect::<Result<_, _>>()?;
    if !faults.is_empty() {
        faults.insert(0, "tidings doctor --repair mends merges".to_owned());
    }
    Ok(check("merges", &faults, "what was merged is hidden"))
}

/// Leaves shown what is shown, and hides the rest behind what nothing is merged into.
fn unite(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let astray: Vec<i64> =
        transaction.prepare(ASTRAY)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for seq in astray {
        let front = front(transaction, Seq(seq))?.map(|front| front.0);
        let hidden = transaction.execute(
            "UPDATE article SET merged = ?2
             WHERE seq = ?1 AND deleted IS NOT NULL AND ?2 IS NOT NULL",
            [Some(seq), front],
        )?;
        if hidden == 0 {
            transaction.execute(
                "UPDATE article SET merged = NULL, deleted = NULL WHERE seq = ?1",
                [seq],
            )?;
        }
    }
    Ok(())
}

/// The index's own structure. FTS5 takes this command as an insertion, which a store that cannot
/// be written refuses; that is no fault of the index.
fn index_structure(connection: &Connection) -> Check {
    let name = "index-structure";
    let outcome = connection
        .execute_batch(
            "INSERT INTO word (word) VALUES ('integrity-check');
             INSERT INTO title_word (title_word) VALUES ('integrity-check');",
        )
        .map_err(|error| (error.sqlite_error_code(), error.to_string()));
    match outcome {
        Ok(()) => check(name, &[], "the word index is sound"),
        Err((Some(rusqlite::ErrorCode::ReadOnly), _)) => {
            check(name, &[], "not checked: the store cannot be written")
        }
        Err((_, why)) => {
            check(name, &[format!("{why}: tidings doctor --repair rebuilds the word index")], "")
        }
    }
}

/// Every article is in the index, and nothing else is.
fn index_rows(connection: &Connection) -> rusqlite::Result<Check> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let missing = count(
        "SELECT count(*) FROM article
         WHERE deleted IS NULL AND seq NOT IN (SELECT id FROM word_docsize)",
    )?;
    let stray =
        count("SELECT count(*) FROM word_docsize WHERE id NOT IN (SELECT seq FROM article)")?;
    let mut faults = Vec::new();
    if missing > 0 {
        faults.push(format!("{missing} articles cannot be found by their words"));
    }
    if stray > 0 {
        faults.push(format!("{stray} entries of the word index belong to no article"));
    }
    if !faults.is_empty() {
        faults.push("tidings doctor --repair rebuilds the word index".to_owned());
    }
    Ok(check("index-articles", &faults, "the word index has every article"))
}

/// The index has as many words of each article's title and text as there are in them.
fn index_words(connection: &Connection) -> rusqlite::Result<Check> {
    let mut statement = connection.prepare(
        "SELECT a.id, a.title, c.body, d.sz FROM article a
         JOIN word_docsize d ON d.id = a.seq LEFT JOIN content c USING (seq)
         WHERE a.deleted IS NULL ORDER BY a.seq DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([COUNTED])?;
    let mut faults = Vec::new();
    let mut checked = 0;
    while let Some(row) = rows.next()? {
        let (id, title): (String, String) = (row.get(0)?, row.get(1)?);
        let body = row.get_ref(2)?.as_blob_or_null()?;
        let text = match body.map(content::unpack) {
            None => None,
            Some(Ok((_, text))) => text,
            Some(Err(error)) => {
                faults.push(format!("{id}: {error}"));
                continue;
            }
        };
        let words =
            |text: &str| index_text(text).split(' ').filter(|word| !word.is_empty()).count();
        let counted = sizes(row.get_ref(3)?.as_blob()?);
        let expected = (words(&title), words(text.as_deref().unwrap_or_default()));
        // The columns are title, summary, content, authors.
        if (counted.first().copied(), counted.get(2).copied())
            != (Some(expected.0), Some(expected.1))
        {
            faults.push(format!("{id}: the word index has other words than the article"));
        }
        checked += 1;
    }
    Ok(check("index-words", &faults, &format!("the words of {checked} articles are all there")))
}

/// The number of words by column, as FTS5 keeps it: SQLite's variable-length integers, of at
/// most nine bytes, big end first.
fn sizes(blob: &[u8]) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut value = 0_usize;
    for byte in blob {
        value = (value << 7) | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            sizes.push(value);
            value = 0;
        }
    }
    sizes
}

/// The tags of all articles as the index of tags should have them, some twice.
const TAGS: &str = "SELECT fold(t.value) AS tag, a.seq FROM article a, json_each(a.tags) t
                    UNION ALL SELECT fold(t.value), a.seq FROM article a, json_each(a.own_tags) t";

/// The index of tags has every article's, and no more.
fn index_tags(connection: &Connection) -> rusqlite::Result<Check> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let missing = count(&format!(
        "SELECT count(*) FROM ({TAGS}) t WHERE NOT EXISTS
           (SELECT 1 FROM article_tag i WHERE i.tag = t.tag AND i.seq = t.seq)"
    ))?;
    let strange = count(
        "SELECT count(*) FROM article_tag i JOIN article a USING (seq) WHERE NOT EXISTS
           (SELECT 1 FROM json_each(a.tags) t WHERE fold(t.value) = i.tag)
         AND NOT EXISTS
           (SELECT 1 FROM json_each(a.own_tags) t WHERE fold(t.value) = i.tag)",
    )?;
    let mut faults = Vec::new();
    for (number, what) in [(missing, "tags are missing"), (strange, "tags are not their article's")]
    {
        if number > 0 {
            faults.push(format!("{number} {what}"));
        }
    }
    if !faults.is_empty() {
        faults.push("tidings doctor --repair builds the index anew".to_owned());
    }
    Ok(check("index-tags", &faults, "every tag is in the index"))
}

/// Counters say what counting says.
fn counters(connection: &Connection) -> rusqlite::Result<Check> {
    let mut faults: Vec<String> = connection
        .prepare(
            "SELECT f.url, f.articles, f.unread, count(a.seq), coalesce(sum(a.read = 0), 0)
             FROM feed f LEFT JOIN article a ON a.feed_id = f.id AND a.deleted IS NULL
             GROUP BY f.id HAVING f.articles <> count(a.seq)
               OR f.unread <> coalesce(sum(a.read = 0), 0)",
        )?
        .query_map([], |row| {
            let (url, known, unread): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (counted, new): (i64, i64) = (row.get(3)?, row.get(4)?);
            let url = crate::model::without_password(&url);
            Ok(format!(
                "{url}: {known} articles and {unread} unread noted, {counted} and {new} there"
            ))
        })?
        .collect::<Result<_, _>>()?;
    let behind: bool = connection.query_row(
        "SELECT value < (SELECT coalesce(max(change), 0) FROM article) FROM counter
         WHERE name = 'change'",
        [],
        |row| row.get(0),
    )?;
    if behind {
        faults.push("the order of changes would give out a place twice".to_owned());
    }
    if !faults.is_empty() {
        faults.push("tidings doctor --repair counts anew".to_owned());
    }
    Ok(check("counters", &faults, "the counters are right"))
}

/// Builds the word index anew from the articles.
fn reindex(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "INSERT INTO word (word) VALUES ('delete-all');
         INSERT INTO title_word (title_word) VALUES ('delete-all');",
    )?;
    let seqs: Vec<i64> = transaction
        .prepare("SELECT seq FROM article WHERE deleted IS NULL ORDER BY seq")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    seqs.into_iter().try_for_each(|seq| reindex_one(transaction, Seq(seq)))
}

/// Makes a stored article's words findable.
pub(super) fn reindex_one(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT a.title, a.summary, a.authors, c.body FROM article a
         LEFT JOIN content c USING (seq) WHERE a.seq = ?1",
    )?;
    let mut rows = statement.query([seq.0])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let authors: Vec<Author> = from_json(row, "authors")?;
    let text = match row.get_ref("body")?.as_blob_or_null()? {
        // What cannot be unpacked is told by the check; the title stays findable.
        Some(body) => content::unpack(body).ok().and_then(|(_, text)| text),
        None => None,
    };
    let (title, summary): (String, Option<String>) = (row.get("title")?, row.get("summary")?);
    Words::of(seq, &title, summary.as_deref(), text.as_deref(), &authors).write(connection)
}

/// Builds the index of tags anew from the articles.
fn retag(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(&format!(
        "DELETE FROM article_tag; INSERT OR IGNORE INTO article_tag {TAGS};"
    ))
}

fn recount(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "UPDATE feed SET
           articles = (SELECT count(*) FROM article WHERE feed_id = feed.id AND deleted IS NULL),
           unread = (SELECT count(*) FROM article
                     WHERE feed_id = feed.id AND deleted IS NULL AND read = 0);
         UPDATE counter SET value = max(value, (SELECT coalesce(max(change), 0) FROM article))
         WHERE name = 'change';",
    )
}

/// Copies every page in one step: what others write meanwhile is not in it, and holds nobody up.
fn copy(source: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut target = Connection::open(no_uri(to))?;
    let backup = Backup::new(source, &mut target)?;
    // A store that is held by another is an outcome to SQLite, and no copy.
    match backup.step(-1)? {
        StepResult::Done => {}
        _ => return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)),
    }
    drop(backup);
    target.close().map_err(|(_, error)| error)
}

/// Gives a finished file its name, unless that is taken.
fn place(part: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(part, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !to.exists() => {
            // Some file systems know no links.
            fs::rename(part, to)
        }
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_another_holds_gives_no_copy() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Connection::open(folder.path().join("t.db")).expect("opens");
        let (source, other) = (open(), open());
        source.busy_timeout(std::time::Duration::ZERO).expect("sets");
        other.execute_batch("CREATE TABLE t (x); BEGIN EXCLUSIVE").expect("holds it");
        let to = folder.path().join("copy.db");
        let code = copy(&source, &to).err().and_then(|error| error.sqlite_error_code());
        assert_eq!(code, Some(rusqlite::ErrorCode::DatabaseBusy));
        other.execute_batch("COMMIT").expect("lets go");
        copy(&source, &to).expect("copies");
    }
}
