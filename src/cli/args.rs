//! What may be typed, literally; what it means is resolved by each command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// RSS, Atom and JSON feed aggregator for the command line.
///
/// Without a command: the newest unread articles.
#[derive(Debug, Parser)]
#[command(name = "tidings", version, max_term_width = 100, disable_help_subcommand = false)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The store: a path or sqlite:PATH [default: $XDG_DATA_HOME/tidings/tidings.db]
    #[arg(long, global = true, value_name = "PATH|URL")]
    pub(super) store: Option<String>,
    /// The configuration file [default: $XDG_CONFIG_HOME/tidings/config.toml]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// When to colour: auto honours NO_COLOR, CLICOLOR_FORCE and TERM=dumb
    #[arg(long, global = true, value_name = "WHEN")]
    pub(super) color: Option<When>,
    /// Write straight to the terminal
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Explain what is done
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
    /// How messages on stderr are written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(super) log_format: LogFormat,
}

/// auto, always or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl When {
    /// The word of the setting.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    #[default]
    Text,
    Json,
}

/// One variant a command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Fetch(FetchArgs),
    List(ListArgs),
    Search(SearchArgs),
    Ack(AckArgs),
    Cursors(CursorsArgs),
    Show(ShowArgs),
    Open(OpenArgs),
    Mark(MarkArgs),
    Undo(UndoArgs),
    Log(LogArgs),
    Query(QueryArgs),
    Stats(StatsArgs),
    Prune(PruneArgs),
    Doctor(DoctorArgs),
    Backup(BackupArgs),
    Compact(CompactArgs),
    Add(AddArgs),
    Remove(RemoveArgs),
    Set(SetArgs),
    Discover(DiscoverArgs),
    Feeds(FeedsArgs),
    Health(HealthArgs),
    Import(ImportArgs),
    Export(ExportArgs),
    Parse(ParseArgs),
    Trace(TraceArgs),
    Explain(ExplainArgs),
    Schema(SchemaArgs),
    Config(ConfigArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

impl Command {
    /// Whether failures are to be told as JSON.
    pub(super) fn wants_json(&self) -> bool {
        match self {
            Self::Fetch(args) => args.json,
            Self::List(args) => args.listing.wants_json(),
            Self::Search(args) => args.listing.wants_json(),
            Self::Cursors(args) => args.json,
            Self::Stats(args) => args.json,
            Self::Doctor(args) => args.json,
            Self::Query(args) => matches!(args.act, QueryAct::List { json: true }),
            Self::Show(args) => args.format.wants_json(),
            Self::Feeds(args) => args.json,
            Self::Health(args) => args.json,
            Self::Discover(args) => args.json,
            Self::Explain(args) => args.json,
            Self::Trace(args) => args.json,
            Self::Config(args) => args.json,
            Self::Parse(args) => args.raw || args.format.wants_json(),
            _ => false,
        }
    }
}

/// Fetch what is due, or the sources named.
///
/// SOURCE is a subscription (its number, title, address or tag:NAME), the address of a new feed
/// or page (subscribed to, if it yields a feed), a file or file:// URL, exec:COMMAND ARGS (run
/// without a shell), or - for a feed on standard input. In an empty store, fetch without SOURCE
/// first subscribes to the Pinterest Engineering blog.
#[derive(Debug, Args)]
pub(super) struct FetchArgs {
    #[arg(value_name = "SOURCE")]
    pub(super) sources: Vec<String>,
    /// Touch nothing; show when each feed is due and why
    #[arg(long)]
    pub(super) plan: bool,
    /// Ask nobody; parse what is kept of these feeds (of all) again and store it
    #[arg(long, conflicts_with_all = ["plan", "force", "source"])]
    pub(super) replay: bool,
    /// Fetch now what is not due yet, but never before a server's Retry-After
    #[arg(long)]
    pub(super) force: bool,
    /// Requests in flight at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) jobs: Option<u32>,
    /// What to do while another fetch holds the store
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    pub(super) if_running: IfRunning,
    /// Which failed feeds make the exit code tell of failure
    #[arg(long, value_name = "WHICH", default_value = "any")]
    pub(super) fail_on: FailOn,
    /// Where the document on standard input came from
    #[arg(long, value_name = "URL")]
    pub(super) source: Option<String>,
    /// One JSON record a feed and a summary
    #[arg(long)]
    pub(super) json: bool,
}

/// What to do while another fetch runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IfRunning {
    /// Wait until it has finished
    Wait,
    /// Leave it at that, with exit code 0
    Skip,
    /// End with exit code 75
    Fail,
}

