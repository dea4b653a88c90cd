//! Articles in, articles out: the one trait that every database implements.
//!
//! A store keeps subscriptions with their fetch state, articles under the enforced key (URL key,
//! date key, discriminator), their former names, edits and sightings, and the word index. Its
//! tables are an interface too: see `schema` for the views that outsiders read.

mod address;
mod consumers;
mod error;
mod figures;
mod hand;
mod keys;
mod lock;
mod newsboat;
mod operations;
mod responses;
mod retention;
mod rules;
mod saved;
mod sql;
mod sqlite;
mod tagging;
mod upkeep;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path, time::Duration};

pub use address::Address;
pub use consumers::{Acknowledged, Consumer, Consumers, Pending};
pub use error::StoreError;
pub use figures::{EachDate, Figures};
pub use hand::{Alias, Decision, Hand, History, Primary, Revision, Sighting, Split, Version};
pub use keys::{Keys, MakeKey, Origin};
pub use lock::FetchLock;
pub use newsboat::{SQLITE_MAGIC, newsboat_urls};
pub use operations::{Mark, Operation};
pub use responses::{Keep, Packed, Responses};
pub use retention::{Pruned, Retention, Retiring};
pub use rules::{BothKeys, Choose, MakeBothKeys, Said, UrlRules};
pub use saved::{SavedQueries, SavedQuery};
pub use tagging::Tagging;
pub use upkeep::{Check, Compacted, Upkeep};

use crate::{
    model::{
        AcknowledgedTrouble, Article, ArticleId, FeedId, FeedRecord, FetchState, Incoming, Known,
        Meeting, Resolution, Seq, Subscription, Timestamp, Turn,
    },
    query::Query,
};

/// Receives selected articles one by one; `Break` ends the selection.
pub type Each<'a> = &'a mut dyn FnMut(Article) -> ControlFlow<()>;

/// Decides which stored articles the entries of a document are; pure.
pub type Resolve<'a> = &'a dyn Fn(&Incoming, &[Known]) -> Resolution;

/// Why two articles of different feeds tell one story, if they do; pure. The function that it is
/// given unpacks both texts.
pub type TellsTheSame<'a> =
    &'a dyn Fn(&Meeting<'_>, &mut dyn FnMut() -> Option<[String; 2]>) -> Option<&'static str>;

/// What is decided while a document is stored.
#[derive(Clone, Copy)]
pub struct Decisions<'a> {
    /// Which stored articles its entries are.
    pub resolve: Resolve<'a>,
    /// Whether an article tells what another feed's does.
    pub tells_the_same: TellsTheSame<'a>,
}

/// What one fetch of one feed changes.
#[derive(Clone, Debug)]
pub struct Refresh {
    /// The feed.
    pub feed: FeedId,
    /// How asking for it went; `None` if the document was at hand, which changes no fetch state
    /// but what the resolver learns.
    pub asked: Option<Asked>,
    /// What the feed calls itself now, if it was read.
    pub title: Option<String>,
    /// The site it names now, if it was read.
    pub site_url: Option<String>,
    /// The entries, if there was a document to read.
    pub incoming: Option<Incoming>,
    /// What to keep of the exchange; `None` leaves what is kept as it is.
    pub response: Option<Keep>,
}

/// How asking for a feed went.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The address that was asked. If the subscription has another by now, or was removed, the
    /// whole refresh is void: what came was asked for by nobody any more, and its validators
    /// would hide the first document of the new address.
    pub url: String,
    /// The new fetch state; the traits in it are replaced by what the resolver learns.
    pub state: FetchState,
    /// The address that replaces the one asked, if it has moved for good. Where another
    /// subscription has that address, followed or removed, both stay as they are, and the move is
    /// noted as one that is [taken](crate::model::Move::taken).
    pub moved_to: Option<String>,
}

/// What a refresh came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Articles stored for the first time.
    pub new: usize,
    /// Articles of which an edit was seen.
    pub updated: usize,
    /// Entries that changed nothing.
    pub unchanged: usize,
    /// The feed issued most of its articles under new names, and they were recognised.
    pub reissued: bool,
    /// A move was believed and yet not made: the new address is another subscription's, or this
    /// one has been changed meanwhile.
    pub stayed: bool,
}

/// How much of an article a selection needs: content is kept apart and costs a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// All but `content_html` and `content_text`.
    Listing,
    /// Everything.
    Full,
}

/// What a name given by a person stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This article.
    One(ArticleId),
    /// Several articles; the name is too short or the URL is shared.
    Several(Vec<ArticleId>),
    /// No article.
    Nothing,
}

/// Whether a subscription was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscribed {
    /// It is new.
    New(FeedId),
    /// It was there; nothing was changed.
    Already(FeedId),
    /// It had been removed, and is followed again with its history.
    Revived(FeedId),
}

impl Subscribed {
    /// The subscription's number.
    pub fn id(self) -> FeedId {
        match self {
            Self::New(id) | Self::Already(id) | Self::Revived(id) => id,
        }
    }
}

