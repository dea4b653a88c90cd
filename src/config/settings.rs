//! Every setting there is: one table, from which file, environment, help and checks follow.

use crate::model::Republish;

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any line of text; empty for none.
    Text,
    /// A store's path or address; empty for the usual place.
    Store,
    /// A proxy's URL, `none`, or empty for what the system says.
    Proxy,
    /// A length of time between two bounds, in seconds.
    Seconds {
        /// The shortest.
        least: u64,
        /// The longest.
        most: u64,
        /// A word that stands for no length at all, such as `auto`.
        none: Option<&'static str>,
    },
    /// A size in bytes, such as `32MiB`, between two bounds.
    Bytes {
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
    },
    /// A number between two bounds.
    Count {
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
    },
    /// One of some words.
    Choice(&'static [&'static str]),
    /// A time zone: `local`, `UTC`, a place such as `Europe/Berlin`, or an offset such as `+02:00`.
    Zone,
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file: `key` or `section.key`.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Its value where nothing is said, as it would be written.
    pub default: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// A variable of other programs that is heard after our own.
    pub also: Option<&'static str>,
}

impl Setting {
    /// The environment variable that sets it: `TIDINGS_SECTION_KEY`.
    pub fn variable(&self) -> String {
        format!("TIDINGS_{}", self.name.replace(['.', '-'], "_").to_uppercase())
    }
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MIB: u64 = 1 << 20;

const fn setting(
    name: &'static str,
    default: &'static str,
    kind: Kind,
    about: &'static str,
) -> Setting {
    Setting { name, about, default, kind, also: None }
}

const fn seconds(least: u64, most: u64) -> Kind {
    Kind::Seconds { least, most, none: None }
}

/// Every setting, in the order in which they are listed.
pub const SETTINGS: &[Setting] = &[
    setting("store", "", Kind::Store, "Where articles are kept: a path or an address"),
    setting(
        "contact",
        "",
        Kind::Text,
        "A URL or mail address by which a server's owner can reach you, sent in the user agent",
    ),
    setting("format", "text", Kind::Text, "The format of lists, as for --format"),
    setting(
        "color",
        "auto",
        Kind::Choice(&["auto", "always", "never"]),
        "Whether to colour: auto (only for a terminal), always or never",
    ),
    Setting {
        also: Some("PAGER"),
        ..setting("pager", "less -FRX", Kind::Text, "What long output to a terminal is shown with")
    },
    setting(
        "zone",
        "local",
        Kind::Zone,
        "The time zone: local, UTC, a place such as Europe/Berlin or an offset such as +02:00",
    ),
    setting(
        "fetch.jobs",
        "512",
        Kind::Count { least: 1, most: 4096 },
        "Requests in flight at once, over all hosts",
    ),
    setting(
        "fetch.per-host",
        "2",
        Kind::Count { least: 1, most: 16 },
        "Connections to one host at once",
    ),
    setting("fetch.spacing", "1s", seconds(0, HOUR), "The time between two requests to one host"),
    setting(
        "fetch.patience",
        "10min",
        seconds(0, DAY),
        "How long a run waits for a host's turn before it leaves a feed to the next run",
    ),
    setting(
        "fetch.connect-timeout",
        "10s",
        seconds(1, HOUR),
        "The time to look up a name, and to connect",
    ),
    setting("fetch.first-byte-timeout", "30s", seconds(1, HOUR), "The time until an answer begins"),
    setting(
        "fetch.idle-timeout",
        "20s",
        seconds(1, HOUR),
        "The time between two pieces of an answer",
    ),
    setting(
        "fetch.timeout",
        "45s",
        seconds(1, HOUR),
        "The time for a feed in all, redirects included",
    ),
    setting(
        "fetch.body-limit",
        "32MiB",
        Kind::Bytes { least: 1 << 10, most: 1 << 30 },
        "The largest document that is taken, before and after decoding",
    ),
    setting(
        "fetch.redirects",
        "10",
        Kind::Count { least: 0, most: 20 },
        "Redirects followed for one feed",
    ),
    setting(
        "fetch.private-networks",
        "subscribed",
        Kind::Choice(&["never", "subscribed", "always"]),
        "Whether hosts in private networks are asked: never, where you subscribed to one, or \
         always, even by a public server's redirect",
    ),
    setting(
        "fetch.proxy",
        "",
        Kind::Proxy,
        "The proxy for all feeds without their own: a URL, none, or empty for the system's",
    ),
    setting(
        "fetch.on-republish",
        "ignore",
        Kind::Choice(Republish::NAMES),
        "What a date more than 30 days later under one id does: ignore (an edit), bump (the \
         article moves to its new date) or new (another article)",
    ),
    setting(
        "schedule.interval",
        "auto",
        Kind::Seconds { least: MINUTE, most: 365 * DAY, none: Some("auto") },
        "A fixed time between checks of a feed, or auto for each feed's own rhythm",
    ),
    setting(
        "schedule.min-interval",
        "1h",
        seconds(MINUTE, 365 * DAY),
        "No feed is asked more often, whatever its rhythm",
    ),
    setting(
        "schedule.max-interval",
        "1w",
        seconds(HOUR, 365 * DAY),
        "No server can put its feed off for longer",
    ),
    setting(
        "keep.age",
        "forever",
        Kind::Seconds { least: DAY, most: 1000 * 365 * DAY, none: Some("forever") },
        "Articles older than this may be pruned; starred ones never",
    ),
    setting(
        "keep.per-feed",
        "50",
        Kind::Count { least: 0, most: 1_000_000_000 },
        "So many articles of a feed are kept, however old",
    ),
    setting(
        "keep.responses",
        "4MiB",
        Kind::Bytes { least: 0, most: 1024 * MIB },
        "The last answer of a feed is kept up to this size for trace and replay; 0 for none",
    ),
    setting(
        "dedupe.learned",
        "suggest",
        Kind::Choice(&["off", "suggest", "on"]),
        "What is done with rules learnt about URL parameters: off learns none, suggest shows \
         them in tidings urls, on applies them",
    ),
];
