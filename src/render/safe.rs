//! Text from anywhere in, text that may reach a terminal or a line format out.
//!
//! XML cannot carry most controls, but JSON Feed and lenient readers can, and so can a server's
//! reason phrase. A terminal obeys ESC, and U+009B and U+009D without it; a reader of lines takes
//! U+2028 or U+0085 for an end of line; bidi controls and invisible characters make a text look
//! like another (Trojan Source, CVE-2021-42574). None of them passes.

use std::borrow::Cow;

use crate::model::is_invisible;

/// What becomes of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It stays.
    Keep,
    /// It ends a line or is a tab.
    Gap,
    /// It joins or parts its neighbours; stays where both are of a script that needs it.
    Joiner,
    /// It goes.
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Gap,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        c if is_invisible(c) => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Whether a character must not be shown as it is, except a joiner, which only [`line`] can
/// judge. JSON output escapes these.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(fate(c), Fate::Gap | Fate::Drop)
}

/// The characters of a text that might have to go, found by their first byte: most text has
/// few, and is passed over without being decoded.
pub(super) fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let may_hide =
        |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe1 | 0xe2 | 0xef | 0xf0 | 0xf3);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.as_bytes()[from..].iter().position(|byte| may_hide(*byte))?;
        let c = text[at..].chars().next()?;
        from = at + c.len_utf8();
        Some((at, c))
    })
}

/// One line of text, safe to print: controls and invisible characters removed, tabs and ends of
/// lines turned into spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, |_| None)
}

/// Text of several lines, safe to print: as [`line()`], but `\n` and `\t` stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    clean(text, |c| matches!(c, '\n' | '\t').then_some(c))
}

/// HTML in which nothing is hidden: what [`lines`] would drop stands as a character reference,
/// which means the same to a browser and nothing to a terminal.
pub fn html(text: &str) -> Cow<'_, str> {
    let shows = |c: char| !is_hidden(c) || matches!(c, '\n' | '\t');
    if suspects(text).all(|(_, c)| shows(c)) {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if shows(c) {
            html.push(c);
        } else {
            html.push_str(&format!("&#x{:x};", u32::from(c)));
        }
    }
    Cow::Owned(html)
}

/// Drops and replaces what [`fate`] says; `spared` gives what a gap may stay as.
fn clean(text: &str, spared: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if suspects(text).all(|(_, c)| fate(c) == Fate::Keep || spared(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    // A space owed for a gap; several gaps, or one beside a space or at an end, owe none.
    let mut owed = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (spared(c), fate(c)) {
            (Some(kept), _) => {
                owed = false;
                clean.push(kept);
            }
            (None, Fate::Keep) => {
                if owed && c != ' ' && !clean.is_empty() && !clean.ends_with([' ', '\n']) {
                    clean.push(' ');
                }
                owed = false;
                clean.push(c);
            }
            (None, Fate::Gap) => owed = true,
            (None, Fate::Joiner) => {
                if !owed && needs_joiner(clean.chars().next_back(), rest.peek().copied()) {
                    clean.push(c);
                }
            }
            (None, Fate::Drop) => {}
        }
    }
    Cow::Owned(clean)
}

/// Emoji sequences, Persian and the scripts of India need joiners; between Latin letters they
/// only serve to make two equal-looking words differ. Those lie below the modifier letters.
fn needs_joiner(before: Option<char>, after: Option<char>) -> bool {
    let joinable = |c: char| c > '\u{2ff}' && fate(c) == Fate::Keep;
    before.is_some_and(joinable) && after.is_some_and(joinable)
}

/// The address if it may be followed: http or https, of characters that a URI may hold and no
/// others, and no longer than terminals accept in a link (OSC 8).
pub fn link(url: &str) -> Option<Cow<'_, str>> {
    // VTE's and iTerm2's limit.
    const LONGEST: usize = 2083;
    if !has_web_scheme(url) {
        return None;
    }
    let link = if url.bytes().all(is_of_uri) {
        Cow::Borrowed(url)
    } else {
        Cow::Owned(percent_encoded(url))
    };
    (link.len() <= LONGEST).then_some(link)
}

fn has_web_scheme(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Reserved, unreserved and the percent sign: RFC 3986 section 2. What is left out would end a
/// link in HTML, Markdown or a terminal.
fn is_of_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// Percent-encodes what no URI may hold.
fn percent_encoded(url: &str) -> String {
    use std::fmt::Write as _;
    url.bytes().fold(String::with_capacity(url.len() + 16), |mut encoded, byte| {
        if is_of_uri(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_line_keeps_and_loses() {
        for (text, expected) in [
            ("plain, naïve – 日本語 🎉", "plain, naïve – 日本語 🎉"),
            ("red \u{1b}[31malert\u{1b}[0m", "red [31malert[0m"),
            ("\u{9d}0;owned\u{9c}title\u{7f}", "0;ownedtitle"),
            ("one\ntwo\r\nthree\u{2028}four\u{85}five\tsix", "one two three four five six"),
            ("ends in lines\n\n", "ends in lines"),
            ("\n \t starts", "  starts"),
            ("gap\n then space", "gap then space"),
            ("evil\u{202e}gnp.exe \u{2066}x\u{2069}", "evilgnp.exe x"),
            ("pay\u{200b}pal pay\u{200d}pal\u{feff}\u{e0041}", "paypal paypal"),
            ("👨\u{200d}👩\u{200d}👧 stays", "👨\u{200d}👩\u{200d}👧 stays"),
            ("🏳\u{fe0f}\u{200d}🌈", "🏳\u{fe0f}\u{200d}🌈"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("\u{200d}", ""),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn several_lines_keep_their_ends() {
        assert_eq!(lines("fn main() {\r\n\tx\u{1b}[2J\n}\n"), "fn main() {\n\tx[2J\n}\n");
        assert_eq!(lines("as it is\n\tindented"), "as it is\n\tindented");
    }

    #[test]
    fn only_web_addresses_become_links() {
        for (url, expected) in [
            ("https://a.example/x?y=1", Some("https://a.example/x?y=1")),
            ("HTTP://a.example/", Some("HTTP://a.example/")),
            ("https://a.example/ü b\u{1b}\\", Some("https://a.example/%C3%BC%20b%1B%5C")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("ht", None),
        ] {
            assert_eq!(link(url).as_deref(), expected, "{url}");
        }
        assert_eq!(link(&format!("https://a.example/{}", "x".repeat(3000))), None);
    }

    #[test]
    fn everything_that_might_have_to_go_is_suspected() {
        for c in '\0'..=char::MAX {
            let text = format!("ab{c}");
            let suspected = suspects(&text).any(|(at, found)| (at, found) == (2, c));
            assert!(fate(c) == Fate::Keep || suspected, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_carries_what_a_terminal_obeys(text in any::<String>(), ends in "[\u{0}-\u{9f}\u{2028}\u{202e}\u{200d}a]*") {
            let text = format!("{text}{ends}");
            let clean = line(&text);
            prop_assert!(!clean.chars().any(is_hidden), "{clean:?}");
            let again = line(&clean).into_owned();
            prop_assert_eq!(again, clean);
        }
    }
}
