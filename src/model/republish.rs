//! What becomes of an article that its feed publishes anew under the same id.

use serde::{Deserialize, Serialize};

/// What a date that jumps more than 30 days ahead under one id does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Republish {
    /// It is an edit, flagged as republished; the article stays in its place.
    #[default]
    Ignore,
    /// The same, and the article moves to its new date in every list.
    Bump,
    /// It is an article of its own.
    New,
}

impl Republish {
    /// The words of the setting.
    pub const NAMES: &'static [&'static str] = &["ignore", "bump", "new"];

    /// The choice of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ignore" => Some(Self::Ignore),
            "bump" => Some(Self::Bump),
            "new" => Some(Self::New),
            _ => None,
        }
    }

    /// The word of the setting.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Bump => "bump",
            Self::New => "new",
        }
    }
}
