//! `tidings man`: the manual, from the same descriptions as `--help`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap_mangen::{
    Man,
    roff::{Roff, roman},
};

use super::{args::ManArgs, command, failure::Failure, session::Session};

/// What the manual says beside the options.
const SECTIONS: &[(&str, &[&str])] = &[
    (
        "EXIT STATUS",
        &[
            "0: done; an empty list is done, and a closed pipe too",
            "1: failed: store, configuration, file",
            "2: usage: unknown flag, bad date, bad query",
            "3: fetch: some feeds failed, the rest are stored",
            "4: fetch: every feed tried failed",
            "5: nothing matched, with -e",
            "75: another fetch holds the store",
            "130, 143: interrupted, terminated; what was stored stays stored",
        ],
    ),
    (
        "DATES",
        &[
            "ago: 90min 36h 7d 2w 3mo 1y P1W",
            "by name: today, yesterday, monday, \"last week\", \"3 days ago\"",
            "in full: 2026-05-21, \"2026-05-21 16:01\", RFC 3339, @1716300000",
            "intervals: 2026-05, 2026-03..2026-04",
            "A date without a time is local and starts that day.",
        ],
    ),
    (
        "FILES",
        &[
            "$XDG_CONFIG_HOME/tidings/config.toml, ~/.config without that variable: the settings, \
             in TOML; `tidings config` lists every key with its value and where that comes from",
            "$XDG_DATA_HOME/tidings/tidings.db, ~/.local/share without that variable: the store, \
             an SQLite database whose views articles, feeds, tags, authors and enclosures are \
             for other programs",
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            "TIDINGS_STORE, TIDINGS_CONFIG: as --store and --config",
            "TIDINGS_PAGER, then PAGER: the pager; less -FRX without them",
            "TIDINGS_NOW: the clock at which the program starts, an RFC 3339 time",
            "NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS: as everywhere",
            "Every setting that `tidings config` lists has a variable of its own.",
        ],
    ),
];

/// Writes the manual page, of one command or of all.
pub(super) fn run(args: &ManArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut whole = command();
    whole.build();
    let mut found = &whole;
    // `query save` is also known by the name that pages refer to it by, query-save.
    for name in args.command.iter().flat_map(|name| name.split('-')) {
        found = found.find_subcommand(name).ok_or_else(|| {
            let name = args.command.join(" ");
            Failure::usage("unknown-command", format!("{name}: there is no such command"))
                .hint("tidings help lists them")
        })?;
    }
    let title = [&["tidings".to_owned()][..], &args.command].concat().join("-");
    let page = page(&found.clone().display_name(title.clone()).name(title))
        .map_err(|error| Failure::io("manual", &error))?;
    let mut out = session.output(false);
    let written = out.write_all(&page);
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn page(command: &clap::Command) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    Man::new(command.clone()).render(&mut out)?;
    for (title, lines) in SECTIONS {
        let mut section = Roff::default();
        section.control("SH", [*title]);
        for line in *lines {
            section.text([roman(*line)]);
            section.control("br", None);
        }
        out.extend_from_slice(section.to_roff().as_bytes());
    }
    Ok(out)
}
