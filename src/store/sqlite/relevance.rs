//! Matches of words, best first: candidates and their first ranking come from the word indexes
//! alone; only the best are read and ranked by what they say.
//!
//! Reading an article costs a page or two of a large file, and a word that stands in every
//! article has as many matches as there are articles. So this is the order:
//!
//! 1. Articles that have all of the words in their titles. The index of titles is small, and
//!    mostly this fills the page. The newest are ranked by their texts.
//! 2. The newest other matches, by how many of the words are in their titles, and the best of
//!    these by their texts. How far back they go depends on what going back costs; matches with
//!    some of the words in the title are looked for further back, if these are few.
//! 3. Whatever is older, by arrival.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use rusqlite::{OptionalExtension, params, params_from_iter, types::Value};

use super::{
    Detail, Each,
    chosen::{chosen, with_words},
    select::{COLUMNS, Page, Reader},
};
use crate::{
    model::{Article, ArticleId, Seq},
    query::{
        Axis, Filter, Is, Query, Words, fold,
        rank::{Hits, score, weight},
    },
    store::sql::{Asked, Condition, title_text},
};

/// How many of the newest matches are ranked.
const RANKED: usize = 3_000;
/// How many of the newest with all of the words in the title come first.
const TITLED: usize = 1_000;
/// How many of the best are read and ranked by title and summary.
const READ: usize = 100;
/// Up to so many matches are ranked by their whole text.
const READ_WHOLE: usize = 50;
/// How many words or phrases of a query count for the first ranking.
const COUNTED: usize = 6;
/// How many arrivals back a ranking looks that has [`READ`] matches, for several words: they may
/// be rare together, however frequent each.
const SPAN: i64 = 100_000;
/// The same for phrases, which cost a look at the places of each word.
const PHRASE_SPAN: i64 = 50_000;
/// How many titles are held against the first ranking for each word: a word that so many titles
/// of the same time have says little.
const TITLES: usize = 10_000;
/// Of so many articles of the last days it is looked up when the first of them arrived.
const DATED: usize = 20_000;
/// The points of a match of which the index was not asked: it has a word in the title.
const LEAST: f64 = 0.1;

/// Whether an article is in no list; these have an index of their own.
const OUT: &str = "SELECT 1 FROM article o INDEXED BY article_out
    WHERE o.seq = found.rowid AND (o.hidden <> 0 OR o.deleted IS NOT NULL)";

/// Hands over the matches of `asked` in the order above.
pub(super) fn by_relevance(
    reader: &mut Reader<'_>,
    query: &Query,
    asked: &Asked,
    each: Each<'_>,
) -> rusqlite::Result<()> {
    let search = Search::new(reader, query, asked)?;
    let mut page = Page::new(query);
    let mut given: HashSet<i64> = HashSet::new();
    if let Some(mut seqs) = chosen(reader.connection, &asked.rest)? {
        seqs.extend(place(reader, query)?.filter(|seq| !seqs.contains(seq)));
        let mut ranked = search.among_chosen(reader, seqs)?;
        if query.reverse {
            ranked.reverse();
        }
        return hand_over(reader, ranked, &mut page, each).map(drop);
    }
    let titled = search.titled(reader)?;
    given.extend(&titled);
    if !query.reverse {
        let ranked = search.by_texts(reader, &titled)?;
        if hand_over(reader, ranked, &mut page, each)?.is_break() {
            return Ok(());
        }
    }
    let newest = search.newest(reader)?;
    let mut candidates = newest.seqs;
    candidates.retain(|seq| given.insert(*seq));
    let mut ranked = search.ranked(reader, candidates, newest.oldest, &mut given)?;
    if query.reverse {
        ranked.reverse();
        let mut titled = search.by_texts(reader, &titled)?;
        titled.reverse();
        ranked.append(&mut titled);
    }
    if hand_over(reader, ranked, &mut page, each)?.is_break() {
        return Ok(());
    }
    match newest.oldest {
        Some(oldest) => search.older(reader, oldest, &given, &mut page, each),
        None => Ok(()),
    }
}

/// The article after which the page begins.
fn place(reader: &Reader<'_>, query: &Query) -> rusqlite::Result<Option<i64>> {
    let Some(after) = &query.after else { return Ok(None) };
    let mut seq = reader.connection.prepare_cached("SELECT seq FROM article WHERE id = ?1")?;
    seq.query_row([&after.0], |row| row.get(0)).optional()
}

