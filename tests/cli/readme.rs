//! Every command of the README is run, in a home where its example articles are.

use std::fs;

use crate::{PINTEREST, feed, home::Home};

const README: &str = include_str!("../../README.md");

/// The lines of every block that is marked as shell.
fn commands() -> Vec<&'static str> {
    let blocks = README.split("```sh\n").skip(1);
    let commands: Vec<&str> =
        blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines()).collect();
    assert!(commands.len() > 30, "{} commands", commands.len());
    commands
}

fn home() -> Home {
    // Servers are out of reach: nothing listens there.
    let dead = "http://127.0.0.1:9";
    let home = Home::new().with("https_proxy", dead).with("http_proxy", dead);
    home.write("feed.xml", &feed(&[(1, "First", 1), (2, "Second", 20)]));
    home.write(
        "subscriptions.opml",
        "<opml version=\"2.0\"><body><outline text=\"Old\" xmlUrl=\"https://old.example/rss\"/></body></opml>",
    );
    let folder = home.path("fixtures/feeds/medium");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(PINTEREST, folder.join("pinterest-engineering.xml")).expect("the fixture");
    home.run(&["fetch", "fixtures/feeds/medium/pinterest-engineering.xml"]).ok();
    home
}

#[test]
fn every_command_of_the_readme_runs() {
    let home = home();
    for command in commands() {
        if command.starts_with("cargo test") {
            continue; // this is that command
        }
        // Installing is what the run of all checks does; here the program is on the path already.
        let command = command.replace("cargo install --locked --path . && ", "");
        let ran = home.shell(&command);
        // Feeds that cannot be reached here are told of with 3 or 4; nothing else fails.
        let asks = command.starts_with("tidings fetch") || command == "tidings health";
        let fine = if asks { matches!(ran.code, 0 | 3 | 4) } else { ran.code == 0 };
        assert!(fine, "{command}: {}\n{}", ran.code, ran.stderr);
    }
}

#[test]
fn the_picture_shows_what_is_printed() {
    let home = home();
    let titles = home.run(&["list", "-n", "3", "--template", "{id:.4} {title:.20}"]).ok();
    for line in titles.lines() {
        let (id, title) = line.split_once(' ').expect("an id and a title");
        let picture = README.lines().find(|line| line.contains(id.trim_end_matches('…')));
        let title = title.trim_end_matches('…');
        assert!(picture.is_some_and(|line| line.contains(title)), "{line}");
    }
}

#[test]
fn the_checks_run_the_installing_command() {
    let checks = include_str!("../../.ci/run");
    for command in commands().iter().filter(|command| command.starts_with("cargo")) {
        let step = command.split(" && ").next().unwrap_or_default();
        assert!(checks.contains(step), "{step}");
    }
}
