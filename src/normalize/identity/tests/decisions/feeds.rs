//! Rows about articles in several feeds, and about feeds whose dates mislead.

use super::*;

pub(super) fn several() -> Vec<Row> {
    let short = || crane().text("in short a crane");
    vec![
        row(
            26,
            "one article in two feeds of a site",
            (1, 0),
            vec![
                (1, 60, vec![crane()]),
                (
                    2,
                    90,
                    vec![crane().id("t-7").at("https://town.example/news/crane?utm_source=rss")],
                ),
            ],
        ),
        row(
            27,
            "two feeds, one with summaries, by turns",
            (1, 0),
            vec![
                (1, 60, vec![crane()]),
                (2, 70, vec![short()]),
                (1, 80, vec![crane()]),
                (2, 90, vec![short()]),
            ],
        ),
        row(
            28,
            "two feeds that differ by minutes",
            (1, 0),
            vec![(1, 60, vec![crane()]), (2, 90, vec![crane().id("t-7").on(27)])],
        ),
        row(
            29,
            "a link list with its own title and date",
            (2, 0),
            vec![
                (1, 60, vec![crane()]),
                (
                    2,
                    900,
                    vec![
                        item("Crane approved (town.example)")
                            .id("l9")
                            .at(PAGE)
                            .on(800)
                            .text("41 comments"),
                    ],
                ),
            ],
        ),
        row(
            30,
            "a copy on another host",
            (2, 0),
            vec![
                (1, 60, vec![crane()]),
                (2, 90, vec![crane().id("m").at("https://mirror.example/crane").on(25)]),
            ],
        ),
        row(
            31,
            "posted to Medium as well",
            (2, 0),
            vec![
                (1, 60, vec![crane()]),
                (
                    2,
                    5000,
                    vec![
                        crane()
                            .id("https://medium.com/p/5d1e6a90b3c2")
                            .at("https://medium.com/@mo/crane-5d1e6a90b3c2")
                            .on(4900),
                    ],
                ),
            ],
        ),
    ]
}

pub(super) fn dates() -> Vec<Row> {
    let undated = |title: &str, text| item(title).at(PAGE).text(text);
    let stamped = |id: &str, now| item(id).id(id).at(&format!("https://town.example/{id}")).on(now);
    let anonymous = |title: &str, now, text| {
        item(title).at(&format!("https://town.example/{title}")).on(now).text(text)
    };
    let absurd = || {
        vec![
            item("Crane").id("c").at("https://town.example/c").on(30_000_000).text(HARBOUR),
            item("Pears").id("p").at("https://town.example/p").on(-START / 60 - 5).text(ORCHARD),
        ]
    };
    vec![
        row(
            33,
            "undated, seen twice",
            (1, 0),
            twice(vec![undated("Crane", HARBOUR)], 90, vec![undated("Crane", HARBOUR)]),
        ),
        row(
            34,
            "undated, then dated",
            (1, 1),
            twice(vec![undated("Crane", HARBOUR)], 90, vec![undated("Crane", HARBOUR).on(80)]),
        ),
        row(
            35,
            "undated, other title and text",
            (2, 0),
            twice(vec![undated("Monday", HARBOUR)], 90, vec![undated("Tuesday", ORCHARD)]),
        ),
        row(
            36,
            "undated, another title, the same text",
            (1, 1),
            twice(vec![undated("Krane", HARBOUR)], 90, vec![undated("Crane", HARBOUR)]),
        ),
        row(
            37,
            "every entry stamped with the fetch",
            (2, 0),
            twice(
                vec![stamped("a", 60), stamped("b", 60)],
                2000,
                vec![stamped("a", 2000), stamped("b", 2000)],
            ),
        ),
        row(
            38,
            "the same without ids, and a new entry",
            (3, 0),
            twice(
                vec![anonymous("crane", 60, HARBOUR), anonymous("pears", 60, ORCHARD)],
                2000,
                vec![
                    anonymous("crane", 2000, HARBOUR),
                    anonymous("pears", 2000, ORCHARD),
                    anonymous("glass", 2000, TELESCOPE),
                ],
            ),
        ),
        row(39, "dates in 2083 and 1969", (2, 0), twice(absurd(), 90, absurd())),
    ]
}
