//! Times lists, searches and the other commands that read, each as a whole process, in a store of
//! generated articles: `cargo bench --bench store [-- COUNT [FILE [PROGRAM]]]`.
//!
//! With FILE, the store is kept there, and used as it is if it has articles; a million take some
//! minutes and 3 GB. PROGRAM is another binary to time in the same store. Texts are of 60 to 600
//! words made of syllables, the n-th word as frequent as 1/n; one in fifty is Japanese. CPU time
//! is given beside wall time, since a machine at other work stretches the latter alone.
#![allow(clippy::print_stdout, reason = "a benchmark's figures go to whoever runs it")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tidings::{
    model::{
        Action, Author, Draft, FeedId, FeedTraits, FetchState, Html, Incoming, Known, Resolution,
        Seq, Subscription, Timestamp, UrlKey,
    },
    store::{self, Access, Address, Refresh, Store},
};

/// How many articles there are if nobody says.
const COUNT: usize = 20_000;
/// How many feeds they come from.
const FEEDS: usize = 1_000;
/// How many words there are in all; the first is in every article, the last in hardly any.
const WORDS: f64 = 120_000.0;
/// How many words the shortest text has, and the longest.
const LENGTHS: (f64, f64) = (60.0, 600.0);
/// How many articles are stored at once, and how many of these come from one feed.
const BATCH: (usize, usize) = (10_000, 50);
const NOW: Timestamp = Timestamp(1_780_000_000);
/// The same in the words of the command line.
const NOW_TEXT: &str = "2026-05-28T20:26:40Z";
/// Each command is run so many times.
const RUNS: u32 = 15;

/// What is timed. `{7}` stands for the seventh word by frequency, `{7:3}` for its first three
/// letters.
const COMMANDS: &[&str] = &[
    "--help",
    "list -n 50",
    "list --since 7d -n 50",
    "list --unread -n 50",
    "list is:starred -n 50",
    "list tag:{5} -n 50",
    "list tag:nowhere -n 50",
    "list --feed 7 -n 50",
    "list author:{3} -n 50",
    "list title:{300} -n 50",
    "list {100000} -n 50",
    "list {1000} -n 50",
    "list {50} -n 50",
    "list {0} -n 50",
    "list {50} {60} -n 50",
    "list {50}* -n 50",
    "list \"{50} {60}\" -n 50",
    "search {100000} -n 20",
    "search {1000} -n 20",
    "search {200} -n 20",
    "search {50} -n 20",
    "search {0} -n 20",
    "search {1000} {1500} -n 20",
    "search {50} {100000} -n 20",
    "search {50} {1000} -n 20",
    "search {50} {60} -n 20",
    "search {0} {3} -n 20",
    "search {0} {3} {7} {50} -n 20",
    "search \"{0} {1}\" -n 20",
    "search \"{20} {30}\" -n 20",
    "search \"{50} {60}\" -n 20",
    "search \"{50} {1000}\" -n 20",
    "search {1000} OR {50} -n 20",
    "search {50} -{0} -n 20",
    "search title:{1000} -n 20",
    "search {0} since:7d -n 20",
    "search {50} feed:7 -n 20",
    "search {50} is:unread -n 20",
    "search {5000:1}* -n 20",
    "search {5000:2}* -n 20",
    "search {5000:3}* -n 20",
    "search {5000:4}* -n 20",
    "search {5000:5}* -n 20",
    "search {99999:5}* -n 20",
    "search {5000:2}* since:7d -n 20",
    "search {5000:2}* feed:7 -n 20",
    "search 日本 -n 20",
    "search nowhere -n 20",
    "feeds",
    "stats",
    "",
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(COUNT);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = arguments.next().map_or_else(|| folder.path().join("t.db"), PathBuf::from);
    let program = arguments.next().unwrap_or_else(|| env!("CARGO_BIN_EXE_tidings").to_owned());
    let mut store = store::open(&Address::file(&path), Access::Write).expect("the store opens");
    if store.last_seq().expect("a number") == Seq(0) {
        let started = Instant::now();
        let raw = fill(&mut *store, count);
        println!("{count} articles of {raw} bytes stored in {:.1?}", started.elapsed());
    }
    drop(store);
    println!("{:<40} {:>9} {:>12} {:>9} {:>9}", "command", "CPU ms", "least ms", "median", "bytes");
    for command in COMMANDS {
        let command = spelled(command);
        let before = children();
        let mut runs: Vec<_> = (0..RUNS).map(|_| run(&program, &path, &command)).collect();
        let cpu = children().saturating_sub(before) / RUNS;
        runs.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (least, bytes) = runs[0];
        let (middle, _) = runs[runs.len() / 2];
        println!(
            "{command:<40} {:>9.1} {:>12.1} {:>9.1} {bytes:>9}",
            ms(cpu),
            ms(least),
            ms(middle)
        );
    }
}

/// Runs the program once: how long it took, and how much it wrote.
fn run(program: &str, path: &Path, command: &str) -> (Duration, usize) {
    let started = Instant::now();
    let output = Command::new(program)
        .arg("--store")
        .arg(path)
        .args(arguments(command))
        .env("TIDINGS_NOW", NOW_TEXT)
        .stderr(Stdio::inherit())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{command}: {}", output.status);
    (started.elapsed(), output.stdout.len())
}

