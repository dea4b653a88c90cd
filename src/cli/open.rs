//! `tidings open`: articles in the browser, never through a shell.

use std::process::{Command, ExitCode, Stdio};

use super::{args::OpenArgs, failure::Failure, session::Session, show::articles};
use crate::store::Detail;

/// The desktop's own openers, tried in turn when `$BROWSER` is not set.
const OPENERS: &[&str] = &["xdg-open", "open", "wslview"];

/// Opens each article's page.
pub(super) fn run(args: &OpenArgs, session: &Session) -> Result<ExitCode, Failure> {
    for article in articles(&args.ids, Detail::Listing, session)? {
        let Some(url) = article.url.filter(|url| is_web(url)) else {
            session.note(&format!("{}: has no page to open", article.title));
            continue;
        };
        open(&url)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Only http and https may start a program: other schemes can name files or run scripts.
fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn open(url: &str) -> Result<(), Failure> {
    let browsers = std::env::var("BROWSER").unwrap_or_default();
    let chosen = browsers.split(':').filter(|browser| !browser.trim().is_empty());
    for browser in chosen.chain(OPENERS.iter().copied()) {
        if start(browser, url).is_some_and(|status| status.success()) {
            return Ok(());
        }
    }
    Err(Failure::failed("no-browser", format!("{url}: no browser could be started"))
        .hint("set BROWSER to a program that opens pages"))
}

/// Runs a browser with the address as one argument; in `$BROWSER` a `%s` stands for it.
fn start(browser: &str, url: &str) -> Option<std::process::ExitStatus> {
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next()?);
    let mut placed = false;
    for word in words {
        placed |= word.contains("%s");
        command.arg(word.replace("%s", url));
    }
    if !placed {
        command.arg(url);
    }
    command.stdin(Stdio::null()).status().ok()
}
