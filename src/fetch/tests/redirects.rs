//! Chains of redirects in, where they were followed to and what was given away out.

use std::net::Ipv4Addr;

use super::server::{Say, Server, ok, reply};
use super::*;

/// Serves `/a`, `/b` … that redirect by the table and everything else as a feed.
fn chain(table: &'static [(&'static str, &'static str, &'static str)]) -> Server {
    Server::start(move |seen| match table.iter().find(|(path, ..)| *path == seen.target) {
        Some((_, status, to)) => {
            Say::Bytes(reply(&format!("{status} Moved"), &format!("Location: {to}\r\n"), "moved"))
        }
        None => ok("<rss/>"),
    })
}

#[test]
fn only_the_permanent_prefix_of_a_chain_counts() {
    for (table, expected) in [
        (&[("/a", "301", "/end")][..], Some("/end")),
        (&[("/a", "308", "/b"), ("/b", "301", "/end")], Some("/end")),
        (&[("/a", "301", "/b"), ("/b", "302", "/end")], Some("/b")),
        (&[("/a", "302", "/b"), ("/b", "301", "/end")], None),
        (&[("/a", "303", "/end")], None),
        (&[("/a", "307", "/end#part")], None),
    ] {
        let server = chain(table);
        let answer = fetch(request(server.url("/a")));
        assert_eq!(body(&answer), b"<rss/>");
        assert_eq!(answer.permanent_target, expected.map(|path| server.url(path)), "{table:?}");
        assert_eq!(answer.exchange.len(), table.len() + 1);
        let FetchOutcome::Fetched(document) = &answer.outcome else { panic!() };
        assert_eq!(document.final_url, server.url("/end"));
    }
}

#[test]
fn what_leads_nowhere_ends_soon() {
    let server = Server::start(|seen| {
        let to = match seen.target.as_str() {
            "/loop" => "/loop".to_owned(),
            "/file" => "file:///etc/passwd".to_owned(),
            "/gopher" => "gopher://127.0.0.1/".to_owned(),
            "/data" => "data:text/xml,<rss/>".to_owned(),
            "/nothing" => String::new(),
            "/bad" => "http://[".to_owned(),
            "/escape" => "\u{9b}31m://x".to_owned(),
            path => format!("{path}x"),
        };
        Say::Bytes(reply("302 Found", &format!("Location: {to}\r\n"), ""))
    });
    for (path, expected, requests) in [
        ("/loop", "redirect-loop", 1),
        ("/more", "too-many-redirects", 11),
        ("/file", "redirect-scheme", 1),
        ("/gopher", "redirect-scheme", 1),
        ("/data", "redirect-scheme", 1),
        ("/nothing", "redirect-nowhere", 1),
        ("/bad", "redirect-nowhere", 1),
    ] {
        let before = server.seen().len();
        let answer = fetch(request(server.url(path)));
        assert_eq!(code(&answer), expected, "{path}");
        assert_eq!(server.seen().len() - before, requests, "{path}");
        assert_eq!(answer.permanent_target, None);
    }
    let escape = fetch(request(server.url("/escape")));
    let message = escape.error().map(ToString::to_string).unwrap_or_default();
    assert!(!message.chars().any(char::is_control), "{message:?}");
}

#[test]
fn a_login_stays_with_its_origin() {
    let other = Server::at(Ipv4Addr::new(127, 0, 0, 2), |seen| {
        ok(seen.header("authorization").unwrap_or("none"))
    });
    let to = other.url("/end").replace("http://", "http://mallory:x@");
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/out" => Say::Bytes(reply("302 Found", &format!("Location: {to}\r\n"), "")),
        "/in" => Say::Bytes(reply("301 Moved", "Location: /end\r\n", "")),
        _ => ok(seen.header("authorization").unwrap_or("none")),
    });
    let with_login = |path: &str| server.url(path).replace("http://", "http://user:pw@");
    assert_eq!(body(&fetch(request(with_login("/out")))), b"none");
    let inside = fetch(request(with_login("/in")));
    assert_eq!(body(&inside), b"Basic dXNlcjpwdw==");
    assert_eq!(inside.permanent_target, Some(server.url("/end")));
}

