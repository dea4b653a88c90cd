//! Fetching against servers that behave, misbehave and lie.

mod hostile;
mod polite;
mod redirects;
mod requests;
mod server;
mod sources;

use std::ops::ControlFlow;
use std::time::Duration;

use super::*;
use crate::model::{FeedId, Timestamp};

const NOW: Timestamp = Timestamp(1_779_379_200);

/// Short patience, so that tests are quick.
fn policy() -> Policy {
    Policy {
        connect_timeout: Duration::from_secs(2),
        first_byte_timeout: Duration::from_secs(1),
        idle_timeout: Duration::from_millis(500),
        total_timeout: Duration::from_secs(2),
        max_body: 1 << 20,
        ..Policy::default()
    }
}

fn request(url: impl Into<String>) -> Request {
    Request::new(FeedId(1), url)
}

fn fetch_with(request: Request, policy: &Policy) -> Answer {
    let mut answers = fetch_many(vec![request], policy);
    answers.pop().expect("one answer")
}

fn fetch(request: Request) -> Answer {
    fetch_with(request, &policy())
}

fn fetch_many(requests: Vec<Request>, policy: &Policy) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut sink = |answer| {
        answers.push(answer);
        ControlFlow::Continue(())
    };
    let ended =
        fetch_all(requests, policy, NOW, &Cancel::default(), alone(), &mut sink).expect("a run");
    assert_eq!(ended, Ended { answered: answers.len(), left: 0 });
    answers
}

fn body(answer: &Answer) -> &[u8] {
    match &answer.outcome {
        FetchOutcome::Fetched(document) => &document.body,
        other => panic!("{other:?}"),
    }
}

fn code(answer: &Answer) -> String {
    answer.error().map_or_else(|| format!("{:?}", answer.outcome), FetchError::code)
}
