//! Queries as SQL: the one place where a filter becomes a condition.

use rusqlite::types::Value;

use crate::query::{Axis, Field, Filter, Is, Query, Sort, Words, fold};

/// A condition on `article a`, with the values for its parameters in order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Condition {
    /// The SQL expression.
    pub(super) sql: String,
    /// What its question marks stand for.
    pub(super) values: Vec<Value>,
    /// Whether it is asked of single articles, and must not look for all that have a word.
    of_row: bool,
}

impl Condition {
    /// The condition that a filter states.
    pub(super) fn of(filter: &Filter) -> Self {
        let mut condition = Self::default();
        condition.add(filter);
        condition
    }

    /// The same, as it is best asked of a few articles that are known.
    pub(super) fn of_row(filter: &Filter) -> Self {
        let mut condition = Self { of_row: true, ..Self::default() };
        condition.add(filter);
        condition
    }

    fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::All => self.sql.push('1'),
            Filter::Nothing => self.sql.push('0'),
            Filter::Id(id) => self.push("a.id = ?", [Value::Text(id.0.clone())]),
            Filter::And(parts) => self.join(parts, " AND ", "1"),
            Filter::Or(parts) => self.join(parts, " OR ", "0"),
            Filter::Not(part) => {
                self.sql.push_str("NOT ");
                self.group(part);
            }
            Filter::Words(words) if self.of_row => self.push(
                "EXISTS (SELECT 1 FROM word WHERE word MATCH ? AND rowid = a.seq)",
                [Value::Text(match_text(words))],
            ),
            Filter::Words(words) => self.push(
                "a.seq IN (SELECT rowid FROM word WHERE word MATCH ?)",
                [Value::Text(match_text(words))],
            ),
            Filter::Feed(ids) => self.feeds(ids.iter().map(|id| id.0)),
            Filter::Tag(tag) => {
                let tag = Value::Text(fold::name(tag));
                let sql = "EXISTS (SELECT 1 FROM article_tag WHERE tag = ? AND seq = a.seq)";
                self.push(sql, [tag]);
            }
            Filter::Url(text) => {
                // Without a URL this is false, not NULL, or a NOT around it would be NULL too.
                let values = [Value::Text(text.to_ascii_lowercase())];
                self.push("coalesce(instr(lower(a.url), ?), 0) > 0", values);
            }
            Filter::Is(state) => self.sql.push_str(state_column(*state)),
            Filter::Since(axis, at) => {
                self.push(&format!("{} >= ?", date_column(*axis)), [Value::Integer(at.0)]);
            }
            Filter::Changed(after, upto) => self.push(
                "a.change > ? AND a.change <= ?",
                [Value::Integer(after.0), Value::Integer(upto.0)],
            ),
            Filter::Until(axis, at) => {
                self.push(&format!("{} < ?", date_column(*axis)), [Value::Integer(at.0)]);
            }
        }
    }

    /// The parts of a conjunction or disjunction; of none, the neutral value.
    fn join(&mut self, parts: &[Filter], operator: &str, neutral: &str) {
        if parts.is_empty() {
            self.sql.push_str(neutral);
        }
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.sql.push_str(operator);
            }
            self.group(part);
        }
    }

    fn group(&mut self, part: &Filter) {
        self.sql.push('(');
        self.add(part);
        self.sql.push(')');
    }

    /// Adds SQL text and the values for its parameters.
    pub(super) fn push(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    /// Only what comes after the article at which the last page ended, in the order of a date.
    pub(super) fn after(&mut self, query: &Query, axis: Axis) {
        let Some(after) = &query.after else { return };
        let column = match axis {
            Axis::Published => "date",
            Axis::Received => "received",
        };
        let sign = if query.reverse { ">" } else { "<" };
        self.sql = format!(
            "({}) AND (a.{column}, a.seq) {sign} (SELECT {column}, seq FROM article WHERE id = ?)",
            self.sql
        );
        self.values.push(Value::Text(after.0.clone()));
    }

    /// Seen in one of these feeds, first or later. The numbers are ours, so they may stand in
    /// the text; a thousand parameters would not be allowed.
    fn feeds(&mut self, ids: impl Iterator<Item = i64>) {
        let list = ids.map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        let sightings = format!("SELECT seq FROM sighting WHERE feed_id IN ({list})");
        self.push(&format!("a.feed_id IN ({list}) OR a.seq IN ({sightings})"), []);
    }
}

fn state_column(state: Is) -> &'static str {
    match state {
        Is::Unread => "a.read = 0",
        Is::Read => "a.read <> 0",
        Is::Starred => "a.starred <> 0",
        Is::Edited => "a.revision > 0",
        Is::Hidden => "a.hidden <> 0",
    }
}

fn date_column(axis: Axis) -> &'static str {
    match axis {
        Axis::Published => "a.date",
        Axis::Received => "a.received",
    }
}

