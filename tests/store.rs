//! One story told to every kind of store.

use std::ops::ControlFlow;

use tidings::{
    model::{
        Article, Draft, FeedId, FeedRecord, FeedTraits, FetchState, Html, Incoming, Move,
        Republish, Subscription, Timestamp, UrlKey,
    },
    normalize::identity,
    query::{Axis, Field, Filter, Is, Query, Sort, Words, fold},
    store::{
        self, Access, Address, Applied, Asked, Detail, Found, Mark, Refresh, Store, StoreError,
        Subscribed,
    },
};

const NOW: Timestamp = Timestamp(1_780_000_000);

fn draft(number: u32) -> Draft {
    let text = format!("Body number {number} speaks of gardens and of the café at the corner.");
    Draft {
        guid: Some(format!("guid-{number}")),
        url: Some(format!("https://blog.example/{number}?utm_source=x")),
        url_key: Some(UrlKey(format!("blog.example/{number}"))),
        title: format!("Title {number}"),
        titled: true,
        published: Some(Timestamp(1_770_000_000 + i64::from(number) * 3600)),
        content_html: Some(Html::sanitized(format!("<p>{text}</p>"))),
        text_hash: identity::text_hash(&text),
        content_text: Some(text),
        tags: vec!["Rust".into()],
        ..Draft::default()
    }
}

fn subscription(url: &str) -> Subscription {
    Subscription { url: url.into(), title: Some("Blog".into()), ..Subscription::default() }
}

fn fetch(store: &mut dyn Store, feed: FeedId, drafts: Vec<Draft>, now: Timestamp) -> Applied {
    let traits = FeedTraits::default();
    let refresh = Refresh {
        feed,
        asked: Some(Asked {
            url: followed(store, feed).subscription.url,
            state: FetchState { checked: Some(now), ..FetchState::default() },
            moved_to: None,
        }),
        title: Some("Blog of Gardens".into()),
        site_url: None,
        incoming: Some(Incoming { feed, now, traits, drafts, republish: Republish::Ignore }),
        response: None,
    };
    store.apply(&[refresh], tidings::app::DECISIONS).expect("stores")[0]
}

fn followed(store: &mut dyn Store, feed: FeedId) -> FeedRecord {
    store.feeds().expect("feeds").into_iter().find(|known| known.id == feed).expect("followed")
}

fn articles(store: &mut dyn Store, query: &Query) -> Vec<Article> {
    let mut found = Vec::new();
    store
        .select(query, Detail::Full, &mut |article| {
            found.push(article);
            ControlFlow::Continue(())
        })
        .expect("selects");
    found
}

fn titles(store: &mut dyn Store, query: &Query) -> Vec<String> {
    articles(store, query).into_iter().map(|article| article.title).collect()
}

fn filter(filter: Filter) -> Query {
    Query { filter, ..Query::default() }
}

fn words(text: &str) -> Filter {
    Filter::Words(Words { field: Field::Any, tokens: fold::tokens(text), prefix: false })
}

