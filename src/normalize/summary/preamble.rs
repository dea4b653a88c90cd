//! A block of text in, whether it is one of the things that articles begin with before they
//! begin: the title once more, a byline, a date, a greeting, a credit, an address.

use super::words::{
    BYLINES, CREDITED, CREDITS, DATE_NAMES, DATE_WORDS, FIRST_PUBLISHED, GREETINGS, NOTES, POSTERS,
};
use crate::normalize::text::says_the_same;

/// A label has at most so many characters.
pub(super) const LABEL: usize = 40;
/// "By" and something in lower case, such as a nickname, has at most so many.
const NICKNAME: usize = 60;
/// A note about the text, such as who took its picture, has at most so many.
const NOTE: usize = 100;
/// A date, even with "posted at", has at most so many.
const DATE: usize = 45;
/// A byline that names several people has at most so many.
const NAMES: usize = 240;
/// Bylines, dates and credits have at most so many lines together.
const LINES: usize = 4;
/// A greeting has at most so many.
const GREETING: usize = 40;

/// Whether a block stands before the article's first sentence.
pub(super) fn is_preamble(text: &str, title: &str) -> bool {
    says_the_same(text, title)
        || is_shared(text)
        || text
            .lines()
            .take(LINES + 1)
            .zip(1..)
            .all(|(line, nth)| nth <= LINES && is_one(line.trim()))
}

/// Whether a block says nothing of its own whatever else there is: the title, an address, who
/// posted a picture.
pub(super) fn is_certain(text: &str, title: &str) -> bool {
    says_the_same(text, title) || is_shared(text) || {
        let text = text.trim();
        is_mark(text) || is_address(text) || is_poster(text)
    }
}

/// "Shared by Ada" and what she said, as Google Reader put it before an article.
fn is_shared(text: &str) -> bool {
    text.starts_with("Shared by ") && text.contains('\n')
}

/// Whether a line is one of those things.
fn is_one(text: &str) -> bool {
    is_mark(text)
        || is_address(text)
        || is_date(text)
        || is_byline(text)
        || is_credit(text)
        || is_poster(text)
        || is_note(text)
        || is_greeting(text)
}

/// Whether a text ends as a sentence does: with a mark, quotes and brackets after it aside.
pub(super) fn is_ended(text: &str) -> bool {
    let closing = |c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）')
    };
    text.trim_end()
        .trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '：', '；', '｡', '।', '؟', '۔'])
}

/// Dots, dashes and the like.
fn is_mark(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

fn is_short(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_none() && !text.contains('\n')
}

/// A word that is an address, or several.
pub(super) fn is_address(text: &str) -> bool {
    text.split_whitespace()
        .all(|word| ["http://", "https://", "www."].iter().any(|start| begins(word, start)))
}

/// Numbers, names of months and days, and what leads to them.
fn is_date(text: &str) -> bool {
    if !is_short(text, DATE) || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = |c: char| c.is_numeric() || matches!(c, '年' | '月' | '日' | '時' | '分' | '号');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words = text.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut named = text.contains('年') || text.matches([':', '.', '/', '-']).count() >= 2;
    let all = words.into_iter().all(|word| {
        let name = word.trim_start_matches(char::is_numeric);
        let is_name = DATE_NAMES.split(' ').any(|known| known == name);
        named |= is_name;
        is_name || DATE_WORDS.split(' ').any(|known| known == name) || word.chars().all(number)
    });
    all && named && digits >= 2
}

/// "By Ada Stone"; "Ada Stone | Staff Engineer; Ben Field | Designer", as company blogs set it.
fn is_byline(text: &str) -> bool {
    let barred = (text.contains(" | ") || text.contains('｜')) && !has_sentence(text);
    let named = |by: &&str| {
        let name = text.get(by.len()..).is_some_and(|name| name.starts_with(char::is_uppercase));
        begins(text, by) && is_short(text, if name { NAMES } else { NICKNAME })
    };
    let signed = BYLINES.iter().any(named) && !is_ended(text) && !has_sentence(text);
    signed || barred && (!is_ended(text) || is_short(text, NOTE))
}

/// Whether a full stop ends a sentence within a text; one behind an initial or "Dr" ends none.
fn has_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > 3
    })
}

/// "Photo by Ada Stone", "(Foto: Stone)", "© 2026 Stone".
fn is_credit(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '[', '*', ' ']);
    let credited = |credit: &&str| {
        begins(bare, credit)
            && bare.get(credit.len()..).is_some_and(|rest| CREDITED.iter().any(|c| begins(rest, c)))
    };
    is_short(text, NOTE) && (bare.starts_with('©') || CREDITS.iter().any(credited))
}

/// "Ada Stone posted a photo:", as Flickr writes before the photographer's words.
fn is_poster(text: &str) -> bool {
    is_short(text, NOTE) && POSTERS.iter().any(|end| text.ends_with(end))
}

fn is_note(text: &str) -> bool {
    let labelled = |note: &&str| {
        let rest = text.strip_prefix(*note).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '：', '|', '｜', '/', '／', '丨']))
    };
    is_short(text, NOTE)
        && (NOTES.iter().any(labelled) || FIRST_PUBLISHED.iter().any(|note| text.starts_with(note)))
}

/// "Hey everybody,", "Dear readers!".
fn is_greeting(text: &str) -> bool {
    is_short(text, GREETING)
        && text.ends_with([',', '!', '，', '！', '、'])
        && GREETINGS.iter().any(|greeting| {
            begins(text, greeting)
                && (!greeting.is_ascii()
                    || !text[greeting.len()..].starts_with(char::is_alphabetic))
        })
}

/// Whether a text begins with this, which is in lower case, in any case.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.to_lowercase() == start)
}
