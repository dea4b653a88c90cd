//! Consumers under kill -9: whatever process dies when, nothing is lost and nothing counts as
//! seen that was not.

use std::{
    collections::BTreeSet,
    io::Read,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use crate::{feed, home::Home};

/// How long the rounds may take in all, and how many there are at most. `TIDINGS_CRASHES` sets
/// another number of rounds, without a time limit.
const PATIENCE: Duration = Duration::from_secs(8);
const ROUNDS: u32 = 300;

/// Articles at the start: enough for lists that no pipe buffers whole.
const STOCK: u32 = 700;

/// Small numbers without a pattern (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

struct Lab {
    home: Home,
    dice: Dice,
    articles: u32,
    edits: u32,
    /// Every article and revision that the consumer has read to the end of its line.
    seen: BTreeSet<(String, i64)>,
    kills: u32,
}

impl Lab {
    fn new() -> Self {
        let mut lab = Self {
            home: Home::new(),
            dice: Dice(0x7469_6469_6e67),
            articles: 0,
            edits: 0,
            seen: BTreeSet::new(),
            kills: 0,
        };
        lab.news(STOCK, 0);
        lab.home.run(&["fetch", "--force", "tools.xml"]).ok();
        lab
    }

    /// Writes a document with so many new articles and so many edited ones.
    fn news(&mut self, new: u32, edited: u32) {
        let mut items: Vec<(u32, String, u32)> = Vec::new();
        for _ in 0..edited {
            self.edits += 1;
            let number = 1 + self.dice.below(self.articles.into()) as u32;
            if items.iter().all(|(taken, _, _)| *taken != number) {
                items.push((number, format!("Edit {} of {number}", self.edits), 1));
            }
        }
        for _ in 0..new {
            self.articles += 1;
            // Back-dated as often as not.
            items.push((
                self.articles,
                format!("Number {}", self.articles),
                self.articles % 20 + 1,
            ));
        }
        let items: Vec<(u32, &str, u32)> =
            items.iter().map(|(number, title, day)| (*number, title.as_str(), *day)).collect();
        self.home.write("tools.xml", &feed(&items));
    }

    /// Lets a process run, and kills it at a random moment as often as not.
    fn maybe_kill(&mut self, child: &mut Child) {
        if self.dice.below(2) == 0 {
            std::thread::sleep(Duration::from_micros(self.dice.below(30_000)));
            if child.try_wait().expect("a child").is_none() {
                child.kill().expect("it can be killed");
                self.kills += 1;
            }
        }
    }

    /// One round of the pipeline `list --new | consumer && ack`.
    fn round(&mut self) {
        let list = [
            "list",
            "--new",
            "--as",
            "mail",
            "--template",
            "{id} {revision} {summary} {url} {title} {title} {title}",
        ];
        let mut child = self
            .home
            .command(&list)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("tidings starts");
        let mut pipe = child.stdout.take().expect("a pipe");
        let dies_after = match self.dice.below(3) {
            0 => Some(self.dice.below(90_000) as usize),
            _ => None,
        };
        let reads = std::thread::spawn(move || consume(&mut pipe, dies_after));
        self.maybe_kill(&mut child);
        let (text, lived) = reads.join().expect("the consumer");
        child.wait().expect("a child");
        // The consumer deals with each whole line as it reads it.
        for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let mut words = line.split(' ');
            let id = words.next().expect("an id").to_owned();
            let revision = words.next().expect("a revision").parse().expect("a number");
            self.seen.insert((id, revision));
        }
        if lived {
            let mut ack = self.home.command(&["ack", "mail"]);
            let mut child = ack.stderr(Stdio::null()).spawn().expect("tidings starts");
            self.maybe_kill(&mut child);
            child.wait().expect("a child");
        } else {
            self.kills += 1;
        }
    }

    /// Everything up to the consumer's position must have been seen as it is, or be newer.
    fn check(&self) {
        let path = self.home.path(".local/share/tidings/tidings.db");
        let store = rusqlite::Connection::open(path).expect("the store");
        let unseen: Vec<(String, i64)> = store
            .prepare(
                "SELECT id, revision FROM article
                 WHERE change <= (SELECT position FROM consumer WHERE name = 'mail')",
            )
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .expect("articles");
        for article in unseen {
            assert!(self.seen.contains(&article), "acknowledged unseen: {article:?}");
        }
    }
}

/// Reads up to the end, or dies after so many bytes; what was read, and whether it lived.
fn consume(pipe: &mut impl Read, dies_after: Option<usize>) -> (String, bool) {
    let mut bytes = Vec::new();
    let most = dies_after.unwrap_or(usize::MAX) as u64;
    pipe.take(most).read_to_end(&mut bytes).expect("the pipe");
    let lived = bytes.len() as u64 != most;
    (String::from_utf8_lossy(&bytes).into_owned(), lived)
}

#[test]
fn nothing_is_lost_and_nothing_acknowledged_unseen() {
    let mut lab = Lab::new();
    let rounds = std::env::var("TIDINGS_CRASHES").ok().and_then(|text| text.parse().ok());
    let started = Instant::now();
    for round in 0..rounds.unwrap_or(ROUNDS) {
        if rounds.is_none() && started.elapsed() > PATIENCE {
            break;
        }
        if round % 4 == 3 {
            lab.news(2, 3);
            let mut child = lab
                .home
                .command(&["fetch", "--force", "tools.xml"])
                .stderr(Stdio::null())
                .spawn()
                .expect("tidings starts");
            lab.maybe_kill(&mut child);
            child.wait().expect("a child");
        }
        lab.round();
        lab.check();
    }
    println!("{} kills, {} articles, {} edits", lab.kills, lab.articles, lab.edits);
    assert!(lab.kills > 20, "only {} kills", lab.kills);
    let before = lab.seen.len();
    let last = ["list", "--new", "--as", "mail", "--ack", "--template", "{id} {revision} x"];
    for line in lab.home.run(&last).ok().lines() {
        let (id, rest) = line.split_once(' ').expect("two fields");
        let revision = rest.split(' ').next().expect("a revision").parse().expect("a number");
        lab.seen.insert((id.to_owned(), revision));
    }
    assert!(before >= STOCK as usize / 2, "the consumer was hardly given anything");
    lab.check();
    let all = lab.home.run(&["list", "--format", "ids"]).ok();
    assert!(all.lines().count() >= STOCK as usize);
    for id in all.lines() {
        assert!(lab.seen.iter().any(|(seen, _)| seen == id), "lost: {id}");
    }
}
