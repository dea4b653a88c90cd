//! A page or its address in, where its feeds may be out. Pure: whoever asks decides what to
//! fetch of it.

mod paths;
mod platforms;
mod tags;
mod text;

pub use paths::common_paths;
pub use platforms::platform_guesses;

use std::collections::HashSet;

use url::Url;

use crate::model::{Document, unwrapped};
use tags::Tag;

/// An address that may be a feed, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The address: http or https, absolute.
    pub url: String,
    /// What the page calls it.
    pub title: Option<String>,
    /// The media type the page gives.
    pub media_type: Option<String>,
    /// How it was found.
    pub found: Found,
}

/// How a candidate was found, the surest way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The page declares it as its feed.
    Declared,
    /// The page's platform has its feeds there.
    Platform,
    /// A link on the page looks like a feed.
    Linked,
    /// Declared, but of comments rather than of articles.
    Comments,
}

/// More than this on one page is no choice any more.
const MOST: usize = 50;

/// The feeds a page points at, the likeliest first, each once.
pub fn candidates(document: &Document) -> Vec<Candidate> {
    let text = text::decode(document);
    let mut base = Url::parse(&document.final_url).ok();
    let page = base.clone();
    let mut based = false;
    let mut found = Vec::new();
    for tag in tags::read(&text) {
        match tag.name.as_str() {
            // Only the first counts (HTML 4.2.3).
            "base" if !based => {
                if let Some(href) = tag.get("href") {
                    based = true;
                    base = join(base.as_ref(), href).or(base);
                }
            }
            "link" => found.extend(declared(&tag, base.as_ref())),
            "a" | "area" => found.extend(linked(&tag, base.as_ref(), page.as_ref())),
            _ => {}
        }
    }
    let mut seen = HashSet::new();
    found.retain(|candidate: &Candidate| seen.insert(candidate.url.clone()));
    found.sort_by_key(|candidate| candidate.found);
    found.truncate(MOST);
    found
}

fn join(base: Option<&Url>, href: &str) -> Option<Url> {
    let href = unwrapped(href.trim());
    let mut url = match base {
        Some(base) => base.join(&href).ok()?,
        None => Url::parse(&href).ok()?,
    };
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Media types that only feeds have.
const FEED_TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x-rss+xml",
    "application/x-atom+xml",
    "application/x.atom+xml",
    "text/rss+xml",
    "text/atom+xml",
    "application/rss",
    "application/atom",
    "text/rss",
    "text/atom",
];
/// Media types that feeds have among much else.
const MAYBE_TYPES: &[&str] = &["application/json", "text/xml", "application/xml", "text/rdf"];

/// `<link rel="alternate" type="application/rss+xml" href="…">` and its relations.
fn declared(tag: &Tag<'_>, base: Option<&Url>) -> Vec<Candidate> {
    let rel = tag.get("rel").unwrap_or_default().to_ascii_lowercase();
    let Some(url) = tag.get("href").and_then(|href| join(base, href)) else { return Vec::new() };
    let has = |wanted: &str| rel.split_ascii_whitespace().any(|word| word == wanted);
    if has("canonical") {
        return platforms::guesses(&url)
            .into_iter()
            .map(|url| candidate(tag, url, Found::Platform))
            .collect();
    }
    let media = media_type(tag);
    let sure = FEED_TYPES.contains(&media.as_str());
    let maybe = MAYBE_TYPES.contains(&media.as_str()) && paths::looks_like_feed(&url);
    let feed =
        has("feed") && (media.is_empty() || sure || maybe) || has("alternate") && (sure || maybe);
    if !feed || has("stylesheet") {
        return Vec::new();
    }
    let comments = is_of_comments(tag, &url);
    let found = if comments { Found::Comments } else { Found::Declared };
    vec![candidate(tag, url.into(), found)]
}

/// Links that readers of the page would take for its feed. Only on the page's own site or a
/// known keeper of feeds: others link to other people's.
fn linked(tag: &Tag<'_>, base: Option<&Url>, page: Option<&Url>) -> Option<Candidate> {
    let href = tag.get("href")?;
    let url = join(base, href)?;
    let typed = FEED_TYPES.contains(&media_type(tag).as_str());
    let scheme =
        href.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("feed:"));
    let kept = paths::keeps_feeds(&url);
    if !typed && !scheme && !kept && !paths::looks_like_feed(&url) {
        return None;
    }
    let near = kept || page.is_none_or(|page| paths::same_site(page, &url));
    let comments = is_of_comments(tag, &url);
    near.then(|| candidate(tag, url.into(), if comments { Found::Comments } else { Found::Linked }))
}

