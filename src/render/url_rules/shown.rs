//! Rules about URL parameters in, what people and pipes read of them out.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::super::grid::{self, Cell};
use super::super::outline::Outline;
use super::super::{Terminal, View, columns, dates, safe::line};
use super::{UrlExampleRow, UrlRuleRow};
use crate::model::{RuleName, RuleState, Tally, UrlRule, count};

/// A rule a line: host, parameter, pattern, verdict, source, state, and what was counted.
pub fn list(out: &mut dyn Write, rules: &[UrlRule], view: &View) -> io::Result<()> {
    if view.terminal.is_none() {
        return rules.iter().try_for_each(|rule| piped(rule, out));
    }
    let cells: Vec<Vec<Cell>> = rules.iter().map(person).collect();
    grid::write_records(out, &cells, 2, view)
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
    let agree = if tally.agree == 1 { "agrees" } else { "agree" };
    let contradict = if tally.contradict == 1 { "contradicts" } else { "contradict" };
    let articles = count(tally.agree as usize, "article");
    format!("{articles} {agree}, {} {contradict}", tally.contradict)
}

/// The rules of one host, each with its examples.
pub fn show(out: &mut dyn Write, rows: &[UrlRuleRow], view: &View) -> io::Result<()> {
    let mut outline = Outline::new(out, view);
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            outline.gap()?;
        }
        one(row, view, &mut outline)?;
    }
    Ok(())
}

fn one(row: &UrlRuleRow, view: &View, outline: &mut Outline<'_>) -> io::Result<()> {
    let since = row.decided.or(row.first_seen).map_or_else(String::new, |at| {
        let when = match view.terminal {
            Some(_) => dates::minute(at, view.zone),
            None => at.to_rfc3339(),
        };
        format!(" since {when}")
    });
    outline.text(
        Cell::styled(format!("{}  ", row.host), Style::new().bold()),
        &[format!("`{}`{}", row.param, beside(&row.pattern, &row.param)).into()],
    )?;
    outline.item(2, &[format!("{}, {}, {}{since}", row.verdict, row.source, row.state).into()])?;
    if let Some(why) = &row.why {
        outline.item(2, &[why.as_str().into()])?;
    }
    let tally = row.tally();
    if tally != Tally::default() {
        let values = count(tally.values as usize, "value");
        let documents = count(tally.documents as usize, "document");
        outline.item(2, &[format!("{}; {values} in {documents}", counted(tally)).into()])?;
    }
    if let Some(bound) = row.error_bound {
        let gap = if view.terminal.is_some() { "\u{a0}" } else { " " };
        let words = format!(
            "so few leave room for an error in {:.0}{gap}% of cases, with 95{gap}% certainty",
            bound * 100.0
        );
        outline.item(2, &[Cell::from(words)])?;
    }
    row.examples.iter().try_for_each(|one| example(one, view.terminal, outline))
}

/// Two addresses, beside each other if they fit.
fn example(
    example: &UrlExampleRow,
    terminal: Option<Terminal>,
    outline: &mut Outline<'_>,
) -> io::Result<()> {
    let kind = if example.agrees { "  agrees       " } else { "  contradicts  " };
    let id = example.article.as_ref().map_or_else(String::new, |id| format!("  ({id})"));
    let [one, other] = &example.urls;
    let both = format!("{one} and {other}");
    let room = terminal.map_or(usize::MAX, Terminal::columns);
    if columns(kind) + columns(&both) + columns(&id) <= room {
        return outline.whole(kind, both, id);
    }
    outline.whole(kind, one.as_str(), "")?;
    outline.whole("  and          ", other.as_str(), id)
}

#[cfg(test)]
mod tests {
    use super::super::super::samples;
    use super::*;
    use crate::model::{ArticleId, RuleSource, UrlEvidence, UrlVerdict};

    fn rule(host: &str, pattern: &str, state: RuleState, agree: u32) -> UrlRule {
        let param = pattern.split('&').next().unwrap_or_default();
        let name = RuleName {
            host: host.to_owned(),
            pattern: pattern.to_owned(),
            param: if pattern == RuleName::ANY {
                "utm_source".to_owned()
            } else {
                param.to_owned()
            },
        };
        UrlRule {
            verdict: UrlVerdict::Neutral,
            source: if agree == 0 { RuleSource::User } else { RuleSource::Learned },
            state,
            tally: Tally { agree, contradict: agree / 4, values: agree, documents: agree / 2 },
            decided: Some(samples::at("2026-05-20T09:12:00Z")),
            ..UrlRule::unknown(name, samples::at("2026-05-01T09:12:00Z"))
        }
    }

    fn rules() -> Vec<UrlRule> {
        vec![
            rule("tool.example", "session&id", RuleState::Proposed, 4),
            rule("www.a-long-name-of-a-host.example", "ref", RuleState::Active, 1250),
            rule("tool.example", RuleName::ANY, RuleState::Off, 0),
        ]
    }

    fn rows() -> Vec<UrlRuleRow> {
        let evidence = |agrees, from: &str, to: &str| UrlEvidence {
            agrees,
            article: None,
            id: agrees.then(|| ArticleId("7k2fq0az".to_owned())),
            urls: (from.to_owned(), to.to_owned()),
            seen: samples::at("2026-05-20T09:12:00Z"),
        };
        let mut builtin = UrlRuleRow::of(&rules()[2], Vec::new());
        builtin.source = "builtin";
        builtin.why = Some("Google Analytics: campaign tags, linker; they say where a reader came from and nothing of the page".to_owned());
        vec![
            UrlRuleRow::of(
                &rules()[0],
                vec![
                    evidence(
                        true,
                        "tool.example/?id=4&session=ab12",
                        "tool.example/?id=4&session=cd34",
                    ),
                    evidence(
                        false,
                        "tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34",
                        "tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56",
                    ),
                ],
            ),
            builtin,
        ]
    }

