//! A page in, a summary of at most 500 characters drawn from its own sentences out.

mod cut;
mod preamble;
mod words;

pub(super) use cut::{is_spaceless, shorten, shorten_elided};

use super::{
    html::{Page, Place},
    text::{boundary, line, says_the_same},
};

/// How many characters (Unicode scalar values) a summary has at most, the mark included.
pub(super) const LIMIT: usize = 500;

/// So many bytes of running text may be passed over before the first sentence: the names of many
/// authors, a place and a date. What is longer was mistaken for a preamble.
const SKIPPED: usize = 900;

/// Fewer characters do not stand for a page unless they are a sentence.
const FEW: usize = 40;

/// Lines of a page that belong together: a paragraph with its line breaks, a list, a table.
#[derive(Clone, Copy, Debug)]
struct Block<'a> {
    /// Where it begins in the page's text.
    start: usize,
    text: &'a str,
    place: Place,
}

/// The first running sentences of a page: without headings, captions, tables and listings, and
/// without what articles begin with before they begin. All of its text if it has none.
///
/// What is passed over is recognised as something in particular; everything else stays, however
/// short it is. A rule by length and full stops was tried: it beheaded poems, lists and letters,
/// and took "X writes:" from before the quotation.
pub(super) fn sentences(page: &Page, title: &str) -> String {
    let blocks: Vec<Block<'_>> = blocks(page).filter(|b| b.place == Place::Running).collect();
    let mut skipped = 0;
    let first = blocks.iter().position(|block| {
        let preamble = preamble::is_preamble(block.text, title)
            || is_contents(block, page)
            || is_label(block, page) && blocks.last().is_some_and(|last| last.start > block.start);
        skipped += block.text.len();
        !preamble || skipped > SKIPPED
    });
    let drawn = joined(blocks[first.unwrap_or(blocks.len())..].iter().map(|b| b.text), title);
    // A page set in headings or tables from end to end has a few words between them at most.
    if !is_scant(&drawn) {
        return drawn;
    }
    let untitled = declared(page, title);
    if is_scant(&untitled) { as_line(&page.text) } else { untitled }
}

/// Whether a text is too short to stand for a page, and no sentence.
fn is_scant(text: &str) -> bool {
    text.chars().nth(FEW).is_none() && !preamble::is_ended(text)
}

/// A declared summary as one line: all of it, but not the title once more.
pub(super) fn declared(page: &Page, title: &str) -> String {
    as_line(without_title(&page.text, title))
}

/// As much of a text on one line as a summary can use.
fn as_line(text: &str) -> String {
    line(&text[..boundary(text, LIMIT * 8)])
}

/// A summary without what shows nothing at its ends: zero-width spaces, lone variation selectors.
pub(super) fn trimmed(summary: &str) -> &str {
    summary
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}')
        })
        .trim_start_matches(['\u{fe0e}', '\u{fe0f}', '\u{200d}', ' '])
}

/// Blocks on one line, as far as a summary can use them.
fn joined<'a>(blocks: impl Iterator<Item = &'a str>, title: &str) -> String {
    let mut joined = String::new();
    for block in blocks {
        let text = if joined.is_empty() { without_title(block, title) } else { block };
        for text in text.split('\n').map(line).filter(|text| !text.is_empty()) {
            // Bullets part items that have no full stop of their own.
            let ended = joined.is_empty() || preamble::is_ended(&joined);
            let text = text.strip_prefix("- ").filter(|_| ended).unwrap_or(&text);
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(text);
        }
        if joined.chars().nth(LIMIT).is_some() {
            break;
        }
    }
    joined
}

/// A text without its first line if that is the title and others follow.
fn without_title<'a>(text: &'a str, title: &str) -> &'a str {
    match text.trim_start().split_once('\n') {
        Some((first, rest)) if says_the_same(first, title) && !rest.trim().is_empty() => {
            rest.trim_start()
        }
        _ => text,
    }
}

/// The blocks of a page, in order.
fn blocks(page: &Page) -> impl Iterator<Item = Block<'_>> {
    let mut rest = page.paragraphs.as_slice();
    std::iter::from_fn(move || {
        let (first, after) = rest.split_first()?;
        let breaks = |start: usize| page.text[..start].ends_with("\n\n");
        let more = after.iter().position(|p| p.place != first.place || breaks(p.start));
        rest = &after[more.unwrap_or(after.len())..];
        let end = rest.first().map_or(page.text.len(), |next| next.start);
        let text = page.text[first.start..end].trim();
        Some(Block { start: first.start, text, place: first.place })
    })
}

/// Whether a block is nothing but a link or nothing but bold, and too short to be more than a
/// label or a heading that its author had no element for.
fn is_label(block: &Block<'_>, page: &Page) -> bool {
    let end = block.start + block.text.len();
    let short = block.text.chars().count() <= preamble::LABEL && !block.text.contains('\n');
    let whole = || page.leads.iter().any(|l| l.range.start <= block.start && l.range.end >= end);
    short && !preamble::is_ended(block.text) && whole()
}

/// Whether a block is a table of contents: several lines, each a link to a place on a page.
fn is_contents(block: &Block<'_>, page: &Page) -> bool {
    let mut start = block.start;
    let mut lines = 0;
    block.text.split('\n').all(|line| {
        let end = start + line.len();
        let whole = page.leads.iter().any(|lead| {
            let before = page.text.get(start..lead.range.start);
            // A bullet or number may stand before the link.
            let bare = before.is_some_and(|bullet| !bullet.contains(char::is_alphabetic));
            bare && lead.range.end >= end && lead.target.contains('#')
        });
        start = end + 1;
        lines += 1;
        whole
    }) && lines > 1
}

#[cfg(test)]
mod tests;
