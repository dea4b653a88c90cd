//! Rows in, an article object a line out.

use std::io;

use crate::model::Item;

use super::field::Chosen;
use super::{Field, Format, Renderer, Sink, View, json_text};

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    about: "one article object a line",
    extension: "ndjson",
    media_type: "application/x-ndjson",
    shows_content: View::chooses_content,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Objects::new(view, out))
}

/// Article objects on a sink, whole or cut down to the chosen fields.
pub(super) struct Objects<'w> {
    pub(super) out: Sink<'w>,
    fields: Option<Vec<Field>>,
}

impl<'w> Objects<'w> {
    pub(super) fn new(view: &View, out: Sink<'w>) -> Self {
        Self { out, fields: view.fields.clone() }
    }

    /// Writes one object, without an end of line.
    pub(super) fn write(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        match &self.fields {
            None => json_text::write(&mut self.out, article),
            Some(fields) => json_text::write(&mut self.out, &Chosen { article, fields }),
        }
    }
}

impl Renderer for Objects<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.write(item)?;
        self.out.write_all(b"\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, fields, samples};
    use super::*;

    #[test]
    fn an_object_a_line() {
        let items = [samples::full(), samples::hostile()];
        let text = samples::rendered(&FORMAT, &samples::piped(), &items);
        let values: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(values.len(), 2);
        for (value, item) in values.iter().zip(&items) {
            assert_eq!(*value, serde_json::to_value(&item.article).unwrap());
        }
    }

    #[test]
    fn chosen_fields_only() {
        let view = View { fields: Some(fields("seq,read").unwrap()), ..samples::piped() };
        let text = samples::rendered(&FORMAT, &view, &[samples::bare("x")]);
        assert_eq!(text, "{\"seq\":1,\"read\":false}\n");
    }
}
