//! Requests in, answers out one by one: the network on its own threads, the answers on the
//! caller's.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;

use super::budget::{Budget, Held};
use super::client::Clients;
use super::desk::{Keeper, Reserve};
use super::http::{self, Shared};
use super::lanes::{self, Lane};
use super::login::Logins;
use super::names::Names;
use super::polite::{Entry, Lesson, Limits, Next, Turns, UNKNOWN_MS};
use super::source::{self, Source};
use super::{
    Answer, FetchError, FetchOutcome, Hold, Phase, Policy, Request, address, limits, local, plain,
};
use crate::model::{Timestamp, Turn};

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
/// Feeds of one public host are asked in the order given, so give first who has waited longest.
/// `now` is the wall clock, for dates in headers. `reserve` keeps the budget of public hosts that
/// runs share, so that the spacing holds across them. A slow sink slows the start of further
/// requests and never makes one under way fail. The run stops early when the sink breaks or
/// `cancel` is used.
pub fn fetch_all(
    requests: Vec<Request>,
    policy: &Policy,
    now: Timestamp,
    cancel: &Cancel,
    reserve: Reserve,
    sink: &mut dyn FnMut(Answer) -> ControlFlow<()>,
) -> Result<Ended, FetchError> {
    let total = requests.len();
    if total == 0 {
        return Ok(Ended::default());
    }
    let names = Arc::new(Names::new(policy.connect_timeout));
    let clients = Clients::new(policy, names.clone())?;
    let runtime = runtime()?;
    let keeper = Keeper::start(reserve).map_err(|error| setup(&error))?;
    let shared = Arc::new(Shared {
        policy: policy.clone(),
        now,
        names,
        clients,
        desk: keeper.desk(),
        logins: Logins::default(),
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
    Ok(Ended { answered, left: total - answered })
}

/// One thread is enough for the network; looking up names and reading files block others.
fn runtime() -> Result<Runtime, FetchError> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(128)
        .thread_name("fetch")
        .enable_all()
        .build()
        .map_err(|error| setup(&error))
}

fn setup(error: &std::io::Error) -> FetchError {
    FetchError::Setup { reason: error.to_string() }
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
        () = Conductor::new(requests, shared, arrivals).conduct() => {}
        // The sender lives in `cancel`, so this ends only when it was used.
        _ = stop.wait_for(|stopped| *stopped) => {}
    }
}

/// One feed of the run.
struct Asked {
    request: Arc<Request>,
    source: Result<Source, FetchError>,
    lane: Lane,
}

/// Carries out what the turns say.
struct Conductor {
    asked: Vec<Asked>,
    turns: Turns,
    tasks: JoinSet<(usize, Lesson)>,
    /// Which feed a task is asking for.
    running: HashMap<tokio::task::Id, usize>,
    budget: Budget,
    shared: Arc<Shared>,
    arrivals: mpsc::Sender<Arrival>,
    begin: Instant,
}

impl Conductor {
    fn new(requests: Vec<Request>, shared: Arc<Shared>, arrivals: mpsc::Sender<Arrival>) -> Self {
        let policy = &shared.policy;
        let asked: Vec<Asked> = requests
            .into_iter()
            .map(|request| {
                let source = source::parse(&request.url);
                let lane = lanes::of_source(&request, source.as_ref().ok(), policy);
                Asked { request: Arc::new(request), source, lane }
            })
            .collect();
        let limits = Limits {
            jobs: limits::jobs(policy.jobs).max(1),
            per_host: policy.per_host,
            private_burst: policy.private_burst,
        };
        let begin = Instant::now();
        Self {
            turns: Turns::new(asked.iter().map(entry).collect(), limits, begin),
            asked,
            tasks: JoinSet::new(),
            running: HashMap::new(),
            budget: Budget::new(policy.queue),
            shared,
            arrivals,
            begin,
        }
    }

    async fn conduct(mut self) {
        loop {
            while let Some(ended) = self.tasks.try_join_next_with_id() {
                self.ended(ended);
            }
            match self.turns.next(Instant::now()) {
                Next::Start { index, last } => self.start(index, last).await,
                Next::Hold(index, why) => self.pass(index, FetchOutcome::Held(why)),
                Next::Dead(index, error) => self.pass(index, FetchOutcome::Failed(error)),
                Next::Wait(until) => self.wait(until).await,
                Next::Done => return,
            }
        }
    }

    async fn start(&mut self, index: usize, last: bool) {
        // Leave comes before the request: a queue that is full costs nobody a time-out.
        let held = self.budget.open().await;
        let asked = &self.asked[index];
        let turn = asked.lane.turn(self.begin.elapsed());
        let (request, source) = (asked.request.clone(), asked.source.clone());
        let (shared, arrivals) = (self.shared.clone(), self.arrivals.clone());
        let task = self.tasks.spawn(async move {
            if !may_start(&shared, turn).await {
                let late = FetchOutcome::Held(Hold::TooManyBefore);
                let _ = arrivals.send((Answer::bare(&request, late), None));
                return (index, Lesson::None);
            }
            let (answer, held) = ask(&shared, &request, source, last, held).await;
            let lesson = lesson(&answer);
            // Nobody listens any more only when the run is over.
            let _ = arrivals.send((answer, Some(held)));
            (index, lesson)
        });
        self.running.insert(task.id(), index);
    }

    /// Answers without asking.
    fn pass(&self, index: usize, outcome: FetchOutcome) {
        let answer = Answer::bare(&self.asked[index].request, outcome);
        let _ = self.arrivals.send((answer, None));
    }

    async fn wait(&mut self, until: Option<Instant>) {
        let until = until.unwrap_or_else(|| Instant::now() + Duration::from_secs(60));
        tokio::select! {
            Some(ended) = self.tasks.join_next_with_id() => self.ended(ended),
            () = tokio::time::sleep_until(until) => {}
        }
    }

    fn ended(&mut self, ended: Result<(tokio::task::Id, (usize, Lesson)), JoinError>) {
        match ended {
            Ok((id, (index, lesson))) => {
                self.running.remove(&id);
                self.turns.ended(index, lesson);
            }
            // A defect in this program or below it: that feed's failure, not the run's.
            Err(error) => {
                let Some(index) = self.running.remove(&error.id()) else { return };
                let reason = plain::harmless(&format!("internal error: {error}"), plain::QUOTED);
                self.pass(index, FetchOutcome::Failed(FetchError::Setup { reason }));
                self.turns.ended(index, Lesson::None);
            }
        }
    }
}

/// Waits for a turn in the budget that all runs share; false if it would come too late.
async fn may_start(shared: &Shared, turn: Option<Turn>) -> bool {
    let Some(turn) = turn else { return true };
    let Some(wait) = shared.desk.wait_for(turn).await else { return false };
    tokio::time::sleep(wait).await;
    true
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

fn entry(asked: &Asked) -> Entry {
    let host = match &asked.source {
        Ok(Source::Http(url)) => address::host_and_port(url),
        _ => String::new(),
    };
    let expected_ms = asked.request.expected_ms.unwrap_or(UNKNOWN_MS);
    Entry { lane: asked.lane.clone(), host, expected_ms }
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
