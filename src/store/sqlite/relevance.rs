//! Matches of words, best first: candidates and their first ranking come from the word index
//! alone; only the best are read and ranked by what they say.
//!
//! Reading an article costs a page or two of a large file, and a word that stands in every
//! article has as many matches as there are articles. So the newest matches, and the newest that
//! have the words in their title, are ranked by how many of the words the index has in their titles; the
//! best of these are ranked again by their texts; whatever is older follows by arrival.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use rusqlite::{params_from_iter, types::Value};

use super::{
    Detail, Each,
    select::{COLUMNS, Page, Reader},
};
use crate::{
    model::{Article, ArticleId, Seq},
    query::{
        Field, Filter, Is, Query, Words,
        rank::{Hits, score, weight},
    },
    store::sql::{Condition, match_in, phrase},
};

/// How many of the newest matches are ranked, and of the newest with the words in the title.
const RANKED: usize = 3_000;
/// How many of the best are read and ranked by title and summary.
const READ: usize = 100;
/// Up to so many matches are ranked by their whole text.
const READ_WHOLE: usize = 50;
/// How many words or phrases of a query count for the first ranking.
const COUNTED: usize = 6;

/// Articles that no list shows; they are few and have an index of their own, which spares a look
/// at each match.
const OUT: &str = "SELECT seq FROM article WHERE hidden <> 0 OR deleted IS NOT NULL";

/// Hands over the matches of `words` (a MATCH text) that the rest of the filter lets through.
pub(super) fn by_relevance(
    reader: &mut Reader<'_>,
    query: &Query,
    words: &str,
    rest: &Filter,
    each: Each<'_>,
) -> rusqlite::Result<()> {
    let search = Search::new(words, rest, &query.filter, query.after.as_ref());
    let mut page = Page::new(query);
    let mut given: HashSet<i64> = HashSet::new();
    if let (Some(beginning), false) = (search.title_prefix(), query.reverse) {
        // A match in the title outranks all others, and these are found without the whole index.
        let titled = search.newest(reader, "title_word", &beginning, None)?;
        given.extend(&titled);
        // All of them have the word in the title, so the index has nothing to add.
        let ranked = search.by_texts(reader, &titled)?;
        if hand_over(reader, ranked, &mut page, each)?.is_break() {
            return Ok(());
        }
    }
    let newest = search.newest(reader, "word", words, None)?;
    let oldest = newest.last().copied().filter(|_| newest.len() == RANKED);
    let mut candidates = newest;
    if oldest.is_some() && given.is_empty() {
        candidates.extend(search.newest(reader, "word", &search.in_title(), oldest)?);
    }
    candidates.retain(|seq| given.insert(*seq));
    let mut ranked = search.ranked(reader, candidates)?;
    if query.reverse {
        ranked.reverse();
    }
    if hand_over(reader, ranked, &mut page, each)?.is_break() {
        return Ok(());
    }
    match oldest {
        Some(oldest) => search.older(reader, oldest, &given, &mut page, each),
        None => Ok(()),
    }
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

fn read(reader: &mut Reader<'_>, seq: i64) -> rusqlite::Result<Option<Article>> {
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

struct Search<'q> {
    /// The MATCH text of the whole query.
    text: &'q str,
    words: Vec<&'q Words>,
    /// What matches must be beside, if it takes a look at the articles.
    rest: Option<Condition>,
}

impl<'q> Search<'q> {
    fn new(text: &'q str, rest: &Filter, filter: &'q Filter, after: Option<&ArticleId>) -> Self {
        let visible = Filter::Not(Box::new(Filter::Is(Is::Hidden)));
        let is_plain = rest.clone().simplified() == visible && after.is_none();
        let rest = (!is_plain).then(|| shown(rest, after));
        Self { text, words: filter.words(), rest }
    }

    /// The query as one beginning of a word, for the index of titles.
    fn title_prefix(&self) -> Option<String> {
        let [words] = self.words.as_slice() else { return None };
        let is_one = words.prefix && words.tokens.len() == 1 && words.field != Field::Author;
        (is_one && self.text.ends_with('*')).then(|| phrase(words))
    }

    /// The query, and one of its words in the title.
    fn in_title(&self) -> String {
        let titled: Vec<String> =
            self.words.iter().take(COUNTED).map(|words| match_in("title", words)).collect();
        format!("({}) AND ({})", self.text, titled.join(" OR "))
    }

    /// The numbers of the newest matches in an index, newest first.
    fn newest(
        &self,
        reader: &Reader<'_>,
        index: &str,
        text: &str,
        before: Option<i64>,
    ) -> rusqlite::Result<Vec<i64>> {
        let (sql, values) = self.matching(index, text, before, Some(RANKED));
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
            None => {
                format!("SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid NOT IN ({OUT})")
            }
            Some(rest) => {
                values.extend(rest.values.iter().cloned());
                format!(
                    "SELECT {index}.rowid FROM {index} CROSS JOIN article a ON a.seq = {index}.rowid
                     WHERE {index} MATCH ? AND ({})",
                    rest.sql
                )
            }
        };
        if let Some(before) = before {
            sql += &[" AND ", index, ".rowid < ?"].concat();
            values.push(Value::Integer(before));
        }
        sql += &[" ORDER BY ", index, ".rowid DESC"].concat();
        if let Some(limit) = limit {
            sql += &[" LIMIT ", &limit.to_string()].concat();
        }
        (sql, values)
    }

    /// These matches, best first.
    fn ranked(&self, reader: &mut Reader<'_>, seqs: Vec<i64>) -> rusqlite::Result<Vec<Match>> {
        let seqs = if seqs.len() > READ { self.by_titles(reader, seqs)? } else { seqs };
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

    /// These matches by how many of the words their titles have, then by arrival.
    fn by_titles(&self, reader: &Reader<'_>, seqs: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        let mut points: HashMap<i64, f64> = seqs.iter().map(|seq| (*seq, 0.0)).collect();
        let oldest = seqs.iter().min().copied().unwrap_or_default();
        for words in self.words.iter().take(COUNTED) {
            if words.field == Field::Author {
                continue;
            }
            let titled = match_in("title", words);
            let text = match self.words.len() {
                1 => titled,
                _ => format!("({}) AND ({titled})", self.text),
            };
            let mut statement = reader.connection.prepare_cached(
                "SELECT rowid FROM word WHERE word MATCH ?1 AND rowid >= ?2
                 ORDER BY rowid DESC LIMIT ?3",
            )?;
            let parameters = rusqlite::params![text, oldest, (2 * RANKED) as i64];
            let mut rows = statement.query(parameters)?;
            while let Some(row) = rows.next()? {
                if let Some(points) = points.get_mut(&row.get(0)?) {
                    *points += weight(Hits { title: 1, ..Hits::default() });
                }
            }
        }
        let mut seqs = seqs;
        seqs.sort_by(|one, other| {
            points[other].total_cmp(&points[one]).then_with(|| other.cmp(one))
        });
        Ok(seqs)
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
        let (sql, values) = self.matching("word", self.text, Some(oldest), None);
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
