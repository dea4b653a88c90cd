//! Articles that a query selects, in its order.

use std::{collections::HashMap, ops::ControlFlow};

use rusqlite::{Connection, Row, functions::FunctionFlags, params_from_iter, types::Value};

use super::{Detail, Each, content, dated, feeds::from_json, relevance};
use crate::{
    model::{
        Article, ArticleId, Author, Change, DateSource, Enclosure, FeedId, FeedRef, Seq, Timestamp,
    },
    query::{Axis, Query, Sort, fold},
    store::sql::{Asked, Condition, order},
};

pub(super) const COLUMNS: &str =
    "a.seq, a.id, a.feed_id, a.guid, a.url, a.url_key, a.title, a.published,
    a.updated, a.received, a.date, a.dated, a.summary, a.language, a.authors, a.tags, a.own_tags,
    a.enclosures, a.read, a.starred, a.hidden, a.change, a.revision, a.edited";

/// Functions that conditions call: text folded as search folds it, and lower case for all of
/// Unicode (SQLite's own `lower` knows ASCII alone).
pub(super) fn add_functions(connection: &mut Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| fold::name(&text)))
    })?;
    connection.create_scalar_function("lower_text", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| text.to_lowercase()))
    })
}

/// Hands over what the query selects.
pub(super) fn select(
    connection: &Connection,
    query: &Query,
    detail: Detail,
    each: Each<'_>,
) -> rusqlite::Result<()> {
    // One snapshot for all statements: a fetch may be writing meanwhile.
    let snapshot = connection.unchecked_transaction()?;
    let mut reader = Reader::new(&snapshot, detail);
    match (query.sort, Asked::of(&query.filter)) {
        (Sort::Relevance, Some(asked)) => {
            relevance::by_relevance(&mut reader, query, &asked, each)?;
        }
        (Sort::Date(axis), asked) => {
            let is_done = match &asked {
                Some(asked) => dated::by_date(&mut reader, query, axis, asked, each)?,
                None => false,
            };
            if !is_done {
                by_date(&mut reader, query, axis, each)?;
            }
        }
        _ => in_order(&mut reader, query, each)?,
    }
    drop(reader);
    snapshot.finish()
}

/// The usual case: the index gives the order, and paging starts inside it.
fn by_date(
    reader: &mut Reader<'_>,
    query: &Query,
    axis: Axis,
    each: Each<'_>,
) -> rusqlite::Result<()> {
    let mut condition = Condition::of(&query.filter);
    condition.after(query, axis);
    let limit = query.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {COLUMNS} FROM article a WHERE a.deleted IS NULL AND ({}) ORDER BY {} LIMIT ?",
        condition.sql,
        order(query.sort, query.reverse)
    );
    condition.values.push(Value::Integer(limit));
    reader.run(&sql, condition.values, each).map(drop)
}

/// Orders without an index of their own: paging passes over what comes before.
fn in_order(reader: &mut Reader<'_>, query: &Query, each: Each<'_>) -> rusqlite::Result<()> {
    let condition = Condition::of(&query.filter);
    let sql = format!(
        "SELECT {COLUMNS} FROM article a WHERE a.deleted IS NULL AND ({}) ORDER BY {}",
        condition.sql,
        order(query.sort, query.reverse)
    );
    let mut page = Page::new(query);
    reader.run(&sql, condition.values, &mut |article| page.pass(article, each)).map(drop)
}

/// The entry's categories, then the reader's own tags that are not among them.
fn both_tags(row: &Row<'_>) -> rusqlite::Result<Vec<String>> {
    let mut tags: Vec<String> = from_json(row, "tags")?;
    for own in from_json::<Vec<String>>(row, "own_tags")? {
        if !tags.contains(&own) {
            tags.push(own);
        }
    }
    Ok(tags)
}

/// Keyset paging and the limit for orders that are not in an index.
pub(super) struct Page<'a> {
    after: Option<&'a ArticleId>,
    left: u64,
}

impl<'a> Page<'a> {
    pub(super) fn new(query: &'a Query) -> Self {
        Self { after: query.after.as_ref(), left: query.limit.unwrap_or(u64::MAX) }
    }

