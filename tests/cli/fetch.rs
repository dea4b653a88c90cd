//! `tidings fetch`.

use serde_json::Value;

use crate::{
    PINTEREST, feed,
    home::Home,
    server::{Reply, Server},
};

fn records(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).expect("a JSON record")).collect()
}

#[test]
fn a_file_is_fetched_silently_and_once() {
    let home = Home::new();
    assert_eq!(home.run(&["fetch", PINTEREST]).ok(), "");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 31);
    assert_eq!(home.run(&["fetch", PINTEREST]).ok(), "");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 31);
}

#[test]
fn windows_of_a_feed_replayed_give_each_article_once() {
    let home = Home::new();
    let whole = std::fs::read_to_string(PINTEREST).expect("the fixture");
    let (head, rest) = whole.split_once("<item>").expect("items");
    let (items, tail) = rest.rsplit_once("</item>").expect("items");
    let items: Vec<&str> = items.split("</item>").map(str::trim_start).collect();
    let items: Vec<&str> =
        items.iter().map(|item| item.strip_prefix("<item>").unwrap_or(item)).collect();
    assert_eq!(items.len(), 31);
    for start in (0..=items.len() - 10).rev() {
        let window = items[start..start + 10].join("</item><item>");
        let document = format!("{head}<item>{window}</item>{tail}");
        let source = "https://medium.com/feed/pinterest-engineering";
        home.run_with_input(&["fetch", "-", "--source", source], document.as_bytes()).ok();
    }
    let articles = home.run(&["list", "--json=title,revision"]).json();
    let articles = articles["articles"].as_array().expect("a list");
    assert_eq!(articles.len(), 31);
    assert!(articles.iter().all(|article| article["revision"] == 0));
}

#[test]
fn validators_are_sent_back_and_a_304_is_enough() {
    let server = Server::start(|asked| match asked.headers.get("if-none-match") {
        Some(etag) if etag == "\"v1\"" => Reply::new("304 Not Modified"),
        _ => Reply::feed(&feed(&[(1, "First", 1)])).with("ETag", "\"v1\""),
    });
    let mut home = Home::new();
    home.run(&["add", "--no-check", &server.url("/feed")]).ok();
    assert_eq!(home.run(&["fetch"]).ok(), "");
    // Nothing is due a minute later, and nothing is asked.
    home.set_now("2026-05-22T09:01:00Z");
    assert_eq!(home.run(&["fetch"]).ok(), "");
    assert_eq!(server.asked().len(), 1);
    home.set_now("2026-05-23T09:00:00Z");
    let told = records(&home.run(&["fetch", "--json"]).ok());
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].headers.get("if-none-match"), None);
    assert_eq!(asked[1].headers.get("if-none-match").map(String::as_str), Some("\"v1\""));
    assert!(asked[0].headers["user-agent"].starts_with("tidings/"));
    assert_eq!(told[0]["outcome"], "not-modified");
    assert_eq!(told[0]["status"], 304);
    assert_eq!(told[1]["type"], "summary");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 1);
}

#[test]
fn one_feed_fails_and_the_other_is_stored() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/good" => Reply::feed(&feed(&[(1, "First", 1), (2, "Second", 2)])),
        _ => Reply::new("500 Internal Server Error"),
    });
    let home = Home::new();
    home.run(&["add", "--no-check", &server.url("/bad"), &server.url("/good")]).ok();
    let said = home.run(&["fetch"]).fails(3);
    assert!(said.contains("/bad") && said.contains("500"), "{said}");
    assert!(!said.contains("/good"), "{said}");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 2);
    // The same failure is not news again.
    let mut home = home;
    home.set_now("2026-05-23T10:00:00Z");
    assert_eq!(home.run(&["fetch"]).fails(3), "");
}

#[test]
fn exit_codes_say_how_many_failed() {
    let server = Server::start(|_| Reply::new("404 Not Found"));
    let home = Home::new();
    home.run(&["add", "--no-check", &server.url("/gone")]).ok();
    home.run(&["fetch", "--fail-on", "never"]).fails(0);
    home.run(&["fetch", "--force"]).fails(4);
    home.run(&["fetch", "--force", "--fail-on", "all"]).fails(4);
}

#[test]
fn an_edit_is_told_and_kept() {
    let server = Server::start(|asked| {
        let title = if asked.headers.contains_key("if-none-match") { "Second" } else { "First" };
        Reply::feed(&feed(&[(1, title, 1)])).with("ETag", "\"v\"")
    });
    let mut home = Home::new();
    home.run(&["fetch", &server.url("/feed")]).ok();
    home.set_now("2026-05-23T09:00:00Z");
    let told = records(&home.run(&["fetch", "--json"]).ok());
    assert_eq!((&told[0]["outcome"], &told[0]["updated"]), (&"updated".into(), &1.into()));
    let articles = home.run(&["list", "--json=title,revision,edited"]).json();
    assert_eq!(articles["articles"][0]["title"], "Second");
    assert_eq!(articles["articles"][0]["revision"], 1);
}

#[test]
fn a_program_is_a_source_too() {
    let home = Home::new();
    let path = home.write("feed.xml", &feed(&[(7, "From a program", 3)]));
    home.run(&["fetch", &format!("exec:cat {path}")]).ok();
    assert!(home.run(&["list"]).ok().contains("From a program"));
    let said = home.run(&["fetch", "exec:false"]).fails(1);
    assert!(said.contains("false"), "{said}");
}

