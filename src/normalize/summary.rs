//! Text in, a summary of at most 500 characters out.

use unicode_segmentation::UnicodeSegmentation;

use super::{
    html::Page,
    text::{line, says_the_same},
};

/// How many characters (Unicode scalar values) a summary has at most, the mark included.
pub(super) const LIMIT: usize = 500;

/// What stands where a text goes on.
const MARK: &str = "...";

/// A paragraph shorter than this says little: a date, a place, a byline.
const SENTENCE: usize = 40;

/// A line cut to at most `limit` characters: at a word, or after the hyphen of a compound, and
/// ended with `...` in place of what is missing. Punctuation before the cut stays.
pub(super) fn shorten(line: &str, limit: usize) -> String {
    if line.chars().nth(limit).is_none() {
        return line.to_owned();
    }
    let room = limit.saturating_sub(MARK.len());
    let end = last_break(line, room).unwrap_or_else(|| last_grapheme(line, room));
    format!("{}{MARK}", line[..end].trim_end())
}

/// The line shortened, and marked as going on even if it is short enough itself.
pub(super) fn shorten_elided(line: &str, limit: usize) -> String {
    let ended = line.ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '”', '"', ')']);
    if line.is_empty() || ended {
        return shorten(line, limit);
    }
    // The mark is written once, whether or not the line had to be cut for it.
    let marked = format!("{line}{MARK}");
    if marked.chars().nth(limit).is_none() { marked } else { shorten(&marked, limit) }
}

/// The last place within `room` characters where a line may be cut; `None` if that would lose
/// more than half of the room, as in scripts that set no spaces.
fn last_break(line: &str, room: usize) -> Option<usize> {
    let mut last = None;
    let mut before = [' '; 2];
    let mut rest = line.char_indices();
    for count in 0..=room {
        let (at, c) = rest.next()?;
        if c.is_whitespace() || breaks_between(before[1], c) {
            last = Some((at, count));
        } else if is_hyphen(before[1]) && before[0].is_alphabetic() && c.is_alphabetic() {
            let two_before = line[..at].chars().rev().nth(2).is_some_and(char::is_alphabetic);
            if two_before && starts_word(&line[at..]) {
                last = Some((at, count));
            }
        }
        before = [before[1], c];
    }
    last.filter(|(at, count)| *at > 0 && *count >= room / 2).map(|(at, _)| at)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}')
}

/// Whether at least two letters follow, so that `e-` is not torn from `e-mail` nor `T-` from its
/// shirt's other side.
fn starts_word(rest: &str) -> bool {
    let mut letters = rest.chars().filter(|c| !is_hyphen(*c));
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_some_and(char::is_alphabetic)
}

/// Whether a line of a script without spaces may be cut between these two.
fn breaks_between(before: char, after: char) -> bool {
    let clings_back = matches!(
        after,
        '、' | '。'
            | '，'
            | '．'
            | '！'
            | '？'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '：'
            | '；'
            | 'ー'
            | '…'
    );
    let clings_on = matches!(before, '「' | '『' | '（' | '【' | '《');
    (is_spaceless(before) || is_spaceless(after)) && !clings_back && !clings_on && before != ' '
}

/// Han, kana and their punctuation.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

/// The end of the last whole grapheme cluster within `room` characters.
fn last_grapheme(line: &str, room: usize) -> usize {
    let mut count = 0;
    let mut end = 0;
    for (at, grapheme) in line.grapheme_indices(true) {
        count += grapheme.chars().count();
        if count > room {
            break;
        }
        end = at + grapheme.len();
    }
    if end > 0 { end } else { line.char_indices().nth(room).map_or(line.len(), |(at, _)| at) }
}

/// The first running sentences of a page: without headings, captions, tables and listings, and
/// without the dates and bylines that many articles begin with. All of its text if it has none.
pub(super) fn sentences(page: &Page, title: &str) -> String {
    let mut sentences = String::new();
    for (nth, paragraph) in page.paragraphs.iter().enumerate() {
        let end = page.paragraphs.get(nth + 1).map_or(page.text.len(), |next| next.start);
        let text = page.text[paragraph.start..end].trim();
        if paragraph.aside || sentences.is_empty() && !opens(text, title) {
            continue;
        }
        if !sentences.is_empty() {
            sentences.push(' ');
        }
        sentences.push_str(&line(text.strip_prefix("- ").unwrap_or(text)));
        if sentences.chars().nth(LIMIT).is_some() {
            return sentences;
        }
    }
    if sentences.is_empty() { line(&page.text) } else { sentences }
}

