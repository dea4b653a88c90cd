//! Subscriptions in, OPML 2.0 out.
//!
//! Folders become nested outlines, a feed in several folders stands in each, tags become
//! categories, and settings become attributes of a namespace of our own, so that our reader
//! gets back what was written. Secrets are not written: lists are made to be passed on.

use std::{collections::HashMap, io};

use crate::model::{FeedRecord, OPTION_KEYS, Subscription, Timestamp, is_invisible, shown_address};

/// The prefix of our own attributes.
pub(super) const PREFIX: &str = "tidings:";
/// The name of their namespace: a name, not an address.
const NAMESPACE: &str = "urn:tidings:options";

/// Writes the feeds as one OPML document titled `title`, made at `now`.
pub fn write(
    feeds: &[FeedRecord],
    title: &str,
    now: Timestamp,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let date = now.to_utc().to_rfc2822();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<opml version="2.0" xmlns:tidings="{NAMESPACE}">"#)?;
    writeln!(out, "  <head>")?;
    writeln!(out, "    <title>{}</title>", escaped(title))?;
    writeln!(out, "    <dateCreated>{date}</dateCreated>")?;
    writeln!(out, "  </head>\n  <body>")?;
    Tree::of(feeds).write(feeds, out)?;
    writeln!(out, "  </body>\n</opml>")
}

/// A folder: its name, and what lies in it in order of first appearance.
#[derive(Default)]
struct Folder {
    name: String,
    items: Vec<Item>,
}

#[derive(Clone, Copy)]
enum Item {
    Feed(usize),
    Folder(usize),
}

/// The folders of all feeds; the first stands for the top.
struct Tree(Vec<Folder>);

impl Tree {
    fn of(feeds: &[FeedRecord]) -> Self {
        let mut folders = vec![Folder::default()];
        let mut known: HashMap<(usize, &str), usize> = HashMap::new();
        for (number, feed) in feeds.iter().enumerate() {
            let paths = &feed.subscription.options.folders;
            if paths.is_empty() {
                folders[0].items.push(Item::Feed(number));
            }
            for path in paths {
                let place = path.iter().fold(0, |parent, name| {
                    *known.entry((parent, name)).or_insert_with(|| {
                        folders.push(Folder { name: name.clone(), items: Vec::new() });
                        let new = folders.len() - 1;
                        folders[parent].items.push(Item::Folder(new));
                        new
                    })
                });
                folders[place].items.push(Item::Feed(number));
            }
        }
        Self(folders)
    }

    /// Walks the tree with a stack of its own: a path may be as deep as its user likes.
    fn write(&self, feeds: &[FeedRecord], out: &mut dyn io::Write) -> io::Result<()> {
        let mut open = vec![self.0[0].items.iter()];
        while let Some(items) = open.last_mut() {
            let next = items.next();
            let depth = open.len();
            match next {
                Some(Item::Feed(number)) => {
                    indent(depth, out)?;
                    write_feed(&feeds[*number], out)?;
                }
                Some(Item::Folder(number)) => {
                    let folder = &self.0[*number];
                    indent(depth, out)?;
                    let name = escaped(&folder.name);
                    writeln!(out, r#"<outline text="{name}" title="{name}">"#)?;
                    open.push(folder.items.iter());
                }
                None => {
                    open.pop();
                    if depth > 1 {
                        indent(depth - 1, out)?;
                        writeln!(out, "</outline>")?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn indent(depth: usize, out: &mut dyn io::Write) -> io::Result<()> {
    // Deeper folders stay readable without a page of blanks.
    write!(out, "{:width$}", "", width = 2 + 2 * depth.min(16))
}

fn write_feed(feed: &FeedRecord, out: &mut dyn io::Write) -> io::Result<()> {
    let Subscription { url, title, site_url, options } = &feed.subscription;
    let mut attributes = vec![("type", "rss".to_owned())];
    let shown = feed.title();
    let text = if shown == url { shown_address(url).into_owned() } else { shown.to_owned() };
    attributes.push(("text", text));
    attributes.extend(title.clone().map(|title| ("title", title)));
    attributes.push(("xmlUrl", shown_address(url).into_owned()));
    let site = site_url.as_deref().map(|site| ("htmlUrl", shown_address(site).into_owned()));
    attributes.extend(site);
    let plain = |tag: &&String| !tag.contains([',', '/']);
    let categories: Vec<&str> = options.tags.iter().filter(plain).map(String::as_str).collect();
    if !categories.is_empty() {
        attributes.push(("category", categories.join(",")));
    }
    write!(out, "<outline")?;
    for (name, value) in attributes {
        write!(out, r#" {name}="{}""#, escaped(&value))?;
    }
    for (name, value) in settings(feed) {
        write!(out, r#" {PREFIX}{name}="{}""#, escaped(&value))?;
    }
    writeln!(out, "/>")
}

/// The settings that OPML itself has no place for.
fn settings(feed: &FeedRecord) -> impl Iterator<Item = (&'static str, String)> {
    let options = &feed.subscription.options;
    let odd_tag = options.tags.iter().any(|tag| tag.contains([',', '/']));
    OPTION_KEYS.iter().filter_map(move |key| {
        let value = match key.name {
            "folders" => None,
            "tags" if !odd_tag => None,
            "auth" => options.auth.as_ref()?.reference(),
            // A proxy's password makes the whole address a secret.
            "proxy" if (key.get)(options) != options.proxy => None,
            _ => (key.get)(options),
        };
        Some((key.name, value?))
    })
}

/// The text as an attribute or element may hold it; XML 1.0 cannot write ASCII's control
/// characters, and what nobody would see is written so that no terminal obeys it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            c if c.is_ascii_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c if is_invisible(c) => escaped.push_str(&format!("&#x{:x};", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}
