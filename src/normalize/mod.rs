//! A [`Feed`](crate::model::Feed) in, [`Draft`](crate::model::Draft)s out.

mod address;
mod body;
mod boilerplate;
mod drafts;
mod html;
mod language;
mod media;
mod people;
mod summary;
mod tags;
mod text;
mod title;

pub use drafts::{Context, drafts};
