//! New subscriptions: look first, then follow; a page leads to the feed that it names.

use std::ops::ControlFlow;

use super::turns::{Millis, Turns};
use crate::{
    fetch::{
        self, Answer, Cancel, FetchError, FetchOutcome, Policy, Request, Reserve,
        discover::{self, Candidate},
    },
    model::{Document, FeedId, FeedRecord, Subscription, Timestamp},
    normalize,
    parse::{self, ParseError},
    store::{Store, StoreError, Subscribed},
};

/// What a first look at an address found.
#[derive(Debug)]
pub enum Probe {
    /// A feed, with the answer that brought it and the title it gives itself.
    Feed(Box<Answer>, Option<String>),
    /// A page that names feeds.
    Page(Vec<Candidate>),
    /// Neither.
    NoFeed(ParseError),
    /// Nothing could be had just now.
    Unreachable(FetchError),
    /// The server answered, but with no document.
    Refused(FetchError),
}

/// How following an address went.
#[derive(Debug)]
pub enum Follow {
    /// It is followed; the answer of the first look is there to be stored.
    Looked(Subscribed, Box<FeedRecord>, Box<Answer>),
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
    /// The page names several feeds, and none is chosen without a word.
    #[error("{url} is a page that names {} feeds", .candidates.len())]
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

/// Asks an address once and reads what comes.
pub fn probe(
    request: Request,
    policy: &Policy,
    now: Timestamp,
    cancel: &Cancel,
    reserve: Reserve,
) -> Probe {
    let mut answer = None;
    let asked = fetch::fetch_all(vec![request], policy, now, cancel, reserve, &mut |given| {
        answer = Some(given);
        ControlFlow::Continue(())
    });
    let answer = match (asked, answer) {
        (Err(error), _) => return Probe::Unreachable(error),
        (Ok(_), None) => {
            let reason = "the run was stopped".to_owned();
            return Probe::Unreachable(FetchError::Setup { reason });
        }
        (Ok(_), Some(answer)) => answer,
    };
    match &answer.outcome {
        FetchOutcome::Fetched(document) => match parse::parse(document) {
            Ok(parsed) => {
                let title = normalize::feed_title(&parsed.feed);
                Probe::Feed(Box::new(answer), title)
            }
            Err(error) => {
                let candidates = discover::candidates(document);
                if candidates.is_empty() { Probe::NoFeed(error) } else { Probe::Page(candidates) }
            }
        },
        FetchOutcome::Failed(error) if !error.is_unreachable() => Probe::Refused(error.clone()),
        FetchOutcome::Failed(error) | FetchOutcome::Refused(error) => {
            Probe::Unreachable(error.clone())
        }
        FetchOutcome::Gone => Probe::Refused(gone(&answer)),
        FetchOutcome::NotModified(_) | FetchOutcome::Held(_) => {
            let host = answer.url.clone();
            Probe::Unreachable(FetchError::NoAnswer { host })
        }
    }
}

fn gone(answer: &Answer) -> FetchError {
    FetchError::Http {
        status: 410,
        reason: "Gone".to_owned(),
        host: answer.url.clone(),
        challenge: None,
    }
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
    let known = store.feeds()?.into_iter().find(|feed| feed.subscription.url == subscription.url);
    if let Some(feed) = known {
        if feed.state.gone.is_none() {
            return Ok(Follow::Already(feed.id));
        }
        store.keep_state(feed.id, &feed.state.revived())?;
        return Ok(Follow::Revived(feed.id));
    }
    let Some(look) = look else {
        return Ok(Follow::Unseen(store.subscribe(subscription, now)?, None));
    };
    let mut subscription = subscription.clone();
    let mut seen = see(store, &subscription, look, now)?;
    if let Probe::Page(candidates) = &seen {
        let [only] = candidates.as_slice() else {
            let candidates = candidates.clone();
            return Err(FollowError::Several { url: subscription.url, candidates });
        };
        subscription.url.clone_from(&only.url);
        let known = store.feeds()?.into_iter().find(|feed| feed.subscription.url == only.url);
        if let Some(feed) = known {
            return Ok(Follow::Already(feed.id));
        }
        seen = see(store, &subscription, look, now)?;
    }
    let url = subscription.url.clone();
    match seen {
        Probe::Feed(answer, title) => {
            subscription.title = subscription.title.or(title);
            let subscribed = store.subscribe(&subscription, now)?;
            let id = subscribed.id();
            let record = FeedRecord { id, subscription, added: now, ..FeedRecord::default() };
            let answer = Box::new(Answer { feed: id, ..*answer });
            Ok(Follow::Looked(subscribed, Box::new(record), answer))
        }
        Probe::Unreachable(error) => {
            Ok(Follow::Unseen(store.subscribe(&subscription, now)?, Some(error)))
        }
        Probe::Page(candidates) => Err(FollowError::Several { url, candidates }),
        Probe::NoFeed(source) => Err(FollowError::NoFeed { url, source }),
        Probe::Refused(source) => Err(FollowError::Refused { url, source }),
    }
}

/// Looks at what is not followed yet, in its turn.
fn see(
    store: &dyn Store,
    subscription: &Subscription,
    look: Look<'_>,
    now: Timestamp,
) -> Result<Probe, StoreError> {
    let (turns, reserve) = Turns::of(store, look.millis, look.cancel)?;
    let seen = probe(request(subscription), look.policy, now, look.cancel, reserve);
    turns.finish()?;
    Ok(seen)
}

fn request(subscription: &Subscription) -> Request {
    let record = FeedRecord { subscription: subscription.clone(), ..FeedRecord::default() };
    Request::for_feed(&record)
}

/// The address that a document says it is served at, or else the site it belongs to.
pub fn own_address(body: &[u8]) -> Option<String> {
    let feed = parse::parse(&Document::from_bytes(body, "")).ok()?.feed;
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let own = feed.links.iter().filter(|link| link.rel.as_deref() == Some("self"));
    let mut addresses = own.map(|link| link.href.as_str()).chain(feed.link.as_deref());
    addresses.find(is_web).map(str::to_owned)
}
