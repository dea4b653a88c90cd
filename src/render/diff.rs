//! Two versions of a text in, what was kept, removed and added out: word by word.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Color, Style};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::paint::{self, Span, wrap};
use super::{Terminal, View, safe};

const REMOVED: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red)));
const ADDED: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// Beyond so many changed words what differs is shown as replaced: the search for the shortest
/// account costs the square of their number.
const MOST_CHANGES: usize = 1_000;
/// So many characters of unchanged text are shown on each side of a change.
const CONTEXT: usize = 160;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// In both versions.
    Same,
    /// In the older only.
    Removed,
    /// In the newer only.
    Added,
}

/// A piece of text and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// The text.
    pub text: String,
}

/// What an edit changed in an article. Serialises as `diff --json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The title, in pieces.
    pub title: Vec<Piece>,
    /// The text, in pieces.
    pub text: Vec<Piece>,
}

/// The older text piece by piece, with what the newer has instead.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let both_ends = old_rest.iter().rev().zip(new_rest.iter().rev());
    let end = both_ends.take_while(|(a, b)| a == b).count();
    let old_middle = &old_rest[..old_rest.len() - end];
    let new_middle = &new_rest[..new_rest.len() - end];

    let mut account = Account::default();
    account.add(Fate::Same, &old[..start]);
    let (mut a, mut b) = (0, 0);
    for (kept_a, kept_b) in kept(old_middle, new_middle) {
        account.add(Fate::Removed, &old_middle[a..kept_a]);
        account.add(Fate::Added, &new_middle[b..kept_b]);
        account.add(Fate::Same, &old_middle[kept_a..=kept_a]);
        (a, b) = (kept_a + 1, kept_b + 1);
    }
    account.add(Fate::Removed, &old_middle[a..]);
    account.add(Fate::Added, &new_middle[b..]);
    account.add(Fate::Same, &old_rest[old_rest.len() - end..]);
    account.finish()
}

/// Words, blanks and marks, which together are the text.
fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The places of the words that both keep in the same order: E. Myers, "An O(ND) Difference
/// Algorithm", 1986; none if they differ in too many.
fn kept(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::new();
    let mut number = |words: &[&str]| -> Vec<usize> {
        words
            .iter()
            .map(|word| {
                let next = numbers.len();
                *numbers.entry((*word).to_owned()).or_insert(next)
            })
            .collect()
    };
    let (old, new) = (number(old), number(new));
    let Some(reached) = furthest(&old, &new) else { return Vec::new() };
    trace_back(&reached, old.len(), new.len())
}

/// For each count of changes, how far into `old` each diagonal gets; the last reaches the end.
/// Diagonal `k` of `d` changes, from `-d` to `d`, stands at `k + d`.
fn furthest(old: &[usize], new: &[usize]) -> Option<Vec<Vec<usize>>> {
    let mut reached: Vec<Vec<usize>> = Vec::new();
    for changes in 0..=MOST_CHANGES.min(old.len() + new.len()) {
        let mut row = vec![0; 2 * changes + 1];
        let mut done = false;
        for at in (0..row.len()).step_by(2) {
            let Some(mut x) = step(reached.last(), at, changes).0 else { continue };
            // Where a diagonal leaves the texts it leads nowhere.
            let Some(mut y) = (x + changes).checked_sub(at) else { continue };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            row[at] = x;
            done |= x >= old.len() && y >= new.len();
        }
        reached.push(row);
        if done {
            return Some(reached);
        }
    }
    None
}

/// Where a diagonal is entered after one more change, and whether by a removal: from the
/// diagonal below by one, else from the diagonal above by an addition.
fn step(before: Option<&Vec<usize>>, at: usize, changes: usize) -> (Option<usize>, bool) {
    let Some(before) = before else { return (Some(0), false) };
    // In the row before, with one change less, diagonal k stands at `at - 1`.
    let below = at.checked_sub(2).and_then(|place| before.get(place));
    let above = if at < 2 * changes { before.get(at) } else { None };
    match (below, above) {
        (Some(below), Some(above)) if below < above => (Some(*above), false),
        (Some(below), _) => (Some(below + 1), true),
        (None, above) => (above.copied(), false),
    }
}

fn trace_back(reached: &[Vec<usize>], old: usize, new: usize) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    let (mut x, mut y) = (old, new);
    for changes in (0..reached.len()).rev() {
        let at = x + changes - y;
        let before = changes.checked_sub(1).map(|row| &reached[row]);
        let (entered, by_removal) = step(before, at, changes);
        let entered = entered.unwrap_or(0);
        while x > entered {
            (x, y) = (x - 1, y - 1);
            kept.push((x, y));
        }
        if by_removal {
            x -= 1;
        } else if changes > 0 {
            y -= 1;
        }
    }
    kept.reverse();
    kept
}

