//! Histories of feeds in, the articles that must come of them out.

mod ablation;
mod decisions;
mod guards;
mod learning;
mod likeness;
mod masses;
mod properties;
mod store;
