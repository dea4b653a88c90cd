//! States and answers in, the times that must come out: the schedule's rules as tables.

use proptest::prelude::*;

use super::*;
use crate::fetch::{Answer, FetchError, FetchOutcome, Hold, Request, SchedulePolicy};
use crate::model::{
    Document, Entry, Feed, FetchState, Hop, LastError, Parsed, Timestamp, Validators,
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// A Thursday, noon.
const NOON: Timestamp = Timestamp(1_779_364_800);
const URL: &str = "https://a.example/feed";

fn policy() -> SchedulePolicy {
    SchedulePolicy::default()
}

fn at(policy: &SchedulePolicy, now: Timestamp) -> Context<'_> {
    Context { feed: FeedId(1), url: URL, interval: None, has_login: false, policy, now }
}

fn answer(outcome: FetchOutcome) -> Answer {
    let mut answer = Answer::bare(&Request::new(FeedId(1), URL), outcome);
    answer.exchange = vec![Hop { status: Some(200), ..Hop::default() }];
    answer
}

fn status(status: u16) -> Answer {
    let mut answer = answer(FetchOutcome::Failed(FetchError::Http {
        status,
        reason: String::new(),
        host: "a.example".into(),
        challenge: None,
    }));
    answer.exchange[0].status = Some(status);
    answer
}

#[test]
fn half_asked_is_asked_again_at_its_pace_and_not_asked_at_once() {
    let policy = policy();
    let state = FetchState { checked: Some(NOON.plus(-DAY)), ..FetchState::default() };
    let mut held = answer(FetchOutcome::Held(Hold::TooManyBefore));
    let half = after(&state, &held, &Reading::None, &at(&policy, NOON)).state;
    assert_eq!((half.checked, half.duration_ms, half.failures), (Some(NOON), None, 0));
    assert!(half.next_check > Some(NOON.plus(HOUR / 2)), "{:?}", half.next_check);
    held.exchange.clear();
    let whole = after(&state, &held, &Reading::None, &at(&policy, NOON)).state;
    assert_eq!(whole, state);
}

fn document(etag: Option<&str>) -> Document {
    let mut document = Document::from_bytes(b"<rss></rss>", URL);
    document.validators.etag = etag.map(str::to_owned);
    document
}

fn fetched(etag: Option<&str>) -> Answer {
    answer(FetchOutcome::Fetched(document(etag)))
}

/// A feed with an entry every `gap` seconds, the newest `age` seconds old.
fn hints(entries: i64, gap: i64, age: i64) -> Hints {
    let entry = |n: i64| Entry {
        id: Some(n.to_string()),
        published: Some(NOON.plus(-age - n * gap)),
        ..Entry::default()
    };
    let feed = Feed { entries: (0..entries).map(entry).collect(), ..Feed::default() };
    Hints::of(&Parsed { feed, mended: Vec::new() })
}

/// The state after one good fetch at noon.
fn good(etag: Option<&str>, hints: Hints) -> FetchState {
    let policy = policy();
    after(&FetchState::default(), &fetched(etag), &Reading::Feed(hints), &at(&policy, NOON)).state
}

fn wait(state: &FetchState, now: Timestamp) -> Option<i64> {
    let policy = policy();
    due(state, &at(&policy, now)).when.map(|when| when.since(NOON))
}

fn why(state: &FetchState, now: Timestamp) -> Why {
    let policy = policy();
    due(state, &at(&policy, now)).why
}

