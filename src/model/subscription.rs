//! What a user follows.

use url::Url;

use super::{Auth, FeedId, FetchState, Options, Timestamp, same_origin};

/// A wish to follow a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// An http(s) or file URL, or `exec:` and a command line.
    pub url: String,
    /// The feed's own title, where a list or the document gave one.
    pub title: Option<String>,
    /// The web site, where known.
    pub site_url: Option<String>,
    /// What the user set.
    pub options: Options,
}

impl Subscription {
    /// A wish to follow what is at an address. A login in the address becomes the option it is,
    /// since an address is shown and logged. A fragment goes: no server is ever told of it
    /// (RFC 9110 §4.2.4), so it makes no other feed.
    pub fn at(address: &str) -> Self {
        let mut subscription = Self { url: address.to_owned(), ..Self::default() };
        if let Ok(mut url) = Url::parse(address) {
            let auth = Auth::take_from(&mut url);
            let is_web = matches!(url.scheme(), "http" | "https");
            if is_web && url.fragment().is_some() {
                url.set_fragment(None);
                subscription.url = url.into();
            } else if auth.is_some() {
                subscription.url = url.into();
            }
            subscription.options.auth = auth;
        }
        subscription
    }

    /// The same address with https for http, or the other way round, which the same server
    /// answers with the same feed. `None` for what is not on the web, or at a port of its own.
    pub fn twin(address: &str) -> Option<String> {
        let url = Url::parse(address).ok().filter(|url| url.port().is_none())?;
        let other = match url.scheme() {
            "http" => "https",
            "https" => "http",
            _ => return None,
        };
        // `Url::set_scheme` would keep a port that is the other scheme's usual one.
        Some(format!("{other}{}", &url.as_str()[url.scheme().len()..]))
    }

    /// The same at another address. What logs in at one origin is no other's business.
    #[must_use]
    pub fn moved_to(&self, address: &str) -> Self {
        let Self { url, options, .. } = Self::at(address);
        let mut moved = Self { url, ..self.clone() };
        let kept = moved.options.auth.take().filter(|_| same_origin(&moved.url, &self.url));
        moved.options.auth = options.auth.or(kept);
        moved
    }
}

/// A subscription as the store holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRecord {
    /// Its number.
    pub id: FeedId,
    /// What was asked for, with the feed's latest own title and site.
    pub subscription: Subscription,
    /// When it was first added.
    pub added: Timestamp,
    /// How fetching goes.
    pub state: FetchState,
    /// How many articles are stored from it.
    pub articles: u64,
    /// How many of them are unread.
    pub unread: u64,
}

impl FeedRecord {
    /// The title to show: the user's, else the feed's, else the address.
    pub fn title(&self) -> &str {
        let subscription = &self.subscription;
        subscription
            .options
            .title
            .as_deref()
            .or(subscription.title.as_deref())
            .unwrap_or(&subscription.url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leaves_the_address_and_stays_at_its_origin() {
        let feed = Subscription::at("https://ann:pw@a.example/feed");
        let login = Auth::parse("basic ann:pw").ok();
        assert_eq!((&*feed.url, &feed.options.auth), ("https://a.example/feed", &login));
        for (address, url, auth) in [
            ("https://a.example/new", "https://a.example/new", login),
            ("https://b.example/feed", "https://b.example/feed", None),
            ("http://a.example/feed", "http://a.example/feed", None),
            (
                "https://bob:pw@b.example/feed",
                "https://b.example/feed",
                Auth::parse("basic bob:pw").ok(),
            ),
        ] {
            let moved = feed.moved_to(address);
            assert_eq!((&*moved.url, moved.options.auth), (url, auth), "{address}");
        }
        assert_eq!(Subscription::at("exec:mail a@b").url, "exec:mail a@b");
    }

    #[test]
    fn a_fragment_and_the_scheme_make_no_other_feed() {
        for (address, url, twin) in [
            ("https://a.example/feed#top", "https://a.example/feed", Some("http://a.example/feed")),
            (
                "http://a.example/feed?x=1",
                "http://a.example/feed?x=1",
                Some("https://a.example/feed?x=1"),
            ),
            ("http://a.example:8080/feed", "http://a.example:8080/feed", None),
            ("file:///a.xml#b", "file:///a.xml#b", None),
            ("exec:cat a#b", "exec:cat a#b", None),
        ] {
            let subscribed = Subscription::at(address).url;
            assert_eq!((&*subscribed, Subscription::twin(&subscribed).as_deref()), (url, twin));
        }
    }
}