fn story(store: &mut dyn Store) {
    // Subscribing twice is the same as once.
    let new = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("subscribes");
    let Subscribed::New(feed) = new else { panic!("{new:?}") };
    let again = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("again");
    assert_eq!(again, Subscribed::Already(feed));

    // A fetch stores each entry once; the same fetch again changes nothing.
    let all = || (1..=3).map(draft).collect::<Vec<_>>();
    let first = fetch(store, feed, all(), NOW);
    assert_eq!(first, Applied { new: 3, updated: 0, unchanged: 0, ..Applied::default() });
    let second = fetch(store, feed, all(), NOW.plus(3600));
    assert_eq!(second, Applied { new: 0, updated: 0, unchanged: 3, ..Applied::default() });
    assert_eq!(titles(store, &Query::default()), ["Title 3", "Title 2", "Title 1"]);
    let record = &store.feeds().expect("feeds")[0];
    assert_eq!((record.articles, record.unread), (3, 3));
    assert_eq!(record.title(), "Blog of Gardens");
    assert_eq!(record.state.checked, Some(NOW.plus(3600)));

    // Content comes back whole; arrival follows publication.
    let newest = &articles(store, &Query { limit: Some(1), ..Query::default() })[0];
    assert_eq!(newest.content_text, draft(3).content_text);
    assert_eq!(newest.content_html, draft(3).content_html);
    assert_eq!(newest.canonical_url.as_deref(), Some("https://blog.example/3"));
    assert_eq!(newest.seq, store.last_seq().expect("a number"));

    // An edit is seen as one, keeps the id, and the words follow it.
    let edited = Draft { title: "Title 2, mended".into(), ..draft(2) };
    let id = articles(store, &filter(words("title 2")))[0].id.clone();
    assert_eq!(fetch(store, feed, vec![edited], NOW.plus(7200)).updated, 1);
    let found = articles(store, &filter(words("mended")));
    assert_eq!((found.len(), found[0].revision, &found[0].id), (1, 1, &id));
    assert_eq!(found[0].edited, Some(NOW.plus(7200)));
    assert_eq!(titles(store, &filter(Filter::Is(Is::Edited))), ["Title 2, mended"]);

    // The same article in another feed is a sighting.
    let other =
        store.subscribe(&subscription("https://other.example/feed"), NOW).expect("new").id();
    let sighted = fetch(store, other, vec![draft(3), draft(4)], NOW.plus(8000));
    assert_eq!(sighted, Applied { new: 1, updated: 0, unchanged: 1, ..Applied::default() });
    let third = &articles(store, &filter(words("title 3")))[0];
    assert_eq!(third.also_in.iter().map(|feed| feed.id).collect::<Vec<_>>(), [other]);
    assert_eq!(titles(store, &filter(Filter::Feed(vec![other]))), ["Title 4", "Title 3"]);

    queries(store);
    names(store);

    // State survives a re-fetch; removing a feed keeps its articles, adding it revives it.
    assert_eq!(store.mark(std::slice::from_ref(&id), Mark::Read(true), NOW).expect("marks"), 1);
    assert_eq!(store.mark(std::slice::from_ref(&id), Mark::Read(true), NOW).expect("marks"), 0);
    fetch(store, feed, all(), NOW.plus(9000));
    assert_eq!(titles(store, &filter(Filter::Is(Is::Read))).len(), 1);
    assert_eq!(store.feeds().expect("feeds")[0].unread, 2);
    store.unsubscribe(feed, NOW).expect("unsubscribes");
    assert_eq!(store.feeds().expect("feeds").len(), 1);
    assert_eq!(titles(store, &Query::default()).len(), 4);
    let revived = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("back");
    assert_eq!(revived, Subscribed::Revived(feed));
}

fn queries(store: &mut dyn Store) {
    // Folded words, phrases, tags, dates, orders and paging.
    let query = |text: &str| filter(words(text));
    assert_eq!(titles(store, &query("Cafe at")).len(), 4);
    assert!(titles(store, &query("corner cafe")).is_empty(), "not in that order");
    assert_eq!(titles(store, &filter(Filter::Tag(fold::name("RUST")))).len(), 4);
    assert_eq!(titles(store, &filter(Filter::Url("EXAMPLE/4".into()))), ["Title 4"]);
    let since = Timestamp(1_770_000_000 + 3 * 3600);
    assert_eq!(
        titles(store, &filter(Filter::Since(Axis::Published, since))),
        ["Title 4", "Title 3"]
    );
    let not = Filter::Not(Box::new(Filter::Or(vec![words("title 3"), words("title 4")])));
    assert_eq!(titles(store, &filter(not)), ["Title 2, mended", "Title 1"]);
    let oldest = Query { reverse: true, limit: Some(2), ..Query::default() };
    assert_eq!(titles(store, &oldest), ["Title 1", "Title 2, mended"]);
    page_on(store);
    for sort in [Sort::Date(Axis::Published), Sort::Date(Axis::Received), Sort::Title, Sort::Feed] {
        let whole = titles(store, &Query { sort, ..Query::default() });
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let page = Query { sort, limit: Some(1), after: after.clone(), ..Query::default() };
            let Some(article) = articles(store, &page).pop() else { break };
            after = Some(article.id);
            paged.push(article.title);
        }
        assert_eq!(paged, whole, "{sort:?}");
    }
    let best = Query {
        filter: words("gardens"),
        sort: Sort::Relevance,
        limit: Some(2),
        ..Query::default()
    };
    assert_eq!(titles(store, &best).len(), 2);
}

