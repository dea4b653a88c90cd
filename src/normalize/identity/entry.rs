//! A draft in, the marks by which it is recognised out.

use std::cell::OnceCell;

use crate::model::{Draft, Shortened, Timestamp, Trust};

use super::text::{fold_title, text_hash, words};

/// One entry of the document with its marks.
pub(super) struct Entry<'a> {
    /// Its place in the document.
    pub(super) index: usize,
    /// What the document said.
    pub(super) draft: &'a Draft,
    /// The guid, trimmed; `None` too if it is no id in this document.
    pub(super) guid: Option<&'a str>,
    /// The key of its own address.
    pub(super) url: Option<&'a str>,
    /// When it was published, as far as that is believed.
    pub(super) date: Option<Timestamp>,
    /// The title as it is compared.
    pub(super) title: String,
    /// The hash of the text, 0 without one.
    pub(super) hash: u64,
    /// The words of the text, once somebody asked.
    words: OnceCell<Vec<u64>>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(index: usize, draft: &'a Draft) -> Self {
        Self {
            index,
            draft,
            guid: draft.guid.as_deref().map(str::trim).filter(|guid| !guid.is_empty()),
            url: draft.url_key.as_ref().map(|key| key.0.as_str()),
            date: None,
            title: fold_title(&draft.title),
            hash: match draft.text_hash {
                0 => draft.content_text.as_deref().map_or(0, text_hash),
                known => known,
            },
            words: OnceCell::new(),
        }
    }

    /// What rules about its host took out of its key.
    pub(super) fn shortened(&self) -> Option<&'a Shortened> {
        self.draft.shortened.as_deref()
    }

    /// The key of its own address before that.
    pub(super) fn full(&self) -> Option<&'a str> {
        self.shortened().map_or(self.url, |shortened| Some(shortened.full.0.as_str()))
    }

    /// The key before rules took anything out, where they did and it is an address all the same.
    pub(super) fn longer(&self) -> Option<&'a str> {
        let lasting = self.shortened().filter(|shortened| shortened.trust != Trust::Volatile);
        lasting.map(|shortened| shortened.full.0.as_str())
    }

    /// The text that is compared.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.draft.content_text.as_deref()
    }

    /// The words of the text.
    pub(super) fn words(&self) -> &[u64] {
        self.words.get_or_init(|| self.text().map(words).unwrap_or_default())
    }

    /// The address that stands for the entry: its own, or else one made of its guid or title
    /// that no other feed can have.
    pub(super) fn key(&self, scope: &str) -> String {
        match (self.url, self.guid) {
            (Some(url), _) => url.to_owned(),
            (None, Some(guid)) => format!("{scope}{guid}"),
            (None, None) => format!("{scope}{}", self.draft.title.trim()),
        }
    }

    /// An order that depends on nothing but the entries, whatever the document's order: oldest
    /// first, undated last, ids counted up (`#9` before `#10`).
    pub(super) fn rank(&self) -> impl Ord + use<'_, 'a> {
        let guid = self.draft.guid.as_deref().unwrap_or_default();
        (
            self.date.is_none(),
            self.date,
            self.draft.updated,
            guid.len(),
            guid,
            self.url,
            self.draft.title.as_str(),
            self.hash,
        )
    }
}

/// The minute of an instant in UTC, which is the date key; empty if there is none.
pub(super) fn date_key(date: Option<Timestamp>) -> String {
    date.map(|at| at.to_utc().format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// Whether two instants lie in one minute.
pub(super) fn same_minute(a: Timestamp, b: Timestamp) -> bool {
    a.0.div_euclid(60) == b.0.div_euclid(60)
}
