//! The default format: for people on a terminal, one line an article in a pipe.

use super::{Format, Renderer, Sink, View, listing::Listing, piped::Piped};

pub(super) const FORMAT: Format = Format {
    name: "text",
    about: "for reading; in a pipe one line an article: id, date, feed, title, url",
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    // The time it takes to read is told from the text.
    shows_content: |view| view.terminal.is_some(),
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    match view.terminal {
        Some(terminal) => Box::new(Listing::new(view, terminal, out)),
        None => Box::new(Piped::new(view, out)),
    }
}
