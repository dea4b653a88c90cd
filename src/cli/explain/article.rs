//! An article's history in, why it is one article out: in words or as JSON.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;
use serde_json::{Value, json};

use super::{Failure, Session, json_text};
use crate::{
    app,
    model::{ArticleId, FeedRef, Rule, Timestamp, Told},
    normalize::url::Explained,
    render::{View, dates, grid::Cell, outline::Outline},
    store::{Access, Decision, History},
};

/// Explains a stored article.
pub(super) fn run(id: &ArticleId, as_json: bool, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Read)?;
    let history = store.history(id)?.ok_or_else(|| {
        Failure::failed("no-such-article", format!("{id}: there is no such article"))
    })?;
    let explained = app::explain(&history, &app::rules(&mut *store)?);
    drop(store);
    let mut out = session.output(true);
    let written = if as_json {
        json_text::write_line(&mut out, &record(&history, explained.as_ref()))
    } else {
        Telling { view: &session.view(None), history: &history }.write(explained.as_ref(), &mut out)
    };
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn record(history: &History, explained: Option<&Explained>) -> Value {
    let sightings: Vec<Value> = history
        .sightings
        .iter()
        .map(|sighting| json!({"feed": feed(&sighting.feed), "first_seen": sighting.first_seen}))
        .collect();
    let aliases: Vec<Value> = history
        .aliases
        .iter()
        .map(|alias| json!({"kind": alias.kind, "value": alias.value}))
        .collect();
    let revisions: Vec<Value> = history
        .revisions
        .iter()
        .map(|revision| {
            json!({
                "revision": revision.n + 1,
                "seen": revision.replaced,
                "changed": revision.changed.names(),
                "rule": revision.rule,
                "why": revision.why,
            })
        })
        .collect();
    json!({
        "schema_version": 1,
        "same": null,
        "keys": [history.url_key],
        "steps": super::steps(explained.map(std::slice::from_ref).unwrap_or_default()),
        "id": history.id,
        "url": history.url,
        "date_key": history.date_key,
        "disc": history.disc,
        "guid": history.guid,
        "guid_identifies": history.guid_ok,
        "sightings": sightings,
        "aliases": aliases,
        "decisions": history.decisions.iter().map(decision).collect::<Vec<_>>(),
        "revisions": revisions,
        "merged": history.merged,
        "story": history.story.iter().map(told).collect::<Vec<_>>(),
    })
}

fn feed(feed: &FeedRef) -> Value {
    json!({"id": feed.id, "title": feed.title, "url": feed.url, "site_url": feed.site_url})
}

fn told(told: &Told) -> Value {
    json!({
        "id": told.id,
        "feed": feed(&told.feed),
        "title": told.title,
        "date": told.date,
        "why": told.why,
    })
}

fn decision(decision: &Decision) -> Value {
    let rejected: Vec<Value> =
        decision.rejected.iter().map(|(id, why)| json!({"id": id, "why": why})).collect();
    json!({
        "at": decision.at,
        "feed": feed(&decision.feed),
        "rule": decision.rule,
        "why": decision.why,
        "guid": decision.guid,
        "url": decision.url,
        "rejected": rejected,
    })
}

/// A rule in words.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Guid => "by its id",
        Rule::UrlAndDate => "by URL and date",
        Rule::UrlAndText => "by URL and text",
        Rule::UrlRule => "by URL less a parameter",
        Rule::DateAndTitle => "by date and title",
        Rule::Reissued => "as issued anew",
        Rule::New => "as new",
    }
}

/// The history in words.
struct Telling<'a> {
    view: &'a View,
    history: &'a History,
}

impl Telling<'_> {
    fn write(&self, explained: Option<&Explained>, out: &mut dyn Write) -> io::Result<()> {
        let history = self.history;
        let outline = &mut Outline::new(out, self.view);
        let id = Cell::styled(format!("{}  ", history.id), Style::new().bold());
        outline.whole(id, history.url.as_deref().unwrap_or("(no URL)"), "")?;
        for step in explained.iter().flat_map(|explained| &explained.steps) {
            super::step(step, outline)?;
        }
        let date = if history.date_key.is_empty() { "undated" } else { &history.date_key };
        let about = format!(", {date}{}", self.disc());
        outline.whole(named("key"), history.url_key.as_str(), about)?;
        if let Some(guid) = &history.guid {
            let doubt = if history.guid_ok { "" } else { " (does not identify it)" };
            outline.whole(named("guid"), guid.as_str(), doubt)?;
        }
        for alias in &history.aliases {
            let lead = Cell { text: format!("also     {} ", alias.kind), ..named("also") };
            outline.whole(lead, alias.value.as_str(), "")?;
        }
        for (place, seen) in history.sightings.iter().enumerate() {
            let lead = if place == 0 { named("feed") } else { named("also in") };
            let when = self.time(seen.first_seen);
            outline.text(lead, &[format!("{}, first seen {when}", seen.feed.title).into()])?;
        }
        for id in &history.merged {
            outline.text(named("merged"), &[format!("{id}, by hand").into()])?;
        }
        self.story(outline)?;
        self.events(outline)
    }

    /// The others that tell the same.
    fn story(&self, outline: &mut Outline<'_>) -> io::Result<()> {
        let others = self.history.story.iter().filter(|told| told.id != self.history.id);
        for Told { id, feed, title, why, .. } in others {
            let why = why.as_deref().unwrap_or("through another of them");
            let words = format!("{id} in {}: {title} ({why})", feed.title);
            outline.text(named("story"), &[words.into()])?;
        }
        Ok(())
    }

    fn disc(&self) -> String {
        match self.history.disc.as_str() {
            "" => String::new(),
            disc => format!(", told apart by {disc}"),
        }
    }

    fn events(&self, outline: &mut Outline<'_>) -> io::Result<()> {
        for decision in &self.history.decisions {
            let (how, feed) = (rule(decision.rule), &decision.feed.title);
            let words = format!("recognised {how} in {feed}: {}", decision.why);
            outline.text(self.moment(decision.at), &[words.into()])?;
            for (id, why) in &decision.rejected {
                let id = id.as_ref().map_or("a deleted article", |id| &id.0);
                outline.item(2, &[format!("not {id}: {why}").into()])?;
            }
        }
        for revision in &self.history.revisions {
            let what = revision.changed.names().join(", ");
            let words = format!("edit {}: {what}", revision.n + 1);
            outline.text(self.moment(revision.replaced), &[words.into()])?;
        }
        Ok(())
    }

    /// What stands before an event.
    fn moment(&self, at: Timestamp) -> Cell {
        Cell::styled(format!("{}  ", self.time(at)), Style::new().dimmed())
    }

    fn time(&self, at: Timestamp) -> String {
        match self.view.terminal {
            Some(_) => dates::minute(at, self.view.zone),
            None => at.to_rfc3339(),
        }
    }
}

/// What a fact begins with.
fn named(name: &str) -> Cell {
    Cell::styled(format!("{name:<9}"), Style::new().dimmed())
}

#[cfg(test)]
mod tests;
