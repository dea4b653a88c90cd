//! A body as sent and its content codings in, the decoded body out, never more than the limit.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};

/// One content coding of RFC 9110 section 8.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
}

/// What is offered in `Accept-Encoding`.
pub(super) const OFFERED: &str = "gzip, deflate, br";

/// More nested codings than this are nobody's honest wish.
const DEEPEST: usize = 2;

/// Why a body could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CodingError {
    /// More than the limit came out.
    TooLarge,
    /// The stream ended before its end.
    Truncated,
    /// Not what it says it is.
    Broken(String),
}

/// The codings a `Content-Encoding` header names, in the order they were applied.
///
/// A name that is no coding is passed over if the body is plainly text: servers have been seen
/// to put a charset (`utf-8`) there.
pub(super) fn codings(header: &str, body: &[u8]) -> Result<Vec<Coding>, CodingError> {
    let mut codings = Vec::new();
    for name in header.split(',').map(|name| name.trim().to_ascii_lowercase()) {
        match name.as_str() {
            "" | "identity" | "none" => {}
            "gzip" | "x-gzip" => codings.push(Coding::Gzip),
            "deflate" => codings.push(Coding::Deflate),
            "br" => codings.push(Coding::Brotli),
            _ if looks_like_text(body) => {}
            other => return Err(CodingError::Broken(format!("unknown content coding {other}"))),
        }
    }
    if codings.len() > DEEPEST {
        return Err(CodingError::Broken(format!("{} nested content codings", codings.len())));
    }
    Ok(codings)
}

fn looks_like_text(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    matches!(body.trim_ascii_start().first(), Some(b'<' | b'{'))
}

/// Undoes the codings, the last applied first.
pub(super) fn decode(
    body: Vec<u8>,
    codings: &[Coding],
    limit: u64,
) -> Result<Vec<u8>, CodingError> {
    codings.iter().rev().try_fold(body, |body, coding| {
        // Some servers label an empty body with a coding; there is nothing to undo.
        if body.is_empty() {
            return Ok(body);
        }
        match coding {
            Coding::Gzip => gunzip(&body, limit),
            Coding::Deflate => inflate(&body, limit),
            Coding::Brotli => {
                let mut out = Vec::new();
                read_capped(
                    brotli_decompressor::Decompressor::new(&body[..], 4096),
                    limit,
                    &mut out,
                )?;
                Ok(out)
            }
        }
    })
}

/// All members of a gzip stream; what follows the last one is no part of it.
fn gunzip(body: &[u8], limit: u64) -> Result<Vec<u8>, CodingError> {
    let mut out = Vec::with_capacity(told_size(body, limit));
    let mut rest = body;
    loop {
        let mut member = GzDecoder::new(rest);
        read_capped(&mut member, limit, &mut out)?;
        rest = member.into_inner();
        if !rest.starts_with(b"\x1f\x8b") {
            out.shrink_to_fit();
            return Ok(out);
        }
    }
}

/// The size that the end of a gzip stream tells (RFC 1952: the length modulo 2^32), as far as it
/// can be believed: text shrinks to a tenth, seldom to less. What is over the limit is not read,
/// so no room is made for it.
fn told_size(body: &[u8], limit: u64) -> usize {
    let told = body.last_chunk::<4>().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
    told.min(body.len().saturating_mul(20)).min(usize::try_from(limit).unwrap_or(usize::MAX))
}

fn read_capped(reader: impl Read, limit: u64, out: &mut Vec<u8>) -> Result<(), CodingError> {
    let room = limit.saturating_sub(out.len() as u64);
    match reader.take(room + 1).read_to_end(out) {
        Ok(_) if out.len() as u64 > limit => Err(CodingError::TooLarge),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(CodingError::Truncated),
        Err(error) => Err(CodingError::Broken(error.to_string())),
    }
}

