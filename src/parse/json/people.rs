//! Values that name people in, people out.

use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use serde_json::Number;

use super::{
    super::ranked::push_new,
    values::{Ask, Asked, Line, Name, members},
};
use crate::model::Person;

/// `authors` (1.1) or else `author` (1.0).
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) authors: Vec<Person>,
    pub(super) author: Vec<Person>,
}

impl People {
    pub(super) fn known(self) -> Vec<Person> {
        if self.authors.is_empty() { self.author } else { self.authors }
    }
}

/// People: one or a list, each an object, or just a name.
pub(super) struct Authors<'f>(pub(super) &'f mut Vec<Person>);

impl<'de> Ask<'de> for Authors<'_> {
    fn text(self, name: &str) {
        Author(self.0).text(name);
    }

    fn number(self, number: &Number) {
        Author(self.0).number(number);
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Asked(Author(self.0)))?.is_some() {}
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        Author(self.0).object(object)
    }
}

struct Author<'f>(&'f mut Vec<Person>);

impl<'de> Ask<'de> for Author<'_> {
    fn text(self, name: &str) {
        let mut person = Person::default();
        Line(&mut person.name).text(name);
        self.add(person);
    }

    fn number(self, number: &Number) {
        self.text(&number.to_string());
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut person = Person::default();
        members!(object:
            "name" => Line(&mut person.name),
            "email" => Line(&mut person.email),
            "url" => Line(&mut person.uri),
        );
        self.add(person);
        Ok(())
    }
}

impl Author<'_> {
    fn add(self, person: Person) {
        if person != Person::default() {
            push_new(self.0, person);
        }
    }
}
