//! URLs in, keys out: pairs for each rule, and what holds for any URL at all.

mod pairs;
mod properties;
mod sites;
mod steps;

use super::{Scope, key};

fn bare(url: &str) -> Option<String> {
    key(url, &Scope::default()).map(|key| key.0)
}

#[test]
fn keys_as_they_look() {
    for (url, expected) in [
        ("HTTPS://Town.Example:443/a/../News/", Some("town.example/News")),
        ("http://user:secret@www.town.example.:80", Some("town.example/")),
        ("https://b\u{fc}cher.example/\u{e4}", Some("xn--bcher-kva.example/%C3%A4")),
        ("//town.example/a", Some("town.example/a")),
        ("http://town.example:8080/a", Some("town.example:8080/a")),
        ("http://[2001:DB8::1]/a", Some("[2001:db8::1]/a")),
        ("https://medium.com/@mo/crane-5d1e6a90b3c2?source=rss", Some("medium.com/p/5d1e6a90b3c2")),
        ("https://town.example/?b=2&a=1&b=1&", Some("town.example/?a=1&b=2&b=1")),
        ("ftp://town.example/a", Some("ftp://town.example/a")),
        ("mailto:mo@town.example", Some("mailto:mo@town.example")),
        ("", None),
        ("   ", None),
        ("/news/crane", None),
        ("not a url", None),
        ("https://", None),
        ("https://./", None),
    ] {
        assert_eq!(bare(url).as_deref(), expected, "{url}");
    }
}

#[test]
fn a_scope_lends_its_hosts_and_its_guid() {
    let ghost = "https://town.example/a?ref=harbour.example";
    let scoped = |feed_host, site_host, guid| {
        key(ghost, &Scope { feed_host, site_host, guid, rules: None }).map(|key| key.0)
    };
    assert_eq!(scoped(None, None, None).as_deref(), Some("town.example/a?ref=harbour.example"));
    assert_eq!(scoped(Some("www.harbour.example"), None, None).as_deref(), Some("town.example/a"));
    assert_eq!(scoped(None, Some("harbour.example"), None).as_deref(), Some("town.example/a"));

    let own_domain = "https://harbour.example/crane-5d1e6a90b3c2";
    for (guid, expected) in [
        (None, "harbour.example/crane-5d1e6a90b3c2"),
        (Some("https://medium.com/p/5d1e6a90b3c2"), "medium.com/p/5d1e6a90b3c2"),
        (Some("https://medium.com/p/0000000000aa"), "harbour.example/crane-5d1e6a90b3c2"),
        (Some("5d1e6a90b3c2"), "harbour.example/crane-5d1e6a90b3c2"),
    ] {
        let found = key(own_domain, &Scope { guid, ..Scope::default() });
        assert_eq!(found.map(|key| key.0).as_deref(), Some(expected), "{guid:?}");
    }
}

#[test]
fn a_draft_without_a_page_is_known_by_its_first_file() {
    use crate::model::{Draft, Enclosure};
    let file = |url: &str| Enclosure { url: url.to_owned(), ..Enclosure::default() };
    let mut drafts = vec![
        Draft { enclosures: vec![file("http://cast.example/4.mp3")], ..Draft::default() },
        Draft {
            url: Some("https://cast.example/4".to_owned()),
            enclosures: vec![file("http://cast.example/4.mp3")],
            ..Draft::default()
        },
        Draft::default(),
    ];
    super::assign_keys(&mut drafts, &Scope::default());
    let keys: Vec<_> =
        drafts.iter().map(|d| d.url_key.as_ref().map(|key| key.0.as_str())).collect();
    assert_eq!(keys, [Some("cast.example/4.mp3"), Some("cast.example/4"), None]);
}

#[test]
fn a_host_is_spelt_as_in_keys() {
    assert_eq!(super::host("HTTP://WWW.Town.Example./a").as_deref(), Some("town.example"));
    assert_eq!(super::host("nonsense"), None);
}
