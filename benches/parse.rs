//! How fast feeds are read: this reader, a bare quick-xml loop and feed-rs on the same bytes, in
//! MB/s. `cargo bench --bench parse`; `cargo bench --bench parse -- FILE…` reads those files
//! instead of the feeds generated here.
//!
//! The bare loop does nothing but find every tag and text: what no reader on quick-xml can beat.

use std::{
    fmt::Write as _,
    hint::black_box,
    io::Write as _,
    time::{Duration, Instant},
};

use quick_xml::{Reader, events::Event};
use tidings::{model::Document, parse};

/// Each reader runs at least so long on each document.
const LONG_ENOUGH: Duration = Duration::from_millis(500);

fn main() {
    // Cargo adds a flag of its own.
    let files: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
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
        let ours = speed(body.len(), || parse::parse(black_box(&document)).is_ok());
        let bare = speed(body.len(), || bare_loop(black_box(body)) > 0);
        let theirs = speed(body.len(), || feed_rs::parser::parse(black_box(&body[..])).is_ok());
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

/// How many events quick-xml finds.
fn bare_loop(body: &[u8]) -> usize {
    let mut reader = Reader::from_reader(body);
    reader.config_mut().check_end_names = false;
    let mut events = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        events += 1;
    }
    events
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
