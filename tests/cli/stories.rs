//! Articles in several feeds: stories, whose edits count, and what is published anew.

use super::{feed, home::Home};

const TITLE: &str = "All of the tools are sharper now";

/// Three feeds: the second and the third tell what the first does, under addresses of their own,
/// and the second carries another of its articles.
fn told() -> Home {
    let home = Home::new();
    let one = home.write("one.xml", &feed(&[(1, "Release 2.4", 1), (2, TITLE, 2)]));
    home.run(&["fetch", &one]).ok();
    for (name, number) in [("Planet Tools", 8), ("Ärger & Tools", 9)] {
        let other = feed(&[(1, "Release 2.4", 1), (number, TITLE, 3)]);
        let other = other.replace("Tool Blog", &name.replace('&', "&amp;"));
        let other =
            if number == 9 { other.replace("tool.example/1<", "tool.example/x<") } else { other };
        let file = home.write(&format!("{number}.xml"), &other);
        home.run(&["fetch", &file]).ok();
    }
    home
}

#[test]
fn a_collapsed_list_shows_each_story_once_and_where_it_is() {
    let home = told();
    let titles = |arguments: &[&str]| {
        let all = [arguments, &["--template", "{feed}: {title} ({also_in})"]].concat();
        home.run(&all).ok().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["list", "sharper"]).len(), 3);
    let shown = [format!("Tool Blog: {TITLE} (Planet Tools, Ärger & Tools)")];
    assert_eq!(titles(&["list", "sharper", "--collapse"]), shown);
    assert_eq!(titles(&["search", "sharper", "--collapse"]), shown);
    let of_planet = [format!("Planet Tools: {TITLE} (Tool Blog, Ärger & Tools)")];
    assert_eq!(titles(&["list", "feed:planet", "sharper", "--collapse"]), of_planet);
    let stories = home.run(&["list", "sharper", "--template", "{story}"]).ok();
    let first = home.run(&["list", "feed:\"Tool Blog\"", "sharper", "--format", "ids"]).ok();
    assert_eq!(stories, first.repeat(3));
    let csv = home.run(&["list", "sharper", "--collapse", "--format", "csv"]).ok();
    assert!(csv.contains("Planet Tools") && csv.contains(",story\r\n"), "{csv}");
    assert_eq!(home.run(&["list", "sharper", "--collapse", "-n", "5"]).ok().lines().count(), 1);
    let explained = home.run(&["explain", first.trim()]).ok();
    let line = format!(" in Planet Tools: {TITLE} (the same title)\n");
    assert!(explained.contains("story    ") && explained.contains(&line), "{explained}");
}

#[test]
fn the_feed_that_edits_an_article_can_be_chosen() {
    let home = told();
    let id = home.run(&["list", "url:tool.example/1", "--format", "ids"]).ok().trim().to_owned();
    let owner = || home.run(&["list", "url:tool.example/1", "--template", "{feed} {also_in}"]).ok();
    assert_eq!(owner(), "Tool Blog Planet Tools\n");
    let said = home.run(&["feeds", "primary", &id, "Planet"]);
    assert_eq!(said.code, 0);
    assert_eq!(owner(), "Planet Tools Tool Blog\n");
    assert!(home.run(&["log"]).ok().contains(&format!("give {id} to Planet Tools")));
    home.run(&["undo"]);
    assert_eq!(owner(), "Tool Blog Planet Tools\n");
    let said = home.run(&["feeds", "primary", &id, "Ärger"]).fails(1);
    let expected = format!(
        "error: {id}: is not carried by Ärger & Tools\n\
         hint: tidings explain {id} names the feeds that carry it\n"
    );
    assert_eq!(said, expected);
    home.run(&["feeds", "primary", &id, "nowhere"]).fails(1);
    home.run(&["remove", "Tool Blog"]);
    assert_eq!(owner(), "Planet Tools Tool Blog\n");
}

#[test]
fn what_is_published_anew_does_what_flag_setting_or_feed_say() {
    for (flag, setting, option, dates) in [
        (None, None, None, &["2026-05-01"][..]),
        (Some("bump"), None, None, &["2027-05-01"]),
        (None, Some("new"), None, &["2027-05-01", "2026-05-01"]),
        (Some("ignore"), Some("new"), None, &["2026-05-01"]),
        (Some("new"), None, Some("on-republish=bump"), &["2027-05-01"]),
    ] {
        let mut home = Home::new();
        if let Some(setting) = setting {
            home = home.with("TIDINGS_FETCH_ON_REPUBLISH", setting);
        }
        let file = home.write("feed.xml", &feed(&[(1, "Release", 1)]));
        home.run(&["fetch", &file]).ok();
        if let Some(option) = option {
            home.run(&["set", "1", option]).ok();
        }
        home.set_now("2027-05-22T09:00:00Z");
        home.write("feed.xml", &feed(&[(1, "Release", 1)]).replace("2026", "2027"));
        let mut fetch = vec!["fetch", "--force", &file];
        fetch.extend(flag.iter().flat_map(|flag| ["--on-republish", *flag]));
        home.run(&fetch).ok();
        let found = home.run(&["list", "--template", "{date:%Y-%m-%d}"]).ok();
        assert_eq!(found.lines().collect::<Vec<_>>(), dates, "{flag:?} {setting:?} {option:?}");
    }
    Home::new().run(&["fetch", "--on-republish", "sometimes"]).fails(2);
}
