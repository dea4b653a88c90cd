//! What the tab key offers.

use crate::{PINTEREST, feed, home::Home};

#[test]
fn what_the_store_knows_is_completed() {
    let home = Home::new();
    let path = home.write("tools.xml", &feed(&[(1, "First", 1)]));
    home.run(&["fetch", PINTEREST, &path]).ok();
    home.run(&["mark", "tag:To Read", "--query", "title:first"]).ok();
    home.run(&["query", "save", "work", "kafka"]).ok();
    home.run(&["list", "--new", "--as", "mail", "-q"]).ok();
    let home = home.with("TIDINGS_COMPLETE", "fish");
    for (line, expected) in [
        ("list --feed pin", "Pinterest-Engineering-Blog-Medium\n"),
        ("list --tag to-", "To-Read\n"),
        ("list feed:t", "feed:Tool-Blog\n"),
        ("list @", "@work\n"),
        ("search is:s", "is:starred\n"),
        ("mark tag:to", "tag:To-Read\n"),
        ("ack m", "mail\n"),
        ("cursors remove ", "mail\n"),
        ("query remove w", "work\n"),
        ("list --format json", "json\njsonfeed\n"),
        ("set tool-blog ta", "tags=\n"),
        ("set tool-blog url", "url=\n"),
        ("man query-s", "query-save\n"),
        ("man trac", "trace\n"),
    ] {
        let mut arguments = vec!["--", "tidings"];
        arguments.extend(line.split(' '));
        let offered = home.run(&arguments).ok();
        let values: String = offered
            .lines()
            .map(|line| format!("{}\n", line.split('\t').next().unwrap_or_default()))
            .filter(|value| !value.starts_with("--"))
            .collect();
        assert_eq!(values, expected, "{line}");
    }
    for (typed, expected) in [
        ("--json=seq", "--json=seq"),
        ("--json=id,canon", "--json=id,canonical_url"),
        ("--json=feed.id,id,feed.i", ""),
        ("--json=id,feed.ti", "--json=id,feed.title"),
    ] {
        let offered = home.run(&["--", "tidings", "list", typed]).ok();
        let values: Vec<&str> =
            offered.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(values.join("\n"), expected, "{typed}");
    }
    assert!(home.run(&["--", "tidings", "cur"]).ok().starts_with("cursors"));
}

#[test]
fn a_script_asks_the_program() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = home.run(&["completions", shell]).ok();
        assert!(script.contains("TIDINGS_COMPLETE"), "{shell}: {script}");
    }
}
