//! Traces in, what a person reads on terminals of several widths out.

use super::*;
use crate::{
    model::{ArticleId, FeedId, FeedKind, FeedRef, LastError},
    normalize::url,
    render::{Terminal, samples},
};

/// A feed whose last exchange was a move, of a document with an entry of every kind of trouble.
fn whole() -> Trace {
    let url = "https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper\
               ?utm_source=rss&page=3&session=ab12cd34ef56";
    let explained = url::explain(url, &url::Scope::default());
    Trace {
        feed: feed(
            "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪",
        ),
        exchange: Some(exchange()),
        document: Some(reading()),
        entries: vec![
            Entry {
                title:
                    "Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier \
                        to Use"
                        .to_owned(),
                title_given: true,
                guid: Some("https://medium.example/p/0123456789abcdef0123456789abcdef".to_owned()),
                url: Some(url.to_owned()),
                url_key: explained.key.map(|key| key.0),
                url_steps: explained.steps,
                published_text: Some("Wed, 20 May 2026 08:30:00 GMT".to_owned()),
                published: Some(samples::at("2026-05-20T08:30:00Z")),
                updated: Some(samples::at("2026-05-21T08:30:00Z")),
                decision: Decision {
                    outcome: "edited",
                    article: Some(ArticleId("7k2fq0az".to_owned())),
                    twin_of: None,
                    rule: None,
                    why: "the feed gives it the same id".to_owned(),
                    changed: vec!["title", "content"],
                    rejected: vec![(
                        ArticleId("p0az0000".to_owned()),
                        "another date and another text, word for word",
                    )],
                },
            },
            Entry {
                title: "tool.example/2".to_owned(),
                title_given: false,
                guid: None,
                url: None,
                url_key: None,
                url_steps: Vec::new(),
                published_text: Some("soon".to_owned()),
                published: None,
                updated: None,
                decision: Decision {
                    outcome: "twin",
                    article: None,
                    twin_of: Some(1),
                    rule: None,
                    why: "it repeats an entry of the same document".to_owned(),
                    changed: Vec::new(),
                    rejected: Vec::new(),
                },
            },
        ],
        schedule: Schedule {
            due: Some(samples::at("2026-05-21T22:46:57Z")),
            why: "rhythm",
            reason: "every 5 h by its rhythm, last asked just now".to_owned(),
        },
    }
}