#[test]
fn waits_follow_the_feeds_rhythm() {
    for (entries, gap, age, least, most, expected) in [
        (20, 600, 0, HOUR, HOUR, Why::Rhythm),
        (10, 3 * HOUR, HOUR, HOUR, 3 * HOUR / 2, Why::Rhythm),
        (10, 4 * HOUR, HOUR, 3 * HOUR / 2, 2 * HOUR, Why::Rhythm),
        (10, 2 * DAY, DAY, 4 * HOUR, 5 * HOUR, Why::Rhythm),
        (10, 2 * DAY, 8 * DAY, 6 * HOUR, 8 * HOUR, Why::Silent),
        (3, HOUR, 400 * DAY, 19 * HOUR, 24 * HOUR, Why::Silent),
        (1, 0, HOUR, HOUR, HOUR, Why::Rhythm),
        (0, 0, 0, HOUR, HOUR, Why::Rhythm),
    ] {
        let state = good(Some("\"1\""), hints(entries, gap, age));
        let wait = wait(&state, NOON).expect("due some time");
        assert!((least - 100..=most).contains(&wait), "{entries} {gap} {age}: {wait}");
        assert_eq!(why(&state, NOON), expected, "{entries} {gap} {age}");
    }
}

#[test]
fn hourly_cron_is_hourly_although_it_never_fires_to_the_second() {
    let state = good(Some("\"1\""), hints(20, 600, 0));
    let policy = policy();
    assert!(!due(&state, &at(&policy, NOON.plus(3_300))).is_now(NOON.plus(3_300)));
    assert!(due(&state, &at(&policy, NOON.plus(3_598))).is_now(NOON.plus(3_598)));
}

#[test]
fn without_validators_it_is_asked_less_unless_its_window_turns_over() {
    let slow = good(None, hints(3, HOUR, 21 * HOUR));
    assert_eq!(why(&slow, NOON), Why::Unconditional);
    assert!(wait(&slow, NOON).is_some_and(|wait| (12 * HOUR - 100..14 * HOUR).contains(&wait)));
    // Twenty entries in 200 minutes: half of that.
    let busy = good(None, hints(20, 600, 0));
    assert!(wait(&busy, NOON).is_some_and(|wait| wait < 2 * HOUR));
    let program = FetchState { validators: Validators::default(), ..busy };
    let policy = policy();
    let context = Context { url: "exec:cat x", ..at(&policy, NOON) };
    assert_eq!(due(&program, &context).why, Why::Rhythm);
    let file = Context { url: "/tmp/x.xml", ..at(&policy, NOON) };
    assert!(due(&program, &file).is_now(NOON));
}

#[test]
fn lifetimes_are_obeyed_kept_and_capped() {
    let lively = || hints(20, HOUR, 0);
    for (seconds, least, most) in [
        (0, HOUR - 100, HOUR),
        (900, HOUR - 100, HOUR),
        (10_800, 10_800, 10_908),
        (31_536_000, 7 * DAY, 7 * DAY),
        (u64::MAX, 7 * DAY, 7 * DAY),
    ] {
        let policy = policy();
        let mut answer = fetched(Some("\"1\""));
        answer.lifetime_seconds = Some(seconds);
        let reading = Reading::Feed(lively());
        let state = after(&FetchState::default(), &answer, &reading, &at(&policy, NOON)).state;
        let first = wait(&state, NOON).expect("due some time");
        assert!((least..=most).contains(&first), "{seconds}: {first}");
        // A bare 304 keeps what the 200 said, and the validators.
        let bare = self::answer(FetchOutcome::NotModified(Validators::default()));
        let kept = after(&state, &bare, &Reading::None, &at(&policy, NOON)).state;
        assert_eq!(kept.lifetime_seconds, Some(seconds));
        assert_eq!(kept.validators.etag.as_deref(), Some("\"1\""));
        // A 304 with its own replaces it.
        let mut own = bare;
        own.lifetime_seconds = Some(7_200);
        own.outcome =
            FetchOutcome::NotModified(Validators { etag: Some("2".into()), last_modified: None });
        let replaced = after(&state, &own, &Reading::None, &at(&policy, NOON)).state;
        assert_eq!(replaced.lifetime_seconds, Some(7_200));
        assert_eq!(replaced.validators.etag.as_deref(), Some("2"));
        // A 200 without forgets it.
        let plain = after(&state, &fetched(None), &Reading::Same, &at(&policy, NOON)).state;
        assert_eq!((plain.lifetime_seconds, plain.validators.is_empty()), (None, true));
    }
}

