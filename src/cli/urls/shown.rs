//! Rules about URL parameters in, what people and pipes read of them out.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Session, line};
use crate::{
    model::{RuleName, RuleState, Tally, UrlRule},
    render::{
        dates,
        grid::{self, Cell},
        url_rules::{UrlExampleRow, UrlRuleRow},
    },
};

/// A rule a line: host, parameter, pattern, verdict, source, state, and what was counted.
pub(super) fn list(rules: &[UrlRule], session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let Some(terminal) = session.terminal() else {
        return rules.iter().try_for_each(|rule| piped(rule, out));
    };
    let cells: Vec<Vec<Cell>> = rules.iter().map(person).collect();
    grid::write_rows(out, &cells, Some(terminal))
}

fn piped(rule: &UrlRule, out: &mut dyn Write) -> io::Result<()> {
    let UrlRule { name: RuleName { host, pattern, param }, tally, .. } = rule;
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        line(host),
        line(param),
        line(pattern),
        rule.verdict.name(),
        rule.source.name(),
        rule.state.name(),
        tally.agree,
        tally.contradict,
        tally.values,
        tally.documents
    )
}

fn person(rule: &UrlRule) -> Vec<Cell> {
    let RuleName { host, pattern, param } = &rule.name;
    let style = match rule.state {
        RuleState::Active => Style::new(),
        RuleState::Proposed => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        RuleState::Off => Style::new().dimmed(),
    };
    let about = format!("{}, {}, {}", rule.verdict.name(), rule.source.name(), rule.state.name());
    let counted = if rule.tally == Tally::default() { String::new() } else { counted(rule.tally) };
    vec![
        Cell::styled(host.as_str(), Style::new().bold()),
        Cell::from(format!("{param}{}", beside(pattern, param))),
        Cell::styled(about, style),
        Cell::styled(counted, Style::new().dimmed()),
    ]
}

/// What stands beside the parameter, if that matters.
fn beside(pattern: &str, param: &str) -> String {
    let others: Vec<&str> = pattern.split('&').filter(|name| *name != param).collect();
    match (pattern, others.as_slice()) {
        (RuleName::ANY, _) => String::new(),
        (_, []) => " alone".to_owned(),
        (_, others) => format!(" beside {}", others.join(", ")),
    }
}

fn counted(tally: Tally) -> String {
    let agree = if tally.agree == 1 { "article agrees" } else { "articles agree" };
    let contradict = if tally.contradict == 1 { "contradicts" } else { "contradict" };
    format!("{} {agree}, {} {contradict}", tally.agree, tally.contradict)
}

/// The rules of one host, each with its examples.
pub(super) fn show(rows: &[UrlRuleRow], session: &Session, out: &mut dyn Write) -> io::Result<()> {
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        one(row, session, out)?;
    }
    Ok(())
}

fn one(row: &UrlRuleRow, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let bold = session.colour();
    let (on, off) = if bold { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let since = row.decided.or(row.first_seen).map_or_else(String::new, |at| {
        let when = match session.terminal() {
            Some(_) => dates::minute(at, session.zone()),
            None => at.to_rfc3339(),
        };
        format!(" since {when}")
    });
    writeln!(
        out,
        "{on}{}{off}  `{}`{}",
        line(&row.host),
        line(&row.param),
        line(&beside(&row.pattern, &row.param))
    )?;
    writeln!(out, "  {}, {}, {}{since}", row.verdict, row.source, row.state)?;
    if let Some(why) = &row.why {
        writeln!(out, "  {}", line(why))?;
    }
    let tally = row.tally();
    if tally != Tally::default() {
        let values = plural(tally.values, "value");
        let documents = plural(tally.documents, "document");
        writeln!(out, "  {}; {values} in {documents}", counted(tally))?;
    }
    if let Some(bound) = row.error_bound {
        writeln!(
            out,
            "  so few leave room for an error in {:.0} % of cases, with 95 % certainty",
            bound * 100.0
        )?;
    }
    row.examples.iter().try_for_each(|example| example_line(example, out))
}

fn plural(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn example_line(example: &UrlExampleRow, out: &mut dyn Write) -> io::Result<()> {
    let kind = if example.agrees { "agrees     " } else { "contradicts" };
    let id = example.article.as_ref().map_or_else(String::new, |id| format!("  ({id})"));
    writeln!(out, "  {kind}  {} and {}{id}", line(&example.urls[0]), line(&example.urls[1]))
}
