//! `tidings feeds`: subscriptions and how they fare.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{
    args::{FeedsAct, FeedsArgs},
    failure::Failure,
    session::Session,
    source,
};
use crate::{
    model::{FeedRecord, shown_address},
    render::{
        dates, json_text,
        rows::{FeedRow, FeedsDocument},
        safe::line,
    },
    store::{Access, Primary},
};

/// Lists all subscriptions, or those named.
pub(super) fn run(args: &FeedsArgs, session: &Session) -> Result<ExitCode, Failure> {
    if let Some(FeedsAct::Primary { id, feed }) = &args.act {
        return primary(id, feed, session);
    }
    let chosen = source::chosen(&args.feeds, session.store(Access::Read)?.feeds()?)?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        let rows: Vec<FeedRow> = chosen.iter().map(FeedRow::from).collect();
        json_text::write_line(&mut out, &FeedsDocument::of(&rows))
    } else if session.terminal().is_some() {
        chosen.iter().try_for_each(|feed| person(feed, session, &mut out))
    } else {
        chosen.iter().try_for_each(|feed| piped(feed, &mut out))
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

/// Gives an article to another feed that carries it.
fn primary(id: &str, feed: &str, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let id = source::article_id(id, &mut *store)?;
    let record = source::feed(feed, store.feeds()?)?;
    match store.primary(&id, record.id, session.now())? {
        Primary::Changed => {
            session.say(&format!(
                "{id} is edited by {} now; tidings undo takes it back",
                record.title()
            ));
        }
        Primary::Already => session.say(&format!("{id} is edited by {} already", record.title())),
        Primary::NotSeen => {
            let message = format!("{id}: is not carried by {}", record.title());
            return Err(Failure::failed("not-carried", message)
                .hint(format!("tidings explain {id} names the feeds that carry it")));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One line a feed: number, title, address, articles, state.
fn piped(feed: &FeedRecord, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}",
        feed.id,
        line(feed.title()),
        line(&shown_address(&feed.subscription.url)),
        feed.articles,
        line(&state(feed))
    )
}

fn state(feed: &FeedRecord) -> String {
    match (&feed.state.gone, &feed.state.error, feed.state.checked) {
        (Some(_), _, _) => "gone".to_owned(),
        (None, Some(error), _) if feed.state.failures > 0 => format!("failing: {}", error.message),
        (None, _, None) => "never fetched".to_owned(),
        _ => "ok".to_owned(),
    }
}

fn person(feed: &FeedRecord, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let colour = session.colour();
    let (bold, dim, red, off) =
        if colour { ("\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[0m") } else { ("", "", "", "") };
    writeln!(out, "{dim}{:>4}{off}  {bold}{}{off}", feed.id, line(feed.title()))?;
    writeln!(out, "      {dim}{}{off}", line(&shown_address(&feed.subscription.url)))?;
    let mut facts = vec![format!("{} articles, {} unread", feed.articles, feed.unread)];
    if let Some(checked) = feed.state.checked {
        facts.push(format!("asked {}", dates::ago(checked, session.now())));
    }
    let options = &feed.subscription.options;
    if !options.tags.is_empty() {
        facts.push(format!("tags {}", options.tags.join(", ")));
    }
    if !options.folders.is_empty() {
        let folders: Vec<String> = options.folders.iter().map(|path| path.join("/")).collect();
        facts.push(format!("in {}", folders.join(", ")));
    }
    writeln!(out, "      {}", line(&facts.join(" · ")))?;
    let state = state(feed);
    if state != "ok" {
        writeln!(out, "      {red}{}{off}", line(&state))?;
    }
    Ok(())
}
