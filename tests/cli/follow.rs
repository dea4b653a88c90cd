//! `tidings add`, `remove`, `set`, `discover` and `feeds`.

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

fn site() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/feed" => Reply::feed(&feed(&[(1, "First", 1)])).with("ETag", "\"v1\""),
        "/" => Reply::page(
            "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\">\
             </head><body>Hello</body></html>",
        ),
        "/two" => Reply::page(
            "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\">\
             <link rel=\"alternate\" type=\"application/atom+xml\" href=\"/atom\"></head></html>",
        ),
        _ => Reply::new("404 Not Found"),
    })
}

#[test]
fn adding_looks_once_and_stores_what_it_saw() {
    let (home, server) = (Home::new(), site());
    home.run(&["add", &server.url("/feed"), "--tag", "tools"]).ok();
    home.run(&["add", &server.url("/feed")]).ok();
    home.run(&["fetch"]).ok();
    assert_eq!(server.asked().len(), 1);
    assert_eq!(home.run(&["list"]).ok().lines().count(), 1);
    let feeds = home.run(&["feeds", "--json"]).json();
    assert_eq!(feeds["schema_version"], 1);
    let row = &feeds["feeds"][0];
    assert_eq!(row["title"], "Tool Blog");
    assert_eq!(row["tags"][0], "tools");
    assert_eq!(row["articles"], 1);
}

#[test]
fn a_page_leads_to_its_feed_unless_it_names_several() {
    let (home, server) = (Home::new(), site());
    home.run(&["add", &server.url("/")]).ok();
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["url"], server.url("/feed"));
    let said = home.run(&["add", &server.url("/two")]).fails(1);
    assert!(said.contains("/feed") && said.contains("/atom"), "{said}");
    let found = home.run(&["discover", &server.url("/two")]).ok();
    assert_eq!(found.lines().count(), 2, "{found}");
    let plain = Server::start(|asked| match asked.path.as_str() {
        "/" => Reply::page("<html><body>No feed here</body></html>"),
        _ => Reply::new("404 Not Found"),
    });
    let said = home.run(&["add", &plain.url("/")]).fails(1);
    assert!(said.contains("hint: "), "{said}");
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 1);
}

#[test]
fn what_cannot_be_reached_just_now_is_followed_with_a_warning() {
    let home = Home::new();
    let ran = home.run(&["add", "http://127.0.0.1:1/feed"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.starts_with("warning: "), "{}", ran.stderr);
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 1);
}

#[test]
fn removing_keeps_articles_and_adding_brings_the_feed_back() {
    let (home, server) = (Home::new(), site());
    home.run(&["add", &server.url("/feed")]).ok();
    home.run(&["remove", "tool"]).ok();
    assert_eq!(home.run(&["feeds"]).ok(), "");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 1);
    home.run(&["add", &server.url("/feed")]).ok();
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["articles"], 1);
}

#[test]
fn settings_of_a_feed_are_checked() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://tool.example/feed"]).ok();
    home.run(&["set", "1", "title=Tools", "interval=2h"]).ok();
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["title"], "Tools");
    let said = home.run(&["set", "1", "intervall=2h"]).fails(2);
    assert!(said.contains("interval"), "{said}");
    let said = home.run(&["set", "Tulip", "interval=2h"]).fails(2);
    assert!(said.contains("no such feed"), "{said}");
    home.run(&["set", "Tools", "url=https://tool.example/new.xml"]).ok();
    assert_eq!(
        home.run(&["feeds", "--json"]).json()["feeds"][0]["url"],
        "https://tool.example/new.xml"
    );
}

#[test]
fn a_password_in_an_address_is_never_shown() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://ada:s3cret@tool.example/feed"]).ok();
    for command in [&["feeds"][..], &["feeds", "--json"], &["export"], &["fetch", "--plan"]] {
        let ran = home.run(command);
        assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("s3cret"), "{command:?}");
    }
}
