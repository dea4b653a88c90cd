//! `tidings add`, `remove`, `set`, `discover` and `feeds`.

use rusqlite::Connection;

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

const STORE: &str = ".local/share/tidings/tidings.db";

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
fn what_a_new_feed_s_server_said_is_kept_even_if_it_gave_nothing() {
    let home = Home::new();
    let ran = home.run(&["fetch", "http://127.0.0.1:1/feed", "--json"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stdout.contains("\"outcome\":\"failed\""), "{}", ran.stdout);
    assert!(ran.stdout.contains("\"failed\":1"), "{}", ran.stdout);
    // It has failed once, and is not asked again at once.
    let feeds = home.run(&["feeds", "--json"]).json();
    assert_eq!(feeds["feeds"][0]["failures"], 1, "{feeds}");
    assert_eq!(home.run(&["fetch", "--json"]).json()["not_due"], 1);
}

#[test]
fn a_number_is_a_number_and_a_file_a_file() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://one.example/feed", "--title", "Alpha"]).ok();
    home.run(&["add", "--no-check", "https://two.example/feed1", "--title", "Release 1"]).ok();
    home.run(&["remove", "1"]).ok();
    home.run(&["remove", "1"]).fails(1);
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 1);
    let said = home.run(&["fetch", "nofile.xml"]).fails(1);
    assert!(said.starts_with("error: nofile.xml: there is no such file\nhint: "), "{said}");
    home.run(&["fetch", "--source", "https://one.example/feed"]).fails(2);
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
    let said = home.run(&["set", "Tulip", "interval=2h"]).fails(1);
    assert!(said.contains("no such feed"), "{said}");
    home.run(&["set", "Tools", "url=https://tool.example/new.xml"]).ok();
    assert_eq!(
        home.run(&["feeds", "--json"]).json()["feeds"][0]["url"],
        "https://tool.example/new.xml"
    );
}

#[test]
fn a_password_in_an_address_is_never_shown() {
    let with_login = "https://ada:s3cret@tool.example/feed";
    let document = feed(&[(1, "First", 1)]);
    for follow in [
        &[&["add", "--no-check", with_login][..]][..],
        &[
            &["add", "--no-check", "https://tool.example/"],
            &["set", "1", &format!("url={with_login}")],
        ],
        &[&["fetch", "-", "--source", with_login]],
    ] {
        let home = Home::new();
        let mut said = String::new();
        let mut run = |arguments: &[&str]| {
            let ran = home.run_with_input(&[arguments, &["-v"]].concat(), document.as_bytes());
            said.push_str(&ran.stdout);
            said.push_str(&ran.stderr);
        };
        for arguments in follow {
            run(arguments);
        }
        for arguments in [
            &["feeds"][..],
            &["feeds", "--json"],
            &["export"],
            &["fetch", "--plan"],
            &["add", "--no-check", "https://other.example/"],
            &["set", "2", "url=https://tool.example/feed"],
            &["set", "2", &format!("url={with_login}")],
            &["parse", "htps://ada:s3cret@tool.example/feed"],
            &["discover", "htps://ada:s3cret@tool.example/feed"],
            &["remove", "1"],
        ] {
            run(arguments);
        }
        assert!(said.contains("tool.example/feed") && !said.contains("s3cret"), "{said}");
        // It is not lost either.
        let store = Connection::open(home.path(STORE)).expect("the store");
        let auth: String = store
            .query_row("SELECT options ->> 'auth' FROM feed WHERE id = 1", [], |row| row.get(0))
            .expect("a login");
        assert_eq!(auth, "basic ada:s3cret", "{follow:?}");
    }
}

#[test]
fn a_document_behind_a_login_can_be_looked_at() {
    let server = Server::start(|asked| match asked.headers.get("authorization") {
        Some(login) if login == "Basic YWRhOnMzY3JldA==" => Reply::feed(&feed(&[(1, "First", 1)])),
        _ => Reply::new("401 Unauthorized"),
    });
    let url = server.url("/feed").replace("http://", "http://ada:s3cret@");
    let home = Home::new();
    assert!(home.run(&["parse", &url]).ok().contains("First"));
}

#[test]
fn a_login_stays_with_its_server_when_the_address_is_changed() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://ada:s3cret@tool.example/feed"]).ok();
    let auth = || -> Option<String> {
        let store = Connection::open(home.path(STORE)).expect("the store");
        store
            .query_row("SELECT options ->> 'auth' FROM feed WHERE id = 1", [], |row| row.get(0))
            .expect("a feed")
    };
    home.run(&["set", "1", "url=https://tool.example/new"]).ok();
    assert_eq!(auth().as_deref(), Some("basic ada:s3cret"));
    home.run(&["set", "1", "auth=bearer t0ken", "url=https://other.example/"]).ok();
    assert_eq!(auth().as_deref(), Some("bearer t0ken"));
    let ran = home.run(&["set", "1", "url=https://third.example/"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (
            0,
            "https://other.example/: its login stays behind, since it was for another server; \
             auth=… gives it again\n"
        )
    );
    assert_eq!(auth(), None);
}

/// What a feed's state remembers is worth keeping: validators, its rhythm, where it moved from.
#[test]
fn a_page_that_leads_to_a_known_feed_leaves_its_state_alone() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed.xml" => Reply::feed(&feed(&[(1, "First", 1)])),
        "/blog/" => Reply::page("<html><body>No feed is named here</body></html>"),
        _ => Reply::new("404 Not Found"),
    });
    let home = Home::new();
    home.run(&["add", &server.url("/feed.xml")]).ok();
    let store = Connection::open(home.path(STORE)).expect("the store");
    store
        .execute(
            "UPDATE feed SET state = json_set(state, '$.moved_from', 'https://old.example/')",
            [],
        )
        .expect("a state");
    let moved_from = || home.run(&["feeds", "--json"]).json()["feeds"][0]["moved_from"].clone();
    let said = home.run(&["add", "-v", &server.url("/blog/")]).stderr;
    assert_eq!(said, format!("{}: followed already\n", server.url("/blog/")));
    assert_eq!(moved_from(), "https://old.example/");
    // One that was removed goes on from its state as well.
    home.run(&["remove", "1"]).ok();
    let said = home.run(&["add", "-v", &server.url("/blog/")]).stderr;
    assert_eq!(said, "Tool Blog: followed again, 0 articles\n");
    assert_eq!(moved_from(), "https://old.example/");
}

