//! `tidings list` and `tidings search`.

use std::{cell::OnceCell, io, process::ExitCode};

use super::{
    args::{By, FormatArgs, ListArgs, Listing, SearchArgs, SortBy},
    cursors::Handing,
    failure::{Failure, exit},
    output::{Output, count},
    session::Session,
    source,
};
use crate::{
    app::{self, Rows},
    model::{Article, Change, FeedId, Item},
    query::{self, Axis, Context, FeedNames, Filter, Is, Names, Query, QueryError, Sort, when},
    render::{self, Format, Order, OutputFeed, Renderer, View},
    store::{self, Access, Address, Detail, SavedQuery, Store},
};

/// The width of a snippet in characters: two lines of a common terminal.
const SNIPPET: usize = 160;

/// `tidings list`.
pub(super) fn list(args: &ListArgs, session: &Session) -> Result<ExitCode, Failure> {
    run(&args.query, &args.listing, false, session)
}

/// `tidings search`.
pub(super) fn search(args: &SearchArgs, session: &Session) -> Result<ExitCode, Failure> {
    run(&args.query, &args.listing, true, session)
}

fn run(
    words: &[String],
    listing: &Listing,
    searching: bool,
    session: &Session,
) -> Result<ExitCode, Failure> {
    let Some(format) = Chosen::of(&listing.format, session)? else { return Ok(ExitCode::SUCCESS) };
    let names = StoreNames::new(session.address()?);
    let mut filter = combined(words, listing, &names, session)?;
    let handing = Handing::begin(listing, session)?;
    if let Some(handing) = &handing {
        filter = filter.and(handing.filter());
    }
    let sort = match listing.sort {
        // A consumer that is cut short goes on from where it was, so changes come in their order.
        None if handing.is_some() => Sort::Change,
        None if searching => Sort::Relevance,
        None => Sort::Date(axis(listing.by)),
        Some(SortBy::Published) => Sort::Date(Axis::Published),
        Some(SortBy::Received) => Sort::Date(Axis::Received),
        Some(SortBy::Relevance) => Sort::Relevance,
        Some(SortBy::Feed) => Sort::Feed,
        Some(SortBy::Title) => Sort::Title,
    };
    let after = match &listing.after {
        Some(name) => Some(source::article_id(name, &mut *session.store(Access::Read)?)?),
        None => None,
    };
    let query = Query {
        filter,
        sort,
        reverse: listing.reverse,
        limit: listing.limit,
        after,
        collapse: listing.collapse,
    };
    let view = View {
        order: match sort {
            Sort::Date(Axis::Published) => Order::Date,
            Sort::Date(Axis::Received) => Order::Received,
            _ => Order::Other,
        },
        heading: names.heading(&listing.feed),
        feed: output_feed(words),
        ..format.view(session)
    };
    let printed = print(&query, Some(format.format), &view, searching, session)?;
    if let Some(handing) = &handing {
        handing.end(&printed, session)?;
    }
    let shown = printed.rows;
    let counts = searching || shown == 0;
    if counts && session.terminal().is_some() && format.format.name == "text" {
        session.note(&count(shown, "article"));
    }
    Ok(if shown == 0 && listing.exit_status {
        ExitCode::from(exit::NOTHING)
    } else {
        ExitCode::SUCCESS
    })
}

/// What the listing calls itself as a feed: a saved query by itself gives it its name.
fn output_feed(words: &[String]) -> OutputFeed {
    let name = match words {
        [word] => word.strip_prefix('@').filter(|name| !name.contains(char::is_whitespace)),
        _ => None,
    };
    OutputFeed { title: name.map(str::to_owned), ..OutputFeed::default() }
}

fn axis(by: By) -> Axis {
    match by {
        By::Published => Axis::Published,
        By::Received => Axis::Received,
    }
}

/// The filter of a query text alone, hidden articles left out unless it asks for them.
pub(super) fn filter(text: &str, session: &Session) -> Result<Filter, Failure> {
    let names = StoreNames::new(session.address()?);
    let context = names.context(Axis::Published, session);
    Ok(names.checked(query::parse(text, &context))?.visible())
}

