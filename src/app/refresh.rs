//! The way of every fetch: ask many servers at once, read answers on every core, store from one
//! place.
//!
//! ```text
//! fetch threads ──answers──> readers (one a core) ──prepared──> this thread: store, report
//! ```
//!
//! Each stage waits for the next when it falls behind; the fetch room takes queue space before
//! it asks a server, so that waiting never costs an answer its time limit.

use std::{
    collections::HashMap,
    ops::ControlFlow,
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    digest::{Digest, Prepared},
    report::{Report, Totals},
    turns::{Millis, Turns},
};
use crate::{
    fetch::{self, Answer, Cancel, Policy, Request, Reserve},
    model::{FeedId, FeedRecord, Timestamp},
    store::{Refresh, Store, StoreError},
};

/// Answers that may wait for a reader, and readings that may wait for the store. Their bytes are
/// bounded by the fetch room.
const WAITING: usize = 64;
/// At most so many feeds are stored in one transaction, so that articles are visible soon.
const BATCH: usize = 200;
/// After so many entries a transaction ends.
const BATCH_ENTRIES: usize = 2_000;
/// The first feed of a transaction waits at most so long for company.
const COMPANY: Duration = Duration::from_millis(100);

/// What to fetch, and under which rules.
pub struct Work<'a> {
    /// Feeds to ask for.
    pub feeds: Vec<FeedRecord>,
    /// Feeds whose answer is there already: standard input, or a new feed's first look.
    pub answered: Vec<(FeedRecord, Answer)>,
    /// The rules of fetching.
    pub policy: &'a Policy,
    /// Ends the run early.
    pub cancel: &'a Cancel,
    /// The largest body that is kept to be read again, in bytes; 0 to keep none.
    pub keep: u64,
    /// The clock.
    pub now: &'a (dyn Fn() -> Timestamp + Sync),
    /// The wall clock, for the spacing of requests.
    pub millis: Millis,
}

/// Why a run ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The store failed; what it had stored stays stored.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The network client or its threads could not be set up.
    #[error(transparent)]
    Fetch(#[from] fetch::FetchError),
}

/// Fetches, reads and stores; each feed's report is handed over once its articles are stored.
pub fn refresh(
    store: &mut dyn Store,
    work: Work<'_>,
    tell: &mut dyn FnMut(&Report),
) -> Result<Totals, RefreshError> {
    let Work { mut feeds, answered, policy, cancel, keep, now, millis } = work;
    // Where a host has no time for all of them, who has waited longest for an answer goes first:
    // by number, the same few would be asked in every run.
    feeds.sort_by_key(|feed| feed.state.succeeded);
    let requests: Vec<Request> = feeds.iter().map(Request::for_feed).collect();
    let mut records: HashMap<FeedId, FeedRecord> =
        feeds.into_iter().map(|record| (record.id, record)).collect();
    let mut ready = Vec::new();
    for (record, answer) in answered {
        records.insert(record.id, record);
        ready.push(answer);
    }
    let records = &records;
    let rules = &super::rules(store)?;
    let (turns, reserve) = if requests.is_empty() {
        (None, fetch::alone())
    } else {
        let (turns, reserve) = Turns::of(store, millis, cancel)?;
        (Some(turns), reserve)
    };
    let (to_readers, answers) = sync_channel::<Answer>(WAITING);
    let (to_store, prepared) = sync_channel::<Prepared>(WAITING);
    let answers = &Mutex::new(answers);
    let totals = thread::scope(|scope| {
        let asking = move || ask(ready, requests, policy, cancel, now(), reserve, &to_readers);
        let fetching = scope.spawn(asking);
        for _ in 0..readers() {
            let to_store = to_store.clone();
            scope.spawn(move || {
                read(answers, &to_store, records, |now| Digest { policy, now, keep, rules }, now);
            });
        }
        drop(to_store);
        let stored = store_all(store, &prepared, tell);
        if stored.is_err() {
            cancel.cancel();
        }
        drop(prepared);
        let fetched = fetching.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let totals = stored?;
        fetched?;
        Ok::<_, RefreshError>(totals)
    })?;
    if let Some(turns) = turns {
        turns.finish()?;
    }
    super::take_on_rules(store, now())?;
    Ok(totals)
}

/// One reader a core: reading is all computation.
fn readers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn ask(
    ready: Vec<Answer>,
    requests: Vec<Request>,
    policy: &Policy,
    cancel: &Cancel,
    now: Timestamp,
    reserve: Reserve,
    to_readers: &SyncSender<Answer>,
) -> Result<(), fetch::FetchError> {
    let mut pass = |answer| match to_readers.send(answer) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    };
    for answer in ready {
        if pass(answer).is_break() {
            return Ok(());
        }
    }
    fetch::fetch_all(requests, policy, now, cancel, reserve, &mut pass).map(drop)
}

fn read<'a>(
    answers: &Mutex<Receiver<Answer>>,
    to_store: &SyncSender<Prepared>,
    records: &HashMap<FeedId, FeedRecord>,
    digest: impl Fn(Timestamp) -> Digest<'a>,
    now: &(dyn Fn() -> Timestamp + Sync),
) {
    // A store that has failed takes nothing more; what is still on its way is let go by, so that
    // the fetch threads come to their end.
    let mut stopped = false;
    loop {
        let answer = match answers.lock() {
            Ok(answers) => answers.recv(),
            Err(poisoned) => poisoned.into_inner().recv(),
        };
        let Ok(answer) = answer else { return };
        let Some(record) = records.get(&answer.feed) else { continue };
        if stopped {
            continue;
        }
        let prepared = digest(now()).prepare(record, &answer);
        stopped = to_store.send(prepared).is_err();
    }
}

/// Stores what comes, several feeds a transaction, and reports each.
fn store_all(
    store: &mut dyn Store,
    prepared: &Receiver<Prepared>,
    tell: &mut dyn FnMut(&Report),
) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    while let Some(batch) = next_batch(prepared) {
        let (refreshes, reports): (Vec<Refresh>, Vec<Report>) =
            batch.into_iter().map(|prepared| (prepared.refresh, prepared.report)).unzip();
        let applied = store.apply(&refreshes, super::DECISIONS)?;
        for (mut report, applied) in reports.into_iter().zip(applied) {
            report.count(applied);
            totals.add(&report);
            tell(&report);
        }
    }
    Ok(totals)
}

/// What has come, waiting a moment for more; `None` at the end.
fn next_batch(prepared: &Receiver<Prepared>) -> Option<Vec<Prepared>> {
    let first = prepared.recv().ok()?;
    let until = Instant::now() + COMPANY;
    let mut entries = first.entries();
    let mut batch = vec![first];
    while batch.len() < BATCH && entries < BATCH_ENTRIES {
        let left = until.saturating_duration_since(Instant::now());
        let Ok(next) = prepared.recv_timeout(left) else { break };
        entries += next.entries();
        batch.push(next);
    }
    Some(batch)
}
