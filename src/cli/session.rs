//! What every command needs: the settings in force, the clock, the store, the terminal.

use std::{
    cell::{OnceCell, RefCell, RefMut},
    io::{IsTerminal, Write},
    path::Path,
};

use super::{
    args::{Cli, Global, LogFormat},
    clock::Clock,
    failure::Failure,
    output::Output,
    policy,
};
use crate::{
    app,
    config::{self, Config, ConfigError, Origin, Sources},
    fetch::{self, Policy, Reserve},
    model::{Timestamp, Zone},
    render::{Terminal, View, json_text, outline},
    store::{self, Access, Address, Store},
};

/// One run of the program.
pub(super) struct Session {
    global: Global,
    /// The settings in force.
    pub(super) config: Config,
    /// The clock.
    pub(super) clock: Clock,
    reader: OnceCell<RefCell<Box<dyn Store>>>,
}

impl Session {
    /// Reads the clock and the settings.
    pub(super) fn start(cli: &Cli) -> Result<Self, Failure> {
        let global = cli.global.clone();
        let clock = Clock::start()?;
        let config = load(&global)?;
        Ok(Self { global, config, clock, reader: OnceCell::new() })
    }

    /// The present instant.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The zone in which people read and write dates.
    pub(super) fn zone(&self) -> Zone {
        self.config.zone()
    }

    /// Where the store is.
    pub(super) fn address(&self) -> Result<Address, Failure> {
        Ok(Address::parse(self.config.store())?)
    }

    /// The store, opened.
    pub(super) fn store(&self, access: Access) -> Result<Box<dyn Store>, Failure> {
        let mut store = store::open(&self.address()?, access)?;
        if access == Access::Write {
            app::set_learning(&mut *store, self.config.learned())?;
            app::bring_keys_up(&mut *store)?;
        }
        Ok(store)
    }

    /// The store for reading, opened once for the whole run. Whoever holds it has it alone.
    pub(super) fn reader(&self) -> Result<RefMut<'_, Box<dyn Store>>, Failure> {
        let cell = if let Some(cell) = self.reader.get() {
            cell
        } else {
            let opened = self.store(Access::Read)?;
            self.reader.get_or_init(|| RefCell::new(opened))
        };
        Ok(cell.borrow_mut())
    }

    /// The rules of fetching.
    pub(super) fn policy(&self) -> Policy {
        policy::of(&self.config)
    }

    /// The budget of hosts for a look that stores nothing. It leaves no store behind where there
    /// was none, and needs none that works: then it is spaced within itself alone.
    pub(super) fn budget(&self) -> Reserve {
        let shared = || {
            let address = self.address().ok().filter(store::exists)?;
            let store = store::open(&address, Access::Read).ok()?;
            app::reserve(&*store, Clock::millis).ok()
        };
        shared().unwrap_or_else(fetch::alone)
    }

    /// Where data goes; `paged` if a person reads it in one piece.
    pub(super) fn output(&self, paged: bool) -> Output {
        let wanted = paged && !self.global.no_pager && std::io::stdout().is_terminal();
        match (self.config.pager().filter(|_| wanted), terminal_size::terminal_size()) {
            (Some(command), Some((_, height))) => Output::paged(command, usize::from(height.0)),
            _ => Output::plain(),
        }
    }

    /// How a listing is to look; `heading` names the one feed it is about.
    pub(super) fn view(&self, heading: Option<String>) -> View {
        View {
            terminal: self.terminal(),
            colour: self.colour(),
            now: self.now(),
            zone: self.zone(),
            heading,
            ..View::default()
        }
    }

    /// The terminal that data goes to, if it goes to one.
    pub(super) fn terminal(&self) -> Option<Terminal> {
        if !std::io::stdout().is_terminal() {
            return None;
        }
        let colour = self.colour();
        Some(Terminal { width: width(), colour, hyperlinks: colour && links(), unicode: unicode() })
    }

    /// Whether to colour data: on a terminal that can, elsewhere only if asked to.
    pub(super) fn colour(&self) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.config.color() {
            "always" => true,
            "never" => false,
            _ if set("NO_COLOR") => false,
            _ if std::env::var("CLICOLOR_FORCE").is_ok_and(|value| value != "0") => true,
            _ => {
                std::io::stdout().is_terminal()
                    && std::env::var("TERM").is_ok_and(|term| term != "dumb")
            }
        }
    }

    /// Whether messages are records for programs.
    pub(super) fn tells_json(&self) -> bool {
        self.global.log_format == LogFormat::Json
    }

    /// Whether details are to be told.
    pub(super) fn verbose(&self) -> bool {
        self.global.verbose
    }

    /// Whether a person watches stderr.
    pub(super) fn watched(&self) -> bool {
        !self.global.quiet
            && self.global.log_format == LogFormat::Text
            && std::io::stderr().is_terminal()
    }

    /// Says what was done, to whoever watches or asked for it with `-v`.
    pub(super) fn say(&self, text: &str) {
        if self.watched() || self.verbose() {
            self.note(text);
        }
    }

    /// Says something that should be known, unless silence was asked for.
    pub(super) fn note(&self, text: &str) {
        if !self.global.quiet {
            self.tell("note", text);
        }
    }

    /// Says something of a thing, whose name comes first.
    pub(super) fn note_of(&self, name: &str, text: &str) {
        if !self.global.quiet {
            self.tell_of("note", name, text);
        }
    }

    /// Says several things, beside each other as far as the terminal is wide enough.
    pub(super) fn note_all(&self, texts: &[String]) {
        let width = message_width();
        for row in outline::beside(texts, width) {
            self.note(&row);
        }
    }

    /// Says what failed although the command goes on.
    pub(super) fn warn(&self, text: &str) {
        self.tell("warning", text);
    }

    fn tell(&self, level: &str, text: &str) {
        self.tell_of(level, "", text);
    }

    fn tell_of(&self, level: &str, name: &str, text: &str) {
        let mut err = std::io::stderr().lock();
        // A message that cannot be written has nobody to hear it.
        let _ = match self.global.log_format {
            LogFormat::Json => {
                let message = format!("{name}{text}");
                let record =
                    serde_json::json!({"type": "message", "level": level, "message": message});
                json_text::write_line(&mut err, &record)
            }
            LogFormat::Text => {
                let lead = if level == "warning" { "warning: " } else { name };
                err.write_all(outline::message(lead, text, message_width()).as_bytes())
            }
        };
    }
}

