//! References as documents write them in, absolute http(s) addresses out.

use std::{
    borrow::Cow,
    cell::{Cell, OnceCell},
};

use url::Url;

/// Longer addresses are no addresses: browsers and servers stop at some thousands of bytes.
const LONGEST: usize = 16 * 1024;

/// What bases may add to the addresses of one document: without a bound, a long base and a
/// flood of short references would fill the memory. No document is longer.
const ROOM: usize = 32 << 20;

/// What is left of that.
#[derive(Debug)]
pub(super) struct Room {
    left: Cell<usize>,
}

impl Room {
    pub(super) fn new() -> Self {
        Self { left: Cell::new(ROOM) }
    }

    /// Takes so many bytes, if they are there.
    fn take(&self, bytes: usize) -> Option<()> {
        self.left.set(self.left.get().checked_sub(bytes)?);
        Some(())
    }
}

/// The base URLs in scope, innermost first, each possibly relative to the next.
#[derive(Debug)]
pub(super) struct Base<'a> {
    chain: Vec<&'a str>,
    resolved: OnceCell<Option<Url>>,
    room: Option<&'a Room>,
}

impl<'a> Base<'a> {
    pub(super) fn new(chain: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        Self { chain: chain.into_iter().flatten().collect(), resolved: OnceCell::new(), room: None }
    }

    /// The same for a part of a document, whose parts share its room.
    pub(super) fn within(self, room: &'a Room) -> Self {
        Self { room: Some(room), ..self }
    }

    /// The innermost base made absolute by those around it; what is no http(s) URL is no base,
    /// so that a feed read from a file leads nowhere on this machine.
    fn url(&self) -> Option<&Url> {
        self.resolved
            .get_or_init(|| {
                self.chain.iter().rev().fold(None, |outer: Option<Url>, text| {
                    let text = text.trim();
                    if text.is_empty() {
                        return outer;
                    }
                    let joined = match &outer {
                        Some(outer) => outer.join(text).ok(),
                        None => Url::parse(text).ok(),
                    };
                    joined.filter(is_web).or(outer)
                })
            })
            .as_ref()
    }

    /// The http(s) address that a reference means; as written if it was one already.
    pub(super) fn web(&self, reference: &str) -> Option<String> {
        self.resolve(reference).filter(|url| !starts_with(url, "mailto:"))
    }

    /// The same, or a `mailto:` address.
    pub(super) fn page(&self, reference: &str) -> Option<String> {
        self.resolve(reference)
    }

    fn resolve(&self, reference: &str) -> Option<String> {
        let reference = reference.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if reference.is_empty() || reference.len() > LONGEST {
            return None;
        }
        if plain(reference).is_some() {
            return Some(reference.to_owned());
        }
        let reference = with_scheme(reference);
        match Url::parse(&reference) {
            Ok(url) if is_web(&url) || url.scheme() == "mailto" => {
                Some(as_written(&reference, url))
            }
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                let base = self.url()?;
                if let Some(room) = self.room {
                    room.take(base.as_str().len())?;
                }
                base.join(&reference).ok().filter(is_web).map(Into::into)
            }
            Ok(_) | Err(_) => None,
        }
    }
}

/// The host and the path of an absolute address.
pub(super) fn host_and_path(address: &str) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let Some((host, rest)) = plain(address) else {
        let url = Url::parse(address).ok()?;
        let (host, path) = (url.host_str()?.to_owned(), url.path().to_owned());
        return Some((host.into(), path.into()));
    };
    let host = if host.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    };
    let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    Some((host, Cow::Borrowed(if path.is_empty() { "/" } else { path })))
}

/// The host and what follows it, if a reference is a web address by any reading, so that parsing
/// it would not change it: an ordinary name of a host, and no character that would be written in
/// another way.
fn plain(reference: &str) -> Option<(&str, &str)> {
    let rest = reference.strip_prefix("https://").or_else(|| reference.strip_prefix("http://"))?;
    let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let ordinary = |b: u8| b.is_ascii_graphic() && !matches!(b, b'\\' | b'<' | b'>' | b'"');
    (is_host(host.as_bytes()) && path.bytes().all(ordinary)).then_some((host, path))
}

/// Labels of ASCII letters, digits and hyphens; the last of letters alone, so that it is no
/// number, and none in a code that a parser would check.
fn is_host(host: &[u8]) -> bool {
    let mut labels = host.rsplit(|b| *b == b'.');
    let last = labels.next().unwrap_or_default();
    last.len() > 1
        && last.iter().all(u8::is_ascii_alphabetic)
        && labels.all(|label| {
            !label.is_empty()
                && label.get(2..4) != Some(b"--")
                && label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
        })
}

/// Whether a URL leads to the web and to a host there.
fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// `//host/path` outside any page means https; `www.host/path` is what people type for it and
/// was never meant to be a file beside the feed.
fn with_scheme(reference: &str) -> Cow<'_, str> {
    if reference.starts_with("//") {
        return Cow::Owned(format!("https:{reference}"));
    }
    if starts_with(reference, "www.") && reference.split('/').next().is_some_and(|h| h.len() > 6) {
        return Cow::Owned(format!("http://{reference}"));
    }
    Cow::Borrowed(reference)
}

