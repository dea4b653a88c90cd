//! What a person sees: every command on a pseudo terminal, at its width.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    process::Stdio,
};

use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};
use tidings::render::columns;

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

/// More than any output, so that no pager starts.
const ROWS: u16 = 1000;

/// What both streams of a command leave on a terminal of so many columns.
fn seen(home: &Home, width: u16, arguments: &[&str]) -> String {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo terminal");
    grantpt(&master).expect("it may be used");
    unlockpt(&master).expect("it may be opened");
    let name = ptsname(&master, Vec::new()).expect("it has a name");
    let path = name.to_str().expect("a path of plain characters");
    let size = Winsize { ws_row: ROWS, ws_col: width, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&master, size).expect("it takes a size");
    let screen = OpenOptions::new().read(true).write(true).open(path).expect("its other end");
    let mut child = home
        .command(arguments)
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(screen.try_clone().expect("a second handle"))
        .stderr(screen)
        .spawn()
        .expect("tidings starts");
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let mut master = File::from(master);
    // Once nobody has the other end open, some systems give an error and others an end.
    while let Ok(read @ 1..) = master.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..read]);
    }
    child.wait().expect("tidings ends");
    let text = String::from_utf8(bytes).expect("output is UTF-8").replace("\r\n", "\n");
    text.lines().map(|line| left(line).to_owned() + "\n").collect()
}

/// What is left of a line after its bars of progress were wiped away.
fn left(line: &str) -> &str {
    line.rsplit("\u{1b}[2K").next().unwrap_or_default()
}

/// A server of two good feeds and of much that is wrong.
fn server() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/feed" => Reply::feed(&tools()).with("Cache-Control", LONG),
        "/old" => Reply::new("301 Moved Permanently").with("Location", "/feed"),
        "/page" => Reply::page(
            "<html><head><link rel=alternate type='application/rss+xml' href='/feed' \
             title='The news of the tool makers, by people who like tools and write of them'>\
             </head></html>",
        ),
        "/broken" => Reply::feed("this is no feed at all, whatever its server says of it"),
        "/gone" => Reply::new("410 Gone"),
        "/busy" => Reply::new("429 Too Many Requests").with("Retry-After", "7200"),
        _ => Reply::new("404 Not Found"),
    })
}

const LONG: &str = "private, max-age=600, stale-while-revalidate=86400, stale-if-error=86400";

/// Titles that a terminal counts otherwise than bytes or characters do, and a long address.
fn tools() -> String {
    let title = "Making Queues of User Sequences Cheaper to Keep, Faster to Read, 👨\u{200d}👩\u{200d}👧 \
                 and Easier to Use in 日本語の長い題名 🇩🇪";
    let address = "https://tool.example/articles/2026/05/making-queues-of-user-sequences-cheaper/1\
                   ?utm_source=rss&amp;utm_medium=feed";
    feed(&[(1, title, 20), (2, "Short", 21)])
        .replace(
            "<title>Tool Blog",
            "<title>The Tool Makers: Notes on 日本語 👨\u{200d}👩\u{200d}👧 and 🇩🇪, Weekly",
        )
        .replace("https://tool.example/1", address)
}

/// A home in which something was done with everything.
fn lived_in(server: &Server) -> (Home, String) {
    let home =
        Home::new().with("TIDINGS_CONTACT", "https://www.example.org/~ann/about-my-reader.html");
    home.run(&["add", &server.url("/feed"), &server.url("/old"), "--tag", "to read"]).ok();
    let long =
        server.url("/a/long/address/of/a/feed/that/is/not/there/any/more/feed.xml?format=rss");
    let paths = ["/broken", "/gone", "/busy"].map(|path| server.url(path));
    home.run(&["add", "--no-check", &long, &paths[0], &paths[1], &paths[2]]).ok();
    home.run(&["fetch", "--force", "--fail-on", "never"]);
    let id = home.run(&["list", "title:queues", "--format", "ids"]).ok().trim().to_owned();
    home.run(&["mark", "star", &id]).ok();
    home.run(&["mark", "tag:later", "--query", "title:short"]).ok();
    home.run(&["undo"]).ok();
    home.run(&["query", "save", "work", "(queues OR kafka) -zombies since:2026-01-01 is:unread"])
        .ok();
    home.run(&["list", "--new", "--as", "a-mailer-with-a-very-long-name", "-q"]).ok();
    home.run(&["urls", "keep", "www.a-long-name-of-a-host.example", "session"]).ok();
    (home, id)
}

/// Whether a line is an address or a command, with its mark and label: those stay whole.
fn is_whole(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("→ ").unwrap_or(line);
    line.starts_with("tidings ") || !line.contains(' ')
}

#[test]
fn no_command_leaves_its_lines_to_the_terminal() {
    let server = server();
    let (home, id) = lived_in(&server);
    let (page, broken) = (server.url("/page"), server.url("/broken"));
    let commands: &[&[&str]] = &[
        &[],
        &["list"],
        &["search", "queues"],
        &["show", &id],
        &["feeds"],
        &["health"],
        &["trace", "1"],
        &["trace", "4"],
        &["explain", &id],
        &["explain", "https://www.tool.example/1?utm_source=a", "http://tool.example/1"],
        &["fetch", "--plan"],
        &["fetch", "--force", "-v"],
        &["fetch", "1", &broken],
        &["discover", &page],
        &["discover", &broken],
        &["log"],
        &["cursors"],
        &["query", "list"],
        &["urls", "list"],
        &["urls", "show", "www.a-long-name-of-a-host.example"],
        &["stats"],
        &["doctor"],
        &["config"],
        &["prune", "--older-than", "1d", "--dry-run"],
        &["import", &broken],
        &["remove", "4"],
        &["help"],
        &["fetch", "--help"],
    ];
    for arguments in commands {
        for width in [60, 80, 200] {
            let out = seen(&home, width, &[&["--color", "never"], *arguments].concat());
            assert!(!out.trim().is_empty(), "{arguments:?}");
            assert!(!out.contains('\t'), "{arguments:?} speaks to a pipe: {out}");
            for line in out.lines() {
                let fits = columns(line) <= usize::from(width) || is_whole(line);
                assert!(fits, "{arguments:?} at {width}: {line:?} in\n{out}");
            }
        }
    }
}

#[test]
fn colour_adds_nothing_that_is_not_said_without_it() {
    let server = server();
    let (home, id) = lived_in(&server);
    for arguments in
        [&["health"][..], &["feeds"], &["trace", "1"], &["explain", &id], &["cursors"], &["log"]]
    {
        let plain = seen(&home, 80, &[&["--color", "never"], arguments].concat());
        let coloured = seen(&home, 80, &[&["--color", "always"], arguments].concat());
        assert!(coloured.contains("\u{1b}["), "{arguments:?} has no colour: {coloured}");
        let mut bare = coloured.clone();
        while let Some(from) = bare.find("\u{1b}[") {
            let to = bare[from..].find('m').expect("a colour ends");
            bare.replace_range(from..=from + to, "");
        }
        assert_eq!(bare, plain, "{arguments:?}");
    }
}
