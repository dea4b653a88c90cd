//! What the decision table does not show: deleted articles, absurd dates, and feeds that are odd
//! in more than one way.

use crate::model::{Action, Draft, FeedId, Rule, Timestamp};

use super::super::switch::{Part, without};
use super::decisions::{HARBOUR, ORCHARD, TELESCOPE};
use super::store::{START, Says, Store, item, minute};

const DAY: i64 = 24 * 60;

fn crane() -> Draft {
    item("Crane").id("c1").at("https://town.example/crane").on(20).text(HARBOUR)
}

fn bury(store: &mut Store) {
    store.articles[0].known.tombstone = true;
}

#[test]
fn a_deleted_article_stays_away() {
    for (case, again) in [
        ("as it was", crane()),
        ("edited", crane().text(&format!("{HARBOUR} and more"))),
        ("under another id", crane().id("c2")),
        ("under another URL", crane().at("https://town.example/the-crane")),
        ("under another URL and id", crane().id("c2").at("https://town.example/the-crane")),
        ("dated a week later", crane().on(7 * DAY)),
    ] {
        let mut store = Store::default();
        store.fetch(1, 60, &[crane()]);
        bury(&mut store);
        let resolution = store.fetch(1, 7 * DAY + 10, &[again]);
        assert!(matches!(resolution.actions[..], [Action::Buried(_)]), "{case}: {resolution:?}");
        assert_eq!(store.counts(), (0, 0), "{case}");
    }
}

#[test]
fn a_deleted_article_stays_away_from_other_feeds_too() {
    let mut store = Store::default();
    store.fetch(1, 60, &[crane()]);
    bury(&mut store);
    store.fetch(2, 90, &[crane().id("other")]);
    assert_eq!(store.counts(), (0, 0));
}

#[test]
fn a_deleted_article_does_not_hold_back_a_publication_anew() {
    let mut store = Store::default();
    store.fetch(1, 60, &[crane()]);
    bury(&mut store);
    let anew = crane().on(300 * DAY);
    store.fetch(1, 300 * DAY + 10, std::slice::from_ref(&anew));
    assert_eq!(store.counts(), (1, 0));
    store.fetch(1, 300 * DAY + 20, &[anew]);
    assert_eq!(store.counts(), (1, 0), "and it is recognised from then on");
}

#[test]
fn a_deleted_editions_page_brings_the_next_edition() {
    let edition = |title, on, text| item(title).at("https://town.example/week").on(on).text(text);
    let mut store = Store::default();
    store.fetch(1, 60, &[edition("Week 10", 20, HARBOUR)]);
    bury(&mut store);
    store.fetch(1, 8 * DAY, &[edition("Week 11", 7 * DAY, ORCHARD)]);
    assert_eq!(store.counts(), (1, 0));
}

#[test]
fn a_publication_anew_is_flagged() {
    let mut store = Store::default();
    store.fetch(1, 60, &[crane()]);
    store.fetch(1, 20 * DAY + 100, &[crane().on(20 * DAY)]);
    store.fetch(1, 300 * DAY + 100, &[crane().on(300 * DAY)]);
    let flags: Vec<_> = store.articles[0].revisions.iter().map(|c| c.republished).collect();
    assert_eq!(flags, [false, true]);
    let known = &store.articles[0].known;
    assert_eq!(known.published, Some(minute(20)), "the first date orders the lists");
    assert_eq!(known.published_latest, Some(minute(300 * DAY)));
}

#[test]
fn absurd_dates_are_no_dates() {
    let at = |seconds: i64| Draft { published: Some(Timestamp(seconds)), ..crane() };
    for (seconds, believed) in [
        (0, false),
        (-1, false),
        (1, true),
        (START, true),
        (START + 60 * 60 + 24 * 3600, true),
        (START + 60 * 60 + 24 * 3600 + 1, false),
        (i64::MAX, false),
        (i64::MIN, false),
    ] {
        let mut store = Store::default();
        store.fetch(1, 60, &[at(seconds)]);
        let known = &store.articles[0].known;
        assert_eq!(known.published.is_some(), believed, "{seconds}");
        assert_eq!(known.date_key.is_empty(), !believed, "{seconds}");
    }
    let doubted = without(Part::AbsurdDate, || {
        let mut store = Store::default();
        store.fetch(1, 60, &[at(i64::MAX)]);
        store.articles[0].known.published.is_none()
    });
    assert!(!doubted, "the rule is what does it");
}

