//! The decision table: one row a case that a feed reader meets, each in every order of its
//! documents' entries, and each replayed.

use crate::model::Draft;

use super::store::{Says, Store, item};

pub(super) const HARBOUR: &str = "the harbour board has approved a second crane after two dry \
    summers of delay and the first ships will be unloaded from the new quay in spring while the \
    old warehouses are kept as a market";
pub(super) const ORCHARD: &str = "pruning an old pear tree begins with dead wood then with \
    branches that cross and only in the third winter do you shorten the crown because a tree \
    that loses everything at once answers with a thicket of shoots";
pub(super) const TELESCOPE: &str = "grinding a mirror by hand takes forty evenings of patience a \
    pound of carborundum and a tester made of razor blades since errors of a millionth of an \
    inch show as shadows on the glass";

/// One history and what must come of it.
pub(super) struct Row {
    pub(super) number: u8,
    case: &'static str,
    documents: Documents,
    articles: usize,
    revisions: usize,
}

impl Row {
    /// What goes wrong with this row in any order, or on replay.
    pub(super) fn failures(&self) -> Vec<String> {
        let orders: [(&str, Shuffle); 3] = [
            ("given", |_| {}),
            ("reversed", |entries| entries.reverse()),
            ("rotated", |entries| {
                let by = entries.len().min(1);
                entries.rotate_left(by);
            }),
        ];
        orders.iter().flat_map(|(order, change)| self.play(order, *change)).collect()
    }

    fn play(&self, order: &str, change: Shuffle) -> Vec<String> {
        let mut documents = self.documents.clone();
        for (_, _, entries) in &mut documents {
            change(entries);
        }
        let mut store = Store::default();
        for (feed, now, entries) in &documents {
            store.fetch(*feed, *now, entries);
        }
        let first = store.counts();
        let (feed, now, entries) = documents.last().expect("a row has documents");
        store.fetch(*feed, now + 1, entries);
        let expected = (self.articles, self.revisions);
        [("", first), (" replayed", store.counts())]
            .into_iter()
            .filter(|(_, found)| *found != expected)
            .map(|(when, found)| {
                format!(
                    "{} {} [{order}{when}]: (articles, revisions) {found:?}, not {expected:?}",
                    self.number, self.case
                )
            })
            .collect()
    }
}

type Documents = Vec<(i64, i64, Vec<Draft>)>;

type Shuffle = fn(&mut Vec<Draft>);

fn row(number: u8, case: &'static str, counts: (usize, usize), documents: Documents) -> Row {
    Row { number, case, documents, articles: counts.0, revisions: counts.1 }
}

/// Two sights of one feed, the second as given.
fn twice(first: Vec<Draft>, later: i64, second: Vec<Draft>) -> Documents {
    vec![(1, 60, first), (1, later, second)]
}

const PAGE: &str = "https://town.example/news/crane";

fn crane() -> Draft {
    item("A second crane").id("c1").at(PAGE).on(20).text(HARBOUR)
}

fn edits() -> Vec<Row> {
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

fn shared_addresses() -> Vec<Row> {
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
            twice(
                vec![strip(10), strip(1450), strip(2890)],
                5000,
                vec![strip(1450), strip(2890), strip(4330)],
            ),
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

fn ids() -> Vec<Row> {
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

fn many_feeds() -> Vec<Row> {
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

fn dates() -> Vec<Row> {
    let undated = |title: &str, text| item(title).at(PAGE).text(text);
    let stamped = |id: &str, now| item(id).id(id).at(&format!("https://town.example/{id}")).on(now);
    let anonymous = |title: &str, now, text| {
        item(title).at(&format!("https://town.example/{title}")).on(now).text(text)
    };
    let absurd = || {
        vec![
            item("Crane").id("c").at("https://town.example/c").on(30_000_000).text(HARBOUR),
            item("Pears")
                .id("p")
                .at("https://town.example/p")
                .on(-super::store::START / 60 - 5)
                .text(ORCHARD),
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

fn without_urls() -> Vec<Row> {
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

/// The whole table, in the order of its numbers.
pub(super) fn table() -> Vec<Row> {
    let mut rows: Vec<_> =
        [edits(), shared_addresses(), ids(), many_feeds(), dates(), without_urls()]
            .into_iter()
            .flatten()
            .collect();
    rows.sort_by_key(|row| row.number);
    rows
}

#[test]
fn every_row_comes_out_right_in_every_order() {
    let rows = table();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=54).collect::<Vec<_>>());
    let failures: Vec<_> = rows.iter().flat_map(Row::failures).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
