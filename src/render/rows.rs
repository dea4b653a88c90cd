//! What commands other than lists print as JSON: subscriptions, fetches, trouble, errors.
//!
//! Each struct serialises to exactly the object that [`schema`](super::schema) describes: every
//! key always present, null where unknown.

use serde::{Serialize, Serializer};

use crate::model::{FeedId, FeedRecord, LastError, Timestamp, shown_address};

use super::json::SCHEMA_VERSION;

/// A document of rows under one key: `{"schema_version":1,"feeds":[…]}`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedsDocument<'a, Row> {
    schema_version: u32,
    feeds: &'a [Row],
}

impl<'a, Row: Serialize> FeedsDocument<'a, Row> {
    /// The document of these rows: [`FeedRow`]s or [`HealthRow`]s.
    pub fn of(feeds: &'a [Row]) -> Self {
        Self { schema_version: SCHEMA_VERSION, feeds }
    }
}

/// An address without the credentials it may hold.
fn address<S: Serializer>(url: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&shown_address(url))
}

#[expect(clippy::ref_option, reason = "serde hands a field over so")]
fn addresses<S: Serializer>(url: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    url.as_deref().map(shown_address).serialize(to)
}

/// A subscription, as `feeds` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedRow {
    /// Its number.
    pub id: FeedId,
    /// The title to show.
    pub title: String,
    /// The address it is fetched from.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// The web site.
    pub site_url: Option<String>,
    /// The user's labels.
    pub tags: Vec<String>,
    /// The folders it lies in, each a path from the top.
    pub folders: Vec<Vec<String>>,
    /// When it was subscribed to.
    pub added: Timestamp,
    /// How many articles are stored from it.
    pub articles: u64,
    /// How many of them are unread.
    pub unread: u64,
    /// When it was last asked.
    pub checked: Option<Timestamp>,
    /// When it last answered with a feed.
    pub succeeded: Option<Timestamp>,
    /// When it will be asked again; `None` means it is due.
    pub next_check: Option<Timestamp>,
    /// Why then.
    pub reason: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Since when it has failed.
    pub failing_since: Option<Timestamp>,
    /// The last failure.
    pub error: Option<LastError>,
    /// When the server said that it is gone for good.
    pub gone: Option<Timestamp>,
    /// The address subscribed to, if a move has replaced it.
    #[serde(serialize_with = "addresses")]
    pub moved_from: Option<String>,
}

impl From<&FeedRecord> for FeedRow {
    fn from(record: &FeedRecord) -> Self {
        let (subscription, state) = (&record.subscription, &record.state);
        Self {
            id: record.id,
            // Without a title the address stands in for one.
            title: shown_address(record.title()).into_owned(),
            url: subscription.url.clone(),
            site_url: subscription.site_url.clone(),
            tags: subscription.options.tags.clone(),
            folders: subscription.options.folders.clone(),
            added: record.added,
            articles: record.articles,
            unread: record.unread,
            checked: state.checked,
            succeeded: state.succeeded,
            next_check: state.next_check,
            reason: state.reason.clone(),
            failures: state.failures,
            failing_since: state.failing_since,
            error: state.error.clone(),
            gone: state.gone,
            moved_from: state.moved_from.clone(),
        }
    }
}

/// How the fetch of one feed went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It had articles not seen before.
    New,
    /// It had edits of known articles only.
    Updated,
    /// Nothing has changed.
    NotModified,
    /// It was not asked, since it is not due.
    NotDue,
    /// It answers at another address from now on.
    Moved,
    /// The server says it is gone for good.
    Gone,
    /// We would not ask, or the server does not want to be asked.
    Refused,
    /// It could not be fetched or read.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::Updated,
        Self::NotModified,
        Self::NotDue,
        Self::Moved,
        Self::Gone,
        Self::Refused,
        Self::Failed,
    ];

    /// The word of the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::NotModified => "not-modified",
            Self::NotDue => "not-due",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// One feed's fetch: a record of `fetch --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "feed")]
pub struct FetchRow {
    /// The address subscribed to.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// The feed's title, where known.
    pub title: Option<String>,
    /// The subscription's number; `None` if it was not subscribed.
    pub id: Option<FeedId>,
    /// How it went.
    pub outcome: Outcome,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Articles not seen before.
    pub new: u64,
    /// Articles edited.
    pub updated: u64,
    /// Articles known already.
    pub unchanged: u64,
    /// Whether the feed issued most of its articles anew, and they were recognised.
    pub reissued: bool,
    /// Bytes received.
    pub bytes: u64,
    /// Milliseconds it took.
    pub ms: u64,
    /// What had to be mended to read it.
    pub mended: Vec<&'static str>,
    /// When it will be asked again.
    pub next_check: Option<Timestamp>,
    /// What went wrong.
    pub error: Option<LastError>,
}

/// The whole fetch: the last record of `fetch --json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "summary")]
pub struct SummaryRow {
    /// Feeds looked at.
    pub feeds: u64,
    /// Articles not seen before.
    pub new: u64,
    /// Articles edited.
    pub updated: u64,
    /// Feeds with nothing new.
    pub unchanged: u64,
    /// Feeds that failed.
    pub failed: u64,
    /// Feeds not asked since they were not due.
    pub not_due: u64,
    /// Milliseconds it took.
    pub ms: u64,
}

/// When a feed is due: a record of `fetch --plan --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "plan")]
pub struct PlanRow {
    /// The subscription's number.
    pub id: FeedId,
    /// Its title.
    pub title: String,
    /// Its address.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// When it is due; a time that has passed means now, `None` never by itself.
    pub due: Option<Timestamp>,
    /// What decided, as a stable name, e.g. `max-age` or `backoff`.
    pub why: &'static str,
    /// The same in words.
    pub reason: String,
}

/// What a host would get: a record of `fetch --plan --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "host")]
pub struct HostRow {
    /// The host, or the platform of many hosts.
    pub host: String,
    /// How many of its feeds are due now.
    pub requests: u64,
    /// When it may be asked next, if not at once.
    pub not_before: Option<Timestamp>,
}

/// A feed with trouble, as `health` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HealthRow {
    /// The subscription's number.
    pub id: FeedId,
    /// Its title.
    pub title: String,
    /// Its address.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// What is wrong, the worst first; never empty.
    pub problems: Vec<Problem>,
}

/// Something wrong with a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A stable name in kebab case, e.g. `failing`, `gone`, `silent`, `gap`.
    pub code: String,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// What it is, in words.
    pub message: String,
    /// What to do: command lines to choose from.
    pub hints: Vec<String>,
    /// Whether it is news since the last acknowledgement.
    pub new: bool,
}

/// An error, printed on stderr with `--json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "error")]
pub struct ErrorRow {
    /// A stable name in kebab case.
    pub code: String,
    /// The thing and what is wrong with it, causes included.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
}
