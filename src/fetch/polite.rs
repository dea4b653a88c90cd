//! Requests in, whose turn it is out: the rules of sharing hosts, as a state machine without
//! clock or network.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::lanes::Lane;
use super::{FetchError, Hold};

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Ask for this feed now; `last` if nothing that waits in its lane will need its connection.
    Start { index: usize, last: bool },
    /// This feed is not asked for in this run.
    Hold(usize, Hold),
    /// This feed's host was found dead by another of its feeds.
    Dead(usize, FetchError),
    /// Nothing before this instant, or (`None`) before something ends.
    Wait(Option<Instant>),
    /// Everything was given out.
    Done,
}

/// What the end of a request teaches about its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lesson {
    /// Nothing.
    None,
    /// It wants to be left alone: 429.
    Refused,
    /// It cannot be reached at all.
    Dead(FetchError),
}

/// One feed as the turns see it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) lane: Lane,
    /// The host and port that can be found dead.
    pub(super) host: String,
    /// How long it is expected to take, in milliseconds.
    pub(super) expected_ms: u64,
}

/// The limits the turns keep.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) jobs: usize,
    pub(super) per_host: usize,
    pub(super) private_burst: usize,
}

#[derive(Debug)]
struct Queue {
    waiting: VecDeque<usize>,
    active: usize,
    limit: usize,
    spacing: Duration,
    patience: Duration,
    private: bool,
    next_start: Instant,
    /// Whether it stands in `ready` or `later`.
    called: bool,
    /// How much work is left, in milliseconds: the longest lanes start first.
    left_ms: u64,
}

/// Who may ask whom, and when.
#[derive(Debug)]
pub(super) struct Turns {
    entries: Vec<Entry>,
    lane_of: Vec<usize>,
    lanes: Vec<Queue>,
    /// Lanes that may start something now.
    ready: BinaryHeap<(u64, Reverse<usize>)>,
    /// Lanes that may start something at an instant to come.
    later: BinaryHeap<Reverse<(Instant, usize)>>,
    /// Feeds that will not be asked for.
    spared: VecDeque<Next>,
    limits: Limits,
    started: Instant,
    in_flight: usize,
    waiting: usize,
}

/// The guess for a feed never asked before, in milliseconds.
pub(super) const UNKNOWN_MS: u64 = 500;

impl Turns {
    /// The turns of these feeds.
    pub(super) fn new(entries: Vec<Entry>, limits: Limits, now: Instant) -> Self {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        // Where starts are spaced, the order given decides: who was left out of one run because
        // there were too many before goes first in the next.
        order.sort_by_key(|&index| {
            let entry = &entries[index];
            Reverse(if entry.lane.spacing.is_zero() { entry.expected_ms } else { 0 })
        });
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        let mut lane_of = vec![0; entries.len()];
        let mut lanes: Vec<Queue> = Vec::new();
        for index in order {
            let lane = &entries[index].lane;
            let number = *by_name.entry(&lane.name).or_insert_with(|| {
                lanes.push(Queue::new(lane, limits.per_host, now));
                lanes.len() - 1
            });
            lane_of[index] = number;
            let queue = &mut lanes[number];
            queue.waiting.push_back(index);
            queue.left_ms += entries[index].expected_ms.max(lane.spacing.as_millis() as u64);
        }
        for queue in lanes.iter_mut().filter(|queue| queue.private) {
            if queue.waiting.len() <= limits.private_burst {
                queue.limit = limits.private_burst;
            }
        }
        let ready = lanes.iter().enumerate().map(|(n, lane)| (lane.left_ms, Reverse(n))).collect();
        Self {
            waiting: entries.len(),
            entries,
            lane_of,
            lanes,
            ready,
            later: BinaryHeap::new(),
            spared: VecDeque::new(),
            limits,
            started: now,
            in_flight: 0,
        }
    }

