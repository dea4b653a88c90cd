//! What a document shows beside its articles in, signs of trouble out: nothing in it any more,
//! nothing known in it, less text than usual, dates that cannot be.

use super::Hints;
use crate::model::{Entry, Signs, Timestamp};

/// So many entries at each end of a document are remembered, to know the next one by.
const ENDS: usize = 4;
/// A document of fewer entries turns over by itself.
const TELLING: u32 = 3;
/// Entries usually shorter than this, in bytes, have no long text that could be missing.
const LONG: u32 = 1_500;
/// Dates up to a day ahead are a mistaken time zone.
const ZONES: i64 = 86_400;
/// After so long, little text is what is usual.
const HABIT: i64 = 60 * 86_400;

/// The signs after this document. `window` is how many entries the one before held; a `delta`
/// (RFC 3229) holds nothing but new entries.
pub(super) fn read(
    before: Signs,
    window: u32,
    hints: &Hints,
    delta: bool,
    now: Timestamp,
) -> Signs {
    if delta {
        let mut names = ends(&hints.names);
        names.extend(before.names.iter().take((2 * ENDS).saturating_sub(names.len())));
        return Signs { names, ..before };
    }
    let since = |is: bool, known: Option<Timestamp>| is.then(|| known.unwrap_or(now));
    let strange = window >= TELLING
        && hints.entries >= TELLING
        && !before.names.is_empty()
        && !share(&before.names, &hints.names);
    let ahead = |date: &Timestamp| date.since(now) > ZONES;
    let (length, shortened) = text(&before, hints, now);
    Signs {
        empty: since(hints.entries == 0 && (window > 0 || before.empty.is_some()), before.empty),
        future: since(!hints.dates.is_empty() && hints.dates.iter().all(ahead), before.future),
        gap: if strange { Some(now) } else { before.gap },
        // An empty document is no reason to forget what the feed was like.
        names: if hints.entries == 0 { before.names } else { ends(&hints.names) },
        length,
        shortened,
    }
}

/// The usual length of the text, and since when it has been far less.
fn text(before: &Signs, hints: &Hints, now: Timestamp) -> (Option<u32>, Option<Timestamp>) {
    let (Some(length), true) = (hints.length, hints.entries >= TELLING) else {
        return (before.length, before.shortened);
    };
    let Some(usual) = before.length else { return (Some(length), None) };
    let used_to_it = before.shortened.is_some_and(|since| now.since(since) > HABIT);
    if usual >= LONG && length < usual / 4 && !used_to_it {
        return (Some(usual), before.shortened.or(Some(now)));
    }
    // New entries arrive a few at a time: what is usual follows slowly, so that text that ends
    // with the new entries only is still missed once they are the most.
    let follows = if used_to_it || length > usual { length } else { usual - (usual - length) / 16 };
    (Some(follows), None)
}

fn ends(names: &[[u32; 2]]) -> Vec<[u32; 2]> {
    if names.len() <= 2 * ENDS {
        return names.to_vec();
    }
    [&names[..ENDS], &names[names.len() - ENDS..]].concat()
}

/// Whether any entry has one of its names in both.
fn share(known: &[[u32; 2]], names: &[[u32; 2]]) -> bool {
    names.iter().any(|[id, url]| known.iter().any(|[i, u]| i == id || u == url))
}

/// The two names of an entry: some feeds renew their ids, others their addresses.
pub(super) fn names(entry: &Entry) -> [u32; 2] {
    let hash = |text: &str| xxhash_rust::xxh3::xxh3_64(text.as_bytes()) as u32;
    let title = entry.title.as_ref().map_or("", |title| &title.value);
    let address = entry.url.as_deref().map(|url| {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.split(['?', '#']).next().unwrap_or(url)
    });
    let id = entry.id.as_deref().or(address).unwrap_or(title);
    // Where all entries lead to one address, the query is what tells them apart; then the title
    // stands beside it.
    let address = address.map(|address| format!("{address} {title}"));
    [hash(id), hash(address.as_deref().unwrap_or(id))]
}

