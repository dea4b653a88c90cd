//! Decoded characters and breaks in, plain text with paragraphs out.

use super::{
    super::text::{even_run, is_silent},
    Paragraph,
};

/// White space owed before the next character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Plain text under construction: paragraphs are parted by an empty line, lines and items of
/// lists by a line break, and white space is otherwise single.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) paragraphs: Vec<Paragraph>,
    gap: Gap,
    /// A list's bullet, written if text follows it.
    bullet: Option<String>,
    /// Whether a bar is due between two cells of a row, if they share a line.
    bar: bool,
}

impl Plain {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            paragraphs: Vec::new(),
            gap: Gap::None,
            bullet: None,
            bar: false,
        }
    }

    /// Owes at least this much white space.
    pub(super) fn owe(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A line break; two of them part paragraphs, as people who have no other key write.
    pub(super) fn line_break(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// Puts a bullet or number before the next text, if any comes in this item.
    pub(super) fn bullet(&mut self, bullet: Option<String>) {
        self.bullet = bullet;
    }

    /// Parts what follows from the cell before it.
    pub(super) fn next_cell(&mut self) {
        self.owe(Gap::Space);
        self.bar = true;
    }

    /// Running text: white space of any kind and amount is one space.
    pub(super) fn flow(&mut self, text: &str, aside: bool) {
        let mut rest = text;
        loop {
            let length = even_run(rest);
            if length > 0 {
                self.settle(aside);
                self.text.push_str(&rest[..length]);
            }
            let Some(c) = rest[length..].chars().next() else { return };
            if c.is_whitespace() {
                self.owe(Gap::Space);
            }
            rest = &rest[length + c.len_utf8()..];
        }
    }

    /// Text whose lines and spaces count.
    pub(super) fn keep(&mut self, text: &str, aside: bool) {
        for c in text.chars() {
            match c {
                '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    if self.gap < Gap::Paragraph {
                        self.settle(aside);
                        self.text.push('\n');
                    }
                }
                '\t' => {
                    self.settle(aside);
                    self.text.push_str("    ");
                }
                c if is_silent(c) => {}
                c => {
                    self.settle(aside);
                    self.text.push(c);
                }
            }
        }
    }

    /// Takes back white space at the end, and paragraphs that were nothing else.
    pub(super) fn trim_end(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        while self.paragraphs.last().is_some_and(|p| p.start >= end) {
            self.paragraphs.pop();
        }
    }

    /// Pays what is owed before a character.
    fn settle(&mut self, aside: bool) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap >= Gap::Line {
            self.trim_end();
        }
        let first = self.text.is_empty();
        match gap {
            _ if first => {}
            Gap::None => {}
            Gap::Space => self.text.push(' '),
            Gap::Line => self.text.push('\n'),
            Gap::Paragraph => self.text.push_str("\n\n"),
        }
        if first || gap >= Gap::Line {
            self.paragraphs.push(Paragraph { start: self.text.len(), aside });
        }
        if std::mem::take(&mut self.bar) && gap == Gap::Space && !first {
            self.text.push_str("| ");
        }
        if let Some(bullet) = self.bullet.take() {
            self.text.push_str(&bullet);
        }
    }
}
