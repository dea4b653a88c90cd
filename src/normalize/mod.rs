//! A [`Feed`](crate::model::Feed) in, [`Draft`](crate::model::Draft)s out; then which article
//! each draft is.

mod address;
mod body;
mod boilerplate;
mod bylines;
mod drafts;
mod html;
pub mod identity;
mod language;
mod media;
mod people;
mod refrain;
pub mod story;
mod summary;
mod tags;
mod text;
mod title;
pub mod url;

pub use drafts::{Context, articles, drafts, site_url};
pub use title::feed_title;
