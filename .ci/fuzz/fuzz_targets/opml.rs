//! Bytes in as a subscription list, under each name that chooses a reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings::opml;

fuzz_target!(|bytes: &[u8]| {
    for name in ["feeds.opml", "urls", "sfeedrc", "list.txt"] {
        let _ = opml::read(bytes, name);
    }
});
