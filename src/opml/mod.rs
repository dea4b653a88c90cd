//! Subscription lists in and out: the bytes of a list in, subscriptions out, and back to OPML.
//!
//! What a file is shows in its content, not in its name: people rename files, and programs
//! write OPML into `.xml` and `.txt`. Every reader here is total: any bytes give a list or an
//! error, in time and memory linear in the input.

mod address;
mod collect;
mod lines;
mod markup;
mod outline;
mod sfeedrc;
mod text;
mod write;

use crate::model::Subscription;

pub use write::write;

/// The largest list that is read, in bytes; the largest known to us has 180 kB.
pub const SIZE_LIMIT: usize = 32 << 20;

/// What a list gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The subscriptions, each address once, in the order of the list.
    pub subscriptions: Vec<Subscription>,
    /// What was mended or left out and why, each naming the thing.
    pub notes: Vec<String>,
    /// What of this machine fetching these subscriptions would run or read: programs, files, and
    /// logins that lie in files or come from programs. In a list that came from somebody else
    /// they are to be shown and asked about before anything is subscribed to.
    pub reaches: Vec<String>,
}

/// Why a file gave no list at all.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A database, which no list is; of newsboat's cache the store room gives one.
    #[error("{name}: is an SQLite database and no list; newsboat's cache.db is read as a file")]
    Database {
        /// The file.
        name: String,
    },
    /// A feed, which is one subscription and no list of them.
    #[error("{name}: is a feed and no list of feeds; subscribe to it with `tidings add`")]
    Feed {
        /// The file.
        name: String,
    },
    /// Nothing in it can be followed.
    #[error("{name}: names no feeds")]
    NotAList {
        /// The file.
        name: String,
    },
    /// No list is that long.
    #[error("{name}: has {size} bytes; a list may have at most {SIZE_LIMIT}")]
    TooLarge {
        /// The file.
        name: String,
        /// Its size in bytes.
        size: usize,
    },
}

/// Reads a subscription list of any known kind; `name` is what errors call it.
pub fn read(bytes: &[u8], name: &str) -> Result<Import, ImportError> {
    let name = || name.to_owned();
    if bytes.len() > SIZE_LIMIT {
        return Err(ImportError::TooLarge { name: name(), size: bytes.len() });
    }
    if bytes.starts_with(b"SQLite format 3\0") {
        return Err(ImportError::Database { name: name() });
    }
    let (text, note) = text::decode(bytes);
    let kind = Kind::of(&text);
    let mut import = match kind {
        Kind::Feed => return Err(ImportError::Feed { name: name() }),
        Kind::Opml => outline::read(&text),
        Kind::Sfeedrc => sfeedrc::read(&text),
        Kind::Lines => lines::read(&text),
    };
    if kind == Kind::Lines && import.subscriptions.is_empty() && !text.trim().is_empty() {
        return Err(ImportError::NotAList { name: name() });
    }
    import.notes.splice(0..0, note);
    Ok(import)
}

/// The kinds of lists, told apart by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Opml,
    Feed,
    Sfeedrc,
    Lines,
}

impl Kind {
    fn of(text: &str) -> Self {
        let has = |tag: &str| markup::has_tag(text, tag);
        if has("opml") || has("outline") {
            Self::Opml
        } else if has("rss") || has("feed") || has("rdf") || has("channel") {
            Self::Feed
        } else if sfeedrc::looks_like(text) {
            Self::Sfeedrc
        } else {
            Self::Lines
        }
    }
}

#[cfg(test)]
mod tests;
