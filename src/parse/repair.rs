//! Damaged text in, text that can be tokenised out.

use std::borrow::Cow;

use super::{Mended, entities::windows_1252};

/// How far the end of a tag is looked for past a `<` in a quoted value. Keeps the pass linear.
const REACH: usize = 512;

/// Without the control characters that neither XML nor JSON may hold; those of Latin-1's upper
/// half become what windows-1252 means by them.
pub(super) fn characters<'a>(text: Cow<'a, str>, mended: &mut Mended) -> Cow<'a, str> {
    let controls = has_controls(text.as_bytes());
    let high = !text.is_ascii()
        && memchr::memchr_iter(0xc2, text.as_bytes())
            .any(|at| matches!(text.as_bytes().get(at + 1), Some(0x80..=0x9f)));
    if !controls && !high {
        return text;
    }
    mended.note(if controls { "control-characters" } else { "windows-1252" });
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(c),
        '\0'..' ' | '\u{7f}' => None,
        '\u{80}'..='\u{9f}' => Some(windows_1252(c as u32 as u8)),
        _ => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// In blocks, each without a branch, so that it costs next to nothing.
fn has_controls(bytes: &[u8]) -> bool {
    let control = |found: bool, byte: &u8| {
        found | (*byte < 0x20) & !matches!(byte, 9 | 10 | 13) | (*byte == 0x7f)
    };
    bytes.chunks(256).any(|block| block.iter().fold(false, control))
}

/// The text with every `<` that begins no markup escaped, tags made whole, what is unclosed
/// closed, and a tag cut off at the end dropped.
pub(super) fn markup(text: &str, mended: &mut Mended) -> String {
    let mut repair =
        Repair { text, out: String::with_capacity(text.len() + 64), copied: 0, mended };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        at = repair.angle(at + found);
    }
    repair.copy_to(text.len());
    repair.out
}

struct Repair<'a> {
    text: &'a str,
    out: String,
    copied: usize,
    mended: &'a mut Mended,
}

impl Repair<'_> {
    fn copy_to(&mut self, at: usize) {
        self.out.push_str(&self.text[self.copied.min(at)..at]);
        self.copied = at.max(self.copied);
    }

    /// Writes something else instead of what lies between.
    fn replace(&mut self, from: usize, to: usize, with: &str) {
        self.copy_to(from);
        self.out.push_str(with);
        self.copied = to;
    }

    /// Settles the `<` here and says where to go on.
    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            return match memchr::memmem::find(inner.as_bytes(), b"]]>") {
                Some(end) => at + 9 + end + 3,
                None => self.unclosed_data(at),
            };
        }
        if rest.starts_with("<!--") {
            return match memchr::memmem::find(&rest.as_bytes()[4..], b"-->") {
                Some(end) => at + 4 + end + 3,
                None => self.escape(at),
            };
        }
        if rest.starts_with("<?") {
            return self.instruction(at);
        }
        if rest.len() > 9 && rest.as_bytes()[..9].eq_ignore_ascii_case(b"<!doctype") {
            return self.doctype(at);
        }
        let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')).unwrap_or_default();
        if !name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) {
            return self.escape(at);
        }
        self.tag(at)
    }

    fn escape(&mut self, at: usize) -> usize {
        self.mended.note("bare-angle");
        self.replace(at, at + 1, "&lt;");
        at + 1
    }

    /// An unclosed section is the text to the end; the entry it stands in is cut anyway.
    fn unclosed_data(&mut self, at: usize) -> usize {
        self.mended.note("unclosed-cdata");
        self.replace(at, at + 9, "");
        at + 9
    }

    /// `<?xml version="1.0">` without its question mark has been seen.
    fn instruction(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 2..];
        let end = memchr::memmem::find(rest.as_bytes(), b"?>");
        let next = rest.find('<').unwrap_or(rest.len());
        match (end, rest[..next].find('>')) {
            (Some(end), _) if end < next => at + 2 + end + 2,
            (_, Some(end)) => {
                self.mended.note("unclosed-declaration");
                self.replace(at, at + 2 + end + 1, "");
                at + 2 + end + 1
            }
            _ => self.escape(at),
        }
    }

    fn doctype(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let simple = rest.find('>').map(|end| at + end + 1);
        let subset = rest.find('[').filter(|open| simple.is_none_or(|end| at + open < end));
        let end = match subset {
            Some(_) => rest.find("]>").map(|end| at + end + 2).or(simple),
            None => simple,
        };
        end.unwrap_or_else(|| self.escape(at))
    }

    /// A tag ends at the first `>` outside quotes, unless what is quoted shows that a quote is
    /// missing; then at the first `>` of all, and its quotes go.
    fn tag(&mut self, at: usize) -> usize {
        match tag_end(&self.text[at..]) {
            End::At(end) => at + end,
            End::Text => self.escape(at),
            End::Unbalanced(end) => {
                self.mended.note("unclosed-quote");
                let tag = self.text[at..at + end].replace(['"', '\''], "");
                self.replace(at, at + end, &tag);
                at + end
            }
            End::Cut => {
                self.mended.note("cut-tag");
                self.copy_to(at);
                self.copied = self.text.len();
                self.text.len()
            }
        }
    }
}

enum End {
    At(usize),
    /// It is no tag.
    Text,
    /// Where it ends, if its quotes are not heeded.
    Unbalanced(usize),
    /// The document ends first.
    Cut,
}

fn tag_end(text: &str) -> End {
    let bytes = text.as_bytes();
    let mut quote = None;
    let mut first = None;
    let mut limit = bytes.len();
    for at in memchr::Memchr3::new(b'>', b'"', b'<', bytes).skip(1) {
        if at > limit {
            break;
        }
        match (bytes[at], quote) {
            (b'>', None) => return End::At(at + 1),
            (b'>', Some(_)) => first = first.or(Some(at + 1)),
            (b'"', None) => quote = Some(b'"'),
            (b'"', Some(_)) => quote = None,
            (b'<', None) => return first.map_or(End::Text, End::Unbalanced),
            // A closing tag in a quoted value: the quote was never closed.
            (b'<', Some(_)) if bytes.get(at + 1) == Some(&b'/') && first.is_some() => break,
            _ => limit = limit.min(at + REACH),
        }
    }
    match first {
        Some(end) => End::Unbalanced(end),
        None if limit == bytes.len() => End::Cut,
        None => End::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_made_harmless() {
        for (text, expected, names) in [
            ("<a>1 < 2 <3</a>", "<a>1 &lt; 2 &lt;3</a>", &["bare-angle"][..]),
            ("<a>b</a><c", "<a>b</a>", &["cut-tag"]),
            ("<a b=\"c>d</a>", "<a b=c>d</a>", &["unclosed-quote"]),
            ("<a><![CDATA[b", "<a>b", &["unclosed-cdata"]),
            ("<?xml version='1.0'><a/>", "<a/>", &["unclosed-declaration"]),
            ("<a b=\"c>d\">e</a>", "<a b=\"c>d\">e</a>", &[]),
        ] {
            let mut mended = Mended::default();
            assert_eq!(markup(text, &mut mended), expected, "{text}");
            assert_eq!(mended.names(), names, "{text}");
        }
    }

    #[test]
    fn controls_go_and_windows_characters_stay() {
        let mut mended = Mended::default();
        let text = characters(Cow::Borrowed("a\u{0}\u{1b}b\u{92}c\n"), &mut mended);
        assert_eq!(text, "ab\u{2019}c\n");
    }
}
