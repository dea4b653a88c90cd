//! `tidings completions SHELL`, and the answers that its script asks for at each press of the
//! tab key: commands and flags, formats, fields and keys, and what only the store knows (feeds, tags, saved queries,
//! cursors).

use std::{
    ffi::{OsStr, OsString},
    io::{self, Write},
    process::ExitCode,
};

use clap::{Command, Parser};
use clap_complete::{
    engine::{ArgValueCompleter, CompletionCandidate},
    env::{CompleteEnv, Shells},
};

use super::{
    args::{Cli, CompletionsArgs},
    command,
    failure::Failure,
    session::Session,
};
use crate::{
    model::OPTION_KEYS,
    query::{FIELDS, STATES, fold},
    render::{self, SCHEMAS, safe::line},
    store::{Access, Store},
};

/// The variable by which a shell's script asks.
const VARIABLE: &str = "TIDINGS_COMPLETE";

/// Writes the shell's completion script.
pub(super) fn run(args: &CompletionsArgs, session: &Session) -> Result<ExitCode, Failure> {
    let name = args.shell.to_string();
    let shells = Shells::builtins();
    let shell = shells.completer(&name).ok_or_else(|| {
        let known: Vec<_> = shells.names().collect();
        Failure::usage("unknown-shell", format!("{name}: there are no completions for it"))
            .hint(format!("one of {}", known.join(", ")))
    })?;
    let mut script = Vec::new();
    let written = shell.write_registration(VARIABLE, "tidings", "tidings", "tidings", &mut script);
    written.map_err(|error| Failure::io("completions", &error))?;
    let mut out = session.output(false);
    let written = out.write_all(&script);
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

/// Answers a shell's question, if this run of the program is one.
pub(super) fn answer(arguments: &[OsString]) -> Option<ExitCode> {
    std::env::var_os(VARIABLE)?;
    let folder = std::env::current_dir().ok();
    let answered = CompleteEnv::with_factory(knowing)
        .var(VARIABLE)
        .try_complete(arguments.iter().cloned(), folder.as_deref());
    match answered {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        Err(error) => Some(super::usage::report(&error, false, arguments)),
    }
}

/// The texts that may stand in an argument.
type Known = fn(&mut dyn Store) -> Result<Vec<String>, Failure>;

/// The arguments that the store can complete: command, argument, and what may stand there.
const KNOWN: &[(&[&str], &str, Known)] = &[
    (&["list"], "query", query),
    (&["search"], "query", query),
    (&["stats"], "query", query),
    (&["query", "save"], "query", query),
    (&["list"], "feed", feeds),
    (&["search"], "feed", feeds),
    (&["stats"], "feed", feeds),
    (&["prune"], "feed", feeds),
    (&["fetch"], "sources", feeds),
    (&["feeds"], "feeds", feeds),
    (&["remove"], "feeds", feeds),
    (&["health"], "feeds", feeds),
    (&["trace"], "feed", feeds),
    (&["set"], "feed", feeds),
    (&["list"], "tag", tags),
    (&["search"], "tag", tags),
    (&["mark"], "state", states),
    (&["mark"], "query", query),
    (&["list"], "consumer", cursors),
    (&["search"], "consumer", cursors),
    (&["ack"], "name", cursors),
    (&["cursors", "remove"], "names", cursors),
    (&["query", "remove"], "names", saved),
];

/// The command line with what the store knows.
fn knowing() -> Command {
    let whole = KNOWN.iter().fold(command(), |whole, (path, argument, known)| {
        let known = *known;
        add(
            whole,
            path,
            argument,
            ArgValueCompleter::new(move |typed: &OsStr| stored(typed, known)),
        )
    });
    FIXED.iter().fold(whole, |whole, (path, argument, offer)| {
        add(whole, path, argument, ArgValueCompleter::new(*offer))
    })
}

/// What may stand in an argument in every store, given what was typed of it.
type Offer = fn(&OsStr) -> Vec<CompletionCandidate>;

/// The arguments that need no store to be completed.
const FIXED: &[(&[&str], &str, Offer)] = &[
    (&["list"], "format", formats),
    (&["search"], "format", formats),
    (&["show"], "format", formats),
    (&["parse"], "format", formats),
    (&["list"], "json", fields),
    (&["search"], "json", fields),
    (&["show"], "json", fields),
    (&["parse"], "json", fields),
    (&["schema"], "name", schemas),
    (&["set"], "changes", keys),
    (&["man"], "command", commands),
];

fn formats(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, render::FORMATS.iter().map(|format| format.name))
}

fn schemas(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, SCHEMAS.iter().copied())
}

/// A field after those that were named already, with what it is.
fn fields(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let named = typed.rfind(',').map_or("", |comma| &typed[..=comma]);
    let is_named = |name: &str| named.split(',').any(|one| one == name);
    let all = render::FIELDS.iter().chain(render::PARTS).filter(|field| !is_named(field.name));
    all.map(|field| (format!("{named}{}", field.name), field.about))
        .filter(|(text, _)| text.starts_with(&*typed))
        .map(|(text, about)| CompletionCandidate::new(text).help(Some(about.into())))
        .collect()
}

