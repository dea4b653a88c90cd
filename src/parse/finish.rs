//! A feed as read in, one with whole addresses out.

use std::borrow::Cow;

use super::{html, urls};
use crate::model::{Document, Entry, Feed, Link, Person, Text, TextKind};

/// Where the document says it lies (RFC 9110 section 8.7), else where it was found.
pub(super) fn document_base(document: &Document) -> Option<String> {
    let found = Some(document.final_url.as_str()).filter(|url| urls::is_absolute(url));
    match document.content_location.as_deref() {
        Some(location) => Some(urls::resolve(found, location)).filter(|url| urls::is_absolute(url)),
        None => found.map(str::to_owned),
    }
}

/// Resolves what no `xml:base` has resolved, and fills in what the transport said.
pub(super) fn finish(feed: &mut Feed, document: &Document, base: Option<&str>) {
    if feed.language.is_none() {
        let language = document.content_language.as_deref().and_then(|l| l.split(',').next());
        feed.language = language.map(|l| l.trim().to_owned()).filter(|l| !l.is_empty());
    }
    address(&mut feed.link, base);
    let base = site_base(feed, base);
    let base = base.as_deref();
    for value in [&mut feed.image, &mut feed.icon] {
        address(value, base);
    }
    links(&mut feed.links, base);
    people(&mut feed.authors, base);
    people(&mut feed.contributors, base);
    for value in [&mut feed.title, &mut feed.subtitle, &mut feed.rights] {
        text(value, base);
    }
    for value in &mut feed.entries {
        entry(value, base);
    }
}

/// Relative addresses are meant for the site. The document lies there too, unless it was passed
/// on by another host, such as a feed proxy.
fn site_base(feed: &Feed, document: Option<&str>) -> Option<String> {
    let own = feed.links.iter().filter(|link| link.rel.as_deref() == Some("self"));
    let site = feed.link.as_deref().filter(|link| urls::is_web(link));
    let site = site.or_else(|| own.map(|link| link.href.as_str()).find(|href| urls::is_web(href)));
    match (site, document) {
        (Some(site), Some(document)) if urls::host(site) != urls::host(document) => Some(site),
        (site, document) => document.or(site),
    }
    .map(str::to_owned)
}

fn entry(entry: &mut Entry, base: Option<&str>) {
    for value in [&mut entry.url, &mut entry.original_url, &mut entry.comments] {
        address(value, base);
    }
    links(&mut entry.links, base);
    people(&mut entry.authors, base);
    people(&mut entry.contributors, base);
    for media in &mut entry.enclosures {
        resolve(&mut media.url, base);
    }
    for picture in &mut entry.thumbnails {
        resolve(picture, base);
    }
    // Writers mean their page; but an entry may point at somebody else's.
    let page =
        entry.url.clone().filter(|url| base.is_none_or(|base| urls::host(url) == urls::host(base)));
    let page = page.as_deref().filter(|url| urls::is_web(url)).or(base);
    for value in [&mut entry.title, &mut entry.summary, &mut entry.rights] {
        text(value, page);
    }
    for value in &mut entry.contents {
        resolve_text(value, page);
    }
    if entry.base.is_none() {
        entry.base = page.map(str::to_owned);
    }
}

fn address(value: &mut Option<String>, base: Option<&str>) {
    if let Some(value) = value {
        resolve(value, base);
    }
}

fn resolve(value: &mut String, base: Option<&str>) {
    if base.is_some() && !urls::is_absolute(value) {
        *value = urls::resolve(base, value);
    }
}

fn links(links: &mut [Link], base: Option<&str>) {
    for link in links {
        resolve(&mut link.href, base);
    }
}

fn people(people: &mut [Person], base: Option<&str>) {
    for person in people {
        address(&mut person.uri, base);
    }
}

fn text(value: &mut Option<Text>, base: Option<&str>) {
    if let Some(value) = value {
        resolve_text(value, base);
    }
}

fn resolve_text(text: &mut Text, base: Option<&str>) {
    if text.base.is_none() {
        text.base = base.map(str::to_owned);
    }
    if text.kind == TextKind::Html {
        if let Cow::Owned(changed) = html::mended(&text.value, text.base.as_deref()) {
            text.value = changed;
        }
    }
}
