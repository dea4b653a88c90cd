//! What is printed is held against its schema.

use super::super::rows::{
    ErrorRow, FeedRow, FeedsDocument, FetchRow, HealthRow, HostRow, PlanRow, Problem, SummaryRow,
};
use super::super::samples;
use super::super::url_rules::{UrlRuleRow, UrlRulesDocument};
use super::validator::faults;
use super::*;
use crate::model::{
    FeedId, FeedRecord, LastError, RuleName, RuleSource, RuleState, Tally, UrlEvidence, UrlRule,
    UrlVerdict,
};

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn assert_fits(name: &str, value: &Value) {
    assert_eq!(faults(&schema(name).unwrap(), value), Vec::<String>::new(), "{value:#}");
}

/// The names that a definition lists, in order.
fn keys(schema: &Value) -> Vec<String> {
    let required = schema["required"].as_array().unwrap();
    required.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// The keys of an object in the order in which they are printed.
fn printed(row: &impl serde::Serialize) -> Vec<String> {
    let text = serde_json::to_string(row).unwrap();
    let value: Value = read(&text);
    let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    // Values here hold no quoted key of their own object before its place.
    names.sort_by_key(|name| text.find(&format!("\"{name}\":")));
    names
}

#[test]
fn articles_fit() {
    let items = [samples::full(), samples::bare("x"), samples::hostile()];
    let json = super::super::format("json").unwrap();
    assert_fits("article", &read(&samples::rendered(json, &samples::piped(), &items)));
    assert_fits("article", &read(&samples::rendered(json, &samples::piped(), &[])));
}

#[test]
fn the_validator_can_say_no() {
    let mut list = json!({"schema_version": 1, "articles": [samples::full().article]});
    list["articles"][0]["seq"] = json!("one");
    list["articles"][0]["date"] = json!("yesterday");
    list["articles"][0]["feed"]["extra"] = json!(1);
    list["articles"][0].as_object_mut().unwrap().remove("guid");
    assert_eq!(
        faults(&schema("article").unwrap(), &list),
        [
            "$.articles[0]: without \"guid\"",
            "$.articles[0].date: no \"date-time\"",
            "$.articles[0].feed: with extra",
            "$.articles[0].seq: no \"integer\"",
        ]
    );
}

fn record() -> FeedRecord {
    let mut record =
        FeedRecord { id: FeedId(7), added: samples::at(samples::NOW), ..FeedRecord::default() };
    record.subscription.url = "https://ada:s3cret@tool.example/feed".to_owned();
    record.subscription.options.tags = vec!["rust".to_owned()];
    record.subscription.options.folders = vec![vec!["Tech".to_owned(), "Tools".to_owned()]];
    record.state.error = Some(LastError { code: "timeout".to_owned(), message: "slow".to_owned() });
    record.state.checked = Some(record.added);
    record.state.moved_from = Some("https://ada:s3cret@old.example/feed".to_owned());
    record
}

#[test]
fn subscriptions_fit_and_hide_credentials() {
    let bare = FeedRecord { subscription: record().subscription, ..FeedRecord::default() };
    let rows = [FeedRow::from(&record()), FeedRow::from(&bare)];
    let text = serde_json::to_string(&FeedsDocument::of(&rows)).unwrap();
    assert!(text.starts_with("{\"schema_version\":1,\"feeds\":[{\"id\":7,"), "{text}");
    assert!(!text.contains("s3cret") && text.contains("https://tool.example/feed"), "{text}");
    assert_fits("feed", &read(&text));
    assert_eq!(printed(&rows[0]), keys(&schema("feed").unwrap()["$defs"]["feed"]));
}

#[test]
fn fetch_records_fit() {
    let mut row = FetchRow {
        url: "https://tool.example/feed".to_owned(),
        title: None,
        id: None,
        outcome: Outcome::Failed,
        status: Some(503),
        new: 0,
        updated: 0,
        unchanged: 0,
        reissued: false,
        bytes: 12,
        ms: 34,
        mended: vec!["entity"],
        next_check: Some(samples::at(samples::NOW)),
        error: Some(LastError { code: "http-503".to_owned(), message: "busy".to_owned() }),
    };
    let definitions = &schema("fetch").unwrap()["$defs"];
    assert_eq!(printed(&row), keys(&definitions["feed"]));
    assert_eq!(printed(&SummaryRow::default()), keys(&definitions["summary"]));
    assert_fits("fetch", &json!(SummaryRow::default()));
    for outcome in Outcome::ALL {
        row.outcome = outcome;
        assert_fits("fetch", &json!(row));
    }
    row = FetchRow { id: Some(FeedId(7)), status: None, error: None, next_check: None, ..row };
    assert_fits("fetch", &json!(row));
}

#[test]
fn plans_fit() {
    let definitions = &schema("fetch").unwrap()["$defs"];
    let plan = PlanRow {
        id: FeedId(7),
        title: "Tool Blog".to_owned(),
        url: "https://tool.example/feed".to_owned(),
        due: None,
        why: "gone",
        reason: "gone since 2026-05-21 (410)".to_owned(),
    };
    let at = Some(samples::at(samples::NOW));
    let host = HostRow { host: "tool.example".to_owned(), requests: 2, not_before: at };
    assert_eq!(printed(&plan), keys(&definitions["plan"]));
    assert_eq!(printed(&host), keys(&definitions["host"]));
    assert_fits("fetch", &json!(plan));
    assert_fits("fetch", &json!(PlanRow { due: at, ..plan }));
    assert_fits("fetch", &json!(host));
    assert_fits("fetch", &json!(HostRow { not_before: None, ..host }));
}

#[test]
fn trouble_and_errors_fit() {
    let problem = Problem {
        code: "silent".to_owned(),
        since: None,
        message: "silent for 71 days, usually posts every 9".to_owned(),
        hints: vec![],
        new: true,
    };
    let row = HealthRow {
        id: FeedId(7),
        title: "Old Friend".to_owned(),
        url: "https://friend.example/feed".to_owned(),
        problems: vec![problem],
    };
    assert_fits("health", &json!(FeedsDocument::of(std::slice::from_ref(&row))));
    let definitions = &schema("health").unwrap()["$defs"];
    assert_eq!(printed(&row), keys(&definitions["feed"]));
    assert_eq!(printed(&row.problems[0]), keys(&definitions["problem"]));
    let error = ErrorRow { code: "no-store".to_owned(), message: "x".to_owned(), hint: None };
    assert_fits("error", &json!(error));
    assert_eq!(printed(&error), keys(&schema("error").unwrap()));
}

#[test]
fn rules_about_urls_fit() {
    let at = samples::at(samples::NOW);
    let rule = UrlRule {
        name: RuleName { host: "t.example".into(), pattern: "t".into(), param: "t".into() },
        verdict: UrlVerdict::Neutral,
        source: RuleSource::Learned,
        state: RuleState::Proposed,
        tally: Tally { agree: 5, contradict: 0, values: 6, documents: 2 },
        first_seen: at,
        decided: None,
        accepted: None,
    };
    let evidence = UrlEvidence {
        agrees: true,
        article: None,
        id: None,
        urls: ("t.example/a?t=1".into(), "t.example/a?t=2".into()),
        seen: at,
    };
    let rows = [UrlRuleRow::of(&rule, vec![evidence]), UrlRuleRow::of(&rule, vec![])];
    assert_fits("urls", &json!(UrlRulesDocument::of(&rows)));
    assert_eq!(rows[0].error_bound, Some(0.451));
    let definitions = &schema("urls").unwrap()["$defs"];
    assert_eq!(printed(&rows[1]), keys(&definitions["rule"]));
    assert_eq!(printed(&rows[0].examples[0]), keys(&definitions["example"]));
}

#[test]
fn every_name_has_its_schema() {
    for name in SCHEMAS {
        let schema = schema(name).expect(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["title"].is_string());
    }
    assert_eq!(schema("nothing"), None);
}
