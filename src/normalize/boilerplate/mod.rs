//! Text in, how much of it is the article's own out: tails that programs add are cut.
//!
//! Only the last paragraph is ever looked at, again and again while something is cut, so that
//! no phrase in the middle of an article can cost a word of it.

mod phrases;
mod stylesheet;

use phrases::{FORMS, LINES, OPENINGS, PHRASES, SENTENCES, Sentence};

pub(super) use stylesheet::stylesheet;

use super::{address::is_same_page, html::Link, text::boundary};

/// No tail is longer.
const LONGEST: usize = 600;
/// No wildcard of a sentence stands for more.
const WILDCARD: usize = 300;
/// No paragraph of links to the entry itself is longer.
const LINKED: usize = 160;
/// A text has at most so many tails.
const TAILS: usize = 8;

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    /// How many bytes are the article's own.
    pub(super) keep: usize,
    /// Whether the tail, or what is left, says that there is more elsewhere.
    pub(super) teaser: bool,
    /// Whether the program that cut the text says so with `[…]`.
    pub(super) elided: bool,
}

/// Finds the tail of a text with these last links, under this title; `own` are the addresses of
/// the entry, of its comments and of its site.
pub(super) fn ending(text: &str, links: &[Link], title: &str, own: &[Option<&str>]) -> Ending {
    let mut ending = Ending { keep: text.trim_end().len(), teaser: false, elided: false };
    for _ in 0..TAILS {
        let kept = &text[..ending.keep];
        if let Some(shorter) = elision(kept) {
            ending.elided = true;
            ending.teaser = true;
            ending.keep = shorter;
        } else if let Some(shorter) = sentence(kept, links, title) {
            ending.keep = shorter;
        } else if let Some((shorter, teases)) = phrase(kept, links)
            .or_else(|| Some((opening(kept, links)?, true)))
            .or_else(|| Some((pointer(kept, links, own)?, true)))
        {
            ending.teaser |= teases;
            ending.keep = shorter;
        } else if let Some(shorter) =
            [form(kept), whole_line(kept), own_links(kept, links, own)].into_iter().flatten().next()
        {
            ending.keep = shorter;
        } else {
            break;
        }
        ending.keep = text[..ending.keep].trim_end().len();
    }
    ending.teaser |= text[..ending.keep].ends_with(['…']) || text[..ending.keep].ends_with("...");
    ending
}

/// `[…]`, as WordPress ends an excerpt.
fn elision(text: &str) -> Option<usize> {
    ["[…]", "[...]", "[ … ]", "(…)", "[&hellip;]"]
        .iter()
        .find_map(|mark| text.strip_suffix(mark))
        .map(str::len)
}

/// Where the last paragraph begins.
fn last_paragraph(text: &str) -> usize {
    text.rfind("\n\n").map_or(0, |at| at + 2)
}

/// Where the last line begins.
fn last_line(text: &str) -> usize {
    text.rfind('\n').map_or(0, |at| at + 1)
}

/// A whole sentence that a program adds, such as WordPress's "The post … appeared first on …".
fn sentence(text: &str, links: &[Link], title: &str) -> Option<usize> {
    let paragraph = last_paragraph(text);
    let from = boundary(text, text.len().saturating_sub(LONGEST)).max(paragraph);
    let window = &text[from..];
    let marked = beginnings(window).find(|at| {
        let tail = &window[*at..];
        SENTENCES.iter().any(|sentence| {
            sentence
                .starts
                .and_then(|starts| tail.strip_prefix(starts))
                .is_some_and(|rest| goes_on(rest, sentence))
        })
    });
    let at = if let Some(at) = marked {
        from + at
    } else {
        let whole = from == paragraph;
        from + SENTENCES.iter().find_map(|s| unmarked(window, whole, s, title))?
    };
    let tail = &text[at..];
    // The words could be the author's; the title, a link or "[comments]" proves them, and so
    // does a line of their own that is one sentence.
    let proven = !title.is_empty() && tail.contains(title)
        || links.iter().any(|link| link.range.start >= at && link.range.end <= text.len())
        || tail.ends_with(']');
    let before = text[..at].trim_end_matches([' ', '-', '—']);
    let alone = at == paragraph || before.ends_with('\n');
    // A dash that led over to the tail goes with it.
    (proven || alone && !tail.contains(". ")).then_some(before.len())
}

/// Where in a window a sentence may begin: at its start and after what ends another, the last
/// first.
fn beginnings(window: &str) -> impl Iterator<Item = usize> {
    let spaces = window.rmatch_indices([' ', '\n']).map(|(at, space)| at + space.len());
    spaces.filter(|at| parted(&window[..*at])).chain([0])
}

/// Whether the fixed words of a sentence follow, and end the text.
fn goes_on(text: &str, sentence: &Sentence) -> bool {
    let Some(rest) = sentence.goes_on.iter().try_fold(text, |rest, piece| {
        let gap = rest.find(piece).filter(|gap| *gap <= WILDCARD)?;
        Some(&rest[gap + piece.len()..])
    }) else {
        return false;
    };
    match sentence.ends {
        Some(end) => rest.trim_end_matches('.').ends_with(end),
        None if sentence.ends_block => rest.len() <= WILDCARD,
        None => rest.len() <= WILDCARD / 2 && !rest.contains(". "),
    }
}

