//! Whole lists in, imports out, and round trips.

use proptest::prelude::*;

use super::*;
use crate::model::{FeedRecord, Options, Timestamp};

/// A feed in a line: `url | title | folders | tags`.
fn lines(import: &Import) -> Vec<String> {
    let line = |feed: &Subscription| {
        let options = &feed.options;
        let folders: Vec<String> = options.folders.iter().map(|path| path.join("/")).collect();
        let title = options.title.as_deref().or(feed.title.as_deref()).unwrap_or("-");
        format!("{} | {title} | {} | {}", feed.url, folders.join(","), options.tags.join(","))
    };
    import.subscriptions.iter().map(line).collect()
}

#[test]
fn outlines_in_all_their_dialects() {
    for (name, text, expected, notes) in [
        (
            "nested folders, several folders",
            r#"<opml version="2.0"><body>
                <outline text="Tech"><outline text="Rust">
                  <outline type="rss" text="A" xmlUrl="https://a.example/f"/>
                </outline></outline>
                <outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/f"/></outline>
                <outline type="rss" text="B" title="B" xmlUrl="https://b.example/f"/>
               </body></opml>"#,
            &["https://a.example/f | A | Tech/Rust,News | ", "https://b.example/f | B |  | "][..],
            &[][..],
        ),
        (
            "names of attributes",
            r#"<OPML><BODY><OUTLINE TITLE="A" XMLURL="https://a.example/f"/>
               <outline title="B" xmlurl="https://b.example/f"/>
               <outline title="C" type="rss" url="https://c.example/f"/>
               <outline title="D" feedUrl="https://d.example/f"/>
               <outline title="page" type="link" url="https://e.example/"/></BODY></OPML>"#,
            &[
                "https://a.example/f | A |  | ",
                "https://b.example/f | B |  | ",
                "https://c.example/f | C |  | ",
                "https://d.example/f | D |  | ",
            ],
            &[],
        ),
        (
            "a description in text, raw characters, an outline with an end tag",
            "<opml><body><outline title='R&D' text='All about\n<b>it</b>' \
             xmlUrl='https://a.example/f?a=1&b=2'></outline></body></opml>",
            &["https://a.example/f?a=1&b=2 | R&D |  | "],
            &[],
        ),
        (
            "categories",
            r#"<opml><body><outline text="A" xmlUrl="https://a.example/f"
                category="/Boston/Weather, sea ,sea,"/></body></opml>"#,
            &["https://a.example/f | A | Boston/Weather | sea"],
            &[],
        ),
        (
            "what cannot be followed",
            r#"<opml><body><outline text="Search" type="vfolder" xmlUrl="vfolder"/>
               <outline text="Gone" type="rss"/><outline text="More" type="include" url="https://x.example/more.opml"/>
               <outline xmlUrl="https://a.example/f" text="A"/><outline xmlUrl="https://a.example/f"/>
               </body></opml>"#,
            &["https://a.example/f | A |  | "],
            &[
                "Search (vfolder): no address",
                "Gone: says it is a feed but gives no address",
                "More: another list; import it by itself",
                "addresses given more than once: 1, joined",
            ],
        ),
        (
            "ends missing, ends too many, documents pasted together",
            r#"<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/>
               </bogus:x></body></opml>
               <opml><body></outline></outline><outline text="B" xmlUrl="https://b.example/f"/>"#,
            &["https://a.example/f | A | F | ", "https://b.example/f | B |  | "],
            &[],
        ),
        (
            "broken quotes",
            r#"<opml><body><outline text="A "quoted" word" xmlUrl="https://a.example/f"/>
               <outline text="B xmlUrl="https://b.example/f"/>
               <outline text="C" xmlUrl="https://c.example/f"/></body></opml>"#,
            &[
                "https://a.example/f | A \"quoted\" word |  | ",
                "https://b.example/f | B |  | ",
                "https://c.example/f | C |  | ",
            ],
            &["markup: 2 attributes with broken quotes were mended"],
        ),
        ("no feeds", "<opml><body><outline text='notes'/></body></opml>", &[], &[]),
    ] {
        let import = read(text.as_bytes(), "list").expect(name);
        assert_eq!(lines(&import), expected, "{name}");
        assert_eq!(import.notes, notes, "{name}");
    }
}

#[test]
fn lists_without_end_stay_small() {
    let repeated = |count: usize, one: &dyn Fn(usize) -> String| -> String {
        (0..count).map(one).collect::<Vec<_>>().concat()
    };
    let deep = repeated(40, &|n| format!("<outline text='{n}'>"));
    let tags = repeated(1000, &|n| format!("t{n},"));
    let list = format!(
        "<opml>{deep}<outline xmlUrl='https://a.example/f' category='{tags}' \
         tidings:timeout='{}s'/>",
        "0".repeat(9000)
    );
    let import = read(list.as_bytes(), "x").expect("a list");
    let options = &import.subscriptions[0].options;
    assert_eq!((options.folders[0].len(), options.tags.len()), (16, 100));
    assert_eq!(import.notes, ["https://a.example/f: timeout left out: too long"]);

    let many = repeated(100_002, &|n| format!("<outline xmlUrl='http://a.example/{n}'>"));
    let import = read(format!("<opml>{many}").as_bytes(), "x").expect("a list");
    assert_eq!(import.subscriptions.len(), 100_000);
    assert_eq!(import.notes, ["feeds beyond the first 100,000: 2, left out"]);

    let large = vec![b'x'; SIZE_LIMIT + 1];
    assert!(matches!(read(&large, "x"), Err(ImportError::TooLarge { .. })));
}

