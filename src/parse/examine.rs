//! A document in, how it was read out: for people who ask why.

use super::{Mended, decode, repair, second};
use crate::model::Document;

/// How bytes became text, and what another reader makes of the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The encoding that the bytes were read in.
    pub encoding: &'static str,
    /// Why that one, in words for people.
    pub why: &'static str,
    /// How many entries feed-rs finds in the text; `None` if it finds no feed.
    pub second: Option<usize>,
}

/// Reads a document as [`parse`](super::parse) does, and says how.
pub fn examine(document: &Document) -> Examined {
    let mut mended = Mended::default();
    let body = decode::unpack(&document.body, &mut mended);
    let decoded = decode::text(&body, document.content_type.as_deref(), &mut mended);
    let (encoding, why) = (decoded.encoding, decoded.why);
    let text = repair::characters(decoded.text, &mut mended);
    let second = second::read(&text).map(|feed| feed.entries.len());
    Examined { encoding, why, second }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_comes_with_its_reason() {
        let latin = "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel>\
                     <title>Caf\u{e9}</title><item><title>a</title><link>http://x.example/</link>\
                     </item></channel></rss>";
        let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
        for (body, encoding, why, second) in [
            (&bytes[..], "windows-1252", "it is called so, and its bytes fit", Some(1)),
            (latin.as_bytes(), "UTF-8", "its bytes are, whatever they are called", Some(1)),
            (b"\xff\xfe<\0a\0/\0>\0", "UTF-16LE", "its byte order mark", None),
            (b"<\0a\0/\0>\0", "UTF-16LE", "the zeros between its characters", None),
            (b"<a/>", "UTF-8", "it is all ASCII", None),
        ] {
            let examined = examine(&Document::from_bytes(body, ""));
            assert_eq!(examined, Examined { encoding, why, second });
        }
    }
}
