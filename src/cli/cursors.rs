//! `--new --as NAME`, `tidings ack` and `tidings cursors`: consumers that are given every article
//! at least once.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{
    args::{AckArgs, CursorsAct, CursorsArgs, Listing},
    failure::Failure,
    output::count,
    print::Printed,
    session::Session,
};
use crate::{
    model::{Change, Timestamp},
    query::Filter,
    render::{
        View, dates,
        grid::{self, Cell},
        json_text,
    },
    store::{Access, Acknowledged, Consumer, Pending},
};

/// The longest name of a consumer, in characters.
const LONGEST: usize = 64;

/// A list that is being given to a consumer.
pub(super) struct Handing<'a> {
    name: &'a str,
    pending: Pending,
    limit: Option<u64>,
    acknowledge: bool,
}

impl<'a> Handing<'a> {
    /// Begins the list, if the flags ask for one.
    pub(super) fn begin(listing: &'a Listing, session: &Session) -> Result<Option<Self>, Failure> {
        let Some(name) = listing.consumer.as_deref() else { return Ok(None) };
        check_name(name)?;
        let reordered = listing.sort.is_some() || listing.reverse;
        if listing.after.is_some() || (listing.limit.is_some() && reordered) {
            let flag = if listing.after.is_some() { "--after" } else { "--limit" };
            return Err(Failure::usage(
                "usage",
                format!("{flag}: would leave out articles that {name} then never gets"),
            )
            .hint("with --new, -n gives the oldest first, so leave out --sort and --reverse"));
        }
        let pending = session.store(Access::Write)?.begin_list(name, session.now())?;
        Ok(Some(Self { name, pending, limit: listing.limit, acknowledge: listing.ack }))
    }

    /// What the consumer has not acknowledged yet, up to now.
    pub(super) fn filter(&self) -> Filter {
        Filter::Changed(self.pending.after, self.pending.upto)
    }

    /// Notes where the list ended, if all of it reached the consumer.
    pub(super) fn end(&self, printed: &Printed, session: &Session) -> Result<(), Failure> {
        if !printed.whole {
            return Ok(());
        }
        let mut store = session.store(Access::Write)?;
        store.given_out(self.name, self.reached(printed))?;
        if self.acknowledge {
            store.acknowledge(self.name, session.now())?;
        }
        Ok(())
    }

    /// The end of the list: where the limit cut it, else the newest change it took account of.
    fn reached(&self, printed: &Printed) -> Change {
        let full = self.limit.is_some_and(|limit| printed.rows as u64 >= limit);
        if full { printed.last.unwrap_or(self.pending.after) } else { self.pending.upto }
    }
}

/// Names (of consumers and queries) are letters, digits and `-_.`, so that they need no quotes anywhere.
pub(super) fn check_name(name: &str) -> Result<(), Failure> {
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let long = name.chars().count() > LONGEST;
    if name.is_empty() || name.starts_with('-') || long || !name.chars().all(plain) {
        return Err(Failure::usage("bad-name", format!("{name:?}: cannot be a name"))
            .hint("up to 64 letters, digits, - _ and . make a name"));
    }
    Ok(())
}

