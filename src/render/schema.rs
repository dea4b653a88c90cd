//! A name in, the JSON Schema (2020-12) of what `--json` prints out.
//!
//! Every key is always present, so all are required, and no other ever is.

use serde_json::{Map, Value, json};

use super::FIELDS;
use super::rows::Outcome;

/// What has a schema.
pub const SCHEMAS: &[&str] = &[
    "article", "feed", "fetch", "health", "error", "explain", "diff", "trace", "stats", "cursors",
    "queries", "doctor", "urls", "log", "discover", "config",
];

/// The schema of that name.
pub fn schema(name: &str) -> Option<Value> {
    match name {
        "article" => {
            Some(titled("A list of articles; an NDJSON line is #/$defs/article", articles()))
        }
        "feed" => Some(titled("Subscriptions with their state", feeds())),
        "fetch" => {
            Some(titled("A line of `fetch --json`, with --plan of type plan or host", fetch()))
        }
        "health" => Some(titled("What is wrong with which feed", health())),
        "error" => Some(titled("An error on stderr", error())),
        "explain" => Some(titled(
            "Why an article is one (#/$defs/article), or what URLs are compared by",
            identity::explain(),
        )),
        "diff" => Some(titled("What an edit changed", identity::diff())),
        "trace" => Some(titled("The last exchange with a feed's server", identity::trace())),
        "stats" => Some(titled("How much, how often, from whom", upkeep::stats())),
        "cursors" => Some(titled("Consumers of what is new", upkeep::cursors())),
        "queries" => Some(titled("Saved queries", upkeep::queries())),
        "urls" => Some(titled("Rules about URL parameters", url_rules::rules())),
        "doctor" => Some(titled("What was checked about the store", upkeep::checks())),
        "log" => Some(titled("What was done, newest first", upkeep::operations())),
        "discover" => Some(titled("The feeds that an address leads to", upkeep::found())),
        "config" => Some(titled("The settings in force", upkeep::settings())),
        _ => None,
    }
}

fn titled(title: &str, mut schema: Value) -> Value {
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    schema
}

