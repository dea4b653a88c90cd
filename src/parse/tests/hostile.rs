//! Hostile and generated documents in; nothing but answers, in time, out.

use proptest::prelude::*;

use super::{super::*, document, feed, titles, value};
use crate::model::Timestamp;

/// Documents that make a careless reader recurse, or read the same bytes again and again.
#[test]
fn floods_are_read_in_linear_time() {
    let many = |part: &str, count: usize| part.repeat(count);
    let wrapped = |inside: String| {
        format!(
            "<rss><channel><item><title>a</title><description>{inside}</description></item></channel></rss>"
        )
    };
    let started = std::time::Instant::now();
    for text in [
        wrapped(many("<div>", 200_000)),
        wrapped(many("<p>x", 200_000)),
        wrapped(many("</x>", 200_000)),
        wrapped(many("<![CDATA[", 200_000)),
        wrapped(many("<!--", 200_000)),
        wrapped(many("<?x", 200_000)),
        wrapped(many("<!doctype ", 200_000)),
        wrapped(many("<a \"", 200_000)),
        wrapped(many("<a b='<", 200_000)),
        wrapped(many("&amp;", 200_000)),
        wrapped(many("&a", 200_000)),
        wrapped(format!("<b {}/>", many("a='b' ", 200_000))),
        wrapped(format!(
            "<b {}/>",
            (0..100_000).map(|n| format!("xmlns:a{n}='u' ")).collect::<Vec<_>>().concat()
        )),
        wrapped(many("<category>x</category>", 100_000)),
        format!("<rss><channel>{}</channel></rss>", many("<item>", 200_000)),
        many("{", 300_000),
        many("[", 300_000),
        format!("{{\"items\":{}", many("[", 300_000)),
        many("<rss>", 200_000),
    ] {
        let _ = parse(&document(&text));
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn no_bytes_outside_the_document_are_asked_for() {
    let text = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://tea.example/x'>%p;]>\
                <rss><channel><item><title>a &x;</title></item></channel></rss>";
    assert_eq!(titles(text), ["a &x;"]);
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-z\u{e9}\u{4e00}-\u{4e20}'&<>\"]{1,8}( [A-Za-z0-9&<;]{1,8}){0,4}"
}

fn escaped(text: &str) -> String {
    html_escape::encode_safe(text).into_owned()
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in proptest::option::of("[a-z/;=-]{0,20}")) {
        let document = Document { body: bytes, content_type: kind, ..Document::default() };
        let _ = parse(&document);
    }

    #[test]
    fn no_pieces_of_feeds_panic(pieces in proptest::collection::vec(prop_oneof![
        Just("<rss>"), Just("<channel>"), Just("<item>"), Just("</item>"), Just("<title>"), Just("</title>"),
        Just("<description><![CDATA["), Just("]]>"), Just("<feed xml:base='x' xmlns='http://www.w3.org/2005/Atom'>"),
        Just("<entry>"), Just("<content type='xhtml'><div>"), Just("<a href=\""), Just("&#x"), Just("&amp;"), Just("<!--"),
        Just("<media:group>"), Just("<author><name>"), Just("<link href='"), Just("<?xml encoding='"), Just("\u{0}"),
        Just("<!DOCTYPE x [<!ENTITY a '&a;'>]>"), Just("&a;"), Just("\u{e9}"), Just("<"), Just(">"), Just("'"), Just("{\"items\":["),
    ], 0..40)) {
        let _ = parse(&document(&pieces.concat()));
    }

    /// What is written well comes back, and feed-rs, which reads well-formed feeds, agrees.
    #[test]
    fn a_written_feed_gives_back_what_was_written(
        title in words(),
        entries in proptest::collection::vec((words(), words(), 0_i64..2_000_000_000), 1..6),
    ) {
        let items: Vec<String> = entries.iter().enumerate().map(|(n, (title, text, at))| {
            let date = Timestamp(*at).to_rfc3339();
            format!(
                "<entry><id>urn:e:{n}</id><title type='text'>{}</title><link href='https://tea.example/{n}'/>\
                 <updated>{date}</updated><published>{date}</published><summary type='text'>{}</summary></entry>",
                escaped(title), escaped(text),
            )
        }).collect();
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f</id><updated>2024-02-14T00:00:00Z</updated>\
             <title type='text'>{}</title>{}</feed>", escaped(&title), items.concat());
        let ours = feed(&text);
        prop_assert_eq!(value(ours.title.as_ref()), Some(title.trim()));
        let theirs = second::read(&text).expect("feed-rs reads well-formed feeds");
        prop_assert_eq!(ours.entries.len(), theirs.entries.len());
        for ((ours, theirs), (title, text, at)) in ours.entries.iter().zip(&theirs.entries).zip(&entries) {
            prop_assert_eq!(value(ours.title.as_ref()), Some(title.trim()));
            prop_assert_eq!(value(ours.summary.as_ref()), Some(text.trim()));
            prop_assert_eq!(ours.published.map(|at| at.0), Some(*at));
            prop_assert_eq!((&ours.id, &ours.url, ours.published), (&theirs.id, &theirs.url, theirs.published));
            prop_assert_eq!(value(ours.title.as_ref()), value(theirs.title.as_ref()));
        }
    }
}