#[test]
fn the_documents_own_hints_count() {
    let state = good(Some("1"), Hints { ttl_seconds: Some(10_800), ..hints(3, HOUR, 0) });
    assert_eq!(why(&state, NOON), Why::Ttl);
    assert!(wait(&state, NOON).is_some_and(|wait| (10_800..=10_908).contains(&wait)));
    // A daily ttl on a window of 200 minutes would lose most of it.
    let state = good(Some("1"), Hints { ttl_seconds: Some(86_400), ..hints(20, 600, 0) });
    assert!(wait(&state, NOON).is_some_and(|wait| wait <= 6_000));
}

#[test]
fn hours_and_days_to_skip() {
    let lively = || hints(20, 600, 0);
    let all_but = |hour: u8| (0..24).filter(|other| *other != hour).collect::<Vec<u8>>();
    for (skip_hours, skip_days, expected) in [
        (all_but(23), vec![], 11 * HOUR),
        (vec![12, 13, 14], vec![], 3 * HOUR),
        (vec![24], vec![], HOUR - 100),
        ((0..24).collect(), vec![], HOUR - 100),
        (vec![], (0..7).collect(), HOUR - 100),
        // Noon on Thursday: Thursday and Friday are out.
        (vec![], vec![3, 4], 36 * HOUR),
        // Three days at most.
        (vec![], vec![3, 4, 5, 6, 0, 1], 3 * DAY + HOUR - 100),
    ] {
        let hints =
            Hints { skip_hours: skip_hours.clone(), skip_days: skip_days.clone(), ..lively() };
        let state = good(Some("1"), hints);
        assert_eq!(wait(&state, NOON), Some(expected), "{skip_hours:?} {skip_days:?}");
    }
    // A run that comes late, at a skipped hour, waits for the next good one.
    let state = good(Some("1"), Hints { skip_hours: vec![15], ..lively() });
    let late = NOON.plus(3 * HOUR + 60);
    assert_eq!(wait(&state, late), Some(4 * HOUR));
}

#[test]
fn failures_back_off_to_a_day_and_never_end() {
    let policy = policy();
    let mut state = good(Some("1"), hints(20, 600, 0));
    for hours in [1, 2, 4, 8, 16, 24, 24, 24] {
        state = after(&state, &status(500), &Reading::None, &at(&policy, NOON)).state;
        let wait = wait(&state, NOON).expect("never an end");
        assert!((hours * 3240 - 100..=hours * HOUR).contains(&wait), "{hours}: {wait}");
    }
    assert_eq!(state.failures, 8);
    assert_eq!(state.validators.etag.as_deref(), Some("1"), "an error takes no validators away");
    assert_eq!(state.reason.as_deref(), Some("failed 8 times: waits 1 h, 2 h, 4 h … 24 h"));
    let well = after(&state, &fetched(Some("2")), &Reading::Same, &at(&policy, NOON)).state;
    assert_eq!((well.failures, well.error, well.failing_since), (0, None, None));
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let policy = policy();
    let state = good(Some("1"), hints(20, 600, 0));
    for (code, retry, lifetime, least, most, forcible) in [
        (429, None, None, HOUR - 100, HOUR, true),
        (429, Some(10_800), None, 10_800, 10_860, false),
        (503, Some(10_800), None, 10_800, 10_860, false),
        (500, Some(10_800), None, 10_800, 10_860, false),
        (429, None, Some(172_800), 172_800, 172_860, false),
        (429, Some(60), Some(172_800), 172_800, 172_860, false),
        (429, Some(315_360_000), None, 7 * DAY, 7 * DAY + 60, false),
        (404, None, Some(7_200), 7_200, 7_200, true),
        (404, None, Some(31_536_000), DAY, DAY, true),
        (429, Some(0), None, HOUR - 100, HOUR, true),
    ] {
        let mut answer = status(code);
        answer.retry_after_seconds = retry;
        answer.lifetime_seconds = lifetime;
        let state = after(&state, &answer, &Reading::None, &at(&policy, NOON)).state;
        let wait = wait(&state, NOON).expect("never an end");
        assert!((least..=most).contains(&wait), "{code} {retry:?} {lifetime:?}: {wait}");
        let forced = forced(&state, &at(&policy, NOON.plus(10)));
        assert_eq!(forced.is_now(NOON.plus(10)), forcible, "{code} {retry:?} {lifetime:?}");
    }
}

