//! Text and markup in, the same fit for a place in XML or HTML out.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::safe;
use crate::model::shown_address;

/// One line of text, for between tags or in a quoted attribute.
pub(super) fn line(text: &str) -> String {
    escaped(&safe::line(text))
}

/// HTML as the text of an XML element, as feeds carry it.
pub(super) fn html_as_text(html: &str) -> String {
    escaped(&html_as_markup(html))
}

/// HTML to stand as markup in an HTML page: controls dropped, other characters that must not be
/// seen by a terminal as references, since in running text they may be needed.
pub(super) fn html_as_markup(html: &str) -> Cow<'_, str> {
    let in_place = |c| !safe::is_hidden(c) || matches!(c, '\n' | '\t');
    if safe::suspects(html).all(|(_, c)| in_place(c)) {
        return Cow::Borrowed(html);
    }
    let markup = html.chars().fold(String::with_capacity(html.len() + 16), |mut markup, c| {
        if in_place(c) {
            markup.push(c);
        } else if !c.is_control() {
            // Writing to a String cannot fail.
            let _ = write!(markup, "&#x{:x};", u32::from(c));
        }
        markup
    });
    Cow::Owned(markup)
}

/// Escapes what means something in XML, and drops what XML 1.0 cannot carry at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\u{fffe}', '\u{ffff}']) {
        let (plain, special) = rest.split_at(at);
        let mut after = special.chars();
        escaped.push_str(plain);
        escaped.push_str(match after.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "",
        });
        rest = after.as_str();
    }
    escaped + rest
}

/// A web address without the name and password that a subscription's may hold, for a quoted
/// attribute or between tags; `None` if it is no web address.
pub(super) fn address(url: &str) -> Option<String> {
    safe::link(url).map(|link| escaped(&shown_address(&link)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_means_is_escaped() {
        assert_eq!(line("a < b & \"c\"\n]]>\u{ffff}\u{9b}"), "a &lt; b &amp; &quot;c&quot; ]]&gt;");
        assert_eq!(html_as_text("<p>a &amp; b</p>"), "&lt;p&gt;a &amp;amp; b&lt;/p&gt;");
        assert_eq!(
            html_as_markup("<p>a\n\u{9b}\u{202e}b\u{200b}</p>"),
            "<p>a\n&#x202e;b&#x200b;</p>"
        );
    }

    #[test]
    fn addresses_lose_credentials() {
        for (url, expected) in [
            ("https://ada:pass@a.example/feed?x=1&y", Some("https://a.example/feed?x=1&amp;y")),
            ("https://a.example/\"><b>", Some("https://a.example/%22%3E%3Cb%3E")),
            ("exec:fetch-mail", None),
        ] {
            assert_eq!(address(url).as_deref(), expected, "{url}");
        }
    }
}
