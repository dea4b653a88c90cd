//! When a feed is due, and why then.

use super::pace::{self, Pace};
use super::{Context, Kind, skip, words};
use crate::model::{FetchState, Timestamp};

/// What decides about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Never asked before.
    New,
    /// A file, which is nobody's burden.
    File,
    /// Asked for by hand.
    Forced,
    /// The last check lies in the future: the clock was set back.
    ClockBack,
    /// The feed's own rhythm.
    Rhythm,
    /// Nothing new for long.
    Silent,
    /// The user's own interval.
    Interval,
    /// No validators: every check is a whole download.
    Unconditional,
    /// The lifetime the server gave.
    Lifetime,
    /// The document's own hint.
    Ttl,
    /// Hours or days the feed asks to skip.
    Skip,
    /// Failures.
    BackOff,
    /// The server's Retry-After.
    RetryAfter,
    /// 410: not by itself any more.
    Gone,
}

impl Why {
    /// A stable name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::File => "file",
            Self::Forced => "forced",
            Self::ClockBack => "clock",
            Self::Rhythm => "cadence",
            Self::Silent => "silent",
            Self::Interval => "interval",
            Self::Unconditional => "no-validators",
            Self::Lifetime => "max-age",
            Self::Ttl => "ttl",
            Self::Skip => "skip",
            Self::BackOff => "backoff",
            Self::RetryAfter => "retry-after",
            Self::Gone => "gone",
        }
    }
}

/// When to ask, and why then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// When; `None` is never by itself. A time that has passed means now.
    pub when: Option<Timestamp>,
    /// What decided.
    pub why: Why,
    /// The same in words, for people.
    pub reason: String,
}

impl Due {
    /// Whether that is now.
    pub fn is_now(&self, now: Timestamp) -> bool {
        self.when.is_some_and(|when| when <= now)
    }
}

/// A clock this much ahead of ours is a clock that was set back since.
const CLOCK_SLACK: i64 = 3600;

/// When to ask again by the feed's state.
pub fn due(state: &FetchState, context: &Context<'_>) -> Due {
    let now = context.now;
    if let Some(gone) = state.gone {
        let reason = format!("gone since {} (410), kept but not asked any more", words::day(gone));
        return Due { when: None, why: Why::Gone, reason };
    }
    let Some(checked) = state.checked else { return at(now, Why::New, "never asked") };
    if context.kind() == Kind::File {
        return at(now, Why::File, "a file, read every time");
    }
    if checked.since(now) > CLOCK_SLACK {
        return at(now, Why::ClockBack, "the clock was set back since it was last asked");
    }
    let mut due = if state.failures > 0 {
        back_off(state, context, checked)
    } else {
        regular(state, context, checked)
    };
    if let Some(retry) = retry_after(state, context).filter(|retry| Some(*retry) > due.when) {
        due = held_by_server(state, retry, checked);
    }
    skipping(state, now, context.policy.longest_skip, due)
}

/// When to ask if the user wants it now: now, but never past a server's Retry-After.
pub fn forced(state: &FetchState, context: &Context<'_>) -> Due {
    let checked = state.checked.filter(|checked| checked.since(context.now) <= CLOCK_SLACK);
    let retry = retry_after(state, context).filter(|retry| *retry > context.now);
    match (checked, retry) {
        (Some(checked), Some(retry)) => held_by_server(state, retry, checked),
        _ => at(context.now, Why::Forced, "asked for now"),
    }
}

fn at(when: Timestamp, why: Why, reason: &str) -> Due {
    Due { when: Some(when), why, reason: reason.to_owned() }
}

/// Retry-After, with up to a minute more so that not all feeds of a host come back at once.
fn retry_after(state: &FetchState, context: &Context<'_>) -> Option<Timestamp> {
    let retry = state.retry_after?;
    let span = retry.since(state.checked.unwrap_or(retry)).max(0) as f64;
    Some(retry.plus((context.jitter() * (span * 0.01).min(60.0)) as i64))
}

fn held_by_server(state: &FetchState, retry: Timestamp, checked: Timestamp) -> Due {
    let code = state.error.as_ref().map_or("", |error| error.code.as_str());
    let status = code.strip_prefix("http-").unwrap_or("the server");
    let span = words::span(retry.since(checked).unsigned_abs());
    let reason = format!("{status}, Retry-After: asks to be left alone for {span}");
    Due { when: Some(retry), why: Why::RetryAfter, reason }
}

/// One possible wait and its reason.
struct Wait {
    seconds: u64,
    why: Why,
    reason: String,
}

/// After a success: the longest of what the feed's rhythm, its missing validators, the server
/// and the document ask for.
fn regular(state: &FetchState, context: &Context<'_>, checked: Timestamp) -> Due {
    let mut waits = vec![own_pace(state, context)];
    waits.extend(unconditional(state, context));
    waits.extend(lifetime(state, context));
    waits.extend(ttl(state, context));
    let longest = waits
        .into_iter()
        .reduce(|best, next| if next.seconds > best.seconds { next } else { best });
    let wait = longest.unwrap_or(Wait { seconds: 0, why: Why::Rhythm, reason: String::new() });
    let floor = context.policy.floor.saturating_sub(context.policy.tolerance);
    Due {
        when: Some(checked.plus(signed(wait.seconds.max(floor)))),
        why: wait.why,
        reason: wait.reason,
    }
}

