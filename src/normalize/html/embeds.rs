//! The address of a foreign page set into an article in, a link to what it plays out.

use url::Url;

use super::trackers::is_below;

/// Where the page is that a person would open.
enum Target {
    /// The rest of the path after the prefix, put behind this.
    Rest(&'static str),
    /// The value of this query parameter, put behind this.
    Query(&'static str, &'static str),
    /// The address that this query parameter holds.
    Address(&'static str),
    /// The set-in page itself: the host offers no better one.
    Itself,
}

/// A host of films, sounds or code that articles set in.
struct Host {
    domain: &'static str,
    prefix: &'static str,
    target: Target,
}

const fn host(domain: &'static str, prefix: &'static str, target: Target) -> Host {
    Host { domain, prefix, target }
}

use Target::{Address, Itself, Query, Rest};

const HOSTS: &[Host] = &[
    host(
        "youtube.com",
        "/embed/videoseries",
        Query("list", "https://www.youtube.com/playlist?list="),
    ),
    host("youtube.com", "/embed/", Rest("https://www.youtube.com/watch?v=")),
    host("youtube.com", "/v/", Rest("https://www.youtube.com/watch?v=")),
    host("youtube-nocookie.com", "/embed/", Rest("https://www.youtube.com/watch?v=")),
    host("player.vimeo.com", "/video/", Rest("https://vimeo.com/")),
    host("dailymotion.com", "/embed/video/", Rest("https://www.dailymotion.com/video/")),
    host("geo.dailymotion.com", "/player", Query("video", "https://www.dailymotion.com/video/")),
    host("player.twitch.tv", "/", Itself),
    host("clips.twitch.tv", "/embed", Query("clip", "https://clips.twitch.tv/")),
    host("player.bilibili.com", "/player.html", Query("bvid", "https://www.bilibili.com/video/")),
    host("embed.ted.com", "/talks/", Rest("https://www.ted.com/talks/")),
    host("loom.com", "/embed/", Rest("https://www.loom.com/share/")),
    host("streamable.com", "/e/", Rest("https://streamable.com/")),
    host("streamable.com", "/o/", Rest("https://streamable.com/")),
    host("rumble.com", "/embed/", Itself),
    host("odysee.com", "/$/embed/", Rest("https://odysee.com/")),
    host("archive.org", "/embed/", Rest("https://archive.org/details/")),
    host("media.ccc.de", "/v/", Itself),
    host("videopress.com", "/embed/", Rest("https://videopress.com/v/")),
    host("videopress.com", "/v/", Itself),
    host("wistia.net", "/embed/iframe/", Itself),
    host("wistia.com", "/embed/iframe/", Itself),
    host("facebook.com", "/plugins/video.php", Address("href")),
    host("facebook.com", "/plugins/post.php", Address("href")),
    host("w.soundcloud.com", "/player", Address("url")),
    host("open.spotify.com", "/embed-podcast/", Rest("https://open.spotify.com/")),
    host("open.spotify.com", "/embed/", Rest("https://open.spotify.com/")),
    host("embed.podcasts.apple.com", "/", Rest("https://podcasts.apple.com/")),
    host("embed.music.apple.com", "/", Rest("https://music.apple.com/")),
    host("bandcamp.com", "/EmbeddedPlayer", Itself),
    host("mixcloud.com", "/widget/iframe", Address("feed")),
    // Medium sets everything in through Embedly, with the address beside the player's.
    host("cdn.embedly.com", "/widgets/media.html", Address("url")),
    host("codepen.io", "/", Itself),
    host("jsfiddle.net", "/", Itself),
    host("slideshare.net", "/slideshow/embed_code/", Itself),
    host("speakerdeck.com", "/player/", Itself),
];

/// What to link to, if the absolute address is of a host that is known.
pub(super) fn link(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let name = url.host_str()?;
    let path = url.path();
    let host = HOSTS.iter().find(|h| is_below(name, h.domain) && path.starts_with(h.prefix));
    if let Some(host) = host {
        return target(host, &url);
    }
    // PeerTube runs on any host; its player's path is its own.
    let id = path.strip_prefix("/videos/embed/")?;
    url.join(&format!("/w/{id}")).ok().map(Into::into)
}

fn target(host: &Host, url: &Url) -> Option<String> {
    let value = |name: &str| {
        url.query_pairs().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.into_owned())
    };
    let found = match host.target {
        Rest(front) => {
            let rest = url.path()[host.prefix.len()..].split('&').next().unwrap_or_default();
            if rest.is_empty() {
                return None;
            }
            format!("{front}{rest}")
        }
        Query(name, front) => format!("{front}{}", value(name)?),
        Address(name) => value(name)?,
        Itself => url.as_str().to_owned(),
    };
    let found = Url::parse(&found).ok()?;
    matches!(found.scheme(), "http" | "https").then(|| found.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_lead_to_pages() {
        for (address, expected) in [
            ("https://www.youtube.com/embed/AbC-1?rel=0", "https://www.youtube.com/watch?v=AbC-1"),
            ("http://www.youtube.com/v/AbC&hl=en", "https://www.youtube.com/watch?v=AbC"),
            (
                "https://www.youtube.com/embed/videoseries?list=L1",
                "https://www.youtube.com/playlist?list=L1",
            ),
            ("https://player.vimeo.com/video/77", "https://vimeo.com/77"),
            (
                "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&x=1",
                "https://soundcloud.com/a/b",
            ),
            (
                "https://cdn.embedly.com/widgets/media.html?src=x&url=https%3A%2F%2Fv.example%2F1",
                "https://v.example/1",
            ),
            ("https://tube.example/videos/embed/9c-1", "https://tube.example/w/9c-1"),
        ] {
            assert_eq!(link(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn strangers_and_tricks_lead_nowhere() {
        for address in [
            "https://ads.example/frame.html",
            "https://www.youtube.com/embed/",
            "https://notyoutube.com/embed/x",
            "https://w.soundcloud.com/player/?url=javascript:alert(1)",
            "javascript:alert(1)",
        ] {
            assert_eq!(link(address), None, "{address}");
        }
    }
}
