//! A [`Document`](crate::model::Document) in, a [`Feed`](crate::model::Feed) out.
