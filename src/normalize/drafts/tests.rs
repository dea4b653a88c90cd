//! Whole entries in, whole drafts out.

use proptest::prelude::*;

use super::*;
use crate::model::{Category, Media, Person, Text, Timestamp};

const CONTEXT: Context<'static> = Context { feed_url: "https://pots.example/feed.xml" };

fn one(entry: Entry) -> Draft {
    let feed = Feed {
        link: Some("https://pots.example/".to_owned()),
        language: Some("en-gb".to_owned()),
        entries: vec![entry],
        ..Feed::default()
    };
    drafts(&feed, &CONTEXT).remove(0)
}

#[test]
fn an_entry_becomes_a_draft() {
    let draft = one(Entry {
        id: Some(" tag:pots.example,2026:7\n".to_owned()),
        title: Some(Text::html("A <i>Slow</i> Kettle")),
        url: Some("/slow".to_owned()),
        published: Some(Timestamp(1_779_379_265)),
        summary: Some(Text::plain("Nine minutes is long.")),
        contents: vec![Text::html("<p>See <a href=\"#lime\">below</a>.</p>")],
        authors: vec![Person {
            name: Some("ada@pots.example (Ada Stone)".to_owned()),
            ..Person::default()
        }],
        tags: vec![Category { term: "Tea".to_owned(), ..Category::default() }],
        enclosures: vec![Media {
            url: "/k.mp3".to_owned(),
            duration: Some(60),
            ..Media::default()
        }],
        ..Entry::default()
    });
    assert_eq!(draft.guid.as_deref(), Some("tag:pots.example,2026:7"));
    assert_eq!(draft.url.as_deref(), Some("https://pots.example/slow"));
    assert_eq!((&*draft.title, draft.titled), ("A Slow Kettle", true));
    assert_eq!(draft.published, Some(Timestamp(1_779_379_265)));
    assert_eq!(draft.summary.as_deref(), Some("Nine minutes is long."));
    assert_eq!(draft.content_text.as_deref(), Some("See below."));
    let html = draft.content_html.expect("content");
    assert_eq!(html.as_str(), "<p>See <a href=\"https://pots.example/slow#lime\">below</a>.</p>");
    assert_eq!(draft.authors[0].name.as_deref(), Some("Ada Stone"));
    assert_eq!(draft.tags, ["Tea"]);
    assert_eq!(draft.language.as_deref(), Some("en-GB"));
    assert_eq!(draft.enclosures[0].url, "https://pots.example/k.mp3");
    assert_eq!(draft.duration, Some(60));
    assert_eq!(draft.url_key, None);
}

#[test]
fn addresses_to_open_are_web_addresses() {
    for (original, url, id, permalink, expected) in [
        (
            Some("https://a.example/1"),
            Some("http://feedproxy.example/~r/1"),
            None,
            false,
            Some("https://a.example/1"),
        ),
        (
            Some("javascript:x"),
            Some("https://a.example/2"),
            None,
            false,
            Some("https://a.example/2"),
        ),
        (None, None, Some("https://a.example/3"), true, Some("https://a.example/3")),
        (None, None, Some("https://a.example/3"), false, None),
        (None, None, Some("post-3"), true, None),
        (None, Some(" Java\rScript:alert(1)"), Some("data:x"), true, None),
        (None, Some("file:///etc/passwd"), None, false, None),
        (None, Some("4"), None, false, Some("https://pots.example/4")),
        (None, Some("http://"), Some("https://a.example/5"), false, Some("https://a.example/5")),
    ] {
        let draft = one(Entry {
            original_url: original.map(str::to_owned),
            url: url.map(str::to_owned),
            id: id.map(str::to_owned),
            id_is_permalink: permalink,
            ..Entry::default()
        });
        assert_eq!(draft.url.as_deref(), expected, "{original:?} {url:?} {id:?}");
        assert_eq!(draft.guid.as_deref(), id);
    }
}

