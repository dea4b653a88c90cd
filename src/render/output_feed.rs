//! What the three feed formats have in common: the feed's own data and its entries' names.

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Article, Author, DateSource, Enclosure, Timestamp};

use super::field::author_name;
use super::{View, xml};

/// What wrote the feed.
pub(super) const GENERATOR: &str = concat!("tidings ", env!("CARGO_PKG_VERSION"));

/// The media type of bytes of which nothing is known (RFC 2046 section 4.5.1).
const UNKNOWN: &str = "application/octet-stream";

/// A feed's data, escaped for XML.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) home: Option<String>,
    pub(super) address: Option<String>,
    /// A name that stays while the address and title do.
    pub(super) id: String,
}

impl Head {
    pub(super) fn of(view: &View) -> Self {
        let address = view.feed.address.as_deref().and_then(xml::address);
        let title = view.title();
        let id = match &address {
            Some(address) => address.clone(),
            None => format!("urn:tidings:list:{:016x}", xxh3_64(title.as_bytes())),
        };
        let home = view.feed.home.as_deref().and_then(xml::address);
        Self { title: xml::line(&title), home, address, id }
    }
}

/// An entry's name in any output feed. Ids are a function of the article's identity, so the
/// same article has the same name in every feed, and from every store that knows it.
pub(super) fn entry_id(article: &Article) -> String {
    format!("urn:tidings:article:{}", article.id)
}

/// The article's tags, escaped; validators refuse empty ones.
pub(super) fn tags(article: &Article) -> impl Iterator<Item = String> {
    article.tags.iter().map(|tag| xml::line(tag)).filter(|tag| !tag.trim().is_empty())
}

/// The article's authors with the names they are called by, escaped, none empty.
pub(super) fn authors(article: &Article) -> impl Iterator<Item = (&Author, String)> {
    let named = |author| Some((author, xml::line(author_name(author)?)));
    article.authors.iter().filter_map(named).filter(|(_, name)| !name.trim().is_empty())
}

/// The files with an article that a reader can fetch: address, media type, size.
pub(super) fn files(article: &Article) -> impl Iterator<Item = (String, String, &Enclosure)> {
    article.enclosures.iter().filter_map(|file| {
        let media_type = file.media_type.as_deref().filter(|kind| kind.contains('/'));
        Some((xml::address(&file.url)?, xml::line(media_type.unwrap_or(UNKNOWN)), file))
    })
}

/// When an article was published by its feed's own word. What was not dated is given no date:
/// whoever reads the feed would take it for one.
pub(super) fn published(article: &Article) -> Option<Timestamp> {
    article.published.filter(|_| article.date_source == DateSource::Published)?;
    Some(article.date)
}

#[cfg(test)]
mod tests {
    use super::super::{OutputFeed, format, samples};
    use super::*;
    use crate::model::Html;

    /// Another project's reader must see what we wrote.
    #[test]
    fn all_three_formats_are_read_by_feed_rs() {
        let mut worst = samples::hostile();
        worst.article.id = crate::model::ArticleId("m3xdp0az".to_owned());
        let items = [samples::full(), worst];
        let feed = OutputFeed {
            title: Some("Mine & yours".to_owned()),
            home: Some("https://me.example/".to_owned()),
            address: Some("https://me.example/feed".to_owned()),
        };
        let view = View { feed, ..samples::piped() };
        for name in ["rss", "atom", "jsonfeed"] {
            let text = samples::rendered(format(name).unwrap(), &view, &items);
            let feed = feed_rs::parser::parse(text.as_bytes()).expect(name);
            assert_eq!(feed.title.unwrap().content, "Mine & yours", "{name}");
            let first = &feed.entries[0];
            assert_eq!(first.id, "urn:tidings:article:7k2fq0az", "{name}");
            let title = first.title.as_ref().map(|title| title.content.as_str());
            assert_eq!(title, Some("Release 2.4: <faster> & \"calmer\""), "{name}");
            assert_eq!(first.published.map(|at| at.timestamp()), Some(items[0].article.date.0));
            let content = first.content.as_ref().and_then(|content| content.body.as_deref());
            assert_eq!(content, items[0].article.content_html.as_ref().map(Html::as_str));
            assert!(first.links.iter().any(|link| link.href == "https://tool.example/7k2fq0az"));
            assert_eq!(feed.entries.len(), 2, "{name}");
        }
    }
}
