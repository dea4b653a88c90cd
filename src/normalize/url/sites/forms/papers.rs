//! Forms of sites that publish texts.

use super::super::super::Scope;
use super::super::super::address::{Address, name_and_value};
use super::super::host_matches;
use super::{is_number, on_host, page};

/// Pages of Medium that end in an id but are no posts.
const MEDIUM_OTHERS: &[&str] = &["list", "series", "tag", "m", "about", "following", "r"];

/// `medium.com/p/ID`, which is also the guid of Medium's feeds. A publication on its own domain
/// is known by that guid; its address alone says nothing.
pub(super) fn medium(address: &Address, scope: &Scope<'_>) -> Option<Address> {
    let segments = address.segments();
    if host_matches(&address.host, "medium.com") {
        let id = match segments.as_slice() {
            ["p", id] => *id,
            [.., last] if !segments.iter().any(|s| MEDIUM_OTHERS.contains(s)) => {
                last.rsplit_once('-')?.1
            }
            _ => return None,
        };
        return is_medium_id(id).then(|| page("medium.com", format!("/p/{id}")));
    }
    let id = scope.guid?.trim().split_once("://medium.com/p/")?.1;
    let ends_in_it = segments.last()?.rsplit('-').next() == Some(id);
    (is_medium_id(id) && ends_in_it).then(|| page("medium.com", format!("/p/{id}")))
}