/// The length of the text of the entry in the middle, by length.
pub(super) fn length(entries: &[Entry]) -> Option<u32> {
    let text = |entry: &Entry| {
        let texts = entry.contents.iter().chain(&entry.summary);
        texts.map(|text| text.value.len()).max().unwrap_or(0)
    };
    let mut lengths: Vec<usize> = entries.iter().map(text).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).map(|length| u32::try_from(*length).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Feed, Parsed, Text};

    const NOW: Timestamp = Timestamp(1_779_364_800);
    const DAY: i64 = 86_400;

    /// Entries `from..to`, each with so much text, dated so many seconds from now.
    fn document(from: u32, to: u32, text: usize, date: i64) -> Hints {
        let entry = |n: u32| Entry {
            id: Some(format!("id-{n}")),
            url: Some(format!("https://a.example/{n}?utm=1")),
            published: Some(NOW.plus(date)),
            contents: vec![Text::html("x".repeat(text))],
            ..Entry::default()
        };
        let entries = (from..to).rev().map(entry).collect();
        Hints::of(&Parsed { feed: Feed { entries, ..Feed::default() }, mended: Vec::new() })
    }

    /// The signs after these documents, an hour apart, the first at `NOW`.
    fn after(documents: &[Hints]) -> Signs {
        let mut signs = Signs::default();
        let (mut window, mut now) = (0, NOW);
        for hints in documents {
            signs = read(signs, window, hints, false, now);
            (window, now) = (hints.entries, now.plus(3600));
        }
        signs
    }

    #[test]
    fn documents_show_what_is_wrong() {
        let second = Some(NOW.plus(3600));
        let healthy = [document(0, 10, 3000, 0), document(5, 15, 2900, 0)];
        let signs = after(&healthy);
        assert_eq!(
            (signs.empty, signs.shortened, signs.future, signs.gap),
            (None, None, None, None)
        );
        for (what, first, next, expected) in [
            ("empty", document(0, 10, 9, 0), document(0, 0, 0, 0), [second, None, None, None]),
            ("always empty", document(0, 0, 0, 0), document(0, 0, 0, 0), [None; 4]),
            ("cut", document(0, 10, 3000, 0), document(1, 11, 200, 0), [None, second, None, None]),
            ("short", document(0, 10, 900, 0), document(1, 11, 200, 0), [None; 4]),
            (
                "future",
                document(0, 9, 9, 0),
                document(1, 10, 9, 2 * DAY),
                [None, None, second, None],
            ),
            ("zone", document(0, 9, 9, 0), document(1, 10, 9, DAY / 2), [None; 4]),
            ("gap", document(0, 10, 9, 0), document(10, 20, 9, 0), [None, None, None, second]),
            ("last one kept", document(0, 40, 9, 0), document(39, 79, 9, 0), [None; 4]),
            ("two at a time", document(0, 2, 9, 0), document(2, 4, 9, 0), [None; 4]),
        ] {
            let signs = after(&[first, next]);
            assert_eq!([signs.empty, signs.shortened, signs.future, signs.gap], expected, "{what}");
        }
    }

    #[test]
    fn trouble_keeps_its_beginning_and_ends_with_its_cause() {
        let none = || document(0, 0, 0, 0);
        let signs = after(&[document(0, 9, 9, 0), none(), none()]);
        assert_eq!(signs.empty, Some(NOW.plus(3600)));
        let signs = after(&[document(0, 9, 9, 0), none(), document(1, 10, 9, 0)]);
        assert_eq!((signs.empty, signs.gap), (None, None));
        let long = || document(0, 9, 4000, 0);
        let signs = after(&[long(), document(0, 9, 99, 0), document(0, 9, 99, 0)]);
        assert_eq!((signs.shortened, signs.length), (Some(NOW.plus(3600)), Some(4000)));
        assert_eq!(after(&[long(), document(0, 9, 99, 0), long()]).shortened, None);
        let used = read(signs, 9, &document(0, 9, 99, 0), false, NOW.plus(90 * DAY));
        assert_eq!((used.shortened, used.length), (None, Some(99)));
    }

    #[test]
    fn a_delta_and_renewed_ids_are_no_gap() {
        let first = after(&[document(0, 10, 9, 0)]);
        let delta = read(first, 10, &document(10, 14, 9, 0), true, NOW);
        assert_eq!(delta.gap, None);
        assert_eq!(read(delta, 10, &document(4, 14, 9, 0), false, NOW).gap, None);
        let mut renewed = document(0, 10, 9, 0);
        for [id, _] in &mut renewed.names {
            *id ^= 1;
        }
        assert_eq!(after(&[document(0, 10, 9, 0), renewed]).gap, None);
    }
}
