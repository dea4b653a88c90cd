//! A [`Feed`](crate::model::Feed) in, [`Draft`](crate::model::Draft)s out.

pub mod identity;
pub mod url;
