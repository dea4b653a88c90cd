//! The cells of a table in, lines out: in columns if they fit, else cell by cell.

use super::paint::{Line, Span, columns, wrap};

/// How a cell is laid out in lines.
type Wrap = fn(&[Span], usize) -> Vec<Line>;

/// A table's rows as they are read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<Span>>>,
}

/// Beyond so many, columns are no table for people.
const MOST_COLUMNS: usize = 12;
/// A column narrower than that holds no words.
const NARROWEST: usize = 8;
/// A cell longer than that is a piece of page layout.
const LONGEST_CELL: usize = 600;
/// Between two columns.
const GAP: usize = 2;

impl Table {
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn cell(&mut self, cell: Vec<Span>) {
        match self.rows.last_mut() {
            Some(row) => row.push(cell),
            None => self.rows.push(vec![cell]),
        }
    }

    /// The lines of the table, in so many columns of the terminal.
    pub(super) fn lines(mut self, width: usize) -> Vec<Line> {
        self.rows.retain(|row| row.iter().any(|cell| !is_blank(cell)));
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let longest = self.rows.iter().flatten().map(|cell| length(cell)).max().unwrap_or(0);
        let roomy = count * (NARROWEST + GAP) <= width + GAP;
        if !(2..=MOST_COLUMNS).contains(&count) || longest > LONGEST_CELL || !roomy {
            return self.by_cell(width);
        }
        self.aligned(width, wrap)
    }

    /// Whether each row has room on a line.
    pub(super) fn fits(&self, width: usize) -> bool {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max()
        };
        let cells: usize = (0..count).filter_map(widest).sum();
        cells + GAP * count.saturating_sub(1) <= width
    }

    /// The lines of the table in columns, whatever its shape.
    pub(super) fn aligned(&self, width: usize, wrap: Wrap) -> Vec<Line> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths = self.widths(count, width);
        self.rows.iter().flat_map(|row| side_by_side(row, &widths, wrap)).collect()
    }

    fn by_cell(self, width: usize) -> Vec<Line> {
        self.rows.into_iter().flatten().flat_map(|cell| wrap(&cell, width)).collect()
    }

    /// How wide each column is: as wide as it wants if all can, else the widest give way, and
    /// break words only where there is no room for all of the longest.
    fn widths(&self, count: usize, width: usize) -> Vec<usize> {
        let most = |column: usize, measure: fn(&[Span]) -> usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| measure(cell)).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..count).map(|column| most(column, length)).collect();
        let words: Vec<usize> = (0..count).map(|column| most(column, longest_word)).collect();
        let room = width.saturating_sub(GAP * count.saturating_sub(1));
        let fit = words.iter().sum::<usize>() <= room;
        let least = |column: usize| if fit { words[column].max(NARROWEST) } else { NARROWEST };
        let mut excess = widths.iter().sum::<usize>().saturating_sub(room);
        while excess > 0 {
            let giving: Vec<usize> = (0..count).filter(|at| widths[*at] > least(*at)).collect();
            let Some(widest) = giving.iter().map(|at| widths[*at]).max() else {
                // Nothing more to give: the terminal folds what is left.
                break;
            };
            let lower = giving.iter().map(|at| widths[*at]).filter(|width| *width < widest);
            let next = lower.max().unwrap_or(0);
            for at in giving.into_iter().filter(|at| widths[*at] == widest).collect::<Vec<_>>() {
                let give = (widest - next.max(least(at))).min(excess);
                widths[at] -= give;
                excess -= give;
            }
        }
        widths
    }
}

/// The cells of a row, each wrapped in its own column.
fn side_by_side(row: &[Vec<Span>], widths: &[usize], wrap: Wrap) -> Vec<Line> {
    let cells: Vec<Vec<Line>> =
        row.iter().zip(widths).map(|(cell, width)| wrap(cell, (*width).max(1))).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|at| {
            let mut line = Line::new();
            // The padding owed by what was empty or narrow so far.
            let mut owed = 0;
            for (cell, width) in cells.iter().zip(widths) {
                let spans = cell.get(at).map(Vec::as_slice).unwrap_or_default();
                if !spans.is_empty() && owed > 0 {
                    line.push(Span::plain(" ".repeat(std::mem::take(&mut owed))));
                }
                line.extend(spans.iter().cloned());
                owed += width.saturating_sub(length(spans)) + GAP;
            }
            line
        })
        .collect()
}

fn is_blank(cell: &[Span]) -> bool {
    cell.iter().all(|span| span.text.trim().is_empty())
}

/// How many columns the longest word takes.
fn longest_word(spans: &[Span]) -> usize {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    text.split(' ').map(columns).max().unwrap_or(0)
}

/// How many columns spans take on one line.
fn length(spans: &[Span]) -> usize {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    text.split_whitespace().map(|word| columns(word) + 1).sum::<usize>().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(rows: &[&[&str]], width: usize) -> Vec<String> {
        let mut table = Table::default();
        for row in rows {
            table.row();
            for cell in *row {
                table.cell(vec![Span::plain(*cell)]);
            }
        }
        let text = |line: &Line| line.iter().map(|span| span.text.as_str()).collect::<String>();
        table.lines(width).iter().map(text).collect()
    }

    #[test]
    fn columns_line_up() {
        assert_eq!(
            laid_out(&[&["Name", "Stars"], &["日本", "5"], &["", "x"], &[" ", ""]], 40),
            ["Name  Stars", "日本  5", "      x"]
        );
    }

    #[test]
    fn wide_columns_give_way() {
        let rows: &[&[&str]] = &[&["key", "a long text that does not fit in the room there is"]];
        assert_eq!(
            laid_out(rows, 25),
            ["key  a long text that", "     does not fit in the", "     room there is"]
        );
        assert_eq!(
            laid_out(&[&["25hoursaday.example", "id alone", "neutral, learned, off"]], 44),
            [
                "25hoursaday.example  id alone  neutral,",
                "                               learned, off"
            ],
            "words stay whole where they can"
        );
        for width in 2..60 {
            let lines =
                laid_out(&[&["one two three four five", "six seven eight", "nine ten"]], width);
            assert!(lines.iter().all(|line| columns(line) <= width), "{width}: {lines:?}");
        }
    }

    #[test]
    fn page_layout_is_no_table() {
        let long = "word ".repeat(200);
        assert!(laid_out(&[&["a", &long]], 60).iter().all(|line| columns(line) <= 60));
        assert_eq!(laid_out(&[&["only"], &["one"]], 60), ["only", "one"]);
        assert_eq!(laid_out(&[], 60), Vec::<String>::new());
    }
}
