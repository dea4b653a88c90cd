//! Many articles at once: feeds issued anew, what only looks so, and crowds under one mark.

use crate::model::{Action, Draft, FeedId, FeedTraits, Incoming, Republish};
use crate::normalize::identity::resolve;
use crate::normalize::url::{Scope, assign_keys};

use super::decisions::{HARBOUR, ORCHARD, TELESCOPE};
use super::store::{Says, Store, item, minute};

const DAY: i64 = 24 * 60;

fn archive(domain: &str, shift: i64) -> Vec<Draft> {
    [("Crane", 100, HARBOUR), ("Pears", 200, ORCHARD), ("Mirrors", 300, TELESCOPE)]
        .map(|(title, on, text)| {
            let url = format!("https://{domain}/{}", title.to_lowercase());
            item(title).id(&url).at(&url).on(on + shift).text(text)
        })
        .into()
}

#[test]
fn a_feed_issued_anew_brings_nothing_new() {
    for (case, shift) in [("under its dates", 0), ("under the day of the move", 40 * DAY)] {
        let mut store = Store::default();
        store.fetch(1, 400, &archive("town.example", 0));
        let moved = archive("harbour.example", shift);
        let resolution = store.fetch(1, 41 * DAY, &moved);
        assert_eq!(store.live().count(), 3, "{case}");
        assert!(resolution.reissued, "{case}");
        let again = store.fetch(1, 41 * DAY + 60, &moved);
        assert!(!again.reissued, "{case}: told once");
        assert_eq!(store.counts(), (3, 3), "{case}");
    }
}

#[test]
fn links_that_change_on_every_fetch_are_told_once() {
    let of = |token: &str| -> Vec<_> {
        archive("town.example", 0)
            .into_iter()
            .enumerate()
            .map(|(n, draft)| Draft {
                guid: None,
                ..draft.at(&format!("https://town.example/?v={token}{n}"))
            })
            .collect()
    };
    let mut store = Store::default();
    let told: Vec<_> =
        ["a", "b", "c"].iter().map(|token| store.fetch(1, 400, &of(token)).reissued).collect();
    assert_eq!(told, [false, true, false]);
    assert_eq!(store.live().count(), 3);
}

#[test]
fn titles_that_return_are_no_reissue() {
    let forecast = |week: i64| -> Vec<_> {
        ["Monday", "Tuesday", "Wednesday", "Thursday"]
            .iter()
            .map(|day| {
                let url = format!("https://weather.example/{week}/{day}");
                item(day).id(&url).at(&url).on(week * 7 * DAY + 60).text("sun and a little wind")
            })
            .collect()
    };
    let mut store = Store::default();
    store.fetch(1, 100, &forecast(0));
    let resolution = store.fetch(1, 7 * DAY + 100, &forecast(1));
    assert_eq!(store.counts(), (8, 0));
    assert!(!resolution.reissued);
}

#[test]
fn notices_from_one_pattern_are_no_reissue() {
    let prices = |week: i64| -> Vec<_> {
        ["Copper", "Nickel", "Tin"]
            .iter()
            .map(|metal| {
                let url = format!("https://metal.example/{week}/{metal}");
                let text = format!(
                    "{metal} closed the week at {} dollars a tonne on the exchange in the city after a quiet \
                     session in which buyers from the south held back and the stocks in the warehouses rose again",
                    9000 + week * 17
                );
                item(metal).id(&url).at(&url).on(week * 7 * DAY + 60).text(&text)
            })
            .collect()
    };
    let mut store = Store::default();
    store.fetch(1, 100, &prices(0));
    store.fetch(1, 7 * DAY + 100, &prices(1));
    assert_eq!(store.counts(), (6, 0));
}

