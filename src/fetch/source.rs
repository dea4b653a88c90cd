//! An address as it was typed in, the kind of source it names out.

use std::path::PathBuf;

use url::Url;

use super::{FetchError, argv, plain};
use crate::model::{shown_address, unwrapped};

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A server.
    Http(Url),
    /// A file.
    File(PathBuf),
    /// A program's standard output: the program and its arguments.
    Exec(Vec<String>),
}

/// What this address names.
pub(super) fn parse(address: &str) -> Result<Source, FetchError> {
    let address = address.trim();
    if let Some(command) = address.strip_prefix("exec:") {
        return exec(command);
    }
    if address.starts_with('/') {
        return Ok(Source::File(PathBuf::from(address)));
    }
    let url = Url::parse(&unwrapped(address)).map_err(|error| bad(address, &error.to_string()))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(Source::Http(url)),
        "file" => url
            .to_file_path()
            .map(Source::File)
            .map_err(|()| bad(address, "a file address needs an absolute path, as in file:///a/b")),
        other => Err(bad(address, &format!("{other}: is not http, https, file or exec"))),
    }
}

fn exec(command: &str) -> Result<Source, FetchError> {
    let argv = argv::split(command).map_err(|reason| bad(&format!("exec:{command}"), reason))?;
    if argv.is_empty() {
        return Err(bad("exec:", "no command is given"));
    }
    Ok(Source::Exec(argv))
}

fn bad(address: &str, reason: &str) -> FetchError {
    let url = plain::harmless(&shown_address(address), plain::QUOTED);
    FetchError::BadUrl { url, reason: plain::harmless(reason, plain::QUOTED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_sources() {
        let http = |url: &str| Some(Source::Http(Url::parse(url).expect("a URL")));
        for (address, expected) in [
            ("https://a.example/feed", http("https://a.example/feed")),
            ("feed://a.example/feed", http("http://a.example/feed")),
            ("feed:https://a.example/feed", http("https://a.example/feed")),
            ("FEED:https://a.example/feed", http("https://a.example/feed")),
            ("/tmp/a b.xml", Some(Source::File("/tmp/a b.xml".into()))),
            ("file:///tmp/a%20b.xml", Some(Source::File("/tmp/a b.xml".into()))),
            ("exec:cat 'a b'", Some(Source::Exec(vec!["cat".into(), "a b".into()]))),
            ("exec:", None),
            ("exec:cat 'a", None),
            ("ftp://a.example/feed", None),
            ("data:text/xml,<rss/>", None),
            ("a.example/feed", None),
            ("http://a b/", None),
            ("http://a:99999/", None),
            ("", None),
            ("fee\u{df}d", None),
        ] {
            assert_eq!(parse(address).ok(), expected, "{address}");
        }
    }

    #[test]
    fn errors_hide_passwords() {
        let error = parse("ftp://user:s3cret@a.example/feed").expect_err("no ftp");
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}
