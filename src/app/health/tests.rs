//! Feeds in trouble and out of it, and what is said of each.

use super::*;
use crate::model::{FetchState, Move, Signs};

const NOW: Timestamp = Timestamp(1_779_364_800);

fn ago(seconds: i64) -> Timestamp {
    NOW.plus(-seconds)
}

fn feed(state: FetchState) -> FeedRecord {
    let mut feed = FeedRecord { id: FeedId(7), state, ..FeedRecord::default() };
    feed.subscription.url = "https://a.example/feed".to_owned();
    feed.subscription.site_url = Some("https://a.example/it's".to_owned());
    feed
}

fn failed(code: &str, message: &str, failures: u32, since: i64) -> FetchState {
    FetchState {
        error: Some(LastError { code: code.to_owned(), message: message.to_owned() }),
        failures,
        failing_since: Some(ago(since)),
        succeeded: Some(ago(90 * DAY)),
        ..FetchState::default()
    }
}

/// Posts every `gap` seconds, the newest `age` ago.
fn posts(count: i64, gap: i64, age: i64) -> FetchState {
    let recent = (0..count).map(|n| ago(age + n * gap)).collect();
    FetchState { recent, succeeded: Some(ago(60)), ..FetchState::default() }
}

fn signs(signs: Signs) -> FetchState {
    FetchState { signs, succeeded: Some(ago(60)), ..FetchState::default() }
}

fn moving(taken: bool) -> Move {
    Move { to: "https://b.example/feed".into(), since: ago(60), taken }
}

#[test]
fn a_move_that_is_not_made_by_itself_is_told_with_the_way_out() {
    let told = |feed: &FeedRecord| problems(feed, &Policy::default(), NOW).remove(0);
    let taken = feed(FetchState { moving: Some(moving(true)), ..FetchState::default() });
    let problem = told(&taken);
    assert_eq!(
        problem.message,
        "moving to https://b.example/feed: another subscription has that address, or had it before \
         it was removed"
    );
    assert_eq!(problem.hints, ["tidings add 'https://b.example/feed'", "tidings remove 7"]);
    for (auth, again) in
        [("basic ann:s3cret", "basic USER:PASSWORD"), ("from file ~/it's", r"from file ~/it'\''s")]
    {
        let mut with_login =
            feed(FetchState { moving: Some(moving(false)), ..FetchState::default() });
        with_login.subscription.options.auth = Auth::parse(auth).ok();
        let problem = told(&with_login);
        assert_eq!(
            problem.message,
            "moving to https://b.example/feed: not followed there by itself, since its login is \
             not for that server"
        );
        let hint = format!("tidings set 7 url='https://b.example/feed' auth='{again}'");
        assert_eq!(problem.hints, [hint]);
        // Within its origin nothing stands in the way.
        with_login.subscription.url = "https://b.example/old".to_owned();
        assert_eq!(told(&with_login).hints, ["tidings set 7 url='https://b.example/feed'"]);
    }
}

