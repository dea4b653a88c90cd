//! How a listing is to be shown: resolved once from flags, then frozen.

use crate::model::{Article, Timestamp, Zone};

use super::{Field, Template};

/// How a listing is to be shown.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The terminal written to; `None` for a pipe or a file.
    pub terminal: Option<Terminal>,
    /// Whether text is styled: on a terminal as it can, elsewhere because it was asked for.
    pub colour: bool,
    /// The time that ages and "today" are counted from.
    pub now: Timestamp,
    /// The zone in which people are shown dates. Data formats stay in UTC.
    pub zone: Zone,
    /// What the rows are ordered by, which decides what groups them.
    pub order: Order,
    /// The title of the one feed that the listing is about.
    pub heading: Option<String>,
    /// The fields to give, in that order, instead of all; for `json`, `ndjson`, `csv`, `tsv`.
    pub fields: Option<Vec<Field>>,
    /// End each row of `ids` and of a template with NUL instead of a newline.
    pub nul: bool,
    /// Whole articles in `markdown`, which otherwise gives their summaries.
    pub whole: bool,
    /// The template of the template format.
    pub template: Option<Template>,
    /// What `rss`, `atom`, `jsonfeed`, `html` and `markdown` say about the listing as a whole.
    pub feed: OutputFeed,
}

impl View {
    /// What a page is laid out for: the terminal, or else so many columns.
    pub(super) fn page(&self, columns: usize) -> Terminal {
        self.terminal.unwrap_or(Terminal { colour: self.colour, ..Terminal::plain(columns) })
    }

    /// Whether the fields to give are or hold an article's content.
    pub(super) fn chooses_content(&self) -> bool {
        self.fields.as_ref().is_none_or(|fields| fields.iter().any(|field| field.is_content()))
    }

    /// What the listing calls itself: its own title, else after the one feed it is about.
    pub(super) fn title(&self) -> String {
        match (&self.feed.title, &self.heading) {
            (Some(title), _) => title.clone(),
            (None, Some(feed)) => format!("Articles from {feed}"),
            (None, None) => "Articles".to_owned(),
        }
    }
}

/// What can be done on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether escape sequences for colour and weight are wanted.
    pub colour: bool,
    /// Whether links are understood (OSC 8).
    pub hyperlinks: bool,
    /// Whether signs beyond ASCII can be shown.
    pub unicode: bool,
}

impl Terminal {
    /// Narrower than this, lines are left to the terminal to fold.
    const NARROWEST: usize = 24;

    /// A terminal of that many columns with everything a modern one can do.
    pub fn modern(width: usize) -> Self {
        Self { width, colour: true, hyperlinks: true, unicode: true }
    }

    /// A terminal of that many columns that shows characters and nothing else.
    pub fn plain(width: usize) -> Self {
        Self { width, colour: false, hyperlinks: false, unicode: true }
    }

    /// The columns to lay text out in.
    pub(super) fn columns(self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    /// The sign if it can be shown, else its stand-in.
    pub(super) fn sign(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.unicode { sign } else { ascii }
    }
}

/// What the rows of a listing are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Their effective date.
    #[default]
    Date,
    /// Their arrival.
    Received,
    /// Something else, such as relevance or title: days cannot group them.
    Other,
}

impl Order {
    /// The instant whose day groups an article.
    pub(super) fn day_of(self, article: &Article) -> Option<Timestamp> {
        match self {
            Self::Date => Some(article.date),
            Self::Received => Some(article.received),
            Self::Other => None,
        }
    }
}

/// What a feed made from a listing says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFeed {
    /// Its title.
    pub title: Option<String>,
    /// A page to open, absolute.
    pub home: Option<String>,
    /// Where the feed itself is served, absolute.
    pub address: Option<String>,
}
