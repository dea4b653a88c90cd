//! Articles of different feeds that tell one story: see `normalize::story`.

use std::collections::HashSet;

use super::{ArticleId, FeedId, FeedRef, Timestamp, UrlKey};

/// By what an article is found that may tell the same as another feed's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether its text is long enough that its equal is no chance.
    pub text: bool,
    /// Of the title: alike titles very likely share one. None if it has too few words.
    pub titles: Vec<u64>,
    /// What it links to on other hosts; none if that is too much to be about any of it.
    pub links: Vec<UrlKey>,
}

/// Two articles of different feeds that have a mark in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting<'a> {
    /// Their titles.
    pub titles: [&'a str; 2],
    /// Their dates.
    pub dates: [Timestamp; 2],
    /// Whether they have the same text, and it is long enough.
    pub same_text: bool,
    /// The URL key of both, if they have one.
    pub same_address: Option<&'a str>,
    /// The URL key of the one that the other links to, if it does.
    pub linked: Option<&'a str>,
}

/// An article as a member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teller {
    /// Its feed.
    pub feed: FeedId,
    /// Its title.
    pub title: String,
    /// The hash of its text, 0 without one.
    pub text_hash: u64,
}

/// The most articles that one story has. What more of them have in common is a column, an
/// imprint or the talk of a whole week.
pub const MOST_TELLERS: usize = 8;

/// Whether these articles, each linked to another, are one story. Two of one feed must be the
/// same to the reader, since one of them will stand for both.
pub fn is_one_story(tellers: &[Teller]) -> bool {
    let feeds: HashSet<FeedId> = tellers.iter().map(|teller| teller.feed).collect();
    let is_same = |a: &Teller, b: &Teller| {
        a.title == b.title || (a.text_hash != 0 && a.text_hash == b.text_hash)
    };
    let mut pairs = tellers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| tellers[at + 1..].iter().map(move |other| (one, other)));
    feeds.len() > 1
        && tellers.len() <= MOST_TELLERS
        && pairs.all(|(one, other)| one.feed != other.feed || is_same(one, other))
}

/// An article of a story, as a person asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The article.
    pub id: ArticleId,
    /// Its feed.
    pub feed: FeedRef,
    /// Its title.
    pub title: String,
    /// Its effective date.
    pub date: Timestamp,
    /// What it has in common with the article asked about; `None` for that one itself, and for
    /// one that only a third leads to.
    pub why: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teller((feed, title, text_hash): (i64, &str, u64)) -> Teller {
        Teller { feed: FeedId(feed), title: title.to_owned(), text_hash }
    }

    #[test]
    fn a_story_has_few_tellers_of_several_feeds() {
        let crowd: Vec<(i64, &str, u64)> = (0..9).map(|feed| (feed, "One title", 0)).collect();
        for (tellers, expected) in [
            (&[(1, "A", 1), (2, "B", 2)][..], true),
            (&[(1, "A", 1)], false),
            (&[(1, "A", 1), (1, "A", 1)], false),
            (&[(1, "A", 1), (2, "A", 1), (1, "A", 2)], true),
            (&[(1, "A", 1), (2, "A", 1), (1, "B", 1)], true),
            (&[(1, "A", 1), (2, "A", 1), (1, "B", 2)], false),
            (&[(1, "A", 0), (2, "A", 1), (1, "B", 0)], false),
            (&crowd[..8], true),
            (&crowd, false),
        ] {
            let all: Vec<Teller> = tellers.iter().copied().map(teller).collect();
            assert_eq!(is_one_story(&all), expected, "{tellers:?}");
        }
    }
}
