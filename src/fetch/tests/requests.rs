//! Requests in, what went over the wire and what was made of the answer out.

use super::server::{Say, Server, ok, reply};
use super::*;
use crate::model::{Auth, Validators};

#[test]
fn the_request_is_honest_and_carries_nothing_else() {
    let server = Server::start(|_| ok("<rss/>"));
    let answer = fetch(request(server.url("/feed?a=1#frag")));
    assert_eq!(body(&answer), b"<rss/>");
    let seen = &server.seen()[0];
    assert_eq!((&*seen.target, &*seen.version), ("/feed?a=1", "HTTP/1.1"));
    let agent = seen.header("user-agent").expect("a user agent");
    assert!(agent.starts_with("tidings/") && agent.contains("https://"), "{agent}");
    assert_eq!(seen.header("accept-encoding"), Some("gzip, deflate, br"));
    assert!(seen.header("accept").is_some_and(|types| types.contains("application/rss+xml")));
    let names: Vec<_> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    for unwanted in
        ["cookie", "referer", "if-none-match", "if-modified-since", "a-im", "authorization"]
    {
        assert!(!names.contains(&unwanted), "{unwanted}");
    }
}

#[test]
fn validators_make_the_round_trip_and_a_304_may_replace_them() {
    let server = Server::start(|seen| {
        match seen.header("if-none-match") {
        Some("W/\"caf\u{e9}\"") => Say::Bytes(reply(
            "304 Not Modified",
            "ETag: \"2\"\r\nCache-Control: max-age=60\r\n",
            "",
        )),
        _ => Say::Bytes(
            [&b"HTTP/1.1 200 OK\r\nETag: W/\"caf\xe9\"\r\nLast-Modified: noonish\r\nSet-Cookie: a=b\r\n"[..],
             b"Content-Length: 6\r\n\r\n<rss/>"].concat(),
        ),
    }
    });
    let first = fetch(request(server.url("/")));
    let FetchOutcome::Fetched(document) = first.outcome else { panic!("{first:?}") };
    assert_eq!(document.validators.last_modified.as_deref(), Some("noonish"));
    let validators = document.validators.clone();
    let second = fetch(Request { validators, ..request(server.url("/")) });
    let replaced = Validators { etag: Some("\"2\"".into()), last_modified: None };
    assert_eq!(second.outcome, FetchOutcome::NotModified(replaced));
    assert_eq!(second.lifetime_seconds, Some(60));
    let asked = &server.seen()[1];
    assert_eq!(asked.header("if-modified-since"), Some("noonish"));
    assert_eq!(asked.header("a-im"), Some("feed"));
    assert_eq!(asked.header("cookie"), None);
}

