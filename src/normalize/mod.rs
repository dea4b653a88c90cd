//! A [`Feed`](crate::model::Feed) in, [`Draft`](crate::model::Draft)s out.
