//! Rows in, their ids out: one a line, or each ended by NUL.

use std::io;

use crate::model::Item;

use super::{Format, Renderer, Sink, View};

pub(super) const FORMAT: Format = Format {
    name: "ids",
    about: "ids only; -0 ends each with NUL",
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    shows_content: |_| false,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Ids { out, end: if view.nul { '\0' } else { '\n' } })
}

struct Ids<'w> {
    out: Sink<'w>,
    end: char,
}

impl Renderer for Ids<'_> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        write!(self.out, "{}{}", item.article.id, self.end)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{View, samples};

    #[test]
    fn ids_end_as_asked() {
        let items = [samples::bare("x"), samples::dated("m3xdp0az", "y", samples::NOW)];
        let mut view = samples::piped();
        assert_eq!(samples::rendered(&super::FORMAT, &view, &items), "7k2fq0az\nm3xdp0az\n");
        view = View { nul: true, ..view };
        assert_eq!(samples::rendered(&super::FORMAT, &view, &items), "7k2fq0az\0m3xdp0az\0");
        assert_eq!(samples::rendered(&super::FORMAT, &view, &[]), "");
    }
}
