//! Hostile JSON in, how much memory reading it takes at most: a few times what was sent, whatever
//! its shape. One test alone in its program, since it is the program that is measured.

#![cfg(target_os = "linux")]

use std::fs;

use tidings::{model::Document, parse};

/// How large the documents are.
const SIZE: usize = 1 << 20;
/// What an entry may take up beside its text; a document has at most 50,000.
const ENTRY: usize = 1 << 10;

/// A line of `/proc/self/status`, in bytes.
fn status(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a known line");
    let kilobytes = line.trim_start_matches(':').trim().trim_end_matches(" kB");
    kilobytes.parse::<usize>().expect("a number") * 1024
}

/// A feed of this size whose items are filled with these pieces.
fn document(begin: &str, piece: &str, end: &str) -> Document {
    let mut body = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[".to_owned();
    body += begin;
    while body.len() < SIZE {
        body += piece;
    }
    body += end;
    Document::from_bytes(body.as_bytes(), "https://tea.example/feed.json")
}

#[test]
fn reading_takes_a_few_times_what_was_sent() {
    for (shape, begin, piece, end, entries) in [
        ("numbers", "", "0,", "0]}", 0),
        ("lists", "", "[[[[]]]],", "[]]}", 0),
        ("depth", "", "[", "", 0),
        ("members", "{\"id\":\"a\"", ",\"k\":[{\"a\":1}]", "}]}", 1),
        ("a string", "{\"title\":\"", "tea ", "\"}]}", 1),
        ("escapes", "{\"content_html\":\"", "\\n", "\"}]}", 1),
        ("line breaks", "{\"content_html\":\"", "tea\n", "\"}]}", 1),
        ("people", "{\"authors\":[0", ",1,2", "]}]}", 1),
        ("half an entry", "{\"id\":\"a\"},{\"id\":\"b", "tea ", "", 1),
        ("entries", "", "{},", "{}]}", 50_000),
    ] {
        let document = document(begin, piece, end);
        // Resets the peak (proc(5)).
        fs::write("/proc/self/clear_refs", "5").expect("its own");
        let before = status("VmRSS");
        let found = parse::parse(&document).map_or(0, |parsed| parsed.feed.entries.len());
        let grown = status("VmHWM").saturating_sub(before);
        assert_eq!(found, entries, "{shape}");
        // The document itself is one of three.
        let most = 2 * document.body.len() + (1 << 20) + entries * ENTRY;
        assert!(grown <= most, "{shape}: {grown} bytes for {}", document.body.len());
    }
}