#[test]
fn crowds_cost_little() {
    let crowd = |make: &dyn Fn(i64) -> Draft| (0..1500).map(make).collect::<Vec<_>>();
    let text = |n: i64| format!("notice {n} {HARBOUR} {ORCHARD}");
    let url = |n: i64| format!("https://town.example/{n}");
    for (case, first, second) in [
        (
            "one URL and minute",
            crowd(&|n| item(&format!("No. {n}")).at("https://town.example/").on(9).text(&text(n))),
            crowd(&|n| item(&format!("No. {n}!")).at("https://town.example/").on(9).text(&text(n))),
        ),
        (
            "one title",
            crowd(&|n| item("Notice").id(&format!("a{n}")).at(&url(n)).on(n).text(&text(n))),
            crowd(&|n| item("Notice").id(&format!("b{n}")).at(&url(-n - 1)).on(9).text(&text(n))),
        ),
        (
            "one id",
            crowd(&|n| item("Notice").id("a").at(&url(n)).text(&text(n))),
            crowd(&|n| item("Notice").id("a").at(&url(n)).text(&text(n + 1))),
        ),
        ("nothing at all", crowd(&|n| item("Notice").on(n)), crowd(&|n| item("Notice").on(n + 9))),
    ] {
        let mut drafts = first;
        let known = {
            let mut store = Store::default();
            store.fetch(1, 2000, &drafts);
            store.articles.into_iter().map(|article| article.known).collect::<Vec<_>>()
        };
        drafts = second;
        assign_keys(&mut drafts, &Scope::default());
        let traits = FeedTraits::default();
        let incoming = Incoming {
            feed: FeedId(1),
            now: minute(3000),
            traits,
            drafts,
            republish: Republish::Ignore,
        };
        let start = std::time::Instant::now();
        let resolution = resolve(&incoming, &known);
        assert_eq!(resolution.actions.len(), 1500);
        assert!(start.elapsed().as_secs() < 5, "{case}: {:?}", start.elapsed());
    }
}

/// What costs the square of its entries takes minutes here; the bound leaves room for a slow
/// machine.
#[test]
fn one_address_for_all_costs_no_more_than_its_entries() {
    type Make<'m> = &'m dyn Fn(i64) -> Draft;
    let text = |n: i64| format!("w{n} ").repeat(30);
    let guid = |n: i64| format!("g{n}");
    let entry = |title: String| item(&title).at("https://town.example/");
    let cases: &[(&str, i64, usize, Make<'_>)] = &[
        ("ids", 20_000, 20_000, &|n| entry(format!("No. {n}")).id(&guid(n)).on(n)),
        ("no ids", 20_000, 20_000, &|n| entry(format!("No. {n}")).on(n)),
        ("one minute", 20_000, 20_000, &|n| entry(format!("No. {n}")).on(9)),
        ("one title", 20_000, 20_000, &|n| entry("Notice".into()).id(&guid(n)).on(n)),
        ("one title and minute", 20_000, 1, &|n| entry("Notice".into()).id(&guid(n)).on(9)),
        ("undated", 20_000, 20_000, &|n| entry(format!("No. {n}"))),
        ("one title, undated", 20_000, 20_000, &|n| entry("Notice".into()).id(&guid(n))),
        ("texts alone", 3_000, 3_000, &|n| entry("Notice".into()).text(&text(n))),
        ("no address, texts alone", 3_000, 3_000, &|n| item("Notice").on(9).text(&text(n))),
    ];
    for (case, count, articles, make) in cases {
        let mut drafts: Vec<_> = (0..*count).map(make).collect();
        assign_keys(&mut drafts, &Scope::default());
        let traits = FeedTraits::default();
        let incoming = Incoming {
            feed: FeedId(1),
            now: minute(30_000),
            traits,
            drafts,
            republish: Republish::Ignore,
        };
        let start = std::time::Instant::now();
        let resolution = resolve(&incoming, &[]);
        assert!(start.elapsed().as_secs() < 20, "{case}: {:?}", start.elapsed());
        let is_new = |action: &&Action| matches!(action, Action::Insert { .. });
        assert_eq!(resolution.actions.iter().filter(is_new).count(), *articles, "{case}");
    }
}
