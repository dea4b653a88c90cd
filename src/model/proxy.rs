//! A proxy's address: what one looks like, and how it is shown.

use url::Url;

use super::address::user;

/// What a proxy's address looks like, for messages.
pub const PROXY_FORMS: &str = "a proxy is an http, https, socks5 or socks5h URL, or none";
/// The word in place of a proxy for none at all, not even the system's.
pub const DIRECT: &str = "none";

/// Whether this is a proxy's address.
pub fn is_proxy(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h")
            && url.host_str().is_some_and(|host| !host.is_empty())
    })
}

/// The address with stars for its password, if it has one: who logs in at a proxy is a setting
/// that one wants to see.
pub fn without_password(address: &str) -> String {
    let password = user(address).and_then(|user| {
        let colon = address[user.clone()].find(':')?;
        Some(user.start + colon + 1..user.end)
    });
    match password {
        Some(password) => format!("{}***{}", &address[..password.start], &address[password.end..]),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_proxies() {
        for (text, is, shown) in [
            ("socks5h://ann:pw@localhost:1080", true, "socks5h://ann:***@localhost:1080"),
            ("http://proxy.example:3128", true, "http://proxy.example:3128"),
            ("ftp://ann:pw@x.example/", false, "ftp://ann:***@x.example/"),
            ("localhost:3128", false, "localhost:3128"),
            ("http://", false, "http://"),
        ] {
            assert_eq!((is_proxy(text), without_password(text).as_str()), (is, shown));
        }
    }
}
