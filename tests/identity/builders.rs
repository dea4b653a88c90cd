//! What every history is made of: entries small enough for a line of a table, and a store to
//! play them into.

use std::{ops::ControlFlow, path::Path};

use tidings::{
    app::DECISIONS,
    model::{Article, Draft, FeedId, Incoming, Republish, Subscription, Timestamp},
    normalize::{
        identity, story,
        url::{Scope, assign_keys},
    },
    query::Query,
    store::{self, Access, Address, Applied, Detail, Refresh, Store},
};

pub(crate) const START: i64 = 1_780_000_000;
pub(crate) const HOUR: i64 = 3600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// One entry, small enough to stand in a line of a table.
#[derive(Clone, Copy, Default)]
pub(crate) struct E {
    pub(crate) id: &'static str,
    pub(crate) url: &'static str,
    pub(crate) title: &'static str,
    /// Hours since the start; `None` without a date.
    pub(crate) at: Option<f64>,
    /// Which text it has; 0 is none, and the tenth differs from the first in a word.
    pub(crate) text: u32,
}

pub(crate) const fn e(
    id: &'static str,
    url: &'static str,
    title: &'static str,
    at: f64,
    text: u32,
) -> E {
    E { id, url, title, at: Some(at), text }
}

pub(crate) const fn undated(
    id: &'static str,
    url: &'static str,
    title: &'static str,
    text: u32,
) -> E {
    E { id, url, title, at: None, text }
}

/// A fetch: the feed, hours since the start, the document.
pub(crate) type Fetch<'a> = (usize, i64, &'a [E]);

/// A history, with the articles and edits it must come to.
pub(crate) struct History {
    pub(crate) name: &'static str,
    pub(crate) fetches: &'static [Fetch<'static>],
    pub(crate) articles: usize,
    pub(crate) edits: u32,
}

pub(crate) const fn h(
    name: &'static str,
    articles: usize,
    edits: u32,
    fetches: &'static [Fetch<'static>],
) -> History {
    History { name, fetches, articles, edits }
}

/// Sixty words that no other number has in this order.
pub(crate) fn prose(number: u32) -> Option<String> {
    const WORDS: [&str; 16] = [
        "harbour", "lantern", "meadow", "copper", "violin", "orchard", "thunder", "pebble",
        "saddle", "winter", "ribbon", "candle", "falcon", "garden", "mirror", "anchor",
    ];
    if number == 0 {
        return None;
    }
    let mut state = u64::from(number % 10) * 0x9e37_79b9 + 12_345;
    let mut words: Vec<&str> = (0..60)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            WORDS[(state >> 60) as usize]
        })
        .collect();
    if number >= 10 {
        words[30] = "corrected";
    }
    Some(words.join(" "))
}

pub(crate) fn draft(entry: &E) -> Draft {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let text = prose(entry.text);
    Draft {
        guid: some(entry.id),
        url: some(entry.url),
        title: entry.title.to_owned(),
        titled: true,
        published: entry.at.map(|at| Timestamp(START + (at * HOUR as f64) as i64)),
        summary: text.as_ref().map(|text| text.chars().take(80).collect()),
        text_hash: text.as_deref().map_or(0, identity::text_hash),
        content_text: text,
        ..Draft::default()
    }
}

/// How many feeds there are.
const FEEDS: usize = 9;

pub(crate) fn subscription(url: &str) -> Subscription {
    Subscription { url: url.to_owned(), ..Subscription::default() }
}

/// A store and its feeds.
pub(crate) struct Reader {
    pub(crate) store: Box<dyn Store>,
    pub(crate) feeds: Vec<FeedId>,
    /// What becomes of a publication anew.
    pub(crate) republish: Republish,
}

impl Reader {
    pub(crate) fn new(folder: &Path) -> Self {
        let address = Address::file(&folder.join("store.db"));
        let mut store = store::open(&address, Access::Write).expect("opens");
        let subscriptions: Vec<Subscription> =
            (1..=FEEDS).map(|n| subscription(&format!("https://feed{n}.example/feed"))).collect();
        let feeds = store
            .subscribe_all(&subscriptions, Timestamp(START))
            .expect("subscribes")
            .into_iter()
            .map(store::Subscribed::id)
            .collect();
        Self { store, feeds, republish: Republish::Ignore }
    }

    pub(crate) fn fetch(&mut self, &(feed, hour, entries): &Fetch<'_>, reversed: bool) -> Applied {
        let mut drafts: Vec<Draft> = entries.iter().map(draft).collect();
        if reversed {
            drafts.reverse();
        }
        self.fetch_drafts(feed, hour, drafts)
    }

    pub(crate) fn fetch_drafts(
        &mut self,
        feed: usize,
        hour: i64,
        mut drafts: Vec<Draft>,
    ) -> Applied {
        assign_keys(&mut drafts, &Scope::default());
        story::mark(&mut drafts);
        let feed = self.feeds[feed];
        let state = self.store.feeds().expect("feeds").into_iter().find(|f| f.id == feed);
        let traits = state.expect("subscribed").state.traits;
        let (now, republish) = (Timestamp(START + hour * HOUR), self.republish);
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(Incoming { feed, now, traits, drafts, republish }),
            response: None,
        };
        self.store.apply(&[refresh], DECISIONS).expect("stores")[0]
    }

    pub(crate) fn articles(&mut self) -> Vec<Article> {
        let mut found = Vec::new();
        let each = &mut |article| {
            found.push(article);
            ControlFlow::Continue(())
        };
        self.store.select(&Query::default(), Detail::Full, each).expect("selects");
        found
    }

    pub(crate) fn counts(&mut self) -> (usize, u32) {
        let all = self.articles();
        (all.len(), all.iter().map(|article| article.revision).sum())
    }
}

/// Plays a history into a new store.
pub(crate) fn play(fetches: &[Fetch<'_>], reversed: bool) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = Reader::new(folder.path());
    for fetch in fetches {
        reader.fetch(fetch, reversed);
    }
    (folder, reader)
}
