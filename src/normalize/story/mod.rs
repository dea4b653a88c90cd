//! Articles of different feeds in, whether they tell one story out.
//!
//! A story groups, it never merges: each article keeps its record, its words and its state. That
//! two feeds carry one text under two addresses (syndication, a cross-post), that one remarks on
//! the other's page, that two report under one headline, is worth knowing in a list, and no
//! reason to lose one of them.
//!
//! An entry's marks ([`mark`]) nominate: the store keeps them and looks up who shares one within
//! two weeks. What is found so is held against it ([`tells_the_same`]). Shingles and fingerprints of
//! whole texts are left out on purpose: over the short texts of feeds, a fingerprint misses most
//! of what a few changed words make of a text, and the exact text and the title find what
//! syndication copies.

mod links;
mod title;

use crate::model::{Draft, Marks, Meeting};

use super::identity::similarity;

const DAY: i64 = 24 * 3600;

/// What is further apart is another story, whatever it shares.
pub const WINDOW: i64 = 14 * DAY;

/// Headlines alone hold two articles together for so long.
const TITLE_HOLDS: i64 = 3 * DAY;

/// From here on two texts are one, perhaps edited.
const TEXTS_AGREE: f64 = 0.8;

/// Titles that share less of their words are those of two texts.
const RELATED: f64 = 0.3;

/// In shorter texts, boilerplate alone makes so much likeness.
const FEWEST_WORDS: usize = 48;

/// A text of fewer bytes ("Comments", "Read more") is the same in articles that have nothing to
/// do with each other. About two dozen words.
const SHORTEST_TEXT: usize = 160;

/// Gives each entry the marks by which what tells the same is found.
pub fn mark(drafts: &mut [Draft]) {
    for draft in drafts {
        draft.marks = Marks {
            text: draft.content_text.as_ref().is_some_and(|text| text.len() >= SHORTEST_TEXT),
            titles: if draft.titled { title::marks(&draft.title) } else { Vec::new() },
            links: links::outward(draft),
        };
    }
}

/// Why two articles tell one story; `None` if they do not. `texts` unpacks both texts, and is
/// asked only where titles and addresses leave it open.
pub fn tells_the_same(
    meeting: &Meeting<'_>,
    texts: &mut dyn FnMut() -> Option<[String; 2]>,
) -> Option<&'static str> {
    let apart = meeting.dates[0].since(meeting.dates[1]).saturating_abs();
    if apart > WINDOW {
        return None;
    }
    if meeting.same_address.is_some_and(is_a_page) {
        return Some("the same address");
    }
    if meeting.linked.is_some_and(is_a_page) {
        return Some("one links to the other");
    }
    if meeting.same_text {
        return Some("the same text");
    }
    if apart <= TITLE_HOLDS
        && let Some(why) = title::alike(meeting.titles)
    {
        return Some(why);
    }
    // Texts are dear to unpack and to compare. A text that was edited keeps a good part of its
    // headline; what shares no more than a link or a word or two is spared.
    if title::likeness(meeting.titles) < RELATED {
        return None;
    }
    texts().filter(agree).map(|_| "texts that agree")
}

/// A site's front page is the address of no one article.
fn is_a_page(key: &str) -> bool {
    key.split_once('/').is_some_and(|(_, path)| !path.is_empty())
}

fn agree([one, other]: &[String; 2]) -> bool {
    let is_long = |text: &str| text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    is_long(one)
        && is_long(other)
        && similarity(one, other).is_some_and(|likeness| likeness >= TEXTS_AGREE)
}

#[cfg(test)]
mod tests;
