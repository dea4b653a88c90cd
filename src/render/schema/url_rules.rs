//! The schema of rules about URL parameters.

use serde_json::{Value, json};

use super::{bool, count, document, list, maybe, object, text, time};

/// `urls list --json` and `urls show --json`.
pub(super) fn rules() -> Value {
    let example = object(&[
        ("agrees", bool()),
        ("article", maybe(text())),
        ("urls", list(text())),
        ("seen", time()),
    ]);
    let rule = object(&[
        ("host", text()),
        ("param", text()),
        ("pattern", text()),
        ("verdict", json!({"enum": ["unknown", "neutral", "identity", "volatile"]})),
        ("source", json!({"enum": ["builtin", "user", "learned"]})),
        ("state", json!({"enum": ["active", "proposed", "off"]})),
        ("agree", count()),
        ("contradict", count()),
        ("values", count()),
        ("documents", count()),
        ("error_bound", maybe(json!({"type": "number", "minimum": 0}))),
        ("first_seen", maybe(time())),
        ("decided", maybe(time())),
        ("accepted", maybe(time())),
        ("why", maybe(text())),
        ("examples", list(json!({"$ref": "#/$defs/example"}))),
    ]);
    document("rules", "rule", &json!({"rule": rule, "example": example}))
}
