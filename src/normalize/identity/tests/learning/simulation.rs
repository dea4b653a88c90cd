//! Nine hundred hosts that never were, with parameters of every kind: no article may be merged
//! with another through a learnt rule, and a good part of what can be learnt must be.

use std::collections::HashMap;

use super::super::store::{Says, item};
use super::Pupil;
use crate::model::{Action, Draft, Rule, Seq, UrlVerdict};

const HOSTS: u64 = 900;
/// Of so many hosts the parameter says nothing and changes.
const LEARNABLE: usize = 693;
/// So many of those must be found.
const FOUND: usize = 303;

/// Numbers without a pattern, the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// One of these, as often as its number says.
    fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> T {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[0].0
    }
}

/// What the parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The time of the fetch, or a session.
    Fresh,
    /// One of three servers or editions.
    Rotating,
    /// A token for every entry and fetch; the path is one for all.
    Token,
    /// The article's number; the path is one for all.
    Selects,
    /// A part of an article: parts have one title, come one at a time, and share the day.
    Part,
    /// Always the same.
    Constant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guid {
    None,
    Url,
    Stable,
    Anew,
    Position,
}

#[derive(Clone, Copy, Debug)]
struct Host {
    number: u64,
    kind: Kind,
    guid: Guid,
    words: usize,
    recurring: bool,
    by_day: bool,
    dated: bool,
}

impl Host {
    fn new(number: u64, dice: &mut Dice) -> Self {
        let kind = if (number as usize) < LEARNABLE {
            dice.weighted(&[(Kind::Fresh, 6), (Kind::Rotating, 3), (Kind::Token, 1)])
        } else {
            dice.weighted(&[(Kind::Selects, 5), (Kind::Part, 3), (Kind::Constant, 2)])
        };
        let guids = [
            (Guid::None, 7),
            (Guid::Url, 5),
            (Guid::Stable, 5),
            (Guid::Anew, 2),
            (Guid::Position, 1),
        ];
        Self {
            number,
            kind,
            guid: dice.weighted(&guids),
            words: dice.weighted(&[(0, 3), (30, 3), (60, 4)]),
            recurring: dice.below(4) == 0,
            by_day: dice.below(8) == 0,
            dated: dice.below(10) != 0,
        }
    }

    fn entry(&self, article: u64, place: usize, fetch: u64) -> Draft {
        let host = self.number;
        let site = format!("https://host{host}.example");
        let url = match self.kind {
            Kind::Fresh => format!("{site}/{article}?t={}", fetch * 7919 + 13),
            Kind::Rotating => format!("{site}/read?id={article}&t={}", (article + fetch) % 3),
            Kind::Token => format!("{site}/detail?t={article}x{}", fetch * 31),
            Kind::Selects => format!("{site}/read?t={article}"),
            Kind::Part => format!("{site}/{}?t={}", article / 4, article % 4),
            Kind::Constant => format!("{site}/{article}?t=feed"),
        };
        let guid = match self.guid {
            Guid::None => None,
            Guid::Url => Some(url.clone()),
            Guid::Stable => Some(format!("a{article}")),
            Guid::Anew => Some(format!("a{article}b{fetch}")),
            Guid::Position => Some(format!("p{place}")),
        };
        let title = match self.kind {
            Kind::Part => format!("Chapter {}", article / 4),
            _ if self.recurring => "Picture of the day".to_owned(),
            _ => format!("Crane {article} of {host}"),
        };
        let minute = match self.kind {
            Kind::Part if self.by_day => article / 4 * 1440,
            _ if self.by_day => article / 3 * 1440,
            _ => article * 480 + host % 60,
        };
        let mut draft = item(&title).at(&url);
        draft.guid = guid;
        if self.dated {
            draft = draft.on(minute as i64);
        }
        if self.words > 0 {
            draft = draft.text(&self.prose(article));
        }
        draft
    }

    /// As many words as the host's texts have, in an order of the article's own.
    fn prose(&self, article: u64) -> String {
        let mut dice = Dice(self.number * 100_003 + article);
        let words: Vec<String> =
            (0..self.words).map(|_| format!("word{}", dice.below(200))).collect();
        words.join(" ")
    }
}

/// What came of one host.
#[derive(Default)]
struct Outcome {
    found: bool,
    /// Entries that a rule put into an article that they are not.
    wrong: usize,
    /// Entries that a rule put where they belong.
    right: usize,
}

fn live(host: &Host, dice: &mut Dice) -> Outcome {
    let mut pupil = Pupil::default();
    let mut truth: HashMap<Seq, u64> = HashMap::new();
    let mut outcome = Outcome::default();
    let (size, fetches) = (3 + dice.below(10), 3 + dice.below(8));
    let mut newest = size;
    for fetch in 0..fetches {
        newest += dice.weighted(&[(0, 4), (1, 4), (2, 2), (size / 2, 1), (size, 1)]);
        let articles: Vec<u64> = match host.kind {
            // Parts one at a time: nothing in the document contradicts.
            Kind::Part => vec![newest],
            _ => (newest - size..newest).rev().collect(),
        };
        let drafts: Vec<Draft> = articles
            .iter()
            .enumerate()
            .map(|(place, article)| host.entry(*article, place, fetch))
            .collect();
        let stored = pupil.store.articles.len();
        let resolution = pupil.fetch(1, &drafts);
        let mut made = stored as i64;
        for index in &resolution.order {
            match &resolution.actions[*index] {
                Action::Insert { .. } => {
                    truth.insert(Seq(made), articles[*index]);
                    made += 1;
                }
                Action::Same(same) if same.rule == Rule::UrlRule => {
                    let is_right = truth[&same.seq] == articles[*index];
                    outcome.right += usize::from(is_right);
                    outcome.wrong += usize::from(!is_right);
                }
                _ => {}
            }
        }
        pupil.take_on();
    }
    let mut rules = pupil.rules.values().map(|(rule, _)| rule);
    outcome.found = rules.any(|rule| {
        rule.name.param == "t" && matches!(rule.verdict, UrlVerdict::Neutral | UrlVerdict::Volatile)
    });
    outcome
}

#[test]
fn nothing_is_merged_wrongly_and_much_is_learnt() {
    let mut dice = Dice(20_260_420);
    let (mut found, mut right, mut wrong, mut misled) = (0, 0, Vec::new(), Vec::new());
    for number in 0..HOSTS {
        let host = Host::new(number, &mut dice);
        let outcome = live(&host, &mut dice);
        right += outcome.right;
        if outcome.wrong > 0 {
            wrong.push((host, outcome.wrong));
        }
        match (number as usize) < LEARNABLE {
            true => found += usize::from(outcome.found),
            false if outcome.found => misled.push(host),
            false => {}
        }
    }
    assert!(wrong.is_empty(), "merged wrongly: {wrong:?}");
    assert!(misled.is_empty(), "learnt of parameters that select: {misled:?}");
    assert!(found >= FOUND, "{found} of {LEARNABLE} learnt");
    assert!(right > 0, "no rule merged anything, so the simulation shows nothing");
}
