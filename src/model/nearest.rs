//! A mistyped word and the words that would do in, the likeliest of them out.

/// No name is longer; a longer word is not compared, so that the work stays small.
const LONGEST: usize = 64;

/// The candidate that a typing slip or two turn into `word`, if there is one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (slips(&word, &candidate.to_lowercase()), candidate))
        .filter(|(slips, candidate)| *slips <= 1 + length.min(candidate.len()) / 3)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// How many characters must be added, left out, replaced or swapped with their neighbour to turn
/// one word into the other. Of long words only the beginnings are compared.
pub fn slips(word: &str, other: &str) -> usize {
    let word: Vec<char> = word.chars().take(LONGEST).collect();
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, &a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in other.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut fewest = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == other[j - 1] && word[i - 1] == b {
                fewest = fewest.min(before[j - 1] + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard() {
        let keys = ["title", "tags", "folders", "interval", "timeout", "proxy", "http1"];
        for (word, expected) in [
            ("tile", Some("title")),
            ("tag", Some("tags")),
            ("Interval", Some("interval")),
            ("intreval", Some("interval")),
            ("time-out", Some("timeout")),
            ("folder", Some("folders")),
            ("http", Some("http1")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
        assert_eq!(nearest(&"tags".repeat(1000), keys), None);
    }
}
