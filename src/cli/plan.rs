//! `tidings fetch --plan`: when each feed is due and why, and what each host would get; touches
//! nothing.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    process::ExitCode,
};

use super::{args::FetchArgs, clock::Clock, failure::Failure, session::Session, source};
use crate::{
    app,
    fetch::{
        Policy, Request, lane_of,
        schedule::{self, Due},
    },
    model::{FeedRecord, Timestamp},
    render::{
        self, json_text,
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
    let plan: Vec<PlanRow> = plan.into_iter().map(row).collect();
    let mut out = session.output(!args.json);
    let written = if args.json {
        records(&plan, &hosts, &mut out)
    } else {
        render::plan(&mut out, &plan, &hosts, &session.view(None))
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

/// What is planned for a feed, as it is shown.
fn row((feed, due): (&FeedRecord, Due)) -> PlanRow {
    PlanRow {
        id: feed.id,
        title: feed.title().to_owned(),
        url: feed.subscription.url.clone(),
        due: due.when,
        why: due.why.name(),
        reason: due.reason,
    }
}

fn records(plan: &[PlanRow], hosts: &[HostRow], out: &mut dyn Write) -> io::Result<()> {
    plan.iter().try_for_each(|row| json_text::write_line(out, row))?;
    hosts.iter().try_for_each(|host| json_text::write_line(out, host))
}
