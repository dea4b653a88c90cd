//! Leads and the texts behind them in, hanging paragraphs for a terminal or lines for a pipe out:
//! how commands tell of one thing at length.
//!
//! What a person may want to copy, an address or a command, is never broken: it moves to the left
//! until it fits, and what is wider than the terminal is left to the terminal to fold.

use std::io::{self, Write};

use super::grid::Cell;
use super::paint::{self, Line, Span, bound, columns, wrap_hanging, wrap_words};
use super::{Terminal, View, safe};

/// How much further in a text goes on where its lead takes too much of the width.
const DEEPER: usize = 4;

/// A sink for leads and their texts.
pub struct Outline<'w> {
    out: &'w mut dyn Write,
    /// The terminal to lay out for; `None` leaves each text on a line of its own.
    terminal: Option<Terminal>,
    colour: bool,
}

impl<'w> Outline<'w> {
    /// Begins an outline.
    pub fn new(out: &'w mut dyn Write, view: &View) -> Self {
        Self { out, terminal: view.terminal, colour: view.colour }
    }

    /// A lead with a text behind it, whose further lines stand under its first.
    pub fn text(&mut self, lead: impl Into<Cell>, text: &[Cell]) -> io::Result<()> {
        let lead = lead.into();
        let spans: Vec<Span> = text.iter().map(span).collect();
        let Some(terminal) = self.terminal else { return self.line(&[&[span(&lead)], &*spans]) };
        let (begins, width) = (blanks(&lead.text), columns(&lead.text));
        if begins < width && width * 2 > terminal.columns() {
            let lead = Cell { text: lead.text.trim_start().to_owned(), ..lead };
            let whole = [&[span(&lead)], &*spans].concat();
            return self.hang(begins, begins + DEEPER, &whole, terminal);
        }
        let mut lines = wrap_words(&spans, terminal.columns().saturating_sub(width)).into_iter();
        self.line(&[&[span(&lead)], &*lines.next().unwrap_or_default()])?;
        lines.try_for_each(|line| self.line(&[&[indent(width)], &*line]))
    }

    /// A text behind so many blanks, whose further lines stand further in.
    pub fn item(&mut self, blanks: usize, text: &[Cell]) -> io::Result<()> {
        let spans: Vec<Span> = text.iter().map(span).collect();
        match self.terminal {
            Some(terminal) => self.hang(blanks, blanks + DEEPER / 2, &spans, terminal),
            None => self.line(&[&[indent(blanks)], &*spans]),
        }
    }

    /// A paragraph that begins at one column and goes on at another further in.
    fn hang(
        &mut self,
        first: usize,
        further: usize,
        spans: &[Span],
        terminal: Terminal,
    ) -> io::Result<()> {
        let mut at = first;
        let room = |indent| terminal.columns().saturating_sub(indent);
        for line in wrap_hanging(spans, room(first), room(further)) {
            self.line(&[&[indent(at)], &*line])?;
            at = further;
        }
        Ok(())
    }

    /// A lead, an address or a command that stays whole, and what is said of it. What does not
    /// fit behind its lead, or behind the whole, gets lines of its own.
    pub fn whole(
        &mut self,
        lead: impl Into<Cell>,
        whole: impl Into<Cell>,
        about: impl Into<Cell>,
    ) -> io::Result<()> {
        let (lead, whole, about) = (lead.into(), whole.into(), about.into());
        let parts = [span(&lead), span(&whole), span(&about)];
        let [lead_width, whole_width, about_width] = [&parts[0], &parts[1], &parts[2]].map(width);
        let room = self.terminal.map_or(usize::MAX, Terminal::columns);
        if lead_width + whole_width + about_width <= room {
            return self.line(&[&parts]);
        }
        let begins = blanks(&lead.text);
        let within = if begins < lead_width { begins + DEEPER / 2 } else { begins };
        let mut below = within;
        if lead_width + whole_width <= room {
            self.line(&[&parts[..2]])?;
            below = lead_width;
        } else {
            if begins < lead_width {
                let lead = Cell { text: lead.text.trim().to_owned(), ..lead };
                self.item(begins, &[lead])?;
            }
            let fits = |at: &usize| at + whole_width <= room;
            let at = [within, 2, 0].into_iter().find(fits).unwrap_or(within);
            self.line(&[&[indent(at)], &parts[1..2]])?;
        }
        let about = Cell { text: about.text.trim_start_matches([',', ' ']).to_owned(), ..about };
        if about.text.is_empty() {
            return Ok(());
        }
        self.text(" ".repeat(below + DEEPER / 2), &[about])
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    fn line(&mut self, parts: &[&[Span]]) -> io::Result<()> {
        let terminal =
            self.terminal.unwrap_or(Terminal { colour: self.colour, ..Terminal::plain(0) });
        let line: Line = parts.concat();
        paint::write(self.out, &line, terminal)?;
        self.out.write_all(b"\n")
    }
}

/// A message in lines of at most so many columns, broken at spaces only: addresses in it stay
/// whole, further to the left where they must. A command with an address stays whole too, whether
/// it is all of the message or its end (`To follow it again: tidings add …`).
pub fn message(lead: &str, text: &str, most: usize) -> String {
    let (lead, text) = (safe::line(lead), safe::line(text));
    let indent = columns(&lead);
    let is_command = text.starts_with("tidings ") && text.contains("://");
    if is_command || indent.saturating_add(columns(&text)) <= most {
        return format!("{lead}{text}\n");
    }
    if let Some((before, command)) = text.split_once(": tidings ") {
        return message(&lead, &format!("{before}:"), most) + &format!("  tidings {command}\n");
    }
    let text = bound(&text);
    let mut message = lead.into_owned();
    let mut at = indent;
    let mut fresh = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let width = columns(word);
        let begins = [indent, 2, 0].into_iter().find(|begins| begins + width <= most);
        let begins = begins.unwrap_or(indent);
        if (!fresh && at + 1 + width > most) || begins < indent {
            message.truncate(message.trim_end_matches(' ').len());
            message.push_str(&format!("\n{:begins$}", ""));
            at = begins;
        } else if !fresh {
            message.push(' ');
            at += 1;
        }
        message.push_str(word);
        at += width;
        fresh = false;
    }
    message.replace('\u{a0}', " ") + "\n"
}

