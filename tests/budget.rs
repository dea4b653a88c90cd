//! Runs side by side share one budget: the spacing on a host holds across all of them.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tidings::{
    app::{self, Look, Work},
    fetch::{Cancel, Policy},
    model::{FeedRecord, Subscription, Timestamp},
    store::{self, Access, Address, Store},
};

const SPACING: Duration = Duration::from_millis(250);
const NOW: Timestamp = Timestamp(1_780_000_000);

fn millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("not that late")
}

/// A server that notes when it was asked for a feed; its address. What is asked for below
/// `/away` it sends on to the same path without that, under its address.
fn server() -> (String, Arc<Mutex<Vec<Instant>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (log, home) = (Arc::clone(&asked), address.clone());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (log, home) = (Arc::clone(&log), home.clone());
            thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines();
                let Some(Ok(line)) = lines.next() else { return };
                let _ = lines.map_while(Result::ok).find(String::is_empty);
                let path = line.split(' ').nth(1).expect("a path");
                if let Some(path) = path.strip_prefix("/away") {
                    let head = "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0";
                    let _ = write!(stream, "{head}\r\nLocation: {home}{path}\r\n\r\n");
                    return;
                }
                log.lock().expect("no panic").push(Instant::now());
                let body = "<rss version=\"2.0\"><channel><title>T</title><item><title>A</title>\
                            <link>https://a.example/1</link></item></channel></rss>";
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length";
                let _ = write!(stream, "{head}: {}\r\n\r\n{body}", body.len());
            });
        }
    });
    (address, asked)
}

fn open(path: &Path) -> Box<dyn Store> {
    store::open(&Address::file(path), Access::Write).expect("opens")
}

/// The rules of fetching, with this machine treated like a public host.
fn policy() -> Policy {
    Policy { exempt_private: false, spacing: SPACING, ..Policy::default() }
}

fn run(path: &Path, feeds: Vec<FeedRecord>) {
    assert_eq!(run_by(&policy(), path, feeds), 5);
}

/// Fetches by these rules; how many feeds answered.
fn run_by(policy: &Policy, path: &Path, feeds: Vec<FeedRecord>) -> usize {
    let cancel = Cancel::default();
    let now = || NOW;
    let work =
        Work { feeds, answered: Vec::new(), policy, cancel: &cancel, keep: 0, now: &now, millis };
    let totals = app::refresh(&mut *open(path), work, &mut |_| {}).expect("a run");
    assert_eq!(totals.failed, 0);
    totals.feeds
}

fn look(path: &Path, url: String) {
    let (policy, cancel) = (policy(), Cancel::default());
    let subscription = Subscription { url, ..Subscription::default() };
    let look = Look { policy: &policy, cancel: &cancel, millis };
    app::follow(&mut *open(path), &subscription, Some(look), NOW).expect("a look");
}

#[test]
fn two_runs_and_a_first_look_keep_the_spacing_of_one_host() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let (url, asked) = server();
    let mut store = open(&path);
    for number in 0..10 {
        let url = format!("{url}/{number}");
        store.subscribe(&Subscription { url, ..Subscription::default() }, NOW).expect("follows");
    }
    let mut first = store.feeds().expect("feeds");
    let second = first.split_off(5);
    thread::scope(|scope| {
        scope.spawn(|| run(&path, first));
        scope.spawn(|| run(&path, second));
        scope.spawn(|| look(&path, format!("{url}/new")));
    });
    assert_spaced(&asked, 11);
    assert_eq!(store.hosts().expect("hosts").len(), 1);
}

#[test]
fn a_host_behind_redirects_is_asked_at_its_pace_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let (url, asked) = server();
    let mut store = open(&path);
    // Another host, so that both start at once and meet at the first.
    let away = url.replace("127.0.0.1", "localhost");
    for number in 0..5 {
        let url =
            if number < 2 { format!("{url}/{number}") } else { format!("{away}/away/{number}") };
        store.subscribe(&Subscription { url, ..Subscription::default() }, NOW).expect("follows");
    }
    run(&path, store.feeds().expect("feeds"));
    assert_spaced(&asked, 5);
    assert_eq!(store.hosts().expect("hosts").len(), 2);
}

#[test]
fn a_host_with_no_time_for_all_gets_to_each_in_turn() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.db");
    let (url, asked) = server();
    let mut store = open(&path);
    for number in 0..5 {
        let url = format!("{url}/{number}");
        store.subscribe(&Subscription { url, ..Subscription::default() }, NOW).expect("follows");
    }
    // Time for three of them in a run, as a lane with long spacing has.
    let hurried = Policy { patience: SPACING * 5 / 2, ..policy() };
    assert_eq!(run_by(&hurried, &path, store.feeds().expect("feeds")), 3);
    assert_eq!(asked.lock().expect("no panic").len(), 3);
    run_by(&hurried, &path, store.feeds().expect("feeds"));
    let answered =
        store.feeds().expect("feeds").iter().filter(|f| f.state.succeeded.is_some()).count();
    assert_eq!(answered, 5, "the same ones were asked again before the others");
}

/// So many requests came, one spacing after the other.
fn assert_spaced(asked: &Mutex<Vec<Instant>>, count: usize) {
    let mut asked = asked.lock().expect("no panic").clone();
    asked.sort();
    assert_eq!(asked.len(), count);
    // A busy machine delays a start, never brings one forward: none comes before its turn,
    // counted from the first, which may have been late itself.
    let since: Vec<Duration> = asked.iter().map(|at| *at - asked[0]).collect();
    let turns = (0..).map(|turn| (SPACING * turn).saturating_sub(SPACING / 2));
    assert!(since.iter().zip(turns).all(|(since, turn)| *since >= turn), "{since:?}");
}