/// What `set` changes, ready for its value.
fn keys(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let keys = OPTION_KEYS.iter().map(|key| (key.name, key.about));
    std::iter::once(("url", "the address; its history stays"))
        .chain(keys)
        .map(|(name, about)| (format!("{name}="), about))
        .filter(|(text, _)| text.starts_with(&typed))
        .map(|(text, about)| CompletionCandidate::new(text).help(Some(about.into())))
        .collect()
}

/// The commands that have a page, those of two words with a hyphen between.
fn commands(typed: &OsStr) -> Vec<CompletionCandidate> {
    let whole = command();
    let of = |one: &Command| {
        let name = one.get_name().to_owned();
        let inner = one.get_subcommands().map(|inner| format!("{name}-{}", inner.get_name()));
        inner.chain([name.clone()]).collect::<Vec<_>>()
    };
    let mut names: Vec<String> = whole.get_subcommands().flat_map(of).collect();
    names.sort();
    beginning(typed, names.iter().map(String::as_str))
}

fn add(command: Command, path: &[&str], argument: &str, completer: ArgValueCompleter) -> Command {
    match path.split_first() {
        None => command.mut_arg(argument, |arg| arg.add(completer)),
        Some((first, rest)) => {
            command.mut_subcommand(*first, |inner| add(inner, rest, argument, completer))
        }
    }
}

/// What the store knows that begins as typed. A store that cannot be read completes nothing: the
/// command itself will say why.
fn stored(typed: &OsStr, known: Known) -> Vec<CompletionCandidate> {
    let texts = Cli::try_parse_from(["tidings"])
        .map_err(io::Error::other)
        .map_err(|error| Failure::io("completions", &error))
        .and_then(|cli| Session::start(&cli))
        .and_then(|session| known(&mut *session.store(Access::Read)?));
    let texts = texts.unwrap_or_default();
    beginning(typed, texts.iter().map(String::as_str))
}

/// Those of the texts that begin as typed, in either case.
fn beginning<'t>(typed: &OsStr, texts: impl Iterator<Item = &'t str>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    texts
        .filter(|text| text.to_lowercase().starts_with(&typed))
        .map(|text| CompletionCandidate::new(line(text).into_owned()))
        .collect()
}

/// A name that needs no quotes in any shell and is understood as the same.
fn plain(name: &str) -> Option<String> {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric() && !"-_.+#".contains(c))
        .map(|word| word.trim_matches('-'))
        .filter(|word| word.contains(char::is_alphanumeric))
        .collect();
    let plain = words.join("-");
    (!plain.is_empty() && fold::name(&plain) == fold::name(name)).then_some(plain)
}

fn feeds(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    let feeds = store.feeds()?;
    Ok(feeds
        .iter()
        .map(|feed| plain(feed.title()).unwrap_or_else(|| feed.id.to_string()))
        .collect())
}

fn tags(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    Ok(store.tags()?.iter().filter_map(|tag| plain(tag)).collect())
}

fn saved(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    Ok(store.saved_queries()?.into_iter().map(|query| query.name).collect())
}

fn cursors(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    Ok(store.consumers()?.into_iter().map(|consumer| consumer.name).collect())
}

/// What a word of a query may begin with, or be.
fn query(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    let mut words: Vec<String> = FIELDS.iter().map(|field| format!("{}:", field.name)).collect();
    words.extend(STATES.iter().map(|(name, _)| format!("is:{name}")));
    words.extend(saved(store)?.iter().map(|name| format!("@{name}")));
    words.extend(feeds(store)?.iter().map(|name| format!("feed:{name}")));
    words.extend(tags(store)?.iter().map(|name| format!("tag:{name}")));
    Ok(words)
}

fn states(store: &mut dyn Store) -> Result<Vec<String>, Failure> {
    let mut states: Vec<String> = ["read", "unread", "star", "unstar"].map(str::to_owned).into();
    for act in ["tag", "untag"] {
        states.extend(tags(store)?.iter().map(|name| format!("{act}:{name}")));
    }
    Ok(states)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_offered_without_quotes_or_not_at_all() {
        for (name, expected) in [
            ("Pinterest Engineering", Some("Pinterest-Engineering")),
            ("C++ & Rust", Some("C++-Rust")),
            ("l'eau", Some("l-eau")),
            ("don't", None),
            ("東京 ニュース", Some("東京-ニュース")),
            ("$(rm -r .)", Some("rm-r")),
            ("!!", None),
        ] {
            assert_eq!(plain(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn every_argument_that_is_completed_is_there() {
        knowing().debug_assert();
        let known = KNOWN.iter().map(|(path, argument, _)| (path, argument));
        for (path, argument) in
            known.chain(FIXED.iter().map(|(path, argument, _)| (path, argument)))
        {
            let whole = knowing();
            let found = path.iter().try_fold(&whole, |at, name| at.find_subcommand(name));
            let found = found.expect("the command");
            assert!(
                found.get_arguments().any(|arg| arg.get_id() == *argument),
                "{path:?} {argument}"
            );
        }
    }
}
