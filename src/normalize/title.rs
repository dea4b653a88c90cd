//! A title as a document writes it in, one line of plain text out; or one drawn from what else
//! the entry says.

use url::Url;

use super::{
    html::{Token, Tokens, decode},
    summary::{is_spaceless, shorten},
    text::line,
};
use crate::model::{Feed, Text, TextKind};

/// Longer titles are texts in the wrong element; they are cut like summaries.
const LONGEST: usize = 1000;
/// How long a title drawn from a text may be.
const DRAWN: usize = 100;
/// Fewer characters are no sentence, whatever ends them.
const SENTENCE: usize = 20;
/// What ends a sentence within a line.
const ENDS: &[&str] = &[
    ". ", "! ", "? ", ".” ", "!” ", "?” ", ".\" ", "!\" ", "?\" ", ".» ", "。", "！", "？", "。」",
    "！」", "？」",
];
/// A part of an address that has digits needs so many letters to be words.
const LETTERS: usize = 4;
/// Parts of addresses that say what kind of thing a page is, and nothing of this one.
const KINDS: &[&str] =
    &["post", "posts", "item", "entry", "article", "articles", "status", "node", "archive", "view"];
/// What an entry without any word is called.
const UNTITLED: &str = "(untitled)";

/// Markup of single words, in a title always meant as such.
const FORMATTING: &[&str] = &[
    "abbr", "b", "bdi", "big", "br", "cite", "del", "em", "font", "i", "img", "ins", "kbd", "mark",
    "nobr", "q", "s", "small", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];
/// Markup that titles also write about: meant as such if it is closed or has attributes.
const STRUCTURE: &[&str] = &[
    "a",
    "blink",
    "blockquote",
    "center",
    "code",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ol",
    "p",
    "pre",
    "samp",
    "span",
    "time",
    "ul",
    "var",
];
/// Elements whose content is no text.
const HIDDEN: &[&str] = &["script", "style"];

/// What a feed calls itself, as one line of plain text.
pub fn feed_title(feed: &Feed) -> Option<String> {
    feed.title.as_ref().and_then(given)
}

/// The title as one line of plain text; `None` if nothing is left of it.
pub(super) fn given(title: &Text) -> Option<String> {
    let text = match title.kind {
        TextKind::Plain => line(&title.value),
        TextKind::Html => line(&without_markup(&title.value)),
    };
    (!text.is_empty()).then(|| shorten(&text, LONGEST))
}

/// A title for an entry without one: its first words, else those of its address.
pub(super) fn drawn(text: Option<&str>, urls: &[Option<&str>]) -> String {
    text.map(first_words)
        .filter(|words| !words.is_empty())
        .or_else(|| urls.iter().copied().flatten().find_map(address_words))
        .unwrap_or_else(|| UNTITLED.to_owned())
}

/// The text of a title that may be markup. Unlike in an article, a tag that makes no sense in a
/// title is what the title is about: `Vec<T>`, "How <details> works".
fn without_markup(html: &str) -> String {
    let tokens: Vec<Token<'_>> = Tokens::new(html).take(LONGEST).collect();
    let count = |name: &str, close: bool| {
        let is = |token: &&Token<'_>| match token {
            Token::Open(n, _) => !close && n.eq_ignore_ascii_case(name),
            Token::Close(n) => close && n.eq_ignore_ascii_case(name),
            Token::Text(_) => false,
        };
        tokens.iter().filter(is).count()
    };
    let among = |names: &[&str], name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let paired = |name: &str| count(name, false) > 0 && count(name, true) > 0;
    let is_markup = |name: &str, rest: &str| {
        let attributes = rest.trim_matches(['/', ' ', '\t', '\n', '\r']);
        let formed = attributes.is_empty() || attributes.contains('=');
        // `Box<B>` in a programmer's title; nobody has written tags in capitals for long.
        let type_argument = name.len() == 1 && name.to_ascii_uppercase() == name;
        let formatting = among(FORMATTING, name) && (!type_argument || paired(name));
        let structure = among(STRUCTURE, name) && (paired(name) || !attributes.is_empty());
        formed && (formatting || structure)
    };
    let mut out = String::with_capacity(html.len());
    let mut hidden: Option<&str> = None;
    for token in &tokens {
        match *token {
            Token::Close(name) if hidden.is_some_and(|h| h.eq_ignore_ascii_case(name)) => {
                hidden = None;
            }
            _ if hidden.is_some() => {}
            Token::Text(text) => out.push_str(&decode(text)),
            Token::Open(name, _) if among(HIDDEN, name) && paired(name) => hidden = Some(name),
            Token::Open(name, rest) if is_markup(name, rest) => out.push_str(space(name)),
            Token::Open(name, rest) => out.extend(["<", name, &*decode(rest), ">"]),
            Token::Close(name) if is_markup(name, "") => out.push_str(space(name)),
            Token::Close(name) => out.extend(["</", name, ">"]),
        }
    }
    out
}

