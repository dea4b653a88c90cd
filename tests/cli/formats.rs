//! Output formats, whole.

use serde_json::Value;

use crate::{PINTEREST, feed, home::Home};

fn tools() -> Home {
    let home = Home::new();
    let path = home.write("tools.xml", &feed(&[(1, "=1+1", 1), (2, "Seco\u{202e}nd, \"2\"", 20)]));
    home.run(&["fetch", &path]).ok();
    home
}

#[test]
fn the_article_object_has_every_key_in_order() {
    let home = tools();
    let document = home.run(&["list", "--json", "-n", "1"]).ok();
    let path = home.path("tools.xml").canonicalize().expect("the file");
    assert_eq!(
        document,
        format!(
            "{{\"schema_version\":1,\"articles\":[\n\
             {{\"id\":\"sfje4bp5\",\"seq\":2,\"url\":\"https://tool.example/2\",\
             \"canonical_url\":\"https://tool.example/2\",\"title\":\"Seco\\u202end, \\\"2\\\"\",\
             \"authors\":[],\"published\":\"2026-05-20T08:30:00Z\",\"updated\":null,\
             \"received\":\"2026-05-22T09:00:00Z\",\"date\":\"2026-05-20T08:30:00Z\",\
             \"date_source\":\"published\",\"feed\":{{\"id\":1,\"title\":\"Tool Blog\",\
             \"url\":\"file://{}\",\"site_url\":\"https://tool.example/\"}},\"also_in\":[],\
             \"tags\":[],\"summary\":\"What is new in number 2.\",\
             \"content_text\":\"What is new in number 2.\",\"content_html\":null,\
             \"language\":null,\"enclosures\":[],\"guid\":\"tool-2\",\"read\":false,\
             \"starred\":false,\"revision\":0,\"edited\":null,\"story\":null}}\n]}}\n",
            path.display()
        )
    );
}

#[test]
fn fields_can_be_chosen_and_listed() {
    let home = tools();
    let lines = home.run(&["list", "--format", "ndjson"]).ok();
    assert_eq!(lines.lines().count(), 2);
    let chosen = home.run(&["list", "--json=id,title"]).json();
    assert_eq!(chosen["articles"][1], serde_json::json!({"id": "1kvyv6bj", "title": "=1+1"}));
    let fields = home.run(&["list", "--json="]).ok();
    assert!(fields.lines().next().is_some_and(|line| line.starts_with("id")), "{fields}");
    assert_eq!(fields.lines().count(), 25);
    home.run(&["list", "--json=nope"]).fails(2);
}

#[test]
fn tables_are_harmless_for_spreadsheets() {
    let csv = tools().run(&["list", "--format", "csv", "--sort", "title"]).ok();
    let mut lines = csv.split("\r\n");
    assert!(lines.next().is_some_and(|head| head.starts_with("id,seq,url,")), "{csv}");
    assert!(csv.contains(",'=1+1,"), "{csv}");
    assert!(csv.contains(",\"Second, \"\"2\"\"\","), "{csv}");
}

#[test]
fn the_page_is_laid_out_as_agreed() {
    let home = tools();
    assert_eq!(
        home.run(&["list", "--feed", "Tool Blog", "--format", "page", "-n", "1"]).ok(),
        "Articles from Source: Tool-Blog\n\nSecond, \"2\"\n\n2026-05-20 08:30\n\
         What is new in number 2.\nSource: Tool Blog\nTool Blog\n"
    );
    let all = home.run(&["list", "--format", "page", "-n", "1"]).ok();
    assert!(all.starts_with("Articles from All Sources\n\n"), "{all}");
}

#[test]
fn ids_feed_other_programs() {
    let home = tools();
    assert_eq!(home.run(&["list", "--format", "ids"]).ok(), "sfje4bp5\n1kvyv6bj\n");
    assert_eq!(home.run(&["list", "--format", "ids", "-0"]).ok(), "sfje4bp5\u{0}1kvyv6bj\u{0}");
    assert_eq!(
        home.run(&["list", "--template", "{date:%d.%m.%Y} {title:.4}\\n{url}"]).ok(),
        "20.05.2026 Sec…\nhttps://tool.example/2\n01.05.2026 =1+1\nhttps://tool.example/1\n"
    );
    home.run(&["list", "--template", "{nope}"]).fails(2);
}

#[test]
fn every_format_writes_something_and_nothing_dangerous() {
    let home = tools();
    for format in [
        "text", "json", "ndjson", "csv", "tsv", "markdown", "html", "rss", "atom", "jsonfeed",
        "page",
    ] {
        let output = home.run(&["list", "--format", format]).ok();
        assert!(output.contains("tool.example/2") || format == "page", "{format}: {output}");
        let bad =
            |c: char| (c.is_control() && c != '\n' && c != '\r' && c != '\t') || c == '\u{202e}';
        assert!(!output.contains(bad), "{format}: {output:?}");
    }
    let said = home.run(&["list", "--format", "word"]).fails(2);
    assert!(said.contains("markdown"), "{said}");
}

#[test]
fn what_is_printed_has_the_schema_s_keys() {
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    let schema = home.run(&["schema", "article"]).json();
    let printed = home.run(&["list", "--json", "-n", "1"]).json();
    let article = printed["articles"][0].as_object().expect("an object");
    let described = find(&schema, "content_html").expect("the article object is described");
    let mut described: Vec<&String> = described.as_object().expect("properties").keys().collect();
    let mut keys: Vec<&String> = article.keys().collect();
    described.sort();
    keys.sort();
    assert_eq!(keys, described);
    let said = home.run(&["schema", "nope"]).fails(2);
    assert!(said.contains("article"), "{said}");
}

/// The object, anywhere in the schema, that describes this property.
fn find<'v>(schema: &'v Value, property: &str) -> Option<&'v Value> {
    match schema {
        Value::Object(object) if object.contains_key(property) => Some(schema),
        Value::Object(object) => object.values().find_map(|value| find(value, property)),
        Value::Array(values) => values.iter().find_map(|value| find(value, property)),
        _ => None,
    }
}