/// `deflate` means the zlib format (RFC 9110 8.4.1.2), but bare deflate streams are sent too.
fn inflate(body: &[u8], limit: u64) -> Result<Vec<u8>, CodingError> {
    let zlib = matches!(body, [cmf, flg, ..]
        if cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flg)) % 31 == 0);
    let mut stream = Decompress::new(zlib);
    let mut out = Vec::with_capacity(body.len().saturating_mul(4).min(1 << 20));
    loop {
        let (read, written) = (stream.total_in(), stream.total_out());
        if out.len() == out.capacity() {
            out.reserve(out.len().max(4096));
        }
        let rest = &body[usize::try_from(read).unwrap_or(body.len()).min(body.len())..];
        let status = stream
            .decompress_vec(rest, &mut out, FlushDecompress::None)
            .map_err(|error| CodingError::Broken(error.to_string()))?;
        if out.len() as u64 > limit {
            return Err(CodingError::TooLarge);
        }
        if status == Status::StreamEnd {
            out.shrink_to_fit();
            return Ok(out);
        }
        if (stream.total_in(), stream.total_out()) == (read, written) {
            return Err(CodingError::Truncated);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    fn raw_deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    fn undo(body: Vec<u8>, header: &str) -> Result<Vec<u8>, CodingError> {
        let codings = codings(header, &body)?;
        decode(body, &codings, 1 << 20)
    }

    #[test]
    fn every_coding_is_undone_however_it_is_written() {
        let text = b"<rss>tidings</rss>".repeat(100);
        let mut two = gzip(&text[..900]);
        two.extend(gzip(&text[900..]));
        let mut junk = gzip(&text);
        junk.extend(b"\0\0\0\0trailing");
        // "Hi" as a stored brotli meta-block, by RFC 7932.
        let brotli = vec![0x0b, 0x00, 0x80, b'H', 0x03];
        for (body, header, expected) in [
            (text.clone(), "", &text[..]),
            (text.clone(), "identity", &text),
            (text.clone(), "UTF-8", &text),
            (gzip(&text), "gzip", &text),
            (gzip(&text), " GZIP ", &text),
            (gzip(&text), "x-gzip", &text),
            (two, "gzip", &text),
            (junk, "gzip", &text),
            (zlib(&text), "deflate", &text),
            (raw_deflate(&text), "deflate", &text),
            (gzip(&gzip(&text)), "gzip, gzip", &text),
            (gzip(&zlib(&text)), "deflate, gzip", &text),
            (brotli, "br", b"H"),
            (Vec::new(), "gzip", b""),
        ] {
            assert_eq!(undo(body, header).as_deref(), Ok(expected), "{header}");
        }
    }

    #[test]
    fn bombs_stumps_and_lies_are_errors() {
        let bomb = gzip(&vec![b'A'; 64 << 20]);
        assert_eq!(undo(bomb.clone(), "gzip"), Err(CodingError::TooLarge));
        assert_eq!(undo(gzip(&bomb), "gzip, gzip"), Err(CodingError::TooLarge));
        assert_eq!(undo(zlib(&vec![b'A'; 64 << 20]), "deflate"), Err(CodingError::TooLarge));
        let text = b"<rss>tidings</rss>".repeat(100);
        for (encode, header) in
            [(gzip as fn(&[u8]) -> Vec<u8>, "gzip"), (zlib, "deflate"), (raw_deflate, "deflate")]
        {
            let mut stump = encode(&text);
            stump.truncate(stump.len() / 2);
            assert_eq!(undo(stump, header), Err(CodingError::Truncated), "{header}");
        }
        for (body, header) in [
            (&b"<rss/>"[..], "gzip"),
            (b"<rss/>", "br"),
            (b"\0\x01\x02", "zstd"),
            (b"<rss/>", "gzip, gzip, gzip"),
        ] {
            assert!(undo(body.to_vec(), header).is_err(), "{header}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(body: Vec<u8>) {
            for coding in [Coding::Gzip, Coding::Deflate, Coding::Brotli] {
                let _ = decode(body.clone(), &[coding], 4096);
            }
        }
    }
}
