//! The sources of settings in, by rank, each setting's value and origin out.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::{
    ConfigError, Env, Kind, SETTINGS, Setting, Value, file,
    file::Entries,
    paths::{expand_home, store_path},
};
use crate::model::{Learning, Republish, Zone, without_password};

/// Everything that may say something, highest rank first.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// What the command line sets, by the settings' names.
    pub flags: &'a [(&'a str, String)],
    /// The environment.
    pub env: Env<'a>,
    /// The configuration file's path and text, if there is one.
    pub file: Option<(&'a Path, &'a str)>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment variable of this name.
    Environment(String),
    /// A line of the configuration file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Nothing was said.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("command line"),
            Self::Environment(name) => f.write_str(name),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The setting.
    pub setting: &'static Setting,
    /// The value as it was written; for the store, the place itself.
    pub text: String,
    /// The checked value.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

impl Resolved {
    /// The text to show: as written, but for a proxy's password.
    pub fn shown(&self) -> String {
        match self.setting.kind {
            Kind::Proxy => without_password(&self.text),
            _ => self.text.clone(),
        }
    }
}

/// All settings, frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    values: Vec<Resolved>,
}

/// Gives each setting the value of the highest-ranking source that names it.
pub fn resolve(sources: &Sources<'_>) -> Result<Config, ConfigError> {
    let entries = match sources.file {
        Some((path, text)) => file::read(path, text)?,
        None => Entries::new(),
    };
    let one = |setting: &'static Setting| {
        let (text, origin) = said(setting, sources, &entries);
        checked(setting, &text, origin, sources.env)
    };
    let values = SETTINGS.iter().map(one).collect::<Result<_, _>>()?;
    let config = Config { values };
    if config.min_interval() > config.max_interval() {
        let least = config.get("schedule.min-interval");
        let why = "is longer than schedule.max-interval".to_owned();
        return Err(ConfigError::BadValue {
            origin: least.origin.clone(),
            key: least.setting.name,
            why,
        });
    }
    Ok(config)
}

/// What the highest-ranking source says about a setting.
fn said(setting: &Setting, sources: &Sources<'_>, entries: &Entries) -> (String, Origin) {
    let variable = |name: &str| {
        let text = (sources.env)(name).filter(|text| !text.is_empty())?;
        Some((text, Origin::Environment(name.to_owned())))
    };
    let flag = sources.flags.iter().rev().find(|(name, _)| *name == setting.name);
    let in_file = || {
        let (text, line) = entries.get(setting.name)?;
        let (path, _) = sources.file?;
        Some((text.clone(), Origin::File { path: path.to_owned(), line: *line }))
    };
    flag.map(|(_, text)| (text.clone(), Origin::Flag))
        .or_else(|| variable(&setting.variable()))
        .or_else(in_file)
        .or_else(|| setting.also.and_then(variable))
        .unwrap_or_else(|| (setting.default.to_owned(), Origin::Default))
}

fn checked(
    setting: &'static Setting,
    text: &str,
    origin: Origin,
    env: Env<'_>,
) -> Result<Resolved, ConfigError> {
    let mut text = text.trim().to_owned();
    if setting.name == "store" {
        text = if text.is_empty() {
            let path = store_path(env).ok_or(ConfigError::NoHome)?;
            path.to_string_lossy().into_owned()
        } else {
            expand_home(&text, env)
        };
    }
    match Value::read(setting.kind, &text) {
        Ok(value) => Ok(Resolved { setting, text, value, origin }),
        Err(why) => Err(ConfigError::BadValue { origin, key: setting.name, why }),
    }
}

/// The values by their meaning; times in seconds, sizes in bytes.
impl Config {
    /// Every setting in the order of [`SETTINGS`], for people and `--json`.
    pub fn values(&self) -> &[Resolved] {
        &self.values
    }

    /// The store's path or address.
    pub fn store(&self) -> &str {
        self.text("store").unwrap_or_default()
    }

    /// What the user agent gives as a way to reach the user.
    pub fn contact(&self) -> Option<&str> {
        self.text("contact")
    }