/// An object with exactly these keys.
fn object(properties: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

/// A document of many under one key.
fn document(key: &str, item: &str, definitions: &Value) -> Value {
    let list = list(json!({"$ref": format!("#/$defs/{item}")}));
    let mut schema = object(&[("schema_version", json!({"const": 1})), (key, list)]);
    schema["$defs"] = definitions.clone();
    schema
}

fn list(items: Value) -> Value {
    let mut schema = json!({"type": "array"});
    schema["items"] = items;
    schema
}

fn text() -> Value {
    json!({"type": "string"})
}

fn bool() -> Value {
    json!({"type": "boolean"})
}

/// A number that counts or measures something.
fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// The id of an article.
fn id() -> Value {
    json!({"type": "string", "pattern": "^[0-9a-z]{8,}$"})
}

fn number() -> Value {
    json!({"type": "integer"})
}

fn time() -> Value {
    json!({"type": "string", "format": "date-time"})
}

/// The same, or null.
fn maybe(mut schema: Value) -> Value {
    if schema.get("type").is_some_and(Value::is_string) {
        schema["type"] = json!([schema["type"], "null"]);
        schema
    } else {
        json!({"anyOf": [schema, {"type": "null"}]})
    }
}

fn articles() -> Value {
    let author =
        object(&[("name", maybe(text())), ("email", maybe(text())), ("url", maybe(text()))]);
    let feed = feed_named();
    let enclosure = object(&[
        ("url", text()),
        ("type", maybe(text())),
        ("length", maybe(count())),
        ("duration", maybe(count())),
    ]);
    let properties: Vec<(&str, Value)> =
        FIELDS.iter().map(|field| (field.name, described(field.name, field.about))).collect();
    let definitions = json!({
        "article": object(&properties), "author": author, "feed": feed, "enclosure": enclosure,
    });
    document("articles", "article", &definitions)
}

/// A feed as an article names it.
fn feed_named() -> Value {
    object(&[("id", number()), ("title", text()), ("url", text()), ("site_url", maybe(text()))])
}

fn described(name: &str, about: &str) -> Value {
    let mut schema = article_field(name);
    schema["description"] = json!(about);
    schema
}

/// The schema of a field of the article object.
fn article_field(name: &str) -> Value {
    let definition = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    match name {
        "id" => id(),
        "story" => maybe(id()),
        "seq" => number(),
        "title" => json!({"type": "string", "minLength": 1}),
        "authors" => list(definition("author")),
        "received" | "date" => time(),
        "published" | "updated" | "edited" => maybe(time()),
        "date_source" => json!({"enum": ["published", "updated", "received"]}),
        "feed" => definition("feed"),
        "also_in" => list(definition("feed")),
        "tags" => list(text()),
        "enclosures" => list(definition("enclosure")),
        "read" | "starred" => bool(),
        "revision" => count(),
        // url, canonical_url, summary, content_text, content_html, language, guid
        _ => maybe(text()),
    }
}

/// A failure as feeds and fetches tell it.
fn failure() -> Value {
    object(&[("code", text()), ("message", text())])
}

fn feeds() -> Value {
    let feed = object(&[
        ("id", number()),
        ("title", text()),
        ("url", text()),
        ("site_url", maybe(text())),
        ("tags", list(text())),
        ("folders", list(list(text()))),
        ("added", time()),
        ("articles", count()),
        ("unread", count()),
        ("checked", maybe(time())),
        ("succeeded", maybe(time())),
        ("next_check", maybe(time())),
        ("reason", maybe(text())),
        ("failures", count()),
        ("failing_since", maybe(time())),
        ("error", maybe(failure())),
        ("gone", maybe(time())),
        ("moved_from", maybe(text())),
    ]);
    document("feeds", "feed", &json!({"feed": feed}))
}

fn fetch() -> Value {
    let feed = object(&[
        ("type", json!({"const": "feed"})),
        ("url", text()),
        ("title", maybe(text())),
        ("id", maybe(number())),
        ("outcome", json!({"enum": Outcome::ALL})),
        ("status", maybe(count())),
        ("new", count()),
        ("updated", count()),
        ("unchanged", count()),
        ("reissued", json!({"type": "boolean"})),
        ("bytes", count()),
        ("ms", count()),
        ("mended", list(text())),
        ("next_check", maybe(time())),
        ("error", maybe(failure())),
    ]);
    let summary = object(&[
        ("type", json!({"const": "summary"})),
        ("feeds", count()),
        ("new", count()),
        ("updated", count()),
        ("unchanged", count()),
        ("failed", count()),
        ("not_due", count()),
        ("ms", count()),
    ]);
    let plan = object(&[
        ("type", json!({"const": "plan"})),
        ("id", number()),
        ("title", text()),
        ("url", text()),
        ("due", maybe(time())),
        ("why", text()),
        ("reason", text()),
    ]);
    let host = object(&[
        ("type", json!({"const": "host"})),
        ("host", text()),
        ("requests", count()),
        ("not_before", maybe(time())),
    ]);
    let one = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    let any = ["feed", "summary", "plan", "host"].map(one);
    json!({
        "oneOf": any,
        "$defs": {"feed": feed, "summary": summary, "plan": plan, "host": host},
    })
}

fn health() -> Value {
    let problem = object(&[
        ("code", text()),
        ("since", maybe(time())),
        ("message", text()),
        ("hints", list(text())),
        ("new", bool()),
    ]);
    let feed = object(&[
        ("id", number()),
        ("title", text()),
        ("url", text()),
        ("problems", list(json!({"$ref": "#/$defs/problem"}))),
    ]);
    document("feeds", "feed", &json!({"feed": feed, "problem": problem}))
}

fn error() -> Value {
    object(&[
        ("type", json!({"const": "error"})),
        ("code", text()),
        ("message", text()),
        ("hint", maybe(text())),
    ])
}

mod identity;
#[cfg(test)]
mod tests;
mod upkeep;
mod url_rules;
#[cfg(test)]
mod validator;
