//! What may be typed to list, search and count articles.

use clap::{Args, Subcommand, ValueEnum};

use crate::render::FORMATS;

/// Articles, newest first.
///
/// QUERY is words and "phrases", pin*, -not, OR, parentheses, and feed: author: title: tag: url:
/// is:unread|read|starred|edited|hidden since: until: received:
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// What to list; everything without it
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// Articles that match, best first, with the place where they do.
#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArgs {
    /// What to look for, as for tidings list
    #[arg(value_name = "QUERY", required = true)]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) listing: Listing,
}

/// What list and search share.
#[derive(Debug, Args)]
pub(in crate::cli) struct Listing {
    /// Dated at or after: 7d, yesterday, 2026-05, "last monday", an RFC 3339 time …
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) since: Option<String>,
    /// Dated before the end of that day, month or other time
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) until: Option<String>,
    /// Arrived at or after
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) received_since: Option<String>,
    /// From this feed: its number, title or address, or tag:NAME (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(in crate::cli) feed: Vec<String>,
    /// By this author
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) author: Option<String>,
    /// With this tag
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Vec<String>,
    /// Not read yet
    #[arg(long)]
    pub(in crate::cli) unread: bool,
    /// Starred
    #[arg(long)]
    pub(in crate::cli) starred: bool,
    /// Which date since, until and the order go by
    #[arg(long, value_name = "DATE", default_value = "published")]
    pub(in crate::cli) by: By,
    /// The order
    #[arg(long, value_name = "ORDER")]
    pub(in crate::cli) sort: Option<SortBy>,
    /// The order turned round
    #[arg(long)]
    pub(in crate::cli) reverse: bool,
    /// At most so many
    #[arg(long, short = 'n', value_name = "N")]
    pub(in crate::cli) limit: Option<u64>,
    /// Only what follows this article in the order
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) after: Option<String>,
    /// Of articles that tell one story in different feeds, only the earliest that matches, with
    /// the feeds of the others in also_in
    #[arg(long)]
    pub(in crate::cli) collapse: bool,
    /// What arrived or was edited since the consumer named with --as last acknowledged,
    /// in that order; a new name begins with everything
    #[arg(long, requires = "consumer")]
    pub(in crate::cli) new: bool,
    /// The consumer; `tidings ack NAME` acknowledges what it was given
    #[arg(long = "as", id = "consumer", value_name = "NAME", requires = "new")]
    pub(in crate::cli) consumer: Option<String>,
    /// Acknowledge at once when all of it was written
    #[arg(long, requires = "new")]
    pub(in crate::cli) ack: bool,
    /// End with code 5 if nothing matches
    #[arg(long, short)]
    pub(in crate::cli) exit_status: bool,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArgs,
}

impl Listing {
    pub(super) fn wants_json(&self) -> bool {
        self.format.wants_json()
    }
}

/// Which of an article's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    Published,
    Received,
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SortBy {
    Published,
    Received,
    Relevance,
    Feed,
    Title,
}

/// How articles are written.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct FormatArgs {
    #[arg(long, help = formats(), value_name = "NAME", conflicts_with_all = ["json", "ndjson", "template"])]
    pub(in crate::cli) format: Option<String>,
    /// Short for --format ndjson: an object a line
    #[arg(long, conflicts_with_all = ["json", "template"])]
    pub(in crate::cli) ndjson: bool,
    /// Short for --format json; with fields, only those; --json= lists them
    #[arg(long, value_name = "FIELD,…", num_args = 0..=1, require_equals = true,
          default_missing_value = "*", conflicts_with = "template")]
    pub(in crate::cli) json: Option<String>,
    /// A line of your own an article: '{date:%Y-%m-%d} {title:.40}\n{url}'
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) template: Option<String>,
    /// End each id with NUL instead of a newline (with --format ids)
    #[arg(short = '0')]
    pub(in crate::cli) nul: bool,
}

/// What `--format` says of itself.
fn formats() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    format!("The format: {}", names.join(", "))
}

impl FormatArgs {
    /// Whether a format is chosen at all.
    pub(in crate::cli) fn names_one(&self) -> bool {
        self.format.is_some() || self.ndjson || self.json.is_some() || self.template.is_some()
    }

    pub(super) fn wants_json(&self) -> bool {
        self.json.is_some()
            || self.ndjson
            || self.format.as_deref().is_some_and(|name| matches!(name, "json" | "ndjson"))
    }
}

/// Acknowledge what `list --new --as NAME` gave out last.
///
/// Moves the cursor to the end of that list, if all of it was given out; what was cut short by a
/// closed pipe or a crash comes again. So this gives every article to the mailer at least once:
/// `tidings list --new --as mail --ndjson | mailer && tidings ack mail`
#[derive(Debug, Args)]
pub(in crate::cli) struct AckArgs {
    /// The consumer
    pub(in crate::cli) name: String,
}

/// Named consumers of --new: how far each has come, and what is waiting for it.
#[derive(Debug, Args)]
pub(in crate::cli) struct CursorsArgs {
    #[command(subcommand)]
    pub(in crate::cli) act: Option<CursorsAct>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What can be done to cursors.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CursorsAct {
    /// Forget cursors; the next list under such a name begins with everything
    Remove {
        /// The consumers
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

/// Queries under names of their own: @NAME in any query stands for one.
///
/// Each is an output feed too: tidings list @NAME --format atom
#[derive(Debug, Args)]
pub(in crate::cli) struct QueryArgs {
    #[command(subcommand)]
    pub(in crate::cli) act: QueryAct,
}

/// What can be done to saved queries.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum QueryAct {
    /// Save a query, in place of one of that name
    Save {
        /// Its name, of letters, digits, - _ and . only
        #[arg(index = 1)]
        name: String,
        /// As for tidings list; dates like "since:7d" count from when it is used
        #[arg(required = true, index = 2)]
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
        /// Their names
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

/// How much, how often, from whom: articles a day, by weekday and hour, by feed.
#[derive(Debug, Args)]
pub(in crate::cli) struct StatsArgs {
    /// Only the articles of this query
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    /// Dated at or after: 90d, 2026-05, "last month" …
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) since: Option<String>,
    /// Dated before the end of that day, month or other time
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(in crate::cli) until: Option<String>,
    /// From this feed: its number, title or address, or tag:NAME (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(in crate::cli) feed: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
