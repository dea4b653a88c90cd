//! The environment in, the places of our files out (XDG Base Directory Specification 0.8).
//!
//! The same rule on every system but Windows, which has places of its own. Rejected: the
//! etcetera crate, which reads the process's environment itself.

use std::path::{Path, PathBuf};

use super::Env;

/// Where the store lies unless told otherwise; `None` without a home.
pub fn store_path(env: Env<'_>) -> Option<PathBuf> {
    base(env, "XDG_DATA_HOME", ".local/share", "LOCALAPPDATA").map(|base| base.join("tidings.db"))
}

/// Where the configuration lies unless told otherwise; `None` without a home.
pub fn config_path(env: Env<'_>) -> Option<PathBuf> {
    base(env, "XDG_CONFIG_HOME", ".config", "APPDATA").map(|base| base.join("config.toml"))
}

fn base(env: Env<'_>, variable: &str, below_home: &str, windows: &str) -> Option<PathBuf> {
    // The specification has relative paths ignored.
    let named = env(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let system = || env(windows).filter(|_| cfg!(windows)).map(PathBuf::from);
    let home = || {
        env("HOME").filter(|home| !home.is_empty()).map(|home| Path::new(&home).join(below_home))
    };
    named.or_else(system).or_else(home).map(|base| base.join("tidings"))
}

/// The path with a leading `~/` replaced: a file has no shell to do it.
pub(super) fn expand_home(path: &str, env: Env<'_>) -> String {
    match (path.strip_prefix("~/"), env("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest).to_string_lossy().into_owned(),
        _ => path.to_owned(),
    }
}