#[test]
fn a_page_of_the_site_is_opened_rather_than_its_front_page() {
    let site = "https://www.weekly.example/blog";
    for (url, id, no_permalink, expected) in [
        ("http://weekly.example/blog/", "https://weekly.example/2026/32", false, None),
        (site, "http://weekly.example/blog/32", true, Some(site)),
        (site, "http://weekly.example/blog/", false, Some(site)),
        (site, "http://weekly.example", false, Some(site)),
        (site, "https://other.example/32", false, Some(site)),
        (site, "tag:weekly.example,2026:32", false, Some(site)),
        (site, "https://weekly.example/32.mp3", false, Some(site)),
        (
            "https://weekly.example/32",
            "https://weekly.example/?p=32",
            false,
            Some("https://weekly.example/32"),
        ),
    ] {
        let entry = Entry {
            url: Some(url.to_owned()),
            id: Some(id.to_owned()),
            id_is_no_permalink: no_permalink,
            enclosures: vec![Media {
                url: "https://weekly.example/32.mp3".to_owned(),
                ..Media::default()
            }],
            ..Entry::default()
        };
        let feed = Feed { link: Some(site.to_owned()), entries: vec![entry], ..Feed::default() };
        let drafts = drafts(&feed, &Context { feed_url: "" });
        assert_eq!(drafts[0].url.as_deref(), Some(expected.unwrap_or(id)), "{url} {id}");
    }
}

#[test]
fn untitled_entries_are_named_and_say_so() {
    let draft = one(Entry { summary: Some(Text::plain("Tea at nine.")), ..Entry::default() });
    assert_eq!((&*draft.title, draft.titled), ("Tea at nine.", false));
    let draft = one(Entry { title: Some(Text::html("<b> </b>")), ..Entry::default() });
    assert_eq!((&*draft.title, draft.titled), ("(untitled)", false));
}

#[test]
fn what_says_nothing_is_no_article() {
    let kept = |entry: Entry| {
        drafts(&Feed { entries: vec![entry], ..Feed::default() }, &CONTEXT).len() == 1
    };
    for nothing in [
        Entry::default(),
        Entry { title: Some(Text::plain(" ")), ..Entry::default() },
        Entry { published: Some(Timestamp(1)), language: Some("en".into()), ..Entry::default() },
    ] {
        assert!(!kept(nothing.clone()), "{nothing:?}");
    }
    for something in [
        Entry { title: Some(Text::plain("Tea")), ..Entry::default() },
        Entry { id: Some("7".to_owned()), ..Entry::default() },
        Entry { url: Some("/7".to_owned()), ..Entry::default() },
        Entry { contents: vec![Text::html("<img src='/7.png'>")], ..Entry::default() },
        Entry { enclosures: vec![Media::default()], ..Entry::default() },
        Entry { thumbnails: vec!["/7.png".to_owned()], ..Entry::default() },
    ] {
        assert!(kept(something.clone()), "{something:?}");
    }
}

fn text() -> impl Strategy<Value = Text> {
    let words = prop_oneof![
        ".{0,40}",
        "(<[a-z]{1,6}>|</[a-z]{1,6}>|&[a-z#0-9]{1,5};|[ -~]|…|é|🎉|\u{9b}){0,300}"
    ];
    (words, any::<bool>(), prop::option::of(".{0,20}")).prop_map(|(value, plain, base)| {
        let text = if plain { Text::plain(value) } else { Text::html(value) };
        Text { base, ..text }
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let words = || prop::option::of(prop_oneof![".{0,30}", "(https?:)?//[a-z./?#&=%-]{0,20}"]);
    let texts =
        (prop::option::of(text()), prop::option::of(text()), prop::collection::vec(text(), 0..3));
    (texts, words(), words(), words(), words()).prop_map(
        |((title, summary, contents), id, url, name, base)| Entry {
            id_is_permalink: true,
            authors: vec![Person { name: name.clone(), email: name.clone(), uri: url.clone() }],
            tags: vec![Category { term: name.clone().unwrap_or_default(), ..Category::default() }],
            language: name,
            thumbnails: url.clone().into_iter().collect(),
            enclosures: vec![Media { url: url.clone().unwrap_or_default(), ..Media::default() }],
            id,
            title,
            url,
            summary,
            contents,
            base,
            ..Entry::default()
        },
    )
}

proptest! {
    #[test]
    fn drafts_keep_their_promises(entry in entry()) {
        let again = entry.clone();
        prop_assume!(articles(&Feed { entries: vec![entry.clone()], ..Feed::default() }).count() == 1);
        let draft = one(entry);
        let is_control = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        prop_assert!(!draft.title.trim().is_empty() && !draft.title.contains(is_control));
        prop_assert!(draft.title.chars().count() <= 1000);
        let summary = draft.summary.clone().unwrap_or_default();
        prop_assert!(summary.chars().count() <= 500 && !summary.contains(is_control));
        for url in [&draft.url, &draft.image].into_iter().chain(draft.authors.iter().map(|a| &a.url)).flatten() {
            let parsed = url::Url::parse(url).expect("an absolute URL");
            prop_assert!(matches!(parsed.scheme(), "http" | "https"));
        }
        prop_assert_eq!(one(again), draft);
    }
}
