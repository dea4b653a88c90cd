//! An entry in, the pages on other hosts that it is about out.

use crate::{
    model::{Draft, Html, UrlKey},
    normalize::url::{Scope, key},
};

/// A remark links what it is about and little else; of more links than this, none is it.
const MOST: usize = 3;

/// Not even looked through: a page of links.
const MOST_WRITTEN: usize = 12;

/// The keys of the pages on other hosts that the content links to, each once.
pub(super) fn outward(draft: &Draft) -> Vec<UrlKey> {
    let Some(html) = draft.content_html.as_ref().map(Html::as_str) else { return Vec::new() };
    let own = draft.url_key.as_ref().map_or("", |key| host(&key.0));
    let mut keys: Vec<UrlKey> = Vec::new();
    for (place, href) in hrefs(html).enumerate() {
        if place == MOST_WRITTEN {
            return Vec::new();
        }
        let Some(key) = key(&href.replace("&amp;", "&"), &Scope::default()) else { continue };
        if key.to_url().is_none() || host(&key.0) == own || keys.contains(&key) {
            continue;
        }
        if keys.len() == MOST {
            return Vec::new();
        }
        keys.push(key);
    }
    keys
}

/// The addresses of links as the sanitiser writes them.
fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    const LINK: &str = "<a href=\"http";
    html.match_indices(LINK).filter_map(|(at, _)| {
        let address = &html[at + LINK.len() - "http".len()..];
        address.split_once('"').map(|(address, _)| address)
    })
}

fn host(key: &str) -> &str {
    key.split_once('/').map_or(key, |(host, _)| host)
}
