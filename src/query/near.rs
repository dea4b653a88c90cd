//! A word nobody knows in, the known words it was probably meant to be out.

/// Only so much of a name is compared.
const LONGEST: usize = 48;

/// How many single-character slips (one more, one less, another, two swapped) lie between.
fn slips(one: &str, two: &str) -> usize {
    let one: Vec<char> = one.chars().take(LONGEST).collect();
    let two: Vec<char> = two.chars().take(LONGEST).collect();
    let mut earlier: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in two.iter().enumerate() {
            let mut cost = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == two[j - 1] && one[i - 1] == *b {
                cost = cost.min(earlier[j - 1] + 1);
            }
            row.push(cost);
        }
        earlier = std::mem::replace(&mut above, row);
    }
    above[two.len()]
}

/// How far a word is from what it may have been meant to be; `None` if too far to suggest.
pub(super) fn distance(word: &str, known: &str) -> Option<usize> {
    let length = word.chars().count();
    // A slip in a word of two letters makes any other word of two letters.
    let most = if length < 3 { 0 } else { (length / 3).max(1) };
    (known.chars().count().abs_diff(length) <= most || length > LONGEST)
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
