//! `tidings fetch --plan`: when each feed is due and why; touches nothing.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    process::ExitCode,
};

use super::{args::FetchArgs, failure::Failure, session::Session, source};
use crate::{
    app,
    fetch::schedule::{self, Due},
    model::{FeedRecord, Timestamp},
    render::{dates, json_text, safe::line},
    store::Access,
};

/// Shows the plan, soonest first.
pub(super) fn run(args: &FetchArgs, session: &Session) -> Result<ExitCode, Failure> {
    let feeds = session.store(Access::Read)?.feeds()?;
    let mut chosen: Vec<&FeedRecord> = Vec::new();
    for name in &args.sources {
        let found = source::matching(name, &feeds);
        if found.is_empty() {
            return Err(source::unknown_feed(name, &feeds));
        }
        chosen.extend(found);
    }
    if args.sources.is_empty() {
        chosen.extend(&feeds);
    }
    let (now, policy) = (session.now(), session.policy());
    let mut plan: Vec<(&FeedRecord, Due)> = chosen
        .into_iter()
        .map(|feed| {
            let context = app::context(feed, &policy, now);
            let due = if args.force {
                schedule::forced(&feed.state, &context)
            } else {
                schedule::due(&feed.state, &context)
            };
            (feed, due)
        })
        .collect();
    plan.sort_by_key(|(feed, due)| (due.when.unwrap_or(Timestamp(i64::MAX)).max(now), feed.id));
    let mut out = session.output(!args.json);
    let written = if args.json { records(&plan, &mut out) } else { table(&plan, now, &mut out) };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn records(plan: &[(&FeedRecord, Due)], out: &mut dyn Write) -> io::Result<()> {
    plan.iter().try_for_each(|(feed, due)| {
        let record = serde_json::json!({
            "type": "plan",
            "id": feed.id,
            "title": feed.title(),
            "url": feed.subscription.url,
            "due": due.when,
            "why": due.why.name(),
            "reason": due.reason,
        });
        json_text::write_line(out, &record)
    })
}

fn table(plan: &[(&FeedRecord, Due)], now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 3]> = plan
        .iter()
        .map(|(feed, due)| {
            let when = match due.when {
                None => "never".to_owned(),
                Some(when) if when <= now => "now".to_owned(),
                Some(when) => format!("in {}", dates::span(when.since(now))),
            };
            [when, line(feed.title()).into_owned(), line(&due.reason).into_owned()]
        })
        .collect();
    let width = |column: usize| {
        rows.iter().map(|row| unicode_width::UnicodeWidthStr::width(row[column].as_str())).max()
    };
    let (first, second) = (width(0).unwrap_or(0).max(3), width(1).unwrap_or(0).clamp(4, 40));
    for [when, feed, why] in &rows {
        writeln!(out, "{}  {}  {why}", padded(when, first), padded(feed, second))?;
    }
    hosts(plan, now, out)
}

/// How many requests each host would get now, where it is more than one.
fn hosts(plan: &[(&FeedRecord, Due)], now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let mut hosts: BTreeMap<String, usize> = BTreeMap::new();
    for (feed, due) in plan {
        let host = url::Url::parse(&feed.subscription.url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        if let Some(host) = host.filter(|_| due.is_now(now)) {
            *hosts.entry(host).or_default() += 1;
        }
    }
    hosts.iter().filter(|(_, requests)| **requests > 1).try_for_each(|(host, requests)| {
        writeln!(out, "host {}: {requests} requests now", line(host))
    })
}

/// Text filled up with spaces, by its width on a terminal.
fn padded(text: &str, width: usize) -> String {
    let text = crate::render::cut(text, width);
    let missing = width.saturating_sub(unicode_width::UnicodeWidthStr::width(&*text));
    format!("{text}{}", " ".repeat(missing))
}
