//! A page's address in, where its platform has the feeds for it out.

use url::Url;

use crate::fetch::lanes::is_within;

/// The parts of a page's address that the platforms look at.
struct Page<'u> {
    url: &'u Url,
    host: &'u str,
    /// Non-empty segments of the path.
    path: Vec<&'u str>,
}

impl Page<'_> {
    fn query(&self, name: &str) -> Option<String> {
        let mut pairs = self.url.query_pairs();
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// The page's own scheme and host before this path.
    fn here(&self, path: &str) -> Vec<String> {
        vec![format!("{}{path}", self.url.origin().ascii_serialization())]
    }
}

/// A domain (with everything below it) and how its pages map to feeds.
type Rule = (&'static str, fn(&Page<'_>) -> Vec<String>);

const RULES: &[Rule] = &[
    ("youtube.com", youtube),
    ("reddit.com", reddit),
    ("github.com", github),
    ("gitlab.com", gitlab),
    ("codeberg.org", forgejo),
    ("medium.com", medium),
    ("substack.com", substack),
    ("tumblr.com", tumblr),
    ("wordpress.com", |page| below("wordpress.com", page, "/feed/")),
    ("blogspot.com", |page| below("blogspot.com", page, "/feeds/posts/default")),
    ("bsky.app", bluesky),
    ("lobste.rs", lobsters),
    (
        "news.ycombinator.com",
        |page| if page.path.is_empty() { page.here("/rss") } else { Vec::new() },
    ),
    ("stackoverflow.com", stack_exchange),
    ("stackexchange.com", stack_exchange),
    ("dev.to", dev_to),
    ("vimeo.com", vimeo),
    ("arxiv.org", arxiv),
];

/// Where the platform of this page has feeds for it, the most useful first; empty if the
/// platform is not known or the page is none that has a feed.
pub fn platform_guesses(page: &str) -> Vec<String> {
    Url::parse(page).map(|url| guesses(&url)).unwrap_or_default()
}

pub(super) fn guesses(url: &Url) -> Vec<String> {
    let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https")) else {
        return Vec::new();
    };
    let path = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let page = Page { url, host, path };
    match RULES.iter().find(|(domain, _)| is_within(host, domain)) {
        Some((_, rule)) => rule(&page),
        None => mastodon(&page),
    }
}

/// Feeds of a blog that has its own name below the platform's.
fn below(domain: &str, page: &Page<'_>, path: &str) -> Vec<String> {
    let own = page.host.strip_suffix(domain).and_then(|rest| rest.strip_suffix('.'));
    match own {
        None | Some("" | "www") => Vec::new(),
        Some(_) => page.here(path),
    }
}

