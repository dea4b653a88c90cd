//! `stats`, `prune`, `doctor`, `backup` and `compact`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{PINTEREST, feed, home::Home};

const STORE: &str = ".local/share/tidings/tidings.db";

/// Six articles on odd days of May, and two of a second feed.
fn two_feeds() -> Home {
    let home = Home::new();
    let items: Vec<(u32, &str, u32)> =
        [1, 3, 5, 7, 9, 11].into_iter().map(|day| (day, "Tool news", day)).collect();
    let tools = home.write("tools.xml", &feed(&items));
    let other = feed(&[(50, "Old", 2), (51, "New", 21)]);
    let other = other.replace("Tool Blog", "Other").replace("tool.example", "other.example");
    let other = home.write("other.xml", &other);
    home.run(&["fetch", &tools, &other]).ok();
    home
}

fn count(home: &Home, arguments: &[&str]) -> usize {
    home.run(&[&["list"], arguments].concat()).ok().lines().count()
}

fn sql(home: &Home, text: &str) {
    let connection = rusqlite::Connection::open(home.path(STORE)).expect("the store");
    connection.execute_batch(text).expect("statements");
}

#[test]
fn stats_say_when_and_from_whom() {
    let home = two_feeds();
    assert_eq!(
        home.run(&["stats", "--since", "2026-05"]).ok(),
        "\
8 articles from 2026-05-01 to 2026-05-21

articles a day  ███▁█▁█▁█▁█▁▁▁▁▁▁▁▁▁█
                0.38 on average, 1 at most

    0     3     6     9     12    15    18    21
Mon · · · · · · · · ▒▒· · · · · · · · · · · · · · ·
Tue · · · · · · · · ▒▒· · · · · · · · · · · · · · ·
Wed · · · · · · · · · · · · · · · · · · · · · · · ·
Thu · · · · · · · · ██· · · · · · · · · · · · · · ·
Fri · · · · · · · · ▒▒· · · · · · · · · · · · · · ·
Sat · · · · · · · · ██· · · · · · · · · · · · · · ·
Sun · · · · · · · · ▒▒· · · · · · · · · · · · · · ·

Tool Blog ████████████████████████████████ 6  every 2 days, last 11 days ago
Other     ██████████▋ 2                       every 19 days, last 1 day ago
"
    );
    let json = home.run(&["stats", "--feed", "other", "--json"]).json();
    assert_eq!(json["days"][0], serde_json::json!({"date": "2026-05-02", "articles": 1}));
    assert_eq!(json["feeds"][0]["median_gap_seconds"], 19 * 86400);
    assert_eq!(home.run(&["stats", "nothingofthekind"]).ok(), "no articles\n");
    home.run(&["stats", "--since", "3m"]).fails(2);
}

#[test]
fn old_articles_go_but_not_the_dear_ones_and_not_the_last() {
    let home = two_feeds().with("TIDINGS_KEEP_PER_FEED", "1");
    home.run(&["mark", "star", "--query", "since:2026-05-03 until:2026-05-03"]).ok();
    home.run(&["mark", "tag:dear", "--query", "since:2026-05-05 until:2026-05-05"]).ok();
    let dry = home.run(&["prune", "--older-than", "2026-05-12", "--dry-run"]).ok();
    assert_eq!(dry, "3\tTool Blog\n1\tOther\n");
    assert_eq!(count(&home, &[]), 8);
    assert_eq!(home.run(&["prune", "--older-than", "2026-05-12"]).ok(), dry);
    assert_eq!(count(&home, &[]), 4);
    // A fetch brings none back.
    home.run(&["fetch", "--force", "tools.xml", "other.xml"]).ok();
    assert_eq!(count(&home, &[]), 4);
    home.run(&["doctor"]).ok();
    home.run(&["undo"]).ok();
    assert_eq!(count(&home, &[]), 8);
    assert_eq!(count(&home, &["tool news"]), 6);

    assert_eq!(home.run(&["prune", "--keep", "2", "--feed", "tool"]).ok(), "2\tTool Blog\n");
    home.run(&["doctor", "--repair"]).ok();
    home.run(&["undo"]).ok();
    assert_eq!(count(&home, &["tool news"]), 6);
    assert_eq!(
        home.run(&["prune"]).fails(2),
        "error: prune: nothing says which articles may go\n\
         hint: give --older-than or --keep, or set keep.age\n"
    );
    let home = home.with("TIDINGS_KEEP_AGE", "18d").with("TIDINGS_KEEP_PER_FEED", "50");
    assert_eq!(home.run(&["prune"]).ok(), "");
    let home = home.with("TIDINGS_KEEP_PER_FEED", "0");
    assert_eq!(home.run(&["prune", "--dry-run"]).ok(), "1\tTool Blog\n1\tOther\n");
}

