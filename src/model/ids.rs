//! Names of feeds and articles inside one store.

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// A subscription's number in its store, given once and never reused.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct FeedId(pub i64);

impl fmt::Display for FeedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An article's place in the order of arrival: later arrivals have larger numbers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub i64);

/// A place in the order of arrivals and edits: whatever happens to articles takes the next one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Change(pub i64);

/// An article's public name: lower-case base32 of at least eight characters, stable for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

/// Crockford's base32 digits in lower case: no i, l, o or u to misread.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl ArticleId {
    /// How many characters an id has unless it had to be lengthened to stay unique.
    pub const LENGTH: usize = 8;
    /// The longest an id can get: all 64 bits of the hash.
    pub const LONGEST: usize = 13;

    /// The id of the article first seen under this key, `length` characters long.
    ///
    /// It is a function of the key alone, so that a store rebuilt from the same feeds names
    /// its articles as before. A store that already uses the id asks for a longer one.
    pub fn for_key(url_key: &str, date_key: &str, disc: &str, length: usize) -> Self {
        let mut bits = xxh3_64(format!("{url_key}\0{date_key}\0{disc}").as_bytes());
        let text = (0..length.clamp(Self::LENGTH, Self::LONGEST))
            .map(|_| {
                let digit = DIGITS[(bits >> 59) as usize];
                bits <<= 5;
                char::from(digit)
            })
            .collect();
        Self(text)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_function_of_the_key_and_grows_at_its_end() {
        let short = ArticleId::for_key("a.example/x", "2026-05-21T16:01", "", 8);
        let long = ArticleId::for_key("a.example/x", "2026-05-21T16:01", "", 13);
        assert_eq!(short.0.len(), 8);
        assert_eq!(long.0.len(), 13);
        assert!(long.0.starts_with(&short.0));
        assert_ne!(short, ArticleId::for_key("a.example/y", "2026-05-21T16:01", "", 8));
    }
}
