//! `list --new --as`, `ack` and `cursors`: every article reaches its consumer at least once.

use crate::{feed, home::Home};

/// A home that follows a file; `write` replaces what is in it.
fn following(items: &[(u32, &str, u32)]) -> Home {
    let home = Home::new();
    let path = home.write("tools.xml", &feed(items));
    home.run(&["fetch", &path]).ok();
    home
}

fn fetch(home: &Home, items: &[(u32, &str, u32)]) {
    let path = home.write("tools.xml", &feed(items));
    home.run(&["fetch", "--force", &path]).ok();
}

fn new(home: &Home, more: &[&str]) -> Vec<String> {
    let arguments = [&["list", "--new", "--as", "mail", "--template", "{title}"], more].concat();
    home.run(&arguments).ok().lines().map(str::to_owned).collect()
}

#[test]
fn what_is_new_comes_until_it_is_acknowledged() {
    let home = following(&[(1, "First", 1), (2, "Second", 20)]);
    assert_eq!(new(&home, &[]), ["First", "Second"]);
    assert_eq!(new(&home, &[]), ["First", "Second"]);
    home.run(&["ack", "mail"]).ok();
    home.run(&["ack", "mail"]).ok();
    assert!(new(&home, &[]).is_empty());

    // Back-dated articles and edits come too.
    fetch(&home, &[(1, "First, mended", 1), (2, "Second", 20), (3, "From the archive", 2)]);
    assert_eq!(new(&home, &["--ack"]), ["First, mended", "From the archive"]);
    assert!(new(&home, &[]).is_empty());
    assert_eq!(home.run(&["list", "--new", "--as", "other"]).ok().lines().count(), 3);
    assert_eq!(home.run(&["cursors"]).ok(), "mail\t4\t0\t2026-05-22T09:00:00Z\nother\t0\t3\t\n");
    let json = home.run(&["cursors", "--json"]).json();
    assert_eq!(json["cursors"][1]["pending"], 3);
    home.run(&["cursors", "remove", "other"]).ok();
    assert_eq!(
        home.run(&["cursors", "remove", "other"]).fails(1),
        "error: other: no consumer of that name was given a list\n\
         hint: tidings cursors lists them\n"
    );
    assert_eq!(home.run(&["cursors"]).ok().lines().count(), 1);
}

#[test]
fn a_search_cut_short_goes_on_where_it_was() {
    let items: Vec<(u32, &str, u32)> =
        (1..=7).map(|n| (n, if n % 2 == 0 { "Paper, paper" } else { "A paper" }, n)).collect();
    let home = following(&items);
    let mut given = Vec::new();
    for _ in 0..4 {
        let page =
            home.run(&["search", "paper", "--new", "--as", "mail", "-n", "2", "--format", "ids"]);
        given.extend(page.ok().lines().map(str::to_owned));
        home.run(&["ack", "mail"]).ok();
    }
    given.sort();
    given.dedup();
    assert_eq!(given.len(), 7);
}

#[test]
fn a_limit_takes_the_oldest_and_moves_only_so_far() {
    let home = following(&[(1, "First", 1), (2, "Second", 20), (3, "Third", 21)]);
    assert_eq!(new(&home, &["-n", "2", "--ack"]), ["First", "Second"]);
    assert_eq!(new(&home, &["-n", "0", "--ack"]), Vec::<String>::new());
    assert_eq!(new(&home, &["-n", "2", "--ack"]), ["Third"]);
    let said = home.run(&["list", "--new", "--as", "mail", "-n", "1", "--reverse"]).fails(2);
    assert_eq!(
        said,
        "error: --limit: would leave out articles that mail then never gets\n\
         hint: with --new, -n gives the oldest first, so leave out --sort and --reverse\n"
    );
    home.run(&["list", "--new"]).fails(2);
    home.run(&["list", "--ack"]).fails(2);
    home.run(&["list", "--new", "--as", "two words"]).fails(2);
}

#[test]
fn a_filter_passes_over_what_it_leaves_out() {
    let home = following(&[(1, "First", 1), (2, "Second", 20)]);
    assert_eq!(new(&home, &["title:second", "--ack"]), ["Second"]);
    assert!(new(&home, &[]).is_empty());
}

#[test]
fn a_list_cut_short_does_not_count() {
    let many: Vec<(u32, &str, u32)> = (1..800).map(|number| (number, "One of many", 3)).collect();
    let home = following(&many);
    let list = "tidings list --new --as mail";
    // Given out whole once; but asking again takes that back.
    home.shell(&format!("{list} > all; {list} --format html | head -c 1 > one")).ok();
    assert_eq!(
        home.run(&["ack", "mail"]).fails(1),
        "error: mail: its last list was not given out whole\n\
         hint: tidings list --new --as mail gives it again\n"
    );
    home.shell(&format!("{list} --ack --format html | head -c 1 > one")).ok();
    assert_eq!(new(&home, &[]).len(), 799);
    assert_eq!(
        home.run(&["ack", "nobody"]).fails(1),
        "error: nobody: no consumer of that name was given a list\n\
         hint: tidings cursors lists them\n"
    );
}
