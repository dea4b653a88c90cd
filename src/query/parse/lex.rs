//! A query's text in, its pieces out; every text has pieces, none is an error.

use std::ops::Range;

use super::fields::FieldName;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `(`, `-(` or `field:(`.
    Open { negated: bool, field: Option<&'static FieldName> },
    /// `)` of an open group.
    Close,
    /// `OR` between two operands.
    Or,
    /// `AND` between two operands.
    And,
    /// Anything else.
    Term(Term),
}

/// A word, a phrase or a field with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub negated: bool,
    pub field: Option<&'static FieldName>,
    pub value: Value,
    /// The whole term.
    pub at: Range<usize>,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// Without quotes and without a closing `*`.
    pub text: String,
    pub quoted: bool,
    /// Whether a `*` followed.
    pub prefix: bool,
    /// The value in the query, quotes and all.
    pub at: Range<usize>,
}

/// Groups in groups that are honoured; further ones are read as if their parentheses were not
/// there, which bounds the recursion of everything that walks a filter.
const DEEPEST: usize = 32;

/// The quotes people type, paste and have made for them by their phones.
const QUOTES: [char; 5] = ['"', '“', '”', '„', '＂'];

/// The pieces of a query.
pub(super) fn pieces(query: &str) -> Vec<Piece> {
    let mut lexer = Lexer { query, at: 0, depth: 0, too_deep: 0, pieces: Vec::new() };
    while lexer.step() {}
    operators(lexer.pieces)
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
    depth: usize,
    too_deep: usize,
    pieces: Vec<Piece>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.query[self.at..]
    }

    fn next_is(&self, wanted: impl Fn(char) -> bool) -> bool {
        self.rest().chars().next().is_some_and(wanted)
    }

    /// Reads one piece; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start().len();
        self.at += skipped;
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return false };
        if first == ')' {
            self.close();
            return true;
        }
        let negated = first == '-' && !self.rest()[1..].starts_with(self.is_end('-'));
        self.at += usize::from(negated);
        let field = self.field();
        if self.next_is(|c| c == '(') {
            self.open(negated, field);
        } else {
            let value = self.value();
            self.pieces.push(Piece::Term(Term { negated, field, value, at: start..self.at }));
        }
        true
    }

    /// Whether a character ends a bare term, or is this one.
    fn is_end(&self, or: char) -> impl Fn(char) -> bool + use<> {
        let grouped = self.depth + self.too_deep > 0;
        move |c| c.is_whitespace() || (grouped && c == ')') || c == or
    }

    fn open(&mut self, negated: bool, field: Option<&'static FieldName>) {
        self.at += 1;
        if self.depth == DEEPEST {
            self.too_deep += 1;
        } else {
            self.depth += 1;
            self.pieces.push(Piece::Open { negated, field });
        }
    }

    /// A `)` that closes nothing is not there.
    fn close(&mut self) {
        self.at += 1;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.depth > 0 {
            self.depth -= 1;
            self.pieces.push(Piece::Close);
        }
    }

    /// A known field's name and its colon.
    fn field(&mut self) -> Option<&'static FieldName> {
        let (field, length) = field_and_colon(self.rest())?;
        self.at += length;
        Some(field)
    }

    fn value(&mut self) -> Value {
        let start = self.at;
        let quoted = self.next_is(|c| QUOTES.contains(&c));
        let text = if quoted { self.quoted() } else { self.bare() }.to_owned();
        // After a quote the star is still ahead, in a bare word it was the last character.
        let (text, prefix) = if quoted {
            let prefix = self.next_is(|c| c == '*');
            self.at += usize::from(prefix);
            (text, prefix)
        } else {
            match text.strip_suffix('*') {
                Some(start) if !start.is_empty() => (start.to_owned(), true),
                _ => (text, false),
            }
        };
        Value { text, quoted, prefix, at: start..self.at }
    }

    /// What stands between this quote and the next, or the end of the query.
    fn quoted(&mut self) -> &str {
        let rest = self.rest();
        let open = rest.chars().next().map_or(0, char::len_utf8);
        let inside = &rest[open..];
        let length = inside.find(QUOTES).unwrap_or(inside.len());
        let close = inside[length..].chars().next().map_or(0, char::len_utf8);
        let from = self.at + open;
        self.at = from + length + close;
        &self.query[from..from + length]
    }

    /// What stands before the next space, or before the `)` of the group; parentheses of the
    /// word's own (`f(x)`) belong to it.
    fn bare(&mut self) -> &str {
        let is_end = self.is_end(' ');
        let mut own = 0_usize;
        let end = self.rest().find(|c: char| {
            match c {
                '(' => own += 1,
                ')' if own > 0 => {
                    own -= 1;
                    return false;
                }
                _ => {}
            }
            is_end(c)
        });
        let from = self.at;
        self.at += end.unwrap_or(self.query.len() - from);
        &self.query[from..self.at]
    }
}

/// The known field a text begins with, and the length of its name and colon.
fn field_and_colon(text: &str) -> Option<(&'static FieldName, usize)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
    let field = text[end..].starts_with(':').then(|| FieldName::named(&text[..end]))??;
    Some((field, end + 1))
}

/// A field (and the minus before it) and its value, if the value is several words in neither
/// quotes nor parentheses: what is left of `feed:"My Blog"` when a shell has taken the quotes.
pub(super) fn unquoted_field(argument: &str) -> Option<(&str, &str)> {
    let minus = usize::from(argument.starts_with('-'));
    let (_, length) = field_and_colon(&argument[minus..])?;
    let (field, value) = argument.split_at(minus + length);
    let several = value.trim().contains(char::is_whitespace);
    (several && !value.contains(QUOTES) && !value.starts_with('(')).then_some((field, value))
}

/// `OR` and `AND` in capitals are operators between two operands, and words anywhere else.
fn operators(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for i in 1..pieces.len().saturating_sub(1) {
        let between = matches!(pieces[i - 1], Piece::Term(_) | Piece::Close)
            && matches!(pieces[i + 1], Piece::Term(_) | Piece::Open { .. });
        let operator = match &pieces[i] {
            Piece::Term(term) if between && term.is_bare() => match term.value.text.as_str() {
                "OR" => Piece::Or,
                "AND" => Piece::And,
                _ => continue,
            },
            _ => continue,
        };
        pieces[i] = operator;
    }
    pieces
}

impl Value {
    /// Whether it may name a saved query: `@` and a name, without quotes.
    pub(super) fn is_reference(&self) -> bool {
        let name = self.text.strip_prefix('@');
        !self.quoted && !self.prefix && name.is_some_and(|name| !name.is_empty())
    }
}

impl Term {
    /// A word and nothing else: no quotes, no field, no minus, no star.
    pub(super) fn is_bare(&self) -> bool {
        !self.negated && self.field.is_none() && !self.value.quoted && !self.value.prefix
    }
}
