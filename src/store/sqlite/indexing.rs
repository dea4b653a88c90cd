//! Articles' words on their way into the index: gathered, and written in one go.
//!
//! FTS5 writes out what it holds in memory whenever a statement begins that may have to be taken
//! back by itself, and storing one article takes several of those. Indexed right after each
//! article, its words made a segment of their own, and merging the segments cost more than all
//! else together; gathered over a transaction they make few.

use std::cell::RefCell;

use rusqlite::{Connection, params};

use crate::{
    model::{Author, Draft, Seq},
    query::fold::{index_authors, index_text},
};

/// The words of one article as the index takes them.
pub(super) struct Words {
    seq: Seq,
    title: String,
    summary: Option<String>,
    text: String,
    authors: String,
    /// Whether the article's earlier words are to go.
    replacing: bool,
}

impl Words {
    /// The words of these texts.
    ///
    /// A summary that was cut from the text would only make its words count twice. It is held
    /// against the text word by word: `Tool` is not the beginning of `Toolbox`.
    pub(super) fn of(
        seq: Seq,
        title: &str,
        summary: Option<&str>,
        text: Option<&str>,
        authors: &[Author],
    ) -> Self {
        let text = index_text(text.unwrap_or_default());
        let summary = index_text(summary.unwrap_or_default());
        let rest = text.strip_prefix(&summary);
        let is_cut = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let summary = (!is_cut).then_some(summary);
        let (title, authors) = (index_text(title), index_authors(authors));
        Self { seq, title, summary, text, authors, replacing: false }
    }

    /// The words of an entry.
    pub(super) fn of_draft(seq: Seq, draft: &Draft) -> Self {
        let (summary, text) = (draft.summary.as_deref(), draft.content_text.as_deref());
        Self::of(seq, &draft.title, summary, text, &draft.authors)
    }

    /// The same in place of what the index has of the article.
    pub(super) fn replacing(self) -> Self {
        Self { replacing: true, ..self }
    }

    /// Makes the words findable at once.
    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        if self.replacing {
            unindex(connection, self.seq)?;
        }
        connection
            .prepare_cached(
                "INSERT INTO word (rowid, title, summary, content, authors)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.seq.0, self.title, self.summary, self.text, self.authors])?;
        connection
            .prepare_cached("INSERT INTO title_word (rowid, title) VALUES (?1, ?2)")?
            .execute(params![self.seq.0, self.title])
            .map(drop)
    }

    fn bytes(&self) -> usize {
        let summary = self.summary.as_ref().map_or(0, String::len);
        self.title.len() + summary + self.text.len() + self.authors.len()
    }
}

/// Takes an article's words out of the index.
pub(super) fn unindex(connection: &Connection, seq: Seq) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([seq.0])?;
    connection.prepare_cached("DELETE FROM title_word WHERE rowid = ?1")?.execute([seq.0]).map(drop)
}

/// So many bytes of words are gathered at most; FTS5 holds as much once more.
const MOST: usize = 8 << 20;

/// The words that a transaction has yet to write.
#[derive(Default)]
pub(super) struct Indexing(RefCell<Gathered>);

#[derive(Default)]
struct Gathered {
    words: Vec<Words>,
    bytes: usize,
}

impl Indexing {
    /// Gathers the words of an article.
    pub(super) fn add(&self, connection: &Connection, words: Words) -> rusqlite::Result<()> {
        let mut gathered = self.0.borrow_mut();
        gathered.bytes += words.bytes();
        gathered.words.push(words);
        if gathered.bytes < MOST { Ok(()) } else { gathered.write(connection) }
    }

    /// Writes what is left, before the transaction ends.
    pub(super) fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        self.0.into_inner().write(connection)
    }
}

impl Gathered {
    /// In the order of arrival: FTS5 begins a new segment where a number is lower than the last.
    fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let Self { mut words, .. } = std::mem::take(self);
        words.sort_by_key(|words| words.seq);
        words.iter().try_for_each(|words| words.write(connection))
    }
}
