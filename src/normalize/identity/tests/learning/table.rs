//! What follows from what was seen, case by case.

use super::super::decisions::{HARBOUR, ORCHARD, TELESCOPE};
use super::super::store::{Says, item};
use super::Pupil;
use crate::model::{Draft, Rule, RuleState, Tally, UrlVerdict};

#[test]
fn the_verdict_follows_from_what_was_counted() {
    let tally =
        |agree, contradict, values, documents| Tally { agree, contradict, values, documents };
    for (seen, expected) in [
        (tally(0, 0, 0, 0), UrlVerdict::Unknown),
        (tally(4, 0, 8, 2), UrlVerdict::Unknown),
        (tally(9, 0, 1, 2), UrlVerdict::Unknown),
        (tally(9, 0, 2, 1), UrlVerdict::Unknown),
        (tally(5, 0, 2, 2), UrlVerdict::Neutral),
        (tally(0, 1, 0, 0), UrlVerdict::Identity),
        (tally(4, 1, 8, 2), UrlVerdict::Identity),
        (tally(5, 1, 2, 2), UrlVerdict::Volatile),
    ] {
        assert_eq!(seen.verdict(), expected, "{seen:?}");
    }
}

#[test]
fn few_articles_leave_room_for_error() {
    let bound = |agree, contradict| {
        let seen = Tally { agree, contradict, values: 2, documents: 2 };
        seen.error_bound().map(|bound| (bound * 100.0).round())
    };
    for (agree, contradict, expected) in
        [(5, 0, Some(45.0)), (20, 0, Some(14.0)), (1, 0, Some(95.0)), (0, 0, None), (5, 1, None)]
    {
        assert_eq!(bound(agree, contradict), expected, "{agree} {contradict}");
    }
}

/// Article `n` under a value of the parameter `t`, with an id of its own.
fn entry(n: i64, t: &str) -> Draft {
    let title = format!("Crane {n}");
    item(&title).at(&format!("https://town.example/{n}?t={t}")).id(&format!("c{n}")).on(n * 100)
}

fn page(range: std::ops::Range<i64>, t: &str) -> Vec<Draft> {
    range.map(|n| entry(n, t)).collect()
}

#[test]
fn five_articles_that_stay_themselves_make_a_parameter_neutral() {
    for (articles, expected) in [(4, UrlVerdict::Unknown), (5, UrlVerdict::Neutral)] {
        let mut pupil = Pupil::default();
        pupil.fetch(1, &page(0..articles, "a"));
        pupil.fetch(1, &page(0..articles, "b"));
        let rule = pupil.rule("t", "t").expect("seen");
        assert_eq!((rule.verdict, rule.tally.agree), (expected, articles as u32));
        assert_eq!((rule.tally.values, rule.tally.documents), (2, 2));
    }
}

#[test]
fn to_have_a_parameter_and_to_lack_it_are_two_values() {
    let plain = |n: i64| entry(n, "").at(&format!("https://town.example/{n}"));
    for plain_first in [true, false] {
        let mut documents = [(0..5).map(plain).collect(), page(0..5, "a")];
        if !plain_first {
            documents.reverse();
        }
        let mut pupil = Pupil::default();
        for document in &documents {
            pupil.fetch(1, document);
        }
        let rule = pupil.rule("t", "t").expect("seen");
        assert_eq!((rule.verdict, rule.tally.values), (UrlVerdict::Neutral, 2), "{plain_first}");
        pupil.take_on();
        pupil.fetch(1, &[Draft { guid: None, ..plain(9) }]);
        let before = pupil.store.counts().0;
        pupil.fetch(1, &[Draft { guid: None, ..entry(9, "z") }, Draft { guid: None, ..plain(9) }]);
        assert_eq!(pupil.store.counts().0, before);
    }
}

#[test]
fn an_article_counts_once_however_often_it_is_seen() {
    let mut pupil = Pupil::default();
    for fetch in 0..100 {
        pupil.fetch(1, &[entry(1, &fetch.to_string())]);
    }
    let rule = pupil.rule("t", "t").expect("seen");
    assert_eq!((rule.verdict, rule.tally.agree), (UrlVerdict::Unknown, 1));
    // Also once more articles agree than examples are kept.
    let mut pupil = Pupil::default();
    for fetch in 0..9 {
        pupil.fetch(1, &page(0..30, &fetch.to_string()));
    }
    assert_eq!(pupil.rule("t", "t").expect("seen").tally.agree, 30);
}

