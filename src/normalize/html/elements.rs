//! Which elements and attributes may stand in an article, and what each means for its text.

use super::Place;

/// What an element is for layout and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Within a line.
    Inline,
    /// A link; never within another.
    Link,
    /// A paragraph: ended by any block that opens within it.
    Paragraph,
    /// A block of its own.
    Block,
    /// A block that is read, but not written: it would do something, or means nothing here.
    Bare,
    /// A heading: a paragraph that is no sentence.
    Heading,
    /// A caption: text beside the article's own.
    Caption,
    /// Text whose white space counts.
    Pre,
    /// A list without numbers.
    Bullets,
    /// A numbered list.
    Numbers,
    /// An item of a list.
    Item,
    /// A term or description in a list of definitions.
    Definition,
    /// A table.
    Table,
    /// A head, body or foot of a table.
    Rows,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A line break.
    Break,
    /// A rule between parts.
    Rule,
    /// A void element that says nothing in text.
    Void,
    /// A picture.
    Picture,
    /// Sound or film with its own address or sources.
    Player,
    /// A foreign page set into the article; a link at best.
    Embed,
    /// Dropped with all it holds; never read as HTML.
    Dropped,
}

/// How an attribute's value is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Any text.
    Text,
    /// A page: http, https or mailto.
    Page,
    /// A file to show: http or https.
    File,
    /// A whole number of at most four digits: larger spans are known to break table layouts.
    Number,
    /// Present or not.
    Flag,
}

/// One element of the allow-list.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) attributes: &'static [(&'static str, Value)],
}

/// Attributes that every written element may have.
pub(super) const EVERYWHERE: &[(&str, Value)] =
    &[("lang", Value::Text), ("dir", Value::Text), ("title", Value::Text)];

const NONE: &[(&str, Value)] = &[];
const CELL: &[(&str, Value)] = &[
    ("colspan", Value::Number),
    ("rowspan", Value::Number),
    ("headers", Value::Text),
    ("scope", Value::Text),
];
const EDIT: &[(&str, Value)] = &[("cite", Value::Page), ("datetime", Value::Text)];
const SPAN: &[(&str, Value)] = &[("span", Value::Number)];
const PLAYER: &[(&str, Value)] = &[
    ("src", Value::File),
    ("poster", Value::File),
    ("width", Value::Number),
    ("height", Value::Number),
];

const fn of(
    name: &'static str,
    role: Role,
    attributes: &'static [(&'static str, Value)],
) -> Element {
    Element { name, role, attributes }
}

