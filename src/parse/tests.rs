//! Whole documents in, what a person would read in them out.

mod addresses;
mod hostile;
mod media;

use super::{report::Report, *};
use crate::model::{Entry, FeedKind, Text, TextKind, Timestamp};

fn document(text: &str) -> Document {
    Document::from_bytes(text.as_bytes(), "https://tea.example/feed.xml")
}

fn feed(text: &str) -> Feed {
    parse(&document(text)).expect(text).feed
}

/// The first entry of an RSS feed with these elements in it.
fn item(inside: &str) -> Entry {
    let text = format!("<rss version='2.0'><channel><item>{inside}</item></channel></rss>");
    feed(&text).entries.remove(0)
}

/// The first entry of an Atom feed with these elements in it.
fn entry(inside: &str) -> Entry {
    let text = format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>");
    feed(&text).entries.remove(0)
}

fn value(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

fn titles(text: &str) -> Vec<String> {
    feed(text).entries.into_iter().map(|e| e.title.map_or_else(String::new, |t| t.value)).collect()
}

#[test]
fn every_dialect_is_read_by_one_reader() {
    for (text, kind) in [
        (
            "<rss version='0.91'><channel><title>F</title><item><title>E</title></item></channel></rss>",
            FeedKind::Rss,
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
             <channel rdf:about='x'><title>F</title></channel><item rdf:about='y'><title>E</title></item></rdf:RDF>",
            FeedKind::Rdf,
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
             xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>F</title></channel>\
             <item><title>E</title></item></rdf:RDF>",
            FeedKind::Rdf,
        ),
        (
            "<feed xmlns='http://purl.org/atom/ns#'><title>F</title><entry><title>E</title></entry></feed>",
            FeedKind::Atom,
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry><a:title>E</a:title></a:entry></a:feed>",
            FeedKind::Atom,
        ),
        ("<CHANNEL><TITLE>F</TITLE><ITEM><TITLE>E</TITLE></ITEM></CHANNEL>", FeedKind::Cdf),
        (
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":1,"title":"E"}]}"#,
            FeedKind::Json,
        ),
    ] {
        let feed = feed(text);
        assert_eq!((feed.kind, value(feed.title.as_ref())), (kind, Some("F")), "{text}");
        assert_eq!(value(feed.entries[0].title.as_ref()), Some("E"), "{text}");
    }
}

#[test]
fn what_is_no_feed_is_told_apart() {
    for (text, expected) in [
        ("", ParseError::Empty),
        (" \n\u{feff}", ParseError::Empty),
        ("<!doctype html><html><head><title>Tea</title></head></html>", ParseError::Page),
        ("<html><body><p>404</p></body></html>", ParseError::Page),
        ("just words", ParseError::NoFeed),
        ("{\"error\":\"no such feed\"}", ParseError::NoFeed),
        ("<opml><body><outline/></body></opml>", ParseError::Page),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", ParseError::NoFeed),
    ] {
        assert_eq!(parse(&document(text)), Err(expected), "{text}");
    }
    assert_eq!(ParseError::Page.code(), "html-page");
}

#[test]
fn nothing_is_made_up() {
    let entry = item("<title>Tea</title>");
    assert_eq!((entry.id, entry.url, entry.published), (None, None, None));
    let entry = item("<pubDate>soon</pubDate>");
    assert_eq!((entry.published, entry.published_text.as_deref()), (None, Some("soon")));
}

#[test]
fn the_page_is_the_best_link_there_is() {
    let both = "<guid>https://tea.example/g</guid><link>https://tea.example/l</link>";
    for (inside, url) in [
        (both, Some("https://tea.example/l")),
        ("<guid>https://tea.example/g</guid>", Some("https://tea.example/g")),
        ("<guid isPermaLink='false'>g</guid>", None),
        ("<guid>/posts/1</guid>", Some("https://tea.example/posts/1")),
        ("<link href='/l'/>", Some("https://tea.example/l")),
        ("<link>/l?a=1&amp;amp;b=2</link>", Some("https://tea.example/l?a=1&b=2")),
        ("<enclosure url='/tea.mp3'/>", Some("https://tea.example/tea.mp3")),
        (
            "<link/><guid isPermaLink='false'>http://tea.example/?p=1</guid>",
            Some("http://tea.example/?p=1"),
        ),
    ] {
        assert_eq!(item(inside).url.as_deref(), url, "{inside}");
    }
    let several = "<link rel='self' href='/s'/><link rel='alternate' type='application/json' href='/j'/>\
                   <link rel='alternate' type='text/html' href='/h'/>";
    assert_eq!(entry(several).url.as_deref(), Some("https://tea.example/h"));
    assert_eq!(entry(several).links.len(), 3);
}

#[test]
fn an_id_is_kept_as_it_is() {
    for (inside, id, permalink) in [
        ("<guid>https://tea.example/1</guid>", "https://tea.example/1", true),
        ("<guid isPermaLink='false'>https://tea.example/1</guid>", "https://tea.example/1", false),
        ("<guid>1</guid>", "1", false),
        ("<id>9</id><guid>1</guid>", "1", false),
        ("<guid>a&amp;amp;b</guid>", "a&amp;b", false),
    ] {
        let entry = item(inside);
        assert_eq!((entry.id.as_deref(), entry.id_is_permalink), (Some(id), permalink), "{inside}");
    }
    assert_eq!(entry("<id>/1</id>").id.as_deref(), Some("https://tea.example/1"));
    let of_a_file =
        Document::from_bytes(b"<feed><entry><id>/1</id></entry></feed>", "file:///a.xml");
    let entry_of_a_file = parse(&of_a_file).expect("a feed").feed.entries.remove(0);
    assert_eq!(entry_of_a_file.id.as_deref(), Some("/1"));
    assert_eq!(entry("<id>urn:x:1</id>").id.as_deref(), Some("urn:x:1"));
}

#[test]
fn a_text_is_markup_or_it_is_not() {
    use TextKind::{Html, Plain};
    for (inside, expected, kind) in [
        ("<title>Tea &amp; biscuits</title>", "Tea & biscuits", Plain),
        ("<title>Tea &amp;amp; biscuits</title>", "Tea &amp; biscuits", Html),
        ("<title>Vec&lt;T></title>", "Vec<T>", Plain),
        ("<title><![CDATA[<b>Tea</b>]]></title>", "<b>Tea</b>", Html),
        ("<title type='text'>the &lt;b> tag</title>", "the <b> tag", Plain),
        ("<title type='html'>AT&amp;T</title>", "AT&T", Html),
        (
            "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>1 &lt; <i>2</i></div></title>",
            "1 &lt; <i>2</i>",
            Html,
        ),
        ("<title>a <b>c</b></title>", "a <b>c</b>", Html),
        ("<title mode='base64'>VGVh</title>", "Tea", Plain),
        ("<title type='application/octet-stream'>VGVh</title>", "Tea", Plain),
        ("<title>un<br>closed</title>", "un<br />closed", Html),
    ] {
        let title = entry(inside).title.expect(inside);
        assert_eq!((title.value.as_str(), title.kind), (expected, kind), "{inside}");
    }
}

#[test]
fn lines_end_alike_however_they_were_written() {
    for (inside, expected) in [
        ("<summary>a\r\nb\rc\r\r\nd</summary>", "a\nb\nc\n\nd"),
        ("<summary type='html'>a\r&lt;br>\r\nb</summary>", "a\n<br>\nb"),
        (
            "<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a\r\nb</p></div></summary>",
            "<p>a\nb</p>",
        ),
    ] {
        assert_eq!(value(entry(inside).summary.as_ref()), Some(expected), "{inside:?}");
    }
}

#[test]
fn the_core_goes_before_the_modules() {
    let inside = "<media:title>m</media:title><dc:title>d</dc:title><title>c</title>\
                  <itunes:summary>i</itunes:summary><description>c</description>\
                  <dc:creator>Dee</dc:creator><author>a@tea.example (Core)</author>\
                  <dc:date>2020-01-01</dc:date><pubDate>Wed, 14 Feb 2024 09:30:15 GMT</pubDate>\
                  <content:encoded>whole</content:encoded>";
    let entry = item(inside);
    assert_eq!(value(entry.title.as_ref()), Some("c"));
    assert_eq!(value(entry.summary.as_ref()), Some("c"));
    assert_eq!(entry.authors.len(), 1);
    assert_eq!(entry.authors[0].name.as_deref(), Some("Core"));
    assert_eq!(entry.published.map(Timestamp::to_rfc3339).as_deref(), Some("2024-02-14T09:30:15Z"));
    assert_eq!(value(entry.contents.first()), Some("whole"));
}

#[test]
fn dates_are_found_where_they_are() {
    let noon = Some("2024-02-14T12:00:00Z");
    for (inside, expected) in [
        (
            "<pubDate><time datetime='2024-02-14T12:00:00Z'>Wed, 02/14/2024 - 07:00</time></pubDate>",
            noon,
        ),
        (
            "<pubDate>&lt;time datetime=\"2024-02-14T12:00:00Z\" class='d'>Wednesday&lt;/time></pubDate>",
            noon,
        ),
        ("<pubDate><b>2024-02-14T12:00:00Z</b></pubDate>", noon),
        ("<issued>2024-02-14T12:00:00Z</issued><created>2024-02-13</created>", noon),
        ("<created>2024-02-13</created><issued>2024-02-14T12:00:00Z</issued>", noon),
        ("<created>2024-02-14T12:00:00Z</created>", noon),
        ("<datePosted>Wed, 14 Feb 2024 12:00:00 GMT</datePosted>", noon),
        ("<g:publish_date xmlns:g='urn:g'>2024-02-14T12:00Z</g:publish_date>", noon),
        ("<pubDate>2024-02-14T12:00Z</pubDate><datePosted>2024-01-01</datePosted>", noon),
        ("<pubDate>soon</pubDate><posted>2024-02-14T12:00Z</posted>", noon),
        ("<x:sync xmlns:x='urn:x'><x:history when='2024-02-14T12:00:00Z'/></x:sync>", noon),
        ("<g:expiration_date xmlns:g='urn:g'>2024-02-14T12:00Z</g:expiration_date>", None),
        ("<posted>2024</posted>", None),
        ("<posted>yes</posted>", None),
    ] {
        let date = item(&format!("<guid>1</guid>{inside}")).published.map(Timestamp::to_rfc3339);
        assert_eq!(date.as_deref(), expected, "{inside}");
    }
    assert_eq!(item("<posted>2024-02-14T12:00Z</posted><title>a</title>").published, None);
}

#[test]
fn an_entry_in_an_entry_is_the_next_or_nothing() {
    for (inside, expected) in [
        ("<item><title>a</title><item/><guid>1</guid></item>", &["a"][..]),
        ("<item><title>a</title><item>  </item></item>", &["a", ""]),
        (
            "<item><x:kept xmlns:x='urn:x'><item><title>b</title></item></x:kept><title>a</title></item>",
            &["a"],
        ),
        ("<item><x:y xmlns:x='urn:x'>z</item><item><title>b</title></item>", &["", "b"]),
        ("<item><title>a</title><item><title>b</title></item>", &["a", "b"]),
    ] {
        let text = format!("<rss><channel>{inside}</channel></rss>");
        assert_eq!(titles(&text), expected, "{inside}");
    }
    let text = "<rss><item><title>a</title><item/><guid>1</guid></item></rss>";
    assert_eq!(feed(text).entries[0].id.as_deref(), Some("1"));
}

#[test]
fn who_wrote_the_source_wrote_what_is_taken_from_it() {
    let source = "<source><author><name>Bo</name></author><link rel='self' href='https://b.example/feed'/>\
                  <link href='https://b.example/'/><id>https://c.example/</id></source>";
    let with_own = format!("<author><name>Ada</name></author>{source}");
    for (inside, name) in [(source, "Bo"), (&with_own, "Ada")] {
        let entry = entry(inside);
        assert_eq!(entry.authors.len(), 1);
        assert_eq!(entry.authors[0].name.as_deref(), Some(name));
        assert_eq!(entry.source_url.as_deref(), Some("https://b.example/"));
    }
    let rss = item("<source url='https://b.example/feed'>B</source>");
    assert_eq!(rss.source_url.as_deref(), Some("https://b.example/feed"));
}

#[test]
fn tags_are_found_in_lists_and_by_their_names() {
    let entry = item(
        "<categories><category>a</category><category>b</category></categories>\
         <s:tag xmlns:s='urn:s'>c</s:tag><category>d</category>",
    );
    let tags: Vec<_> = entry.tags.iter().map(|tag| tag.term.as_str()).collect();
    assert_eq!(tags, ["a", "b", "c", "d"]);
}

#[test]
fn discussion_place_and_proxies_are_understood() {
    let entry = item(
        "<link>https://proxy.example/x</link><feedburner:origLink>https://tea.example/x</feedburner:origLink>\
         <slash:comments>12</slash:comments><wfw:commentRss>https://tea.example/x/c</wfw:commentRss>\
         <georss:point>45.256 -71.92</georss:point>\
         <source url='https://other.example/feed'>Other</source>",
    );
    assert_eq!(entry.original_url.as_deref(), Some("https://tea.example/x"));
    assert_eq!(entry.comment_count, Some(12));
    assert_eq!(entry.location, Some([45.256, -71.92]));
    assert_eq!(entry.source_title.as_deref(), Some("Other"));
    assert_eq!(entry.links.last().and_then(|link| link.rel.as_deref()), Some("replies"));
}

#[test]
fn licences_and_programs_are_named() {
    let feed = feed(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel>\
         <admin:generatorAgent rdf:resource='https://maker.example/'/>\
         <cc:license rdf:resource='https://commons.example/by'/></channel></rdf:RDF>",
    );
    assert_eq!(feed.generator.as_deref(), Some("https://maker.example/"));
    assert_eq!(
        (feed.links[0].href.as_str(), feed.links[0].rel.as_deref()),
        ("https://commons.example/by", Some("license"))
    );
}

#[test]
fn a_feed_says_how_often_to_ask() {
    for (inside, ttl) in [
        ("<ttl>90</ttl>", Some(5400)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Some(21_600),
        ),
        ("<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>", Some(1800)),
        ("<ttl>soon</ttl>", None),
    ] {
        assert_eq!(
            feed(&format!("<rss><channel>{inside}</channel></rss>")).ttl_seconds,
            ttl,
            "{inside}"
        );
    }
    let feed = feed(
        "<rss><channel><skipHours><hour>24</hour><hour>3</hour><hour>99</hour></skipHours>\
         <skipDays><day>Sunday</day><day>Monday</day></skipDays></channel></rss>",
    );
    assert_eq!((feed.skip_hours, feed.skip_days), (vec![0, 3], vec![0, 6]));
}

#[test]
fn damaged_documents_give_what_is_whole() {
    for (text, expected) in [
        (
            "Warning: x in <b>y</b><br />\n<rss><channel><item><title>a</title></item></channel></rss>",
            &["a"][..],
        ),
        ("<rss><channel><item><title>a</title></item><item><title>b</title><desc", &["a"]),
        ("<rss><channel><item><title>a</title></item><item><title>b</title>", &["a"]),
        (
            "<rss><channel><item><title>a</title><item><title>b</title></item></channel></rss>",
            &["a", "b"],
        ),
        (
            "<rss><channel><item><title>a<link>x</link></item><item><title>b</title></item></channel></rss>",
            &["a", "b"],
        ),
        ("<rss><channel><title>f<item><title>a</title></item></channel></rss>", &["a"]),
        ("<rss><channel><image><url>x<item><title>a</title></item></channel></rss>", &["a"]),
        ("<rss><channel></channel><item><title>a</title></item></rss>", &["a"]),
        ("<rss><channel><odd><item><title>a</title></item></odd></channel></rss>", &["a"]),
        ("<rss><channel><item><title>1 < 2 & 3</title></item></channel></rss>", &["1 < 2 & 3"]),
        ("<rss><channel><item><title a=\"b>a</title></item></channel></rss>", &["a"]),
        ("<rss><channel><item><title>a</title <link>x</link></item></channel></rss>", &["a"]),
        (
            "<rss><channel><item><source>s<guid>1</guid><title>a</title></item></channel></rss>",
            &["a"],
        ),
        (
            "\u{feff}\u{feff}<rss><channel><item><title>\u{e9}</title></item></channel></rss>",
            &["\u{e9}"],
        ),
        ("<rss><channel><!DOCTYPE x [<item><title>a</title></item></channel></rss>", &["a"]),
        (
            "<!DOCTYPE rss PUBLIC \"x><rss><channel><item><title>a</title></item></channel></rss>",
            &["a"],
        ),
        ("<RSS><Channel><Item><Title>a</TITLE></Item></Channel></RSS>", &["a"]),
        (
            "<rss><channel><item><description><p>x<div>y</description><title>a</title></item></channel></rss>",
            &["a"],
        ),
        (
            "<rss><channel><item><title>a</title></item></channel></rss><html><title>no</title></html>",
            &["a"],
        ),
        (
            "<rss><channel><item><title>a&nbsp;&eacute;</title></item></channel></rss>",
            &["a\u{a0}\u{e9}"],
        ),
        ("<item><title>a</title></item><item><title>b</title></item>", &["a", "b"]),
    ] {
        assert_eq!(titles(text), expected, "{text}");
    }
}

#[test]
fn a_feed_under_a_heap_of_junk_is_found() {
    for junk in ["<br>", "<div>", "<p>"] {
        let text = format!(
            "{}<rss><channel><item><title>a</title></item></channel></rss>",
            junk.repeat(500)
        );
        assert_eq!(titles(&text), ["a"], "{junk}");
    }
}

#[test]
fn repairs_are_named() {
    for (text, names) in [
        ("<rss><channel/></rss>", &[][..]),
        ("<rss><channel><title>a & b</title></channel></rss>", &["bare-ampersand"]),
        ("<rss><channel><item><title>a</title>", &["cut-entry"]),
        (
            "<rss><channel><title>a<i>b</title></x></channel></rss>",
            &["unclosed-element", "stray-end-tag"],
        ),
        (
            "HTTP/1.1 200\n{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}",
            &["leading-junk"],
        ),
    ] {
        assert_eq!(parse(&document(text)).expect(text).mended, names, "{text}");
    }
}

#[test]
fn foreign_elements_of_familiar_names_stay_out() {
    let entry = entry(
        "<title>own</title><x:object xmlns:x='urn:x'><title>other</title><id>other</id></x:object>\
         <x:title xmlns:x='urn:x'>other</x:title><id>own</id>\
         <source><title>Source</title><id>source</id><link href='/s'/></source>",
    );
    assert_eq!(value(entry.title.as_ref()), Some("own"));
    assert_eq!(
        (entry.id.as_deref(), entry.url, entry.source_title.as_deref()),
        (Some("own"), None, Some("Source"))
    );
}

#[test]
fn json_feeds_of_all_tempers_are_read() {
    for (text, expected) in [
        (
            r#"{"version":"http://jsonfeed.org/version/1","items":[{"id":7,"content_text":"a"}]} // end"#,
            1,
        ),
        (r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"7",},]}"#, 1),
        (
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"7\",\"title\":\"a\nb\"}]}",
            1,
        ),
        (r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"7"},{"id":"8","ti"#, 1),
        (r#"{"items":[{"id":"7","tags":"a, b"}]}"#, 1),
    ] {
        let feed = feed(text);
        assert_eq!(feed.entries.len(), expected, "{text}");
        assert_eq!(feed.entries[0].id.as_deref(), Some("7"), "{text}");
    }
}