/// Pieces being put together.
#[derive(Default)]
struct Account {
    pieces: Vec<Piece>,
}

impl Account {
    fn add(&mut self, fate: Fate, words: &[&str]) {
        if words.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.fate == fate => last.text.extend(words.iter().copied()),
            _ => self.pieces.push(Piece { fate, text: words.concat() }),
        }
    }

    /// The pieces, where a blank between two changes is changed with them: "old words" become
    /// "new ones", not "old" "new" and "words" "ones".
    fn finish(self) -> Vec<Piece> {
        let mut whole: Vec<Piece> = Vec::new();
        let (mut removed, mut added) = (String::new(), String::new());
        let mut pieces = self.pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece.fate {
                Fate::Removed => removed += &piece.text,
                Fate::Added => added += &piece.text,
                Fate::Same => {
                    let amid = !(removed.is_empty() && added.is_empty()) && pieces.peek().is_some();
                    if amid && piece.text.chars().all(|c| c == ' ') {
                        removed += &piece.text;
                        added += &piece.text;
                    } else {
                        replace(&mut whole, &mut removed, &mut added);
                        whole.push(piece);
                    }
                }
            }
        }
        replace(&mut whole, &mut removed, &mut added);
        whole
    }
}

/// Adds what was removed and what was added instead.
fn replace(pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    for (fate, text) in [(Fate::Removed, removed), (Fate::Added, added)] {
        if !text.is_empty() {
            pieces.push(Piece { fate, text: std::mem::take(text) });
        }
    }
}

/// Writes changes for people, as `[-removed-]{+added+}`, far unchanged text left out.
pub fn write_changes(out: &mut dyn Write, changes: &Changes, view: &View) -> io::Result<()> {
    let terminal = view.page(80);
    write_pieces(out, &changes.title, terminal)?;
    if changes.text.iter().any(|piece| piece.fate != Fate::Same) {
        out.write_all(b"\n")?;
        write_pieces(out, &abridged(&changes.text), terminal)?;
    }
    Ok(())
}

fn write_pieces(out: &mut dyn Write, pieces: &[Piece], terminal: Terminal) -> io::Result<()> {
    let mut paragraph = Vec::new();
    for piece in pieces {
        let text = safe::lines(&piece.text);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                write_paragraph(out, &std::mem::take(&mut paragraph), terminal)?;
            }
            paragraph.extend(marked(piece.fate, line));
        }
    }
    write_paragraph(out, &paragraph, terminal)
}

fn marked(fate: Fate, text: &str) -> Option<Span> {
    match fate {
        _ if text.is_empty() => None,
        Fate::Same => Some(Span::plain(text)),
        Fate::Removed => Some(Span::styled(format!("[-{text}-]"), REMOVED)),
        Fate::Added => Some(Span::styled(format!("{{+{text}+}}"), ADDED)),
    }
}

