//! Rules that begin or cease to hold by somebody's word, or because learning is on; each change
//! goes into the operation log with what undoing it needs.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{all, delete, evidence, keep_evidence, learning, mark_stale, of_host, one, write};
use crate::{
    model::{
        Learning, RuleName, RuleSource, RuleState, Tally, Timestamp, UrlEvidence, UrlRule,
        UrlVerdict,
    },
    store::{Choose, Said, sqlite::operations},
};

/// The kind of operation by which a person says or forgets something.
pub(in crate::store::sqlite) const WORD: &str = "url-word";
/// The kind of operation by which learnt rules begin to hold.
pub(in crate::store::sqlite) const HOLD: &str = "url-hold";

/// What undoing a word needs: rules as they were, and those that were not there.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::store::sqlite) struct Word {
    before: Vec<UrlRule>,
    made: Vec<RuleName>,
    evidence: Vec<(RuleName, UrlEvidence)>,
}

/// What undoing needs where learnt rules began to hold.
#[derive(Serialize, Deserialize)]
pub(in crate::store::sqlite) struct Hold {
    rules: Vec<RuleName>,
}

/// Keeps a person's word on a parameter.
pub(super) fn say(
    connection: &Connection,
    host: &str,
    param: &str,
    verdict: UrlVerdict,
    now: Timestamp,
) -> rusqlite::Result<Said> {
    let spoken = word_on(connection, host, param)?;
    match &spoken {
        Some(rule) if rule.verdict == verdict => return Ok(Said::Already),
        Some(rule) if rule.verdict == UrlVerdict::Identity => {
            return Ok(Said::Kept(rule.first_seen));
        }
        _ => {}
    }
    let act = if verdict == UrlVerdict::Identity { "keep" } else { "drop" };
    let word = speak(connection, host, param, verdict, now)?;
    operations::record(connection, now, WORD, &format!("{act} `{param}` at {host}"), &word)?;
    Ok(Said::Done)
}

/// What a person said of a parameter; letter case of names says nothing then.
fn word_on(connection: &Connection, host: &str, param: &str) -> rusqlite::Result<Option<UrlRule>> {
    let rules = of_host(connection, host)?;
    Ok(rules.into_iter().find(|rule| {
        rule.source == RuleSource::User && rule.name.param.eq_ignore_ascii_case(param)
    }))
}

fn speak(
    connection: &Connection,
    host: &str,
    param: &str,
    verdict: UrlVerdict,
    now: Timestamp,
) -> rusqlite::Result<Word> {
    let name = RuleName {
        host: host.to_owned(),
        pattern: RuleName::ANY.to_owned(),
        param: param.to_owned(),
    };
    let before = word_on(connection, host, param)?;
    if let Some(before) = &before {
        delete(connection, &before.name)?;
    }
    let rule = UrlRule {
        name: name.clone(),
        verdict,
        source: RuleSource::User,
        state: RuleState::Active,
        tally: Tally::default(),
        first_seen: now,
        decided: Some(now),
        accepted: None,
    };
    write(connection, &rule)?;
    mark_stale(connection, host)?;
    Ok(Word { before: before.into_iter().collect(), made: vec![name], ..Word::default() })
}

/// Takes a word back.
pub(in crate::store::sqlite) fn put_back(
    connection: &Connection,
    word: &Word,
) -> rusqlite::Result<()> {
    for name in &word.made {
        delete(connection, name)?;
        mark_stale(connection, &name.host)?;
    }
    for rule in &word.before {
        write(connection, rule)?;
        mark_stale(connection, &rule.name.host)?;
    }
    for (name, one) in &word.evidence {
        keep_evidence(connection, name, one)?;
    }
    Ok(())
}

/// Keeps the parameters of these rules from now on, without an operation of its own.
pub(in crate::store::sqlite) fn forbid(
    connection: &Connection,
    rules: &[RuleName],
    now: Timestamp,
) -> rusqlite::Result<Word> {
    let mut whole = Word::default();
    for name in rules {
        let word = speak(connection, &name.host, &name.param, UrlVerdict::Identity, now)?;
        whole.before.extend(word.before);
        whole.made.extend(word.made);
    }
    Ok(whole)
}

