//! A server on loopback that says exactly the bytes a test gives it, and notes what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) target: String,
    pub(super) version: String,
    pub(super) headers: Vec<(String, String)>,
    /// The number of the connection it came on.
    pub(super) connection: usize,
    /// How many requests were being answered, this one among them.
    pub(super) at_once: usize,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What is done about a request.
pub(super) enum Say {
    /// These bytes, then the next request of the connection.
    Bytes(Vec<u8>),
    /// These bytes, then the connection is closed.
    Close(Vec<u8>),
    /// These bytes again and again, with this pause between, until the other side has enough.
    ForEver(Vec<u8>, Vec<u8>, Duration),
    /// After this time, these bytes.
    Late(Duration, Vec<u8>),
}

/// A whole answer with a length.
pub(super) fn reply(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    bytes.retain(|c| c != '\0');
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

pub(super) fn ok(body: impl AsRef<[u8]>) -> Say {
    Say::Bytes(reply("200 OK", "Content-Type: application/rss+xml\r\n", body))
}

type Answer = dyn Fn(&Seen) -> Say + Send + Sync;

/// The server; it answers until the test process ends.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub(super) fn start(answer: impl Fn(&Seen) -> Say + Send + Sync + 'static) -> Self {
        Self::at(Ipv4Addr::LOCALHOST, answer)
    }

    pub(super) fn at(ip: Ipv4Addr, answer: impl Fn(&Seen) -> Say + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let answer: Arc<Answer> = Arc::new(answer);
        let (log, busy) = (seen.clone(), Arc::new(Mutex::new(0)));
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().flatten().enumerate() {
                let (answer, log, busy) = (answer.clone(), log.clone(), busy.clone());
                std::thread::spawn(move || serve(&stream, number, &*answer, &log, &busy));
            }
        });
        Self { address, seen }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panics").clone()
    }
}

fn serve(
    stream: &TcpStream,
    connection: usize,
    answer: &Answer,
    log: &Mutex<Vec<Seen>>,
    busy: &Mutex<usize>,
) {
    let mut reader = BufReader::new(stream);
    while let Some(mut request) = read_request(&mut reader) {
        request.connection = connection;
        {
            let mut busy = busy.lock().expect("no panics");
            *busy += 1;
            request.at_once = *busy;
        }
        log.lock().expect("no panics").push(request.clone());
        let goes_on = say(stream, answer(&request));
        *busy.lock().expect("no panics") -= 1;
        if !goes_on {
            return;
        }
    }
}

fn say(mut stream: &TcpStream, say: Say) -> bool {
    match say {
        Say::Bytes(bytes) => stream.write_all(&bytes).is_ok(),
        Say::Close(bytes) => {
            let _ = stream.write_all(&bytes);
            false
        }
        Say::Late(pause, bytes) => {
            std::thread::sleep(pause);
            stream.write_all(&bytes).is_ok()
        }
        Say::ForEver(head, piece, pause) => {
            let mut going = stream.write_all(&head).is_ok();
            while going {
                std::thread::sleep(pause);
                going = stream.write_all(&piece).is_ok();
            }
            false
        }
    }
}

fn read_request(reader: &mut BufReader<&TcpStream>) -> Option<Seen> {
    let mut seen = Seen::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let text: String = line.iter().map(|b| char::from(*b)).collect();
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Some(seen);
        }
        if seen.target.is_empty() {
            let mut words = text.split(' ').skip(1);
            seen.target = words.next()?.to_owned();
            seen.version = words.next()?.to_owned();
        } else if let Some((name, value)) = text.split_once(": ") {
            seen.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
}
