//! What may be typed, literally; what it means is resolved by each command.

mod article;
mod following;
mod listing;
mod upkeep;
mod urls;

use std::path::PathBuf;

pub(super) use article::{
    DiffArgs, ExplainArgs, ForgetArgs, LogArgs, MarkArgs, MarkAs, MergeArgs, OpenArgs, ShowArgs,
    SplitArgs, UndoArgs,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(super) use following::{
    AddArgs, DiscoverArgs, ExportArgs, FailOn, FeedsAct, FeedsArgs, FetchArgs, HealthArgs,
    IfRunning, ImportArgs, ParseArgs, RemoveArgs, SetArgs, TraceArgs,
};
pub(super) use listing::{
    AckArgs, By, CursorsAct, CursorsArgs, FormatArgs, ListArgs, Listing, QueryAct, QueryArgs,
    SearchArgs, SortBy, StatsArgs,
};
pub(super) use upkeep::{BackupArgs, CompactArgs, DoctorArgs, PruneArgs};
pub(super) use urls::{UrlsAct, UrlsArgs};

use crate::render::SCHEMAS;

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
    Diff(DiffArgs),
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
    Merge(MergeArgs),
    Split(SplitArgs),
    Forget(ForgetArgs),
    Urls(UrlsArgs),
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
            Self::Diff(args) => args.json,
            Self::Log(args) => args.json,
            Self::Feeds(args) => args.json,
            Self::Health(args) => args.json,
            Self::Discover(args) => args.json,
            Self::Explain(args) => args.json,
            Self::Urls(args) => args.act.wants_json(),
            Self::Trace(args) => args.json,
            Self::Config(args) => args.json,
            Self::Parse(args) => args.raw || args.format.wants_json(),
            _ => false,
        }
    }
}

/// The JSON Schema of what --json prints.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[arg(help = schemas())]
    pub(super) name: Option<String>,
}

/// What `schema` takes.
fn schemas() -> String {
    format!("One of {}; without it, all in one document", SCHEMAS.join(", "))
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
    /// The page of this command alone, e.g. list or query save
    #[arg(value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}
