//! Articles in, bytes out.
//!
//! A [`Format`] is a value in [`FORMATS`]; starting it on a sink gives a [`Renderer`], which
//! takes the rows of a listing one by one and keeps none of them. How the listing is to look
//! stands in a frozen [`View`]. Every string passes [`safe`] on its way to a terminal or a line.

mod atom;
pub mod dates;
mod delimited;
mod field;
mod html;
mod ids;
mod json;
pub mod json_text;
mod jsonfeed;
mod listing;
mod markdown;
mod ndjson;
mod output_feed;
mod page;
mod paint;
mod piped;
mod rss;
pub mod safe;
#[cfg(test)]
mod samples;
mod template;
mod text;
mod view;
mod xml;

use std::io::{self, Write};

use crate::model::Item;

pub use field::{FIELDS, Field, FieldInfo, PARTS, UnknownField, fields};
pub use paint::cut;
pub use template::{TEMPLATE, Template, TemplateError};
pub use view::{Order, OutputFeed, Terminal, View};

/// A sink for the rows of one listing.
pub trait Renderer {
    /// Writes what stands before the first row.
    fn begin(&mut self) -> io::Result<()>;

    /// Writes a row.
    fn item(&mut self, item: &Item) -> io::Result<()>;

    /// Writes what stands after the last row, and flushes.
    fn end(&mut self) -> io::Result<()>;
}

/// Where a renderer writes.
pub type Sink<'w> = Box<dyn Write + 'w>;

/// An output format.
#[derive(Debug)]
pub struct Format {
    /// What is typed after `--format`.
    pub name: &'static str,
    /// What it is, in a phrase.
    pub about: &'static str,
    /// The usual end of a file's name, without the dot.
    pub extension: &'static str,
    /// The media type, for a server.
    pub media_type: &'static str,
    /// Starts a listing on a sink, which the caller has buffered.
    pub start: for<'w> fn(&View, Sink<'w>) -> Box<dyn Renderer + 'w>,
}

/// Every format that `--format` knows, in the order in which help lists them.
pub const FORMATS: &[&Format] = &[
    &text::FORMAT,
    &json::FORMAT,
    &ndjson::FORMAT,
    &delimited::CSV,
    &delimited::TSV,
    &markdown::FORMAT,
    &html::FORMAT,
    &rss::FORMAT,
    &atom::FORMAT,
    &jsonfeed::FORMAT,
    &ids::FORMAT,
    &page::FORMAT,
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
