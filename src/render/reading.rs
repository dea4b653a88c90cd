//! An article's HTML in, lines to read on a terminal out.
//!
//! Paragraphs are wrapped, lists and quotes indented, code is left as it is, links are numbered
//! and listed at the end, pictures become captions. The HTML is what the sanitiser made, but
//! any text is survived: nesting is counted, not recursed into.

mod look;
mod nesting;

use std::collections::HashMap;
use std::rc::Rc;

use anstyle::Style;

use super::markup::{Tag, Token, Tokens};
use super::paint::{Line, Span, wrap};
use super::table::Table;
use super::{Terminal, safe};
use look::{CODE, Look};
use nesting::Nesting;

const DIM: Style = Style::new().dimmed();

/// The lines of an HTML text, with the list of its links.
pub(super) fn lines(html: &str, terminal: Terminal, width: usize) -> Vec<Line> {
    let mut reading = Reading::new(terminal, width);
    for token in Tokens::of(html) {
        reading.token(token);
    }
    reading.finish()
}

/// A link that is open: where it leads, and where in the paragraph its text began.
struct OpenLink {
    target: Rc<str>,
    from: usize,
}

struct Reading {
    terminal: Terminal,
    width: usize,
    lines: Vec<Line>,
    /// The paragraph, or the cell, being read.
    inline: Vec<Span>,
    look: Look,
    link: Option<OpenLink>,
    nesting: Nesting,
    /// Whether an empty line is due before the next.
    gap: Option<String>,
    /// Code being read as it stands.
    verbatim: Option<String>,
    table: Option<Table>,
    /// Whether a cell of the table is open.
    in_cell: bool,
    /// Tables inside a cell of the table.
    inner_tables: usize,
    /// The element whose content is not text for people.
    skipped: Option<String>,
    links: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, usize>,
}

impl Reading {
    fn new(terminal: Terminal, width: usize) -> Self {
        Self {
            terminal,
            width,
            lines: Vec::new(),
            inline: Vec::new(),
            look: Look::default(),
            link: None,
            nesting: Nesting::default(),
            gap: None,
            verbatim: None,
            table: None,
            in_cell: false,
            inner_tables: 0,
            skipped: None,
            links: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Close(name) if self.skipped.as_ref() == Some(&name) => self.skipped = None,
            _ if self.skipped.is_some() => {}
            Token::Text(text) => self.text(&text),
            Token::Open(tag) => self.open(&tag),
            Token::Close(name) => self.close(&name),
        }
    }

    fn text(&mut self, text: &str) {
        let text = safe::lines(text);
        match &mut self.verbatim {
            Some(code) => code.push_str(&text),
            None => self.push(&text, self.look.style()),
        }
    }

    /// Adds to the paragraph.
    fn push(&mut self, text: &str, style: Style) {
        let link = self.link.as_ref().map(|link| Rc::clone(&link.target));
        self.inline.push(Span { text: text.to_owned(), style, link });
    }

