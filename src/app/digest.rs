//! An answer made ready to store: parsed, normalised, scheduled. Pure, so that it can run on as
//! many threads as there are cores.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{preview, report::Report};
use crate::{
    fetch::{
        Answer, FetchOutcome, Policy,
        schedule::{self, After, Hints, News, Reading},
    },
    model::{
        Document, Exchange, FeedRecord, Incoming, LastError, Parsed, Republish, Timestamp,
        shown_address,
    },
    normalize::{self, url::Rules},
    parse::{self, ParseError},
    render::rows::Outcome,
    store::{Asked, Keep, Packed, Refresh},
};

/// What a digest needs to know beside the answer.
pub struct Digest<'a> {
    /// The rules of fetching.
    pub policy: &'a Policy,
    /// When the answer came.
    pub now: Timestamp,
    /// The largest body that is kept, in bytes; 0 to keep nothing of an exchange.
    pub keep: u64,
    /// Rules about URL parameters.
    pub rules: &'a Rules,
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
        let report = Self::report(record, answer, &reading, &after, &read);
        Prepared {
            refresh: Refresh {
                feed: record.id,
                asked: Some(Asked {
                    url: record.subscription.url.clone(),
                    state: after.state,
                    moved_to: after.moved_to,
                }),
                title: read.title,
                site_url: read.site_url,
                incoming: read.incoming,
                response: self.kept(answer, &reading),
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
                let how = (self.rules, self.policy.on_republish);
                (Reading::Feed(hints), normalized(record, document, parsed, self.now, how))
            }
            Err(error) => {
                let last = LastError { code: error.code().to_owned(), message: error.to_string() };
                (Reading::NotAFeed(last), Read::default())
            }
        }
    }

    /// What to keep of the answer. One that was not asked for leaves what is kept.
    fn kept(&self, answer: &Answer, reading: &Reading) -> Option<Keep> {
        if answer.was_not_asked() {
            return None;
        }
        if self.keep == 0 {
            return Some(Keep::Nothing);
        }
        let exchange = Exchange {
            at: self.now,
            hops: answer.exchange.clone(),
            outcome: in_words(&answer.outcome),
            bytes: answer.bytes,
            ms: answer.ms,
        };
        let FetchOutcome::Fetched(document) = &answer.outcome else {
            return Some(Keep::Exchange(exchange));
        };
        if matches!(reading, Reading::Same) {
            return Some(Keep::Exchange(exchange));
        }
        Some(match Packed::of(document, self.keep) {
            Some(packed) => Keep::Whole(exchange, Box::new(packed)),
            None => Keep::TooLarge(exchange),
        })
    }

    fn report(
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
            url: shown_address(&record.subscription.url).into_owned(),
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
            news: after.news.map(|news| words(news, after.state.error.as_ref())),
        }
    }
}

fn normalized(
    record: &FeedRecord,
    document: &Document,
    parsed: Parsed,
    now: Timestamp,
    (rules, republish): (&Rules, Republish),
) -> Read {
    let drafts = preview::drafts(&parsed, origin(record, document), Some(rules));
    Read {
        title: normalize::feed_title(&parsed.feed),
        site_url: normalize::site_url(&parsed.feed),
        incoming: Some(Incoming {
            feed: record.id,
            now,
            traits: record.state.traits.clone(),
            drafts,
            republish: record.subscription.options.on_republish.unwrap_or(republish),
        }),
        mended: parsed.mended,
    }
}

/// Where a document came from: after redirects, or else where its feed is.
pub(super) fn origin<'a>(record: &'a FeedRecord, document: &'a Document) -> &'a str {
    match document.final_url.as_str() {
        "" => record.subscription.url.as_str(),
        url => url,
    }
}

/// A kept document, read again: what to store, and what was mended. The fetch state stays.
pub(super) fn reread(
    record: &FeedRecord,
    document: &Document,
    rules: &Rules,
    now: Timestamp,
    republish: Republish,
) -> Result<(Refresh, Vec<&'static str>), ParseError> {
    let read = normalized(record, document, parse::parse(document)?, now, (rules, republish));
    let refresh = Refresh {
        feed: record.id,
        asked: None,
        title: read.title,
        site_url: read.site_url,
        incoming: read.incoming,
        response: None,
    };
    Ok((refresh, read.mended))
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
        interval: record.subscription.options.interval.or(policy.schedule.interval),
        has_login: record.subscription.options.auth.is_some(),
        policy: &policy.schedule,
        now,
    }
}

fn in_words(outcome: &FetchOutcome) -> String {
    match outcome {
        FetchOutcome::Fetched(_) => "a document".to_owned(),
        FetchOutcome::NotModified(_) => "not modified: the document before still holds".to_owned(),
        FetchOutcome::Gone => "gone: the server says it is no more".to_owned(),
        FetchOutcome::Held(hold) => format!("not asked: {hold}"),
        FetchOutcome::Refused(error) => format!("refused: {error}"),
        FetchOutcome::Failed(error) => format!("failed: {error}"),
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

/// News in words.
fn words(news: News, error: Option<&LastError>) -> String {
    match news {
        News::NeverWorked | News::Failing => {
            error.map_or_else(|| "failed".to_owned(), |error| error.message.clone())
        }
        News::Gone => "gone: the server says it is no more (410); it is not asked again".to_owned(),
        News::Recovered => "works again".to_owned(),
    }
}
