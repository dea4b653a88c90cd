//! What may be typed about single articles.

use clap::Args;

use super::FormatArgs;

/// One article, for reading.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// The sanitised HTML of the content
    #[arg(long)]
    pub(in crate::cli) html: bool,
    /// As it was after so many edits; 0 is as first seen
    #[arg(long, value_name = "N")]
    pub(in crate::cli) revision: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArgs,
}

/// What an edit changed, word by word; the last one, unless others are named.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    /// An id, the beginning of one, or a URL
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// The older version; 0 is as first seen [default: the one before --to]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) from: Option<u32>,
    /// The newer version [default: the present one]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) to: Option<u32>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Open articles in the browser ($BROWSER, else the desktop's).
#[derive(Debug, Args)]
pub(in crate::cli) struct OpenArgs {
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
}

/// Mark articles read, unread, starred or not, or with a tag of your own.
#[derive(Debug, Args)]
pub(in crate::cli) struct MarkArgs {
    /// read, unread, star, unstar, tag:NAME or untag:NAME
    #[arg(value_parser = MarkAs::read, index = 1)]
    pub(in crate::cli) state: MarkAs,
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", index = 2, required_unless_present = "query")]
    pub(in crate::cli) ids: Vec<String>,
    /// Every article that this query finds
    #[arg(long, value_name = "QUERY", conflicts_with = "ids")]
    pub(in crate::cli) query: Option<String>,
}

/// The states of `mark`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum MarkAs {
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

    pub(super) fn read(text: &str) -> Result<Self, String> {
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
pub(in crate::cli) struct UndoArgs {
    /// The number of another operation, as tidings log gives it
    pub(in crate::cli) operation: Option<i64>,
}

/// What was done to articles, newest first.
#[derive(Debug, Args)]
pub(in crate::cli) struct LogArgs {
    /// At most so many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub(in crate::cli) limit: usize,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Why an article is one, or whether two URLs are one address.
///
/// Of an article: what it is compared by and the rules that led there, the feeds that carry it,
/// how its entries were recognised and what they were not taken for, and its edits. Of a URL
/// that no article has, or of two: what they are compared by, and the rules that led there.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// An article's id or URL, or two URLs to hold against each other
    #[arg(value_name = "ID|URL", required = true, num_args = 1..=2)]
    pub(in crate::cli) names: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Make two articles one: the second disappears into the first.
///
/// The first keeps its id, its text and its state; what feeds say of the second is said of it
/// from then on. tidings split takes them apart again.
#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    /// The article that stays
    #[arg(value_name = "ID")]
    pub(in crate::cli) kept: String,
    /// The one that disappears into it
    #[arg(value_name = "ID")]
    pub(in crate::cli) other: String,
}

/// Make one article two.
///
/// What was merged into it last is an article of its own again. Where nothing was, what a rule
/// about its URL made one with it becomes an article of its own, and the parameter is kept from
/// then on (tidings urls); or else the version before its last edit does, and the feed's entry
/// stays with the newer one.
#[derive(Debug, Args)]
pub(in crate::cli) struct SplitArgs {
    /// An id, the beginning of one, or a URL
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
}

/// Delete articles for good: they do not come back, unless their feed publishes them anew.
#[derive(Debug, Args)]
pub(in crate::cli) struct ForgetArgs {
    /// An id, the beginning of one, or a URL; - reads ids from standard input
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,
}
