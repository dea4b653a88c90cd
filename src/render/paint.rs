//! Styled text in, lines no wider than so many columns out; and lines in, bytes for a terminal.
//!
//! Widths are counted in columns: a wide character takes two, an emoji sequence is one
//! character. Texts must have passed [`safe`](super::safe) before.

use std::borrow::Cow;
use std::io::{self, Write};
use std::rc::Rc;

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Terminal;

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// The text.
    pub(super) text: String,
    /// Its style, used only where colour is wanted.
    pub(super) style: Style,
    /// Where it leads, fit for a terminal ([`safe::link`](super::safe::link)).
    pub(super) link: Option<Rc<str>>,
}

impl Span {
    /// Text in no style.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Text in a style.
    pub(super) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }

    /// The same style and link around another text.
    fn around(&self, text: &str) -> Self {
        Self { text: text.to_owned(), style: self.style, link: self.link.clone() }
    }

    fn looks_like(&self, other: &Self) -> bool {
        self.style == other.style && self.link == other.link
    }
}

/// A line of spans.
pub(super) type Line = Vec<Span>;

/// How many columns a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text, if it is wider than that cut at a character and ended with an ellipsis.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if columns(text) <= most {
        return Cow::Borrowed(text);
    }
    let mut width = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            width += columns(grapheme);
            width + 1 > most
        })
        .map_or(text.len(), |(at, _)| at);
    let ellipsis = if most == 0 { "" } else { "…" };
    Cow::Owned(format!("{}{ellipsis}", text[..end].trim_end()))
}

/// A name in at most so many columns. An address that stands in for a name loses its scheme and
/// its middle first: feeds of one server differ at the end.
pub fn cut_name(name: &str, most: usize) -> Cow<'_, str> {
    let schemes = ["https://", "http://"];
    let Some(address) = schemes.iter().find_map(|scheme| name.strip_prefix(scheme)) else {
        return cut(name, most);
    };
    let address = address.strip_suffix('/').unwrap_or(address);
    let tail = most / 2;
    if columns(address) <= most || tail == 0 {
        return cut(address, most);
    }
    let head = cut(address, most - tail);
    let mut width = 0;
    let from = address
        .grapheme_indices(true)
        .rev()
        .take_while(|(_, grapheme)| {
            width += columns(grapheme);
            width <= tail
        })
        .last()
        .map_or(address.len(), |(at, _)| at);
    Cow::Owned(format!("{head}{}", &address[from..]))
}

/// A text and the blanks that fill it up to so many columns.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Lays spans out in lines of at most `width` columns, breaking at spaces, after hyphens and
/// between wide characters, and inside a word only if it is wider than a line.
pub(super) fn wrap(spans: &[Span], width: usize) -> Vec<Line> {
    let mut paragraph = Paragraph { width: width.max(2), ..Paragraph::default() };
    for span in spans {
        for grapheme in span.text.graphemes(true) {
            paragraph.push(span, grapheme);
        }
    }
    paragraph.finish()
}

/// As [`wrap`], but no word is parted that a line has room for: for lines of facts, in which
/// addresses, dates and names of encodings are words, and a number stays with its unit.
pub(super) fn wrap_words(spans: &[Span], width: usize) -> Vec<Line> {
    wrap_hanging(spans, width, width)
}

/// As [`wrap_words`], with a first line of another width.
pub(super) fn wrap_hanging(spans: &[Span], first: usize, width: usize) -> Vec<Line> {
    let (first, width) = (first.max(2), width.max(2));
    let spans: Vec<Span> = spans.iter().map(|span| span.around(&bound(&span.text))).collect();
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let mut wide =
        text.split(is_gap).filter(|word| !word.is_empty()).map(|word| columns(word) > width);
    let mut paragraph = Paragraph { width: first, further: Some(width), ..Paragraph::default() };
    let mut within = false;
    for span in &spans {
        for grapheme in span.text.graphemes(true) {
            let gap = grapheme.chars().all(is_gap);
            if !gap && !within {
                paragraph.whole = !wide.next().unwrap_or(true);
            }
            within = !gap;
            paragraph.push(span, grapheme);
        }
    }
    paragraph.finish()
}

/// A text in which numbers are bound to their units by no-break spaces.
pub(super) fn bound(text: &str) -> String {
    const UNITS: &[&str] = &["h", "min", "s", "ms", "d", "day", "days", "%"];
    let mut bound = String::with_capacity(text.len());
    for piece in text.split_inclusive(' ') {
        let unit =
            piece.trim_end_matches(|c: char| c == ' ' || c.is_ascii_punctuation() && c != '%');
        let counted = bound
            .strip_suffix(' ')
            .is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        if counted && UNITS.contains(&unit) {
            bound.pop();
            bound.push('\u{a0}');
        }
        bound.push_str(piece);
    }
    bound
}

/// Whether a line may be broken there.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'
}

