//! What may be typed about the parameters of URLs.

use clap::{Args, Subcommand};

/// Rules about the parameters in a site's URLs: what feeds have taught, and your word on it.
///
/// Some sites put a parameter into their links that is another one at every fetch, and an article
/// would come twice for it; for others the same parameter selects the article. tidings learns
/// which it is from the feeds alone, without asking the site for anything: five articles or more
/// that stay what they are under another value speak for dropping it, and a single pair of
/// articles that differ in nothing else of their URLs speaks against it for good.
///
/// What becomes of that is the setting dedupe.learned: "suggest" (the default) shows it here,
/// "on" applies it, "off" learns nothing. A learned rule never makes two articles one by itself:
/// the date must be equal too, and neither title nor text may say otherwise. URLs are opened and
/// shown as the feed gave them, whatever a rule drops.
#[derive(Debug, Args)]
pub(in crate::cli) struct UrlsArgs {
    #[command(subcommand)]
    pub(in crate::cli) act: UrlsAct,
}

/// What can be done about rules.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum UrlsAct {
    /// All rules, learned and said
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// The rules of one host, with examples of what led to them
    Show {
        /// A host, or a URL of it
        host: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Keep a parameter: it selects articles, whatever is learned or known of it
    ///
    /// Counts before everything else, tidings' own list of tracking parameters included, and a
    /// later drop does not change it (reset does).
    Keep {
        /// A host, or a URL of it
        host: String,
        /// The parameter's name
        param: String,
    },
    /// Drop a parameter: it says nothing about the article
    ///
    /// This is your word, so it holds at once, whatever dedupe.learned says, and needs no
    /// evidence: from now on two URLs of the host that differ in this parameter alone are one
    /// address. Articles that are there already stay as they are; tidings undo takes it back.
    Drop {
        /// A host, or a URL of it
        host: String,
        /// The parameter's name
        param: String,
    },
    /// Let proposed rules hold: all of them, or those of a host or of one parameter
    Accept {
        /// A host, or a URL of it
        host: Option<String>,
        /// The parameter's name
        param: Option<String>,
    },
    /// Forget what was learned and said of a host
    Reset {
        /// A host, or a URL of it
        host: String,
    },
}

impl UrlsAct {
    /// Whether failures are to be told as JSON.
    pub(super) fn wants_json(&self) -> bool {
        matches!(self, Self::List { json: true } | Self::Show { json: true, .. })
    }
}
