//! JSON Feed 1.0 and 1.1 in, a [`Feed`] out: <https://www.jsonfeed.org/version/1.1/>.
//!
//! Values are read as they come, and those that nobody asks for are passed over without being
//! built, so that a document costs what it says and not what its punctuation would as a tree.

mod item;
mod mending;
mod people;
mod values;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

use self::{
    item::{Maybe, Room},
    mending::Mending,
    people::{Authors, People},
    values::{Ask, Asked, Line, Name, members, pass_over},
};
use super::{ENTRIES, Mended, ranked::push_new, sniff::is_html};
use crate::model::{Entry, Feed, FeedKind, Link, Text, TextKind};

/// Reads a feed; `None` if the text is no JSON or no feed. What follows the first value (a
/// callback's bracket, a server's comment) does not matter.
pub(super) fn read(text: &str, mended: &mut Mended) -> Option<Feed> {
    let reading = Reading::of(&mut serde_json::Deserializer::from_str(text));
    if reading.whole {
        return reading.feed();
    }
    // Not two readings at once: the first may hold much already.
    drop(reading);
    let reading = Reading::of(&mut serde_json::Deserializer::from_reader(Mending::new(text)));
    // Of what is cut off, or broken in a way that nobody can mend, its whole entries count. One
    // without any may have been something else altogether.
    if !reading.whole && reading.entries.is_empty() {
        return None;
    }
    let feed = reading.feed()?;
    mended.note("broken-json");
    Some(feed)
}

/// What a document has said so far.
#[derive(Debug, Default)]
struct Reading {
    /// Whether its end was seen.
    whole: bool,
    version: Option<String>,
    title: Option<String>,
    description: Option<String>,
    home_page: Option<String>,
    address: Option<String>,
    next: Option<String>,
    icon: Option<String>,
    favicon: Option<String>,
    language: Option<String>,
    people: People,
    hubs: Vec<Link>,
    /// Whether there is a list of items, be it empty.
    has_items: bool,
    room: Room,
    entries: Vec<Entry>,
}

impl Reading {
    /// What can be read, up to the first error if there is one.
    fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Self {
        let mut reading = Self::default();
        let end = Asked(Document(&mut reading)).deserialize(deserializer);
        // What stands behind the feed is not looked at, which is an error to the deserializer.
        drop(end);
        reading
    }

    fn feed(self) -> Option<Feed> {
        let named = self.version.is_some_and(|version| version.contains("jsonfeed"));
        if !named && !self.has_items {
            return None;
        }
        let mut feed = Feed {
            kind: FeedKind::Json,
            title: self.title.map(guessed),
            subtitle: self.description.map(guessed),
            link: self.home_page.clone(),
            id: self.address.clone(),
            authors: self.people.known(),
            image: self.icon,
            icon: self.favicon,
            entries: self.entries,
            ..Feed::default()
        };
        for (address, rel, media_type) in [
            (self.home_page, "alternate", "text/html"),
            (self.address, "self", "application/feed+json"),
            (self.next, "next", "application/feed+json"),
        ] {
            link(&mut feed.links, address, rel, Some(media_type));
        }
        for hub in self.hubs {
            push_new(&mut feed.links, hub);
        }
        // It may have been named after the items.
        for entry in &mut feed.entries {
            entry.language = entry.language.take().or_else(|| self.language.clone());
        }
        feed.language = self.language;
        Some(feed)
    }
}

/// The document: a feed, or a list of them, of which the first is read.
struct Document<'r>(&'r mut Reading);

impl<'de> Ask<'de> for Document<'_> {
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        list.next_element_seed(Asked(Root(self.0))).map(drop)
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        Root(self.0).object(object)
    }
}

/// The feed itself.
struct Root<'r>(&'r mut Reading);

impl<'de> Ask<'de> for Root<'_> {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let found = self.0;
        members!(object:
            "version" => Line(&mut found.version),
            "title" => Line(&mut found.title),
            "description" => Line(&mut found.description),
            "home_page_url" => Line(&mut found.home_page),
            "feed_url" => Line(&mut found.address),
            "next_url" => Line(&mut found.next),
            "icon" => Line(&mut found.icon),
            "favicon" => Line(&mut found.favicon),
            "language" => Line(&mut found.language),
            "authors" => Authors(&mut found.people.authors),
            "author" => Authors(&mut found.people.author),
            "hubs" => Hubs(&mut found.hubs),
            "items" => Items(found),
        );
        found.whole = true;
        Ok(())
    }
}

struct Hubs<'f>(&'f mut Vec<Link>);

impl<'de> Ask<'de> for Hubs<'_> {
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Asked(Hub(self.0)))?.is_some() {}
        Ok(())
    }
}

struct Hub<'f>(&'f mut Vec<Link>);

impl<'de> Ask<'de> for Hub<'_> {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut address = None;
        members!(object: "url" => Line(&mut address));
        link(self.0, address, "hub", None);
        Ok(())
    }
}

struct Items<'r>(&'r mut Reading);

impl<'de> Ask<'de> for Items<'_> {
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let found = self.0;
        found.has_items = true;
        while found.entries.len() < ENTRIES {
            let mut item = None;
            if list.next_element_seed(Asked(Maybe(&mut item)))?.is_none() {
                return Ok(());
            }
            found.entries.extend(item.map(|item| item.entry(&mut found.room)));
        }
        pass_over(list)
    }
}

fn link(links: &mut Vec<Link>, href: Option<String>, rel: &str, media_type: Option<&str>) {
    let Some(href) = href else { return };
    let media_type = media_type.map(str::to_owned);
    push_new(links, Link { href, rel: Some(rel.to_owned()), media_type, ..Link::default() });
}

fn guessed(value: String) -> Text {
    let kind = if is_html(&value) { TextKind::Html } else { TextKind::Plain };
    Text { value, kind, ..Text::default() }
}

#[cfg(test)]
mod tests;
