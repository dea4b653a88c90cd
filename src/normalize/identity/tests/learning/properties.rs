//! What holds of learning whatever is seen.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::super::store::{Says, item};
use super::Pupil;
use crate::model::{Draft, Observation, RuleName, RuleState, Seq, UrlVerdict};

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::with_cases(256)
    }
}

/// One observation: whether it agrees, which article, two values.
fn observation() -> impl Strategy<Value = (bool, i64, u8, u8)> {
    (prop::bool::weighted(0.9), 0_i64..12, 0_u8..4, 0_u8..4)
}

fn seen((agrees, article, a, b): (bool, i64, u8, u8)) -> Observation {
    let rule = RuleName { host: "town.example".into(), pattern: "t".into(), param: "t".into() };
    let url = |value| format!("town.example/{article}?t={value}");
    Observation { rule, agrees, article: Some(Seq(article)), urls: (url(a), url(b)), first: true }
}

/// A document: articles with their values of the parameter, some on one page.
fn document() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::btree_map(0_u8..9, 0_u8..3, 0..9).prop_map(|map| map.into_iter().collect())
}

fn drafts(document: &[(u8, u8)], shared: bool) -> Vec<Draft> {
    let draft = |(n, t): &(u8, u8)| {
        let page = if shared && *n > 6 { 6 } else { *n };
        item(&format!("Crane {n}"))
            .at(&format!("https://town.example/{page}?t={t}"))
            .id(&format!("c{n}"))
            // Days apart: within one, another id at the same URL is taken for the same article.
            .on(i64::from(*n) * 3000)
    };
    document.iter().map(draft).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_verdict_moves_one_way(history in prop::collection::vec(observation(), 0..60)) {
        use UrlVerdict::{Identity, Neutral, Unknown, Volatile};
        let mut pupil = Pupil::default();
        let mut before = Unknown;
        for (n, one) in history.into_iter().enumerate() {
            pupil.take_in(&seen(one), n as i64);
            let rule = pupil.rule("t", "t").expect("seen");
            let after = rule.verdict;
            let moves = matches!(
                (before, after),
                (Unknown, _) | (Neutral, Neutral | Identity | Volatile)
                    | (Identity, Identity | Volatile) | (Volatile, Volatile)
            );
            prop_assert!(moves, "{before:?} became {after:?}");
            prop_assert!(rule.state != RuleState::Active, "nothing holds by itself");
            prop_assert!(rule.state != RuleState::Proposed || after.drops());
            before = after;
        }
    }

    #[test]
    fn the_order_of_documents_says_nothing(
        documents in prop::collection::vec(document(), 1..7),
        turn in 0_usize..7,
        shared in any::<bool>(),
    ) {
        let learn = |documents: &[Vec<(u8, u8)>]| {
            let mut pupil = Pupil::default();
            for document in documents {
                pupil.fetch(1, &drafts(document, shared));
            }
            pupil.rule("t", "t").map_or(UrlVerdict::Unknown, |rule| rule.verdict)
        };
        let mut turned = documents.clone();
        turned.rotate_left(turn % documents.len());
        if turn % 2 == 1 {
            turned.reverse();
        }
        prop_assert_eq!(learn(&documents), learn(&turned));
    }
}
