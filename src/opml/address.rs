//! An address as a list gives it in, one that can be followed out.

use url::Url;

use crate::model::{nearest, unwrapped};

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// It can be followed; `note` says what was changed, if anything that matters.
    Usable { url: String, note: Option<&'static str> },
    /// It cannot, and why.
    Refused(&'static str),
}

/// Reads an address: http, https, file, `exec:`, or what can be turned into one of them.
pub(super) fn read(text: &str) -> Address {
    let text = text.trim();
    if let Some(command) = strip_scheme(text, "exec") {
        return exec(command);
    }
    let mut rest = text;
    let mut note = None;
    while let Some(inner) = strip_scheme(rest, "view-source") {
        rest = inner;
        note = Some("view-source: left out");
    }
    let unwrapped = unwrapped(rest);
    if unwrapped != rest {
        return web(&unwrapped, note);
    }
    if let Some(mended) = mistyped(rest) {
        return web(&mended, Some("mistyped scheme"));
    }
    match scheme(rest) {
        Some("http" | "https" | "file") => web(rest, note),
        Some(_) if looks_like_host(rest) => web(&format!("http://{rest}"), Some(NO_SCHEME)),
        Some(_) => Address::Refused("no web address, file or program"),
        None if rest.starts_with("//") => web(&format!("http:{rest}"), Some(NO_SCHEME)),
        None if looks_like_host(rest) => web(&format!("http://{rest}"), Some(NO_SCHEME)),
        None => Address::Refused("no address"),
    }
}

const NO_SCHEME: &str = "no scheme; taken as http";

/// Mends `hhttps:`, `htp:` and the like: letters of "https" alone, a slip away from it.
fn mistyped(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let near = scheme.starts_with('h') && scheme.chars().all(|c| "htps".contains(c));
    let meant = nearest(&scheme, ["http", "https"]).filter(|meant| near && *meant != scheme)?;
    rest.starts_with("//").then(|| format!("{meant}:{rest}"))
}

fn exec(command: &str) -> Address {
    let command = super::text::one_line(command, usize::MAX);
    if command.is_empty() {
        return Address::Refused("names no program");
    }
    // The shell that newsboat uses would do more than split words.
    let shell = command.starts_with('~') || command.contains(['|', '$', '`', '>', '<', ';', '&']);
    let note = shell.then_some("runs without a shell: ~, $, pipes and redirections mean nothing");
    Address::Usable { url: format!("exec:{command}"), note }
}

fn web(text: &str, note: Option<&'static str>) -> Address {
    // Some lists keep addresses from being linked by dots that only look like dots.
    let parsed =
        Url::parse(text).or_else(|_| Url::parse(&text.replace(['\u{2024}', '\u{ff0e}'], ".")));
    let Ok(url) = parsed else { return Address::Refused("no valid address") };
    let named = url.host_str().is_some_and(|host| !host.is_empty());
    match url.scheme() {
        "file" => Address::Usable { url: url.into(), note },
        "http" | "https" if named => Address::Usable { url: url.into(), note },
        _ => Address::Refused("no valid address"),
    }
}

/// The scheme in lower case, if it is one of those we know; any other gives `Some("")`.
fn scheme(text: &str) -> Option<&'static str> {
    let (scheme, _) = text.split_once(':')?;
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    if !begins || !letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
        return None;
    }
    let known = ["http", "https", "file"];
    Some(known.into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).unwrap_or_default())
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (found, rest) = text.split_once(':')?;
    found.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

/// Whether this starts like `www.example.org/feed` or `example.org:8080`.
fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let labels: Vec<&str> = name.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|label| is_label(label))
        && labels.last().is_some_and(|top| top.chars().all(char::is_alphabetic) && top.len() > 1)
        && !port.is_empty()
        && port.chars().all(|c| c.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_lists_give_them() {
        let refused = |why| Err(why);
        for (text, expected) in [
            (" https://a.example/feed ", Ok(("https://a.example/feed", None))),
            ("HTTP://A.example", Ok(("http://a.example/", None))),
            ("feed://a.example/x", Ok(("http://a.example/x", None))),
            ("feed:https://a.example/x", Ok(("https://a.example/x", None))),
            ("feed:a.example/x", Ok(("http://a.example/x", None))),
            ("itpc://a.example/x", Ok(("http://a.example/x", None))),
            ("www.a.example/x", Ok(("http://www.a.example/x", Some(NO_SCHEME)))),
            ("a.example:8080/x", Ok(("http://a.example:8080/x", Some(NO_SCHEME)))),
            ("//a.example/x", Ok(("http://a.example/x", Some(NO_SCHEME)))),
            (
                "view-source:http://a.example/",
                Ok(("http://a.example/", Some("view-source: left out"))),
            ),
            ("file:///srv/feed.xml", Ok(("file:///srv/feed.xml", None))),
            (
                "exec:~/bin/x  a",
                Ok((
                    "exec:~/bin/x a",
                    Some("runs without a shell: ~, $, pipes and redirections mean nothing"),
                )),
            ),
            ("exec:/bin/x", Ok(("exec:/bin/x", None))),
            ("exec:", refused("names no program")),
            ("vfolder", refused("no address")),
            ("newsletter:12:list@a.example", refused("no web address, file or program")),
            ("javascript:alert(1)", refused("no web address, file or program")),
            ("ftp://a.example/feed", refused("no web address, file or program")),
            ("hhttps://a.example/feed", Ok(("https://a.example/feed", Some("mistyped scheme")))),
            ("htp://a.example/feed", Ok(("http://a.example/feed", Some("mistyped scheme")))),
            ("https://a\u{2024}example/f", Ok(("https://a.example/f", None))),
            ("http://", refused("no valid address")),
            ("http://exa mple/", refused("no valid address")),
            ("", refused("no address")),
        ] {
            let expected = match expected {
                Ok((url, note)) => Address::Usable { url: url.to_owned(), note },
                Err(why) => Address::Refused(why),
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
