//! Rows about addresses that several entries share, and entries that have none.

use super::*;
use crate::model::Timestamp;

/// Entries of one address and title that are several articles all the same.
pub(super) fn told_apart() -> Vec<Row> {
    let change = |id: &str, seconds, text| {
        let place = item("Long Island").id(id).at("https://map.example/699803").text(text);
        Draft { published: Some(Timestamp(START + seconds)), ..place }
    };
    let release = |on, text| {
        item("1.12.3").id("v1-12-3").at("https://tool.example/#1-12-3").on(on).text(text)
    };
    let report = |week: i64, id: &str, text| {
        let site = item(&format!("Week {week}")).at("https://weekly.example/");
        site.id(&format!("{id}{week}")).on(week).text(text)
    };
    vec![
        row(
            55,
            "changes of one place, listed under its page and name",
            (3, 0),
            twice(
                vec![change("v1", 0, "the name in Greek"), change("v2", 50, "a second name")],
                60,
                vec![change("v2", 50, "a second name"), change("v3", 3600, "moved to the north")],
            ),
        ),
        row(
            56,
            "two releases of one number under one id",
            (2, 0),
            vec![
                (1, 8100, vec![release(10, "fixes for printers"), release(8000, "the last one")]),
                (1, 8200, vec![release(8000, "the last one")]),
            ],
        ),
        row(
            57,
            "weekly reports of two projects, all at the front page of their site",
            (4, 0),
            vec![
                (1, 60, vec![report(31, "Crane", HARBOUR), report(32, "Crane", TELESCOPE)]),
                (2, 60, vec![report(31, "Pears", ORCHARD), report(32, "Pears", HARBOUR)]),
            ],
        ),
    ]
}

pub(super) fn shared() -> Vec<Row> {
    let notes =
        |title: &str, on, text| item(title).at("https://tool.example/notes").on(on).text(text);
    let three =
        || vec![notes("2.1", 10, HARBOUR), notes("2.2", 20, ORCHARD), notes("2.3", 30, TELESCOPE)];
    let linked = |id: &str, title: &str, on, text| {
        item(title).id(id).at("https://paper.example/report").on(on).text(text)
    };
    let two = || {
        vec![linked("b1", "Worth reading", 20, HARBOUR), linked("b2", "Once more", 3000, ORCHARD)]
    };
    let strip = |on| item("Strip").at("https://comic.example/").on(on);
    vec![
        row(7, "one page of dated release notes", (3, 0), vec![(1, 60, three())]),
        row(
            8,
            "the same page again and one note more",
            (4, 0),
            twice(three(), 500, {
                let mut four = three();
                four.push(notes("2.4", 400, "a fix for printers"));
                four
            }),
        ),
        row(
            9,
            "anchors on a changelog",
            (2, 0),
            vec![(
                1,
                60,
                vec![
                    item("1.0").id("a").at("https://tool.example/log#1.0").on(10).text(HARBOUR),
                    item("1.1").id("b").at("https://tool.example/log#1.1").on(20).text(ORCHARD),
                ],
            )],
        ),
        row(10, "two posts about one link", (2, 0), vec![(1, 3100, two())]),
        row(11, "the second post comes later", (2, 0), twice(vec![two().remove(0)], 3100, two())),
        row(
            12,
            "a comic that links its home page, with ids",
            (3, 0),
            twice(
                vec![strip(10).id("s1"), strip(20).id("s2")],
                3100,
                vec![strip(10).id("s1"), strip(20).id("s2"), strip(3000).id("s3")],
            ),
        ),
        row(
            13,
            "the same comic without ids",
            (4, 0),
            vec![
                (1, 3000, vec![strip(10), strip(1450), strip(2890)]),
                (1, 5000, vec![strip(1450), strip(2890), strip(4330)]),
            ],
        ),
        row(
            14,
            "a status page's next incident",
            (2, 0),
            twice(
                vec![item("Outage").at("https://status.example/").on(10).text(HARBOUR)],
                5000,
                vec![item("Outage").at("https://status.example/").on(4900).text(TELESCOPE)],
            ),
        ),
        row(
            48,
            "two posts of one minute at one address",
            (2, 0),
            vec![(
                1,
                60,
                vec![
                    item("Tide table").id("x1").at("https://town.example/live").on(20),
                    item("Ferry late").id("x2").at("https://town.example/live").on(20),
                ],
            )],
        ),
        row(
            52,
            "the newest first, then the oldest first",
            (2, 0),
            twice(
                vec![notes("2.3", 30, TELESCOPE), notes("2.1", 10, HARBOUR)],
                500,
                vec![notes("2.1", 10, HARBOUR), notes("2.3", 30, TELESCOPE)],
            ),
        ),
        row(53, "one id and one link for every entry", (3, 0), {
            let log = |title, on, text| notes(title, on, text).id("https://tool.example/notes");
            twice(
                vec![log("2.1", 10, HARBOUR), log("2.2", 20, ORCHARD)],
                500,
                vec![log("2.1", 10, HARBOUR), log("2.2", 20, ORCHARD), log("2.3", 400, TELESCOPE)],
            )
        }),
    ]
}

pub(super) fn missing() -> Vec<Row> {
    let note = |id: &str, title: &str, on, text| item(title).id(id).on(on).text(text);
    let anonymous = || item("Crane").on(20).text(HARBOUR);
    let episode = |id: &str| item("Episode 4").id(id).on(20).file("https://cast.example/4.mp3");
    let part = |number: &str, on| {
        item("Evening news")
            .id(number)
            .on(on)
            .at(&format!("https://radio.example/evening-{number}.html"))
    };
    vec![
        row(
            42,
            "no URL, ids only",
            (2, 0),
            twice(
                vec![
                    note("tag:town,1", "Crane", 10, HARBOUR),
                    note("tag:town,2", "Pears", 20, ORCHARD),
                ],
                90,
                vec![note("tag:town,1", "Crane", 10, HARBOUR)],
            ),
        ),
        row(43, "no URL, no id, dated", (1, 0), twice(vec![anonymous()], 90, vec![anonymous()])),
        row(44, "no URL but a file", (1, 0), twice(vec![episode("p1")], 90, vec![episode("p2")])),
        row(
            45,
            "one title and day, two programmes",
            (2, 0),
            vec![(1, 200, vec![part("480", 20), part("482", 80)])],
        ),
        row(
            47,
            "a parameter that selects the text",
            (2, 0),
            vec![(
                1,
                60,
                vec![
                    item("Crane").at("https://town.example/show.php?id=1").on(20).text(HARBOUR),
                    item("Pears").at("https://town.example/show.php?id=2").on(20).text(ORCHARD),
                ],
            )],
        ),
        row(
            50,
            "a weekly title again, other URL and date",
            (2, 0),
            twice(
                vec![
                    item("Links of the week")
                        .id("w1")
                        .at("https://town.example/w1")
                        .on(20)
                        .text(HARBOUR),
                ],
                10_200,
                vec![
                    item("Links of the week")
                        .id("w2")
                        .at("https://town.example/w2")
                        .on(10_100)
                        .text(ORCHARD),
                ],
            ),
        ),
    ]
}
