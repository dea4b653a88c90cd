//! Addresses that look like feeds, and those where feeds usually are.

use url::Url;

/// Where the common generators put their feeds, the likeliest first: WordPress and Ghost, Hugo,
/// Jekyll and Eleventy, Atom publishers, plain RSS, JSON Feed, Blogger.
const USUAL: &[&str] = &[
    "feed",
    "index.xml",
    "feed.xml",
    "atom.xml",
    "rss.xml",
    "rss",
    "feed.json",
    "feed.atom",
    "feeds/posts/default",
];
/// What a section of a site has: Hugo's sections and WordPress's categories.
const OF_SECTIONS: &[&str] = &["feed", "index.xml", "rss.xml"];

/// Addresses worth a try for a page that declares no feed, the likeliest first: below the page
/// itself, then at the root of its site. A request each, so only when somebody asked for it.
pub fn common_paths(page: &str) -> Vec<String> {
    let Ok(mut url) = Url::parse(page) else { return Vec::new() };
    if !matches!(url.scheme(), "http" | "https") {
        return Vec::new();
    }
    url.set_query(None);
    url.set_fragment(None);
    let mut paths = Vec::new();
    let section = url.path().trim_end_matches('/').to_owned();
    let is_file = section.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if !section.is_empty() && !is_file {
        paths.extend(OF_SECTIONS.iter().map(|name| format!("{section}/{name}")));
    }
    paths.extend(USUAL.iter().map(|name| format!("/{name}")));
    paths
        .into_iter()
        .map(|path| {
            url.set_path(&path);
            url.to_string()
        })
        .collect()
}

/// Whether the address alone makes one expect a feed.
pub(super) fn looks_like_feed(url: &Url) -> bool {
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    if path.contains("/wp-json/") {
        return false;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
    let words = |text: &str| text.split(['-', '_', '.']).any(|word| FEED_WORDS.contains(&word));
    let by_name = match extension {
        "rss" | "rdf" | "atom" => true,
        "xml" | "json" | "php" => words(stem) || extension == "xml" && stem == "index",
        "" => FEED_WORDS.contains(&last),
        _ => false,
    };
    by_name
        || path.ends_with("/feeds/posts/default")
        || url.query_pairs().any(|(name, value)| match &*name.to_ascii_lowercase() {
            "feed" | "format" | "type" | "output" => {
                let value = value.to_ascii_lowercase();
                FEED_VALUES.contains(&value.as_str())
            }
            _ => false,
        })
}

const FEED_WORDS: &[&str] = &["feed", "feeds", "rss", "rss2", "atom", "rdf", "syndication"];
const FEED_VALUES: &[&str] = &["rss", "rss2", "atom", "rdf", "feed", "feed:rss2", "feed:atom"];

/// Whether two addresses belong to one site: one host is the other's or below it, `www.` aside.
pub(super) fn same_site(one: &Url, other: &Url) -> bool {
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    };
    let (one, other) = (host(one), host(other));
    crate::fetch::lanes::is_within(&one, &other) || crate::fetch::lanes::is_within(&other, &one)
}

/// Whether this host does little else than keep other sites' feeds.
pub(super) fn keeps_feeds(url: &Url) -> bool {
    const KEEPERS: &[&str] = &[
        "feeds.feedburner.com",
        "feeds2.feedburner.com",
        "feedproxy.google.com",
        "feedpress.me",
        "feeds.megaphone.fm",
        "feeds.simplecast.com",
        "feeds.buzzsprout.com",
        "feeds.libsyn.com",
        "feeds.transistor.fm",
        "anchor.fm",
        "feeds.acast.com",
    ];
    url.path().len() > 1 && url.host_str().is_some_and(|host| KEEPERS.contains(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_look_like_feeds() {
        for (address, expected) in [
            ("https://a.example/feed", true),
            ("https://a.example/feed/", true),
            ("https://a.example/blog/RSS.xml", true),
            ("https://a.example/index.xml", true),
            ("https://a.example/index.rdf", true),
            ("https://a.example/news.atom", true),
            ("https://a.example/my-feed.json", true),
            ("https://a.example/?feed=rss2", true),
            ("https://a.example/wiki/Special:RecentChanges?feed=atom", true),
            ("https://a.example/feeds/posts/default", true),
            ("https://a.example/", false),
            ("https://a.example/sitemap.xml", false),
            ("https://a.example/package.json", false),
            ("https://a.example/feeding-cats", false),
            ("https://a.example/wp-json/feed", false),
            ("https://a.example/what-is-rss.html", false),
        ] {
            assert_eq!(
                looks_like_feed(&Url::parse(address).expect("a URL")),
                expected,
                "{address}"
            );
        }
    }

    #[test]
    fn usual_places() {
        let paths = common_paths("https://a.example/blog/?x=1#y");
        assert_eq!(paths[0], "https://a.example/blog/feed");
        assert!(paths.contains(&"https://a.example/atom.xml".to_owned()));
        assert!(paths.len() <= 12);
        assert_eq!(common_paths("https://a.example/post.html")[0], "https://a.example/feed");
        assert!(common_paths("ftp://a.example/").is_empty() && common_paths("x").is_empty());
    }
}
