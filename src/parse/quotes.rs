//! A damaged tag in, where it ends out; and the tag without quotes that are around no value.

/// How far the end of a tag is looked for past a `<` in a quoted value. Keeps the pass linear.
const REACH: usize = 512;

/// How a tag ends.
pub(super) enum End {
    /// Here, well.
    At(usize),
    /// It is no tag.
    Text,
    /// Where it ends, if its quotes are not heeded.
    Unbalanced(usize),
    /// The document ends first.
    Cut,
}

/// Where the tag that begins here ends. A quote opens after an equals sign and closes before
/// white space or the end; where one does not, another is missing.
pub(super) fn tag_end(text: &str) -> End {
    let bytes = text.as_bytes();
    let mut limit = bytes.len();
    let mut quote = None;
    let mut at = 1;
    while at < limit {
        match (bytes[at], quote) {
            (b'>', None) => return End::At(at + 1),
            (b'<', None) => return End::Text,
            (b'<', Some(_)) => limit = limit.min(at + REACH),
            (sign @ (b'"' | b'\''), None) if opens(bytes, at) => quote = Some(sign),
            (b'"' | b'\'', None) => return first_end(bytes),
            (sign, Some(open)) if sign == open => {
                if !closes(bytes, at) {
                    return first_end(bytes);
                }
                quote = None;
            }
            _ => {}
        }
        at += 1;
    }
    first_end(bytes)
}

/// The first end of all, quoted or not.
fn first_end(bytes: &[u8]) -> End {
    match memchr::memchr2(b'<', b'>', &bytes[1..]) {
        Some(at) if bytes[at + 1] == b'>' => End::Unbalanced(at + 2),
        Some(_) => End::Text,
        None => End::Cut,
    }
}

fn opens(bytes: &[u8], at: usize) -> bool {
    bytes[..at].trim_ascii_end().last() == Some(&b'=')
}

fn closes(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(at + 1)
        .is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>' | b'?'))
}

/// Markup without the quotes that are around no value.
pub(super) fn balanced(markup: &str) -> String {
    let bytes = markup.as_bytes();
    let mut out = String::with_capacity(markup.len());
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'"', b'\'', &bytes[at..]) {
        let sign = at + found;
        let close = memchr::memchr(bytes[sign], &bytes[sign + 1..]).map(|end| sign + 1 + end);
        if let Some(close) = close.filter(|close| opens(bytes, sign) && closes(bytes, *close)) {
            at = close + 1;
        } else {
            out.push_str(&markup[copied..sign]);
            (copied, at) = (sign + 1, sign + 1);
        }
    }
    out.push_str(&markup[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_their_quotes_let_them() {
        let ends = |text| match tag_end(text) {
            End::At(end) => format!("at {end}"),
            End::Unbalanced(end) => format!("unbalanced {end}"),
            End::Text => "text".to_owned(),
            End::Cut => "cut".to_owned(),
        };
        for (text, expected) in [
            ("<a b='c>'>d", "at 10"),
            ("<a b=\"it's\">", "at 12"),
            ("<a b='c>d</a>", "unbalanced 8"),
            ("<a b'c>d", "unbalanced 7"),
            ("<a b <c>", "text"),
            ("<a b", "cut"),
            ("<a b='c", "cut"),
        ] {
            assert_eq!(ends(text), expected, "{text}");
        }
        assert_eq!(balanced("<a b=\"c d\" e'f g='h>"), "<a b=\"c d\" ef g=h>");
    }
}
