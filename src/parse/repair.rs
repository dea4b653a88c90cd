//! Damaged text in, text that can be tokenised out.

use std::borrow::Cow;

use super::{
    Mended,
    entities::windows_1252,
    quotes::{End, balanced, tag_end},
};

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
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, 0xc2 | 0x7f) || byte < 0x20) {
        out.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        match characters.next() {
            Some(c @ '\u{80}'..='\u{9f}') => out.push(windows_1252(c as u32 as u8)),
            Some(c) if !c.is_ascii_control() || matches!(c, '\t' | '\n' | '\r') => out.push(c),
            _ => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// In blocks, each without a branch, so that it costs next to nothing. The one control character
/// above the others has a search of its own, which is the cheaper for it.
fn has_controls(bytes: &[u8]) -> bool {
    let control = |found: bool, byte: &u8| found | (*byte < 0x20) & !matches!(byte, 9 | 10 | 13);
    bytes.chunks(256).any(|block| block.iter().fold(false, control))
        || memchr::memchr(0x7f, bytes).is_some()
}

/// The feed in a string literal of some program's, as it was before its quotes were escaped; `None`
/// if it is no such thing. Statisticians keep whole responses like that.
pub(super) fn literal(text: &str) -> Option<String> {
    const ROOTS: [&str; 5] = ["<?xml", "<rss", "<feed", "<rdf:RDF", "<!DOCTYPE"];
    if text.starts_with(['<', '{', '[']) {
        return None;
    }
    let mut signs = memchr::memchr_iter(b'<', text.as_bytes());
    let start = signs.find(|at| ROOTS.iter().any(|root| text[*at..].starts_with(root)))?;
    let inside = &text[start..];
    // Every attribute of the first tags shows it.
    let head: String = inside.split_inclusive('>').take(4).collect();
    if !head.contains("=\\\"") || head.contains("=\"") || head.contains("='") {
        return None;
    }
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            // The literal ends here.
            '"' => break,
            c => out.push(c),
        }
    }
    Some(out)
}

/// The text with every `<` that begins no markup escaped, tags made whole, what is unclosed
/// closed, and a tag cut off at the end dropped.
pub(super) fn markup(text: &str, mended: &mut Mended) -> String {
    let mut repair = Repair {
        text,
        out: String::with_capacity(text.len() + 64),
        copied: 0,
        element: "",
        section_end: Search::new("]]>"),
        comment_end: Search::new("-->"),
        instruction_end: Search::new("?>"),
        subset_end: Search::new("]>"),
        no_subset_before: 0,
        mended,
    };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        at = repair.angle(at + found);
    }
    repair.copy_to(text.len());
    repair.out
}

/// The next place of something, searched for once however often it is asked for: a flood of
/// openings without an end would otherwise be searched to the end of the document each time.
struct Search {
    wanted: &'static str,
    known: Known,
}

enum Known {
    Nothing,
    At(usize),
    Nowhere,
}

impl Search {
    fn new(wanted: &'static str) -> Self {
        Self { wanted, known: Known::Nothing }
    }

    /// Where it begins at or after `at`, which never decreases from call to call.
    fn from(&mut self, text: &str, at: usize) -> Option<usize> {
        match self.known {
            Known::Nowhere => return None,
            Known::At(found) if found >= at => return Some(found),
            _ => {}
        }
        let found = memchr::memmem::find(&text.as_bytes()[at..], self.wanted.as_bytes());
        let found = found.map(|found| at + found);
        self.known = found.map_or(Known::Nowhere, Known::At);
        found
    }
}

struct Repair<'a> {
    text: &'a str,
    out: String,
    copied: usize,
    /// The name of the last start tag.
    element: &'a str,
    section_end: Search,
    comment_end: Search,
    instruction_end: Search,
    subset_end: Search,
    /// Where an element stands that no subset before it can hold.
    no_subset_before: usize,
    mended: &'a mut Mended,
}

