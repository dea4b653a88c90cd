//! Rows in, a table out: CSV (RFC 4180) or TSV, with a header, a column a field.

use std::io::{self, Write};

use crate::model::Item;

use super::field::Value;
use super::{FIELDS, Field, Format, Renderer, Sink, View, safe};

pub(super) const CSV: Format = Format {
    name: "csv",
    about: "a table for spreadsheets, a column a field",
    extension: "csv",
    media_type: "text/csv; charset=utf-8; header=present",
    shows_content: View::chooses_content,
    make: |view, out| make(view, out, &COMMAS),
};

pub(super) const TSV: Format = Format {
    name: "tsv",
    about: "a table separated by tabs, a line a row",
    extension: "tsv",
    media_type: "text/tab-separated-values; charset=utf-8",
    shows_content: View::chooses_content,
    make: |view, out| make(view, out, &TABS),
};

/// What tells the two apart.
struct Dialect {
    separator: &'static str,
    /// What RFC 4180 wants for the one; the plain newline that line tools want for the other.
    end: &'static str,
    /// Whether a cell may go on in the next line.
    tall_cells: bool,
    /// What makes a cell need quotes. A bare quotation mark is read as the beginning of a quoted
    /// cell by all that read RFC 4180, whatever separates the cells.
    quoted: &'static [char],
}

const COMMAS: Dialect =
    Dialect { separator: ",", end: "\r\n", tall_cells: true, quoted: &['"', ',', '\r', '\n'] };
const TABS: Dialect =
    Dialect { separator: "\t", end: "\n", tall_cells: false, quoted: &['"', '\t', '\n'] };

fn make<'w>(view: &View, out: Sink<'w>, dialect: &'static Dialect) -> Box<dyn Renderer + 'w> {
    let fields = view.fields.clone().unwrap_or_else(|| FIELDS.iter().collect());
    Box::new(Table { out, fields, dialect })
}

struct Table<'w> {
    out: Sink<'w>,
    fields: Vec<Field>,
    dialect: &'static Dialect,
}

impl Table<'_> {
    fn row<'a>(&mut self, values: impl Iterator<Item = Value<'a>>) -> io::Result<()> {
        for (column, value) in values.enumerate() {
            if column > 0 {
                self.out.write_all(self.dialect.separator.as_bytes())?;
            }
            cell(&mut self.out, value, self.dialect)?;
        }
        self.out.write_all(self.dialect.end.as_bytes())
    }
}

impl Renderer for Table<'_> {
    fn begin(&mut self) -> io::Result<()> {
        let fields = self.fields.clone();
        self.row(fields.iter().map(|field| Value::Line(field.name)))
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let fields = self.fields.clone();
        self.row(fields.iter().map(|field| (field.value)(&item.article)))
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What makes a spreadsheet take a cell for a formula, as a first character: OWASP's list, the
/// full-width forms included, which some Asian locales of Excel read alike.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

fn cell(out: &mut dyn Write, value: Value<'_>, dialect: &Dialect) -> io::Result<()> {
    let text = value.text();
    let tall = dialect.tall_cells && matches!(value, Value::Lines(_));
    let clean = if tall { safe::lines(&text) } else { safe::line(&text) };
    let guard = if clean.starts_with(FORMULA) { "'" } else { "" };
    if clean.contains(dialect.quoted) {
        write!(out, "\"{guard}{}\"", clean.replace('"', "\"\""))
    } else {
        write!(out, "{guard}{clean}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, fields, samples};
    use super::*;
    use proptest::prelude::*;

    /// A reader of RFC 4180, strict about what may follow a closing quote.
    fn read(table: &str, separator: char) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut rest = table.chars().peekable();
        let mut quoted = false;
        while let Some(c) = rest.next() {
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
                '"' if quoted => {
                    quoted = false;
                    assert!(rest.peek().is_some_and(|c| *c == separator || "\r\n".contains(*c)));
                }
                _ if quoted => cell.push(c),
                '"' => {
                    assert!(cell.is_empty(), "a quote inside a bare cell");
                    quoted = true;
                }
                '\r' => assert_eq!(rest.peek(), Some(&'\n')),
                '\n' => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c if c == separator => row.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        assert!(!quoted && cell.is_empty() && row.is_empty(), "the last line is whole");
        rows
    }

    fn some(names: &str) -> View {
        View { fields: Some(fields(names).unwrap()), ..samples::piped() }
    }

    #[test]
    fn a_small_table() {
        let items = [samples::full(), samples::bare("a, b\nc")];
        let view = some("id,date,feed.title,title,url,tags,content_text,seq");
        assert_eq!(
            samples::rendered(&CSV, &view, &items),
            "id,date,feed.title,title,url,tags,content_text,seq\r\n\
             7k2fq0az,2026-05-21T16:01:05Z,Tool Blog,\"Release 2.4: <faster> & \"\"calmer\"\"\",https://tool.example/7k2fq0az,\"rust, release notes\",\"What changed.\n\nAnd why it is calmer.\",31\r\n\
             7k2fq0az,2026-05-21T16:01:05Z,Tool Blog,\"a, b c\",,,,1\r\n"
        );
        assert_eq!(
            samples::rendered(&TSV, &some("id,title,content_text"), &items),
            "id\ttitle\tcontent_text\n\
             7k2fq0az\t\"Release 2.4: <faster> & \"\"calmer\"\"\"\tWhat changed. And why it is calmer.\n\
             7k2fq0az\ta, b c\t\n"
        );
    }

    #[test]
    fn a_column_for_every_field() {
        let table = read(&samples::rendered(&CSV, &samples::piped(), &[samples::full()]), ',');
        let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(table[0], names);
        assert_eq!(table[1].len(), names.len());
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (title, expected) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("\r=1", "'=1"),
            ("\u{200b}=1", "'=1"),
            ("＝1", "'＝1"),
            ("1-1", "1-1"),
        ] {
            let table = samples::rendered(&CSV, &some("title"), &[samples::bare(title)]);
            assert_eq!(read(&table, ',')[1], [expected], "{title:?}");
        }
    }

    #[test]
    fn a_tab_separated_row_is_one_line() {
        let table = samples::rendered(&TSV, &samples::piped(), &[samples::hostile()]);
        assert_eq!(table.lines().count(), 2);
        assert!(table.lines().all(|line| line.matches('\t').count() == FIELDS.len() - 1));
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_without_its_controls(title in any::<String>(), body in any::<String>()) {
            let mut item = samples::bare(&title);
            item.article.content_text = Some(body.clone());
            for (format, separator) in [(&CSV, ','), (&TSV, '\t')] {
                let table = samples::rendered(format, &some("title,content_text,seq"), std::slice::from_ref(&item));
                let table = read(&table, separator);
                prop_assert_eq!(table.len(), 2);
                let clean = safe::line(&title);
                let guard = if clean.starts_with(FORMULA) { "'" } else { "" };
                prop_assert_eq!(&table[1][0], &format!("{guard}{clean}"));
                prop_assert!(table[1].iter().all(|cell| !cell.starts_with(FORMULA)));
                prop_assert_eq!(&table[1][2], "1");
            }
        }
    }
}
