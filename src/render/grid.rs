//! Rows of cells in, aligned lines for a terminal or tab-separated ones for a pipe out: how
//! commands other than lists of articles show what they have.

use std::io::{self, Write};

use anstyle::Style;

use super::outline::Outline;
use super::paint::{self, Span, wrap_words};
use super::table::Table;
use super::{Terminal, View, safe};

/// A cell: a line of text and its style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text; made safe when it is written.
    pub text: String,
    /// How it looks where colour is wanted.
    pub style: Style,
}

impl Cell {
    /// A cell in a style.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), style: Style::new() }
    }
}

/// Writes rows of cells: in columns as wide as they need on a terminal, the widest wrapped if
/// they do not all fit; one row a line with tabs between in a pipe.
pub fn write_rows(
    out: &mut dyn Write,
    rows: &[Vec<Cell>],
    terminal: Option<Terminal>,
) -> io::Result<()> {
    let Some(terminal) = terminal else { return write_tabbed(out, rows) };
    for line in table(rows).aligned(terminal.columns(), wrap_words) {
        paint::write(out, &line, terminal)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes rows of cells as [`write_rows`] does where a terminal has room for each on a line. Where
/// it has not, the first cells of a row stand on a line, and the others below.
pub fn write_records(
    out: &mut dyn Write,
    rows: &[Vec<Cell>],
    heads: usize,
    view: &View,
) -> io::Result<()> {
    let Some(terminal) = view.terminal.filter(|at| !table(rows).fits(at.columns())) else {
        return write_rows(out, rows, view.terminal);
    };
    let mut outline = Outline::new(out, view);
    rows.iter().try_for_each(|row| {
        let (head, rest) = row.split_at(heads.min(row.len()));
        outline.item(0, &joined(head, "\u{a0} "))?;
        let rest: Vec<Cell> = rest.iter().filter(|cell| !cell.text.is_empty()).cloned().collect();
        if rest.is_empty() {
            return Ok(());
        }
        outline.item(2, &joined(&rest, terminal.sign("\u{a0}· ", "\u{a0}- ")))
    })
}

/// Cells with something between them.
fn joined(cells: &[Cell], between: &str) -> Vec<Cell> {
    let parted = cells.iter().flat_map(|cell| [Cell::from(between), cell.clone()]);
    parted.skip(1).collect()
}

fn table(rows: &[Vec<Cell>]) -> Table {
    let mut table = Table::default();
    for row in rows {
        table.row();
        for cell in row {
            table.cell(vec![Span::styled(safe::line(&cell.text), cell.style)]);
        }
    }
    table
}

fn write_tabbed(out: &mut dyn Write, rows: &[Vec<Cell>]) -> io::Result<()> {
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            let tab = if at == 0 { "" } else { "\t" };
            write!(out, "{tab}{}", safe::line(&cell.text))?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(terminal: Option<Terminal>) -> String {
        let failing = "failing since 19 May, timed out after 30 s";
        let rows = [
            vec![Cell::from("slow.example"), Cell::styled(failing, Style::new().bold())],
            vec!["日本\tブログ\u{1b}[2J".into(), "silent".into()],
        ];
        let mut bytes = Vec::new();
        write_rows(&mut bytes, &rows, terminal).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_for_people_and_for_programs() {
        assert_eq!(
            written(Some(Terminal::plain(80))),
            "slow.example    failing since 19 May, timed out after 30 s\n\
             日本 ブログ[2J  silent\n"
        );
        assert_eq!(
            written(Some(Terminal::plain(40))),
            "slow.example    failing since 19 May,\n\
             \x20               timed out after 30 s\n\
             日本 ブログ[2J  silent\n"
        );
        assert_eq!(
            written(None),
            "slow.example\tfailing since 19 May, timed out after 30 s\n\
             日本 ブログ[2J\tsilent\n"
        );
        let coloured = written(Some(Terminal::modern(80)));
        assert!(coloured.contains("\u{1b}[1mfailing since"), "{coloured:?}");
    }
}
