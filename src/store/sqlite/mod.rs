//! The store in one SQLite file.

mod apply;
mod buried;
mod chosen;
mod consumers;
mod content;
mod dated;
mod decisions;
mod feeds;
mod figures;
mod find;
mod hand;
mod health;
mod history;
mod hosts;
mod indexing;
mod insert;
mod json;
mod keys;
mod lookup;
mod operations;
mod part;
mod primary;
mod relevance;
mod responses;
mod retention;
mod rules;
mod said;
mod saved;
mod schema;
mod select;
mod split;
mod stories;
mod tagging;
mod update;
mod upkeep;

use std::{
    collections::BTreeMap,
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, config::DbConfig,
};

use feeds::Holder;
use indexing::Indexing;

use super::{
    Access, Applied, Asked, Decisions, Detail, Each, Found, Mark, Operation, Refresh, Store,
    StoreError, Subscribed,
};
use crate::{
    model::{
        AcknowledgedTrouble, ArticleId, FeedId, FeedRecord, FetchState, Seq, Subscription,
        Timestamp, Turn,
    },
    query::Query,
};

/// How long to wait for another process's short write.
const PATIENCE: Duration = Duration::from_secs(30);
/// Statements kept prepared; more than there are different ones.
const STATEMENTS: usize = 128;

/// An open SQLite store.
pub(super) struct Sqlite {
    connection: Connection,
    path: PathBuf,
}

impl Sqlite {
    /// Opens the file; creates it and its folder (readable by the user alone) for writing.
    pub(super) fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        let connection = match (access, is_there(path)) {
            (Access::Read, false) => Connection::open_in_memory(),
            (Access::Read, true) => open_to_read(path),
            (Access::Write, _) => {
                create_private(path)
                    .map_err(|source| StoreError::File { path: path.into(), source })?;
                let mode = flags(OpenFlags::SQLITE_OPEN_READ_WRITE);
                Connection::open_with_flags(no_uri(path), mode)
            }
        };
        let mut store = Self {
            connection: connection.map_err(|error| translate(path, "open the store", error))?,
            path: path.to_owned(),
        };
        store.prepare()?;
        Ok(store)
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.connection.set_prepared_statement_cache_capacity(STATEMENTS);
        self.doing("set up the connection", |connection| {
            connection.busy_timeout(PATIENCE)?;
            // A statement keeps its plan whatever is bound to it. Else the planner looks at values
            // (the bundled SQLite has STAT4) and prepares statements anew for each: a third of
            // the time that storing a large document took.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            connection.execute_batch(
                "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;
                 PRAGMA cache_size=-32768;",
            )
        })?;
        schema::bring_up(&mut self.connection, &self.path)?;
        self.doing("set up the connection", select::add_functions)
    }

    /// Runs `act` and says what was being done if it fails.
    fn doing<T>(
        &mut self,
        what: &'static str,
        act: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        act(&mut self.connection).map_err(|error| translate(&self.path, what, error))
    }

    /// Runs `act` in one write transaction.
    ///
    /// The lock is taken at the start: a transaction that begins by reading and writes later
    /// fails at once when another process wrote in between, whatever the time limit.
    fn writing<T>(
        &mut self,
        what: &'static str,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.doing(what, |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = act(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
    }
}

impl Store for Sqlite {
    fn subscribe(
        &mut self,
        subscription: &Subscription,
        now: Timestamp,
    ) -> Result<Subscribed, StoreError> {
        self.writing("subscribe", |transaction| feeds::subscribe(transaction, subscription, now))
    }

    fn subscribe_all(
        &mut self,
        subscriptions: &[Subscription],
        now: Timestamp,
    ) -> Result<Vec<Subscribed>, StoreError> {
        self.writing("subscribe", |transaction| {
            subscriptions
                .iter()
                .map(|subscription| feeds::subscribe(transaction, subscription, now))
                .collect()
        })
    }

    fn configure(&mut self, feed: FeedId, subscription: &Subscription) -> Result<(), StoreError> {
        let holder = self.writing("change the subscription", |transaction| {
            feeds::configure(transaction, feed, subscription)
        })?;
        let url = || subscription.url.clone();
        match holder {
            None => Ok(()),
            Some(Holder::Followed) => Err(StoreError::AddressTaken { url: url() }),
            Some(Holder::Removed) => Err(StoreError::AddressRemoved { url: url() }),
        }
    }

    fn unsubscribe(&mut self, feed: FeedId, now: Timestamp) -> Result<(), StoreError> {
        self.writing("unsubscribe", |transaction| feeds::unsubscribe(transaction, feed, now))
    }