/// Pages go on after an article that was read since, in a list of what is unread.
fn page_on(store: &mut dyn Store) {
    let unread = Filter::And(vec![words("gardens"), Filter::Is(Is::Unread)]);
    let sorts = [
        Sort::Date(Axis::Published),
        Sort::Date(Axis::Received),
        Sort::Title,
        Sort::Feed,
        Sort::Change,
        Sort::Relevance,
    ];
    for (sort, reverse) in sorts.into_iter().flat_map(|sort| [(sort, false), (sort, true)]) {
        let query = Query { filter: unread.clone(), sort, reverse, ..Query::default() };
        let whole = articles(store, &query);
        let mut paged = Vec::new();
        let mut after = None;
        while let Some(article) =
            articles(store, &Query { limit: Some(1), after: after.clone(), ..query.clone() }).pop()
        {
            let ids = std::slice::from_ref(&article.id);
            assert_eq!(store.mark(ids, Mark::Read(true), NOW).expect("marks"), 1);
            after = Some(article.id.clone());
            paged.push(article.id);
        }
        let ids: Vec<_> = whole.into_iter().map(|article| article.id).collect();
        assert_eq!(paged, ids, "{sort:?}, reverse {reverse}");
        store.mark(&ids, Mark::Read(false), NOW).expect("marks");
    }
}

fn names(store: &mut dyn Store) {
    let article = articles(store, &filter(words("title 4"))).remove(0);
    let id = article.id;
    assert_eq!(store.find(&id.0, None).expect("finds"), Found::One(id.clone()));
    let length = store.id_lengths(std::slice::from_ref(&id)).expect("compares")[0];
    assert_eq!(store.find(&id.0[..length], None).expect("finds"), Found::One(id.clone()));
    let by_url = store.find("https://blog.example/4#comments", Some("blog.example/4"));
    assert_eq!(by_url.expect("finds"), Found::One(id));
    assert_eq!(store.find("https://x.example/", Some("x.example")).expect("ok"), Found::Nothing);
    assert_eq!(store.find("", None).expect("finds"), Found::Nothing);
}

#[test]
fn sqlite_tells_the_story() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::file(&folder.path().join("deep/er/t.db"));
    let mut store = store::open(&address, Access::Write).expect("opens");
    story(&mut *store);
    drop(store);
    let mut reader = store::open(&address, Access::Read).expect("opens again");
    assert_eq!(titles(&mut *reader, &Query::default()).len(), 4);
}

/// A refresh of this feed, asked for at `url`.
fn asked(feed: FeedId, url: &str, state: FetchState, moved_to: Option<&str>) -> Refresh {
    let traits = FeedTraits::default();
    Refresh {
        feed,
        asked: Some(Asked { url: url.into(), state, moved_to: moved_to.map(str::to_owned) }),
        title: Some("Blog of Gardens".into()),
        site_url: None,
        incoming: Some(Incoming {
            feed,
            now: NOW,
            traits,
            drafts: vec![draft(1)],
            republish: Republish::Ignore,
        }),
        response: None,
    }
}

fn new_store() -> (tempfile::TempDir, Box<dyn Store>) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::file(&folder.path().join("t.db"));
    let store = store::open(&address, Access::Write).expect("opens");
    (folder, store)
}

