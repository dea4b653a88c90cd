//! A text in, whether it is HTML or plain characters out.

use super::entities;

/// HTML's elements, those that people put into feeds.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "map",
    "mark",
    "math",
    "nav",
    "noscript",
    "object",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Whether a text is HTML: it has a tag of HTML's or a reference.
pub(super) fn is_html(text: &str) -> bool {
    has_tag(text) || has_reference(text)
}

/// Whether a tag or comment of HTML occurs.
pub(super) fn has_tag(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let closes =
            matches!(rest.as_bytes().get(end), Some(b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r'));
        rest.starts_with("!--")
            || (closes
                && end <= 10
                && ELEMENTS.iter().any(|known| rest[..end].eq_ignore_ascii_case(known)))
    })
}

fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = &text.as_bytes()[at + 1..];
        let window = &rest[..rest.len().min(32)];
        let end = window.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'));
        end.is_some_and(|end| {
            end > 1
                && window[end] == b';'
                && (window[0] == b'#'
                    || std::str::from_utf8(&window[..end])
                        .is_ok_and(|name| entities::named(name).is_some()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_characters() {
        for (text, expected) in [
            ("plain", false),
            ("1 < 2 and 3 > 2", false),
            ("Vec<T> and <T>", false),
            ("a <b>bold</b> word", true),
            ("line<br/>line", true),
            ("Tea &amp; biscuits", true),
            ("Tea & biscuits; AT&T", false),
            ("it&#8217;s", true),
            ("&nosuch;", false),
        ] {
            assert_eq!(is_html(text), expected, "{text}");
        }
    }
}
