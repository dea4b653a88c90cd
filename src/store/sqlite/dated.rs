//! Matches of words in the order of a date.
//!
//! The word index knows the order of arrival alone, the index of dates no words. Few matches are
//! all found and sorted. Of many, a page is filled after a short way along the dates: part by
//! part, those are kept that the word index has among the arrivals of the part.

use std::ops::ControlFlow;

use rusqlite::{Connection, params_from_iter, types::Value};

use super::{
    Detail, Each,
    chosen::{among, chosen, is_short, with_words},
    relevance::read,
    select::{COLUMNS, Reader},
};
use crate::{
    model::Article,
    query::{Axis, Filter, Is, Query, Sort},
    store::sql::{Asked, Condition, order},
};

/// Up to so many matches are sorted.
const FEW: usize = 1_000;
/// How many articles the first part along the dates has, and the largest.
const PART: (usize, usize) = (512, 65_536);
/// Arrivals that are no farther apart are looked for at once.
const GAP: i64 = 4_096;
/// How many articles are read in search of a short beginning before the index is asked.
const READ: usize = 500;

/// Hands over a page of what the query selects by a date. Whether this is the way to do it: it
/// is not for all that there is, nor for what an index of its own leads to.
pub(super) fn by_date(
    reader: &mut Reader<'_>,
    query: &Query,
    axis: Axis,
    asked: &Asked,
    each: Each<'_>,
) -> rusqlite::Result<bool> {
    let Some(limit) = query.limit else { return Ok(false) };
    let mut page = Dated { query, axis, asked, left: limit, each };
    if let Some(seqs) = chosen(reader.connection, &asked.rest)? {
        let seqs = with_words(reader, &query.filter, asked, seqs)?;
        page.sorted(reader, &seqs)?;
        return Ok(true);
    }
    if has_index(&asked.rest) {
        return Ok(false);
    }
    if is_short(&query.filter) && page.by_reading(reader)? {
        return Ok(true);
    }
    match page.few(reader.connection)? {
        Some(seqs) => page.sorted(reader, &seqs)?,
        None => page.along_the_dates(reader)?,
    }
    Ok(true)
}

/// Whether an index of their own leads to the articles that a filter lets through.
fn has_index(rest: &Filter) -> bool {
    match rest {
        Filter::And(parts) => parts.iter().any(has_index),
        Filter::Feed(_) | Filter::Id(_) | Filter::Changed(..) => true,
        Filter::Is(state) => matches!(state, Is::Starred | Is::Hidden),
        _ => false,
    }
}

struct Dated<'a> {
    query: &'a Query,
    axis: Axis,
    asked: &'a Asked,
    left: u64,
    each: Each<'a>,
}