    /// What to do at this instant. After [`Next::Start`] the feed counts as being asked until
    /// [`Turns::ended`].
    pub(super) fn next(&mut self, now: Instant) -> Next {
        if let Some(spared) = self.spared.pop_front() {
            return spared;
        }
        while let Some(Reverse((at, number))) = self.later.peek().copied() {
            if at > now {
                break;
            }
            self.later.pop();
            self.ready.push((self.lanes[number].left_ms, Reverse(number)));
        }
        while self.in_flight < self.limits.jobs {
            let Some((_, Reverse(number))) = self.ready.pop() else { break };
            if let Some(next) = self.turn_of(number, now) {
                return next;
            }
        }
        if self.waiting == 0 && self.in_flight == 0 {
            return Next::Done;
        }
        let full = self.in_flight >= self.limits.jobs;
        Next::Wait(self.later.peek().filter(|_| !full).map(|Reverse((at, _))| *at))
    }

    /// What this lane does now; `None` if it has to wait, which is then noted.
    fn turn_of(&mut self, number: usize, now: Instant) -> Option<Next> {
        let lane = &mut self.lanes[number];
        lane.called = false;
        if lane.active >= lane.limit {
            // The end of a request calls it up again.
            return None;
        }
        let index = *lane.waiting.front()?;
        let too_early = lane.next_start > now;
        if too_early && lane.next_start.duration_since(self.started) <= lane.patience {
            lane.called = true;
            self.later.push(Reverse((lane.next_start, number)));
            return None;
        }
        lane.waiting.pop_front();
        self.waiting -= 1;
        let work = self.entries[index].expected_ms.max(lane.spacing.as_millis() as u64);
        lane.left_ms = lane.left_ms.saturating_sub(work);
        let next = if too_early {
            Next::Hold(index, Hold::TooManyBefore)
        } else {
            lane.active += 1;
            lane.next_start = now + lane.spacing;
            self.in_flight += 1;
            // Those that start beside this one have no use for its connection.
            let beside = if lane.spacing.is_zero() { lane.limit - lane.active } else { 0 };
            Next::Start { index, last: lane.waiting.len() <= beside }
        };
        self.call(number);
        Some(next)
    }

    /// Lets a lane with something left to do have its say.
    fn call(&mut self, number: usize) {
        let lane = &mut self.lanes[number];
        if !lane.called && !lane.waiting.is_empty() {
            lane.called = true;
            self.ready.push((lane.left_ms, Reverse(number)));
        }
    }

    /// The request for this feed has ended, and taught this.
    pub(super) fn ended(&mut self, index: usize, lesson: Lesson) {
        let number = self.lane_of[index];
        let lane = &mut self.lanes[number];
        lane.active -= 1;
        self.in_flight -= 1;
        let before = lane.waiting.len();
        match lesson {
            Lesson::Refused if !lane.private => {
                let rest = lane.waiting.drain(..);
                self.spared.extend(rest.map(|index| Next::Hold(index, Hold::HostRefused)));
            }
            Lesson::Dead(error) => {
                let host = &self.entries[index].host;
                let (rest, others) =
                    lane.waiting.drain(..).partition(|&index| self.entries[index].host == *host);
                lane.waiting = others;
                let rest: VecDeque<usize> = rest;
                self.spared.extend(rest.into_iter().map(|index| Next::Dead(index, error.clone())));
            }
            Lesson::Refused | Lesson::None => {}
        }
        self.waiting -= before - lane.waiting.len();
        self.call(number);
    }
}

