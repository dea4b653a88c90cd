//! `tidings trace`: the last exchange with a feed's server, decision by decision.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{args::TraceArgs, failure::Failure, output::count, session::Session, source};
use crate::{
    app::{self, Decision, Entry, Reading, Schedule, Trace},
    model::{Exchange, Hop, Timestamp, shown_address},
    render::{View, dates, grid::Cell, json_text, outline::Outline},
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
        text(&trace, &session.view(None), &mut out)
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

/// What a trace says, in a pipe one thing a line.
fn text(trace: &Trace, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let mut outline = Outline::new(out, view);
    let feed = &trace.feed;
    let title = format!("{} ", shown_address(&feed.title));
    outline.whole(
        Cell::styled(title, Style::new().bold()),
        format!("({})", shown_address(&feed.url)),
        "",
    )?;
    outline.gap()?;
    match &trace.exchange {
        Some(exchange) => write_exchange(exchange, &mut outline)?,
        None => outline
            .text("exchange: ", &["none is kept (asked never, or keep.responses is 0)".into()])?,
    }
    outline.gap()?;
    match &trace.document {
        Some(reading) => document(reading, trace.entries.len(), &mut outline)?,
        None => outline.text("document: ", &["none is kept".into()])?,
    }
    for (index, one) in trace.entries.iter().enumerate() {
        outline.gap()?;
        entry(index + 1, one, &mut outline)?;
    }
    outline.gap()?;
    schedule(&trace.schedule, view.now, &mut outline)
}

fn write_exchange(exchange: &Exchange, outline: &mut Outline<'_>) -> io::Result<()> {
    let bytes = count(exchange.bytes as usize, "byte");
    let about = format!("{}, {} ms, {bytes}", exchange.at.to_rfc3339(), exchange.ms);
    outline.text("exchange: ", &[about.into()])?;
    exchange.hops.iter().try_for_each(|one| hop(one, outline))?;
    outline.item(2, &[exchange.outcome.as_str().into()])
}

fn hop(hop: &Hop, outline: &mut Outline<'_>) -> io::Result<()> {
    let status = hop.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let version = hop.version.as_deref().unwrap_or("no protocol");
    let answer = format!(" → {status} ({version}, {} ms)", hop.ms);
    outline.whole("  ", shown_address(&hop.url), answer)?;
    for (mark, headers) in [('>', &hop.sent), ('<', &hop.received)] {
        for (name, value) in headers {
            let lead = Cell::styled(format!("    {mark} {name}: "), Style::new().dimmed());
            outline.text(lead, &[value.as_str().into()])?;
        }
    }
    Ok(())
}

fn document(reading: &Reading, entries: usize, outline: &mut Outline<'_>) -> io::Result<()> {
    let kind = reading.content_type.as_deref().unwrap_or("no content type");
    let bytes = count(reading.bytes, "byte");
    let about = format!("{}, {bytes}, {kind}", reading.received.to_rfc3339());
    outline.text("document: ", &[about.into()])?;
    if !reading.url.is_empty() {
        outline.whole("  from ", shown_address(&reading.url), "")?;
    }
    let encoding = format!("read as {}: {}", reading.encoding, reading.encoding_why);
    outline.item(2, &[encoding.into()])?;
    let mended =
        if reading.mended.is_empty() { "nothing".to_owned() } else { reading.mended.join(", ") };
    outline.item(2, &[format!("mended {mended}").into()])?;
    match (&reading.format, &reading.error) {
        (Some(format), _) => {
            let title = reading.title.as_deref().unwrap_or("without a title");
            let entries = entries_in_words(entries);
            outline.item(2, &[format!("{}, {title}, {entries}", format.name()).into()])?;
        }
        (None, Some(error)) => {
            outline.item(2, &[format!("no feed: {}", error.message).into()])?;
        }
        (None, None) => {}
    }
    match reading.second_reader {
        Some(theirs) if theirs == entries => Ok(()),
        Some(theirs) => {
            outline.item(2, &[format!("feed-rs finds {}", entries_in_words(theirs)).into()])
        }
        None if reading.format.is_some() => outline.item(2, &["feed-rs finds no feed".into()]),
        None => Ok(()),
    }
}

fn entries_in_words(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

fn entry(number: usize, entry: &Entry, outline: &mut Outline<'_>) -> io::Result<()> {
    let drawn = if entry.title_given { "" } else { " (drawn from the text or the address)" };
    let title = Cell::styled(entry.title.as_str(), Style::new().bold());
    outline.text(format!("{number}. "), &[title, drawn.into()])?;
    outline.whole(named("url"), entry.url.as_deref().unwrap_or("none"), "")?;
    for step in &entry.url_steps {
        outline.text(BLANK, &[format!("{} ({})", step.change, step.rule).into()])?;
    }
    outline.whole(named("compared"), entry.url_key.as_deref().unwrap_or("not by address"), "")?;
    outline.whole(named("guid"), entry.guid.as_deref().unwrap_or("none"), "")?;
    outline.text(named("published"), &[published(entry).into()])?;
    if let Some(updated) = entry.updated {
        outline.text(named("updated"), &[updated.to_rfc3339().into()])?;
    }
    decision(&entry.decision, outline)
}

/// What stands before the further facts of an entry.
const BLANK: &str = "             ";

/// What an entry's fact begins with.
fn named(name: &str) -> Cell {
    Cell::styled(format!("  {name:<11}"), Style::new().dimmed())
}

fn published(entry: &Entry) -> String {
    match (entry.published, entry.published_text.as_deref()) {
        (Some(at), Some(text)) => format!("{}, written {text}", at.to_rfc3339()),
        (Some(at), None) => at.to_rfc3339(),
        (None, Some(text)) => format!("not understood: {text}"),
        (None, None) => "not said".to_owned(),
    }
}

fn decision(decision: &Decision, outline: &mut Outline<'_>) -> io::Result<()> {
    let article = decision.article.as_ref().map_or_else(String::new, |id| format!(" {id}"));
    let twin = decision.twin_of.map_or_else(String::new, |twin| format!(" of {twin}"));
    let changed = match decision.changed.as_slice() {
        [] => String::new(),
        changed => format!(" ({})", changed.join(", ")),
    };
    let words = format!("{}{article}{twin}{changed}: {}", decision.outcome, decision.why);
    outline.text(named("article"), &[words.into()])?;
    for (article, why) in &decision.rejected {
        outline.text(BLANK, &[format!("not {article}: {why}").into()])?;
    }
    Ok(())
}

fn schedule(schedule: &Schedule, now: Timestamp, outline: &mut Outline<'_>) -> io::Result<()> {
    let when = match schedule.due {
        None => "never".to_owned(),
        Some(when) if when <= now => "now".to_owned(),
        Some(when) => format!("{}, in {}", when.to_rfc3339(), dates::span(when.since(now))),
    };
    outline.text("next: ", &[format!("{when}: {}", schedule.reason).into()])
}

#[cfg(test)]
mod tests;