/// Handles (`/@name`, `/c/name`) are not in the feed's address; their page declares the feed.
fn youtube(page: &Page<'_>) -> Vec<String> {
    let feed = |name: &str, value: &str| {
        vec![format!("https://www.youtube.com/feeds/videos.xml?{name}={value}")]
    };
    match page.path[..] {
        ["channel", id, ..] => feed("channel_id", id),
        ["user", name, ..] => feed("user", name),
        ["playlist" | "watch"] => {
            let list = page.query("list").map(encoded);
            list.map(|list| feed("playlist_id", &list)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn reddit(page: &Page<'_>) -> Vec<String> {
    let feed = |path: String| vec![format!("https://www.reddit.com{path}/.rss")];
    match page.path[..] {
        [] => vec!["https://www.reddit.com/.rss".to_owned()],
        ["r", name, "comments", id, ..] => feed(format!("/r/{name}/comments/{id}")),
        ["r", name, sort @ ("new" | "top" | "hot" | "rising"), ..] => {
            feed(format!("/r/{name}/{sort}"))
        }
        ["r", name, ..] => feed(format!("/r/{name}")),
        ["user" | "u", name, ..] => feed(format!("/user/{name}")),
        _ => Vec::new(),
    }
}

/// Paths of github.com that are not a person's.
const GITHUB_OWN: &[&str] = &[
    "about",
    "apps",
    "collections",
    "enterprise",
    "explore",
    "features",
    "login",
    "marketplace",
    "orgs",
    "pricing",
    "search",
    "settings",
    "sponsors",
    "topics",
    "trending",
];

fn github(page: &Page<'_>) -> Vec<String> {
    let feed = |path: String| format!("https://github.com/{path}.atom");
    match page.path[..] {
        [first, ..] if GITHUB_OWN.contains(&first) => Vec::new(),
        [owner] => vec![feed(owner.to_owned())],
        [owner, repo, "commits" | "tree", branch] => {
            vec![feed(format!("{owner}/{repo}/commits/{branch}"))]
        }
        [owner, repo, what @ ("releases" | "tags" | "commits" | "wiki" | "discussions"), ..] => {
            vec![feed(format!("{owner}/{repo}/{what}"))]
        }
        [owner, repo, ..] => ["releases", "tags", "commits"]
            .map(|what| feed(format!("{owner}/{repo}/{what}")))
            .into(),
        [] => Vec::new(),
    }
}

fn gitlab(page: &Page<'_>) -> Vec<String> {
    let dash = page.path.iter().position(|part| *part == "-").unwrap_or(page.path.len());
    let project = page.path[..dash].join("/");
    match (dash, page.path.get(dash + 1).copied()) {
        (0, _) => Vec::new(),
        (1, _) => page.here(&format!("/{project}.atom")),
        (_, Some("tags")) => page.here(&format!("/{project}/-/tags?format=atom")),
        (_, Some("releases")) => page.here(&format!("/{project}/-/releases.atom")),
        (_, Some("issues")) => page.here(&format!("/{project}/-/issues.atom")),
        (_, Some("commits")) => {
            let branch = page.path[(dash + 2).min(page.path.len())..].join("/");
            page.here(&format!("/{project}/-/commits/{branch}?format=atom"))
        }
        _ => ["/-/releases.atom", "/-/tags?format=atom", ".atom"]
            .iter()
            .flat_map(|end| page.here(&format!("/{project}{end}")))
            .collect(),
    }
}

fn forgejo(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        [owner] => page.here(&format!("/{owner}.rss")),
        [owner, repo, "releases" | "tags", ..] => {
            page.here(&format!("/{owner}/{repo}/releases.rss"))
        }
        [owner, repo, ..] => {
            let (mut feeds, all) = (
                page.here(&format!("/{owner}/{repo}/releases.rss")),
                page.here(&format!("/{owner}/{repo}.rss")),
            );
            feeds.extend(all);
            feeds
        }
        [] => Vec::new(),
    }
}

fn medium(page: &Page<'_>) -> Vec<String> {
    if !matches!(page.host, "medium.com" | "www.medium.com") {
        return below("medium.com", page, "/feed");
    }
    let feed = |path: String| vec![format!("https://medium.com/feed/{path}")];
    match page.path[..] {
        [] | ["feed", ..] => Vec::new(),
        ["tag", tag, ..] => feed(format!("tag/{tag}")),
        [publication, "tagged", tag, ..] => feed(format!("{publication}/tagged/{tag}")),
        [writer, ..] => feed(writer.to_owned()),
    }
}

fn substack(page: &Page<'_>) -> Vec<String> {
    match (page.host, &page.path[..]) {
        ("substack.com" | "www.substack.com", ["@", ..]) => Vec::new(),
        // A profile's handle is the name of its publication unless that was changed.
        ("substack.com" | "www.substack.com", [handle, ..]) => match handle.strip_prefix('@') {
            Some(name) if !name.is_empty() => vec![format!("https://{name}.substack.com/feed")],
            _ => Vec::new(),
        },
        _ => below("substack.com", page, "/feed"),
    }
}

fn tumblr(page: &Page<'_>) -> Vec<String> {
    if !matches!(page.host, "tumblr.com" | "www.tumblr.com") {
        return below("tumblr.com", page, "/rss");
    }
    let name = match page.path[..] {
        ["blog", "view", name, ..] | ["blog", name, ..] => name,
        [name, ..] if !matches!(name, "explore" | "dashboard" | "tagged" | "login" | "search") => {
            name
        }
        _ => return Vec::new(),
    };
    vec![format!("https://{name}.tumblr.com/rss")]
}

fn bluesky(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        ["profile", who, ..] => vec![format!("https://bsky.app/profile/{who}/rss")],
        _ => Vec::new(),
    }
}

fn lobsters(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        [] => page.here("/rss"),
        ["newest"] => page.here("/newest.rss"),
        ["t", tags, ..] => page.here(&format!("/t/{tags}.rss")),
        ["u", name, ..] => page.here(&format!("/newest/{name}.rss")),
        [name, ..] => match name.strip_prefix('~') {
            Some(name) => page.here(&format!("/newest/{name}.rss")),
            None => Vec::new(),
        },
    }
}

fn stack_exchange(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        [] | ["questions"] => page.here("/feeds"),
        ["questions", "tagged", tag, ..] => page.here(&format!("/feeds/tag/{tag}")),
        ["questions", id, ..] => page.here(&format!("/feeds/question/{id}")),
        ["users", id, ..] => page.here(&format!("/feeds/user/{id}")),
        _ => Vec::new(),
    }
}

fn dev_to(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        [] => page.here("/feed"),
        ["t", tag, ..] => page.here(&format!("/feed/tag/{tag}")),
        ["feed", ..] => Vec::new(),
        [name, ..] => page.here(&format!("/feed/{name}")),
    }
}

