//! What a server, a file or a program gave us: bytes and how they came.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// The two validators of RFC 9110 section 8.8, exactly as received.
///
/// Header values are opaque bytes; each byte is kept as the character of the same number
/// (ISO 8859-1), so that any value survives storage and is sent back unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    /// The `ETag` header, quotes and `W/` included.
    pub etag: Option<String>,
    /// The `Last-Modified` header, never reformatted.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// A received document: the body after content codings are undone, and what came with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The decoded (unzipped) body; whoever writes the rest down keeps it apart.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// The `Content-Type` header as received.
    pub content_type: Option<String>,
    /// The `Content-Language` header as received.
    pub content_language: Option<String>,
    /// The `Content-Location` header as received; a base for relative URLs (RFC 9110 8.7).
    pub content_location: Option<String>,
    /// Where the body came from after redirects; empty if unknown, as for standard input.
    pub final_url: String,
    /// The validators that came with this body.
    pub validators: Validators,
}

impl Document {
    /// A document of these bytes, said to come from `url` (may be empty).
    pub fn from_bytes(body: &[u8], url: &str) -> Self {
        Self { body: body.to_vec(), final_url: url.to_owned(), ..Self::default() }
    }

    /// A hash of the body, to tell an unchanged one without parsing it.
    pub fn hash(&self) -> u64 {
        xxh3_64(&self.body)
    }
}
