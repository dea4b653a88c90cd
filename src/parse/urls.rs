//! References to other documents in, addresses out; also for those inside HTML.
//!
//! Addresses are resolved as text (RFC 3986 section 5.2) and otherwise left as the feed wrote
//! them: no percent-encoding, no change of case. What they mean is decided in a later room.

use std::borrow::Cow;

/// Attributes of HTML that hold one address (HTML's index of attributes, and HTML 4's).
const ADDRESS_ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "action",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "longdesc",
    "manifest",
    "poster",
    "profile",
    "usemap",
];

/// Whether the text begins with a scheme, as in `https:` or `mailto:`.
pub(super) fn is_absolute(text: &str) -> bool {
    let scheme =
        text.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')));
    scheme.is_some_and(|end| {
        end > 1 && text.as_bytes()[end] == b':' && text.as_bytes()[0].is_ascii_alphabetic()
    })
}

/// Whether the text is an address of the web.
pub(super) fn is_web(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.len() > scheme.len()
            && text.is_char_boundary(scheme.len())
            && text[..scheme.len()].eq_ignore_ascii_case(scheme)
    })
}

/// The host and port of an address, as written.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    Some(&rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())])
}

/// Without white space around it and line breaks within, which are never meant.
pub(super) fn clean(reference: &str) -> Cow<'_, str> {
    let trimmed = reference.trim();
    if trimmed.contains(['\n', '\r', '\t']) {
        return Cow::Owned(trimmed.replace(['\n', '\r', '\t'], ""));
    }
    Cow::Borrowed(trimmed)
}

/// The address that `reference` means at `base`; as it is, cleaned, if that cannot be known.
pub(super) fn resolve(base: Option<&str>, reference: &str) -> String {
    let reference = clean(reference);
    let Some(base) = base.filter(|_| !is_absolute(&reference)).and_then(Base::of) else {
        return reference.into_owned();
    };
    base.join(&reference)
}

/// A hierarchical address in its parts.
struct Base<'b> {
    scheme: &'b str,
    authority: &'b str,
    path: &'b str,
    query: &'b str,
}

impl<'b> Base<'b> {
    fn of(url: &'b str) -> Option<Self> {
        let url = url.trim();
        let url = &url[..url.find('#').unwrap_or(url.len())];
        let (scheme, rest) = url.split_once("://")?;
        let (rest, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        is_absolute(url).then_some(Self { scheme, authority, path, query })
    }

    fn join(&self, reference: &str) -> String {
        let Self { scheme, authority, path, query } = self;
        if reference.starts_with("//") {
            return format!("{scheme}:{reference}");
        }
        let (target, tail) =
            reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
        if target.is_empty() {
            let query = if tail.starts_with('?') { "" } else { query };
            return format!("{scheme}://{authority}{path}{query}{tail}");
        }
        let merged = if target.starts_with('/') {
            target.to_owned()
        } else {
            let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
            format!("{folder}{target}")
        };
        format!("{scheme}://{authority}{}{tail}", without_dots(&merged))
    }
}

/// Without `.` and `..` (RFC 3986 section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// HTML with the relative addresses in its tags resolved, in one pass.
///
/// References into the same page (`#note-1`) stay: the base is seldom the page they were
/// written for, and they work wherever the text is shown whole.
pub(super) fn resolve_html<'h>(html: &'h str, base: Option<&str>) -> Cow<'h, str> {
    let Some(base) = base.filter(|base| is_absolute(base)) else { return Cow::Borrowed(html) };
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        at += found + 1;
        if html[at..].starts_with("!--") {
            at = memchr::memmem::find(&html.as_bytes()[at..], b"-->")
                .map_or(html.len(), |end| at + end);
        } else if html.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            let mut scan = Attributes { html, at: name_end(html, at) };
            while let Some((name, start, end)) = scan.next() {
                if let Some(changed) = resolved(name, &html[start..end], base) {
                    out.push_str(&html[copied..start]);
                    out.push_str(&changed);
                    copied = end;
                }
            }
            at = scan.at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

fn name_end(html: &str, at: usize) -> usize {
    let rest = &html.as_bytes()[at..];
    at + rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .unwrap_or(rest.len())
}

