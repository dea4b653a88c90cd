//! Joins the rooms: what a front end asks for, carried out step by step; no flags, no terminal.

mod digest;
mod explain;
mod follow;
mod keys;
mod list;
mod preview;
mod refresh;
mod report;

pub use digest::{Digest, Prepared, context};
pub use explain::explain;
pub use follow::{Follow, FollowError, Probe, follow, own_address, probe};
pub use keys::bring_keys_up;
pub use list::{Rows, list};
pub use preview::preview;
pub use refresh::{RefreshError, Work, refresh};
pub use report::{Report, Totals, is_failure};
