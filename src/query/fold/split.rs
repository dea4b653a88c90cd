//! Text in, its tokens out, one by one, each with the bytes it came from.

use std::ops::Range;

use unicode_normalization::char::compose;

use super::letters::{self, Kind, fold, is_letter_of_its_own, is_stripped_mark, known};

/// The most characters a token has; longer runs (hashes, embedded pictures) become several.
pub(super) const LONGEST: usize = 64;

/// Calls `each` with every token of `text` and the bytes of `text` it came from.
pub(super) fn split(text: &str, each: impl FnMut(&str, Range<usize>)) {
    let mut splitter = Splitter::new(each);
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        let at = start..start + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            splitter.letter(c.to_ascii_lowercase(), at);
        } else if c.is_ascii() {
            splitter.sign(c, before, at);
        } else if let Some((c, kind)) = known(c) {
            splitter.place(c, kind, before, at);
        } else {
            fold(c, |part| splitter.folded(part, before, at.clone()));
        }
        before = c;
    }
    splitter.finish();
}

/// A run of word characters.
#[derive(Default)]
struct Run {
    text: String,
    chars: usize,
    from: usize,
    to: usize,
}

impl Run {
    fn push(&mut self, c: char, at: Range<usize>) {
        if self.chars == 0 {
            self.from = at.start;
        }
        self.text.push(c);
        self.chars += 1;
        self.to = at.end;
    }

    /// Melts a mark (or a Hangul vowel or final) into the character before it, if Unicode knows
    /// the two as one.
    fn melt(&mut self, c: char, end: usize) -> bool {
        let whole = self.text.chars().next_back().and_then(|last| compose(last, c));
        if let Some(whole) = whole {
            self.text.pop();
            self.text.push(whole);
            self.to = end;
        }
        whole.is_some()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.chars = 0;
    }

    fn is_letters(&self, most: usize) -> bool {
        (1..=most).contains(&self.chars) && self.text.bytes().all(|b| b.is_ascii_lowercase())
    }
}

/// A sign after a run whose meaning hangs on what follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apostrophe,
    Plus,
    Hash { end: usize },
}

struct Splitter<F> {
    each: F,
    left: Run,
    joint: Option<Joint>,
    /// What follows an apostrophe.
    right: Run,
    /// Where a full stop stands that `left` begins with (`.NET`).
    dot: Option<usize>,
    /// Whether `left` is a character that is a token by itself.
    alone: bool,
}

impl<F: FnMut(&str, Range<usize>)> Splitter<F> {
    fn new(each: F) -> Self {
        let (left, right) = (Run::default(), Run::default());
        Self { each, left, joint: None, right, dot: None, alone: false }
    }

    fn folded(&mut self, c: char, before: char, at: Range<usize>) {
        if self.melts(c, at.end) {
            return;
        }
        self.place(c, letters::kind(c), before, at);
    }

    fn place(&mut self, c: char, kind: Kind, before: char, at: Range<usize>) {
        match kind {
            Kind::Word => self.letter(c, at),
            Kind::Alone => {
                self.finish();
                self.left.push(c, at);
                self.alone = true;
            }
            Kind::Nothing => {}
            Kind::Break => self.sign(c, before, at),
        }
    }

    fn melts(&mut self, c: char, end: usize) -> bool {
        if c.is_ascii() {
            return false;
        }
        let run = match self.joint {
            None => &mut self.left,
            Some(Joint::Apostrophe) => &mut self.right,
            Some(_) => return false,
        };
        let last = run.text.chars().next_back();
        let wanted = !is_stripped_mark(c)
            || last.and_then(|last| compose(last, c)).is_some_and(is_letter_of_its_own);
        wanted && run.melt(c, end)
    }

    fn letter(&mut self, c: char, at: Range<usize>) {
        match self.joint {
            Some(Joint::Hash { .. }) => {
                // `x#section` is an address, `C#9` a language and its version.
                if c.is_alphabetic() {
                    self.joint = None;
                }
                self.finish();
            }
            Some(Joint::Apostrophe) if self.right.chars < LONGEST => {
                return self.right.push(c, at);
            }
            Some(Joint::Apostrophe | Joint::Plus) => self.finish(),
            None if self.alone || self.left.chars == LONGEST => self.finish(),
            None => {}
        }
        self.left.push(c, at);
    }

    /// A character that is in no word, except that some signs are between the right letters.
    fn sign(&mut self, c: char, before: char, at: Range<usize>) {
        match (c, self.joint) {
            ('+', None) if self.left.is_letters(3) => self.joint = Some(Joint::Plus),
            ('+', Some(Joint::Plus)) => {
                self.left.text.push_str("++");
                self.left.to = at.end;
                self.finish();
            }
            ('#', None) if self.left.is_letters(1) => {
                self.joint = Some(Joint::Hash { end: at.end });
            }
            ('\'', None) if self.left.chars > 0 && !self.alone => {
                self.joint = Some(Joint::Apostrophe);
            }
            ('\'', Some(Joint::Apostrophe)) if self.right.chars > 0 => {
                self.settle_apostrophe();
                self.joint = Some(Joint::Apostrophe);
            }
            ('.', _) => {
                self.finish();
                if !before.is_alphanumeric() && before != '.' {
                    self.dot = Some(at.start);
                }
            }
            _ => self.finish(),
        }
    }

    /// Ends the word at hand.
    fn finish(&mut self) {
        match self.joint {
            Some(Joint::Apostrophe) => self.settle_apostrophe(),
            Some(Joint::Hash { end }) => {
                self.left.text.push('#');
                self.left.to = end;
            }
            Some(Joint::Plus) | None => {}
        }
        self.joint = None;
        self.emit();
        self.dot = None;
    }

    /// Decides what an apostrophe between two runs is: a contraction's (`don't`), a possessive's
    /// (`Ada's`), a name's (`O'Reilly`), a letter's (Ukrainian) or an elision's (`l'eau`).
    fn settle_apostrophe(&mut self) {
        let right = std::mem::take(&mut self.right);
        let cyrillic = right.text.starts_with(|c| matches!(c, '\u{400}'..='\u{52F}'));
        let one = (right.text == "t" && self.left.text.ends_with('n'))
            || self.left.text == "o"
            || cyrillic;
        if right.chars == 0 || right.text == "s" {
            return;
        }
        if one && self.left.chars + right.chars <= LONGEST {
            self.left.text.push_str(&right.text);
            self.left.chars += right.chars;
            self.left.to = right.to;
        } else {
            self.emit();
            self.left = right;
        }
    }

    fn emit(&mut self) {
        if self.left.chars > 0 {
            match self.dot.take() {
                Some(dot) if self.left.text == "net" => (self.each)("dotnet", dot..self.left.to),
                _ => (self.each)(&self.left.text, self.left.from..self.left.to),
            }
        }
        self.left.clear();
        self.alone = false;
    }
}
