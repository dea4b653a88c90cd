//! How fast feeds are read: this reader, a bare quick-xml loop and feed-rs on the same bytes, in
//! MB/s. `cargo bench --bench parse`; `cargo bench --bench parse -- FILE…` reads those files
//! instead of the feeds generated here.
//!
//! `cargo bench --bench parse -- --only tidings FILE…` (or `bare`, `feed-rs`; `drafts` normalises
//! too what it has read) reads each file once with that one and says nothing of time: `.ci/instructions.py FILE…` runs it under callgrind,
//! whose counts, unlike seconds, are the same on a busy machine.
//!
//! The bare loop does nothing but find every tag and text: what no reader on quick-xml can beat.

use std::{
    fmt::Write as _,
    hint::black_box,
    io::Write as _,
    time::{Duration, Instant},
};

use quick_xml::{Reader, events::Event};
use tidings::{model::Document, normalize, parse};

/// Each reader runs at least so long on each document.
const LONG_ENOUGH: Duration = Duration::from_millis(500);

fn main() {
    // Cargo adds a flag of its own.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|argument| argument == "--only") {
        let name = arguments.get(1).expect("a name after --only");
        let known = READERS.iter().chain([&DRAFTS]).find(|(known, _)| known == name);
        let (_, read) = known.expect("tidings, bare, feed-rs or drafts");
        return only(*read, &arguments[2..]);
    }
    compare(&arguments);
}

/// A reader of documents: whether it came to the end of a feed.
type Read = fn(&Document) -> bool;

/// What is compared, by name.
const READERS: [(&str, Read); 3] = [
    ("tidings", |document| parse::parse(document).is_ok()),
    ("bare", |document| bare_loop(&document.body).is_some()),
    ("feed-rs", |document| {
        // It panics on some encodings.
        let read = || feed_rs::parser::parse(&document.body[..]).is_ok();
        std::panic::catch_unwind(read).unwrap_or(false)
    }),
];

/// What refreshing a feed does to a document: it is read, and its texts are cleaned.
const DRAFTS: (&str, Read) = ("drafts", |document| {
    let context = normalize::Context { feed_url: &document.final_url };
    parse::parse(document).is_ok_and(|parsed| !normalize::drafts(&parsed.feed, &context).is_empty())
});

/// Reads each file once with one reader, and says whether it could.
fn only(read: Read, files: &[String]) {
    let mut out = std::io::stdout().lock();
    for path in files {
        let body = std::fs::read(path).expect("a readable file");
        let document = Document::from_bytes(&body, "https://blog.example/feed");
        let done = read_one(read, &document);
        writeln!(out, "{}\t{path}", if done { "read" } else { "not read" })
            .expect("a writable standard output");
    }
}

/// One call a document, for a profiler to count in: `--toggle-collect` and `--dump-after`.
#[inline(never)]
fn read_one(read: Read, document: &Document) -> bool {
    black_box(read(black_box(document)))
}

fn compare(files: &[String]) {
    let documents: Vec<(String, Vec<u8>)> = if files.is_empty() {
        generated()
    } else {
        let read = |path: &String| (path.clone(), std::fs::read(path).expect("a readable file"));
        files.iter().map(read).collect()
    };
    let mut out = std::io::stdout().lock();
    let mut row = |cells: [&str; 6]| {
        let [name, bytes, ours, bare, theirs, ratio] = cells;
        writeln!(out, "{name:<28}{bytes:>10}{ours:>10}{bare:>10}{theirs:>10}{ratio:>10}")
            .expect("a writable standard output");
    };
    row(["document", "bytes", "tidings", "bare loop", "feed-rs", "bare/ours"]);
    for (name, body) in &documents {
        let document = Document::from_bytes(body, "https://blog.example/feed");
        let [ours, bare, theirs] =
            READERS.map(|(_, read)| speed(body.len(), || read(black_box(&document))));
        row([
            name.rsplit('/').next().unwrap_or(name),
            &body.len().to_string(),
            &format!("{ours:.0}"),
            &format!("{bare:.0}"),
            &format!("{theirs:.0}"),
            &format!("{:.2}", bare / ours),
        ]);
    }
}

