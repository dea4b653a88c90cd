//! Each rule and guard switched off: the rows it is there for must go wrong.

use std::collections::BTreeSet;

use super::super::switch::{Part, without};
use super::decisions::{Row, table};

/// The rows that go wrong without a part. A store that met a key twice and panicked is as wrong
/// as a wrong count.
fn broken_without(part: Part) -> BTreeSet<u8> {
    let is_broken = |row: &Row| {
        let played = without(part, || std::panic::catch_unwind(|| row.failures()));
        played.map_or(true, |failures| !failures.is_empty())
    };
    table().iter().filter(|row| is_broken(row)).map(|row| row.number).collect()
}

#[test]
fn every_rule_is_needed() {
    for (part, rows) in [
        (Part::Guid, &[4, 19, 37, 40, 42][..]),
        (Part::IdReuse, &[23]),
        (Part::RepeatedGuid, &[53]),
        (Part::UrlAndDate, &[8, 13, 18, 52, 53]),
        (Part::UrlAndText, &[5, 28, 34, 38, 51]),
        (Part::SharedAddress, &[13]),
        (Part::DateAndTitle, &[20, 21, 22, 43]),
        (Part::DateDistrust, &[37, 38]),
        (Part::PrimaryFeed, &[27, 28]),
    ] {
        let broken = broken_without(part);
        let missing: Vec<_> = rows.iter().filter(|row| !broken.contains(row)).collect();
        assert!(missing.is_empty(), "without {part:?} these still hold: {missing:?}; {broken:?}");
    }
}
