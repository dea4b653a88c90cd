//! What a fetch of one feed came to, and all of them together.

use crate::model::{FeedId, LastError, Timestamp};

/// In one word, what came of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Articles that were not there before.
    New,
    /// Edits of stored articles, nothing new.
    Updated,
    /// Nothing that was not stored already.
    NotModified,
    /// Not asked.
    NotDue,
    /// It has moved for good, and the subscription with it.
    Moved,
    /// The server says it is no more.
    Gone,
    /// The server asked to be left alone.
    Refused,
    /// It could not be had or read.
    Failed,
}

impl Outcome {
    /// The word of the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::NotModified => "not-modified",
            Self::NotDue => "not-due",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Whether the exit code counts it as a failure.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Refused | Self::Failed)
    }
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
            outcome if outcome.is_failure() => self.failed += 1,
            Outcome::NotModified => self.unchanged += 1,
            _ => {}
        }
    }
}
