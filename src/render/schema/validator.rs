//! A schema and a value in, what is wrong with the value out: for tests, here and of the whole
//! program. It knows the keywords that the schemas use and refuses any other.

use chrono::DateTime;
use serde_json::{Value, json};

/// What is wrong with a value by a schema, as paths and reasons.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    let mut fault = |what: String| found.push(format!("{path}: {what}"));
    for (keyword, rule) in schema.as_object().expect("a schema") {
        match keyword.as_str() {
            "type" if !types(rule).any(|name| is_of(value, name)) => fault(format!("no {rule}")),
            "const" if value != rule => fault(format!("not {rule}")),
            "enum" if !rule.as_array().expect("a list").contains(value) => {
                fault(format!("not of {rule}"));
            }
            "minimum" if value.as_i64().is_some_and(|n| n < rule.as_i64().expect("a number")) => {
                fault(format!("below {rule}"));
            }
            "minLength" if value.as_str().is_some_and(str::is_empty) => fault("empty".to_owned()),
            "format"
                if value.as_str().is_some_and(|at| DateTime::parse_from_rfc3339(at).is_err()) =>
            {
                fault(format!("no {rule}"));
            }
            "required" if value.is_object() => {
                for name in rule.as_array().expect("a list") {
                    if value.get(name.as_str().expect("a name")).is_none() {
                        fault(format!("without {name}"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(*rule, json!(false));
                for (name, _) in value.as_object().into_iter().flatten() {
                    if schema["properties"].get(name).is_none() {
                        fault(format!("with {name}"));
                    }
                }
            }
            "$schema" | "$defs" | "title" | "description" | "type" | "const" | "enum"
            | "minimum" | "minLength" | "format" | "pattern" | "required" | "properties"
            | "items" | "$ref" | "anyOf" | "oneOf" => {}
            other => panic!("the validator does not know {other}"),
        }
    }
    descend(root, schema, value, path, found);
}

fn descend(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(inner) = value.get(name) {
            check(root, part, inner, &format!("{path}.{name}"), found);
        }
    }
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        for (at, inner) in list.iter().enumerate() {
            check(root, items, inner, &format!("{path}[{at}]"), found);
        }
    }
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(&name[1..]).expect("a definition");
        check(root, target, value, path, found);
    }
    let passing = |choices: &Value| {
        let fits = |choice: &&Value| {
            let mut inner = Vec::new();
            check(root, choice, value, path, &mut inner);
            inner.is_empty()
        };
        choices.as_array().expect("a list").iter().filter(fits).count()
    };
    if schema.get("anyOf").is_some_and(|choices| passing(choices) == 0)
        || schema.get("oneOf").is_some_and(|choices| passing(choices) != 1)
    {
        found.push(format!("{path}: fits none of the choices, or too many"));
    }
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let many = rule.as_array().into_iter().flatten();
    many.chain(rule.is_string().then_some(rule)).map(|name| name.as_str().expect("a name"))
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("no type {name}"),
    }
}
