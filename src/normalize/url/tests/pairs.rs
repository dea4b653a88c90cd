//! Addresses of one page that must meet, and of two that must not, by the rule that decides.

use super::{bare, sites};

/// Each line: a rule, and addresses that are all one.
const SAME: &[(&str, &[&str])] = &[
    (
        "scheme, host case, www, final dot, ports, user",
        &[
            "https://town.example/a",
            "HTTP://Town.EXAMPLE/a",
            "https://www.town.example/a",
            "https://town.example./a",
            "http://town.example:80/a",
            "https://town.example:443/a",
            "https://town.example:/a",
            "https://mo@town.example/a",
        ],
    ),
    (
        "www before a domain under a suffix of two labels",
        &["https://www.town.co.uk/", "https://town.co.uk"],
    ),
    (
        "www before a domain under a suffix in Chinese",
        &[
            "https://www.\u{98df}\u{72ee}.\u{516c}\u{53f8}.cn/",
            "https://\u{98df}\u{72ee}.\u{516c}\u{53f8}.cn/",
        ],
    ),
    (
        "white space, tabs, backslashes, dots",
        &[
            "https://town.example/a/b",
            " https://town.example/a/b\r\n",
            "https://town.exa\tmple/a/\nb",
            "https:\\\\town.example\\a\\b",
            "https://town.example/x/../a/./b",
            "\u{feff}https://town.example/a/b",
        ],
    ),
    (
        "string escapes left in the link",
        &[
            "https://town.example/a/b",
            r"https:\\\\town.example\\a\\b",
            r"https://town.example/a/b\n",
            r"https://town.ex\tample/a/b \n",
        ],
    ),
    (
        "ampersands escaped once, twice, by number",
        &[
            "https://town.example/?a=1&b=2",
            "https://town.example/?a=1&amp;b=2",
            "https://town.example/?a=1&amp;amp;b=2",
            "https://town.example/?a=1&#38;b=2",
            "https://town.example/?a=1&#038;amp;b=2",
        ],
    ),
    (
        "percent-encoding that says nothing",
        &[
            "https://town.example/~mo/x-y_z",
            "https://town.example/%7emo/%78%2Dy%5Fz",
            "https://town.example/%7Emo/x-y_z",
        ],
    ),
    (
        "case of hexadecimal digits",
        &["https://town.example/a%2fb%c3%a4", "https://town.example/a%2Fb\u{e4}"],
    ),
    (
        "marks that encoders differ about",
        &["https://town.example/wiki/Crane_(bird)", "https://town.example/wiki/Crane_%28bird%29"],
    ),
    (
        "brackets may not stand raw",
        &["https://town.example/?f[a]=1", "https://town.example/?f%5Ba%5D=1"],
    ),
    (
        "space in a query",
        &[
            "https://town.example/?q=a+b",
            "https://town.example/?q=a%20b",
            "https://town.example/?q=a b",
        ],
    ),
    (
        "final slash, empty query, empty fragment",
        &[
            "https://town.example/a",
            "https://town.example/a/",
            "https://town.example/a?",
            "https://town.example/a/?&&#",
        ],
    ),
    (
        "sessions",
        &[
            "https://town.example/a?x=1",
            "https://town.example/a;jsessionid=8F3A61C09B2D4E7F8F3A61C09B2D4E7F.node1?x=1",
            "https://town.example/(S(lit3py55t21z5v55vlm25s55))/a?x=1",
            "https://town.example/a?x=1&PHPSESSID=k3n2v5t8q1w9z7r4p6m2",
        ],
    ),
    (
        "statistics in the query",
        &[
            "https://town.example/a?id=4",
            "https://town.example/a?utm_source=x&id=4&UTM_Medium=y",
            "https://town.example/a?id=4&fbclid=Iw",
            "https://town.example/a?id=4&gclid=1&gbraid=2&srsltid=3",
            "https://town.example/a?mc_cid=1&mc_eid=2&id=4",
            "https://town.example/a?id=4&_hsenc=p&_hsmi=2&hsa_cam=3",
            "https://town.example/a?at_medium=RSS&at_campaign=rss&id=4",
            "https://town.example/a?id=4&utm%5Fterm=x",
            "https://town.example/a?wt_zmc=1&id=4&itm_source=2&pk_kwd=3&mtm_group=4",
            "https://town.example/a?id=4&igsh=x&twclid=y&ttclid=z&msclkid=w&yclid=v&li_fat_id=u&epik=t",
        ],
    ),
    ("order of names", &["https://town.example/?b=2&a=1", "https://town.example/?a=1&b=2"]),
    (
        "places on a page",
        &[
            "https://town.example/a",
            "https://town.example/a#comments",
            "https://town.example/a/#respond",
            "https://town.example/a#comment-881",
            "https://town.example/a#more-12",
            "https://town.example/a#:~:text=crane",
            "https://town.example/a#utm_source=x&utm_medium=y",
            "https://town.example/a#xtor=RSS-8",
            "https://town.example/a#ref=rss",
            "https://town.example/a#disqus_thread",
        ],
    ),
    (
        "text directive behind an anchor",
        &["https://town.example/a#v2", "https://town.example/a#v2:~:text=crane"],
    ),
    (
        "channels by value",
        &[
            "https://town.example/a",
            "https://town.example/a?ref=rss",
            "https://town.example/a?source=RSS",
            "https://town.example/a?partner=rss&emc=rss",
            "https://town.example/a?from=feed",
            "https://town.example/a?via=rss2",
            "https://town.example/a?cmp=rss_politics",
            "https://town.example/a?mod=atom-1",
            "https://town.example/a?ref=rss-feed",
            "https://town.example/a?ref=town.example",
            "https://town.example/a?ref=www.town.example",
        ],
    ),
];

