//! An answer made ready to store: parsed, normalised, scheduled. Pure, so that it can run on as
//! many threads as there are cores.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{preview, report::Report};
use crate::{
    fetch::{
        Answer, FetchOutcome, Policy,
        schedule::{self, After, Hints, Reading},
    },
    model::{Document, FeedRecord, FetchState, Incoming, LastError, Parsed, Timestamp},
    normalize, parse,
    render::rows::Outcome,
    store::Refresh,
};

/// A failing feed is told of after it has failed for so long and so often.
const PATIENCE: (i64, u32) = (24 * 3600, 3);

/// What a digest needs to know beside the answer.
pub struct Digest<'a> {
    /// The rules of fetching.
    pub policy: &'a Policy,
    /// When the answer came.
    pub now: Timestamp,
}

/// An answer ready to be stored and reported.
pub struct Prepared {
    /// What to store.
    pub refresh: Refresh,
    /// What to tell; the counts of articles are filled in after storing.
    pub report: Report,
}

impl Prepared {
    /// How many entries there are to store.
    pub(super) fn entries(&self) -> usize {
        self.refresh.incoming.as_ref().map_or(0, |incoming| incoming.drafts.len())
    }
}

/// What was read of an answer.
#[derive(Default)]
struct Read {
    title: Option<String>,
    site_url: Option<String>,
    incoming: Option<Incoming>,
    mended: Vec<&'static str>,
}

impl Digest<'_> {
    /// Makes an answer ready. A document on which reading panics costs its own feed a failure,
    /// and no other feed anything.
    pub fn prepare(&self, record: &FeedRecord, answer: &Answer) -> Prepared {
        let (reading, read) = catch_unwind(AssertUnwindSafe(|| self.read(record, answer)))
            .unwrap_or_else(|_| {
                let message = "the document could not be read: an error in tidings".to_owned();
                let error = LastError { code: "internal".to_owned(), message };
                (Reading::NotAFeed(error), Read::default())
            });
        let context = context(record, self.policy, self.now);
        let after = schedule::after(&record.state, answer, &reading, &context);
        let report = self.report(record, answer, &reading, &after, &read);
        Prepared {
            refresh: Refresh {
                feed: record.id,
                state: told(after.state, &report),
                url: after.moved_to,
                title: read.title,
                site_url: read.site_url,
                incoming: read.incoming,
            },
            report,
        }
    }

    fn read(&self, record: &FeedRecord, answer: &Answer) -> (Reading, Read) {
        let FetchOutcome::Fetched(document) = &answer.outcome else {
            return (Reading::None, Read::default());
        };
        if record.state.body_hash == Some(document.hash()) {
            return (Reading::Same, Read::default());
        }
        match parse::parse(document) {
            Ok(parsed) => {
                let hints = Hints::of(&parsed);
                (Reading::Feed(hints), self.normalized(record, document, parsed))
            }
            Err(error) => {
                let last = LastError { code: error.code().to_owned(), message: error.to_string() };
                (Reading::NotAFeed(last), Read::default())
            }
        }
    }

    fn normalized(&self, record: &FeedRecord, document: &Document, parsed: Parsed) -> Read {
        let feed_url = match document.final_url.as_str() {
            "" => record.subscription.url.as_str(),
            url => url,
        };
        let drafts = preview::drafts(&parsed, feed_url);
        Read {
            title: normalize::feed_title(&parsed.feed),
            site_url: parsed.feed.link,
            incoming: Some(Incoming {
                feed: record.id,
                now: self.now,
                traits: record.state.traits.clone(),
                drafts,
            }),
            mended: parsed.mended,
        }
    }

    fn report(
        &self,
        record: &FeedRecord,
        answer: &Answer,
        reading: &Reading,
        after: &After,
        read: &Read,
    ) -> Report {
        let outcome = outcome(answer, reading, after);
        Report {
            feed: record.id,
            title: read
                .title
                .as_deref()
                .filter(|_| record.subscription.options.title.is_none())
                .unwrap_or(record.title())
                .to_owned(),
            url: record.subscription.url.clone(),
            outcome,
            status: answer.status(),
            new: 0,
            updated: 0,
            unchanged: 0,
            reissued: false,
            bytes: answer.bytes,
            ms: answer.ms,
            mended: read.mended.clone(),
            next_check: after.state.next_check,
            reason: after.state.reason.clone(),
            error: after.state.error.clone(),
            failures: after.state.failures,
            moved: after.moved_to.clone().or(after
                .state
                .moving
                .as_ref()
                .map(|moving| moving.to.clone())),
            news: news(&record.state, &after.state, self.now),
        }
    }
}

/// What the schedule of a feed depends on beside its state.
pub fn context<'a>(
    record: &'a FeedRecord,
    policy: &'a Policy,
    now: Timestamp,
) -> schedule::Context<'a> {
    schedule::Context {
        feed: record.id,
        url: &record.subscription.url,
        interval: record.subscription.options.interval,
        policy: &policy.schedule,
        now,
    }
}

fn outcome(answer: &Answer, reading: &Reading, after: &After) -> Outcome {
    match (&answer.outcome, reading) {
        (FetchOutcome::Held(_), _) => Outcome::NotDue,
        (FetchOutcome::Gone, _) => Outcome::Gone,
        (FetchOutcome::Refused(_), _) => Outcome::Refused,
        (FetchOutcome::Failed(_), _) | (_, Reading::NotAFeed(_)) => Outcome::Failed,
        _ if after.moved_to.is_some() => Outcome::Moved,
        _ => Outcome::NotModified,
    }
}

/// What even cron should hear of: a feed that never worked, one that has failed for long enough
/// to wake somebody, one that is gone, one that works again after such a report.
fn news(before: &FetchState, after: &FetchState, now: Timestamp) -> Option<String> {
    let error = || after.error.as_ref().map_or("failed", |error| error.message.as_str());
    if after.gone.is_some() && before.gone.is_none() {
        return Some("gone: the server says it is no more (410); it is not asked again".to_owned());
    }
    if after.failures == 0 {
        return before.reported.then(|| "works again".to_owned());
    }
    let never_worked = before.succeeded.is_none() && after.failures == 1;
    let (seconds, tries) = PATIENCE;
    let long = after.failures >= tries
        && after.failing_since.is_some_and(|since| now.since(since) >= seconds);
    (!before.reported && (never_worked || long)).then(|| error().to_owned())
}

/// The state, remembering whether the failure in it was told of.
fn told(mut state: FetchState, report: &Report) -> FetchState {
    state.reported = state.failures > 0 && (state.reported || report.news.is_some());
    state
}
