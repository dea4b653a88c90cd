//! Percent-encoding in any spelling in, in one spelling out.

use std::fmt::Write as _;

/// Settles a path or fragment: upper-case digits, nothing encoded that need not be, nothing raw
/// that must not be.
pub(super) fn settle(text: &str) -> String {
    spell(text, false)
}

/// Settles one piece of a query, where `+` is a space (WHATWG URL Standard 5.1).
pub(super) fn settle_query(text: &str) -> String {
    spell(text, true)
}

fn spell(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'%' => match hex_pair(&bytes[at..]) {
                Some(value) => {
                    at += 2;
                    if is_free(value) {
                        out.push(char::from(value));
                    } else {
                        encode(value, &mut out);
                    }
                }
                // A stray percent sign can only mean itself; spelt out, decoding the digits
                // behind it can never make an escape of it.
                None => encode(b'%', &mut out),
            },
            b'+' if plus_is_space => out.push_str("%20"),
            _ if is_free(byte) || is_delimiter(byte) => out.push(char::from(byte)),
            _ => encode(byte, &mut out),
        }
    }
    out
}

/// Decodes every escape (and nothing else); `None` if the result is no UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| hex_pair(&bytes[at + 1..])).flatten();
        out.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok()
}

fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match bytes {
        [high, low, ..] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    }
}

fn encode(byte: u8, out: &mut String) {
    write!(out, "%{byte:02X}").expect("writing to a String cannot fail");
}

/// RFC 3986's unreserved characters, and the marks that RFC 2396 section 2.3 counted among
/// them: encoders differ about `!*'()` to this day (`/wiki/Go_(game)` and `/wiki/Go_%28game%29`
/// are one page), and no server tells them apart.
fn is_free(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!*'()".contains(&byte)
}

/// Characters that stand raw in a path, query or fragment and mean something else than their
/// encoded form. What is in neither set (`|`, `^`, brackets) may not stand raw.
fn is_delimiter(byte: u8) -> bool {
    b"/?:@$&+,;=".contains(&byte)
}
