//! A feed as read in, one with whole addresses out.

use super::{growth::Growth, urls};
use crate::model::{Document, Entry, Feed, Link, Person, Text, TextKind};

/// Where the document says it lies (RFC 9110 section 8.7), else where it was found on the web: a
/// feed in a file means no other files.
pub(super) fn document_base(document: &Document) -> Option<String> {
    let found = Some(document.final_url.as_str()).filter(|url| urls::is_web(url));
    match document.content_location.as_deref() {
        Some(location) => Some(urls::resolve(found, location)).filter(|url| urls::is_web(url)),
        None => found.map(str::to_owned),
    }
}

/// Resolves what no `xml:base` has resolved, and fills in what the transport said.
pub(super) fn finish(feed: &mut Feed, document: &Document, base: Option<&str>) {
    if feed.language.is_none() {
        let language = document.content_language.as_deref().and_then(|l| l.split(',').next());
        feed.language = language.map(|l| l.trim().to_owned()).filter(|l| !l.is_empty());
    }
    let mut resolver = Resolver { growth: Growth::of(document.body.len()) };
    if feed.link.as_deref().is_some_and(|link| !urls::is_reference(link)) {
        feed.link = None;
    }
    resolver.address(&mut feed.link, base);
    let base = site_base(feed, base);
    let base = base.as_deref();
    resolver.address(&mut feed.link, base);
    resolver.address(&mut feed.image, base);
    resolver.address(&mut feed.icon, base);
    resolver.links(&mut feed.links, base);
    resolver.people(&mut feed.authors, base);
    resolver.people(&mut feed.contributors, base);
    for text in [&mut feed.title, &mut feed.subtitle, &mut feed.rights].into_iter().flatten() {
        resolver.text(text, base);
    }
    for entry in &mut feed.entries {
        resolver.entry(entry, base);
    }
}

/// Relative addresses are meant for the site. The document lies there too, unless it was passed
/// on by another host, such as a feed proxy.
pub(super) fn site_base(feed: &Feed, document: Option<&str>) -> Option<String> {
    let own = feed.links.iter().filter(|link| link.rel.as_deref() == Some("self"));
    let site = feed.link.as_deref().filter(|link| urls::is_web(link));
    let site = site.or_else(|| own.map(|link| link.href.as_str()).find(|href| urls::is_web(href)));
    match (site, document) {
        (Some(site), Some(document)) if urls::host(site) != urls::host(document) => Some(site),
        (site, document) => document.or(site),
    }
    .filter(|base| base.len() <= BASE)
    .map(str::to_owned)
}

/// Longer addresses are no base: each goes into many values.
const BASE: usize = 2048;

/// Resolves addresses as long as that is not abused.
struct Resolver {
    growth: Growth,
}

impl Resolver {
    fn entry(&mut self, entry: &mut Entry, base: Option<&str>) {
        for value in [&mut entry.url, &mut entry.original_url, &mut entry.comments] {
            self.address(value, base);
        }
        self.links(&mut entry.links, base);
        self.people(&mut entry.authors, base);
        self.people(&mut entry.contributors, base);
        for url in
            entry.enclosures.iter_mut().map(|media| &mut media.url).chain(&mut entry.thumbnails)
        {
            self.resolve(url, base);
        }
        let page = page(entry, base).map(str::to_owned);
        let texts = [&mut entry.title, &mut entry.summary, &mut entry.rights].into_iter().flatten();
        for text in texts.chain(&mut entry.contents) {
            self.text(text, page.as_deref());
        }
        if entry.base.is_none() && self.growth.allows(page.as_deref().map_or(0, str::len)) {
            entry.base = page;
        }
    }

    fn address(&mut self, value: &mut Option<String>, base: Option<&str>) {
        if let Some(value) = value {
            self.resolve(value, base);
        }
    }

    fn resolve(&mut self, value: &mut String, base: Option<&str>) {
        if !urls::is_absolute(value)
            && let Some(whole) = urls::hosted(value)
        {
            *value = whole;
            return;
        }
        if let Some(base) =
            base.filter(|base| !urls::is_absolute(value) && self.growth.allows(base.len()))
        {
            *value = urls::resolve(Some(base), value);
        }
    }

    fn links(&mut self, links: &mut [Link], base: Option<&str>) {
        for link in links {
            self.resolve(&mut link.href, base);
        }
    }

    fn people(&mut self, people: &mut [Person], base: Option<&str>) {
        for person in people {
            self.address(&mut person.uri, base);
        }
    }

    /// The addresses in a text stay relative: whoever reads its markup resolves them there,
    /// and only those that are wanted.
    fn text(&mut self, text: &mut Text, base: Option<&str>) {
        let relative = text.kind == TextKind::Html && text.base.is_none();
        if relative && self.growth.allows(base.map_or(0, str::len)) {
            text.base = base.map(str::to_owned);
        }
    }
}

/// What the addresses in an entry's texts are relative to: writers mean their page. But an
/// entry may point at somebody else's.
fn page<'e>(entry: &'e Entry, base: Option<&'e str>) -> Option<&'e str> {
    let own = |url: &&str| {
        urls::is_web(url)
            && url.len() <= BASE
            && base.is_none_or(|base| urls::host(url) == urls::host(base))
    };
    entry.url.as_deref().filter(own).or(base)
}
