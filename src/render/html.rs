//! Rows in, a standalone HTML page out: for reading and mail, on a phone or a desk, by day or
//! by night. Nothing on it runs, and it is well-formed XML as far as the articles are.

use std::io;

use chrono::NaiveDate;

use crate::model::{Article, DateSource, Item};

use super::field::author_name;
use super::{Format, Renderer, Sink, View, dates, xml};

pub(super) const FORMAT: Format = Format {
    name: "html",
    about: "a web page for reading and mail",
    extension: "html",
    media_type: "text/html; charset=utf-8",
    shows_content: |_| true,
    make,
};

/// What the page may do: show pictures and its own style. No scripts, frames, forms or fonts.
const POLICY: &str = "default-src 'none'; img-src https: http: data:; media-src https: http:; \
                      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1rem; font-weight: 600; opacity: .75; margin: 2.5rem 0 0; }
article { padding: 1rem 0; border-bottom: 1px solid rgb(128 128 128 / 35%); }
h3 { font-size: 1.15rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
h3 a { text-decoration: none; }
h3 a:hover { text-decoration: underline; }
.read h3 { font-weight: normal; }
p.about { font-size: .85rem; opacity: .75; margin: .2rem 0 .6rem; }
p { margin: .6rem 0; overflow-wrap: anywhere; }
details summary { cursor: pointer; font-size: .9rem; opacity: .75; }
img, video { max-width: 100%; height: auto; }
pre { overflow-x: auto; padding: .6rem; background: rgb(128 128 128 / 15%); }
table { display: block; overflow-x: auto; border-collapse: collapse; }
td, th { border: 1px solid rgb(128 128 128 / 35%); padding: .2rem .5rem; }
blockquote { margin: .6rem 0; padding-left: 1rem; border-left: 3px solid rgb(128 128 128 / 50%); }
";

fn make<'w>(view: &View, out: Sink<'w>) -> Box<dyn Renderer + 'w> {
    Box::new(Page { out, view: view.clone(), day: None })
}

struct Page<'w> {
    out: Sink<'w>,
    view: View,
    day: Option<NaiveDate>,
}

impl Page<'_> {
    /// Heads a new day, in full since the page is read on another.
    fn day(&mut self, article: &Article) -> io::Result<()> {
        let Some(at) = self.view.order.day_of(article) else { return Ok(()) };
        let day = dates::date(at, self.view.zone);
        if self.day.replace(day) == Some(day) {
            return Ok(());
        }
        writeln!(self.out, "<h2>{}</h2>", day.format("%A, %-d %B %Y"))
    }

    fn about(&mut self, article: &Article) -> io::Result<()> {
        let at = self.view.order.day_of(article).unwrap_or(article.date);
        write!(self.out, "<p class=\"about\">{}", xml::line(&article.feed.title))?;
        for author in article.authors.iter().filter_map(author_name) {
            write!(self.out, " · {}", xml::line(author))?;
        }
        let minute = dates::minute(at, self.view.zone);
        write!(self.out, " · <time datetime=\"{at}\">{minute}</time>")?;
        let signs = [
            (" · undated", article.date_source == DateSource::Received),
            (" · ★", article.starred),
            (" · edited", article.edited.is_some()),
        ];
        for (sign, _) in signs.iter().filter(|(_, shown)| *shown) {
            self.out.write_all(sign.as_bytes())?;
        }
        self.out.write_all(b"</p>\n")
    }

    fn text(&mut self, article: &Article) -> io::Result<()> {
        if let Some(summary) = &article.summary {
            writeln!(self.out, "<p dir=\"auto\">{}</p>", xml::line(summary))?;
        }
        let Some(html) = article.content_html.as_ref().filter(|_| says_more(article)) else {
            return Ok(());
        };
        let language =
            article.language.as_deref().map(|tag| format!(" lang=\"{}\"", xml::line(tag)));
        writeln!(
            self.out,
            "<details>\n<summary>Whole text</summary>\n<div dir=\"auto\"{}>{}</div>\n</details>",
            language.unwrap_or_default(),
            xml::html_as_markup(html.as_str()),
        )
    }

    fn files(&mut self, article: &Article) -> io::Result<()> {
        for (url, media_type, _) in super::output_feed::files(article) {
            writeln!(self.out, "<p><a rel=\"noreferrer\" href=\"{url}\">{media_type}</a></p>")?;
        }
        Ok(())
    }
}

/// Whether the content goes beyond the summary.
fn says_more(article: &Article) -> bool {
    match (&article.summary, &article.content_text) {
        (Some(summary), Some(text)) => text.trim() != summary.trim(),
        _ => true,
    }
}

impl Renderer for Page<'_> {
    fn begin(&mut self) -> io::Result<()> {
        let title = xml::line(&self.view.title());
        writeln!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
             <meta name=\"referrer\" content=\"no-referrer\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
        )
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        let article = &item.article;
        self.day(article)?;
        let class = if article.read { " class=\"read\"" } else { "" };
        let title = xml::line(&article.title);
        writeln!(self.out, "<article id=\"a-{}\"{class}>", article.id)?;
        match article.url.as_deref().and_then(xml::address) {
            Some(url) => writeln!(
                self.out,
                "<h3 dir=\"auto\"><a rel=\"noreferrer\" href=\"{url}\">{title}</a></h3>"
            )?,
            None => writeln!(self.out, "<h3 dir=\"auto\">{title}</h3>")?,
        }
        self.about(article)?;
        self.text(article)?;
        self.files(article)?;
        self.out.write_all(b"</article>\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"</body>\n</html>\n")?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn an_article_on_the_page() {
        let out = samples::rendered(&FORMAT, &samples::piped(), &[samples::full()]);
        let body = &out[out.find("<body>").unwrap()..];
        assert_eq!(
            body,
            "<body>\n\
             <h1>Articles</h1>\n\
             <h2>Thursday, 21 May 2026</h2>\n\
             <article id=\"a-7k2fq0az\" class=\"read\">\n\
             <h3 dir=\"auto\"><a rel=\"noreferrer\" href=\"https://tool.example/7k2fq0az\">Release 2.4: &lt;faster&gt; &amp; &quot;calmer&quot;</a></h3>\n\
             <p class=\"about\">Tool Blog · Ada Example · bo@tool.example · <time datetime=\"2026-05-21T16:01:05Z\">2026-05-21 16:01</time> · ★ · edited</p>\n\
             <p dir=\"auto\">What changed, and why it is calmer.</p>\n\
             <details>\n\
             <summary>Whole text</summary>\n\
             <div dir=\"auto\" lang=\"en\"><p>What <em>changed</em>.</p><p>And why it is calmer.</p></div>\n\
             </details>\n\
             <p><a rel=\"noreferrer\" href=\"https://tool.example/2.4.mp3\">audio/mpeg</a></p>\n\
             </article>\n\
             </body>\n\
             </html>\n"
        );
    }

    #[test]
    fn the_page_is_well_formed_and_nothing_on_it_runs() {
        let items = [samples::full(), samples::bare("x"), samples::hostile()];
        let out = samples::rendered(&FORMAT, &samples::piped(), &items);
        let elements = samples::elements(&out);
        assert_eq!(elements.iter().filter(|name| *name == "article").count(), 3);
        assert!(!elements.iter().any(|name| name == "script" || name == "b"), "{out}");
        assert!(out.contains("content=\"default-src 'none';"), "{out}");
        assert!(!out.chars().any(|c| c != '\n' && super::super::safe::is_hidden(c)), "{out:?}");
    }
}
