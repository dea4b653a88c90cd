//! Texts in, what tells whether two of them are one out: a hash, a likeness, a title to compare.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use xxhash_rust::xxh3::xxh3_64;

/// Texts of fewer words say too little: shared boilerplate alone makes them alike.
const FEWEST_WORDS: usize = 24;

/// Words beyond this many are not looked at, so that a book in a feed costs no more than an
/// article.
const MOST_WORDS: usize = 4096;

/// From here on two texts are one, perhaps edited.
const AGREE: f64 = 0.8;

/// Below this two texts are two.
const CONTRADICT: f64 = 0.5;

/// What two texts say about each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One text.
    Agree,
    /// Neither clearly one nor clearly two.
    Unclear,
    /// Two texts.
    Contradict,
    /// At least one is missing or too short.
    Unusable,
}

/// A hash of the text that typography and white space do not change; 0 if there is no text.
pub fn text_hash(text: &str) -> u64 {
    let folded = fold(text);
    if folded.is_empty() { 0 } else { xxh3_64(folded.as_bytes()).max(1) }
}

/// How alike two texts are, from 0 to 1: the Jaccard index of their runs of three words, each
/// counted as often as it occurs. A text that is more than half as long again as the other is
/// cut to the other's length first, since a summary is often the beginning of its text. `None`
/// if either has fewer than 24 words.
pub fn similarity(a: &str, b: &str) -> Option<f64> {
    likeness(&words(a), &words(b))
}

/// A title in the form in which two spellings of it are equal.
pub(in crate::normalize) fn fold_title(title: &str) -> String {
    fold(title).to_lowercase()
}

/// Composed, typographic variants in their plain form, white space single.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return single_spaced(text);
    }
    let composed: String = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    };
    let mut out = String::with_capacity(composed.len());
    let mut gap = false;
    for c in composed.chars() {
        let plain = match c {
            _ if c.is_whitespace() => {
                gap = !out.is_empty();
                continue;
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            '‘' | '’' | '‚' | '‛' | 'ʼ' => "'",
            '“' | '”' | '„' | '‟' => "\"",
            '‐' | '‑' | '‒' | '–' | '—' | '―' => "-",
            '…' => "...",
            _ => "",
        };
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        if plain.is_empty() { out.push(c) } else { out.push_str(plain) }
    }
    out
}

fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The hashes of a text's words in lower case. Scripts that are written without spaces count
/// each character as a word.
pub(in crate::normalize) fn words(text: &str) -> Vec<u64> {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let mut words = Vec::new();
    let mut hash = BASIS;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hash = step(hash, c.to_ascii_lowercase());
            continue;
        }
        let alone = is_written_without_spaces(c);
        if !alone && c.is_alphanumeric() {
            hash = c.to_lowercase().fold(hash, step);
            continue;
        }
        if hash != BASIS {
            words.push(std::mem::replace(&mut hash, BASIS));
        }
        if alone {
            words.push(step(BASIS, c));
        }
        if words.len() >= MOST_WORDS {
            return words;
        }
    }
    if hash != BASIS {
        words.push(hash);
    }
    words
}

/// One step of FNV-1a, over characters instead of bytes.
fn step(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
}

/// Thai to Lao, Khmer, kana, and Chinese characters.
fn is_written_without_spaces(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// The likeness of two lists of word hashes.
pub(super) fn likeness(a: &[u64], b: &[u64]) -> Option<f64> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < FEWEST_WORDS {
        return None;
    }
    let long = if long.len() * 2 > short.len() * 3 { &long[..short.len()] } else { long };
    let (short, long) = (runs(short), runs(long));
    let common = common(&short, &long);
    Some(common as f64 / (short.len() + long.len() - common) as f64)
}

/// What a likeness says.
pub(super) fn verdict(likeness: Option<f64>) -> Verdict {
    match likeness {
        None => Verdict::Unusable,
        Some(x) if x >= AGREE => Verdict::Agree,
        Some(x) if x < CONTRADICT => Verdict::Contradict,
        Some(_) => Verdict::Unclear,
    }
}

/// What a text says about its equal.
pub(super) fn verdict_on_itself(words: &[u64]) -> Verdict {
    if words.len() < FEWEST_WORDS { Verdict::Unusable } else { Verdict::Agree }
}

/// Runs of three words, sorted.
fn runs(words: &[u64]) -> Vec<u64> {
    let mut runs: Vec<u64> = words
        .windows(3)
        .map(|w| w.iter().fold(0, |hash: u64, word| hash.rotate_left(21).wrapping_mul(31) ^ word))
        .collect();
    runs.sort_unstable();
    runs
}

/// How many elements two sorted lists have in common, repeated ones as often as both have them.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut at_a, mut at_b, mut found) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(at_a), b.get(at_b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                found += 1;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    found
}

/// The numbers in a text, in order: what sets notices apart that a machine wrote from one
/// pattern.
pub(in crate::normalize) fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}