/// Megabytes a second.
fn speed(bytes: usize, mut read: impl FnMut() -> bool) -> f64 {
    let (start, mut rounds) = (Instant::now(), 0_u32);
    while start.elapsed() < LONG_ENOUGH {
        black_box(read());
        rounds += 1;
    }
    let megabytes = bytes as f64 * f64::from(rounds) / 1e6;
    megabytes / start.elapsed().as_secs_f64()
}

/// How many events quick-xml finds; nothing if it gives up.
fn bare_loop(body: &[u8]) -> Option<usize> {
    let mut reader = Reader::from_reader(body);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Some(events),
            Ok(_) => events += 1,
            Err(_) => return None,
        }
    }
}

/// One document of each kind that makes readers work differently.
fn generated() -> Vec<(String, Vec<u8>)> {
    [
        ("rss, escaped content", rss(&escaped(40))),
        ("rss, content in CDATA", rss(&format!("<![CDATA[{}]]>", paragraphs(40)))),
        ("rss, headlines", rss("Short.")),
        ("atom, xhtml content", atom(&paragraphs(40))),
        ("podcast", podcast()),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .to_vec()
}

fn paragraphs(count: usize) -> String {
    let mut text = String::new();
    for n in 0..count {
        write!(
            text,
            "<p>In paragraph {n} a gardener explains, with <em>some</em> patience, why \
             <a href=\"https://blog.example/soil/{n}\">clay holds water</a> longer than sand.</p>"
        )
        .expect("memory takes all");
    }
    text
}

fn escaped(count: usize) -> String {
    paragraphs(count).replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn rss(content: &str) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Garden Notes</title>\
        <link>https://blog.example/</link><description>Soil and seed</description>"
        .to_owned();
    for n in 0..60 {
        write!(
            text,
            "<item><title>Note {n}: what grows &amp; what does not</title>\
             <link>https://blog.example/notes/{n}</link><guid isPermaLink=\"false\">note-{n}</guid>\
             <dc:creator>Flora Field</dc:creator><category>soil</category><category>seed</category>\
             <pubDate>Tue, {:02} Jun 2026 07:{n:02}:00 GMT</pubDate>\
             <description>{content}</description></item>",
            n % 28 + 1
        )
        .expect("memory takes all");
    }
    text + "</channel></rss>"
}

fn atom(content: &str) -> String {
    let mut text = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">\
        <title>Garden Notes</title><id>urn:garden</id><updated>2026-06-01T00:00:00Z</updated>"
        .to_owned();
    for n in 0..60 {
        write!(
            text,
            "<entry><title>Note {n}</title><id>urn:note:{n}</id>\
             <link href=\"https://blog.example/notes/{n}\"/><updated>2026-06-01T07:{n:02}:00Z</updated>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{content}</div>\
             </content></entry>"
        )
        .expect("memory takes all");
    }
    text + "</feed>"
}

fn podcast() -> String {
    let mut text = "<?xml version=\"1.0\"?><rss version=\"2.0\" \
        xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel>\
        <title>Spade and Seed</title><itunes:author>Flora Field</itunes:author>"
        .to_owned();
    for n in 0..400 {
        write!(
            text,
            "<item><title>Episode {n}</title><guid>episode-{n}</guid>\
             <pubDate>Tue, {:02} Jun 2026 07:00:00 GMT</pubDate>\
             <enclosure url=\"https://audio.example/{n}.mp3\" length=\"4200{n}\" type=\"audio/mpeg\"/>\
             <itunes:duration>00:42:{:02}</itunes:duration><itunes:episode>{n}</itunes:episode>\
             <itunes:image href=\"https://audio.example/{n}.png\"/>\
             <itunes:summary>Of worms and weather.</itunes:summary></item>",
            n % 28 + 1,
            n % 60
        )
        .expect("memory takes all");
    }
    text + "</channel></rss>"
}