/// A place for subscriptions and articles. What a method writes becomes visible as a whole or not
/// at all, and what it reads is of one moment.
pub trait Store:
    Send
    + Consumers
    + Figures
    + Hand
    + Keys
    + Responses
    + Retention
    + SavedQueries
    + Tagging
    + Upkeep
    + UrlRules
{
    /// Follows a feed. The address decides whether it is followed already, by http and https
    /// alike.
    fn subscribe(
        &mut self,
        subscription: &Subscription,
        now: Timestamp,
    ) -> Result<Subscribed, StoreError>;

    /// Follows many feeds in one transaction.
    fn subscribe_all(
        &mut self,
        subscriptions: &[Subscription],
        now: Timestamp,
    ) -> Result<Vec<Subscribed>, StoreError>;

    /// Replaces address and options of a subscription; its history stays.
    fn configure(&mut self, feed: FeedId, subscription: &Subscription) -> Result<(), StoreError>;

    /// Stops following a feed. Its articles stay, and those that another feed carries too become
    /// that one's own; subscribing again revives it.
    fn unsubscribe(&mut self, feed: FeedId, now: Timestamp) -> Result<(), StoreError>;

    /// Whether nothing was ever followed in this store.
    fn is_untouched(&mut self) -> Result<bool, StoreError>;

    /// The subscription that is followed at an address, or else at its
    /// [twin](Subscription::twin).
    fn at_address(&mut self, url: &str) -> Result<Option<FeedRecord>, StoreError>;

    /// Every subscription, by number.
    fn feeds(&mut self) -> Result<Vec<FeedRecord>, StoreError>;

    /// Stores what some fetches brought, feed by feed, all in one transaction: articles, edits,
    /// sightings and fetch state become visible together or not at all.
    fn apply(
        &mut self,
        batch: &[Refresh],
        decisions: Decisions<'_>,
    ) -> Result<Vec<Applied>, StoreError>;

    /// Another handle on the same store, for another thread.
    fn again(&self) -> Result<Box<dyn Store>, StoreError>;

    /// When each public host was or will be asked last, by any run, in milliseconds since 1970.
    fn hosts(&mut self) -> Result<BTreeMap<String, i64>, StoreError>;

    /// Takes the next free start of each host, in a short transaction of its own, so that the
    /// spacing holds across all processes. How long each has to wait from `now`, in
    /// milliseconds since 1970; `None` beyond its patience.
    fn reserve(&mut self, turns: &[Turn], now: i64) -> Result<Vec<Option<Duration>>, StoreError>;

    /// Trouble with feeds that somebody has taken note of.
    fn acknowledged_trouble(&mut self) -> Result<Vec<AcknowledgedTrouble>, StoreError>;

    /// Takes note of this trouble, in place of what was acknowledged of these feeds.
    fn acknowledge_trouble(
        &mut self,
        feeds: &[FeedId],
        trouble: &[AcknowledgedTrouble],
    ) -> Result<(), StoreError>;

    /// Replaces what is remembered about fetching a feed.
    fn keep_state(&mut self, feed: FeedId, state: &FetchState) -> Result<(), StoreError>;

    /// Hands over the articles that a query selects, in its order.
    fn select(&mut self, query: &Query, detail: Detail, each: Each<'_>) -> Result<(), StoreError>;

    /// The article that a person means by an id, the beginning of one, or a URL. `url_key` is
    /// the comparison key of the name, if it is a URL.
    fn find(&mut self, name: &str, url_key: Option<&str>) -> Result<Found, StoreError>;

    /// How many characters of each id tell it from all others of the store, at least 4.
    fn id_lengths(&mut self, ids: &[ArticleId]) -> Result<Vec<usize>, StoreError>;

    /// Marks articles read or unread, starred or not; unknown ids are passed over. How many
    /// articles changed. Goes into the operation log.
    fn mark(
        &mut self,
        articles: &[ArticleId],
        mark: Mark,
        now: Timestamp,
    ) -> Result<usize, StoreError>;

    /// The newest operations, newest first, at most so many.
    fn operations(&mut self, limit: usize) -> Result<Vec<Operation>, StoreError>;

    /// Takes back the newest operation that is not undone yet, or the one of that number. `None`
    /// if there is nothing to undo.
    fn undo(
        &mut self,
        operation: Option<i64>,
        now: Timestamp,
    ) -> Result<Option<Operation>, StoreError>;

    /// The largest arrival number, 0 in an empty store.
    fn last_seq(&mut self) -> Result<Seq, StoreError>;
}

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading: a store that does not exist yet is an empty one, and is not created.
    Read,
    /// Reading and writing: the store is created if need be.
    Write,
}

/// Opens the store at an address. The only place that knows every kind.
pub fn open(address: &Address, access: Access) -> Result<Box<dyn Store>, StoreError> {
    match address {
        Address::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, access)?)),
    }
}

/// Whether there is anything at the address yet.
pub fn exists(address: &Address) -> bool {
    let Address::Sqlite(path) = address;
    Path::new(path).exists()
}
