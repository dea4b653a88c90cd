//! HTML as a feed wrote it in, the same with whole addresses and nothing that hides text out.

use std::borrow::Cow;

use super::urls;

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

/// HTML with the relative addresses in its tags resolved, in one pass.
///
/// References into the same page (`#note-1`) stay: the base is seldom the page they were
/// written for, and they work wherever the text is shown whole. A `<` that begins no markup but
/// would hide what follows is escaped, as are angle brackets in the values of attributes. Once
/// it would have grown by more than `growth` bytes, the rest is left as it is.
pub(super) fn mended<'h>(html: &'h str, base: Option<&str>, growth: usize) -> Cow<'h, str> {
    let base = base.filter(|base| urls::is_absolute(base)).map(harmless);
    let mut out = Pieces { html, out: String::new(), copied: 0 };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let angle = at + found;
        if out.out.len() > html.len().saturating_add(growth) {
            break;
        }
        at = angle + 1;
        let rest = &html[at..];
        if rest.starts_with("!--") {
            at = memchr::memmem::find(rest.as_bytes(), b"-->").map_or(html.len(), |end| at + end);
        } else if rest.starts_with('!') && !is_declaration(rest) {
            out.replace(angle, at, "&lt;");
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut scan = Attributes { html, at: name_end(html, at) };
            while let Some((name, start, end)) = scan.next() {
                if let Some(value) = attribute(name, &html[start..end], base.as_deref()) {
                    out.replace(start, end, &value);
                }
            }
            at = scan.at;
        }
    }
    out.finish()
}

/// The characters of a line of HTML: without tags, references replaced.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    html_escape::decode_html_entities(out.trim()).into_owned()
}

/// The text, with some of it replaced.
struct Pieces<'h> {
    html: &'h str,
    out: String,
    copied: usize,
}

impl<'h> Pieces<'h> {
    fn replace(&mut self, from: usize, to: usize, with: &str) {
        self.out.push_str(&self.html[self.copied..from]);
        self.out.push_str(with);
        self.copied = to;
    }

    fn finish(mut self) -> Cow<'h, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.html);
        }
        self.out.push_str(&self.html[self.copied..]);
        Cow::Owned(self.out)
    }
}

/// A base that ends no attribute it is written into.
fn harmless(base: &str) -> String {
    let mut out = String::with_capacity(base.len());
    for c in base.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\'' => out.push_str("%27"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// Whether `<!` begins what HTML passes over rightly: a document type, or a CDATA section.
fn is_declaration(text: &str) -> bool {
    let word = text.as_bytes().get(1..8).unwrap_or_default();
    word.eq_ignore_ascii_case(b"doctype") || word.eq_ignore_ascii_case(b"[cdata[")
}

/// The value to write instead of an attribute's, if it must change.
fn attribute(name: &str, value: &str, base: Option<&str>) -> Option<String> {
    let changed = base.and_then(|base| resolved(name, value, base));
    if memchr::memchr2(b'<', b'>', value.as_bytes()).is_some() {
        let value = changed.as_deref().unwrap_or(value);
        return Some(value.replace('<', "&lt;").replace('>', "&gt;"));
    }
    changed
}

fn name_end(html: &str, at: usize) -> usize {
    let rest = &html.as_bytes()[at..];
    at + rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .unwrap_or(rest.len())
}

/// The value with its addresses resolved, if any of them is relative.
pub(super) fn resolved(name: &str, value: &str, base: &str) -> Option<String> {
    if name.eq_ignore_ascii_case("srcset") {
        let changed = srcset(value, base);
        return (changed != value).then_some(changed);
    }
    if !ADDRESS_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let reference = urls::clean(value);
    if reference.is_empty() || reference.starts_with('#') || urls::is_absolute(&reference) {
        return None;
    }
    Some(urls::resolve(Some(base), &reference))
}

/// The candidates of `srcset`: addresses, each with an optional width or density.
fn srcset(value: &str, base: &str) -> String {
    let candidates = value.split(", ").flat_map(|part| part.split(",\n")).map(str::trim);
    let resolved: Vec<String> = candidates
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| {
            let (address, size) =
                candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
            let address = urls::resolve(Some(base), address);
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
    fn addresses_in_html_are_resolved_where_they_stand() {
        let base = Some("https://tea.example/blog/");
        for (html, expected) in [
            ("no tags", "no tags"),
            (r#"<a href="pot">x</a>"#, r#"<a href="https://tea.example/blog/pot">x</a>"#),
            ("<img alt='ab' src=/pot.png>", "<img alt='ab' src=https://tea.example/pot.png>"),
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
            (r#"<img alt="a<br>b">"#, r#"<img alt="a&lt;br&gt;b">"#),
            ("<! no tag <b>", "&lt;! no tag <b>"),
            ("<!doctype html><p>", "<!doctype html><p>"),
        ] {
            assert_eq!(mended(html, base, 1000), expected, "{html}");
        }
    }

    #[test]
    fn a_base_cannot_break_out_of_an_attribute() {
        let base = Some("https://tea.example/\"onclick='x'/");
        let html = mended("<a href=\"pot\">", base, 1000);
        assert_eq!(html, "<a href=\"https://tea.example/%22onclick=%27x%27/pot\">");
    }
}