#[test]
fn the_time_of_the_last_change_stands_in_only_where_nothing_better_is_ever_given() {
    let changed = |draft: Draft, on| Draft { published: None, updated: Some(minute(on)), ..draft };
    let mut store = Store::default();
    store.fetch(1, 60, &[changed(crane(), 30)]);
    assert_eq!(store.articles[0].known.published, Some(minute(30)));

    let mut store = Store::default();
    let pears = item("Pears").id("p").at("https://town.example/pears").on(40).text(ORCHARD);
    store.fetch(1, 60, &[changed(crane(), 30), pears]);
    assert_eq!(store.articles.iter().filter(|a| a.known.published.is_none()).count(), 1);
    assert!(store.traits[&FeedId(1)].ever_published);
    store.fetch(1, 90, &[changed(item("Glass").id("g"), 80)]);
    assert_eq!(store.articles[2].known.published, None, "and the feed's habit is remembered");
}

#[test]
fn ids_counted_by_position_lose_nothing() {
    let numbered = |texts: &[(&str, &str)]| -> Vec<_> {
        let entry = |(n, (title, text)): (usize, &(&str, &str))| {
            // The day alone, so that the dates say nothing.
            item(title)
                .id(&n.to_string())
                .at(&format!("https://town.example/{}", title.to_lowercase()))
                .on(990)
                .text(text)
        };
        texts.iter().enumerate().map(entry).collect()
    };
    let mut store = Store::default();
    store.fetch(1, 1000, &numbered(&[("Crane", HARBOUR), ("Pears", ORCHARD)]));
    let shifted = numbered(&[("Mirrors", TELESCOPE), ("Crane", HARBOUR), ("Pears", ORCHARD)]);
    store.fetch(1, 2000, &shifted);
    store.fetch(1, 3000, &shifted);
    assert_eq!(store.counts(), (3, 0));
}

#[test]
fn versions_side_by_side_do_not_edit_to_and_fro() {
    let version = |id: &str, title: &str| {
        item(title).id(id).at("https://town.example/c").on(20).text(HARBOUR)
    };
    let mut store = Store::default();
    store.fetch(1, 60, &[version("c#9", "Krane")]);
    let both = [version("c#9", "Krane"), version("c#10", "Crane")];
    for now in [90, 120, 150] {
        store.fetch(1, now, &both);
    }
    assert_eq!(store.counts(), (1, 1));
    assert_eq!(store.articles[0].known.title, "Crane", "the later version speaks");
}

#[test]
fn one_entry_listed_twice_is_one_article() {
    let anonymous = || item("Crane").text(HARBOUR);
    for (case, draft) in [
        ("all there is", crane()),
        ("no id", Draft { guid: None, ..crane() }),
        ("no URL", Draft { url: None, ..crane() }),
        ("no URL, no id", anonymous().on(20)),
        ("a title only", item("Crane")),
    ] {
        let mut store = Store::default();
        for now in [60, 90] {
            store.fetch(1, now, &[draft.clone(), draft.clone()]);
            assert_eq!(store.counts(), (1, 0), "{case}");
        }
    }
}

#[test]
fn distrust_of_ids_is_remembered() {
    let entry = |id: &str, n: i64, text| {
        item(&format!("No. {n}")).id(id).at(&format!("https://town.example/{n}")).on(n).text(text)
    };
    let mut store = Store::default();
    store.fetch(1, 60, &[entry("x", 1, HARBOUR), entry("x", 2, ORCHARD)]);
    assert!(!store.traits[&FeedId(1)].guid_ok);
    let resolution = store.fetch(1, 90, &[entry("y", 3, TELESCOPE)]);
    assert_eq!(resolution.unusable_guids, [0]);
    assert!(store.articles.iter().all(|article| article.guids.is_empty()));
}

#[test]
fn a_feed_that_begins_to_stamp_is_found_out_by_its_second_stamp() {
    let entries = |on| {
        [1, 2].map(|n| item(&format!("No. {n}")).at(&format!("https://town.example/{n}")).on(on))
    };
    let mut store = Store::default();
    store.fetch(1, 400, &entries(9));
    for (now, articles, edits) in [(500, 2, 2), (900, 2, 2), (1300, 2, 2)] {
        store.fetch(1, now, &entries(now));
        assert_eq!(store.counts(), (articles, edits), "at {now}");
    }
}