/// A match, read already or known by its number.
enum Match {
    Read(Box<Article>),
    Known(i64),
}

fn hand_over(
    reader: &mut Reader<'_>,
    matches: Vec<Match>,
    page: &mut Page<'_>,
    each: Each<'_>,
) -> rusqlite::Result<ControlFlow<()>> {
    for found in matches {
        let article = match found {
            Match::Read(article) => Some(reader.complete(*article)?),
            Match::Known(seq) => read(reader, seq)?,
        };
        if article.is_some_and(|article| page.pass(article, each).is_break()) {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

pub(super) fn read(reader: &mut Reader<'_>, seq: i64) -> rusqlite::Result<Option<Article>> {
    let sql = format!("SELECT {COLUMNS} FROM article a WHERE a.seq = ?");
    let mut found = None;
    let _ = reader.run(&sql, vec![Value::Integer(seq)], &mut |article| {
        found = Some(article);
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// What matches must be beside, and the article that the page comes after all the same: it may
/// have been read since, and has its place among the matches still.
fn shown(rest: &Filter, after: Option<&ArticleId>) -> Condition {
    let mut condition = Condition::of(rest);
    condition.sql = format!("a.deleted IS NULL AND ({})", condition.sql);
    if let Some(id) = after {
        condition.push(" OR a.id = ?", [Value::Text(id.0.clone())]);
    }
    condition
}

/// The newest matches, newest first.
struct Newest {
    seqs: Vec<i64>,
    /// The last of them, if there may be more.
    oldest: Option<i64>,
}

struct Search<'q> {
    filter: &'q Filter,
    asked: &'q Asked,
    words: Vec<&'q Words>,
    /// What matches must be beside, if it takes a look at the articles.
    rest: Option<Condition>,
    /// The arrival before which nothing matches.
    floor: Option<i64>,
}

impl<'q> Search<'q> {
    fn new(reader: &Reader<'_>, query: &'q Query, asked: &'q Asked) -> rusqlite::Result<Self> {
        let visible = Filter::Not(Box::new(Filter::Is(Is::Hidden)));
        let after = query.after.as_ref();
        let is_plain = asked.rest.clone().simplified() == visible && after.is_none();
        let rest = (!is_plain).then(|| shown(&asked.rest, after));
        let floor = if after.is_none() { floor(reader, &asked.rest)? } else { None };
        Ok(Self { filter: &query.filter, asked, words: query.filter.words(), rest, floor })
    }

    /// All matches among a few articles, best first.
    fn among_chosen(
        &self,
        reader: &mut Reader<'_>,
        seqs: Vec<i64>,
    ) -> rusqlite::Result<Vec<Match>> {
        let mut seqs = with_words(reader, self.filter, self.asked, seqs)?;
        if let Some(rest) = &self.rest {
            let sql = format!("SELECT 1 FROM article a WHERE a.seq = ? AND ({})", rest.sql);
            let mut statement = reader.connection.prepare_cached(&sql)?;
            let mut kept = Vec::new();
            for seq in seqs {
                let mut values = vec![Value::Integer(seq)];
                values.extend(rest.values.iter().cloned());
                if statement.exists(params_from_iter(values))? {
                    kept.push(seq);
                }
            }
            seqs = kept;
        }
        if seqs.len() > READ {
            let points = self.points(reader, &seqs)?;
            seqs.sort_by(|one, other| points[other].total_cmp(&points[one]).then(other.cmp(one)));
        }
        self.by_texts(reader, &seqs)
    }

    /// The newest articles that have all of the words in their titles, newest first.
    fn titled(&self, reader: &Reader<'_>) -> rusqlite::Result<Vec<i64>> {
        let Some(text) = &self.asked.titles else { return Ok(Vec::new()) };
        let mut seqs = self.first(reader, "title_word", text, None, TITLED)?;
        if self.asked.has_phrase {
            self.keep_phrases(reader, &mut seqs)?;
        }
        Ok(seqs)
    }

    /// Keeps those whose titles have the words of phrases one after the other.
    fn keep_phrases(&self, reader: &Reader<'_>, seqs: &mut Vec<i64>) -> rusqlite::Result<()> {
        let mut title =
            reader.connection.prepare_cached("SELECT title FROM article WHERE seq = ?1")?;
        let mut kept = Vec::new();
        for seq in &*seqs {
            let title: String = title.query_row([seq], |row| row.get(0))?;
            if titled(self.filter, &fold::tokens(&title)) {
                kept.push(*seq);
            }
        }
        *seqs = kept;
        Ok(())
    }

    /// How many arrivals back it is worth while to look for more than a few matches.
    fn span(&self) -> i64 {
        match self.words.as_slice() {
            _ if self.asked.has_phrase => PHRASE_SPAN,
            // Every step is a match.
            [_] if self.asked.titles.is_some() => i64::MAX,
            _ => SPAN,
        }
    }

    /// The newest matches.
    fn newest(&self, reader: &Reader<'_>) -> rusqlite::Result<Newest> {
        let (sql, values) = self.matching(self.asked.index, &self.asked.text, None, None);
        let mut statement = reader.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut seqs: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let is_far = seqs.first().is_some_and(|first| first - seq > self.span());
            if seqs.len() == RANKED || (is_far && seqs.len() >= READ) {
                let oldest = seqs.last().copied();
                return Ok(Newest { seqs, oldest });
            }
            seqs.push(seq);
        }
        Ok(Newest { seqs, oldest: None })
    }

    /// The numbers of the first answers of an index, newest first.
    fn first(
        &self,
        reader: &Reader<'_>,
        index: &str,
        text: &str,
        before: Option<i64>,
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let (sql, values) = self.matching(index, text, before, Some(limit));
        let mut statement = reader.connection.prepare_cached(&sql)?;
        statement.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }

    fn matching(
        &self,
        index: &str,
        text: &str,
        before: Option<i64>,
        limit: Option<usize>,
    ) -> (String, Vec<Value>) {
        let mut values = vec![Value::Text(text.to_owned())];
        let mut sql = match &self.rest {
            None => format!(
                "SELECT found.rowid FROM {index} found WHERE {index} MATCH ? AND NOT EXISTS ({OUT})"
            ),
            Some(rest) => {
                values.extend(rest.values.iter().cloned());
                format!(
                    "SELECT found.rowid FROM {index} found
                     CROSS JOIN article a ON a.seq = found.rowid
                     WHERE {index} MATCH ? AND ({})",
                    rest.sql
                )
            }
        };
        if let Some(floor) = self.floor {
            sql += " AND found.rowid >= ?";
            values.push(Value::Integer(floor));
        }
        if let Some(before) = before {
            sql += " AND found.rowid < ?";
            values.push(Value::Integer(before));
        }
        sql += " ORDER BY found.rowid DESC";
        if let Some(limit) = limit {
            sql += &[" LIMIT ", &limit.to_string()].concat();
        }
        (sql, values)
    }

    /// These matches, best first, and among them older ones with some of the words in the title.
    fn ranked(
        &self,
        reader: &mut Reader<'_>,
        mut seqs: Vec<i64>,
        oldest: Option<i64>,
        given: &mut HashSet<i64>,
    ) -> rusqlite::Result<Vec<Match>> {
        // Those that have the one word in their titles are not among them.
        let is_one = self.words.len() == 1 && self.asked.titles.is_some();
        if seqs.len() > READ && !is_one {
            let points = self.points(reader, &seqs)?;
            let few = points.values().filter(|points| **points > 0.0).count() < READ;
            if let Some(oldest) = oldest.filter(|_| few && self.words.len() > 1) {
                let older = self.older_titled(reader, oldest)?;
                seqs.splice(0..0, older.into_iter().filter(|seq| given.insert(*seq)));
            }
            let points = |seq: &i64| points.get(seq).copied().unwrap_or(LEAST);
            seqs.sort_by(|one, other| points(other).total_cmp(&points(one)).then(other.cmp(one)));
        }
        self.by_texts(reader, &seqs)
    }

    /// The first of these ranked by what they say, the others as they are.
    fn by_texts(&self, reader: &mut Reader<'_>, seqs: &[i64]) -> rusqlite::Result<Vec<Match>> {
        let whole = seqs.len() <= READ_WHOLE;
        let (best, others) = seqs.split_at(seqs.len().min(READ));
        let detail = std::mem::replace(&mut reader.detail, Detail::Listing);
        let mut scored = Vec::with_capacity(best.len());
        for seq in best {
            let Some(mut article) = read(reader, *seq)? else { continue };
            if whole {
                (article.content_html, article.content_text) = reader.content(Seq(*seq))?;
            }
            scored.push((score(&self.words, &article), article));
        }
        reader.detail = detail;
        scored.sort_by(|(a, one), (b, other)| {
            b.total_cmp(a).then(other.date.cmp(&one.date)).then(other.seq.cmp(&one.seq))
        });
        let read = scored.into_iter().map(|(_, article)| Match::Read(Box::new(article)));
        Ok(read.chain(others.iter().map(|seq| Match::Known(*seq))).collect())
    }

    /// What the titles of these matches add: something for each of the words.
    fn points(&self, reader: &Reader<'_>, seqs: &[i64]) -> rusqlite::Result<HashMap<i64, f64>> {
        let mut points: HashMap<i64, f64> = seqs.iter().map(|seq| (*seq, 0.0)).collect();
        let oldest = seqs.iter().min().copied().unwrap_or_default();
        let mut titles = reader.connection.prepare_cached(
            "SELECT rowid FROM title_word WHERE title_word MATCH ?1 AND rowid >= ?2
             ORDER BY rowid DESC LIMIT ?3",
        )?;
        for text in self.words.iter().take(COUNTED).filter_map(|words| title_text(words)) {
            let mut rows = titles.query(params![text, oldest, TITLES as i64])?;
            while let Some(row) = rows.next()? {
                if let Some(points) = points.get_mut(&row.get(0)?) {
                    *points += weight(Hits { title: 1, ..Hits::default() });
                }
            }
        }
        Ok(points)
    }

    /// Matches older than `oldest` with some of the words in the title, among the newest of which
    /// the titles say so. There are few enough to be read.
    fn older_titled(&self, reader: &mut Reader<'_>, oldest: i64) -> rusqlite::Result<Vec<i64>> {
        let titles: Vec<String> =
            self.words.iter().take(COUNTED).filter_map(|words| title_text(words)).collect();
        if titles.is_empty() {
            return Ok(Vec::new());
        }
        let text = titles.join(" OR ");
        let mut seqs = self.first(reader, "title_word", &text, Some(oldest), READ)?;
        let mut failed = None;
        let detail = std::mem::replace(&mut reader.detail, Detail::Full);
        seqs.retain(|seq| match read(reader, *seq) {
            Ok(article) => article.is_some_and(|article| self.filter.matches(&article)),
            Err(error) => {
                failed.get_or_insert(error);
                false
            }
        });
        reader.detail = detail;
        failed.map_or(Ok(seqs), Err)
    }

    /// What is older than the newest matches and was not handed over, by arrival.
    fn older(
        &self,
        reader: &mut Reader<'_>,
        oldest: i64,
        given: &HashSet<i64>,
        page: &mut Page<'_>,
        each: Each<'_>,
    ) -> rusqlite::Result<()> {
        let connection = reader.connection;
        let (sql, values) = self.matching(self.asked.index, &self.asked.text, Some(oldest), None);
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            if given.contains(&seq) {
                continue;
            }
            if hand_over(reader, vec![Match::Known(seq)], page, each)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a title has the words that a filter asks for, one after the other where it says so.
fn titled(filter: &Filter, title: &[String]) -> bool {
    match filter {
        Filter::Words(words) => words.found_in(title),
        Filter::And(parts) => parts.iter().all(|part| titled(part, title)),
        Filter::Or(parts) => parts.iter().any(|part| titled(part, title)),
        _ => true,
    }
}

/// The arrival before which no article can match, if it takes little to tell: few articles are
/// of the last days, and their dates are in an index.
fn floor(reader: &Reader<'_>, rest: &Filter) -> rusqlite::Result<Option<i64>> {
    let parts = match rest {
        Filter::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut floor = None;
    for part in parts {
        let Filter::Since(axis, at) = part else { continue };
        let column = match axis {
            Axis::Published => "date",
            Axis::Received => "received",
        };
        let sql = format!(
            "SELECT coalesce(min(seq), 9223372036854775807), count(*)
             FROM (SELECT seq FROM article WHERE {column} >= ?1 LIMIT ?2)"
        );
        let most = DATED as i64;
        let mut statement = reader.connection.prepare_cached(&sql)?;
        let (oldest, count): (i64, i64) =
            statement.query_row([at.0, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if count < most {
            floor = floor.max(Some(oldest));
        }
    }
    Ok(floor)
}
