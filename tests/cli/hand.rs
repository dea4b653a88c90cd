//! What an article is made of, and a person's word on it.

use super::{feed, home::Home};

/// A home whose feed had its first article edited an hour later.
fn edited() -> (Home, String) {
    let mut home = Home::new();
    let file = home.write("feed.xml", &feed(&[(1, "Release 2.4", 20), (2, "Other News", 21)]));
    home.run(&["fetch", &file]).ok();
    home.set_now("2026-05-22T10:00:00Z");
    home.write("feed.xml", &feed(&[(1, "Release 2.5", 20), (2, "Other News", 21)]));
    home.run(&["fetch", "--force", &file]).ok();
    let id = home.run(&["list", "--format", "ids", "release"]).ok().trim().to_owned();
    (home, id)
}

#[test]
fn versions_are_shown_and_held_against_each_other() {
    let (home, id) = edited();
    assert_eq!(home.run(&["diff", &id]).ok(), "Release [-2.4-]{+2.5+}\n");
    let json = home.run(&["diff", &id, "--json"]).json();
    assert_eq!((&json["from"], &json["to"]), (&0.into(), &1.into()));
    assert_eq!(json["title"][1]["fate"], "removed");
    let first = home.run(&["show", &id, "--revision", "0", "--json"]).json();
    assert_eq!(first["articles"][0]["title"], "Release 2.4");
    assert_eq!(first["articles"][0]["revision"], 0);
    assert!(home.run(&["show", &id, "--revision", "1"]).ok().contains("Release 2.5"));
    let said = home.run(&["show", &id, "--revision", "7"]).fails(1);
    assert_eq!(said, format!("error: {id}: there is no revision 7\nhint: kept are 0, 1\n"));
    assert_eq!(home.run(&["list", "is:edited", "--format", "ids"]).ok().trim(), id);
    let other = home.run(&["list", "other", "--format", "ids"]).ok();
    let ran = home.run(&["diff", other.trim()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.ends_with("it was never edited\n"), "{}", ran.stderr);
}

#[test]
fn an_article_is_explained() {
    let (home, id) = edited();
    let told = home.run(&["explain", &id]).ok();
    assert_eq!(
        told,
        format!(
            "{id}  https://tool.example/1\n\
             key      tool.example/1, 2026-05-20T08:30\n\
             guid     tool-1\n\
             feed     Tool Blog, first seen 2026-05-22T09:00:00Z\n\
             2026-05-22T10:00:00Z  recognised by its id in Tool Blog: the feed gives it the same id\n\
             2026-05-22T10:00:00Z  edit 1: title\n"
        )
    );
    let json = home.run(&["explain", "https://tool.example/1?utm_source=x", "--json"]).json();
    assert_eq!(json["id"], id.as_str());
    assert_eq!(json["keys"][0], "tool.example/1");
    assert_eq!(json["decisions"][0]["rule"], "guid");
    assert_eq!(json["revisions"][0]["changed"][0], "title");
    assert_eq!(json["sightings"][0]["feed"]["title"], "Tool Blog");
    let two = home.run(&["explain", "https://a.example/x", "http://a.example/x/", "--json"]).json();
    assert_eq!(two["same"], true);
    home.run(&["explain", "https://a.example/unknown"]).ok();
    home.run(&["explain", "zzzz"]).fails(1);
}

#[test]
fn merge_split_and_forget_are_logged_and_undone() {
    let (home, id) = edited();
    let other = home.run(&["list", "other", "--format", "ids"]).ok().trim().to_owned();
    let all = home.run(&["list", "--json"]).ok();
    home.run(&["merge", &id, &other]).ok();
    assert_eq!(home.run(&["list", "--format", "ids"]).ok(), format!("{id}\n"));
    assert!(home.run(&["explain", &id]).ok().contains(&format!("merged   {other}, by hand\n")));
    home.run(&["split", &id]).ok();
    assert_eq!(home.run(&["list", "--json"]).ok(), all);
    home.run(&["forget", &id, &other]).ok();
    assert_eq!(home.run(&["list"]).ok(), "");
    assert_eq!(home.run(&["search", "release"]).ok(), "");
    home.run(&["undo"]).ok();
    assert_eq!(home.run(&["list", "--json"]).ok(), all);
    assert_eq!(home.run(&["search", "release", "--format", "ids"]).ok(), format!("{id}\n"));
    let log = home.run(&["log"]).ok();
    let about: Vec<&str> = log.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    assert_eq!(
        about,
        [
            "forget 2 articles",
            &format!("split {other} from {id}"),
            &format!("merge {other} into {id}")
        ]
    );
    let said = home.run(&["split", &other]).fails(1);
    assert!(said.contains("nothing was merged into it"), "{said}");
    home.run(&["merge", &id, &id]).fails(2);
}

#[test]
fn a_feed_issued_anew_is_reported_once_and_not_dumped_as_new() {
    let home = Home::new();
    let first = feed(&[(1, "Alpha", 19), (2, "Beta", 20), (3, "Gamma", 21)]);
    let file = home.write("feed.xml", &first);
    home.run(&["fetch", &file]).ok();
    let moved = first.replace("//tool.example/", "//new.example/").replace("tool-", "n-");
    home.write("feed.xml", &moved);
    let ran = home.run(&["fetch", "--force", "--json", &file]);
    let record: serde_json::Value =
        serde_json::from_str(ran.stdout.lines().next().expect("a record")).expect("JSON");
    assert_eq!((&record["new"], &record["reissued"]), (&0.into(), &true.into()));
    assert!(ran.stderr.contains("issued most of its articles anew"), "{}", ran.stderr);
    home.write("feed.xml", &format!("{moved}\n"));
    assert_eq!(home.run(&["fetch", "--force", &file]).stderr, "");
    assert_eq!(home.run(&["list"]).ok().lines().count(), 3);
}
