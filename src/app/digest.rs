//! An answer made ready to store: parsed, normalised, scheduled. Pure, so that it can run on as
//! many threads as there are cores.

use super::report::{Outcome, Report};
use crate::{
    fetch::{Answer, FetchOutcome, Policy, schedule},
    model::{Document, FeedRecord, Incoming, LastError, Parsed, Timestamp},
    normalize,
    parse::{self, ParseError},
    store::Refresh,
};

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

impl Digest<'_> {
    /// Makes an answer ready.
    pub fn prepare(&self, record: &FeedRecord, answer: &Answer) -> Prepared {
        match &answer.outcome {
            FetchOutcome::Fetched(document) => self.document(record, answer, document),
            _ => self.without_document(record, answer, None),
        }
    }

    fn document(&self, record: &FeedRecord, answer: &Answer, document: &Document) -> Prepared {
        if record.state.body_hash == Some(document.hash()) {
            return self.without_document(record, answer, None);
        }
        match parse::parse(document) {
            Ok(parsed) => self.feed(record, answer, document, parsed),
            Err(error) => self.without_document(record, answer, Some(&error)),
        }
    }
}
