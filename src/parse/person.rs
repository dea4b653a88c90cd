//! An element that names somebody in, a [`Person`] out.

use super::{
    html,
    name::{Name, Ns},
    ranked::{Rank, push_new},
    sniff::has_tag,
    text::readable,
    urls,
    xml::{Event, Reader, Tag},
};
use crate::model::Person;

/// Those who wrote something: the ones that the best vocabulary names. But a name goes before an
/// address alone, which is all that RSS's `author` was made for.
#[derive(Clone, Debug)]
pub(super) struct Authors {
    rank: Rank,
    held: Vec<Person>,
    /// The best that have a name, where those held have none.
    named: Option<(Rank, Vec<Person>)>,
}

impl Default for Authors {
    fn default() -> Self {
        Self { rank: Rank::Last, held: Vec::new(), named: None }
    }
}

impl Authors {
    /// Takes a person.
    pub(super) fn add(&mut self, rank: Rank, person: Option<Person>) {
        let Some(person) = person else { return };
        if rank < self.rank {
            let before = std::mem::take(&mut self.held);
            if before.iter().any(is_named) {
                self.named = Some((self.rank, before));
            }
            self.rank = rank;
        } else if rank > self.rank {
            return self.add_aside(rank, person);
        }
        push_new(&mut self.held, person);
    }

    /// Takes one of a lesser rank, if that can be of use.
    fn add_aside(&mut self, rank: Rank, person: Person) {
        if self.held.iter().any(is_named) || !is_named(&person) {
            return;
        }
        match &mut self.named {
            Some((known, named)) if *known == rank => push_new(named, person),
            Some((known, _)) if *known < rank => {}
            named => *named = Some((rank, vec![person])),
        }
    }

    /// The persons. One address and one name beside it are one person.
    pub(super) fn take(&mut self) -> Vec<Person> {
        let held = std::mem::take(&mut self.held);
        if held.iter().any(is_named) {
            return held;
        }
        let Some((_, mut named)) = self.named.take() else { return held };
        if let ([person], [address]) = (&mut named[..], &held[..]) {
            person.email = person.email.take().or_else(|| address.email.clone());
            person.uri = person.uri.take().or_else(|| address.uri.clone());
        }
        named
    }
}

/// Whether a person has a name, and not just the address for one.
fn is_named(person: &Person) -> bool {
    person.name.as_deref().is_some_and(|name| !is_email(name))
}

/// Elements that cannot lie in a person, only follow it.
fn ends_person(name: &Name) -> bool {
    name.is_entry()
        || (name.ns == Ns::Core
            && matches!(
                name.local(),
                b"title"
                    | b"link"
                    | b"guid"
                    | b"pubdate"
                    | b"published"
                    | b"updated"
                    | b"description"
                    | b"content"
            ))
}

impl<'t> Reader<'t> {
    /// The person construct just opened: Atom's elements, RDF's and FOAF's within, or one line
    /// as in RSS. `None` if it says nothing.
    pub(super) fn person(&mut self) -> Option<Person> {
        self.people(&mut Vec::new())
    }

    /// The same; those of an RDF list inside are added to `listed`.
    pub(super) fn people(&mut self, listed: &mut Vec<Person>) -> Option<Person> {
        let depth = self.depth();
        self.guard(depth, ends_person);
        let mut person = Person::default();
        let mut line = String::new();
        while let Some(event) = self.next_within(depth) {
            match event {
                Event::Open(tag) if tag.name.is_listed() => {
                    let one = self.line();
                    listed.extend(one.and_then(|line| from_line(&line)));
                }
                Event::Open(tag) => self.person_part(&tag, &mut person),
                Event::Text(text) | Event::Data(text) => line.push_str(text),
                Event::Reference(name) => self.entities.push(name, &mut line),
                Event::Close | Event::Nothing | Event::End => {}
            }
        }
        if person == Person::default() { from_line(&line) } else { Some(person) }
    }

    fn person_part(&mut self, tag: &Tag<'t>, person: &mut Person) {
        let depth = self.depth();
        match tag.name.local() {
            b"name" | b"nick" | b"displayname" => person.name = self.label().or(person.name.take()),
            b"email" | b"mbox" => person.email = self.line().or(person.email.take()),
            b"uri" | b"url" | b"homepage" => person.uri = self.address().or(person.uri.take()),
            // FOAF persons, and Atom authors that a module wraps.
            b"person" | b"agent" | b"author" if tag.name.ns != Ns::Xhtml => {}
            _ if tag.name.ns == Ns::Rdf => {}
            _ => self.skip(depth),
        }
    }
}

/// No byline that was set for a page has more bytes.
const BYLINE: usize = 4 * 1024;

/// `me@tea.example (Ann Other)`, `Ann Other <me@tea.example>`, a name or an address alone
/// (RSS 2.0, `author`).
pub(super) fn from_line(line: &str) -> Option<Person> {
    if line.len() <= BYLINE && has_tag(line) { from_html(line) } else { from_text(line) }
}

