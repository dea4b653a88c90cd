//! Words and flags in, the one filter that they mean together out.

use super::{
    args::{By, Listing, StatsArgs},
    failure::Failure,
    names::StoreNames,
    session::Session,
};
use crate::query::{self, Axis, Filter, Is, when};

/// What was typed to choose articles.
#[derive(Default)]
pub(super) struct Asked<'a> {
    words: &'a [String],
    since: Option<&'a str>,
    until: Option<&'a str>,
    received_since: Option<&'a str>,
    feeds: &'a [String],
    author: Option<&'a str>,
    tags: &'a [String],
    unread: bool,
    starred: bool,
    by: Axis,
}

impl<'a> Asked<'a> {
    /// What list and search are given.
    pub(super) fn of_listing(words: &'a [String], listing: &'a Listing) -> Self {
        Self {
            words,
            since: listing.since.as_deref(),
            until: listing.until.as_deref(),
            received_since: listing.received_since.as_deref(),
            feeds: &listing.feed,
            author: listing.author.as_deref(),
            tags: &listing.tag,
            unread: listing.unread,
            starred: listing.starred,
            by: axis(listing.by),
        }
    }

    /// What stats is given.
    pub(super) fn of_stats(args: &'a StatsArgs) -> Self {
        Self {
            words: &args.query,
            since: args.since.as_deref(),
            until: args.until.as_deref(),
            feeds: &args.feed,
            ..Self::default()
        }
    }

    /// What words and flags say together, hidden articles left out unless they ask for them.
    pub(super) fn filter(
        &self,
        names: &StoreNames<'_>,
        session: &Session,
    ) -> Result<Filter, Failure> {
        let context = names.context(self.by);
        let flag = |field, value: &str| names.checked(query::flag(field, value, &context));
        let mut filter = names.checked(query::parse(&query::join(self.words), &context))?;
        let dates = [
            ("--since", self.since, self.by, true),
            ("--until", self.until, self.by, false),
            ("--received-since", self.received_since, Axis::Received, true),
        ];
        for (name, text, axis, since) in dates {
            let Some(text) = text else { continue };
            let when = when::when(text, session.now(), session.zone()).map_err(|error| {
                Failure::usage("bad-date", format!("{name}: {error}")).hint(error.hint())
            })?;
            let span = if since { when.since() } else { when.until() };
            filter = filter.and(Filter::dated(axis, span));
        }
        if !self.feeds.is_empty() {
            let feeds: Result<_, _> = self.feeds.iter().map(|name| flag("feed", name)).collect();
            filter = filter.and(Filter::Or(feeds?));
        }
        if let Some(author) = self.author {
            filter = filter.and(flag("author", author)?);
        }
        for tag in self.tags {
            filter = filter.and(flag("tag", tag)?);
        }
        for (asked, state) in [(self.unread, Is::Unread), (self.starred, Is::Starred)] {
            if asked {
                filter = filter.and(Filter::Is(state));
            }
        }
        Ok(filter.visible())
    }
}

/// The date that `--by` means.
pub(super) fn axis(by: By) -> Axis {
    match by {
        By::Published => Axis::Published,
        By::Received => Axis::Received,
    }
}

/// The filter of a query text alone, hidden articles left out unless it asks for them.
pub(super) fn of_text(text: &str, session: &Session) -> Result<Filter, Failure> {
    let names = StoreNames::new(session);
    Ok(names.checked(query::parse(text, &names.context(Axis::Published)))?.visible())
}
