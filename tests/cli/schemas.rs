//! What commands print as JSON is held against the schemas that `tidings schema` gives.

use serde_json::Value;

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

#[path = "../../src/render/schema/validator.rs"]
mod validator;

#[track_caller]
fn assert_fits(home: &Home, name: &str, value: &Value) {
    let schema = home.run(&["schema", name]).json();
    assert_eq!(validator::faults(&schema, value), Vec::<String>::new(), "{name}: {value:#}");
}

/// Two feeds: an article that both carry, one told by both, an edit, a publication anew, and
/// an address that two articles share.
fn lived_in() -> Home {
    let mut home = Home::new();
    let both =
        &[(1, "Release 2.4", 1), (2, "All of the tools are sharper now", 2), (3, "Shared", 3)];
    let one = home.write("one.xml", &feed(both));
    let other = feed(&[(1, "Release 2.4", 1), (7, "All of the tools are sharper now", 2)]);
    let other =
        home.write("two.xml", &other.replace("Tool Blog", "Planet Tools").replace("/7", "/seven"));
    home.run(&["fetch", &one]).ok();
    home.run(&["fetch", &other]).ok();
    home.set_now("2027-05-22T10:00:00Z");
    let later = feed(&[
        (1, "Release 2.5", 1),
        (2, "All of the tools are sharper now", 2),
        (3, "Shared", 3),
    ]);
    home.write("one.xml", &later.replacen("2026", "2027", 1));
    home.run(&["fetch", "--force", &one]).ok();
    home
}

#[test]
fn explanations_fit_their_schema() {
    let home = lived_in();
    let ids = home.run(&["list", "--format", "ids"]).ok();
    assert_eq!(ids.lines().count(), 4);
    let mut told = 0;
    for id in ids.lines() {
        let explained = home.run(&["explain", id, "--json"]).json();
        told += explained["story"].as_array().expect("a list").len();
        assert_fits(&home, "explain", &explained);
    }
    assert_eq!(told, 4, "each of the two that tell one story names both");
    for urls in [
        &["https://www.a.example/x?utm_source=y"][..],
        &["https://a.example/x", "http://a.example/y"],
    ] {
        let explained = home.run(&[&["explain", "--json"], urls].concat()).json();
        assert_fits(&home, "explain", &explained);
    }
}

#[test]
fn differences_fit_their_schema_and_tell_a_publication_anew() {
    let home = lived_in();
    let id = home.run(&["list", "release", "--format", "ids"]).ok().trim().to_owned();
    let differs = home.run(&["diff", &id, "--json"]).json();
    assert_fits(&home, "diff", &differs);
    assert_eq!(differs["changed"], serde_json::json!(["title", "date", "republished"]));
    assert_eq!(
        home.run(&["diff", &id]).ok(),
        "Release [-2.4-]{+2.5+}\n\
         published anew: [-2026-05-01T08:30:00Z-]{+2027-05-01T08:30:00Z+}\n"
    );
    let unedited = home.run(&["list", "shared", "--format", "ids"]).ok().trim().to_owned();
    assert_fits(&home, "diff", &home.run(&["diff", &unedited, "--json"]).json());
}

#[test]
fn traces_fit_their_schema() {
    let home = Home::new();
    let server = Server::start(|asked| match asked.path.as_str() {
        "/moved" => Reply::new("302 Found").with("Location", "/feed"),
        "/feed" => Reply::feed(&feed(&[(1, "One", 1), (2, "Two", 2)])),
        _ => Reply::new("404 Not Found"),
    });
    home.run(&["add", &server.url("/moved")]).ok();
    home.run(&["add", "--no-check", &server.url("/never")]).ok();
    let file = home.write("feed.xml", &feed(&[(1, "One", 1)]));
    home.run(&["fetch", &file]).ok();
    for number in ["1", "2", "3"] {
        assert_fits(&home, "trace", &home.run(&["trace", number, "--json"]).json());
    }
}

#[test]
fn lists_fit_their_schema_collapsed_or_not() {
    let home = lived_in();
    for (flags, count) in [(&[][..], 4), (&["--collapse"], 3)] {
        let listed = home.run(&[&["list", "--json"], flags].concat()).json();
        assert_fits(&home, "article", &listed);
        assert_eq!(listed["articles"].as_array().expect("a list").len(), count);
    }
    assert_fits(&home, "feed", &home.run(&["feeds", "--json"]).json());
}