/// What words and flags say together.
fn combined(
    words: &[String],
    listing: &Listing,
    names: &StoreNames,
    session: &Session,
) -> Result<Filter, Failure> {
    let context = names.context(axis(listing.by), session);
    let mut filter = names.checked(query::parse(&query::join(words), &context))?;
    let dates = [
        ("--since", &listing.since, axis(listing.by), true),
        ("--until", &listing.until, axis(listing.by), false),
        ("--received-since", &listing.received_since, Axis::Received, true),
    ];
    for (flag, text, axis, since) in dates {
        let Some(text) = text else { continue };
        let when = when::when(text, session.now(), session.zone()).map_err(|error| {
            Failure::usage("bad-date", format!("{flag}: {error}")).hint(error.hint())
        })?;
        filter = filter.and(Filter::dated(axis, if since { when.since() } else { when.until() }));
    }
    let mut feeds = Vec::new();
    for name in &listing.feed {
        feeds.push(names.checked(query::flag("feed", name, &context))?);
    }
    if !feeds.is_empty() {
        filter = filter.and(Filter::Or(feeds));
    }
    for (field, value) in listing
        .author
        .iter()
        .map(|author| ("author", author))
        .chain(listing.tag.iter().map(|tag| ("tag", tag)))
    {
        filter = filter.and(names.checked(query::flag(field, value, &context))?);
    }
    for (asked, state) in [(listing.unread, Is::Unread), (listing.starred, Is::Starred)] {
        if asked {
            filter = filter.and(Filter::Is(state));
        }
    }
    Ok(filter.visible())
}

/// Feeds by name, read from the store when first asked for.
pub(super) struct StoreNames {
    address: Address,
    names: OnceCell<Result<FeedNames, store::StoreError>>,
    saved: OnceCell<Result<Vec<SavedQuery>, store::StoreError>>,
    /// A query to be taken for saved under its name, before it is.
    draft: Option<(String, String)>,
}

impl StoreNames {
    pub(super) fn new(address: Address) -> Self {
        Self { address, names: OnceCell::new(), saved: OnceCell::new(), draft: None }
    }

    /// The same, with a query that is about to be saved.
    pub(super) fn with_draft(self, name: &str, query: &str) -> Self {
        Self { draft: Some((name.to_owned(), query.to_owned())), ..self }
    }

    fn saved_queries(&self) -> &[SavedQuery] {
        let read = || store::open(&self.address, Access::Read)?.saved_queries();
        self.saved.get_or_init(read).as_deref().unwrap_or_default()
    }

    fn names(&self) -> Result<&FeedNames, &store::StoreError> {
        let read = || {
            let feeds = store::open(&self.address, Access::Read)?.feeds()?;
            Ok(FeedNames::of(&feeds))
        };
        self.names.get_or_init(read).as_ref()
    }

    pub(super) fn context(&self, by: Axis, session: &Session) -> Context<'_> {
        Context { names: self, now: session.now(), zone: session.zone(), by }
    }

    /// A filter, or why there is none: a mistake in the query, or a store that cannot be read.
    pub(super) fn checked(&self, filter: Result<Filter, QueryError>) -> Result<Filter, Failure> {
        let unread = self.names.get().and_then(|names| names.as_ref().err());
        let unread = unread.or(self.saved.get().and_then(|saved| saved.as_ref().err()));
        if let Some(error) = unread {
            return Err(Failure::failed(error.code(), error.to_string()));
        }
        filter.map_err(|error| Failure::usage("bad-query", error.to_string()).hint(error.hint()))
    }

    /// The title of the one feed that is chosen.
    fn heading(&self, chosen: &[String]) -> Option<String> {
        let [name] = chosen else { return None };
        let ids = self.names().ok()?.feeds(name);
        let [id] = ids.as_slice() else { return None };
        self.names().ok()?.title(*id).map(str::to_owned)
    }
}

impl Names for StoreNames {
    fn feeds(&self, text: &str) -> Vec<FeedId> {
        self.names().map(|names| names.feeds(text)).unwrap_or_default()
    }

    fn titled(&self, text: &str) -> Vec<FeedId> {
        self.names().map(|names| names.titled(text)).unwrap_or_default()
    }

    fn near(&self, text: &str) -> Vec<String> {
        self.names().map(|names| names.near(text)).unwrap_or_default()
    }

    fn saved(&self, name: &str) -> Option<String> {
        let draft = self.draft.as_ref().filter(|(known, _)| known == name);
        let saved = || self.saved_queries().iter().find(|query| query.name == name);
        draft.map(|(_, text)| text.clone()).or_else(|| Some(saved()?.query.clone()))
    }

    fn saved_near(&self, name: &str) -> Vec<String> {
        query::nearest_names(name, self.saved_queries().iter().map(|query| query.name.as_str()))
    }
}

/// The format that flags choose, and what it needs to know.
pub(super) struct Chosen {
    format: &'static Format,
    fields: Option<Vec<render::Field>>,
    template: Option<render::Template>,
    nul: bool,
}

