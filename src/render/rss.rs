//! Rows in, an RSS 2.0 feed out.

use std::io;

use crate::model::{DateSource, Item, Timestamp};

use super::output_feed::{GENERATOR, Head, authors, entry_id, files, tags};
use super::{Format, Renderer, Sink, View, xml};

pub(super) const FORMAT: Format = Format {
    name: "rss",
    about: "an RSS 2.0 feed",
    extension: "rss",
    media_type: "application/rss+xml; charset=utf-8",
    shows_content: |_| true,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Rss { out, head: Head::of(view) })
}

/// The page of the program that makes the feed.
const MAKER: &str = env!("CARGO_PKG_HOMEPAGE");

struct Rss<'w> {
    out: Sink<'w>,
    head: Head,
}

impl Rss<'_> {
    fn element(&mut self, name: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "<{name}>{text}</{name}>")
    }
}

impl Renderer for Rss<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
              xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
              xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
        )?;
        let Head { title, home, address, .. } = &self.head;
        writeln!(self.out, "<title>{title}</title>")?;
        // The element is required and must be a web address; where the listing has no page, what
        // made it has.
        writeln!(self.out, "<link>{}</link>", home.as_deref().unwrap_or(MAKER))?;
        writeln!(self.out, "<description>{title}</description>")?;
        writeln!(self.out, "<generator>{GENERATOR}</generator>")?;
        if let Some(address) = address {
            let link = "<atom:link rel=\"self\" type=\"application/rss+xml\"";
            writeln!(self.out, "{link} href=\"{address}\"/>")?;
        }
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        self.out.write_all(b"<item>\n")?;
        self.element("title", &xml::line(&article.title))?;
        if let Some(url) = article.url.as_deref().and_then(xml::address) {
            self.element("link", &url)?;
        }
        writeln!(self.out, "<guid isPermaLink=\"false\">{}</guid>", entry_id(article))?;
        if article.date_source != DateSource::Received {
            self.element("pubDate", &rfc_822(article.date))?;
        }
        for (_, name) in authors(article) {
            self.element("dc:creator", &name)?;
        }
        for tag in tags(article) {
            self.element("category", &tag)?;
        }
        if let Some(summary) = &article.summary {
            // Readers take the element for HTML, so plain text is escaped as HTML first.
            self.element("description", &xml::html_as_text(&xml::line(summary)))?;
        }
        if let Some(html) = &article.content_html {
            self.element("content:encoded", &xml::html_as_text(html.as_str()))?;
        }
        // One file an item is all that readers and the specification agree on.
        if let Some((url, media_type, file)) = files(article).next() {
            let length = file.length.unwrap_or(0);
            let enclosure = format!("<enclosure url=\"{url}\" length=\"{length}\"");
            writeln!(self.out, "{enclosure} type=\"{media_type}\"/>")?;
        }
        if let Some(url) = xml::address(&article.feed.url) {
            let title = xml::line(&article.feed.title);
            writeln!(self.out, "<source url=\"{url}\">{title}</source>")?;
        }
        self.out.write_all(b"</item>\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"</channel>\n</rss>\n")?;
        self.out.flush()
    }
}

/// The date of RFC 822 with the four-digit year of RFC 2822.
fn rfc_822(at: Timestamp) -> String {
    at.to_utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{OutputFeed, samples};
    use super::*;

    #[test]
    fn a_whole_feed() {
        let feed = OutputFeed {
            title: Some("Mine & yours".to_owned()),
            home: Some("https://me.example/".to_owned()),
            address: Some("https://me.example/rss?x=1&y=2".to_owned()),
        };
        let view = View { feed, ..samples::piped() };
        let out = samples::rendered(&FORMAT, &view, &[samples::full()]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
            xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
            xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
            <channel>\n\
            <title>Mine &amp; yours</title>\n\
            <link>https://me.example/</link>\n\
            <description>Mine &amp; yours</description>\n\
            <generator>GENERATOR</generator>\n\
            <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://me.example/rss?x=1&amp;y=2\"/>\n\
            <item>\n\
            <title>Release 2.4: &lt;faster&gt; &amp; &quot;calmer&quot;</title>\n\
            <link>https://tool.example/7k2fq0az</link>\n\
            <guid isPermaLink=\"false\">urn:tidings:article:7k2fq0az</guid>\n\
            <pubDate>Thu, 21 May 2026 16:01:05 GMT</pubDate>\n\
            <dc:creator>Ada Example</dc:creator>\n\
            <dc:creator>bo@tool.example</dc:creator>\n\
            <category>rust</category>\n\
            <category>release notes</category>\n\
            <description>What changed, and why it is calmer.</description>\n\
            <content:encoded>&lt;p&gt;What &lt;em&gt;changed&lt;/em&gt;.&lt;/p&gt;&lt;p&gt;And why it is calmer.&lt;/p&gt;</content:encoded>\n\
            <enclosure url=\"https://tool.example/2.4.mp3\" length=\"12345678\" type=\"audio/mpeg\"/>\n\
            <source url=\"https://tool.example/feed\">Tool Blog</source>\n\
            </item>\n\
            </channel>\n\
            </rss>\n";
        assert_eq!(out, expected.replace("GENERATOR", GENERATOR));
    }

    #[test]
    fn the_least_and_the_worst_are_well_formed() {
        let items = [samples::bare("x"), samples::hostile()];
        let out = samples::rendered(&FORMAT, &samples::piped(), &items);
        let elements = samples::elements(&out);
        assert_eq!(elements.iter().filter(|name| *name == "item").count(), 2);
        assert_eq!(elements.iter().filter(|name| *name == "link").count(), 2);
        assert!(!out.chars().any(|c| c != '\n' && super::super::safe::is_hidden(c)), "{out:?}");
    }
}
