//! An article and words in, the place where they stand out, marked.

mod cut;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::ops::Range;

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
    Some(cut::cut(text, &hits, best, width.max(8)))
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
        if last.len() == longest {
            last.pop_front();
        }
        last.push_back((token.to_owned(), at.clone()));
        let tokens: &[(String, Range<usize>)] = last.make_contiguous();
        for (word, words) in words.iter().enumerate() {
            let Some(first) = tokens.len().checked_sub(words.tokens.len()) else { continue };
            if words.are(tokens[first..].iter().map(|(token, _)| token.as_str())) {
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
