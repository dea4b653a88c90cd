//! Categories in, tags out: one line each, each once.

use std::{borrow::Cow, collections::HashSet};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{html::decode, text::line};
use crate::model::Category;

/// Longer lists are keywords for search engines.
const MOST: usize = 100;
/// No tag is longer; what is, is a text in the wrong element.
const LONGEST: usize = 100;
/// No part of a list of tags is longer, or has more words.
const LONGEST_PART: usize = 30;
const WORDS_OF_PART: usize = 3;

/// Schemes whose terms say what kind of thing an entry is, not what it is about: every Blogger
/// and YouTube entry has one.
const KINDS: &[&str] = &[
    "http://schemas.google.com/g/2005#kind",
    "http://gdata.youtube.com/schemas/2007/keywords.kind",
];
/// Flickr's scheme, whose terms have spaces between them.
const SPACED: &str = "urn:flickr:tags";
/// Commas that are in no name of one thing, and the one that stands beside them for foreign words.
static COMMAS: [char; 4] = ['،', '、', '，', ','];
/// What parts things that may have commas in them.
static SEMICOLONS: [char; 2] = [';', '；'];

/// Whether an entry's tags stand in one element with commas between them. The entry alone decides:
/// what else a document holds must not change what it says.
fn are_listed(categories: &[Category]) -> bool {
    let mut named = categories.iter().filter(|category| !is_kind(category));
    let first = named.next();
    named.next().is_none() && first.is_some_and(|category| is_list(&category.term))
}

/// Three short parts and more. The last one of "Pots, Pans and Kettles" says that it is one name.
fn is_list(term: &str) -> bool {
    let parts: Vec<&str> = parts(term, &[',']).collect();
    let joined = |part: &&str| [" & ", " and "].iter().any(|word| part.contains(word));
    parts.len() >= 3 && parts.iter().all(|part| is_short(part)) && !parts.last().is_some_and(joined)
}

fn parts<'a>(term: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    term.split(separators).map(str::trim).filter(|part| !part.is_empty())
}

fn is_short(part: &str) -> bool {
    part.chars().count() <= LONGEST_PART && part.split(' ').count() <= WORDS_OF_PART
}

/// The tags in the document's order.
pub(super) fn tags(categories: &[Category]) -> Vec<String> {
    let listed = are_listed(categories);
    let mut seen = HashSet::new();
    let mut tags = Vec::new();
    for category in categories.iter().filter(|category| !is_kind(category)) {
        if tags.len() == MOST {
            break;
        }
        let name = name(category);
        for tag in name.split(separators(&name, category, listed)).filter_map(clean) {
            if tags.len() < MOST && seen.insert(tag.to_lowercase()) {
                tags.push(tag);
            }
        }
    }
    tags
}

fn is_kind(category: &Category) -> bool {
    category.scheme.as_deref().is_some_and(|scheme| KINDS.contains(&scheme))
}

/// What stands between the names in what one category says; nothing where it is one name.
fn separators(name: &str, category: &Category, listed: bool) -> &'static [char] {
    if category.scheme.as_deref() == Some(SPACED) {
        return &[' '];
    }
    let all_short = |separators| parts(name, separators).all(is_short);
    let too_long = || name.chars().count() > LONGEST && is_list(name);
    if name.contains(&COMMAS[..3]) && all_short(&COMMAS) {
        &COMMAS
    } else if name.contains(SEMICOLONS) && all_short(&SEMICOLONS) {
        &SEMICOLONS
    } else if name.contains(',') && (listed && all_short(&COMMAS[3..]) || too_long()) {
        &COMMAS[3..]
    } else {
        &[]
    }
}

/// The term; the label where the term is an address, empty, or made for machines.
fn name(category: &Category) -> Cow<'_, str> {
    let readable = |text: &str| line(&decode(text));
    let term = readable(&category.term);
    match category.label.as_deref().map(readable) {
        Some(label) if is_no_name(&term) || is_key_of(&term, &label) => Cow::Owned(label),
        _ => Cow::Owned(term),
    }
}

fn is_no_name(term: &str) -> bool {
    term.is_empty() || term.contains("://")
}

