//! Undoing what a person did to articles, in whatever order and whatever came between.

use super::{feed, home::Home};

const STORE: &str = ".local/share/tidings/tidings.db";

/// A home with three articles, and their ids.
fn three() -> (Home, [String; 3]) {
    let home = Home::new();
    let file = home.write("feed.xml", &feed(&[(1, "Ash", 19), (2, "Birch", 20), (3, "Cedar", 21)]));
    home.run(&["fetch", &file]).ok();
    let id = |word: &str| home.run(&["list", word, "--format", "ids"]).ok().trim().to_owned();
    let ids = [id("ash"), id("birch"), id("cedar")];
    (home, ids)
}

fn listed(home: &Home) -> Vec<String> {
    let mut ids: Vec<String> =
        home.run(&["list", "--format", "ids"]).ok().lines().map(str::to_owned).collect();
    ids.sort();
    ids
}

#[test]
fn what_comes_back_is_found_in_an_index_that_was_rebuilt_without_it() {
    for (act, word) in [("forget", "ash"), ("merge", "birch"), ("prune", "ash")] {
        let (home, [a, b, _]) = three();
        let home = home.with("TIDINGS_KEEP_PER_FEED", "0");
        match act {
            "forget" => home.run(&["forget", &a]).ok(),
            "merge" => home.run(&["merge", &a, &b]).ok(),
            _ => home.run(&["prune", "--older-than", "2026-05-20"]).ok(),
        };
        home.run(&["doctor", "--repair"]).ok();
        assert_eq!(home.run(&["search", word, "--format", "ids"]).ok(), "", "{act}");
        home.run(&["undo"]).ok();
        let found = home.run(&["search", word, "--format", "ids"]).ok();
        assert_eq!(found.trim(), if act == "merge" { &b } else { &a }, "{act}");
        home.run(&["doctor"]).ok();
    }
}

#[test]
fn merges_are_undone_in_any_order() {
    // Each act by the places of its articles, then the numbers to undo, one after another.
    type Acts<'a> = &'a [(&'a str, usize, usize)];
    let cases: &[(Acts<'_>, &[&str])] = &[
        (&[("merge", 0, 1), ("merge", 2, 0)], &["1", "2"]),
        (&[("merge", 0, 1), ("merge", 2, 0)], &["2", "1"]),
        (&[("merge", 0, 1), ("split", 0, 0)], &["1", "2"]),
        (&[("merge", 0, 1), ("split", 0, 0)], &["2", "1"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 1, 0)], &["2", "3", "1"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 2, 1)], &["1", "2", "3"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 2, 1)], &["2", "1", "3"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 1, 2)], &["2", "3", "1"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 2, 0)], &["2", "3", "1"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 2, 0)], &["2", "1", "3"]),
        (&[("merge", 0, 1), ("split", 0, 0), ("merge", 2, 0)], &["3", "2", "1"]),
    ];
    for (acts, undone) in cases {
        let (home, ids) = three();
        let before = listed(&home);
        for (act, one, other) in *acts {
            match *act {
                "merge" => home.run(&["merge", &ids[*one], &ids[*other]]).ok(),
                _ => home.run(&["split", &ids[*one]]).ok(),
            };
        }
        for number in *undone {
            home.run(&["undo", number]).ok();
            home.run(&["doctor"]).ok();
        }
        assert_eq!(listed(&home), before, "{acts:?}, undone {undone:?}");
    }
}

#[test]
fn a_version_joined_again_hands_on_what_it_gathered() {
    let mut home = Home::new();
    let of = |title: &str, guid: &str| {
        feed(&[(1, title, 20)]).replace("tool-1", guid).replace("20 May", "19 May")
    };
    let file = home.write("feed.xml", &of("Release 2.4", "first"));
    home.run(&["fetch", &file]).ok();
    home.set_now("2026-05-22T10:00:00Z");
    home.write("feed.xml", &of("Release 2.5", "first"));
    home.run(&["fetch", "--force", &file]).ok();
    let id = home.run(&["list", "--format", "ids"]).ok().trim().to_owned();
    home.run(&["split", &id]).ok();
    let old = home.run(&["list", "2.4", "--format", "ids"]).ok().trim().to_owned();

    // The older version is starred, tagged, edited twice, and seen elsewhere.
    home.run(&["mark", "star", &old]).ok();
    home.run(&["mark", "tag:dear", &old]).ok();
    home.run(&["mark", "tag:plain", &id]).ok();
    let connection = rusqlite::Connection::open(home.path(STORE)).expect("the store");
    connection
        .execute_batch(
            "INSERT INTO feed (id, url, added) VALUES (9, 'https://other.example/feed', 0);
             INSERT INTO sighting SELECT seq, 9, 7 FROM article ORDER BY seq DESC LIMIT 1;
             INSERT INTO alias SELECT 'guid', 1, 'second', max(seq) FROM article;
             INSERT INTO decision (seq, n, at, feed_id, rule, why)
               SELECT max(seq), 1, 7, 9, 'guid', 'its id' FROM article;
             INSERT INTO revision SELECT seq, 0, 7, '{\"title\":true}', 'guid', 'its id',
               'Release 2.3', url, url_key, published, text_hash, NULL
               FROM article ORDER BY seq DESC LIMIT 1;
             UPDATE article SET revision = 1 WHERE title = 'Release 2.4';",
        )
        .expect("what came since");
    drop(connection);
    home.run(&["undo", "1"]).ok();

    let article = home.run(&["show", &id, "--json"]).json()["articles"][0].clone();
    assert_eq!(listed(&home), [id.as_str()]);
    assert_eq!(article["title"], "Release 2.5");
    assert_eq!((&article["starred"], &article["revision"]), (&true.into(), &2.into()));
    assert_eq!(article["tags"], serde_json::json!(["plain", "dear"]));
    assert_eq!(article["also_in"][0]["id"], 9);
    let told = home.run(&["explain", &id, "--json"]).json();
    assert_eq!(told["aliases"][0]["value"], "second");
    assert_eq!(told["decisions"].as_array().map(Vec::len), Some(2));
    let titles = [("0", "Release 2.3"), ("1", "Release 2.4"), ("2", "Release 2.5")];
    for (revision, title) in titles {
        let shown = home.run(&["show", &id, "--revision", revision, "--json"]).json();
        assert_eq!(shown["articles"][0]["title"], title, "revision {revision}");
    }
    home.run(&["doctor"]).ok();
}
