//! The command line: arguments in, exit code out. One file a command.

mod args;
mod clock;
mod completions;
mod config;
mod cursors;
mod diff;
mod explain;
mod failure;
mod feeds;
mod fetch;
mod filter;
mod follow;
mod formats;
mod hand;
mod health;
mod hearing;
mod list;
mod log;
mod man;
mod mark;
mod names;
mod open;
mod output;
mod parse;
mod plan;
mod policy;
mod print;
mod prune;
mod queries;
mod query;
mod replay;
mod schema;
mod session;
mod show;
mod signals;
mod source;
mod start;
mod stats;
mod stdin;
mod trace;
mod transfer;
mod upkeep;
mod urls;
mod usage;

use std::{ffi::OsString, process::ExitCode};

use clap::{ColorChoice, CommandFactory, FromArgMatches};

use args::{Cli, Command, LogFormat};
use failure::Failure;
use session::Session;

/// Runs the command that the arguments name; everything it has to say is written by then.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(answered) = completions::answer(&arguments) {
        return answered;
    }
    let program = command().color(help_colour(&arguments));
    let arguments = queries::shield(arguments, &program);
    let parsed = program
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error, wants_json(&arguments), &arguments),
    };
    let json = cli.command.as_ref().is_some_and(Command::wants_json)
        || cli.global.log_format == LogFormat::Json;
    let outcome = Session::start(&cli).and_then(|session| dispatch(cli, &session));
    match outcome {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}

/// When help is coloured: as `--color` says, which is not otherwise known where help is printed.
fn help_colour(arguments: &[OsString]) -> ColorChoice {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let says = |word: &str| {
        texts.windows(2).any(|pair| pair == ["--color", word])
            || texts.iter().any(|text| text.strip_prefix("--color=") == Some(word))
    };
    match (says("never"), says("always")) {
        (true, _) => ColorChoice::Never,
        (_, true) => ColorChoice::Always,
        _ => ColorChoice::Auto,
    }
}

/// Whether errors are wanted as JSON by arguments that could not be understood.
fn wants_json(arguments: &[OsString]) -> bool {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    texts.iter().any(|text| text.starts_with("--json") || *text == "--log-format=json")
        || texts.windows(2).any(|pair| pair == ["--log-format", "json"])
}

/// The whole command line as clap describes it: the source of help, completions and man pages.
fn command() -> clap::Command {
    Cli::command()
}

fn dispatch(cli: Cli, session: &Session) -> Result<ExitCode, Failure> {
    match cli.command {
        None => start::run(session),
        Some(Command::Fetch(args)) if args.plan => plan::run(&args, session),
        Some(Command::Fetch(args)) if args.replay => replay::run(&args, session),
        Some(Command::Fetch(args)) => fetch::run(&args, session),
        Some(Command::List(args)) => list::list(&args, session),
        Some(Command::Search(args)) => list::search(&args, session),
        Some(Command::Ack(args)) => cursors::ack(&args, session),
        Some(Command::Cursors(args)) => cursors::run(&args, session),
        Some(Command::Show(args)) => show::run(&args, session),
        Some(Command::Diff(args)) => diff::run(&args, session),
        Some(Command::Open(args)) => open::run(&args, session),
        Some(Command::Mark(args)) => mark::run(&args, session),
        Some(Command::Undo(args)) => log::undo(&args, session),
        Some(Command::Log(args)) => log::log(&args, session),
        Some(Command::Query(args)) => query::run(&args, session),
        Some(Command::Stats(args)) => stats::run(&args, session),
        Some(Command::Prune(args)) => prune::run(&args, session),
        Some(Command::Doctor(args)) => upkeep::doctor(&args, session),
        Some(Command::Backup(args)) => upkeep::backup(&args, session),
        Some(Command::Compact(args)) => upkeep::compact(&args, session),
        Some(Command::Add(args)) => follow::add(&args, session),
        Some(Command::Remove(args)) => follow::remove(&args, session),
        Some(Command::Set(args)) => follow::set(&args, session),
        Some(Command::Discover(args)) => follow::discover(&args, session),
        Some(Command::Feeds(args)) => feeds::run(&args, session),
        Some(Command::Health(args)) => health::run(&args, session),
        Some(Command::Import(args)) => transfer::import(&args, session),
        Some(Command::Export(args)) => transfer::export(&args, session),
        Some(Command::Parse(args)) => parse::run(&args, session),
        Some(Command::Trace(args)) => trace::run(&args, session),
        Some(Command::Explain(args)) => explain::run(&args, session),
        Some(Command::Merge(args)) => hand::merge(&args, session),
        Some(Command::Split(args)) => hand::split(&args, session),
        Some(Command::Forget(args)) => hand::forget(&args, session),
        Some(Command::Urls(args)) => urls::run(&args, session),
        Some(Command::Schema(args)) => schema::run(&args, session),
        Some(Command::Config(args)) => config::run(&args, session),
        Some(Command::Completions(args)) => completions::run(&args, session),
        Some(Command::Man(args)) => man::run(&args, session),
    }
}

#[cfg(test)]
mod tests;