/// Every element known here, sorted by name. What is not in the list is passed over, its
/// content kept.
const ELEMENTS: &[Element] = &[
    of("a", Role::Link, &[("href", Value::Page), ("hreflang", Value::Text)]),
    of("abbr", Role::Inline, NONE),
    of("acronym", Role::Inline, NONE),
    of("address", Role::Block, NONE),
    of("applet", Role::Dropped, NONE),
    of("article", Role::Block, NONE),
    of("aside", Role::Block, NONE),
    of("audio", Role::Player, PLAYER),
    of("b", Role::Inline, NONE),
    of("bdi", Role::Inline, NONE),
    of("bdo", Role::Inline, NONE),
    of("blockquote", Role::Block, &[("cite", Value::Page)]),
    of("body", Role::Bare, NONE),
    of("br", Role::Break, NONE),
    of("button", Role::Dropped, NONE),
    of("canvas", Role::Dropped, NONE),
    of("caption", Role::Caption, NONE),
    of("center", Role::Block, NONE),
    of("cite", Role::Inline, NONE),
    of("code", Role::Inline, NONE),
    of("col", Role::Void, SPAN),
    of("colgroup", Role::Rows, SPAN),
    of("dd", Role::Definition, NONE),
    of("del", Role::Inline, EDIT),
    of("details", Role::Block, &[("open", Value::Flag)]),
    of("dfn", Role::Inline, NONE),
    of("dialog", Role::Bare, NONE),
    of("dir", Role::Bullets, NONE),
    of("div", Role::Block, NONE),
    of("dl", Role::Block, NONE),
    of("dt", Role::Definition, NONE),
    of("em", Role::Inline, NONE),
    of("embed", Role::Embed, NONE),
    of("fieldset", Role::Bare, NONE),
    of("figcaption", Role::Caption, NONE),
    of("figure", Role::Block, NONE),
    of("footer", Role::Block, NONE),
    of("form", Role::Bare, NONE),
    of("frameset", Role::Dropped, NONE),
    of("h1", Role::Heading, NONE),
    of("h2", Role::Heading, NONE),
    of("h3", Role::Heading, NONE),
    of("h4", Role::Heading, NONE),
    of("h5", Role::Heading, NONE),
    of("h6", Role::Heading, NONE),
    of("head", Role::Bare, NONE),
    of("header", Role::Block, NONE),
    of("hgroup", Role::Block, NONE),
    of("hr", Role::Rule, NONE),
    of("html", Role::Bare, NONE),
    of("i", Role::Inline, NONE),
    of("iframe", Role::Embed, NONE),
    of(
        "img",
        Role::Picture,
        &[("alt", Value::Text), ("width", Value::Number), ("height", Value::Number)],
    ),
    of("ins", Role::Inline, EDIT),
    of("kbd", Role::Inline, NONE),
    of("li", Role::Item, &[("value", Value::Number)]),
    of("listing", Role::Bare, NONE),
    of("main", Role::Block, NONE),
    of("mark", Role::Inline, NONE),
    of("nav", Role::Block, NONE),
    of("noembed", Role::Dropped, NONE),
    of("noframes", Role::Dropped, NONE),
    of("object", Role::Bare, NONE),
    of("ol", Role::Numbers, &[("start", Value::Number), ("reversed", Value::Flag)]),
    of("option", Role::Bare, NONE),
    of("p", Role::Paragraph, NONE),
    of("picture", Role::Inline, NONE),
    of("pre", Role::Pre, NONE),
    of("q", Role::Inline, &[("cite", Value::Page)]),
    of("rp", Role::Inline, NONE),
    of("rt", Role::Inline, NONE),
    of("ruby", Role::Inline, NONE),
    of("s", Role::Inline, NONE),
    of("samp", Role::Inline, NONE),
    of("script", Role::Dropped, NONE),
    of("section", Role::Block, NONE),
    of("select", Role::Dropped, NONE),
    of("small", Role::Inline, NONE),
    of("source", Role::Void, &[("src", Value::File), ("type", Value::Text)]),
    of("span", Role::Inline, NONE),
    of("strike", Role::Inline, NONE),
    of("strong", Role::Inline, NONE),
    of("style", Role::Dropped, NONE),
    of("sub", Role::Inline, NONE),
    of("summary", Role::Heading, NONE),
    of("sup", Role::Inline, NONE),
    of("svg", Role::Dropped, NONE),
    of("table", Role::Table, NONE),
    of("tbody", Role::Rows, NONE),
    of("td", Role::Cell, CELL),
    of("template", Role::Dropped, NONE),
    of("textarea", Role::Dropped, NONE),
    of("tfoot", Role::Rows, NONE),
    of("th", Role::Cell, CELL),
    of("thead", Role::Rows, NONE),
    of("time", Role::Inline, &[("datetime", Value::Text)]),
    of("title", Role::Dropped, NONE),
    of("tr", Role::Row, NONE),
    of("tt", Role::Inline, NONE),
    of("u", Role::Inline, NONE),
    of("ul", Role::Bullets, NONE),
    of("var", Role::Inline, NONE),
    of("video", Role::Player, PLAYER),
    of("wbr", Role::Void, NONE),
    of("xmp", Role::Bare, NONE),
];

/// The longest name in the list.
const LONGEST: usize = 10;

/// The names as numbers that sort as they do: compared in one step, as every tag is looked up.
const KEYS: [u128; ELEMENTS.len()] = {
    let mut keys = [0; ELEMENTS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(ELEMENTS[at].name.as_bytes());
        at += 1;
    }
    keys
};

/// A name's letters in lower case as the digits of a number, the first one highest.
const fn key(name: &[u8]) -> u128 {
    let mut key = 0;
    let mut at = 0;
    while at < LONGEST {
        key <<= 8;
        if at < name.len() {
            key |= name[at].to_ascii_lowercase() as u128;
        }
        at += 1;
    }
    key
}

/// The element of this name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    if name.len() > LONGEST || name.is_empty() || name.contains('\0') {
        return None;
    }
    KEYS.binary_search(&key(name.as_bytes())).ok().map(|at| &ELEMENTS[at])
}

impl Element {
    /// Whether it holds code within a line.
    pub(super) fn is_code(&self) -> bool {
        matches!(self.name, "code" | "kbd" | "samp" | "tt")
    }
}

impl Role {
    /// Whether a start tag of this role ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Link
                | Self::Break
                | Self::Void
                | Self::Picture
                | Self::Player
                | Self::Embed
                | Self::Dropped
        )
    }

    /// Where the text inside stands, unless that is where the text around it does.
    pub(super) fn place(self) -> Option<Place> {
        match self {
            Self::Heading => Some(Place::Heading),
            Self::Caption => Some(Place::Caption),
            Self::Pre => Some(Place::Listing),
            Self::Cell => Some(Place::Cell),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_longest_name_fits() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(ELEMENTS.iter().map(|e| e.name.len()).max(), Some(LONGEST));
    }

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(find("BlockQuote").map(|e| e.name), Some("blockquote"));
        for unknown in ["", "blockquotes", "svg:a", "É", "math", "b\0"] {
            assert!(find(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn nothing_that_runs_or_reaches_out_is_written() {
        for name in ["script", "style", "svg", "textarea", "template", "title", "iframe"] {
            let role = find(name).expect("listed").role;
            assert!(matches!(role, Role::Dropped | Role::Embed), "{name}");
        }
        for name in ["math", "link", "meta", "base", "input", "frame", "plaintext"] {
            assert!(find(name).is_none(), "{name}");
        }
    }
}