#[test]
fn lists_that_are_no_opml() {
    let newsboat = r#"# mine
https://a.example/f rust "two words" "~My A"
"exec:/usr/bin/feed --now" tools
"query:Unread:unread = \"yes\""
filter:~/bin/clean:https://b.example/f
https://c.example/f "!"
gopher://d.example/f
"#;
    let import = read(newsboat.as_bytes(), "urls").expect("a list");
    assert_eq!(
        lines(&import),
        [
            "https://a.example/f | My A |  | rust,two words",
            "exec:/usr/bin/feed --now | - |  | tools",
            "https://b.example/f | - |  | ",
            "https://c.example/f | - |  | ",
        ]
    );
    assert_eq!(
        import.notes,
        [
            "Unread: a query feed of newsboat; save it as a query instead",
            "https://b.example/f: subscribed without its filter program ~/bin/clean",
            "https://c.example/f: was hidden; there are no hidden feeds here",
            "gopher://d.example/f: no web address, file or program",
        ]
    );

    let sfeedrc = r#"#sfeedpath="$HOME/.sfeed/feeds"
feeds() {
	# feed <name> <feedurl> [basesiteurl] [encoding]
	feed "Tool \"Blog\"" "https://a.example/f" "https://a.example" "iso-8859-1"
	feed 'Two' \
	     'https://b.example/f?a=1;b=2'; feed Three https://c.example/f
	feed "$name" "https://d.example/f"
	rm -rf /
}
"#;
    let import = read(sfeedrc.as_bytes(), "sfeedrc").expect("a list");
    assert_eq!(
        lines(&import),
        [
            "https://a.example/f | Tool \"Blog\" |  | ",
            "https://b.example/f?a=1;b=2 | Two |  | ",
            "https://c.example/f | Three |  | ",
        ]
    );
    assert_eq!(import.subscriptions[0].site_url.as_deref(), Some("https://a.example"));
    assert_eq!(import.notes, ["$name https://d.example/f: needs a shell to be read"]);

    let plain = "\u{feff}https://a.example/f\r\n\r\n# more\r\nb.example/feed.xml\r\n";
    let import = read(plain.as_bytes(), "list.txt").expect("a list");
    assert_eq!(
        lines(&import),
        ["https://a.example/f | - |  | ", "http://b.example/feed.xml | - |  | "]
    );
    assert_eq!(import.notes, ["b.example/feed.xml: no scheme; taken as http"]);
}

#[test]
fn files_that_are_no_lists() {
    let name = || "x".to_owned();
    for (bytes, expected) in [
        (&b"SQLite format 3\0\x10"[..], ImportError::Database { name: name() }),
        (b"<?xml version='1.0'?><rss><channel/></rss>", ImportError::Feed { name: name() }),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", ImportError::Feed { name: name() }),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", ImportError::NotAList { name: name() }),
        (b"just some words", ImportError::NotAList { name: name() }),
        (b"\x00\xff\x01", ImportError::NotAList { name: name() }),
    ] {
        assert_eq!(read(bytes, "x"), Err(expected));
    }
    assert_eq!(read(b"", "x"), Ok(Import::default()));
}

#[test]
fn passwords_leave_the_address_and_no_list_carries_them_on() {
    let import = read(b"https://ann:s3cret@a.example/f", "urls").expect("a list");
    let feed = &import.subscriptions[0];
    assert_eq!(feed.url, "https://a.example/f");
    assert!(feed.options.auth.is_some());

    let mut bare = record(feed.clone());
    bare.subscription.url = "https://ann:s3cret@a.example/f".to_owned();
    bare.subscription.options.proxy = Some("http://u:s3cret@proxy.example/".to_owned());
    let text = written(&[bare]);
    assert!(!text.contains("s3cret") && text.contains("xmlUrl=\"https://a.example/f\""), "{text}");
}