/// Which failures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// One failed feed is enough: 3, or 4 if all failed
    Any,
    /// Only if every feed failed: 4
    All,
    /// Never
    Never,
}

/// Articles, newest first.
///
/// QUERY is words and "phrases", pin*, -not, OR, parentheses, and feed: author: title: tag: url:
/// is:unread|read|starred|edited|hidden since: until: received:
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// Articles that match, best first, with the place where they do.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// What list and search share.
#[derive(Debug, Args)]
pub(super) struct Listing {
    /// Dated at or after: 7d, yesterday, 2026-05, "last monday", an RFC 3339 time …
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) since: Option<String>,
    /// Dated before the end of
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) until: Option<String>,
    /// Arrived at or after
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) received_since: Option<String>,
    /// From this feed: its number, title or address, or tag:NAME (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(super) feed: Vec<String>,
    /// By this author
    #[arg(long, value_name = "NAME")]
    pub(super) author: Option<String>,
    /// With this tag
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Vec<String>,
    /// Not read yet
    #[arg(long)]
    pub(super) unread: bool,
    /// Starred
    #[arg(long)]
    pub(super) starred: bool,
    /// Which date since, until and the order go by
    #[arg(long, value_name = "DATE", default_value = "published")]
    pub(super) by: By,
    /// The order
    #[arg(long, value_name = "ORDER")]
    pub(super) sort: Option<SortBy>,
    /// The order turned round
    #[arg(long)]
    pub(super) reverse: bool,
    /// At most so many
    #[arg(long, short = 'n', value_name = "N")]
    pub(super) limit: Option<u64>,
    /// Only what follows this article in the order
    #[arg(long, value_name = "ID")]
    pub(super) after: Option<String>,
    /// What arrived or was edited since the consumer named with --as last acknowledged,
    /// in that order; a new name begins with everything
    #[arg(long, requires = "consumer")]
    pub(super) new: bool,
    /// The consumer; `tidings ack NAME` acknowledges what it was given
    #[arg(long = "as", id = "consumer", value_name = "NAME", requires = "new")]
    pub(super) consumer: Option<String>,
    /// Acknowledge at once when all of it was written
    #[arg(long, requires = "new")]
    pub(super) ack: bool,
    /// End with code 5 if nothing matches
    #[arg(long, short)]
    pub(super) exit_status: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

impl Listing {
    fn wants_json(&self) -> bool {
        self.format.wants_json()
    }
}

/// Which of an article's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    Published,
    Received,
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    Published,
    Received,
    Relevance,
    Feed,
    Title,
}

/// How articles are written.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct FormatArgs {
    /// The format: text, json, ndjson, csv, tsv, markdown, html, rss, atom, jsonfeed, ids, page
    #[arg(long, value_name = "NAME", conflicts_with_all = ["json", "template"])]
    pub(super) format: Option<String>,
    /// Short for --format json; with fields, only those; --json= lists them
    #[arg(long, value_name = "FIELD,…", num_args = 0..=1, require_equals = true,
          default_missing_value = "*", conflicts_with = "template")]
    pub(super) json: Option<String>,
    /// A line of your own an article: '{date:%Y-%m-%d} {title:.40}\n{url}'
    #[arg(long, value_name = "TEXT")]
    pub(super) template: Option<String>,
    /// End each id with NUL instead of a newline (with --format ids)
    #[arg(short = '0')]
    pub(super) nul: bool,
}

impl FormatArgs {
    /// Whether a format is chosen at all.
    pub(super) fn names_one(&self) -> bool {
        self.format.is_some() || self.json.is_some() || self.template.is_some()
    }

    fn wants_json(&self) -> bool {
        self.json.is_some()
            || self.format.as_deref().is_some_and(|name| matches!(name, "json" | "ndjson"))
    }
}

/// Acknowledge what `list --new --as NAME` gave out last.
///
/// Moves the cursor to the end of that list, if all of it was given out; what was cut short by a
/// closed pipe or a crash comes again. tidings list --new --as mail --ndjson | mailer && tidings
/// ack mail gives every article to the mailer at least once.
#[derive(Debug, Args)]
pub(super) struct AckArgs {
    /// The consumer
    pub(super) name: String,
}

