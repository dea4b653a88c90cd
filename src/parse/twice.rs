//! UTF-8 that was taken for windows-1252 and encoded once more in, what was written out.
//!
//! Feed services have been seen to pass on whole newspapers like this, `Ã¼` for `ü`. One such pair
//! can be meant, in an article about encodings for instance; a whole document of them cannot.

use encoding_rs::WINDOWS_1252;

/// So many pairs and more show that it was no slip of one author.
const ENOUGH: usize = 4;
/// How many of them there must be for each character that is no part of one.
const OUTWEIGHS: usize = 8;
/// What begins UTF-8's sequences, taken for windows-1252 and encoded, begins with this byte.
const LEAD: u8 = 0xc3;
/// How many places are looked at before a text is believed to be in order.
const PROBED: usize = 64;

/// The text as it was before, if all of it was encoded twice.
pub(super) fn undone(text: &str) -> Option<String> {
    if !is_suspect(text) {
        return None;
    }
    let (mut pairs, mut others) = (0, 0);
    let mut out = String::with_capacity(text.len());
    for (plain, strange) in runs(text) {
        out.push_str(plain);
        if let Some(once) = once(strange) {
            pairs += 1;
            out.push_str(&once);
        } else {
            others += usize::from(!strange.is_empty());
            if others > pairs + ENOUGH {
                return None;
            }
            out.push_str(&stretches(strange));
        }
    }
    (pairs >= ENOUGH && pairs >= others * OUTWEIGHS).then_some(out)
}

/// Whether most of the first characters that could be halves of one are followed by another half:
/// what spares texts in order the rest.
fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut probed, mut halves) = (0, 0);
    for at in memchr::memchr_iter(LEAD, bytes).take(PROBED) {
        probed += 1;
        // Beyond the two bytes of this character.
        halves += usize::from(bytes.get(at + 2).is_some_and(|next| *next >= 0x80));
    }
    probed >= ENOUGH && halves * 2 > probed
}

/// The text in pieces: ASCII, and what follows it that is not.
fn runs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let plain = rest.bytes().position(|b| b >= 0x80).unwrap_or(rest.len());
        let (plain, after) = rest.split_at(plain);
        let strange = after.bytes().position(|b| b < 0x80).unwrap_or(after.len());
        let (strange, after) = after.split_at(strange);
        rest = after;
        Some((plain, strange))
    })
}

/// Characters that are windows-1252 throughout, and whose bytes there are UTF-8.
fn once(strange: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(strange.len());
    for c in strange.chars() {
        bytes.push(byte(c)?);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

/// A run with characters that were put in later among those that were encoded twice.
fn stretches(strange: &str) -> String {
    let mut out = String::with_capacity(strange.len());
    let mut chars = strange.chars();
    while let Some(c) = chars.clone().next() {
        // One character of UTF-8 is two to four bytes.
        let undone = (2..=4).find_map(|length| {
            let stretch: String = chars.clone().take(length).collect();
            let once = once(&stretch).filter(|once| once.chars().count() == 1)?;
            Some((length, once))
        });
        let (length, text) = undone.unwrap_or_else(|| (1, c.to_string()));
        out.push_str(&text);
        chars.nth(length - 1);
    }
    out
}

/// The byte of a character in windows-1252, or in Latin-1, whose upper controls it leaves open.
fn byte(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = c {
        return Some(c as u8);
    }
    let mut letters = [0; 4];
    let (bytes, _, replaced) = WINDOWS_1252.encode(c.encode_utf8(&mut letters));
    match *bytes {
        [byte] if !replaced => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a service makes of a text that takes its UTF-8 for windows-1252.
    fn doubled(text: &str) -> String {
        text.bytes().map(super::super::entities::windows_1252).collect()
    }

    #[test]
    fn a_document_encoded_twice_is_read_once() {
        for text in [
            "Grüße aus München über die Brücke – „schön“",
            "Déjà vu, à l’été, où çà ?",
            "Чай и хлеб, соль и сахар",
            "お茶とパンと 塩と 砂糖と 水",
        ] {
            let doubled = doubled(text);
            assert_eq!(undone(&doubled).as_deref(), Some(text), "{doubled}");
            assert_eq!(undone(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_put_in_later_stays() {
        let before = "Déjà vu, à la mer, où ça, élan. ".repeat(4);
        let text = format!("{}l’{}…", doubled(&before), doubled("été"));
        assert_eq!(undone(&text), Some(before + "l’été…"));
    }

    #[test]
    fn a_document_about_encodings_is_left_alone() {
        for text in [
            "Why you see Ã¼ for ü",
            "Ã¼ Ã¤ Ã¶ ÃŸ Ã© are what becomes of ü, ä, ö, ß and é",
            "SÃO PAULO, AÇÃO, FUNÇÃO, NAÇÃO, IRMÃ",
            "ÀÉÎÕÜ ÃÂÃÂÃÂ",
            "",
        ] {
            assert_eq!(undone(text), None, "{text}");
        }
    }
}
