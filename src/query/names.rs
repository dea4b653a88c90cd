//! A feed as the user calls it in, the feeds meant out.

use super::{fold, near};
use crate::model::{FeedId, FeedRecord};

/// Who knows the feeds by name. Asked only when a query names one, so that a program need not
/// read its subscriptions for a query that does not.
pub trait Names {
    /// The feeds a text means, by the first of these that fits any: its number, `tag:NAME`, its
    /// address or site, its title, its host, part of its title, part of its address.
    fn feeds(&self, text: &str) -> Vec<FeedId>;

    /// The feeds of which the text is the whole title.
    fn titled(&self, text: &str) -> Vec<FeedId>;

    /// Titles the text may have been meant to be, nearest first, at most three.
    fn near(&self, text: &str) -> Vec<String>;

    /// The text of a saved query by its name, in lower case.
    fn saved(&self, _name: &str) -> Option<String> {
        None
    }

    /// Names of saved queries that the name may have been meant to be, nearest first.
    fn saved_near(&self, _name: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Those of the names that a name may have been meant to be, nearest first, at most three.
pub fn nearest_names<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut close: Vec<(usize, &str)> =
        known.filter_map(|known| Some((near::distance(name, known)?, known))).collect();
    close.sort_unstable();
    close.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// The names of some feeds, folded once.
#[derive(Clone, Debug, Default)]
pub struct FeedNames {
    feeds: Vec<FeedName>,
}

#[derive(Clone, Debug)]
struct FeedName {
    id: FeedId,
    title: String,
    folded: String,
    /// The feed's address and the site's, without scheme.
    addresses: Vec<String>,
    tags: Vec<String>,
}

impl FeedNames {
    /// The names of these feeds.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r FeedRecord>) -> Self {
        let feeds = records.into_iter().map(|record| {
            let subscription = &record.subscription;
            let site = subscription.site_url.as_deref();
            FeedName {
                id: record.id,
                title: record.title().to_owned(),
                folded: fold::name(record.title()),
                addresses: std::iter::once(subscription.url.as_str())
                    .chain(site)
                    .map(address)
                    .collect(),
                tags: subscription.options.tags.iter().map(|tag| fold::name(tag)).collect(),
            }
        });
        Self { feeds: feeds.collect() }
    }

    /// The title of a feed.
    pub fn title(&self, id: FeedId) -> Option<&str> {
        self.feeds.iter().find(|feed| feed.id == id).map(|feed| feed.title.as_str())
    }

    fn all(&self, wanted: impl Fn(&FeedName) -> bool) -> Vec<FeedId> {
        self.feeds.iter().filter(|feed| wanted(feed)).map(|feed| feed.id).collect()
    }
}

impl Names for FeedNames {
    fn feeds(&self, text: &str) -> Vec<FeedId> {
        let text = text.trim();
        if let Some(tag) = text.strip_prefix("tag:") {
            let tag = fold::name(tag);
            return self.all(|feed| feed.tags.contains(&tag));
        }
        let (wanted, plain) = (address(text), fold::name(text));
        if plain.is_empty() {
            return Vec::new();
        }
        // A part begins where a word begins: `net` is in "Netflix", not in "Internet".
        let part = format!(" {plain}");
        let fits: [&dyn Fn(&FeedName) -> bool; 6] = [
            &|feed| text.parse() == Ok(feed.id.0),
            &|feed| feed.addresses.contains(&wanted),
            &|feed| feed.folded == plain,
            &|feed| feed.addresses.iter().any(|address| host(address) == wanted),
            &|feed| format!(" {}", feed.folded).contains(&part),
            &|feed| feed.addresses.iter().any(|address| address.contains(&wanted)),
        ];
        let found = fits.into_iter().map(|fits| self.all(fits));
        found.into_iter().find(|feeds| !feeds.is_empty()).unwrap_or_default()
    }

    fn titled(&self, text: &str) -> Vec<FeedId> {
        let plain = fold::name(text);
        self.all(|feed| feed.folded == plain)
    }

    fn near(&self, text: &str) -> Vec<String> {
        let plain = fold::name(text);
        let mut close: Vec<(usize, &str)> = Vec::new();
        for feed in &self.feeds {
            let host = feed.addresses.first().map_or("", |address| host(address));
            let words = feed.folded.split(' ').chain(host.split('.')).chain([feed.folded.as_str()]);
            let nearest = words.filter_map(|word| near::distance(&plain, word)).min();
            close.extend(nearest.map(|slips| (slips, feed.title.as_str())));
        }
        close.sort_unstable();
        close.dedup_by_key(|(_, title)| *title);
        close.into_iter().take(3).map(|(_, title)| title.to_owned()).collect()
    }
}

/// An address as two are compared: lower case, without scheme, `www.` and closing slashes.
fn address(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = rest.unwrap_or(&url);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

fn host(address: &str) -> &str {
    address.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Options, Subscription};

    /// Five feeds whose names meet in many ways.
    pub(in crate::query) fn names() -> FeedNames {
        let record = |id, title: &str, url: &str, site: Option<&str>, tag: &str| FeedRecord {
            id: FeedId(id),
            subscription: Subscription {
                url: url.to_owned(),
                title: Some(title.to_owned()),
                site_url: site.map(str::to_owned),
                options: Options { tags: vec![tag.to_owned()], ..Options::default() },
            },
            ..FeedRecord::default()
        };
        FeedNames::of(&[
            record(
                1,
                "Pinterest Engineering",
                "https://medium.com/feed/pinterest-engineering",
                Some("https://medium.com/pinterest-engineering"),
                "Tech",
            ),
            record(2, "Netflix TechBlog", "https://netflixtechblog.com/feed", None, "tech"),
            record(
                3,
                "404 Café",
                "https://www.cafe.example/rss/",
                Some("http://cafe.example"),
                "food",
            ),
            record(4, "Pinterest", "https://newsroom.pinterest.example/feed", None, "news"),
            record(5, "東京ニュース", "exec:fetch-news --city tokyo", None, "C++"),
        ])
    }

    #[test]
    fn feeds_are_found_by_what_people_call_them() {
        let names = names();
        for (text, expected) in [
            ("2", &[2][..]),
            ("404", &[3]),
            ("99", &[]),
            ("tag:TECH", &[1, 2]),
            ("tag:c++", &[5]),
            ("tag:none", &[]),
            ("http://medium.com/feed/pinterest-engineering/", &[1]),
            ("https://cafe.example/rss", &[3]),
            ("Pinterest-Engineering", &[1]),
            ("pinterest", &[4]),
            ("pinter", &[1, 4]),
            ("engineering", &[1]),
            ("netflixtechblog.com", &[2]),
            ("www.cafe.example", &[3]),
            ("medium.com", &[1]),
            ("medium", &[1]),
            ("techblog", &[2]),
            ("blog", &[2]),
            ("cafe", &[3]),
            ("ニュース", &[5]),
            ("exec:fetch-news --city tokyo", &[5]),
            ("", &[]),
            ("  ", &[]),
            ("!", &[]),
        ] {
            let found: Vec<i64> = names.feeds(text).iter().map(|id| id.0).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn slips_of_the_pen_are_answered_with_names() {
        let names = names();
        for (text, expected) in [
            ("pintrest", &["Pinterest", "Pinterest Engineering"][..]),
            ("netflx techblog", &["Netflix TechBlog"]),
            ("404 cafes", &["404 Café"]),
            ("zzz", &[]),
        ] {
            assert_eq!(names.near(text), expected, "{text}");
        }
    }
}
