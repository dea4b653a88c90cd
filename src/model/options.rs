//! Per-feed options: one struct, stored as one text column, described by one list of keys.

use serde::{Deserialize, Serialize};

use super::{
    Auth, DIRECT, Republish, is_proxy, nearest, proxy::PROXY_FORMS, seconds, span, without_password,
};

/// What a user may set for one feed with `tidings set FEED key=value`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// A title that replaces the feed's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The reader's labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Folders it lies in, each a path from the top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<Vec<String>>,
    /// A fixed time between checks, in seconds, instead of the feed's own rhythm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u64>,
    /// The total time a request may take, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u64>,
    /// A proxy for this feed alone, or [`DIRECT`]; it may hold a password, which only the store
    /// may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// Speak HTTP/1.1 only; some servers refuse HTTP/2 clients.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub http1: bool,
    /// What opens a feed that is not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// What becomes of what this feed publishes anew, in place of the setting for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_republish: Option<Republish>,
}

/// Shows what is set as `tidings set` would be told, without secrets.
impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let set = KEYS.iter().filter_map(|key| Some((key.name, (key.get)(self)?)));
        f.debug_map().entries(set).finish()
    }
}

/// Why a setting of a feed was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// There is no such key.
    #[error("{key}: no such option{}", hint(*.nearest))]
    Unknown {
        /// What was typed.
        key: String,
        /// The key that was probably meant.
        nearest: Option<&'static str>,
    },
    /// The key does not take this value.
    #[error("{key}: {why}")]
    BadValue {
        /// The key.
        key: &'static str,
        /// What is wrong and what would do.
        why: String,
    },
}

fn hint(nearest: Option<&str>) -> String {
    if let Some(key) = nearest {
        return format!("; did you mean {key}?");
    }
    let keys: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    format!("; there are {}", keys.join(", "))
}

/// One key of [`Options`] as `tidings set` knows it.
#[derive(Clone, Copy, Debug)]
pub struct OptionKey {
    /// What is typed before the equals sign.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The value as text that `set` takes, or `None` if it is not set; secrets are hidden.
    pub get: fn(&Options) -> Option<String>,
    /// Takes a value; empty text unsets. The error says what would have done.
    pub set: fn(&mut Options, &str) -> Result<(), String>,
}

/// Every key; help, completion, import and export follow this list.
pub const KEYS: &[OptionKey] = &[
    OptionKey {
        name: "title",
        about: "A title that replaces the feed's own",
        get: |options| options.title.clone(),
        set: |options, text| {
            options.title = filled(text);
            Ok(())
        },
    },
    OptionKey {
        name: "tags",
        about: "Labels, separated by commas",
        get: |options| filled(&joined(&options.tags, ',')),
        set: |options, text| {
            options.tags = unique(parts(text, ','));
            Ok(())
        },
    },
    OptionKey {
        name: "folders",
        about: "Folders it lies in: paths such as Tech/Rust, separated by commas",
        get: |options| filled(&write_folders(&options.folders)),
        set: |options, text| {
            options.folders = read_folders(text);
            Ok(())
        },
    },
    OptionKey {
        name: "interval",
        about: "A fixed time between checks, such as 2h, or auto for the feed's own rhythm",
        get: |options| options.interval.map(span),
        set: |options, text| {
            let auto = text.trim().eq_ignore_ascii_case("auto");
            options.interval = if auto { None } else { length(text, 60)? };
            Ok(())
        },
    },
    OptionKey {
        name: "timeout",
        about: "The longest a request may take in all, such as 60s",
        get: |options| options.timeout.map(span),
        set: |options, text| {
            options.timeout = length(text, 1)?;
            Ok(())
        },
    },
    OptionKey {
        name: "proxy",
        about: "A proxy for this feed alone: an http, https, socks5 or socks5h URL, or none",
        get: |options| options.proxy.as_deref().map(without_password),
        set: |options, text| {
            options.proxy = filled(text).map(proxy).transpose()?;
            Ok(())
        },
    },
    OptionKey {
        name: "http1",
        about: "Speak HTTP/1.1 only, for servers that refuse HTTP/2: yes or no",
        get: |options| options.http1.then(|| "yes".to_owned()),
        set: |options, text| {
            options.http1 = yes_or_no(text)?;
            Ok(())
        },
    },
    OptionKey {
        name: "auth",
        about: "What opens the feed: basic USER:PASSWORD, bearer TOKEN, header NAME: VALUE, \
                from file PATH, or from command COMMAND",
        get: |options| options.auth.as_ref().map(Auth::to_string),
        set: |options, text| {
            options.auth = filled(text).map(|text| Auth::parse(&text)).transpose()?;
            Ok(())
        },
    },
    OptionKey {
        name: "on-republish",
        about: "What a date more than 30 days later under one id does: ignore (an edit), \
                bump (it moves to its new date) or new (another article)",
        get: |options| options.on_republish.map(|choice| choice.name().to_owned()),
        set: |options, text| {
            options.on_republish = filled(text).map(|text| republish(&text)).transpose()?;
            Ok(())
        },
    },
];