#[test]
fn a_304_nobody_asked_for_is_an_error() {
    let server = Server::start(|_| Say::Bytes(reply("304 Not Modified", "ETag: \"x\"\r\n", "")));
    assert_eq!(code(&fetch(request(server.url("/")))), "http-304");
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn statuses() {
    for (status, headers, expected) in [
        ("200 OK", "", "ok"),
        ("203 Non-Authoritative Information", "", "ok"),
        ("226 IM Used", "IM: feed\r\n", "ok"),
        ("204 No Content", "", "http-204"),
        ("206 Partial Content", "", "http-206"),
        ("401 Unauthorized", "", "http-401"),
        ("403 Forbidden", "", "http-403"),
        ("404 Not Found", "", "http-404"),
        ("410 Gone", "", "gone"),
        ("429 Too Many Requests", "", "refused http-429"),
        ("403 Forbidden", "cf-mitigated: challenge\r\n", "refused http-403"),
        ("500 Oops", "", "http-500"),
        ("503 Service Unavailable", "", "http-503"),
        ("503 Service Unavailable", "Retry-After: 10\r\n", "refused http-503"),
    ] {
        let body = if status.starts_with("204") { "" } else { "<rss/>" };
        let bytes = reply(status, headers, body);
        let server = Server::start(move |_| Say::Bytes(bytes.clone()));
        let answer = fetch(request(server.url("/")));
        let got = match &answer.outcome {
            FetchOutcome::Fetched(_) => "ok".to_owned(),
            FetchOutcome::Gone => "gone".to_owned(),
            FetchOutcome::Refused(error) => format!("refused {}", error.code()),
            FetchOutcome::Failed(error) => error.code(),
            other => format!("{other:?}"),
        };
        assert_eq!(got, expected, "{status}");
        assert_eq!(answer.status(), status[..3].parse().ok());
    }
}

#[test]
fn what_the_server_says_about_time_comes_back() {
    let head = "Retry-After: 120\r\nCache-Control: max-age=172800\r\n";
    let bytes = reply("429 Too Many Requests", head, "slow down");
    let server = Server::start(move |_| Say::Bytes(bytes.clone()));
    let answer = fetch(request(server.url("/")));
    assert_eq!(answer.retry_after_seconds, Some(120));
    assert_eq!(answer.lifetime_seconds, Some(172_800));
}

#[test]
fn a_login_in_the_address_is_sent_and_never_shown() {
    let server = Server::start(|seen| match seen.header("authorization") {
        // user:p@ss
        Some("Basic dXNlcjpwQHNz") => ok("<rss/>"),
        _ => Say::Bytes(reply("401 Unauthorized", "", "")),
    });
    let url = server.url("/").replace("http://", "http://user:p%40ss@");
    let answer = fetch(request(url));
    assert_eq!(body(&answer), b"<rss/>");
    let FetchOutcome::Fetched(document) = &answer.outcome else { panic!() };
    let shown = format!("{:?} {}", answer.exchange, document.final_url);
    assert!(
        !shown.contains("p%40ss") && !shown.contains("p@ss") && !shown.contains("dXNl"),
        "{shown}"
    );
}

#[test]
fn what_the_user_set_opens_a_feed_at_its_own_origin_only() {
    let elsewhere = Server::at(std::net::Ipv4Addr::new(127, 0, 0, 2), |seen| {
        ok(seen.header("x-api-key").unwrap_or("none"))
    });
    let away = elsewhere.url("/");
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/away" => Say::Bytes(reply("302 Found", &format!("Location: {away}\r\n"), "")),
        _ => ok(seen.header("x-api-key").or(seen.header("authorization")).unwrap_or("none")),
    });
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), "header X-Api-Key: fr0m file\n").expect("a file");
    let home = Some(folder.path().to_owned());
    let policy = Policy { home, ..policy() };
    let count = folder.path().join("count");
    let once = format!("from command sh -c 'echo x >> {}; echo t0ken'", count.display());
    for (auth, path, expected) in [
        ("basic user:p@ss", "/", "Basic dXNlcjpwQHNz"),
        ("bearer t0ken", "/", "Bearer t0ken"),
        ("header X-Api-Key: k3y", "/", "k3y"),
        ("header X-Api-Key: k3y", "/away", "none"),
        ("from file ~/key", "/", "fr0m file"),
    ] {
        let auth = Some(Auth::parse(auth).expect("a credential"));
        let url = server.url(path).replace("http://", "http://beaten:by@");
        let answer = fetch_with(Request { auth, ..request(url) }, &policy);
        assert_eq!(String::from_utf8_lossy(body(&answer)), expected, "{path}");
        assert!(!format!("{:?}", answer.exchange).contains("k3y"));
    }
    let auth = Some(Auth::parse(&once).expect("a credential"));
    let asked = |n: i64| Request {
        auth: auth.clone(),
        ..Request::new(FeedId(n), server.url(&format!("/{n}")))
    };
    for answer in fetch_many((0..5).map(asked).collect(), &policy) {
        assert_eq!(body(&answer), b"Bearer t0ken");
    }
    assert_eq!(std::fs::read_to_string(count).expect("written"), "x\n", "asked once a run");
    for auth in ["from file ~/missing", "from command false"] {
        let auth = Some(Auth::parse(auth).expect("a credential"));
        assert_eq!(
            code(&fetch_with(Request { auth, ..request(server.url("/")) }, &policy)),
            "credential"
        );
    }
}

#[test]
fn a_large_gzip_document_comes_out_whole() {
    use std::io::Write;
    let text = "<item>tidings</item>".repeat(40_000);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).expect("memory");
    let zipped = encoder.finish().expect("memory");
    let bytes = reply("200 OK", "Content-Encoding: GZIP\r\n", &zipped);
    let server = Server::start(move |_| Say::Bytes(bytes.clone()));
    let answer = fetch(request(server.url("/")));
    assert_eq!(body(&answer), text.as_bytes());
    assert_eq!(answer.bytes, zipped.len() as u64);
}

#[test]
fn a_feed_has_its_own_patience() {
    let late = || Say::Late(Duration::from_millis(1_300), reply("200 OK", "", "<rss/>"));
    let server = Server::start(move |_| late());
    // The policy's patience for the head is a second.
    assert_eq!(code(&fetch(request(server.url("/")))), "timeout");
    let timeout = Some(Duration::from_secs(5));
    assert_eq!(body(&fetch(Request { timeout, ..request(server.url("/")) })), b"<rss/>");
    let timeout = Some(Duration::from_millis(200));
    let answer = fetch(Request { timeout, ..request(server.url("/")) });
    assert_eq!(code(&answer), "timeout");
    assert!(answer.ms < 1_000, "{}", answer.ms);
}

/// What a client offers to speak inside TLS, by the first bytes that it sends.
fn offered(http1: bool) -> Vec<u8> {
    use std::io::Read;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}/", listener.local_addr().expect("bound"));
    let hello = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut bytes = vec![0; 4096];
        let length = stream.read(&mut bytes).expect("a greeting");
        bytes.truncate(length);
        bytes
    });
    let answer = fetch(Request { http1, ..request(url) });
    assert!(answer.error().is_some(), "nobody answers there: {answer:?}");
    hello.join().expect("no panic")
}

#[test]
fn a_feed_may_be_asked_by_the_old_protocol_only() {
    // RFC 7301: each protocol's name after its length.
    let offers = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    let usual = offered(false);
    assert!(offers(&usual, b"\x02h2") && offers(&usual, b"\x08http/1.1"));
    assert!(!offers(&offered(true), b"\x02h2"));
}