fn write_paragraph(out: &mut dyn Write, spans: &[Span], terminal: Terminal) -> io::Result<()> {
    if spans.is_empty() {
        return out.write_all(b"\n");
    }
    for line in wrap(spans, terminal.columns()) {
        paint::write(out, &line, terminal)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Pieces in which unchanged text far from any change gives way to an ellipsis.
fn abridged(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let shorten = |(at, piece): (usize, &Piece)| {
        if piece.fate != Fate::Same || piece.text.chars().count() <= 2 * CONTEXT {
            return piece.clone();
        }
        let head = if at == 0 { "" } else { beginning(&piece.text) };
        let tail = if at == last { "" } else { ending(&piece.text) };
        Piece { fate: Fate::Same, text: format!("{head} … {tail}").trim().to_owned() + " " }
    };
    pieces.iter().enumerate().map(shorten).collect()
}

/// The first words of a text, in their last line.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| at);
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    &text[..cut]
}

/// The last words of a text.
fn ending(text: &str) -> &str {
    let start = text.char_indices().nth_back(CONTEXT).map_or(0, |(at, _)| at);
    let cut = text[start..].find(char::is_whitespace).map_or(start, |at| start + at);
    text[cut..].trim_start()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let pieces = diff(old, new);
        let mark = |piece: &Piece| marked(piece.fate, &piece.text).map(|span| span.text);
        pieces.iter().filter_map(mark).collect()
    }

    #[test]
    fn words_not_letters() {
        for (old, new, expected) in [
            ("same", "same", "same"),
            ("", "", ""),
            ("", "new", "{+new+}"),
            ("old", "", "[-old-]"),
            ("a quick fox", "a slow fox", "a [-quick-]{+slow+} fox"),
            ("one old word here", "one new thing here", "one [-old word-]{+new thing+} here"),
            ("release 2.4", "release 2.5!", "release [-2.4-]{+2.5!+}"),
            ("a b c", "a c", "a [-b -]c"),
            ("日本語", "日本話", "日本[-語-]{+話+}"),
            ("x y z", "p q", "[-x y z-]{+p q+}"),
        ] {
            assert_eq!(shown(old, new), expected, "{old} | {new}");
        }
    }

    #[test]
    fn changes_for_people() {
        let changes = Changes {
            title: diff("Old Title", "New Title"),
            text: diff(
                &format!("Start. {}\nThe end\u{1b} is near.", "word ".repeat(200)),
                &format!("Start. {}\nThe end is far.", "word ".repeat(200)),
            ),
        };
        let mut bytes = Vec::new();
        write_changes(&mut bytes, &changes, &samples::piped()).unwrap();
        let out = String::from_utf8(bytes).unwrap();
        assert!(out.starts_with("[-Old-]{+New+} Title\n\n… word word"), "{out}");
        assert!(out.contains("[-near-]{+far+}.\n"), "{out}");
        assert!(out.len() < 300 && !out.contains('\u{1b}'), "{out:?}");
        let json = serde_json::to_value(&changes).unwrap();
        assert_eq!(json["title"][0], serde_json::json!({"fate": "removed", "text": "Old"}));
    }

    fn told(view: &View) -> String {
        let changes = Changes {
            title: diff(
                "Making Queues Cheap to Keep",
                "Making Queues Cheaper to Keep 👨\u{200d}👩\u{200d}👧",
            ),
            text: diff(
                "A queue of what people do is read at every request, and written at every one.\n\n\
                 It was large. 日本語の長い文章。",
                "A queue of what people do is read at every request and seldom written.\n\n\
                 It was very large, and had to become smaller. 日本語の文章。",
            ),
        };
        samples::text(|out| write_changes(out, &changes, view))
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
Making Queues [-Cheap-]{+Cheaper+} to Keep{+ 👨‍👩‍👧+}

A queue of what people do is read at every request[-,-] and
[-written at every one-]{+seldom written+}.

It was {+very +}large{+, and had to become smaller+}. 日本語
の[-長い-]文章。
",
        );
    }

    #[test]
    fn eighty_columns_and_more() {
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
Making Queues [-Cheap-]{+Cheaper+} to Keep{+ 👨‍👩‍👧+}

A queue of what people do is read at every request[-,-] and [-written at every
one-]{+seldom written+}.

It was {+very +}large{+, and had to become smaller+}. 日本語の[-長い-]文章。
",
        );
        samples::held(&told(&samples::on(Terminal::plain(200))), "
Making Queues [-Cheap-]{+Cheaper+} to Keep{+ 👨‍👩‍👧+}

A queue of what people do is read at every request[-,-] and [-written at every one-]{+seldom written+}.

It was {+very +}large{+, and had to become smaller+}. 日本語の[-長い-]文章。
");
    }

    #[test]
    fn eighty_columns_in_colour() {
        samples::held(&told(&samples::on(Terminal::modern(80))), "
Making Queues ␛[31m[-Cheap-]␛[0m␛[32m{+Cheaper+}␛[0m to Keep␛[32m{+ 👨‍👩‍👧+}␛[0m

A queue of what people do is read at every request␛[31m[-,-]␛[0m and ␛[31m[-written at every␛[0m
␛[31mone-]␛[0m␛[32m{+seldom written+}␛[0m.

It was ␛[32m{+very +}␛[0mlarge␛[32m{+, and had to become smaller+}␛[0m. 日本語の␛[31m[-長い-]␛[0m文章。
");
    }

    #[test]
    fn in_a_pipe() {
        samples::held(
            &told(&samples::piped()),
            "
Making Queues [-Cheap-]{+Cheaper+} to Keep{+ 👨‍👩‍👧+}

A queue of what people do is read at every request[-,-] and [-written at every
one-]{+seldom written+}.

It was {+very +}large{+, and had to become smaller+}. 日本語の[-長い-]文章。
",
        );
    }

    #[test]
    fn texts_that_share_nothing_are_replaced_in_short_order() {
        let (old, new) = ("one two ".repeat(20_000), "three,four\n".repeat(20_000));
        let begun = std::time::Instant::now();
        assert!(diff(&old, &new).len() <= 3);
        assert!(begun.elapsed().as_secs() < 20);
    }

    proptest! {
        #[test]
        fn both_versions_can_be_put_together_again(old in "[ab \n日é]{0,40}", new in "[ab \n日é]{0,40}") {
            let pieces = diff(&old, &new);
            let without = |fate| pieces.iter().filter(|p| p.fate != fate).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Fate::Added), old);
            prop_assert_eq!(without(Fate::Removed), new);
        }
    }
}
