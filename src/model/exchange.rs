//! What went back and forth with a server when a feed was last asked for, as it is kept to be
//! looked at and read again.

use serde::{Deserialize, Serialize};

use super::{Document, Timestamp};

/// One request and its response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hop {
    /// The address asked, without secrets.
    pub url: String,
    /// The status; `None` if no head came.
    pub status: Option<u16>,
    /// The protocol spoken, e.g. `HTTP/1.1`.
    pub version: Option<String>,
    /// Header lines of the request that decide the answer; credentials are not among them.
    pub sent: Vec<(String, String)>,
    /// Header lines of the response that matter to a feed reader, harmless to show.
    pub received: Vec<(String, String)>,
    /// Milliseconds until the head was there.
    pub ms: u64,
}

/// Everything that was asked and answered for one feed at one time, without the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exchange {
    /// When.
    pub at: Timestamp,
    /// Each request, in order; none for files, programs and standard input.
    pub hops: Vec<Hop>,
    /// What came of it, in words for people.
    pub outcome: String,
    /// Bytes of the body as they came over the wire.
    pub bytes: u64,
    /// Milliseconds from the start of the first request to the end.
    pub ms: u64,
}

/// What is kept of a feed's server: its last exchange, and the last document that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The last exchange.
    pub exchange: Exchange,
    /// The last document with the time it came; an exchange that brings none leaves it.
    pub document: Option<(Timestamp, Document)>,
}
