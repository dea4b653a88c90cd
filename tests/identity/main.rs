//! Histories of feeds through the real store: how many articles and edits must result, whichever
//! way round the documents list, and however often they are fetched again; and what a person's
//! hand and other feeds do to them.

mod builders;
mod forgotten;
mod hand;
mod histories;
mod issued;
mod primary;
mod republished;
mod revisions;
mod stories;
