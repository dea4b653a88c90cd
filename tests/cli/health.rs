//! `tidings health`, and what silent runs tell of failing feeds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

/// A server whose mood can be changed, and the mood.
fn moody() -> (Server, Arc<AtomicU8>) {
    let mood = Arc::new(AtomicU8::new(0));
    let state = Arc::clone(&mood);
    let server = Server::start(move |_| match state.load(Relaxed) {
        0 => Reply::feed(&feed(&[(1, "One", 1), (2, "Two", 2), (3, "Three", 3)])),
        1 => Reply::new("500 Internal Server Error"),
        2 => Reply::new("410 Gone"),
        3 => Reply::feed(&feed(&[])),
        4 => Reply::page("<html><title>Parked</title><body>Buy this name</body></html>"),
        5 => Reply::feed(&feed(&[(7, "Seven", 7), (8, "Eight", 8), (9, "Nine", 9)])),
        6 => Reply::new("403 Forbidden").with("cf-mitigated", "challenge"),
        _ => Reply::new("429 Too Many Requests").with("Retry-After", "7200"),
    });
    (server, mood)
}

fn day(home: &mut Home, day: u32, hour: u32) {
    home.set_now(&format!("2026-06-{day:02}T{hour:02}:00:00Z"));
}

#[test]
fn healthy_feeds_are_not_mentioned() {
    let (server, _) = moody();
    let home = Home::new();
    home.run(&["add", &server.url("/feed")]).ok();
    assert_eq!(home.run(&["health"]).ok(), "");
    assert_eq!(home.run(&["health", "--json"]).ok(), "{\"schema_version\":1,\"feeds\":[]}\n");
    let said = home.run(&["health", "nobody"]).fails(1);
    assert!(said.starts_with("error: nobody: "), "{said}");
}

#[test]
fn each_trouble_is_named_and_acknowledged_once() {
    for (mood, code, words) in [
        (1, "failing", "failing (3 tries): 127.0.0.1"),
        (2, "gone", "gone: the server says it is no more (410)"),
        (3, "empty", "suddenly empty"),
        (4, "html", "a web page instead of a feed (3 tries)"),
        (5, "gap", "possible gap: no entry in common"),
        (6, "refused", "(a Cloudflare challenge for browsers)"),
    ] {
        let (server, now) = moody();
        let mut home = Home::new();
        home.run(&["add", &server.url("/feed")]).ok();
        now.store(mood, Relaxed);
        for n in 1..=3 {
            day(&mut home, n, 12);
            home.run(&["fetch", "--force", "--fail-on", "never"]);
        }
        let ran = home.run(&["health"]);
        assert_eq!((ran.code, &*ran.stderr), (3, ""), "{code}: {}", ran.stdout);
        let line: Vec<&str> = ran.stdout.lines().next().expect(code).split('\t').collect();
        assert_eq!(line[..4], ["1", "Tool Blog", code, "2026-06-01T12:00:00Z"], "{code}");
        assert!(line[4].contains(words), "{code}: {}", line[4]);
        assert!(line[5].starts_with("tidings "), "{code}: {}", line[5]);
        let json = home.run(&["health", "--json"]);
        assert_eq!(json.code, 3);
        let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
        let problem = &json["feeds"][0]["problems"][0];
        assert_eq!((&problem["code"], &problem["new"]), (&code.into(), &true.into()));
        // Acknowledged, it is still shown, but no news.
        assert_eq!(home.run(&["health", "--ack"]).ok(), ran.stdout);
        assert_eq!(home.run(&["health"]).ok(), ran.stdout);
        now.store(0, Relaxed);
        day(&mut home, 4, 12);
        home.run(&["fetch", "--force", "1"]);
        let after = home.run(&["health"]);
        assert!(
            !after.stdout.contains(&format!("\t{code}\t")) || code == "gap",
            "{}",
            after.stdout
        );
    }
}