impl Dated<'_> {
    fn column(&self) -> &'static str {
        match self.axis {
            Axis::Published => "date",
            Axis::Received => "received",
        }
    }

    fn pass(&mut self, article: Article) -> ControlFlow<()> {
        if self.left == 0 {
            return ControlFlow::Break(());
        }
        self.left -= 1;
        (self.each)(article)?;
        if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Reads the first articles by date: what has few letters is in most of them. Whether they
    /// fill the page; if not, nothing was handed over.
    fn by_reading(&mut self, reader: &mut Reader<'_>) -> rusqlite::Result<bool> {
        let (condition, values) = self.condition(&self.asked.rest);
        let sql = format!(
            "SELECT {COLUMNS} FROM article a WHERE a.deleted IS NULL AND ({condition})
             ORDER BY {} LIMIT {READ}",
            order(Sort::Date(self.axis), self.query.reverse)
        );
        let mut found = Vec::new();
        let detail = std::mem::replace(&mut reader.detail, Detail::Full);
        let filter = &self.query.filter;
        let left = self.left as usize;
        let run = reader.run(&sql, values, &mut |article| {
            if found.len() < left && filter.matches(&article) {
                found.push(article);
            }
            if found.len() < left { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        reader.detail = detail;
        let _ = run?;
        if found.len() < left {
            return Ok(false);
        }
        for article in found {
            let article = reader.complete(article)?;
            if self.pass(article).is_break() {
                break;
            }
        }
        Ok(true)
    }

    /// All matches of the words, if they are few.
    fn few(&self, connection: &Connection) -> rusqlite::Result<Option<Vec<i64>>> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT rowid FROM {index} WHERE {index} MATCH ?1 ORDER BY rowid DESC LIMIT {}",
            FEW + 1,
            index = self.asked.index
        ))?;
        let seqs: Vec<i64> = statement
            .query_map([&self.asked.text], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((seqs.len() <= FEW).then_some(seqs))
    }

    fn sorted(&mut self, reader: &mut Reader<'_>, seqs: &[i64]) -> rusqlite::Result<()> {
        let (condition, values) = self.condition(&self.asked.rest);
        // Of a collapsed list only what is shown counts, which the reader alone knows.
        let limit = if self.query.collapse { -1 } else { self.left as i64 };
        let list = seqs.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let sql = format!(
            "SELECT a.seq FROM article a WHERE a.seq IN ({list}) AND a.deleted IS NULL
             AND ({condition}) ORDER BY {} LIMIT {limit}",
            order(Sort::Date(self.axis), self.query.reverse),
        );
        let seqs: Vec<i64> = reader
            .connection
            .prepare(&sql)?
            .query_map(params_from_iter(values), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for seq in seqs {
            if let Some(article) = read(reader, seq)?
                && self.pass(article).is_break()
            {
                break;
            }
        }
        Ok(())
    }

    fn along_the_dates(&mut self, reader: &mut Reader<'_>) -> rusqlite::Result<()> {
        // What an article must be beside is asked of those that have the words.
        let rest = Condition::of(&self.asked.rest);
        let check = format!(
            "SELECT {COLUMNS} FROM article a WHERE a.seq = ? AND a.deleted IS NULL AND ({})",
            rest.sql
        );
        let (condition, values) = self.condition(&self.dates());
        let sign = if self.query.reverse { ">" } else { "<" };
        let (mut after, mut size) = (None, PART.0);
        loop {
            let part = self.part(reader.connection, &condition, &values, sign, after, size)?;
            let Some(last) = part.last().copied() else { return Ok(()) };
            let mut seqs: Vec<i64> = part.iter().map(|(_, seq)| *seq).collect();
            seqs.sort_unstable();
            let matches = among(reader.connection, self.asked, &seqs, GAP)?;
            for (_, seq) in part.iter().filter(|(_, seq)| matches.contains(seq)) {
                let mut values = vec![Value::Integer(*seq)];
                values.extend(rest.values.iter().cloned());
                if reader.run(&check, values, &mut |article| self.pass(article))?.is_break() {
                    return Ok(());
                }
            }
            (after, size) = (Some(last), (size * 2).min(PART.1));
        }
    }

    /// The next articles along the dates, from the index of dates alone.
    fn part(
        &self,
        connection: &Connection,
        condition: &str,
        values: &[Value],
        sign: &str,
        after: Option<(i64, i64)>,
        size: usize,
    ) -> rusqlite::Result<Vec<(i64, i64)>> {
        let column = self.column();
        let mut values = values.to_vec();
        let mut sql = format!("SELECT a.{column}, a.seq FROM article a WHERE ({condition})");
        if let Some((date, seq)) = after {
            sql += &format!(" AND (a.{column}, a.seq) {sign} (?, ?)");
            values.extend([Value::Integer(date), Value::Integer(seq)]);
        }
        sql +=
            &format!(" ORDER BY {} LIMIT {size}", order(Sort::Date(self.axis), self.query.reverse));
        let mut statement = connection.prepare(&sql)?;
        let rows =
            statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }

    /// What the query asks of this date itself.
    fn dates(&self) -> Filter {
        let Filter::And(parts) = &self.asked.rest else { return Filter::All };
        let is_date = |part: &&Filter| matches!(part, Filter::Since(axis, _) | Filter::Until(axis, _) if *axis == self.axis);
        Filter::And(parts.iter().filter(is_date).cloned().collect())
    }

    /// A filter and the place in the order after which the page begins, as a condition.
    fn condition(&self, filter: &Filter) -> (String, Vec<Value>) {
        let mut condition = Condition::of(filter);
        condition.after(self.query, self.axis);
        (condition.sql, condition.values)
    }
}
