//! Rules about URL parameters in the tables `url_rule` and `url_rule_evidence`.

mod hand;
mod learn;
mod rekey;

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

pub(super) use hand::{HOLD, WORD, Word, forbid, let_go, put_back};
pub(super) use learn::{DEMOTED, resolve};

use super::{Sqlite, StoreError};
use crate::{
    model::{
        ArticleId, Learning, RuleName, RuleSource, RuleState, Seq, Tally, Timestamp, UrlEvidence,
        UrlRule, UrlVerdict,
    },
    store::{Choose, MakeBothKeys, Said, UrlRules},
};

impl UrlRules for Sqlite {
    fn url_rules(&mut self) -> Result<Vec<UrlRule>, StoreError> {
        self.doing("read the rules about URLs", |connection| all(connection))
    }

    fn url_evidence(&mut self, rule: &RuleName) -> Result<Vec<UrlEvidence>, StoreError> {
        self.doing("read the evidence about URLs", |connection| evidence(connection, rule))
    }

    fn set_learning(&mut self, to: Learning) -> Result<(), StoreError> {
        let present = self.doing("read the rules about URLs", |connection| learning(connection))?;
        if present == to {
            return Ok(());
        }
        self.writing("change how rules are learnt", |transaction| set_learning(transaction, to))
    }

    fn decide_url_rules(
        &mut self,
        choose: Choose<'_>,
        now: Timestamp,
    ) -> Result<Vec<UrlRule>, StoreError> {
        let waiting = self.doing("read the rules about URLs", |connection| {
            connection
                .prepare_cached(
                    "SELECT 1 FROM url_rule WHERE state = 'proposed' AND decided_at IS NULL",
                )?
                .exists([])
        })?;
        if !waiting {
            return Ok(Vec::new());
        }
        self.writing("decide on rules about URLs", |transaction| {
            hand::decide(transaction, choose, now)
        })
    }

    fn say_of_url(
        &mut self,
        host: &str,
        param: &str,
        verdict: UrlVerdict,
        now: Timestamp,
    ) -> Result<Said, StoreError> {
        self.writing("keep your word on a URL", |transaction| {
            hand::say(transaction, host, param, verdict, now)
        })
    }

    fn accept_url_rules(
        &mut self,
        host: Option<&str>,
        param: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<UrlRule>, StoreError> {
        self.writing("accept rules about URLs", |transaction| {
            hand::accept(transaction, host, param, now)
        })
    }

    fn reset_url_rules(&mut self, host: &str, now: Timestamp) -> Result<usize, StoreError> {
        self.writing("forget rules about URLs", |transaction| hand::reset(transaction, host, now))
    }

    fn bring_host_keys_up(&mut self, keys: MakeBothKeys<'_>) -> Result<usize, StoreError> {
        self.writing("compute keys anew", |transaction| rekey::stale_hosts(transaction, keys))
    }

    fn has_stale_hosts(&mut self) -> Result<bool, StoreError> {
        self.doing("read the rules about URLs", |connection| {
            connection.prepare_cached("SELECT 1 FROM url_stale")?.exists([])
        })
    }
}

const COLUMNS: &str = "host, pattern, param, verdict, source, state, pos, neg, nvals, ndocs,
    first_seen, decided_at, accepted";

fn all(connection: &Connection) -> rusqlite::Result<Vec<UrlRule>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM url_rule ORDER BY host, pattern, param"))?
        .query_map([], rule)?
        .collect()
}

fn of_host(connection: &Connection, host: &str) -> rusqlite::Result<Vec<UrlRule>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM url_rule WHERE host = ?1 ORDER BY pattern, param"
        ))?
        .query_map([host], rule)?
        .collect()
}

fn one(connection: &Connection, name: &RuleName) -> rusqlite::Result<Option<UrlRule>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM url_rule WHERE host = ?1 AND pattern = ?2 AND param = ?3"
        ))?
        .query_row(params![name.host, name.pattern, name.param], rule)
        .optional()
}

fn rule(row: &Row<'_>) -> rusqlite::Result<UrlRule> {
    let time =
        |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Timestamp));
    let text = |column: &str| row.get::<_, String>(column);
    Ok(UrlRule {
        name: RuleName { host: text("host")?, pattern: text("pattern")?, param: text("param")? },
        verdict: named(&UrlVerdict::ALL, UrlVerdict::name, &text("verdict")?)?,
        source: named(&RuleSource::ALL, RuleSource::name, &text("source")?)?,
        state: named(&RuleState::ALL, RuleState::name, &text("state")?)?,
        tally: Tally {
            agree: row.get("pos")?,
            contradict: row.get("neg")?,
            values: row.get("nvals")?,
            documents: row.get("ndocs")?,
        },
        first_seen: Timestamp(row.get("first_seen")?),
        decided: time("decided_at")?,
        accepted: time("accepted")?,
    })
}