impl<'a> Repair<'a> {
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
        if rest.starts_with("<![CDATA[") {
            return self.data(at + 9);
        }
        if rest.starts_with("<!--") {
            let end = self.comment_end.from(self.text, at + 4);
            return end.map_or_else(|| self.escape(at), |end| end + 3);
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

    /// A section that is never closed, or runs into another one past the end of its element, is
    /// closed there. Without such an end its beginning is dropped, and what it holds is naked.
    fn data(&mut self, at: usize) -> usize {
        let end = self.section_end.from(self.text, at);
        let section = &self.text[at..end.unwrap_or(self.text.len())];
        let next = memchr::memmem::find(section.as_bytes(), b"<![CDATA[");
        if let (Some(end), None) = (end, next) {
            return end + 3;
        }
        let reach = &section[..next.unwrap_or(section.len())];
        let closing = format!("</{}>", self.element);
        let close = [closing.as_str(), "</item>", "</entry>"]
            .iter()
            .find_map(|closing| memchr::memmem::find(reach.as_bytes(), closing.as_bytes()));
        if let Some(close) = close {
            self.mended.note("unclosed-cdata");
            self.replace(at + close, at + close, "]]>");
            return at + close;
        }
        if let Some(end) = end {
            return end + 3;
        }
        self.mended.note("unclosed-cdata");
        self.replace(at - 9, at, "");
        at
    }

    /// `<?xml version="1.0">` without its question mark has been seen.
    fn instruction(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 2..];
        let next = at + 2 + rest.find('<').unwrap_or(rest.len());
        let end = self.instruction_end.from(self.text, at + 2);
        if let Some(end) = end.filter(|end| *end < next) {
            return end + 2;
        }
        match self.text[at..next].find('>') {
            Some(end) => {
                self.mended.note("unclosed-declaration");
                self.replace(at, at + end + 1, "");
                at + end + 1
            }
            None => self.escape(at),
        }
    }

    /// A document type stands before everything else and has nothing but declarations in its
    /// subset; otherwise its beginning is all there is of it.
    fn doctype(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let sign = memchr::memchr3(b'[', b'<', b'>', &bytes[at + 1..]).map(|sign| at + 1 + sign);
        match sign {
            _ if !self.element.is_empty() || at < self.no_subset_before => self.escape(at),
            Some(sign) if bytes[sign] == b'>' => {
                self.without_quotes_if_odd(at, sign + 1);
                sign + 1
            }
            Some(sign) if bytes[sign] == b'[' => self.subset(at, sign),
            _ => self.escape(at),
        }
    }

    fn subset(&mut self, at: usize, start: usize) -> usize {
        let Some(end) = self.subset_end.from(self.text, start) else { return self.escape(at) };
        let bytes = &self.text.as_bytes()[..end];
        let element = memchr::memchr_iter(b'<', &bytes[start..])
            .find(|sign| !matches!(bytes.get(start + sign + 1), Some(b'!' | b'?')));
        match element {
            Some(sign) => {
                self.no_subset_before = start + sign;
                self.escape(at)
            }
            None => end + 2,
        }
    }

    /// Drops the quotes of a piece of markup that are around no value.
    fn without_quotes(&mut self, from: usize, to: usize) {
        let markup = balanced(&self.text[from..to]);
        if markup.len() < to - from {
            self.mended.note("unclosed-quote");
            self.replace(from, to, &markup);
        }
    }

    /// Drops all quotes of a document type in which one is missing.
    fn without_quotes_if_odd(&mut self, from: usize, to: usize) {
        let markup = &self.text[from..to];
        let odd = |quote| memchr::memchr_iter(quote, markup.as_bytes()).count() % 2 == 1;
        if odd(b'"') || odd(b'\'') {
            self.mended.note("unclosed-quote");
            let markup = markup.replace(['"', '\''], "");
            self.replace(from, to, &markup);
        }
    }

    /// An end tag without its `>` is still one; anything else without is text.
    fn unclosed(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(name) = rest.strip_prefix("</") else { return self.escape(at) };
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
        let end = at + 2 + name.find(|c| !is_name(c)).unwrap_or(name.len());
        self.mended.note("unclosed-tag");
        self.replace(end, end, ">");
        end
    }

