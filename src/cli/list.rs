//! `tidings list` and `tidings search`.

use std::process::ExitCode;

use super::{
    args::{ListArgs, Listing, SearchArgs, SortBy},
    cursors::Handing,
    failure::{Failure, exit},
    filter::{Asked, axis},
    formats::Chosen,
    names::StoreNames,
    output::count,
    print::print,
    session::Session,
    source,
};
use crate::{
    query::{Axis, Query, Sort},
    render::{Order, OutputFeed, View},
};

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
    let names = StoreNames::new(session);
    let mut filter = Asked::of_listing(words, listing).filter(&names, session)?;
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
        Some(name) => Some(source::article_id(name, &mut **session.reader()?)?),
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
    let printed = print(&query, format.format, &view, searching, session)?;
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