/// A paragraph being laid out.
#[derive(Default)]
struct Paragraph {
    width: usize,
    /// The width of the lines after the first, if that is another.
    further: Option<usize>,
    /// Whether the word being read must not be parted at its hyphens.
    whole: bool,
    lines: Vec<Line>,
    line: Line,
    line_width: usize,
    /// The space seen since the last word, in its style.
    space: Option<Span>,
    /// What cannot be parted: a word, or a piece of one up to where it may break.
    word: Line,
    word_width: usize,
    /// How the word ends so far.
    last: Ending,
}

/// What the last character says about a break after it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Ending {
    #[default]
    Letter,
    Hyphen,
    Wide,
    Opening,
}

impl Ending {
    fn of(grapheme: &str, width: usize) -> Self {
        match grapheme {
            "-" | "–" | "—" | "/" => Self::Hyphen,
            "「" | "『" | "（" | "【" | "《" | "〈" => Self::Opening,
            _ if width > 1 => Self::Wide,
            _ => Self::Letter,
        }
    }
}

/// Marks that may not begin a line in Chinese and Japanese.
const CLOSING: &str = "、。，．：；！？」』）】》〉ー々…";

impl Paragraph {
    fn push(&mut self, span: &Span, grapheme: &str) {
        if grapheme.chars().all(is_gap) {
            self.end_word();
            self.space = Some(span.around(" "));
            return;
        }
        let width = columns(grapheme);
        if self.may_break_before(grapheme, width) {
            self.end_word();
        }
        self.last = Ending::of(grapheme, width);
        self.word_width += width;
        append(&mut self.word, span, grapheme);
    }

