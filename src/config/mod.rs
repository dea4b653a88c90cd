//! Flags, environment and file in, one frozen set of settings out, each with its origin.
//!
//! Nothing here reads the environment or a file by itself: both come in as arguments, so that
//! a program that embeds the rooms decides where its settings lie.

mod file;
mod paths;
mod resolve;
mod settings;
mod value;

use std::path::PathBuf;

pub use paths::{config_path, store_path};
pub use resolve::{Config, Origin, Resolved, Sources, resolve};
pub use settings::{Kind, SETTINGS, Setting};
pub use value::Value;

/// Looks up an environment variable.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Why the settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file is no TOML.
    #[error("{}:{line}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the TOML reader says.
        message: String,
    },
    /// The file sets something that does not exist.
    #[error("{}:{line}: there is no setting {key}{}", path.display(), meant(*.nearest))]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key, with its section.
        key: String,
        /// The key that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A setting does not take this value.
    #[error("{origin}: {key}: {why}")]
    BadValue {
        /// Where the value stands.
        origin: Origin,
        /// The setting.
        key: &'static str,
        /// What is wrong and what would do.
        why: String,
    },
    /// There is no place for the store.
    #[error("no place for the store: neither XDG_DATA_HOME nor HOME is set")]
    NoHome,
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; `tidings config` lists them all".to_owned(),
        |key| format!("; did you mean {key}?"),
    )
}

#[cfg(test)]
mod tests;
