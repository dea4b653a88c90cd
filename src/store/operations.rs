//! What a person does to articles, and the log of it.

use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

/// A state that a reader gives an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Read, or not.
    Read(bool),
    /// Starred, or not.
    Starred(bool),
}

impl Mark {
    /// What the mark does, in the words of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read(true) => "read",
            Self::Read(false) => "unread",
            Self::Starred(true) => "star",
            Self::Starred(false) => "unstar",
        }
    }

    /// The mark that takes this one back.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Read(value) => Self::Read(!value),
            Self::Starred(value) => Self::Starred(!value),
        }
    }
}

/// Something a person did to articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number.
    pub id: i64,
    /// When it was done.
    pub at: Timestamp,
    /// What kind it is, e.g. `mark`.
    pub kind: String,
    /// What was done, in words.
    pub about: String,
    /// When it was undone.
    pub undone: Option<Timestamp>,
}
