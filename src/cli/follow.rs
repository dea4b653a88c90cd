//! `tidings add`, `remove`, `set` and `discover`: what is followed.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::Style;

use super::{
    args::{AddArgs, DiscoverArgs, RemoveArgs, SetArgs},
    clock::Clock,
    failure::Failure,
    hearing::Hearing,
    output::count,
    session::Session,
    source::{self, Feeds},
};
use crate::{
    app::{self, Follow, FollowError, Look, Looking, Probe, Work},
    fetch::{
        Cancel, FetchError,
        discover::{Candidate, Found},
    },
    model::{
        FeedId, FeedRecord, OPTION_KEYS, Options, Subscription, nearest, same_origin, shell_word,
        shown_address,
    },
    query::fold,
    render::{
        View,
        grid::{self, Cell},
        json_text,
        outline::Outline,
    },
    store::{Access, Store, Subscribed},
};

/// Follows each source. What the first look brought is stored at once, so that the next fetch
/// need not ask again.
pub(super) fn add(args: &AddArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let cancel = Cancel::default();
    let policy = session.policy();
    let options = options(args)?;
    let look = (!args.no_check).then_some(Look {
        policy: &policy,
        cancel: &cancel,
        millis: Clock::millis,
    });
    let mut last = None;
    for source in &args.sources {
        let followed = source::subscription(source).and_then(|mut subscription| {
            subscription.options.title.clone_from(&options.title);
            subscription.options.tags.clone_from(&options.tags);
            let followed = app::follow(&mut *store, &subscription, look, session.now());
            settle(followed.map_err(refused)?, &subscription, &mut *store, session)
        });
        // The others are still worth a try; the last failure is the one to end with.
        if let Err(failure) = followed
            && let Some(earlier) = last.replace(failure)
        {
            earlier.report(session.tells_json());
        }
    }
    last.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// What the flags set, by the rules of `tidings set`: a title of blanks is none.
fn options(args: &AddArgs) -> Result<Options, Failure> {
    let mut options = Options::default();
    let title = args.title.as_deref().unwrap_or_default();
    for (key, value) in [("title", title), ("tags", &args.tag.join(","))] {
        options.set(key, value).map_err(|error| Failure::usage("bad-option", error.to_string()))?;
    }
    Ok(options)
}

/// Stores what a first look brought and says how it went.
fn settle(
    followed: Follow,
    subscription: &Subscription,
    store: &mut dyn Store,
    session: &Session,
) -> Result<(), Failure> {
    match followed {
        Follow::Already(id) => {
            let url = shown_address(&subscription.url);
            session.say(&if add_to(id, subscription, store)? {
                format!("{url}: followed already, with what was new about it")
            } else {
                format!("{url}: followed already")
            });
        }
        Follow::Revived(id) => {
            add_to(id, subscription, store)?;
            session.say(&revived(subscription));
        }
        Follow::Unseen(_, error) => tell_unseen(subscription, error.as_ref(), session),
        Follow::Failing(record, answer) => {
            session.say(&failing(subscription));
            take_in(vec![(*record, *answer)], store, session)?;
        }
        Follow::Looked(subscribed, record, answer, beside) => {
            pass_over(&beside, session);
            let title = record.title().to_owned();
            let new = take_in(vec![(*record, *answer)], store, session)?;
            let word = match subscribed {
                Subscribed::Revived(_) => "followed again",
                _ => "followed",
            };
            session.say(&format!("{title}: {word}, {}", count(new, "article")));
        }
    }
    Ok(())
}

/// Gives a feed that is followed already the title, the tags and, where it has none, the login
/// that were asked for along with it. Whether any of that was new.
fn add_to(feed: FeedId, asked: &Subscription, store: &mut dyn Store) -> Result<bool, Failure> {
    let Some(record) = store.feeds()?.into_iter().find(|record| record.id == feed) else {
        let url = shown_address(&asked.url);
        return Err(Failure::failed("no-such-feed", format!("{url}: was removed just now"))
            .hint("the same command follows it again"));
    };
    let mut changed = record.subscription.clone();
    let Options { title, tags, auth, .. } = &asked.options;
    changed.options.title = title.clone().or(changed.options.title);
    if changed.options.auth.is_none() && same_origin(&changed.url, &asked.url) {
        changed.options.auth.clone_from(auth);
    }
    for tag in tags {
        let known = |other: &String| fold::name(other) == fold::name(tag);
        if !changed.options.tags.iter().any(known) {
            changed.options.tags.push(tag.clone());
        }
    }
    let is_new = changed != record.subscription;
    if is_new {
        store.configure(feed, &changed)?;
    }
    Ok(is_new)
}

/// That a feed which was gone is asked for again.
pub(super) fn revived(subscription: &Subscription) -> String {
    let url = shown_address(&subscription.url);
    format!("{url}: was gone; the next fetch asks for it again")
}

/// Says that an address is followed unseen: as asked, or because it cannot be reached.
pub(super) fn tell_unseen(
    subscription: &Subscription,
    error: Option<&FetchError>,
    session: &Session,
) {
    let url = shown_address(&subscription.url);
    match error {
        None => session.say(&format!("{url}: followed")),
        Some(error) => {
            let why = format!("followed, though it cannot be reached just now: {error}");
            session.warn(&format!("{url}: {why}"));
        }
    }
}

/// That an address is followed although it gives nothing now; what went wrong is told by itself.
pub(super) fn failing(subscription: &Subscription) -> String {
    format!("{}: followed, though it cannot be had just now", shown_address(&subscription.url))
}

/// Says which feeds of comments were not followed along with the articles'.
pub(super) fn pass_over(beside: &[Candidate], session: &Session) {
    for one in beside {
        session.note(&format!("not followed, since it is of comments: {}", one.url));
    }
}

fn take_in(
    answered: Vec<(FeedRecord, crate::fetch::Answer)>,
    store: &mut dyn Store,
    session: &Session,
) -> Result<usize, Failure> {
    let (policy, cancel) = (session.policy(), Cancel::default());
    let clock = session.clock;
    let now = || clock.now();
    let keep = session.config.keep_responses();
    let work = Work {
        feeds: Vec::new(),
        answered,
        policy: &policy,
        cancel: &cancel,
        keep,
        now: &now,
        millis: Clock::millis,
    };
    let totals = app::refresh(store, work, &mut |report| Hearing::warn(report, session))?;
    Ok(totals.new)
}

/// Why an address is not followed, with the way out.
pub(super) fn refused(error: FollowError) -> Failure {
    let message = error.to_string();
    match error {
        FollowError::Several { candidates, .. } => {
            let list: Vec<String> = candidates
                .iter()
                .map(|one| format!("tidings add {}", shell_word(&shown_address(&one.url))))
                .collect();
            Failure::failed("several-feeds", message).hint(list.join("  or  "))
        }
        FollowError::NoFeed { source, .. } => Failure::failed("no-feed", message)
            .because(&source)
            .hint("tidings discover URL looks for feeds; add --no-check follows it as it is"),
        FollowError::Refused { source, .. } => Failure::failed(&source.code(), message)
            .because(&source)
            .hint("check the address; tidings add --no-check follows it as it is"),
        FollowError::Stopped { .. } => {
            Failure::failed("stopped", message).hint("the same command goes on")
        }
        FollowError::Store(error) => error.into(),
    }
}

/// Stops following.
pub(super) fn remove(args: &RemoveArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let feeds = Feeds::of(store.feeds()?);
    let chosen: Vec<&FeedRecord> =
        args.feeds.iter().map(|name| feeds.one(name)).collect::<Result<_, _>>()?;
    for feed in chosen {
        store.unsubscribe(feed.id, session.now())?;
        session.say(&format!(
            "{}: no longer followed{}. To follow it again: tidings add {}",
            shown_address(feed.title()),
            kept(feed.articles as usize),
            shell_word(&shown_address(&feed.subscription.url))
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What becomes of the articles of a feed that is no longer followed.
fn kept(articles: usize) -> String {
    match articles {
        0 => String::new(),
        1 => "; its article stays".to_owned(),
        some => format!("; its {} stay", count(some, "article")),
    }
}

/// Changes a subscription.
pub(super) fn set(args: &SetArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let feed = source::feed(&args.feed, store.feeds()?)?;
    let mut changes = Vec::new();
    for change in &args.changes {
        changes.push(change.split_once('=').ok_or_else(|| {
            Failure::usage("bad-option", format!("{change}: there is no = in it"))
                .hint("write KEY=VALUE, or KEY= to take a value back")
        })?);
    }
    // The address first, since a login in it or beside it is meant for it.
    let (urls, changes): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|(key, _)| key.trim().eq_ignore_ascii_case("url"));
    let mut subscription = feed.subscription.clone();
    for (_, value) in urls {
        subscription = subscription.moved_to(&source::address(value)?);
    }
    let left = feed.subscription.options.auth.is_some() && subscription.options.auth.is_none();
    let given = changes.iter().any(|(key, _)| key.trim().eq_ignore_ascii_case("auth"));
    for (key, value) in changes {
        subscription.options.set(key, value).map_err(|error| {
            let failure = Failure::usage("bad-option", error.to_string());
            if nearest(key, ["url"]).is_some() {
                failure.hint("url=ADDRESS changes the address")
            } else {
                let keys: Vec<&str> = OPTION_KEYS.iter().map(|key| key.name).collect();
                failure.hint(format!("keys: url, {}", keys.join(", ")))
            }
        })?;
    }
    store.configure(feed.id, &subscription)?;
    if left && !given {
        session.note(&format!(
            "{}: its login stays behind, since it was for another server; auth=… gives it again",
            feed.title()
        ));
    }
    session.say(&format!("{}: changed", feed.title()));
    Ok(ExitCode::SUCCESS)
}

/// Lists the feeds that an address leads to: one a line, with its title and how it was found.
pub(super) fn discover(args: &DiscoverArgs, session: &Session) -> Result<ExitCode, Failure> {
    let (policy, cancel) = (session.policy(), Cancel::default());
    let looking = Looking::new(&policy, session.now(), &cancel, session.budget());
    let subscription = source::subscription(&args.url)?;
    let url = shown_address(&subscription.url);
    let found: Vec<Row> = match looking.look(&subscription) {
        Probe::Feed(answer, title) => {
            let found = if answer.url == url { "itself" } else { "tried" };
            vec![Row { url: answer.url, title, found }]
        }
        Probe::Page(candidates) => candidates.into_iter().map(Row::from).collect(),
        Probe::NoFeed(..) => Vec::new(),
        Probe::Unreachable(error, _) | Probe::Refused(error) => {
            return Err(unreachable(&url, &error));
        }
        Probe::Stopped => {
            return Err(Failure::failed("stopped", format!("{url}: was not looked at")));
        }
    };
    if found.is_empty() {
        return Err(Failure::failed("no-feed", format!("{url}: leads to no feed"))
            .hint("tidings add --no-check URL follows it as it is"));
    }
    let mut out = session.output(false);
    let written = if args.json {
        let document = serde_json::json!({"schema_version": 1, "feeds": found});
        json_text::write_line(&mut out, &document)
    } else {
        text(&found, &session.view(None), &mut out)
    };
    out.finish(written)?;
    if !args.json {
        session.say(&format!("Follow one: tidings add {}", shell_word(&found[0].url)));
    }
    Ok(ExitCode::SUCCESS)
}

/// A feed a line; for a person its address, and what is known of it below.
fn text(found: &[Row], view: &View, out: &mut dyn Write) -> io::Result<()> {
    if view.terminal.is_none() {
        return grid::write_rows(out, &found.iter().map(Row::piped).collect::<Vec<_>>(), None);
    }
    let mut outline = Outline::new(out, view);
    found.iter().try_for_each(|row| {
        outline.whole("", Cell::styled(row.url.as_str(), Style::new().bold()), "")?;
        let title = row.title.iter().map(String::as_str);
        let about: Vec<&str> = title.chain([row.in_words()]).collect();
        outline.item(2, &[about.join("\u{a0}· ").into()])
    })
}

/// A feed that was found, as `discover` prints it.
#[derive(serde::Serialize)]
struct Row {
    url: String,
    title: Option<String>,
    /// How: `itself`, `declared`, `platform`, `linked`, `comments` or `tried`.
    found: &'static str,
}

impl Row {
    fn piped(&self) -> Vec<Cell> {
        let title = self.title.as_deref().unwrap_or_default();
        [self.url.as_str(), title, self.found].map(Cell::from).to_vec()
    }

    /// How it was found, for a person.
    fn in_words(&self) -> &'static str {
        match self.found {
            "itself" => "is a feed itself",
            "declared" => "named by the page",
            "platform" => "known of its platform",
            "linked" => "linked by the page",
            "comments" => "of comments",
            _ => "found at a usual place",
        }
    }
}

impl From<Candidate> for Row {
    fn from(one: Candidate) -> Self {
        let found = match one.found {
            Found::Declared => "declared",
            Found::Platform => "platform",
            Found::Linked => "linked",
            Found::Comments => "comments",
        };
        Self { url: one.url, title: one.title, found }
    }
}

fn unreachable(url: &str, error: &FetchError) -> Failure {
    Failure::failed(&error.code(), format!("{url}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Terminal, samples};

    fn told(view: &View) -> String {
        let row = |url: &str, title: Option<&str>, found| Row {
            url: url.to_owned(),
            title: title.map(str::to_owned),
            found,
        };
        let found = [
            row(
                "https://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml",
                Some(
                    "The tool makers' own news, for all who like tools and 日本語の長い題名 👨\u{200d}👩\u{200d}👧",
                ),
                "declared",
            ),
            row("https://tool.example/atom.xml", None, "tried"),
            row("https://tool.example/comments/feed", Some("Comments"), "comments"),
        ];
        samples::text(|out| text(&found, view, out))
    }

    #[test]
    fn feeds_found_by_width_and_in_a_pipe() {
        samples::held(
            &told(&samples::on(Terminal::plain(60))),
            "
https://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml
  The tool makers' own news, for all who like tools and 日本
    語の長い題名 👨‍👩‍👧 · named by the page
https://tool.example/atom.xml
  found at a usual place
https://tool.example/comments/feed
  Comments · of comments
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(80))),
            "
https://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml
  The tool makers' own news, for all who like tools and 日本語の長い題名 👨‍👩‍👧 ·
    named by the page
https://tool.example/atom.xml
  found at a usual place
https://tool.example/comments/feed
  Comments · of comments
",
        );
        samples::held(
            &told(&samples::on(Terminal::plain(200))),
            "
https://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml
  The tool makers' own news, for all who like tools and 日本語の長い題名 👨‍👩‍👧 · named by the page
https://tool.example/atom.xml
  found at a usual place
https://tool.example/comments/feed
  Comments · of comments
",
        );
        samples::held(
            &told(&samples::on(Terminal::modern(80))),
            "
␛[1mhttps://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml␛[0m
  The tool makers' own news, for all who like tools and 日本語の長い題名 👨‍👩‍👧 ·
    named by the page
␛[1mhttps://tool.example/atom.xml␛[0m
  found at a usual place
␛[1mhttps://tool.example/comments/feed␛[0m
  Comments · of comments
",
        );
        samples::held(&told(&samples::piped()), "
https://tool.example/all/the/news/of/the/tool/makers/and/their/friends/feed.xml	The tool makers' own news, for all who like tools and 日本語の長い題名 👨‍👩‍👧	declared
https://tool.example/atom.xml		tried
https://tool.example/comments/feed	Comments	comments
");
    }
}
