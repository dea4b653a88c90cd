//! Forms of sites where readers write.

use super::super::super::Scope;
use super::super::super::address::Address;
use super::super::host_matches;
use super::{is_number, on_host, page};

/// Reddit's views of itself.
const REDDIT_VIEWS: &[&str] = &[
    "old.reddit.com",
    "new.reddit.com",
    "np.reddit.com",
    "m.reddit.com",
    "i.reddit.com",
    "sh.reddit.com",
];

/// `reddit.com/comments/ID`, and `reddit.com/comments/ID/_/COMMENT` for one comment.
pub(super) fn reddit(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let segments = address.segments();
    if address.host == "redd.it" {
        let [id] = segments.as_slice() else { return None };
        return is_reddit_id(id).then(|| page("reddit.com", format!("/comments/{id}")));
    }
    if !host_matches(&address.host, "reddit.com") || address.host == "out.reddit.com" {
        return None;
    }
    let post = match segments.as_slice() {
        ["comments" | "gallery", rest @ ..]
        | ["r" | "user" | "u", _, "comments" | "gallery", rest @ ..] => rest,
        _ => &[],
    };
    match post {
        [id] | [id, _] if is_reddit_id(id) => Some(page("reddit.com", format!("/comments/{id}"))),
        [id, _, comment] if is_reddit_id(id) && is_reddit_id(comment) => {
            Some(page("reddit.com", format!("/comments/{id}/_/{comment}")))
        }
        _ if REDDIT_VIEWS.contains(&address.host.as_str()) => {
            Some(on_host(address, "reddit.com".to_owned()))
        }
        _ => None,
    }
}

fn is_reddit_id(id: &str) -> bool {
    (2..=10).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

const STACK_EXCHANGE: &[&str] = &[
    "stackoverflow.com",
    "stackexchange.com",
    "superuser.com",
    "serverfault.com",
    "askubuntu.com",
    "mathoverflow.net",
    "stackapps.com",
];

/// `SITE/questions/ID` and `SITE/a/ID`: a feed of answers links an answer as
/// `/questions/ID/title/ANSWER#ANSWER`.
pub(super) fn stack_exchange(address: &Address, _: &Scope<'_>) -> Option<Address> {
    STACK_EXCHANGE.iter().find(|site| host_matches(&address.host, site))?;
    let segments = address.segments();
    let question = |id: &str| Address { path: format!("/questions/{id}"), ..address.clone() };
    let answer = |id: &str| {
        let mut answer = Address { path: format!("/a/{id}"), ..address.clone() };
        if answer.fragment == id {
            answer.fragment.clear();
        }
        answer
    };
    match segments.as_slice() {
        ["questions", id, _, answered] if is_number(id) && is_number(answered) => {
            Some(answer(answered))
        }
        ["questions", id] | ["questions", id, _] if is_number(id) => {
            if is_number(&address.fragment) {
                Some(answer(&address.fragment))
            } else {
                Some(question(id))
            }
        }
        ["q", id] | ["q", id, _] if is_number(id) => Some(question(id)),
        ["a", id] | ["a", id, _] if is_number(id) => Some(answer(id)),
        _ => None,
    }
}

/// `lobste.rs/s/ID`; a comment stands in the fragment.
pub(super) fn lobsters(address: &Address, _: &Scope<'_>) -> Option<Address> {
    match (address.host.as_str(), address.segments().as_slice()) {
        ("lobste.rs", ["s", id, _slug]) => {
            Some(Address { path: format!("/s/{id}"), ..address.clone() })
        }
        _ => None,
    }
}

/// Hosts known to run Discourse beside those whose name says so.
const DISCOURSE: &[&str] = &[
    "meta.discourse.org",
    "try.discourse.org",
    "users.rust-lang.org",
    "internals.rust-lang.org",
    "discuss.python.org",
    "forums.swift.org",
    "community.openai.com",
    "community.letsencrypt.org",
    "discuss.ocaml.org",
    "elixirforum.com",
    "discuss.elastic.co",
    "forum.obsidian.md",
    "community.cloudflare.com",
    "forums.docker.com",
    "forum.gitlab.com",
    "community.home-assistant.io",
    "discuss.kubernetes.io",
    "forum.golangbridge.org",
    "forum.arduino.cc",
    "forum.freecodecamp.org",
    "ziggit.dev",
    "forum.djangoproject.com",
    "community.grafana.com",
    "discuss.huggingface.co",
    "forum.cursor.com",
    "community.fly.io",
    "discuss.kotlinlang.org",
    "forum.rclone.org",
    "community.signalusers.org",
    "talk.tiddlywiki.org",
];

/// `HOST/t/ID` for a topic and `HOST/t/ID/N` for a post in it; the first is the topic itself.
pub(super) fn discourse(address: &Address, _: &Scope<'_>) -> Option<Address> {
    if !DISCOURSE.contains(&address.host.as_str()) && !address.host.starts_with("discourse.") {
        return None;
    }
    let path = match address.segments().as_slice() {
        ["t", id] | ["t", _, id] if is_number(id) && !is_post(&address.segments()) => {
            format!("/t/{id}")
        }
        ["t", id, "1"] | ["t", _, id, "1"] if is_number(id) => format!("/t/{id}"),
        ["t", id, post] | ["t", _, id, post] if is_number(id) && is_number(post) => {
            format!("/t/{id}/{post}")
        }
        _ => return None,
    };
    let mut topic = Address { path, ..address.clone() };
    // `u` names the member who shared the link.
    topic.query.retain(|piece| !piece.starts_with("u="));
    Some(topic)
}

/// `/t/ID/N` rather than `/t/slug/ID`: a slug is never a bare number.
fn is_post(segments: &[&str]) -> bool {
    matches!(segments, ["t", id, _] if is_number(id))
}
