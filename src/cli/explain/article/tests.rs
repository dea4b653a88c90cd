//! Histories in, what a person reads on terminals of several widths out.

use super::*;
use crate::{
    model::{Changed, FeedId},
    normalize::url,
    render::{Terminal, samples},
    store::{Alias, Revision, Sighting},
};

const URL: &str = "https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper\
                   ?utm_source=rss&page=3&session=ab12cd34ef56";

fn id(text: &str) -> ArticleId {
    ArticleId(text.to_owned())
}

fn named_feed(id: i64, title: &str) -> FeedRef {
    FeedRef {
        id: FeedId(id),
        title: title.to_owned(),
        url: "https://tool.example/feed".to_owned(),
        site_url: None,
    }
}

/// An article with everything that identity can remember.
fn history() -> History {
    let family =
        "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care for 日本語の長い題名 🇩🇪";
    let sighting = |id, title: &str, first_seen| Sighting {
        feed: named_feed(id, title),
        first_seen: samples::at(first_seen),
    };
    let decision = |at, rule, why: &str, rejected: Vec<(Option<ArticleId>, String)>| Decision {
        at: samples::at(at),
        feed: named_feed(1, family),
        rule,
        why: why.to_owned(),
        guid: None,
        url: None,
        rejected,
    };
    let told = |name: &str, title: &str, why: Option<&str>| Told {
        id: id(name),
        feed: named_feed(9, "Planet Tools"),
        title: title.to_owned(),
        date: samples::at("2026-05-20T10:00:00Z"),
        why: why.map(str::to_owned),
    };
    History {
        id: id("7k2fq0az"),
        url: Some(URL.to_owned()),
        url_key: url::explain(URL, &url::Scope::default()).key.map(|key| key.0).unwrap_or_default(),
        date_key: "2026-05-20T08:30".to_owned(),
        disc: "its guid".to_owned(),
        guid: Some("https://medium.example/p/0123456789abcdef0123456789abcdef".to_owned()),
        guid_ok: false,
        received: samples::at("2026-05-20T09:00:00Z"),
        sightings: vec![
            sighting(1, family, "2026-05-20T09:00:00Z"),
            sighting(9, "Planet Tools", "2026-05-20T11:00:00Z"),
        ],
        aliases: vec![
            Alias { kind: "guid".to_owned(), value: "tool-4711".to_owned() },
            Alias {
                kind: "url".to_owned(),
                value: "tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited"
                    .to_owned(),
            },
        ],
        revisions: vec![Revision {
            n: 0,
            replaced: samples::at("2026-05-21T08:30:00Z"),
            changed: Changed { title: true, text: true, ..Changed::default() },
            rule: Rule::Guid,
            why: "the feed gives it the same id".to_owned(),
        }],
        decisions: vec![
            decision("2026-05-20T09:00:00Z", Rule::New, "nothing is like it", vec![]),
            decision(
                "2026-05-20T11:00:00Z",
                Rule::UrlAndDate,
                "the same URL and date",
                vec![
                    (Some(id("p0az0000")), "another date and another text, word for word".to_owned()),
                    (None, "the same guid at another URL".to_owned()),
                ],
            ),
        ],
        merged: vec![id("q81c0000")],
        story: vec![
            told("7k2fq0az", "itself", None),
            told(
                "5h0cfirst",
                "Queues of User Sequences, Cheaper: a Summary",
                Some("it has 34 words in a row of it"),
            ),
        ],
    }
}

fn told(view: &View) -> String {
    let history = history();
    let explained = url::explain(URL, &url::Scope::default());
    samples::text(|out| Telling { view, history: &history }.write(Some(&explained), out))
}

