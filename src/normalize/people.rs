//! Persons as a document names them in, authors out: names and addresses apart, each once.

use super::{address::Base, bylines, html::decode, text::line, url};
use crate::model::{Author, Entry, Feed, Person};

/// Longer lists are lists of names from a database.
const MOST: usize = 64;
/// No name is longer; what is, is a text in the wrong element.
const LONGEST: usize = 200;

/// Mailboxes that are nobody's, by how they begin: `noreply@blogger.com` is in every Blogger feed.
const NOBODY: &[&str] = &[
    "noreply@",
    "no-reply@",
    "no_reply@",
    "donotreply@",
    "nobody@",
    "nospam@",
    "noemail@",
    "none@",
    "null@",
];
/// What stands for a name where there is none: Google Reader's and phpBB's, and what a program
/// writes for an empty field.
const NO_NAME: &[&str] = &[
    "(author unknown)",
    "author unknown",
    "unknown author",
    "unknown",
    "none",
    "null",
    "nil",
    "n/a",
    "undefined",
];
/// Mailboxes of those who keep the site running, whoever they are.
const KEEPERS: &[&str] = &["webmaster", "postmaster", "hostmaster", "admin", "administrator"];
/// Mailboxes and names of offices, which write no article.
const OFFICES: &[&str] = &[
    "managingeditor",
    "marketing",
    "press",
    "editor",
    "editors",
    "editorial",
    "info",
    "support",
    "news",
    "newsroom",
    "contact",
    "feedback",
    "help",
    "rss",
    "feeds",
];
/// How addresses of pictures end.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp"];

/// The authors of an entry; the feed's where it names none and is its own.
pub(super) fn authors(entry: &Entry, feed: &Feed, base: &Base<'_>) -> Vec<Author> {
    let own = people(&entry.authors, base);
    if !own.is_empty() || feed.authors.is_empty() || says_unknown(entry) {
        return own;
    }
    let elsewhere = taken_from(entry, feed);
    let mut authors = people(&feed.authors, base);
    authors.retain(|author| {
        !is_office(author) && elsewhere.as_deref().is_none_or(|s| is_of(author, s))
    });
    authors
}

/// Whether an entry says that nobody knows who wrote it.
fn says_unknown(entry: &Entry) -> bool {
    entry.authors.iter().filter_map(|person| person.name.as_deref()).any(is_no_name)
}

/// The other site from whose feed an entry was taken (RSS 2.0's and Atom's `source`); of what is
/// written there this feed's authors wrote only what is theirs.
fn taken_from(entry: &Entry, feed: &Feed) -> Option<String> {
    let source = entry.source_url.as_deref().and_then(site)?;
    let links = feed.links.iter().map(|link| link.href.as_str());
    let mut own = feed.link.as_deref().into_iter().chain(links).filter_map(site).peekable();
    let other = own.peek().is_some() && !own.any(|site| site == source);
    other.then_some(source)
}

/// Whether somebody belongs to a site, by mailbox or page.
fn is_of(author: &Author, domain: &str) -> bool {
    let mailbox = author.email.as_deref().and_then(|email| Some(email.split_once('@')?.1));
    let mailbox = mailbox.map(str::to_ascii_lowercase);
    mailbox.as_deref().is_some_and(|host| psl::domain_str(host).unwrap_or(host) == domain)
        || author.url.as_deref().and_then(site).is_some_and(|site| site == domain)
}

/// The domain that an address belongs to.
fn site(url: &str) -> Option<String> {
    let host = url::host(url)?;
    Some(psl::domain_str(&host).map(str::to_owned).unwrap_or(host))
}

/// Whether this is a post that somebody holds rather than a person.
fn is_office(author: &Author) -> bool {
    let among = |known: &[&str], text: &str| known.iter().any(|k| text.eq_ignore_ascii_case(k));
    let mailbox = author.email.as_deref().and_then(|email| email.split('@').next());
    let unnamed = author.name.as_deref().is_none_or(|name| among(OFFICES, name));
    mailbox.is_some_and(|mailbox| among(KEEPERS, mailbox) || unnamed && among(OFFICES, mailbox))
}