    /// A tag ends at the first `>` outside quotes, unless what is quoted shows that a quote is
    /// missing; then at the first `>` of all, and its quotes go.
    fn tag(&mut self, at: usize) -> usize {
        match tag_end(&self.text[at..]) {
            End::At(end) => {
                let text: &'a str = self.text;
                let name = &text[at + 1..at + end - 1];
                if !name.starts_with('/') {
                    self.element = name
                        .split(|c: char| c.is_whitespace() || c == '/')
                        .next()
                        .unwrap_or_default();
                }
                at + end
            }
            End::Text => self.unclosed(at),
            End::Unbalanced(end) => {
                self.without_quotes(at, at + end);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_made_harmless() {
        for (text, expected, names) in [
            ("<a>1 < 2 <3</a>", "<a>1 &lt; 2 &lt;3</a>", &["bare-angle"][..]),
            ("<a>b</a><c", "<a>b</a>", &["cut-tag"]),
            ("<a>b</a <c>d</c>", "<a>b</a> <c>d</c>", &["unclosed-tag"]),
            ("<!DOCTYPE a \"b><a/>", "<!DOCTYPE a b><a/>", &["unclosed-quote"]),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", &[]),
            ("<!DOCTYPE a [<a>]></a>", "&lt;!DOCTYPE a [<a>]></a>", &["bare-angle"]),
            ("<a><!DOCTYPE b></a>", "<a>&lt;!DOCTYPE b></a>", &["bare-angle"]),
            (
                "<a b'c='d' e=\"f g\"><h>it's</h>",
                "<a bc='d' e=\"f g\"><h>it's</h>",
                &["unclosed-quote"],
            ),
            ("<a b=\"c><d e=\"f\">", "<a b=c><d e=\"f\">", &["unclosed-quote"]),
            ("<a b=\"<i>c</i>\">1 < 2", "<a b=\"<i>c</i>\">1 &lt; 2", &["bare-angle"]),
            ("<a b=\"c>d</a>", "<a b=c>d</a>", &["unclosed-quote"]),
            ("<a><![CDATA[b", "<a>b", &["unclosed-cdata"]),
            (
                "<a><![CDATA[b</a><a><![CDATA[c]]></a>",
                "<a><![CDATA[b]]></a><a><![CDATA[c]]></a>",
                &["unclosed-cdata"],
            ),
            (
                "<a><![CDATA[b</item><a><![CDATA[c]]></a>",
                "<a><![CDATA[b]]></item><a><![CDATA[c]]></a>",
                &["unclosed-cdata"],
            ),
            ("<a><![CDATA[b <![CDATA[ c]]></a>", "<a><![CDATA[b <![CDATA[ c]]></a>", &[]),
            ("<?xml version='1.0'><a/>", "<a/>", &["unclosed-declaration"]),
            ("<a b=\"c>d\">e</a>", "<a b=\"c>d\">e</a>", &[]),
        ] {
            let mut mended = Mended::default();
            assert_eq!(markup(text, &mut mended), expected, "{text}");
            assert_eq!(mended.names(), names, "{text}");
        }
    }

    #[test]
    fn a_literal_is_read_for_what_it_says() {
        for (text, expected) in [
            (
                r#"c("<x>", "<?xml version=\"1.0\"?>\n<a b=\"c \\ d\">e</a>"), f = "<g>")"#,
                Some("<?xml version=\"1.0\"?>\n<a b=\"c \\ d\">e</a>"),
            ),
            (r#""<rss b=\"c\"/>""#, Some("<rss b=\"c\"/>")),
            (r#"Warning: x <rss b="c">d=\"e\"</rss>"#, None),
            (r#"<rss b=\"c\"/>"#, None),
            (r#"{"content_html": "<rss b=\"c\"/>"}"#, None),
            ("Warning: <rss", None),
        ] {
            assert_eq!(literal(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn controls_go_and_windows_characters_stay() {
        let mut mended = Mended::default();
        let text = characters(Cow::Borrowed("a\u{0}\u{1b}b\u{92}c\n"), &mut mended);
        assert_eq!(text, "ab\u{2019}c\n");
    }
}