/// The words of a command line; what stands in quotation marks is one, with its marks.
fn arguments(command: &str) -> Vec<&str> {
    let mut in_quotes = false;
    let parts = command.split(move |c: char| {
        in_quotes ^= c == '"';
        c == ' ' && !in_quotes
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// The CPU time of all children that have ended.
fn children() -> Duration {
    // Fields 16 and 17 of proc(5), the 14th and 15th after the name, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A command with the words in the places of their numbers.
fn spelled(command: &str) -> String {
    let mut parts = command.split(['{', '}']);
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(name), Some(rest)) = (parts.next(), parts.next()) {
        let (number, letters) = name.split_once(':').unwrap_or((name, ""));
        let word = word(number.parse().expect("a word's number"));
        text += &word[..letters.parse().unwrap_or(word.len())];
        text += rest;
    }
    text
}

/// The n-th word by frequency: syllables, the more the rarer it is.
fn word(number: usize) -> String {
    const ONSETS: [&str; 20] = [
        "b", "k", "d", "f", "gr", "h", "l", "m", "n", "p", "r", "s", "sh", "st", "t", "tr", "v",
        "w", "z", "pl",
    ];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let mut text = String::new();
    let mut left = number + 1;
    while left > 0 {
        left -= 1;
        text += ONSETS[left % 20];
        text += VOWELS[left / 20 % 5];
        left /= 100;
    }
    text
}

/// The numbers of the articles of each feed in one batch, all batches one after the other.
fn fill(store: &mut dyn Store, count: usize) -> usize {
    let subscriptions: Vec<Subscription> = (0..FEEDS)
        .map(|number| Subscription {
            url: format!("https://blog{number}.example/feed"),
            title: Some(format!("Blog {number}")),
            ..Subscription::default()
        })
        .collect();
    let feeds = store.subscribe_all(&subscriptions, NOW).expect("subscribes");
    let mut dice = Dice(7);
    let mut raw = 0;
    let (batch, document) = BATCH;
    for start in (0..count).step_by(batch) {
        let numbers: Vec<usize> = (start..(start + batch).min(count)).collect();
        let mut refreshes = Vec::new();
        for numbers in numbers.chunks(document) {
            let feed = feeds[numbers[0] / document * 7 % FEEDS].id();
            let drafts = numbers.iter().map(|&number| draft(number, count, &mut dice));
            let drafts: Vec<Draft> = drafts.collect();
            raw += drafts.iter().map(size).sum::<usize>();
            refreshes.push(refresh(feed, drafts, arrival(numbers[0], count)));
        }
        store.apply(&refreshes, &as_new).expect("stores");
    }
    raw
}

fn size(draft: &Draft) -> usize {
    draft.title.len() + draft.content_html.as_ref().map_or(0, |html| html.as_str().len())
}

fn refresh(feed: FeedId, drafts: Vec<Draft>, now: Timestamp) -> Refresh {
    Refresh {
        feed,
        state: FetchState::default(),
        url: None,
        title: None,
        site_url: None,
        incoming: Some(Incoming { feed, now, traits: FeedTraits::default(), drafts }),
        response: None,
    }
}

/// Every entry is an article never seen before.
fn as_new(incoming: &Incoming, _: &[Known]) -> Resolution {
    let insert = |draft: &Draft| Action::Insert {
        url_key: draft.url_key.clone().expect("every draft has a URL").0,
        date_key: String::new(),
        disc: String::new(),
        published: draft.published,
        published_latest: None,
    };
    Resolution {
        actions: incoming.drafts.iter().map(insert).collect(),
        order: (0..incoming.drafts.len()).collect(),
        ..Resolution::default()
    }
}

/// Articles arrive over three years, the newest last.
fn arrival(number: usize, count: usize) -> Timestamp {
    NOW.plus(-((count - number) as i64 * (3 * 365 * 86_400) / count as i64))
}

fn draft(number: usize, count: usize, dice: &mut Dice) -> Draft {
    let japanese = number % 50 == 7;
    let mut text = |words| if japanese { dice.japanese(words) } else { dice.text(words) };
    let title = text((4.0, 12.0));
    let paragraphs = [text(LENGTHS), text((10.0, 40.0))];
    let (author, tag) = (text((1.0, 2.0)), dice.text((1.0, 2.0)));
    let plain = paragraphs.join("\n");
    // Published some time in the two days before it arrived.
    let age = (dice.share() * 172_800.0) as i64;
    Draft {
        guid: Some(format!("https://blog.example/?p={number}")),
        url: Some(format!("https://blog.example/{number}")),
        url_key: Some(UrlKey(format!("blog.example/{number}"))),
        title,
        titled: true,
        authors: vec![Author { name: Some(author), ..Author::default() }],
        tags: vec![tag],
        published: Some(arrival(number, count).plus(-age)),
        summary: Some(plain.chars().take(300).collect()),
        content_html: Some(Html::sanitized(format!("<p>{}</p>", paragraphs.join("</p><p>")))),
        text_hash: number as u64 + 1,
        content_text: Some(plain),
        ..Draft::default()
    }
}

/// Numbers without a pattern (xorshift), and texts whose first words are by far the commonest.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of so many, the n-th as often as 1/n: the logarithm of its number is even.
    fn one_of(&mut self, many: f64) -> usize {
        many.powf(self.share()) as usize - 1
    }

    /// How many there are to be, small numbers as often as large ones.
    fn many(&mut self, (least, most): (f64, f64)) -> usize {
        (least * (most / least).powf(self.share())) as usize
    }

    fn text(&mut self, words: (f64, f64)) -> String {
        let mut text = String::new();
        for number in 0..self.many(words) {
            if number > 0 {
                text.push(' ');
            }
            text += &word(self.one_of(WORDS));
        }
        text
    }

    fn japanese(&mut self, words: (f64, f64)) -> String {
        let mut text = String::new();
        for _ in 0..self.many(words) {
            match self.one_of(2_000.0) {
                0 => text += "日本",
                number => text.extend(char::from_u32(0x4E00 + number as u32)),
            }
        }
        text
    }
}
