//! Addresses as documents write them in; the ones that were meant out.

use super::*;

#[test]
fn addresses_are_resolved_where_they_were_meant() {
    let text = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/blog/'><link href=''/>\
                <entry xml:base='1/'><link href='page'/><content type='html'>&lt;img src='p.png'></content></entry>\
                <entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>\
                <p xml:base='2/'><a href='x'>x</a></p><a href='y'>y</a></div></content></entry></feed>";
    let feed = feed(text);
    assert_eq!(feed.link.as_deref(), Some("https://tea.example/blog/"));
    assert_eq!(feed.entries[0].url.as_deref(), Some("https://tea.example/blog/1/page"));
    let content = |n: usize| &feed.entries[n].contents[0];
    assert_eq!(content(0).value, "<img src='p.png'>");
    assert_eq!(content(0).base.as_deref(), Some("https://tea.example/blog/1/"));
    // A base within the text cannot be carried with it.
    assert_eq!(
        content(1).value,
        "<p><a href=\"https://tea.example/blog/2/x\">x</a></p><a href=\"y\">y</a>",
    );
    assert_eq!(content(1).base.as_deref(), Some("https://tea.example/blog/"));
    let report = serde_json::to_value(Report(&parse(&document(text)))).expect("JSON");
    assert_eq!(
        [&report["entries"][0]["content"], &report["entries"][1]["content"]],
        [
            "<img src='https://tea.example/blog/1/p.png'>",
            "<p><a href=\"https://tea.example/blog/2/x\">x</a></p><a href=\"https://tea.example/blog/y\">y</a>",
        ],
    );
}

/// The first entry's address in a feed of which it is not known where it came from.
fn address(head: &str, link: &str) -> Option<String> {
    let text = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' {head}<entry><link href='{link}'/></entry></feed>"
    );
    let document = Document::from_bytes(text.as_bytes(), "file:///home/ada/feed.xml");
    parse(&document).expect("a feed").feed.entries.remove(0).url
}

#[test]
fn a_base_that_leads_nowhere_stands_in_no_other_ones_way() {
    let itself = "<link rel='self' href='https://tea.example/blog/feed'/>";
    for (head, link, expected) in [
        (format!("xml:base=''>{itself}"), "/1", "https://tea.example/1"),
        (format!("xml:base='#top'>{itself}"), "1", "https://tea.example/blog/1"),
        (format!("xml:base='/notes/'>{itself}"), "1", "https://tea.example/notes/1"),
        (format!("xml:base='file:///notes/'>{itself}"), "1", "https://tea.example/blog/1"),
        (format!(">{itself}<link href='/'/>"), "/1", "https://tea.example/1"),
        ("><link href='tea.com/blog/'/>".to_owned(), "/1", "https://tea.com/1"),
        ("xml:base='/notes/'>".to_owned(), "1", "1"),
        (">".to_owned(), "tea.com/blog/1", "https://tea.com/blog/1"),
    ] {
        assert_eq!(address(&head, link).as_deref(), Some(expected), "{head} {link}");
    }
    let text =
        format!("<rss><channel>{itself}<link>The address of your site</link></channel></rss>");
    assert_eq!(feed(&text).link, None);
}

#[test]
fn what_a_service_rewrote_is_what_it_was() {
    let google = |id: &str, link: &str| {
        entry(&format!(
            "<id gr:original-id='{id}'>tag:g.example:7</id><link href='{link}'/>\
             <source><link href='http://www.tea.example/'/></source>"
        ))
    };
    for (id, link, expected) in [
        ("http://tea.example/?p=7", "http://proxy.example/7", Some("http://tea.example/?p=7")),
        ("http://tea.example/?p=7", "https://www.tea.example/7", None),
        ("http://other.example/7", "http://proxy.example/7", None),
        ("7", "http://proxy.example/7", None),
    ] {
        assert_eq!(google(id, link).original_url.as_deref(), expected, "{id} {link}");
    }
    let file = "<enclosure url='https://proxy.example/1.mp3'/>\
                <feedburner:origEnclosureLink>https://tea.example/1.mp3</feedburner:origEnclosureLink>";
    assert_eq!(item(file).enclosures[0].url, "https://tea.example/1.mp3");
    let deep = "<enclosure url='/1.mp3'/><guid isPermaLink='false'>7</guid>\
                <atom:link rel='http://podlove.org/deep-link' href='https://tea.example/#7'/>";
    assert_eq!(item(deep).url.as_deref(), Some("https://tea.example/#7"));
    let both = format!("{deep}<link>https://tea.example/7</link>");
    assert_eq!(item(&both).url.as_deref(), Some("https://tea.example/7"));
}

#[test]
fn a_feed_passed_on_by_another_host_means_its_site() {
    let text = "<rss><channel><link>https://tea.example/blog/</link><item><link>/1</link></item></channel></rss>";
    let passed = Document::from_bytes(text.as_bytes(), "https://proxy.example/feed/7");
    let entry = parse(&passed).expect("a feed").feed.entries.remove(0);
    assert_eq!(entry.url.as_deref(), Some("https://tea.example/1"));
    let unknown = Document::from_bytes(text.as_bytes(), "");
    let entry = parse(&unknown).expect("a feed").feed.entries.remove(0);
    assert_eq!(entry.url.as_deref(), Some("https://tea.example/1"));
}