/// The columns of an order, first to last, each with whether it descends. The last tells any two
/// articles apart.
fn columns(sort: Sort) -> &'static [(&'static str, bool)] {
    match sort {
        Sort::Date(Axis::Published) | Sort::Relevance => &[("a.date", true), ("a.seq", true)],
        Sort::Date(Axis::Received) => &[("a.received", true), ("a.seq", true)],
        Sort::Feed => &[
            (
                "(SELECT lower_text(coalesce(options ->> '$.title', title, url))
                  FROM feed WHERE id = a.feed_id)",
                false,
            ),
            ("a.date", true),
            ("a.seq", true),
        ],
        Sort::Change => &[("a.change", false)],
        Sort::Title => &[("lower_text(a.title)", false), ("a.date", true), ("a.seq", true)],
    }
}

/// What comes in an order after the article of an id, whether or not it is selected itself.
pub(super) fn after(sort: Sort, reverse: bool, id: &str) -> Condition {
    let mut condition = Condition::default();
    let place = |column: &str| format!("(SELECT {column} FROM article a WHERE a.id = ?)");
    let columns = columns(sort);
    for (index, (column, down)) in columns.iter().enumerate() {
        condition.sql.push_str(if index == 0 { "(" } else { " OR (" });
        for (same, _) in &columns[..index] {
            condition.push(&format!("{same} = {} AND ", place(same)), [Value::Text(id.into())]);
        }
        let sign = if *down == reverse { ">" } else { "<" };
        condition.push(&format!("{column} {sign} {})", place(column)), [Value::Text(id.into())]);
    }
    condition
}

/// An order as SQL.
pub(super) fn order(sort: Sort, reverse: bool) -> String {
    let columns: Vec<String> = columns(sort)
        .iter()
        .map(|(column, down)| format!("{column} {}", if *down == reverse { "ASC" } else { "DESC" }))
        .collect();
    columns.join(", ")
}

/// Words as the text that FTS5's MATCH takes: a quoted phrase, so that nothing in it is syntax.
pub(super) fn match_text(words: &Words) -> String {
    match words.field {
        Field::Any => phrase(words),
        Field::Title => match_in("title", words),
        Field::Author => match_in("authors", words),
    }
}

/// The same, in one column of the index.
pub(super) fn match_in(column: &str, words: &Words) -> String {
    format!("{column} : {}", phrase(words))
}

/// Words as a quoted phrase, in any column.
pub(super) fn phrase(words: &Words) -> String {
    let phrase = words.tokens.join(" ").replace('"', "\"\"");
    let more = if words.prefix { " *" } else { "" };
    format!("\"{phrase}\"{more}")
}

/// A filter as questions to the word indexes, and what is left to ask of the articles.
pub(super) struct Asked {
    /// The index to ask: the small one of titles, if all the words are to stand there.
    pub(super) index: &'static str,
    /// The MATCH text that every match answers.
    pub(super) text: String,
    /// A MATCH text for the index of titles, which all articles answer that have all of the words
    /// in their titles: the words of a phrase may stand apart in them, or be in the wrong order.
    /// `None` where titles alone do not tell.
    pub(super) titles: Option<String>,
    /// Whether a phrase is looked for.
    pub(super) has_phrase: bool,
    /// What else matches must be.
    pub(super) rest: Filter,
}

impl Asked {
    /// Splits a filter; `None` if no words stand at the top that every match must contain.
    pub(super) fn of(filter: &Filter) -> Option<Self> {
        let parts = match filter {
            Filter::Words(_) => std::slice::from_ref(filter),
            Filter::And(parts) => parts.as_slice(),
            _ => return None,
        };
        let (mut wanted, mut titles, mut unwanted, mut rest) = (vec![], vec![], vec![], vec![]);
        for part in parts {
            if let Some(text) = expression(part, &|words| Some(match_text(words))) {
                titles.push(expression(part, &title_text));
                wanted.push(text);
            } else if let Some(text) = refused(part) {
                unwanted.push(text);
            } else {
                rest.push(part.clone());
            }
        }
        if wanted.is_empty() {
            return None;
        }
        let mut text = wanted.join(" AND ");
        let mut titles: Option<Vec<String>> = titles.into_iter().collect();
        if !unwanted.is_empty() {
            text = format!("({text}) NOT ({})", unwanted.join(" OR "));
            titles = None;
        }
        let words = filter.words();
        let has_phrase = words.iter().any(|words| words.tokens.len() > 1);
        let titles = titles.map(|titles| titles.join(" AND "));
        let rest = Filter::And(rest);
        match &titles {
            Some(titles)
                if !has_phrase && words.iter().all(|words| words.field == Field::Title) =>
            {
                Some(Self {
                    index: "title_word",
                    text: titles.clone(),
                    titles: None,
                    has_phrase,
                    rest,
                })
            }
            _ => Some(Self { index: "word", text, titles, has_phrase, rest }),
        }
    }
}

