//! `tidings trace`: the last exchange with a feed's server, decision by decision.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{args::TraceArgs, failure::Failure, output::count, session::Session, source};
use crate::{
    app::{self, Decision, Entry, Reading, Schedule, Trace},
    model::{Exchange, Hop, Timestamp, shown_address},
    render::{dates, json_text, safe::line},
    store::Access,
};

/// Shows what was asked, what came, and what was made of it.
pub(super) fn run(args: &TraceArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Read)?;
    let feed = source::feed(&args.feed, store.feeds()?)?;
    let now = session.now();
    let trace = app::trace(&mut *store, &feed, &session.policy(), now)?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        json_text::write_line(&mut out, &Record { schema_version: 1, trace: &trace })
    } else {
        text(&trace, now, &mut out)
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

#[derive(serde::Serialize)]
struct Record<'a> {
    schema_version: u32,
    #[serde(flatten)]
    trace: &'a Trace,
}

fn text(trace: &Trace, now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let feed = &trace.feed;
    writeln!(out, "{} ({})", line(&feed.title), line(&shown_address(&feed.url)))?;
    writeln!(out)?;
    match &trace.exchange {
        Some(exchange) => write_exchange(exchange, out)?,
        None => writeln!(out, "exchange: none is kept (asked never, or keep.responses is 0)")?,
    }
    writeln!(out)?;
    match &trace.document {
        Some(reading) => document(reading, trace.entries.len(), out)?,
        None => writeln!(out, "document: none is kept")?,
    }
    for (index, one) in trace.entries.iter().enumerate() {
        writeln!(out)?;
        entry(index + 1, one, out)?;
    }
    writeln!(out)?;
    schedule(&trace.schedule, now, out)
}

fn write_exchange(exchange: &Exchange, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "exchange: {}, {} ms, {}",
        exchange.at.to_rfc3339(),
        exchange.ms,
        count(exchange.bytes as usize, "byte")
    )?;
    exchange.hops.iter().try_for_each(|one| hop(one, out))?;
    writeln!(out, "  {}", line(&exchange.outcome))
}

fn hop(hop: &Hop, out: &mut dyn Write) -> io::Result<()> {
    let status = hop.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let version = hop.version.as_deref().unwrap_or("no protocol");
    let url = shown_address(&hop.url);
    writeln!(out, "  {} → {status} ({}, {} ms)", line(&url), line(version), hop.ms)?;
    for (mark, headers) in [('>', &hop.sent), ('<', &hop.received)] {
        for (name, value) in headers {
            writeln!(out, "    {mark} {}: {}", line(name), line(value))?;
        }
    }
    Ok(())
}

fn document(reading: &Reading, entries: usize, out: &mut dyn Write) -> io::Result<()> {
    let kind = reading.content_type.as_deref().unwrap_or("no content type");
    let bytes = count(reading.bytes, "byte");
    writeln!(out, "document: {}, {bytes}, {}", reading.received.to_rfc3339(), line(kind))?;
    if !reading.url.is_empty() {
        writeln!(out, "  from {}", line(&shown_address(&reading.url)))?;
    }
    writeln!(out, "  read as {}: {}", reading.encoding, reading.encoding_why)?;
    let mended =
        if reading.mended.is_empty() { "nothing".to_owned() } else { reading.mended.join(", ") };
    writeln!(out, "  mended {mended}")?;
    match (&reading.format, &reading.error) {
        (Some(format), _) => {
            let title = reading.title.as_deref().unwrap_or("without a title");
            let entries = entries_in_words(entries);
            writeln!(out, "  {}, {}, {entries}", format.name(), line(title))?;
        }
        (None, Some(error)) => writeln!(out, "  no feed: {}", line(&error.message))?,
        (None, None) => {}
    }
    match reading.second_reader {
        Some(theirs) if theirs == entries => Ok(()),
        Some(theirs) => writeln!(out, "  feed-rs finds {}", entries_in_words(theirs)),
        None if reading.format.is_some() => writeln!(out, "  feed-rs finds no feed"),
        None => Ok(()),
    }
}

fn entries_in_words(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

fn entry(number: usize, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let drawn = if entry.title_given { "" } else { " (drawn from the text or the address)" };
    writeln!(out, "{number}. {}{drawn}", line(&entry.title))?;
    writeln!(out, "  url        {}", line(entry.url.as_deref().unwrap_or("none")))?;
    for step in &entry.url_steps {
        writeln!(out, "             {} ({})", line(&step.change), step.rule)?;
    }
    writeln!(out, "  compared   {}", line(entry.url_key.as_deref().unwrap_or("not by address")))?;
    writeln!(out, "  guid       {}", line(entry.guid.as_deref().unwrap_or("none")))?;
    writeln!(out, "  published  {}", published(entry))?;
    if let Some(updated) = entry.updated {
        writeln!(out, "  updated    {}", updated.to_rfc3339())?;
    }
    decision(&entry.decision, out)
}

fn published(entry: &Entry) -> String {
    match (entry.published, entry.published_text.as_deref()) {
        (Some(at), Some(text)) => format!("{}, written {}", at.to_rfc3339(), line(text)),
        (Some(at), None) => at.to_rfc3339(),
        (None, Some(text)) => format!("not understood: {}", line(text)),
        (None, None) => "not said".to_owned(),
    }
}

fn decision(decision: &Decision, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "  article    {}", decision.outcome)?;
    if let Some(article) = &decision.article {
        write!(out, " {}", article.0)?;
    }
    if let Some(twin) = decision.twin_of {
        write!(out, " of {twin}")?;
    }
    if !decision.changed.is_empty() {
        write!(out, " ({})", decision.changed.join(", "))?;
    }
    writeln!(out, ": {}", line(&decision.why))?;
    for (article, why) in &decision.rejected {
        writeln!(out, "             not {}: {why}", article.0)?;
    }
    Ok(())
}

fn schedule(schedule: &Schedule, now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let when = match schedule.due {
        None => "never".to_owned(),
        Some(when) if when <= now => "now".to_owned(),
        Some(when) => format!("{}, in {}", when.to_rfc3339(), dates::span(when.since(now))),
    };
    writeln!(out, "next: {when}: {}", line(&schedule.reason))
}
