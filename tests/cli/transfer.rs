//! `tidings import` and `tidings export`.

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

const LIST: &str = r#"<?xml version="1.0"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Tech"><outline text="Tom & Jerry" XMLURL="https://tom.example/feed?a=1&b=2"/>
<outline title="Old" text="Old" type="rss" xmlurl="http://old.example/rss" htmlUrl="http://old.example/">
</outline></body></opml>"#;

#[test]
fn a_list_comes_in_and_goes_out_again() {
    let home = Home::new();
    let path = home.write("list.opml", LIST);
    home.run(&["import", &path]).ok();
    let feeds = home.run(&["feeds"]).ok();
    assert!(feeds.contains("Tom & Jerry\thttps://tom.example/feed?a=1&b=2"), "{feeds}");
    assert_eq!(feeds.lines().count(), 2);
    let exported = home.run(&["export"]).ok();
    let other = Home::new();
    other.run_with_input(&["import", "-"], exported.as_bytes()).ok();
    assert_eq!(other.run(&["feeds"]).ok(), feeds);
    assert_eq!(other.run(&["export"]).ok(), exported);
    // Importing again changes nothing.
    home.run(&["import", &path]).ok();
    assert_eq!(home.run(&["feeds"]).ok(), feeds);
}

#[test]
fn other_programs_lists_are_read_and_programs_are_not_taken_over_unasked() {
    let home = Home::new();
    let urls =
        home.write("urls", "https://a.example/feed \"news\" \"~A\"\n# c\nhttps://b.example/\n");
    home.run(&["import", &urls]).ok();
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 2);
    let exec = home.write("evil", "https://c.example/feed\n\"exec:touch /tmp/never\"\n");
    let said = home.run(&["import", &exec]).fails(1);
    assert!(said.contains("touch") && said.contains("--yes"), "{said}");
    assert_eq!(home.run(&["feeds"]).ok().lines().count(), 2);
    let said = home.run(&["import", "nowhere.opml"]).fails(1);
    assert!(said.starts_with("error: nowhere.opml: "), "{said}");
}

/// A list from a stranger could else have the first line of any file sent to its own server.
#[test]
fn files_and_logins_of_this_machine_are_not_given_away_unasked() {
    let home = Home::new();
    home.write("token", "s3cret\n");
    let server = Server::start(|_| Reply::feed(&feed(&[(1, "First", 1)])));
    let url = server.url("/f");
    let outline = |attributes: &str| {
        format!("<opml><body><outline type=\"rss\" {attributes}/></body></opml>")
    };
    for (attributes, named) in [
        (
            format!("xmlUrl=\"{url}\" tidings:auth=\"from file ~/token\""),
            format!("{url} (auth from file ~/token)"),
        ),
        (
            format!("xmlUrl=\"{url}\" tidings:auth=\"from command cat token\""),
            format!("{url} (auth from command cat token)"),
        ),
        ("xmlUrl=\"file:///etc/passwd\"".to_owned(), "file:///etc/passwd".to_owned()),
    ] {
        let list = home.write("list.opml", &outline(&attributes));
        let said = home.run(&["import", &list]).fails(1);
        assert_eq!(
            said,
            format!(
                "error: {list}: fetching these subscriptions would run programs or read files of \
                 this machine:\n  {named}\nhint: nothing was imported; --yes takes them over as \
                 they are\n"
            )
        );
    }
    assert_eq!(home.run(&["feeds"]).ok(), "");
    // Who has seen it may want it: it is how one's own list comes back.
    let attributes = format!("xmlUrl=\"{url}\" tidings:auth=\"from file ~/token\"");
    let list = home.write("list.opml", &outline(&attributes));
    home.run(&["import", &list, "--yes"]).ok();
    home.run(&["fetch"]).ok();
    assert_eq!(server.asked()[0].headers["authorization"], "Bearer s3cret");
}
