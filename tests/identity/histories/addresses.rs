//! Addresses: one article under several, several articles under one.

use crate::builders::{History, e, h};

pub(super) const HISTORIES: &[History] = &[
    h(
        "a page that recurs with other words",
        2,
        0,
        &[
            (0, 1, &[e("", "https://one.example/menu", "Monday", 0.0, 1)]),
            (0, 25, &[e("", "https://one.example/menu", "Tuesday", 24.0, 2)]),
        ],
    ),
    h(
        "no id, tracking changes",
        1,
        0,
        &[
            (0, 1, &[e("", "https://one.example/a?utm_source=x", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a?utm_source=y", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "no id, http becomes https",
        1,
        0,
        &[
            (0, 1, &[e("", "http://one.example/a", "Bees", 0.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "the same article in two feeds",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (1, 2, &[e("t9", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "two feeds, the second says it otherwise",
        1,
        0,
        &[
            (0, 1, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
            (1, 2, &[e("t9", "https://one.example/a", "All about bees", 0.0, 11)]),
            (0, 3, &[e("a", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "every item links the home page",
        3,
        0,
        &[
            (
                0,
                5,
                &[
                    e("a", "https://one.example/", "Episode one", 0.0, 1),
                    e("b", "https://one.example/", "Episode two", 1.0, 2),
                ],
            ),
            (
                0,
                9,
                &[
                    e("b", "https://one.example/", "Episode two", 1.0, 2),
                    e("c", "https://one.example/", "Episode three", 8.0, 3),
                ],
            ),
        ],
    ),
    h(
        "two posts of one URL and minute",
        2,
        0,
        &[
            (
                0,
                1,
                &[
                    e("a", "https://one.example/now", "Bees", 0.0, 1),
                    e("b", "https://one.example/now", "Trains", 0.0, 2),
                ],
            ),
            (
                0,
                2,
                &[
                    e("a", "https://one.example/now", "Bees", 0.0, 1),
                    e("b", "https://one.example/now", "Trains", 0.0, 2),
                ],
            ),
        ],
    ),
];