#[test]
fn a_pattern_is_judged_apart() {
    let mut pupil = Pupil::default();
    let with_page = |n: i64, t: &str| {
        let title = format!("Chapter {t} of {n}");
        item(&title).at(&format!("https://town.example/{n}?page=1&t={t}")).on(n * 100)
    };
    for t in ["a", "b"] {
        let mut document = page(0..5, t);
        document.extend([with_page(1, "1"), with_page(1, "2")]);
        pupil.fetch(1, &document);
    }
    let verdict = |pattern| pupil.rule(pattern, "t").expect("seen").verdict;
    assert_eq!(verdict("t"), UrlVerdict::Neutral);
    assert_eq!(verdict("page&t"), UrlVerdict::Identity);
}

/// A way to write an article's id, title and text, where it comes under another value again.
type Marks = fn(Draft, i64, &str) -> Draft;

#[test]
fn only_what_is_not_the_url_is_evidence() {
    let long = |n: i64| format!("{} {n}", [HARBOUR, ORCHARD, TELESCOPE].join(" "));
    let cases: &[(&str, Marks, u32)] = &[
        ("an id", |draft, n, _| draft.id(&format!("c{n}")), 5),
        (
            "an id that is the URL",
            |draft, _, _| {
                let url = draft.url.clone().expect("every entry has one");
                draft.id(&url)
            },
            0,
        ),
        (
            "an id in the form of an address",
            |draft, n, _| draft.id(&format!("https://x.example/{n}")),
            0,
        ),
        ("no id and no text", |draft, _, _| draft, 0),
        ("no id, a short text", |draft, _, _| draft.text("a bell in the mist"), 0),
        ("an id that is another every time", |draft, n, t| draft.id(&format!("{n}{t}")), 0),
    ];
    for (what, marks, agree) in cases {
        let mut pupil = Pupil::default();
        for t in ["a", "b"] {
            let document: Vec<Draft> = (0..5)
                .map(|n| {
                    let mut draft = entry(n, t);
                    draft.guid = None;
                    marks(draft, n, t)
                })
                .collect();
            pupil.fetch(1, &document);
        }
        let found = pupil.rule("t", "t").map_or(0, |rule| rule.tally.agree);
        assert_eq!(found, *agree, "{what}");
    }
    // Date, title and a text of some length do without an id.
    let mut pupil = Pupil::default();
    for t in ["a", "b"] {
        let document: Vec<Draft> =
            (0..5).map(|n| Draft { guid: None, ..entry(n, t) }.text(&long(n))).collect();
        pupil.fetch(1, &document);
    }
    assert_eq!(pupil.rule("t", "t").expect("seen").verdict, UrlVerdict::Neutral);
}

#[test]
fn two_articles_side_by_side_contradict() {
    let base = || item("Crane").at("https://town.example/?t=a").on(100).text(HARBOUR);
    let beside = |draft: Draft| draft.at("https://town.example/?t=b");
    for (what, other, contradicts) in [
        ("another title", beside(Draft { title: "Heron".into(), ..base() }), true),
        ("another date", beside(base().on(900)), true),
        ("another text", beside(base().text(ORCHARD)), true),
        ("nothing", beside(base()), false),
        ("another page", base().at("https://town.example/x?t=b"), false),
        ("another title, without it", item("Heron").at("https://town.example/").on(100), true),
    ] {
        let mut pupil = Pupil::default();
        pupil.fetch(1, &[base(), other]);
        let found = pupil.rule("t", "t").is_some_and(|rule| rule.verdict == UrlVerdict::Identity);
        assert_eq!(found, contradicts, "{what}");
    }
    let mut pupil = Pupil::default();
    pupil.fetch(1, &[base().id("one"), beside(base().id("two"))]);
    assert_eq!(pupil.rule("t", "t").expect("seen").verdict, UrlVerdict::Identity, "another id");
}

#[test]
fn a_link_that_is_another_every_time_is_volatile() {
    let detail = |n: i64, token: &str| {
        item(&format!("Crane {n}"))
            .at(&format!("https://town.example/detail?v={token}{n}"))
            .id(&format!("c{n}"))
            .on(n * 100)
    };
    let mut pupil = Pupil::default();
    for token in ["a", "b"] {
        pupil.fetch(1, &(0..5).map(|n| detail(n, token)).collect::<Vec<_>>());
    }
    assert_eq!(pupil.rule("v", "v").expect("seen").verdict, UrlVerdict::Volatile);
    pupil.take_on();
    // No ids any more: date and title decide, at an address that is none.
    let bare = |n, token| Draft { guid: None, ..detail(n, token) };
    let again = pupil.fetch(1, &(0..5).map(|n| bare(n, "c")).collect::<Vec<_>>());
    assert_eq!(pupil.store.counts().0, 5, "{again:?}");
    pupil.fetch(1, &[bare(1, "d"), bare(7, "d"), Draft { title: "Heron".into(), ..bare(2, "d") }]);
    assert_eq!(pupil.store.counts().0, 7, "another date, and another title, are other articles");
}

