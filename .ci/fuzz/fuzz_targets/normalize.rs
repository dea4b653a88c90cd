//! Bytes in as a feed and as the content of one; articles come out with what they promise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings::{
    model::{Document, Entry, Feed, Text},
    normalize::{self, url},
    parse,
};

fuzz_target!(|bytes: &[u8]| {
    let document = Document::from_bytes(bytes, "https://blog.example/feed");
    if let Ok(parsed) = parse::parse(&document) {
        check(&parsed.feed);
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let entry = Entry {
        title: Some(Text::html(text.clone())),
        url: Some(text.clone()),
        contents: vec![Text::html(text)],
        ..Entry::default()
    };
    check(&Feed { entries: vec![entry], ..Feed::default() });
});

fn check(feed: &Feed) {
    let context = normalize::Context { feed_url: "https://blog.example/feed" };
    let mut drafts = normalize::drafts(feed, &context);
    assert_eq!(drafts.len(), normalize::articles(feed).count());
    url::assign_keys(&mut drafts, &url::Scope::default());
    for draft in &drafts {
        assert!(!draft.title.is_empty() && !draft.title.contains('\n'), "{:?}", draft.title);
        let summary = draft.summary.as_deref().unwrap_or_default();
        assert!(summary.chars().count() <= 500, "{summary:?}");
        if let Some(html) = &draft.content_html {
            let low = html.as_str().to_ascii_lowercase();
            assert!(!low.contains("<script"), "{low}");
        }
    }
}
