//! Rows about articles that move to another URL.

use super::*;

pub(super) fn rows() -> Vec<Row> {
    let rekeyed = |id: &str| Draft { guid: Some(id.to_owned()), ..crane() };
    vec![
        row(
            19,
            "the slug edited, the id kept",
            (1, 1),
            twice(vec![crane().at("https://town.example/krane")], 90, vec![crane()]),
        ),
        row(
            20,
            "the slug edited, and it is the id",
            (1, 1),
            twice(
                vec![rekeyed("https://town.example/krane").at("https://town.example/krane")],
                90,
                vec![rekeyed(PAGE)],
            ),
        ),
        row(21, "the whole feed under another domain", (2, 2), {
            let of = |domain: &str| {
                let at = |path: &str| format!("https://{domain}/{path}");
                vec![
                    item("Crane").id(&at("1")).at(&at("1")).on(10).text(HARBOUR),
                    item("Pears").id(&at("2")).at(&at("2")).on(20).text(ORCHARD),
                ]
            };
            twice(of("town.example"), 90, of("harbour-town.example"))
        }),
        row(22, "a new token in every link, no ids", (2, 2), {
            let of = |first: &str, second: &str| {
                vec![
                    item("Crane")
                        .at(&format!("https://papers.example/abs?v={first}"))
                        .on(10)
                        .text(HARBOUR),
                    item("Pears")
                        .at(&format!("https://papers.example/abs?v={second}"))
                        .on(20)
                        .text(ORCHARD),
                ]
            };
            twice(of("q1", "q2"), 90, of("q3", "q4"))
        }),
    ]
}
