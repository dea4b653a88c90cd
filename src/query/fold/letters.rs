//! One character in, its folded characters out, and what each of them is to a word.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a folded character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a word.
    Word,
    /// A token by itself: scripts written without spaces, and pictures.
    Alone,
    /// Nothing: words go on across it.
    Nothing,
    /// The end of a word.
    Break,
}

/// Hands the folded characters of one character to `each`: compatibility forms and marks taken
/// apart (NFKD), lower case, letters that only a table can reduce reduced.
///
/// Marks are handed on; the caller, who knows the letter before, drops them.
pub(super) fn fold(c: char, mut each: impl FnMut(char)) {
    match c {
        // NFKD makes "TM" and "SM" of the signs, which would grow onto the name before them.
        '™' | '℠' | '®' | '©' => each(' '),
        // NFKD makes a space and an accent of it; typed, it is a poor man's apostrophe.
        '´' => each('\''),
        '♯' => each('#'),
        _ => decompose_compatible(c, |part| {
            for lower in part.to_lowercase() {
                reduce(lower, &mut each);
            }
        }),
    }
}

/// What [`fold`] and composition would come to for letters of the commonest scripts beyond Latin,
/// without the tables: text in them would otherwise be split ten times slower than English.
pub(super) fn known(c: char) -> Option<(char, Kind)> {
    match c {
        'а'..='я' => Some((c, Kind::Word)),
        'А'..='Я' => char::from_u32(u32::from(c) + 32).map(|lower| (lower, Kind::Word)),
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | 'ー'
        | '\u{AC00}'..='\u{D7A3}' => Some((c, Kind::Alone)),
        _ => None,
    }
}

/// Letters that neither case nor decomposition brings down to what a keyboard without them types.
fn reduce(c: char, each: &mut impl FnMut(char)) {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        // Turkish has four letters where others have two; all four become one.
        'ı' => "i",
        'ς' => "σ",
        '’' | '‘' | '‛' | 'ʼ' | '`' | '′' => "'",
        _ => return each(c),
    };
    plain.chars().for_each(each);
}

/// What a folded character is to a word. Apostrophes, `+`, `#` and `.` come out as breaks; the
/// splitter looks at them first.
pub(super) fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Kind::Word } else { Kind::Break };
    }
    if is_ignored(c) || is_stripped_mark(c) {
        return Kind::Nothing;
    }
    match (c.is_alphanumeric() || is_combining_mark(c), is_spaceless(c) || is_picture(c)) {
        (true, false) => Kind::Word,
        (true, true) => Kind::Alone,
        (false, true) if is_picture(c) => Kind::Alone,
        (false, _) => Kind::Break,
    }
}

/// Characters that show nothing: joiners, direction marks, variation selectors, soft hyphens,
/// fillers, the Arabic stretcher, half-ring letters that stand for an apostrophe, skin tones.
///
/// A zero-width space is among them: feeds put it inside long names as a place to break a line,
/// and the scripts that need it between words are split by character anyway.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{180E}' | '\u{115F}' | '\u{1160}' | '\u{3164}'
        | '\u{FFA0}' | '\u{FEFF}' | '\u{2BB}' | '\u{2BD}'..='\u{2BF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E007F}')
}

/// Marks that a search does without: accents of Latin, Greek and Cyrillic, points of Hebrew,
/// vowel signs of Arabic, marks for symbols, variation selectors.
///
/// Not in here: the vowel signs of the Indic scripts, Thai and their like, and the voicing marks
/// of Japanese, without which words become other words.
pub(super) fn is_stripped_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// Two Cyrillic letters that NFKD takes for accented ones, though no reader does.
pub(super) fn is_letter_of_its_own(c: char) -> bool {
    matches!(c, 'й' | 'ї')
}

/// Scripts written without spaces between words, and Hangul, whose particles are written onto
/// their nouns: one token a character, so that any part of the text is a phrase.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}'         // Thai, Lao
        | '\u{1000}'..='\u{109F}'     // Myanmar
        | '\u{1100}'..='\u{11FF}'     // Hangul letters
        | '\u{1780}'..='\u{17FF}'     // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303C}'
        | '\u{3041}'..='\u{31FF}'     // kana, Bopomofo, Hangul letters, strokes
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A000}'..='\u{A4CF}'     // Yi
        | '\u{A960}'..='\u{A97F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}'
        | '\u{AC00}'..='\u{D7FF}'     // Hangul
        | '\u{F900}'..='\u{FAFF}'
        | '\u{16FE0}'..='\u{18DFF}'   // Tangut, Khitan
        | '\u{1AFF0}'..='\u{1B2FF}'   // more kana
        | '\u{20000}'..='\u{3FFFF}')
}

/// Emoji and the signs that are drawn like them.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}'
        | '\u{2600}'..='\u{275A}' | '\u{2761}'..='\u{2767}' | '\u{2794}'..='\u{27BF}'
        | '\u{231A}' | '\u{231B}' | '\u{2328}' | '\u{23CF}' | '\u{23E9}'..='\u{23FA}'
        | '\u{25AA}' | '\u{25AB}' | '\u{25B6}' | '\u{25C0}' | '\u{25FB}'..='\u{25FE}'
        | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}' | '\u{2B1C}' | '\u{2B50}' | '\u{2B55}')
}
