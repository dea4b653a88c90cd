//! The last exchange with each feed's server and the last document that came: kept to be looked
//! at, and to be read again after an upgrade.

use std::io::{self, Read};

use super::StoreError;
use crate::model::{ArticleId, Document, Exchange, FeedId, Incoming, Kept, Known};

/// zstd's fastest level above the negative ones: documents are packed on every fetch that
/// brings a new one.
const LEVEL: i32 = 1;

/// What to keep of an exchange.
#[derive(Clone, Debug)]
pub enum Keep {
    /// Nothing; what an earlier one left is forgotten.
    Nothing,
    /// The exchange alone; the document that an earlier one brought stays.
    Exchange(Exchange),
    /// The exchange alone; the document it brought is too large, and an earlier one is no longer
    /// the last.
    TooLarge(Exchange),
    /// The exchange and the document it brought.
    Whole(Exchange, Box<Packed>),
}

/// A document, compressed. Packing is the work of whoever prepares a refresh, on any thread;
/// storing is one thread's.
#[derive(Clone, Debug)]
pub struct Packed {
    pub(super) head: Document,
    pub(super) body: Vec<u8>,
}

impl Packed {
    /// Packs a document; `None` if its body is larger than `limit` bytes.
    pub fn of(document: &Document, limit: u64) -> Option<Self> {
        if document.body.len() as u64 > limit {
            return None;
        }
        // Fails only without memory, and then nothing is kept.
        let body = zstd::bulk::compress(&document.body, LEVEL).ok()?;
        let head = Document {
            body: Vec::new(),
            content_type: document.content_type.clone(),
            content_language: document.content_language.clone(),
            content_location: document.content_location.clone(),
            final_url: document.final_url.clone(),
            validators: document.validators.clone(),
        };
        Some(Self { head, body })
    }
}

/// The bytes that were packed.
pub(super) fn unpack(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zstd::Decoder::with_buffer(body)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The part of a store that keeps responses.
pub trait Responses {
    /// What is kept of a feed's server, if anything is.
    fn kept(&mut self, feed: FeedId) -> Result<Option<Kept>, StoreError>;

    /// The stored articles that the entries of a document would be held against, each with its
    /// id. Changes nothing.
    fn candidates(&mut self, incoming: &Incoming) -> Result<Vec<(ArticleId, Known)>, StoreError>;
}
