//! Histories of publishers in, what each way of polling costs and gives out: requests a day, delay
//! of each article and of each feed, articles lost. The default policy is chosen from this table
//! and held to it: `cargo bench --bench polling`.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::process::ExitCode;

use tidings::{
    fetch::{
        Answer, FetchOutcome, Request, SchedulePolicy,
        schedule::{Context, Hints, Reading, after, due},
    },
    model::{Document, Entry, Feed, FeedId, FetchState, Parsed, Timestamp},
};

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

/// When Pinterest's engineering blog posted, from August 2025 to May 2026.
const ENGINEERING: [i64; 31] = [
    1_755_893_555,
    1_757_520_078,
    1_760_716_861,
    1_761_082_964,
    1_762_279_287,
    1_762_815_730,
    1_764_781_373,
    1_764_867_756,
    1_764_964_939,
    1_765_213_322,
    1_768_334_625,
    1_769_641_288,
    1_770_051_671,
    1_770_310_914,
    1_771_026_277,
    1_771_347_680,
    1_771_952_463,
    1_772_211_706,
    1_772_568_089,
    1_772_834_472,
    1_773_936_115,
    1_774_886_498,
    1_775_577_681,
    1_775_664_064,
    1_776_106_907,
    1_776_268_890,
    1_776_700_873,
    1_777_305_716,
    1_778_266_899,
    1_778_601_682,
    1_779_379_265,
];

/// That blog's history, so that its last post falls into the last days.
fn engineering() -> Vec<i64> {
    ENGINEERING.map(|at| at - ENGINEERING[30] + END - 3 * DAY).to_vec()
}

/// So many posts within an hour, again and again: releases, dumps of a week.
fn bursts(seed: u64, gap: i64, size: i64) -> Vec<i64> {
    let firsts = irregular(seed, gap).into_iter();
    firsts.flat_map(|first| (0..size).map(move |n| first + n * HOUR / size)).collect()
}

/// One post each working day, at some minute of the morning.
fn weekdays(seed: u64) -> Vec<i64> {
    let days = (-40..END / DAY).filter(|day| day.rem_euclid(7) < 5);
    days.map(|day| day * DAY + 7 * HOUR + (chance(seed ^ day as u64) * 10_800.0) as i64).collect()
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
            ..slow("the reference blog", 10, engineering(), 10)
        },
        slow("monthly blog", 15, irregular(2, 30 * DAY), 10),
        slow("weekly blog", 15, irregular(3, 7 * DAY), 15),
        slow("each working day", 5, weekdays(13), 10),
        publisher("releases in bursts", 5, bursts(14, 10 * DAY, 8), 10),
        slow("twice a week", 5, irregular(4, 3 * DAY), 10),
        slow("daily comic", 5, irregular(5, DAY), 10),
        Publisher { validators: false, ..slow("weekly podcast", 10, irregular(6, 7 * DAY), 100) },
        Publisher {
            max_age: Some(900),
            validators: false,
            ..slow("video channel", 10, irregular(7, 4 * DAY), 15)
        },
        publisher("company news", 5, office_hours(8, 3), 20),
        publisher("newspaper", 2, office_hours(9, 40), 20),
        Publisher {
            validators: false,
            ..publisher("newspaper, no validators", 1, office_hours(10, 40), 20)
        },
        publisher("hourly news", 1, irregular(15, HOUR), 50),
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
        let context =
            Context { feed: FeedId(feed), url, interval: None, has_login: false, policy, now };
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

/// What a whole list came to.
#[derive(Clone, Copy, Default)]
struct List {
    all: Outcome,
    feeds: usize,
    /// The mean delays of its feeds, added up.
    delays: f64,
}

impl List {
    fn add(&mut self, one: Outcome, share: usize) {
        self.all.requests += one.requests * share as f64 / 100.0;
        self.all.articles += one.articles * share;
        self.all.lost += one.lost * share;
        self.all.delay += one.delay * share as i64;
        if one.articles > 0 {
            self.feeds += share;
            self.delays += one.mean_delay() * share as f64;
        }
    }

    fn delay_of_feeds(self) -> f64 {
        self.delays / self.feeds.max(1) as f64
    }
}

fn row(name: &str, outcomes: [Outcome; 5]) {
    let cell =
        |one: Outcome| format!("{:>9.1} {:>6.2} {:>5}", one.requests, one.mean_delay(), one.lost);
    println!("{name:26}{}", outcomes.map(cell).concat());
}

/// Prints the table; what the default policy breaks of its promises.
fn faults() -> Vec<String> {
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
    let (mut lists, mut faults) = ([List::default(); 5], Vec::new());
    for (number, publisher) in publishers().iter().enumerate() {
        let outcomes = ways.map(|(_, ask)| ask(publisher, number as i64 + 1));
        row(publisher.name, outcomes);
        for (list, one) in lists.iter_mut().zip(outcomes) {
            list.add(one, publisher.share);
        }
        let [ours, .., twelve, _] = outcomes;
        if ours.lost > 0 {
            faults.push(format!("{}: {} lost", publisher.name, ours.lost));
        }
        // Where posts fall on the hour of the fixed check by chance, half its interval counts.
        if publisher.slow && ours.mean_delay() > twelve.mean_delay().max(6.0) {
            faults.push(format!("{}: later than every 12 h", publisher.name));
        }
    }
    row("a hundred such feeds", lists.map(|list| list.all));
    let feeds = lists.map(|list| format!("{:>16.2} h    ", list.delay_of_feeds())).concat();
    println!("{:26}{feeds}", "mean delay of a feed");
    let ours = lists[0].all;
    if ours.requests > 5.0 {
        faults.push(format!("{:.1} requests a day and feed", ours.requests));
    }
    if ours.mean_delay() > 1.0 {
        faults.push(format!("{:.2} h mean delay of an article", ours.mean_delay()));
    }
    faults
}

fn main() -> ExitCode {
    let faults = faults();
    for fault in &faults {
        println!("FAULT: {fault}");
    }
    ExitCode::from(u8::from(!faults.is_empty()))
}
