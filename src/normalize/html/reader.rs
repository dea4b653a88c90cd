//! Tokens in, a page out: which tag opens and closes what, in markup and in text at once.

mod media;

use std::{collections::VecDeque, ops::Range};

use super::{
    Link, Page, Place, Seam,
    attributes::{allowed, is_self_closed},
    elements::{Element, Role, find},
    entities::decode,
    furniture::is_furniture,
    markup::{Markup, Open, number},
    plain::{Gap, Plain},
    shortcodes::without_shortcodes,
    tokens::{Token, Tokens},
};
use crate::normalize::{address::Base, text::boundary};

/// Elements within more than so many others are not written; their text is.
const DEPTH: usize = 256;
/// How many seams and links are remembered, from the end.
const REMEMBERED: usize = 24;
/// Furniture is small; an element that does not end within so many bytes was left open.
const FURNITURE: usize = 64 * 1024;

/// The state of one reading.
pub(super) struct Reader<'a, 'b> {
    tokens: Tokens<'a>,
    base: &'b Base<'b>,
    markup: Markup,
    plain: Plain,
    page: Page,
    /// How many open elements keep their white space.
    kept: usize,
    /// How many open elements hold code within a line.
    codes: usize,
    /// Where the text of open elements stands, for those that do not run on.
    places: Vec<Place>,
    /// Where the open links lead.
    targets: Vec<String>,
    /// How many cells the present row has had.
    cells: usize,
    /// The address of the last picture: the copy of it in a `noscript` is not shown again.
    last_picture: Option<String>,
    /// Elements looked for in vain: their end tag is not to come, so it is not looked for again.
    unended: Vec<&'static str>,
    /// Whether furniture was found to be left open; then none is passed over any more.
    torn: bool,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub(super) fn new(html: &'a str, base: &'b Base<'b>) -> Self {
        Self {
            tokens: Tokens::new(html),
            base,
            markup: Markup::default(),
            plain: Plain::new(),
            page: Page::default(),
            kept: 0,
            codes: 0,
            places: Vec::new(),
            targets: Vec::new(),
            cells: 0,
            last_picture: None,
            unended: Vec::new(),
            torn: false,
        }
    }

