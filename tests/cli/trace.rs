//! `tidings trace` and `tidings fetch --replay`: what is kept of each feed's server.

use rusqlite::Connection;

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

/// A feed behind a redirect; what has its validator is not sent again.
fn moved() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/old" => Reply::new("302 Found").with("Location", "/feed"),
        "/feed" if asked.headers.contains_key("if-none-match") => {
            Reply::new("304 Not Modified").with("ETag", "\"v1\"")
        }
        "/feed" => Reply::feed(&feed(&[(1, "First", 1)]).replace("</channel>", SECOND))
            .with("ETag", "\"v1\"")
            .with("Set-Cookie", "session=s3cret"),
        _ => Reply::new("404 Not Found"),
    })
}

/// An entry whose address carries a tracker and whose date is none.
const SECOND: &str = "<item><title>Second \u{202e}one</title>\
    <link>https://tool.example/2?utm_source=rss</link><pubDate>soon</pubDate>\
    <description>More.</description></item></channel>";

/// Output with the server's address and every time taken replaced by words.
fn settled(text: &str, server: &Server) -> String {
    let text = text.replace(&server.url(""), "SERVER");
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        if word.starts_with("ms")
            && let Some(last) = words.last_mut().filter(|word| word.parse::<u64>().is_ok())
        {
            "N".clone_into(last);
        }
        words.push(word.to_owned());
    }
    words.join(" ")
}

#[test]
fn a_trace_tells_every_decision_from_the_request_to_the_articles() {
    let (mut home, server) = (Home::new(), moved());
    home.run(&["add", &server.url("/old")]).ok();
    let traced = settled(&home.run(&["trace", "Tool"]).ok(), &server);
    let first = home.run(&["list", "--json=id", "First"]).json()["articles"][0]["id"].clone();
    let second = home.run(&["list", "--json=id", "Second"]).json()["articles"][0]["id"].clone();
    let (first, second) = (first.as_str().expect("an id"), second.as_str().expect("an id"));
    let next = traced.lines().last().expect("a last line");
    assert_eq!(
        traced,
        format!(
            "Tool Blog (SERVER/old)\n\
             \n\
             exchange: 2026-05-22T09:00:00Z, N ms, 501 bytes\n\
             \x20 SERVER/old → 302 (HTTP/1.1, N ms)\n\
             \x20   < content-length: 0\n\
             \x20   < location: /feed\n\
             \x20 SERVER/feed → 200 (HTTP/1.1, N ms)\n\
             \x20   < content-length: 501\n\
             \x20   < content-type: application/rss+xml\n\
             \x20   < etag: \"v1\"\n\
             \x20 a document\n\
             \n\
             document: 2026-05-22T09:00:00Z, 501 bytes, application/rss+xml\n\
             \x20 from SERVER/feed\n\
             \x20 read as UTF-8: its bytes are\n\
             \x20 mended nothing\n\
             \x20 RSS, Tool Blog, 2 entries\n\
             \n\
             1. First\n\
             \x20 url        https://tool.example/1\n\
             \x20 compared   tool.example/1\n\
             \x20 guid       tool-1\n\
             \x20 published  2026-05-01T08:30:00Z, written 01 May 2026 08:30:00 GMT\n\
             \x20 article    same {first}: the feed gives it the same id\n\
             \n\
             2. Second one\n\
             \x20 url        https://tool.example/2?utm_source=rss\n\
             \x20            dropped `utm_source=rss` (Google Analytics: campaign tags, linker)\n\
             \x20 compared   tool.example/2\n\
             \x20 guid       none\n\
             \x20 published  not understood: soon\n\
             \x20 article    same {second}: the same URL, one side undated, and nothing contradicts\n\
             \n\
             {next}\n"
        )
    );
    assert!(next.starts_with("next: 2026-05-22T"), "{next}");

    home.set_now("2026-05-24T09:00:00Z");
    home.run(&["fetch"]).ok();
    let trace = home.run(&["trace", "1", "--json"]).json();
    assert_eq!(trace["schema_version"], 1);
    let hop = &trace["exchange"]["hops"][1];
    assert_eq!((&hop["status"], &hop["sent"][0][1]), (&304.into(), &"\"v1\"".into()));
    assert_eq!(trace["exchange"]["at"], "2026-05-24T09:00:00Z");
    assert_eq!(trace["document"]["received"], "2026-05-22T09:00:00Z");
    assert_eq!(trace["document"]["format"], "rss");
    assert_eq!(trace["entries"][1]["decision"]["outcome"], "same");
    assert_eq!(trace["entries"][1]["published_text"], "soon");
    assert!(!trace.to_string().contains("s3cret"));
}

