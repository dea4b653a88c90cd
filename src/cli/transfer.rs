//! `tidings import` and `tidings export`: subscription lists both ways.

use std::{io::Read, path::Path, process::ExitCode};

use super::{
    args::{ExportArgs, ImportArgs},
    failure::Failure,
    output::count,
    session::Session,
};
use crate::{
    opml::{self, ImportError},
    store::{Access, SQLITE_MAGIC, Subscribed, newsboat_urls},
};

/// The title of an exported list.
const TITLE: &str = "tidings subscriptions";

/// Takes over the subscriptions of a file. Nothing is fetched; what is followed already stays as
/// it is.
pub(super) fn import(args: &ImportArgs, session: &Session) -> Result<ExitCode, Failure> {
    let name = args.file.display().to_string();
    let mut bytes = read(&args.file)
        .map_err(|error| Failure::io(&name, &error).hint("name a file, or - for standard input"))?;
    if bytes.starts_with(SQLITE_MAGIC) && args.file.as_os_str() != "-" {
        bytes = newsboat_urls(&args.file)?.join("\n").into_bytes();
    }
    let list = opml::read(&bytes, &name).map_err(|error| refused(&error))?;
    if !list.reaches.is_empty() && !args.yes {
        let reaches = list.reaches.join("\n");
        return Err(Failure::failed(
            "reaches-inside",
            format!(
                "{name}: fetching these subscriptions would run programs or read files of this \
                 machine:\n{reaches}"
            ),
        )
        .hint("nothing was imported; --yes takes them over as they are"));
    }
    let mut store = session.store(Access::Write)?;
    let (mut new, mut known) = (0, 0);
    for subscribed in store.subscribe_all(&list.subscriptions, session.now())? {
        match subscribed {
            Subscribed::New(_) | Subscribed::Revived(_) => new += 1,
            Subscribed::Already(_) => known += 1,
        }
    }
    for note in &list.notes {
        session.note(&format!("{name}: {note}"));
    }
    session.say(&format!("{} imported, {known} followed before", count(new, "feed")));
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(opml::SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refused(error: &ImportError) -> Failure {
    Failure::failed("bad-list", error.to_string())
        .hint("OPML, newsboat's urls and cache.db, an sfeedrc and lists of addresses can be read")
}

/// Writes the subscriptions as OPML.
pub(super) fn export(_args: &ExportArgs, session: &Session) -> Result<ExitCode, Failure> {
    let feeds = session.store(Access::Read)?.feeds()?;
    let mut out = session.output(false);
    let written = opml::write(&feeds, TITLE, session.now(), &mut out);
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}
