//! A feed's record in, what is wrong with it out: since when, what it means, which command mends
//! it. Pure.

use std::collections::HashSet;

use crate::{
    fetch::{Policy, schedule},
    model::{
        AcknowledgedTrouble, Auth, FeedId, FeedRecord, LastError, Timestamp, same_origin,
        shell_word, shown_address, span,
    },
    render::{
        dates,
        rows::{HealthRow, Problem},
    },
};

const DAY: i64 = 86_400;
/// A feed is silent after so many of its own gaps.
const GAPS: i64 = 4;
/// No feed is silent before so long: even a newspaper has its long weekend.
const PATIENT: i64 = 3 * DAY;
/// So many dates tell a rhythm.
const RHYTHM: usize = 5;
/// What happened once, a gap or a move, is told for so long.
const REMEMBERED: i64 = 30 * DAY;

/// The feeds with trouble, each with all of it, the worst first. What was acknowledged is not
/// new.
pub fn health(
    feeds: &[FeedRecord],
    acknowledged: &[AcknowledgedTrouble],
    policy: &Policy,
    now: Timestamp,
) -> Vec<HealthRow> {
    let known: HashSet<(FeedId, &str, Option<Timestamp>)> =
        acknowledged.iter().map(|known| (known.feed, &*known.code, known.since)).collect();
    feeds.iter().filter_map(|feed| row(feed, &known, policy, now)).collect()
}

/// What acknowledging these rows means to remember.
pub fn acknowledgements(rows: &[HealthRow]) -> Vec<AcknowledgedTrouble> {
    rows.iter()
        .flat_map(|row| {
            row.problems.iter().map(|problem| AcknowledgedTrouble {
                feed: row.id,
                code: problem.code.clone(),
                since: problem.since,
            })
        })
        .collect()
}

fn row(
    feed: &FeedRecord,
    known: &HashSet<(FeedId, &str, Option<Timestamp>)>,
    policy: &Policy,
    now: Timestamp,
) -> Option<HealthRow> {
    let mut problems = problems(feed, policy, now);
    for problem in &mut problems {
        problem.new &= !known.contains(&(feed.id, &*problem.code, problem.since));
    }
    (!problems.is_empty()).then(|| HealthRow {
        id: feed.id,
        title: feed.title().to_owned(),
        url: feed.subscription.url.clone(),
        problems,
    })
}

/// All that is wrong with a feed, the worst first.
fn problems(feed: &FeedRecord, policy: &Policy, now: Timestamp) -> Vec<Problem> {
    let broken = gone(feed).or_else(|| failing(feed, policy, now));
    let content = [empty(feed), gap(feed, now), shortened(feed), future(feed)];
    // Who gives nothing is silent by that alone.
    let silent =
        if broken.is_some() || feed.state.signs.empty.is_some() { None } else { silent(feed, now) };
    let rest = [silent, moving(feed), moved(feed, now)];
    broken
        .into_iter()
        .chain(content.into_iter().flatten())
        .chain(rest.into_iter().flatten())
        .collect()
}

fn problem(
    code: &str,
    since: Timestamp,
    message: impl Into<String>,
    hints: Vec<String>,
) -> Problem {
    Problem { code: code.to_owned(), since: Some(since), message: message.into(), hints, new: true }
}

/// A command about this feed. Feeds are named by their numbers: a title is the publisher's word,
/// and could be anything to a shell.
fn command(feed: &FeedRecord, before: &str, after: &str) -> String {
    let space = if after.is_empty() { "" } else { " " };
    format!("tidings {before} {}{space}{after}", feed.id)
}

fn discover(feed: &FeedRecord) -> Option<String> {
    let site = feed.subscription.site_url.as_deref()?;
    Some(format!("tidings discover {}", shell_word(&shown_address(site))))
}

fn gone(feed: &FeedRecord) -> Option<Problem> {
    let since = feed.state.gone?;
    let mut hints: Vec<String> = discover(feed).into_iter().collect();
    hints.extend([command(feed, "fetch --force", ""), command(feed, "remove", "")]);
    let message =
        "gone: the server says it is no more (410); its articles stay, it is not asked again";
    Some(problem("gone", since, message, hints))
}

fn failing(feed: &FeedRecord, policy: &Policy, now: Timestamp) -> Option<Problem> {
    let state = &feed.state;
    let error = state.error.as_ref().filter(|_| state.failures > 0)?;
    let since = state.failing_since?;
    let tries = match state.failures {
        1 => "1 try".to_owned(),
        tries => format!("{tries} tries"),
    };
    let (code, what) = match error.code.as_str() {
        _ if state.refused => ("refused", "refused"),
        "html-page" => ("html", "a web page instead of a feed"),
        _ => ("failing", "failing"),
    };
    let message = match code {
        "html" => format!("{what} ({tries})"),
        _ => format!("{what} ({tries}): {}", error.message),
    };
    let told = state.succeeded.is_none() || state.refused || schedule::is_lasting(state, now);
    Some(Problem { new: told, ..problem(code, since, message, remedies(feed, error, policy)) })
}