/// The value of a name that the table's own checks allow.
fn named<T: Copy>(values: &[T], name: fn(T) -> &'static str, text: &str) -> rusqlite::Result<T> {
    let found = values.iter().copied().find(|value| name(*value) == text);
    found.ok_or_else(|| rusqlite::Error::InvalidParameterName(text.to_owned()))
}

/// Writes a rule in place of one of its name.
fn write(connection: &Connection, rule: &UrlRule) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&format!(
            "INSERT OR REPLACE INTO url_rule ({COLUMNS}) VALUES (:host, :pattern, :param, :verdict,
               :source, :state, :pos, :neg, :nvals, :ndocs, :first_seen, :decided, :accepted)"
        ))?
        .execute(named_params! {
            ":host": rule.name.host,
            ":pattern": rule.name.pattern,
            ":param": rule.name.param,
            ":verdict": rule.verdict.name(),
            ":source": rule.source.name(),
            ":state": rule.state.name(),
            ":pos": rule.tally.agree,
            ":neg": rule.tally.contradict,
            ":nvals": rule.tally.values,
            ":ndocs": rule.tally.documents,
            ":first_seen": rule.first_seen.0,
            ":decided": rule.decided.map(|at| at.0),
            ":accepted": rule.accepted.map(|at| at.0),
        })
        .map(drop)
}

fn delete(connection: &Connection, name: &RuleName) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM url_rule WHERE host = ?1 AND pattern = ?2 AND param = ?3")?
        .execute(params![name.host, name.pattern, name.param])
        .map(drop)
}

fn evidence(connection: &Connection, name: &RuleName) -> rusqlite::Result<Vec<UrlEvidence>> {
    connection
        .prepare_cached(
            "SELECT e.kind = 'pos', e.article, a.id, e.url_a, e.url_b, e.seen_at
             FROM url_rule_evidence e LEFT JOIN article a ON a.seq = e.article
             WHERE e.host = ?1 AND e.pattern = ?2 AND e.param = ?3 ORDER BY e.rowid",
        )?
        .query_map(params![name.host, name.pattern, name.param], |row| {
            Ok(UrlEvidence {
                agrees: row.get(0)?,
                article: row.get::<_, Option<i64>>(1)?.map(Seq),
                id: row.get::<_, Option<String>>(2)?.map(ArticleId),
                urls: (row.get(3)?, row.get(4)?),
                seen: Timestamp(row.get(5)?),
            })
        })?
        .collect()
}

fn keep_evidence(
    connection: &Connection,
    name: &RuleName,
    one: &UrlEvidence,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO url_rule_evidence (host, pattern, param, kind, article, url_a, url_b, seen_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            name.host,
            name.pattern,
            name.param,
            if one.agrees { "pos" } else { "neg" },
            one.article.map(|seq| seq.0),
            one.urls.0,
            one.urls.1,
            one.seen.0,
        ])
        .map(drop)
}

/// Notes that the keys of a host's articles are to be computed anew.
fn mark_stale(connection: &Connection, host: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO url_stale (host) VALUES (?1)")?
        .execute([host])
        .map(drop)
}

/// The same of every host with a rule that holds: what the rules of all hosts leave of a URL has
/// changed, and so have the whole URLs by which its articles are found without the rule.
pub(super) fn mark_all_stale(connection: &Connection) -> rusqlite::Result<()> {
    let active = "SELECT DISTINCT host FROM url_rule WHERE state = 'active'";
    connection.execute(&format!("INSERT OR IGNORE INTO url_stale {active}"), []).map(drop)
}

const MODES: [Learning; 3] = [Learning::Suggest, Learning::On, Learning::Off];

fn learning(connection: &Connection) -> rusqlite::Result<Learning> {
    let mode: usize = connection
        .prepare_cached("SELECT value FROM counter WHERE name = 'learning'")?
        .query_row([], |row| row.get::<_, i64>(0).map(|mode| usize::try_from(mode).unwrap_or(0)))?;
    Ok(MODES.get(mode).copied().unwrap_or_default())
}

/// Rules that held because learning was on are proposals again without it; with it, what was
/// proposed is decided on.
fn set_learning(connection: &Connection, to: Learning) -> rusqlite::Result<()> {
    let mode = MODES.iter().position(|mode| *mode == to).unwrap_or(0);
    connection.execute("UPDATE counter SET value = ?1 WHERE name = 'learning'", [mode as i64])?;
    if to == Learning::On {
        connection.execute("UPDATE url_rule SET decided_at = NULL WHERE state = 'proposed'", [])?;
        return Ok(());
    }
    connection.execute(
        "INSERT OR IGNORE INTO url_stale SELECT host FROM url_rule
         WHERE source = 'learned' AND state = 'active' AND accepted IS NULL",
        [],
    )?;
    connection
        .execute(
            "UPDATE url_rule SET state = 'proposed'
             WHERE source = 'learned' AND state = 'active' AND accepted IS NULL",
            [],
        )
        .map(drop)
}