/// Whether an article's summary may begin with this paragraph.
fn opens(text: &str, title: &str) -> bool {
    let wide = text.chars().any(is_spaceless);
    let long = text.chars().count() >= if wide { SENTENCE / 3 } else { SENTENCE };
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | ':' | '。' | '！' | '？' | '।' | '؟');
    // "Ada Stone | Staff Engineer; Ben Field | Designer", as company blogs set it.
    let byline = text.contains(" | ");
    long && !byline && text.contains(ends) && !says_the_same(text, title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::address::Base;

    /// So many characters of short words.
    fn words(count: usize) -> String {
        "tea and toast at ten ".chars().cycle().take(count).collect()
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        for count in [0, 1, 499, 500] {
            let text = format!("{}!", words(count)).chars().skip(1).collect::<String>();
            assert_eq!(shorten(&text, 500), text);
        }
    }

    #[test]
    fn cuts_fall_on_words_and_hyphens() {
        for (text, limit, expected) in [
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two..."),
            ("one two three", 10, "one two..."),
            ("one two three", 9, "one..."),
            ("one, two three", 10, "one,..."),
            // Room is 12 for the words; "multi-" ends exactly there.
            ("Some multi-stage rocket", 15, "Some multi-..."),
            ("It is some multi-stage rocket", 19, "It is some..."),
            ("Write an e-mail to me", 14, "Write an..."),
            ("Buy three T-shirts now", 16, "Buy three..."),
            ("Covers the 2026-05 period", 20, "Covers the..."),
            ("A well-to-do family home", 13, "A well-to-..."),
            ("Good work 🎉🎉 and more", 16, "Good work 🎉🎉..."),
            ("長い文章をどこかで切る必要がある。", 10, "長い文章をどこ..."),
            ("切る所は、ここではない。まだ続く", 8, "切る所は、..."),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", 10, "aaaaaaa..."),
        ] {
            assert_eq!(shorten(text, limit), expected, "{text} to {limit}");
        }
    }

    #[test]
    fn graphemes_are_not_torn() {
        let family = "👨\u{200d}👩\u{200d}👧";
        let text = family.repeat(4);
        assert_eq!(shorten(&text, 14), format!("{}...", family.repeat(2)));
    }

    #[test]
    fn the_longest_summary_has_five_hundred_characters() {
        let text = format!("{} tail", "x".repeat(496));
        assert_eq!(shorten(&text, LIMIT).chars().count(), 499);
        let text = format!("{} {}", "x".repeat(497), "y".repeat(20));
        assert_eq!(shorten(&text, LIMIT).chars().count(), LIMIT);
        let text = format!("{} {}", words(400), "y".repeat(200));
        assert_eq!(shorten(&text, LIMIT), format!("{}...", words(400).trim_end()));
    }

    #[test]
    fn a_text_that_was_cut_elsewhere_says_so() {
        for (text, expected) in [
            ("It began with a", "It began with a..."),
            ("It is over.", "It is over."),
            ("And then…", "And then…"),
            ("", ""),
        ] {
            assert_eq!(shorten_elided(text, 40), expected, "{text}");
        }
        assert_eq!(shorten_elided("one two three four", 19), "one two three...");
    }

    #[test]
    fn sentences_come_from_the_running_text() {
        let html = "<h3>Slow water</h3><figure><img src=a.png><figcaption>A tap. Photo by Bo.\
            </figcaption></figure><p>Ada Stone | Plumber, Ltd.</p><p>12 May 2026</p>\
            <p>Last spring our kettle took nine minutes to boil.</p><h4>Why</h4>\
            <pre>boil(kettle);</pre><p>Lime, it turned out.</p>";
        let page = Page::read(html, &Base::new([]));
        assert_eq!(
            sentences(&page, "Slow water"),
            "Last spring our kettle took nine minutes to boil. Lime, it turned out."
        );
        let page = Page::read("<h1>Only</h1><p>Bits</p>", &Base::new([]));
        assert_eq!(sentences(&page, ""), "Only Bits");
    }
}
