//! Requests in, answers out one by one: the network on its own threads, the answers on the
//! caller's.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc as done, watch};
use tokio::time::Instant;

use super::budget::{Budget, Held};
use super::client::Clients;
use super::http::{self, Shared};
use super::lanes::{self, Hosts, Lane};
use super::names::Names;
use super::polite::{Entry, Lesson, Limits, Next, Turns, UNKNOWN_MS};
use super::source::{self, Source};
use super::{Answer, FetchError, FetchOutcome, Phase, Policy, Request, address, limits, local};
use crate::model::Timestamp;

/// A way to stop a run from another thread, e.g. on a signal. Clones stop the same run.
#[derive(Clone, Debug)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    /// Stops the run: nothing new starts, what is on its way is dropped, what has arrived is
    /// still handed over.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was stopped.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Answers handed over.
    pub answered: usize,
    /// Requests without an answer, because the run was stopped.
    pub left: usize,
}

/// An answer on its way to the caller, with the share of the budget it holds.
type Arrival = (Answer, Option<Held>);

/// Asks for every feed once and hands each answer to `sink`, on the calling thread, in the order
/// of arrival.
///
/// `now` is the wall clock, for dates in headers. `hosts` says when each host was last asked by
/// earlier runs, and afterwards by this one, so that the spacing holds across runs. A slow sink
/// slows the start of further requests and never makes one under way fail. The run stops early
/// when the sink breaks or `cancel` is used.
pub fn fetch_all(
    requests: Vec<Request>,
    policy: &Policy,
    now: Timestamp,
    cancel: &Cancel,
    hosts: &mut Hosts,
    sink: &mut dyn FnMut(Answer) -> ControlFlow<()>,
) -> Result<Ended, FetchError> {
    let total = requests.len();
    if total == 0 {
        return Ok(Ended::default());
    }
    let runtime = runtime()?;
    let names = Arc::new(Names::new(policy.connect_timeout));
    let clients = Clients::new(policy, names.clone())?;
    let shared = Arc::new(Shared {
        policy: policy.clone(),
        now,
        names,
        clients,
        hosts: Mutex::new(std::mem::take(hosts)),
    });
    let (arrivals, inbox) = mpsc::channel();
    runtime.spawn(conduct(requests, shared.clone(), cancel.clone(), arrivals));
    let mut answered = 0;
    for (answer, held) in inbox {
        answered += 1;
        let flow = sink(answer);
        drop(held);
        if flow.is_break() {
            break;
        }
    }
    // Threads that hang in a name lookup or a pipe are not waited for.
    runtime.shutdown_background();
    *hosts = std::mem::take(&mut *shared.hosts.lock().unwrap_or_else(PoisonError::into_inner));
    hosts.forget_before(now.plus(-FORGOTTEN));
    Ok(Ended { answered, left: total - answered })
}

/// After so many seconds no spacing reaches back to a host's last request.
const FORGOTTEN: i64 = 3600;

/// One thread is enough for the network; looking up names and reading files block others.
fn runtime() -> Result<Runtime, FetchError> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(128)
        .thread_name("fetch")
        .enable_all()
        .build()
        .map_err(|error| FetchError::Setup { reason: error.to_string() })
}

/// Gives everybody their turn until all is asked for or the run is stopped.
async fn conduct(
    requests: Vec<Request>,
    shared: Arc<Shared>,
    cancel: Cancel,
    arrivals: mpsc::Sender<Arrival>,
) {
    let mut stop = cancel.0.subscribe();
    tokio::select! {
        () = take_turns(requests, shared, arrivals) => {}
        // The sender lives in `cancel`, so this ends only when it was used.
        _ = stop.wait_for(|stopped| *stopped) => {}
    }
}