    fn listed(view: &View) -> String {
        samples::text(|out| list(out, &rules(), view))
    }

    fn shown(view: &View) -> String {
        samples::text(|out| show(out, &rows(), view))
    }

    #[test]
    fn sixty_columns() {
        let view = samples::on(Terminal::plain(60));
        samples::held(
            &listed(&view),
            "
tool.example  session beside id
  neutral, learned, proposed · 4 articles agree, 1
    contradicts
www.a-long-name-of-a-host.example  ref alone
  neutral, learned, active · 1,250 articles agree, 312
    contradict
tool.example  utm_source
  neutral, user, off
",
        );
        samples::held(
            &shown(&view),
            "
tool.example  `session` beside id
  neutral, learned, proposed since 2026-05-20 09:12
  4 articles agree, 1 contradicts; 4 values in 2 documents
  agrees       tool.example/?id=4&session=ab12
  and          tool.example/?id=4&session=cd34  (7k2fq0az)
  contradicts
    tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34
  and
    tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56

tool.example  `utm_source`
  neutral, builtin, off since 2026-05-20 09:12
  Google Analytics: campaign tags, linker; they say where a
    reader came from and nothing of the page
",
        );
    }

    #[test]
    fn eighty_columns() {
        let view = samples::on(Terminal::plain(80));
        samples::held(
            &listed(&view),
            "
tool.example  session beside id
  neutral, learned, proposed · 4 articles agree, 1 contradicts
www.a-long-name-of-a-host.example  ref alone
  neutral, learned, active · 1,250 articles agree, 312 contradict
tool.example  utm_source
  neutral, user, off
",
        );
        samples::held(
            &shown(&view),
            "
tool.example  `session` beside id
  neutral, learned, proposed since 2026-05-20 09:12
  4 articles agree, 1 contradicts; 4 values in 2 documents
  agrees       tool.example/?id=4&session=ab12
  and          tool.example/?id=4&session=cd34  (7k2fq0az)
  contradicts
    tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34
  and
    tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56

tool.example  `utm_source`
  neutral, builtin, off since 2026-05-20 09:12
  Google Analytics: campaign tags, linker; they say where a reader came from and
    nothing of the page
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        let view = samples::on(Terminal::plain(200));
        samples::held(&listed(&view), "
tool.example                       session beside id  neutral, learned, proposed  4 articles agree, 1 contradicts
www.a-long-name-of-a-host.example  ref alone          neutral, learned, active    1,250 articles agree, 312 contradict
tool.example                       utm_source         neutral, user, off
");
        samples::held(&shown(&view), "
tool.example  `session` beside id
  neutral, learned, proposed since 2026-05-20 09:12
  4 articles agree, 1 contradicts; 4 values in 2 documents
  agrees       tool.example/?id=4&session=ab12 and tool.example/?id=4&session=cd34  (7k2fq0az)
  contradicts  tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34 and tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56

tool.example  `utm_source`
  neutral, builtin, off since 2026-05-20 09:12
  Google Analytics: campaign tags, linker; they say where a reader came from and nothing of the page
");
    }

    #[test]
    fn eighty_columns_in_colour() {
        let view = samples::on(Terminal::modern(80));
        samples::held(
            &listed(&view),
            "
␛[1mtool.example␛[0m  session beside id
  ␛[33mneutral, learned, proposed␛[0m · ␛[2m4 articles agree, 1 contradicts␛[0m
␛[1mwww.a-long-name-of-a-host.example␛[0m  ref alone
  neutral, learned, active · ␛[2m1,250 articles agree, 312 contradict␛[0m
␛[1mtool.example␛[0m  utm_source
  ␛[2mneutral, user, off␛[0m
",
        );
        samples::held(
            &shown(&view),
            "
␛[1mtool.example  ␛[0m`session` beside id
  neutral, learned, proposed since 2026-05-20 09:12
  4 articles agree, 1 contradicts; 4 values in 2 documents
  agrees       tool.example/?id=4&session=ab12
  and          tool.example/?id=4&session=cd34  (7k2fq0az)
  contradicts
    tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34
  and
    tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56

␛[1mtool.example  ␛[0m`utm_source`
  neutral, builtin, off since 2026-05-20 09:12
  Google Analytics: campaign tags, linker; they say where a reader came from and
    nothing of the page
",
        );
    }

    #[test]
    fn in_a_pipe() {
        samples::held(
            &listed(&samples::piped()),
            "
tool.example	session	session&id	neutral	learned	proposed	4	1	4	2
www.a-long-name-of-a-host.example	ref	ref	neutral	learned	active	1250	312	1250	625
tool.example	utm_source	*	neutral	user	off	0	0	0	0
",
        );
        samples::held(&shown(&samples::piped()), "
tool.example  `session` beside id
  neutral, learned, proposed since 2026-05-20T09:12:00Z
  4 articles agree, 1 contradicts; 4 values in 2 documents
  agrees       tool.example/?id=4&session=ab12 and tool.example/?id=4&session=cd34  (7k2fq0az)
  contradicts  tool.example/articles/2026/05/making-queues-cheaper?id=4&session=ab12cd34 and tool.example/articles/2026/05/making-queues-dearer?id=4&session=ef56

tool.example  `utm_source`
  neutral, builtin, off since 2026-05-20T09:12:00Z
  Google Analytics: campaign tags, linker; they say where a reader came from and nothing of the page
");
    }
}
