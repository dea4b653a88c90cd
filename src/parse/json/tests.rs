//! JSON of all shapes in, what is read of it out.

use super::*;

const VERSION: &str = r#""version":"https://jsonfeed.org/version/1.1""#;

/// The feed with this list of items and what was mended.
fn of_items(items: &str) -> (Feed, Vec<&'static str>) {
    let mut mended = Mended::default();
    let text = format!("{{{VERSION},\"items\":[{items}]}}");
    let feed = read(&text, &mut mended).unwrap_or_else(|| panic!("{text:.80}"));
    (feed, mended.names)
}

fn ids(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().filter_map(|entry| entry.id.as_deref()).collect()
}

#[test]
fn wrong_types_cost_only_themselves() {
    for (items, expected) in [
        (r#"0,"a",null,true,[{"id":"no"}],{"id":"yes"}"#, &["yes"][..]),
        (r#"{"id":7},{"id":-7},{"id":7.5},{"id":true},{"id":[1]},{"id":{}}"#, &["7", "-7", "7.5"]),
        (r#"{"id":"a","title":{"x":1},"tags":7,"authors":true,"attachments":"x"}"#, &["a"]),
        (r#"{"id":"a","attachments":[0,{"url":[]},[]],"authors":[[],null]}"#, &["a"]),
        (r#"{"id":"a","id":null}"#, &["a"]),
    ] {
        let (feed, mended) = of_items(items);
        assert_eq!((ids(&feed), mended), (expected.to_vec(), vec![]), "{items}");
    }
}

#[test]
fn people_tags_and_files_come_in_many_shapes() {
    for (members, name, tag, length) in [
        (
            r#""author":"Ann","tags":"a, b","attachments":[{"url":"x","size_in_bytes":"7"}]"#,
            Some("Ann"),
            Some("a"),
            Some(7),
        ),
        (r#""author":{"name":"Ann"},"authors":[],"tags":["a",1]"#, Some("Ann"), Some("a"), None),
        (
            r#""author":{"name":"Bob"},"authors":[{"name":"Ann"}],"tags":[7]"#,
            Some("Ann"),
            Some("7"),
            None,
        ),
        (
            r#""authors":{"name":"Ann"},"attachments":[{"url":"x","size_in_bytes":7.9}]"#,
            Some("Ann"),
            None,
            Some(7),
        ),
        (r#""author":7,"tags":[" "]"#, Some("7"), None, None),
        (r#""author":{"name":" "}"#, None, None, None),
    ] {
        let (feed, _) = of_items(&format!("{{{members}}}"));
        let entry = &feed.entries[0];
        let found = (
            entry.authors.first().and_then(|person| person.name.as_deref()),
            entry.tags.first().map(|tag| tag.term.as_str()),
            entry.enclosures.first().and_then(|media| media.length),
        );
        assert_eq!(found, (name, tag, length), "{members}");
    }
}

#[test]
fn a_feed_is_known_by_its_version_or_its_items() {
    for (text, entries) in [
        (r#"{"version":"https://jsonfeed.org/version/1"}"#, Some(0)),
        (r#"{"items":[]}"#, Some(0)),
        (r#"{"items":{"id":1}}"#, None),
        (r#"{"error":"none"}"#, None),
        (r#"[{"items":[{}]},{"items":[{},{}]}]"#, Some(1)),
        (r#"[[{"items":[{}]}]]"#, None),
        (r#"["items"]"#, None),
        (r#"callback({"items":[]})"#, None),
        // Cut before anything was said, it may be anything.
        (r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1""#, None),
        (r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"#, Some(1)),
        (r#"{"items":[{"id":"1"},{"id":nul},{"id":"3"}]}"#, Some(1)),
    ] {
        let feed = read(text, &mut Mended::default());
        assert_eq!(feed.map(|feed| feed.entries.len()), entries, "{text}");
    }
}

#[test]
fn a_language_named_last_is_that_of_all() {
    let text = r#"{"items":[{"id":1},{"id":2,"language":"fr"}],"language":"en"}"#;
    let feed = read(text, &mut Mended::default()).expect("a feed");
    let languages: Vec<_> = feed.entries.iter().map(|e| e.language.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("fr")]);
}

/// Half a character in a string is an error to whoever builds the string, and only then. So it
/// shows what is built.
const HALF: &str = r#""\ud800""#;

#[test]
fn what_nobody_asks_for_is_never_built() {
    let full = vec!["{\"id\":1}"; ENTRIES].join(",");
    for (items, entries, mended) in [
        (format!("{{\"title\":{HALF}}}"), 1, &["broken-json"][..]),
        (format!("{{\"_extra\":{HALF}}}"), 1, &[]),
        (format!("{{\"tags\":{{\"a\":{HALF}}},\"title\":[{HALF}]}}"), 1, &[]),
        (format!("[{HALF},{{\"id\":{HALF}}}]"), 0, &[]),
        (format!("{full},{{\"title\":{HALF}}},{HALF}"), ENTRIES, &[]),
    ] {
        let (feed, names) = of_items(&items);
        assert_eq!((feed.entries.len(), &names[..]), (entries, mended), "{items:.80}");
    }
}

#[test]
fn half_a_character_costs_nothing_else() {
    let (feed, mended) = of_items(r#"{"id":"1","title":"tea \ud83c"},{"id":"2"}"#);
    let title = feed.entries[0].title.as_ref().map(|title| title.value.as_str());
    assert_eq!((title, feed.entries.len()), (Some("tea \u{fffd}"), 2));
    assert_eq!(mended, ["broken-json"]);
}

#[test]
fn no_depth_is_too_deep_to_pass_over() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let (feed, mended) =
        of_items(&format!("{deep},{{\"id\":\"a\",\"_x\":{deep},\"tags\":{deep}}}"));
    assert_eq!((ids(&feed), mended), (vec!["a"], vec![]));
}

#[test]
fn a_flood_of_parts_ends() {
    let names = |from: usize| {
        let names: Vec<_> = (from..from + 9_000).map(|n| format!("\"{n}\"")).collect();
        format!("{{\"id\":\"a\",\"tags\":[{0}],\"authors\":[{0}]}}", names.join(","))
    };
    let items: Vec<_> = (0..30).map(names).collect();
    let (feed, _) = of_items(&items.join(","));
    let parts: usize = feed.entries.iter().map(|e| e.tags.len() + e.authors.len()).sum();
    assert_eq!((feed.entries.len(), parts), (30, 500_000));
}
