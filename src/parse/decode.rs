//! Bytes and what the transport said of them in, text out: unpacking and character encodings.

use std::{borrow::Cow, io::Read};

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Mended, entities::windows_1252, labels::Labels, twice};

/// The most bytes of one document that are read, packed or unpacked.
const LIMIT: usize = 32 << 20;
/// How deep gzip in gzip is followed; a server that packs twice was seen, never more.
const PACKINGS: usize = 2;

/// The body without gzip, recognised by its magic number since servers forget the header.
pub(super) fn unpack<'a>(body: &'a [u8], mended: &mut Mended) -> Cow<'a, [u8]> {
    let mut bytes = Cow::Borrowed(&body[..body.len().min(LIMIT)]);
    for _ in 0..PACKINGS {
        if !bytes.starts_with(&[0x1f, 0x8b, 8]) {
            break;
        }
        let mut unpacked = Vec::new();
        let read = flate2::read::MultiGzDecoder::new(&bytes[..])
            .take(LIMIT as u64)
            .read_to_end(&mut unpacked);
        mended.note(if read.is_ok() { "gzip" } else { "gzip-cut" });
        bytes = Cow::Owned(unpacked);
    }
    bytes
}

/// The characters of bytes, with the encoding that made them so and the reason for it.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
    pub(super) why: &'static str,
}

impl<'a> Decoded<'a> {
    fn new(text: impl Into<Cow<'a, str>>, encoding: &'static str, why: &'static str) -> Self {
        Self { text: text.into(), encoding, why }
    }
}

/// The characters of the bytes. A label that the bytes disprove is not believed.
pub(super) fn text<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
    mended: &mut Mended,
) -> Decoded<'a> {
    let mut decoded = decoded(bytes, content_type, mended);
    if let Some(once) = twice::undone(&decoded.text) {
        mended.note("encoded-twice");
        decoded.text = Cow::Owned(once);
    }
    decoded
}

/// The characters that the bytes stand for by themselves.
fn decoded<'a>(bytes: &'a [u8], content_type: Option<&str>, mended: &mut Mended) -> Decoded<'a> {
    if let Some((wide, rest)) = Wide::of(bytes) {
        let marked = rest.len() < bytes.len();
        let why = if marked { "its byte order mark" } else { "the zeros between its characters" };
        return Decoded::new(wide.decode(rest), wide.name(), why);
    }
    let bytes = without_marks(bytes);
    let labels = Labels::of(bytes, content_type);
    // Twice as fast on other scripts as the standard library's way to do it.
    if let Some(Cow::Borrowed(text)) =
        UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return seven_bit(text, &labels, mended);
    }
    legacy(bytes, &labels, mended)
}

/// Two or four bytes a character.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wide {
    Utf16(&'static Encoding),
    Utf32 { big: bool },
}

impl Wide {
    /// Byte order marks, else the zeros that ASCII characters leave (XML 1.0, appendix F).
    fn of(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let zero = |at: usize| bytes.get(at) == Some(&0);
        let plain = |at: usize| bytes.get(at).is_some_and(|&b| b != 0 && b < 0x80);
        let marks: [(&[u8], Self); 4] = [
            (&[0xff, 0xfe, 0, 0], Self::Utf32 { big: false }),
            (&[0, 0, 0xfe, 0xff], Self::Utf32 { big: true }),
            (&[0xff, 0xfe], Self::Utf16(UTF_16LE)),
            (&[0xfe, 0xff], Self::Utf16(UTF_16BE)),
        ];
        if let Some((mark, wide)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
            return Some((*wide, &bytes[mark.len()..]));
        }
        let wide = if plain(0) && zero(1) && zero(2) && zero(3) && plain(4) && zero(5) {
            Self::Utf32 { big: false }
        } else if zero(0) && zero(1) && zero(2) && plain(3) && zero(4) && plain(7) {
            Self::Utf32 { big: true }
        } else if plain(0) && zero(1) && plain(2) && zero(3) {
            Self::Utf16(UTF_16LE)
        } else if zero(0) && plain(1) && zero(2) && plain(3) {
            Self::Utf16(UTF_16BE)
        } else {
            return None;
        };
        Some((wide, bytes))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Utf16(encoding) => encoding.name(),
            Self::Utf32 { big: true } => "UTF-32BE",
            Self::Utf32 { big: false } => "UTF-32LE",
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf16(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Utf32 { big } => bytes
                .as_chunks::<4>()
                .0
                .iter()
                .map(|&unit| if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) })
                .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        }
    }
}

/// Without UTF-8's marks; files pasted together have been seen to begin with two.
fn without_marks(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        bytes = rest;
    }
    bytes
}

/// Valid UTF-8; but ISO 2022-JP and UTF-7 hide other characters in ASCII.
fn seven_bit<'a>(text: &'a str, labels: &Labels, mended: &mut Mended) -> Decoded<'a> {
    if !text.is_ascii() {
        if labels.encodings().next().is_some() {
            mended.note("encoding-label");
            return Decoded::new(text, "UTF-8", "its bytes are, whatever they are called");
        }
        return Decoded::new(text, "UTF-8", "its bytes are");
    }
    if labels.says("utf-7") || labels.says("unicode-1-1-utf-7") {
        return Decoded::new(utf7(text), "UTF-7", "it is called so, and is ASCII");
    }
    if memchr::memmem::find(text.as_bytes(), b"\x1b$").is_some() {
        let (decoded, errors) = ISO_2022_JP.decode_without_bom_handling(text.as_bytes());
        if !errors {
            return Decoded::new(decoded, ISO_2022_JP.name(), "its escape sequences");
        }
    }
    Decoded::new(text, "UTF-8", "it is all ASCII")
}