/// Named consumers of --new: how far each has come, and what is waiting for it.
#[derive(Debug, Args)]
pub(super) struct CursorsArgs {
    #[command(subcommand)]
    pub(super) act: Option<CursorsAct>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What can be done to cursors.
#[derive(Debug, Subcommand)]
pub(super) enum CursorsAct {
    /// Forget cursors; the next list under such a name begins with everything
    Remove {
        /// The consumers
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

/// One article, for reading.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub(super) ids: Vec<String>,
    /// The sanitised HTML of the content
    #[arg(long)]
    pub(super) html: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// Open articles in the browser ($BROWSER, else the desktop's).
#[derive(Debug, Args)]
pub(super) struct OpenArgs {
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub(super) ids: Vec<String>,
}

/// Mark articles read, unread, starred or not, or with a tag of your own.
#[derive(Debug, Args)]
pub(super) struct MarkArgs {
    /// read, unread, star, unstar, tag:NAME or untag:NAME
    #[arg(value_parser = MarkAs::read)]
    pub(super) state: MarkAs,
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required_unless_present = "query")]
    pub(super) ids: Vec<String>,
    /// Every article that this query finds
    #[arg(long, value_name = "QUERY", conflicts_with = "ids")]
    pub(super) query: Option<String>,
}

/// The states of `mark`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkAs {
    Read,
    Unread,
    Star,
    Unstar,
    Tag(String),
    Untag(String),
}

impl MarkAs {
    /// Longer than any tag somebody means.
    const LONGEST: usize = 100;

    fn read(text: &str) -> Result<Self, String> {
        let tag = |name: &str| {
            let name = name.trim();
            let long = name.chars().count() > Self::LONGEST;
            if name.is_empty() || long || name.chars().any(char::is_control) {
                return Err("a tag is a line of at most 100 characters".to_owned());
            }
            Ok(name.to_owned())
        };
        match text.split_once(':') {
            Some(("tag", name)) => Ok(Self::Tag(tag(name)?)),
            Some(("untag", name)) => Ok(Self::Untag(tag(name)?)),
            _ => match text {
                "read" => Ok(Self::Read),
                "unread" => Ok(Self::Unread),
                "star" => Ok(Self::Star),
                "unstar" => Ok(Self::Unstar),
                _ => {
                    Err("it is one of read, unread, star, unstar, tag:NAME, untag:NAME".to_owned())
                }
            },
        }
    }
}

/// Take back what was done last.
#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// The number of another operation, as tidings log gives it
    pub(super) operation: Option<i64>,
}

/// What was done to articles, newest first.
#[derive(Debug, Args)]
pub(super) struct LogArgs {
    /// At most so many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,
}

/// Queries under names of their own: @NAME in any query stands for one.
///
/// Each is an output feed too: tidings list @NAME --format atom
#[derive(Debug, Args)]
pub(super) struct QueryArgs {
    #[command(subcommand)]
    pub(super) act: QueryAct,
}

