//! The schemas of what is said about how entries became articles.

use serde_json::{Value, json};

use super::{bool, count, failure, feed_named, id, list, maybe, number, object, text, time};

const RULES: &[&str] =
    &["guid", "url-and-date", "url-and-text", "date-and-title", "reissued", "new"];

const CHANGES: &[&str] = &["title", "text", "url", "date", "republished"];

fn version() -> (&'static str, Value) {
    ("schema_version", json!({"const": 1}))
}

fn of(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn rule() -> Value {
    json!({"enum": RULES})
}

fn changes() -> Value {
    list(json!({"enum": CHANGES}))
}

/// `explain --json`: of an article, or of one URL or two.
pub(super) fn explain() -> Value {
    let step = object(&[("url", text()), ("change", text()), ("rule", text())]);
    let addresses =
        [version(), ("same", maybe(bool())), ("keys", list(text())), ("steps", list(of("step")))];
    let article = [
        ("id", id()),
        ("url", maybe(text())),
        ("date_key", text()),
        ("disc", text()),
        ("guid", maybe(text())),
        ("guid_identifies", bool()),
        ("sightings", list(object(&[("feed", of("feed")), ("first_seen", time())]))),
        ("aliases", list(object(&[("kind", json!({"enum": ["guid", "url"]})), ("value", text())]))),
        ("decisions", list(of("decision"))),
        ("revisions", list(of("revision"))),
        ("merged", list(id())),
        ("story", list(of("told"))),
    ];
    let decision = object(&[
        ("at", time()),
        ("feed", of("feed")),
        ("rule", rule()),
        ("why", text()),
        ("guid", maybe(text())),
        ("url", maybe(text())),
        ("rejected", list(object(&[("id", maybe(id())), ("why", text())]))),
    ]);
    let revision = object(&[
        ("revision", count()),
        ("seen", time()),
        ("changed", changes()),
        ("rule", rule()),
        ("why", text()),
    ]);
    let told = object(&[
        ("id", id()),
        ("feed", of("feed")),
        ("title", text()),
        ("date", time()),
        ("why", maybe(text())),
    ]);
    json!({
        "oneOf": [of("article"), of("addresses")],
        "$defs": {
            "article": object(&[&addresses[..], &article[..]].concat()),
            "addresses": object(&addresses),
            "step": step,
            "feed": feed_named(),
            "decision": decision,
            "revision": revision,
            "told": told,
        },
    })
}

/// `diff --json`.
pub(super) fn diff() -> Value {
    let piece =
        object(&[("fate", json!({"enum": ["same", "removed", "added"]})), ("text", text())]);
    let mut schema = object(&[
        version(),
        ("id", id()),
        ("from", count()),
        ("to", count()),
        ("changed", changes()),
        ("url", list(maybe(text()))),
        ("published", list(maybe(time()))),
        ("title", list(of("piece"))),
        ("text", list(of("piece"))),
    ]);
    schema["$defs"] = json!({"piece": piece});
    schema
}

/// `trace --json`.
pub(super) fn trace() -> Value {
    let mut schema = object(&[
        version(),
        ("feed", of("feed")),
        ("exchange", maybe(of("exchange"))),
        ("document", maybe(of("document"))),
        ("entries", list(of("entry"))),
        ("schedule", object(&[("due", maybe(time())), ("why", text()), ("reason", text())])),
    ]);
    schema["$defs"] = json!({
        "feed": feed_named(),
        "exchange": exchange(),
        "document": document(),
        "entry": entry(),
        "decision": decision(),
    });
    schema
}

/// What went back and forth; a header is its name and its value.
fn exchange() -> Value {
    let header = || list(list(text()));
    let hop = object(&[
        ("url", text()),
        ("status", maybe(count())),
        ("version", maybe(text())),
        ("sent", header()),
        ("received", header()),
        ("ms", count()),
    ]);
    object(&[
        ("at", time()),
        ("hops", list(hop)),
        ("outcome", text()),
        ("bytes", count()),
        ("ms", count()),
    ])
}

/// How a document was read.
fn document() -> Value {
    object(&[
        ("received", time()),
        ("url", text()),
        ("content_type", maybe(text())),
        ("bytes", count()),
        ("encoding", text()),
        ("encoding_why", text()),
        ("mended", list(text())),
        ("format", maybe(text())),
        ("title", maybe(text())),
        ("error", maybe(failure())),
        ("second_reader", maybe(count())),
    ])
}

fn entry() -> Value {
    let step = object(&[("change", text()), ("rule", text())]);
    object(&[
        ("title", text()),
        ("title_given", bool()),
        ("guid", maybe(text())),
        ("url", maybe(text())),
        ("url_key", maybe(text())),
        ("url_steps", list(step)),
        ("published_text", maybe(text())),
        ("published", maybe(time())),
        ("updated", maybe(time())),
        ("decision", of("decision")),
    ])
}

/// What identity made of an entry; what was rejected is an id and the reason.
fn decision() -> Value {
    object(&[
        ("outcome", json!({"enum": ["new", "same", "edited", "twin", "deleted"]})),
        ("article", maybe(id())),
        ("twin_of", maybe(number())),
        ("rule", maybe(rule())),
        ("why", text()),
        ("changed", changes()),
        ("rejected", list(list(text()))),
    ])
}
