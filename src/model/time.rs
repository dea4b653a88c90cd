//! Instants, as whole seconds since 1970 in UTC.

use chrono::{DateTime, Local, NaiveDateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant: whole seconds since 1970-01-01T00:00:00Z, negative before.
///
/// Printed and serialised as RFC 3339 in UTC (`2026-05-21T16:01:05Z`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

/// The last second of the year 9999, the largest that RFC 3339 can write.
const LATEST: i64 = 253_402_300_799;
/// The first second of the year 0, the smallest that RFC 3339 can write.
const EARLIEST: i64 = -62_167_219_200;

impl Timestamp {
    /// The instant as chrono's type, clamped to what RFC 3339 can write (years 0 to 9999).
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.clamp(EARLIEST, LATEST), 0).unwrap_or_default()
    }

    /// RFC 3339 in UTC, to the second.
    pub fn to_rfc3339(self) -> String {
        self.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// The instant an RFC 3339 text names; fractions of a second are cut off.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|at| Self(at.timestamp()))
    }

    /// This instant moved by so many seconds (negative: earlier), without overflow.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant, negative if it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp())
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_rfc3339(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("{text} is no RFC 3339 time")))
    }
}

/// The time zone in which dates are read and shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// The machine's own, daylight saving and all.
    #[default]
    Local,
    /// Always so many seconds east of UTC.
    Fixed(i32),
    /// A place's, by its name in the time zone database, daylight saving and all.
    Named(Tz),
}

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self::Fixed(0);

    /// The wall clock's reading at an instant.
    pub fn wall(self, at: Timestamp) -> NaiveDateTime {
        match self {
            Self::Local => at.to_utc().with_timezone(&Local).naive_local(),
            Self::Fixed(east) => at.plus(i64::from(east)).to_utc().naive_utc(),
            Self::Named(zone) => at.to_utc().with_timezone(&zone).naive_local(),
        }
    }

    /// The instant at which the wall clock first reads this; where daylight saving skips the
    /// reading, the instant of the jump's far side.
    pub fn instant(self, wall: NaiveDateTime) -> Timestamp {
        match self {
            Self::Fixed(east) => Timestamp::from(wall.and_utc()).plus(-i64::from(east)),
            Self::Local => earliest(wall, &Local),
            Self::Named(zone) => earliest(wall, &zone),
        }
    }
}

/// The first instant at which a clock there shows this time, or the first after a gap in it.
fn earliest(wall: NaiveDateTime, zone: &impl TimeZone) -> Timestamp {
    let skipping = (0..=24).map(|quarters| wall + TimeDelta::minutes(15 * quarters));
    skipping
        .filter_map(|later| zone.from_local_datetime(&later).earliest())
        .map(|at| Timestamp(at.timestamp()))
        .next()
        .unwrap_or_else(|| Timestamp::from(wall.and_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_back() {
        for seconds in [0, -1, 1_779_379_265, LATEST, EARLIEST] {
            let at = Timestamp(seconds);
            assert_eq!(Timestamp::from_rfc3339(&at.to_rfc3339()), Some(at), "{at}");
        }
    }

    #[test]
    fn a_fixed_zone_reads_and_writes_the_wall_clock() {
        let zone = Zone::Fixed(2 * 3600);
        let at = Timestamp::from_rfc3339("2026-05-21T22:30:00Z").expect("a time");
        assert_eq!(zone.wall(at).to_string(), "2026-05-22 00:30:00");
        assert_eq!(zone.instant(zone.wall(at)), at);
    }

    #[test]
    fn a_place_keeps_its_daylight_saving() {
        let zone = Zone::Named(Tz::Europe__Berlin);
        for (utc, wall) in [
            ("2026-01-10T12:00:00Z", "2026-01-10 13:00:00"),
            ("2026-07-10T12:00:00Z", "2026-07-10 14:00:00"),
        ] {
            let at = Timestamp::from_rfc3339(utc).expect("a time");
            assert_eq!(zone.wall(at).to_string(), wall);
            assert_eq!(zone.instant(zone.wall(at)), at);
        }
        // Half past two does not exist on the day the clocks go forward.
        let skipped = "2026-03-29T02:30:00".parse().expect("a time");
        let next = Timestamp::from_rfc3339("2026-03-29T01:00:00Z");
        assert_eq!(Some(zone.instant(skipped)), next);
    }

    #[test]
    fn absurd_instants_are_clamped_not_fatal() {
        assert_eq!(Timestamp(i64::MAX).to_rfc3339(), "9999-12-31T23:59:59Z");
        assert_eq!(Timestamp(i64::MIN).to_rfc3339(), "0000-01-01T00:00:00Z");
    }
}
