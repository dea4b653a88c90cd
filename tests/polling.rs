//! Replays publishing histories through the schedule, beside fixed intervals: what a policy
//! costs in requests and gives in freshness. `cargo test --test polling -- --nocapture` shows the table.

use tidings::fetch::schedule::{Context, Hints, Reading, after, due};
use tidings::fetch::{Answer, FetchOutcome, Request, SchedulePolicy};
use tidings::model::{Document, Entry, Feed, FeedId, FetchState, Parsed, Timestamp};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// A Monday, midnight.
const START: i64 = 1_779_062_400;
const WARM_UP: i64 = 40 * DAY;
const END: i64 = WARM_UP + 240 * DAY;
/// How often cron looks.
const TICK: i64 = 30 * MINUTE;

/// A publisher: when it posts, how many entries its document shows, what its server does.
struct Publisher {
    name: &'static str,
    /// How many of a hundred subscriptions are like it.
    share: usize,
    posts: Vec<i64>,
    window: usize,
    validators: bool,
    max_age: Option<u64>,
    slow: bool,
}

/// A number of 0 to 1 that differs from case to case and not from run to run.
fn chance(seed: u64) -> f64 {
    (xxhash_rust::xxh3::xxh3_64(&seed.to_le_bytes()) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Posts with gaps around `gap`, from half of it to one and a half.
fn irregular(seed: u64, gap: i64) -> Vec<i64> {
    let (mut posts, mut at) = (Vec::new(), -40 * DAY);
    while at < END {
        at += (gap as f64 * (0.5 + chance(seed ^ posts.len() as u64))) as i64;
        posts.push(at);
    }
    posts
}

/// So many posts a working day, between eight and eighteen o'clock.
fn office_hours(seed: u64, a_day: u64) -> Vec<i64> {
    let days = (-40..END / DAY).filter(|day| day.rem_euclid(7) < 5);
    let mut posts: Vec<i64> = days
        .flat_map(|day| {
            (0..a_day).map(move |n| {
                let share = chance(seed ^ (day as u64) << 16 ^ n);
                day * DAY + 8 * HOUR + (share * 36_000.0) as i64
            })
        })
        .collect();
    posts.sort_unstable();
    posts
}

/// A company's engineering blog: always at a minute past four, days to weeks apart.
fn engineering(seed: u64) -> Vec<i64> {
    let mut posts: Vec<i64> = irregular(seed, 7 * DAY);
    for post in &mut posts {
        *post = post.div_euclid(DAY) * DAY + 16 * HOUR + MINUTE;
    }
    posts.dedup();
    posts
}

fn publishers() -> Vec<Publisher> {
    let publisher = |name, share, posts, window| Publisher {
        name,
        share,
        posts,
        window,
        validators: true,
        max_age: None,
        slow: false,
    };
    let slow = |name, share, posts, window| Publisher {
        slow: true,
        ..publisher(name, share, posts, window)
    };
    vec![
        Publisher {
            max_age: Some(900),
            validators: false,
            ..slow("engineering blog", 10, engineering(1), 10)
        },
        slow("monthly blog", 15, irregular(2, 30 * DAY), 10),
        slow("weekly blog", 20, irregular(3, 7 * DAY), 15),
        slow("twice a week", 10, irregular(4, 3 * DAY), 10),
        slow("daily comic", 5, irregular(5, DAY), 10),
        Publisher { validators: false, ..slow("weekly podcast", 10, irregular(6, 7 * DAY), 100) },
        Publisher {
            max_age: Some(900),
            validators: false,
            ..slow("video channel", 10, irregular(7, 4 * DAY), 15)
        },
        publisher("company news", 5, office_hours(8, 3), 20),
        publisher("newspaper", 3, office_hours(9, 40), 20),
        Publisher {
            validators: false,
            ..publisher("newspaper, no validators", 1, office_hours(10, 40), 20)
        },
        publisher("agency", 1, irregular(11, 10 * MINUTE), 20),
        Publisher { max_age: Some(10_800), ..publisher("forum", 2, irregular(12, HOUR), 30) },
        slow("asleep", 5, vec![-30 * DAY], 10),
        slow("dead", 3, vec![-400 * DAY], 10),
    ]
}

/// What came of one publisher.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    requests: f64,
    articles: usize,
    lost: usize,
    delay: i64,
}

impl Outcome {
    fn mean_delay(self) -> f64 {
        self.delay as f64 / (self.articles - self.lost).max(1) as f64 / HOUR as f64
    }
}

/// Cron looks every half hour, a few seconds late, and asks if `wants` says so.
fn replay(publisher: &Publisher, mut wants: impl FnMut(i64, &[i64]) -> bool) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut known, mut last) = (0, i64::MIN);
    for tick in 0..END / TICK {
        let now = tick * TICK + tick % 7;
        let out = publisher.posts.partition_point(|post| *post <= now);
        let shown = &publisher.posts[out.saturating_sub(publisher.window)..out];
        if !wants(now, shown) {
            continue;
        }
        let counts = now >= WARM_UP;
        outcome.requests += f64::from(u8::from(counts));
        for (index, post) in publisher.posts[..out].iter().enumerate().skip(known) {
            if last < 0 || !counts {
                continue;
            }
            outcome.articles += 1;
            if index + publisher.window < out {
                outcome.lost += 1;
            } else {
                outcome.delay += now - post;
            }
        }
        (known, last) = (out, now);
    }
    outcome.requests /= ((END - WARM_UP) / DAY) as f64;
    outcome
}

