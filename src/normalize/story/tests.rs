//! What nominates, and what decides.

use super::*;
use crate::model::{Html, Timestamp, UrlKey};

fn meeting(titles: [&str; 2], days: i64) -> Meeting<'_> {
    Meeting {
        titles,
        dates: [Timestamp(0), Timestamp(days * DAY)],
        same_text: false,
        same_address: None,
        linked: None,
    }
}

fn decide(meeting: &Meeting<'_>) -> Option<&'static str> {
    tells_the_same(meeting, &mut || None)
}

#[test]
fn titles_alike_within_three_days_are_one_story() {
    for (one, other, days, expected) in [
        ("Ferry sinks off the coast", "Ferry sinks off the coast", 3, Some("the same title")),
        ("Ferry sinks off the coast", "FERRY sinks — off the coast", 0, Some("the same title")),
        ("Ferry sinks off the coast", "Ferry sinks off the coast", 4, None),
        (
            "Ferry with 40 aboard sinks off the coast",
            "Ferry with 40 aboard sinks off the northern coast",
            0,
            Some("titles that are alike"),
        ),
        (
            "Ferry with 40 aboard sinks off the coast",
            "Ferry with 41 aboard sinks off the coast",
            0,
            None,
        ),
        ("Weekly links", "Weekly links", 0, None),
        ("Ferry sinks off the coast", "Train leaves the rails at dawn", 0, None),
        ("渡船は海岸の沖で沈没した", "渡船は海岸の沖で沈没した", 0, Some("the same title")),
    ] {
        assert_eq!(decide(&meeting([one, other], days)), expected, "{one} / {other}, {days} days");
    }
}

#[test]
fn one_text_or_address_holds_for_two_weeks_and_a_front_page_never() {
    let plain = meeting(["A remark", "Bees are back"], 14);
    let text = Meeting { same_text: true, ..plain };
    let page = Meeting { same_address: Some("town.example/bees"), ..plain };
    let link = Meeting { linked: Some("town.example/bees"), ..plain };
    for (meeting, expected) in [
        (plain, None),
        (text, Some("the same text")),
        (page, Some("the same address")),
        (link, Some("one links to the other")),
        (Meeting { same_address: Some("town.example/"), ..plain }, None),
        (Meeting { linked: Some("town.example/"), ..plain }, None),
    ] {
        assert_eq!(decide(&meeting), expected, "{meeting:?}");
        let late = Meeting { dates: [Timestamp(0), Timestamp(15 * DAY)], ..meeting };
        assert_eq!(decide(&late), None, "{late:?}");
    }
}

#[test]
fn texts_decide_where_titles_leave_it_open() {
    let words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
    let text = words.join(" ");
    let edited = text.replace("word30", "other");
    let short = words[..40].join(" ");
    let open = meeting(["Bees are back", "The bees came back"], 10);
    let agree = Some("texts that agree");
    for (one, other, expected) in
        [(&text, &edited, agree), (&short, &short, None), (&text, &"x ".repeat(60), None)]
    {
        let found = tells_the_same(&open, &mut || Some([one.clone(), other.clone()]));
        assert_eq!(found, expected, "{other}");
    }
}

#[test]
fn alike_titles_share_a_mark() {
    let shares = |one: &str, other: &str| {
        let marks = title::marks(other);
        title::marks(one).iter().any(|mark| marks.contains(mark))
    };
    let same = "Ferry with 40 aboard sinks off the coast of the island";
    assert!(shares(same, "ferry with 40 aboard sinks, off the coast of the island!"));
    assert!(shares(same, "Ferry with 40 aboard sinks off the coast of an island"));
    assert!(!shares(same, "Train with 40 aboard leaves the rails at dawn near a town"));
    assert_eq!(title::marks("Too short this"), Vec::<u64>::new());
}

#[test]
fn links_that_lead_elsewhere_are_marks_if_they_are_few() {
    let links = |html: &str| {
        let mut drafts = [Draft {
            url_key: Some(UrlKey("me.example/1".to_owned())),
            content_html: Some(Html::sanitized(html.to_owned())),
            ..Draft::default()
        }];
        mark(&mut drafts);
        let [draft] = drafts;
        draft.marks.links.into_iter().map(|key| key.0).collect::<Vec<_>>()
    };
    let to = |address: &str| format!("<p><a href=\"{address}\">x</a></p>");
    let many: String = (0..4).map(|n| to(&format!("https://a{n}.example/x"))).collect();
    for (html, expected) in [
        (to("https://www.a.example/x?utm_source=me&amp;b=1"), vec!["a.example/x?b=1"]),
        (to("https://me.example/2"), vec![]),
        (to("mailto:mo@town.example"), vec![]),
        ([to("https://a.example/x"), to("http://a.example/x/")].concat(), vec!["a.example/x"]),
        (many, vec![]),
        ("<p>none</p>".to_owned(), vec![]),
    ] {
        assert_eq!(links(&html), expected, "{html}");
    }
}