    /// Reads to the end.
    pub(super) fn page(mut self) -> Page {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(text) => self.text(text),
                Token::Open(name, rest) => self.open(name, rest),
                Token::Close(name) => self.close(name),
            }
        }
        while !self.markup.open.is_empty() {
            self.pop();
        }
        self.plain.trim_end();
        let mut page = self.page;
        page.markup = self.markup.out;
        page.text = self.plain.text;
        page.paragraphs = self.plain.paragraphs;
        page
    }

    fn text(&mut self, text: &str) {
        if is_torn_tag(text) {
            return;
        }
        let text = decode(text);
        let text = if self.shows_code() { text } else { without_shortcodes(text) };
        self.markup.text(&text);
        if self.kept > 0 {
            self.plain.keep(&text, self.place());
        } else {
            self.plain.flow(&text, self.place());
        }
    }

    /// Whether text is shown letter for letter.
    fn shows_code(&self) -> bool {
        self.kept + self.codes > 0
    }

    /// Where text stands now.
    fn place(&self) -> Place {
        self.places.last().copied().unwrap_or(Place::Running)
    }

    fn open(&mut self, name: &str, rest: &'a str) {
        let Some(element) = find(name) else { return };
        match element.role {
            Role::Dropped => self.drop(element.name, rest),
            Role::Embed => self.embed(element.name, rest),
            Role::Picture => self.picture(element, rest),
            Role::Player => self.player(element, rest),
            Role::Break => self.line_break(),
            Role::Rule => {
                self.make_room(element.role);
                self.plain.owe(Gap::Paragraph);
                self.seam();
                self.markup.void(element.name, &[]);
            }
            Role::Void => self.void(element, rest),
            _ if is_furniture(rest) && self.pass_over(element.name) => {}
            _ => self.container(element, rest),
        }
    }

    fn line_break(&mut self) {
        self.plain.line_break();
        self.markup.void("br", &[]);
        self.seam();
    }

    /// Elements without content that are more than white space only in markup.
    fn void(&mut self, element: &'static Element, rest: &'a str) {
        let attributes = allowed(element, rest, self.base);
        // Outside a player a source says nothing, and `srcset` is left to the `img`.
        if element.name != "source" {
            self.markup.void(element.name, &attributes);
        }
    }

    /// Passes over an element whose content is no HTML, or nothing to read.
    fn drop(&mut self, name: &'static str, rest: &str) {
        if is_self_closed(rest) || self.unended.contains(&name) || self.tokens.skip_past_end(name) {
            return;
        }
        if matches!(name, "script" | "style") {
            // As in browsers: all that follows would be the script's.
            self.tokens.skip_all();
        }
        self.unended.push(name);
    }

    /// Passes over an element and all it holds; `false`, and nothing passed, if it has no end.
    fn pass_over(&mut self, name: &str) -> bool {
        if self.torn {
            return false;
        }
        let from = self.tokens.left();
        let mut ahead = self.tokens.clone();
        let mut depth = 1_usize;
        while let Some(token) = ahead.next() {
            match token {
                Token::Open(n, rest) if n.eq_ignore_ascii_case(name) && !is_self_closed(rest) => {
                    depth += 1;
                }
                Token::Close(n) if n.eq_ignore_ascii_case(name) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.tokens = ahead;
                return true;
            }
            if from - ahead.left() > FURNITURE {
                break;
            }
        }
        self.torn = true;
        false
    }

    /// An element that holds others.
    fn container(&mut self, element: &'static Element, rest: &'a str) {
        self.make_room(element.role);
        let attributes = allowed(element, rest, self.base);
        self.owe_before(element.role);
        if element.role == Role::Item {
            let bullet = self.bullet(number(&attributes, "value"));
            self.plain.bullet(Some(bullet));
        }
        if element.role.ends_paragraph() {
            self.seam();
        }
        if element.role == Role::Bare || self.markup.open.len() >= DEPTH {
            return;
        }
        if element.role == Role::Link {
            let Some((_, target)) = attributes.iter().find(|(name, _)| *name == "href") else {
                return;
            };
            self.targets.push(target.clone().into_owned());
        }
        self.markup.start(element, &attributes, self.plain.text.len());
        self.kept += usize::from(element.role == Role::Pre);
        self.codes += usize::from(element.is_code());
        self.places.extend(element.role.place());
        if is_self_closed(rest) {
            self.pop();
        }
    }

    /// Closes what cannot hold an element of this role (HTML standard, section 13.2.6.4).
    fn make_room(&mut self, role: Role) {
        if role.ends_paragraph() {
            self.pop_to(|e| e.role == Role::Paragraph, |e| e.role.ends_paragraph());
        }
        let list = |e: &Element| matches!(e.role, Role::Bullets | Role::Numbers | Role::Cell);
        let table = |e: &Element| e.role == Role::Table;
        match role {
            Role::Link => self.pop_to(|e| e.role == Role::Link, |e| e.role == Role::Cell),
            Role::Heading => {
                self.pop_to(|e| e.role == Role::Heading, |e| e.role.ends_paragraph());
            }
            Role::Item => self.pop_to(|e| e.role == Role::Item, list),
            Role::Definition => self.pop_to(|e| e.role == Role::Definition, |e| e.name == "dl"),
            Role::Rows => self.pop_to(|e| e.role == Role::Rows, table),
            Role::Row => self.pop_to(|e| e.role == Role::Row, table),
            Role::Cell => {
                self.pop_to(
                    |e| e.role == Role::Cell,
                    |e| matches!(e.role, Role::Row | Role::Table),
                );
            }
            _ => {}
        }
    }

    /// The white space and marks that text needs before an element.
    fn owe_before(&mut self, role: Role) {
        match role {
            Role::Row => {
                self.plain.owe(Gap::Line);
                self.cells = 0;
            }
            Role::Cell => {
                if self.cells > 0 {
                    self.plain.next_cell();
                }
                self.cells += 1;
            }
            Role::Item => self.plain.owe(Gap::Line),
            role => self.owe_after(role),
        }
    }

    /// The white space that text needs after an element.
    fn owe_after(&mut self, role: Role) {
        let nested = || self.markup.open.iter().any(|open| open.element.role == Role::Item);
        match role {
            Role::Item => {
                self.plain.bullet(None);
                self.plain.owe(Gap::Line);
            }
            Role::Definition | Role::Rows | Role::Row => self.plain.owe(Gap::Line),
            Role::Bullets | Role::Numbers if nested() => self.plain.owe(Gap::Line),
            Role::Cell => {}
            role if role.ends_paragraph() => self.plain.owe(Gap::Paragraph),
            _ => {}
        }
    }

    /// What stands before an item: its number or a dash, two spaces further in for each item
    /// around it.
    fn bullet(&mut self, value: Option<i32>) -> String {
        /// Deeper, indents would be more than the text.
        const DEEPEST: usize = 8;
        let around = self.markup.open.iter().filter(|open| open.element.role == Role::Item);
        let indent = "  ".repeat(around.count().min(DEEPEST));
        let lists = self.markup.open.iter_mut().rev();
        let mut lists = lists.filter(|o| matches!(o.element.role, Role::Bullets | Role::Numbers));
        match lists.next().and_then(|list| list.numbers.as_mut()) {
            Some(numbers) => {
                let number = value.unwrap_or(numbers.next);
                numbers.next = number.saturating_add(numbers.step);
                format!("{indent}{number}. ")
            }
            None => format!("{indent}- "),
        }
    }

    fn close(&mut self, name: &str) {
        let Some(element) = find(name) else { return };
        match element.role {
            // Browsers read `</br>` as `<br>`.
            Role::Break => self.line_break(),
            Role::Paragraph | Role::Bare => self.plain.owe(Gap::Paragraph),
            _ => {}
        }
        let cells = |e: &Element| matches!(e.role, Role::Cell | Role::Table);
        let none = |_: &Element| false;
        let same = |e: &Element| e.name == element.name;
        match element.role {
            Role::Table => self.pop_to(same, none),
            Role::Rows | Role::Row | Role::Cell => self.pop_to(same, |e| e.role == Role::Table),
            // A stray end tag within an item must not end the list around it.
            Role::Inline | Role::Link => self.pop_to(same, |e| cells(e) || e.role == Role::Item),
            _ => self.pop_to(same, cells),
        }
        if element.role.ends_paragraph() {
            self.seam();
        }
    }

    /// Closes elements up to and including the innermost that is wanted; none at all if a
    /// barrier, or nothing wanted, comes first.
    fn pop_to(&mut self, wanted: impl Fn(&Element) -> bool, barrier: impl Fn(&Element) -> bool) {
        for (above, open) in self.markup.open.iter().rev().enumerate() {
            if wanted(open.element) {
                for _ in 0..=above {
                    self.pop();
                }
                return;
            }
            if barrier(open.element) {
                return;
            }
        }
    }

    fn pop(&mut self) {
        let Some(Open { element, text, .. }) = self.markup.end() else { return };
        self.kept -= usize::from(element.role == Role::Pre);
        self.codes -= usize::from(element.is_code());
        if element.role.place().is_some() {
            self.places.pop();
        }
        self.owe_after(element.role);
        let length = self.markup.out.len();
        while self.page.seams.back().is_some_and(|seam| seam.markup > length) {
            self.page.seams.pop_back();
        }
        if element.role == Role::Link {
            let range = self.written_since(text);
            let target = self.targets.pop().unwrap_or_default();
            self.page.note_lead(&range, &target);
            if !range.is_empty() {
                if self.page.links.len() >= REMEMBERED {
                    self.page.links.remove(0);
                }
                self.page.links.push(Link { range, target });
            }
        } else if matches!(element.name, "b" | "strong") {
            let range = self.written_since(text);
            self.page.note_lead(&range, "");
        }
    }

    /// Where the text stands that was written since it had this length. White space at its end
    /// may have been taken back meanwhile.
    fn written_since(&self, length: usize) -> Range<usize> {
        let length = boundary(&self.plain.text, length);
        let written = &self.plain.text[length..];
        length + written.len() - written.trim_start().len()..self.plain.text.len()
    }

    /// Remembers this place as one where a cut leaves whole blocks.
    fn seam(&mut self) {
        let seams: &mut VecDeque<Seam> = &mut self.page.seams;
        let mut seam = if seams.len() >= REMEMBERED {
            seams.pop_front().unwrap_or_default()
        } else {
            Seam::default()
        };
        seam.text = self.plain.text.trim_end().len();
        seam.markup = self.markup.out.len();
        seam.open.clear();
        seam.open.extend(self.markup.open.iter().map(|open| open.element.name));
        seams.push_back(seam);
    }
}

/// Whether a text is a start or end tag that was cut off with the rest of the article: nothing is
/// shown of it, as by browsers. A less-than sign before a word that is no element's name, or that
/// more words follow, is one.
fn is_torn_tag(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(length);
    if find(name).is_none() {
        // Not even the name is whole; nothing follows it.
        return rest.is_empty() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    }
    let attribute = |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || c == '-';
    rest.trim_start().is_empty()
        || rest.split_once('=').is_some_and(|(names, _)| {
            names.chars().all(attribute) && !names.ends_with(|c: char| c.is_ascii_whitespace())
        })
        || matches!(rest.trim(), "…" | "..." | "&hellip;" | "&#8230;" | "/")
}
