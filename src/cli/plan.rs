//! `tidings fetch --plan`: when each feed is due and why, and what each host would get; touches
//! nothing.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{
    args::FetchArgs, clock::Clock, failure::Failure, output::count, session::Session, source,
};
use crate::{
    app,
    fetch::{
        Policy, Request, lane_of,
        schedule::{self, Due},
    },
    model::{FeedRecord, Timestamp},
    render::{
        dates,
        grid::{self, Cell},
        json_text,
        rows::{HostRow, PlanRow},
    },
    store::Access,
};

/// Shows the plan, soonest first, then the hosts that would be asked or have to be waited for.
pub(super) fn run(args: &FetchArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Read)?;
    let feeds = source::chosen(&args.sources, store.feeds()?)?;
    let (now, policy) = (session.now(), session.policy());
    let mut plan: Vec<(&FeedRecord, Due)> =
        feeds.iter().map(|feed| (feed, due(feed, args, &policy, now))).collect();
    plan.sort_by_key(|(feed, due)| (due.when.unwrap_or(Timestamp(i64::MAX)).max(now), feed.id));
    let hosts = hosts(&plan, &store.hosts()?, &policy, now);
    let mut out = session.output(!args.json);
    let written = if args.json {
        records(&plan, &hosts, &mut out)
    } else {
        table(&plan, &hosts, session, &mut out)
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

/// When a fetch with these arguments would ask for a feed. What is named is asked for now; what
/// is gone, by name only.
fn due(feed: &FeedRecord, args: &FetchArgs, policy: &Policy, now: Timestamp) -> Due {
    let context = app::context(feed, policy, now);
    let named = !args.sources.is_empty();
    if named || (args.force && feed.state.gone.is_none()) {
        schedule::forced(&feed.state, &context)
    } else {
        schedule::due(&feed.state, &context)
    }
}

/// The hosts that get requests now, and those that have asked to be left alone. Private ones are
/// nobody's burden.
fn hosts(
    plan: &[(&FeedRecord, Due)],
    asked: &BTreeMap<String, i64>,
    policy: &Policy,
    now: Timestamp,
) -> Vec<HostRow> {
    let mut hosts: BTreeMap<String, HostRow> = BTreeMap::new();
    for (feed, due) in plan {
        let lane = lane_of(&Request::for_feed(feed), policy);
        if lane.private {
            continue;
        }
        let host = hosts.entry(lane.name.clone()).or_insert_with(|| {
            let spacing = i64::try_from(lane.spacing.as_millis()).unwrap_or(i64::MAX);
            let rest = asked.get(&lane.name).map(|last| last + spacing - Clock::millis());
            let rest = rest.filter(|rest| (1..=spacing).contains(rest));
            let not_before = rest.map(|rest| now.plus((rest + 999) / 1000));
            HostRow { host: lane.name.clone(), requests: 0, not_before }
        });
        host.requests += u64::from(due.is_now(now));
        let retry = feed.state.retry_after.filter(|retry| *retry > now);
        host.not_before = host.not_before.max(retry);
    }
    hosts.into_values().filter(|host| host.requests > 0 || host.not_before.is_some()).collect()
}

fn records(plan: &[(&FeedRecord, Due)], hosts: &[HostRow], out: &mut dyn Write) -> io::Result<()> {
    for (feed, due) in plan {
        let row = PlanRow {
            id: feed.id,
            title: feed.title().to_owned(),
            url: feed.subscription.url.clone(),
            due: due.when,
            why: due.why.name(),
            reason: due.reason.clone(),
        };
        json_text::write_line(out, &row)?;
    }
    hosts.iter().try_for_each(|host| json_text::write_line(out, host))
}

fn table(
    plan: &[(&FeedRecord, Due)],
    hosts: &[HostRow],
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let terminal = session.terminal();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    if terminal.is_some() && !plan.is_empty() {
        let dim = Style::new().dimmed();
        rows.push(["due", "feed", "why"].map(|word| Cell::styled(word, dim)).to_vec());
    }
    for (feed, due) in plan {
        let when = match due.when {
            None => "never".to_owned(),
            Some(when) if when <= session.now() => "now".to_owned(),
            Some(when) if terminal.is_none() => when.to_rfc3339(),
            Some(when) => format!("in {}", dates::span(when.since(session.now()))),
        };
        rows.push(vec![when.into(), feed.title().into(), due.reason.as_str().into()]);
    }
    grid::write_rows(out, &rows, terminal)?;
    let hosts: Vec<Vec<Cell>> = hosts
        .iter()
        .map(|host| vec!["host".into(), host.host.as_str().into(), burden(host, session).into()])
        .collect();
    grid::write_rows(out, &hosts, terminal)
}

/// What a host would get, in words.
fn burden(host: &HostRow, session: &Session) -> String {
    let mut words = vec![format!("{} now", count(host.requests as usize, "request"))];
    if let Some(at) = host.not_before {
        let at = match session.terminal() {
            Some(_) if at.since(session.now()) < 86_400 => dates::clock(at, session.zone()),
            Some(_) => dates::minute(at, session.zone()),
            None => at.to_rfc3339(),
        };
        words.push(format!("next not before {at}"));
    }
    words.join(", ")
}
