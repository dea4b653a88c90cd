//! A start tag's attributes in, whether the element is a site's furniture rather than text.

use super::{entities::decode, tokens::attributes};

/// Classes of elements that are set around articles, with the programs that write them.
const CLASSES: &[&str] = &[
    "feedflare",                       // FeedBurner's buttons
    "sharedaddy",                      // Jetpack: share and like buttons
    "jp-relatedposts",                 // Jetpack: related posts
    "addtoany_share_save_container",   // AddToAny
    "heateor_sss_sharing_container",   // Super Socializer
    "shariff",                         // Shariff
    "yarpp-related",                   // Yet Another Related Posts Plugin
    "mc4wp-form",                      // Mailchimp for WordPress
    "wp-block-jetpack-subscriptions",  // Jetpack: subscribe by mail
    "subscription-widget-wrap",        // Substack: subscribe box
    "subscription-widget-wrap-editor", // Substack, the same in the editor's markup
    "screen-reader-text",              // WordPress: words for screen readers beside icons
    "headerlink",                      // Sphinx, Hugo: the mark behind headings
    "heading-anchor",                  // Eleventy, VitePress: the same
    "footnote-backref",                // Markdown: the arrow back from a footnote
    "mw-editsection",                  // MediaWiki: edit links behind headings
];

/// Whether the element, with all it holds, is to be passed over.
pub(super) fn is_furniture(rest: &str) -> bool {
    // Most tags have no attribute worth a closer look.
    if rest.len() < "class=x".len() {
        return false;
    }
    let (mut class, mut style) = (None, None);
    for (name, value) in attributes(rest).filter(|(name, _)| name.len() == "class".len()) {
        if name.eq_ignore_ascii_case("class") {
            class.get_or_insert(value);
        } else if name.eq_ignore_ascii_case("style") {
            style.get_or_insert(value);
        }
    }
    class.is_some_and(|class| {
        decode(class).split_ascii_whitespace().any(|class| CLASSES.contains(&class))
    }) || style.is_some_and(|style| is_hidden(&decode(style)))
}

/// Preview lines of mails, and texts only a script would show.
fn is_hidden(style: &str) -> bool {
    let none = |word: &[u8]| word.eq_ignore_ascii_case(b"none");
    if !style.as_bytes().windows(4).any(none) {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_by_its_class_or_by_being_hidden() {
        for (rest, expected) in [
            (" class='post sharedaddy'", true),
            (" CLASS=feedflare", true),
            (" class=post class=feedflare", false),
            (" id=feedflare", false),
            (" style='color: red; DISPLAY : None'", true),
            (" style='display&#58;none'", true),
            (" style='display: block; border: none'", false),
            (" style=''", false),
        ] {
            assert_eq!(is_furniture(rest), expected, "{rest}");
        }
    }
}
