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

/// The start of a word, at most so many characters before a place.
fn start_before(text: &str, place: usize, most: usize) -> usize {
    let mut graphemes = text[..place].grapheme_indices(true).rev();
    let mut start = place;
    let mut word = place;
    for _ in 0..most {
        let Some((at, grapheme)) = graphemes.next() else { return 0 };
        if grapheme.starts_with(char::is_whitespace) {
            word = start;
        }
        start = at;
    }
    // Scripts without spaces have no edge near; they are cut between any two characters.
    if word < place || most < 12 { word } else { start }
}

/// The end of a word, at most so many characters after a place.
fn end_after(text: &str, place: usize, most: usize) -> usize {
    let mut end = place;
    let mut word = None;
    let mut graphemes = text[place..].grapheme_indices(true);
    for _ in 0..most {
        let Some((at, grapheme)) = graphemes.next() else { return text.len() };
        if grapheme.starts_with(char::is_whitespace) && at > 0 {
            word = Some(place + at);
        }
        end = place + at + grapheme.len();
    }
    match graphemes.next() {
        None => text.len(),
        Some((_, next)) if next.starts_with(char::is_whitespace) => end,
        Some(_) => word.filter(|word| end - word < 40).unwrap_or(end),
    }
}

/// Text on one line: runs of white space and controls become one space, none at the start.
#[derive(Default)]
struct Line {
    text: String,
    marks: Vec<(usize, usize)>,
    space: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.space = true;
            } else {
                self.settle();
                self.text.push(c);
            }
        }
    }

    /// Writes the space that is due, and says where the next character will stand.
    fn settle(&mut self) -> usize {
        if std::mem::take(&mut self.space) && !self.text.is_empty() && !self.text.ends_with('…') {
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