fn is_medium_id(id: &str) -> bool {
    (10..=12).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// What Substack's own links add.
const SUBSTACK_TAGS: &[&str] =
    &["r", "s", "publication_id", "post_id", "isFreemail", "triedRedirect", "showWelcomeOnShare"];

/// `open.substack.com/pub/X/p/SLUG` is `X.substack.com/p/SLUG`. On a domain of the author's the
/// tags go only if they bear Substack's signature; `r` or `s` alone may mean anything.
pub(super) fn substack(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let segments = address.segments();
    if address.host == "open.substack.com" {
        let ["pub", name, "p", slug] = segments.as_slice() else { return None };
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let host = format!("{}.substack.com", name.to_ascii_lowercase());
        return plain.then(|| Address { path: format!("/p/{slug}"), ..on_host(address, host) });
    }
    if !matches!(segments.as_slice(), ["p", _]) || !has_substack_signature(address) {
        return None;
    }
    let mut bare = address.clone();
    bare.query.retain(|piece| !SUBSTACK_TAGS.contains(&name_and_value(piece).0));
    Some(bare)
}

fn has_substack_signature(address: &Address) -> bool {
    let is_reader =
        |r: &str| (3..=8).contains(&r.len()) && r.bytes().all(|b| b.is_ascii_alphanumeric());
    (address.value("r").is_some_and(is_reader) && matches!(address.value("s"), Some("r" | "w")))
        || (address.value("publication_id").is_some_and(is_number)
            && address.value("post_id").is_some_and(is_number))
        || matches!(address.value("triedRedirect"), Some("true"))
        || matches!(address.value("isFreemail"), Some("true" | "false"))
}

/// `X.blogspot.de` and its like lead to `X.blogspot.com`; `m=1` asks for the mobile view.
pub(super) fn blogspot(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let (name, suffix) = address.host.split_once(".blogspot.")?;
    let is_country = match suffix.split('.').collect::<Vec<_>>().as_slice() {
        ["com"] => true,
        [country] | ["co" | "com", country] => country.len() == 2,
        _ => false,
    };
    if !is_country || name.contains('.') {
        return None;
    }
    let mut settled = on_host(address, format!("{name}.blogspot.com"));
    settled.query.retain(|piece| !matches!(piece.as_str(), "m=0" | "m=1"));
    Some(settled)
}

/// bbc.com and bbc.co.uk serve the same texts; its feeds count a text's versions in the guid's
/// fragment (`#0`, `#1`).
pub(super) fn bbc(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let host = match address.host.strip_suffix("bbc.com") {
        Some(rest) if rest.is_empty() || rest.ends_with('.') => format!("{rest}bbc.co.uk"),
        _ if host_matches(&address.host, "bbc.co.uk") => address.host.clone(),
        _ => return None,
    };
    let mut settled = on_host(address, host);
    if is_number(&settled.fragment) {
        settled.fragment.clear();
    }
    Some(settled)
}

/// Parts of heise.de with numbers of their own.
const HEISE_OTHERS: &[&str] = &["forum", "download", "preisvergleich", "bilderstrecke", "video"];

/// `heise.de/…/Title-1234567.html` and the short form `heise.de/-1234567`.
pub(super) fn heise(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if !matches!(address.host.as_str(), "heise.de" | "m.heise.de") {
        return None;
    }
    let segments = address.segments();
    let (first, last) = (segments.first()?, segments.last()?);
    let id = match last.strip_suffix(".html") {
        Some(name) => name.rsplit_once('-')?.1,
        None if segments.len() == 1 => last.strip_prefix('-')?,
        None => return None,
    };
    let is_text = is_number(id) && (5..=9).contains(&id.len()) && !HEISE_OTHERS.contains(first);
    // A text on several pages (`?seite=2`) has one key a page, so the query stays.
    is_text.then(|| Address { path: format!("/-{id}"), ..on_host(address, "heise.de".to_owned()) })
}

/// `arxiv.org/abs/ID`; the version, where given, belongs to the id.
pub(super) fn arxiv(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if !matches!(address.host.as_str(), "arxiv.org" | "export.arxiv.org") {
        return None;
    }
    let rest =
        ["/abs/", "/pdf/", "/html/"].iter().find_map(|form| address.path.strip_prefix(form))?;
    let id = rest.strip_suffix(".pdf").unwrap_or(rest);
    is_arxiv_id(id).then(|| page("arxiv.org", format!("/abs/{id}")))
}

/// `2401.12345v2` since 2007, `hep-th/9901001` and `math.GT/0309136` before.
fn is_arxiv_id(id: &str) -> bool {
    let bare = id
        .rsplit_once('v')
        .map_or(id, |(bare, version)| if is_number(version) { bare } else { id });
    match bare.split_once('/') {
        Some((archive, number)) => {
            archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.')
                && is_number(number)
                && number.len() == 7
        }
        None => bare.split_once('.').is_some_and(|(month, number)| {
            is_number(month)
                && month.len() == 4
                && is_number(number)
                && matches!(number.len(), 4 | 5)
        }),
    }
}

/// `rfc-editor.org/rfc/rfcN` in text, HTML, PDF or XML. `/info/` is a page about it.
pub(super) fn rfc(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if address.host != "rfc-editor.org" {
        return None;
    }
    let name = address.path.strip_prefix("/rfc/")?.to_ascii_lowercase();
    let name = name.strip_prefix("pdfrfc/").unwrap_or(&name);
    let stem = [".txt.pdf", ".txt", ".html", ".pdf", ".xml", ".ps"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name);
    is_number(stem.strip_prefix("rfc")?)
        .then(|| Address { path: format!("/rfc/{stem}"), ..address.clone() })
}

/// Wikimedia's projects.
const WIKIS: &[&str] = &[
    "wikipedia.org",
    "wiktionary.org",
    "wikinews.org",
    "wikibooks.org",
    "wikiquote.org",
    "wikisource.org",
    "wikiversity.org",
    "wikivoyage.org",
    "wikimedia.org",
    "wikidata.org",
    "mediawiki.org",
    "wikifunctions.org",
];

/// `en.m.wikipedia.org` is `en.wikipedia.org`, `m.wikidata.org` is `wikidata.org`.
pub(super) fn wikimedia(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let project = WIKIS.iter().find(|wiki| host_matches(&address.host, wiki))?;
    let language = address.host.strip_suffix(project)?;
    let desktop = match language {
        "m." => String::new(),
        _ => format!("{}.", language.strip_suffix(".m.")?),
    };
    Some(on_host(address, format!("{desktop}{project}")))
}

/// `news.google.com/articles/ID` for a page, in a feed or to read.
pub(super) fn google_news(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if address.host != "news.google.com" {
        return None;
    }
    match address.segments().as_slice() {
        ["articles" | "read", id]
        | ["rss", "articles", id]
        | ["__i", "rss", "rd", "articles", id] => {
            Some(page("news.google.com", format!("/articles/{id}")))
        }
        _ => None,
    }
}

/// `amazon.de/dp/ASIN`. One number is another offer in another country, so the domain stays.
pub(super) fn amazon(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if !host_matches(&address.host, "amazon.*") {
        return None;
    }
    let host = psl::domain_str(&address.host)?;
    let segments = address.segments();
    let (asin, rest) = match segments.as_slice() {
        ["dp" | "d", asin, rest @ ..]
        | [_, "dp", asin, rest @ ..]
        | ["gp", "product", asin, rest @ ..]
        | ["gp", "aw", "d", asin, rest @ ..]
        | ["exec", "obidos", "ASIN" | "asin", asin, rest @ ..]
        | ["o", "ASIN", asin, rest @ ..] => (*asin, rest),
        _ => return None,
    };
    let is_asin = asin.len() == 10
        && asin.bytes().all(|b| b.is_ascii_alphanumeric())
        && asin.bytes().any(|b| b.is_ascii_digit());
    let only_tags = rest.iter().all(|segment| segment.starts_with("ref="));
    (is_asin && only_tags).then(|| page(host, format!("/dp/{}", asin.to_ascii_uppercase())))
}
