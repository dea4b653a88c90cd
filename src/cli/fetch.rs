//! `tidings fetch`: what is due, or the sources named.

use std::{collections::HashSet, process::ExitCode};

use super::{
    args::{FailOn, FetchArgs, IfRunning},
    clock::Clock,
    failure::{Failure, exit},
    follow,
    hearing::Hearing,
    session::Session,
    signals::Signals,
    source::{self, Feeds},
    stdin,
};
use crate::{
    app::{self, Follow, FollowError, Look, OwnAddress, RefreshError, Totals, Work},
    fetch::{Answer, Cancel, FetchOutcome, Hold, Policy, Request, schedule},
    model::{Document, FeedId, FeedRecord, Republish, Subscription, Timestamp, shown_address},
    parse,
    store::{Access, FetchLock, Store},
};

/// What an empty store follows first.
const DEFAULT_FEED: (&str, &str) =
    ("https://medium.com/feed/pinterest-engineering", "the Pinterest Engineering blog");

/// What becomes of a publication anew, by the flag or else by the settings.
pub(super) fn on_republish(args: &FetchArgs, policy: &Policy) -> Republish {
    args.on_republish.as_deref().and_then(Republish::named).unwrap_or(policy.on_republish)
}

/// Fetches.
pub(super) fn run(args: &FetchArgs, session: &Session) -> Result<ExitCode, Failure> {
    let piped = args.sources.iter().any(|name| name == "-");
    if args.source.is_some() && !piped {
        return Err(Failure::usage("usage", "--source: says where standard input came from")
            .hint("tidings fetch - --source URL"));
    }
    // Before anything is locked, and while an interrupt ends the program at once: whoever fills
    // the pipe may take their time.
    let input = if piped { Some(stdin::read(session)?) } else { None };
    let mut hearing = Hearing::new(args, session);
    let Some(_lock) = lock(args.if_running, session)? else {
        hearing.finish(&Totals::default(), 0)?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut store = session.store(Access::Write)?;
    let mut policy = session.policy();
    if let Some(jobs) = args.jobs {
        policy.jobs = jobs as usize;
    }
    policy.on_republish = on_republish(args, &policy);
    let signals = Signals::listen();
    let asking = Asking { args, input, policy: &policy, cancel: &signals.cancel, session };
    let Chosen { feeds, answered, unfollowed, not_due } = asking.chosen(&mut *store)?;
    hearing.start(feeds.len() + answered.len());
    let clock = session.clock;
    let now = || clock.now();
    let keep = session.config.keep_responses();
    let work = Work {
        feeds,
        answered,
        policy: &policy,
        cancel: &signals.cancel,
        keep,
        now: &now,
        millis: Clock::millis,
    };
    let started = std::time::Instant::now();
    let mut totals = app::refresh(&mut *store, work, &mut |report| hearing.hear(report))?;
    totals.not_due += not_due;
    hearing.finish(&totals, started.elapsed().as_millis() as u64)?;
    if let Some(code) = signals.received() {
        return Ok(ExitCode::from(code));
    }
    Ok(ExitCode::from(code(&totals, unfollowed, args.fail_on)))
}

pub(super) fn code(totals: &Totals, unfollowed: usize, fail_on: FailOn) -> u8 {
    let (failed, tried) = (totals.failed + unfollowed, totals.feeds + unfollowed);
    match fail_on {
        FailOn::Never => 0,
        _ if failed == 0 => 0,
        _ if failed == tried => exit::ALL_FAILED,
        FailOn::Any => exit::PARTLY,
        FailOn::All => 0,
    }
}

/// The right to fetch into the store; `None` if another process has it and that is to be left
/// at that.
pub(super) fn lock(if_running: IfRunning, session: &Session) -> Result<Option<FetchLock>, Failure> {
    let address = session.address()?;
    match (FetchLock::take(&address, if_running == IfRunning::Wait)?, if_running) {
        (Some(lock), _) => Ok(Some(lock)),
        (None, IfRunning::Skip) => Ok(None),
        (None, _) => {
            Err(Failure::failed("fetch-running", format!("{address}: another fetch is running"))
                .exit(exit::RUNNING)
                .hint("--if-running wait waits for it, --if-running skip lets it be"))
        }
    }
}

/// What a run begins with.
#[derive(Default)]
struct Chosen {
    /// The feeds to ask for.
    feeds: Vec<FeedRecord>,
    /// Those whose document is at hand already.
    answered: Vec<(FeedRecord, Answer)>,
    /// How many new sources came to nothing.
    unfollowed: usize,
    /// How many subscriptions are not asked for yet.
    not_due: usize,
}

/// What was asked for on the command line, and what it takes to find it.
struct Asking<'a> {
    args: &'a FetchArgs,
    /// Standard input, where it is one of the sources.
    input: Option<Vec<u8>>,
    policy: &'a Policy,
    cancel: &'a Cancel,
    session: &'a Session,
}