fn media_type(tag: &Tag<'_>) -> String {
    let value = tag.get("type").unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// WordPress declares a feed of comments beside that of articles.
fn is_of_comments(tag: &Tag<'_>, url: &Url) -> bool {
    let title = tag.get("title").unwrap_or_default().to_lowercase();
    url.path().to_ascii_lowercase().contains("comments") || title.contains("comment")
}

fn candidate(tag: &Tag<'_>, url: String, found: Found) -> Candidate {
    let text = |name: &str, longest: usize| {
        let value = crate::fetch::plain::harmless(tag.get(name)?, longest);
        Some(value).filter(|value| !value.is_empty())
    };
    let declared = found != Found::Platform;
    Candidate {
        url,
        title: text("title", 200).filter(|_| declared),
        media_type: Some(media_type(tag)).filter(|media| !media.is_empty() && declared),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<(String, Found)> {
        let document = Document::from_bytes(page.as_bytes(), "https://blog.example/posts/one?x=1");
        candidates(&document).into_iter().map(|one| (one.url, one.found)).collect()
    }

    #[test]
    fn declared_feeds_come_first_and_comments_last() {
        let page = r#"<!doctype html><html><head>
            <link rel="alternate" type="application/rss+xml" title="Blog &raquo; Comments Feed" href="/comments/feed/">
            <LINK REL='alternate' TYPE='application/rss+xml' TITLE='Blog &amp; more' HREF='/feed/?a=1&amp;b=2'>
            <link rel=alternate type=application/atom+xml href=atom.xml>
            <link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json#x" />
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
            <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
            <link rel="alternate" hreflang="de" href="/de/">
            <link rel="alternate stylesheet" type="application/rss+xml" href="/style">
            <link rel="feed" href="/h-feed">
            <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
            <link rel="alternate" type="application/rss+xml">
            </head><body>
            <!-- <link rel="alternate" type="application/rss+xml" href="/commented-out"> -->
            <script>"<link rel='alternate' type='application/rss+xml' href='/script'>"</script>
            <a href="/rss.xml">RSS</a> <a href="/about">about</a> <a href="/feed/?a=1&b=2">again</a>
            <a href="https://elsewhere.example/feed">a friend</a>
            <a href="http://feeds.feedburner.com/blog">burnt</a>
            <a href="Feed:https://blog.example/main">subscribe</a>
            <a href="https://share.example/?url=https://blog.example/rss.xml">share</a>
            </body></html>"#;
        let expected = [
            ("https://blog.example/feed/?a=1&b=2", Found::Declared),
            ("https://blog.example/posts/atom.xml", Found::Declared),
            ("https://cdn.example/feed.json", Found::Declared),
            ("https://blog.example/h-feed", Found::Declared),
            ("https://blog.example/rss.xml", Found::Linked),
            ("http://feeds.feedburner.com/blog", Found::Linked),
            ("https://blog.example/main", Found::Linked),
            ("https://blog.example/comments/feed/", Found::Comments),
        ];
        assert_eq!(found(page), expected.map(|(url, found)| (url.to_owned(), found)));
        let document = Document::from_bytes(page.as_bytes(), "https://blog.example/");
        assert_eq!(candidates(&document)[0].title.as_deref(), Some("Blog & more"));
    }

    #[test]
    fn the_first_base_counts() {
        let page = "<base href='/sub/'><base href='/other/'><link rel=alternate type=text/xml href=feed.xml>";
        assert_eq!(
            found(page),
            [("https://blog.example/sub/feed.xml".to_owned(), Found::Declared)]
        );
    }

    #[test]
    fn the_canonical_address_tells_the_platform() {
        let page = r#"<link rel="canonical" href="https://www.youtube.com/channel/UCabc">"#;
        let feed = "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc";
        assert_eq!(found(page), [(feed.to_owned(), Found::Platform)]);
    }

    #[test]
    fn a_page_of_links_is_cut() {
        let links = (0..9_999).map(|n| format!("<a href=/{n}/feed>x</a>"));
        let page = links.collect::<Vec<_>>().concat();
        assert_eq!(found(&page).len(), MOST);
    }

    proptest::proptest! {
        #[test]
        fn no_page_panics(page in "[<>a-z=\"'/ !&;-]{0,80}", raw: Vec<u8>) {
            let _ = found(&page);
            let _ = candidates(&Document::from_bytes(&raw, ""));
        }
    }
}