/// `tidings ack`.
pub(super) fn ack(args: &AckArgs, session: &Session) -> Result<ExitCode, Failure> {
    let name = &args.name;
    match session.store(Access::Write)?.acknowledge(name, session.now())? {
        Acknowledged::Upto(_) => {
            session.say(&format!("{name}: acknowledged"));
            Ok(ExitCode::SUCCESS)
        }
        Acknowledged::CutShort => Err(Failure::failed(
            "nothing-to-acknowledge",
            format!("{name}: its last list was not given out whole"),
        )
        .hint(format!("tidings list --new --as {name} gives it again"))),
        Acknowledged::Unknown => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> Failure {
    Failure::failed("no-such-cursor", format!("{name}: no consumer of that name was given a list"))
        .hint("tidings cursors lists them")
}

/// `tidings cursors`.
pub(super) fn run(args: &CursorsArgs, session: &Session) -> Result<ExitCode, Failure> {
    if let Some(CursorsAct::Remove { names }) = &args.act {
        let mut store = session.store(Access::Write)?;
        for name in names {
            if !store.forget_consumer(name)? {
                return Err(unknown(name));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let consumers = session.store(Access::Read)?.consumers()?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        let rows: Vec<_> = consumers.iter().map(row).collect();
        let document = serde_json::json!({"schema_version": 1, "cursors": rows});
        json_text::write_line(&mut out, &document)
    } else {
        text(&consumers, &session.view(None), &mut out)
    };
    out.finish(written)?;
    if consumers.is_empty() && !args.json {
        session.say("there is no consumer yet; tidings list --new --as NAME makes one");
    }
    Ok(ExitCode::SUCCESS)
}

/// A consumer a line: for people how much is waiting and since when, for programs its place too.
fn text(consumers: &[Consumer], view: &View, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<Cell>> = match view.terminal {
        Some(_) => consumers.iter().map(|one| person(one, view.now)).collect(),
        None => consumers.iter().map(piped).collect(),
    };
    grid::write_records(out, &rows, 1, view)
}

fn piped(one: &Consumer) -> Vec<Cell> {
    let acknowledged = one.acknowledged.map(Timestamp::to_rfc3339).unwrap_or_default();
    let numbers = [one.position.0.to_string(), one.pending.to_string()];
    [one.name.clone()].into_iter().chain(numbers).chain([acknowledged]).map(Cell::from).collect()
}

fn row(one: &Consumer) -> serde_json::Value {
    serde_json::json!({
        "name": one.name,
        "position": one.position,
        "pending": one.pending,
        "made": one.made,
        "acknowledged": one.acknowledged,
    })
}

fn person(one: &Consumer, now: Timestamp) -> Vec<Cell> {
    let waiting = match one.pending {
        0 => "nothing waiting".to_owned(),
        some => format!("{} waiting", count(some as usize, "article")),
    };
    let since = match one.acknowledged {
        Some(at) => format!("acknowledged {}", dates::ago(at, now)),
        None => "never acknowledged".to_owned(),
    };
    let name = Cell::styled(one.name.as_str(), Style::new().bold());
    vec![name, waiting.into(), Cell::styled(since, Style::new().dimmed())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Terminal, samples};

    fn told(view: &View) -> String {
        let consumer = |name: &str, pending, acknowledged: Option<&str>| Consumer {
            name: name.to_owned(),
            position: Change(41),
            pending,
            made: samples::at("2026-05-01T08:00:00Z"),
            acknowledged: acknowledged.map(samples::at),
        };
        let consumers = [
            consumer("mail", 1, Some("2026-05-21T16:00:00Z")),
            consumer("the-weekly-digest-for-the-team", 1250, None),
            consumer("日本", 0, Some("2026-05-01T16:00:00Z")),
        ];
        samples::text(|out| text(&consumers, view, out))
    }

    #[test]
    fn consumers_by_width_and_in_a_pipe() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
mail
  1 article waiting · acknowledged 2 h ago
the-weekly-digest-for-the-team
  1,250 articles waiting · never acknowledged
日本
  nothing waiting · acknowledged 20 days ago
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
mail                            1 article waiting       acknowledged 2 h ago
the-weekly-digest-for-the-team  1,250 articles waiting  never acknowledged
日本                            nothing waiting         acknowledged 20 days ago
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
mail                            1 article waiting       acknowledged 2 h ago
the-weekly-digest-for-the-team  1,250 articles waiting  never acknowledged
日本                            nothing waiting         acknowledged 20 days ago
",
        );
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[1mmail␛[0m                            1 article waiting       ␛[2macknowledged 2 h ago␛[0m
␛[1mthe-weekly-digest-for-the-team␛[0m  1,250 articles waiting  ␛[2mnever acknowledged␛[0m
␛[1m日本␛[0m                            nothing waiting         ␛[2macknowledged 20 days ago␛[0m
",
        );
        samples::held(
            &told(&samples::piped()),
            "
mail	41	1	2026-05-21T16:00:00Z
the-weekly-digest-for-the-team	41	1250	
日本	41	0	2026-05-01T16:00:00Z
",
        );
    }
}