#[test]
fn a_chain_has_one_deadline() {
    let server = Server::start(|seen| {
        let head = format!("Location: {}x\r\n", seen.target);
        Say::Late(Duration::from_millis(400), reply("302 Found", &head, ""))
    });
    let policy = Policy { total_timeout: Duration::from_secs(1), ..policy() };
    let answer = fetch_with(request(server.url("/")), &policy);
    assert_eq!(code(&answer), "timeout");
    assert!(answer.ms < 1_900, "{}", answer.ms);
}

#[test]
fn gone_counts_only_where_the_feed_itself_says_so() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/moved" => Say::Bytes(reply("301 Moved", "Location: /gone\r\n", "")),
        "/found" => Say::Bytes(reply("302 Found", "Location: /gone\r\n", "")),
        _ => Say::Bytes(reply("410 Gone", "", "")),
    });
    assert_eq!(fetch(request(server.url("/gone"))).outcome, FetchOutcome::Gone);
    assert_eq!(fetch(request(server.url("/moved"))).outcome, FetchOutcome::Gone);
    assert_eq!(code(&fetch(request(server.url("/found")))), "http-410");
}

#[test]
fn private_addresses_need_a_subscriber() {
    let server = Server::start(|_| ok("<rss/>"));
    let never = Policy { private_networks: PrivateNetworks::Never, ..policy() };
    assert_eq!(code(&fetch_with(request(server.url("/")), &never)), "private-address");
    assert!(server.seen().is_empty());
    assert_eq!(fetch(request(server.url("/"))).public, Some(false));
    // A name that was public once and now means loopback is refused, an address is not a name.
    let renamed = server.url("/").replace("127.0.0.1", "localhost");
    let once_public = |url: String| Request { public: Some(true), ..request(url) };
    assert_eq!(code(&fetch(once_public(renamed))), "private-address");
    assert_eq!(body(&fetch(once_public(server.url("/")))), b"<rss/>");
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_private_server_may_point_outwards_and_sideways_but_not_at_the_metadata() {
    let sideways = Server::at(Ipv4Addr::new(127, 0, 0, 3), |_| ok("<rss/>"));
    let to = sideways.url("/");
    let server = Server::start(move |seen| {
        let to = if seen.target == "/meta" { "http://169.254.169.254/" } else { &to };
        Say::Bytes(reply("302 Found", &format!("Location: {to}\r\n"), ""))
    });
    assert_eq!(body(&fetch(request(server.url("/")))), b"<rss/>");
    assert_eq!(code(&fetch(request(server.url("/meta")))), "private-address");
}

#[test]
fn a_dead_target_does_not_make_the_host_that_points_there_dead() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/good" => ok("<rss/>"),
        _ => Say::Bytes(reply("302 Found", "Location: http://nowhere.invalid/\r\n", "")),
    });
    let urls = ["/a", "/b", "/c", "/d", "/e", "/good"].map(|path| request(server.url(path)));
    let mut codes: Vec<_> = fetch_many(urls.into(), &policy()).iter().map(code).collect();
    codes.sort();
    assert_eq!(codes.iter().filter(|code| *code == "dns").count(), 5);
    assert_eq!(server.seen().len(), 6);
}

#[test]
fn a_proxy_is_asked_for_the_whole_address() {
    let proxy = Server::start(|seen| ok(&seen.target));
    let through = Some(proxy.url(""));
    let answer = fetch(Request { proxy: through, ..request("http://feeds.example/x?y") });
    assert_eq!(body(&answer), b"http://feeds.example/x?y");
    assert_eq!(answer.public, None, "who looks names up is the proxy");
    let policy = Policy { proxies: Proxies::all(&proxy.url("")), ..policy() };
    assert_eq!(
        body(&fetch_with(request("http://feeds.example/z"), &policy)),
        b"http://feeds.example/z"
    );
    let direct = Request { proxy: Some("none".to_owned()), ..request("http://feeds.invalid/z") };
    assert_eq!(code(&fetch_with(direct, &policy)), "dns", "looked up here, not by the proxy");
}