/// The commands that may help against a failure.
fn remedies(feed: &FeedRecord, error: &LastError, policy: &Policy) -> Vec<String> {
    let set = |change: &str| command(feed, "set", change);
    let again = command(feed, "fetch --force", "");
    let remove = command(feed, "remove", "");
    let elsewhere = || discover(feed).into_iter().chain([set("url=ADDRESS")]);
    match error.code.as_str() {
        _ if feed.state.refused => vec![set("interval=1d"), set("http1=yes")],
        "timeout" => {
            let present = feed.subscription.options.timeout;
            let longer = present.unwrap_or(policy.total_timeout.as_secs()).saturating_mul(2);
            vec![again, set(&format!("timeout={}", span(longer).replace(' ', "")))]
        }
        "http-401" | "credential" => vec![set("auth='basic USER:PASSWORD'")],
        "http-403" => vec![set("http1=yes"), set("auth='basic USER:PASSWORD'")],
        "http-404" | "html-page" | "no-feed" | "empty-document" | "dns" | "redirect-loop"
        | "too-many-redirects" | "redirect-nowhere" | "redirect-scheme" | "bad-url"
        | "file-not-found" => elsewhere().chain([remove]).collect(),
        "no-answer" | "not-http" => vec![again, set("http1=yes")],
        _ => vec![again, remove],
    }
}

fn empty(feed: &FeedRecord) -> Option<Problem> {
    let since = feed.state.signs.empty?;
    let message = "suddenly empty: the document holds no entries any more";
    Some(problem("empty", since, message, discover(feed).into_iter().collect()))
}

fn gap(feed: &FeedRecord, now: Timestamp) -> Option<Problem> {
    let at = feed.state.signs.gap.filter(|at| now.since(*at) < REMEMBERED)?;
    let message = "possible gap: no entry in common with the fetch before, so some may have been \
                   missed; ask more often?";
    let often = feed.subscription.options.interval.is_some_and(|interval| interval <= 3600);
    let hints = if often { vec![] } else { vec![command(feed, "set", "interval=1h")] };
    Some(problem("gap", at, message, hints))
}

fn shortened(feed: &FeedRecord) -> Option<Problem> {
    let since = feed.state.signs.shortened?;
    let message = "cut to summaries: entries bring less than a quarter of the text they used to";
    Some(problem("summaries", since, message, discover(feed).into_iter().collect()))
}

fn future(feed: &FeedRecord) -> Option<Problem> {
    let since = feed.state.signs.future?;
    let message = "all dates lie in the future; articles are sorted by their arrival instead";
    Some(problem("future-dates", since, message, vec![]))
}

/// A file has no rhythm of its own: it says what it said when it was written.
fn silent(feed: &FeedRecord, now: Timestamp) -> Option<Problem> {
    if schedule::is_file(&feed.subscription.url) {
        return None;
    }
    let newest = *feed.state.recent.first()?;
    let usual = median_gap(&feed.state.recent)?;
    let silence = now.since(newest);
    if silence < (usual * GAPS).max(PATIENT) {
        return None;
    }
    let message = format!(
        "silent for {}, usually posts every {}",
        dates::rough(silence),
        dates::rough(usual.max(60))
    );
    let mut hints: Vec<String> = discover(feed).into_iter().collect();
    hints.push(command(feed, "remove", ""));
    Some(problem("silent", newest, message, hints))
}

/// The middle one of the times between entries, if there are enough to tell a rhythm. Entries of
/// one minute are one post.
fn median_gap(recent: &[Timestamp]) -> Option<i64> {
    if recent.len() < RHYTHM {
        return None;
    }
    let gaps = recent.windows(2).map(|pair| pair[0].since(pair[1]));
    let mut gaps: Vec<i64> = gaps.filter(|gap| *gap >= 60).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

fn moving(feed: &FeedRecord) -> Option<Problem> {
    let moving = feed.state.moving.as_ref()?;
    let to = shown_address(&moving.to);
    let change = format!("url={}", shell_word(&to));
    let login = feed.subscription.options.auth.as_ref();
    let login = login.filter(|_| !same_origin(&moving.to, &feed.subscription.url));
    let (what, hints) = match login {
        _ if moving.taken => {
            let hints =
                vec![format!("tidings add {}", shell_word(&to)), command(feed, "remove", "")];
            ("another subscription has that address, or had it before it was removed", hints)
        }
        Some(login) => {
            let change = format!("{change} auth={}", shell_word(&typed(login)));
            (
                "not followed there by itself, since its login is not for that server",
                vec![command(feed, "set", &change)],
            )
        }
        None => {
            let hints = vec![command(feed, "set", &change)];
            ("followed there for good after a second success a day later", hints)
        }
    };
    Some(problem("moving", moving.since, format!("moving to {to}: {what}"), hints))
}

/// What to type to give a login again; what is secret in it is left to whoever knows it.
fn typed(login: &Auth) -> String {
    login.reference().unwrap_or_else(|| "basic USER:PASSWORD".to_owned())
}

fn moved(feed: &FeedRecord, now: Timestamp) -> Option<Problem> {
    let state = &feed.state;
    let since = state.moved.filter(|at| now.since(*at) < REMEMBERED)?;
    let from = state.moved_from.as_ref()?;
    let (from, to) = (shown_address(from), shown_address(&feed.subscription.url));
    let message = format!("moved for good from {from} to {to}");
    let hint = command(feed, "set", &format!("url={}", shell_word(&from)));
    Some(problem("moved", since, message, vec![hint]))
}

#[cfg(test)]
mod tests;
