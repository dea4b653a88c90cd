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
mod tests {
    use super::*;
    use crate::render::{columns, samples};

    fn help(width: usize) -> String {
        command().term_width(width).render_help().to_string()
    }

    #[test]
    fn help_on_sixty_columns() {
        samples::held(
            &help(60),
            "
RSS, Atom and JSON feed aggregator for the command line

Usage: tidings [OPTIONS] [COMMAND]

Commands:
  fetch        Fetch what is due, or the sources named
  list         Articles, newest first
  search       Articles that match, best first, with the
               place where they do
  ack          Acknowledge what `list --new --as NAME` gave
               out last
  cursors      Named consumers of --new: how far each has
               come, and what is waiting for it
  show         One article, for reading
  diff         What an edit changed, word by word; the last
               one, unless others are named
  open         Open articles in the browser ($BROWSER, else
               the desktop's)
  mark         Mark articles read, unread, starred or not,
               or with a tag of your own
  undo         Take back what was done last
  log          What was done to articles, newest first
  query        Queries under names of their own: @NAME in
               any query stands for one
  stats        How much, how often, from whom: articles a
               day, by weekday and hour, by feed
  prune        Let old articles go; tidings undo brings them
               back until tidings compact
  doctor       Check the store; exit code 1 if something is
               wrong
  backup       Copy the store, also while it is in use;
               never over another file
  compact      Give back the room that deleted articles
               took, and pack the word index
  add          Subscribe to feeds; adding one twice is the
               same as once
  remove       Stop following a feed; its articles stay, and
               adding it again brings it back
  set          Change a subscription: title, tags, folders,
               url, interval, timeout, proxy …
  discover     The feeds that an address leads to: itself,
               what its page names, what its platform has,
               or else the usual places, asked one after
               another
  feeds        Subscriptions and how they fare
  health       What is wrong with which feed, since when,
               and what to do
  import       Take over subscriptions: OPML, newsboat's
               urls or cache.db, an sfeedrc, a list of URLs
  export       Write the subscriptions as OPML
  parse        What a document says, without storing it
  trace        The last exchange with a feed's server,
               decision by decision: what was asked and
               answered, how the document was read, what
               became of each entry, and when the feed is
               asked again
  explain      Why an article is one, or whether two URLs
               are one address
  merge        Make two articles one: the second disappears
               into the first
  split        Make one article two
  forget       Delete articles for good: they do not come
               back, unless their feed publishes them anew
  urls         Rules about the parameters in a site's URLs:
               what feeds have taught, and your word on it
  schema       The JSON Schema of what --json prints
  config       Every setting, its value and where that comes
               from
  completions  The completion script of a shell
  man          The manual page, in roff: tidings man | man
               -l -
  help         Print this message or the help of the given
               subcommand(s)

Options:
  -h, --help     Print help (see more with '--help')
  -V, --version  Print version

Everywhere:
      --store <PATH|URL>
          The store: a path or sqlite:PATH [default:
          $XDG_DATA_HOME/tidings/tidings.db]
      --config <FILE>
          The configuration file [default:
          $XDG_CONFIG_HOME/tidings/config.toml]
      --color <WHEN>
          When to colour: auto honours NO_COLOR,
          CLICOLOR_FORCE and TERM=dumb [possible values:
          auto, always, never]
      --no-pager
          Write straight to the terminal
  -q, --quiet
          Say nothing but errors
  -v, --verbose
          Explain what is done
      --log-format <FORMAT>
          How messages on stderr are written [default: text]
          [possible values: text, json]
",
        );
    }

    #[test]
    fn help_on_eighty_columns() {
        samples::held(
            &help(80),
            "
RSS, Atom and JSON feed aggregator for the command line

Usage: tidings [OPTIONS] [COMMAND]

Commands:
  fetch        Fetch what is due, or the sources named
  list         Articles, newest first
  search       Articles that match, best first, with the place where they do
  ack          Acknowledge what `list --new --as NAME` gave out last
  cursors      Named consumers of --new: how far each has come, and what is
               waiting for it
  show         One article, for reading
  diff         What an edit changed, word by word; the last one, unless others
               are named
  open         Open articles in the browser ($BROWSER, else the desktop's)
  mark         Mark articles read, unread, starred or not, or with a tag of your
               own
  undo         Take back what was done last
  log          What was done to articles, newest first
  query        Queries under names of their own: @NAME in any query stands for
               one
  stats        How much, how often, from whom: articles a day, by weekday and
               hour, by feed
  prune        Let old articles go; tidings undo brings them back until tidings
               compact
  doctor       Check the store; exit code 1 if something is wrong
  backup       Copy the store, also while it is in use; never over another file
  compact      Give back the room that deleted articles took, and pack the word
               index
  add          Subscribe to feeds; adding one twice is the same as once
  remove       Stop following a feed; its articles stay, and adding it again
               brings it back
  set          Change a subscription: title, tags, folders, url, interval,
               timeout, proxy …
  discover     The feeds that an address leads to: itself, what its page names,
               what its platform has, or else the usual places, asked one after
               another
  feeds        Subscriptions and how they fare
  health       What is wrong with which feed, since when, and what to do
  import       Take over subscriptions: OPML, newsboat's urls or cache.db, an
               sfeedrc, a list of URLs
  export       Write the subscriptions as OPML
  parse        What a document says, without storing it
  trace        The last exchange with a feed's server, decision by decision:
               what was asked and answered, how the document was read, what
               became of each entry, and when the feed is asked again
  explain      Why an article is one, or whether two URLs are one address
  merge        Make two articles one: the second disappears into the first
  split        Make one article two
  forget       Delete articles for good: they do not come back, unless their
               feed publishes them anew
  urls         Rules about the parameters in a site's URLs: what feeds have
               taught, and your word on it
  schema       The JSON Schema of what --json prints
  config       Every setting, its value and where that comes from
  completions  The completion script of a shell
  man          The manual page, in roff: tidings man | man -l -
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help (see more with '--help')
  -V, --version  Print version

Everywhere:
      --store <PATH|URL>     The store: a path or sqlite:PATH [default:
                             $XDG_DATA_HOME/tidings/tidings.db]
      --config <FILE>        The configuration file [default:
                             $XDG_CONFIG_HOME/tidings/config.toml]
      --color <WHEN>         When to colour: auto honours NO_COLOR,
                             CLICOLOR_FORCE and TERM=dumb [possible values:
                             auto, always, never]
      --no-pager             Write straight to the terminal
  -q, --quiet                Say nothing but errors
  -v, --verbose              Explain what is done
      --log-format <FORMAT>  How messages on stderr are written [default: text]
                             [possible values: text, json]
",
        );
    }

    /// Longer lines tire the eye.
    #[test]
    fn help_is_never_wider_than_a_hundred_columns() {
        samples::held(
            &help(100),
            "
RSS, Atom and JSON feed aggregator for the command line

Usage: tidings [OPTIONS] [COMMAND]

Commands:
  fetch        Fetch what is due, or the sources named
  list         Articles, newest first
  search       Articles that match, best first, with the place where they do
  ack          Acknowledge what `list --new --as NAME` gave out last
  cursors      Named consumers of --new: how far each has come, and what is waiting for it
  show         One article, for reading
  diff         What an edit changed, word by word; the last one, unless others are named
  open         Open articles in the browser ($BROWSER, else the desktop's)
  mark         Mark articles read, unread, starred or not, or with a tag of your own
  undo         Take back what was done last
  log          What was done to articles, newest first
  query        Queries under names of their own: @NAME in any query stands for one
  stats        How much, how often, from whom: articles a day, by weekday and hour, by feed
  prune        Let old articles go; tidings undo brings them back until tidings compact
  doctor       Check the store; exit code 1 if something is wrong
  backup       Copy the store, also while it is in use; never over another file
  compact      Give back the room that deleted articles took, and pack the word index
  add          Subscribe to feeds; adding one twice is the same as once
  remove       Stop following a feed; its articles stay, and adding it again brings it back
  set          Change a subscription: title, tags, folders, url, interval, timeout, proxy …
  discover     The feeds that an address leads to: itself, what its page names, what its platform
               has, or else the usual places, asked one after another
  feeds        Subscriptions and how they fare
  health       What is wrong with which feed, since when, and what to do
  import       Take over subscriptions: OPML, newsboat's urls or cache.db, an sfeedrc, a list of
               URLs
  export       Write the subscriptions as OPML
  parse        What a document says, without storing it
  trace        The last exchange with a feed's server, decision by decision: what was asked and
               answered, how the document was read, what became of each entry, and when the feed is
               asked again
  explain      Why an article is one, or whether two URLs are one address
  merge        Make two articles one: the second disappears into the first
  split        Make one article two
  forget       Delete articles for good: they do not come back, unless their feed publishes them
               anew
  urls         Rules about the parameters in a site's URLs: what feeds have taught, and your word on
               it
  schema       The JSON Schema of what --json prints
  config       Every setting, its value and where that comes from
  completions  The completion script of a shell
  man          The manual page, in roff: tidings man | man -l -
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help (see more with '--help')
  -V, --version  Print version

Everywhere:
      --store <PATH|URL>     The store: a path or sqlite:PATH [default:
                             $XDG_DATA_HOME/tidings/tidings.db]
      --config <FILE>        The configuration file [default: $XDG_CONFIG_HOME/tidings/config.toml]
      --color <WHEN>         When to colour: auto honours NO_COLOR, CLICOLOR_FORCE and TERM=dumb
                             [possible values: auto, always, never]
      --no-pager             Write straight to the terminal
  -q, --quiet                Say nothing but errors
  -v, --verbose              Explain what is done
      --log-format <FORMAT>  How messages on stderr are written [default: text] [possible values:
                             text, json]
",
        );
        for width in [60, 80, 100] {
            let mut whole = command().term_width(width);
            whole.build();
            let mut left = vec![whole];
            while let Some(mut command) = left.pop() {
                left.extend(command.get_subcommands().cloned());
                let help = command.render_long_help().to_string();
                let (usage, rest) = help.split_once("\n\n").expect("several paragraphs");
                for line in [usage, rest].iter().flat_map(|text| text.lines()) {
                    assert!(columns(line) <= width, "{width}: {line}");
                }
            }
        }
    }
}
