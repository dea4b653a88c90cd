//! A filter in, figures about its articles out: by day, by weekday and hour, by feed.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Timelike};

use crate::{
    model::{FeedId, FeedRecord, Timestamp, Zone},
    query::Filter,
    render::{DayCount, FeedCount, Stats},
    store::{Store, StoreError},
};

/// Counts the articles that a filter selects. Articles of feeds that are no longer followed
/// count for days and hours, not for a feed.
pub fn stats(store: &mut dyn Store, filter: &Filter, zone: Zone) -> Result<Stats, StoreError> {
    let feeds = store.feeds()?;
    let mut by_feed: HashMap<FeedId, Vec<Timestamp>> = HashMap::new();
    store.dates(filter, &mut |feed, date| by_feed.entry(feed).or_default().push(date))?;
    let mut stats = Stats::default();
    let mut days: BTreeMap<_, u64> = BTreeMap::new();
    for date in by_feed.values().flatten() {
        let wall = zone.wall(*date);
        *days.entry(wall.date()).or_default() += 1;
        stats.weekday_hours[wall.weekday().num_days_from_monday() as usize]
            [wall.hour() as usize] += 1;
        stats.articles += 1;
    }
    stats.days = days.into_iter().map(|(date, articles)| DayCount { date, articles }).collect();
    stats.feeds =
        feeds.iter().filter_map(|feed| counted(feed, by_feed.remove(&feed.id)?)).collect();
    stats.feeds.sort_by(|one, other| {
        other.articles.cmp(&one.articles).then_with(|| one.title.cmp(&other.title))
    });
    Ok(stats)
}

fn counted(feed: &FeedRecord, mut dates: Vec<Timestamp>) -> Option<FeedCount> {
    dates.sort_unstable();
    Some(FeedCount {
        id: feed.id,
        title: feed.title().to_owned(),
        articles: dates.len() as u64,
        newest: *dates.last()?,
        median_gap_seconds: median_gap(&dates),
    })
}

/// The time between one article and the next as it mostly is: one long silence does not move it.
/// Articles of one instant came as one.
fn median_gap(dates: &[Timestamp]) -> Option<u64> {
    let gaps = dates.windows(2).map(|pair| pair[1].since(pair[0]));
    let mut gaps: Vec<i64> = gaps.filter(|gap| *gap > 0).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).map(|gap| gap.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_is_the_usual_gap() {
        for (dates, expected) in [
            (&[][..], None),
            (&[5], None),
            (&[5, 5], None),
            (&[0, 10, 20, 30, 9_000], Some(10)),
            (&[0, 0, 10, 30], Some(20)),
        ] {
            let dates: Vec<Timestamp> = dates.iter().copied().map(Timestamp).collect();
            assert_eq!(median_gap(&dates), expected, "{dates:?}");
        }
    }
}
