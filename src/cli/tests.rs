//! The commands as clap describes them in, help on terminals of several widths out.

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
            for line in help.lines() {
                assert!(columns(line) <= width, "{width}: {line}");
            }
        }
    }
}
