//! Candidates with the entries that belong to them in, what the store shall do out.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Absorbed, Action, Changed, FeedId, Inserted, Known, Republish, Rule};

use super::entry::{Entry, date_key};
use super::pool::{Candidate, Match, Pool};
use super::rules::REPUBLISHED;
use super::survey::Survey;
use super::switch::{Part, is_on};

/// Dates that differ by less are one date with its seconds rounded.
const MINUTE: i64 = 60;

/// The enforced key of an article.
type Key = (String, String, String);

/// One action an entry, in the document's order.
pub(super) fn actions(pool: &Pool<'_>, survey: &Survey<'_>, feed: FeedId) -> Vec<Action> {
    let mut taken: HashSet<Key> = pool.all.iter().filter_map(|c| c.known.map(key_of)).collect();
    let mut actions: Vec<Option<Action>> = survey.entries.iter().map(|_| None).collect();
    let mut found: Vec<_> = pool.all.iter().filter(|c| !c.entries.is_empty()).collect();
    // The oldest first, so that who gets a contested key does not hang on the order of arrival.
    found.sort_by_key(|candidate| candidate.entries.iter().map(|(at, _)| *at).min());
    for candidate in found {
        let speaker = speaker(candidate, survey);
        for (at, matched) in &candidate.entries {
            let entry = &survey.entries[*at];
            let speaks = entry.index == speaker.index;
            actions[entry.index] = Some(match candidate.known {
                Some(known) if known.tombstone => Action::Buried(known.seq),
                Some(known) => {
                    Action::Same(absorb(entry, known, *matched, speaks, (feed, survey), &mut taken))
                }
                None if speaks => insert(entry, candidate, survey, &mut taken),
                None => Action::Twin { of: speaker.index },
            });
        }
    }
    // Every entry belongs to exactly one candidate: resolving gave it to one and rematching
    // moves entries only.
    actions.into_iter().flatten().collect()
}

fn key_of(known: &Known) -> Key {
    (known.url_key.clone(), known.date_key.clone(), known.disc.clone())
}

/// The entry whose words count, where the document lists an article several times: the latest.
/// Were it whichever comes last, two versions listed side by side would edit the article to and
/// fro on every fetch.
fn speaker<'s, 'a>(candidate: &Candidate<'a>, survey: &'s Survey<'a>) -> &'s Entry<'a> {
    let entries = candidate.entries.iter().map(|(at, _)| &survey.entries[*at]);
    entries
        .max_by(|a, b| (a.date, a.rank()).cmp(&(b.date, b.rank())))
        .expect("only candidates with entries come here")
}

fn insert(
    entry: &Entry<'_>,
    candidate: &Candidate<'_>,
    survey: &Survey<'_>,
    taken: &mut HashSet<Key>,
) -> Action {
    let [published, published_latest] = candidate.dates;
    let url_key = entry.key(&survey.scope);
    let date_key = date_key(published);
    let disc = discriminator(entry, &url_key, &date_key, taken);
    taken.insert((url_key.clone(), date_key.clone(), disc.clone()));
    Action::Insert(Inserted { url_key, date_key, disc, published, published_latest })
}

/// Empty, or eight hexadecimal digits of guid or title where another article has the key.
fn discriminator(entry: &Entry<'_>, url_key: &str, date_key: &str, taken: &HashSet<Key>) -> String {
    let seed = entry.guid.unwrap_or(&entry.draft.title);
    let is_free =
        |disc: &String| !taken.contains(&(url_key.to_owned(), date_key.to_owned(), disc.clone()));
    // Beyond the first, a hash takes in the text and a count: an address can be shared by
    // posts of one title and minute.
    let hashes = (0_u64..).map(|n| {
        let text = if n == 0 { seed.to_owned() } else { format!("{seed}\0{}\0{n}", entry.hash) };
        format!("{:08x}", xxh3_64(text.as_bytes()) >> 32)
    });
    std::iter::once(String::new())
        .chain(hashes)
        .find(is_free)
        .expect("finitely many keys are taken and the hashes go on")
}

fn absorb(
    entry: &Entry<'_>,
    known: &Known,
    matched: Match,
    speaks: bool,
    (feed, survey): (FeedId, &Survey<'_>),
    taken: &mut HashSet<Key>,
) -> Absorbed {
    let mut absorbed = Absorbed {
        seq: known.seq,
        rule: matched.rule,
        why: matched.why,
        speaks: speaks && (known.feed == feed || !is_on(Part::PrimaryFeed)),
        changed: Changed::default(),
        url_key: None,
        date_key: None,
        published_latest: None,
        bumped: None,
    };
    if absorbed.speaks {
        absorbed.changed.title = entry.draft.title != known.title;
        absorbed.changed.text = entry.hash != 0 && entry.hash != known.text_hash;
        take_date(entry, known, &mut absorbed);
        let bumps = absorbed.changed.republished && survey.republish == Republish::Bump;
        absorbed.bumped = entry.date.filter(|_| bumps);
        take_key(entry, known, &mut absorbed, taken);
    }
    absorbed
}

/// A later date is remembered beside the first, which alone orders the lists. It is held
/// against the latest known, or else every fetch would find the same date later anew.
fn take_date(entry: &Entry<'_>, known: &Known, absorbed: &mut Absorbed) {
    let Some(date) = entry.date else { return };
    if let Some(latest) = known.published_latest.or(known.published) {
        let later = date.since(latest);
        if later < MINUTE {
            return;
        }
        absorbed.changed.republished = absorbed.rule == Rule::Guid && later > REPUBLISHED;
    }
    absorbed.changed.date = true;
    absorbed.published_latest = Some(date);
}

/// The key follows the URL, and is dated once. What another article has already is left to it;
/// the URL becomes an alias all the same, and that is what makes a revision: a URL that was
/// known before does not, or a feed whose servers take turns would make one on every fetch.
fn take_key(entry: &Entry<'_>, known: &Known, absorbed: &mut Absorbed, taken: &mut HashSet<Key>) {
    let url = entry.url.filter(|url| *url != known.url_key);
    absorbed.changed.url = url.is_some_and(|url| !known.url_keys.iter().any(|known| known == url));
    let undated = known.date_key.is_empty() && known.published.is_none();
    let date = absorbed.published_latest.filter(|_| undated).map(|date| date_key(Some(date)));
    for (url, date) in [(url, date.as_ref()), (url, None), (None, date.as_ref())] {
        let key = (
            url.unwrap_or(&known.url_key).to_owned(),
            date.unwrap_or(&known.date_key).clone(),
            known.disc.clone(),
        );
        if taken.insert(key) {
            absorbed.url_key = url.map(str::to_owned);
            absorbed.date_key = date.cloned();
            return;
        }
    }
}
