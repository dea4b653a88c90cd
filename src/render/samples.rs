//! Articles and shortcuts for this room's tests.

use crate::model::{
    Article, ArticleId, Author, Change, DateSource, Enclosure, FeedId, FeedRef, Html, Item, Seq,
    Snippet, Timestamp, Zone,
};

use super::{Format, Terminal, View};

/// The clock of the tests: a Thursday afternoon.
pub(crate) const NOW: &str = "2026-05-21T18:30:00Z";

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).expect("a time")
}

/// An article of which nothing optional is known, titled so.
pub(crate) fn bare(title: &str) -> Item {
    let received = at("2026-05-21T16:01:05Z");
    let feed = FeedRef {
        id: FeedId(7),
        title: "Tool Blog".to_owned(),
        url: "https://tool.example/feed".to_owned(),
        site_url: None,
    };
    let article = Article {
        id: ArticleId("7k2fq0az".to_owned()),
        seq: Seq(1),
        url: None,
        canonical_url: None,
        title: title.to_owned(),
        authors: Vec::new(),
        published: None,
        updated: None,
        received,
        date: received,
        date_source: DateSource::Received,
        feed,
        also_in: Vec::new(),
        story: None,
        tags: Vec::new(),
        summary: None,
        content_text: None,
        content_html: None,
        language: None,
        enclosures: Vec::new(),
        guid: None,
        read: false,
        starred: false,
        hidden: false,
        change: Change::default(),
        revision: 0,
        edited: None,
    };
    Item { article, snippet: None, id_length: 4 }
}

/// An unread article with a title, a date and a page.
pub(crate) fn dated(id: &str, title: &str, date: &str) -> Item {
    let mut item = bare(title);
    let article = &mut item.article;
    article.id = ArticleId(id.to_owned());
    article.date = at(date);
    article.published = Some(article.date);
    article.date_source = DateSource::Published;
    article.url = Some(format!("https://tool.example/{id}"));
    item
}

/// An article of which everything is known.
pub(crate) fn full() -> Item {
    let mut item = dated("7k2fq0az", "Release 2.4: <faster> & \"calmer\"", "2026-05-21T16:01:05Z");
    let article = &mut item.article;
    article.seq = Seq(31);
    article.canonical_url = Some("https://tool.example/7k2fq0az".to_owned());
    article.authors = vec![
        Author { name: Some("Ada Example".to_owned()), ..Author::default() },
        Author { email: Some("bo@tool.example".to_owned()), ..Author::default() },
    ];
    article.updated = Some(at("2026-05-21T17:00:00Z"));
    article.feed.site_url = Some("https://tool.example/".to_owned());
    article.also_in = vec![FeedRef {
        id: FeedId(9),
        title: "Planet Rust".to_owned(),
        url: "https://planet.example/atom.xml".to_owned(),
        site_url: None,
    }];
    article.story = Some(ArticleId("5h0cfirst".to_owned()));
    article.tags = vec!["rust".to_owned(), "release notes".to_owned()];
    article.summary = Some("What changed, and why it is calmer.".to_owned());
    article.content_text = Some("What changed.\n\nAnd why it is calmer.".to_owned());
    article.content_html = Some(Html::sanitized(
        "<p>What <em>changed</em>.</p><p>And why it is calmer.</p>".to_owned(),
    ));
    article.language = Some("en".to_owned());
    article.enclosures = vec![Enclosure {
        url: "https://tool.example/2.4.mp3".to_owned(),
        media_type: Some("audio/mpeg".to_owned()),
        length: Some(12_345_678),
        duration: Some(1800),
    }];
    article.guid = Some("tool-2.4".to_owned());
    article.read = true;
    article.starred = true;
    article.revision = 2;
    article.edited = Some(at("2026-05-21T18:00:00Z"));
    item
}

/// An article whose every text tries to do harm.
pub(crate) fn hostile() -> Item {
    let evil = "=cmd|' \u{1b}]52;c;AAAA\u{7}\u{9b}2J\nforged\tline\u{202e}]]></script><b>\u{0}";
    let mut item = bare(evil);
    let article = &mut item.article;
    article.url = Some("https://a.example/\u{1b}]8;;x\u{7}\"'><".to_owned());
    article.feed.title = evil.to_owned();
    article.feed.url = evil.to_owned();
    article.authors = vec![Author {
        name: Some(evil.to_owned()),
        email: Some(evil.to_owned()),
        url: Some(evil.to_owned()),
    }];
    article.also_in = vec![article.feed.clone()];
    article.tags = vec![evil.to_owned()];
    article.summary = Some(evil.to_owned());
    article.content_text = Some(evil.to_owned());
    article.content_html = Some(Html::sanitized("<p>\u{9b}2J &lt;b&gt; \u{202e}</p>".to_owned()));
    article.language = Some(evil.to_owned());
    article.guid = Some(evil.to_owned());
    article.enclosures = vec![Enclosure {
        url: evil.to_owned(),
        media_type: Some(evil.to_owned()),
        ..Enclosure::default()
    }];
    item.snippet = Some(Snippet { text: evil.to_owned(), marks: vec![(0, 4), (5, 7)] });
    item
}

/// A view at [`NOW`] in UTC, for a pipe.
pub(crate) fn piped() -> View {
    View { now: at(NOW), zone: Zone::UTC, ..View::default() }
}

/// The same for a terminal.
pub(crate) fn on(terminal: Terminal) -> View {
    View { terminal: Some(terminal), ..piped() }
}

/// The whole output of a listing.
pub(crate) fn rendered(format: &Format, view: &View, items: &[Item]) -> String {
    let mut bytes = Vec::new();
    {
        let mut renderer = format.start(view, Box::new(&mut bytes));
        renderer.begin().unwrap();
        for item in items {
            renderer.item(item).unwrap();
        }
        renderer.end().unwrap();
    }
    String::from_utf8(bytes).unwrap()
}

/// What is written, as text.
pub(crate) fn text(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes all");
    String::from_utf8(bytes).expect("text")
}

/// The whole of an output is as expected, which begins on a line of its own; the escape character
/// is written as its picture, `␛`.
#[track_caller]
pub(crate) fn held(out: &str, expected: &str) {
    let out = out.replace('\u{1b}', "␛");
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    assert!(out == expected, "expected:\n{expected}\nbut it is:\n{out}");
}

/// The names of all elements of a document, which is well-formed.
pub(crate) fn elements(document: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(document);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("a well-formed attribute");
                }
                names.push(tag.name().as_ref().to_owned());
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}
