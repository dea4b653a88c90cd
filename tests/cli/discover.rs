//! Discovery in `add` and `discover`: pages, platforms and the usual places.

use crate::{
    feed,
    home::Home,
    server::{Reply, Server},
};

/// A site of this front page, with a feed at each of these paths.
fn site(page: &'static str, feeds: &'static [&'static str]) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        path if feeds.contains(&path) => Reply::feed(&feed(&[(1, "First", 1)])),
        "/" | "/blog/" | "/@ada" => Reply::page(page),
        _ => Reply::new("404 Not Found"),
    })
}

fn paths(server: &Server) -> Vec<String> {
    server.asked().into_iter().map(|asked| asked.path).collect()
}

const BARE: &str = "<!doctype html><html><body>Hello</body></html>";

#[test]
fn the_usual_places_are_tried_one_after_another_where_a_page_names_no_feed() {
    let (home, server) = (Home::new(), site(BARE, &["/feed.xml", "/rss"]));
    let found = home.run(&["discover", &server.url("/blog/")]).ok();
    assert_eq!(found, format!("{}\tTool Blog\ttried\n", server.url("/feed.xml")));
    let tried = ["/blog/", "/blog/feed", "/blog/index.xml", "/blog/rss.xml", "/feed", "/index.xml"];
    assert_eq!(paths(&server), [&tried[..], &["/feed.xml"]].concat());
    home.run(&["add", &server.url("/blog/")]).ok();
    let feeds = home.run(&["feeds", "--json"]).json();
    assert_eq!(feeds["feeds"][0]["url"], server.url("/feed.xml"));
    assert_eq!(feeds["feeds"][0]["articles"], 1);
}

#[test]
fn nothing_is_tried_where_a_page_names_its_feed_and_not_for_ever_where_there_is_none() {
    let declared = "<link rel=alternate type=application/rss+xml href=/feed title=Articles>";
    let (home, server) = (Home::new(), site(declared, &["/feed", "/rss"]));
    let found = home.run(&["discover", &server.url("/")]).ok();
    assert_eq!(found, format!("{}\tArticles\tdeclared\n", server.url("/feed")));
    assert_eq!(paths(&server), ["/"]);

    let server = site(BARE, &[]);
    let said = home.run(&["add", &server.url("/")]).fails(1);
    assert!(said.starts_with(&format!("error: {} is no feed\n", server.url("/"))), "{said}");
    assert_eq!(paths(&server).len(), 9);
    assert_eq!(home.run(&["feeds"]).ok(), "");
}

#[test]
fn a_platform_is_known_by_its_addresses() {
    let (home, server) = (Home::new(), site(BARE, &["/@ada.rss"]));
    let found = home.run(&["discover", &server.url("/@ada"), "--json"]).json();
    assert_eq!(found["feeds"][0]["url"], server.url("/@ada.rss"));
    assert_eq!(found["feeds"][0]["found"], "platform");
    home.run(&["add", &server.url("/@ada")]).ok();
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["url"], server.url("/@ada.rss"));
    assert_eq!(paths(&server), ["/@ada", "/@ada", "/@ada.rss"]);
}

#[test]
fn a_feed_of_comments_is_no_choice_but_is_told() {
    let page = "<link rel=alternate type=application/rss+xml href=/feed title='Blog'>\
                <link rel=alternate type=application/rss+xml href=/comments/feed title='Comments'>";
    let (home, server) = (Home::new(), site(page, &["/feed", "/comments/feed"]));
    let found = home.run(&["discover", &server.url("/")]).ok();
    assert_eq!(found.lines().count(), 2, "{found}");
    let ran = home.run(&["add", &server.url("/")]);
    let said = format!("not followed, since it is of comments: {}\n", server.url("/comments/feed"));
    assert_eq!((ran.code, ran.stderr), (0, said));
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["url"], server.url("/feed"));
}

#[test]
fn a_password_is_not_taken_to_another_site() {
    let other = Server::start(|_| Reply::feed(&feed(&[(1, "First", 1)])));
    let link = format!("<link rel=alternate type=application/rss+xml href='{}'>", other.url("/f"));
    let server = Server::start(move |_| Reply::page(&link));
    let home = Home::new();
    home.run(&["add", &server.url("/").replace("http://", "http://ada:s3cret@")]).ok();
    assert_eq!(home.run(&["feeds", "--json"]).json()["feeds"][0]["url"], other.url("/f"));
    let asked = other.asked();
    assert!(asked.iter().all(|asked| !asked.headers.contains_key("authorization")), "{asked:?}");
    assert!(server.asked()[0].headers.contains_key("authorization"));
}