impl Chosen {
    /// Understands the flags; `None` if they only asked for the list of fields, which is printed.
    pub(super) fn of(args: &FormatArgs, session: &Session) -> Result<Option<Self>, Failure> {
        if args.json.as_deref() == Some("") {
            list_fields(session)?;
            return Ok(None);
        }
        let name = match (&args.format, &args.json) {
            (Some(name), _) => name.clone(),
            (None, Some(_)) => "json".to_owned(),
            (None, None) if args.ndjson => "ndjson".to_owned(),
            (None, None) => session.config.format().to_owned(),
        };
        let whence = if args.format.is_some() { "--format" } else { "the setting format" };
        let format = render::format(&name).ok_or_else(|| unknown_format(whence, &name))?;
        if args.nul && format.name != "ids" && args.template.is_none() {
            return Err(Failure::usage("usage", "-0: ends ids and lines of a template only")
                .hint("--format ids -0, or --template TEXT -0"));
        }
        let fields = match args.json.as_deref() {
            None | Some("*") => None,
            Some(list) => Some(render::fields(list).map_err(|error| {
                Failure::usage("unknown-field", format!("--json: {error}"))
                    .hint("tidings list --json= lists the fields")
            })?),
        };
        let template = args.template.as_deref().map(str::parse::<render::Template>).transpose();
        let template = template.map_err(|error| {
            Failure::usage("bad-template", error.to_string()).hint(error.hint())
        })?;
        let format = if template.is_some() { render::TEMPLATE } else { format };
        Ok(Some(Self { format, fields, template, nul: args.nul }))
    }

    /// How a listing in this format is to look.
    pub(super) fn view(&self, session: &Session) -> View {
        View {
            fields: self.fields.clone(),
            template: self.template.clone(),
            nul: self.nul,
            ..session.view(None)
        }
    }
}

fn unknown_format(whence: &str, name: &str) -> Failure {
    let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
    Failure::usage("unknown-format", format!("{whence}: there is no format {name}"))
        .hint(format!("one of {}", known.join(", ")))
}

fn list_fields(session: &Session) -> Result<(), Failure> {
    use io::Write;
    let mut out = session.output(false);
    let written = render::FIELDS
        .iter()
        .try_for_each(|field| writeln!(out, "{:<14} {}", field.name, field.about));
    out.finish(written).map(drop)
}

/// Whether a format shows content, which is kept apart and costs a look-up an article.
fn needs_content(format: &Format, view: &View) -> bool {
    match format.name {
        "ids" | "page" | "text" => false,
        _ => view
            .fields
            .as_ref()
            .is_none_or(|fields| fields.iter().any(|field| field.name.starts_with("content"))),
    }
}

/// What was printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    /// How many rows.
    pub(super) rows: usize,
    /// The first one's id, as short as it names the article.
    pub(super) first: Option<String>,
    /// The place of the last one among arrivals and edits.
    pub(super) last: Option<Change>,
    /// Whether all of it reached the reader.
    pub(super) whole: bool,
}

/// Prints what a query selects.
pub(super) fn print(
    query: &Query,
    format: Option<&Format>,
    view: &View,
    searching: bool,
    session: &Session,
) -> Result<Printed, Failure> {
    let Some(format) = format else { return Err(unknown_format("--format", "text")) };
    let terminal = format.name == "text" && view.terminal.is_some();
    let snippets = (searching && terminal).then_some(SNIPPET);
    let full = terminal || needs_content(format, view);
    let detail = if full { Detail::Full } else { Detail::Listing };
    let shorten = if terminal { Some(session.store(Access::Read)?) } else { None };
    let rows = Rows { detail, shorten, snippets };
    let mut store = session.store(Access::Read)?;
    let mut out = session.output(terminal || matches!(format.name, "page" | "markdown"));
    let result = stream(&mut *store, query, rows, format, view, &mut out);
    let (printed, written) = result?;
    let whole = out.finish(written)?;
    Ok(Printed { whole, ..printed })
}

fn stream(
    store: &mut dyn Store,
    query: &Query,
    rows: Rows,
    format: &Format,
    view: &View,
    out: &mut Output,
) -> Result<(Printed, io::Result<()>), Failure> {
    let mut renderer = format.start(view, Box::new(out));
    let mut printed = Printed::default();
    if let Err(error) = renderer.begin() {
        return Ok((printed, Err(error)));
    }
    let (rows, taken) = app::list(store, query, rows, &mut |item| {
        printed.last = Some(item.article.change);
        printed.first.get_or_insert_with(|| item.short_id().to_owned());
        renderer.item(item)
    })?;
    printed.rows = rows;
    Ok((printed, taken.and_then(|()| renderer.end())))
}

/// Prints articles that are at hand already, in the format that the flags choose.
pub(super) fn write(
    articles: Vec<Article>,
    args: &FormatArgs,
    session: &Session,
) -> Result<ExitCode, Failure> {
    let Some(chosen) = Chosen::of(args, session)? else { return Ok(ExitCode::SUCCESS) };
    let view = View { whole: true, ..chosen.view(session) };
    let mut out = session.output(false);
    let written = rows(articles, chosen.format.start(&view, Box::new(&mut out)));
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn rows(articles: Vec<Article>, mut renderer: Box<dyn Renderer + '_>) -> io::Result<()> {
    renderer.begin()?;
    for article in articles {
        let id_length = article.id.0.len();
        renderer.item(&Item { article, snippet: None, id_length })?;
    }
    renderer.end()
}
