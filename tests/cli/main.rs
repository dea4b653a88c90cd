//! The program as its users run it: arguments in, whole output and exit code out.

mod completions;
mod crashes;
mod cursors;
mod discover;
mod fetch;
mod follow;
mod formats;
mod hand;
mod health;
mod home;
mod interface;
mod list;
mod queries;
mod readme;
mod schemas;
mod server;
mod stories;
mod terminal;
mod trace;
mod transfer;
mod undo;
mod upkeep;
mod urls;

/// The feed that most tests read: 31 articles in the shape of a real publication's feed.
const PINTEREST: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/feeds/medium/pinterest-engineering.xml");

/// A small feed of these items: (number, title, day of May 2026).
fn feed(items: &[(u32, &str, u32)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(number, title, day)| {
            format!(
                "<item><title>{title}</title><link>https://tool.example/{number}</link>\
                 <guid isPermaLink=\"false\">tool-{number}</guid>\
                 <pubDate>{day:02} May 2026 08:30:00 GMT</pubDate>\
                 <description>What is new in number {number}.</description></item>"
            )
        })
        .collect();
    let items = items.concat();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tool Blog</title>\
         <link>https://tool.example/</link><description>News</description>{items}</channel></rss>"
    )
}