fn fixed(publisher: &Publisher, interval: i64) -> Outcome {
    let mut last = i64::MIN / 2;
    replay(publisher, |now, _| {
        let wants = now - last >= interval - 100;
        if wants {
            last = now;
        }
        wants
    })
}

fn scheduled(publisher: &Publisher, feed: i64, policy: &SchedulePolicy) -> Outcome {
    let mut state = FetchState::default();
    replay(publisher, |now, shown| {
        let url = "https://a.example/feed";
        let now = Timestamp(START + now);
        let context = Context { feed: FeedId(feed), url, interval: None, policy, now };
        if !due(&state, &context).is_now(now) {
            return false;
        }
        let mut document = Document::from_bytes(format!("{:?}", shown.last()).as_bytes(), url);
        document.validators.etag = publisher.validators.then(|| "\"1\"".to_owned());
        let mut answer =
            Answer::bare(&Request::new(FeedId(feed), url), FetchOutcome::Fetched(document));
        answer.lifetime_seconds = publisher.max_age;
        let entries = shown.iter().rev().map(|post| Entry {
            id: Some(post.to_string()),
            published: Some(Timestamp(START + post)),
            ..Entry::default()
        });
        let feed = Feed { entries: entries.collect(), ..Feed::default() };
        let reading = Reading::Feed(Hints::of(&Parsed { feed, mended: Vec::new() }));
        state = after(&state, &answer, &reading, &context).state;
        true
    })
}

/// A way to decide when to ask.
type Way<'a> = (&'static str, &'a dyn Fn(&Publisher, i64) -> Outcome);

fn row(outcomes: [Outcome; 5]) -> String {
    let cell =
        |one: Outcome| format!("{:>8.1} {:>6.2} {:>6}", one.requests, one.mean_delay(), one.lost);
    outcomes.map(cell).concat()
}

#[test]
fn the_default_policy_loses_nothing_and_asks_little() {
    let policy = SchedulePolicy::default();
    let ways: [Way<'_>; 5] = [
        ("default", &|publisher, feed| scheduled(publisher, feed, &policy)),
        ("1 h", &|publisher, _| fixed(publisher, HOUR)),
        ("6 h", &|publisher, _| fixed(publisher, 6 * HOUR)),
        ("12 h", &|publisher, _| fixed(publisher, 12 * HOUR)),
        ("24 h", &|publisher, _| fixed(publisher, DAY)),
    ];
    println!("requests a day, mean delay in hours, articles lost");
    println!("{:26}{}", "", ways.map(|(name, _)| format!("{name:>22}")).concat());
    let (mut list, mut worse) = ([Outcome::default(); 5], Vec::new());
    for (number, publisher) in publishers().iter().enumerate() {
        let outcomes = ways.map(|(_, ask)| ask(publisher, number as i64 + 1));
        println!("{:26}{}", publisher.name, row(outcomes));
        for (sum, one) in list.iter_mut().zip(outcomes) {
            sum.requests += one.requests * publisher.share as f64 / 100.0;
            sum.articles += one.articles * publisher.share;
            sum.lost += one.lost * publisher.share;
            sum.delay += one.delay * publisher.share as i64;
        }
        let [ours, .., twelve, _] = outcomes;
        if ours.lost > 0 || publisher.slow && ours.mean_delay() > twelve.mean_delay().max(6.0) {
            worse.push(publisher.name);
        }
    }
    println!("{:26}{}", "a hundred such feeds", row(list));
    assert!(worse.is_empty(), "something lost, or later than every 12 h: {worse:?}");
    assert!(list[0].requests <= 5.0, "{}", list[0].requests);
    assert!(list[0].mean_delay() <= 1.0, "{}", list[0].mean_delay());
}
