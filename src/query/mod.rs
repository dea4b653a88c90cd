//! Text in, [`Query`] out; what a query means stands in [`Filter::matches`]. Knows no SQL.

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
pub use names::{FeedNames, Names};
pub use parse::{Context, FIELDS, FieldName, Mistake, QueryError, STATES, flag, join, parse};
pub use snippet::{marks, snippet};
