//! A query as text in, a filter out.
//!
//! ```text
//! kafka brokers            both words, anywhere in title, summary, content or authors
//! "text to sql"            these words in a row; text-to-SQL asks for the same
//! pin*                     words that begin so
//! -kafka  -"a b"  -(a b)   not that
//! a b OR c d               a and b, or c and d; OR binds weaker than a space
//! (a OR b) c               groups
//! feed: author: title: tag: url: is: since: until: received:
//!                          a field and its value; title:(a OR b), tag:"machine learning"
//! https://blog.example/x   a URL asks for that page
//! @work                    what the saved query of that name asks for
//! *                        everything
//! ```
//!
//! Rules for what is not so plain:
//! - On a command line the query is the arguments joined by spaces ([`join`]): `search "text to
//!   sql"` asks for three words, as typed inside; for a phrase the quotes must reach us. An
//!   argument that is a field with a value of several words, among other arguments, was quoted
//!   for the shell, and its value is taken whole (`list is:unread feed:"My Blog"`).
//! - Unquoted, `since:last week` and `feed:Netflix TechBlog` go on as long as they make a date or
//!   a whole title; so does `since: 7d` with a space.
//! - `OR` and `AND` in capitals are operators between two things and words elsewhere. Quotes and
//!   parentheses left open end with the query; a `)` too many, a lone `-` or `"` is not there.
//! - What has no searchable character says nothing. If nothing of the query says anything, it
//!   finds nothing; an empty query finds everything.
//! - `@name` that names no saved query, and nearly names none, is a word like any other.
//! - A field we do not have (`foo:bar`) is two words in a row.
//! - Mistakes are a field without a value, a feed nobody follows, a state that is none, a date
//!   that is none, a saved query that is misspelt, mistaken or leads back to itself, and more than
//!   512 words. Nothing else is refused.

mod error;
mod fields;
mod lex;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use error::{Mistake, QueryError};
use fields::Reach;
pub use fields::{Context, FIELDS, FieldName, STATES};
use lex::{Piece, Term, Value};

use super::{Field, Filter};

/// The most words of a query, and the most of its terms: far more than anybody types, and few
/// enough for the limits of databases.
const MOST: usize = 512;

/// Saved queries in saved queries: with the depth of groups this bounds the depth of a filter.
const DEEPEST: usize = 8;

