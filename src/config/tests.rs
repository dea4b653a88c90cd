//! Settings from all sources, and what is said about wrong ones.

use std::path::Path;

use super::*;
use crate::model::{Learning, Zone};

/// An environment of these variables.
fn env<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
    |wanted| {
        let found = variables.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    }
}

const HOME: (&str, &str) = ("HOME", "/home/ann");

fn from_file(text: &str) -> Result<Config, ConfigError> {
    let file = Some((Path::new("config.toml"), text));
    resolve(&Sources { flags: &[], env: &env(&[HOME]), file })
}

#[test]
fn every_getter_reads_its_default() {
    let config = from_file("").expect("defaults");
    assert_eq!(config.store(), "/home/ann/.local/share/tidings/tidings.db");
    assert_eq!((config.contact(), config.proxy()), (None, None));
    assert_eq!((config.format(), config.color()), ("text", "auto"));
    assert_eq!((config.pager(), config.zone()), (Some("less -FRX"), Zone::Local));
    assert_eq!((config.jobs(), config.per_host(), config.redirects()), (512, 2, 10));
    assert_eq!((config.spacing(), config.patience()), (1, 600));
    assert_eq!(config.on_republish(), crate::model::Republish::Ignore);
    let timeouts = (config.connect_timeout(), config.first_byte_timeout(), config.idle_timeout());
    assert_eq!((timeouts, config.timeout()), ((10, 30, 20), 45));
    assert_eq!((config.body_limit(), config.keep_responses()), (32 << 20, 4 << 20));
    assert_eq!(config.learned(), Learning::Suggest);
    assert_eq!(config.private_networks(), "subscribed");
    assert_eq!((config.interval(), config.min_interval()), (None, 3600));
    assert_eq!(config.max_interval(), 604_800);
    assert_eq!((config.keep_age(), config.keep_per_feed()), (None, 50));
    assert!(config.values().iter().all(|resolved| resolved.origin == Origin::Default));
}

#[test]
fn flags_outrank_the_environment_and_that_the_file() {
    let text =
        "store = '~/feeds.db'\nformat = 'json'\npager = 'most'\n[fetch]\njobs = 8\nper_host = 1\n";
    let variables = [
        HOME,
        ("TIDINGS_FETCH_JOBS", "16"),
        ("PAGER", "more"),
        ("TIDINGS_CONTACT", ""),
        ("TIDINGS_FETCH_PROXY", "http://ann:pw@p.example:1"),
    ];
    let flags = [("fetch.jobs", "32".to_owned())];
    let file = Some((Path::new("config.toml"), text));
    let config =
        resolve(&Sources { flags: &flags, env: &env(&variables), file }).expect("settings");
    let shown = |name: &str| {
        let found = config.values().iter().find(|resolved| resolved.setting.name == name);
        found.map(|resolved| format!("{} ({})", resolved.shown(), resolved.origin)).expect(name)
    };
    assert_eq!(shown("store"), "/home/ann/feeds.db (config.toml:1)");
    assert_eq!(shown("fetch.jobs"), "32 (command line)");
    assert_eq!(shown("fetch.per-host"), "1 (config.toml:6)");
    assert_eq!(shown("pager"), "most (config.toml:3)");
    assert_eq!(shown("contact"), " (default)");
    assert_eq!(shown("fetch.proxy"), "http://ann:***@p.example:1 (TIDINGS_FETCH_PROXY)");
    let config = resolve(&Sources { flags: &[], env: &env(&variables), file }).expect("settings");
    assert_eq!(config.jobs(), 16);
    let config = resolve(&Sources { flags: &[], env: &env(&variables), file: None });
    assert_eq!(config.expect("settings").pager(), Some("more"));
}

#[test]
fn wrong_files_say_where_and_what_instead() {
    for (text, message) in [
        ("jobs = 4", "config.toml:1: there is no setting jobs; did you mean fetch.jobs?"),
        (
            "\n[fetch]\n\ntimout = '3s'",
            "config.toml:4: there is no setting fetch.timout; did you mean fetch.timeout?",
        ),
        ("colour = 'auto'", "config.toml:1: there is no setting colour; did you mean color?"),
        ("[x.y]\nz = 1", "config.toml:1: there is no setting x.y; `tidings config` lists them all"),
        ("[fetch]\njobs = 0", "config.toml:2: fetch.jobs: 0 is not between 1 and 4096"),
        (
            "[fetch]\ntimeout = 30",
            "config.toml:2: fetch.timeout: 30 of what? write 30s, 30min or 30h",
        ),
        (
            "zone = 'Mars'",
            "config.toml:1: zone: \"Mars\" is no zone; write local, UTC, Europe/Berlin or an offset such as +02:00",
        ),
        ("store = ['a', 'b']", "config.toml:1: store: takes one text or number"),
        ("[store]\na = 1", "config.toml:1: store: takes one text or number"),
        (
            "schedule.min-interval = '2w'",
            "config.toml:1: schedule.min-interval: is longer than schedule.max-interval",
        ),
    ] {
        let error = from_file(text).expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
    let error = from_file("zone = 'UTC'\nformat = \n").expect_err("no TOML");
    assert!(error.to_string().starts_with("config.toml:2: "), "{error}");
}

#[test]
fn wrong_variables_are_named() {
    let variables = [HOME, ("TIDINGS_FETCH_BODY_LIMIT", "huge")];
    let error = resolve(&Sources { flags: &[], env: &env(&variables), file: None });
    assert_eq!(
        error.expect_err("no size").to_string(),
        "TIDINGS_FETCH_BODY_LIMIT: fetch.body-limit: \"huge\" is no size; write 500kB, 32MiB or 1GiB"
    );
}

#[test]
fn places_by_the_xdg_rules() {
    for (variables, store, config) in [
        (
            &[HOME][..],
            Some("/home/ann/.local/share/tidings/tidings.db"),
            Some("/home/ann/.config/tidings/config.toml"),
        ),
        (
            &[HOME, ("XDG_DATA_HOME", "/data"), ("XDG_CONFIG_HOME", "relative")],
            Some("/data/tidings/tidings.db"),
            Some("/home/ann/.config/tidings/config.toml"),
        ),
        (&[("XDG_DATA_HOME", "/data")], Some("/data/tidings/tidings.db"), None),
        (&[], None, None),
    ] {
        let env = env(variables);
        assert_eq!(store_path(&env).as_deref(), store.map(Path::new));
        assert_eq!(config_path(&env).as_deref(), config.map(Path::new));
    }
    let nowhere = resolve(&Sources { flags: &[], env: &env(&[]), file: None });
    assert_eq!(nowhere, Err(ConfigError::NoHome));
    let named = [("TIDINGS_STORE", "/tmp/t.db")];
    let config = resolve(&Sources { flags: &[], env: &env(&named), file: None });
    assert_eq!(config.expect("named").store(), "/tmp/t.db");
}

#[test]
fn every_setting_has_a_sound_default_and_its_own_variable() {
    let mut variables: Vec<String> = SETTINGS.iter().map(Setting::variable).collect();
    variables.sort();
    variables.dedup();
    assert_eq!(variables.len(), SETTINGS.len());
    for setting in SETTINGS {
        assert!(Value::read(setting.kind, setting.default).is_ok(), "{}", setting.name);
        assert!(!setting.about.is_empty() && !setting.about.ends_with('.'), "{}", setting.name);
    }
}
