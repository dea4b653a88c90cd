//! Rows in, an Atom feed (RFC 4287) out.

use std::io;

use crate::model::{Article, Author, Item, Timestamp};

use super::output_feed::{GENERATOR, Head, authors, entry_id, files, published, tags};
use super::{Format, Renderer, Sink, View, xml};

pub(super) const FORMAT: Format = Format {
    name: "atom",
    about: "an Atom feed",
    extension: "atom",
    media_type: "application/atom+xml; charset=utf-8",
    shows_content: |_| true,
    make,
};

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Atom { out, head: Some(Head::of(view)), now: view.now })
}

struct Atom<'w> {
    out: Sink<'w>,
    /// What stands before the first entry, until it is written: the feed's own time is that of
    /// its first, mostly newest, entry, so that the same list gives the same bytes.
    head: Option<Head>,
    now: Timestamp,
}

impl Atom<'_> {
    fn head(&mut self, updated: Timestamp) -> io::Result<()> {
        let Some(Head { title, home, address, id }) = self.head.take() else { return Ok(()) };
        writeln!(self.out, "<title>{title}</title>\n<id>{id}</id>\n<updated>{updated}</updated>")?;
        if let Some(home) = home {
            writeln!(self.out, "<link rel=\"alternate\" href=\"{home}\"/>")?;
        }
        if let Some(address) = address {
            let link = "<link rel=\"self\" type=\"application/atom+xml\"";
            writeln!(self.out, "{link} href=\"{address}\"/>")?;
        }
        writeln!(self.out, "<generator>{GENERATOR}</generator>")
    }

    fn author(&mut self, author: &Author, name: &str) -> io::Result<()> {
        write!(self.out, "<author><name>{name}</name>")?;
        if let Some(url) = author.url.as_deref().and_then(xml::address) {
            write!(self.out, "<uri>{url}</uri>")?;
        }
        if let Some(email) = author.email.as_deref().filter(|email| is_email(email)) {
            write!(self.out, "<email>{}</email>", xml::line(email))?;
        }
        self.out.write_all(b"</author>\n")
    }

    /// Every entry needs an author; where none is known, the feed speaks.
    fn authors(&mut self, article: &Article) -> io::Result<()> {
        let mut named = false;
        for (author, name) in authors(article) {
            self.author(author, &name)?;
            named = true;
        }
        if named {
            return Ok(());
        }
        self.author(&Author::default(), &xml::line(&article.feed.title))
    }

    fn links(&mut self, article: &Article) -> io::Result<()> {
        if let Some(url) = article.url.as_deref().and_then(xml::address) {
            writeln!(self.out, "<link rel=\"alternate\" href=\"{url}\"/>")?;
        }
        for (url, media_type, file) in files(article) {
            let link = format!("<link rel=\"enclosure\" type=\"{media_type}\" href=\"{url}\"");
            match file.length {
                Some(length) => writeln!(self.out, "{link} length=\"{length}\"/>")?,
                None => writeln!(self.out, "{link}/>")?,
            }
        }
        Ok(())
    }

    fn text(&mut self, article: &Article) -> io::Result<()> {
        if let Some(summary) = &article.summary {
            writeln!(self.out, "<summary>{}</summary>", xml::line(summary))?;
        }
        match &article.content_html {
            Some(html) => {
                let html = xml::html_as_text(html.as_str());
                writeln!(self.out, "<content type=\"html\">{html}</content>")
            }
            // RFC 4287 section 4.1.2: an entry has an alternate link or content.
            None if article.url.as_deref().and_then(xml::address).is_none() => {
                let text = article.summary.as_ref().unwrap_or(&article.title);
                writeln!(self.out, "<content>{}</content>", xml::line(text))
            }
            None => Ok(()),
        }
    }
}

