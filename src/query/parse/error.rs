//! What is wrong with a query, where, and what would work.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::super::when::WhenError;
use super::fields::FIELDS;

/// A mistake in a query. Prints the message, and under it the query with the place marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The query as it was typed.
    pub query: String,
    /// The bytes of it that are wrong; within the query and on whole characters.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub mistake: Mistake,
}

/// A kind of mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// A field without a value.
    #[error("`{field}:` has no value")]
    NoValue {
        /// The field.
        field: &'static str,
        /// A value it could have.
        example: &'static str,
    },
    /// A field that the language does not have.
    #[error("no field is called `{name}`")]
    NoSuchField {
        /// What was typed.
        name: String,
    },
    /// No subscription goes by this name.
    #[error("no feed is called `{name}`")]
    NoSuchFeed {
        /// What was typed.
        name: String,
        /// Titles it may have been meant to be.
        near: Vec<String>,
    },
    /// `is:` followed by no state.
    #[error("no article can be `{state}`")]
    NoSuchState {
        /// What was typed.
        state: String,
        /// The state it was probably meant to be.
        near: Option<&'static str>,
        /// All there are.
        known: String,
    },
    /// A date that cannot be read.
    #[error(transparent)]
    Date(#[from] WhenError),
    /// A saved query that is not there, while one of nearly that name is.
    #[error("no saved query is called `{name}`")]
    NoSuchQuery {
        /// What was typed.
        name: String,
        /// What it was probably meant to be.
        near: Vec<String>,
    },
    /// A saved query that asks for itself.
    #[error("the saved query `@{name}` leads back to itself")]
    Circular {
        /// Its name.
        name: String,
    },
    /// Saved queries in saved queries, and so on.
    #[error("saved queries are nested more than {most} deep")]
    TooDeep {
        /// How deep they may be.
        most: usize,
    },
    /// A mistake in a saved query.
    #[error("in the saved query `@{name}`: {message}")]
    Saved {
        /// Its name.
        name: String,
        /// What is wrong in it.
        message: String,
        /// What to write instead.
        hint: String,
    },
    /// A query too long to be meant.
    #[error("the query has more than {most} words")]
    TooLong {
        /// How many it may have.
        most: usize,
    },
}

impl Mistake {
    /// A name for programs, which stays the same when the words change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoValue { .. } => "query-no-value",
            Self::NoSuchField { .. } => "query-unknown-field",
            Self::NoSuchFeed { .. } => "query-unknown-feed",
            Self::NoSuchState { .. } => "query-unknown-state",
            Self::Date(_) => "query-bad-date",
            Self::NoSuchQuery { .. } => "query-unknown-saved",
            Self::Circular { .. } => "query-circular",
            Self::TooDeep { .. } => "query-too-deep",
            Self::Saved { .. } => "query-bad-saved",
            Self::TooLong { .. } => "query-too-long",
        }
    }
}

impl QueryError {
    /// The message alone, without the query; one line, fit for a terminal.
    pub fn message(&self) -> String {
        harmless(&self.mistake.to_string())
    }

    /// What to write instead; one line, fit for a terminal.
    pub fn hint(&self) -> String {
        harmless(&self.advice())
    }

    fn advice(&self) -> String {
        match &self.mistake {
            Mistake::NoValue { field, example } => format!(
                "write {field}:{example} without a space, or \"{field}\" in quotes to search for the word"
            ),
            Mistake::NoSuchField { .. } => {
                let names: Vec<_> = FIELDS.iter().map(|field| field.name).collect();
                format!("it is one of {}", names.join(", "))
            }
            Mistake::NoSuchFeed { near, .. } if near.is_empty() => {
                "`tidings feeds` lists them; part of a title is enough".to_owned()
            }
            Mistake::NoSuchFeed { near, .. } => {
                let near: Vec<_> = near.iter().map(|title| format!("feed:\"{title}\"")).collect();
                format!("did you mean {}?", near.join(" or "))
            }
            Mistake::NoSuchState { near: Some(near), .. } => format!("did you mean is:{near}?"),
            Mistake::NoSuchState { known, .. } => format!("it is one of {known}"),
            Mistake::Date(error) => error.hint(),
            Mistake::NoSuchQuery { name, near } => {
                let near: Vec<_> = near.iter().map(|name| format!("@{name}")).collect();
                format!("did you mean {}? In quotes, \"@{name}\" is a word", near.join(" or "))
            }
            Mistake::Circular { name } => {
                format!("tidings query save {name} with words of its own")
            }
            Mistake::TooDeep { .. } => "tidings query list shows them".to_owned(),
            Mistake::Saved { hint, .. } => hint.clone(),
            Mistake::TooLong { .. } => "leave out what most articles have anyway".to_owned(),
        }
    }

    /// A piece of the query around the mistake on one line, and the line that marks it.
    fn pointed(&self) -> (String, String) {
        let mut line = String::new();
        let mut marks = String::new();
        let from = self.query[..self.at.start].char_indices().rev().nth(BEFORE - 1);
        let from = from.map_or(0, |(at, _)| at);
        if from > 0 {
            line.push('…');
            marks.push(' ');
        }
        for (at, c) in self.query[from..].char_indices().map(|(at, c)| (at + from, c)) {
            if line.chars().count() > BEFORE + AFTER {
                line.push('…');
                break;
            }
            let c = if c.is_whitespace() { ' ' } else { c };
            // No width: controls, direction marks, lone accents; they would shift the marks.
            let width = c.width().unwrap_or(0);
            if width > 0 {
                line.push(c);
                let mark = if self.at.contains(&at) { "^" } else { " " };
                marks.push_str(&mark.repeat(width));
            }
        }
        if !marks.contains('^') {
            marks.push('^');
        }
        (line, marks.trim_end().to_owned())
    }
}

/// A text without controls and direction marks, cut where nobody reads on: it quotes what was
/// typed, and feed titles.
fn harmless(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let shown = spaced.filter(|c| c.width().unwrap_or(0) > 0);
    let mut cut: String = shown.clone().take(LONGEST).collect();
    if shown.count() > LONGEST {
        cut.push('…');
    }
    cut
}

/// How long a message may get.
const LONGEST: usize = 240;

/// How many characters are shown before the place, and from it on.
const BEFORE: usize = 40;
const AFTER: usize = 36;

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, marks) = self.pointed();
        write!(f, "{}\n  {line}\n  {marks}", self.message())
    }
}

impl std::error::Error for QueryError {}