#[test]
fn gone_is_left_alone_until_somebody_asks() {
    let policy = policy();
    let state = good(Some("1"), hints(3, HOUR, 0));
    let gone = after(&state, &answer(FetchOutcome::Gone), &Reading::None, &at(&policy, NOON)).state;
    assert_eq!((wait(&gone, NOON.plus(90 * DAY)), gone.next_check), (None, None));
    assert!(forced(&gone, &at(&policy, NOON)).is_now(NOON));
    let revived = after(&gone, &fetched(None), &Reading::Same, &at(&policy, NOON)).state;
    assert_eq!(revived.gone, None);
}

#[test]
fn a_clock_that_was_set_back_blocks_nothing() {
    let policy = policy();
    let state = good(Some("1"), hints(3, HOUR, 0));
    let mut held = status(429);
    held.retry_after_seconds = Some(7 * 86_400);
    let held = after(&state, &held, &Reading::None, &at(&policy, NOON)).state;
    for state in [state, held] {
        let earlier = NOON.plus(-10 * DAY);
        assert!(due(&state, &at(&policy, earlier)).is_now(earlier));
        // A minute is no jump.
        assert!(!due(&state, &at(&policy, NOON.plus(-60))).is_now(NOON.plus(-60)));
    }
}

#[test]
fn what_was_not_whole_or_no_feed_leaves_the_validators_alone() {
    let policy = policy();
    let state = good(Some("old"), hints(3, HOUR, 0));
    let cut = Reading::Feed(Hints { whole: false, ..hints(2, HOUR, 0) });
    let page = Reading::NotAFeed(LastError { code: "not-a-feed".into(), message: "a page".into() });
    for (reading, failures) in [(cut, 0), (page, 1)] {
        let next = after(&state, &fetched(Some("new")), &reading, &at(&policy, NOON)).state;
        assert_eq!(next.validators.etag.as_deref(), Some("old"), "{reading:?}");
        assert_eq!(next.failures, failures);
    }
    // Nor does one whose end is missing unnoticed, whatever its length said.
    let mut stump = fetched(Some("new"));
    stump.outcome = FetchOutcome::Fetched(Document::from_bytes(b"<rss><channel><item/>", URL));
    let next = after(&state, &stump, &Reading::Feed(hints(1, HOUR, 0)), &at(&policy, NOON)).state;
    assert_eq!((next.validators.etag.as_deref(), next.body_hash), (Some("old"), None));
    let parsed = Parsed { mended: vec!["cut-entry"], ..Parsed::default() };
    assert!(!Hints::of(&parsed).whole);
    let parsed = Parsed { mended: vec!["bare-angle"], ..Parsed::default() };
    assert!(Hints::of(&parsed).whole);
}

#[test]
fn a_delta_adds_to_what_is_known() {
    let policy = policy();
    let state = good(Some("1"), hints(12, HOUR, HOUR));
    let mut delta = fetched(Some("2"));
    delta.exchange[0].status = Some(226);
    let next = after(&state, &delta, &Reading::Feed(hints(1, HOUR, 0)), &at(&policy, NOON)).state;
    assert_eq!((next.recent.len(), next.window), (13, Some(12)));
    assert_eq!(next.recent.first(), Some(&NOON));
}

