//! A picture's address in, whether it is there to count readers rather than to be seen.

use super::super::address::host_and_path;

/// Whose counter it is: a host (and all hosts below it) and how the path begins.
struct Tracker {
    host: &'static str,
    path: &'static str,
}

const fn at(host: &'static str, path: &'static str) -> Tracker {
    Tracker { host, path }
}

/// Counters, each with the feeds or mails that carry it.
const TRACKERS: &[Tracker] = &[
    at("medium.com", "/_/stat"),         // at the end of every Medium post
    at("feeds.feedburner.com", "/~r/"),  // FeedBurner: one a post
    at("feeds.feedburner.com", "/~ff/"), // FeedBurner: "feed flare" buttons
    at("feedproxy.google.com", "/~r/"),  // FeedBurner after Google took it over
    at("feedads.g.doubleclick.net", ""), // AdSense for feeds
    at("doubleclick.net", ""),           // its counters in newspapers' feeds
    at("feedsportal.com", ""),           // Mediafed: Guardian, Le Monde, Engadget to 2015
    at("feeds.feedblitz.com", "/_/"),    // FeedBlitz
    at("pixel.wp.com", ""),              // WordPress.com and Jetpack
    at("stats.wordpress.com", ""),       // WordPress.com, before that
    at("feeds.wordpress.com", "/1.0/"),  // WordPress.com sharing buttons
    at("blogger.googleusercontent.com", "/tracker/"), // Blogger
    at("google-analytics.com", ""),      // self-made pixels
    at("quantserve.com", ""),            // Quantcast, on WordPress.com and Gawker
    at("scorecardresearch.com", ""),     // comScore, on newspapers
    at("pheedo.com", ""),                // Pheedo's advertisements
    at("rss.buysellads.com", ""),        // BuySellAds in feeds
    at("feedpress.me", ""),              // FeedPress
    at("tracking.feedpress.it", ""),     // the same, older
    at("hits.theguardian.com", ""),      // Guardian
    at("hits.guardian.co.uk", ""),       // the same, older
    at("counter.theconversation.com", ""), // The Conversation, also where republished
    at("counter.theconversation.edu.au", ""), // the same, older
    at("met.vgwort.de", ""),             // VG Wort, German authors' society
    at("pixel.mathtag.com", ""),         // MediaMath
    at("eotrx.substackcdn.com", "/open"), // Substack's mails
    at("list-manage.com", "/track/"),    // Mailchimp's mails
    at("www.facebook.com", "/tr"),       // Facebook's pixel
    at("px.ads.linkedin.com", ""),       // LinkedIn's pixel
    at("anon-stats.eff.org", ""),        // EFF's own Matomo
    at("l.longtailvideo.com", ""),       // JW Player
    at("rss-tracker.propublica.org", ""), // ProPublica
    at("pixel.propublica.org", ""),      // the same, where republished
    at("statcounter.com", ""),           // StatCounter
    at("gigcount.com", ""),              // Gigya's counters
    at("fmpub.net", ""),                 // Federated Media
    at("a8.net", ""),                    // A8, Japanese affiliate counters
    at("valuecommerce.com", ""),         // ValueCommerce, the same
    at("awin1.com", "/cshow.php"),       // Awin affiliate counters
    at("assoc-amazon.com", "/e/"),       // Amazon's affiliate pixel
    at("ir-na.amazon-adsystem.com", ""), // the same, later
];

/// Counting programs that people host themselves, by the end of the path.
const PROGRAMS: &[&str] = &["/matomo.php", "/piwik.php", "/__utm.gif", "/pixel.gif", "/1x1.gif"];

/// Whether the picture at this absolute address counts readers.
pub(super) fn is_tracker(address: &str) -> bool {
    let Some((host, path)) = host_and_path(address) else { return false };
    TRACKERS.iter().any(|tracker| is_below(&host, tracker.host) && path.starts_with(tracker.path))
        || PROGRAMS.iter().any(|program| path.ends_with(program))
}

/// Whether `host` is `domain` or lies below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_pictures_are_told_apart() {
        for (address, expected) in [
            ("https://medium.com/_/stat?event=post.clientViewed", true),
            ("https://medium.com/pictures/1.png", false),
            ("http://feeds.feedburner.com/~r/site/~4/AbC", true),
            ("http://feeds.feedburner.com/logo.png", false),
            ("http://rss.feedsportal.com/c/1/mf.gif", true),
            ("https://notfeedsportal.com/c.gif", false),
            ("https://pixel.wp.com/b.gif?host=x", true),
            ("https://stats.site.example/matomo.php?idsite=1", true),
            ("https://site.example/pixel-art.gif", false),
            ("https://PIXEL.wp.com", true),
            ("https://me@pixel.wp.com:80/x", true),
            ("not an address", false),
        ] {
            assert_eq!(is_tracker(address), expected, "{address}");
        }
    }
}
