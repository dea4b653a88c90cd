//! An element that names somebody in, a [`Person`] out.

use super::{
    name::{Name, Ns},
    text::readable,
    urls,
    xml::{Event, Reader, Tag},
};
use crate::model::Person;

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
            b"name" | b"nick" => person.name = self.label().or(person.name.take()),
            b"email" | b"mbox" => person.email = self.line().or(person.email.take()),
            b"uri" | b"url" | b"homepage" => person.uri = self.address().or(person.uri.take()),
            // FOAF persons, and Atom authors that a module wraps.
            b"person" | b"agent" | b"author" if tag.name.ns != Ns::Xhtml => {}
            _ if tag.name.ns == Ns::Rdf => {}
            _ => self.skip(depth),
        }
    }
}

/// `me@tea.example (Ann Other)`, `Ann Other <me@tea.example>`, a name or an address alone
/// (RSS 2.0, `author`).
pub(super) fn from_line(line: &str) -> Option<Person> {
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
}
