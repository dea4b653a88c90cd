//! An article and words in, the place where they stand out, marked.

use std::collections::VecDeque;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Field, Words, fold};
use crate::model::{Article, Snippet};

/// The stretch of an article's summary or content, of at most about `width` characters, in which
/// most of the words stand; its beginning if none do (they stand in the title, then).
///
/// `None` without words or without text. Cost is linear in the text.
pub fn snippet(article: &Article, words: &[&Words], width: usize) -> Option<Snippet> {
    let anywhere: Vec<&Words> = words.iter().copied().filter(|w| w.field == Field::Any).collect();
    if words.is_empty() {
        return None;
    }
    let texts = [article.summary.as_deref(), article.content_text.as_deref()];
    let views = texts.into_iter().flatten().filter(|text| !text.trim().is_empty()).map(|text| {
        let hits = hits(text, &anywhere);
        let best = densest(&hits, width);
        (best.1, text, hits, best.0)
    });
    // The summary comes first and stays unless the content has more of the words.
    let (_, text, hits, best) = views.reduce(|one, two| if two.0 > one.0 { two } else { one })?;
    Some(cut(text, &hits, best, width.max(8)))
}

/// Where the words stand in a title, as byte ranges, ascending and apart.
pub fn marks(title: &str, words: &[&Words]) -> Vec<(usize, usize)> {
    let here: Vec<&Words> = words.iter().copied().filter(|w| w.field != Field::Author).collect();
    merged(hits(title, &here).into_iter().map(|hit| hit.at))
}

/// A place where words stand.
#[derive(Clone, Debug)]
struct Hit {
    /// Which of the words.
    word: usize,
    /// The bytes.
    at: Range<usize>,
    /// The characters before it.
    chars: usize,
}

/// Every place where one of the words stands, ascending by their ends.
fn hits(text: &str, words: &[&Words]) -> Vec<Hit> {
    let longest = words.iter().map(|words| words.tokens.len()).max().unwrap_or(0);
    let mut last: VecDeque<(String, Range<usize>)> = VecDeque::new();
    let mut hits = Vec::new();
    let (mut counted_to, mut chars) = (0, 0);
    if longest == 0 {
        return hits;
    }
    fold::each_token(text, |token, at| {
        let mut reused = match last.len() == longest {
            true => last.pop_front().map(|(text, _)| text).unwrap_or_default(),
            false => String::new(),
        };
        reused.clear();
        reused.push_str(token);
        last.push_back((reused, at.clone()));
        let tokens: &[(String, Range<usize>)] = last.make_contiguous();
        for (word, words) in words.iter().enumerate() {
            let Some(first) = tokens.len().checked_sub(words.tokens.len()) else { continue };
            if words.ends(tokens[first..].iter().map(|(token, _)| token.as_str())) {
                let start = tokens[first].1.start;
                if start >= counted_to {
                    chars += text[counted_to..start].chars().count();
                    counted_to = start;
                }
                hits.push(Hit { word, at: start..at.end, chars });
            }
        }
    });
    hits
}

impl Words {
    fn ends<'t>(&self, tokens: impl Iterator<Item = &'t str>) -> bool {
        let count = self.tokens.len();
        self.tokens.iter().zip(tokens).enumerate().all(|(i, (wanted, there))| {
            there == wanted || (self.prefix && i + 1 == count && there.starts_with(wanted.as_str()))
        })
    }
}

/// The hits of the best stretch of `width` characters, and its worth: most different words,
/// then most hits, then first.
fn densest(hits: &[Hit], width: usize) -> (Range<usize>, (usize, usize)) {
    let words = hits.iter().map(|hit| hit.word + 1).max().unwrap_or(0);
    let mut inside = vec![0_usize; words];
    let (mut first, mut different) = (0, 0);
    let mut best = (0..0, (0, 0));
    for (last, hit) in hits.iter().enumerate() {
        different += usize::from(inside[hit.word] == 0);
        inside[hit.word] += 1;
        while hit.chars.saturating_sub(hits[first].chars) > width * 3 / 4 && first < last {
            inside[hits[first].word] -= 1;
            different -= usize::from(inside[hits[first].word] == 0);
            first += 1;
        }
        let worth = (different, (last + 1 - first).min(4));
        if worth > best.1 {
            best = (first..last + 1, worth);
        }
    }
    best
}

