//! A fragment of HTML from anywhere in; safe markup, plain text and what was met on the way out.
//!
//! One pass over the tokens writes both, without a tree: time and memory are linear in the input
//! and nesting is a number, so that neither a hundred thousand open tags nor a page without a
//! single closing one costs more than its bytes.
//!
//! Rejected: cleaning a tree with ammonia. It takes twice the time before any text is drawn from
//! the markup, more than linear time in the depth, and its output changes when cleaned again,
//! which would look like an edit. It is the referee of the tests instead.

mod attributes;
mod elements;
mod embeds;
mod entities;
mod furniture;
mod markup;
mod pictures;
mod plain;
mod reader;
mod shortcodes;
mod tokens;
mod trackers;

use std::{collections::VecDeque, ops::Range};

pub(super) use entities::decode;
pub(super) use tokens::{Token, Tokens};

use super::{address::Base, text::boundary};

/// Longer fragments are read up to here: no article is longer, and a book is still most of it.
const LONGEST: usize = 4 << 20;

/// So many bytes are the beginning of a text.
const BEGINNING: usize = 2 * 1024;

/// How many links and bold words are remembered from the beginning.
const LEADS: usize = 24;

/// A piece of plain text between breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it stands.
    pub(super) place: Place,
}

/// Where a piece of text stands in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the running text.
    Running,
    /// In a heading.
    Heading,
    /// Under a picture or over a table.
    Caption,
    /// Where white space counts.
    Listing,
    /// In a table.
    Cell,
    /// For a foreign page set in: its address.
    Embed,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Where its words stand.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) target: String,
}

/// A place between blocks, where both markup and text can be cut.
#[derive(Clone, Debug, Default)]
struct Seam {
    text: usize,
    markup: usize,
    /// The elements open there, outermost first.
    open: Vec<&'static str>,
}

/// A fragment as it can be shown and searched.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The markup.
    pub(super) markup: String,
    /// The text, its paragraphs parted by empty lines.
    pub(super) text: String,
    /// The paragraphs of the text.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The last links of the text.
    pub(super) links: Vec<Link>,
    /// What is a link at the beginning of the text, or stands in bold and leads nowhere.
    pub(super) leads: Vec<Link>,
    /// Whether there is a picture, film or sound.
    pub(super) has_media: bool,
    /// The first picture that is more than an icon.
    pub(super) picture: Option<String>,
    /// What the pictures say of themselves, for pages that say nothing else.
    pub(super) captions: String,
    /// The last seams, in order.
    seams: VecDeque<Seam>,
}

impl Page {
    /// Reads HTML; relative addresses are resolved against `base`.
    pub(super) fn read(html: &str, base: &Base<'_>) -> Self {
        let end = boundary(html, LONGEST);
        reader::Reader::new(&html[..end], base).page()
    }

    /// Reads plain text: empty lines part paragraphs, other line breaks are kept.
    pub(super) fn of_plain(text: &str) -> Self {
        let end = boundary(text, LONGEST);
        let mut html = String::with_capacity(end + 64);
        let lines = text[..end].lines().map(str::trim_end);
        let mut open = false;
        for line in lines {
            if line.is_empty() {
                html.push_str(if open { "</p>" } else { "" });
                open = false;
                continue;
            }
            html.push_str(if open { "<br>" } else { "<p>" });
            html.push_str(&html_escape::encode_text(line));
            open = true;
        }
        reader::Reader::new(&html, &Base::new([])).page()
    }

    /// Notes a link, or words in bold, if they stand at the beginning.
    fn note_lead(&mut self, range: &Range<usize>, target: &str) {
        if range.end <= BEGINNING && !range.is_empty() && self.leads.len() < LEADS {
            self.leads.push(Link { range: range.clone(), target: target.to_owned() });
        }
    }

    /// Whether there is nothing to see or read.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.has_media
    }

    /// Cuts the text to `keep` bytes, and the markup with it if the cut is between blocks. Where
    /// no text is left, pictures are all that the page has to show, before or after the cut.
    pub(super) fn cut(&mut self, keep: usize) {
        self.text.truncate(keep);
        self.paragraphs.retain(|p| p.start < keep);
        if keep == 0 && self.has_media {
            return;
        }
        let seam = self.seams.iter().rfind(|seam| seam.text == keep);
        if let Some(seam) = seam {
            self.markup.truncate(seam.markup);
            markup::mend_cut(&mut self.markup, &seam.open);
        }
    }
}

#[cfg(test)]
mod tests;
