//! Forms of sites for videos and short posts.

use super::super::super::Scope;
use super::super::super::address::Address;
use super::super::host_matches;
use super::{is_number, page};

/// Players that show a list or a channel; their names are as long as an id.
const NO_VIDEOS: &[&str] = &["videoseries", "live_stream"];

/// `youtube.com/watch?v=ID`. Ids tell case apart. Playlist, position and search are context.
pub(super) fn youtube(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let segments = address.segments();
    let id = if address.host == "youtu.be" {
        let [id] = segments.as_slice() else { return None };
        *id
    } else if ["youtube.com", "youtube-nocookie.com"].iter().any(|h| host_matches(&address.host, h))
    {
        match segments.as_slice() {
            ["watch"] => address.value("v")?,
            ["embed" | "live" | "shorts" | "v" | "e" | "watch", id] => id,
            _ => return None,
        }
    } else {
        return None;
    };
    let is_id = id.len() == 11
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && !NO_VIDEOS.contains(&id);
    is_id.then(|| {
        let mut video = page("youtube.com", "/watch".to_owned());
        video.query.push(format!("v={id}"));
        video
    })
}

/// `vimeo.com/ID`. A second segment is the key of an unlisted video and stays.
pub(super) fn vimeo(address: &Address, _: &Scope<'_>) -> Option<Address> {
    let segments = address.segments();
    let id = match (address.host.as_str(), segments.as_slice()) {
        ("vimeo.com", [id]) | ("player.vimeo.com", ["video", id]) => *id,
        _ => return None,
    };
    (is_number(id) && address.value("h").is_none()).then(|| page("vimeo.com", format!("/{id}")))
}

/// `x.com/i/status/ID` for a post, with or without one of its pictures; otherwise twitter.com
/// is x.com.
pub(super) fn twitter(address: &Address, _: &Scope<'_>) -> Option<Address> {
    const HOSTS: &[&str] =
        &["twitter.com", "mobile.twitter.com", "m.twitter.com", "x.com", "mobile.x.com"];
    if !HOSTS.contains(&address.host.as_str()) {
        return None;
    }
    match address.segments().as_slice() {
        [_, "status" | "statuses", id]
        | [_, "status", id, "photo" | "video", _]
        | ["i", "web", "status", id]
            if is_number(id) =>
        {
            Some(page("x.com", format!("/i/status/{id}")))
        }
        _ => Some(super::on_host(address, "x.com".to_owned())),
    }
}
