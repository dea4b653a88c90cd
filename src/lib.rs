//! tidings: feeds in, articles out.
//!
//! Data runs one way through the rooms below, and each room knows only the words of [`model`]:
//!
//! ```text
//! bytes ──> Document ──> Feed ──> Drafts ──> Store ──> Query ──> Renderer ──> bytes
//!   fetch        parse    normalize    store       query      render
//! ```
//!
//! [`app`] joins the rooms; front ends such as the command line call `app`. Nothing below the
//! front ends prints, reads the clock or ends the process, so that another program can embed
//! every room.
//!
//! ```
//! use tidings::model::Document;
//!
//! let document = Document::from_bytes(
//!     br#"<rss><channel><title>Tool Blog</title>
//!         <item><title>Release 2.4</title><link>https://tool.example/2.4</link></item>
//!         </channel></rss>"#,
//!     "https://tool.example/feed",
//! );
//! let parsed = tidings::parse::parse(&document).expect("a feed");
//! assert_eq!(parsed.feed.entries.len(), 1);
//! ```

pub mod app;
pub mod cli;
pub mod config;
pub mod fetch;
pub mod model;
pub mod normalize;
pub mod opml;
pub mod parse;
pub mod query;
pub mod render;
pub mod store;