/// What a person does while a fetch is under way has the last word.
#[test]
fn an_answer_that_nobody_waits_for_any_more_is_let_go() {
    let (_folder, mut store) = new_store();
    let old = "https://blog.example/feed";
    let feed = store.subscribe(&subscription(old), NOW).expect("subscribes").id();
    let mut state = FetchState { checked: Some(NOW), ..FetchState::default() };
    state.validators.etag = Some("\"old\"".into());
    let answer = asked(feed, old, state, Some("https://blog.example/moved"));

    let new = "https://blog.example/new";
    store.configure(feed, &subscription(new)).expect("changes");
    let applied =
        store.apply(std::slice::from_ref(&answer), tidings::app::DECISIONS).expect("stores");
    assert_eq!(applied, [Applied { stayed: true, ..Applied::default() }]);
    let record = followed(&mut *store, feed);
    assert_eq!((&*record.subscription.url, record.articles), (new, 0));
    assert_eq!(record.state, FetchState::default());

    store.configure(feed, &subscription(old)).expect("changes back");
    store.unsubscribe(feed, NOW).expect("unsubscribes");
    store.apply(std::slice::from_ref(&answer), tidings::app::DECISIONS).expect("stores");
    assert!(articles(&mut *store, &Query::default()).is_empty());
    store.subscribe(&subscription(old), NOW).expect("follows again");
    let applied = store.apply(&[answer], tidings::app::DECISIONS).expect("stores");
    assert_eq!((applied[0].new, applied[0].stayed), (1, false));
    assert_eq!(followed(&mut *store, feed).subscription.url, "https://blog.example/moved");
}

#[test]
fn a_document_at_hand_changes_no_fetch_state() {
    let (_folder, mut store) = new_store();
    let url = "https://blog.example/feed";
    let feed = store.subscribe(&subscription(url), NOW).expect("subscribes").id();
    let state = FetchState { checked: Some(NOW), failures: 3, ..FetchState::default() };
    store.keep_state(feed, &state).expect("keeps");
    let refresh = Refresh { asked: None, ..asked(feed, url, FetchState::default(), None) };
    assert_eq!(store.apply(&[refresh], tidings::app::DECISIONS).expect("stores")[0].new, 1);
    let kept = followed(&mut *store, feed).state;
    assert_eq!(FetchState { traits: FeedTraits::default(), ..kept }, state);
}

#[test]
fn a_move_to_another_subscriptions_address_is_noted_and_not_made() {
    for removed in [false, true] {
        let (_folder, mut store) = new_store();
        let (old, new) = ("https://blog.example/feed", "https://blog.example/new");
        let feed = store.subscribe(&subscription(old), NOW).expect("subscribes").id();
        let other = store.subscribe(&subscription(new), NOW).expect("subscribes").id();
        if removed {
            store.unsubscribe(other, NOW).expect("unsubscribes");
        }
        let since = NOW.plus(-90_000);
        let moving = Some(Move { to: new.into(), since, taken: false });
        store.keep_state(feed, &FetchState { moving, ..FetchState::default() }).expect("keeps");
        let moved = FetchState {
            moved: Some(NOW),
            moved_from: Some(old.into()),
            checked: Some(NOW),
            ..FetchState::default()
        };
        let refresh = asked(feed, old, moved, Some(new));
        assert!(store.apply(&[refresh], tidings::app::DECISIONS).expect("stores")[0].stayed);
        let record = followed(&mut *store, feed);
        assert_eq!(record.subscription.url, old);
        assert_eq!((record.state.moved, record.state.moved_from), (None, None));
        assert_eq!(record.state.moving, Some(Move { to: new.into(), since, taken: true }));
        assert_eq!((record.state.checked, record.articles), (Some(NOW), 1));

        // Nor is it taken by hand, and what was read long ago is not written back.
        let error = store.configure(feed, &subscription(new)).expect_err("it is another's");
        assert_eq!(matches!(error, StoreError::AddressRemoved { .. }), removed, "{error}");
        store.configure(feed, &subscription(old)).expect("changes nothing");
        assert_eq!(followed(&mut *store, feed).title(), "Blog of Gardens");
        let known = store.at_address(new).expect("looks").map(|known| known.id);
        assert_eq!(known, Some(other).filter(|_| !removed));
    }
}

#[test]
fn a_store_that_is_not_there_reads_as_empty_and_is_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let mut store = store::open(&Address::file(&path), Access::Read).expect("opens");
    assert!(titles(&mut *store, &Query::default()).is_empty());
    assert!(!path.exists());
}

