//! A start tag's attributes in, whether the element is a site's furniture rather than text.

use super::attributes::value;

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
    "mf-related",                      // Mediafed: other articles of the newspaper
    "mf-viral",                        // Mediafed: share buttons
    "blogger-post-footer",             // Blogger: a counter, the owner's advertising
    "mw-editsection",                  // MediaWiki: edit links behind headings
];

/// Whether the element, with all it holds, is to be passed over.
pub(super) fn is_furniture(rest: &str) -> bool {
    // Most tags have no attribute worth a closer look.
    if rest.len() < "class=x".len() {
        return false;
    }
    let class = value(rest, "class").unwrap_or_default();
    if class.split_ascii_whitespace().any(|class| CLASSES.contains(&class)) {
        return true;
    }
    // Preview lines of mails, and texts only a script would show.
    value(rest, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    })
}
