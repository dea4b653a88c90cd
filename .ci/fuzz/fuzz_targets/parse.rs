//! Bytes in; whatever they are, reading them ends without a panic, and reads the same twice.
#![no_main]

use std::io;

use libfuzzer_sys::fuzz_target;
use tidings::{
    model::Document,
    parse::{self, report::Report},
    render::json_text,
};

fuzz_target!(|bytes: &[u8]| {
    let document = Document::from_bytes(bytes, "https://blog.example/feed");
    let parsed = parse::parse(&document);
    assert_eq!(parsed, parse::parse(&document));
    json_text::write(&mut io::sink(), &Report(&parsed)).expect("a sink takes all");
});
