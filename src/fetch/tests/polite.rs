//! Many feeds in, how their servers were treated out.

use std::collections::HashSet;
use std::net::{Ipv4Addr, TcpListener};
use std::time::Instant;

use super::server::{Say, Server, ok, reply};
use super::*;

fn many(server: &Server, count: i64) -> Vec<Request> {
    (0..count).map(|n| Request::new(FeedId(n), server.url(&format!("/{n}")))).collect()
}

#[test]
fn a_thousand_feeds_of_one_local_host_share_two_connections_at_full_speed() {
    let server = Server::start(|_| Say::Bytes(reply("304 Not Modified", "", "")));
    let mut requests = many(&server, 1_000);
    for request in &mut requests {
        request.validators.etag = Some("\"1\"".into());
    }
    let answers = fetch_many(requests, &policy());
    assert!(answers.iter().all(|answer| matches!(answer.outcome, FetchOutcome::NotModified(_))));
    let seen = server.seen();
    assert_eq!(seen.len(), 1_000);
    assert!(seen.iter().all(|request| request.at_once <= 2));
    let connections: HashSet<_> = seen.iter().map(|request| request.connection).collect();
    assert!(connections.len() <= 4, "{}", connections.len());
}

#[test]
fn slow_hosts_are_asked_at_the_same_time() {
    let late = || Say::Late(Duration::from_millis(300), reply("200 OK", "", "<rss/>"));
    let servers: Vec<_> =
        (2..22).map(|n| Server::at(Ipv4Addr::new(127, 0, 0, n), move |_| late())).collect();
    let requests = servers.iter().flat_map(|server| many(server, 4)).collect();
    let started = Instant::now();
    assert_eq!(fetch_many(requests, &policy()).len(), 80);
    assert!(started.elapsed() < Duration::from_millis(1_500), "{:?}", started.elapsed());
}

#[test]
fn a_slow_sink_loses_nothing() {
    let text = "x".repeat(100_000);
    let server = Server::start(move |_| ok(&text));
    let policy = Policy {
        queue: 64 << 10,
        idle_timeout: Duration::from_millis(150),
        first_byte_timeout: Duration::from_millis(150),
        total_timeout: Duration::from_millis(300),
        ..policy()
    };
    let mut got = 0;
    let mut sink = |answer: Answer| {
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(body(&answer).len(), 100_000);
        got += 1;
        ControlFlow::Continue(())
    };
    fetch_all(many(&server, 20), &policy, NOW, &Cancel::default(), alone(), &mut sink)
        .expect("a run");
    assert_eq!(got, 20);
}

#[test]
fn a_dead_host_is_given_up_once() {
    // Bound and dropped again: nobody listens there.
    let address = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let good = Server::start(|_| ok("<rss/>"));
    let mut requests: Vec<_> =
        (0..20).map(|n| Request::new(FeedId(n), format!("http://{address}/{n}"))).collect();
    requests.extend(many(&good, 1));
    requests.push(Request::new(FeedId(50), "http://nowhere.invalid/a"));
    requests.push(Request::new(FeedId(51), "http://nowhere.invalid/b"));
    let answers = fetch_many(requests, &policy());
    let codes = |wanted: &str| answers.iter().filter(|answer| code(answer) == wanted).count();
    assert_eq!((codes("connect"), codes("dns")), (20, 2));
    let tried = answers.iter().filter(|a| code(a) == "connect" && !a.exchange.is_empty()).count();
    assert!(tried <= 2, "{tried}");
}

#[test]
fn a_run_can_be_stopped_from_the_sink_and_from_elsewhere() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/0" => ok("<rss/>"),
        _ => Say::Late(Duration::from_secs(30), Vec::new()),
    });
    let policy = Policy { first_byte_timeout: Duration::from_secs(60), ..Policy::default() };
    let cancel = Cancel::default();
    let stopper = cancel.clone();
    let started = Instant::now();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        stopper.cancel();
    });
    let mut got = Vec::new();
    let mut sink = |answer: Answer| {
        got.push(answer.feed);
        ControlFlow::Continue(())
    };
    let ended =
        fetch_all(many(&server, 9), &policy, NOW, &cancel, alone(), &mut sink).expect("a run");
    assert_eq!(ended, Ended { answered: 1, left: 8 });
    assert_eq!(got, [FeedId(0)]);
    assert!(cancel.is_cancelled() && started.elapsed() < Duration::from_secs(3));

    let mut sink = |_| ControlFlow::Break(());
    let ended = fetch_all(many(&server, 9), &policy, NOW, &Cancel::default(), alone(), &mut sink);
    assert_eq!(ended.expect("a run"), Ended { answered: 1, left: 8 });
}
