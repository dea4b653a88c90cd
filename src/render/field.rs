//! The article object's fields by name: a name in, the field's value of any article out.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{Article, Author, DateSource, Enclosure, FeedRef, Html, Timestamp};

/// A field of the article object, or a part of one.
pub struct FieldInfo {
    /// The key, dotted for a part (`feed.title`).
    pub name: &'static str,
    /// What it holds, in a phrase.
    pub about: &'static str,
    /// Its value.
    pub(super) value: for<'a> fn(&'a Article) -> Value<'a>,
}

/// A chosen field.
pub type Field = &'static FieldInfo;

impl FieldInfo {
    /// Whether the value is an article's whole content.
    pub(super) fn is_content(&self) -> bool {
        matches!(self.name, "content_text" | "content_html")
    }

    /// Whether the value is a time, and can be given a date format.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.name, "published" | "updated" | "received" | "date" | "edited")
    }
}

impl std::fmt::Debug for FieldInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A name that is no field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no field `{0}`; the fields are {names}", names = names())]
pub struct UnknownField(
    /// The name.
    pub String,
);

/// The names of all fields, for an error or a list.
fn names() -> String {
    FIELDS.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

/// The fields of a comma-separated list, in its order.
pub fn fields(list: &str) -> Result<Vec<Field>, UnknownField> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut fields: Vec<Field> = Vec::new();
    for name in names {
        let field = field(name)?;
        // Two keys of one name are no JSON object that programs agree on.
        if fields.iter().all(|known| known.name != field.name) {
            fields.push(field);
        }
    }
    Ok(fields)
}

/// The field or part of that name.
pub(super) fn field(name: &str) -> Result<Field, UnknownField> {
    FIELDS
        .iter()
        .chain(PARTS)
        .find(|field| field.name == name)
        .ok_or_else(|| UnknownField(name.to_owned()))
}

/// A field's value, borrowed from its article.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(i64),
    Time(Timestamp),
    /// One line of text.
    Line(&'a str),
    /// Text or markup of several lines.
    Lines(&'a str),
    Tags(&'a [String]),
    Authors(&'a [Author]),
    Feed(&'a FeedRef),
    Feeds(&'a [FeedRef]),
    Enclosures(&'a [Enclosure]),
    /// One part of every author.
    OfAuthors(&'a [Author], fn(&Author) -> Option<&str>),
    /// One part of every enclosure.
    OfEnclosures(&'a [Enclosure], fn(&Enclosure) -> Option<String>),
    /// One part of every feed.
    OfFeeds(&'a [FeedRef], fn(&FeedRef) -> Option<&str>),
}

impl<'a> Value<'a> {
    fn line(text: Option<&'a String>) -> Self {
        text.map_or(Self::Null, |text| Self::Line(text))
    }

    fn lines(text: Option<&'a String>) -> Self {
        text.map_or(Self::Null, |text| Self::Lines(text))
    }

    fn time(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Null, Self::Time)
    }

    /// The value as text for a cell or a template: nothing for null, lists joined.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Value::Null => Cow::Borrowed(""),
            Value::Bool(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Time(at) => Cow::Owned(at.to_rfc3339()),
            Value::Line(text) | Value::Lines(text) => Cow::Borrowed(text),
            Value::Feed(feed) => Cow::Borrowed(&feed.title),
            Value::Tags(tags) => joined(tags.iter().map(|tag| Some(tag.as_str()))),
            Value::Authors(authors) => joined(authors.iter().map(author_name)),
            Value::Feeds(feeds) => joined(feeds.iter().map(|feed| Some(feed.title.as_str()))),
            Value::Enclosures(files) => joined(files.iter().map(|file| Some(file.url.as_str()))),
            Value::OfAuthors(authors, part) => joined(authors.iter().map(part)),
            Value::OfEnclosures(files, part) => joined(files.iter().map(part)),
            Value::OfFeeds(feeds, part) => joined(feeds.iter().map(part)),
        }
    }
}

/// What an author is called: by name, else by whatever is known.
pub(super) fn author_name(author: &Author) -> Option<&str> {
    author.name.as_deref().or(author.email.as_deref()).or(author.url.as_deref())
}

fn joined<T: AsRef<str>>(parts: impl Iterator<Item = Option<T>>) -> Cow<'static, str> {
    Cow::Owned(parts.flatten().fold(String::new(), |mut list, part| {
        let comma = if list.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(list, "{comma}{}", part.as_ref());
        list
    }))
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match *self {
            Value::Null => to.serialize_unit(),
            Value::Bool(yes) => yes.serialize(to),
            Value::Number(number) => number.serialize(to),
            Value::Time(at) => at.serialize(to),
            Value::Line(text) | Value::Lines(text) => text.serialize(to),
            Value::Tags(tags) => tags.serialize(to),
            Value::Authors(authors) => authors.serialize(to),
            Value::Feed(feed) => feed.serialize(to),
            Value::Feeds(feeds) => feeds.serialize(to),
            Value::Enclosures(files) => files.serialize(to),
            Value::OfAuthors(authors, part) => to.collect_seq(authors.iter().map(part)),
            Value::OfEnclosures(files, part) => to.collect_seq(files.iter().map(part)),
            Value::OfFeeds(feeds, part) => to.collect_seq(feeds.iter().map(part)),
        }
    }
}

/// An article cut down to the chosen fields, serialised as an object of exactly those.
pub(super) struct Chosen<'a> {
    pub(super) article: &'a Article,
    pub(super) fields: &'a [Field],
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.fields.len()))?;
        for field in self.fields {
            map.serialize_entry(field.name, &(field.value)(self.article))?;
        }
        map.end()
    }
}

/// Shortens the tables below to a line a field.
const fn is(
    name: &'static str,
    about: &'static str,
    value: for<'a> fn(&'a Article) -> Value<'a>,
) -> FieldInfo {
    FieldInfo { name, about, value }
}

