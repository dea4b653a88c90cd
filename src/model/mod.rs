//! The words every room speaks: plain data with its invariants, no effects.

mod address;
mod article;
mod count;
mod credential;
mod document;
mod exchange;
mod feed;
mod identity;
mod ids;
mod invisible;
mod listing;
mod nearest;
mod options;
mod proxy;
mod republish;
mod shell;
mod span;
mod state;
mod story;
mod subscription;
mod time;
mod turn;
mod url_rule;

pub use address::{same_origin, shown_address, unwrapped};
pub use article::{Article, Author, DateSource, Draft, Enclosure, FeedRef, Html};
pub use count::count;
pub use credential::{Auth, Credential, Secret};
pub use document::{Document, Validators};
pub use exchange::{Exchange, Hop, Kept};
pub use feed::{Category, Entry, Feed, FeedKind, Link, Media, Parsed, Person, Text, TextKind};
pub use identity::{
    Absorbed, Action, Changed, FeedTraits, Incoming, Inserted, Known, Rejected, Resolution, Rule,
    UrlKey,
};
pub use ids::{ArticleId, Change, FeedId, Seq};
pub use invisible::is_invisible;
pub use listing::{Item, Snippet};
pub use nearest::{nearest, slips};
pub use options::{KEYS as OPTION_KEYS, OptionError, OptionKey, Options};
pub use proxy::{DIRECT, PROXY_FORMS, is_proxy, without_password};
pub use republish::Republish;
pub use shell::shell_word;
pub use span::{seconds, span};
pub use state::{AcknowledgedTrouble, FetchState, LastError, Move, Signs};
pub use story::{MOST_TELLERS, Marks, Meeting, Teller, Told, is_one_story};
pub use subscription::{FeedRecord, Subscription};
pub use time::{Timestamp, Zone};
pub use turn::Turn;
pub use url_rule::{
    EXAMPLES, Keep as KeepEvidence, Learning, Observation, RuleName, RuleSource, RuleState,
    Shortened, Tally, Trust, UrlEvidence, UrlRule, UrlVerdict,
};
