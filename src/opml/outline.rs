//! OPML of any quality in, an import out.
//!
//! OPML 1.0 to 2.0 and what programs made of it: a feed is an outline with an address, a
//! folder is an outline that has feeds below it, whatever its attributes are called.

use super::{
    Import,
    collect::{Collection, FOLDER_LIMIT},
    markup::{Tag, Tags},
    text::one_line,
    write::PREFIX,
};
use crate::model::{OPTION_KEYS, Options, Subscription};

/// Folders deeper than this are not told apart; outlines nest up to 15 levels in real lists.
const DEPTH_LIMIT: usize = 16;
/// A feed has at most so many categories; further ones are noise.
const CATEGORY_LIMIT: usize = 100;
/// A setting of ours has at most so many bytes.
const SETTING_LIMIT: usize = 8 << 10;

/// Reads the outlines.
pub(super) fn read(text: &str) -> Import {
    let mut reading = Reading::default();
    let mut tags = Tags::of(text);
    for tag in &mut tags {
        match tag {
            Tag::Open { name, attributes, empty } if name == "outline" => {
                reading.outline(&Attributes(attributes), empty);
            }
            // A new body starts at the top again, as do documents pasted together.
            Tag::Open { name, .. } | Tag::Close(name) if name == "body" || name == "opml" => {
                reading.open.clear();
                reading.path.clear();
            }
            Tag::Close(name) if name == "outline" => reading.close(),
            _ => {}
        }
    }
    if tags.mended > 0 {
        let count = tags.mended;
        reading.found.note("markup", &format!("{count} attributes with broken quotes were mended"));
    }
    reading.found.finish()
}

#[derive(Default)]
struct Reading {
    found: Collection,
    /// For each open outline, whether it is a folder with a name.
    open: Vec<bool>,
    /// The names of those that are.
    path: Vec<String>,
}

impl Reading {
    fn outline(&mut self, attributes: &Attributes, empty: bool) {
        let title = attributes.first(&["title", "text"]).map(str::to_owned);
        let kind = attributes.first(&["type"]).unwrap_or_default().to_lowercase();
        let address = attributes.address(&kind).map(str::to_owned);
        let name = title.as_deref().unwrap_or("an outline without a title");
        let folder = if let Some(url) = address {
            let subscription = self.subscription(url, title, attributes);
            self.found.add(subscription);
            None
        } else {
            match kind.as_str() {
                "rss" => self.found.note(name, "says it is a feed but gives no address"),
                "include" => self.found.note(name, "another list; import it by itself"),
                _ => {}
            }
            attributes.first(&["text", "title"]).map(str::to_owned)
        };
        if !empty {
            self.open.push(folder.is_some());
            self.path.extend(folder.map(|name| one_line(&name, FOLDER_LIMIT)));
        }
    }

    fn close(&mut self) {
        if self.open.pop() == Some(true) {
            self.path.pop();
        }
    }

    fn subscription(
        &mut self,
        url: String,
        title: Option<String>,
        attributes: &Attributes,
    ) -> Subscription {
        let mut options = Options::default();
        options.folders.push(self.path.iter().take(DEPTH_LIMIT).cloned().collect());
        attributes.categories(&mut options);
        for key in OPTION_KEYS {
            let Some(value) = attributes.first(&[&format!("{PREFIX}{}", key.name)]) else {
                continue;
            };
            if value.len() > SETTING_LIMIT {
                self.found.note(&url, &format!("{} left out: too long", key.name));
            } else if let Err(why) = (key.set)(&mut options, value) {
                self.found.note(&url, &format!("{} left out: {why}", key.name));
            }
        }
        // Our own lists say which title is whose; elsewhere `title` is the feed's and `text`
        // the same, or a description (Xiaoyuzhou), or the only one of the two.
        let own_only = options.title.is_some();
        let title = if own_only { attributes.first(&["title"]).map(str::to_owned) } else { title };
        let site_url = attributes.first(&["htmlurl"]).map(str::to_owned);
        Subscription { url, title, site_url, options }
    }
}

/// The attributes of an outline, names in lower case.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The first of these attributes that has a value.
    fn first(&self, names: &[&str]) -> Option<&str> {
        let value = |name: &&str| {
            let mut found = self.0.iter().filter(|(known, _)| known == name);
            found.find_map(|(_, value)| Some(value.trim()).filter(|value| !value.is_empty()))
        };
        names.iter().find_map(value)
    }

    /// The feed's address under the names it goes by; `url` alone may be any page.
    fn address(&self, kind: &str) -> Option<&str> {
        self.first(&["xmlurl", "feedurl", "rssurl"]).or_else(|| {
            let feed = matches!(kind, "rss" | "atom" | "feed" | "json" | "rss2" | "rss1");
            self.first(&["url"]).filter(|_| feed)
        })
    }

    /// OPML 2.0: categories are separated by commas; with slashes they are paths, without tags.
    fn categories(&self, options: &mut Options) {
        for category in
            self.first(&["category"]).unwrap_or_default().split(',').take(CATEGORY_LIMIT)
        {
            if category.contains('/') {
                let path = category.split('/').take(DEPTH_LIMIT).map(str::to_owned);
                options.folders.push(path.collect());
            } else {
                options.tags.push(category.to_owned());
            }
        }
    }
}
