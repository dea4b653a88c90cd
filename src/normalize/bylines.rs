//! A line that names several people in, the names out; one name where that is not beyond doubt.
//!
//! A comma also parts a surname from a forename, a name from a title, a person from a paper; an
//! "and" is in the names of firms. A wrong split makes two people nobody knows, so every part
//! must look like a whole name.

/// Words between the last two names.
const JOINED: &[&str] = &[" and ", " & ", " und ", " y ", " et "];
/// Small words inside names.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "los", "ten", "ter", "van", "von", "zu", "zur",
];
/// Words that no person is called: what has one is an office, a firm or somebody's work.
const OFFICES: &[&str] = &[
    "administration",
    "affairs",
    "agencies",
    "agency",
    "analyst",
    "association",
    "author",
    "board",
    "bureau",
    "center",
    "centre",
    "chief",
    "church",
    "club",
    "college",
    "columnist",
    "committee",
    "community",
    "company",
    "contributor",
    "contributors",
    "co",
    "corp",
    "correspondent",
    "council",
    "department",
    "design",
    "desk",
    "development",
    "director",
    "economist",
    "editor",
    "editorial",
    "editors",
    "entertainment",
    "events",
    "films",
    "foundation",
    "gmbh",
    "group",
    "guest",
    "inc",
    "institute",
    "international",
    "journal",
    "lab",
    "labs",
    "law",
    "library",
    "llc",
    "llp",
    "ltd",
    "magazine",
    "management",
    "manager",
    "marketing",
    "media",
    "ministry",
    "museum",
    "music",
    "network",
    "news",
    "newspaper",
    "office",
    "officer",
    "partners",
    "photographer",
    "photography",
    "podcast",
    "podcasts",
    "post",
    "president",
    "press",
    "producer",
    "productions",
    "professor",
    "project",
    "publishing",
    "radio",
    "records",
    "redaktion",
    "report",
    "reporter",
    "research",
    "resources",
    "school",
    "science",
    "sciences",
    "senior",
    "service",
    "services",
    "shutterstock",
    "society",
    "software",
    "solutions",
    "sports",
    "staff",
    "states",
    "studio",
    "studios",
    "systems",
    "team",
    "technologies",
    "technology",
    "television",
    "times",
    "trust",
    "tv",
    "uk",
    "union",
    "university",
    "us",
    "usa",
    "weekly",
    "writer",
    "writers",
];
/// Words that begin the names of places and papers.
const BEGINNINGS: &[&str] = &[
    "the", "new", "san", "santa", "saint", "st", "los", "las", "el", "le", "north", "south",
    "east", "west", "united", "hong", "buenos", "costa", "puerto", "rio", "cape",
];
/// Longer lists name the members of something.
const MOST: usize = 24;

/// The names, if there are several and each is whole.
pub(super) fn names(line: &str) -> Option<Vec<&str>> {
    // Without a mark, two names are five words.
    let marked = || line.contains([',', ';', '、', '，', '；', '&']);
    if line.matches(' ').count() < 4 && !marked() {
        return None;
    }
    let mut names = Vec::new();
    for part in line.split([',', ';', '、', '，', '；']) {
        let mut rest = without_word(part.trim());
        while let Some((at, length)) = joint(rest) {
            names.push(rest[..at].trim());
            rest = rest[at + length..].trim();
        }
        names.push(rest);
    }
    let several = (2..=MOST).contains(&names.len());
    (several && names.iter().all(|name| is_full(name))).then_some(names)
}

/// A part without the "and" that stands before the last one of a list.
fn without_word(part: &str) -> &str {
    let word = JOINED
        .iter()
        .map(|word| word.trim_start())
        .find(|word| part.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
    word.map_or(part, |word| part[word.len()..].trim_start())
}

/// Where the first word that joins two names stands, and how long it is.
fn joint(part: &str) -> Option<(usize, usize)> {
    JOINED.iter().filter_map(|word| Some((find(part, word)?, word.len()))).min()
}

/// Where a word of small ASCII letters first occurs, in either case.
fn find(text: &str, word: &str) -> Option<usize> {
    let windows = text.as_bytes().windows(word.len());
    windows.into_iter().position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether this can only be the name of one person, forename and surname.
fn is_full(name: &str) -> bool {
    is_east_asian(name) || is_alphabetic(name)
}

fn is_east_asian(name: &str) -> bool {
    let is_ideograph = |c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}');
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_ideograph)
}

/// Two to five words, two of them capitalised, the others small words of names.
fn is_alphabetic(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑');
    let lower = |word: &str| word.trim_matches('.').to_lowercase();
    let is_capitalised = |word: &&&str| word.starts_with(char::is_uppercase);
    let capitalised = words.iter().filter(is_capitalised).count();
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (2..=5).contains(&words.len())
        && capitalised >= 2
        && words.iter().all(|word| word.chars().all(is_letter))
        && words.iter().all(|word| is_capitalised(&word) || PARTICLES.contains(word))
        && words.last().is_some_and(|last| long(last))
        && !words.iter().any(|word| OFFICES.contains(&&*lower(word)))
        && !BEGINNINGS.contains(&&*lower(words[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_whole_names_are_taken_apart() {
        for (line, expected) in [
            ("ADA STONE, BO FIELD and CY VAN DYKE", &["ADA STONE", "BO FIELD", "CY VAN DYKE"][..]),
            ("Ada Stone, Felix von Leer", &["Ada Stone", "Felix von Leer"]),
            ("Ada Stone, Bo Field, and Cy Moor", &["Ada Stone", "Bo Field", "Cy Moor"]),
            ("Élia Pérez Gil,Zoe Rey ,Ana Sanz", &["Élia Pérez Gil", "Zoe Rey", "Ana Sanz"]),
            ("ADA STONE AND BO FIELD", &["ADA STONE", "BO FIELD"]),
            ("Ada Stone; A.B. Field", &["Ada Stone", "A.B. Field"]),
            ("Ada Stone & Bo O’Field-Moor", &["Ada Stone", "Bo O’Field-Moor"]),
            ("Ana Sanz y Zoe Rey", &["Ana Sanz", "Zoe Rey"]),
            ("Анна Камень, Борис Поле", &["Анна Камень", "Борис Поле"]),
            ("石安,田中文", &["石安", "田中文"]),
            ("石安、田中文", &["石安", "田中文"]),
        ] {
            assert_eq!(names(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_may_be_one_name_stays_whole() {
        for line in [
            "Ada Stone",
            "Stone, Ada",
            "Stone, Ada, Field, Bo",
            "de Moor, Ada",
            "Stone, Jean-Marc",
            "Kettle Media, Inc.",
            "Ada Stone, Ph.D.",
            "Ada Stone, Jr. and Bo Field",
            "TeaWorks & Kettle Foot",
            "Ada Stone, The Tea Post",
            "Ada Stone, New York",
            "Ada Stone, Staff Writer",
            "Ada Stone, Bo",
            "ada and bo",
            "Tea and Kettle Society",
            "National Teas and Kettle Administration",
            "Loud And Clear",
            "Thé et Tasse avec ABC",
            "Ada Stone, everybody’s trusted adviser on kettles, pots, and cups.",
            "Ada Stone (Design), Bo Field",
            "Ada Stone, bo.example",
            "Sandra Dandy",
            "石安, 田",
            "茶壶茶壶茶壶,石安",
            ", ,",
        ] {
            assert_eq!(names(line), None, "{line}");
        }
    }
}