#[test]
fn a_stamp_is_proved_by_moving_along() {
    let entry = |n: i64, on| {
        item(&format!("No. {n}")).id(&n.to_string()).at(&format!("https://town.example/{n}")).on(on)
    };
    let mut store = Store::default();
    store.fetch(1, 60, &[entry(1, 59), entry(2, 60)]);
    store.fetch(1, 61, &[entry(1, 59), entry(2, 60)]);
    assert!(store.traits[&FeedId(1)].date_ok, "fresh news fetched at once, twice");
    store.fetch(1, 500, &[entry(3, 499), entry(4, 500)]);
    assert!(store.traits[&FeedId(1)].date_ok, "more fresh news");
    store.fetch(1, 900, &[entry(3, 900), entry(4, 900)]);
    assert!(!store.traits[&FeedId(1)].date_ok, "news that stays as fresh as the fetch");
    assert_eq!(store.counts(), (4, 0));
}

#[test]
fn the_same_programme_twice_a_day_is_two() {
    let part = |n: i64, day: i64| Draft {
        published: Some(Timestamp(START - START.rem_euclid(86_400) + day * 86_400)),
        ..item("Evening news").id(&n.to_string()).at(&format!("https://radio.example/{n}"))
    };
    let mut store = Store::default();
    store.fetch(1, 60, &[part(1, -1)]);
    store.fetch(1, 90, &[part(2, 0)]);
    store.fetch(1, 600, &[part(3, 0)]);
    assert_eq!(store.counts(), (3, 0), "the day alone is too little beside a title that recurs");
}

#[test]
fn what_was_turned_down_is_told() {
    let edition = |title, on, text| item(title).at("https://town.example/week").on(on).text(text);
    let mut store = Store::default();
    store.fetch(1, 60, &[edition("Week 10", 20, HARBOUR)]);
    let resolution = store.fetch(1, 9000, &[edition("Week 11", 8900, ORCHARD)]);
    let [rejected] = resolution.rejected.as_slice() else { panic!("{resolution:?}") };
    assert_eq!((rejected.entry, rejected.seq), (0, store.articles[0].known.seq));
    assert_eq!(rejected.why, "the same URL, but the texts contradict each other");
}

#[test]
fn the_rule_that_matched_is_told() {
    let mut store = Store::default();
    store.fetch(1, 60, &[crane()]);
    for (entry, expected) in [
        (crane(), Rule::Guid),
        (Draft { guid: None, ..crane() }, Rule::UrlAndDate),
        (Draft { guid: None, ..crane().on(3000) }, Rule::UrlAndText),
        (crane().id("c7").at("https://town.example/c7"), Rule::DateAndTitle),
    ] {
        let resolution = store.fetch(1, 3010, &[entry]);
        let [Action::Same(absorbed)] = resolution.actions.as_slice() else {
            panic!("{resolution:?}")
        };
        assert_eq!(absorbed.rule, expected);
    }
}

#[test]
fn what_has_one_date_arrives_so_that_lists_show_the_documents_order() {
    let listed = |days: [Option<i64>; 4]| {
        let entry = |(at, day): (usize, &Option<i64>)| {
            let entry = item(&format!("{at}")).id(["z", "b", "y", "a"][at]);
            day.map_or(entry.clone(), |day| entry.on(day * 1440))
        };
        let drafts: Vec<Draft> = days.iter().enumerate().map(entry).collect();
        let mut order = Store::default().fetch(1, 9 * 1440, &drafts).order;
        order.reverse();
        order
    };
    for (dates, expected) in [
        ([None, None, None, None], [0, 1, 2, 3]),
        ([Some(2), Some(2), Some(2), Some(2)], [0, 1, 2, 3]),
        ([Some(3), Some(2), Some(2), Some(1)], [0, 1, 2, 3]),
        ([Some(1), Some(2), Some(2), Some(3)], [3, 2, 1, 0]),
        ([Some(1), Some(3), Some(2), Some(2)], [1, 2, 3, 0]),
        ([Some(2), None, Some(2), None], [1, 3, 0, 2]),
    ] {
        assert_eq!(listed(dates), expected, "{dates:?}");
    }
}