/// The keys of the article object, in its order.
pub const FIELDS: &[FieldInfo] = &[
    is("id", "the article's short, stable name", |a| Value::Line(&a.id.0)),
    is("seq", "its place in the order of arrival", |a| Value::Number(a.seq.0)),
    is("url", "the page to open", |a| Value::line(a.url.as_ref())),
    is("canonical_url", "the form addresses are compared by", |a| {
        Value::line(a.canonical_url.as_ref())
    }),
    is("title", "the title, plain text", |a| Value::Line(&a.title)),
    is("authors", "who wrote it: name, email, url", |a| Value::Authors(&a.authors)),
    is("published", "when the feed says it was published", |a| Value::time(a.published)),
    is("updated", "when the feed says it was last changed", |a| Value::time(a.updated)),
    is("received", "when it was first seen here", |a| Value::Time(a.received)),
    is("date", "published if sane, else updated, else received", |a| Value::Time(a.date)),
    is("date_source", "which of them `date` is: published, updated or received", |a| {
        Value::Line(match a.date_source {
            DateSource::Published => "published",
            DateSource::Updated => "updated",
            DateSource::Received => "received",
        })
    }),
    is("feed", "the feed it came from: id, title, url, site_url", |a| Value::Feed(&a.feed)),
    is("also_in", "other feeds it was seen in", |a| Value::Feeds(&a.also_in)),
    is("tags", "the entry's categories and your own tags", |a| Value::Tags(&a.tags)),
    is("summary", "plain text of at most 500 characters", |a| Value::line(a.summary.as_ref())),
    is("content_text", "the whole content as plain text", |a| {
        Value::lines(a.content_text.as_ref())
    }),
    is("content_html", "the whole content, sanitised", |a| {
        a.content_html.as_ref().map(Html::as_str).map_or(Value::Null, Value::Lines)
    }),
    is("language", "the language tag", |a| Value::line(a.language.as_ref())),
    is("enclosures", "files with it: url, type, length, duration", |a| {
        Value::Enclosures(&a.enclosures)
    }),
    is("guid", "the guid as the feed gave it", |a| Value::line(a.guid.as_ref())),
    is("read", "whether it was read", |a| Value::Bool(a.read)),
    is("starred", "whether it was starred", |a| Value::Bool(a.starred)),
    is("revision", "how many edits were seen", |a| Value::Number(i64::from(a.revision))),
    is("edited", "when the last edit was seen", |a| Value::time(a.edited)),
    is("story", "the id of the earliest article that tells the same in other feeds, if any", |a| {
        a.story.as_ref().map_or(Value::Null, |id| Value::Line(&id.0))
    }),
];

