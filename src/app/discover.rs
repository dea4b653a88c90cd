//! An address in, the feeds it leads to out: itself, what its page names, what its platform is
//! known to have, and at last the usual places, asked one after another.

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    fetch::{
        self, Answer, Cancel, FetchError, FetchOutcome, Policy, Request, Reserve,
        discover::{self, Candidate, Found},
    },
    model::{FeedRecord, Subscription, Timestamp},
    normalize,
    parse::{self, ParseError},
};

/// Requests made in the hope of a feed at a usual place.
const TRIES: usize = 8;

/// What a look at an address found.
#[derive(Debug)]
pub enum Probe {
    /// A feed, with the answer that brought it and the title it gives itself. It may have been
    /// found at another address than the one looked at: the answer's.
    Feed(Box<Answer>, Option<String>),
    /// Feeds to choose from.
    Page(Vec<Candidate>),
    /// A document that is no feed and leads to none, and where it came from.
    NoFeed(ParseError, String),
    /// Nothing could be had just now. The answer, if a server was asked, says for how long it
    /// wants to be left alone.
    Unreachable(FetchError, Option<Box<Answer>>),
    /// The server answered, but with no document.
    Refused(FetchError),
    /// The search was ended before there was an answer.
    Stopped,
}

/// The rules and the state of the requests that looking takes.
pub struct Looking<'a> {
    /// The rules of fetching.
    pub policy: &'a Policy,
    /// The clock.
    pub now: Timestamp,
    /// Ends the search early.
    pub cancel: &'a Cancel,
    /// The turns of hosts, shared by all requests of the search.
    reserve: Arc<Mutex<Reserve>>,
}

impl<'a> Looking<'a> {
    /// A search under these rules, whose requests take their turns from this budget.
    pub fn new(policy: &'a Policy, now: Timestamp, cancel: &'a Cancel, reserve: Reserve) -> Self {
        Self { policy, now, cancel, reserve: Arc::new(Mutex::new(reserve)) }
    }

    /// The budget for one more request.
    fn turns(&self) -> Reserve {
        let shared = Arc::clone(&self.reserve);
        Box::new(move |turns| {
            let mut reserve = shared.lock().unwrap_or_else(PoisonError::into_inner);
            (*reserve)(turns)
        })
    }

    /// Looks for the feeds that an address leads to.
    pub fn look(&self, subscription: &Subscription) -> Probe {
        let seen = self.probe(request(subscription));
        match seen {
            Probe::Feed(..) | Probe::Unreachable(..) | Probe::Stopped => seen,
            Probe::Page(candidates) => Probe::Page(with_platform(candidates, &subscription.url)),
            Probe::NoFeed(..) | Probe::Refused(_) => {
                let guesses = with_platform(Vec::new(), &subscription.url);
                if !guesses.is_empty() {
                    return Probe::Page(guesses);
                }
                match seen {
                    Probe::NoFeed(ParseError::Page, url) => self.usual_places(&url, subscription),
                    other => other,
                }
            }
        }
    }

    /// Asks an address once and reads what comes.
    pub fn probe(&self, request: Request) -> Probe {
        if self.cancel.is_cancelled() {
            return Probe::Stopped;
        }
        let mut answer = None;
        let (requests, turns) = (vec![request], self.turns());
        let Self { policy, now, cancel, .. } = *self;
        let asked = fetch::fetch_all(requests, policy, now, cancel, turns, &mut |given| {
            answer = Some(given);
            ControlFlow::Continue(())
        });
        match (asked, answer) {
            (Err(error), _) => Probe::Unreachable(error, None),
            (Ok(_), None) => Probe::Stopped,
            (Ok(_), Some(answer)) => read(answer),
        }
    }

    /// Tries the places where sites usually keep their feed, until one has it or the server
    /// does not want to be asked. The turns of hosts hold for these requests as for all others.
    fn usual_places(&self, page: &str, subscription: &Subscription) -> Probe {
        for url in discover::common_paths(page).into_iter().take(TRIES) {
            let tried = subscription.moved_to(&url);
            match self.probe(request(&tried)) {
                Probe::Feed(answer, title) => return Probe::Feed(answer, title),
                Probe::Stopped => return Probe::Stopped,
                Probe::Unreachable(..) => break,
                Probe::Page(_) | Probe::NoFeed(..) | Probe::Refused(_) => {}
            }
        }
        Probe::NoFeed(ParseError::Page, page.to_owned())
    }
}

/// What an answer is.
fn read(answer: Answer) -> Probe {
    match &answer.outcome {
        FetchOutcome::Fetched(document) => match parse::parse(document) {
            Ok(parsed) => {
                let title = normalize::feed_title(&parsed.feed);
                Probe::Feed(Box::new(answer), title)
            }
            Err(error) => {
                let candidates = discover::candidates(document);
                if candidates.is_empty() {
                    let url = &document.final_url;
                    let url = if url.is_empty() { &answer.url } else { url };
                    Probe::NoFeed(error, url.clone())
                } else {
                    Probe::Page(candidates)
                }
            }
        },
        FetchOutcome::Failed(error) if !error.is_unreachable() => Probe::Refused(error.clone()),
        FetchOutcome::Failed(error) | FetchOutcome::Refused(error) => {
            let error = error.clone();
            Probe::Unreachable(error, Some(Box::new(answer)))
        }
        FetchOutcome::Gone => Probe::Refused(gone(&answer)),
        FetchOutcome::NotModified(_) | FetchOutcome::Held(_) => {
            let host = answer.url.clone();
            Probe::Unreachable(FetchError::NoAnswer { host }, None)
        }
    }
}

fn gone(answer: &Answer) -> FetchError {
    FetchError::Http {
        status: 410,
        reason: "Gone".to_owned(),
        host: answer.url.clone(),
        challenge: None,
    }
}

/// The candidates of a page, and those of its platform unless the page declares feeds itself.
fn with_platform(mut candidates: Vec<Candidate>, url: &str) -> Vec<Candidate> {
    if candidates.iter().any(|one| one.found == Found::Declared) {
        return candidates;
    }
    for url in discover::platform_guesses(url) {
        if !candidates.iter().any(|one| one.url == url) {
            candidates.push(Candidate {
                url,
                title: None,
                media_type: None,
                found: Found::Platform,
            });
        }
    }
    candidates.sort_by_key(|one| one.found);
    candidates
}

/// The one candidate there is, with the feeds of comments that are passed over for it; `None`
/// if a choice is left.
pub(super) fn only(candidates: &[Candidate]) -> Option<(&Candidate, Vec<Candidate>)> {
    if let [one] = candidates {
        return Some((one, Vec::new()));
    }
    let (comments, articles): (Vec<&Candidate>, Vec<&Candidate>) =
        candidates.iter().partition(|one| one.found == Found::Comments);
    match articles[..] {
        [one] => Some((one, comments.into_iter().cloned().collect())),
        _ => None,
    }
}

pub(super) fn request(subscription: &Subscription) -> Request {
    let record = FeedRecord { subscription: subscription.clone(), ..FeedRecord::default() };
    Request::for_feed(&record)
}
