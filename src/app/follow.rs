//! New subscriptions: look first, then follow; a page leads to the feed that it names.

use super::{
    discover::{self, Looking, Probe},
    turns::{Millis, Turns},
};
use crate::{
    fetch::{Answer, Cancel, FetchError, Policy, discover::Candidate},
    model::{Document, FeedId, FeedRecord, Subscription, Timestamp},
    parse::{self, ParseError},
    store::{Store, StoreError, Subscribed},
};

/// How following an address went.
#[derive(Debug)]
pub enum Follow {
    /// It is followed; the answer of the first look is there to be stored. The feeds of comments
    /// were passed over.
    Looked(Subscribed, Box<FeedRecord>, Box<Answer>, Vec<Candidate>),
    /// It was followed before; no server was asked.
    Already(FeedId),
    /// It was followed before but gone (410); now it is asked again.
    Revived(FeedId),
    /// It is followed without a look, as asked, or because the server cannot be reached now.
    Unseen(Subscribed, Option<FetchError>),
}

/// Why an address is not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The address leads to several feeds, and none is chosen without a word.
    #[error("{url} leads to {} feeds", .candidates.len())]
    Several {
        /// The page.
        url: String,
        /// What it names.
        candidates: Vec<Candidate>,
    },
    /// A document without a feed in it.
    #[error("{url} is no feed")]
    NoFeed {
        /// The address.
        url: String,
        /// Why not.
        #[source]
        source: ParseError,
    },
    /// The server answered that there is nothing.
    #[error("{url} gives no feed")]
    Refused {
        /// The address.
        url: String,
        /// What it answered.
        #[source]
        source: FetchError,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a look at an address needs.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The rules of fetching.
    pub policy: &'a Policy,
    /// Ends the look early.
    pub cancel: &'a Cancel,
    /// The wall clock, for the spacing of requests.
    pub millis: Millis,
}

/// Follows an address after a look at it, unless `look` is `None`.
pub fn follow(
    store: &mut dyn Store,
    subscription: &Subscription,
    look: Option<Look<'_>>,
    now: Timestamp,
) -> Result<Follow, FollowError> {
    if let Some(feed) = at_address(store, &subscription.url)? {
        if feed.state.gone.is_none() {
            return Ok(Follow::Already(feed.id));
        }
        store.keep_state(feed.id, &feed.state.revived())?;
        return Ok(Follow::Revived(feed.id));
    }
    let Some(look) = look else {
        return Ok(Follow::Unseen(store.subscribe(subscription, now)?, None));
    };
    let (turns, reserve) = Turns::of(store, look.millis, look.cancel)?;
    let looking = Looking::new(look.policy, now, look.cancel, reserve);
    let mut subscription = subscription.clone();
    let mut seen = looking.look(&subscription);
    let mut beside = Vec::new();
    if let Probe::Page(candidates) = &seen
        && let Some((one, comments)) = discover::only(candidates)
    {
        subscription = discover::at(&subscription, &one.url);
        if let Some(feed) = at_address(store, &subscription.url)? {
            return Ok(Follow::Already(feed.id));
        }
        beside = comments;
        seen = looking.probe(discover::request(&subscription));
    }
    turns.finish()?;
    let url = subscription.url.clone();
    match seen {
        Probe::Feed(answer, title) => {
            if answer.url != url {
                subscription = discover::at(&subscription, &answer.url);
            }
            subscription.title = subscription.title.or(title);
            let subscribed = store.subscribe(&subscription, now)?;
            let id = subscribed.id();
            let record = FeedRecord { id, subscription, added: now, ..FeedRecord::default() };
            let answer = Box::new(Answer { feed: id, ..*answer });
            Ok(Follow::Looked(subscribed, Box::new(record), answer, beside))
        }
        Probe::Unreachable(error) => {
            Ok(Follow::Unseen(store.subscribe(&subscription, now)?, Some(error)))
        }
        Probe::Page(candidates) => Err(FollowError::Several { url, candidates }),
        Probe::NoFeed(source, _) => Err(FollowError::NoFeed { url, source }),
        Probe::Refused(source) => Err(FollowError::Refused { url, source }),
    }
}

fn at_address(store: &mut dyn Store, url: &str) -> Result<Option<FeedRecord>, StoreError> {
    Ok(store.feeds()?.into_iter().find(|feed| feed.subscription.url == url))
}

/// The address that a document says it is served at, or else the site it belongs to.
pub fn own_address(body: &[u8]) -> Option<String> {
    let feed = parse::parse(&Document::from_bytes(body, "")).ok()?.feed;
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let own = feed.links.iter().filter(|link| link.rel.as_deref() == Some("self"));
    let mut addresses = own.map(|link| link.href.as_str()).chain(feed.link.as_deref());
    addresses.find(is_web).map(str::to_owned)
}