#[test]
fn moves_are_believed_after_a_second_success_a_day_later() {
    let policy = policy();
    let moved = |to: &str| Answer { permanent_target: Some(to.into()), ..fetched(Some("1")) };
    let new = "https://b.example/feed";
    let feed = || Reading::Feed(hints(3, HOUR, 0));
    let step = |state: &FetchState, answer: &Answer, reading: &Reading, hours: i64| {
        after(state, answer, reading, &at(&policy, NOON.plus(hours * HOUR)))
    };
    let first = step(&FetchState::default(), &moved(new), &feed(), 0);
    assert_eq!(first.moved_to, None);
    let soon = step(&first.state, &moved(new), &feed(), 19);
    assert_eq!(soon.moved_to, None);
    // A login page in between, and an error, neither prove nor disprove anything.
    let page = Reading::NotAFeed(LastError::default());
    let portal = step(&soon.state, &moved("http://portal/login"), &page, 20);
    let broken = step(&portal.state, &status(500), &Reading::None, 21);
    let believed = step(&broken.state, &moved(new), &feed(), 22);
    assert_eq!(believed.moved_to.as_deref(), Some(new));
    assert_eq!(believed.state.moved_from.as_deref(), Some(URL));
    assert_eq!(believed.state.moving, None);
    // Another target starts anew, none ends it.
    let other = step(&soon.state, &moved("https://c.example/"), &feed(), 30);
    assert_eq!(other.moved_to, None);
    assert_eq!(step(&other.state, &fetched(None), &feed(), 60).state.moving, None);
    // A 304 at the target proves it too.
    let unchanged = Answer {
        permanent_target: Some(new.into()),
        ..answer(FetchOutcome::NotModified(Validators::default()))
    };
    assert_eq!(step(&soon.state, &unchanged, &Reading::None, 26).moved_to.as_deref(), Some(new));
}

#[test]
fn a_login_keeps_a_feed_at_its_origin() {
    let policy = policy();
    for (to, moves) in [
        ("https://b.example/feed", false),
        ("http://a.example/feed", false),
        ("https://a.example/new", true),
    ] {
        let moved = Answer { permanent_target: Some(to.into()), ..fetched(Some("1")) };
        let mut last = None;
        let mut state = FetchState::default();
        for day in 0..4 {
            let context = Context { has_login: true, ..at(&policy, NOON.plus(day * DAY)) };
            let next = after(&state, &moved, &Reading::Feed(hints(3, HOUR, 0)), &context);
            state = next.state;
            last = last.or(next.moved_to);
        }
        assert_eq!(last.as_deref(), Some(to).filter(|_| moves));
        // Health has it to tell of.
        assert!(moves || state.moving.is_some_and(|moving| moving.since == NOON));
    }
}

#[test]
fn a_plan_reads_like_a_sentence() {
    let policy = policy();
    let later = |hours: i64| at(&policy, NOON.plus(hours * HOUR + 600));
    let rhythm = good(Some("1"), hints(10, 2 * DAY, DAY));
    assert_eq!(
        due(&rhythm, &later(4)).reason,
        "every 5 h by its rhythm, last asked 4 h 10 min ago"
    );
    let silent = good(Some("1"), hints(10, 2 * DAY, 71 * DAY));
    assert_eq!(
        due(&silent, &later(4)).reason,
        "silent for 71 d, so every 1 d, last asked 4 h 10 min ago"
    );
    let mut fresh = good(None, hints(3, HOUR, 0));
    fresh.lifetime_seconds = Some(900);
    assert_eq!(
        due(&fresh, &later(1)).reason,
        "server said max-age=900; no validators, so at most every 12 h"
    );
    let mut refused = status(429);
    refused.retry_after_seconds = Some(86_400);
    let refused = after(&rhythm, &refused, &Reading::None, &at(&policy, NOON)).state;
    assert_eq!(due(&refused, &later(1)).reason, "429, Retry-After: asks to be left alone for 1 d");
}

