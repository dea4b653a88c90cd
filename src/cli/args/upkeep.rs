//! What may be typed to look after the store.

use std::path::PathBuf;

use clap::Args;

/// Let old articles go; tidings undo brings them back until tidings compact.
///
/// Starred articles and those with a tag of your own stay, and so do the newest of each feed (as
/// many as the setting keep.per-feed says) and what a consumer of tidings list --new has yet to
/// acknowledge. What is pruned does not come back with the next fetch.
/// Without --older-than and --keep, the setting keep.age decides.
#[derive(Debug, Args)]
pub(in crate::cli) struct PruneArgs {
    /// Articles dated before: 90d, 1y, 2025-01 …
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) older_than: Option<String>,
    /// All but the newest N of each feed (with --older-than: of those)
    #[arg(long, value_name = "N")]
    pub(in crate::cli) keep: Option<u64>,
    /// Only from this feed (may be repeated)
    #[arg(long, value_name = "FEED")]
    pub(in crate::cli) feed: Vec<String>,
    /// Only show how many would go from each feed
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// Check the store; exit code 1 if something is wrong.
#[derive(Debug, Args)]
pub(in crate::cli) struct DoctorArgs {
    /// Rebuild the word index and the counters
    #[arg(long)]
    pub(in crate::cli) repair: bool,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Copy the store, also while it is in use; never over another file.
#[derive(Debug, Args)]
pub(in crate::cli) struct BackupArgs {
    /// The file to make
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
}

/// Give back the room that deleted articles took, and pack the word index.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompactArgs {
    /// Also let go of the text of pruned articles, which undo then cannot bring back
    #[arg(long)]
    pub(in crate::cli) yes: bool,
}
