//! Rows in, each poured into the user's own template out.
//!
//! `{date} {title:.40}\n{url}`: a field in braces, with a `strftime` format after a colon for a
//! time, or `[<>^][width][.most]` in columns for anything. `{{` and `}}` are braces, `\n`, `\t`,
//! `\0` and `\\` what they are everywhere. Each row ends with a newline, or with NUL.

use std::fmt::Write as _;
use std::io;
use std::str::FromStr;

use chrono::format::{Item as DateItem, StrftimeItems};
use chrono::{DateTime, FixedOffset};

use crate::model::{Item, Timestamp, Zone};

use super::field::{self, Value};
use super::paint::{columns, cut};
use super::{FIELDS, Field, Format, PARTS, Renderer, Sink, View, safe};

/// The template format. Not in [`FORMATS`](super::FORMATS), since it is chosen by giving a
/// template, not by name.
pub const TEMPLATE: &Format = &Format {
    name: "template",
    about: "any fields in a template of your own",
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    shows_content: |view| view.template.as_ref().is_some_and(Template::has_content),
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    let template = view.template.clone().unwrap_or_default();
    Box::new(Filled { out, template, zone: view.zone, end: if view.nul { '\0' } else { '\n' } })
}

/// A template, parsed.
#[derive(Clone, Debug, Default)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Field(Field, Shape),
}

/// How a value is to be shown.
#[derive(Clone, Debug, Default)]
struct Shape {
    /// The `strftime` format of a time, parsed.
    date: Option<Vec<DateItem<'static>>>,
    align: Align,
    /// At least so many columns.
    width: usize,
    /// At most so many columns.
    most: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Align {
    #[default]
    Left,
    Right,
    Centre,
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at column {column} of the template")]
pub struct TemplateError {
    /// What is wrong.
    pub problem: String,
    /// The character it begins at, counted from 1.
    pub column: usize,
}

impl TemplateError {
    /// What can stand in braces.
    pub fn hint(&self) -> String {
        let names: Vec<&str> = FIELDS.iter().chain(PARTS).map(|field| field.name).collect();
        format!(
            "write {{field}}, {{date:%Y-%m-%d}} or {{title:.40}}, and {{{{ for a brace; the fields are {}",
            names.join(", ")
        )
    }
}

impl Template {
    /// Whether a field of it is an article's whole content.
    fn has_content(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Field(field, _) if field.is_content()))
    }
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        let wrong = |at: usize, problem: String| TemplateError {
            problem,
            column: text[..at].chars().count() + 1,
        };
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if let Some(brace) = ["{{", "}}"].iter().find(|brace| rest.starts_with(**brace)) {
                plain.push(c);
                at += brace.len();
            } else if c == '{' {
                let Some(end) = rest.find('}') else {
                    return Err(wrong(at, "a `{` without its `}`".to_owned()));
                };
                let part = placeholder(&rest[1..end]).map_err(|problem| wrong(at, problem))?;
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(part);
                at += end + 1;
            } else if c == '}' {
                return Err(wrong(at, "a `}` without its `{`".to_owned()));
            } else if c == '\\' {
                plain.push(escape(rest).map_err(|problem| wrong(at, problem))?);
                at += 2;
            } else {
                plain.push(c);
                at += c.len_utf8();
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { parts })
    }
}

/// The character that an escape at the start of the text stands for.
fn escape(text: &str) -> Result<char, String> {
    match text.as_bytes().get(1) {
        Some(b'n') => Ok('\n'),
        Some(b't') => Ok('\t'),
        Some(b'0') => Ok('\0'),
        Some(b'\\') => Ok('\\'),
        _ => Err(r"a `\` that is none of \n, \t, \0 and \\".to_owned()),
    }
}

/// What stands between braces: a field and perhaps its shape.
fn placeholder(text: &str) -> Result<Part, String> {
    let (name, shape) = text.split_once(':').unwrap_or((text, ""));
    let field = field::field(name.trim()).map_err(|_| format!("no field `{}`", name.trim()))?;
    let shape = if shape.contains('%') {
        if !field.is_time() {
            return Err(format!("`{name}` is no time, so `{shape}` cannot format it"));
        }
        Shape { date: Some(date_format(shape)?), ..Shape::default() }
    } else {
        size(shape).ok_or_else(|| format!("`{shape}` is no width such as 20, .40 or >8"))?
    };
    Ok(Part::Field(field, shape))
}

fn date_format(format: &str) -> Result<Vec<DateItem<'static>>, String> {
    let items = StrftimeItems::new(format).parse_to_owned().ok();
    // Some items parse but cannot be printed; better now than amid a list.
    items
        .filter(|items| formatted(Timestamp(0), Zone::UTC, items).is_some())
        .ok_or_else(|| format!("`{format}` is no date format such as %Y-%m-%d %H:%M"))
}

/// `[<>^][width][.most]`.
fn size(text: &str) -> Option<Shape> {
    /// Wider cells are a slip of the finger.
    const WIDEST: usize = 10_000;
    let count = |digits: &str| match digits {
        "" => Some(0),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok().filter(|count| *count <= WIDEST)
        }
        _ => None,
    };
    let (align, rest) = match text.chars().next() {
        Some('<') => (Align::Left, &text[1..]),
        Some('>') => (Align::Right, &text[1..]),
        Some('^') => (Align::Centre, &text[1..]),
        _ => (Align::Left, text),
    };
    let (width, most) = match rest.split_once('.') {
        Some((_, "")) => return None,
        Some((width, most)) => (count(width)?, Some(count(most)?)),
        None => (count(rest)?, None),
    };
    Some(Shape { date: None, align, width, most })
}

