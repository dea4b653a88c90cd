//! What a fetch of one feed came to, and all of them together.

use crate::{
    model::{FeedId, LastError, Timestamp},
    render::rows::{FetchRow, Outcome, SummaryRow},
    store::Applied,
};

/// What is told of a feed that was issued anew; the store told it by no new articles.
const REISSUED: &str =
    "issued most of its articles anew under other addresses or ids; they were recognised";

/// Whether the exit code counts an outcome as a failure.
pub fn is_failure(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Refused | Outcome::Failed)
}

/// What a fetch of one feed came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The subscription.
    pub feed: FeedId,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// In one word.
    pub outcome: Outcome,
    /// The HTTP status, if there was one.
    pub status: Option<u16>,
    /// Articles stored for the first time.
    pub new: usize,
    /// Articles edited.
    pub updated: usize,
    /// Entries that changed nothing.
    pub unchanged: usize,
    /// Whether the feed issued most of its articles anew, and they were recognised.
    pub reissued: bool,
    /// Bytes that came over the wire.
    pub bytes: u64,
    /// Milliseconds it took.
    pub ms: u64,
    /// What had to be mended to read the document.
    pub mended: Vec<&'static str>,
    /// When to ask again.
    pub next_check: Option<Timestamp>,
    /// Why then.
    pub reason: Option<String>,
    /// What went wrong.
    pub error: Option<LastError>,
    /// Failures in a row, this one included.
    pub failures: u32,
    /// Where it moved to, or seems to be moving.
    pub moved: Option<String>,
    /// Something a person should hear of, even from cron: a feed that has never worked, one that
    /// has failed for a day and three tries, one that is gone, one that works again.
    pub news: Option<String>,
}

impl Report {
    /// Fills in what storing came to.
    pub(super) fn count(&mut self, applied: Applied) {
        (self.new, self.updated, self.unchanged) =
            (applied.new, applied.updated, applied.unchanged);
        self.reissued = applied.reissued;
        if applied.stayed {
            self.moved = None;
            if self.outcome == Outcome::Moved {
                self.outcome = Outcome::NotModified;
            }
        }
        if applied.reissued && self.news.is_none() {
            self.news = Some(REISSUED.to_owned());
        }
        if self.outcome == Outcome::NotModified {
            self.outcome = match applied {
                Applied { new: 1.., .. } => Outcome::New,
                Applied { updated: 1.., .. } | Applied { reissued: true, .. } => Outcome::Updated,
                Applied { .. } => Outcome::NotModified,
            };
        }
    }

    /// The record of the interface.
    pub fn row(&self) -> FetchRow {
        FetchRow {
            url: self.url.clone(),
            title: Some(self.title.clone()),
            id: Some(self.feed),
            outcome: self.outcome,
            status: self.status,
            new: self.new as u64,
            updated: self.updated as u64,
            unchanged: self.unchanged as u64,
            reissued: self.reissued,
            bytes: self.bytes,
            ms: self.ms,
            mended: self.mended.clone(),
            next_check: self.next_check,
            error: self.error.clone(),
        }
    }
}

/// A whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Feeds that were tried.
    pub feeds: usize,
    /// Articles stored for the first time.
    pub new: usize,
    /// Articles edited.
    pub updated: usize,
    /// Feeds with nothing new.
    pub unchanged: usize,
    /// Feeds that failed or refused.
    pub failed: usize,
    /// Feeds that were not due.
    pub not_due: usize,
}

impl Totals {
    /// Counts a report.
    pub fn add(&mut self, report: &Report) {
        if report.outcome == Outcome::NotDue {
            self.not_due += 1;
            return;
        }
        self.feeds += 1;
        self.new += report.new;
        self.updated += report.updated;
        match report.outcome {
            outcome if is_failure(outcome) => self.failed += 1,
            Outcome::NotModified => self.unchanged += 1,
            _ => {}
        }
    }
}

impl Totals {
    /// The record of the interface, for a run of so many milliseconds.
    pub fn row(&self, ms: u64) -> SummaryRow {
        SummaryRow {
            feeds: self.feeds as u64,
            new: self.new as u64,
            updated: self.updated as u64,
            unchanged: self.unchanged as u64,
            failed: self.failed as u64,
            not_due: self.not_due as u64,
            ms,
        }
    }
}