/// What can be done to saved queries.
#[derive(Debug, Subcommand)]
pub(super) enum QueryAct {
    /// Save a query, in place of one of that name
    Save {
        /// Letters, digits, - _ and .
        name: String,
        /// As for tidings list; dates like "since:7d" count from when it is used
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// The saved queries
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Forget saved queries
    Remove {
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

/// How much, how often, from whom: articles a day, by weekday and hour, by feed.
#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    /// Only the articles of this query
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Dated at or after: 90d, 2026-05, "last month" …
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) since: Option<String>,
    /// Dated before the end of
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) until: Option<String>,
    /// From this feed: its number, title or address, or tag:NAME (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(super) feed: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Let old articles go; tidings undo brings them back until tidings compact.
///
/// Starred articles and those with a tag of your own stay, and so do the newest of each feed (as
/// many as the setting keep.per-feed says). What is pruned does not come back with the next fetch.
/// Without --older-than and --keep, the setting keep.age decides.
#[derive(Debug, Args)]
pub(super) struct PruneArgs {
    /// Articles dated before: 90d, 1y, 2025-01 …
    #[arg(long, value_name = "WHEN")]
    pub(super) older_than: Option<String>,
    /// All but the newest N of each feed (with --older-than: of those)
    #[arg(long, value_name = "N")]
    pub(super) keep: Option<u64>,
    /// Only from this feed (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(super) feed: Vec<String>,
    /// Only show how many would go from each feed
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Check the store; exit code 1 if something is wrong.
#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// Rebuild the word index and the counters
    #[arg(long)]
    pub(super) repair: bool,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Copy the store, also while it is in use; never over another file.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// The file to make
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

/// Give back the room that deleted articles took, and pack the word index.
#[derive(Debug, Args)]
pub(super) struct CompactArgs {
    /// Also let go of the text of pruned articles, which undo then cannot bring back
    #[arg(long)]
    pub(super) yes: bool,
}

/// Subscribe to feeds; adding one twice is the same as once.
#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// The address of a feed or of a page that names one, a file, or exec:COMMAND
    #[arg(value_name = "SOURCE", required = true)]
    pub(super) sources: Vec<String>,
    /// A title in place of the feed's own
    #[arg(long, value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// A label (may be repeated)
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Vec<String>,
    /// Subscribe without asking the server
    #[arg(long)]
    pub(super) no_check: bool,
}

/// Stop following a feed; its articles stay, and adding it again brings it back.
#[derive(Debug, Args)]
pub(super) struct RemoveArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED", required = true)]
    pub(super) feeds: Vec<String>,
}

/// Change a subscription: title, tags, folders, url, interval, timeout, proxy …
#[derive(Debug, Args)]
pub(super) struct SetArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED")]
    pub(super) feed: String,
    /// What to change; KEY= takes a value back
    #[arg(value_name = "KEY=VALUE", required = true)]
    pub(super) changes: Vec<String>,
}

/// The feeds that an address leads to: itself, what its page names, what its platform has, or
/// else the usual places, asked one after another.
#[derive(Debug, Args)]
pub(super) struct DiscoverArgs {
    pub(super) url: String,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Subscriptions and how they fare.
#[derive(Debug, Args)]
pub(super) struct FeedsArgs {
    /// Only these: number, title, address or tag:NAME
    #[arg(value_name = "FEED")]
    pub(super) feeds: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What is wrong with which feed, since when, and what to do.
///
/// Ends with code 3 if there is trouble that was not acknowledged yet, else with 0.
#[derive(Debug, Args)]
pub(super) struct HealthArgs {
    /// Only these: number, title, address or tag:NAME
    #[arg(value_name = "FEED")]
    pub(super) feeds: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Take note of what is shown: it is not news again
    #[arg(long)]
    pub(super) ack: bool,
}

/// Take over subscriptions from an OPML file, newsboat's urls, an sfeedrc or a list of URLs.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The file; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Take over subscriptions that run a program, too
    #[arg(long)]
    pub(super) yes: bool,
}

/// Write the subscriptions as OPML.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {}

/// What a document says, without storing it.
#[derive(Debug, Args)]
pub(super) struct ParseArgs {
    /// A file, a URL, exec:COMMAND, or - for standard input
    #[arg(value_name = "SOURCE", required_unless_present = "batch")]
    pub(super) sources: Vec<String>,
    /// The document itself as JSON, before anything is decided
    #[arg(long)]
    pub(super) raw: bool,
    /// Many documents: lines `path TAB content-type TAB base-url` in, one JSON object a line out
    #[arg(long, conflicts_with = "sources")]
    pub(super) batch: bool,
    /// Where the document on standard input came from
    #[arg(long, value_name = "URL")]
    pub(super) source: Option<String>,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// The last exchange with a feed's server, decision by decision: what was asked and answered, how
/// the document was read, what became of each entry, and when the feed is asked again.
#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// Its number, title or address
    #[arg(value_name = "FEED")]
    pub(super) feed: String,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Whether two URLs are one address, and which rules make it so.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// One URL, or two to hold against each other
    #[arg(value_name = "URL", required = true, num_args = 1..=2)]
    pub(super) urls: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// The JSON Schema of what --json prints.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// article, feed, fetch, health or error; without it, all in one document
    pub(super) name: Option<String>,
}

/// Every setting, its value and where that comes from.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// The completion script of a shell.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    pub(super) shell: clap_complete::Shell,
}

/// The manual page, in roff: tidings man | man -l -
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The page of this command alone
    pub(super) command: Option<String>,
}
