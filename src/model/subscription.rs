//! What a user follows.

use super::{FeedId, FetchState, Options, Timestamp};

/// A wish to follow a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// An http(s) or file URL, or `exec:` and a command line.
    pub url: String,
    /// The feed's own title, where a list or the document gave one.
    pub title: Option<String>,
    /// The web site, where known.
    pub site_url: Option<String>,
    /// What the user set.
    pub options: Options,
}

/// A subscription as the store holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRecord {
    /// Its number.
    pub id: FeedId,
    /// What was asked for, with the feed's latest own title and site.
    pub subscription: Subscription,
    /// When it was first added.
    pub added: Timestamp,
    /// How fetching goes.
    pub state: FetchState,
    /// How many articles are stored from it.
    pub articles: u64,
    /// How many of them are unread.
    pub unread: u64,
}

impl FeedRecord {
    /// The title to show: the user's, else the feed's, else the address.
    pub fn title(&self) -> &str {
        let subscription = &self.subscription;
        subscription
            .options
            .title
            .as_deref()
            .or(subscription.title.as_deref())
            .unwrap_or(&subscription.url)
    }
}
