//! A fragment in, the part of it that may name an article out.
//!
//! Release notes, status pages, changelogs and day pages (scripting.com, megatools, Google
//! Cloud's release notes) have no other address for a post, so a fragment is kept by default.

use super::address::{Address, name_and_value};
use super::{Trace, parameters};

/// The rest of a fragment from here on selects a passage: WICG's text fragments, section 3.2.
const TEXT_DIRECTIVE: &str = ":~:text=";

/// Where a page's comments begin, in WordPress's and Disqus's markup.
const COMMENT_ANCHORS: &[&str] = &["comments", "respond", "disqus_thread"];

/// Anchors with a number behind them: a comment, or where WordPress's teaser ended.
const NUMBERED_ANCHORS: &[&str] = &["comment-", "more-"];

pub(super) fn settle(address: &mut Address, trace: &mut Trace) {
    if address.fragment.is_empty() {
        return;
    }
    let kept = essential(&address.fragment);
    if kept != address.fragment {
        trace.note("a place or a tag on the page, not a page", || {
            format!("dropped `#{}`{}", address.fragment, as_kept(&kept))
        });
        address.fragment = kept;
    }
}

fn as_kept(kept: &str) -> String {
    if kept.is_empty() { String::new() } else { format!(" except `#{kept}`") }
}

fn essential(fragment: &str) -> String {
    let fragment = fragment.split_once(TEXT_DIRECTIVE).map_or(fragment, |(before, _)| before);
    let pieces: Vec<_> = fragment.split('&').filter(|piece| !is_tag(piece)).collect();
    let rest = pieces.join("&");
    let numbered = |prefix: &str| {
        rest.strip_prefix(prefix)
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    if COMMENT_ANCHORS.contains(&rest.as_str()) || NUMBERED_ANCHORS.iter().any(|p| numbered(p)) {
        return String::new();
    }
    rest
}

/// Analytics read from the fragment: Google's `allowAnchor`, AT Internet's `xtor`, and the
/// channel marker of German news sites.
fn is_tag(piece: &str) -> bool {
    let (name, value) = name_and_value(piece);
    let Some(value) = value else { return false };
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || name == "xtor" || (name == "ref" && parameters::is_channel(value))
}
