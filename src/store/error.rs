//! What can go wrong with a store.

use std::{error::Error, io, path::PathBuf};

use crate::model::{shell_word, shown_address};

/// A failure of the store, named so that a person can act on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The text after `--store` names no store.
    #[error("{text:?} is no store's address: {why}")]
    Address {
        /// What was given.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A newer version of the program wrote the file.
    #[error("{path} is from a newer version of tidings (schema {found}, this one knows {known})")]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The file is a database of another program, or no database at all.
    #[error("{path} is not a tidings store: {why}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// How that shows.
        why: String,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {why}")]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the database said.
        why: String,
    },
    /// Another process keeps the database locked.
    #[error("{path} is in use by another process")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("no room left on the disk for {path}")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// A file or folder cannot be made or opened.
    #[error("cannot open {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The lock file beside the store cannot be used.
    #[error("cannot lock {path} for fetching")]
    Lock {
        /// The store.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// Another subscription has this address.
    #[error("{} is already followed", shown_address(.url))]
    AddressTaken {
        /// The address.
        url: String,
    },
    /// There is nothing at the address to copy.
    #[error("there is no store at {path}")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A subscription that was removed has this address, and the articles that came from it.
    #[error("{} was followed before and removed", shown_address(.url))]
    AddressRemoved {
        /// The address.
        url: String,
    },
    /// The file for a copy is there already.
    #[error("{path} is there already")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A stored value cannot be read back.
    #[error("{what} in {path} cannot be read")]
    Value {
        /// Which value.
        what: String,
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Any other failure of the database.
    #[error("cannot {doing} in {path}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// A stable code in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "store-address",
            Self::TooNew { .. } => "store-too-new",
            Self::Foreign { .. } => "store-foreign",
            Self::Corrupt { .. } => "store-corrupt",
            Self::Busy { .. } => "store-busy",
            Self::ReadOnly { .. } => "store-read-only",
            Self::Full { .. } => "store-full",
            Self::File { .. } => "store-file",
            Self::Lock { .. } => "store-lock",
            Self::AddressTaken { .. } | Self::AddressRemoved { .. } => "address-taken",
            Self::Missing { .. } => "store-missing",
            Self::Exists { .. } => "file-exists",
            Self::Value { .. } => "store-value",
            Self::Sql { .. } => "store-failed",
        }
    }

    /// The way out.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Address { .. } => "tidings --store ~/news.db list",
            Self::TooNew { .. } => "upgrade tidings, or name another store with --store",
            Self::Foreign { .. } => "name a tidings store with --store; this file was not touched",
            Self::Corrupt { .. } => {
                "restore a backup, or name another store with --store; this file was not touched"
            }
            Self::Busy { .. } => "try again when the other process has finished",
            Self::ReadOnly { .. } => "check the permissions of the file and its folder",
            Self::Full { .. } => "make room; nothing that was stored is lost",
            Self::File { .. } | Self::Lock { .. } => {
                "check the path and its permissions, or name another store with --store"
            }
            Self::AddressTaken { .. } => "tidings feeds shows the subscription",
            Self::Missing { .. } => "check the path, or name another store with --store",
            Self::AddressRemoved { url } => {
                let again = shell_word(&shown_address(url));
                return Some(format!("tidings add {again} follows it again, with its articles"));
            }
            Self::Exists { .. } => "name another file; nothing was overwritten",
            Self::Value { .. } | Self::Sql { .. } => return None,
        };
        Some(hint.to_owned())
    }
}
