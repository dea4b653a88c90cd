//! What an answer leaves behind in a feed's state.

use super::moves::{self, Step};
use super::news::{self, News};
use super::whole::is_whole;
use super::{Context, due, signs};
use crate::fetch::{Answer, FetchOutcome};
use crate::model::{Document, Feed, FetchState, LastError, Parsed, Timestamp, Validators};

/// What a parsed document tells about when to ask again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The document's `ttl` or syndication period, in seconds.
    pub ttl_seconds: Option<u64>,
    /// Hours to skip, GMT.
    pub skip_hours: Vec<u8>,
    /// Days to skip, Monday being 0.
    pub skip_days: Vec<u8>,
    /// Publication dates of the entries.
    pub dates: Vec<Timestamp>,
    /// How many entries there are.
    pub entries: u32,
    /// What tells this set of entries from another.
    pub fingerprint: u64,
    /// What each entry is known by.
    pub names: Vec<[u32; 2]>,
    /// The usual length of an entry's text, in bytes.
    pub length: Option<u32>,
    /// Whether the document came to its end. Of one that was cut short, validators are not kept:
    /// the rest would never be asked for again.
    pub whole: bool,
}

impl Hints {
    /// The hints of a parsed document. A repair whose name speaks of a cut means that the end
    /// was missing.
    pub fn of(parsed: &Parsed) -> Self {
        let feed = &parsed.feed;
        Self {
            ttl_seconds: feed.ttl_seconds,
            skip_hours: feed.skip_hours.clone(),
            skip_days: feed.skip_days.clone(),
            dates: feed
                .entries
                .iter()
                .filter_map(|entry| entry.published.or(entry.updated))
                .collect(),
            entries: u32::try_from(feed.entries.len()).unwrap_or(u32::MAX),
            fingerprint: fingerprint(feed),
            names: feed.entries.iter().map(signs::names).collect(),
            length: signs::length(&feed.entries),
            whole: !parsed.mended.iter().any(|name| name.split('-').any(|word| word == "cut")),
        }
    }
}

fn fingerprint(feed: &Feed) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for entry in &feed.entries {
        let title = entry.title.as_ref().map(|title| &title.value);
        let name = entry.id.as_ref().or(entry.url.as_ref()).or(title);
        hasher.update(name.map_or("", String::as_str).as_bytes());
        hasher.update(b"\0");
    }
    hasher.digest()
}

/// What was made of the body of an answer.
#[derive(Clone, Debug)]
pub enum Reading {
    /// There was none to read.
    None,
    /// It is the stored one, byte for byte.
    Same,
    /// It is a feed; its entries go into the store together with the new state.
    Feed(Hints),
    /// It is something else.
    NotAFeed(LastError),
}

/// The state to keep, and what it means for the subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The state, its `next_check` and `reason` filled in.
    pub state: FetchState,
    /// The address that replaces the subscribed one, if a move was believed just now.
    pub moved_to: Option<String>,
    /// What even a silent run has to tell.
    pub news: Option<News>,
}

/// What to keep after this answer. The caller stores it in the same transaction as the entries.
pub fn after(
    state: &FetchState,
    answer: &Answer,
    reading: &Reading,
    context: &Context<'_>,
) -> After {
    let mut next = state.clone();
    let mut moved_to = None;
    match (&answer.outcome, reading) {
        (FetchOutcome::Held(_), _) if answer.was_not_asked() => {
            return After { state: next, moved_to, news: None };
        }
        // Half asked: the host that redirected is not asked again before its time.
        (FetchOutcome::Held(_), _) => {}
        (FetchOutcome::Gone, _) => gone(&mut next, context.now),
        (FetchOutcome::Refused(error) | FetchOutcome::Failed(error), _) => {
            hold(&mut next, answer, context);
            fail(&mut next, error.to_last_error(), context.now);
            next.refused = matches!(answer.outcome, FetchOutcome::Refused(_));
        }
        (FetchOutcome::Fetched(_), Reading::NotAFeed(error)) => {
            fail(&mut next, error.clone(), context.now);
        }
        (FetchOutcome::Fetched(document), reading) => {
            received(&mut next, document, reading, answer, context.now);
            moved_to = succeed(&mut next, answer, context);
        }
        (FetchOutcome::NotModified(validators), _) => {
            confirmed(&mut next, validators, answer);
            moved_to = succeed(&mut next, answer, context);
        }
    }
    next.checked = Some(context.now);
    // A time-out counts too: the slowest go first. Waiting for a turn does not.
    if !answer.exchange.is_empty() && !matches!(answer.outcome, FetchOutcome::Held(_)) {
        next.duration_ms = Some(answer.ms);
    }
    next.platform = answer.platform.map(str::to_owned).or(next.platform);
    // Public once is public for good; see `Request::public`.
    next.public = match (next.public, answer.public) {
        (Some(true), _) => Some(true),
        (known, seen) => seen.or(known),
    };
    let news = news::between(state, &next, context.now);
    next.reported |= matches!(news, Some(News::NeverWorked | News::Failing));
    let when = due(&next, context);
    next.next_check = when.when;
    next.reason = Some(when.reason);
    After { state: next, moved_to, news }
}

