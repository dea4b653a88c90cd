//! The steps that are shown to people.

use super::super::{Scope, explain};

#[test]
fn every_step_is_told_with_its_rule() {
    let url = "HTTP://www.Town.example/%7Emo/?utm_source=rss&b=2&a=1&ref=rss#comments";
    let told = explain(url, &Scope::default());
    let steps: Vec<_> = told.steps.iter().map(ToString::to_string).collect();
    assert_eq!(told.key.map(|key| key.0).as_deref(), Some("town.example/~mo?a=1&b=2"));
    assert_eq!(
        steps,
        [
            "read as `http://www.town.example/%7Emo/?utm_source=rss&b=2&a=1&ref=rss#comments`: WHATWG URL Standard",
            "dropped `www.`: Public Suffix List: a site's own domain follows",
            "spelt `/%7Emo/` as `/~mo/`: RFC 3986 6.2.2: percent-encoding",
            "took http for https: one page whichever scheme leads to it",
            "dropped the final slash: one page with and without it",
            "dropped `utm_source=rss`: Google Analytics: campaign tags, linker",
            "dropped `#comments`: a place or a tag on the page, not a page",
            "dropped `ref=rss`: the value names the channel, not the text",
            "sorted the parameters by name: the order of different names says nothing",
        ]
    );
}

#[test]
fn wrappers_and_forms_are_told() {
    let url = "https://www.google.com/url?q=https%3A%2F%2Fyoutu.be%2FQk_7dB-x1Zs%3Fsi%3Da";
    let steps: Vec<_> =
        explain(url, &Scope::default()).steps.iter().map(ToString::to_string).collect();
    assert_eq!(
        steps,
        [
            "dropped `www.`: Public Suffix List: a site's own domain follows",
            "opened the link to `https://youtu.be/Qk_7dB-x1Zs?si=a`: Google: result and alert links",
            "dropped `si=a`: YouTube: share id and context",
            "took `youtu.be/Qk_7dB-x1Zs` for `youtube.com/watch?v=Qk_7dB-x1Zs`: YouTube: the video's id, in whichever player",
        ]
    );
}

#[test]
fn a_key_that_is_the_url_needs_no_step() {
    assert!(explain("https://town.example/a?b=1#c", &Scope::default()).steps.is_empty());
}