/// Lets proposed rules hold.
pub(super) fn accept(
    connection: &Connection,
    host: Option<&str>,
    param: Option<&str>,
    now: Timestamp,
) -> rusqlite::Result<Vec<UrlRule>> {
    let mut rules = all(connection)?;
    rules.retain(|rule| {
        rule.state == RuleState::Proposed
            && host.is_none_or(|host| rule.name.host == host)
            && param.is_none_or(|param| rule.name.param == param)
    });
    for rule in &mut rules {
        rule.accepted = Some(now);
    }
    hold(connection, &mut rules, "accept", now)?;
    Ok(rules)
}

/// Lets rules hold that were learnt since the last time, if learning is on.
pub(super) fn decide(
    connection: &Connection,
    choose: Choose<'_>,
    now: Timestamp,
) -> rusqlite::Result<Vec<UrlRule>> {
    let waiting = |rule: &UrlRule| rule.state == RuleState::Proposed && rule.decided.is_none();
    let mut hosts: Vec<String> =
        all(connection)?.into_iter().filter(waiting).map(|rule| rule.name.host).collect();
    hosts.dedup();
    let on = learning(connection)? == Learning::On;
    let mut held = Vec::new();
    for host in hosts {
        let rules = of_host(connection, &host)?;
        let chosen = if on { choose(&rules) } else { Vec::new() };
        let (mut begin, wait): (Vec<UrlRule>, Vec<UrlRule>) =
            rules.into_iter().filter(waiting).partition(|rule| chosen.contains(&rule.name));
        for mut rule in wait {
            rule.decided = Some(now);
            write(connection, &rule)?;
        }
        hold(connection, &mut begin, "take on what was learnt:", now)?;
        held.extend(begin);
    }
    Ok(held)
}

/// Makes rules hold, with one operation.
fn hold(
    connection: &Connection,
    rules: &mut [UrlRule],
    act: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    for rule in rules.iter_mut() {
        rule.state = RuleState::Active;
        rule.decided = Some(now);
        write(connection, rule)?;
        mark_stale(connection, &rule.name.host)?;
    }
    let names: Vec<RuleName> = rules.iter().map(|rule| rule.name.clone()).collect();
    let about = match names.as_slice() {
        [] => return Ok(()),
        [one] => format!("{act} drop `{}` at {}", one.param, one.host),
        several => format!("{act} {} rules about URLs", several.len()),
    };
    operations::record(connection, now, HOLD, &about, &Hold { rules: names })
}

/// Takes that back: the rules are proposals again, and stay so until somebody accepts them.
pub(in crate::store::sqlite) fn let_go(
    connection: &Connection,
    hold: &Hold,
) -> rusqlite::Result<()> {
    for name in &hold.rules {
        let Some(mut rule) = one(connection, name)?.filter(|r| r.state == RuleState::Active) else {
            continue;
        };
        rule.state = RuleState::Proposed;
        rule.accepted = None;
        write(connection, &rule)?;
        mark_stale(connection, &name.host)?;
    }
    Ok(())
}

/// Forgets all rules of a host and what led to them.
pub(super) fn reset(
    connection: &Connection,
    host: &str,
    now: Timestamp,
) -> rusqlite::Result<usize> {
    let before = of_host(connection, host)?;
    if before.is_empty() {
        return Ok(0);
    }
    let mut word = Word::default();
    for rule in &before {
        let kept = evidence(connection, &rule.name)?;
        word.evidence.extend(kept.into_iter().map(|one| (rule.name.clone(), one)));
    }
    for table in ["url_rule", "url_rule_evidence"] {
        connection.execute(&format!("DELETE FROM {table} WHERE host = ?1"), params![host])?;
    }
    mark_stale(connection, host)?;
    let count = before.len();
    word.before = before;
    let plural = if count == 1 { "" } else { "s" };
    let about = format!("forget {count} rule{plural} about URLs of {host}");
    operations::record(connection, now, WORD, &about, &word)?;
    Ok(count)
}