prop_compose! {
    fn any_state()(
        lifetime in proptest::option::of(any::<u64>()),
        ttl in proptest::option::of(any::<u64>()),
        failures in 0_u32..40,
        retry in proptest::option::of(any::<u64>()),
        dates in proptest::collection::vec(any::<i64>(), 0..30),
        skip_hours in proptest::collection::vec(any::<u8>(), 0..30),
        skip_days in proptest::collection::vec(any::<u8>(), 0..9),
        entries in any::<u32>(),
        etag in proptest::option::of("[a-z]{0,3}"),
    ) -> FetchState {
        let policy = policy();
        let dates = dates.into_iter().map(Timestamp).collect();
        let hints = Hints {
            ttl_seconds: ttl, skip_hours, skip_days, dates, entries, fingerprint: 1, whole: true,
            names: Vec::new(),
            length: None,
        };
        let mut answer = fetched(etag.as_deref());
        answer.lifetime_seconds = lifetime;
        let context = at(&policy, NOON);
        let mut state = after(&FetchState::default(), &answer, &Reading::Feed(hints), &context).state;
        let mut refused = status(429);
        refused.retry_after_seconds = retry;
        for _ in 0..failures {
            state = after(&state, &refused, &Reading::None, &context).state;
        }
        state
    }
}

proptest! {
    #[test]
    fn never_before_the_floor_and_never_after_the_cap(state in any_state(), feed: i64) {
        let policy = policy();
        let context = Context { feed: FeedId(feed), ..at(&policy, NOON) };
        let wait = due(&state, &context).when.map(|when| when.since(NOON)).expect("never an end");
        prop_assert!(wait >= HOUR - 100, "{wait}");
        prop_assert!(wait <= 7 * DAY + 60 + 3 * DAY, "{wait}");
        prop_assert_eq!(state.next_check, due(&state, &at(&policy, NOON)).when);
    }

    #[test]
    fn what_is_due_stays_due_or_is_skipped(state in any_state(), later in 0_i64..30 * DAY) {
        let policy = policy();
        let planned = due(&state, &at(&policy, NOON)).when.expect("never an end");
        let now = planned.plus(4 * DAY + later);
        prop_assert!(due(&state, &at(&policy, now)).is_now(now));
    }
}

#[test]
fn news_is_told_once() {
    let policy = policy();
    let mut state = FetchState::default();
    let mut told = Vec::new();
    let mut step = |hour: i64, answer: &Answer| {
        let reading = match answer.outcome {
            FetchOutcome::Fetched(_) => Reading::Feed(hints(3, DAY, 0)),
            _ => Reading::None,
        };
        let after = after(&state, answer, &reading, &at(&policy, NOON.plus(hour * HOUR)));
        state = after.state;
        told.extend(after.news.map(|news| (hour, news)));
    };
    // Never worked: told at once, and that once.
    for hour in [0, 1, 3, 40] {
        step(hour, &status(404));
    }
    step(41, &fetched(None));
    // Later failures: after a day and three tries, and once.
    for hour in [50, 51, 52, 73, 74, 90, 120] {
        step(hour, &status(500));
    }
    step(121, &fetched(None));
    // A hiccup is nobody's business, nor is its end.
    step(130, &status(500));
    step(131, &fetched(None));
    step(140, &answer(FetchOutcome::Gone));
    step(190, &answer(FetchOutcome::Gone));
    step(200, &fetched(None));
    assert_eq!(
        told,
        [
            (0, News::NeverWorked),
            (41, News::Recovered),
            (74, News::Failing),
            (121, News::Recovered),
            (140, News::Gone),
            (200, News::Recovered)
        ]
    );
}
