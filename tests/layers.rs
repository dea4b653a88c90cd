//! The walls between the rooms: reads every source and fails on what a room may not do.
//!
//! The compiler allows modules to need each other in a ring, so rings creep in; this table is
//! what keeps data running one way. The reader beside it knows tokens and `use` trees, not types:
//! it is a wall against habit, not against somebody who wants through.

use std::{
    fs,
    path::{Path, PathBuf},
};

#[path = "layers/source.rs"]
mod source;

use source::{Named, named_paths};

/// Which rooms a room may name, itself aside.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("fetch", &["model"]),
    ("parse", &["model"]),
    ("normalize", &["model"]),
    ("query", &["model"]),
    ("store", &["model", "query"]),
    ("render", &["model"]),
    ("opml", &["model"]),
    ("app", &["model", "fetch", "parse", "normalize", "query", "store", "render", "opml"]),
    ("config", &["model", "fetch"]),
    (
        "cli",
        &[
            "model",
            "fetch",
            "parse",
            "normalize",
            "query",
            "store",
            "render",
            "opml",
            "app",
            "config",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// What only some rooms may do: the tokens, who may, and why the others may not.
const ONLY: &[(&str, &[&str], &str)] = &[
    ("println !", &[], "stdout belongs to the front end's one writer"),
    ("print !", &[], "stdout belongs to the front end's one writer"),
    ("eprintln !", &[], "stderr belongs to the front end's one writer"),
    ("eprint !", &[], "stderr belongs to the front end's one writer"),
    ("dbg !", &[], "left over from a search"),
    ("process :: exit", &["cli"], "only the front end ends the process"),
    ("process :: abort", &[], "nothing ends the process like that"),
    ("SystemTime :: now", &["cli"], "the time is an argument; only the front end has a clock"),
    ("Utc :: now", &["cli"], "the time is an argument; only the front end has a clock"),
    ("Local :: now", &["cli"], "the time is an argument; only the front end has a clock"),
    ("Instant :: now", &["cli", "app", "fetch", "store"], "only waiting and measuring need it"),
    ("env :: var", &["cli"], "the environment is an argument; only the front end reads it"),
    ("env :: var_os", &["cli"], "the environment is an argument; only the front end reads it"),
    ("env :: vars", &["cli"], "the environment is an argument; only the front end reads it"),
    ("env :: args", &["main", "cli"], "arguments are the front end's"),
    ("env :: args_os", &["main", "cli"], "arguments are the front end's"),
];

/// Names that are places without a job: they gather everything.
const NO_NAMES: &[&str] = &["util", "utils", "helpers", "common", "misc", "manager", "handler"];

#[test]
fn rooms_keep_to_their_walls() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut trespasses = Vec::new();
    let files = rust_files(&sources);
    assert!(files.len() > 10, "the sources are not where they were: {}", sources.display());
    for path in files {
        let text = fs::read_to_string(&path).expect("a source file");
        let name = path.strip_prefix(&sources).expect("a path below src");
        trespasses.extend(check(name, &text));
    }
    assert!(trespasses.is_empty(), "\n{}", trespasses.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Everything a file does that it may not, each as `file:line: what and why`.
fn check(file: &Path, text: &str) -> Vec<String> {
    let mut module: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let room = module[0].clone();
    module.retain(|part| part != "mod" && part != "lib" && part != "main");
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| {
        found.push(format!("src/{}:{line}: {what}", file.display()));
    };
    if !text.starts_with("//! ") {
        say(1, "the first line does not say what goes in and comes out (`//! …`)".to_owned());
    }
    if let Some(name) = module.iter().find(|name| NO_NAMES.contains(&name.as_str())) {
        say(1, format!("{name} is no noun of the trade; name the module by its job"));
    }
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
        say(1, format!("{room} has no line in MAY_USE of tests/layers.rs"));
        return found;
    };
    for Named { path, line, testing } in named_paths(text, &module) {
        let whole = path.join(" :: ");
        let only =
            ONLY.iter().find(|(act, _, _)| whole == *act || whole.ends_with(&format!(" :: {act}")));
        if let Some((act, rooms, why)) = only.filter(|_| !testing)
            && !rooms.contains(&room.as_str())
        {
            say(line, format!("{} in {room}: {why}", act.replace(' ', "")));
        }
        if path[0] != "crate" {
            continue;
        }
        match path.get(1).map(String::as_str) {
            None | Some("*") => say(line, "names the whole crate; name the room".to_owned()),
            Some(other) if other == room || allowed.contains(&other) => {}
            Some(other) if MAY_USE.iter().any(|(name, _)| *name == other) => {
                let rooms = if allowed.is_empty() { "none" } else { &allowed.join(", ") };
                say(line, format!("{room} uses {other}; it may use {rooms}"));
            }
            Some(_) => {}
        }
    }
    found
}

/// Sources, and what is said about them.
type Cases = &'static [(&'static str, &'static str, &'static [&'static str])];

const ALLOWED: Cases = &[
    ("render/text.rs", "use crate::{model::{Article, Item}, render::Format};", &[]),
    ("store/sql.rs", "use crate::query::Filter; use super::open;", &[]),
    (
        "opml/mod.rs",
        "mod a { mod b { use super::super::x; use super::super::super::model; } }",
        &[],
    ),
    (
        "parse/rss.rs",
        "// use crate::store;\n/* crate::store::X /* */ */ const A: &str = \"crate::store::x\";",
        &[],
    ),
    (
        "parse/rss.rs",
        "const A: &str = r#\"\" crate::store::x\"#; fn f<'a>(x: &'a str) -> char { '\"' }",
        &[],
    ),
    ("store/mod.rs", "let store = model::store::x; pub(crate) fn f() {}", &[]),
    ("cli/mod.rs", "std::process::exit(1); SystemTime::now(); crate::app::run();", &[]),
    ("fetch/mod.rs", "mod tests { fn f() { println!(); } }", &[]),
    ("main.rs", "fn main() { tidings::cli::run(std::env::args_os()) }", &[]),
];

const NOT_ALLOWED: Cases = &[
    ("parse/rss.rs", "use crate::store::Store;", &["2: parse uses store; it may use model"]),
    (
        "parse/rss.rs",
        "\nuse crate::{model::X,\n  store};",
        &["4: parse uses store; it may use model"],
    ),
    ("model/ids.rs", "use crate::{fetch as f};", &["2: model uses fetch; it may use none"]),
    (
        "parse/rss.rs",
        "use super::super::store::{self};",
        &["2: parse uses store; it may use model"],
    ),
    ("parse/mod.rs", "use super::{model::X, render};", &["2: parse uses render; it may use model"]),
    (
        "parse/mod.rs",
        "mod tests { use super::super::store::x; }",
        &["2: parse uses store; it may use model"],
    ),
    ("parse/rss.rs", "fn f() -> crate::store::X { x }", &["2: parse uses store; it may use model"]),
    (
        "parse/rss.rs",
        "fn f(c: char) { if c == '\\'' { r#crate::app::x() } }",
        &["2: parse uses app; it may use model"],
    ),
    (
        "parse/rss.rs",
        "macro_rules! m { () => { $crate::cli::x } }",
        &["2: parse uses cli; it may use model"],
    ),
    (
        "app/mod.rs",
        "self::super::cli::run(tidings::config::x());",
        &[
            "2: app uses cli; it may use model, fetch, parse, normalize, query, store, render, opml",
            "2: app uses config; it may use model, fetch, parse, normalize, query, store, render, opml",
        ],
    ),
    (
        "parse/rss.rs",
        "use crate::*; use crate as c; use super::super::*;",
        &[
            "2: names the whole crate; name the room",
            "2: names the whole crate; name the room",
            "2: names the whole crate; name the room",
        ],
    ),
    (
        "parse/rss.rs",
        "println!(\"x\"); std::eprintln!();",
        &[
            "2: println! in parse: stdout belongs to the front end's one writer",
            "2: eprintln! in parse: stderr belongs to the front end's one writer",
        ],
    ),
    (
        "app/mod.rs",
        "use std::{process::{self, exit}, time::SystemTime}; chrono::Utc::now();",
        &[
            "2: process::exit in app: only the front end ends the process",
            "2: Utc::now in app: the time is an argument; only the front end has a clock",
        ],
    ),
    (
        "config/mod.rs",
        "std::env::var(\"X\")",
        &["2: env::var in config: the environment is an argument; only the front end reads it"],
    ),
    ("parse/util.rs", "", &["1: util is no noun of the trade; name the module by its job"]),
    ("serve/mod.rs", "", &["1: serve has no line in MAY_USE of tests/layers.rs"]),
];

#[test]
fn the_reader_sees_through_every_way_to_name_a_room() {
    for (file, code, expected) in ALLOWED.iter().chain(NOT_ALLOWED) {
        let code = format!("//! A room.\n{code}");
        let prefix = format!("src/{file}:");
        let found = check(Path::new(file), &code);
        let found: Vec<&str> =
            found.iter().map(|said| said.strip_prefix(&prefix).expect("the file")).collect();
        assert_eq!(found, *expected, "{file}: {code}");
    }
    let bare = check(Path::new("parse/rss.rs"), "fn f() {}");
    assert_eq!(bare.len(), 1, "{bare:?}");
}
