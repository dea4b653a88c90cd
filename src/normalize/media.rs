//! Enclosures, thumbnails and durations as a document gives them in, those that can be had out.

use std::collections::HashSet;

use super::address::Base;
use crate::model::{Enclosure, Entry, Media};

/// Longer lists are galleries that the content shows too.
const MOST: usize = 100;

/// What files of these endings are, for the many that come without a type.
const ENDINGS: &[(&str, &str)] = &[
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("m4b", "audio/mp4"),
    ("aac", "audio/aac"),
    ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("flac", "audio/flac"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
];

/// Types that some servers name for whatever they do not know.
const SAYS_NOTHING: &[&str] = &["application/octet-stream", "binary/octet-stream"];

/// Enclosures with an http(s) address, each address once, in the document's order. The episode's
/// duration is that of the file it consists of.
pub(super) fn enclosures(entry: &Entry, base: &Base<'_>) -> Vec<Enclosure> {
    let mut seen = HashSet::new();
    let mut enclosures: Vec<Enclosure> = entry
        .enclosures
        .iter()
        .filter_map(|media| enclosure(media, base))
        .filter(|enclosure| seen.insert(enclosure.url.clone()))
        .take(MOST)
        .collect();
    if let Some(seconds) = entry.duration.filter(|seconds| *seconds > 0) {
        last(&mut enclosures, seconds);
    }
    enclosures
}

fn enclosure(media: &Media, base: &Base<'_>) -> Option<Enclosure> {
    let url = base.web(&media.url).filter(|url| !is_portrait(url))?;
    let given = media.media_type.as_deref().and_then(media_type);
    Some(Enclosure {
        media_type: given.or_else(|| by_ending(&url)),
        // Many feeds write 0 where they do not know.
        length: media.length.filter(|length| *length > 0),
        duration: media.duration.filter(|seconds| *seconds > 0),
        url,
    })
}

/// Whether this is somebody's face: WordPress adds the author's to every entry.
fn is_portrait(url: &str) -> bool {
    url.split_once("gravatar.com/").is_some_and(|(_, path)| path.starts_with("avatar"))
}

/// What the ending of an address says of the file there.
fn by_ending(url: &str) -> Option<String> {
    let (_, ending) = path(url).rsplit_once('.')?;
    let known = ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
    known.map(|(_, media_type)| (*media_type).to_owned())
}

/// The path of an absolute address.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    rest.find('/').map_or("", |at| &rest[at..])
}

/// Says how long the one file that plays takes, where it does not itself; several are one in
/// several formats if their names differ in nothing but the ending.
fn last(enclosures: &mut [Enclosure], seconds: u64) {
    let name = |url: &str| {
        let path = path(url);
        path.rsplit_once('.').map_or(path, |(name, _)| name).to_owned()
    };
    let mut playing: Vec<&mut Enclosure> =
        enclosures.iter_mut().filter(|enclosure| plays(enclosure)).collect();
    let Some(first) = playing.first().map(|first| name(&first.url)) else { return };
    let is_other = |file: &&mut Enclosure| file.duration.is_some() || name(&file.url) != first;
    if !playing.iter().any(is_other) {
        playing.iter_mut().for_each(|file| file.duration = Some(seconds));
    }
}

/// Whether a file takes time: sound, film, or of a type that nobody names.
fn plays(enclosure: &Enclosure) -> bool {
    enclosure.media_type.as_deref().is_none_or(|media_type| {
        media_type.starts_with("audio/")
            || media_type.starts_with("video/")
            || SAYS_NOTHING.contains(&media_type)
    })
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
    let mut thumbnails = entry.thumbnails.iter().filter_map(|thumbnail| base.web(thumbnail));
    let named = thumbnails.find(|url| !is_portrait(url));
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
        let given = vec![
            Media { length: Some(0), duration: Some(90), ..media("1.mp3", " Audio/MPEG; x=y") },
            media("https://a.example/show/1.mp3", "audio/mpeg"),
            media("file:///etc/passwd", "text/plain"),
            media("https://a.example/2.bin", "nonsense"),
        ];
        let entry = Entry { enclosures: given, ..Entry::default() };
        let found = enclosures(&entry, &base);
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
        let enclosed = enclosures(
            &Entry {
                enclosures: vec![media("https://a.example/e.png", "image/png")],
                ..Entry::default()
            },
            &base,
        );
        let content = Some("https://a.example/c.png".to_owned());
        let mut entry = Entry::default();
        let of =
            |entry: &Entry, enclosed: &[Enclosure]| image(entry, enclosed, content.clone(), &base);
        assert_eq!(of(&entry, &[]).as_deref(), Some("https://a.example/c.png"));
        assert_eq!(of(&entry, &enclosed).as_deref(), Some("https://a.example/e.png"));
        let portrait = "https://1.gravatar.com/avatar/0b?s=96&d=identicon";
        let thumbnails = ["javascript:x", portrait, "https://a.example/t.png"];
        entry.thumbnails = thumbnails.map(str::to_owned).to_vec();
        assert_eq!(of(&entry, &enclosed).as_deref(), Some("https://a.example/t.png"));
    }

    #[test]
    fn the_episode_lasts_as_long_as_its_file() {
        let untyped = |url: &str| Media { url: url.to_owned(), ..Media::default() };
        let timed = |url: &str| Media { duration: Some(7), ..untyped(url) };
        let picture = || untyped("https://a.example/1.jpg");
        for (files, expected) in [
            (vec![untyped("https://a.example/1.mp3?from=feed")], &[Some(90)][..]),
            (vec![untyped("https://a.example/play/1")], &[Some(90)]),
            (vec![media("https://a.example/1", "application/octet-stream")], &[Some(90)]),
            (vec![picture(), untyped("https://a.example/1.mp3")], &[None, Some(90)]),
            (
                vec![untyped("https://a.example/1.mp3"), untyped("https://b.example/1.mp4")],
                &[Some(90), Some(90)],
            ),
            (
                vec![untyped("https://a.example/1.mp3"), untyped("https://a.example/2.mp3")],
                &[None, None],
            ),
            (
                vec![timed("https://a.example/1.mp3"), untyped("https://a.example/1.mp4")],
                &[Some(7), None],
            ),
            (vec![media("https://a.example/1", "text/html")], &[None]),
            (vec![picture()], &[None]),
            (vec![], &[]),
        ] {
            let entry = Entry { duration: Some(90), enclosures: files, ..Entry::default() };
            let found = enclosures(&entry, &Base::new([]));
            let durations: Vec<_> = found.iter().map(|file| file.duration).collect();
            assert_eq!(durations, expected, "{found:?}");
        }
    }

    #[test]
    fn a_file_is_what_its_ending_says_for_want_of_a_type() {
        for (url, given, expected) in [
            ("https://a.example/1.MP3?x=1.png", "", Some("audio/mpeg")),
            ("https://a.example/1.mp3", "audio/x-mp3", Some("audio/x-mp3")),
            ("https://a.example/1.jpeg#x", "", Some("image/jpeg")),
            ("https://media.mp4", "", None),
            ("https://a.example/1.mp3/download", "", None),
        ] {
            let entry = Entry { enclosures: vec![media(url, given)], ..Entry::default() };
            let found = enclosures(&entry, &Base::new([]));
            assert_eq!(found[0].media_type.as_deref(), expected, "{url}");
        }
        let portrait = media("http://0.gravatar.com/avatar/0b?s=96", "image/png");
        let entry = Entry { enclosures: vec![portrait], ..Entry::default() };
        assert_eq!(enclosures(&entry, &Base::new([])), []);
    }
}
