//! Content, compressed: HTML and plain text in one frame, since the one repeats the other.

use std::io::{self, Read};

use rusqlite::{Connection, OptionalExtension, types::Type};

use crate::model::{Html, Seq};

/// What an article holds: HTML and plain text.
pub(super) type Content = (Option<Html>, Option<String>);

/// An article's content, if it has any.
pub(super) fn load(connection: &Connection, seq: Seq) -> rusqlite::Result<Option<Content>> {
    connection
        .prepare_cached("SELECT body FROM content WHERE seq = ?1")?
        .query_row([seq.0], |row| read(row.get_ref(0)?.as_blob()?))
        .optional()
}

/// Unpacks a column of content.
pub(super) fn read(body: &[u8]) -> rusqlite::Result<Content> {
    unpack(body)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error)))
}

/// zstd's fastest level above the negative ones: about 400 MB/s here, and smaller than the raw
/// text even with the word index beside it.
const LEVEL: i32 = 1;

/// Content as the database keeps it, `None` if there is none. What cannot be packed is an error:
/// an article is stored whole or not at all.
pub(super) fn pack(html: Option<&str>, text: Option<&str>) -> rusqlite::Result<Option<Vec<u8>>> {
    let (html, text) = (html.unwrap_or_default(), text.unwrap_or_default());
    if html.is_empty() && text.is_empty() {
        return Ok(None);
    }
    let failed = |error: io::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let mut plain = Vec::with_capacity(4 + html.len() + text.len());
    plain.extend_from_slice(&length(html.len()).map_err(failed)?);
    plain.extend_from_slice(html.as_bytes());
    plain.extend_from_slice(text.as_bytes());
    zstd::bulk::compress(&plain, LEVEL).map(Some).map_err(failed)
}

/// The length of the HTML, as it stands before it.
fn length(bytes: usize) -> io::Result<[u8; 4]> {
    u32::try_from(bytes)
        .map(u32::to_le_bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "HTML of more than 4 GiB"))
}

/// The HTML and the plain text of a packed content.
pub(super) fn unpack(body: &[u8]) -> io::Result<Content> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "stored content is damaged");
    let mut plain = Vec::new();
    zstd::Decoder::with_buffer(body)?.read_to_end(&mut plain)?;
    let (length, rest) = plain.split_first_chunk::<4>().ok_or_else(damaged)?;
    let (html, text) =
        rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
    let own = |bytes: &[u8]| {
        std::str::from_utf8(bytes)
            .map(|text| (!text.is_empty()).then(|| text.to_owned()))
            .map_err(|_| damaged())
    };
    Ok((own(html)?.map(Html::sanitized), own(text)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_back_as_it_went_in() {
        for (html, text) in [
            (Some("<p>Dürre Wörter</p>"), Some("Dürre Wörter")),
            (None, Some("only text")),
            (Some("<img src=\"https://a.example/x.png\">"), None),
        ] {
            let body = pack(html, text).expect("it packs").expect("there is content");
            let (html_back, text_back) = unpack(&body).expect("it unpacks");
            assert_eq!(html_back.as_ref().map(Html::as_str), html);
            assert_eq!(text_back.as_deref(), text);
        }
        assert_eq!(pack(None, Some("")).expect("it packs"), None);
    }

    #[test]
    fn what_has_no_length_to_stand_before_it_is_an_error() {
        assert_eq!(length(0x0102).expect("fits"), [2, 1, 0, 0]);
        assert!(length(u32::MAX as usize).is_ok());
        #[cfg(target_pointer_width = "64")]
        assert!(length(u32::MAX as usize + 1).is_err());
    }

    #[test]
    fn damaged_content_is_an_error_not_a_panic() {
        let body = pack(Some("<p>x</p>"), Some("x")).expect("it packs").expect("there is content");
        for cut in 0..body.len() {
            assert!(unpack(&body[..cut]).is_err(), "{cut} bytes");
        }
        let short = zstd::bulk::compress(&[9, 0, 0, 0, b'x'], 1).expect("compresses");
        assert!(unpack(&short).is_err());
    }
}