#[test]
fn what_is_no_feed_is_not_followed() {
    let home = Home::new();
    let source = "https://tool.example/feed";
    for arguments in [&["fetch", "-"][..], &["fetch", "-", "--source", source]] {
        let said = home.run_with_input(arguments, b"a letter").fails(1);
        assert_eq!(said, "error: standard input: this is neither RSS nor Atom nor JSON Feed\n");
    }
    let path = home.write("letter.txt", "a letter");
    home.run(&["fetch", &path]).fails(1);
    assert_eq!(home.run(&["feeds"]).ok(), "");
}

#[test]
fn a_new_source_that_comes_to_nothing_costs_the_others_nothing() {
    let home = Home::new();
    home.write("good.xml", &feed(&[(1, "First", 1)]));
    home.write("letter.txt", "a letter");
    let ran = home.run(&["fetch", "letter.txt", "nowhere", "good.xml"]);
    assert_eq!(ran.code, 3);
    let said = ran.stderr;
    assert!(said.contains("letter.txt is no feed") && said.contains("error: nowhere: "), "{said}");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 1);
    home.run(&["fetch", "letter.txt", "good.xml", "--fail-on", "all"]).fails(0);
    let said = home.run(&["fetch", "letter.txt", "nowhere"]).fails(1);
    assert_eq!(said.matches("error: ").count(), 2, "{said}");
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 1);
}

#[test]
fn titles_with_slashes_name_their_feeds() {
    let home = Home::new();
    let one = home.write("one.xml", &feed(&[(1, "First", 1)]));
    home.run(&["add", &one]).ok();
    for title in ["AC/DC", "Foo://bar", "TCP/IP: how it is"] {
        home.run(&["set", "1", &format!("title={title}")]).ok();
        let told = records(&home.run(&["fetch", title, "--json"]).ok());
        assert_eq!(told[0]["id"], 1, "{title}");
    }
    // What is an address stays one, whatever a publisher calls a feed.
    home.run(&["set", "1", "title=http://127.0.0.1:1/feed"]).ok();
    let said = home.run(&["fetch", "http://127.0.0.1:1/feed"]).stderr;
    assert!(said.starts_with("warning: http://127.0.0.1:1/feed: cannot connect"), "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_look_follows_nothing() {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };
    let looking = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&looking);
    let server = Server::start(move |_| {
        seen.store(true, Ordering::Relaxed);
        std::thread::sleep(std::time::Duration::from_secs(20));
        Reply::new("404 Not Found")
    });
    let home = Home::new();
    let child = home
        .command(&["fetch", &server.url("/feed")])
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("tidings starts");
    while !looking.load(Ordering::Relaxed) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    home.shell(&format!("kill -INT {}", child.id())).ok();
    let output = child.wait_with_output().expect("tidings ends");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(home.run(&["feeds"]).ok(), "");
}

#[test]
fn a_second_fetch_waits_skips_or_fails() {
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    let lock = home.path(".local/share/tidings/tidings.db.lock");
    let held = std::fs::File::options().write(true).open(lock).expect("the lock file");
    held.lock().expect("the lock");
    let said = home.run(&["fetch"]).fails(75);
    assert!(said.starts_with("error: ") && said.contains("hint: "), "{said}");
    assert_eq!(home.run(&["fetch", "--if-running", "skip"]).ok(), "");
    for arguments in [&["fetch"][..], &["fetch", "--replay"]] {
        let summary = home.run(&[arguments, &["--if-running", "skip", "--json"]].concat()).json();
        assert_eq!((&summary["type"], &summary["feeds"]), (&"summary".into(), &0.into()));
    }
}

#[test]
fn an_empty_store_follows_the_default_feed_first() {
    let home = Home::new().with("https_proxy", "http://127.0.0.1:9");
    let said = home.run(&["fetch"]).fails(4);
    assert!(said.contains("https://medium.com/feed/pinterest-engineering"), "{said}");
    let feeds = home.run(&["feeds", "--json"]).json();
    assert_eq!(feeds["feeds"][0]["url"], "https://medium.com/feed/pinterest-engineering");
    // Whoever removes it is not given it again.
    home.run(&["remove", "1"]).ok();
    assert_eq!(home.run(&["fetch"]).ok(), "");
}

#[test]
fn the_plan_touches_nothing_and_says_why() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://tool.example/feed"]).ok();
    home.run(&["add", "--no-check", "https://tool.example/releases", "http://127.0.0.1:1/x"]).ok();
    home.run(&["set", "3", "title=Bridge"]).ok();
    let before = std::fs::read(home.path(".local/share/tidings/tidings.db")).expect("the store");
    assert_eq!(
        home.run(&["fetch", "--plan"]).ok(),
        "now\thttps://tool.example/feed\tnever asked\n\
         now\thttps://tool.example/releases\tnever asked\n\
         now\tBridge\tnever asked\n\
         host\ttool.example\t2 requests now\n"
    );
    let plan = records(&home.run(&["fetch", "--plan", "--json"]).ok());
    assert_eq!(
        plan[0],
        serde_json::json!({
            "type": "plan", "id": 1, "title": "https://tool.example/feed",
            "url": "https://tool.example/feed", "due": "2026-05-22T09:00:00Z", "why": "new",
            "reason": "never asked",
        })
    );
    assert_eq!(
        plan[3],
        serde_json::json!({
            "type": "host", "host": "tool.example", "requests": 2, "not_before": null,
        })
    );
    let after = std::fs::read(home.path(".local/share/tidings/tidings.db")).expect("the store");
    assert_eq!(before, after, "a plan touches nothing");
    let said = home.run(&["fetch", "--plan", "nobody"]).fails(1);
    assert!(said.starts_with("error: nobody: "), "{said}");
}
