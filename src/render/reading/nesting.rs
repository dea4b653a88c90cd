//! Lists, items and quotes in, what stands before the lines in them out.

use super::super::Terminal;
use super::super::markup::Tag;
use super::super::paint::columns;

/// Deeper lists and quotes are not indented further.
const DEEPEST: usize = 32;

/// The lists, items and quotes that are open.
#[derive(Default)]
pub(super) struct Nesting {
    open: Vec<Container>,
    /// Those not opened since there were too many.
    ignored: usize,
}

/// A list, a list's item or a quote that is open.
struct Container {
    kind: Kind,
    /// What stands before its first line, until it has.
    marker: Option<String>,
    /// What stands before every other line.
    indent: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Without numbers, in the element of that name.
    Bullets {
        of: &'static str,
    },
    /// Counted by ones: up, or down where `step` is less than none.
    Numbers {
        next: i64,
        step: i64,
    },
    Item,
    Quote,
    Definition,
}

impl Kind {
    /// Whether an end tag of that name closes it.
    fn is_closed_by(self, tag: &str) -> bool {
        match self {
            Self::Bullets { of } => tag == of,
            Self::Numbers { .. } => tag == "ol",
            Self::Item => tag == "li",
            Self::Quote => tag == "blockquote",
            Self::Definition => tag == "dd",
        }
    }
}

impl Nesting {
    /// How many columns the lines' beginnings take.
    pub(super) fn indent(&self) -> usize {
        self.open.iter().map(|container| columns(&container.indent)).sum()
    }

    /// What stands before an empty line between two paragraphs.
    pub(super) fn bars(&self) -> String {
        let bars: String = self.open.iter().map(|container| container.indent.as_str()).collect();
        bars.trim_end().to_owned()
    }

    /// What stands before the next line; an item's mark only before its first.
    pub(super) fn lead(&mut self) -> String {
        self.open.iter_mut().fold(String::new(), |lead, container| {
            lead + container.marker.take().as_deref().unwrap_or(&container.indent)
        })
    }

    /// Whether an item has begun of which only the mark is known.
    pub(super) fn at_marker(&self) -> bool {
        self.open.last().is_some_and(|container| container.marker.is_some())
    }

    /// Whether the innermost is an item of a list.
    pub(super) fn in_item(&self) -> bool {
        self.open.last().is_some_and(|container| container.kind == Kind::Item)
    }

    /// Opens a list, an item, a quote or a definition, in lines of `width` columns.
    pub(super) fn open(&mut self, tag: &Tag<'_>, terminal: Terminal, width: usize) {
        if self.open.len() >= DEEPEST {
            self.ignored += 1;
            return;
        }
        let mut container = self.container(tag, terminal);
        // Where indents have eaten half the width, depth is shown no more.
        if self.indent() * 2 > width {
            container.indent.clear();
        }
        self.open.push(container);
    }

    fn container(&mut self, tag: &Tag<'_>, terminal: Terminal) -> Container {
        let (kind, indent) = match tag.name.as_str() {
            "ul" => (Kind::Bullets { of: "ul" }, ""),
            "ol" => {
                let step = if tag.has("reversed") { -1 } else { 1 };
                match number(tag, "start") {
                    Some(next) => (Kind::Numbers { next, step }, ""),
                    None if step > 0 => (Kind::Numbers { next: 1, step }, ""),
                    // Where it begins is known only after all of it.
                    None => (Kind::Bullets { of: "ol" }, ""),
                }
            }
            "blockquote" => (Kind::Quote, terminal.sign("│ ", "> ")),
            "dd" => (Kind::Definition, "    "),
            _ => {
                let marker = self.marker(number(tag, "value"), terminal);
                let indent = " ".repeat(columns(&marker));
                return Container { kind: Kind::Item, marker: Some(marker), indent };
            }
        };
        Container { kind, marker: None, indent: indent.to_owned() }
    }

    fn marker(&mut self, value: Option<i64>, terminal: Terminal) -> String {
        match self.open.last_mut().map(|list| &mut list.kind) {
            Some(Kind::Numbers { next, step }) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(*step);
                format!("{number}. ")
            }
            _ => terminal.sign("• ", "- ").to_owned(),
        }
    }

    /// Closes the innermost that an end tag of that name can close, and what was left open
    /// inside; whether there was one.
    pub(super) fn close(&mut self, tag: &str) -> bool {
        if self.ignored > 0 {
            self.ignored -= 1;
            return false;
        }
        let at = self.open.iter().rposition(|container| container.kind.is_closed_by(tag));
        self.open.truncate(at.unwrap_or(self.open.len()));
        at.is_some()
    }

    /// Closes all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The number that an attribute gives.
fn number(tag: &Tag<'_>, name: &str) -> Option<i64> {
    tag.attribute(name)?.trim().parse().ok()
}