/// The text around some hits, on one line, with all hits in it marked.
fn cut(text: &str, hits: &[Hit], best: Range<usize>, width: usize) -> Snippet {
    let (from, to) = bounds(text, hits.get(best).unwrap_or_default(), width);
    let mut line = Line::default();
    if !text[..from].trim().is_empty() {
        line.text.push('…');
    }
    let inside =
        hits.iter().map(|hit| hit.at.clone()).filter(|at| at.start >= from && at.end <= to);
    let mut at = from;
    for (start, end) in merged(inside) {
        line.push(&text[at..start]);
        let mark = line.settle();
        line.push(&text[start..end]);
        line.marks.push((mark, line.text.len()));
        at = end;
    }
    line.push(&text[at..to]);
    if !text[to..].trim().is_empty() {
        line.text.push('…');
    }
    Snippet { text: line.text, marks: line.marks }
}

/// Where to cut: a little before the first hit, `width` characters on, both moved to the edge
/// of a word if one is near.
fn bounds(text: &str, hits: &[Hit], width: usize) -> (usize, usize) {
    let Some((first, last)) = hits.first().zip(hits.last()) else {
        return (0, end_after(text, 0, width));
    };
    let start = hits.iter().map(|hit| hit.at.start).min().unwrap_or(first.at.start);
    let taken = text[start..last.at.end].chars().count();
    let before = width.saturating_sub(taken) / 3;
    let from = start_before(text, start, before);
    let room = width.saturating_sub(text[from..start].chars().count()).max(1);
    let to = end_after(text, start, room);
    // What would be left over after a short rest of the text goes before the hit.
    let spare =
        if to == text.len() { room.saturating_sub(text[start..].chars().count()) } else { 0 };
    (if spare > 0 { start_before(text, start, before + spare) } else { from }, to)
}

/// The earliest start of a word at most so many characters before a place; the place itself if
/// one long word leads up to it.
fn start_before(text: &str, place: usize, most: usize) -> usize {
    let mut before = text[..place].grapheme_indices(true).rev().peekable();
    let mut start = place;
    for _ in 0..most {
        let Some((at, grapheme)) = before.next() else { break };
        let edge = before.peek().is_none_or(|(_, next)| is_space(next));
        if !is_space(grapheme) && (edge || fold::is_cut_anywhere(grapheme)) {
            start = at;
        }
    }
    start
}

/// The latest end of a word at most so many characters after a place; so many characters if no
/// word ends there.
fn end_after(text: &str, place: usize, most: usize) -> usize {
    let mut after = text[place..].grapheme_indices(true).peekable();
    let (mut end, mut word) = (place, None);
    for _ in 0..most {
        let Some((at, grapheme)) = after.next() else { break };
        end = place + at + grapheme.len();
        let edge = after.peek().is_none_or(|(_, next)| is_space(next));
        if !is_space(grapheme) && (edge || fold::is_cut_anywhere(grapheme)) {
            word = Some(end);
        }
    }
    word.unwrap_or(end)
}

fn is_space(grapheme: &str) -> bool {
    grapheme.starts_with(char::is_whitespace)
}

/// Text on one line: runs of white space and controls become one space, none at the start.
#[derive(Default)]
struct Line {
    text: String,
    marks: Vec<(usize, usize)>,
    /// Whether a space is due before the next character.
    space: bool,
    /// Whether a character of the text has been written.
    begun: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.space = true;
            } else {
                self.settle();
                self.text.push(c);
                self.begun = true;
            }
        }
    }

    /// Writes the space that is due, and says where the next character will stand.
    fn settle(&mut self) -> usize {
        if std::mem::take(&mut self.space) && self.begun {
            self.text.push(' ');
        }
        self.text.len()
    }
}

