//! What holds for any URL.

use proptest::prelude::*;

use super::super::{Scope, explain, key};

const HOSTS: &[&str] = &[
    "town.example",
    "www.town.co.uk",
    "www.com",
    "medium.com",
    "mo.medium.com",
    "youtu.be",
    "m.youtube.com",
    "youtube-nocookie.com",
    "www.google.com",
    "google.co.uk",
    "news.google.com",
    "l.facebook.com",
    "out.reddit.com",
    "old.reddit.com",
    "redd.it",
    "vk.com",
    "steamcommunity.com",
    "x.cdn.ampproject.org",
    "open.substack.com",
    "mo.substack.com",
    "amazon.de",
    "stackoverflow.com",
    "arxiv.org",
    "rfc-editor.org",
    "mo.blogspot.de",
    "en.m.wikipedia.org",
    "m.wikidata.org",
    "bbc.com",
    "heise.de",
    "meta.discourse.org",
    "mobile.twitter.com",
    "nytimes.com",
    "player.vimeo.com",
    "lobste.rs",
    "127.0.0.1",
    "[::1]",
    "town.example.",
    "www.www.town.example",
    "a.eur01.safelinks.protection.outlook.com",
];

const SEGMENTS: &[&str] = &[
    "",
    "a",
    "%7E",
    "%2f",
    "%",
    "%%37E",
    "%25",
    "..",
    ".",
    "%2e",
    "p",
    "url",
    "r",
    "l.php",
    "watch",
    "embed",
    "comments",
    "gallery",
    "1b4k2z",
    "questions",
    "4811",
    "q",
    "a|b",
    "crane-5d1e6a90b3c2",
    "Qk_7dB-x1Zs",
    "abs",
    "pdf",
    "2603.01234v2.pdf",
    "rfc",
    "rfc9110.txt",
    "status",
    "t",
    "7",
    "1",
    "x-9876543.html",
    "-9876543",
    "dp",
    "B00ABC1234",
    "ref=x",
    "c",
    "s",
    "amp",
    "town.example",
    "articles",
    "rss",
    "CBMiHWh0dHBzOi8vdG93bi5leGFtcGxlL2EvY3JhbmUx0gEA",
    "pub",
    "mo",
    "linkfilter",
    "away.php",
    ";jsessionid=0123456789ABCDEF0123",
    "..;jsessionid=0123456789ABCDEF0123",
    "(S(lit3py55t21z5v55vlm25s55))",
    "wiki",
    "video",
    "&amp;",
    "'",
    "[",
];

const PIECES: &[&str] = &[
    "a=1",
    "b=2",
    "a=2",
    "utm_source=x",
    "ref=rss",
    "ref=town.example",
    "ref=youtube.com",
    "source=feed",
    "v=Qk_7dB-x1Zs",
    "r=1ab2",
    "s=r",
    "m=1",
    "u=https%3A%2F%2Ftown.example%2F",
    "url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Ft.example%252F",
    "q=http://bbc.com/a%23%31",
    "url=http%3A%2F%2Fm.youtube.com%2Fshorts%2FQk_7dB-x1Zs",
    "=",
    "=x",
    "",
    "x",
    "%26=1",
    "+",
    "%41=%2b",
    "PHPSESSID=0123456789abcdef01234",
    "amp;c=3",
    "#",
    "wprov=1",
    "publication_id=1",
    "post_id=2",
    "[x]=1",
    "%",
    "?",
];

const FRAGMENTS: &[&str] = &[
    "",
    "#",
    "#comments",
    "#3",
    "#a:~:text=b",
    "#comments&utm_source=x",
    "#utm_a=1&v1",
    "#4815",
    "#a%7eb",
    "#:~:text=",
    "#|",
];

fn any_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(texts)
}

fn web_address() -> impl Strategy<Value = String> {
    let path = prop::collection::vec(any_of(SEGMENTS), 0..5);
    let query = prop::collection::vec(any_of(PIECES), 0..5);
    let port = any_of(&["", "", "", ":80", ":443", ":8080", ":"]);
    (any_of(&["http", "https", "HTTP"]), any_of(HOSTS), port, path, query, any_of(FRAGMENTS))
        .prop_map(|(scheme, host, port, path, query, fragment)| {
            format!("{scheme}://{host}{port}/{}?{}{fragment}", path.join("/"), query.join("&"))
        })
}

/// An address inside redirecting links, some deeper than anybody makes them.
fn wrapped() -> impl Strategy<Value = String> {
    (web_address(), 0_usize..6).prop_map(|(inner, depth)| {
        (0..depth).fold(inner, |url, _| {
            let escaped =
                url.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02x}"));
            format!("https://l.facebook.com/l.php?h=1&u={escaped}")
        })
    })
}

fn is_stable(url: &str) -> Result<(), TestCaseError> {
    let scope = Scope {
        feed_host: Some("youtube.com"),
        site_host: Some("www.bbc.co.uk"),
        guid: Some("https://medium.com/p/5d1e6a90b3c2"),
        rules: None,
    };
    for scope in [Scope::default(), scope] {
        let Some(found) = key(url, &scope) else { continue };
        prop_assert_eq!(&explain(url, &scope).key, &Some(found.clone()), "{}", url);
        let is_web = url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
        let again = if is_web { format!("https://{}", found.0) } else { found.0.clone() };
        prop_assert_eq!(key(&again, &scope), Some(found), "{}", url);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_key_of_a_key_is_the_key(url in web_address()) {
        is_stable(&url)?;
    }

    #[test]
    fn wrapped_addresses_are_stable_too(url in wrapped()) {
        is_stable(&url)?;
    }

    #[test]
    fn any_text_behind_a_scheme_is_stable(text in "https?://[a-z.]{1,12}[/?#&%;=+a-f0-9():~.\\\\ ]{0,40}") {
        is_stable(&text)?;
    }

    #[test]
    fn no_text_is_fatal(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let bytes = String::from_utf8_lossy(&bytes);
        for text in [text.clone(), format!("https://{text}"), format!("http://town.example/{bytes}")] {
            let _ = explain(&text, &Scope::default());
        }
    }
}

#[test]
fn long_texts_cost_little() {
    for piece in
        ["&amp;", "?amp;", "a&", "%3", "/a", "(S(", "\\n", "www.", "%41", "?u=http://", "#"]
    {
        let text = format!("https://town.example/{}", piece.repeat(200_000 / piece.len()));
        let start = std::time::Instant::now();
        let _ = key(&text, &Scope::default());
        assert!(start.elapsed().as_secs() < 2, "{piece} takes {:?}", start.elapsed());
    }
}
