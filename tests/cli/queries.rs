//! Saved queries and tags of one's own.

use crate::{feed, home::Home};

fn tools() -> Home {
    let home = Home::new();
    let path =
        home.write("tools.xml", &feed(&[(1, "Kafka", 1), (2, "Spark", 20), (3, "Café", 21)]));
    home.run(&["fetch", &path]).ok();
    home
}

fn titles(home: &Home, arguments: &[&str]) -> Vec<String> {
    let all = [&["list", "--template", "{title}"], arguments].concat();
    home.run(&all).ok().lines().map(str::to_owned).collect()
}

#[test]
fn a_saved_query_is_a_word_of_every_other() {
    let home = tools();
    home.run(&["query", "save", "Data", "kafka", "OR", "spark"]).ok();
    home.run(&["query", "save", "recent-data", "@data", "since:7d", "-nonsense"]).ok();
    assert_eq!(
        home.run(&["query", "list"]).ok(),
        "@data\tkafka OR spark\n@recent-data\t@data since:7d  -nonsense\n"
    );
    assert_eq!(titles(&home, &["@data"]), ["Spark", "Kafka"]);
    assert_eq!(titles(&home, &["@recent-data"]), ["Spark"]);
    assert_eq!(titles(&home, &["-@data"]), ["Café"]);
    let atom = home.run(&["list", "@data", "--format", "atom"]).ok();
    assert!(atom.contains("<title>data</title>"), "{atom}");
    let json = home.run(&["query", "list", "--json"]).json();
    assert_eq!(json["queries"][0]["query"], "kafka OR spark");

    assert_eq!(
        home.run(&["list", "@dta"]).fails(2),
        "error: no saved query is called `dta`\n    @dta\n    ^^^^\n\
         hint: did you mean @data? In quotes, \"@dta\" is a word\n"
    );
    assert_eq!(
        home.run(&["query", "save", "data", "@recent-data"]).fails(2),
        "error: the saved query `@recent-data` leads back to itself\n    @recent-data\n    \
         ^^^^^^^^^^^^\nhint: tidings query save recent-data with words of its own\n"
    );
    home.run(&["query", "save", "two words", "x"]).fails(2);
    home.run(&["query", "save", "bad", "is:unred"]).fails(2);
    assert_eq!(
        home.run(&["query", "remove", "data"]).fails(1),
        "error: data: the saved query @recent-data is made of it\n\
         hint: tidings query remove recent-data data forgets both\n"
    );
    home.run(&["query", "remove", "@data", "recent-data"]).ok();
    assert_eq!(home.run(&["query", "list"]).ok(), "");
}

#[test]
fn tags_of_ones_own_are_given_taken_and_found() {
    let home = tools();
    home.run(&["mark", "tag:To Read", "--query", "title:kafka OR title:café"]).ok();
    assert_eq!(titles(&home, &["tag:to-read"]), ["Café", "Kafka"]);
    assert_eq!(titles(&home, &["--tag", "to read", "kafka"]), ["Kafka"]);
    let tags = home.run(&["list", "--json=tags", "title:café"]).json();
    assert_eq!(tags["articles"][0]["tags"][0], "To Read");
    home.shell("tidings list kafka | tidings mark untag:to-read -").ok();
    assert_eq!(titles(&home, &["tag:to-read"]), ["Café"]);
    assert_eq!(
        home.run(&["log"]).ok(),
        "2\t2026-05-22T09:00:00Z\tuntag:to-read 1 article\n\
         1\t2026-05-22T09:00:00Z\ttag:To Read 2 articles\n"
    );
    home.run(&["undo"]).ok();
    assert_eq!(titles(&home, &["tag:to-read"]), ["Café", "Kafka"]);
    home.run(&["undo"]).ok();
    assert!(titles(&home, &["tag:to-read"]).is_empty());

    // A fetch leaves them alone.
    home.run(&["mark", "tag:kept", "--query", "title:café"]).ok();
    let path = home.write("tools.xml", &feed(&[(3, "Café, mended", 21)]));
    home.run(&["fetch", "--force", &path]).ok();
    assert_eq!(titles(&home, &["tag:kept"]), ["Café, mended"]);
    home.run(&["mark", "tag:", "--query", "x"]).fails(2);
    home.run(&["mark", "blue", "--query", "x"]).fails(2);
}