/// A move, and what came at its end.
fn exchange() -> Exchange {
    let hop = |url: &str, status, sent: &[(&str, &str)], received: &[(&str, &str)]| {
        let owned = |headers: &[(&str, &str)]| {
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Hop {
            url: url.to_owned(),
            status,
            version: status.map(|_| "HTTP/1.1".to_owned()),
            sent: owned(sent),
            received: owned(received),
            ms: 12,
        }
    };
    Exchange {
        at: samples::at("2026-05-21T13:59:48Z"),
        hops: vec![
            hop(
                "https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss",
                Some(302),
                &[],
                &[("location", "/feed")],
            ),
            hop(
                "https://tool.example/feed",
                Some(200),
                &[("if-modified-since", "Thu, 21 May 2026 13:59:28 GMT")],
                &[
                    (
                        "cache-control",
                        "private, max-age=600, stale-while-revalidate=86400, stale-if-error=86400",
                    ),
                    ("server", "nginx \u{1b}[2J"),
                ],
            ),
        ],
        outcome: "a document; the move is not for good, so the address stays".to_owned(),
        bytes: 996,
        ms: 31,
    }
}

/// How the document was read.
fn reading() -> Reading {
    Reading {
        received: samples::at("2026-05-21T13:59:48Z"),
        url: "https://tool.example/feed".to_owned(),
        content_type: Some("application/rss+xml; charset=iso-8859-1".to_owned()),
        bytes: 4_210,
        encoding: "UTF-8",
        encoding_why: "its bytes are, whatever the header and the declaration say of it",
        mended: vec!["bare-ampersand", "unclosed-item"],
        format: Some(FeedKind::Rss),
        title: Some("Notes of a Family".to_owned()),
        error: None,
        second_reader: Some(1),
    }
}

/// A feed that could not be had, and of which nothing is kept.
fn bare() -> Trace {
    Trace {
        exchange: None,
        document: None,
        entries: Vec::new(),
        schedule: Schedule {
            due: None,
            why: "gone",
            reason: "gone since 2026-05-20 (410)".to_owned(),
        },
        feed: feed("Old Blog"),
    }
}

/// A document that is no feed.
fn no_feed() -> Trace {
    let mut trace = whole();
    trace.entries.clear();
    if let Some(exchange) = &mut trace.exchange {
        exchange.hops.truncate(1);
        exchange.hops[0].status = None;
        exchange.hops[0].version = None;
        exchange.hops[0].received.clear();
        exchange.outcome = "cannot connect to tool.example: connection refused".to_owned();
    }
    if let Some(document) = &mut trace.document {
        document.format = None;
        document.mended.clear();
        document.error = Some(LastError {
            code: "not-a-feed".to_owned(),
            message: "this is neither RSS nor Atom nor JSON Feed".to_owned(),
        });
    }
    trace.schedule.due = Some(samples::at("2026-05-21T18:00:00Z"));
    trace
}

fn feed(title: &str) -> FeedRef {
    FeedRef {
        id: FeedId(1),
        title: title.to_owned(),
        url: "https://ada:s3cret@tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss"
            .to_owned(),
        site_url: None,
    }
}

fn told(trace: &Trace, view: &View) -> String {
    samples::text(|out| text(trace, view, out))
}

#[test]
fn sixty_columns() {
    samples::held(&told(&whole(), &samples::on(Terminal::plain(60))), "
Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名
  🇩🇪
  (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss
    → 302 (HTTP/1.1, 12 ms)
    < location: /feed
  https://tool.example/feed → 200 (HTTP/1.1, 12 ms)
    > if-modified-since: Thu, 21 May 2026 13:59:28 GMT
    < cache-control: private, max-age=600,
                     stale-while-revalidate=86400,
                     stale-if-error=86400
    < server: nginx [2J
  a document; the move is not for good, so the address stays

document: 2026-05-21T13:59:48Z, 4,210 bytes,
          application/rss+xml; charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the
    declaration say of it
  mended bare-ampersand, unclosed-item
  RSS, Notes of a Family, 2 entries
  feed-rs finds 1 entry

1. Making Queues of User Sequences Cheaper to Keep, Faster
   to Read, and Easier to Use
  url
    https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
             dropped `utm_source=rss` (Google Analytics:
             campaign tags, linker)
  compared
    tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
  guid
  https://medium.example/p/0123456789abcdef0123456789abcdef
  published  2026-05-20T08:30:00Z, written Wed, 20 May 2026
             08:30:00 GMT
  updated    2026-05-21T08:30:00Z
  article    edited 7k2fq0az (title, content): the feed
             gives it the same id
             not p0az0000: another date and another text,
             word for word

2. tool.example/2 (drawn from the text or the address)
  url        none
  compared   not by address
  guid       none
  published  not understood: soon
  article    twin of 1: it repeats an entry of the same
             document

next: 2026-05-21T22:46:57Z, in 4 h 16 min: every 5 h by its
      rhythm, last asked just now
");
}

#[test]
fn eighty_columns() {
    samples::held(&told(&whole(), &samples::on(Terminal::plain(80))), "
Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪
  (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss
    → 302 (HTTP/1.1, 12 ms)
    < location: /feed
  https://tool.example/feed → 200 (HTTP/1.1, 12 ms)
    > if-modified-since: Thu, 21 May 2026 13:59:28 GMT
    < cache-control: private, max-age=600, stale-while-revalidate=86400,
                     stale-if-error=86400
    < server: nginx [2J
  a document; the move is not for good, so the address stays

document: 2026-05-21T13:59:48Z, 4,210 bytes, application/rss+xml;
          charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the declaration say of
    it
  mended bare-ampersand, unclosed-item
  RSS, Notes of a Family, 2 entries
  feed-rs finds 1 entry

1. Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier
   to Use
  url
    https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
             dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  compared
    tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
  guid       https://medium.example/p/0123456789abcdef0123456789abcdef
  published  2026-05-20T08:30:00Z, written Wed, 20 May 2026 08:30:00 GMT
  updated    2026-05-21T08:30:00Z
  article    edited 7k2fq0az (title, content): the feed gives it the same id
             not p0az0000: another date and another text, word for word

2. tool.example/2 (drawn from the text or the address)
  url        none
  compared   not by address
  guid       none
  published  not understood: soon
  article    twin of 1: it repeats an entry of the same document

next: 2026-05-21T22:46:57Z, in 4 h 16 min: every 5 h by its rhythm, last asked
      just now
");
}

#[test]
fn two_hundred_columns() {
    samples::held(&told(&whole(), &samples::on(Terminal::plain(200))), "
Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪 (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss → 302 (HTTP/1.1, 12 ms)
    < location: /feed
  https://tool.example/feed → 200 (HTTP/1.1, 12 ms)
    > if-modified-since: Thu, 21 May 2026 13:59:28 GMT
    < cache-control: private, max-age=600, stale-while-revalidate=86400, stale-if-error=86400
    < server: nginx [2J
  a document; the move is not for good, so the address stays

document: 2026-05-21T13:59:48Z, 4,210 bytes, application/rss+xml; charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the declaration say of it
  mended bare-ampersand, unclosed-item
  RSS, Notes of a Family, 2 entries
  feed-rs finds 1 entry

1. Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use
  url        https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
             dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  compared   tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
  guid       https://medium.example/p/0123456789abcdef0123456789abcdef
  published  2026-05-20T08:30:00Z, written Wed, 20 May 2026 08:30:00 GMT
  updated    2026-05-21T08:30:00Z
  article    edited 7k2fq0az (title, content): the feed gives it the same id
             not p0az0000: another date and another text, word for word

2. tool.example/2 (drawn from the text or the address)
  url        none
  compared   not by address
  guid       none
  published  not understood: soon
  article    twin of 1: it repeats an entry of the same document

next: 2026-05-21T22:46:57Z, in 4 h 16 min: every 5 h by its rhythm, last asked just now
");
}

#[test]
fn eighty_columns_in_colour() {
    samples::held(&told(&whole(), &samples::on(Terminal::modern(80))), "
␛[1mNotes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪␛[0m
  (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss
    → 302 (HTTP/1.1, 12 ms)
␛[2m    < location: ␛[0m/feed
  https://tool.example/feed → 200 (HTTP/1.1, 12 ms)
␛[2m    > if-modified-since: ␛[0mThu, 21 May 2026 13:59:28 GMT
␛[2m    < cache-control: ␛[0mprivate, max-age=600, stale-while-revalidate=86400,
                     stale-if-error=86400
␛[2m    < server: ␛[0mnginx [2J
  a document; the move is not for good, so the address stays

document: 2026-05-21T13:59:48Z, 4,210 bytes, application/rss+xml;
          charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the declaration say of
    it
  mended bare-ampersand, unclosed-item
  RSS, Notes of a Family, 2 entries
  feed-rs finds 1 entry

1. ␛[1mMaking Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier␛[0m
   ␛[1mto Use␛[0m
  ␛[2murl␛[0m
    https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
             dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  ␛[2mcompared␛[0m
    tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
␛[2m  guid       ␛[0mhttps://medium.example/p/0123456789abcdef0123456789abcdef
␛[2m  published  ␛[0m2026-05-20T08:30:00Z, written Wed, 20 May 2026 08:30:00 GMT
␛[2m  updated    ␛[0m2026-05-21T08:30:00Z
␛[2m  article    ␛[0medited 7k2fq0az (title, content): the feed gives it the same id
             not p0az0000: another date and another text, word for word

2. ␛[1mtool.example/2␛[0m (drawn from the text or the address)
␛[2m  url        ␛[0mnone
␛[2m  compared   ␛[0mnot by address
␛[2m  guid       ␛[0mnone
␛[2m  published  ␛[0mnot understood: soon
␛[2m  article    ␛[0mtwin of 1: it repeats an entry of the same document

next: 2026-05-21T22:46:57Z, in 4 h 16 min: every 5 h by its rhythm, last asked
      just now
");
}

#[test]
fn what_could_not_be_had() {
    let view = samples::on(Terminal::plain(60));
    samples::held(
        &told(&bare(), &view),
        "
Old Blog
  (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: none is kept (asked never, or keep.responses is 0)

document: none is kept

next: never: gone since 2026-05-20 (410)
",
    );
    samples::held(
        &told(&no_feed(), &view),
        "
Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名
  🇩🇪
  (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss
    → no answer (no protocol, 12 ms)
  cannot connect to tool.example: connection refused

document: 2026-05-21T13:59:48Z, 4,210 bytes,
          application/rss+xml; charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the
    declaration say of it
  mended nothing
  no feed: this is neither RSS nor Atom nor JSON Feed
  feed-rs finds 1 entry

next: now: every 5 h by its rhythm, last asked just now
",
    );
}

#[test]
fn in_a_pipe() {
    samples::held(&told(&whole(), &samples::piped()), "
Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪 (https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss)

exchange: 2026-05-21T13:59:48Z, 31 ms, 996 bytes
  https://tool.example/all/the/news/of/the/tool/makers/feed.xml?format=rss → 302 (HTTP/1.1, 12 ms)
    < location: /feed
  https://tool.example/feed → 200 (HTTP/1.1, 12 ms)
    > if-modified-since: Thu, 21 May 2026 13:59:28 GMT
    < cache-control: private, max-age=600, stale-while-revalidate=86400, stale-if-error=86400
    < server: nginx [2J
  a document; the move is not for good, so the address stays

document: 2026-05-21T13:59:48Z, 4,210 bytes, application/rss+xml; charset=iso-8859-1
  from https://tool.example/feed
  read as UTF-8: its bytes are, whatever the header and the declaration say of it
  mended bare-ampersand, unclosed-item
  RSS, Notes of a Family, 2 entries
  feed-rs finds 1 entry

1. Making Queues of User Sequences Cheaper to Keep, Faster to Read, and Easier to Use
  url        https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
             dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
  compared   tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
  guid       https://medium.example/p/0123456789abcdef0123456789abcdef
  published  2026-05-20T08:30:00Z, written Wed, 20 May 2026 08:30:00 GMT
  updated    2026-05-21T08:30:00Z
  article    edited 7k2fq0az (title, content): the feed gives it the same id
             not p0az0000: another date and another text, word for word

2. tool.example/2 (drawn from the text or the address)
  url        none
  compared   not by address
  guid       none
  published  not understood: soon
  article    twin of 1: it repeats an entry of the same document

next: 2026-05-21T22:46:57Z, in 4 h 16 min: every 5 h by its rhythm, last asked just now
");
}