#[test]
fn foreign_damaged_and_newer_files_are_refused_untouched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let address = Address::file(&path);
    let refused = |expected: &str| {
        let before = std::fs::read(&path).expect("a file");
        let code = store::open(&address, Access::Write).err().map(|error| error.code());
        assert_eq!(code, Some(expected));
        assert_eq!(std::fs::read(&path).expect("a file"), before, "{expected} was touched");
    };
    std::fs::write(&path, b"this is a letter, not a database, and long enough to be read as one")
        .expect("writes");
    refused("store-foreign");

    std::fs::remove_file(&path).expect("removes");
    drop(store::open(&address, Access::Write).expect("a new store"));
    let connection = rusqlite::Connection::open(&path).expect("opens");
    connection.pragma_update(None, "user_version", 9999).expect("sets");
    drop(connection);
    refused("store-too-new");

    std::fs::remove_file(&path).expect("removes");
    let connection = rusqlite::Connection::open(&path).expect("opens");
    connection.execute_batch("CREATE TABLE mine (x)").expect("makes a table");
    drop(connection);
    refused("store-foreign");
}

#[test]
fn outsiders_read_plain_views() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let mut store = store::open(&Address::file(&path), Access::Write).expect("opens");
    let feed = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("new").id();
    fetch(&mut *store, feed, vec![draft(1)], NOW);
    drop(store);
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let row: (String, String, String, String, i64, i64, i64) = connection
        .query_row(
            "SELECT title, url, published, received, read, starred, feed_id FROM articles",
            [],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                ))
            },
        )
        .expect("one row");
    assert_eq!(row.0, "Title 1");
    assert_eq!((row.2.as_str(), row.3.as_str()), ("2026-02-02T03:40:00Z", "2026-05-28T20:26:40Z"));
    assert_eq!((row.4, row.5, row.6), (0, 0, feed.0));
    let title: String =
        connection.query_row("SELECT title FROM feeds", [], |row| row.get(0)).expect("one row");
    assert_eq!(title, "Blog of Gardens");
}

#[test]
fn a_feed_that_begins_to_stamp_its_dates_is_edited_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::file(&folder.path().join("t.db"));
    let mut store = store::open(&address, Access::Write).expect("opens");
    let feed = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("new").id();
    fetch(&mut *store, feed, (1..=3).map(draft).collect(), NOW);
    for (day, updated) in [(1, 3), (2, 0), (3, 0)] {
        let now = NOW.plus(day * 86_400);
        let stamped = |n| Draft { published: Some(now), ..draft(n) };
        let applied = fetch(&mut *store, feed, (1..=3).map(stamped).collect(), now);
        assert_eq!((applied.new, applied.updated), (0, updated), "day {day}");
    }
}

#[test]
fn lists_and_views_agree_on_what_is_an_address() {
    let keys = [
        "town.example/",
        "town.example:8080/a#b",
        "[::1]/a",
        "[::1]:81/a",
        "ftp://town.example/a",
        "mailto:mo@town.example",
        "mo@town.example/a",
        "feed:3#https://town.example/a",
        "feed:3#tag:2024/1",
        "feed:3#A title",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let mut store = store::open(&Address::file(&path), Access::Write).expect("opens");
    let feed = store.subscribe(&subscription("https://blog.example/feed"), NOW).expect("new").id();
    let drafts = keys.iter().zip(1..);
    let drafts = drafts.map(|(key, n)| Draft { url_key: Some(UrlKey((*key).into())), ..draft(n) });
    fetch(&mut *store, feed, drafts.collect(), NOW);
    let oldest = Query { reverse: true, ..Query::default() };
    let listed: Vec<Option<String>> =
        articles(&mut *store, &oldest).into_iter().map(|article| article.canonical_url).collect();
    let expected: Vec<Option<String>> =
        keys.iter().map(|key| UrlKey((*key).into()).to_url()).collect();
    assert_eq!(listed, expected);
    drop(store);
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let viewed: Vec<Option<String>> = connection
        .prepare("SELECT canonical_url FROM articles ORDER BY date")
        .and_then(|mut rows| rows.query_map([], |row| row.get(0))?.collect())
        .expect("rows");
    assert_eq!(viewed, expected);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine/t.db");
    drop(store::open(&Address::file(&path), Access::Write).expect("opens"));
    let mode = |path: &std::path::Path| path.metadata().expect("is there").permissions().mode();
    assert_eq!(mode(&path) & 0o777, 0o600);
    assert_eq!(mode(&folder.path().join("mine")) & 0o777, 0o700);
}