/// Each line: why, and two addresses that are not one.
const DIFFERENT: &[(&str, &str, &str)] = &[
    (
        "www before a suffix or a deeper host is a name",
        "https://www.pool.town.example/",
        "https://pool.town.example/",
    ),
    ("paths tell case apart", "https://town.example/Go", "https://town.example/go"),
    ("an encoded slash is data", "https://town.example/a%2Fb", "https://town.example/a/b"),
    ("an encoded question mark is data", "https://town.example/a%3Fb", "https://town.example/a?b"),
    ("an encoded hash is data", "https://town.example/c%23", "https://town.example/c#"),
    (
        "an encoded ampersand is data",
        "https://town.example/?a=1%26b=2",
        "https://town.example/?a=1&b=2",
    ),
    ("an encoded plus is a plus", "https://town.example/?q=c%2B", "https://town.example/?q=c+"),
    ("an encoded percent sign is data", "https://town.example/%2541", "https://town.example/A"),
    ("an empty segment is a segment", "https://town.example/a//b", "https://town.example/a/b"),
    ("a port is an address", "https://town.example:8080/", "https://town.example/"),
    ("another scheme", "ftp://town.example/a", "https://town.example/a"),
    ("order within a name", "https://town.example/?t=a&t=b", "https://town.example/?t=b&t=a"),
    (
        "a name that begins like a tag",
        "https://town.example/?utmost=1",
        "https://town.example/?utmost=2",
    ),
    ("bare utm is a map grid", "https://town.example/?utm=31N", "https://town.example/?utm=32N"),
    ("s selects a page on many sites", "https://town.example/?s=1", "https://town.example/?s=2"),
    ("si is a tag on YouTube only", "https://town.example/?si=1", "https://town.example/?si=2"),
    ("CMP is a tag on few hosts", "https://town.example/?CMP=a", "https://town.example/?CMP=b"),
    ("spm, cid, src, id", "https://town.example/?cid=4&src=a", "https://town.example/?cid=4&src=b"),
    (
        "a short PHPSESSID is no session",
        "https://town.example/?PHPSESSID=4",
        "https://town.example/",
    ),
    ("matrix parameters are data", "https://town.example/m;lat=1", "https://town.example/m;lat=2"),
    ("a ref that names a file", "https://town.example/?ref=README.md", "https://town.example/"),
    (
        "a ref that names another host",
        "https://town.example/?ref=harbour.example",
        "https://town.example/",
    ),
    (
        "a source that is a heart mother",
        "https://town.example/?source=atom-heart-mother",
        "https://town.example/",
    ),
    (
        "a keyword may be rss",
        "https://town.example/?keyword=rss",
        "https://town.example/?keyword=atom",
    ),
    ("anchors of posts", "https://town.example/log#v1.2", "https://town.example/log#v1.3"),
    ("an anchor and none", "https://town.example/log#v1.2", "https://town.example/log"),
    (
        "comments is a word like others elsewhere",
        "https://town.example/a#comments-on-cranes",
        "https://town.example/a",
    ),
    (
        "wrapped targets",
        "https://www.google.com/url?q=https%3A%2F%2Ftown.example%2Fa",
        "https://www.google.com/url?q=https%3A%2F%2Ftown.example%2Fb",
    ),
    (
        "only listed hosts wrap",
        "https://town.example/login?url=https%3A%2F%2Fharbour.example%2F",
        "https://harbour.example/",
    ),
    (
        "a wrapped script is no address",
        "https://www.google.com/url?q=javascript%3A1",
        "https://www.google.com/url?q=javascript%3A2",
    ),
    ("shorteners keep their secret", "https://t.co/AbC1", "https://t.co/abC1"),
    ("mobile hosts are a guess", "https://m.town.example/a", "https://town.example/a"),
    ("AMP pages are a guess", "https://town.example/a/amp/", "https://town.example/a/"),
    ("index pages are a guess", "https://town.example/a/index.html", "https://town.example/a/"),
    ("endings", "https://town.example/a.htm", "https://town.example/a.html"),
    ("print views are a guess", "https://town.example/a?print=1", "https://town.example/a"),
];

#[test]
fn addresses_of_one_page_meet() {
    for (rule, urls) in SAME.iter().chain(sites::SAME) {
        let first = bare(urls[0]);
        assert!(first.is_some(), "{}", urls[0]);
        for url in &urls[1..] {
            assert_eq!(bare(url), first, "{rule}: {url}");
        }
    }
}

#[test]
fn addresses_of_two_pages_stay_apart() {
    for (rule, a, b) in DIFFERENT.iter().chain(sites::DIFFERENT) {
        assert_ne!(bare(a), bare(b), "{rule}: {a} {b}");
    }
}