/// Command line arguments as one query.
pub fn join(arguments: &[impl AsRef<str>]) -> String {
    let many = arguments.len() > 1;
    let quoted = arguments.iter().map(|argument| {
        let argument = argument.as_ref();
        match lex::unquoted_field(argument).filter(|_| many) {
            Some((field, value)) => format!("{field}\"{value}\""),
            None => argument.to_owned(),
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

/// The filter that a query asks for, simplified.
pub fn parse(query: &str, context: &Context<'_>) -> Result<Filter, QueryError> {
    parse_within(query, context, &[], &mut 0)
}

/// The filter of a query that stands in saved queries of these names, outermost first; `words`
/// counts the words of all.
fn parse_within(
    query: &str,
    context: &Context<'_>,
    within: &[String],
    words: &mut usize,
) -> Result<Filter, QueryError> {
    if query.trim().is_empty() {
        return Ok(Filter::All);
    }
    let pieces = lex::pieces(query);
    let mut parser = Parser { query, context, pieces: &pieces, words: *words, within };
    let filter = parser.any(None)?;
    *words = parser.words;
    Ok(filter.map_or(Filter::Nothing, Filter::simplified))
}

/// The filter for a field's value given apart, as a flag gives it: taken whole, quotes and spaces
/// included; a `*` at its end asks for a prefix.
pub fn flag(field: &str, value: &str, context: &Context<'_>) -> Result<Filter, QueryError> {
    let query = format!("{field}:{value}");
    let at = field.len() + 1..query.len();
    let (text, prefix) = value.strip_suffix('*').map_or((value, false), |text| (text, true));
    let value = Value { text: text.to_owned(), quoted: true, prefix, at: at.clone() };
    let asked = FieldName::named(field)
        .ok_or_else(|| Mistake::NoSuchField { name: field.to_owned() })
        .and_then(|field| field.filter(&value, context));
    match asked {
        Ok(filter) => Ok(filter.unwrap_or(Filter::Nothing)),
        Err(mistake) => Err(QueryError { query, at, mistake }),
    }
}

struct Parser<'q> {
    query: &'q str,
    context: &'q Context<'q>,
    /// What is still to be read.
    pieces: &'q [Piece],
    words: usize,
    /// The saved queries that the query stands in.
    within: &'q [String],
}

/// What part of a query asks for; `None` if it says nothing.
type Asked = Result<Option<Filter>, QueryError>;

impl<'q> Parser<'q> {
    /// Alternatives up to the end of the group.
    fn any(&mut self, field: Option<&'static FieldName>) -> Asked {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all(field)?);
            match self.next() {
                Some(Piece::Or) => {}
                _ => break,
            }
        }
        Ok((!parts.is_empty()).then_some(Filter::Or(parts)))
    }

    /// Everything up to the next alternative or the end of the group.
    fn all(&mut self, field: Option<&'static FieldName>) -> Asked {
        let mut parts = Vec::new();
        while !matches!(self.pieces.first(), Some(Piece::Or | Piece::Close)) {
            let (negated, part) = match self.next() {
                Some(Piece::Open { negated, field: own }) => (*negated, self.any(own.or(field))?),
                Some(Piece::Term(term)) => (term.negated, self.term(term, field)?),
                Some(Piece::And | Piece::Or | Piece::Close) => continue,
                None => break,
            };
            parts.extend(part.map(|part| if negated { Filter::Not(Box::new(part)) } else { part }));
        }
        Ok((!parts.is_empty()).then_some(Filter::And(parts)))
    }

    fn next(&mut self) -> Option<&'q Piece> {
        let (first, rest) = self.pieces.split_first()?;
        self.pieces = rest;
        Some(first)
    }

    fn term(&mut self, term: &Term, group: Option<&'static FieldName>) -> Asked {
        let Term { field, mut value, at, .. } = term.clone();
        let asked = match field.or(group) {
            None if value.is_reference() => match self.saved(&value)? {
                Some(filter) => Some(filter),
                None => fields::text(Field::Any, &value),
            },
            Some(name) => {
                if field.is_some() && !value.quoted {
                    self.reach(name, &mut value);
                }
                name.filter(&value, self.context).map_err(|mistake| {
                    let whole = matches!(mistake, Mistake::NoValue { .. });
                    self.error(if whole { at.clone() } else { value.at.clone() }, mistake)
                })?
            }
            None if value.quoted => fields::text(Field::Any, &value),
            None if value.text == "*" => Some(Filter::All),
            None if fields::bare_url(&value.text).is_some() => Some(fields::url(&value.text)),
            None => fields::text(Field::Any, &value),
        };
        self.words += match &asked {
            Some(Filter::Words(words)) => words.tokens.len(),
            _ => 1,
        };
        if self.words > MOST {
            return Err(self.error(at, Mistake::TooLong { most: MOST }));
        }
        Ok(asked)
    }

    /// What the saved query `@NAME` asks for; `None` if there is none of that name.
    fn saved(&mut self, value: &Value) -> Asked {
        let name = value.text.trim_start_matches('@').to_lowercase();
        let Some(text) = self.context.names.saved(&name) else {
            let near = self.context.names.saved_near(&name);
            if near.is_empty() {
                return Ok(None);
            }
            return Err(self.error(value.at.clone(), Mistake::NoSuchQuery { name, near }));
        };
        if self.within.contains(&name) {
            return Err(self.error(value.at.clone(), Mistake::Circular { name }));
        }
        if self.within.len() == DEEPEST {
            return Err(self.error(value.at.clone(), Mistake::TooDeep { most: DEEPEST }));
        }
        let within = [self.within, std::slice::from_ref(&name)].concat();
        match parse_within(&text, self.context, &within, &mut self.words) {
            Ok(filter) => Ok(Some(filter)),
            Err(inner) => {
                let mistake = match inner.mistake {
                    // These speak of all queries on the way, not of the innermost alone.
                    Mistake::Circular { .. } | Mistake::TooDeep { .. } | Mistake::Saved { .. } => {
                        inner.mistake
                    }
                    _ => Mistake::Saved { name, message: inner.message(), hint: inner.hint() },
                };
                Err(self.error(value.at.clone(), mistake))
            }
        }
    }

    /// Takes the bare words after an unquoted value into it, if that makes a date or a title.
    fn reach(&mut self, field: &FieldName, value: &mut Value) {
        let ends = self.following(match field.reach {
            Reach::Word => 0,
            Reach::Date => 3,
            Reach::Title => 6,
        });
        for (count, end) in ends.into_iter().enumerate().rev() {
            let text = &self.query[value.at.start..end];
            let fits = match field.reach {
                Reach::Word => false,
                Reach::Date => fields::date(text, self.context).is_ok(),
                Reach::Title => !self.context.names.titled(text).is_empty(),
            };
            if fits {
                self.pieces = &self.pieces[count + 1..];
                *value = Value {
                    text: text.to_owned(),
                    prefix: false,
                    at: value.at.start..end,
                    ..value.clone()
                };
                return;
            }
        }
    }

    /// Where the next bare words end, at most so many.
    fn following(&self, most: usize) -> Vec<usize> {
        let bare = self.pieces.iter().take(most).map_while(|piece| match piece {
            Piece::Term(term) if term.is_bare() => Some(term.at.end),
            _ => None,
        });
        bare.collect()
    }

    fn error(&self, at: Range<usize>, mistake: Mistake) -> QueryError {
        QueryError { query: self.query.to_owned(), at, mistake }
    }
}
