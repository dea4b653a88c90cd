//! The schemas of what is said about the store, its feeds and settings rather than its articles.

use serde_json::{Value, json};

use super::{bool, count, document, list, maybe, number, object, text, time};

/// `stats --json`.
pub(super) fn stats() -> Value {
    let date = || json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    let day = object(&[("date", date()), ("articles", count())]);
    let feed = object(&[
        ("id", number()),
        ("title", text()),
        ("articles", count()),
        ("newest", time()),
        ("median_gap_seconds", maybe(count())),
    ]);
    let mut schema = object(&[
        ("schema_version", json!({"const": 1})),
        ("from", maybe(date())),
        ("to", maybe(date())),
        ("articles", count()),
        ("days", list(json!({"$ref": "#/$defs/day"}))),
        ("feeds", list(json!({"$ref": "#/$defs/feed"}))),
        ("weekday_hours", list(list(count()))),
    ]);
    schema["$defs"] = json!({"day": day, "feed": feed});
    schema
}

/// `cursors --json`.
pub(super) fn cursors() -> Value {
    let cursor = object(&[
        ("name", text()),
        ("position", count()),
        ("pending", count()),
        ("made", time()),
        ("acknowledged", maybe(time())),
    ]);
    document("cursors", "cursor", &json!({"cursor": cursor}))
}

/// `query list --json`.
pub(super) fn queries() -> Value {
    let query = object(&[("name", text()), ("query", text()), ("made", time())]);
    document("queries", "query", &json!({"query": query}))
}

/// `doctor --json`.
pub(super) fn checks() -> Value {
    let check = object(&[("name", text()), ("ok", bool()), ("message", text())]);
    let mut schema = document("checks", "check", &json!({"check": check}));
    schema["properties"]["ok"] = bool();
    schema["required"] = json!(["schema_version", "ok", "checks"]);
    schema
}

/// `log --json`.
pub(super) fn operations() -> Value {
    let operation = object(&[
        ("id", number()),
        ("at", time()),
        ("kind", text()),
        ("about", text()),
        ("undone", maybe(time())),
    ]);
    document("operations", "operation", &json!({"operation": operation}))
}

/// `discover --json`.
pub(super) fn found() -> Value {
    let how = ["itself", "declared", "platform", "linked", "comments", "tried"];
    let feed =
        object(&[("url", text()), ("title", maybe(text())), ("found", json!({"enum": how}))]);
    document("feeds", "feed", &json!({"feed": feed}))
}

/// `config --json`.
pub(super) fn settings() -> Value {
    let setting = object(&[
        ("name", text()),
        ("value", text()),
        ("origin", text()),
        ("default", text()),
        ("about", text()),
        ("variable", text()),
    ]);
    document("settings", "setting", &json!({"setting": setting}))
}
