//! What may be typed about feeds: fetching, following, reading them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::FormatArgs;
use crate::model::Republish;

/// Fetch what is due, or the sources named.
///
/// SOURCE is a subscription (its number, title, address or tag:NAME), the address of a new feed
/// or page (subscribed to, if it yields a feed), a file or file:// URL, exec:COMMAND ARGS (run
/// without a shell), or - for a feed on standard input. In an empty store, fetch without SOURCE
/// first subscribes to the Pinterest Engineering blog.
#[derive(Debug, Args)]
pub(in crate::cli) struct FetchArgs {
    /// What to fetch; what is due without it
    #[arg(value_name = "SOURCE")]
    pub(in crate::cli) sources: Vec<String>,
    /// Touch nothing; show when each feed is due and why
    #[arg(long)]
    pub(in crate::cli) plan: bool,
    /// Ask nobody; parse what is kept of these feeds (of all) again and store it
    #[arg(long, conflicts_with_all = ["plan", "force", "source"])]
    pub(in crate::cli) replay: bool,
    /// Fetch now what is not due yet, but never before a server's Retry-After
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Requests in flight at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(in crate::cli) jobs: Option<u32>,
    /// What to do while another fetch holds the store
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    pub(in crate::cli) if_running: IfRunning,
    /// Which failed feeds make the exit code tell of failure
    #[arg(long, value_name = "WHICH", default_value = "any")]
    pub(in crate::cli) fail_on: FailOn,
    /// What a date more than 30 days later under one id does, unless its feed has a word of its
    /// own: an edit, an edit that moves the article to its new date, or another article
    /// [default: ignore, or fetch.on-republish of the configuration]
    #[arg(long, value_name = "WHAT", value_parser = Republish::NAMES.to_vec())]
    pub(in crate::cli) on_republish: Option<String>,
    /// Where the document on standard input came from
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) source: Option<String>,
    /// One JSON record a feed and a summary
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What to do while another fetch runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum IfRunning {
    /// Wait until it has finished
    Wait,
    /// Leave it at that, with exit code 0
    Skip,
    /// End with exit code 75
    Fail,
}

/// Which failures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// One failed feed is enough: 3, or 4 if all failed
    Any,
    /// Only if every feed failed: 4
    All,
    /// Never
    Never,
}

/// Subscribe to feeds; adding one twice is the same as once.
#[derive(Debug, Args)]
pub(in crate::cli) struct AddArgs {
    /// The address of a feed or of a page that names one, a file, or exec:COMMAND
    #[arg(value_name = "SOURCE", required = true)]
    pub(in crate::cli) sources: Vec<String>,
    /// A title in place of the feed's own
    #[arg(long, value_name = "TITLE")]
    pub(in crate::cli) title: Option<String>,
    /// Labels, separated by commas (may be repeated)
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Vec<String>,
    /// Subscribe without asking the server
    #[arg(long)]
    pub(in crate::cli) no_check: bool,
}

/// Stop following a feed; its articles stay, and adding it again brings it back.
#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED", required = true)]
    pub(in crate::cli) feeds: Vec<String>,
}

/// Change a subscription: title, tags, folders, url, interval, timeout, proxy …
///
/// A login (auth) is for the server it was given for: with url= to another one it stays behind,
/// unless it is given again beside it.
#[derive(Debug, Args)]
pub(in crate::cli) struct SetArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED", index = 1)]
    pub(in crate::cli) feed: String,
    /// What to change; KEY= takes a value back
    #[arg(value_name = "KEY=VALUE", index = 2, required = true)]
    pub(in crate::cli) changes: Vec<String>,
}

/// The feeds that an address leads to: itself, what its page names, what its platform has, or
/// else the usual places, asked one after another.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiscoverArgs {
    /// The address of a page or a site
    pub(in crate::cli) url: String,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Subscriptions and how they fare.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct FeedsArgs {
    #[command(subcommand)]
    pub(in crate::cli) act: Option<FeedsAct>,
    /// Only these: number, title, address or tag:NAME
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feeds: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What can be decided about feeds.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FeedsAct {
    /// Let another feed that carries an article edit it from now on
    ///
    /// An article that several feeds carry is edited by the first alone, or their versions would
    /// take turns. tidings undo takes it back.
    Primary {
        /// The article: an id, the beginning of one, or a URL
        #[arg(value_name = "ID", index = 1)]
        id: String,
        /// The feed: its number, title or address
        #[arg(value_name = "FEED", index = 2)]
        feed: String,
    },
}

/// What is wrong with which feed, since when, and what to do.
///
/// Ends with code 3 if there is trouble that was not acknowledged yet, else with 0.
#[derive(Debug, Args)]
pub(in crate::cli) struct HealthArgs {
    /// Only these: number, title, address or tag:NAME
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feeds: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Take note of what is shown: it is not news again
    #[arg(long)]
    pub(in crate::cli) ack: bool,
}

/// Take over subscriptions: OPML, newsboat's urls or cache.db, an sfeedrc, a list of URLs.
///
/// A list may come from a stranger. One that would run programs or read files of this machine
/// (exec: and file: addresses, auth from a file or command) is shown and not taken over without
/// --yes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// The file; - is standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Take over subscriptions that run a program or read a file, too
    #[arg(long)]
    pub(in crate::cli) yes: bool,
}

/// Write the subscriptions as OPML.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {}

/// What a document says, without storing it.
#[derive(Debug, Args)]
pub(in crate::cli) struct ParseArgs {
    /// A file, a URL, exec:COMMAND, or - for standard input
    #[arg(value_name = "SOURCE", required_unless_present = "batch")]
    pub(in crate::cli) sources: Vec<String>,
    /// The document itself as JSON, before anything is decided
    #[arg(long, conflicts_with_all = ["format", "ndjson", "template", "nul"])]
    pub(in crate::cli) raw: bool,
    /// Many documents: lines `path TAB content-type TAB base-url` in, one JSON object a line out
    #[arg(long, conflicts_with_all = ["sources", "raw", "source", "format", "ndjson", "json", "template", "nul"])]
    pub(in crate::cli) batch: bool,
    /// Where the document on standard input came from
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) source: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArgs,
}

/// The last exchange with a feed's server, decision by decision: what was asked and answered, how
/// the document was read, what became of each entry, and when the feed is asked again.
#[derive(Debug, Args)]
pub(in crate::cli) struct TraceArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feed: String,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
