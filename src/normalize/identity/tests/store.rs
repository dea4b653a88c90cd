//! A store in memory that looks up and applies as a real one must, and items to feed it.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{
    Absorbed, Action, Changed, Draft, Enclosure, FeedId, FeedTraits, Incoming, Inserted, Known,
    Republish, Resolution, Seq, Timestamp, Trust,
};
use crate::normalize::identity::{resolve, text_hash};
use crate::normalize::url::{Rules, Scope, assign_keys, shortened_key};

/// 2026-03-02T06:30Z, the beginning of all histories; times are minutes after it.
pub(crate) const START: i64 = 1_772_433_000;

pub(crate) fn minute(minutes: i64) -> Timestamp {
    Timestamp(START + minutes * 60)
}

/// One entry of a document.
pub(crate) fn item(title: &str) -> Draft {
    Draft { title: title.to_owned(), titled: true, ..Draft::default() }
}

/// What an entry may say, in the order in which a row of the table reads.
pub(crate) trait Says {
    fn id(self, guid: &str) -> Self;
    fn at(self, url: &str) -> Self;
    fn on(self, minutes: i64) -> Self;
    fn text(self, text: &str) -> Self;
    fn file(self, url: &str) -> Self;
}

impl Says for Draft {
    fn id(mut self, guid: &str) -> Self {
        self.guid = Some(guid.to_owned());
        self
    }

    fn at(mut self, url: &str) -> Self {
        self.url = Some(url.to_owned());
        self
    }

    fn on(mut self, minutes: i64) -> Self {
        self.published = Some(minute(minutes));
        self
    }

    fn text(mut self, text: &str) -> Self {
        self.content_text = Some(text.to_owned());
        self
    }

    fn file(mut self, url: &str) -> Self {
        self.enclosures.push(Enclosure { url: url.to_owned(), ..Enclosure::default() });
        self
    }
}

/// An article as the store keeps it.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) known: Known,
    pub(crate) seen_in: BTreeSet<FeedId>,
    pub(crate) guids: Vec<(FeedId, String)>,
    pub(crate) revisions: Vec<Changed>,
}

#[derive(Default, Debug)]
pub(crate) struct Store {
    pub(crate) articles: Vec<Stored>,
    pub(crate) traits: HashMap<FeedId, FeedTraits>,
    pub(crate) rules: Rules,
    pub(crate) republish: Republish,
}

impl Store {
    /// Takes in one document of a feed.
    pub(crate) fn fetch(&mut self, feed: i64, now: i64, drafts: &[Draft]) -> Resolution {
        let feed = FeedId(feed);
        let mut drafts = drafts.to_vec();
        assign_keys(&mut drafts, &Scope { rules: Some(&self.rules), ..Scope::default() });
        let known = self.look_up(feed, &drafts);
        let traits = self.traits.get(&feed).cloned().unwrap_or_default();
        let republish = self.republish;
        let incoming = Incoming { feed, now: minute(now), traits, drafts, republish };
        let resolution = resolve(&incoming, &known);
        self.apply(&incoming, &resolution);
        resolution
    }

    /// Lets other rules about URL parameters hold; articles that come to share a key stay apart.
    pub(crate) fn follow(&mut self, rules: Rules) {
        self.rules = rules;
        let mut taken = HashSet::new();
        for Stored { known, .. } in &mut self.articles {
            let scope = Scope { rules: Some(&self.rules), ..Scope::default() };
            let keys = known.url.as_deref().and_then(|url| shortened_key(url, &scope));
            if let Some((key, shortened)) = keys {
                known.url_keys.retain(|old| *old != known.url_key);
                known.url_key.clone_from(&key.0);
                let full = shortened.map_or_else(|| key.0.clone(), |shortened| shortened.full.0);
                for name in [key.0, full] {
                    if !known.url_keys.contains(&name) {
                        known.url_keys.push(name);
                    }
                }
            }
            while !taken.insert((known.url_key.clone(), known.date_key.clone(), known.disc.clone()))
            {
                known.disc = format!("{:08x}", known.seq.0);
            }
        }
    }

