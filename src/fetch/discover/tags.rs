//! HTML in, its start tags with their attributes out: a scanner, no tree, linear in the text.

/// One start tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// The name in lower case.
    pub(super) name: String,
    attributes: Vec<(&'t str, String)>,
}

impl Tag<'_> {
    /// The first attribute of this (lower-case) name, its references undone.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// More attributes than any honest tag has are dropped.
const MOST_ATTRIBUTES: usize = 64;
/// Tags that matter to discovery; others are passed over quickly.
const WANTED: &[&str] = &["base", "link", "a", "area"];
/// Elements whose content is text, whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noembed", "template"];

/// The start tags of a page that discovery wants, in order.
pub(super) fn read(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        if RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        } else if WANTED.contains(&name.as_str()) {
            let (attributes, after) = attributes(rest);
            tags.push(Tag { name, attributes });
            rest = after;
        }
    }
    tags
}

/// What follows the end of an element whose content is text.
fn after_raw<'t>(text: &'t str, name: &str) -> &'t str {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        if bytes
            .get(start..start + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        {
            return &text[start..];
        }
        from = start;
    }
    ""
}

/// The attributes up to the end of the tag, and what follows it.
fn attributes(mut rest: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        match rest.chars().next() {
            None => return (found, ""),
            Some('>') => return (found, &rest[1..]),
            // A tag that was never closed, followed by the next one.
            Some('<') => return (found, rest),
            Some(_) => {}
        }
        // An equals sign at the start belongs to the name (HTML 13.2.5.32).
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<');
        let end = rest[first..].find(ends).map_or(rest.len(), |at| first + at);
        let name = &rest[..end];
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) =
                self::value(after.trim_start_matches(|c: char| c.is_ascii_whitespace()));
        }
        if found.len() < MOST_ATTRIBUTES {
            found.push((name, html_escape::decode_html_entities(value).into_owned()));
        }
    }
}

/// A value, quoted or not, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(after) = text.strip_prefix(quote) {
            return after.split_once(quote).unwrap_or((after, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_however_they_are_written() {
        for (text, name, expected) in [
            ("<a href=\"x\">", "href", Some("x")),
            ("<A HREF = 'x y' >", "href", Some("x y")),
            ("<a href=x>", "href", Some("x")),
            ("<a\nhref=x/y/>", "href", Some("x/y/")),
            ("<a href=\"a&amp;b\">", "href", Some("a&b")),
            ("<a hidden href=x>", "href", Some("x")),
            ("<a hidden href=x>", "hidden", Some("")),
            ("<a =href=x href=y>", "href", Some("y")),
            ("<a href=x href=y>", "href", Some("x")),
            ("<a href=\"never closed", "href", Some("never closed")),
            ("<a <a href=x>", "href", None),
            ("<abbr href=x>", "href", None),
            ("<script><a href=x></script>", "href", None),
            ("<!-- <a href=x> -->", "href", None),
        ] {
            let tags = read(text);
            assert_eq!(tags.first().and_then(|tag| tag.get(name)), expected, "{text}");
        }
        assert_eq!(read("<script>1</SCRIPT ><a href=x>").len(), 1);
        assert_eq!(read("<a <a href=x>").len(), 2);
    }
}
