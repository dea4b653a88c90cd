//! A line in, a shorter one out: cut where a reader would, and marked as going on.

use unicode_segmentation::UnicodeSegmentation;

/// What stands where a text goes on.
const MARK: &str = "...";

/// A line cut to at most `limit` characters: at a word, or after the hyphen of a compound, and
/// ended with `...` in place of what is missing. Punctuation before the cut stays.
pub(in crate::normalize) fn shorten(line: &str, limit: usize) -> String {
    if line.chars().nth(limit).is_none() {
        return line.to_owned();
    }
    let room = limit.saturating_sub(MARK.len());
    let end = last_break(line, room).unwrap_or_else(|| last_grapheme(line, room));
    let kept = line[..end].trim_end();
    // A dash that led over to what is missing goes with it.
    format!("{}{MARK}", kept.strip_suffix(" -").unwrap_or(kept).trim_end())
}

/// The line shortened, and marked as going on even if it is short enough itself.
pub(in crate::normalize) fn shorten_elided(line: &str, limit: usize) -> String {
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
pub(in crate::normalize) fn is_spaceless(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::{super::LIMIT, *};

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
}