/// Five articles learnt from, and the rule that follows taken on.
fn taught() -> Pupil {
    let mut pupil = Pupil::default();
    pupil.fetch(1, &page(0..5, "a"));
    pupil.fetch(1, &page(0..5, "b"));
    pupil.take_on();
    assert_eq!(pupil.rule("t", "t").expect("seen").state, RuleState::Active);
    pupil
}

#[test]
fn a_learned_rule_merges_only_what_agrees() {
    let bare = |t: &str| Draft { guid: None, ..entry(9, t) };
    for (what, second, articles) in [
        ("date and title", bare("y"), 6),
        ("date and text", Draft { title: "Crane, mended".into(), ..bare("y") }.text(HARBOUR), 6),
        ("title, another date", bare("y").on(905), 7),
        ("title, no date", Draft { published: None, ..bare("y") }, 7),
        ("date alone", Draft { title: "Heron".into(), ..bare("y") }.text(ORCHARD), 7),
        ("date and title, another text", bare("y").text(ORCHARD), 7),
    ] {
        let mut pupil = taught();
        pupil.fetch(1, &[bare("x").text(HARBOUR)]);
        let resolution = pupil.fetch(1, &[second, entry(50, "y")]);
        let merged = resolution.actions.iter().any(|action| {
            matches!(action, crate::model::Action::Same(same) if same.rule == Rule::UrlRule)
        });
        assert_eq!((pupil.store.counts().0, merged), (articles + 1, articles == 6), "{what}");
    }
}

#[test]
fn a_contradiction_demotes_a_rule_at_once() {
    // Side by side in one document.
    let mut pupil = taught();
    let other = |n, t: &str| Draft { title: format!("Heron {t}"), guid: None, ..entry(n, t) };
    pupil.fetch(1, &[other(9, "x"), other(9, "y")]);
    let rule = pupil.rule("t", "t").expect("seen");
    assert_eq!((rule.verdict, rule.state), (UrlVerdict::Volatile, RuleState::Off));
    // At the moment of a merge that the rule would have made.
    let mut pupil = taught();
    pupil.fetch(1, &[other(9, "x")]);
    pupil.fetch(1, &[other(9, "y").on(5000)]);
    assert_eq!(pupil.rule("t", "t").expect("seen").state, RuleState::Off);
    assert_eq!(pupil.store.counts().0, 7);
    // It is not taken on again by itself.
    pupil.fetch(1, &page(0..9, "c"));
    pupil.take_on();
    assert_eq!(pupil.rule("t", "t").expect("seen").state, RuleState::Off);
}

#[test]
fn what_is_known_by_its_whole_url_needs_no_rule() {
    // Edited beyond recognition, but at the URL and date it always had.
    let mut pupil = taught();
    let bare = Draft { guid: None, ..entry(9, "x") };
    pupil.fetch(1, std::slice::from_ref(&bare));
    let (articles, edits) = pupil.store.counts();
    pupil.fetch(1, &[Draft { title: "Quite another title".into(), ..bare }]);
    assert_eq!(pupil.store.counts(), (articles, edits + 1));
    assert_eq!(pupil.rule("t", "t").expect("seen").state, RuleState::Active);
}

#[test]
fn many_rules_at_once_wait_for_a_person() {
    let mut pupil = Pupil::default();
    for t in ["a", "b"] {
        let mut document = page(0..5, t);
        document
            .extend((10..15).map(|n| entry(n, "").at(&format!("https://town.example/{n}?u={t}"))));
        pupil.fetch(1, &document);
    }
    pupil.take_on();
    for param in ["t", "u"] {
        let rule = pupil.rule(param, param).expect("seen");
        assert_eq!((rule.verdict, rule.state), (UrlVerdict::Neutral, RuleState::Proposed));
    }
    pupil.take_on();
    assert_eq!(pupil.rule("t", "t").expect("seen").state, RuleState::Proposed, "nor one by one");
}