/// The columns for messages: those of the terminal that they go to, if they go to one.
pub(super) fn message_width() -> usize {
    if std::io::stderr().is_terminal() { width() } else { usize::MAX }
}

/// The settings: flags over environment over file over default.
fn load(global: &Global) -> Result<Config, Failure> {
    let env = |name: &str| std::env::var(name).ok();
    let chosen = global.config.clone().or_else(|| env("TIDINGS_CONFIG").map(Into::into));
    let path = chosen.clone().or_else(|| config::config_path(&env));
    let text = match &path {
        Some(path) => read(path, chosen.is_some())?,
        None => None,
    };
    if global.store.as_deref().is_some_and(|store| store.trim().is_empty()) {
        // Mostly a variable that nobody set; the usual store is not what was meant.
        return Err(Failure::usage("bad-store", "--store: is empty")
            .hint("leave it out for the usual store, or give a path"));
    }
    let mut flags = Vec::new();
    flags.extend(global.store.clone().map(|store| ("store", store)));
    flags.extend(global.color.map(|when| ("color", when.name().to_owned())));
    let file = path.as_deref().zip(text.as_deref());
    config::resolve(&Sources { flags: &flags, env: &env, file }).map_err(|error| unusable(&error))
}

/// Settings that cannot be used, with the place to mend.
fn unusable(error: &ConfigError) -> Failure {
    let lists = "tidings config --config /dev/null lists every setting";
    let hint = match error {
        ConfigError::BadValue { origin: Origin::Flag, .. } => {
            return Failure::usage("bad-configuration", error.to_string());
        }
        ConfigError::BadValue { origin: Origin::Environment(name), .. } => {
            format!("unset {name}, or give it such a value")
        }
        ConfigError::NoHome => "--store PATH, or TIDINGS_STORE".to_owned(),
        _ => format!("mend or remove that line; {lists}"),
    };
    Failure::failed("bad-configuration", error.to_string()).hint(hint)
}

fn read(path: &Path, needed: bool) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !needed => Ok(None),
        Err(error) => Err(Failure::io(&path.display().to_string(), &error)
            .hint("check the path after --config or in TIDINGS_CONFIG")),
    }
}

/// The terminal's width in columns; `COLUMNS` overrides it.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    columns
        .filter(|&columns| columns > 0)
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .unwrap_or(80)
}

/// Whether the terminal is not one of those known to show link escapes as litter.
fn links() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    !term.starts_with("linux") && !term.starts_with("screen") && !term.starts_with("rxvt")
}

/// Whether the locale can show more than ASCII.
fn unicode() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}
