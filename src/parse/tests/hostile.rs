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
        many("<!doctype ", 200_000) + ">",
        many("<!doctype [", 200_000) + "<a>]>",
        many("<!--", 200_000),
        many("<?x", 200_000),
        many("<br>", 200_000),
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

/// An entry to be written: its title, its text, and when it was published.
type Written = (String, String, i64);

fn words() -> impl Strategy<Value = String> {
    "[A-Za-z\u{e9}\u{4e00}-\u{4e20}'&<>\"]{1,8}( [A-Za-z0-9&<;]{1,8}){0,4}"
}

fn written() -> impl Strategy<Value = Vec<Written>> {
    proptest::collection::vec((words(), words(), 0_i64..2_000_000_000), 1..6)
}

fn escaped(text: &str) -> String {
    html_escape::encode_safe(text).into_owned()
}

fn as_atom(entries: &[Written]) -> String {
    let one = |(n, (title, text, at)): (usize, &Written)| {
        let date = Timestamp(*at).to_rfc3339();
        format!(
            "<entry><id>urn:e:{n}</id><title type='text'>{}</title><updated>{date}</updated>\
             <link href='https://tea.example/{n}'/><published>{date}</published>\
             <summary type='text'>{}</summary></entry>",
            escaped(title),
            escaped(text),
        )
    };
    let entries: Vec<String> = entries.iter().enumerate().map(one).collect();
    format!("<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f</id>{}</feed>", entries.concat())
}

/// As careful RSS is written: HTML, escaped once as such and once as XML.
fn as_rss(entries: &[Written]) -> String {
    let one = |(n, (title, text, at)): (usize, &Written)| {
        let date = Timestamp(*at).to_utc().to_rfc2822();
        format!(
            "<item><guid isPermaLink='false'>{n}</guid><title>{}</title><pubDate>{date}</pubDate>\
             <link>https://tea.example/{n}</link><description>{}</description></item>",
            escaped(title),
            escaped(&format!("<p>{}</p>", escaped(text))),
        )
    };
    let entries: Vec<String> = entries.iter().enumerate().map(one).collect();
    format!("<rss version='2.0'><channel><title>f</title>{}</channel></rss>", entries.concat())
}

fn as_json(entries: &[Written]) -> String {
    let one = |(n, (title, text, at)): (usize, &Written)| {
        serde_json::json!({
            "id": n.to_string(), "title": title, "content_text": text,
            "url": format!("https://tea.example/{n}"),
            "date_published": Timestamp(*at).to_rfc3339(),
        })
    };
    let items: Vec<serde_json::Value> = entries.iter().enumerate().map(one).collect();
    serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "f", "items": items,
    })
    .to_string()
}

/// What was written came back, and feed-rs, which reads well-formed feeds, saw the same.
fn check(
    text: &str,
    entries: &[Written],
    summary: fn(&str) -> String,
) -> Result<(), TestCaseError> {
    let ours = feed(text).entries;
    let theirs = second::read(text).expect("feed-rs reads well-formed feeds").entries;
    prop_assert_eq!((ours.len(), theirs.len()), (entries.len(), entries.len()));
    for ((ours, theirs), (title, text, at)) in ours.iter().zip(&theirs).zip(entries) {
        let body = ours.summary.as_ref().or(ours.contents.first());
        prop_assert_eq!(value(ours.title.as_ref()), Some(title.as_str()));
        prop_assert_eq!(body.map(|body| body.value.clone()), Some(summary(text)));
        prop_assert_eq!(ours.published, Some(Timestamp(*at)));
        prop_assert_eq!((&ours.id, ours.published), (&theirs.id, theirs.published));
        prop_assert_eq!(&ours.url, &theirs.url);
        prop_assert_eq!(value(ours.title.as_ref()), value(theirs.title.as_ref()));
    }
    Ok(())
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

    #[test]
    fn a_written_feed_gives_back_what_was_written(entries in written()) {
        check(&as_atom(&entries), &entries, str::to_owned)?;
        check(&as_rss(&entries), &entries, |text| format!("<p>{}</p>", escaped(text)))?;
        check(&as_json(&entries), &entries, str::to_owned)?;
    }

    /// However much of its end is missing, what is left is whole.
    #[test]
    fn a_cut_feed_gives_only_whole_entries(entries in written(), cut in 0.0..1.0) {
        for text in [as_atom(&entries), as_rss(&entries), as_json(&entries)] {
            let whole = feed(&text).entries;
            let mut end = (text.len() as f64 * cut) as usize;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let left = parse(&document(&text[..end])).map(|parsed| parsed.feed.entries).unwrap_or_default();
            prop_assert!(whole.starts_with(&left), "{}", &text[..end]);
        }
    }
}