fn vimeo(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        ["channels", name, ..] => page.here(&format!("/channels/{name}/videos/rss")),
        [name] if !name.bytes().all(|b| b.is_ascii_digit()) => {
            page.here(&format!("/{name}/videos/rss"))
        }
        _ => Vec::new(),
    }
}

fn arxiv(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        ["list", subject, ..] => vec![format!("https://rss.arxiv.org/rss/{subject}")],
        _ => Vec::new(),
    }
}

/// Any host may be a Mastodon server; `/@name` is how its profiles are written.
fn mastodon(page: &Page<'_>) -> Vec<String> {
    match page.path[..] {
        [name, ..] if name.len() > 1 && name.starts_with('@') && !name[1..].contains('@') => {
            page.here(&format!("/{}.rss", name.trim_end_matches(".rss")))
        }
        _ => Vec::new(),
    }
}

fn encoded(value: String) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if value.bytes().all(keep) {
        value
    } else {
        url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_their_feeds() {
        for (page, expected) in [
            (
                "https://www.youtube.com/channel/UCx/videos",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCx",
            ),
            (
                "https://youtube.com/playlist?list=PL1",
                "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1",
            ),
            (
                "https://m.youtube.com/watch?v=a&list=PL%26",
                "https://www.youtube.com/feeds/videos.xml?playlist_id=PL%26",
            ),
            ("https://www.youtube.com/user/a", "https://www.youtube.com/feeds/videos.xml?user=a"),
            ("https://www.youtube.com/@a", ""),
            ("https://old.reddit.com/r/rust/new/", "https://www.reddit.com/r/rust/new/.rss"),
            (
                "https://www.reddit.com/r/rust/comments/x1/title/",
                "https://www.reddit.com/r/rust/comments/x1/.rss",
            ),
            ("https://www.reddit.com/u/a", "https://www.reddit.com/user/a/.rss"),
            ("https://github.com/a/b", "https://github.com/a/b/releases.atom"),
            ("https://github.com/a/b/tree/main", "https://github.com/a/b/commits/main.atom"),
            ("https://github.com/a/b/tags", "https://github.com/a/b/tags.atom"),
            ("https://github.com/a", "https://github.com/a.atom"),
            ("https://github.com/topics/rss", ""),
            ("https://gitlab.com/g/s/p", "https://gitlab.com/g/s/p/-/releases.atom"),
            (
                "https://gitlab.com/g/p/-/commits/main",
                "https://gitlab.com/g/p/-/commits/main?format=atom",
            ),
            ("https://codeberg.org/a/b", "https://codeberg.org/a/b/releases.rss"),
            ("https://medium.com/@a/story-1", "https://medium.com/feed/@a"),
            ("https://medium.com/pub", "https://medium.com/feed/pub"),
            ("https://a.medium.com/story", "https://a.medium.com/feed"),
            ("https://medium.com/pub/tagged/x", "https://medium.com/feed/pub/tagged/x"),
            ("https://a.substack.com/p/x", "https://a.substack.com/feed"),
            ("https://substack.com/@a", "https://a.substack.com/feed"),
            ("https://a.tumblr.com/post/1", "https://a.tumblr.com/rss"),
            ("https://www.tumblr.com/a", "https://a.tumblr.com/rss"),
            ("https://a.wordpress.com/2026/", "https://a.wordpress.com/feed/"),
            ("https://wordpress.com/", ""),
            ("https://a.blogspot.com/", "https://a.blogspot.com/feeds/posts/default"),
            ("https://bsky.app/profile/a.example", "https://bsky.app/profile/a.example/rss"),
            ("https://lobste.rs/t/rust", "https://lobste.rs/t/rust.rss"),
            ("https://lobste.rs/~a", "https://lobste.rs/newest/a.rss"),
            (
                "https://stackoverflow.com/questions/tagged/rust",
                "https://stackoverflow.com/feeds/tag/rust",
            ),
            ("https://social.example/@a", "https://social.example/@a.rss"),
            ("https://social.example/@a/1234", "https://social.example/@a.rss"),
            ("https://blog.example/about", ""),
            ("https://notgithub.com/a/b", ""),
            ("mailto:a@b.example", ""),
        ] {
            let guesses = platform_guesses(page);
            assert_eq!(guesses.first().map_or("", String::as_str), expected, "{page}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_address_panics(page in "https://(www\\.)?(github|gitlab|tumblr|medium|substack)\\.com(/[-@~a-z.]{0,5}){0,6}") {
            for guess in platform_guesses(&page) {
                proptest::prop_assert!(Url::parse(&guess).is_ok(), "{guess}");
            }
        }
    }
}
