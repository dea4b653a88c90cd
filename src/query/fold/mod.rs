//! Text in, tokens out: the one analyser of what is stored and of what is asked for.
//!
//! A token is made of lower-case ASCII letters and digits, of `+` and `#`, and of characters
//! beyond ASCII; it is never empty and has at most 64 characters. So an index that takes just
//! these for token characters, and all other ASCII for separators, splits [`index_text`] into
//! exactly [`tokens`] (for SQLite's FTS5 that is `ascii` with `tokenchars '+#'`).
//!
//! | in | tokens | why |
//! |---|---|---|
//! | `Café`, `CAFE`, `ｃａｆｅ` | `cafe` | case, accents and full-width forms do not matter |
//! | `Straße`, `ﬁne`, `İstanbul` | `strasse`, `fine`, `istanbul` | nor do ligatures and letters others lack |
//! | `don't`, `don’t` | `dont` | a contraction is one word |
//! | `Ada's`, `users'` | `ada`, `users` | a possessive is found by its owner |
//! | `l'eau`, `we'll` | `l eau`, `we ll` | an elided article hides no noun |
//! | `O'Reilly` | `oreilly` | as names are typed |
//! | `text-to-SQL`, any dash | `text to sql` | found in pieces, and as a phrase |
//! | `C++`, `C#`, `.NET` | `c++`, `c#`, `dotnet` | languages; `c` alone does not find them |
//! | `東京`, `서울`, `ไทย` | one a character | any part of the text is a phrase |
//! | `👩‍💻`, `👍🏽` | `👩 💻`, `👍` | pictures count, skin tones and joiners do not |
//!
//! The vowel signs of Indic scripts, Japanese voicing marks, and й and ї stay what they are.
//! Zero-width characters vanish. Cost is linear in the text.

mod letters;
mod split;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::Author;

/// Stands between texts that share a column of an index: no query has it, so no phrase crosses.
const WALL: &str = "\u{2029}";

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    each_token(text, |token, _| tokens.push(token.to_owned()));
    tokens
}

/// The tokens of a text joined by spaces, for an index that splits at spaces.
pub fn index_text(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    each_token(text, |token, _| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(token);
    });
    joined
}

/// The names of these authors as one text for an index; a phrase does not cross from one name
/// into the next.
pub fn index_authors(authors: &[Author]) -> String {
    let names = authors.iter().filter_map(|author| author.name.as_deref());
    let folded: Vec<String> = names.map(index_text).filter(|name| !name.is_empty()).collect();
    folded.join(&format!(" {WALL} "))
}

/// A name (of a tag, a feed) in the form in which two names are the same: its tokens, or the
/// bare text in lower case if it has none. The form of a form is itself.
pub fn name(text: &str) -> String {
    let folded = index_text(text);
    if folded.is_empty() { text.trim().to_lowercase() } else { folded }
}

/// Calls `each` with every token of a text and the bytes of the text it came from: ascending,
/// and whole characters. Several tokens may come from one character (`½`).
pub fn each_token(text: &str, each: impl FnMut(&str, Range<usize>)) {
    split::split(text, each);
}

/// Whether a text begins with a character of a script written without spaces, in which a line
/// may be cut after any character.
pub(super) fn is_cut_anywhere(text: &str) -> bool {
    text.starts_with(letters::is_spaceless)
}
