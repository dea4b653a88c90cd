//! `tidings query`: queries under names of their own.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{
    args::{QueryAct, QueryArgs},
    cursors::check_name,
    failure::Failure,
    names::StoreNames,
    session::Session,
};
use crate::{
    query::{self, Axis},
    render::{
        Terminal,
        grid::{self, Cell},
        json_text,
    },
    store::{Access, SavedQuery},
};

/// Saves, lists or forgets queries.
pub(super) fn run(args: &QueryArgs, session: &Session) -> Result<ExitCode, Failure> {
    match &args.act {
        QueryAct::Save { name, query } => save(name, &query::join(query), session)?,
        QueryAct::List { json } => list(*json, session)?,
        QueryAct::Remove { names } => remove(names, session)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Saves a query that can be read, and that does not lead back to itself.
fn save(name: &str, text: &str, session: &Session) -> Result<(), Failure> {
    let name = plain(name);
    check_name(&name)?;
    let text = text.trim();
    let names = StoreNames::new(session).with_draft(&name, text);
    let context = names.context(Axis::Published);
    names.checked(query::parse(text, &context))?;
    names.checked(query::parse(&format!("@{name}"), &context))?;
    session.store(Access::Write)?.save_query(&name, text, session.now())?;
    session.say(&format!("saved: tidings list @{name}"));
    Ok(())
}

/// A name as it is kept, whether or not the `@` was typed.
fn plain(name: &str) -> String {
    name.strip_prefix('@').unwrap_or(name).to_lowercase()
}

fn list(json: bool, session: &Session) -> Result<(), Failure> {
    let queries = session.store(Access::Read)?.saved_queries()?;
    let mut out = session.output(!json);
    let written = if json {
        let rows: Vec<_> = queries
            .iter()
            .map(|one| serde_json::json!({"name": one.name, "query": one.query, "made": one.made}))
            .collect();
        let document = serde_json::json!({"schema_version": 1, "queries": rows});
        json_text::write_line(&mut out, &document)
    } else {
        text(&queries, session.terminal(), &mut out)
    };
    out.finish(written)?;
    if queries.is_empty() && !json {
        session.say("no query is saved yet; tidings query save NAME QUERY saves one");
    }
    Ok(())
}

/// A query a line: its name, and what it stands for.
fn text(queries: &[SavedQuery], terminal: Option<Terminal>, out: &mut dyn Write) -> io::Result<()> {
    let row = |SavedQuery { name, query, .. }: &SavedQuery| {
        vec![Cell::styled(format!("@{name}"), Style::new().bold()), query.as_str().into()]
    };
    let rows: Vec<Vec<Cell>> = queries.iter().map(row).collect();
    grid::write_rows(out, &rows, terminal)
}

/// Forgets queries, unless others are made of them.
fn remove(names: &[String], session: &Session) -> Result<(), Failure> {
    let mut store = session.store(Access::Write)?;
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let saved = store.saved_queries()?;
    for name in &names {
        let user = saved
            .iter()
            .find(|other| !names.contains(&other.name) && speaks_of(&other.query, name));
        if let Some(user) = user {
            return Err(Failure::failed(
                "query-in-use",
                format!("{name}: the saved query @{} is made of it", user.name),
            )
            .hint(format!("tidings query remove {} {name} forgets both", user.name)));
        }
        if !store.forget_query(name)? {
            let known = saved.iter().map(|query| query.name.as_str());
            let near = query::nearest_names(name, known);
            let hint = match near.first() {
                Some(near) => format!("did you mean {near}?"),
                None => "tidings query list shows them".to_owned(),
            };
            return Err(
                Failure::failed("no-such-query", format!("{name}: is no saved query")).hint(hint)
            );
        }
    }
    Ok(())
}

/// Whether a query has `@name` as a word.
fn speaks_of(query: &str, name: &str) -> bool {
    let words = query.split(|c: char| c.is_whitespace() || "()".contains(c));
    let named = words.filter_map(|word| word.trim_start_matches('-').strip_prefix('@'));
    named.into_iter().any(|word| word.to_lowercase() == *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples;

    fn told(terminal: Option<Terminal>) -> String {
        let saved = |name: &str, query: &str| SavedQuery {
            name: name.to_owned(),
            query: query.to_owned(),
            made: samples::at("2026-05-01T08:00:00Z"),
        };
        let queries = [
            saved(
                "work",
                "kafka OR (queues -zombies) feed:tool since:2026-01-01 is:unread tag:rust",
            ),
            saved("everything-of-the-week", "since:7d"),
            saved("日本", "lang:ja OR 日本語"),
        ];
        samples::text(|out| text(&queries, terminal, out))
    }

    #[test]
    fn queries_by_width_and_in_a_pipe() {
        samples::held(
            &told(Some(Terminal::plain(60))),
            "
@work                    kafka OR (queues -zombies)
                         feed:tool since:2026-01-01
                         is:unread tag:rust
@everything-of-the-week  since:7d
@日本                    lang:ja OR 日本語
",
        );
        samples::held(
            &told(Some(Terminal::plain(80))),
            "
@work                    kafka OR (queues -zombies) feed:tool since:2026-01-01
                         is:unread tag:rust
@everything-of-the-week  since:7d
@日本                    lang:ja OR 日本語
",
        );
        samples::held(
            &told(Some(Terminal::plain(200))),
            "
@work                    kafka OR (queues -zombies) feed:tool since:2026-01-01 is:unread tag:rust
@everything-of-the-week  since:7d
@日本                    lang:ja OR 日本語
",
        );
        samples::held(
            &told(Some(Terminal::modern(80))),
            "
␛[1m@work␛[0m                    kafka OR (queues -zombies) feed:tool since:2026-01-01
                         is:unread tag:rust
␛[1m@everything-of-the-week␛[0m  since:7d
␛[1m@日本␛[0m                    lang:ja OR 日本語
",
        );
        samples::held(
            &told(None),
            "
@work	kafka OR (queues -zombies) feed:tool since:2026-01-01 is:unread tag:rust
@everything-of-the-week	since:7d
@日本	lang:ja OR 日本語
",
        );
    }
}