#[test]
fn what_a_consumer_has_not_acknowledged_stays() {
    let home = two_feeds().with("TIDINGS_KEEP_PER_FEED", "1");
    let given = home.run(&["list", "--new", "--as", "mail", "--format", "ids"]).ok();
    assert_eq!(given.lines().count(), 8);
    let ran = home.run(&["prune", "--keep", "1"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("", "kept for consumers that have not acknowledged: 6 articles; see tidings cursors\n")
    );
    assert_eq!(home.run(&["list", "--new", "--as", "mail", "--format", "ids"]).ok(), given);
    home.run(&["ack", "mail"]).ok();
    let ran = home.run(&["prune", "--keep", "1"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("5\tTool Blog\n1\tOther\n", ""));
}

#[test]
fn compacting_ends_the_way_back_only_when_told() {
    let home = two_feeds().with("TIDINGS_KEEP_PER_FEED", "1");
    home.run(&["prune", "--keep", "1"]).ok();
    let said = home.run(&["compact"]);
    assert_eq!(
        (said.code, said.stderr.as_str()),
        (
            0,
            "6 pruned articles can still be brought back with tidings undo; tidings compact --yes \
             lets go of their text\n"
        )
    );
    home.run(&["undo"]).ok();
    assert_eq!(count(&home, &[]), 8);
    home.run(&["prune", "--keep", "1"]).ok();
    home.run(&["compact", "--yes"]).ok();
    assert_eq!(
        home.run(&["undo"]).fails(1),
        "error: log: there is nothing to undo\nhint: tidings log lists what was done\n"
    );
    home.run(&["fetch", "--force", "tools.xml", "other.xml"]).ok();
    assert_eq!(count(&home, &[]), 2);
    home.run(&["doctor"]).ok();
}

#[test]
fn the_doctor_finds_and_mends_what_can_be_mended() {
    let home = two_feeds();
    let report = home.run(&["doctor"]).ok();
    let names: Vec<&str> = report.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    assert_eq!(
        names,
        [
            "program",
            "zone",
            "file",
            "version",
            "integrity",
            "references",
            "merges",
            "index-structure",
            "index-articles",
            "index-words",
            "index-tags",
            "counters"
        ]
    );
    assert!(report.lines().all(|line| line.starts_with("ok\t")), "{report}");
    for (damage, name, mendable) in [
        ("DELETE FROM word WHERE rowid = 2", "index-articles", true),
        ("UPDATE article SET title = 'Three words now' WHERE seq = 3", "index-words", true),
        ("INSERT INTO article_tag VALUES ('never given', 3)", "index-tags", true),
        (
            "DROP TRIGGER article_tags_changed; UPDATE article SET tags = '[\"Rust\",\"rüst\"]';",
            "index-tags",
            true,
        ),
        ("UPDATE feed SET articles = 99 WHERE id = 1", "counters", true),
        ("UPDATE counter SET value = 1", "counters", true),
        ("UPDATE article SET merged = 2 WHERE seq = 1", "merges", true),
        (
            "UPDATE article SET merged = 2, deleted = 1 WHERE seq = 1;
          UPDATE article SET merged = 3, deleted = 1 WHERE seq = 2;",
            "merges",
            true,
        ),
        ("PRAGMA foreign_keys=0; INSERT INTO sighting VALUES (1, 77, 0)", "references", false),
    ] {
        sql(&home, damage);
        let ran = home.run(&["doctor", "--json"]);
        assert_eq!(ran.code, 1, "{damage}");
        let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let wrong: Vec<&str> = found["checks"]
            .as_array()
            .expect("checks")
            .iter()
            .filter(|check| check["ok"] == false)
            .filter_map(|check| check["name"].as_str())
            .collect();
        assert_eq!(wrong, [name], "{damage}");
        assert_eq!(home.run(&["doctor", "--repair"]).code, i32::from(!mendable), "{damage}");
    }
    assert_eq!(count(&home, &["three words now"]), 1);
}

#[cfg(unix)]
#[test]
fn the_doctor_tells_of_a_store_that_others_can_read() {
    let home = two_feeds();
    home.shell(&format!("chmod 644 {STORE}")).ok();
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("WRONG\tfile\tothers can read"), "{}", ran.stdout);
}

#[test]
fn a_backup_is_a_store_and_overwrites_nothing() {
    let home = two_feeds();
    home.run(&["backup", "copy.db"]).ok();
    assert_eq!(count(&home, &["--store", "copy.db"]), 8);
    home.run(&["doctor", "--store", "copy.db"]).ok();
    assert_eq!(
        home.run(&["backup", "copy.db"]).fails(1),
        "error: copy.db is there already\nhint: name another file; nothing was overwritten\n"
    );
    home.run(&["backup", "nowhere/copy.db"]).fails(1);
    assert_eq!(
        home.run(&["backup", "empty.db", "--store", "gone.db"]).fails(1),
        "error: there is no store at gone.db\n\
         hint: check the path, or name another store with --store\n"
    );
    assert!(!home.path("empty.db").exists());
    let left: Vec<_> = std::fs::read_dir(home.path("."))
        .expect("the home")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn json_has_the_keys_of_its_schema() {
    let home = two_feeds();
    home.run(&["list", "--new", "--as", "mail"]).ok();
    home.run(&["query", "save", "new", "since:2026-05-20"]).ok();
    home.run(&["mark", "read", "--query", "is:unread"]).ok();
    for (command, schema, rows) in [
        (&["stats", "--json"][..], "stats", "feeds"),
        (&["cursors", "--json"], "cursors", "cursors"),
        (&["query", "list", "--json"], "queries", "queries"),
        (&["doctor", "--json"], "doctor", "checks"),
        (&["log", "--json"], "log", "operations"),
        (
            &["discover", &home.path("tools.xml").display().to_string(), "--json"],
            "discover",
            "feeds",
        ),
        (&["config", "--json"], "config", "settings"),
    ] {
        let schema = home.run(&["schema", schema]).json();
        let document = home.run(command).json();
        assert_eq!(keys(&document), required(&schema), "{command:?}");
        let name = schema["properties"][rows]["items"]["$ref"].as_str().expect("a name");
        let row = schema.pointer(&name[1..]).expect("a definition");
        assert_eq!(keys(&document[rows][0]), required(row), "{command:?}");
    }
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

fn required(schema: &Value) -> BTreeSet<String> {
    let names = schema["required"].as_array().expect("names");
    names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

#[test]
fn the_store_is_cared_for_while_it_is_empty() {
    let home = Home::new();
    home.run(&["doctor"]).ok();
    assert_eq!(home.run(&["stats"]).ok(), "no articles\n");
    assert_eq!(home.run(&["prune", "--keep", "1"]).ok(), "");
    home.run(&["compact"]).ok();
    home.run(&["fetch", PINTEREST]).ok();
    home.run(&["doctor"]).ok();
}

#[test]
fn a_store_is_where_its_address_says() {
    let home = Home::new();
    for (address, name) in [
        ("file:a%20b.db", "a b.db"),
        ("a%20b.db", "a%20b.db"),
        ("sqlite:file:odd.db?mode=memory", "file:odd.db?mode=memory"),
    ] {
        home.run(&["--store", address, "add", "https://tool.example/feed", "--no-check"]).ok();
        let length = std::fs::metadata(home.path(name)).expect(name).len();
        assert!(length > 0, "{address}");
        let feeds = home.run(&["--store", address, "feeds"]).ok();
        assert!(feeds.contains("tool.example"), "{address}: {feeds}");
    }
    home.run(&["--store", "file:a%20b.db", "backup", "file:copy.db"]).ok();
    assert!(std::fs::metadata(home.path("file:copy.db")).expect("a copy").len() > 0);
}
