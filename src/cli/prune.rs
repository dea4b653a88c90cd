//! `tidings prune`: old articles go, and can be brought back.

use std::{
    borrow::Cow,
    io::{self, Write},
    process::ExitCode,
};

use super::{args::PruneArgs, failure::Failure, output::count, session::Session, source};
use crate::{
    model::{Timestamp, shown_address},
    query::when,
    render::{View, grid, outline::Outline},
    store::{Access, Pruned, Retiring, Store},
};

/// Prunes what the flags or the settings say, or shows what that would be.
pub(super) fn run(args: &PruneArgs, session: &Session) -> Result<ExitCode, Failure> {
    let access = if args.dry_run { Access::Read } else { Access::Write };
    let mut store = session.store(access)?;
    let which = which(args, &mut *store, session)?;
    let pruned =
        if args.dry_run { store.retiring(&which)? } else { store.prune(&which, session.now())? };
    let held = store.held_back(&which)?;
    let mut out = session.output(false);
    let written = text(&pruned, &session.view(None), &mut out);
    out.finish(written)?;
    let total: u64 = pruned.iter().map(|feed| feed.articles).sum();
    let total = count(total as usize, "article");
    let stay = format!("the newest {} of each feed stay", which.beyond);
    session.say(&if args.dry_run {
        format!("{total} would go; {stay}")
    } else {
        format!("{total} pruned, {stay}; tidings undo brings them back")
    });
    if held > 0 {
        let held = count(held as usize, "article");
        session.note(&format!(
            "kept for consumers that have not acknowledged: {held}; see tidings cursors"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// A feed a line: how many go, and its title.
fn text(pruned: &[Pruned], view: &View, out: &mut dyn Write) -> io::Result<()> {
    if view.terminal.is_none() {
        let row = |feed: &Pruned| vec![feed.articles.to_string().into(), title(feed).into()];
        return grid::write_rows(out, &pruned.iter().map(row).collect::<Vec<_>>(), None);
    }
    let width = pruned.iter().map(|feed| feed.articles.to_string().len()).max().unwrap_or(0);
    let mut outline = Outline::new(out, view);
    pruned.iter().try_for_each(|feed| {
        outline.text(format!("{:>width$}  ", feed.articles), &[title(feed).into()])
    })
}

fn title(feed: &Pruned) -> Cow<'_, str> {
    shown_address(&feed.title)
}

fn which(args: &PruneArgs, store: &mut dyn Store, session: &Session) -> Result<Retiring, Failure> {
    let before = match (&args.older_than, args.keep, session.config.keep_age()) {
        (Some(text), _, _) => Some(before(text, session)?),
        (None, Some(_), _) => None,
        (None, None, Some(age)) => Some(session.now().plus(-(age as i64))),
        (None, None, None) => {
            return Err(Failure::usage("usage", "prune: nothing says which articles may go")
                .hint("give --older-than or --keep, or set keep.age"));
        }
    };
    // A feed never runs empty, whatever is asked for.
    let floor = session.config.keep_per_feed();
    let feeds = match args.feed.as_slice() {
        [] => None,
        names => {
            let chosen = source::chosen(names, store.feeds()?)?;
            Some(chosen.into_iter().map(|feed| feed.id).collect())
        }
    };
    Ok(Retiring { before, beyond: args.keep.unwrap_or(0).max(floor), feeds })
}

fn before(text: &str, session: &Session) -> Result<Timestamp, Failure> {
    let when = when::when(text, session.now(), session.zone()).map_err(|error| {
        Failure::usage("bad-date", format!("--older-than: {error}")).hint(error.hint())
    })?;
    when.since().start.ok_or_else(|| {
        Failure::usage("bad-date", format!("--older-than: {text} has no beginning"))
            .hint("write 90d, 1y or 2025-01-01")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::FeedId,
        render::{Terminal, samples},
    };

    fn told(view: &View) -> String {
        let pruned =
            |articles, title: &str| Pruned { feed: FeedId(1), title: title.to_owned(), articles };
        let pruned = [
            pruned(1250, "Tool Blog"),
            pruned(
                17,
                "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪",
            ),
            pruned(1, "https://tool.example/feed"),
        ];
        samples::text(|out| text(&pruned, view, out))
    }

    #[test]
    fn what_goes_by_width_and_in_a_pipe() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
1250  Tool Blog
  17  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長
      い題名 🇩🇪
   1  https://tool.example/feed
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
1250  Tool Blog
  17  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
   1  https://tool.example/feed
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
1250  Tool Blog
  17  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
   1  https://tool.example/feed
",
        );
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
1250  Tool Blog
  17  Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
   1  https://tool.example/feed
",
        );
        samples::held(
            &told(&samples::piped()),
            "
1250	Tool Blog
17	Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
1	https://tool.example/feed
",
        );
    }
}
