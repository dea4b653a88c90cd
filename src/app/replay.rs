//! Kept documents in, what is read of them now stored: after an upgrade that reads better.
//! No server is asked, and no schedule changes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    digest,
    report::{Report, Totals},
};
use crate::{
    fetch::Cancel,
    model::{FeedRecord, LastError, Republish, Timestamp},
    normalize::url::Rules,
    render::rows::Outcome,
    store::{Refresh, Store, StoreError},
};

/// Feeds stored in one transaction.
const BATCH: usize = 50;

/// Reads the kept document of each feed again and stores what it says; each feed's report is
/// handed over once its articles are stored.
pub fn replay(
    store: &mut dyn Store,
    feeds: &[FeedRecord],
    cancel: &Cancel,
    (now, republish): (Timestamp, Republish),
    tell: &mut dyn FnMut(&Report),
) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    let rules = super::rules(store)?;
    for feeds in feeds.chunks(BATCH) {
        if cancel.is_cancelled() {
            break;
        }
        let mut refreshes = Vec::new();
        let mut reports = Vec::new();
        for record in feeds {
            let (refresh, report) = read(store, record, &rules, now, republish)?;
            reports.push((report, refresh.is_some()));
            refreshes.extend(refresh);
        }
        let mut applied = store.apply(&refreshes, super::DECISIONS)?.into_iter();
        for (mut report, stored) in reports {
            if stored && let Some(applied) = applied.next() {
                report.count(applied);
            }
            totals.add(&report);
            tell(&report);
        }
    }
    super::take_on_rules(store, now)?;
    Ok(totals)
}

/// What the kept document of one feed says now; nothing to store if it says nothing.
fn read(
    store: &mut dyn Store,
    record: &FeedRecord,
    rules: &Rules,
    now: Timestamp,
    republish: Republish,
) -> Result<(Option<Refresh>, Report), StoreError> {
    let mut report = Report::of_kept(record);
    let Some((_, document)) = store.kept(record.id)?.and_then(|kept| kept.document) else {
        report.fail("nothing-kept", "no document of it is kept");
        report.outcome = Outcome::NotDue;
        return Ok((None, report));
    };
    let read =
        catch_unwind(AssertUnwindSafe(|| digest::reread(record, &document, rules, now, republish)));
    match read {
        Ok(Ok((refresh, mended))) => {
            report.mended = mended;
            Ok((Some(refresh), report))
        }
        Ok(Err(error)) => {
            report.fail(error.code(), &error.to_string());
            Ok((None, report))
        }
        Err(_) => {
            report.fail("internal", "the document could not be read: an error in tidings");
            Ok((None, report))
        }
    }
}

impl Report {
    /// The report of a document that was not asked for; the counts are filled in after storing.
    fn of_kept(record: &FeedRecord) -> Self {
        Self {
            feed: record.id,
            title: record.title().to_owned(),
            url: record.subscription.url.clone(),
            outcome: Outcome::NotModified,
            status: None,
            new: 0,
            updated: 0,
            unchanged: 0,
            reissued: false,
            bytes: 0,
            ms: 0,
            mended: Vec::new(),
            next_check: record.state.next_check,
            reason: record.state.reason.clone(),
            error: None,
            failures: record.state.failures,
            moved: None,
            news: None,
        }
    }

    fn fail(&mut self, code: &str, message: &str) {
        self.outcome = Outcome::Failed;
        self.error = Some(LastError { code: code.to_owned(), message: message.to_owned() });
    }
}
