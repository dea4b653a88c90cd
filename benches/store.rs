//! Times lists, searches and the other commands that read, each as a whole process, in a store of
//! generated articles: `cargo bench --bench store [-- COUNT [FILE [PROGRAM]]]`.
//!
//! With FILE, the store is kept there, and used as it is if it has articles; a million take some
//! minutes and 3 GB. PROGRAM is another binary to time in the same store. Texts are of 60 to 600
//! words made of syllables, the n-th word as frequent as 1/n; one in fifty is Japanese. CPU time
//! is given beside wall time, since a machine at other work stretches the latter alone.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use generated::{fill, word};
use tidings::{
    model::Seq,
    store::{self, Access, Address},
};

mod generated;

/// How many articles there are if nobody says.
const COUNT: usize = 20_000;
/// The same in the words of the command line.
const NOW_TEXT: &str = "2026-05-28T20:26:40Z";
/// Each command is run so many times.
const RUNS: u32 = 15;

/// What is timed. `{7}` stands for the seventh word by frequency, `{7:3}` for its first three
/// letters.
const COMMANDS: &[&str] = &[
    "--help",
    "list -n 50",
    "list --since 7d -n 50",
    "list --unread -n 50",
    "list is:starred -n 50",
    "list tag:{5} -n 50",
    "list tag:nowhere -n 50",
    "list --feed 7 -n 50",
    "list author:{3} -n 50",
    "list title:{300} -n 50",
    "list {100000} -n 50",
    "list {1000} -n 50",
    "list {50} -n 50",
    "list {0} -n 50",
    "list {50} {60} -n 50",
    "list {50}* -n 50",
    "list \"{50} {60}\" -n 50",
    "search {100000} -n 20",
    "search {1000} -n 20",
    "search {200} -n 20",
    "search {50} -n 20",
    "search {0} -n 20",
    "search {1000} {1500} -n 20",
    "search {50} {100000} -n 20",
    "search {50} {1000} -n 20",
    "search {50} {60} -n 20",
    "search {0} {3} -n 20",
    "search {0} {3} {7} {50} -n 20",
    "search \"{0} {1}\" -n 20",
    "search \"{20} {30}\" -n 20",
    "search \"{50} {60}\" -n 20",
    "search \"{50} {1000}\" -n 20",
    "search {1000} OR {50} -n 20",
    "search {50} -{0} -n 20",
    "search title:{1000} -n 20",
    "search {0} since:7d -n 20",
    "search {50} feed:7 -n 20",
    "search {50} is:unread -n 20",
    "search {5000:1}* -n 20",
    "search {5000:2}* -n 20",
    "search {5000:3}* -n 20",
    "search {5000:4}* -n 20",
    "search {5000:5}* -n 20",
    "search {99999:5}* -n 20",
    "search {5000:2}* since:7d -n 20",
    "search {5000:2}* feed:7 -n 20",
    "search 日本 -n 20",
    "search nowhere -n 20",
    "feeds",
    "stats",
    "",
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(COUNT);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = arguments.next().map_or_else(|| folder.path().join("t.db"), PathBuf::from);
    let program = arguments.next().unwrap_or_else(|| env!("CARGO_BIN_EXE_tidings").to_owned());
    let mut store = store::open(&Address::file(&path), Access::Write).expect("the store opens");
    if store.last_seq().expect("a number") == Seq(0) {
        let started = Instant::now();
        let raw = fill(&mut *store, count);
        println!("{count} articles of {raw} bytes stored in {:.1?}", started.elapsed());
    }
    drop(store);
    println!("{:<40} {:>9} {:>12} {:>9} {:>9}", "command", "CPU ms", "least ms", "median", "bytes");
    for command in COMMANDS {
        let command = spelled(command);
        let before = children();
        let mut runs: Vec<_> = (0..RUNS).map(|_| run(&program, &path, &command)).collect();
        let cpu = children().saturating_sub(before) / RUNS;
        runs.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (least, bytes) = runs[0];
        let (middle, _) = runs[runs.len() / 2];
        println!(
            "{command:<40} {:>9.1} {:>12.1} {:>9.1} {bytes:>9}",
            ms(cpu),
            ms(least),
            ms(middle)
        );
    }
}

/// Runs the program once: how long it took, and how much it wrote.
fn run(program: &str, path: &Path, command: &str) -> (Duration, usize) {
    let started = Instant::now();
    let output = Command::new(program)
        .arg("--store")
        .arg(path)
        .args(arguments(command))
        .env("TIDINGS_NOW", NOW_TEXT)
        .stderr(Stdio::inherit())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{command}: {}", output.status);
    (started.elapsed(), output.stdout.len())
}

/// The words of a command line; what stands in quotation marks is one, with its marks.
fn arguments(command: &str) -> Vec<&str> {
    let mut in_quotes = false;
    let parts = command.split(move |c: char| {
        in_quotes ^= c == '"';
        c == ' ' && !in_quotes
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// The CPU time of all children that have ended.
fn children() -> Duration {
    // Fields 16 and 17 of proc(5), the 14th and 15th after the name, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A command with the words in the places of their numbers.
fn spelled(command: &str) -> String {
    let mut parts = command.split(['{', '}']);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(name), Some(rest)) = (parts.next(), parts.next()) {
        let (number, letters) = name.split_once(':').unwrap_or((name, ""));
        let word = word(number.parse().expect("a word's number"));
        let most = letters.parse().unwrap_or(word.len());
        text += &word[..most.min(word.len())];
        text += rest;
    }
    text
}
