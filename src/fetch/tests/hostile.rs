//! Servers that break HTTP in, failures with the right names out.

use super::server::{Say, Server, ok, reply};
use super::*;

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";

fn gzip(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn broken_transfers_are_errors_with_names() {
    let bomb = gzip(&vec![b'A'; 8 << 20]);
    let mut stump = gzip(&b"<rss>tidings</rss>".repeat(500));
    stump.truncate(stump.len() / 2);
    let chunked = [HEAD, b"Transfer-Encoding: chunked\r\n\r\n"].concat();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("no-answer", Vec::new()),
        ("truncated", [HEAD, b"Content-Length: 100\r\n\r\n<rss>"].concat()),
        ("truncated", [&chunked[..], b"5\r\n<rss>\r\n"].concat()),
        ("not-http", [&chunked[..], b"ZZZ\r\nhello\r\n0\r\n\r\n"].concat()),
        ("not-http", b"\x00\xff\xfe garbage\r\n\r\n".to_vec()),
        ("not-http", b"<?xml version='1.0'?><rss></rss>\r\n\r\n".to_vec()),
        ("too-large", [HEAD, b"Content-Length: 99999999\r\n\r\n<rss>"].concat()),
        ("too-large", reply("200 OK", "Content-Encoding: gzip\r\n", &bomb)),
        ("too-large", reply("200 OK", "Content-Encoding: gzip, gzip\r\n", gzip(&bomb))),
        ("truncated", reply("200 OK", "Content-Encoding: gzip\r\n", stump)),
        ("bad-encoding", reply("200 OK", "Content-Encoding: gzip\r\n", "<rss version=\"2.0\"/>")),
        ("bad-encoding", reply("200 OK", "Content-Encoding: zstd\r\n", "\u{1}\u{2}")),
    ];
    for (expected, bytes) in cases {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(90)]).into_owned();
        let server = Server::start(move |_| Say::Close(bytes.clone()));
        let answer = fetch(request(server.url("/")));
        assert_eq!(code(&answer), expected, "{shown}");
        let message = answer.error().map(ToString::to_string).unwrap_or_default();
        assert!(!message.chars().any(char::is_control), "{message:?}");
    }
}

#[test]
fn sloppy_but_readable_heads_are_read() {
    for head in [
        "HTTP/1.1 200 OK\nContent-Length: 6\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nBad Header: x\r\nX-Fold: a\r\n b\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nETag: \"a\u{1}b\u{7f}\"\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
    ] {
        let bytes = [head.as_bytes(), b"<rss/>"].concat();
        let server = Server::start(move |_| Say::Close(bytes.clone()));
        assert_eq!(body(&fetch(request(server.url("/")))), b"<rss/>", "{head:?}");
    }
    let overlong = [HEAD, b"Content-Length: 6\r\n\r\n<rss/>GARBAGE"].concat();
    let server = Server::start(move |_| Say::Bytes(overlong.clone()));
    assert_eq!(body(&fetch(request(server.url("/")))), b"<rss/>");
}

#[test]
fn what_never_ends_is_ended() {
    type Case = (&'static str, fn() -> Say);
    let cases: [Case; 6] = [
        ("too-large", || {
            Say::ForEver([HEAD, b"\r\n"].concat(), vec![b'x'; 65_536], Duration::ZERO)
        }),
        ("not-http", || {
            Say::ForEver(b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 65_536], Duration::ZERO)
        }),
        ("timeout", || {
            let hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n".repeat(200);
            Say::ForEver(Vec::new(), hints, Duration::from_millis(1))
        }),
        ("timeout", || Say::ForEver(Vec::new(), Vec::new(), Duration::from_secs(5))),
        ("timeout", || Say::ForEver(HEAD.to_vec(), b"X".to_vec(), Duration::from_millis(100))),
        ("timeout", || {
            Say::ForEver([HEAD, b"\r\n"].concat(), b"x".to_vec(), Duration::from_millis(100))
        }),
    ];
    let servers: Vec<_> = cases.iter().map(|&(_, say)| Server::start(move |_| say())).collect();
    let good = Server::start(|_| ok("<rss/>"));
    let mut requests: Vec<_> = servers.iter().map(|server| request(server.url("/"))).collect();
    for (n, request) in requests.iter_mut().enumerate() {
        request.feed = FeedId(n as i64);
    }
    requests.push(Request { feed: FeedId(99), ..request(good.url("/")) });
    let mut answers = fetch_many(requests, &policy());
    answers.sort_by_key(|answer| answer.feed);
    assert_eq!(body(&answers[6]), b"<rss/>");
    for ((expected, _), answer) in cases.iter().zip(&answers) {
        assert_eq!(code(answer), *expected, "{answer:?}");
        assert!(answer.ms < 4_000, "{answer:?}");
    }
}

#[test]
fn a_server_without_tls_is_no_https_server() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    std::thread::spawn(move || {
        use std::io::Write;
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(&reply("400 Bad Request", "", "plain HTTP only"));
        }
    });
    assert_eq!(code(&fetch(request(format!("https://{address}/")))), "tls");
}

#[test]
fn too_many_headers_are_no_answer_of_ours() {
    let mut bytes = HEAD.to_vec();
    bytes.extend((0..5_000).flat_map(|n| format!("X-{n}: {n}\r\n").into_bytes()));
    bytes.extend(b"Content-Length: 6\r\n\r\n<rss/>");
    let server = Server::start(move |_| Say::Close(bytes.clone()));
    assert_eq!(code(&fetch(request(server.url("/")))), "not-http");
}

#[test]
fn garbage_after_a_304_does_not_poison_the_next_feed() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/a" => Say::Bytes(
            b"HTTP/1.1 304 Not Modified\r\nContent-Length: 20\r\n\r\n<rss>not a feed</rss".to_vec(),
        ),
        _ => ok("<rss/>"),
    });
    let mut requests = vec![request(server.url("/a"))];
    requests[0].validators.etag = Some("\"1\"".into());
    requests.extend((0..6).map(|n| request(server.url(&format!("/good{n}")))));
    let policy = Policy { per_host: 1, ..policy() };
    for answer in fetch_many(requests, &policy) {
        match answer.outcome {
            FetchOutcome::NotModified(_) => {}
            _ => assert_eq!(body(&answer), b"<rss/>"),
        }
    }
}
