//! Text in, [`Query`] out; what a query means stands in [`Filter::matches`]. Knows no SQL.
//!
//! ```
//! use tidings::model::{Timestamp, Zone};
//! use tidings::query::{self, Axis, Context, FeedNames, Filter, Is};
//!
//! let names = FeedNames::default();
//! let context = Context { names: &names, now: Timestamp(0), zone: Zone::UTC, by: Axis::Published };
//! assert_eq!(query::parse("is:unread", &context), Ok(Filter::Is(Is::Unread)));
//!
//! let error = query::parse("kafka is:unred", &context).expect_err("no such state");
//! assert_eq!(error.message(), "no article can be `unred`");
//! assert_eq!(error.hint(), "did you mean is:unread?");
//! ```

mod filter;
pub mod fold;
mod matches;
mod names;
mod near;
mod parse;
pub mod rank;
mod shape;
mod snippet;
pub mod when;

#[cfg(test)]
mod samples;

pub use filter::{Axis, Field, Filter, Is, Query, Sort, Words};
pub use names::{FeedNames, Names, nearest_names};
pub use parse::{Context, FIELDS, FieldName, Mistake, QueryError, STATES, flag, join, parse};
pub use snippet::{marks, snippet};