/// Where a sentence begins that begins with the title; or with anything, if that is short and
/// no sentence itself.
fn unmarked(window: &str, whole: bool, sentence: &Sentence, title: &str) -> Option<usize> {
    let ends = sentence.ends.filter(|_| sentence.starts.is_none())?;
    let first = sentence.goes_on.first()?;
    if !window.trim_end_matches('.').ends_with(ends) {
        return None;
    }
    let before = &window[..window.rfind(first)?];
    if !goes_on(&window[before.len()..], sentence) {
        return None;
    }
    if !title.is_empty() && before.ends_with(title) {
        return Some(before.len() - title.len());
    }
    let sentences = [". ", "! ", "? ", ".\n"].iter().any(|end| before.contains(end));
    (whole && before.len() <= WILDCARD && !sentences).then_some(0)
}

/// Whether what stands before a tail is ended: by punctuation, brackets or a line's end.
fn parted(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';'))
}

/// A link of a few words that leads to the rest, such as "Read more", and whether it does.
fn phrase(text: &str, links: &[Link]) -> Option<(usize, bool)> {
    let shown = text.trim_end_matches(is_ornament);
    PHRASES.iter().find_map(|phrase| {
        let start = ends_with_ignoring_case(shown, phrase.words)?;
        if text[..start].ends_with(char::is_alphanumeric) && phrase.words.is_ascii() {
            return None;
        }
        let before = text[..start].trim_end_matches(is_ornament);
        let alone = before.is_empty() || text[before.len()..start].contains('\n');
        let apart = alone || parted(&text[..start]);
        let bracketed = text[..start].ends_with(['(', '[']) && text.ends_with([')', ']']);
        let pointed = alone && text.ends_with(['→', '»', '›', '>']);
        let link =
            links.iter().map(|link| &link.range).find(|l| l.start < start + 2 && start < l.end);
        let sure = if phrase.needs_link {
            pointed || apart && link.is_some()
        } else {
            apart || link.is_some()
        };
        // A link may say more than the phrase: "“TITLE” weiterlesen".
        let start = link.map_or(start, |link| link.start.min(start));
        let loose = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '|' | '-' | '–' | '—');
        (bracketed || sure).then(|| (text[..start].trim_end_matches(loose).len(), phrase.teases))
    })
}

/// A last line that begins like "Continue reading" and goes on with the title.
fn opening(text: &str, links: &[Link]) -> Option<usize> {
    let start = last_line(text);
    let line = &text[start..];
    if line.len() > WILDCARD {
        return None;
    }
    let known = OPENINGS.iter().any(|opening| starts_with_ignoring_case(line, opening));
    let linked = links.iter().any(|link| link.range.start <= start + 2 && start < link.range.end);
    (known && (linked || line.ends_with(['→', '»', '›', '…']))).then_some(start)
}

/// A few words at the end that lead to the entry's own page and point there, in any language:
/// "… Continua »".
fn pointer(text: &str, links: &[Link], own: &[Option<&str>]) -> Option<usize> {
    const WORDS: usize = 3;
    let page = own.first().copied().flatten()?;
    let shown = text.trim_end_matches(is_ornament).len();
    let link = links.iter().rev().find(|l| l.range.start < shown && l.range.end >= shown)?;
    let (before, words) = (text.get(..link.range.start)?.trim_end(), text.get(link.range.start..)?);
    let goes_on = |text: &str| text.ends_with("...") || text.ends_with('…');
    let points = words.trim_end().ends_with(['»', '›', '→', '⟶', '⇒']);
    let few = words.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    (few <= WORDS && (points || goes_on(before)) && is_same_page(&link.target, page))
        .then_some(before.len())
}

/// Where a form begins that a program filled in: several lines, each with its label.
fn form(text: &str) -> Option<usize> {
    FORMS.iter().find_map(|labels| {
        labels.iter().rev().try_fold(text.len(), |end, label| {
            let kept = text[..end].trim_end();
            let start = last_line(kept);
            kept[start..].starts_with(label).then_some(start)
        })
    })
}

/// A last line after the text that says nothing but what a button says.
fn whole_line(text: &str) -> Option<usize> {
    let start = last_line(text);
    (start > 0 && LINES.contains(&text[start..].trim_matches(is_ornament))).then_some(start)
}

/// A last paragraph that is nothing but links to the entry itself, its comments or its site,
/// whatever it says and in which language.
fn own_links(text: &str, links: &[Link], own: &[Option<&str>]) -> Option<usize> {
    let start = last_paragraph(text);
    if start == 0 || text.len() - start > LINKED {
        return None;
    }
    let mut at = start;
    for link in links.iter().filter(|link| link.range.start >= start) {
        let between = text.get(at..link.range.start)?;
        let leads_home = own.iter().flatten().any(|address| is_same_page(&link.target, address));
        if between.contains(char::is_alphanumeric) || !leads_home {
            return None;
        }
        at = link.range.end;
    }
    let rest = text.get(at..)?;
    (at > start && !rest.contains(char::is_alphanumeric)).then_some(start)
}

/// Arrows, brackets and dots around a phrase.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '→' | '»'
                | '›'
                | '>'
                | '…'
                | '.'
                | '('
                | ')'
                | '['
                | ']'
                | '|'
                | ':'
                | '-'
                | '–'
                | '—'
                | '⇒'
                | '➔'
                | '▶'
                | '!'
                | '▸'
                | '↗'
                | '⟶'
                | '\u{fe0e}'
                | '\u{fe0f}'
        )
}

/// Where the words begin that end a text, ASCII case aside.
fn ends_with_ignoring_case(text: &str, words: &str) -> Option<usize> {
    let start = text.len().checked_sub(words.len())?;
    let tail = text.get(start..)?;
    tail.eq_ignore_ascii_case(words).then_some(start)
}

fn starts_with_ignoring_case(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words))
}

#[cfg(test)]
mod tests;
