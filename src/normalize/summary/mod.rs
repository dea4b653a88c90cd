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
    let mut blocks: Vec<Block<'_>> = blocks(page).filter(|b| b.place == Place::Running).collect();
    if let Some(first) = blocks.first_mut() {
        *first = without_label(*first, page);
    }
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
    as_line(without_certain(page, title))
}

/// A page's text from the first block on that is not certain to say nothing of its own.
fn without_certain<'a>(page: &'a Page, title: &str) -> &'a str {
    let first = blocks(page).find(|block| !preamble::is_certain(block.text, title));
    without_title(first.map_or(&page.text, |block| &page.text[block.start..]), title)
}

/// Whether a text is too short to stand for a page, and no sentence.
fn is_scant(text: &str) -> bool {
    text.chars().nth(FEW).is_none() && !preamble::is_ended(text)
}

/// A declared summary as one line: all of it, but neither a heading above it nor the title once
/// more.
pub(super) fn declared(page: &Page, title: &str) -> String {
    let below = blocks(page).find(|block| block.place != Place::Heading);
    as_line(without_title(below.map_or(&page.text, |block| &page.text[block.start..]), title))
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

/// Whether a summary is an address and nothing else, which says nothing that can be read.
pub(super) fn is_address(summary: &str) -> bool {
    preamble::is_address(summary)
}

/// What stands between a block that no mark ends and another that begins anew: a subtitle and a
/// paragraph, or a list and what follows it.
const BETWEEN: &str = " –";

/// Blocks on one line, as far as a summary can use them.
fn joined<'a>(blocks: impl Iterator<Item = &'a str>, title: &str) -> String {
    let mut joined = String::new();
    for block in blocks {
        let text = if joined.is_empty() { without_title(block, title) } else { block };
        let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
        if text.starts_with(begins) && joined.ends_with(char::is_alphanumeric) {
            joined.push_str(BETWEEN);
        }
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

/// Whether a block is nothing but links or bold, and too short to be more than a label or a
/// heading that its author had no element for.
fn is_label(block: &Block<'_>, page: &Page) -> bool {
    let short = block.text.chars().count() <= preamble::LABEL && !block.text.contains('\n');
    let covered =
        |at: usize| page.leads.iter().any(|lead| lead.range.contains(&(block.start + at)));
    let mut words = block.text.char_indices().filter(|(_, c)| c.is_alphanumeric()).peekable();
    short
        && !preamble::is_ended(block.text)
        && words.peek().is_some()
        && words.all(|(at, _)| covered(at))
}

/// A block without its first line if that is a label over the others.
fn without_label<'a>(block: Block<'a>, page: &Page) -> Block<'a> {
    let Some((first, rest)) = block.text.split_once('\n') else { return block };
    let label = Block { text: first.trim_end(), ..block };
    let is_item = |line: &str| line.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if rest.trim().is_empty() || is_item(first) || !is_label(&label, page) {
        return block;
    }
    let text = rest.trim_start();
    Block { start: block.start + block.text.len() - text.len(), text, ..block }
}

/// The first line of a page that its author broke by hand, if it can stand for the page: two
/// words and more, and not so many that only the width of a window broke it.
pub(super) fn first_line(page: &Page) -> Option<&str> {
    const MOST: usize = 60;
    let first = blocks(page).find(|block| block.place == Place::Running)?;
    let (line, rest) = first.text.split_once('\n')?;
    let line = line.trim();
    let stands = line.split_whitespace().nth(1).is_some()
        && line.chars().nth(MOST).is_none()
        && !line.starts_with("- ")
        && !line.ends_with([',', ';', '-', '–', '、'])
        && rest.trim_start().starts_with(|c: char| !c.is_lowercase());
    stands.then_some(line)
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