async fn take_turns(requests: Vec<Request>, shared: Arc<Shared>, arrivals: mpsc::Sender<Arrival>) {
    let policy = &shared.policy;
    let mut asked: Vec<Option<(Request, Result<Source, FetchError>)>> = Vec::new();
    let mut entries = Vec::new();
    for request in requests {
        let source = source::parse(&request.url);
        entries.push(entry(&request, source.as_ref().ok(), policy));
        asked.push(Some((request, source)));
    }
    let limits = Limits {
        jobs: limits::jobs(policy.jobs).max(1),
        per_host: policy.per_host,
        private_burst: policy.private_burst,
        patience: policy.patience,
    };
    let begin = Instant::now();
    let rests: Vec<Duration> = {
        let hosts = shared.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().map(|entry| hosts.rest(&entry.lane, shared.now)).collect()
    };
    let lanes: Vec<Lane> = entries.iter().map(|entry| entry.lane.clone()).collect();
    let mut turns = Turns::new(entries, &rests, limits, begin);
    let budget = Budget::new(policy.queue);
    let (report, mut ended) = done::unbounded_channel();
    let mut tasks = tokio::task::JoinSet::new();
    loop {
        while let Ok((index, lesson)) = ended.try_recv() {
            turns.ended(index, lesson);
        }
        while tasks.try_join_next().is_some() {}
        match turns.next(Instant::now()) {
            Next::Start { index, last } => {
                let Some((request, source)) = asked[index].take() else { continue };
                // The permit comes before the request: a queue that is full costs nobody a
                // time-out.
                let held = budget.open().await;
                if !lanes[index].private {
                    let at = shared.now.plus(begin.elapsed().as_secs() as i64);
                    let mut hosts = shared.hosts.lock().unwrap_or_else(PoisonError::into_inner);
                    hosts.asked(&lanes[index].name, at);
                }
                let (shared, arrivals, report) = (shared.clone(), arrivals.clone(), report.clone());
                tasks.spawn(async move {
                    let (answer, held) = ask(&shared, &request, source, last, held).await;
                    // Nobody listens any more only when the run is over.
                    let _ = report.send((index, lesson(&answer)));
                    let _ = arrivals.send((answer, Some(held)));
                });
            }
            Next::Hold(index, why) => {
                if let Some((request, _)) = asked[index].take() {
                    let _ = arrivals.send((Answer::bare(&request, FetchOutcome::Held(why)), None));
                }
            }
            Next::Dead(index, error) => {
                if let Some((request, _)) = asked[index].take() {
                    let outcome = FetchOutcome::Failed(error);
                    let _ = arrivals.send((Answer::bare(&request, outcome), None));
                }
            }
            Next::Wait(until) => {
                let until = until.unwrap_or_else(|| Instant::now() + Duration::from_secs(60));
                tokio::select! {
                    Some((index, lesson)) = ended.recv() => turns.ended(index, lesson),
                    () = tokio::time::sleep_until(until) => {}
                }
            }
            Next::Done => return,
        }
    }
}

/// One feed's answer, whatever kind of source it has.
async fn ask(
    shared: &Shared,
    request: &Request,
    source: Result<Source, FetchError>,
    last: bool,
    mut held: Held,
) -> (Answer, Held) {
    let started = Instant::now();
    let mut answer = match source {
        Err(error) => Answer::bare(request, FetchOutcome::Failed(error)),
        Ok(Source::Http(url)) => http::ask(shared, request, &url, last, &mut held).await,
        Ok(Source::File(path)) => {
            Answer::bare(request, local::read_file(path, request, &shared.policy).await)
        }
        Ok(Source::Exec(argv)) => {
            Answer::bare(request, local::run(&argv, request, &shared.policy).await)
        }
    };
    if let (FetchOutcome::Fetched(document), 0) = (&answer.outcome, answer.bytes) {
        answer.bytes = document.body.len() as u64;
        held.grow_to(document.body.len()).await;
    }
    answer.ms = http::millis(started);
    (answer, held)
}

fn entry(request: &Request, source: Option<&Source>, policy: &Policy) -> Entry {
    let host = match source {
        Some(Source::Http(url)) => address::host_and_port(url),
        _ => String::new(),
    };
    let lane = lanes::of_source(request, source, policy);
    Entry { lane, host, expected_ms: request.expected_ms.unwrap_or(UNKNOWN_MS) }
}

/// What this answer teaches about its host.
fn lesson(answer: &Answer) -> Lesson {
    match &answer.outcome {
        FetchOutcome::Refused(error)
            if error.status() == Some(429) && answer.exchange.len() == 1 =>
        {
            Lesson::Refused
        }
        // Only the subscribed host itself: once it has answered, the failure is another's.
        FetchOutcome::Failed(error) if is_dead(error) => {
            let answered = answer.exchange.iter().any(|hop| hop.status.is_some());
            if answered { Lesson::None } else { Lesson::Dead(error.clone()) }
        }
        _ => Lesson::None,
    }
}

fn is_dead(error: &FetchError) -> bool {
    matches!(
        error,
        FetchError::Dns { .. }
            | FetchError::Connect { .. }
            | FetchError::Timeout { phase: Phase::Name | Phase::Connect, .. }
    )
}