    /// The format of lists.
    pub fn format(&self) -> &str {
        self.text("format").unwrap_or("text")
    }

    /// `auto`, `always` or `never`.
    pub fn color(&self) -> &str {
        self.text("color").unwrap_or("auto")
    }

    /// The pager's command line; `None` for no pager.
    pub fn pager(&self) -> Option<&str> {
        self.text("pager").filter(|command| *command != "cat")
    }

    /// The time zone of dates typed and shown.
    pub fn zone(&self) -> Zone {
        match self.get("zone").value {
            Value::Zone(zone) => zone,
            _ => Zone::Local,
        }
    }

    /// Requests in flight at once.
    pub fn jobs(&self) -> usize {
        self.number("fetch.jobs") as usize
    }

    /// Connections to one host at once.
    pub fn per_host(&self) -> usize {
        self.number("fetch.per-host") as usize
    }

    /// Seconds between two requests to one host.
    pub fn spacing(&self) -> u64 {
        self.number("fetch.spacing")
    }

    /// Seconds a run waits for a host's turn.
    pub fn patience(&self) -> u64 {
        self.number("fetch.patience")
    }

    /// Seconds to look up a name, and to connect.
    pub fn connect_timeout(&self) -> u64 {
        self.number("fetch.connect-timeout")
    }

    /// Seconds until an answer begins.
    pub fn first_byte_timeout(&self) -> u64 {
        self.number("fetch.first-byte-timeout")
    }

    /// Seconds between two pieces of an answer.
    pub fn idle_timeout(&self) -> u64 {
        self.number("fetch.idle-timeout")
    }

    /// Seconds for a feed in all.
    pub fn timeout(&self) -> u64 {
        self.number("fetch.timeout")
    }

    /// The largest document, in bytes.
    pub fn body_limit(&self) -> u64 {
        self.number("fetch.body-limit")
    }

    /// Redirects followed.
    pub fn redirects(&self) -> usize {
        self.number("fetch.redirects") as usize
    }

    /// `never`, `subscribed` or `always`.
    pub fn private_networks(&self) -> &str {
        self.text("fetch.private-networks").unwrap_or("subscribed")
    }

    /// A proxy's URL, `none`, or `None` for what the system says.
    pub fn proxy(&self) -> Option<&str> {
        self.text("fetch.proxy")
    }

    /// What becomes of an article that its feed publishes anew.
    pub fn on_republish(&self) -> Republish {
        self.text("fetch.on-republish").and_then(Republish::named).unwrap_or_default()
    }

    /// A fixed number of seconds between checks; `None` for each feed's own rhythm.
    pub fn interval(&self) -> Option<u64> {
        self.optional("schedule.interval")
    }

    /// The fewest seconds between checks.
    pub fn min_interval(&self) -> u64 {
        self.number("schedule.min-interval")
    }

    /// The most seconds a server can put its feed off.
    pub fn max_interval(&self) -> u64 {
        self.number("schedule.max-interval")
    }

    /// The age in seconds at which articles may go; `None` for never.
    pub fn keep_age(&self) -> Option<u64> {
        self.optional("keep.age")
    }

    /// How many articles of a feed stay, however old.
    pub fn keep_per_feed(&self) -> u64 {
        self.number("keep.per-feed")
    }

    /// The largest answer that is kept, in bytes.
    pub fn keep_responses(&self) -> u64 {
        self.number("keep.responses")
    }

    /// What is done with rules that are learnt about URL parameters.
    pub fn learned(&self) -> Learning {
        match self.text("dedupe.learned") {
            Some("off") => Learning::Off,
            Some("on") => Learning::On,
            _ => Learning::Suggest,
        }
    }

    fn get(&self, name: &str) -> &Resolved {
        let found = self.values.iter().find(|resolved| resolved.setting.name == name);
        found.expect("`resolve` gives every setting a value, and a test reads each by its name")
    }

    fn text(&self, name: &str) -> Option<&str> {
        match &self.get(name).value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn optional(&self, name: &str) -> Option<u64> {
        match self.get(name).value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> u64 {
        self.optional(name).unwrap_or_default()
    }
}