/// The user's interval, or the feed's rhythm up to a fifth early, each feed by its own share, so
/// that feeds of one rhythm spread over the runs instead of all being due at the same one.
fn own_pace(state: &FetchState, context: &Context<'_>) -> Wait {
    let policy = context.policy;
    let now = context.now;
    let ago = words::ago(state.checked, now);
    if let Some(interval) = context.interval {
        let seconds = interval.max(policy.floor).saturating_sub(policy.tolerance);
        let reason = format!("every {} as you set, {ago}", words::span(interval));
        return Wait { seconds, why: Why::Interval, reason };
    }
    let pace = pace::pace(state, policy, now);
    let (wait, floor) = (pace.wait(), policy.floor);
    let early = (context.jitter() * 0.2 * wait as f64) as u64;
    let seconds = wait.saturating_sub(early).max(floor).saturating_sub(policy.tolerance);
    match pace {
        Pace::Lively(wait) => {
            let reason = format!("every {} by its rhythm, {ago}", words::span(wait));
            Wait { seconds, why: Why::Rhythm, reason }
        }
        Pace::Silent { wait, silence } => {
            let silent = words::span(silence / 86_400 * 86_400);
            let reason = format!("silent for {silent}, so every {}, {ago}", words::span(wait));
            Wait { seconds, why: Why::Silent, reason }
        }
    }
}

/// A feed without validators is downloaded whole each time, so it is asked less, unless its
/// window turns over sooner.
fn unconditional(state: &FetchState, context: &Context<'_>) -> Option<Wait> {
    let policy = context.policy;
    if !state.validators.is_empty() || context.kind() != Kind::Server || context.interval.is_some()
    {
        return None;
    }
    let turnover = pace::turnover(state, policy, context.now).unwrap_or(u64::MAX);
    let most = turnover.min(policy.unconditional);
    let seconds = most.saturating_sub(policy.tolerance);
    let said = match state.lifetime_seconds {
        Some(lifetime) if lifetime > 0 => format!("server said max-age={lifetime}; "),
        _ => String::new(),
    };
    let often = words::span(most.max(policy.floor));
    let reason = format!("{said}no validators, so at most every {often}");
    Some(Wait { seconds, why: Why::Unconditional, reason })
}

/// The lifetime the server gave, exactly, and up to two minutes more.
fn lifetime(state: &FetchState, context: &Context<'_>) -> Option<Wait> {
    let lifetime = state.lifetime_seconds.filter(|lifetime| *lifetime > 0)?;
    let capped = lifetime.min(context.policy.longest);
    let later = (context.jitter() * (capped as f64 * 0.01).min(120.0)) as u64;
    let cap = if capped < lifetime {
        format!(", of which {} are believed", words::span(capped))
    } else {
        String::new()
    };
    let reason =
        format!("server said max-age={lifetime}: fresh for {}{cap}", words::span(lifetime));
    Some(Wait { seconds: (capped + later).min(context.policy.longest), why: Why::Lifetime, reason })
}

/// The document's own hint, unless entries would be missed by obeying it.
fn ttl(state: &FetchState, context: &Context<'_>) -> Option<Wait> {
    let ttl = state.ttl_seconds.filter(|ttl| *ttl > 0)?;
    let most = pace::turnover(state, context.policy, context.now)
        .unwrap_or(u64::MAX)
        .min(context.policy.longest);
    let later = (context.jitter() * (ttl as f64 * 0.01).min(120.0)) as u64;
    let seconds = ttl.saturating_add(later).min(most);
    let reason = format!("ttl: the feed asks for {} between checks", words::span(ttl));
    Some(Wait { seconds, why: Why::Ttl, reason })
}

/// After failures: 1 h, 2 h, 4 h … up to the longest; never an end.
fn back_off(state: &FetchState, context: &Context<'_>, checked: Timestamp) -> Due {
    let policy = context.policy;
    let doubled = policy.floor.checked_shl((state.failures - 1).min(16)).unwrap_or(u64::MAX);
    let wait = doubled.min(policy.longest_backoff).max(policy.floor);
    let early = if wait > policy.floor { (context.jitter() * 0.1 * wait as f64) as u64 } else { 0 };
    let own = (wait - early).max(policy.floor).saturating_sub(policy.tolerance);
    let said = state.error_lifetime_seconds.unwrap_or(0).min(policy.longest_backoff);
    let failed = words::times(state.failures);
    let first: Vec<_> = [1, 2, 4].iter().map(|n| words::span(policy.floor * n)).collect();
    let reason = format!(
        "failed {failed}: waits {} … {}",
        first.join(", "),
        words::hours(policy.longest_backoff)
    );
    Due { when: Some(checked.plus(signed(own.max(said)))), why: Why::BackOff, reason }
}

/// Moves a time out of the hours and days the feed asks to skip. Looks at the present moment, so
/// that a run at a skipped hour does not catch up on an earlier time.
fn skipping(state: &FetchState, now: Timestamp, longest: u64, due: Due) -> Due {
    let Some(when) = due.when else { return due };
    let limit = when.plus(signed(longest));
    match skip::next_allowed(state, when.max(now), limit) {
        Some(allowed) => Due {
            when: Some(allowed),
            why: Why::Skip,
            reason: "the feed asks not to be asked at this hour or day".to_owned(),
        },
        None => due,
    }
}

fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
