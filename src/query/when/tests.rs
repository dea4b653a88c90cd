//! Dates as people write them, read on Thursday 21 May 2026 at 16:01:05 UTC.

use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp(1_779_379_265);

/// `start` and `end` as RFC 3339, `-` where open.
fn shown(span: Span) -> String {
    let side = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), Timestamp::to_rfc3339);
    format!("{} {}", side(span.start), side(span.end)).replace("T00:00:00Z", "")
}

fn read(text: &str) -> Result<When, WhenError> {
    when(text, NOW, Zone::UTC)
}

#[test]
fn dates_as_people_write_them() {
    for (text, expected) in [
        ("now", "2026-05-21T16:01:05Z -"),
        ("90min", "2026-05-21T14:31:05Z -"),
        ("36h", "2026-05-20T04:01:05Z -"),
        ("7d", "2026-05-14T16:01:05Z -"),
        ("7 d", "2026-05-14T16:01:05Z -"),
        ("-7d", "2026-05-14T16:01:05Z -"),
        ("2W", "2026-05-07T16:01:05Z -"),
        ("3mo", "2026-02-21T16:01:05Z -"),
        ("1y", "2025-05-21T16:01:05Z -"),
        ("1h30min", "2026-05-21T14:31:05Z -"),
        ("1 year 2 months", "2025-03-21T16:01:05Z -"),
        ("3 days ago", "2026-05-18T16:01:05Z -"),
        ("an hour ago", "2026-05-21T15:01:05Z -"),
        ("a week ago", "2026-05-14T16:01:05Z -"),
        ("0d", "2026-05-21T16:01:05Z -"),
        ("P1W", "2026-05-14T16:01:05Z -"),
        ("p1y2m3dT4h5M6S", "2025-03-18T11:55:59Z -"),
        ("PT36H", "2026-05-20T04:01:05Z -"),
        ("today", "2026-05-21 2026-05-22"),
        ("Yesterday", "2026-05-20 2026-05-21"),
        ("tomorrow", "2026-05-22 2026-05-23"),
        ("thursday", "2026-05-21 2026-05-22"),
        ("last thursday", "2026-05-14 2026-05-15"),
        ("monday", "2026-05-18 2026-05-19"),
        ("last monday", "2026-05-18 2026-05-19"),
        ("fri", "2026-05-15 2026-05-16"),
        ("this week", "2026-05-18 2026-05-25"),
        ("last week", "2026-05-11 2026-05-18"),
        ("last  month", "2026-04-01 2026-05-01"),
        ("this month", "2026-05-01 2026-06-01"),
        ("last year", "2025-01-01 2026-01-01"),
        ("2026", "2026-01-01 2027-01-01"),
        ("2026-05", "2026-05-01 2026-06-01"),
        ("2025-12", "2025-12-01 2026-01-01"),
        ("2026-W21", "2026-05-18 2026-05-25"),
        ("2026-05-21", "2026-05-21 2026-05-22"),
        ("2026-5-1", "2026-05-01 2026-05-02"),
        ("20260521", "2026-05-21 2026-05-22"),
        ("2026-05-21 16:01", "2026-05-21T16:01:00Z 2026-05-21T16:02:00Z"),
        ("2026-05-21T16:01", "2026-05-21T16:01:00Z 2026-05-21T16:02:00Z"),
        ("2026-05-21 16:01:05", "2026-05-21T16:01:05Z 2026-05-21T16:01:06Z"),
        ("2026-05-21T16:01:05Z", "2026-05-21T16:01:05Z 2026-05-21T16:01:06Z"),
        ("2026-05-21T16:01:05.25+02:00", "2026-05-21T14:01:05Z 2026-05-21T14:01:06Z"),
        ("2026-05-21 16:01+0200", "2026-05-21T14:01:00Z 2026-05-21T14:02:00Z"),
        ("2026-05-21 16:01 UTC", "2026-05-21T16:01:00Z 2026-05-21T16:02:00Z"),
        ("yesterday 9:30", "2026-05-20T09:30:00Z 2026-05-20T09:31:00Z"),
        ("last monday 18:00", "2026-05-18T18:00:00Z 2026-05-18T18:01:00Z"),
        ("Thu, 21 May 2026 16:01:05 +0200", "2026-05-21T14:01:05Z 2026-05-21T14:01:06Z"),
        ("@1716300000", "2024-05-21T14:00:00Z 2024-05-21T14:00:01Z"),
        ("@-1", "1969-12-31T23:59:59Z 1970-01-01"),
        ("2026-03..2026-04", "2026-03-01 2026-05-01"),
        ("2026-03 .. 2026-04", "2026-03-01 2026-05-01"),
        ("2026-03..", "2026-03-01 -"),
        ("..2026-04", "- 2026-05-01"),
        ("14d..7d", "2026-05-07T16:01:05Z 2026-05-14T16:01:06Z"),
        ("last monday..today", "2026-05-18 2026-05-22"),
    ] {
        let span = read(text).map(When::within).map_err(|error| error.to_string());
        assert_eq!(span.map(shown).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_date_says_what_would_be() {
    for (text, message, hint) in [
        ("", "a date is missing", "write 7d, 3mo"),
        ("blah", "`blah` is no date", "write 7d, 3mo"),
        ("3m", "`3m` could mean minutes or months", "write 3min for minutes or 3mo for months"),
        ("10 M ago", "`10 M ago` could mean minutes or months", "write 10min for minutes or 10mo"),
        ("7", "`7` has no unit", "write 7d for days"),
        ("1716300000", "`1716300000` has no unit", "@1716300000 for seconds"),
        ("2026-02-30", "there is no 2026-02-30", "year-month-day"),
        ("2026-13", "there is no 2026-13", "year-month-day"),
        ("2026-W60", "there is no 2026-W60", "year-month-day"),
        ("2026-05-21 25:00", "there is no 2026-05-21 25:00", "year-month-day"),
        ("21.05.2026", "`21.05.2026` is no date", "2026-05-21"),
        ("05/21/2026", "`05/21/2026` is no date", "2026-05-21"),
        ("99999999999999999999d", "is further away", "shorter"),
        ("9999999y", "is further away", "shorter"),
        ("9999y", "is further away", "shorter"),
        ("@99999999999999", "is further away", "shorter"),
        ("@x", "`@x` is no date", "write 7d"),
        ("..", "`..` is no interval", "2026-03..2026-04"),
        ("2026...2027", "`2026...2027` is no interval", "2026-03..2026-04"),
        ("2026-04..2026-03", "ends before it begins", "write 2026-03..2026-04"),
        ("7d..14d", "ends before it begins", "write 14d..7d"),
        ("2026-05..blah", "`blah` is no date", "write 7d"),
        ("P", "`P` is no date", "write 7d"),
        ("PT", "`PT` is no date", "write 7d"),
        ("P1", "`P1` is no date", "write 7d"),
        ("1.5h", "`1.5h` is no date", "write 7d"),
        ("ago", "`ago` is no date", "write 7d"),
        ("last", "`last` is no date", "write 7d"),
        ("last blah", "`last blah` is no date", "write 7d"),
        ("2026-05 16:01", "`2026-05 16:01` is no date", "write 7d"),
        ("é\u{301}t 1:", "is no date", "write 7d"),
    ] {
        let error = read(text).expect_err(text);
        assert!(error.to_string().contains(message), "{text}: {error}");
        assert!(error.hint().contains(hint), "{text}: {}", error.hint());
    }
}

#[test]
fn since_begins_and_until_includes() {
    for (text, since, until) in [
        ("2026-05-20", "2026-05-20 -", "- 2026-05-21"),
        ("2026-04", "2026-04-01 -", "- 2026-05-01"),
        ("last week", "2026-05-11 -", "- 2026-05-18"),
        ("1d", "2026-05-20T16:01:05Z -", "- 2026-05-20T16:01:06Z"),
        ("2026-03..2026-04", "2026-03-01 2026-05-01", "2026-03-01 2026-05-01"),
    ] {
        let when = read(text).expect(text);
        assert_eq!(shown(when.since()), since, "since {text}");
        assert_eq!(shown(when.until()), until, "until {text}");
    }
}

#[test]
fn days_are_the_readers_own() {
    let east = Zone::Fixed(10 * 3600);
    let read = |text: &str| when(text, NOW, east).map(When::within).map(shown);
    assert_eq!(read("today").as_deref(), Ok("2026-05-21T14:00:00Z 2026-05-22T14:00:00Z"));
    assert_eq!(
        read("2026-05-21 00:30").as_deref(),
        Ok("2026-05-20T14:30:00Z 2026-05-20T14:31:00Z")
    );
    assert_eq!(
        read("2026-05-21T00:30Z").as_deref(),
        Ok("2026-05-21T00:30:00Z 2026-05-21T00:31:00Z")
    );
}

#[test]
fn days_join_up_on_the_machines_own_clock() {
    let mut day = chrono::NaiveDate::from_ymd_opt(2025, 12, 30).expect("a day");
    let mut last_end = None;
    for _ in 0..400 {
        let read = when(&day.to_string(), NOW, Zone::Local);
        let Ok(When::Period(start, end)) = read else { panic!("{day}: {read:?}") };
        assert!(last_end.is_none_or(|last| last == start) && Zone::Local.wall(start).date() == day);
        assert!((23 * 3600..=25 * 3600).contains(&end.since(start)), "{day}");
        (last_end, day) = (Some(end), day.succ_opt().expect("a day"));
    }
}

#[test]
fn a_month_ago_ends_with_a_short_month() {
    for (now, text, expected) in [
        ("2026-03-31T12:00:00Z", "1mo", "2026-02-28T12:00:00Z"),
        ("2024-03-31T12:00:00Z", "1mo", "2024-02-29T12:00:00Z"),
        ("2024-02-29T12:00:00Z", "1y", "2023-02-28T12:00:00Z"),
        ("2026-01-15T12:00:00Z", "13mo", "2024-12-15T12:00:00Z"),
    ] {
        let now = Timestamp::from_rfc3339(now).expect(now);
        let at = when(text, now, Zone::UTC).map(|when| when.since().start);
        assert_eq!(at, Ok(Timestamp::from_rfc3339(expected)), "{text} before {now}");
    }
}

proptest! {
    #[test]
    fn a_printed_instant_is_read_back(seconds in YEARS, east in -50_400_i32..50_400) {
        let (at, zone) = (Timestamp(seconds), Zone::Fixed(east / 60 * 60));
        let second = Ok(When::Period(at, at.plus(1)));
        prop_assert_eq!(when(&at.to_rfc3339(), NOW, zone), second.clone());
        prop_assert_eq!(when(&format!("@{seconds}"), NOW, zone), second.clone());
        let wall = zone.wall(at);
        if (0..=9999).contains(&chrono::Datelike::year(&wall)) {
            let printed = wall.format("%Y-%m-%d %H:%M:%S").to_string();
            prop_assert_eq!(when(&printed, NOW, zone), second);
        }
    }

    #[test]
    fn a_day_begins_and_ends_at_midnight(seconds in 0_i64..4_000_000_000) {
        let wall = Zone::UTC.wall(Timestamp(seconds)).date();
        let Ok(When::Period(start, end)) = read(&wall.to_string()) else { panic!("{wall}") };
        prop_assert!((start.0..end.0).contains(&seconds) && end.since(start) == 86_400);
    }

    #[test]
    fn no_text_is_too_much(text in "\\PC{0,24}|[0-9a-zT:@.+ -]{0,20}", now in any::<i64>()) {
        let _ = when(&text, Timestamp(now), Zone::UTC);
        let _ = when(&text, Timestamp(now), Zone::Local);
    }
}