    fn is_untouched(&mut self) -> Result<bool, StoreError> {
        self.doing("read the subscriptions", |connection| {
            connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM feed)", [], |row| row.get(0))
        })
    }

    fn at_address(&mut self, url: &str) -> Result<Option<FeedRecord>, StoreError> {
        self.doing("look for the address", |connection| feeds::followed_at(connection, url))
    }

    fn feeds(&mut self) -> Result<Vec<FeedRecord>, StoreError> {
        self.doing("read the subscriptions", |connection| feeds::all(connection))
    }

    fn apply(
        &mut self,
        batch: &[Refresh],
        decisions: Decisions<'_>,
    ) -> Result<Vec<Applied>, StoreError> {
        self.writing("store articles", |transaction| {
            let indexing = Indexing::default();
            let apply = |refresh| apply::refresh(transaction, refresh, decisions, &indexing);
            let applied = batch.iter().map(apply).collect::<rusqlite::Result<_>>()?;
            indexing.finish(transaction)?;
            Ok(applied)
        })
    }

    fn again(&self) -> Result<Box<dyn Store>, StoreError> {
        // Reading is enough to open it: a file that can be written is written all the same.
        Ok(Box::new(Self::open(&self.path, Access::Read)?))
    }

    fn hosts(&mut self) -> Result<BTreeMap<String, i64>, StoreError> {
        self.doing("read when hosts were asked", |connection| hosts::hosts(connection))
    }

    fn reserve(&mut self, turns: &[Turn], now: i64) -> Result<Vec<Option<Duration>>, StoreError> {
        let synchronous = |level: &'static str| {
            move |connection: &mut Connection| connection.pragma_update(None, "synchronous", level)
        };
        // A turn need not outlive a power failure, and must not wait for the disk.
        self.doing("reserve a turn", synchronous("NORMAL"))?;
        let waits =
            self.writing("reserve a turn", |transaction| hosts::reserve(transaction, turns, now));
        self.doing("reserve a turn", synchronous("FULL"))?;
        waits
    }

    fn acknowledged_trouble(&mut self) -> Result<Vec<AcknowledgedTrouble>, StoreError> {
        self.doing("read what was acknowledged", |connection| health::acknowledged(connection))
    }

    fn acknowledge_trouble(
        &mut self,
        feeds: &[FeedId],
        trouble: &[AcknowledgedTrouble],
    ) -> Result<(), StoreError> {
        self.writing("acknowledge", |transaction| health::acknowledge(transaction, feeds, trouble))
    }

    fn keep_state(&mut self, feed: FeedId, state: &FetchState) -> Result<(), StoreError> {
        self.writing("keep the state of the feed", |transaction| {
            feeds::keep_state(transaction, feed, state)
        })
    }

    fn select(&mut self, query: &Query, detail: Detail, each: Each<'_>) -> Result<(), StoreError> {
        self.doing("read articles", |connection| select::select(connection, query, detail, each))
    }

    fn find(&mut self, name: &str, url_key: Option<&str>) -> Result<Found, StoreError> {
        self.doing("look for the article", |connection| find::find(connection, name, url_key))
    }

    fn id_lengths(&mut self, ids: &[ArticleId]) -> Result<Vec<usize>, StoreError> {
        self.doing("compare ids", |connection| {
            ids.iter().map(|id| find::id_length(connection, id)).collect()
        })
    }

    fn mark(
        &mut self,
        articles: &[ArticleId],
        mark: Mark,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        self.writing("mark articles", |transaction| {
            operations::mark(transaction, articles, mark, now)
        })
    }

    fn operations(&mut self, limit: usize) -> Result<Vec<Operation>, StoreError> {
        self.doing("read the log", |connection| operations::newest(connection, limit))
    }

    fn undo(
        &mut self,
        operation: Option<i64>,
        now: Timestamp,
    ) -> Result<Option<Operation>, StoreError> {
        self.writing("undo", |transaction| operations::undo(transaction, operation, now))
    }

    fn last_seq(&mut self) -> Result<Seq, StoreError> {
        self.doing("read the last arrival", |connection| {
            connection.query_row("SELECT coalesce(max(seq), 0) FROM article", [], |row| {
                row.get(0).map(Seq)
            })
        })
    }
}

/// Whether there is a database at the path, if only to be told that it is no store.
fn is_there(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

/// A path that SQLite takes for nothing else, though it may begin as a URI does: whether those
/// are read is a matter of how SQLite was built.
fn no_uri(path: &Path) -> PathBuf {
    Path::new(".").join(path)
}

fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Opens for reading, also where nothing may be written.
///
/// A database in WAL mode needs its shared-memory file even to be read. Where the folder cannot
/// be written and no process has left one, the file is declared immutable, which it then is.
fn open_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let open = |mode| Connection::open_with_flags(no_uri(path), flags(mode));
    let writable = open(OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|connection| probe(&connection).map(|()| connection));
    match writable {
        Err(error) if is_access(&error) => {}
        other => return other,
    }
    let readable = open(OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|connection| probe(&connection).map(|()| connection));
    match readable {
        Err(error) if is_access(&error) => {}
        other => return other,
    }
    let mut address = url::Url::from_file_path(std::path::absolute(path).unwrap_or(path.into()))
        .map_err(|()| rusqlite::Error::InvalidPath(path.into()))?;
    address.set_query(Some("mode=ro&immutable=1"));
    let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address.as_str(), flags(mode))
}

fn probe(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

fn is_access(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// Makes the folder and an empty file that only the user may read: what somebody reads is
/// nobody else's business, and feeds' addresses can carry secrets.
fn create_private(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    private_file(path).map(drop)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The file that a fetch holds locked, beside the store: locking the database file itself would
/// interfere with SQLite's own locks, which POSIX drops when any handle of the file is closed.
pub(super) fn lock_file(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let open = || {
        create_private(path)?;
        private_file(Path::new(&name))
    };
    open().map_err(|source| StoreError::File { path: name.clone().into(), source })
}

/// Turns a database error into one that a person can act on.
fn translate(path: &Path, doing: &'static str, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { path },
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::NotADatabase) => {
            StoreError::Foreign { path, why: "it is not an SQLite database".to_owned() }
        }
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt { path, why: error.to_string() },
        _ => StoreError::Sql { doing, path, source: Box::new(error) },
    }
}