#[test]
fn an_export_as_it_is_written() {
    let mut options = Options::default();
    for (key, value) in [
        ("title", "My \"A\""),
        ("tags", "rust,CI/CD"),
        ("folders", "Tech/Rust,News"),
        ("interval", "2h"),
        ("http1", "yes"),
        ("auth", "from file ~/.a"),
    ] {
        options.set(key, value).expect(key);
    }
    let a = Subscription {
        url: "https://a.example/f?a=1&b=2".to_owned(),
        title: Some("A <b>".to_owned()),
        site_url: Some("https://a.example/".to_owned()),
        options,
    };
    let b = Subscription { url: "exec:/bin/feed".to_owned(), ..Subscription::default() };
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:tidings="urn:tidings:options">
  <head>
    <title>Mine &amp; yours</title>
    <dateCreated>Thu, 21 May 2026 16:01:05 +0000</dateCreated>
  </head>
  <body>
    <outline text="Tech" title="Tech">
      <outline text="Rust" title="Rust">
        <outline type="rss" text="My &quot;A&quot;" title="A &lt;b&gt;" xmlUrl="https://a.example/f?a=1&amp;b=2" htmlUrl="https://a.example/" category="rust" tidings:title="My &quot;A&quot;" tidings:tags="rust,CI/CD" tidings:interval="2h" tidings:http1="yes" tidings:auth="from file ~/.a"/>
      </outline>
    </outline>
    <outline text="News" title="News">
      <outline type="rss" text="My &quot;A&quot;" title="A &lt;b&gt;" xmlUrl="https://a.example/f?a=1&amp;b=2" htmlUrl="https://a.example/" category="rust" tidings:title="My &quot;A&quot;" tidings:tags="rust,CI/CD" tidings:interval="2h" tidings:http1="yes" tidings:auth="from file ~/.a"/>
    </outline>
    <outline type="rss" text="exec:/bin/feed" xmlUrl="exec:/bin/feed"/>
  </body>
</opml>
"#;
    assert_eq!(written(&[record(a), record(b)]), expected);
}

fn record(subscription: Subscription) -> FeedRecord {
    FeedRecord { subscription, ..FeedRecord::default() }
}

fn written(feeds: &[FeedRecord]) -> String {
    let mut out = Vec::new();
    write(feeds, "Mine & yours", Timestamp(1_779_379_265), &mut out).expect("memory takes it all");
    String::from_utf8(out).expect("UTF-8")
}

/// Names with everything that markup, lists and paths give a meaning to.
fn name() -> impl Strategy<Value = String> {
    "[a-zé&<>\"'/,;#\\\\=~🌟][a-zé &<>\"'/,;#\\\\=~🌟]{0,8}[a-z\"/>&]"
        .prop_map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn names(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(name(), 0..=most).prop_map(|set| set.into_iter().collect())
}

prop_compose! {
    fn options()(
        title in proptest::option::of(name()),
        tags in names(3),
        folders in proptest::collection::btree_set(
            proptest::collection::vec(name(), 1..4), 0..3),
        interval in proptest::option::of(60u64..1_000_000),
        timeout in proptest::option::of(1u64..1000),
        proxy in proptest::option::of(Just("socks5h://localhost:1080".to_owned())),
        http1: bool,
        auth in proptest::option::of(Just("from command pass show \"x\"")),
    ) -> Options {
        let mut options = Options::default();
        options.set("auth", auth.unwrap_or_default()).expect("a reference");
        let folders = folders.into_iter().collect();
        Options { title, tags, folders, interval, timeout, proxy, http1, ..options }
    }
}

prop_compose! {
    fn subscriptions()(parts in proptest::collection::vec(
        (proptest::option::of(name()), any::<bool>(), options()), 0..6,
    )) -> Vec<Subscription> {
        let each = parts.into_iter().enumerate().map(|(n, (title, site, options))| Subscription {
            url: if n == 3 { "exec:/bin/feed 'x' \"y\"".to_owned() } else { format!("https://a.example/{n}?a=1&b=<>").replace(['<', '>'], "%3C") },
            title,
            site_url: site.then(|| format!("https://a.example/{n}")),
            options,
        });
        each.collect()
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(feeds in subscriptions()) {
        let records: Vec<FeedRecord> = feeds.iter().cloned().map(record).collect();
        let mut import = read(written(&records).as_bytes(), "export").expect("our own list");
        // Folders gather feeds, so the order of a list is that of its folders.
        let tidy = |feeds: &mut Vec<Subscription>| {
            feeds.sort_by(|a, b| a.url.cmp(&b.url));
            for feed in feeds.iter_mut() {
                feed.options.folders.sort();
            }
        };
        let mut feeds = feeds;
        tidy(&mut feeds);
        tidy(&mut import.subscriptions);
        prop_assert_eq!(&import.subscriptions, &feeds);
        prop_assert_eq!(import.notes.len(), 0);
        let logins = feeds.iter().filter(|feed| feed.options.auth.is_some()).count();
        prop_assert_eq!(import.reaches.len(), logins + usize::from(feeds.len() > 3));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = read(&bytes, "x");
    }

    #[test]
    fn any_markup_is_read(text in "(<outline |</outline>|<!--|xmlUrl=|text=|\"|'|/>|>|https://a.example/|&amp;|&| |é){0,40}") {
        let _ = read(format!("<opml>{text}").as_bytes(), "x");
    }
}
