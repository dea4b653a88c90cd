//! Rows about ids that change or repeat.

use super::*;

pub(super) fn rows() -> Vec<Row> {
    let rekeyed = |id: &str| Draft { guid: Some(id.to_owned()), ..crane() };
    let bbc = |id: &str, title: &str| {
        item(title).id(id).at("https://bbc.co.uk/news/articles/c5y").on(20).text(HARBOUR)
    };
    let all_one = || {
        vec![
            item("Crane").id("blog").at("https://town.example/1").on(10).text(HARBOUR),
            item("Pears").id("blog").at("https://town.example/2").on(20).text(ORCHARD),
            item("Glass").id("blog").at("https://town.example/3").on(30).text(TELESCOPE),
        ]
    };
    vec![
        row(
            15,
            "http became https, in the id too",
            (1, 0),
            twice(
                vec![
                    rekeyed("http://town.example/news/crane").at("http://town.example/news/crane"),
                ],
                90,
                vec![rekeyed(PAGE)],
            ),
        ),
        row(
            16,
            "a new id on every build",
            (1, 0),
            twice(vec![rekeyed("k-81")], 90, vec![rekeyed("k-97")]),
        ),
        row(
            17,
            "a counter in the id, a new headline",
            (1, 1),
            twice(vec![bbc("c5y#0", "Crane planned")], 90, vec![bbc("c5y#3", "Crane approved")]),
        ),
        row(
            18,
            "two versions listed side by side",
            (1, 0),
            vec![(1, 60, vec![bbc("c5y#0", "Crane planned"), bbc("c5y#1", "Crane planned")])],
        ),
        row(
            23,
            "an id given to another article",
            (2, 0),
            twice(
                vec![item("Crane").id("1").at("https://town.example/c").on(10).text(HARBOUR)],
                5000,
                vec![item("Pears").id("1").at("https://town.example/p").on(4900).text(ORCHARD)],
            ),
        ),
        row(24, "one id for all entries", (3, 0), vec![(1, 60, all_one())]),
        row(25, "one id for all entries, again", (3, 0), twice(all_one(), 90, all_one())),
        row(32, "Medium: tags on the link, then another slug", (1, 1), {
            let post = |title: &str, path: &str| {
                item(title)
                    .id("https://medium.com/p/5d1e6a90b3c2")
                    .at(&format!("https://medium.com/{path}-5d1e6a90b3c2?source=rss----77a---4"))
                    .on(10)
                    .text(HARBOUR)
            };
            twice(vec![post("Krane", "@mo/krane")], 90, vec![post("Crane", "harbour/crane")])
        }),
        row(
            54,
            "a build time in the id",
            (1, 0),
            twice(
                vec![rekeyed("https://town.example/news/crane?t=1772")],
                90,
                vec![rekeyed("https://town.example/news/crane?t=1801")],
            ),
        ),
    ]
}
