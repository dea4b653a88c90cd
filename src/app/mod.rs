//! Joins the rooms: what a front end asks for, carried out step by step; no flags, no terminal.

mod digest;
mod follow;
mod health;
mod list;
mod preview;
mod refresh;
mod report;
mod stats;
mod turns;

pub use digest::{Digest, Prepared, context};
pub use follow::{Follow, FollowError, Look, Probe, follow, own_address, probe};
pub use health::{acknowledgements, health};
pub use list::{Rows, list};
pub use preview::preview;
pub use refresh::{RefreshError, Work, refresh};
pub use report::{Report, Totals, is_failure};
pub use stats::stats;
pub use turns::{Millis, reserve};
