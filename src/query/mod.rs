//! Text in, [`Query`] out; what a query means stands in [`Filter::matches`]. Knows no SQL.

mod filter;
pub mod fold;
pub mod when;

pub use filter::{Axis, Field, Filter, Is, Query, Sort, Words};