    fn may_break_before(&self, grapheme: &str, width: usize) -> bool {
        let wide = width > 1 && !CLOSING.contains(grapheme);
        match self.last {
            _ if self.word.is_empty() => false,
            Ending::Letter => wide,
            // Not inside "--flag", nor after a single letter as in "e-mail".
            Ending::Hyphen if self.whole => wide,
            Ending::Hyphen => self.word_width > 2 && Ending::of(grapheme, width) != Ending::Hyphen,
            Ending::Wide => wide || (width == 1 && grapheme.chars().all(char::is_alphanumeric)),
            Ending::Opening => false,
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let gap = usize::from(self.space.is_some() && !self.line.is_empty());
        if !self.line.is_empty() && self.line_width + gap + self.word_width > self.width {
            self.end_line();
        }
        if let Some(space) = self.space.take().filter(|_| !self.line.is_empty()) {
            append(&mut self.line, &space, " ");
            self.line_width += 1;
        }
        for span in std::mem::take(&mut self.word) {
            for grapheme in span.text.graphemes(true) {
                self.place(&span, grapheme);
            }
        }
        self.word_width = 0;
    }

    fn place(&mut self, span: &Span, grapheme: &str) {
        let width = columns(grapheme);
        if self.line_width + width > self.width && !self.line.is_empty() {
            self.end_line();
        }
        // Laid out, a no-break space has done its work.
        append(&mut self.line, span, if grapheme == "\u{a0}" { " " } else { grapheme });
        self.line_width += width;
    }

    fn end_line(&mut self) {
        self.space = None;
        self.line_width = 0;
        self.width = self.further.take().unwrap_or(self.width);
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn finish(mut self) -> Vec<Line> {
        self.end_word();
        if !self.line.is_empty() {
            self.end_line();
        }
        self.lines
    }
}

/// Adds text to a line, to its last span if that looks the same.
fn append(line: &mut Line, span: &Span, text: &str) {
    match line.last_mut() {
        Some(last) if last.looks_like(span) => last.text.push_str(text),
        _ => line.push(span.around(text)),
    }
}

/// Writes a line's spans, styled and linked as far as the terminal can.
pub(super) fn write(out: &mut dyn Write, line: &[Span], terminal: Terminal) -> io::Result<()> {
    for span in line {
        let target = span.link.as_deref().filter(|_| terminal.hyperlinks);
        if let Some(url) = target {
            // The same id on every line tells the terminal that a wrapped link is one.
            write!(
                out,
                "\u{1b}]8;id={:x};{url}\u{1b}\\",
                xxhash_rust::xxh3::xxh3_64(url.as_bytes())
            )?;
        }
        if terminal.colour && !span.style.is_plain() && !span.text.trim().is_empty() {
            write!(out, "{}{}{:#}", span.style, span.text, span.style)?;
        } else {
            out.write_all(span.text.as_bytes())?;
        }
        if target.is_some() {
            out.write_all(b"\x1b]8;;\x1b\\")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    #[test]
    fn breaks_where_a_reader_would() {
        for (text, width, expected) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("one   two", 20, vec!["one two"]),
            ("", 20, vec![]),
            ("request-level deduplication", 14, vec!["request-level", "deduplication"]),
            ("an e-mail", 7, vec!["an", "e-mail"]),
            ("use --force now", 9, vec!["use", "--force", "now"]),
            ("日本語のテキスト", 6, vec!["日本語", "のテキ", "スト"]),
            ("日本。語", 4, vec!["日", "本。", "語"]),
            ("「日本」", 4, vec!["「日", "本」"]),
            ("mixed 日本 text", 8, vec!["mixed 日", "本 text"]),
            ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
            (
                "👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧",
                3,
                vec!["👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"],
            ),
            ("10\u{a0}km far", 5, vec!["10 km", "far"]),
        ] {
            assert_eq!(texts(&wrap(&[Span::plain(text)], width)), expected, "{text}");
        }
    }

    #[test]
    fn facts_break_at_spaces() {
        for (text, width, expected) in [
            ("text/html, iso-8859-1", 15, vec!["text/html,", "iso-8859-1"]),
            ("failed: waits 1 h, 24 h", 21, vec!["failed: waits 1 h,", "24 h"]),
            ("a very-long-word here", 9, vec!["a very-", "long-word", "here"]),
            ("日本語の text", 6, vec!["日本語", "の", "text"]),
        ] {
            assert_eq!(texts(&wrap_words(&[Span::plain(text)], width)), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_bound_to_their_units() {
        for (text, expected) in [
            ("in 2 h, 5 days (90 %).", "in 2\u{a0}h, 5\u{a0}days (90\u{a0}%)."),
            ("v2 hours of 3 him", "v2 hours of 3 him"),
            ("  3  s", "  3  s"),
        ] {
            assert_eq!(bound(text), expected);
        }
    }

    #[test]
    fn styles_survive_a_break() {
        let bold = Style::new().bold();
        let spans = [Span::plain("a "), Span::styled("bold word", bold), Span::plain(" b")];
        let lines = wrap(&spans, 6);
        assert_eq!(texts(&lines), ["a bold", "word b"]);
        assert_eq!(lines[0][1], Span::styled("bold", bold));
        assert_eq!(lines[1][0], Span::styled("word", bold));
    }

    #[test]
    fn cuts_at_characters() {
        for (text, most, expected) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("a word here", 7, "a word…"),
            ("日本語", 4, "日…"),
            ("日本語", 6, "日本語"),
            ("any", 0, ""),
        ] {
            assert_eq!(cut(text, most), expected, "{text}");
        }
    }

    #[test]
    fn names_that_are_addresses_are_cut_in_the_middle() {
        for (name, most, expected) in [
            ("A title of some length", 10, "A title o…"),
            ("https://a.example/", 10, "a.example"),
            ("http://a.example/news/feed.xml", 30, "a.example/news/feed.xml"),
            ("http://a.example/news/feed.xml", 16, "a.examp…feed.xml"),
            ("http://a.example/日本語/feed.xml", 24, "a.example/…語/feed.xml"),
            ("http://a.example/x", 1, "…"),
            ("http://a.example/x", 0, ""),
        ] {
            assert_eq!(cut_name(name, most), expected, "{name} in {most}");
            assert!(columns(&cut_name(name, most)) <= most, "{name} in {most}");
        }
    }

    #[test]
    fn a_sequence_that_is_one_sign_takes_its_two_columns() {
        for (text, expected) in [
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("👩\u{200d}💻", 2),
            ("🏳\u{fe0f}\u{200d}🌈", 2),
            ("👍🏽", 2),
            ("🇩🇪", 2),
            ("🇩🇪🇫🇷", 4),
            ("❤\u{fe0f}", 2),
            ("1\u{fe0f}\u{20e3}", 2),
            ("e\u{301}", 1),
            ("한글", 4),
            ("ｱ", 1),
        ] {
            assert_eq!(columns(text), expected, "{text}");
            assert_eq!(columns(&format!("a{text} b")), expected + 3, "{text} among letters");
        }
    }

    #[test]
    fn writes_only_what_the_terminal_can_do() {
        let link = Span {
            text: "here".to_owned(),
            style: Style::new().bold(),
            link: Some(Rc::from("https://a.example/")),
        };
        let written = |terminal| {
            let mut bytes = Vec::new();
            write(&mut bytes, &[Span::plain("go "), link.clone()], terminal).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(written(Terminal::plain(80)), "go here");
        let modern = written(Terminal::modern(80));
        assert!(modern.starts_with("go \u{1b}]8;id="), "{modern:?}");
        assert!(
            modern.ends_with(";https://a.example/\u{1b}\\\u{1b}[1mhere\u{1b}[0m\u{1b}]8;;\u{1b}\\")
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_text_is_lost(text in any::<String>(), width in 2_usize..90) {
            let text = super::super::safe::line(&text).into_owned();
            let lines = texts(&wrap(&[Span::plain(text.clone())], width));
            for line in &lines {
                prop_assert!(columns(line) <= width.max(2) || line.graphemes(true).count() == 1, "{line:?}");
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