/// Words that no match may have, as a MATCH text.
fn refused(filter: &Filter) -> Option<String> {
    let Filter::Not(part) = filter else { return None };
    expression(part, &|words| Some(match_text(words)))
}

/// Words as a question to the index of titles, which knows neither phrases nor columns.
pub(super) fn title_text(words: &Words) -> Option<String> {
    let last = words.tokens.len().checked_sub(1)?;
    let one = |(place, token): (usize, &String)| {
        let prefix = words.prefix && place == last;
        phrase(&Words { field: Field::Any, tokens: vec![token.clone()], prefix })
    };
    let tokens: Vec<String> = words.tokens.iter().enumerate().map(one).collect();
    (words.field != Field::Author).then(|| format!("({})", tokens.join(" AND ")))
}

/// A filter of words alone as a MATCH text.
fn expression(filter: &Filter, text: &dyn Fn(&Words) -> Option<String>) -> Option<String> {
    match filter {
        Filter::Words(words) => text(words),
        Filter::Or(parts) if !parts.is_empty() => {
            let parts: Option<Vec<String>> =
                parts.iter().map(|part| expression(part, text)).collect();
            parts.map(|parts| format!("({})", parts.join(" OR ")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Timestamp};

    fn a_word(text: &str) -> Words {
        Words { field: Field::Any, tokens: vec![text.into()], prefix: false }
    }

    fn word(text: &str) -> Filter {
        Filter::Words(a_word(text))
    }

    #[test]
    fn conditions_keep_their_values_in_order() {
        let filter = Filter::And(vec![
            Filter::Since(Axis::Published, Timestamp(7)),
            Filter::Not(Box::new(Filter::Feed(vec![FeedId(1), FeedId(2)]))),
            Filter::Or(vec![]),
        ]);
        let condition = Condition::of(&filter);
        assert_eq!(
            condition.sql,
            "(a.date >= ?) AND (NOT (a.feed_id IN (1,2) OR a.seq IN (SELECT seq FROM sighting \
             WHERE feed_id IN (1,2)))) AND (0)"
        );
        assert_eq!(condition.values, [Value::Integer(7)]);
    }

    #[test]
    fn words_are_quoted_so_that_nothing_is_syntax() {
        let words =
            Words { field: Field::Title, tokens: vec!["near".into(), "a\"b".into()], prefix: true };
        assert_eq!(match_text(&words), "title : \"near a\"\"b\" *");
    }

    #[test]
    fn words_at_the_top_become_one_match() {
        let both = Words { tokens: vec!["d".into(), "e".into()], ..a_word("") };
        let filter = Filter::And(vec![
            word("a"),
            Filter::Or(vec![word("b"), Filter::Words(both)]),
            Filter::Is(Is::Unread),
        ]);
        let asked = Asked::of(&filter).expect("there are words");
        assert_eq!(asked.text, "\"a\" AND (\"b\" OR \"d e\")");
        let titles = "(\"a\") AND ((\"b\") OR (\"d\" AND \"e\"))";
        assert_eq!(asked.titles.as_deref(), Some(titles));
        assert!(asked.has_phrase);
        assert_eq!(asked.rest, Filter::And(vec![Filter::Is(Is::Unread)]));
        assert!(Asked::of(&Filter::Not(Box::new(word("a")))).is_none());
    }

    #[test]
    fn words_that_are_not_wanted_are_part_of_the_match() {
        let not = |part| Filter::Not(Box::new(part));
        let filter = Filter::And(vec![word("a"), not(word("b")), word("c"), not(word("d"))]);
        let asked = Asked::of(&filter).expect("there are words");
        assert_eq!(asked.text, "(\"a\" AND \"c\") NOT (\"b\" OR \"d\")");
        assert_eq!((asked.titles, asked.rest), (None, Filter::And(vec![])));
    }

    #[test]
    fn words_of_titles_are_asked_of_titles_alone() {
        let title = Filter::Words(Words { field: Field::Title, prefix: true, ..a_word("b") });
        let asked = Asked::of(&title).expect("there are words");
        assert_eq!((asked.index, asked.text.as_str()), ("title_word", "(\"b\" *)"));
        let asked = Asked::of(&Filter::And(vec![title, word("c")])).expect("there are words");
        assert_eq!((asked.index, asked.text.as_str()), ("word", "title : \"b\" * AND \"c\""));
    }

    #[test]
    fn titles_are_not_asked_for_authors() {
        let author = Filter::Words(Words { field: Field::Author, ..a_word("b") });
        let asked = Asked::of(&Filter::And(vec![word("a"), author])).expect("there are words");
        assert_eq!(asked.titles, None);
    }
}