#[test]
fn what_is_wrong_and_which_command_mends_it() {
    let day = Some(ago(DAY));
    let cases: Vec<(FetchState, &str, &str, &[&str])> = vec![
        (
            failed("timeout", "timed out after 30 s", 5, 3 * DAY),
            "failing",
            "failing (5 tries): timed out after 30 s",
            &["tidings fetch --force 7", "tidings set 7 timeout=1min30s"],
        ),
        (
            failed("html-page", "it is a web page", 1, 60),
            "html",
            "a web page instead of a feed (1 try)",
            &[
                "tidings discover 'https://a.example/it'\\''s'",
                "tidings set 7 url=ADDRESS",
                "tidings remove 7",
            ],
        ),
        (
            FetchState {
                refused: true,
                ..failed(
                    "http-403",
                    "a.example answered 403 Forbidden (a Cloudflare challenge)",
                    2,
                    60,
                )
            },
            "refused",
            "refused (2 tries): a.example answered 403 Forbidden (a Cloudflare challenge)",
            &["tidings set 7 interval=1d", "tidings set 7 http1=yes"],
        ),
        (
            FetchState { gone: day, ..posts(9, DAY, 99 * DAY) },
            "gone",
            "gone: the server says it is no more (410); its articles stay, it is not asked again",
            &[
                "tidings discover 'https://a.example/it'\\''s'",
                "tidings fetch --force 7",
                "tidings remove 7",
            ],
        ),
        (
            signs(Signs { empty: day, ..Signs::default() }),
            "empty",
            "suddenly empty: the document holds no entries any more",
            &["tidings discover 'https://a.example/it'\\''s'"],
        ),
        (
            signs(Signs { shortened: day, ..Signs::default() }),
            "summaries",
            "cut to summaries: entries bring less than a quarter of the text they used to",
            &["tidings discover 'https://a.example/it'\\''s'"],
        ),
        (
            signs(Signs { future: day, ..Signs::default() }),
            "future-dates",
            "all dates lie in the future; articles are sorted by their arrival instead",
            &[],
        ),
        (
            signs(Signs { gap: day, ..Signs::default() }),
            "gap",
            "possible gap: no entry in common with the fetch before, so some may have been missed; \
             ask more often?",
            &["tidings set 7 interval=1h"],
        ),
        (
            posts(9, 9 * DAY, 71 * DAY),
            "silent",
            "silent for 71 days, usually posts every 9 days",
            &["tidings discover 'https://a.example/it'\\''s'", "tidings remove 7"],
        ),
        (
            FetchState { moving: Some(moving(false)), ..FetchState::default() },
            "moving",
            "moving to https://b.example/feed: followed there for good after a second success a \
             day later",
            &["tidings set 7 url='https://b.example/feed'"],
        ),
        (
            FetchState {
                moved: day,
                moved_from: Some("https://old.example/feed".into()),
                ..FetchState::default()
            },
            "moved",
            "moved for good from https://old.example/feed to https://a.example/feed",
            &["tidings set 7 url='https://old.example/feed'"],
        ),
    ];
    for (state, code, message, hints) in cases {
        let found = problems(&feed(state), &Policy::default(), NOW);
        let [problem] = found.as_slice() else { panic!("{code}: {found:?}") };
        assert_eq!((&*problem.code, &*problem.message), (code, message));
        assert_eq!(problem.hints, hints, "{code}");
        assert!(problem.since.is_some(), "{code}");
    }
}

#[test]
fn what_is_no_trouble() {
    for (what, state) in [
        ("new", FetchState::default()),
        ("lively", posts(20, 3600, 60)),
        ("a long weekend", posts(20, 3600, 62 * 3600)),
        ("within four gaps", posts(9, 9 * DAY, 35 * DAY)),
        ("no rhythm yet", posts(4, DAY, 99 * DAY)),
        ("all posted at once", posts(9, 0, 99 * DAY)),
        ("a gap long ago", signs(Signs { gap: Some(ago(31 * DAY)), ..Signs::default() })),
    ] {
        assert_eq!(problems(&feed(state), &Policy::default(), NOW), [], "{what}");
    }
}

#[test]
fn the_worst_comes_first_and_silence_goes_with_failing() {
    let mut state = failed("dns", "cannot find a.example", 9, 9 * DAY);
    state.recent = posts(9, DAY, 99 * DAY).recent;
    state.signs.gap = Some(ago(DAY));
    let found = problems(&feed(state), &Policy::default(), NOW);
    let codes: Vec<&str> = found.iter().map(|problem| &*problem.code).collect();
    assert_eq!(codes, ["failing", "gap"]);
}

#[test]
fn a_file_is_never_silent() {
    let mut silent = feed(posts(9, DAY, 90 * DAY));
    assert_eq!(problems(&silent, &Policy::default(), NOW).len(), 1);
    silent.subscription.url = "file:///srv/feed.xml".to_owned();
    assert_eq!(problems(&silent, &Policy::default(), NOW), []);
}

#[test]
fn what_is_new() {
    let never = FetchState { succeeded: None, ..failed("dns", "x", 1, 60) };
    for (what, state, new) in [
        ("a hiccup", failed("http-500", "x", 2, 2 * DAY), false),
        ("three quick tries", failed("http-500", "x", 3, 3600), false),
        ("a day and three tries", failed("http-500", "x", 3, DAY), true),
        ("never worked", never, true),
        ("silent", posts(9, DAY, 9 * DAY), true),
    ] {
        let feeds = [feed(state)];
        let rows = health(&feeds, &[], &Policy::default(), NOW);
        assert_eq!(rows[0].problems[0].new, new, "{what}");
        // Acknowledged, it is not new; with another beginning it is.
        let mut known = acknowledgements(&rows);
        assert!(!health(&feeds, &known, &Policy::default(), NOW)[0].problems[0].new, "{what}");
        known[0].since = Some(ago(365 * DAY));
        assert_eq!(
            health(&feeds, &known, &Policy::default(), NOW)[0].problems[0].new,
            new,
            "{what}"
        );
    }
}