/// Bytes that are not UTF-8: UTF-8 with a few strays, an encoding that was named and fits, or
/// the one that the bytes look like.
fn legacy(bytes: &[u8], labels: &Labels, mended: &mut Mended) -> Decoded<'static> {
    if mostly_utf8(bytes) {
        mended.note("stray-bytes");
        let why = "most of its bytes are; the strays are read as windows-1252";
        return Decoded::new(utf8_with_strays(bytes), "UTF-8", why);
    }
    let mut named: Vec<_> = labels.encodings().collect();
    // Servers name Latin-1 for everything; a declaration that the bytes bear out knows better.
    if named.len() == 2 && named[0] == WINDOWS_1252 && named[1] == guess(bytes) {
        named.swap(0, 1);
    }
    let strict = Encoding::decode_without_bom_handling_and_without_replacement;
    for encoding in &named {
        if let Some(text) = strict(encoding, bytes) {
            return Decoded::new(
                text.into_owned(),
                encoding.name(),
                "it is called so, and its bytes fit",
            );
        }
    }
    let guess = guess(bytes);
    if let Some(text) = strict(guess, bytes) {
        mended.note("encoding-guessed");
        return Decoded::new(text.into_owned(), guess.name(), "its bytes look like it");
    }
    mended.note("stray-bytes");
    let encoding = named.first().copied().unwrap_or(guess);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Decoded::new(text, encoding.name(), "the best there is; some of its bytes fit nothing")
}

/// The text that was packed into a document, in an encoding that nobody names. What is no text is
/// a picture or the like, which no reader shows as text.
pub(super) fn inner(bytes: Vec<u8>) -> String {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.as_bytes().iter().any(is_control) => String::new(),
        Err(error) => {
            guess(error.as_bytes()).decode_without_bom_handling(error.as_bytes()).0.into()
        }
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether sequences of UTF-8 outnumber the bytes that break it three to one. Chance gives
/// legacy text of two bytes a character one such sequence in ten or so.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += chunk.invalid().len();
    }
    good > 3 * bad
}

/// UTF-8, with windows-1252 for single strange bytes and a mark for cut sequences.
fn utf8_with_strays(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match chunk.invalid() {
            [] => {}
            [stray] => text.push(windows_1252(*stray)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    text
}

/// UTF-7 (RFC 2152): `+` opens a run of base64 that holds UTF-16, `-` may close it.
fn utf7(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('+') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('-') {
            out.push('+');
            rest = after;
            continue;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/')))
            .unwrap_or(rest.len());
        let units = super::base64::decode(&rest[..end]);
        out.push_str(&UTF_16BE.decode_without_bom_handling(&units).0);
        rest = &rest[end..];
        rest = rest.strip_prefix('-').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], content_type: Option<&str>) -> String {
        text(bytes, content_type, &mut Mended::default()).text.into_owned()
    }

    #[test]
    fn the_bytes_outvote_what_is_said_of_them() {
        for (bytes, content_type, expected) in [
            (&b"\xef\xbb\xbf\xef\xbb\xbf<a/>"[..], None, "<a/>"),
            (b"<a>\xc3\xa9</a>", Some("text/xml; charset=ISO-8859-1"), "<a>\u{e9}</a>"),
            (
                b"<?xml version='1.0' encoding='koi8-r'?>\xf0",
                None,
                "<?xml version='1.0' encoding='koi8-r'?>\u{41f}",
            ),
            (
                b"<a>\xcf\xf0\xe8\xe2\xe5\xf2</a>",
                Some("text/xml;charset=windows-1251"),
                "<a>\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}</a>",
            ),
            (
                b"<a>\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \x92</a>",
                None,
                "<a>\u{e9}\u{e9}\u{e9}\u{e9} \u{2019}</a>",
            ),
            (b"\xff\xfe<\0a\0>\0", None, "<a>"),
            (b"\0<\0a\0>", Some("text/xml; charset=utf-8"), "<a>"),
            (b"<\0\0\0a\0\0\0", None, "<a"),
            (b"\0\0\0<\0\0\0a", None, "<a"),
            (b"\0\0\0<a>", None, "\0\0\0<a>"),
            (b"<a>\x1b$B$\"\x1b(B</a>", None, "<a>\u{3042}</a>"),
            (b"+ADw-a+AD4 1 +- 2", Some("text/xml; charset=utf-7"), "<a> 1 + 2"),
        ] {
            assert_eq!(read(bytes, content_type), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_packed_text_is_read_and_a_picture_is_not() {
        for (bytes, expected) in [
            (&b"caf\xc3\xa9"[..], "caf\u{e9}"),
            (
                b"Die Kanne f\xfcr Tee ist gr\xfcn, h\xe4ngt \xfcber dem Herd",
                "Die Kanne f\u{fc}r Tee ist gr\u{fc}n, h\u{e4}ngt \u{fc}ber dem Herd",
            ),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", ""),
        ] {
            assert_eq!(inner(bytes.to_vec()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn gzip_is_known_by_its_magic_and_capped() {
        use std::io::Write;
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(&vec![b' '; LIMIT + 10]).expect("memory takes all");
        let packed = writer.finish().expect("memory takes all");
        let mut mended = Mended::default();
        assert_eq!(unpack(&packed, &mut mended).len(), LIMIT);
        assert_eq!(unpack(&packed[..200], &mut mended).len() % 2, 0, "a cut stream is read so far");
        assert_eq!(mended.names(), ["gzip", "gzip-cut"]);
    }
}