impl Asking<'_> {
    /// What the command line asks for. New sources that come to nothing are told of and counted,
    /// and cost the others nothing.
    fn chosen(&self, store: &mut dyn Store) -> Result<Chosen, Failure> {
        if self.args.sources.is_empty() {
            return self.due(store);
        }
        let session = self.session;
        let named = self.look_up(store)?;
        let json = self.args.json || session.tells_json();
        let Chosen { feeds, mut answered, unfollowed, .. } = named.told(self.cancel, json)?;
        let (feeds, held): (Vec<_>, Vec<_>) = feeds.into_iter().partition(|feed| {
            let context = app::context(feed, self.policy, session.now());
            schedule::forced(&feed.state, &context).is_now(context.now)
        });
        for feed in held {
            let until = feed.state.retry_after.map_or_else(String::new, Timestamp::to_rfc3339);
            let title = feed.title();
            session.say(&format!("{title}: its server asks to be left alone until {until}"));
            let held = FetchOutcome::Held(Hold::RetryAfter);
            answered.push((feed.clone(), Answer::bare(&Request::for_feed(&feed), held)));
        }
        Ok(Chosen { feeds, answered, unfollowed, ..Chosen::default() })
    }

    /// Every subscription that is due; the others are counted.
    fn due(&self, store: &mut dyn Store) -> Result<Chosen, Failure> {
        subscribe_default(store, self.session)?;
        let now = self.session.now();
        let is_due = |feed: &FeedRecord| {
            let context = app::context(feed, self.policy, now);
            // What is gone is asked for by name only.
            let due = if self.args.force && feed.state.gone.is_none() {
                schedule::forced(&feed.state, &context)
            } else {
                schedule::due(&feed.state, &context)
            };
            due.is_now(now)
        };
        let (due, others): (Vec<_>, Vec<_>) = store.feeds()?.into_iter().partition(is_due);
        if due.is_empty() {
            self.session.say("nothing is due; tidings fetch --plan says when and why");
        }
        Ok(Chosen { feeds: due, not_due: others.len(), ..Chosen::default() })
    }
}

/// What the sources of a command line come to.
#[derive(Default)]
struct Named {
    /// Feeds to ask for.
    feeds: Vec<FeedRecord>,
    /// Feeds whose document is at hand.
    answered: Vec<(FeedRecord, Answer)>,
    /// Which feeds these are.
    seen: HashSet<FeedId>,
    /// How many are followed from now on although there is no document yet.
    unseen: usize,
    /// Why new sources came to nothing.
    refused: Vec<Failure>,
}

impl Named {
    fn ask(&mut self, feed: FeedRecord) {
        if self.seen.insert(feed.id) {
            self.feeds.push(feed);
        }
    }

    /// Tells of what came to nothing; the last failure is the command's own where nothing is left
    /// to be done.
    fn told(mut self, cancel: &Cancel, json: bool) -> Result<Chosen, Failure> {
        let nothing = self.seen.is_empty() && self.unseen == 0 && !cancel.is_cancelled();
        let unfollowed = self.refused.len();
        let last = self.refused.pop_if(|_| nothing);
        for failure in &self.refused {
            failure.report(json);
        }
        let Self { feeds, answered, .. } = self;
        last.map_or(Ok(Chosen { feeds, answered, unfollowed, not_due: 0 }), Err)
    }
}