    fn open(&mut self, tag: &Tag<'_>) {
        if let Some(counter) = self.look.counter(&tag.name) {
            *counter += 1;
        }
        match tag.name.as_str() {
            "script" | "style" | "template" | "head" => self.skipped = Some(tag.name.clone()),
            "br" => self.line_break(),
            "hr" => self.rule(),
            "img" => self.picture(tag),
            "iframe" | "video" | "audio" | "embed" => self.media(tag),
            "a" => self.open_link(tag),
            "code" | "kbd" | "samp" | "tt" => self.code_mark(),
            "pre" if self.table.is_none() => {
                self.block();
                self.verbatim = Some(String::new());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(&tag.name),
            "q" => self.text("“"),
            "table" | "tr" | "td" | "th" => self.open_cell(&tag.name),
            "ul" | "ol" | "li" | "blockquote" | "dd" => self.open_container(tag),
            "p" | "figure" | "section" | "article" | "details" | "dl" | "form" => self.block(),
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.close_link(),
            "code" | "kbd" | "samp" | "tt" => self.code_mark(),
            "pre" => self.close_verbatim(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.look.bold = self.look.bold.saturating_sub(1);
                self.block();
            }
            "q" => self.text("”"),
            "table" | "td" | "th" => self.close_cell(name),
            "caption" => self.caption(),
            "ul" | "ol" | "li" | "blockquote" | "dd" => self.close_container(name),
            "p" | "figure" | "section" | "article" | "details" | "dl" | "form" => self.block(),
            name if is_block(name) => self.flush(),
            _ => {}
        }
        if let Some(counter) = self.look.counter(name) {
            *counter = counter.saturating_sub(1);
        }
    }

    /// Ends a paragraph; the next stands apart, but not from the mark of its list's item.
    fn block(&mut self) {
        self.flush();
        if self.table.is_some() {
            return;
        }
        if self.nesting.at_marker() {
            self.gap = None;
        } else {
            self.leave_gap();
        }
    }

    /// Owes an empty line before the next. Where quotes begin or end, it belongs to the outer one.
    fn leave_gap(&mut self) {
        let bars = self.nesting.bars();
        if self.gap.as_ref().is_none_or(|owed| owed.len() > bars.len()) {
            self.gap = Some(bars);
        }
    }

    /// Ends a line of text, in a cell with no more than a space.
    fn flush(&mut self) {
        if self.table.is_some() {
            return self.push(" ", Style::new());
        }
        let spans = std::mem::take(&mut self.inline);
        if let Some(link) = &mut self.link {
            link.from = 0;
        }
        for line in wrap(&spans, self.room()) {
            self.emit(line);
        }
    }

    /// How many columns quotes and lists leave for text.
    fn room(&self) -> usize {
        self.width.saturating_sub(self.nesting.indent()).max(1)
    }

    /// Adds a line behind what its containers put before it.
    fn emit(&mut self, line: Line) {
        if let Some(bars) = self.gap.take()
            && !self.lines.is_empty()
        {
            self.lines.push(vec![Span::styled(bars, DIM)]);
        }
        let lead = self.nesting.lead();
        let mut whole = if lead.is_empty() { Line::new() } else { vec![Span::styled(lead, DIM)] };
        whole.extend(line);
        self.lines.push(whole);
    }

    fn line_break(&mut self) {
        match &mut self.verbatim {
            Some(code) => code.push('\n'),
            None if self.inline.iter().all(|span| span.text.trim().is_empty()) => self.block(),
            None => self.flush(),
        }
    }

    fn rule(&mut self) {
        self.block();
        if self.table.is_none() {
            let rule = self.terminal.sign("─", "-").repeat(self.room().min(20));
            self.emit(vec![Span::styled(rule, DIM)]);
        }
        self.block();
    }

    /// Sets off code where colour cannot.
    fn code_mark(&mut self) {
        if !self.terminal.colour && self.verbatim.is_none() {
            self.push("`", Style::new());
        }
    }

    fn heading(&mut self, tag: &str) {
        self.block();
        let level = tag[1..].parse().unwrap_or(1);
        self.push(&format!("{} ", "#".repeat(level)), DIM);
        self.look.bold += 1;
    }

    fn close_verbatim(&mut self) {
        let Some(code) = self.verbatim.take() else { return };
        let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
        for line in code.lines() {
            let text = format!("    {}", line.replace('\t', "    "));
            self.emit(vec![Span::styled(text, CODE)]);
        }
        self.block();
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        let is_dot = |side| tag.attribute(side).is_some_and(|size| size == "1" || size == "0");
        if is_dot("width") || is_dot("height") {
            return;
        }
        let alt = tag.attribute("alt").or_else(|| tag.attribute("title"));
        let caption = match &alt {
            Some(alt) => format!("[image: {}]", safe::line(alt.trim())),
            None => "[image]".to_owned(),
        };
        let source = tag.attribute("src");
        let link = source.as_deref().and_then(safe::link).map(|url| Rc::from(&*url));
        self.inline.push(Span { text: caption, style: DIM, link });
    }

    /// A film or sound, which has to be opened elsewhere.
    fn media(&mut self, tag: &Tag<'_>) {
        if let Some(url) = tag.attribute("src").as_deref().and_then(safe::link) {
            let number = self.number(Rc::from(&*url));
            let kind = if tag.name == "audio" { "audio" } else { "video" };
            self.push(&format!("[{kind}][{number}]"), DIM);
        }
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        self.close_link();
        let target = tag.attribute("href");
        self.link = target.as_deref().map(str::trim).and_then(safe::link).map(|url| {
            self.look.underline += 1;
            OpenLink { target: Rc::from(&*url), from: self.inline.len() }
        });
    }

    /// Numbers the link, unless its text is its address or it has none.
    fn close_link(&mut self) {
        let Some(OpenLink { target, from }) = self.link.take() else { return };
        self.look.underline = self.look.underline.saturating_sub(1);
        let spans = self.inline.get(from..).unwrap_or_default();
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let bare = target.split_once("://").map_or(&*target, |(_, bare)| bare);
        if ["", &*target, bare, bare.trim_end_matches('/')].contains(&text.trim()) {
            return;
        }
        let number = self.number(target);
        self.inline.push(Span::styled(format!("[{number}]"), DIM));
    }

    /// The number of an address in the list at the end.
    fn number(&mut self, target: Rc<str>) -> usize {
        let next = self.links.len() + 1;
        let number = *self.numbers.entry(Rc::clone(&target)).or_insert(next);
        if number == next {
            self.links.push(target);
        }
        number
    }

    fn open_container(&mut self, tag: &Tag<'_>) {
        if self.table.is_some() {
            let mark = if tag.name == "li" { self.terminal.sign(" • ", " - ") } else { " " };
            return self.push(mark, Style::new());
        }
        self.flush();
        match tag.name.as_str() {
            "ul" | "ol" if self.nesting.in_item() => self.gap = None,
            "ul" | "ol" => self.leave_gap(),
            "blockquote" => self.block(),
            "dd" => self.gap = None,
            _ => {}
        }
        self.nesting.open(tag, self.terminal, self.width);
    }

    fn close_container(&mut self, tag: &str) {
        self.flush();
        if self.table.is_none() && self.nesting.close(tag) {
            let tight = match tag {
                "li" | "dd" => true,
                "ul" | "ol" => self.nesting.in_item(),
                _ => false,
            };
            if tight {
                self.gap = None;
            } else {
                self.leave_gap();
            }
        }
    }

    fn open_cell(&mut self, tag: &str) {
        match (tag, &mut self.table) {
            ("table", Some(_)) => self.inner_tables += 1,
            ("table", None) => {
                self.block();
                self.table = Some(Table::default());
            }
            (_, Some(_)) if self.inner_tables > 0 => self.push(" ", Style::new()),
            ("tr", Some(_)) => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            (_, Some(_)) => {
                self.end_cell();
                self.in_cell = true;
            }
            (_, None) => self.flush(),
        }
    }

    fn close_cell(&mut self, tag: &str) {
        if self.inner_tables > 0 {
            self.inner_tables -= usize::from(tag == "table");
            return;
        }
        self.end_cell();
        if tag != "table" {
            return;
        }
        if let Some(table) = self.table.take() {
            for line in table.lines(self.room()) {
                self.emit(line);
            }
            self.block();
        }
    }

    /// Writes a table's caption above it.
    fn caption(&mut self) {
        if self.in_cell {
            return self.push(" ", Style::new());
        }
        let table = self.table.take();
        self.flush();
        self.table = table;
    }

    /// Puts what was read since the last cell into the table; the blanks between cells are none.
    fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let cell = std::mem::take(&mut self.inline);
        if let Some(link) = &mut self.link {
            link.from = 0;
        }
        let blank = cell.iter().all(|span| span.text.trim().is_empty());
        if std::mem::take(&mut self.in_cell) || !blank {
            table.cell(cell);
        }
    }

    fn finish(mut self) -> Vec<Line> {
        self.close_verbatim();
        self.close_link();
        self.inner_tables = 0;
        self.close_cell("table");
        self.nesting.clear();
        self.block();
        for (at, target) in std::mem::take(&mut self.links).iter().enumerate() {
            let address =
                Span { text: target.to_string(), style: DIM, link: Some(Rc::clone(target)) };
            self.emit(vec![Span::styled(format!("[{}] ", at + 1), DIM), address]);
        }
        self.lines
    }
}

/// Elements that begin and end on lines of their own, without standing apart.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "figcaption"
            | "address"
            | "summary"
            | "fieldset"
            | "center"
            | "hgroup"
            | "dt"
            | "caption"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "body"
            | "html"
    )
}

#[cfg(test)]
mod tests;
