//! Names in queries and flags: feeds and saved queries, as the store knows them.

use std::cell::OnceCell;

use super::{failure::Failure, session::Session};
use crate::{
    model::FeedId,
    query::{self, Axis, Context, FeedNames, Filter, Names, QueryError},
    store::SavedQuery,
};

/// Feeds and saved queries by name, read from the store when first asked for.
pub(super) struct StoreNames<'s> {
    session: &'s Session,
    names: OnceCell<Result<FeedNames, Failure>>,
    saved: OnceCell<Result<Vec<SavedQuery>, Failure>>,
    /// A query to be taken for saved under its name, before it is.
    draft: Option<(String, String)>,
}

impl<'s> StoreNames<'s> {
    /// The names of the session's store.
    pub(super) fn new(session: &'s Session) -> Self {
        Self { session, names: OnceCell::new(), saved: OnceCell::new(), draft: None }
    }

    /// The same, with a query that is about to be saved.
    pub(super) fn with_draft(self, name: &str, query: &str) -> Self {
        Self { draft: Some((name.to_owned(), query.to_owned())), ..self }
    }

    fn saved_queries(&self) -> &[SavedQuery] {
        let read = || Ok(self.session.reader()?.saved_queries()?);
        self.saved.get_or_init(read).as_deref().unwrap_or_default()
    }

    fn names(&self) -> Result<&FeedNames, &Failure> {
        let read = || Ok(FeedNames::of(&self.session.reader()?.feeds()?));
        self.names.get_or_init(read).as_ref()
    }

    /// What a query is understood by; `by` is the date that it means.
    pub(super) fn context(&self, by: Axis) -> Context<'_> {
        Context { names: self, now: self.session.now(), zone: self.session.zone(), by }
    }

    /// A filter, or why there is none: a mistake in the query, or a store that cannot be read.
    pub(super) fn checked(&self, filter: Result<Filter, QueryError>) -> Result<Filter, Failure> {
        let unread = self.names.get().and_then(|names| names.as_ref().err());
        let unread = unread.or(self.saved.get().and_then(|saved| saved.as_ref().err()));
        if let Some(failure) = unread {
            return Err(failure.clone());
        }
        filter.map_err(|error| {
            Failure::usage(error.mistake.code(), error.to_string()).hint(error.hint())
        })
    }

    /// The title of the one feed that is chosen.
    pub(super) fn heading(&self, chosen: &[String]) -> Option<String> {
        let [name] = chosen else { return None };
        let ids = self.names().ok()?.feeds(name);
        let [id] = ids.as_slice() else { return None };
        self.names().ok()?.title(*id).map(str::to_owned)
    }
}

impl Names for StoreNames<'_> {
    fn feeds(&self, text: &str) -> Vec<FeedId> {
        self.names().map(|names| names.feeds(text)).unwrap_or_default()
    }

    fn titled(&self, text: &str) -> Vec<FeedId> {
        self.names().map(|names| names.titled(text)).unwrap_or_default()
    }

    fn near(&self, text: &str) -> Vec<String> {
        self.names().map(|names| names.near(text)).unwrap_or_default()
    }

    fn saved(&self, name: &str) -> Option<String> {
        let draft = self.draft.as_ref().filter(|(known, _)| known == name);
        let saved = || self.saved_queries().iter().find(|query| query.name == name);
        draft.map(|(_, text)| text.clone()).or_else(|| Some(saved()?.query.clone()))
    }

    fn saved_near(&self, name: &str) -> Vec<String> {
        query::nearest_names(name, self.saved_queries().iter().map(|query| query.name.as_str()))
    }
}