/// The value to write instead, if the attribute holds relative addresses.
pub(super) fn resolved(name: &str, value: &str, base: &str) -> Option<String> {
    if name.eq_ignore_ascii_case("srcset") {
        let changed = srcset(value, base);
        return (changed != value).then_some(changed);
    }
    if !ADDRESS_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let reference = clean(value);
    if reference.is_empty() || reference.starts_with('#') || is_absolute(&reference) {
        return None;
    }
    Some(resolve(Some(base), &reference))
}

/// The candidates of `srcset`: addresses, each with an optional width or density.
fn srcset(value: &str, base: &str) -> String {
    let candidates = value.split(", ").flat_map(|part| part.split(",\n")).map(str::trim);
    let resolved: Vec<String> = candidates
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| {
            let (address, size) =
                candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
            let address = resolve(Some(base), address);
            if size.is_empty() { address } else { format!("{address} {}", size.trim()) }
        })
        .collect();
    resolved.join(", ")
}

/// The attributes of one tag, left behind its end.
struct Attributes<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Attributes<'h> {
    /// A name, and where its value begins and ends.
    fn next(&mut self) -> Option<(&'h str, usize, usize)> {
        loop {
            self.pass(|b| b.is_ascii_whitespace() || b == b'/');
            let bytes = self.html.as_bytes();
            if matches!(bytes.get(self.at), None | Some(b'>' | b'<')) {
                return None;
            }
            let start = self.at;
            self.at += 1;
            self.pass(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'<'));
            let name = &self.html[start..self.at];
            self.pass(|b| b.is_ascii_whitespace());
            if bytes.get(self.at) != Some(&b'=') {
                continue;
            }
            self.at += 1;
            self.pass(|b| b.is_ascii_whitespace());
            let (start, end) = self.value();
            return Some((name, start, end));
        }
    }

    fn value(&mut self) -> (usize, usize) {
        let bytes = self.html.as_bytes();
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(self.at).copied() {
            let start = self.at + 1;
            let end = memchr::memchr(quote, &bytes[start..]).map_or(bytes.len(), |end| start + end);
            self.at = (end + 1).min(bytes.len());
            return (start, end);
        }
        let start = self.at;
        self.pass(|b| !b.is_ascii_whitespace() && b != b'>');
        (start, self.at)
    }

    fn pass(&mut self, wanted: impl Fn(u8) -> bool) {
        let bytes = self.html.as_bytes();
        while self.at < bytes.len() && wanted(bytes[self.at]) {
            self.at += 1;
        }
        // A name may begin with a character of several bytes.
        while !self.html.is_char_boundary(self.at) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_as_in_rfc_3986() {
        // Section 5.4 of the RFC, and what feeds add to it.
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            (" /t\u{e9}a\n ", "http://a/t\u{e9}a"),
        ] {
            assert_eq!(resolve(Some(base), reference), expected, "{reference}");
        }
        assert_eq!(resolve(None, "/g"), "/g");
        assert_eq!(resolve(Some("http://a"), "g"), "http://a/g");
    }

    #[test]
    fn addresses_in_html_are_resolved_where_they_stand() {
        let base = Some("https://tea.example/blog/");
        for (html, expected) in [
            ("no tags", "no tags"),
            (r#"<a href="pot">x</a>"#, r#"<a href="https://tea.example/blog/pot">x</a>"#),
            ("<img alt='a>b' src=/pot.png>", "<img alt='a>b' src=https://tea.example/pot.png>"),
            ("<a href=' /x '>", "<a href='https://tea.example/x'>"),
            (
                "<a href='#n1'><a href='mailto:me@tea.example'>",
                "<a href='#n1'><a href='mailto:me@tea.example'>",
            ),
            (
                "<img srcset='a.png 1x, b.png 2x'>",
                "<img srcset='https://tea.example/blog/a.png 1x, https://tea.example/blog/b.png 2x'>",
            ),
            (
                "<!-- <a href='x'> --><a href='y",
                "<!-- <a href='x'> --><a href='https://tea.example/blog/y",
            ),
            ("1 < 2 <a \u{e9}=x href=z", "1 < 2 <a \u{e9}=x href=https://tea.example/blog/z"),
        ] {
            assert_eq!(resolve_html(html, base), expected, "{html}");
        }
    }
}