fn from_text(line: &str) -> Option<Person> {
    let line = readable(line.split_whitespace().collect::<Vec<_>>().join(" "));
    let line = line.strip_prefix("mailto:").unwrap_or(&line);
    if line.is_empty() {
        return None;
    }
    for (open, close) in [('(', ')'), ('<', '>')] {
        let Some((before, rest)) = line.split_once(open) else { continue };
        let (inside, after) = rest.split_once(close).unwrap_or((rest, ""));
        let outside = format!("{} {}", before.trim(), after.trim());
        let (outside, inside) = (outside.trim(), inside.trim());
        let bare = inside.strip_prefix("mailto:").unwrap_or(inside);
        if is_email(bare) {
            return Some(person(outside, Some(bare)));
        }
        if is_email(outside) {
            return Some(person(inside, Some(outside)));
        }
    }
    if is_email(line) {
        return Some(person("", Some(line)));
    }
    if urls::is_web(line) && !line.contains(' ') {
        return Some(Person { uri: Some(line.to_owned()), ..Person::default() });
    }
    Some(person(line, None))
}

/// A byline that was set for a page: the name, a place, a newspaper, a way to write, each on a
/// line of its own.
fn from_html(html: &str) -> Option<Person> {
    let lines = html::lines(html);
    let mut lines = lines.iter().map(String::as_str);
    let mut person = from_text(lines.next()?)?;
    if let Some(email) = lines.find(|line| is_email(line)) {
        person.email.get_or_insert_with(|| email.to_owned());
    }
    Some(person)
}

fn person(name: &str, email: Option<&str>) -> Person {
    let name = name.trim_matches(['"', ' ']);
    let name = (!name.is_empty()).then(|| name.to_owned());
    Person { name, email: email.map(str::to_owned), uri: None }
}

fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let sane = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@' || c == ',')
    };
    sane(user) && sane(host) && !text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_names_a_person_in_many_ways() {
        for (line, name, email) in [
            ("me@tea.example (Ann Other)", Some("Ann Other"), Some("me@tea.example")),
            ("Ann Other (me@tea.example)", Some("Ann Other"), Some("me@tea.example")),
            ("Ann Other &lt;me@tea.example&gt;", Some("Ann Other"), Some("me@tea.example")),
            ("<p class='by'>Ann Other</p>", Some("Ann Other"), None),
            (
                "<br><p>By Ann Other<br /></p><p>Tea Post, <a href='mailto:x'>me@tea.example</a></p>\
                 <div>me@tea.example</div>",
                Some("By Ann Other"),
                Some("me@tea.example"),
            ),
            ("Ann Other <mailto:me@tea.example>", Some("Ann Other"), Some("me@tea.example")),
            ("\"Ann Other\" <me@tea.example>", Some("Ann Other"), Some("me@tea.example")),
            ("  Ann\n Other ", Some("Ann Other"), None),
            ("me@tea.example", None, Some("me@tea.example")),
            ("Ann (of Tea)", Some("Ann (of Tea)"), None),
        ] {
            let person = from_line(line).expect(line);
            assert_eq!((person.name.as_deref(), person.email.as_deref()), (name, email), "{line}");
        }
        assert_eq!(from_line(" \n "), None);
    }

    #[test]
    fn a_name_goes_before_an_address_alone() {
        use Rank::{Core, Dublin, Podcast};
        for (given, expected) in [
            (&[(Core, "me@tea.example"), (Podcast, "Ann Other")][..], "Ann Other me@tea.example"),
            (&[(Podcast, "Ann Other"), (Core, "me@tea.example")], "Ann Other me@tea.example"),
            (&[(Core, "me@tea.example (me@tea.example)"), (Dublin, "Ann")], "Ann me@tea.example"),
            (&[(Core, "me@tea.example"), (Dublin, "Ann"), (Dublin, "Bo")], "Ann; Bo"),
            (&[(Podcast, "Ann"), (Core, "me@tea.example"), (Dublin, "Bo")], "Bo me@tea.example"),
            (&[(Core, "Ann"), (Dublin, "Bo"), (Podcast, "Cy")], "Ann"),
            (&[(Podcast, "Cy"), (Core, "me@tea.example"), (Core, "Ann")], "me@tea.example; Ann"),
            (&[(Core, "me@tea.example"), (Podcast, "you@tea.example")], "me@tea.example"),
        ] {
            let mut authors = Authors::default();
            for (rank, line) in given {
                authors.add(*rank, from_line(line));
            }
            let people = authors.take().into_iter().map(|person| {
                [person.name, person.email].into_iter().flatten().collect::<Vec<_>>().join(" ")
            });
            assert_eq!(people.collect::<Vec<_>>().join("; "), expected, "{given:?}");
        }
    }
}
