//! Wishes to ask a host in, waits out: the budget that all runs share is kept elsewhere, and
//! asked from a thread of its own, for many at once.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::model::Turn;

/// Says of each wish how long it has to wait, `None` if that is beyond its patience. What is
/// granted counts as taken.
pub type Reserve = Box<dyn FnMut(&[Turn]) -> Vec<Option<Duration>> + Send>;

/// The budget of a run that shares none: within it, starts are spaced all the same.
pub fn alone() -> Reserve {
    Box::new(|turns| vec![Some(Duration::ZERO); turns.len()])
}

/// What the thread is told.
enum Note {
    Wish(Turn, oneshot::Sender<Option<Duration>>),
    Close,
}

/// Where requests ask for their turn.
#[derive(Clone, Debug)]
pub(super) struct Desk(Sender<Note>);

/// Holds the thread; it has ended, and let go of the budget, when this is dropped.
pub(super) struct Keeper {
    desk: Desk,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn start(reserve: Reserve) -> io::Result<Self> {
        let (notes, inbox) = mpsc::channel();
        let thread =
            thread::Builder::new().name("turns".to_owned()).spawn(move || keep(&inbox, reserve))?;
        Ok(Self { desk: Desk(notes), thread: Some(thread) })
    }

    pub(super) fn desk(&self) -> Desk {
        self.desk.clone()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // It fails only if the thread has ended already.
        let _ = self.desk.0.send(Note::Close);
        if let Some(thread) = self.thread.take() {
            // A panic in it was told of where it happened.
            let _ = thread.join();
        }
    }
}

impl Desk {
    /// How long this wish has to wait; `None` if too long, or if the run is over.
    pub(super) async fn wait_for(&self, turn: Turn) -> Option<Duration> {
        let (answer, told) = oneshot::channel();
        self.0.send(Note::Wish(turn, answer)).ok()?;
        told.await.ok()?
    }
}

/// Takes what wishes there are, asks for all of them at once, and so on.
fn keep(inbox: &Receiver<Note>, mut reserve: Reserve) {
    while let Ok(first) = inbox.recv() {
        let (mut turns, mut answers) = (Vec::new(), Vec::new());
        for note in std::iter::once(first).chain(inbox.try_iter()) {
            match note {
                Note::Wish(turn, answer) => {
                    turns.push(turn);
                    answers.push(answer);
                }
                Note::Close => return,
            }
        }
        for (answer, wait) in answers.into_iter().zip(reserve(&turns)) {
            // Nobody waits for it any more when the run was stopped.
            let _ = answer.send(wait);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(lane: &str) -> Turn {
        Turn { lane: lane.into(), spacing: Duration::ZERO, patience: Duration::ZERO }
    }

    #[tokio::test]
    async fn each_wish_gets_its_own_answer_and_none_after_the_end() {
        let reserve: Reserve = Box::new(|turns| {
            turns.iter().map(|turn| turn.lane.parse().ok().map(Duration::from_secs)).collect()
        });
        let keeper = Keeper::start(reserve).expect("a thread");
        let desk = keeper.desk();
        for (lane, wait) in [("3", Some(3)), ("never", None), ("0", Some(0))] {
            assert_eq!(desk.wait_for(turn(lane)).await, wait.map(Duration::from_secs));
        }
        drop(keeper);
        assert_eq!(desk.wait_for(turn("3")).await, None);
    }
}