struct Filled<'w> {
    out: Sink<'w>,
    template: Template,
    zone: Zone,
    end: char,
}

impl Renderer for Filled<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        for part in &self.template.parts {
            match part {
                Part::Text(text) => self.out.write_all(text.as_bytes())?,
                Part::Field(field, shape) => {
                    let text = shaped((field.value)(&item.article), shape, self.zone);
                    self.out.write_all(text.as_bytes())?;
                }
            }
        }
        write!(self.out, "{}", self.end)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn shaped(value: Value<'_>, shape: &Shape, zone: Zone) -> String {
    if let (Value::Time(at), Some(items)) = (value, &shape.date) {
        return formatted(at, zone, items).unwrap_or_default();
    }
    let text = value.text();
    let whole = match value {
        Value::Lines(_) => safe::lines(&text),
        _ => safe::line(&text),
    };
    let text = shape.most.map_or_else(|| whole.clone(), |most| cut(&whole, most));
    let missing = shape.width.saturating_sub(columns(&text));
    let before = match shape.align {
        Align::Left => 0,
        Align::Right => missing,
        Align::Centre => missing / 2,
    };
    format!("{:before$}{text}{:after$}", "", "", after = missing - before)
}

/// A time on the wall clock of a zone, with the offset that holds there at that time.
fn formatted(at: Timestamp, zone: Zone, items: &[DateItem<'static>]) -> Option<String> {
    let utc = at.to_utc().naive_utc();
    let east = (zone.wall(at) - utc).num_seconds();
    let offset = FixedOffset::east_opt(i32::try_from(east).ok()?)?;
    let mut text = String::new();
    let at: DateTime<FixedOffset> = DateTime::from_naive_utc_and_offset(utc, offset);
    write!(text, "{}", at.format_with_items(items.iter())).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn filled(template: &str, item: Item) -> String {
        let template = Some(template.parse().expect("a template"));
        let view = View { template, zone: Zone::Fixed(7200), ..samples::piped() };
        samples::rendered(TEMPLATE, &view, &[item])
    }

    #[test]
    fn fields_and_shapes() {
        for (template, expected) in [
            (
                "{date} {title}\\n{url}",
                "2026-05-21T16:01:05Z Release 2.4: <faster> & \"calmer\"\nhttps://tool.example/7k2fq0az\n",
            ),
            ("{date:%Y-%m-%d %H:%M %z}", "2026-05-21 18:01 +0200\n"),
            ("{title:.11}|", "Release 2.…|\n"),
            ("{feed:12}|{feed:>12}|{feed:^12}|", "Tool Blog   |   Tool Blog| Tool Blog  |\n"),
            ("{feed.title}\\t{authors}", "Tool Blog\tAda Example, bo@tool.example\n"),
            ("{{{id}}} \\\\", "{7k2fq0az} \\\n"),
            ("{content_text}", "What changed.\n\nAnd why it is calmer.\n"),
            ("{starred} {revision}", "true 2\n"),
            ("", "\n"),
        ] {
            assert_eq!(filled(template, samples::full()), expected, "{template}");
        }
        assert_eq!(filled("{title:6.6}|", samples::bare("日本語日本語")), "日本… |\n");
        assert_eq!(filled("{published:%Y}|{url}|", samples::bare("x")), "||\n");
    }

    #[test]
    fn errors_point_at_the_place() {
        for (template, expected) in [
            ("{titel}", "no field `titel` at column 1 of the template"),
            ("日本 {x:.4}", "no field `x` at column 4 of the template"),
            ("{title", "a `{` without its `}` at column 1 of the template"),
            ("title}", "a `}` without its `{` at column 6 of the template"),
            (
                "{title:%Y}",
                "`title` is no time, so `%Y` cannot format it at column 1 of the template",
            ),
            (
                "{date:%Q}",
                "`%Q` is no date format such as %Y-%m-%d %H:%M at column 1 of the template",
            ),
            (
                "{title:wide}",
                "`wide` is no width such as 20, .40 or >8 at column 1 of the template",
            ),
            (
                "{title:99999999999}",
                "`99999999999` is no width such as 20, .40 or >8 at column 1 of the template",
            ),
            ("a \\x", r"a `\` that is none of \n, \t, \0 and \\ at column 3 of the template"),
            ("a\\", r"a `\` that is none of \n, \t, \0 and \\ at column 2 of the template"),
        ] {
            let error = template.parse::<Template>().unwrap_err();
            assert_eq!(error.to_string(), expected, "{template}");
            assert!(error.hint().contains("content_text") && error.hint().contains("feed.title"));
        }
    }

    #[test]
    fn rows_can_end_with_nul() {
        let template = Some("{id}".parse().unwrap());
        let view = View { template, nul: true, ..samples::piped() };
        assert_eq!(samples::rendered(TEMPLATE, &view, &[samples::bare("x")]), "7k2fq0az\0");
    }

    #[test]
    fn hostile_values_are_made_safe() {
        let out = filled("{title} {feed.title} {url} {authors.email}", samples::hostile());
        assert_eq!(out.matches('\n').count(), 1);
        assert!(!out.trim_end().chars().any(safe::is_hidden), "{out:?}");
    }

    proptest! {
        #[test]
        fn no_template_panics(template in any::<String>(), braced in "\\{(date|title|feed):[%<>^.0-9a-zA-Z:#+-]{0,6}\\}") {
            let _ = template.parse::<Template>();
            if let Ok(template) = braced.parse() {
                let view = View { template: Some(template), ..samples::piped() };
                samples::rendered(TEMPLATE, &view, &[samples::full()]);
            }
        }
    }
}
