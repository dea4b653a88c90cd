//! Categories in, tags out: one line each, each once.

use std::collections::HashSet;

use super::{html::decode, text::line};
use crate::model::Category;

/// Longer lists are keywords for search engines.
const MOST: usize = 100;
/// No tag is longer; what is, is a text in the wrong element.
const LONGEST: usize = 100;

/// Schemes whose terms say what kind of thing an entry is, not what it is about: every Blogger
/// and YouTube entry has one.
const KINDS: &[&str] = &[
    "http://schemas.google.com/g/2005#kind",
    "http://gdata.youtube.com/schemas/2007/keywords.kind",
];

/// The tags in the document's order.
pub(super) fn tags(categories: &[Category]) -> Vec<String> {
    let mut seen = HashSet::new();
    categories
        .iter()
        .filter(|category| !category.scheme.as_deref().is_some_and(|s| KINDS.contains(&s)))
        .filter_map(name)
        .filter(|name| seen.insert(name.to_lowercase()))
        .take(MOST)
        .collect()
}

/// The term; the label where the term is an address or empty.
fn name(category: &Category) -> Option<String> {
    let clean = |text: &str| {
        let text = line(&decode(text));
        let text = text.trim_matches(['#', ',', ' ']);
        let fits = !text.is_empty() && text.chars().count() <= LONGEST;
        (fits && !text.contains("://")).then(|| text.to_owned())
    };
    clean(&category.term).or_else(|| clean(category.label.as_deref()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_once_and_clean() {
        let of = |term: &str, label: Option<&str>, scheme: Option<&str>| Category {
            term: term.to_owned(),
            label: label.map(str::to_owned),
            scheme: scheme.map(str::to_owned),
        };
        let categories = [
            of(" Tea ", None, None),
            of("TEA", None, None),
            of("R&amp;D", None, None),
            of("#kettles", None, None),
            of("http://a.example/c/7", Some("Pots\nand pans"), None),
            of("http://a.example/c/8", None, None),
            of("post", None, Some("http://schemas.google.com/g/2005#kind")),
            of("", None, None),
            of(&"long".repeat(50), None, None),
            of("Grün", None, None),
            of("GRÜN", None, None),
        ];
        assert_eq!(tags(&categories), ["Tea", "R&D", "kettles", "Pots and pans", "Grün"]);
        let many: Vec<_> = (0..1000).map(|n| of(&format!("tag {n}"), None, None)).collect();
        assert_eq!(tags(&many).len(), MOST);
    }
}
