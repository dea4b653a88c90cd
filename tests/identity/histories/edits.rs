//! Edits: one article, whose title, text, date or slug changes.

use crate::builders::{History, e, h};

pub(super) const HISTORIES: &[History] = &[
    h(
        "fetched twice",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "title edited",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Beees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "text edited",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/a", "Bees", 0.0, 11)]),
        ],
    ),
    h(
        "date moved with an edit, same id",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 6, &[e("a", "https://one.example/a", "Bees", 5.0, 1)]),
            (0, 7, &[e("a", "https://one.example/a", "Bees", 5.0, 1)]),
        ],
    ),
    h(
        "no id, date moved by five minutes",
        1,
        1,
        &[
            (0, 1, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.084, 1)]),
        ],
    ),
    h(
        "two versions of one story in one document",
        1,
        0,
        &[
            (
                0,
                1,
                &[
                    e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1),
                    e("https://one.example/a#1", "https://one.example/a", "Storm", 0.0, 1),
                ],
            ),
            (
                0,
                2,
                &[
                    e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1),
                    e("https://one.example/a#1", "https://one.example/a", "Storm", 0.0, 1),
                ],
            ),
        ],
    ),
    h(
        "the whole feed issued anew on another domain",
        3,
        3,
        &[
            (
                0,
                5,
                &[
                    e("a", "https://old.example/a", "Bees and hives", 0.0, 1),
                    e("b", "https://old.example/b", "Wasps and nests", 1.0, 2),
                    e("c", "https://old.example/c", "Ants and hills", 2.0, 3),
                ],
            ),
            (
                0,
                6,
                &[
                    e("n1", "https://new.example/a", "Bees and hives", 0.0, 1),
                    e("n2", "https://new.example/b", "Wasps and nests", 1.0, 2),
                    e("n3", "https://new.example/c", "Ants and hills", 2.0, 3),
                ],
            ),
        ],
    ),
    h(
        "published again a year later under one id and URL",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 8761, &[e("a", "https://one.example/a", "Bees", 8760.0, 11)]),
        ],
    ),
    h(
        "a slug edited, same id",
        1,
        1,
        &[
            (0, 1, &[e("a", "https://one.example/bees", "Bees", 0.0, 1)]),
            (0, 2, &[e("a", "https://one.example/all-bees", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "a slug edited, no id",
        1,
        1,
        &[
            (0, 1, &[e("", "https://one.example/bees", "Bees in May", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/all-bees", "Bees in May", 0.0, 1)]),
        ],
    ),
    h(
        "gone from the feed and back",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[]),
            (0, 3, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
];
