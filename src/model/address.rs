//! An address as it was typed, listed or stored in, what is meant or may be shown of it out.

use std::borrow::Cow;
use std::ops::Range;

use url::Url;

/// Schemes that only say "subscribe" in front of a web address.
const SUBSCRIBE: &[&str] = &["feed", "itpc", "pcast", "podcast", "rss"];

/// The address that one of a scheme such as `feed:` stands for; any other as it is. `feed://host/x`
/// stands for http and `feed:https://host/x` says what it stands for, as the first browsers that
/// knew the scheme had it; `feed:host/x` is taken for the former.
pub fn unwrapped(address: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = address.split_once(':') else { return Cow::Borrowed(address) };
    if !SUBSCRIBE.iter().any(|known| scheme.trim_start().eq_ignore_ascii_case(known)) {
        return Cow::Borrowed(address);
    }
    let inner = rest.trim().trim_start_matches('/');
    let starts = |scheme: &str| {
        inner.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if ["http:", "https:"].into_iter().any(starts) {
        Cow::Borrowed(inner)
    } else {
        Cow::Owned(format!("http://{inner}"))
    }
}

/// An address as lists, messages and logs may show it: without the user and the password that may
/// stand before its host.
pub fn shown_address(address: &str) -> Cow<'_, str> {
    match user(address) {
        Some(user) => Cow::Owned([&address[..user.start], &address[user.end + 1..]].concat()),
        None => Cow::Borrowed(address),
    }
}

/// Where user and password stand in an address: between `//` and the last `@` before its path. It
/// need not be a valid address, since messages repeat those that are not; of a command line that
/// holds one it is no part.
pub(super) fn user(address: &str) -> Option<Range<usize>> {
    let start = address.find("//")? + 2;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.:".contains(c);
    let scheme = &address[..start - 2];
    if !(scheme.is_empty() || scheme.ends_with(':') && scheme.chars().all(is_scheme)) {
        return None;
    }
    let rest = &address[start..];
    // Browsers take a backslash for a slash, and so does whoever follows the address.
    let authority = &rest[..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())];
    Some(start..start + authority.rfind('@')?)
}

/// Whether both are addresses of one scheme, host and port, as a login needs it.
pub fn same_origin(one: &str, other: &str) -> bool {
    let origin = |address: &str| Url::parse(address).map(|url| url.origin());
    matches!((origin(one), origin(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_says_subscribe_is_left_out() {
        for (text, expected) in [
            ("feed://a.example/x", "http://a.example/x"),
            ("feed:https://a.example/x", "https://a.example/x"),
            ("feed://https://a.example/x", "https://a.example/x"),
            ("FEED:HTTPS://a.example/x", "HTTPS://a.example/x"),
            ("feed:a.example/x", "http://a.example/x"),
            ("itpc://a.example/x", "http://a.example/x"),
            ("https://a.example/feed:x", "https://a.example/feed:x"),
            ("feeds.example/x", "feeds.example/x"),
            ("exec:feed: x", "exec:feed: x"),
        ] {
            assert_eq!(unwrapped(text), expected, "{text}");
        }
    }

    #[test]
    fn logins_are_not_shown() {
        for (address, expected) in [
            ("https://ada:pass@a.example/feed?x=1&y", "https://a.example/feed?x=1&y"),
            ("https://ada:p@ss@a.example", "https://a.example"),
            ("https://ada@a.example/#x", "https://a.example/#x"),
            ("htps://ada:pass@a.example", "htps://a.example"),
            ("view-source:http://ada:pass@a.example/", "view-source:http://a.example/"),
            ("https://a.example/@ada", "https://a.example/@ada"),
            ("https://a.example\\@ada", "https://a.example\\@ada"),
            ("https://a.example?u=x@y", "https://a.example?u=x@y"),
            ("//ada:pass@a.example/", "//a.example/"),
            ("path//ada@x", "path//ada@x"),
            ("exec:fetch-mail a@b", "exec:fetch-mail a@b"),
            ("exec:curl https://ada:pass@b.example", "exec:curl https://ada:pass@b.example"),
            ("no address", "no address"),
        ] {
            assert_eq!(shown_address(address), expected);
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let home = "https://a.example/feed";
        assert!(same_origin(home, "https://a.example:443/other"));
        for other in ["http://a.example/feed", "https://b.example/feed", "https://a.example:8/", ""]
        {
            assert!(!same_origin(home, other), "{other}");
        }
    }
}
