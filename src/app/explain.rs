//! An article's history in, the steps from its URL to its key out.

use crate::{
    normalize::url::{self, Explained, Rules, Scope},
    store::History,
};

/// The steps from an article's URL to what it is compared by, with all that was known of the
/// URL when it came; `None` if the article has no URL.
pub fn explain(history: &History, rules: &Rules) -> Option<Explained> {
    let feed = history.sightings.first().map(|sighting| &sighting.feed);
    let feed_host = feed.and_then(|feed| url::host(&feed.url));
    let site_host = feed.and_then(|feed| url::host(feed.site_url.as_deref()?));
    let scope = Scope {
        feed_host: feed_host.as_deref(),
        site_host: site_host.as_deref(),
        guid: history.guid.as_deref(),
        rules: Some(rules),
    };
    Some(url::explain(history.url.as_deref()?, &scope))
}
