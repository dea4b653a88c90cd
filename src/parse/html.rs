//! HTML as a feed wrote it in, the same with whole addresses and nothing that hides text out.

use std::borrow::Cow;

use super::urls;

/// Whether an attribute holds an address, or several as `srcset` does (HTML's index of
/// attributes, and HTML 4's).
fn holds_address(name: &str) -> bool {
    // By length first: this is asked of every attribute of every article.
    let known: &[&str] = match name.len() {
        3 => &["src"],
        4 => &["href", "cite", "data"],
        6 => &["srcset", "poster", "action", "usemap"],
        7 => &["classid", "profile"],
        8 => &["codebase", "longdesc", "manifest"],
        10 => &["background", "formaction"],
        _ => return false,
    };
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

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
        match html.as_bytes().get(at) {
            Some(b'!') => at = declaration(&mut out, angle),
            Some(first) if first.is_ascii_alphabetic() => {
                let mut scan = Attributes { html, at: name_end(html, at) };
                while let Some(attribute) = scan.next() {
                    if let Some(value) = attribute.mended(base.as_deref()) {
                        out.replace(attribute.start, attribute.end, &value);
                    }
                }
                at = scan.at;
            }
            _ => {}
        }
    }
    out.finish()
}

/// Passes over the comment or declaration that begins here, and says where to go on; what is
/// neither is escaped.
fn declaration(out: &mut Pieces<'_>, angle: usize) -> usize {
    let (html, at) = (out.html, angle + 1);
    let rest = &html[at..];
    if rest.starts_with("!--") {
        return memchr::memmem::find(rest.as_bytes(), b"-->").map_or(html.len(), |end| at + end);
    }
    if !is_declaration(rest) {
        out.replace(angle, at, "&lt;");
    }
    at
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

/// What the first `datetime` attribute says.
pub(super) fn datetime(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("datetime=")?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}

/// The lines of a piece of HTML, those with something on them.
pub(super) fn lines(html: &str) -> Vec<String> {
    const BREAKS: [&str; 4] = ["br", "p", "div", "li"];
    let mut broken = String::with_capacity(html.len() + 8);
    for (at, piece) in html.split('<').enumerate() {
        let name = piece.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if BREAKS.iter().any(|tag| name.eq_ignore_ascii_case(tag)) {
            broken.push('\n');
        }
        broken.push_str(if at > 0 { "<" } else { "" });
        broken.push_str(piece);
    }
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(&broken).lines().map(words).filter(|line| !line.is_empty()).collect()
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

fn name_end(html: &str, at: usize) -> usize {
    let rest = &html.as_bytes()[at..];
    at + rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .unwrap_or(rest.len())
}

/// The value with its addresses resolved, if any of them is relative.
pub(super) fn resolved(name: &str, value: &str, base: &str) -> Option<String> {
    if !holds_address(name) {
        return None;
    }
    if name.eq_ignore_ascii_case("srcset") {
        let changed = srcset(value, base);
        return (changed != value).then_some(changed);
    }
    if urls::is_absolute(value) {
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

/// An attribute with a value.
struct Attribute<'h> {
    name: &'h str,
    value: &'h str,
    /// Where the value begins.
    start: usize,
    /// Where the value ends.
    end: usize,
    /// Whether there are angle brackets in it.
    angled: bool,
}

impl Attribute<'_> {
    /// The value to write instead, if it must change.
    fn mended(&self, base: Option<&str>) -> Option<String> {
        let changed = base.and_then(|base| resolved(self.name, self.value, base));
        if self.angled {
            let value = changed.as_deref().unwrap_or(self.value);
            return Some(value.replace('<', "&lt;").replace('>', "&gt;"));
        }
        changed
    }
}

/// The attributes of one tag, left behind its end. Every place it stops at is the beginning of an
/// ASCII character or the end of the text.
struct Attributes<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Attributes<'h> {
    fn next(&mut self) -> Option<Attribute<'h>> {
        let bytes = self.html.as_bytes();
        loop {
            self.pass(|b| b.is_ascii_whitespace() || b == b'/');
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
            let (start, end, angled) = self.value();
            return Some(Attribute { name, value: &self.html[start..end], start, end, angled });
        }
    }

    /// Where the value begins and ends, and whether it has angle brackets.
    fn value(&mut self) -> (usize, usize, bool) {
        let bytes = self.html.as_bytes();
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(self.at).copied() {
            let start = self.at + 1;
            let found = memchr::memchr3(quote, b'<', b'>', &bytes[start..]).map(|at| start + at);
            let angled = found.is_some_and(|at| bytes[at] != quote);
            let end = match found {
                Some(at) if angled => memchr::memchr(quote, &bytes[at..]).map(|end| at + end),
                found => found,
            };
            let end = end.unwrap_or(bytes.len());
            self.at = (end + 1).min(bytes.len());
            return (start, end, angled);
        }
        let start = self.at;
        self.pass(|b| !b.is_ascii_whitespace() && b != b'>');
        (start, self.at, memchr::memchr(b'<', &bytes[start..self.at]).is_some())
    }

    fn pass(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = &self.html.as_bytes()[self.at..];
        self.at += rest.iter().position(|b| !wanted(*b)).unwrap_or(rest.len());
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