/// What a tag leaves between words.
fn space(name: &str) -> &'static str {
    let block = ["br", "div", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];
    if block.iter().any(|n| n.eq_ignore_ascii_case(name)) { " " } else { "" }
}

/// The first sentence if it is short, otherwise its first words; of addresses the first.
fn first_words(text: &str) -> String {
    let text = line(text);
    let wide = text.chars().filter(|c| is_spaceless(*c)).count() * 2 > text.chars().count();
    let (shortest, longest) = if wide { (SENTENCE / 2, DRAWN / 2) } else { (SENTENCE, DRAWN) };
    if text.starts_with("http://") || text.starts_with("https://") {
        return shorten(text.split(' ').next().unwrap_or_default(), longest);
    }
    let mut ends: Vec<usize> = ENDS
        .iter()
        .flat_map(|end| text.match_indices(end).map(|(at, end)| at + end.trim_end().len()))
        .collect();
    ends.sort_unstable();
    // "Dr. No" ends no sentence: the words must be a few to count as one. What is quoted is not
    // torn.
    let ends_one = |at: &usize| text[..*at].chars().count() >= shortest && !is_open(&text[..*at]);
    let end = ends.into_iter().find(ends_one).unwrap_or(text.len());
    shorten(&text[..end], longest)
}

/// Whether a quotation has begun and not ended.
fn is_open(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('"') % 2 == 1
        || [('“', '”'), ('«', '»'), ('「', '」'), ('『', '』'), ('（', '）')]
            .iter()
            .any(|(open, close)| count(*open) > count(*close) && !text.contains('„'))
}

/// The last words in a URL's path: `/2026/05/a-slow-kettle.html` is "a slow kettle". What has
/// digits and next to no letters is a number, and says less than what it is a number of.
fn address_words(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    let words = segments.iter().rev().find_map(|segment| {
        let words = segment_words(segment);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let numbered = segment.contains(|c: char| c.is_ascii_digit());
        let says = !KINDS.contains(&words.as_str());
        (says && (letters >= LETTERS || letters > 0 && !numbered)).then_some(words)
    });
    words.map(|words| shorten(&words, DRAWN)).or_else(|| url.host_str().map(str::to_owned))
}