    pub(super) fn pass(&mut self, article: Article, each: Each<'_>) -> ControlFlow<()> {
        if let Some(after) = self.after {
            if article.id == *after {
                self.after = None;
            }
            return ControlFlow::Continue(());
        }
        if self.left == 0 {
            return ControlFlow::Break(());
        }
        self.left -= 1;
        each(article)?;
        if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Reads articles, looking each feed up once.
pub(super) struct Reader<'c> {
    pub(super) connection: &'c Connection,
    pub(super) detail: Detail,
    feeds: HashMap<FeedId, FeedRef>,
}

impl<'c> Reader<'c> {
    fn new(connection: &'c Connection, detail: Detail) -> Self {
        Self { connection, detail, feeds: HashMap::new() }
    }

    /// Hands over each row's article; whether that was broken off.
    pub(super) fn run(
        &mut self,
        sql: &str,
        values: Vec<Value>,
        each: Each<'_>,
    ) -> rusqlite::Result<ControlFlow<()>> {
        let connection = self.connection;
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let article = self.article(row)?;
            if each(article).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn article(&mut self, row: &Row<'_>) -> rusqlite::Result<Article> {
        let time = |column| row.get::<_, Option<i64>>(column).map(|at| at.map(Timestamp));
        let seq = Seq(row.get("seq")?);
        let url_key: String = row.get("url_key")?;
        let dated: bool = row.get("dated")?;
        let article = Article {
            id: ArticleId(row.get("id")?),
            seq,
            url: row.get("url")?,
            canonical_url: (!url_key.starts_with("feed:")).then(|| format!("https://{url_key}")),
            title: row.get("title")?,
            authors: from_json::<Vec<Author>>(row, "authors")?,
            published: time("published")?,
            updated: time("updated")?,
            received: Timestamp(row.get("received")?),
            date: Timestamp(row.get("date")?),
            date_source: if dated { DateSource::Published } else { DateSource::Received },
            feed: self.feed(FeedId(row.get("feed_id")?))?,
            also_in: self.also_in(seq)?,
            tags: both_tags(row)?,
            summary: row.get("summary")?,
            content_text: None,
            content_html: None,
            language: row.get("language")?,
            enclosures: from_json::<Vec<Enclosure>>(row, "enclosures")?,
            guid: row.get("guid")?,
            read: row.get("read")?,
            starred: row.get("starred")?,
            hidden: row.get("hidden")?,
            change: Change(row.get("change")?),
            revision: row.get("revision")?,
            edited: time("edited")?,
        };
        self.complete(article)
    }

    /// Adds the content, if it is asked for and not there.
    pub(super) fn complete(&self, mut article: Article) -> rusqlite::Result<Article> {
        match self.detail {
            Detail::Full if article.content_text.is_none() && article.content_html.is_none() => {
                (article.content_html, article.content_text) = self.content(article.seq)?;
            }
            Detail::Full => {}
            Detail::Listing => (article.content_html, article.content_text) = (None, None),
        }
        Ok(article)
    }

    pub(super) fn content(
        &self,
        seq: Seq,
    ) -> rusqlite::Result<(Option<crate::model::Html>, Option<String>)> {
        content::load(self.connection, seq).map(Option::unwrap_or_default)
    }

    fn also_in(&mut self, seq: Seq) -> rusqlite::Result<Vec<FeedRef>> {
        let connection = self.connection;
        let mut statement = connection
            .prepare_cached("SELECT feed_id FROM sighting WHERE seq = ?1 ORDER BY feed_id")?;
        let mut rows = statement.query([seq.0])?;
        let mut feeds = Vec::new();
        while let Some(row) = rows.next()? {
            feeds.push(self.feed(FeedId(row.get(0)?))?);
        }
        Ok(feeds)
    }

    fn feed(&mut self, id: FeedId) -> rusqlite::Result<FeedRef> {
        if let Some(feed) = self.feeds.get(&id) {
            return Ok(feed.clone());
        }
        let feed = self
            .connection
            .prepare_cached(
                "SELECT coalesce(options ->> '$.title', title, url), url, site_url
                 FROM feed WHERE id = ?1",
            )?
            .query_row([id.0], |row| {
                Ok(FeedRef { id, title: row.get(0)?, url: row.get(1)?, site_url: row.get(2)? })
            })?;
        self.feeds.insert(id, feed.clone());
        Ok(feed)
    }
}
