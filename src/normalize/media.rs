//! Enclosures, thumbnails and durations as a document gives them in, those that can be had out.

use std::collections::HashSet;

use super::address::Base;
use crate::model::{Enclosure, Entry, Media};

/// Longer lists are galleries that the content shows too.
const MOST: usize = 100;

/// Enclosures with an http(s) address, each address once, in the document's order.
pub(super) fn enclosures(media: &[Media], base: &Base<'_>) -> Vec<Enclosure> {
    let mut seen = HashSet::new();
    media
        .iter()
        .filter_map(|media| {
            let url = base.web(&media.url)?;
            seen.insert(url.clone()).then(|| Enclosure {
                url,
                media_type: media.media_type.as_deref().and_then(media_type),
                // Many feeds write 0 where they do not know.
                length: media.length.filter(|length| *length > 0),
                duration: media.duration.filter(|seconds| *seconds > 0),
            })
        })
        .take(MOST)
        .collect()
}

/// A media type in lower case, without parameters.
fn media_type(written: &str) -> Option<String> {
    let name = written.split(';').next()?.trim().to_ascii_lowercase();
    let (kind, sort) = name.split_once('/')?;
    let good = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b))
    };
    (good(kind) && good(sort)).then_some(name)
}

/// The picture for an entry: the one it names, else an enclosed one, else the content's first.
pub(super) fn image(
    entry: &Entry,
    enclosures: &[Enclosure],
    content: Option<String>,
    base: &Base<'_>,
) -> Option<String> {
    let named = entry.thumbnails.iter().find_map(|thumbnail| base.web(thumbnail));
    let enclosed = || enclosures.iter().find(|e| is_image(e)).map(|e| e.url.clone());
    named.or_else(enclosed).or(content)
}

fn is_image(enclosure: &Enclosure) -> bool {
    enclosure.media_type.as_deref().is_some_and(|t| t.starts_with("image/"))
}

/// The duration of an episode or video: the entry's own, else that of what it encloses.
pub(super) fn duration(entry: &Entry, enclosures: &[Enclosure]) -> Option<u64> {
    entry
        .duration
        .filter(|seconds| *seconds > 0)
        .or_else(|| enclosures.iter().find_map(|enclosure| enclosure.duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(url: &str, media_type: &str) -> Media {
        Media { url: url.to_owned(), media_type: Some(media_type.to_owned()), ..Media::default() }
    }

    #[test]
    fn enclosures_are_absolute_and_each_once() {
        let base = Base::new([Some("https://a.example/show/")]);
        let given = [
            Media { length: Some(0), duration: Some(90), ..media("1.mp3", " Audio/MPEG; x=y") },
            media("https://a.example/show/1.mp3", "audio/mpeg"),
            media("file:///etc/passwd", "text/plain"),
            media("https://a.example/2.bin", "nonsense"),
        ];
        let found = enclosures(&given, &base);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].url, "https://a.example/show/1.mp3");
        assert_eq!(found[0].media_type.as_deref(), Some("audio/mpeg"));
        assert_eq!((found[0].length, found[0].duration), (None, Some(90)));
        assert_eq!(found[1].media_type, None);
        assert_eq!(duration(&Entry::default(), &found), Some(90));
    }

    #[test]
    fn the_best_picture_stands_for_the_entry() {
        let base = Base::new([]);
        let enclosed = enclosures(&[media("https://a.example/e.png", "image/png")], &base);
        let content = Some("https://a.example/c.png".to_owned());
        let mut entry = Entry::default();
        let of =
            |entry: &Entry, enclosed: &[Enclosure]| image(entry, enclosed, content.clone(), &base);
        assert_eq!(of(&entry, &[]).as_deref(), Some("https://a.example/c.png"));
        assert_eq!(of(&entry, &enclosed).as_deref(), Some("https://a.example/e.png"));
        entry.thumbnails = vec!["javascript:x".to_owned(), "https://a.example/t.png".to_owned()];
        assert_eq!(of(&entry, &enclosed).as_deref(), Some("https://a.example/t.png"));
    }
}