/// The reference itself where nothing in it needs mending, otherwise the parsed URL's form.
fn as_written(reference: &str, url: Url) -> String {
    if url.as_str() == reference {
        return url.into();
    }
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"');
    let plain = ["http://", "https://", "mailto:"].iter().any(|s| starts_with(reference, s));
    let complete = !reference.contains("///") || url.as_str().contains("///");
    if plain && complete && !reference.contains(odd) { reference.to_owned() } else { url.into() }
}

/// What follows the scheme of a web address; `None` for what is none.
pub(super) fn without_scheme(address: &str) -> Option<&str> {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| starts_with(address, scheme))?;
    Some(&address[scheme.len()..])
}

/// An address as pages are compared: by http and https, with `www.` and a slash at the end, or
/// without.
pub(super) fn bare(address: &str) -> &str {
    let rest = without_scheme(address).unwrap_or(address);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// Whether two addresses lead to one page, perhaps to different places on it.
pub(super) fn is_same_page(a: &str, b: &str) -> bool {
    let page = |address: &'_ str| {
        let address = address.trim();
        let page = &address[..address.find('#').unwrap_or(address.len())];
        without_scheme(page).map(|_| bare(page).to_owned())
    };
    page(a).is_some_and(|a| page(b).is_some_and(|b| a == b))
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://site.example/blog/";

    #[test]
    fn references_become_web_addresses_or_nothing() {
        let base = Base::new([Some(BASE)]);
        for (reference, expected) in [
            ("https://a.example/x?b=1#c", Some("https://a.example/x?b=1#c")),
            (" \n HTTP://A.example/X\t", Some("HTTP://A.example/X")),
            ("post/1", Some("https://site.example/blog/post/1")),
            ("/post", Some("https://site.example/post")),
            ("../up", Some("https://site.example/up")),
            ("?p=3", Some("https://site.example/blog/?p=3")),
            ("#note", Some("https://site.example/blog/#note")),
            ("//cdn.example/i.png", Some("https://cdn.example/i.png")),
            ("www.a.example/x", Some("http://www.a.example/x")),
            ("https://a.example/a b", Some("https://a.example/a%20b")),
            ("http:\\\\a.example\\x", Some("http://a.example/x")),
            ("https:////a.example/x", Some("https://a.example/x")),
            ("java\nscript:alert(1)", None),
            (" JavaScript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("vbscript:x", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("mailto:a@b.example", None),
            ("http://", None),
            ("", None),
        ] {
            assert_eq!(base.web(reference).as_deref(), expected, "{reference:?}");
        }
        assert_eq!(base.page("mailto:a@b.example").as_deref(), Some("mailto:a@b.example"));
    }

    #[test]
    fn pages_are_one_wherever_a_link_leads_on_them() {
        for (a, b, expected) in [
            ("https://a.example/x", "http://www.a.example/x/#comments", true),
            ("https://a.example", "https://a.example/", true),
            ("https://a.example/?p=1", "https://a.example/?p=2", false),
            ("https://a.example/x", "https://a.example/x/feed", false),
            ("mailto:a@b.example", "mailto:a@b.example", false),
        ] {
            assert_eq!(is_same_page(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn what_is_taken_for_plain_parses_to_itself() {
        for (reference, expected) in [
            ("https://a.example", true),
            ("http://A-1.b2.Example/x?y=%20&z#~", true),
            ("https://a.example/x///y", true),
            ("HTTPS://a.example/", false),
            ("https://a.example/x y", false),
            ("https://a.example/\u{e9}", false),
            ("https://a.example\\x", false),
            ("https://a.example:80/", false),
            ("https://me@a.example/", false),
            ("https://1.2.3.4/", false),
            ("https://1.2.3.0x4/", false),
            ("https://xn--a.example/", false),
            ("https://a..example/", false),
            ("https://.example/", false),
            ("https:///x", false),
            ("mailto:a@b.example", false),
        ] {
            assert_eq!(plain(reference).is_some(), expected, "{reference}");
            if expected {
                let url = Url::parse(reference).expect(reference);
                assert_eq!(as_written(reference, url), reference);
            }
        }
    }

    #[test]
    fn a_document_has_only_so_much_room_for_its_base() {
        let room = Room::new();
        let long = format!("https://site.example/{}/", "x".repeat(ROOM / 2));
        let base = Base::new([Some(long.as_str())]).within(&room);
        assert!(base.web("1").is_some());
        assert_eq!(base.web("2"), None);
        assert!(base.web("https://a.example/").is_some());
    }

    #[test]
    fn bases_build_on_each_other() {
        for (chain, expected) in [
            (vec![Some("img/"), Some("https://a.example/b/")], Some("https://a.example/b/img/x")),
            (vec![None, Some("/c/"), Some("https://a.example/b/")], Some("https://a.example/c/x")),
            (vec![Some("http://["), Some("https://a.example/b/")], Some("https://a.example/b/x")),
            (vec![Some("file:///home/me/feed.xml")], None),
            (vec![], None),
        ] {
            assert_eq!(Base::new(chain.clone()).web("x").as_deref(), expected, "{chain:?}");
        }
        assert_eq!(Base::new([]).web("//h.example/").as_deref(), Some("https://h.example/"));
    }
}
