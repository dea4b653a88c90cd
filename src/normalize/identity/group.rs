//! The candidates that bear one mark, found among thousands by what else must agree.
//!
//! A podcast links every episode to its home page, and a document may list twenty thousand
//! entries under one address: each must meet the few it can be, not all that came before it.

use std::collections::HashMap;

use crate::model::Timestamp;

/// Of more candidates than these the first are compared: where so many agree in all that they
/// are looked up by, nothing tells them apart, and a document must not cost the square of its
/// entries.
pub(super) const MOST_COMPARED: usize = 64;

/// Candidates that bear one mark, by their dates and texts.
#[derive(Default)]
pub(super) struct Group {
    all: Vec<usize>,
    minutes: HashMap<i64, Vec<usize>>,
    undated: Vec<usize>,
    texts: HashMap<u64, Vec<usize>>,
}

impl Group {
    /// Takes in a candidate with its dates and the hash of its text.
    pub(super) fn add(&mut self, at: usize, dates: [Option<Timestamp>; 2], text: u64) {
        self.all.push(at);
        self.texts.entry(text).or_default().push(at);
        if dates == [None, None] {
            self.undated.push(at);
        }
        for date in dates.into_iter().flatten() {
            self.date(at, date);
        }
    }

    /// Notes a date of a candidate.
    pub(super) fn date(&mut self, at: usize, date: Timestamp) {
        let found = self.minutes.entry(minute(date)).or_default();
        if found.last() != Some(&at) {
            found.push(at);
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[usize] {
        &self.all
    }

    /// Those published in the minute of a date; without a date, those that came in without one.
    pub(super) fn on(&self, date: Option<Timestamp>) -> &[usize] {
        match date {
            Some(date) => self.minutes.get(&minute(date)).map_or(&[], Vec::as_slice),
            None => &self.undated,
        }
    }

    /// The few that an entry of this date and text may be: of the same minute or undated; to an
    /// undated entry every date is as good, and the same text comes first.
    pub(super) fn near(
        &self,
        date: Option<Timestamp>,
        text: u64,
    ) -> impl Iterator<Item = usize> + use<'_> {
        let [first, second] = match date {
            Some(_) => [self.on(date), self.on(None)],
            None => [self.texts.get(&text).map_or(&[][..], Vec::as_slice), &self.all],
        };
        first.iter().take(MOST_COMPARED).chain(second.iter().take(MOST_COMPARED)).copied()
    }
}

/// Dates are compared by the minute.
fn minute(date: Timestamp) -> i64 {
    date.0.div_euclid(60)
}
