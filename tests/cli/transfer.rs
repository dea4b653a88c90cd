//! `tidings import` and `tidings export`.

use crate::home::Home;

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