/// Whether a term is what a program calls the label: a number, its letters alone, or a word for
/// it in another script.
fn is_key_of(term: &str, label: &str) -> bool {
    if label.is_empty() || term == label || !term.is_ascii() {
        return false;
    }
    let letters = |text: &str| -> String {
        let bare = text.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
        bare.flat_map(char::to_lowercase).collect()
    };
    let number = term.bytes().all(|b| b.is_ascii_digit());
    let of_program = !term.contains(' ') && !term.bytes().any(|b| b.is_ascii_uppercase());
    let foreign = !label.bytes().any(|b| b.is_ascii_alphabetic())
        && label.contains(|c: char| !c.is_ascii() && c.is_alphabetic());
    number || of_program && (foreign || letters(term) == letters(label))
}

fn clean(name: &str) -> Option<String> {
    let name = name.trim_start_matches(['#', ',', ' ']).trim_end_matches([',', ':', ' ']);
    let fits =
        name.contains(|c: char| !c.is_ascii_punctuation()) && name.chars().count() <= LONGEST;
    (fits && !name.contains("://")).then(|| name.to_owned())
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
            of("C#", None, None),
            of("http://a.example/c/7", Some("Pots\nand pans"), None),
            of("http://a.example/c/8", None, None),
            of("post", None, Some("http://schemas.google.com/g/2005#kind")),
            of("", None, None),
            of(&"long".repeat(50), None, None),
            of("Grün", None, None),
            of("GRÜN", None, None),
        ];
        assert_eq!(tags(&categories), ["Tea", "R&D", "kettles", "C#", "Pots and pans", "Grün"]);
        let many: Vec<_> = (0..1000).map(|n| of(&format!("tag {n}"), None, None)).collect();
        assert_eq!(tags(&many).len(), MOST);
    }

    fn category(term: &str) -> Category {
        Category { term: term.to_owned(), ..Category::default() }
    }

    #[test]
    fn lists_are_taken_apart_where_they_must_be_lists() {
        for (terms, expected) in [
            (&["tea, pots, iron"][..], true),
            (&["tea,pots,iron"], true),
            (&["Stone, Ada"], false),
            (&["tea, pots, iron", "tea"], false),
            (&["Pots, Pans & Kettles"], false),
            (&["Pots, Pans and Kettles"], false),
            (&["Where to buy a kettle today, a question, asked in three parts"], false),
            (&[], false),
        ] {
            let categories: Vec<_> = terms.iter().map(|term| category(term)).collect();
            assert_eq!(are_listed(&categories), expected, "{terms:?}");
        }
        let long = "kettle, spout, handle, lid, steam, water, boil, whistle, copper, iron, scale, lime, \
                    descaler, element, cord, switch";
        assert!(long.len() > LONGEST);
        for (term, expected) in [
            ("tea,pots, cast iron", &["tea", "pots", "cast iron"][..]),
            ("tea,pots", &["tea,pots"]),
            ("茶，水、 杯", &["茶", "水", "杯"]),
            ("چای، آب، hot water, tea", &["چای", "آب", "hot water", "tea"]),
            ("tea; pots", &["tea", "pots"]),
            ("Stone, Ada; Field, Bo", &["Stone, Ada", "Field, Bo"]),
            (long, &long.split(", ").collect::<Vec<_>>()),
        ] {
            assert_eq!(tags(&[category(term)]), expected, "{term}");
        }
        let flickr = Category { scheme: Some(SPACED.to_owned()), ..category("tea pots | iron") };
        assert_eq!(tags(&[flickr]), ["tea", "pots", "iron"]);
    }

    #[test]
    fn the_name_for_people_goes_before_the_programs() {
        for (term, label, expected) in [
            ("62", "Kettles", "Kettles"),
            ("side-pots", "Side Pots", "Side Pots"),
            ("javascript", "JavaScript", "JavaScript"),
            ("ete", "Été", "Été"),
            ("world", "世界", "世界"),
            ("Pots", "Everything about pots", "Pots"),
            ("pots", "Everything about pots", "pots"),
            ("Tea", "tea", "Tea"),
            ("tea", "", "tea"),
            ("http://a.example/7", "Tea", "Tea"),
            ("http://a.example/7", "", "-"),
        ] {
            let category = Category { label: Some(label.to_owned()), ..category(term) };
            let found = tags(&[category]).pop().unwrap_or_else(|| "-".to_owned());
            assert_eq!(found, expected, "{term} {label}");
        }
    }
}
