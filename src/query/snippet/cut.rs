//! A text and the hits worth showing in, one line around them out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::super::fold;
use super::{Hit, merged};
use crate::model::Snippet;

/// The text around some hits, on one line, with all hits in it marked.
pub(super) fn cut(text: &str, hits: &[Hit], best: Range<usize>, width: usize) -> Snippet {
    let (from, to) = bounds(text, hits.get(best).unwrap_or_default(), width);
    let mut line = Line::default();
    if !text[..from].trim().is_empty() {
        line.text.push('…');
    }
    // A phrase longer than the line is marked as far as it is shown.
    let inside = hits.iter().filter(|hit| (from..to).contains(&hit.at.start));
    let inside = inside.map(|hit| hit.at.start..hit.at.end.min(to));
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
    let all = text[to..].trim().is_empty();
    let spare = if all { room.saturating_sub(text[start..to].chars().count()) } else { 0 };
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
