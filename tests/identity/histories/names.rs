//! Ids and titles: those that change, repeat or lack, and mean nothing or all.

use crate::builders::{History, e, h};

pub(super) const HISTORIES: &[History] = &[
    h(
        "id changed, same link, title and date",
        1,
        0,
        &[
            (0, 1, &[e("a1", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("a2", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "three items share one id",
        3,
        0,
        &[
            (
                0,
                5,
                &[
                    e("same", "https://one.example/a", "Bees", 0.0, 1),
                    e("same", "https://one.example/b", "Wasps", 1.0, 2),
                    e("same", "https://one.example/c", "Ants", 2.0, 3),
                ],
            ),
            (
                0,
                6,
                &[
                    e("same", "https://one.example/a", "Bees", 0.0, 1),
                    e("same", "https://one.example/b", "Wasps", 1.0, 2),
                    e("same", "https://one.example/c", "Ants", 2.0, 3),
                ],
            ),
        ],
    ),
    h(
        "an id whose fragment counts up",
        1,
        1,
        &[
            (0, 1, &[e("https://one.example/a#0", "https://one.example/a", "Storm", 0.0, 1)]),
            (
                0,
                2,
                &[e("https://one.example/a#1", "https://one.example/a", "Storm passes", 0.0, 1)],
            ),
        ],
    ),
    h(
        "an id given to another article",
        2,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 50, &[e("a", "https://one.example/z", "Trains", 48.0, 2)]),
        ],
    ),
    h(
        "no URL, ids alone",
        2,
        0,
        &[
            (0, 3, &[e("a", "", "Bees", 0.0, 1), e("b", "", "Bees", 1.0, 2)]),
            (0, 4, &[e("a", "", "Bees", 0.0, 1), e("b", "", "Bees", 1.0, 2)]),
        ],
    ),
    h(
        "neither URL nor id",
        1,
        0,
        &[
            (0, 1, &[e("", "", "Bees at noon", 0.0, 1)]),
            (0, 2, &[e("", "", "Bees at noon", 0.0, 1)]),
        ],
    ),
    h(
        "the weekly of one title",
        2,
        0,
        &[
            (0, 1, &[e("w1", "https://one.example/w1", "Links of the week", 0.0, 1)]),
            (
                0,
                170,
                &[
                    e("w2", "https://one.example/w2", "Links of the week", 168.0, 2),
                    e("w1", "https://one.example/w1", "Links of the week", 0.0, 1),
                ],
            ),
        ],
    ),
];
