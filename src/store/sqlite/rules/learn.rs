//! What a document shows about URL parameters, into the tables, within the fetch's transaction.

use std::borrow::Cow;

use rusqlite::{Connection, params};

use super::{evidence, keep_evidence, learning, mark_stale, one, write};
use crate::{
    model::{
        Incoming, KeepEvidence, Learning, Observation, Resolution, RuleName, RuleState, Timestamp,
        UrlEvidence, UrlRule,
    },
    store::{
        Resolve,
        sqlite::{
            lookup::{self, Candidates},
            operations,
        },
    },
};

/// The kind of operation in the log; it follows from what feeds show, so no undo takes it back.
pub(in crate::store::sqlite) const DEMOTED: &str = "url-demoted";

/// Decides about a document, and learns from it. Where it contradicts a rule that took part in
/// its own keys, that rule holds no more, and it is decided about anew without it.
pub(in crate::store::sqlite) fn resolve<'i>(
    connection: &Connection,
    incoming: &'i Incoming,
    resolve: Resolve<'_>,
) -> rusqlite::Result<(Cow<'i, Incoming>, Candidates, Resolution)> {
    let mut incoming = Cow::Borrowed(incoming);
    lengthen(connection, &mut incoming)?;
    let candidates = lookup::candidates(connection, &incoming)?;
    let resolution = resolve(&incoming, &candidates.known);
    if !take_in(connection, &resolution.observed, incoming.now)? {
        return Ok((incoming, candidates, resolution));
    }
    lengthen(connection, &mut incoming)?;
    let candidates = lookup::candidates(connection, &incoming)?;
    let resolution = resolve(&incoming, &candidates.known);
    Ok((incoming, candidates, resolution))
}

/// Gives entries their whole key back where a rule that shortened it holds no more: the document
/// was read before that was known.
fn lengthen(connection: &Connection, incoming: &mut Cow<'_, Incoming>) -> rusqlite::Result<()> {
    for at in 0..incoming.drafts.len() {
        let Some(shortened) = &incoming.drafts[at].shortened else { continue };
        let mut holds = true;
        for rule in &shortened.rules {
            holds &= one(connection, rule)?.is_some_and(|rule| rule.state == RuleState::Active);
        }
        if !holds {
            let draft = &mut incoming.to_mut().drafts[at];
            draft.url_key = draft.shortened.take().map(|shortened| shortened.full);
        }
    }
    Ok(())
}

/// Counts what was seen; whether a rule that held was contradicted.
fn take_in(
    connection: &Connection,
    observed: &[Observation],
    now: Timestamp,
) -> rusqlite::Result<bool> {
    if observed.is_empty() {
        return Ok(false);
    }
    let learning = learning(connection)?;
    let mut demoted = false;
    for seen in observed {
        demoted |= count(connection, seen, learning, now)?;
    }
    Ok(demoted)
}

/// Counts one observation; whether it contradicted a rule that held. Those are watched even
/// where nothing new is learnt: accepted ones hold then too.
fn count(
    connection: &Connection,
    seen: &Observation,
    learning: Learning,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let known = one(connection, &seen.rule)?;
    let holds = known.as_ref().is_some_and(|rule| rule.state == RuleState::Active);
    if learning == Learning::Off && (seen.agrees || !holds) {
        return Ok(false);
    }
    let mut rule = known.unwrap_or_else(|| UrlRule::unknown(seen.rule.clone(), now));
    let examples = evidence(connection, &seen.rule)?;
    let keep = rule.learn(&examples, seen, now);
    if keep == KeepEvidence::Nothing {
        return Ok(false);
    }
    if keep == KeepEvidence::InPlaceOfTheLatest {
        forget_latest(connection, &seen.rule)?;
    }
    let example = UrlEvidence {
        agrees: seen.agrees,
        article: seen.article,
        id: None,
        urls: seen.urls.clone(),
        seen: now,
    };
    keep_evidence(connection, &seen.rule, &example)?;
    write(connection, &rule)?;
    let demoted = holds && rule.state != RuleState::Active;
    if demoted {
        mark_stale(connection, &rule.name.host)?;
        let RuleName { host, param, .. } = &rule.name;
        let about = format!("no longer drop `{param}` at {host}: two articles contradict it");
        operations::record(connection, now, DEMOTED, &about, &rule.name)?;
    }
    Ok(demoted)
}

fn forget_latest(connection: &Connection, name: &RuleName) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM url_rule_evidence WHERE rowid = (SELECT max(rowid) FROM url_rule_evidence
               WHERE host = ?1 AND pattern = ?2 AND param = ?3 AND kind = 'pos')",
        )?
        .execute(params![name.host, name.pattern, name.param])
        .map(drop)
}