impl Queue {
    fn new(lane: &Lane, limit: usize, now: Instant) -> Self {
        Self {
            waiting: VecDeque::new(),
            active: 0,
            limit: limit.max(1),
            spacing: lane.spacing,
            patience: lane.patience,
            private: lane.private,
            next_start: now,
            called: true,
            left_ms: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { jobs: 100, per_host: 2, private_burst: 4 };

    fn entry(lane: &str, private: bool, expected_ms: u64) -> Entry {
        let spacing = if private { Duration::ZERO } else { Duration::from_secs(1) };
        let patience = Duration::from_secs(60);
        let lane = Lane { name: lane.to_owned(), spacing, patience, private };
        Entry { host: lane.name.clone(), lane, expected_ms }
    }

    /// All that can be done at this instant.
    fn all(turns: &mut Turns, now: Instant) -> Vec<Next> {
        let mut seen = Vec::new();
        loop {
            match turns.next(now) {
                next @ (Next::Wait(_) | Next::Done) => {
                    seen.push(next);
                    return seen;
                }
                next => seen.push(next),
            }
        }
    }

    fn started(seen: &[Next]) -> Vec<usize> {
        seen.iter()
            .filter_map(
                |next| if let Next::Start { index, .. } = next { Some(*index) } else { None },
            )
            .collect()
    }

    #[test]
    fn two_at_once_and_spaced_on_a_public_host_in_the_order_given() {
        let now = Instant::now();
        let entries = (0..5).map(|n| entry("a.example", false, n)).collect();
        let mut turns = Turns::new(entries, LIMITS, now);
        let second = Duration::from_secs(1);
        assert_eq!(
            all(&mut turns, now),
            [Next::Start { index: 0, last: false }, Next::Wait(Some(now + second))]
        );
        assert_eq!(
            all(&mut turns, now + second),
            [Next::Start { index: 1, last: false }, Next::Wait(None)]
        );
        turns.ended(0, Lesson::None);
        assert_eq!(all(&mut turns, now + second), [Next::Wait(Some(now + second * 2))]);
        assert_eq!(started(&all(&mut turns, now + second * 2)), [2]);
    }

    #[test]
    fn where_nothing_is_spaced_slow_ones_go_first() {
        let now = Instant::now();
        let entries = (0..9).map(|n| entry("127.0.0.1:80", true, n)).collect();
        assert_eq!(started(&all(&mut Turns::new(entries, LIMITS, now), now)), [8, 7]);
    }

    #[test]
    fn hosts_go_in_parallel_up_to_the_jobs() {
        let now = Instant::now();
        let entries: Vec<_> = (0..50).map(|n| entry(&format!("h{n}"), false, 1)).collect();
        let mut turns = Turns::new(entries.clone(), LIMITS, now);
        assert_eq!(started(&all(&mut turns, now)).len(), 50);
        let mut turns = Turns::new(entries, Limits { jobs: 7, ..LIMITS }, now);
        assert_eq!(started(&all(&mut turns, now)).len(), 7);
    }

    #[test]
    fn a_private_host_is_not_spaced_and_a_small_one_is_asked_for_all() {
        let now = Instant::now();
        let few = (0..4).map(|_| entry("127.0.0.1:80", true, 1)).collect();
        assert_eq!(started(&all(&mut Turns::new(few, LIMITS, now), now)).len(), 4);
        let many = (0..9).map(|_| entry("127.0.0.1:80", true, 1)).collect();
        let mut turns = Turns::new(many, LIMITS, now);
        assert_eq!(started(&all(&mut turns, now)), [0, 1]);
        turns.ended(0, Lesson::Refused);
        assert_eq!(started(&all(&mut turns, now)), [2], "one route does not stall the others");
    }

    #[test]
    fn a_refusal_spares_the_rest_of_the_host_and_a_dead_host_is_given_up() {
        let now = Instant::now();
        let mut entries: Vec<_> = (0..4).map(|_| entry("a.example", false, 1)).collect();
        entries.extend((0..2).map(|_| entry("b.example", false, 1)));
        let mut turns = Turns::new(entries, LIMITS, now);
        assert_eq!(started(&all(&mut turns, now)), [0, 4]);
        turns.ended(0, Lesson::Refused);
        let error = FetchError::NoAnswer { host: "b.example".into() };
        turns.ended(4, Lesson::Dead(error.clone()));
        assert_eq!(
            all(&mut turns, now),
            [
                Next::Hold(1, Hold::HostRefused),
                Next::Hold(2, Hold::HostRefused),
                Next::Hold(3, Hold::HostRefused),
                Next::Dead(5, error),
                Next::Done
            ]
        );
    }

    #[test]
    fn what_would_wait_too_long_is_left_to_the_next_run() {
        let start = Instant::now();
        let entries = (0..100).map(|_| entry("a.example", false, 1)).collect();
        let mut turns = Turns::new(entries, LIMITS, start);
        let (mut now, mut asked, mut held) = (start, 0, 0);
        loop {
            match turns.next(now) {
                Next::Start { index, .. } => {
                    asked += 1;
                    turns.ended(index, Lesson::None);
                }
                Next::Hold(_, Hold::TooManyBefore) => held += 1,
                Next::Wait(Some(at)) => now = at,
                Next::Done => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((asked, held), (61, 39));
        assert_eq!(now.duration_since(start), Duration::from_secs(60));
    }
}
