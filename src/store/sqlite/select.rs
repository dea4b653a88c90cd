//! Articles that a query selects, in its order.

use std::{collections::HashMap, ops::ControlFlow};

use rusqlite::{
    Connection, OptionalExtension, Row, functions::FunctionFlags, params_from_iter, types::Value,
};

use super::{Detail, Each, chosen::tagged, content, dated, json::from_json, relevance, stories};
use crate::{
    model::{
        Article, ArticleId, Author, Change, DateSource, Enclosure, FeedId, FeedRef, Seq, Timestamp,
        UrlKey,
    },
    query::{Axis, Query, Sort, fold},
    store::sql::{Asked, Condition, after, order},
};

pub(super) const COLUMNS: &str =
    "a.seq, a.id, a.feed_id, a.guid, a.url, a.url_key, a.title, a.published,
    a.updated, a.received, a.date, a.dated, a.summary, a.language, a.authors, a.tags, a.own_tags,
    a.enclosures, a.read, a.starred, a.hidden, a.change, a.revision, a.edited, a.story";

/// Functions that conditions call: text folded as search folds it, and lower case for all of
/// Unicode (SQLite's own `lower` knows ASCII alone).
pub(super) fn add_functions(connection: &mut Connection) -> rusqlite::Result<()> {
    // Triggers call them, which only does harm where a function has effects.
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
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
    let mut reader = Reader::new(&snapshot, query, detail);
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
    let mut condition = condition(reader, query)?;
    condition.after(query, axis);
    let sql = format!(
        "SELECT {COLUMNS} FROM article a WHERE a.deleted IS NULL AND ({}) ORDER BY {} LIMIT ?",
        condition.sql,
        order(query.sort, query.reverse)
    );
    give_out(reader, query, &sql, condition.values, each)
}

/// What is asked of articles; of those alone that bear a rare tag, where one is asked for.
fn condition(reader: &Reader<'_>, query: &Query) -> rusqlite::Result<Condition> {
    let mut condition = Condition::of(&query.filter);
    if let Some(seqs) = tagged(reader.connection, &query.filter)? {
        let list = seqs.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        condition.sql = format!("a.seq IN ({list}) AND ({})", condition.sql);
    }
    Ok(condition)
}

/// Orders without an index of their own.
fn in_order(reader: &mut Reader<'_>, query: &Query, each: Each<'_>) -> rusqlite::Result<()> {
    let mut condition = condition(reader, query)?;
    if let Some(id) = &query.after {
        let after = after(query.sort, query.reverse, &id.0);
        condition.sql = format!("({}) AND ({})", condition.sql, after.sql);
        condition.values.extend(after.values);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM article a WHERE a.deleted IS NULL AND ({}) ORDER BY {} LIMIT ?",
        condition.sql,
        order(query.sort, query.reverse)
    );
    give_out(reader, query, &sql, condition.values, each)
}

/// Hands over the rows of a statement that begins at the query's place and ends with a limit, of
/// which a negative one is none. Of a collapsed list only what is shown counts, which the reader
/// alone knows.
fn give_out(
    reader: &mut Reader<'_>,
    query: &Query,
    sql: &str,
    mut values: Vec<Value>,
    each: Each<'_>,
) -> rusqlite::Result<()> {
    let limit = query.limit.filter(|_| !query.collapse);
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    values.push(Value::Integer(limit));
    let mut page = Page::of_rest(query);
    reader.run(sql, values, &mut |article| page.pass(article, each)).map(drop)
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

/// Paging and the limit for the order of relevance, in which an article has a place only among
/// others: what comes before is passed over.
pub(super) struct Page<'a> {
    after: Option<&'a ArticleId>,
    left: u64,
}

impl<'a> Page<'a> {
    pub(super) fn new(query: &'a Query) -> Self {
        Self { after: query.after.as_ref(), left: query.limit.unwrap_or(u64::MAX) }
    }

    /// Where what comes before is left out already.
    fn of_rest(query: &'a Query) -> Self {
        Self { after: None, ..Self::new(query) }
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
    collapse: Option<stories::Collapse>,
}

impl<'c> Reader<'c> {
    fn new(connection: &'c Connection, query: &Query, detail: Detail) -> Self {
        let collapse = stories::Collapse::of(query);
        Self { connection, detail, feeds: HashMap::new(), collapse }
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
            if !self.shows(row)? {
                continue;
            }
            let article = self.article(row)?;
            if each(article).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Whether an article is part of the list: it is in no story, or it stands for its own.
    fn shows(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        match &self.collapse {
            Some(collapse) if row.get::<_, Option<i64>>("story")?.is_some() => {
                collapse.shows(self.connection, Seq(row.get("seq")?))
            }
            _ => Ok(true),
        }
    }

    fn article(&mut self, row: &Row<'_>) -> rusqlite::Result<Article> {
        let time = |column| row.get::<_, Option<i64>>(column).map(|at| at.map(Timestamp));
        let seq = Seq(row.get("seq")?);
        let published = time("published")?;
        let (date, received) = (Timestamp(row.get("date")?), Timestamp(row.get("received")?));
        let article = Article {
            id: ArticleId(row.get("id")?),
            seq,
            url: row.get("url")?,
            canonical_url: UrlKey(row.get("url_key")?).to_url(),
            title: row.get("title")?,
            authors: from_json::<Vec<Author>>(row, "authors")?,
            published,
            updated: time("updated")?,
            received,
            date,
            date_source: DateSource::of(date, row.get("dated")?, published, received),
            feed: self.feed(FeedId(row.get("feed_id")?))?,
            also_in: self.also_in(seq, FeedId(row.get("feed_id")?))?,
            story: self.story(row.get("story")?)?,
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

    fn also_in(&mut self, seq: Seq, own: FeedId) -> rusqlite::Result<Vec<FeedRef>> {
        let connection = self.connection;
        let mut statement = connection
            .prepare_cached("SELECT feed_id FROM sighting WHERE seq = ?1 ORDER BY feed_id")?;
        let mut seen: Vec<FeedId> = statement
            .query_map([seq.0], |row| row.get(0).map(FeedId))?
            .collect::<rusqlite::Result<_>>()?;
        if self.collapse.is_some() {
            let others = stories::other_feeds(connection, seq)?;
            let new = |feed: &FeedId| *feed != own && !seen.contains(feed);
            let new: Vec<FeedId> = others.into_iter().filter(new).collect();
            seen.extend(new);
        }
        seen.into_iter().map(|feed| self.feed(feed)).collect()
    }

    /// The article that names a story.
    fn story(&self, first: Option<i64>) -> rusqlite::Result<Option<ArticleId>> {
        let Some(first) = first else { return Ok(None) };
        self.connection
            .prepare_cached("SELECT id FROM article WHERE seq = ?1")?
            .query_row([first], |row| row.get(0).map(ArticleId))
            .optional()
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
