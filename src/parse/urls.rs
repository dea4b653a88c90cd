//! References to other documents in, addresses out.
//!
//! Addresses are resolved as text (RFC 3986 section 5.2) and otherwise left as the feed wrote
//! them: no percent-encoding, no change of case. What they mean is decided in a later room.

use std::borrow::Cow;

/// Whether the text begins with a scheme, as in `https:` or `mailto:`.
pub(super) fn is_absolute(text: &str) -> bool {
    let scheme =
        text.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')));
    scheme.is_some_and(|end| {
        end > 0 && text.as_bytes()[end] == b':' && text.as_bytes()[0].is_ascii_alphabetic()
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

/// What pages are called, among the names that could be of hosts or of pages.
const PAGES: &[&str] =
    &["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "jspx", "cfm", "cgi", "do"];
/// Domains whose names are files' endings as well: a file beside the feed is meant by these,
/// unless something follows.
const ENDINGS: &[&str] = &[
    "ai", "app", "cc", "gz", "md", "mov", "page", "pl", "ps", "py", "rs", "sh", "so", "st", "vi",
    "zip",
];

/// Whether the text can be where a site lies: some programs leave the words of their template.
pub(super) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    let page = || text.rsplit('.').next().is_some_and(|ending| PAGES.contains(&ending));
    is_absolute(text)
        || !text.contains(char::is_whitespace)
            && (!text.contains('.')
                || text.contains(['/', '?', '#'])
                || page()
                || hosted(text).is_some())
}

/// The address that is meant where the scheme was left out: `tea.example/kettles` names a host and
/// no folder beside the feed.
pub(super) fn hosted(reference: &str) -> Option<String> {
    let reference = reference.trim();
    let end = reference.find(['/', '?', '#']).unwrap_or(reference.len());
    let host = &reference[..end];
    let (_, last) = host.rsplit_once('.')?;
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let ambiguous = || {
        let lower = last.to_ascii_lowercase();
        (ENDINGS.contains(&&*lower) || PAGES.contains(&&*lower))
            && !reference[end..].starts_with('/')
    };
    let known = |suffix: psl::Suffix<'_>| suffix.is_known() && suffix.as_bytes().len() < host.len();
    let is_host = last.bytes().all(|b| b.is_ascii_alphabetic())
        && host.split('.').all(label)
        && !ambiguous()
        && psl::suffix(host.to_ascii_lowercase().as_bytes()).is_some_and(known);
    is_host.then(|| format!("https://{reference}"))
}

/// Without white space around it and line breaks within, which are never meant.
pub(super) fn clean(reference: &str) -> Cow<'_, str> {
    let trimmed = reference.trim();
    if memchr::memchr3(b'\n', b'\r', b'\t', trimmed.as_bytes()).is_some() {
        return Cow::Owned(trimmed.replace(['\n', '\r', '\t'], ""));
    }
    Cow::Borrowed(trimmed)
}

/// Without the second escaping that some generators do; no address has `&amp;` in it.
pub(super) fn unescaped(reference: &str) -> Cow<'_, str> {
    // Looking for the one character first spares most addresses the search for all five.
    if memchr::memchr(b'&', reference.as_bytes()).is_some() && reference.contains("&amp;") {
        Cow::Owned(reference.replace("&amp;", "&"))
    } else {
        Cow::Borrowed(reference)
    }
}

/// The address that `reference` means at `base`; as it is, cleaned, if that cannot be known.
pub(super) fn resolve(base: Option<&str>, reference: &str) -> String {
    let reference = clean(reference);
    let Some(base) = base.filter(|_| !is_absolute(&reference)).and_then(Base::of) else {
        return reference.into_owned();
    };
    base.join(&reference)
}

/// Whether two addresses name one picture in two forms: `kettle-300x200.jpg` and `kettle-wide.jpg`,
/// or one name in two folders. Numbers that count (`kettle-1.jpg`, `kettle-2.jpg`) tell pictures
/// apart.
pub(super) fn are_renderings(a: &str, b: &str) -> bool {
    fn name(url: &str) -> &str {
        let url = &url[..memchr::memchr2(b'?', b'#', url.as_bytes()).unwrap_or(url.len())];
        let name = memchr::memrchr(b'/', url.as_bytes()).map_or(url, |at| &url[at + 1..]);
        memchr::memrchr(b'.', name.as_bytes()).map_or(name, |at| &name[..at])
    }
    let (a, b) = (name(a), name(b));
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let form = |name: &str| name.bytes().skip(same).any(|b| b.is_ascii_alphabetic());
    !a.is_empty() && (a == b || same * 2 >= a.len().min(b.len()) && (form(a) || form(b)))
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
    fn a_picture_in_two_forms_is_one() {
        for (a, b, expected) in [
            ("https://a/kettle-300x200.jpg", "https://a/kettle-1024x768.jpg", true),
            ("https://a/kettle.jpg", "https://a/kettle-wide.jpg", true),
            ("https://a/small/kettle.jpg?x", "https://a/large/kettle.png", true),
            ("https://a/kettle-1.jpg", "https://a/kettle-2.jpg", false),
            ("https://a/pot.jpg", "https://a/kettle.jpg", false),
            ("https://a/", "https://a/", false),
        ] {
            assert_eq!(are_renderings(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn a_host_without_a_scheme_is_a_host() {
        for (reference, expected) in [
            ("tea.com/kettles/?a=1", true),
            ("www.tea.com.br", true),
            (" tea.co.uk ", true),
            ("tea.me/12-pots/", true),
            ("kettles/tea.com", false),
            ("index.html", false),
            ("readme.md", false),
            ("post.php?p=1", false),
            ("article.pl?sid=1", false),
            ("view.do?x=1", false),
            ("show.py", false),
            ("rss_0.91N.channel.link", false),
            ("1.5/notes", false),
            ("co.uk/x", false),
            ("a b.com/x", false),
            ("", false),
        ] {
            let whole = format!("https://{}", reference.trim());
            assert_eq!(hosted(reference), expected.then_some(whole), "{reference}");
        }
    }

    #[test]
    fn words_are_no_place() {
        for (text, expected) in [
            ("https://tea.example/a b", true),
            ("/blog", true),
            ("index.html", true),
            ("blog", true),
            ("", true),
            ("tea.com", true),
            ("The address of your site", false),
            ("rss_0.91N.channel.link", false),
        ] {
            assert_eq!(is_reference(text), expected, "{text}");
        }
    }
}
