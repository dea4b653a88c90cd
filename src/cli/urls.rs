//! `tidings urls`: rules about URL parameters, and a person's word on them.

use std::process::ExitCode;

use super::{
    args::{UrlsAct, UrlsArgs},
    failure::{Failure, exit},
    output::count,
    session::Session,
};
use crate::{
    app,
    model::{RuleName, RuleSource, RuleState, Tally, Timestamp, UrlRule, UrlVerdict},
    normalize::url,
    render::{
        json_text,
        safe::line,
        url_rules::{self, UrlRuleRow, UrlRulesDocument},
    },
    store::{Access, FetchLock, Said, Store},
};

/// Shows rules, or does what was asked for about them.
pub(super) fn run(args: &UrlsArgs, session: &Session) -> Result<ExitCode, Failure> {
    match &args.act {
        UrlsAct::List { json } => list(*json, session)?,
        UrlsAct::Show { host, json } => show(&host_of(host)?, *json, session)?,
        UrlsAct::Keep { host, param } => {
            say(&host_of(host)?, &param_of(param)?, UrlVerdict::Identity, session)?;
        }
        UrlsAct::Drop { host, param } => {
            say(&host_of(host)?, &param_of(param)?, UrlVerdict::Neutral, session)?;
        }
        UrlsAct::Accept { host, param } => accept(host.as_deref(), param.as_deref(), session)?,
        UrlsAct::Reset { host } => reset(&host_of(host)?, session)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn host_of(text: &str) -> Result<String, Failure> {
    url::rule_host(text).ok_or_else(|| {
        Failure::usage("bad-host", format!("{text}: is no host"))
            .hint("write it as in a URL: www.example.org, or the URL itself")
    })
}

fn param_of(text: &str) -> Result<String, Failure> {
    url::rule_param(text).ok_or_else(|| {
        Failure::usage("bad-parameter", format!("{text:?}: is no name of a parameter"))
            .hint("in ?id=4&t=9 the names are id and t")
    })
}

fn list(json: bool, session: &Session) -> Result<(), Failure> {
    let mut store = session.store(Access::Read)?;
    let rules = store.url_rules()?;
    let mut out = session.output(!json);
    let written = if json {
        json_text::write_line(&mut out, &UrlRulesDocument::of(&rows(rules, &mut *store)?))
    } else {
        url_rules::list(&mut out, &rules, &session.view(None))
    };
    out.finish(written).map(drop)
}

fn show(host: &str, json: bool, session: &Session) -> Result<(), Failure> {
    let mut store = session.store(Access::Read)?;
    let mut rules = store.url_rules()?;
    rules.retain(|rule| rule.name.host == host);
    let builtin = builtin(host);
    if rules.is_empty() && builtin.is_empty() {
        return Err(Failure::failed("no-such-rule", format!("{host}: there is no rule about it"))
            .hint("tidings urls list shows them all"));
    }
    let mut rows = rows(rules, &mut *store)?;
    rows.extend(builtin);
    let mut out = session.output(!json);
    let written = if json {
        json_text::write_line(&mut out, &UrlRulesDocument::of(&rows))
    } else {
        url_rules::show(&mut out, &rows, &session.view(None))
    };
    out.finish(written).map(drop)
}

/// Rules with the evidence that is kept of them.
fn rows(rules: Vec<UrlRule>, store: &mut dyn Store) -> Result<Vec<UrlRuleRow>, Failure> {
    rules
        .into_iter()
        .map(|rule| Ok(UrlRuleRow::of(&rule, store.url_evidence(&rule.name)?)))
        .collect()
}

/// The program's own rules about this host alone.
fn builtin(host: &str) -> Vec<UrlRuleRow> {
    url::builtin_parameters(host)
        .map(|(param, why)| {
            let name = RuleName {
                host: host.to_owned(),
                pattern: RuleName::ANY.to_owned(),
                param: param.to_owned(),
            };
            let rule = UrlRule {
                name,
                verdict: UrlVerdict::Neutral,
                source: RuleSource::Builtin,
                state: RuleState::Active,
                tally: Tally::default(),
                first_seen: Timestamp(0),
                decided: None,
                accepted: None,
            };
            UrlRuleRow {
                why: Some(why.to_owned()),
                first_seen: None,
                ..UrlRuleRow::of(&rule, vec![])
            }
        })
        .collect()
}

/// The right to change rules: not while a fetch reads documents by them.
fn lock(session: &Session) -> Result<FetchLock, Failure> {
    let address = session.address()?;
    FetchLock::take(&address, false)?.ok_or_else(|| {
        Failure::failed("fetch-running", format!("{address}: a fetch is running"))
            .exit(exit::RUNNING)
            .hint("rules are changed between fetches: try again when it is done")
    })
}

fn say(host: &str, param: &str, verdict: UrlVerdict, session: &Session) -> Result<(), Failure> {
    let _lock = lock(session)?;
    let mut store = session.store(Access::Write)?;
    let said = store.say_of_url(host, param, verdict, session.now())?;
    app::bring_keys_up(&mut *store)?;
    let act = if verdict == UrlVerdict::Identity { "kept" } else { "dropped" };
    match said {
        Said::Done => {
            session.say(&format!("`{param}` is {act} at {host}; tidings undo takes it back"));
        }
        Said::Already => session.say(&format!("`{param}` is {act} at {host} already")),
        Said::Kept(since) => {
            let day = since.to_utc().format("%Y-%m-%d");
            return Err(Failure::failed(
                "kept",
                format!("{param}: you said on {day} to keep it at {host}"),
            )
            .hint(format!("tidings urls reset {host} forgets that, and what was learned there")));
        }
    }
    Ok(())
}

fn accept(host: Option<&str>, param: Option<&str>, session: &Session) -> Result<(), Failure> {
    let host = host.map(host_of).transpose()?;
    let param = param.map(param_of).transpose()?;
    let _lock = lock(session)?;
    let mut store = session.store(Access::Write)?;
    let accepted = store.accept_url_rules(host.as_deref(), param.as_deref(), session.now())?;
    app::bring_keys_up(&mut *store)?;
    if accepted.is_empty() {
        let about = host.as_deref().unwrap_or("urls");
        return Err(Failure::failed("nothing-proposed", format!("{about}: no rule is proposed"))
            .hint("tidings urls list shows what is known"));
    }
    for rule in &accepted {
        let RuleName { host, param, .. } = &rule.name;
        session.say(&format!("`{}` is dropped at {}", line(param), line(host)));
    }
    Ok(())
}

fn reset(host: &str, session: &Session) -> Result<(), Failure> {
    let _lock = lock(session)?;
    let mut store = session.store(Access::Write)?;
    let forgotten = store.reset_url_rules(host, session.now())?;
    app::bring_keys_up(&mut *store)?;
    if forgotten == 0 {
        return Err(Failure::failed("no-such-rule", format!("{host}: there is no rule about it"))
            .hint("tidings urls list shows them all"));
    }
    session
        .say(&format!("forgot {} of {host}; tidings undo takes it back", count(forgotten, "rule")));
    Ok(())
}