impl Asking<'_> {
    /// Looks up the sources named, and follows the new ones.
    fn look_up(&self, store: &mut dyn Store) -> Result<Named, Failure> {
        let known = Feeds::of(store.feeds()?);
        let mut named = Named::default();
        for name in &self.args.sources {
            if let Some(body) = self.input.as_deref().filter(|_| name == "-") {
                let origin = self.args.source.as_deref();
                let (record, answer) = standard_input(body, origin, store, self.session)?;
                named.seen.insert(record.id);
                named.answered.push((record, answer));
                continue;
            }
            let found = known.followed(name);
            if !found.is_empty() {
                for feed in found {
                    named.ask(feed.clone());
                }
                continue;
            }
            let subscription = match source::subscription(name) {
                Ok(subscription) => subscription,
                Err(failure) => {
                    named.refused.push(failure);
                    continue;
                }
            };
            match self.follow_new(&subscription, store, &mut named) {
                Ok(()) => {}
                // Whoever interrupts the run means all of it.
                Err(FollowError::Stopped { .. }) => break,
                Err(error @ FollowError::Store(_)) => return Err(follow::refused(error)),
                Err(error) => named.refused.push(follow::refused(error)),
            }
        }
        Ok(named)
    }

    /// Follows a source unless it is followed already.
    fn follow_new(
        &self,
        subscription: &Subscription,
        store: &mut dyn Store,
        named: &mut Named,
    ) -> Result<(), FollowError> {
        let session = self.session;
        let look = Look { policy: self.policy, cancel: self.cancel, millis: Clock::millis };
        if let Some(feed) = store.at_address(&subscription.url)? {
            named.ask(feed);
            return Ok(());
        }
        match app::follow(store, subscription, Some(look), session.now())? {
            Follow::Looked(_, record, answer, beside) => {
                follow::pass_over(&beside, session);
                named.seen.insert(record.id);
                named.answered.push((*record, *answer));
            }
            // A page that led to it.
            Follow::Already(id) => {
                if let Some(feed) = store.feeds()?.into_iter().find(|feed| feed.id == id) {
                    named.ask(feed);
                }
            }
            Follow::Revived(_) => {
                named.unseen += 1;
                session.say(&follow::revived(subscription));
            }
            Follow::Failing(record, answer) => {
                session.say(&follow::failing(subscription));
                named.seen.insert(record.id);
                named.answered.push((*record, *answer));
            }
            Follow::Unseen(_, error) => {
                named.unseen += 1;
                follow::tell_unseen(subscription, error.as_ref(), session);
            }
        }
        Ok(())
    }
}

/// An empty store follows the feed that the program is known for, and says so.
fn subscribe_default(store: &mut dyn Store, session: &Session) -> Result<(), Failure> {
    if !store.is_untouched()? {
        return Ok(());
    }
    let (url, name) = DEFAULT_FEED;
    let subscription = Subscription { url: url.to_owned(), ..Subscription::default() };
    store.subscribe(&subscription, session.now())?;
    session.note(&format!("nothing is followed yet: following {name} ({url})"));
    Ok(())
}

/// A document on standard input, as the answer of the feed that it is said to come from.
fn standard_input(
    body: &[u8],
    origin: Option<&str>,
    store: &mut dyn Store,
    session: &Session,
) -> Result<(FeedRecord, Answer), Failure> {
    // What is no feed is not subscribed to, whatever it is said to come from. A feed that is
    // followed already takes even that, as a failure to be told of.
    let named = origin.map(source::subscription).transpose()?;
    let is_followed = match &named {
        Some(named) => store.at_address(&named.url)?.is_some(),
        None => false,
    };
    if !is_followed && let Err(error) = parse::parse(&Document::from_bytes(body, "")) {
        return Err(Failure::failed(error.code(), format!("standard input: {error}")));
    }
    let subscription = match named {
        Some(subscription) => subscription,
        None => said_by_itself(body, session)?,
    };
    store.subscribe(&subscription, session.now())?;
    let url = subscription.url;
    let record = store.at_address(&url)?.ok_or_else(|| {
        Failure::failed("store-failed", format!("{url}: the subscription is gone again"))
    })?;
    let url = record.subscription.url.clone();
    let document = Document::from_bytes(body, &url);
    let answer = Answer {
        bytes: body.len() as u64,
        ..Answer::bare(&Request::new(record.id, url), FetchOutcome::Fetched(document))
    };
    Ok((record, answer))
}

/// The subscription to what a document says of itself: the address it is served at, or else its
/// site's, which is said, since no later fetch finds the feed there unless the site names it.
fn said_by_itself(body: &[u8], session: &Session) -> Result<Subscription, Failure> {
    let way_out = "tidings fetch - --source URL";
    let (url, is_site) = match app::own_address(body) {
        Some(OwnAddress::Feed(url)) => (url, false),
        Some(OwnAddress::Site(url)) => (url, true),
        None => {
            return Err(Failure::usage(
                "no-source",
                "standard input: does not say which feed it is",
            )
            .hint(way_out));
        }
    };
    let subscription = Subscription::at(&url);
    if is_site {
        let url = shown_address(&subscription.url);
        session.note(&format!(
            "standard input: names no address of its own; taken for the feed of {url} ({way_out})"
        ));
    }
    Ok(subscription)
}

impl From<RefreshError> for Failure {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Store(error) => error.into(),
            RefreshError::Fetch(error) => Self::failed(&error.code(), error.to_string()),
        }
    }
}
