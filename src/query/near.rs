//! A word nobody knows in, the known words it was probably meant to be out.

use crate::model::slips;

/// How far a word is from what it may have been meant to be; `None` if too far to suggest.
pub(super) fn distance(word: &str, known: &str) -> Option<usize> {
    let length = word.chars().count();
    // A slip in a word of two letters makes any other word of two letters.
    let most = if length < 3 { 0 } else { (length / 3).max(1) };
    (known.chars().count().abs_diff(length) <= most)
        .then(|| slips(word, known))
        .filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted_and_strangers_refused() {
        for (word, known, expected) in [
            ("unread", "unread", Some(0)),
            ("unred", "unread", Some(1)),
            ("pintrest", "pinterest", Some(1)),
            ("netfilx", "netflix", Some(1)),
            ("starrd", "read", None),
            ("x", "y", None),
            ("", "", Some(0)),
        ] {
            assert_eq!(distance(word, known), expected, "{word} {known}");
        }
    }
}