#[test]
fn a_page_in_place_of_the_feed_is_told_and_nothing_else_is_lost() {
    let home = Home::new();
    let path = home.write("feed.xml", &feed(&[(1, "First", 1)]));
    home.run(&["fetch", &path]).ok();
    home.write("feed.xml", "<!doctype html><html><body>Down for a while</body></html>");
    home.run(&["fetch", "--force", "--fail-on", "never"]);
    let traced = home.run(&["trace", "1"]).ok();
    assert!(traced.contains("  no feed: this is a web page, not a feed"), "{traced}");
    std::fs::remove_file(&path).expect("the file is there");
    home.run(&["fetch", "--force", "--fail-on", "never"]);
    let trace = home.run(&["trace", "1", "--json"]).json();
    let outcome = trace["exchange"]["outcome"].as_str().expect("an outcome");
    assert!(outcome.starts_with("failed: "), "{outcome}");
    assert_eq!(trace["document"]["error"]["code"], "html-page");
}

#[test]
fn what_is_kept_can_be_bounded_and_switched_off() {
    let home = Home::new().with("TIDINGS_KEEP_RESPONSES", "100");
    let path = home.write("feed.xml", &feed(&[(1, "First", 1)]));
    home.run(&["fetch", &path]).ok();
    let traced = home.run(&["trace", "1"]).ok();
    assert!(traced.contains("\n  a document\n\ndocument: none is kept\n"), "{traced}");
    let said = home.run(&["fetch", "--replay", "1"]).fails(4);
    assert!(said.contains("warning: Tool Blog: no document of it is kept\n"), "{said}");
    let ran = home.run(&["fetch", "--replay"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "0 feeds read again: nothing changed\n"));

    let home = home.with("TIDINGS_KEEP_RESPONSES", "0");
    home.run(&["fetch", "--force"]).ok();
    let traced = home.run(&["trace", "1"]).ok();
    assert!(traced.contains("\nexchange: none is kept"), "{traced}");
    home.run(&["trace", "nowhere"]).fails(1);
}

#[test]
fn a_replay_stores_what_a_better_reader_reads() {
    let (home, server) = (Home::new(), moved());
    home.run(&["add", &server.url("/old")]).ok();
    let asked = server.asked().len();
    // As an earlier version might have left it: one title read wrongly, one entry not at all.
    let store = Connection::open(home.path(".local/share/tidings/tidings.db")).expect("a store");
    store
        .execute_batch(
            "UPDATE article SET title = 'Frist', meta_hash = 0 WHERE title = 'First';
             DELETE FROM article WHERE title LIKE 'Second%';",
        )
        .expect("a changed store");
    drop(store);
    let ran = home.run(&["fetch", "--replay"]);
    let said = "Tool Blog: 1 new, 1 edited\n1 feed read again: 1 new, 1 edited\n";
    assert_eq!((ran.code, ran.stderr.as_str(), ran.stdout.as_str()), (0, said, ""));
    assert_eq!(home.run(&["list", "First"]).ok().lines().count(), 1);
    let ran = home.run(&["fetch", "--replay", "Tool", "--json", "--quiet"]).ok();
    let lines: Vec<serde_json::Value> =
        ran.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&lines[0]["outcome"], &lines[0]["unchanged"]), (&"not-modified".into(), &2.into()));
    assert_eq!(lines[1]["type"], "summary");
    assert_eq!(server.asked().len(), asked, "a replay asks nobody");
    home.run(&["fetch", "--replay", "--plan"]).fails(2);
}