#[test]
fn the_address_of_a_removed_subscription_is_not_taken_over() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://a.example/", "https://b.example/it's"]).ok();
    home.run(&["remove", "2"]).ok();
    assert_eq!(
        home.run(&["set", "1", "url=https://b.example/it's"]).fails(1),
        "error: https://b.example/it's was followed before and removed\n\
         hint: tidings add 'https://b.example/it'\\''s' follows it again, with its articles\n"
    );
    home.run(&["add", "--no-check", "https://b.example/it's"]).ok();
    let said = home.run(&["set", "1", "url=https://b.example/it's"]).fails(1);
    assert!(said.contains("already followed"), "{said}");
}

#[test]
fn titles_and_labels_follow_the_rules_of_set() {
    let home = Home::new();
    let url = "https://tool.example/feed";
    home.run(&["add", "--no-check", url, "--title", " ", "--tag", " a,b", "--tag", "b"]).ok();
    let feeds = home.run(&["feeds", "--json"]).json();
    assert_eq!(feeds["feeds"][0]["title"], url);
    assert_eq!(feeds["feeds"][0]["tags"], serde_json::json!(["a", "b"]));
}

#[test]
fn what_is_removed_comes_back_by_the_command_that_is_told() {
    let home = Home::new();
    let path = home.write("it's $HOME.xml", &feed(&[(1, "First", 1)]));
    home.run(&["add", &format!("exec:cat \"{path}\"")]).ok();
    let said = home.run(&["remove", "1", "-v"]).stderr;
    let (_, again) = said.trim_end().split_once("again: ").expect("a command");
    home.shell(again).ok();
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 1);
}

#[test]
fn each_feed_is_listed_once_however_often_it_is_named() {
    let home = Home::new();
    home.run(&["add", "--no-check", "https://a.example/", "https://b.example/"]).ok();
    let listed = home.run(&["feeds", "2", "a.example", "tag:none"]).fails(1);
    assert!(listed.starts_with("error: tag:none: "), "{listed}");
    assert_eq!(home.run(&["feeds", "2", "a.example", "1"]).ok(), home.run(&["feeds"]).ok());
}

#[test]
fn every_failure_of_several_sources_is_a_record_where_those_were_asked_for() {
    let home = Home::new();
    for arguments in [
        &["add", "nowhere", "no/where", "--log-format", "json"][..],
        &["fetch", "nowhere", "no/where", "--log-format", "json"],
        &["fetch", "nowhere", "no/where", "--json"],
    ] {
        let said = home.run(arguments).fails(1);
        let codes: Vec<String> = said
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).expect(line)["code"].to_string()
            })
            .collect();
        assert_eq!(codes, ["\"no-such-source\"", "\"no-such-source\""], "{arguments:?}");
    }
}

#[test]
fn adding_again_adds_what_is_new_about_it() {
    let home = Home::new();
    let add = |more: &[&str]| {
        home.run(&[&["-v", "add", "--no-check"], more].concat());
        let feeds = home.run(&["feeds", "--json"]).json();
        let feed = &feeds["feeds"][0];
        assert_eq!(feeds["feeds"].as_array().map(Vec::len), Some(1), "{feeds}");
        (feed["url"].clone(), feed["title"].clone(), feed["tags"].clone())
    };
    let url = "https://one.example/feed";
    let title = |title: &str| (url.into(), title.into(), serde_json::json!(["rust"]));
    assert_eq!(add(&[url]), (url.into(), url.into(), serde_json::json!([])));
    assert_eq!(add(&[url, "--tag", "rust"]), title(url));
    assert_eq!(add(&["http://one.example/feed#latest", "--tag", "rust"]), title(url));
    assert_eq!(add(&[url, "--title", "One"]), title("One"));
    assert_eq!(add(&[url, "--tag", "Rust"]), title("One"));
}

#[test]
fn a_feed_is_followed_by_one_scheme_at_a_time() {
    let home = Home::new();
    let urls = || {
        let feeds = home.run(&["feeds", "--json"]).json();
        let feeds = feeds["feeds"].as_array().expect("feeds").clone();
        feeds.iter().map(|feed| (feed["id"].clone(), feed["url"].clone())).collect::<Vec<_>>()
    };
    let (plain, secure) = ("http://one.example/feed", "https://one.example/feed");
    home.run(&["add", "--no-check", plain]).ok();
    home.run(&["remove", plain]).ok();
    home.run(&["add", "--no-check", secure]).ok();
    assert_eq!(urls(), [(1.into(), secure.into())], "it comes back, at the address asked for");
    let list = home.write("list.txt", &format!("{plain}\n"));
    home.run(&["import", &list]).ok();
    assert_eq!(urls(), [(1.into(), secure.into())]);
    home.run(&["add", "--no-check", "https://two.example/feed"]).ok();
    let said = home.run(&["set", "2", &format!("URL={plain}")]).fails(1);
    assert!(said.contains("already followed"), "{said}");
    home.run(&["set", "1", &format!("url={plain}")]).ok();
    assert_eq!(urls()[0], (1.into(), plain.into()), "its own twin is free");
}