#[test]
fn sixty_columns() {
    samples::held(&told(&samples::on(Terminal::plain(60))), "
7k2fq0az
  https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
  dropped `utm_source=rss` (Google Analytics: campaign tags,
    linker)
key
  tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
    2026-05-20T08:30, told apart by its guid
guid
  https://medium.example/p/0123456789abcdef0123456789abcdef
    (does not identify it)
also     guid tool-4711
also url
  tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited
feed     Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語
         の長い題名 🇩🇪, first seen 2026-05-20 09:00
also in  Planet Tools, first seen 2026-05-20 11:00
merged   q81c0000, by hand
story    5h0cfirst in Planet Tools: Queues of User
         Sequences, Cheaper: a Summary (it has 34 words in a
         row of it)
2026-05-20 09:00  recognised as new in Notes of a Family 👨‍👩‍👧
                  for Those Who Care for 日本語の長い題名
                  🇩🇪: nothing is like it
2026-05-20 11:00  recognised by URL and date in Notes of a
                  Family 👨‍👩‍👧 for Those Who Care for 日本語の
                  長い題名 🇩🇪: the same URL and date
  not p0az0000: another date and another text, word for word
  not a deleted article: the same guid at another URL
2026-05-21 08:30  edit 1: title, text
");
}

#[test]
fn eighty_columns() {
    samples::held(&told(&samples::on(Terminal::plain(80))), "
7k2fq0az
  https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
key
  tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
    2026-05-20T08:30, told apart by its guid
guid     https://medium.example/p/0123456789abcdef0123456789abcdef
           (does not identify it)
also     guid tool-4711
also url
  tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited
feed     Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪, first
         seen 2026-05-20 09:00
also in  Planet Tools, first seen 2026-05-20 11:00
merged   q81c0000, by hand
story    5h0cfirst in Planet Tools: Queues of User Sequences, Cheaper: a Summary
         (it has 34 words in a row of it)
2026-05-20 09:00  recognised as new in Notes of a Family 👨‍👩‍👧 for Those Who Care
                  for 日本語の長い題名 🇩🇪: nothing is like it
2026-05-20 11:00  recognised by URL and date in Notes of a Family 👨‍👩‍👧 for Those
                  Who Care for 日本語の長い題名 🇩🇪: the same URL and date
  not p0az0000: another date and another text, word for word
  not a deleted article: the same guid at another URL
2026-05-21 08:30  edit 1: title, text
");
}

#[test]
fn two_hundred_columns() {
    samples::held(&told(&samples::on(Terminal::plain(200))), "
7k2fq0az  https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
key      tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56, 2026-05-20T08:30, told apart by its guid
guid     https://medium.example/p/0123456789abcdef0123456789abcdef (does not identify it)
also     guid tool-4711
also     url tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited
feed     Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪, first seen 2026-05-20 09:00
also in  Planet Tools, first seen 2026-05-20 11:00
merged   q81c0000, by hand
story    5h0cfirst in Planet Tools: Queues of User Sequences, Cheaper: a Summary (it has 34 words in a row of it)
2026-05-20 09:00  recognised as new in Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪: nothing is like it
2026-05-20 11:00  recognised by URL and date in Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪: the same URL and date
  not p0az0000: another date and another text, word for word
  not a deleted article: the same guid at another URL
2026-05-21 08:30  edit 1: title, text
");
}

#[test]
fn eighty_columns_in_colour() {
    samples::held(&told(&samples::on(Terminal::modern(80))), "
␛[1m7k2fq0az␛[0m
  https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
␛[2mkey␛[0m
  tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56
    2026-05-20T08:30, told apart by its guid
␛[2mguid     ␛[0mhttps://medium.example/p/0123456789abcdef0123456789abcdef
           (does not identify it)
␛[2malso     guid ␛[0mtool-4711
␛[2malso url␛[0m
  tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited
␛[2mfeed     ␛[0mNotes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪, first
         seen 2026-05-20 09:00
␛[2malso in  ␛[0mPlanet Tools, first seen 2026-05-20 11:00
␛[2mmerged   ␛[0mq81c0000, by hand
␛[2mstory    ␛[0m5h0cfirst in Planet Tools: Queues of User Sequences, Cheaper: a Summary
         (it has 34 words in a row of it)
␛[2m2026-05-20 09:00  ␛[0mrecognised as new in Notes of a Family 👨‍👩‍👧 for Those Who Care
                  for 日本語の長い題名 🇩🇪: nothing is like it
␛[2m2026-05-20 11:00  ␛[0mrecognised by URL and date in Notes of a Family 👨‍👩‍👧 for Those
                  Who Care for 日本語の長い題名 🇩🇪: the same URL and date
  not p0az0000: another date and another text, word for word
  not a deleted article: the same guid at another URL
␛[2m2026-05-21 08:30  ␛[0medit 1: title, text
");
}

#[test]
fn in_a_pipe() {
    samples::held(&told(&samples::piped()), "
7k2fq0az  https://tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?utm_source=rss&page=3&session=ab12cd34ef56
  dropped `utm_source=rss` (Google Analytics: campaign tags, linker)
key      tool.example/articles/2026/11/making-queues-of-user-sequences-cheaper?page=3&session=ab12cd34ef56, 2026-05-20T08:30, told apart by its guid
guid     https://medium.example/p/0123456789abcdef0123456789abcdef (does not identify it)
also     guid tool-4711
also     url tool.example/articles/2026/11/the-first-title-that-it-once-had-before-it-was-edited
feed     Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪, first seen 2026-05-20T09:00:00Z
also in  Planet Tools, first seen 2026-05-20T11:00:00Z
merged   q81c0000, by hand
story    5h0cfirst in Planet Tools: Queues of User Sequences, Cheaper: a Summary (it has 34 words in a row of it)
2026-05-20T09:00:00Z  recognised as new in Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪: nothing is like it
2026-05-20T11:00:00Z  recognised by URL and date in Notes of a Family 👨‍👩‍👧 for Those Who Care for 日本語の長い題名 🇩🇪: the same URL and date
  not p0az0000: another date and another text, word for word
  not a deleted article: the same guid at another URL
2026-05-21T08:30:00Z  edit 1: title, text
");
}
