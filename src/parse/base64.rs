//! Base64 in, bytes out, forgiving white space and a missing end.

/// The bytes of a base64 text; characters outside its alphabet are passed over.
pub(super) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.bytes() {
        let Some(digit) = digit(byte) else { continue };
        bits = (bits << 6) | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

/// Whether the text is base64 and nothing else.
pub(super) fn is(text: &str) -> bool {
    let text = text.trim();
    let body = text.trim_end_matches('=');
    text.len() >= 4
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| digit(b).is_some() || b.is_ascii_whitespace())
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_there() {
        for (text, expected) in
            [("VGVh", "Tea"), ("VGVh\n IQ==", "Tea!"), ("VGVhIQ", "Tea!"), ("", ""), ("V", "")]
        {
            assert_eq!(decode(text), expected.as_bytes(), "{text}");
        }
        assert!(is(" VGVhIQ== ") && !is("Tea, please") && !is("a===="));
    }
}