/// Ranges, ascending and apart: what touches or overlaps becomes one.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(usize, usize)> = ranges.map(|at| (at.start, at.end)).collect();
    sorted.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in sorted {
        match merged.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::Filter;
    use crate::query::samples::{any_article, article, words};

    /// A snippet with its marks in brackets.
    fn shown(
        summary: Option<&str>,
        content: Option<&str>,
        query: &[Filter],
        width: usize,
    ) -> String {
        let article = Article {
            summary: summary.map(str::to_owned),
            content_text: content.map(str::to_owned),
            ..article()
        };
        let all = Filter::And(query.to_vec());
        snippet(&article, &all.words(), width)
            .map_or_else(String::new, |snippet| bracketed(&snippet))
    }

    fn bracketed(snippet: &Snippet) -> String {
        let mut text = snippet.text.clone();
        for (start, end) in snippet.marks.iter().rev() {
            text.insert(*end, ']');
            text.insert(*start, '[');
        }
        text
    }

    fn any(text: &str) -> Filter {
        words(Field::Any, text, false)
    }

    const LONG: &str = "The first paragraph speaks of nothing in particular, at some length.\n\n\
        Then the Café’s brokers move; every broker\tkeeps a log, and the log keeps the broker. \
        At the end there is a word on costs.";

    #[test]
    fn the_words_are_shown_where_they_stand() {
        for (summary, content, query, width, expected) in [
            (Some("How brokers scale."), None, &[any("brokers")][..], 60, "How [brokers] scale."),
            (Some("How brokers scale."), None, &[any("kafka")], 60, "How brokers scale."),
            (Some("How brokers scale."), None, &[any("kafka")], 12, "How brokers…"),
            (None, None, &[any("kafka")], 60, ""),
            (Some(" "), Some("Text."), &[any("kafka")], 60, "Text."),
            (Some("How brokers scale."), None, &[], 60, ""),
            (
                None,
                Some(LONG),
                &[any("cafe"), any("broker")],
                60,
                "…Then the [Café]’s brokers move; every [broker] keeps a log, and…",
            ),
            (None, Some(LONG), &[any("costs")], 30, "…end there is a word on [costs]."),
            (None, Some(LONG), &[any("keeps a log")], 24, "…[keeps a log], and the log…"),
            (None, Some(LONG), &[words(Field::Any, "cost", true)], 20, "…is a word on [costs]."),
            (Some("Costs."), Some(LONG), &[any("costs")], 30, "[Costs]."),
            (
                Some("Costs."),
                Some(LONG),
                &[any("costs"), any("log")],
                30,
                "…a [log], and the [log] keeps the…",
            ),
            (Some("A wait… a [word]"), None, &[any("word")], 60, "A wait… a [[word]]"),
            (
                None,
                Some("彼は東京都に住んでいます。東京は大きい町です。"),
                &[any("東京は")],
                12,
                "…ます。[東京は]大きい町です…",
            ),
        ] {
            assert_eq!(shown(summary, content, query, width), expected, "{query:?}");
        }
    }

    #[test]
    fn titles_are_marked_in_their_own_spelling() {
        let title = "Don’t: text\u{2011}to\u{2011}SQL, C++ & SQL’s";
        for (query, expected) in [
            (vec![any("dont")], &["Don’t"][..]),
            (vec![any("text to sql")], &["text\u{2011}to\u{2011}SQL"]),
            (vec![any("text"), any("to")], &["text", "to"]),
            (vec![any("text to"), any("to sql")], &["text\u{2011}to\u{2011}SQL"]),
            (vec![words(Field::Title, "c++", false)], &["C++"]),
            (vec![any("c")], &[]),
            (vec![words(Field::Any, "s", true)], &["SQL", "SQL"]),
            (vec![words(Field::Author, "sql", false)], &[]),
        ] {
            let all = Filter::And(query);
            let marked: Vec<&str> = marks(title, &all.words())
                .into_iter()
                .map(|(start, end)| &title[start..end])
                .collect();
            assert_eq!(marked, expected, "{all:?}");
        }
    }

    #[test]
    fn long_texts_cost_what_they_weigh() {
        let text = "a ".repeat(500_000);
        let article = Article { content_text: Some(text), ..article() };
        let all = Filter::And(vec![any("a a"), any("b")]);
        let found = snippet(&article, &all.words(), 80).expect("a text");
        assert!(found.text.chars().count() <= 82 && !found.marks.is_empty(), "{found:?}");
    }

    proptest! {
        #[test]
        fn marks_are_whole_characters_in_order(
            text in "\\PC{0,60}|[aA ’'\n\u{301}c+東½e\u{200d}👩]{0,80}",
            query in "[aceé東+½ ]{1,8}",
            prefix in proptest::bool::ANY,
            width in 0_usize..40,
        ) {
            let all = words(Field::Any, &query, prefix);
            let Filter::Words(asked) = &all else { panic!("words") };
            let article = Article { content_text: Some(text.clone()), summary: None, ..article() };
            if let Some(found) = snippet(&article, &[asked], width) {
                prop_assert!(!found.text.contains(['\n', '\t']));
                prop_assert!(found.text.chars().count() <= text.chars().count() + 2);
                apart(&found.text, &found.marks);
            }
            let marks = marks(&text, &[asked]);
            apart(&text, &marks);
            prop_assert_eq!(!marks.is_empty(), !asked.tokens.is_empty() && asked.found_in(&fold::tokens(&text)));
        }

        #[test]
        fn what_matches_is_marked(article in any_article(), word in "(kafka|spark|dont|東)") {
            let filter = any(&word);
            let words = filter.words();
            let marked = !marks(&article.title, &words).is_empty()
                || snippet(&article, &words, 80).is_some_and(|found| !found.marks.is_empty());
            let author = Filter::Words(Words { field: Field::Author, ..words[0].clone() });
            prop_assert_eq!(marked || author.matches(&article), filter.matches(&article));
        }
    }

    fn apart(text: &str, marks: &[(usize, usize)]) {
        let mut last = 0;
        for (i, (start, end)) in marks.iter().enumerate() {
            assert!(start < end && (i == 0 || *start > last) && text.get(*start..*end).is_some());
            last = *end;
        }
    }
}
