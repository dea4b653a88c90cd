//! A feed's address and state in, what its server answered out.
//!
//! [`fetch_all`] asks for many feeds at once, politely: hosts in parallel, each with few
//! connections and spaced starts. What an answer means for the next time is decided by
//! [`schedule`], and where a page keeps its feeds is found by [`discover`]; both are pure.

mod address;
mod answer;
mod argv;
mod body;
mod budget;
mod challenge;
mod client;
mod coding;
mod desk;
pub mod discover;
mod error;
mod failure;
mod freshness;
mod headers;
mod http;
mod lanes;
mod limits;
mod local;
mod login;
mod names;
mod plain;
mod policy;
mod polite;
mod proxy;
mod run;
pub mod schedule;
mod source;

#[cfg(test)]
mod tests;

pub use answer::{Answer, FetchOutcome, Hold, Request};
pub use desk::{Reserve, alone};
pub use error::{FetchError, Phase};
pub use lanes::{Lane, lane_of};
pub use policy::{Policy, PrivateNetworks, SchedulePolicy};
pub use proxy::Proxies;
pub use run::{Cancel, Ended, fetch_all};
