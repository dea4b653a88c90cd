//! Per-feed options: one struct, stored as one text column, described by one list of keys.

use serde::{Deserialize, Serialize};

/// What a user may set for one feed with `tidings set FEED key=value`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// A title that replaces the feed's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The reader's labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Folders it lies in, each a path from the top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<Vec<String>>,
    /// A fixed time between checks, in seconds, instead of the feed's own rhythm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u64>,
    /// The total time a request may take, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u64>,
    /// A proxy for this feed alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// Speak HTTP/1.1 only; some servers refuse HTTP/2 clients.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub http1: bool,
}

/// One key of [`Options`] as `tidings set` knows it.
#[derive(Clone, Copy, Debug)]
pub struct OptionKey {
    /// What is typed before the equals sign.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
}