impl Options {
    /// Sets one option by its key; empty text unsets it.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), OptionError> {
        let typed = key.trim();
        let known = KEYS.iter().find(|known| known.name.eq_ignore_ascii_case(typed));
        let Some(known) = known else {
            let nearest = nearest(typed, KEYS.iter().map(|key| key.name));
            return Err(OptionError::Unknown { key: typed.to_owned(), nearest });
        };
        (known.set)(self, value).map_err(|why| OptionError::BadValue { key: known.name, why })
    }
}

/// The text on one line, without control characters; `None` if nothing is left.
fn filled(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn unique<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    values.into_iter().fold(Vec::new(), |mut kept, value| {
        if !kept.contains(&value) {
            kept.push(value);
        }
        kept
    })
}

/// The parts between separators; a backslash keeps the character after it from separating.
fn raw_parts(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        let part = parts.last_mut().expect("there is always a part begun");
        if !escaped && c == separator {
            parts.push(String::new());
        } else {
            escaped = !escaped && c == '\\';
            part.push(c);
        }
    }
    parts
}

/// The parts between separators, backslashes undone, each trimmed, empty ones left out.
fn parts(text: &str, separator: char) -> Vec<String> {
    raw_parts(text, separator).iter().filter_map(|part| filled(&unescaped(part))).collect()
}

fn unescaped(part: &str) -> String {
    let mut characters = part.chars();
    let mut plain = String::new();
    while let Some(c) = characters.next() {
        plain.push(if c == '\\' { characters.next().unwrap_or(c) } else { c });
    }
    plain
}

/// The inverse of [`parts`].
fn joined(values: &[String], separator: char) -> String {
    let escaped = values.iter().map(|value| {
        let value = value.replace('\\', "\\\\");
        value.replace(separator, &format!("\\{separator}"))
    });
    escaped.collect::<Vec<_>>().join(&separator.to_string())
}

fn read_folders(text: &str) -> Vec<Vec<String>> {
    let paths = raw_parts(text, ',').into_iter().map(|path| {
        // One level of escapes serves both separators, so a slash is told apart first.
        raw_parts(&path, '/').iter().filter_map(|name| filled(&unescaped(name))).collect()
    });
    unique(paths.filter(|path: &Vec<String>| !path.is_empty()).collect())
}

fn write_folders(folders: &[Vec<String>]) -> String {
    let paths = folders.iter().map(|path| {
        let names = path
            .iter()
            .map(|name| name.replace('\\', "\\\\").replace(',', "\\,").replace('/', "\\/"));
        names.collect::<Vec<_>>().join("/")
    });
    paths.collect::<Vec<_>>().join(",")
}

fn length(text: &str, least: u64) -> Result<Option<u64>, String> {
    let Some(text) = filled(text) else { return Ok(None) };
    match seconds(&text)? {
        short if short < least => Err(format!("{text} is too short; at least {}", span(least))),
        long if long > 31_536_000 => Err(format!("{text} is longer than a year")),
        length => Ok(Some(length)),
    }
}

fn proxy(text: String) -> Result<String, String> {
    if text.eq_ignore_ascii_case(DIRECT) {
        Ok(DIRECT.to_owned())
    } else if is_proxy(&text) {
        Ok(text)
    } else {
        Err(PROXY_FORMS.to_owned())
    }
}

