//! Rows about one entry that changes, or does not.

use super::*;

pub(super) fn rows() -> Vec<Row> {
    let anonymous = || Draft { guid: None, ..crane() };
    let shouted = || item("A SECOND KRANE").id("c1").at(PAGE).on(20).text(HARBOUR);
    let longer = format!("{HARBOUR} says the mayor");
    vec![
        row(1, "the same entry again", (1, 0), twice(vec![crane()], 90, vec![crane()])),
        row(2, "a title's typo mended", (1, 1), twice(vec![shouted()], 90, vec![crane()])),
        row(
            3,
            "words added to the text",
            (1, 1),
            twice(vec![crane()], 90, vec![crane().text(&longer)]),
        ),
        row(
            4,
            "the date moved with an edit",
            (1, 1),
            twice(vec![crane()], 9000, vec![crane().on(8900)]),
        ),
        row(
            5,
            "the same, without ids",
            (1, 1),
            twice(vec![anonymous()], 9000, vec![anonymous().on(8900)]),
        ),
        row(
            6,
            "one page, a new edition under a new date",
            (2, 0),
            twice(
                vec![item("Week 10").at("https://town.example/week").on(20).text(HARBOUR)],
                9000,
                vec![item("Week 11").at("https://town.example/week").on(8900).text(ORCHARD)],
            ),
        ),
        row(
            40,
            "republished a year later under one id",
            (1, 1),
            twice(vec![crane()], 526_000, vec![crane().on(525_900).text(&longer)]),
        ),
        row(
            41,
            "gone from the feed and back",
            (1, 0),
            vec![(1, 60, vec![crane()]), (1, 90, vec![]), (1, 120, vec![crane()])],
        ),
        row(
            46,
            "other tracking parameters",
            (1, 0),
            twice(
                vec![anonymous().at("https://town.example/a?id=4&utm_source=rss")],
                90,
                vec![anonymous().at("https://town.example/a?utm_source=feed&utm_medium=x&id=4")],
            ),
        ),
        row(
            49,
            "the feed moved, its entries did not",
            (1, 0),
            twice(vec![crane()], 90, vec![crane()]),
        ),
        row(
            51,
            "a summary grew to the whole text",
            (1, 1),
            twice(
                vec![anonymous().text(&HARBOUR[..HARBOUR.len() - 42])],
                500,
                vec![anonymous().on(410)],
            ),
        ),
    ]
}