fn segment_words(segment: &str) -> String {
    // An address without the usual escapes is read as it stands.
    let decoded = percent_decoded(segment).unwrap_or_else(|| segment.to_owned());
    let stem = match decoded.rsplit_once('.') {
        Some((stem, end)) if (2..=5).contains(&end.len()) && !stem.is_empty() => stem,
        _ => &decoded,
    };
    let words = line(&stem.replace(['-', '_', '+'], " "));
    // Medium and others end the address with a number in hexadecimal.
    match words.rsplit_once(' ') {
        Some((words, last)) if last.len() >= 8 && last.bytes().all(|b| b.is_ascii_hexdigit()) => {
            words.to_owned()
        }
        _ => words,
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_references_are_gone_once() {
        for (title, expected) in [
            ("A <b>Slow</b> Kettle", "A Slow Kettle"),
            ("Salt &amp; pepper", "Salt & pepper"),
            ("Salt & pepper, R&D", "Salt & pepper, R&D"),
            ("Salt &amp;amp; pepper", "Salt &amp; pepper"),
            ("Using the &lt;b&gt; tag", "Using the <b> tag"),
            ("Why 3 < 4 and 5 > 4", "Why 3 < 4 and 5 > 4"),
            ("I <3 tea", "I <3 tea"),
            ("Vec<T> and HashMap<K, V>", "Vec<T> and HashMap<K, V>"),
            ("Box<B> is boxed", "Box<B> is boxed"),
            ("How <details> works", "How <details> works"),
            ("When to use <div>", "When to use <div>"),
            ("if a<b and c>d", "if a<b and c>d"),
            ("Loading <script> tags", "Loading <script> tags"),
            ("Tea<script>alert(1)</script> time", "Tea time"),
            ("<a href=\"https://a.example\">Linked</a>", "Linked"),
            ("<p>One</p><p>Two</p>", "One Two"),
            ("First<br>second", "First second"),
            ("<i>Unclosed", "Unclosed"),
            ("<code>cargo</code> 2", "cargo 2"),
            ("It&#8217;s &#146;quoted&#39;", "It’s ’quoted'"),
        ] {
            assert_eq!(given(&Text::html(title)).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn plain_titles_are_taken_at_their_word() {
        for (title, expected) in [
            ("<b>literal</b> &amp;", Some("<b>literal</b> &amp;")),
            ("  two\n lines\u{7} ", Some("two lines")),
            (" \n", None),
        ] {
            assert_eq!(given(&Text::plain(title)).as_deref(), expected, "{title}");
        }
        let long = "long words ".repeat(200);
        let cut = given(&Text::plain(&*long)).expect("a title");
        assert!(cut.ends_with("...") && cut.chars().count() <= LONGEST);
    }

    #[test]
    fn untitled_entries_get_a_name() {
        let page = "https://a.example/2026/05/a-slow-kettle.html";
        for (text, urls, expected) in [
            (Some("A kettle is slow today. And more."), [None, None], "A kettle is slow today."),
            (Some("Hm. A kettle"), [None, None], "Hm. A kettle"),
            (None, [Some(page), None], "a slow kettle"),
            (None, [Some("https://a.example/slow-kettles/a-19283882"), None], "slow kettles"),
            (None, [Some("https://a.example/kettles/o2av4"), None], "kettles"),
            (None, [Some("https://a.example/2026/tea"), None], "tea"),
            (
                Some("“A kettle is slow! I said so. It is.” And so on."),
                [None, None],
                "“A kettle is slow! I said so. It is.”",
            ),
            (
                Some("She sang \"Tea for two\" today. Twice."),
                [None, None],
                "She sang \"Tea for two\" today.",
            ),
            (Some("https://a.example/1 https://a.example/2"), [None, None], "https://a.example/1"),
            (
                Some("お湯がわくまで九分かかる。それは長い。"),
                [None, None],
                "お湯がわくまで九分かかる。",
            ),
            (
                Some(" "),
                [Some("https://a.example/p/A-Slow-Kettle-2a56a928cae1"), None],
                "A Slow Kettle",
            ),
            (None, [Some("https://a.example/caf%C3%A9/77/"), None], "café"),
            (None, [Some("https://a.example/?p=7"), None], "a.example"),
            (None, [None, Some("https://a.example/ep_12_tea.mp3")], "ep 12 tea"),
            (None, [None, None], "(untitled)"),
        ] {
            assert_eq!(drawn(text, &urls), expected, "{text:?} {urls:?}");
        }
        let wide = drawn(Some(&"お湯がわくまで待つ".repeat(20)), &[]);
        assert_eq!(wide.chars().count(), 50, "{wide}");
    }
}
