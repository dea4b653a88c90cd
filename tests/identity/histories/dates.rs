//! Dates: missing, absurd, or of the fetch.

use crate::builders::{History, e, h, undated};

pub(super) const HISTORIES: &[History] = &[
    h(
        "undated, twice",
        1,
        0,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[undated("", "https://one.example/a", "Bees", 1)]),
        ],
    ),
    h(
        "undated, then dated",
        1,
        1,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
            (0, 3, &[e("", "https://one.example/a", "Bees", 0.0, 1)]),
        ],
    ),
    h(
        "undated, the title edited",
        1,
        1,
        &[
            (0, 1, &[undated("", "https://one.example/a", "Bees", 1)]),
            (0, 2, &[undated("", "https://one.example/a", "Bees and honey", 1)]),
        ],
    ),
    h(
        "a date far ahead counts as none",
        1,
        0,
        &[
            (0, 1, &[e("", "https://one.example/a", "Bees", 90_000.0, 1)]),
            (0, 2, &[e("", "https://one.example/a", "Bees", 91_000.0, 1)]),
        ],
    ),
    h(
        "dates that are stamps of the fetch",
        2,
        0,
        &[
            (
                0,
                1,
                &[
                    e("a", "https://one.example/a", "Bees", 1.0, 1),
                    e("b", "https://one.example/b", "Wasps", 1.0, 2),
                ],
            ),
            (
                0,
                2,
                &[
                    e("a", "https://one.example/a", "Bees", 2.0, 1),
                    e("b", "https://one.example/b", "Wasps", 2.0, 2),
                ],
            ),
            (
                0,
                3,
                &[
                    e("a", "https://one.example/a", "Bees", 3.0, 1),
                    e("b", "https://one.example/b", "Wasps", 3.0, 2),
                ],
            ),
        ],
    ),
];
