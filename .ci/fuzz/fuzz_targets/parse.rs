//! Bytes in; whatever they are, reading them ends without a panic, and reads the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings::{model::Document, parse};

fuzz_target!(|bytes: &[u8]| {
    let document = Document::from_bytes(bytes, "https://blog.example/feed");
    let parsed = parse::parse(&document);
    assert_eq!(parsed, parse::parse(&document));
    if let Ok(parsed) = &parsed {
        let _ = parse::report::report(parsed);
    }
});
