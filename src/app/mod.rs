//! Joins the rooms: what a front end asks for, carried out step by step; no flags, no terminal.

mod digest;
mod discover;
mod explain;
mod follow;
mod health;
mod keys;
mod list;
mod preview;
mod refresh;
mod replay;
mod report;
mod stats;
mod trace;
mod turns;

use crate::{
    normalize::{identity, story},
    store::Decisions,
};

pub use digest::{Digest, Prepared, context};
pub use discover::{Looking, Probe};
pub use explain::explain;
pub use follow::{Follow, FollowError, Look, OwnAddress, follow, own_address};
pub use health::{acknowledgements, health};
pub use keys::{bring_keys_up, rules, set_learning, take_on_rules};
pub use list::{Rows, list};
pub use preview::preview;
pub use refresh::{RefreshError, Work, refresh};
pub use replay::replay;
pub use report::{Report, Totals, is_failure};
pub use stats::stats;
pub use trace::{Decision, Entry, Reading, Schedule, Trace, trace};
pub use turns::{Millis, reserve};

/// How documents are decided about when they are stored.
pub const DECISIONS: Decisions<'static> =
    Decisions { resolve: &identity::resolve, tells_the_same: &story::tells_the_same };