/// A document was received: everything that came with it replaces what was kept.
fn received(
    next: &mut FetchState,
    document: &Document,
    reading: &Reading,
    answer: &Answer,
    now: Timestamp,
) {
    next.lifetime_seconds = answer.lifetime_seconds;
    let read_whole = !matches!(reading, Reading::Feed(hints) if !hints.whole);
    let whole = read_whole && is_whole(&document.body);
    if whole {
        next.validators = document.validators.clone();
        next.body_hash = Some(document.hash());
        next.final_url = (document.final_url != answer.url).then(|| document.final_url.clone());
    } else {
        next.body_hash = None;
    }
    let Reading::Feed(hints) = reading else { return };
    let delta = answer.status() == Some(226);
    next.ttl_seconds = hints.ttl_seconds;
    next.skip_hours.clone_from(&hints.skip_hours);
    next.skip_days.clone_from(&hints.skip_days);
    let earlier = if delta { std::mem::take(&mut next.recent) } else { Vec::new() };
    next.recent = recent(&hints.dates, earlier, now);
    let signs = std::mem::take(&mut next.signs);
    next.signs = signs::read(signs, next.window.unwrap_or(0), hints, delta, now);
    if !delta {
        next.window = Some(hints.entries);
    }
    if next.entries_hash != Some(hints.fingerprint) {
        next.changed = Some(now);
        next.entries_hash = Some(hints.fingerprint);
    }
}

/// How many dates the rhythm is judged by.
const RECENT: usize = 20;

/// The newest dates that are not in the future, newest first.
fn recent(dates: &[Timestamp], mut earlier: Vec<Timestamp>, now: Timestamp) -> Vec<Timestamp> {
    earlier.extend(dates.iter().filter(|date| **date <= now));
    earlier.sort_unstable_by(|a, b| b.cmp(a));
    earlier.truncate(RECENT);
    earlier
}

/// 304: what is stored holds. What the 304 says replaces what was kept, what it leaves out stays
/// (RFC 9111 section 3.2).
fn confirmed(next: &mut FetchState, validators: &Validators, answer: &Answer) {
    if !validators.is_empty() {
        let kept = std::mem::take(&mut next.validators);
        next.validators = Validators {
            etag: validators.etag.clone().or(kept.etag),
            last_modified: validators.last_modified.clone().or(kept.last_modified),
        };
    }
    next.lifetime_seconds = answer.lifetime_seconds.or(next.lifetime_seconds);
}

/// What every success does. Gives the new address if a move is believed now.
fn succeed(next: &mut FetchState, answer: &Answer, context: &Context<'_>) -> Option<String> {
    next.succeeded = Some(context.now);
    next.failures = 0;
    next.failing_since = None;
    next.error = None;
    next.refused = false;
    next.reported = false;
    next.gone = None;
    next.retry_after = None;
    next.error_lifetime_seconds = None;
    match moves::step(next, answer, context) {
        Step::Stay => next.moving = None,
        Step::Probation(moving) => next.moving = Some(moving),
        Step::Moved(to) => {
            next.moving = None;
            next.moved = Some(context.now);
            next.moved_from.get_or_insert_with(|| context.url.to_owned());
            if next.final_url.as_ref() == Some(&to) {
                next.final_url = None;
            }
            return Some(to);
        }
    }
    None
}

/// A failure like any other; validators and everything learnt stay.
fn fail(next: &mut FetchState, error: LastError, now: Timestamp) {
    next.failures = next.failures.saturating_add(1);
    next.failing_since.get_or_insert(now);
    next.error = Some(error);
    next.refused = false;
}

fn gone(next: &mut FetchState, now: Timestamp) {
    next.gone.get_or_insert(now);
    let message = "the server says this feed is gone for good (410)".to_owned();
    next.error = Some(LastError { code: "http-410".to_owned(), message });
    next.retry_after = None;
}

/// How long the failing server wants to be left alone. A 429's own lifetime counts like
/// Retry-After: servers have been seen to state only that.
fn hold(next: &mut FetchState, answer: &Answer, context: &Context<'_>) {
    let slow_down = matches!(answer.status(), Some(429 | 503));
    let lifetime = answer.lifetime_seconds.filter(|seconds| *seconds > 0);
    let asked = answer.retry_after_seconds.max(lifetime.filter(|_| slow_down));
    next.retry_after = asked.filter(|seconds| *seconds > 0).map(|seconds| {
        let seconds = seconds.min(context.policy.longest);
        context.now.plus(i64::try_from(seconds).unwrap_or(i64::MAX))
    });
    next.error_lifetime_seconds = lifetime;
}