#[test]
fn cron_hears_of_a_failure_once_and_of_the_recovery_once() {
    let (server, mood) = moody();
    let mut home = Home::new();
    home.run(&["add", &server.url("/feed")]).ok();
    mood.store(1, Relaxed);
    let mut heard = Vec::new();
    for (date, hour) in [(1, 12), (1, 16), (2, 8), (2, 20), (4, 0), (6, 0)] {
        day(&mut home, date, hour);
        let said = home.run(&["fetch"]).fails(4);
        heard.extend((!said.is_empty()).then_some((date, hour, said)));
    }
    let [(2, 20, said)] = heard.as_slice() else { panic!("{heard:?}") };
    assert!(said.starts_with("warning: Tool Blog (http://127.0.0.1:"), "{said}");
    assert!(said.contains("500"), "{said}");
    mood.store(0, Relaxed);
    day(&mut home, 8, 0);
    let ran = home.run(&["fetch"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.ends_with("works again\n"), "{}", ran.stderr);
    day(&mut home, 10, 0);
    assert_eq!(home.run(&["fetch"]).ok(), "");
}

#[test]
fn a_feed_that_is_gone_rests_until_it_is_asked_for() {
    let (server, mood) = moody();
    let mut home = Home::new();
    let url = server.url("/feed");
    home.run(&["add", &url]).ok();
    mood.store(2, Relaxed);
    day(&mut home, 1, 12);
    let ran = home.run(&["fetch"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("gone: the server says it is no more"), "{}", ran.stderr);
    let asked = server.asked().len();
    day(&mut home, 20, 12);
    home.run(&["fetch"]).ok();
    home.run(&["fetch", "--force"]).ok();
    assert_eq!(server.asked().len(), asked, "not by itself, nor with all others");
    assert!(home.run(&["fetch", "--plan"]).ok().contains("gone since 2026-06-01"));
    assert_eq!(home.run(&["list"]).ok().lines().count(), 3, "its articles stay");
    // Asked for by name it comes back, or stays gone without being news again.
    assert_eq!(home.run(&["fetch", "--force", "1"]).ok(), "");
    mood.store(0, Relaxed);
    assert!(home.run(&["fetch", "1"]).stderr.ends_with("works again\n"));
    for revive in [vec!["add", &url], vec!["set", "1", "url=http://127.0.0.1:1/x"]] {
        mood.store(2, Relaxed);
        home.run(&["fetch", "1"]);
        assert_eq!(home.run(&["fetch"]).ok(), "");
        home.run(&revive).ok();
        assert!(home.run(&["fetch", "--plan"]).ok().contains("never asked"), "{revive:?}");
        mood.store(0, Relaxed);
        home.run(&["fetch"]);
    }
}

#[test]
fn a_servers_retry_after_stands_above_the_users_word() {
    let (server, mood) = moody();
    let mut home = Home::new();
    home.run(&["add", &server.url("/feed")]).ok();
    mood.store(7, Relaxed);
    day(&mut home, 1, 12);
    home.run(&["fetch"]).fails(4);
    mood.store(0, Relaxed);
    let asked = server.asked().len();
    day(&mut home, 1, 13);
    let told = home.run(&["fetch", "--force", "1", "--json"]).ok();
    assert!(told.contains("\"outcome\":\"not-due\""), "{told}");
    home.run(&["fetch", "--force"]).ok();
    assert_eq!(server.asked().len(), asked);
    day(&mut home, 1, 15);
    home.run(&["fetch", "--force"]).ok();
    assert_eq!(server.asked().len(), asked + 1);
}

#[test]
fn a_new_address_is_asked_without_what_the_old_one_said() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => Reply::feed(&feed(&[(1, "One", 1)])).with("ETag", "\"same\""),
        _ if asked.headers.contains_key("if-none-match") => Reply::new("304 Not Modified"),
        _ => Reply::feed(&feed(&[(1, "One", 1), (2, "Two", 2)])),
    });
    let home = Home::new();
    home.run(&["add", &server.url("/old")]).ok();
    home.run(&["set", "1", &format!("url={}", server.url("/new"))]).ok();
    home.run(&["fetch"]).ok();
    assert_eq!(home.run(&["list"]).ok().lines().count(), 2);
}