fn republish(text: &str) -> Result<Republish, String> {
    let known = Republish::named(&text.to_lowercase());
    known.ok_or_else(|| format!("{text:?} is none of {}", Republish::NAMES.join(", ")))
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "on" | "1" => Ok(true),
        "" | "no" | "false" | "off" | "0" => Ok(false),
        _ => Err(format!("{text:?} is neither yes nor no")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_key_takes_what_it_gives_and_lets_go() {
        for (key, typed, kept) in [
            ("title", "  My   Blog ", "My Blog"),
            ("tags", "rust, web ,rust,", "rust,web"),
            ("tags", r"a\,b,c\\d", r"a\,b,c\\d"),
            ("folders", "Tech/Rust, News,Tech/Rust,/,", "Tech/Rust,News"),
            ("folders", r"AC\/DC/Live\, Loud", r"AC\/DC/Live\, Loud"),
            ("interval", "90min", "1h 30min"),
            ("timeout", "60s", "1min"),
            ("proxy", "socks5h://ann:pw@localhost:1080", "socks5h://ann:***@localhost:1080"),
            ("proxy", "http://proxy.example:3128", "http://proxy.example:3128"),
            ("proxy", "None", "none"),
            ("http1", "on", "yes"),
            ("auth", "basic ann:pw", "basic ann:…"),
            ("auth", "from command pass show x", "from command pass show x"),
            ("on-republish", "Bump", "bump"),
        ] {
            let mut options = Options::default();
            options.set(key, typed).expect(typed);
            let known = KEYS.iter().find(|known| known.name == key).expect(key);
            assert_eq!((known.get)(&options).as_deref(), Some(kept), "{key}={typed}");
            assert!(!format!("{options:?}").contains("pw"), "{options:?}");
            let json = serde_json::to_string(&options).expect("JSON");
            assert_eq!(serde_json::from_str::<Options>(&json).expect("the same"), options);
            options.set(key, "").expect("unset");
            assert_eq!(options, Options::default(), "{key}=");
        }
    }

    #[test]
    fn what_is_refused_names_the_way_out() {
        for (key, value, message) in [
            ("intervall", "2h", "intervall: no such option; did you mean interval?"),
            ("interval", "3m", "interval: 3m may be minutes or months; write 3min"),
            ("interval", "5s", "interval: 5s is too short; at least 1min"),
            ("timeout", "2000 d", "timeout: 2000 d is longer than a year"),
            (
                "proxy",
                "ftp://x",
                "proxy: a proxy is an http, https, socks5 or socks5h URL, or none",
            ),
            ("http1", "maybe", "http1: \"maybe\" is neither yes nor no"),
            ("on-republish", "no", "on-republish: \"no\" is none of ignore, bump, new"),
        ] {
            let mut options = Options::default();
            let error = options.set(key, value).expect_err(value);
            assert_eq!(error.to_string(), message);
            assert_eq!(options, Options::default());
        }
        let error = Options::default().set("q", "1").expect_err("no key").to_string();
        assert!(error.ends_with(
            "there are title, tags, folders, interval, timeout, proxy, http1, auth, \
                 on-republish"
        ));
    }

    #[test]
    fn automatic_is_no_interval_and_unknown_fields_are_left_alone() {
        let stored = r#"{"interval":7200,"colour":"blue","tags":["a"]}"#;
        let mut options: Options = serde_json::from_str(stored).expect("tolerated");
        assert_eq!(options.interval, Some(7200));
        options.set("interval", "auto").expect("auto");
        assert_eq!(options.interval, None);
    }

    proptest! {
        #[test]
        fn lists_survive_their_text(names in proptest::collection::vec("[a,/\\\\ éb]{1,6}", 0..4)) {
            let mut options = Options {
                tags: unique(names.iter().filter_map(|name| filled(name)).collect()),
                ..Options::default()
            };
            let path = options.tags.clone();
            options.folders = if path.is_empty() { vec![] } else { vec![path.clone(), vec![path[0].clone()]] };
            options.folders = unique(options.folders);
            let mut again = Options::default();
            for key in KEYS {
                if let Some(text) = (key.get)(&options) {
                    prop_assert_eq!((key.set)(&mut again, &text), Ok(()));
                }
            }
            prop_assert_eq!(again, options);
        }
    }
}