fn people(persons: &[Person], base: &Base<'_>) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for person in persons.iter().take(MOST) {
        let Some(author) = author(person, base) else { continue };
        for author in each(author) {
            if authors.len() == MOST {
                return authors;
            }
            match authors.iter_mut().find(|known| is_same(known, &author)) {
                Some(known) => {
                    known.name = known.name.take().or(author.name);
                    known.email = known.email.take().or(author.email);
                    known.url = known.url.take().or(author.url);
                }
                None => authors.push(author),
            }
        }
    }
    authors
}

/// The people of whom one author consists. An address that they share belongs to the one it
/// names, and a page to none of them.
fn each(author: Author) -> Vec<Author> {
    let Some(names) = author.name.as_deref().and_then(bylines::names) else { return vec![author] };
    let mailbox = author.email.as_deref().and_then(|email| email.split('@').next());
    let mailbox = mailbox.unwrap_or_default().to_lowercase();
    let is_named = |name: &&str| {
        name.split([' ', '-', '.', '\'', '’'])
            .any(|word| word.chars().count() > 2 && mailbox.contains(&word.to_lowercase()))
    };
    let mut owners = names.iter().copied().filter(is_named);
    let owner = owners.next().filter(|_| owners.next().is_none());
    let one = |name: &str| Author {
        name: Some(name.to_owned()),
        email: author.email.clone().filter(|_| owner == Some(name)),
        url: None,
    };
    names.into_iter().map(one).collect()
}

/// Whether two authors are one: the same name, or the same address where a name is missing.
fn is_same(a: &Author, b: &Author) -> bool {
    let equal = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(a.to_lowercase() == b.to_lowercase()),
        _ => None,
    };
    match equal(&a.name, &b.name) {
        Some(same) => same,
        None => equal(&a.email, &b.email).or_else(|| equal(&a.url, &b.url)).unwrap_or(false),
    }
}

fn author(person: &Person, base: &Base<'_>) -> Option<Author> {
    let written = line(&decode(person.name.as_deref().unwrap_or_default()));
    let (name, found) = split(&written);
    let email = person.email.as_deref().map(|email| split(&line(email)));
    let (other_name, email) = match email {
        Some((name, email)) => (name, email.or(found)),
        None => (None, found),
    };
    let name = name.or(other_name).filter(|name| !is_no_name(name));
    // Some name a page where a name belongs.
    let page = name.as_deref().filter(|name| is_address(name)).and_then(|name| base.web(name));
    let author = Author {
        name: name.filter(|_| page.is_none()),
        email: email.filter(|email| !is_nobody(email)),
        url: person
            .uri
            .as_deref()
            .and_then(|uri| base.web(uri))
            .or(page)
            .filter(|url| !is_picture(url)),
    };
    (author != Author::default()).then_some(author)
}

/// The name and the address in `Name`, `mail@x`, `mail@x (Name)`, `Name <mail@x>`,
/// `Name (mail@x)` and `mailto:mail@x`.
fn split(written: &str) -> (Option<String>, Option<String>) {
    let written = strip_prefix(written.trim(), "mailto:");
    if let Some(email) = email(written) {
        return (None, Some(email));
    }
    for (open, close) in [('<', '>'), ('(', ')'), ('[', ']')] {
        let Some(body) = written.strip_suffix(close) else { continue };
        let Some((before, inside)) = body.rsplit_once(open) else { continue };
        let (before, inside) = (before.trim(), strip_prefix(inside.trim(), "mailto:"));
        if let Some(email) = email(inside) {
            return (name(before), Some(email));
        }
        if let Some(email) = email(before) {
            return (name(inside), Some(email));
        }
    }
    match written.split_once(' ') {
        Some((first, rest)) if email(first).is_some() => (name(rest), email(first)),
        _ => (name(written), None),
    }
}

/// A name without the quotes and the "By" that some put around it.
fn name(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | ';'));
    let text = match text.split_once(' ') {
        Some((by, rest)) if by.eq_ignore_ascii_case("by") => rest.trim_start(),
        _ => text,
    };
    let fits = !text.is_empty() && text.chars().count() <= LONGEST;
    fits.then(|| text.to_owned())
}

