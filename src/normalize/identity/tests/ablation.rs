//! Each rule and guard switched off: the rows it is there for must go wrong.

use std::collections::BTreeSet;

use super::super::switch::{Part, without};
use super::decisions::table;

/// The rows that go wrong without a part.
fn broken_without(part: Part) -> BTreeSet<u8> {
    let rows = table();
    let is_broken = |row: &&super::decisions::Row| {
        without(part, || std::panic::catch_unwind(|| row.failures())).is_none_or_broken()
    };
    rows.iter().filter(is_broken).map(|row| row.number).collect()
}

trait Broken {
    fn is_none_or_broken(self) -> bool;
}

impl Broken for std::thread::Result<Vec<String>> {
    /// A store that met a key twice is as wrong as a wrong count.
    fn is_none_or_broken(self) -> bool {
        self.map_or(true, |failures| !failures.is_empty())
    }
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