impl Renderer for Atom<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
        )
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        let updated = article.updated.unwrap_or(article.date);
        self.head(updated)?;
        let (id, title) = (entry_id(article), xml::line(&article.title));
        writeln!(self.out, "<entry>\n<id>{id}</id>\n<title>{title}</title>")?;
        if let Some(published) = published(article) {
            writeln!(self.out, "<published>{published}</published>")?;
        }
        writeln!(self.out, "<updated>{updated}</updated>")?;
        self.links(article)?;
        self.authors(article)?;
        for tag in tags(article) {
            writeln!(self.out, "<category term=\"{tag}\"/>")?;
        }
        self.text(article)?;
        if let Some(url) = xml::address(&article.feed.url) {
            let title = xml::line(&article.feed.title);
            writeln!(self.out, "<source><id>{url}</id><title>{title}</title></source>")?;
        }
        self.out.write_all(b"</entry>\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.head(self.now)?;
        self.out.write_all(b"</feed>\n")?;
        self.out.flush()
    }
}

/// RFC 4287 section 3.2.3 wants `.+@.+`; a feed may hold anything in that place.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && text.chars().all(|c| c.is_ascii_graphic())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{OutputFeed, samples};
    use super::*;

    #[test]
    fn a_whole_feed() {
        let feed = OutputFeed {
            title: None,
            home: Some("https://me.example/".to_owned()),
            address: Some("https://me.example/atom".to_owned()),
        };
        let view = View { feed, heading: Some("Tool Blog".to_owned()), ..samples::piped() };
        let out = samples::rendered(&FORMAT, &view, &[samples::full()]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
            <title>Articles from Tool Blog</title>\n\
            <id>https://me.example/atom</id>\n\
            <updated>2026-05-21T17:00:00Z</updated>\n\
            <link rel=\"alternate\" href=\"https://me.example/\"/>\n\
            <link rel=\"self\" type=\"application/atom+xml\" href=\"https://me.example/atom\"/>\n\
            <generator>GENERATOR</generator>\n\
            <entry>\n\
            <id>urn:tidings:article:7k2fq0az</id>\n\
            <title>Release 2.4: &lt;faster&gt; &amp; &quot;calmer&quot;</title>\n\
            <published>2026-05-21T16:01:05Z</published>\n\
            <updated>2026-05-21T17:00:00Z</updated>\n\
            <link rel=\"alternate\" href=\"https://tool.example/7k2fq0az\"/>\n\
            <link rel=\"enclosure\" type=\"audio/mpeg\" href=\"https://tool.example/2.4.mp3\" length=\"12345678\"/>\n\
            <author><name>Ada Example</name></author>\n\
            <author><name>bo@tool.example</name><email>bo@tool.example</email></author>\n\
            <category term=\"rust\"/>\n\
            <category term=\"release notes\"/>\n\
            <summary>What changed, and why it is calmer.</summary>\n\
            <content type=\"html\">&lt;p&gt;What &lt;em&gt;changed&lt;/em&gt;.&lt;/p&gt;&lt;p&gt;And why it is calmer.&lt;/p&gt;</content>\n\
            <source><id>https://tool.example/feed</id><title>Tool Blog</title></source>\n\
            </entry>\n\
            </feed>\n";
        assert_eq!(out, expected.replace("GENERATOR", GENERATOR));
    }

    #[test]
    fn what_the_rfc_requires_is_there_even_if_nothing_is_known() {
        let out = samples::rendered(&FORMAT, &samples::piped(), &[samples::bare("x")]);
        let elements = samples::elements(&out);
        for (name, times) in
            [("id", 3), ("title", 3), ("updated", 2), ("author", 1), ("content", 1)]
        {
            assert_eq!(elements.iter().filter(|n| *n == name).count(), times, "{name}: {out}");
        }
        let empty = samples::rendered(&FORMAT, &samples::piped(), &[]);
        assert!(empty.contains("<updated>2026-05-21T18:30:00Z</updated>"), "{empty}");
        assert!(empty.contains("<id>urn:tidings:list:"), "{empty}");
    }

    #[test]
    fn the_worst_is_well_formed() {
        let out = samples::rendered(&FORMAT, &samples::piped(), &[samples::hostile()]);
        assert!(samples::elements(&out).contains(&"entry".to_owned()));
        assert!(!out.chars().any(|c| c != '\n' && super::super::safe::is_hidden(c)), "{out:?}");
    }
}
