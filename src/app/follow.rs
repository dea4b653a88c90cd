//! New subscriptions: look first, then follow; a page leads to the feed that it names.

use super::{
    discover::{self, Looking, Probe},
    turns::{Millis, Turns},
};
use crate::{
    fetch::{Answer, Cancel, FetchError, Policy, discover::Candidate},
    model::{Document, FeedId, FeedRecord, Subscription, Timestamp, shown_address},
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
    /// It is followed without a look, as asked, or because no server could be asked.
    Unseen(Subscribed, Option<FetchError>),
    /// It is followed although it cannot be reached just now. The answer is for `refresh` to
    /// store: how long its server wants to be left alone, and that it has failed once.
    Failing(Box<FeedRecord>, Box<Answer>),
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
    /// The look was ended before there was an answer.
    #[error("{url} is not followed: the look at it was stopped")]
    Stopped {
        /// The address.
        url: String,
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
    if let Some(feed) = store.at_address(&subscription.url)? {
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
    let seen = see(store, &looking, subscription.clone());
    // A budget that cannot be kept ends the look early, whatever was seen until then.
    turns.finish()?;
    let (subscription, probe, beside) = match seen? {
        Seen::Known(feed) => return Ok(Follow::Already(feed)),
        Seen::There(subscription, probe, beside) => (*subscription, probe, beside),
    };
    let url = shown_address(&subscription.url).into_owned();
    match probe {
        Probe::Feed(answer, title) => take_in(store, subscription, (*answer, title), beside, now),
        Probe::Unreachable(error, answer) => {
            let subscribed = store.subscribe(&subscription, now)?;
            let record = store.at_address(&subscription.url)?;
            Ok(match (answer, record) {
                (Some(answer), Some(record)) => {
                    let answer = Answer { feed: record.id, ..*answer };
                    Follow::Failing(Box::new(record), Box::new(answer))
                }
                _ => Follow::Unseen(subscribed, Some(error)),
            })
        }
        Probe::Page(candidates) => Err(FollowError::Several { url, candidates }),
        Probe::NoFeed(source, _) => Err(FollowError::NoFeed { url, source }),
        Probe::Refused(source) => Err(FollowError::Refused { url, source }),
        Probe::Stopped => Err(FollowError::Stopped { url }),
    }
}

/// What a look at an address saw.
enum Seen {
    /// A page that names a feed which is followed already.
    Known(FeedId),
    /// The subscription at the address that was looked at last, what is there, and the feeds of
    /// comments that were passed over on the way.
    There(Box<Subscription>, Probe, Vec<Candidate>),
}

/// Looks at an address, and at the one feed that its page names.
fn see(
    store: &mut dyn Store,
    looking: &Looking<'_>,
    subscription: Subscription,
) -> Result<Seen, StoreError> {
    let probe = looking.look(&subscription);
    let only = match &probe {
        Probe::Page(candidates) => discover::only(candidates),
        _ => None,
    };
    let Some((one, beside)) = only else {
        return Ok(Seen::There(Box::new(subscription), probe, Vec::new()));
    };
    let subscription = subscription.moved_to(&one.url);
    if let Some(feed) = store.at_address(&subscription.url)? {
        return Ok(Seen::Known(feed.id));
    }
    let probe = looking.probe(discover::request(&subscription));
    Ok(Seen::There(Box::new(subscription), probe, beside))
}

/// Follows a feed that was seen. One that was followed before, at the address where it was found
/// in the end, goes on from the state that it is in.
fn take_in(
    store: &mut dyn Store,
    mut subscription: Subscription,
    (answer, title): (Answer, Option<String>),
    beside: Vec<Candidate>,
    now: Timestamp,
) -> Result<Follow, FollowError> {
    if answer.url != subscription.url {
        subscription = subscription.moved_to(&answer.url);
    }
    subscription.title = subscription.title.or(title);
    let subscribed = store.subscribe(&subscription, now)?;
    if let Subscribed::Already(id) = subscribed {
        return Ok(Follow::Already(id));
    }
    let Some(record) = store.at_address(&subscription.url)? else {
        // Somebody removed it in this very moment.
        return Ok(Follow::Unseen(subscribed, None));
    };
    let answer = Answer { feed: record.id, ..answer };
    Ok(Follow::Looked(subscribed, Box::new(record), Box::new(answer), beside))
}

/// What a document says of where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnAddress {
    /// The address it is served at (`rel="self"`).
    Feed(String),
    /// The site it is about; that it names no other address.
    Site(String),
}

/// The address that a document says it is served at, or else the site it belongs to.
pub fn own_address(body: &[u8]) -> Option<OwnAddress> {
    let feed = parse::parse(&Document::from_bytes(body, "")).ok()?.feed;
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let own = feed.links.iter().filter(|link| link.rel.as_deref() == Some("self"));
    let own = own.map(|link| link.href.as_str()).find(is_web);
    let site = || feed.link.as_deref().filter(is_web);
    let own = own.map(|url| OwnAddress::Feed(url.to_owned()));
    own.or_else(|| site().map(|url| OwnAddress::Site(url.to_owned())))
}