    pub(crate) fn live(&self) -> impl Iterator<Item = &Stored> {
        self.articles.iter().filter(|article| !article.known.tombstone)
    }

    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.live().count(), self.live().map(|article| article.revisions.len()).sum())
    }

    fn look_up(&self, feed: FeedId, drafts: &[Draft]) -> Vec<Known> {
        let is_candidate = |article: &&Stored| {
            let known = &article.known;
            let here = article.seen_in.contains(&feed);
            drafts.iter().any(|draft| {
                let guid = draft.guid.clone().unwrap_or_default();
                article.guids.contains(&(feed, guid))
                    || draft.url_key.as_ref().is_some_and(|key| known.url_keys.contains(&key.0))
                    || draft
                        .shortened
                        .as_ref()
                        .is_some_and(|shortened| known.url_keys.contains(&shortened.full.0))
                    || here && draft.published.is_some() && draft.published == known.published
                    || here
                        && draft.published.is_some()
                        && draft.published == known.published_latest
                    || here && draft.title == known.title
            })
        };
        let in_this_feed = |article: &Stored| Known {
            seen_here: article.seen_in.contains(&feed),
            guids: article
                .guids
                .iter()
                .filter(|(of, _)| *of == feed)
                .map(|(_, guid)| guid.clone())
                .collect(),
            ..article.known.clone()
        };
        // Newest first, to show that the order of the lookup says nothing.
        self.articles.iter().rev().filter(is_candidate).map(in_this_feed).collect()
    }

    fn apply(&mut self, incoming: &Incoming, resolution: &Resolution) {
        assert_eq!(resolution.actions.len(), incoming.drafts.len(), "one action an entry");
        let mut homes = HashMap::new();
        for index in resolution.order.iter().copied() {
            let action = &resolution.actions[index];
            match action {
                Action::Insert(inserted) => {
                    homes.insert(index, self.insert(incoming, index, inserted));
                }
                Action::Same(absorbed) => {
                    homes.insert(index, self.absorb(incoming, index, absorbed));
                }
                Action::Twin { .. } | Action::Buried(_) => {}
            }
        }
        for (index, action) in resolution.actions.iter().enumerate() {
            if let Action::Twin { of } = action {
                homes.insert(index, homes[of]);
            }
        }
        for (index, home) in homes {
            self.sight(incoming, index, home, resolution);
        }
        self.traits.insert(incoming.feed, resolution.traits.clone());
        let keys: HashSet<_> = self
            .articles
            .iter()
            .map(|Stored { known, .. }| (&known.url_key, &known.date_key, &known.disc))
            .collect();
        assert_eq!(keys.len(), self.articles.len(), "the enforced key is unique: {self:#?}");
    }

    fn insert(&mut self, incoming: &Incoming, index: usize, inserted: &Inserted) -> usize {
        let Inserted { url_key, date_key, disc, published, published_latest } = inserted;
        let draft = &incoming.drafts[index];
        self.articles.push(Stored {
            known: Known {
                seq: Seq(self.articles.len() as i64),
                feed: incoming.feed,
                seen_here: true,
                url: draft.url.clone(),
                url_key: url_key.clone(),
                date_key: date_key.clone(),
                disc: disc.clone(),
                published: *published,
                published_latest: *published_latest,
                title: draft.title.clone(),
                text_hash: draft.content_text.as_deref().map_or(0, text_hash),
                text: draft.content_text.clone(),
                guids: Vec::new(),
                url_keys: vec![url_key.clone()],
                received: incoming.now,
                edited: None,
                tombstone: false,
            },
            seen_in: BTreeSet::new(),
            guids: Vec::new(),
            revisions: Vec::new(),
        });
        self.articles.len() - 1
    }

    fn absorb(&mut self, incoming: &Incoming, index: usize, absorbed: &Absorbed) -> usize {
        let at = absorbed.seq.0 as usize;
        let draft = &incoming.drafts[index];
        let free = self.is_free(at, absorbed);
        let Stored { known, revisions, .. } = &mut self.articles[at];
        let Changed { title, text, .. } = absorbed.changed;
        if title {
            known.title.clone_from(&draft.title);
        }
        if text {
            known.text.clone_from(&draft.content_text);
            known.text_hash = draft.content_text.as_deref().map_or(0, text_hash);
        }
        if let Some(key) = absorbed.url_key.as_ref().filter(|_| free) {
            known.url_key.clone_from(key);
            known.url.clone_from(&draft.url);
        }
        if let Some(key) = absorbed.date_key.as_ref().filter(|_| free) {
            known.date_key.clone_from(key);
        }
        if absorbed.published_latest.is_some() {
            known.published = known.published.or(absorbed.published_latest);
            known.published_latest = absorbed.published_latest;
        }
        if absorbed.changed.any() {
            known.edited = Some(incoming.now);
            revisions.push(absorbed.changed);
        }
        at
    }

    /// Whether an article can move to its new key. The lookup does not show every article that
    /// might have it, so a store asks once more and leaves the key where it is.
    fn is_free(&self, at: usize, absorbed: &Absorbed) -> bool {
        let own = &self.articles[at].known;
        let url_key = absorbed.url_key.as_ref().unwrap_or(&own.url_key);
        let date_key = absorbed.date_key.as_ref().unwrap_or(&own.date_key);
        !self.articles.iter().any(|Stored { known, .. }| {
            known.seq != own.seq
                && (&known.url_key, &known.date_key, &known.disc) == (url_key, date_key, &own.disc)
        })
    }

    fn sight(&mut self, incoming: &Incoming, index: usize, at: usize, resolution: &Resolution) {
        let draft = &incoming.drafts[index];
        let article = &mut self.articles[at];
        article.seen_in.insert(incoming.feed);
        let guid = draft.guid.clone().filter(|_| !resolution.unusable_guids.contains(&index));
        if let Some(alias) = guid.map(|guid| (incoming.feed, guid))
            && !article.guids.contains(&alias)
        {
            article.guids.push(alias);
        }
        if let Some(key) = &draft.url_key
            && !article.known.url_keys.contains(&key.0)
        {
            article.known.url_keys.push(key.0.clone());
        }
        if let Some(shortened) = &draft.shortened
            && shortened.trust != Trust::Volatile
            && !article.known.url_keys.contains(&shortened.full.0)
        {
            article.known.url_keys.push(shortened.full.0.clone());
        }
    }
}