/// Parts of fields, which templates and tables may name as well.
pub const PARTS: &[FieldInfo] = &[
    is("feed.id", "the feed's number", |a| Value::Number(a.feed.id.0)),
    is("feed.title", "the feed's title", |a| Value::Line(&a.feed.title)),
    is("feed.url", "the feed's address", |a| Value::Line(&a.feed.url)),
    is("feed.site_url", "the feed's web site", |a| Value::line(a.feed.site_url.as_ref())),
    is("authors.name", "the authors' names", |a| {
        Value::OfAuthors(&a.authors, |author| author.name.as_deref())
    }),
    is("authors.email", "the authors' e-mail addresses", |a| {
        Value::OfAuthors(&a.authors, |author| author.email.as_deref())
    }),
    is("authors.url", "the authors' pages", |a| {
        Value::OfAuthors(&a.authors, |author| author.url.as_deref())
    }),
    is("also_in.title", "the other feeds' titles", |a| {
        Value::OfFeeds(&a.also_in, |feed| Some(&feed.title))
    }),
    is("also_in.url", "the other feeds' addresses", |a| {
        Value::OfFeeds(&a.also_in, |feed| Some(&feed.url))
    }),
    is("enclosures.url", "the files' addresses", |a| {
        Value::OfEnclosures(&a.enclosures, |file| Some(file.url.clone()))
    }),
    is("enclosures.type", "the files' media types", |a| {
        Value::OfEnclosures(&a.enclosures, |file| file.media_type.clone())
    }),
    is("enclosures.length", "the files' sizes in bytes", |a| {
        Value::OfEnclosures(&a.enclosures, |file| file.length.map(|bytes| bytes.to_string()))
    }),
    is("enclosures.duration", "the files' durations in seconds", |a| {
        Value::OfEnclosures(&a.enclosures, |file| file.duration.map(|seconds| seconds.to_string()))
    }),
];

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_fields_are_the_article_objects_keys_and_values() {
        let article = samples::full().article;
        let whole = serde_json::to_value(&article).unwrap();
        let all: Vec<Field> = FIELDS.iter().collect();
        let chosen = Chosen { article: &article, fields: &all };
        assert_eq!(serde_json::to_value(&chosen).unwrap(), whole);
        // A map forgets the order, the text does not.
        assert_eq!(
            serde_json::to_string(&chosen).unwrap(),
            serde_json::to_string(&article).unwrap()
        );
    }

    #[test]
    fn times_are_known_before_any_article_is() {
        let article = samples::full().article;
        for field in FIELDS.iter().chain(PARTS) {
            let time = matches!((field.value)(&article), Value::Time(_));
            assert_eq!(field.is_time(), time, "{}", field.name);
        }
    }

    #[test]
    fn lists_are_read_in_their_order_and_strangers_refused() {
        let names = |list| fields(list).map(|list| list.iter().map(|f| f.name).collect::<Vec<_>>());
        assert_eq!(names("title, url,feed.title"), Ok(vec!["title", "url", "feed.title"]));
        let error = fields("title,titel").unwrap_err();
        assert!(error.to_string().starts_with("no field `titel`; the fields are id, seq, url,"));
    }

    #[test]
    fn values_as_text() {
        let article = samples::full().article;
        for (name, expected) in [
            ("feed", "Tool Blog"),
            ("feed.id", "7"),
            ("authors", "Ada Example, bo@tool.example"),
            ("authors.email", "bo@tool.example"),
            ("tags", "rust, release notes"),
            ("also_in", "Planet Rust"),
            ("enclosures.duration", "1800"),
            ("date", "2026-05-21T16:01:05Z"),
            ("starred", "true"),
            ("revision", "2"),
        ] {
            assert_eq!((field(name).unwrap().value)(&article).text(), expected, "{name}");
        }
        let bare = samples::bare("x").article;
        for name in ["url", "summary", "published", "authors", "edited"] {
            assert_eq!((field(name).unwrap().value)(&bare).text(), "", "{name}");
        }
    }
}