/// Texts in rows of at most so many columns, as many beside each other as fit.
pub fn beside(texts: &[String], most: usize) -> Vec<String> {
    const BETWEEN: &str = "   ";
    let mut rows: Vec<String> = Vec::new();
    for text in texts {
        match rows.last_mut() {
            Some(row) if columns(row) + BETWEEN.len() + columns(text) <= most => {
                row.push_str(BETWEEN);
                row.push_str(text);
            }
            _ => rows.push(text.clone()),
        }
    }
    rows
}

fn span(cell: &Cell) -> Span {
    Span::styled(safe::line(&cell.text), cell.style)
}

fn indent(columns: usize) -> Span {
    Span::plain(" ".repeat(columns))
}

fn width(span: &Span) -> usize {
    columns(&span.text)
}

/// The blanks that a text begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    const ADDRESS: &str = "https://tool.example/a/long/address";

    fn told(view: &View, tell: impl Fn(&mut Outline<'_>) -> io::Result<()>) -> String {
        samples::text(|out| tell(&mut Outline::new(out, view)))
    }

    #[test]
    fn a_text_hangs_behind_its_lead() {
        let tell = |outline: &mut Outline<'_>| {
            outline.text("url  ", &["one two three".into(), " four five six".into()])?;
            outline.text("  ", &["seven eight nine ten eleven".into()])?;
            outline.text("    > content-security: ", &["default-src none; img-src".into()])?;
            outline.text("date  ", &[])
        };
        samples::held(
            &told(&samples::on(Terminal::plain(24)), tell),
            "
url  one two three four
     five six
  seven eight nine ten
  eleven
    > content-security:
        default-src
        none; img-src
date  
",
        );
        samples::held(
            &told(&samples::piped(), tell),
            "
url  one two three four five six
  seven eight nine ten eleven
    > content-security: default-src none; img-src
date  
",
        );
    }

    #[test]
    fn what_may_be_copied_stays_whole() {
        let tell = |outline: &mut Outline<'_>| {
            outline.whole("  url    ", ADDRESS, ", since 2026-05-21")?;
            outline.whole("        ", ADDRESS, "")
        };
        for (width, expected) in [
            (
                62,
                "
  url    https://tool.example/a/long/address, since 2026-05-21
        https://tool.example/a/long/address
",
            ),
            (
                44,
                "
  url    https://tool.example/a/long/address
           since 2026-05-21
        https://tool.example/a/long/address
",
            ),
            (
                39,
                "
  url
    https://tool.example/a/long/address
      since 2026-05-21
  https://tool.example/a/long/address
",
            ),
            (
                24,
                "
  url
    https://tool.example/a/long/address
      since 2026-05-21
        https://tool.example/a/long/address
",
            ),
        ] {
            samples::held(&told(&samples::on(Terminal::plain(width)), tell), expected);
        }
        let piped = told(&samples::piped(), tell);
        assert_eq!(piped.lines().count(), 2, "{piped}");
    }

    #[test]
    fn messages_break_at_spaces_only() {
        let text = "https://tool.example/a/long-address: followed, though 日本 cannot be reached";
        for (most, expected) in [
            (
                30,
                "
warning: https://tool.example/a/long-address:
         followed, though 日本
         cannot be reached
",
            ),
            (
                60,
                "
warning: https://tool.example/a/long-address: followed,
         though 日本 cannot be reached
",
            ),
        ] {
            samples::held(&message("warning: ", text, most), expected);
        }
        samples::held(
            &message(
                "",
                "Tool Blog: no longer followed. To follow it again: tidings add 'https://tool.example/'",
                40,
            ),
            "
Tool Blog: no longer followed. To follow
it again:
  tidings add 'https://tool.example/'
",
        );
        let advice = "tidings discover URL looks for feeds; add --no-check follows it as it is";
        samples::held(
            &message("hint: ", advice, 60),
            "
hint: tidings discover URL looks for feeds; add --no-check
      follows it as it is
",
        );
        let command = "tidings set 5 url='https://tool.example/a/long-address'";
        assert_eq!(message("hint: ", command, 30), format!("hint: {command}\n"));
    }
}
