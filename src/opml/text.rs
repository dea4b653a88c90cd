//! A list's bytes in, its characters out, whatever encoding it claims to be in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a document its XML declaration is looked for.
const DECLARATION_LIMIT: usize = 256;

/// The text, and a note if the list was wrong about its own encoding or some bytes were lost.
///
/// Order of belief: byte order mark, the look of UTF-16, valid UTF-8, the XML declaration, a
/// guess. Valid UTF-8 goes before the declaration because hardly any text in another encoding
/// is valid UTF-8 by chance, while lists that .NET wrote from a string claim to be UTF-16.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read_as(encoding, &bytes[mark..], None);
    }
    if let Some(encoding) = utf16_by_look(bytes) {
        return read_as(encoding, bytes, None);
    }
    let declared = declared(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let lied = declared.filter(|declared| {
            // Nothing is mended where both readings agree.
            *declared != UTF_8 && !text.is_ascii() || is_utf16(declared)
        });
        let note = lied.map(|lied| format!("encoding: says {} but is UTF-8", lied.name()));
        return (Cow::Borrowed(text), note);
    }
    if let Some(encoding) = declared.filter(|named| *named != UTF_8 && !is_utf16(named)) {
        return read_as(encoding, bytes, None);
    }
    let guess = guess(bytes);
    read_as(guess, bytes, Some(format!("encoding: not UTF-8; read as {}", guess.name())))
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn read_as<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
    note: Option<String>,
) -> (Cow<'a, str>, Option<String>) {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let lost =
        || format!("encoding: some bytes are no {}; their characters are lost", encoding.name());
    (text, note.or_else(|| lossy.then(lost)))
}

/// UTF-16 without a byte order mark: every markup starts with an ASCII character.
fn utf16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_LIMIT)];
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.trim().as_bytes())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The words on one line, without control characters, at most `limit` characters of them.
pub(super) fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let blank = |c: char| c.is_whitespace() || c.is_control();
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > limit.saturating_mul(4) {
            break;
        }
    }
    match line.char_indices().nth(limit) {
        Some((end, _)) => line[..end].trim_end().to_owned(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_declared_denied_and_guessed() {
        let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "<opml>é".encode_utf16().flat_map(order).collect()
        };
        let cases: &[(&[u8], &str, Option<&str>)] = &[
            ("<opml>é".as_bytes(), "<opml>é", None),
            (b"\xEF\xBB\xBF<opml>\xC3\xA9", "<opml>é", None),
            (&utf16(u16::to_le_bytes), "<opml>é", None),
            (&utf16(u16::to_be_bytes), "<opml>é", None),
            (b"\xFF\xFE<\0a\0", "<a", None),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?>\xE9",
                "<?xml version='1.0' encoding='ISO-8859-1'?>é",
                None,
            ),
            (
                b"<?xml version=\"1.0\" encoding=\"utf-16\"?><opml/>",
                "<?xml version=\"1.0\" encoding=\"utf-16\"?><opml/>",
                Some("encoding: says UTF-16LE but is UTF-8"),
            ),
            (
                "<?xml encoding='windows-1252'?>é".as_bytes(),
                "<?xml encoding='windows-1252'?>é",
                Some("encoding: says windows-1252 but is UTF-8"),
            ),
            (
                b"<?xml encoding='utf-8'?>caf\xE9 au lait, d\xE9j\xE0 vu",
                "<?xml encoding='utf-8'?>café au lait, déjà vu",
                Some("encoding: not UTF-8; read as windows-1252"),
            ),
        ];
        for (bytes, expected, note) in cases {
            let (text, found) = decode(bytes);
            assert_eq!((text.as_ref(), found.as_deref()), (*expected, *note));
        }
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(one_line(" a\n\t b\u{7}c ", 80), "a b c");
        assert_eq!(one_line("äöü xyz", 4), "äöü");
        assert_eq!(one_line("", 4), "");
    }
}