fn email(text: &str) -> Option<String> {
    // What a mailto address asks for (RFC 6068), copied along with it.
    let text = match text.split_once('?') {
        Some((email, asked)) if !asked.contains(char::is_whitespace) => email,
        _ => text,
    };
    let (user, host) = text.split_once('@')?;
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '(' | ')' | '"' | ',');
    let good = !user.is_empty()
        && host.contains('.')
        && !host.contains('@')
        && !host.starts_with('.')
        && text.len() <= 254
        && text.chars().all(plain);
    good.then(|| text.to_owned())
}

fn is_address(name: &str) -> bool {
    let starts = |scheme| strip_prefix(name, scheme).len() < name.len();
    (starts("http://") || starts("https://")) && !name.contains(char::is_whitespace)
}

fn is_nobody(email: &str) -> bool {
    let email = email.to_ascii_lowercase();
    NOBODY.iter().any(|start| email.starts_with(start))
}

/// Some credit their own portrait.
fn is_picture(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    PICTURES.iter().any(|ending| url.ends_with(ending))
}

fn is_no_name(name: &str) -> bool {
    NO_NAME.iter().any(|none| name.eq_ignore_ascii_case(none))
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> &'a str {
    match text.get(..prefix.len()) {
        Some(start) if start.eq_ignore_ascii_case(prefix) => &text[prefix.len()..],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_names_is_bounded() {
        let word = |n: usize| char::from(b'a' + (n % 26) as u8).to_string().repeat(3 + n / 26);
        let person = |n: usize| Person {
            name: Some(format!("Ada S{0}; Ben F{0}; Cleo B{0}", word(n))),
            ..Person::default()
        };
        let persons: Vec<_> = (0..MOST).map(person).collect();
        assert_eq!(people(&persons, &Base::new([])).len(), MOST);
    }

    #[test]
    fn names_and_addresses_are_told_apart() {
        for (written, name, email) in [
            ("Ada Stone", Some("Ada Stone"), None),
            ("  Ada\n Stone ", Some("Ada Stone"), None),
            ("ada@a.example", None, Some("ada@a.example")),
            ("ada@a.example (Ada Stone)", Some("Ada Stone"), Some("ada@a.example")),
            ("Ada Stone <ada@a.example>", Some("Ada Stone"), Some("ada@a.example")),
            ("Ada Stone (ada@a.example)", Some("Ada Stone"), Some("ada@a.example")),
            ("ada@a.example Ada Stone", Some("Ada Stone"), Some("ada@a.example")),
            ("\"Stone, Ada\" <mailto:ada@a.example>", Some("Stone, Ada"), Some("ada@a.example")),
            ("ada@a.example?subject=Feed (Ada Stone)", Some("Ada Stone"), Some("ada@a.example")),
            ("mailto:ada@a.example?subject=A%20letter", None, Some("ada@a.example")),
            ("noreply@blogger.com (Ada Stone)", Some("Ada Stone"), None),
            ("by Ada Stone", Some("Ada Stone"), None),
            ("Byron Field", Some("Byron Field"), None),
            ("Ada Stone (Staff)", Some("Ada Stone (Staff)"), None),
            ("Stone &amp; Field", Some("Stone & Field"), None),
            ("@ada", Some("@ada"), None),
            ("(author unknown)", None, None),
            ("none@none.example (None)", None, None),
            ("null@a.example (ada)", Some("ada"), None),
            ("n/a", None, None),
        ] {
            let person = Person { name: Some(written.to_owned()), ..Person::default() };
            let found = author(&person, &Base::new([])).unwrap_or_default();
            assert_eq!((found.name.as_deref(), found.email.as_deref()), (name, email), "{written}");
        }
    }

    #[test]
    fn a_page_is_no_name() {
        let person = person("mail@a.example (https://a.example/about)", None);
        let found = author(&person, &Base::new([])).expect("an author");
        assert_eq!((found.name, found.email.as_deref()), (None, Some("mail@a.example")));
        assert_eq!(found.url.as_deref(), Some("https://a.example/about"));
    }

    fn person(name: &str, email: Option<&str>) -> Person {
        Person { name: Some(name.to_owned()), email: email.map(str::to_owned), uri: None }
    }

    #[test]
    fn each_author_once_and_the_feeds_only_for_want_of_others() {
        let feed = Feed { authors: vec![person("The Pots", None)], ..Feed::default() };
        let mut entry = Entry::default();
        let base = Base::new([]);
        assert_eq!(authors(&entry, &feed, &base).len(), 1);
        entry.authors = vec![person("Ada Stone", None), person("ADA STONE", Some("ada@a.example"))];
        let found = authors(&entry, &feed, &base);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name.as_deref(), Some("Ada Stone"));
        assert_eq!(found[0].email.as_deref(), Some("ada@a.example"));
    }

    /// Names and addresses of the authors, `-` where there are none.
    fn told(authors: &[Author]) -> String {
        let one = |author: &Author| {
            let parts = [&author.name, &author.email, &author.url];
            parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
        };
        if authors.is_empty() {
            "-".to_owned()
        } else {
            authors.iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }

    #[test]
    fn several_in_one_element_are_several() {
        let base = Base::new([]);
        for (name, email, expected) in [
            ("Ada Stone and Bo Field", None, "Ada Stone; Bo Field"),
            ("Ada Stone, Bo Field", Some("tea@a.example"), "Ada Stone; Bo Field"),
            ("Ada Stone, Bo Field", Some("field@a.example"), "Ada Stone; Bo Field field@a.example"),
            ("Ada Stone, Ada Field", Some("ada@a.example"), "Ada Stone; Ada Field"),
            ("Stone, Ada", Some("ada@a.example"), "Stone, Ada ada@a.example"),
        ] {
            assert_eq!(told(&people(&[person(name, email)], &base)), expected, "{name}");
        }
        let portrait =
            Person { uri: Some("https://a.example/ada.PNG".to_owned()), ..Person::default() };
        assert_eq!(told(&people(&[portrait], &base)), "-");
    }

    #[test]
    fn the_feeds_author_wrote_what_is_the_feeds_own() {
        let link = |href: &str| crate::model::Link { href: href.to_owned(), ..Default::default() };
        for (of_feed, of_entry, source, expected) in [
            (person("Ada Stone", None), None, None, "Ada Stone"),
            (person("Ada Stone", None), Some("(author unknown)"), None, "-"),
            (person("Ada Stone", None), None, Some("https://www.a.example/feed"), "Ada Stone"),
            (person("Ada Stone", None), None, Some("https://cdn.example/a"), "Ada Stone"),
            (person("Ada Stone", None), None, Some("https://b.example/feed"), "-"),
            (
                person("Ada Stone", Some("ada@mail.b.example")),
                None,
                Some("https://b.example/feed"),
                "Ada Stone ada@mail.b.example",
            ),
            (person("Ada Stone", None), Some("Bo Field"), Some("https://b.example/"), "Bo Field"),
            (person("Ada Stone", Some("info@a.example")), None, None, "Ada Stone info@a.example"),
            (person("", Some("info@a.example")), None, None, "-"),
            (person("Editor", Some("editor@a.example")), None, None, "-"),
            (person("Ada Stone", Some("webmaster@a.example")), None, None, "-"),
            (person("", Some("ada@a.example")), None, None, "ada@a.example"),
        ] {
            let feed = Feed {
                link: Some("https://a.example/".to_owned()),
                links: vec![link("https://cdn.example/feed/a")],
                authors: vec![of_feed.clone()],
                ..Feed::default()
            };
            let entry = Entry {
                authors: of_entry.map(|name| person(name, None)).into_iter().collect(),
                source_url: source.map(str::to_owned),
                ..Entry::default()
            };
            let found = told(&authors(&entry, &feed, &Base::new([])));
            assert_eq!(found, expected, "{of_feed:?} {of_entry:?} {source:?}");
        }
    }
}
