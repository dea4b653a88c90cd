//! Characters from anywhere in, one clean line out.

/// The text on one line: white space of any kind and amount is one space, and characters that
/// show nothing and break words for search are gone.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut rest, mut gap) = (text, false);
    loop {
        let (run, after) = rest.split_at(even_run(rest));
        if !run.is_empty() {
            if gap && !line.is_empty() {
                line.push(' ');
            }
            gap = false;
            line.push_str(run);
        }
        let mut characters = after.chars();
        let Some(c) = characters.next() else { return line };
        gap |= c.is_whitespace() || is_break(c);
        rest = characters.as_str();
    }
}

/// The length of the run at the start of a text that can be taken over as it stands: words with
/// single spaces between them. It is followed by white space, a character that is left out, or
/// nothing.
pub(super) fn even_run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(word) = bytes[at..].iter().position(|byte| PAUSES[usize::from(*byte)]) {
        at += word;
        match bytes[at] {
            b' ' => match bytes.get(at + 1) {
                Some(b'!'..=b'~') if at > 0 => at += 2,
                _ => return at,
            },
            0..=b'\x1f' | 0x7f => return at,
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                if c.is_whitespace() || is_silent(c) {
                    return at;
                }
                at += c.len_utf8();
            }
        }
    }
    bytes.len()
}

/// Bytes at which a run may end: spaces, controls, and the first bytes of every white space and
/// silent character beyond ASCII.
const PAUSES: [bool; 256] = {
    let mut pauses = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        pauses[byte] = true;
        byte += 1;
    }
    pauses[0x7f] = true;
    pauses[0xc2] = true;
    pauses[0xe1] = true;
    pauses[0xe2] = true;
    pauses[0xe3] = true;
    pauses[0xef] = true;
    pauses
};

/// The last place at or before `at` where the text can be cut.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether two lines say the same to a reader: case, punctuation and spacing aside.
pub(super) fn says_the_same(a: &str, b: &str) -> bool {
    let mut a = letters(a).peekable();
    a.peek().is_some() && a.eq(letters(b))
}

/// Whether a text is another, or its beginning, with white space between words left out.
pub(super) fn is_glued(text: &str, whole: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['.', '…']);
    let mut rest = whole.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut end = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match rest.next() {
            Some((at, other)) if other == c => end = at + c.len_utf8(),
            _ => return false,
        }
    }
    text.split_whitespace().count() < whole[..end].split_whitespace().count()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Controls that part lines on some terminals.
fn is_break(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1f}')
}

/// Characters that mean nothing in plain text: controls, the soft hyphen and the byte order
/// mark, which break words for search, and what Unicode says is no character.
pub(super) fn is_silent(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (text, expected) in [
            ("  two\n\n words\t", "two words"),
            ("no\u{a0}break\u{2028}here\u{85}", "no break here"),
            ("bell\u{7} es\u{1b}[31mcape \u{9d}x", "bell es[31mcape x"),
            ("\u{feff}soft\u{ad}hyphen", "softhyphen"),
            ("family 👨\u{200d}👩\u{200d}👧 stays", "family 👨\u{200d}👩\u{200d}👧 stays"),
            (" \u{0} \u{feff} ", ""),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn sayings() {
        assert!(says_the_same("Release 2.4 — out now!", "release 2.4: Out Now"));
        assert!(!says_the_same("…", "!"));
        assert!(!says_the_same("Release 2.4", "Release 2.5"));
        assert!(is_glued("Tea:\u{a0}hotMilk: no", "Tea: hot\n\nMilk: no"));
        assert!(is_glued("Tea: hotMilk: n...", "Tea: hot\n\nMilk: no"));
        assert!(!is_glued("Tea: hot", "Tea: hot"));
        assert!(!is_glued("Tea: h…", "Tea: hot Milk: no"));
        assert!(!is_glued("Tea: hot Milk: no", "Tea: hotMilk: no"));
    }
}
