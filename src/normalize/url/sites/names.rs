//! Parameters that single sites add to their own links and that never select a text there.

use super::super::address::Address;
use super::super::parameters::is_listed;
use super::super::{Scope, Trace};
use super::host_matches;

/// Parameters of one site.
struct Site {
    /// Hosts as for [`host_matches`].
    hosts: &'static [&'static str],
    /// Names in lower case with spaces between; a final `*` stands for any rest.
    names: &'static str,
    /// What they are and where they are met.
    rule: &'static str,
}

/// One line a site. Unless the rule says otherwise the source is the site's own links: share
/// buttons, newsletters and feeds add the parameter, and the page is the same without it.
const SITES: &[Site] = &[
    Site {
        hosts: &["medium.com"],
        names: "source sk gi",
        rule: "Medium: where the reader came from, friend link",
    },
    Site {
        hosts: &["youtube.com", "youtu.be", "youtube-nocookie.com"],
        names: "si feature pp ab_channel app themerefresh",
        rule: "YouTube: share id and context",
    },
    Site {
        hosts: &["nytimes.com"],
        names: "smid smtyp smvar partner emc rss ref referer referringsource campaign_id \
            instance_id segment_id user_id regi_id nl te ei ex em en sgrp \
            unlocked_article_code searchresultposition action module pgtype region \
            contentcollection contentplacement clicksource login auth _r hp src wt.nav \
            wt.mc_id wt.mc_ev wt.mc_c wt.z_sma adxnnl adxnnlx 0p19g register tntemail0 \
            tntemail1 mwrsm bl kwp_0",
        rule: "The New York Times: share, newsletter and gift tags",
    },
    Site {
        hosts: &["theguardian.com", "guardian.co.uk"],
        names: "cmp intcmp icid acquisitiondata ref cmp_*",
        rule: "The Guardian: campaign codes",
    },
    Site {
        hosts: &["theatlantic.com"],
        names: "gift taid src source",
        rule: "The Atlantic: gift link, share tags",
    },
    Site {
        hosts: &["wsj.com", "barrons.com", "marketwatch.com"],
        names: "mod st reflink siteid tesla gaa_*",
        rule: "Dow Jones: module, share token, referrer",
    },
    Site {
        hosts: &["bloomberg.com"],
        names: "srnd sref leadsource accesstoken taid in_source embedded-checkout ref",
        rule: "Bloomberg: section, share and gift tags",
    },
    Site {
        hosts: &[
            "cnet.com",
            "zdnet.com",
            "cbsnews.com",
            "techrepublic.com",
            "gamespot.com",
            "metacritic.com",
        ],
        names: "ftag linkid intcid bhid ttag vndid",
        rule: "CBS Interactive and successors: campaign tags",
    },
    Site {
        hosts: &["cnet.com", "zdnet.com"],
        names: "part subj tag",
        rule: "CNET: links of its feeds",
    },
    Site {
        hosts: &["biorxiv.org", "medrxiv.org"],
        names: "rss",
        rule: "HighWire: marks links of its feeds",
    },
    Site {
        hosts: &["twitter.com", "x.com"],
        names: "s t ref_src ref_url cxt cn",
        rule: "X: share tags, publish.twitter.com's referrer",
    },
    Site {
        hosts: &["reddit.com"],
        names: "share_id rdt ref ref_source ref_campaign sh st chainedposts correlation_id \
            post_fullname",
        rule: "Reddit: share and referrer tags",
    },
    Site {
        hosts: &["substack.com"],
        names: "r s publication_id post_id isfreemail triedredirect showwelcomeonshare \
            showwelcome selection action token",
        rule: "Substack: reader, e-mail and share tags",
    },
    Site {
        hosts: &["amazon.*"],
        names: "tag ref ref_ linkcode linkid camp creative creativeasin ascsubtag qid sr crid \
            sprefix _encoding pf_rd_* pd_rd_* dib dib_tag",
        rule: "Amazon: Associates tags, search context",
    },
    Site {
        hosts: &[
            "stackoverflow.com",
            "stackexchange.com",
            "superuser.com",
            "serverfault.com",
            "askubuntu.com",
            "mathoverflow.net",
            "stackapps.com",
        ],
        names: "noredirect lq rq r s so_medium so_source",
        rule: "Stack Exchange: how the reader came",
    },
    Site { hosts: &["arxiv.org"], names: "context", rule: "arXiv: the listing it was opened from" },
    Site {
        hosts: &["bbc.co.uk", "bbc.com"],
        names: "ocid ns_mchannel ns_source ns_campaign ns_linkname ns_fee intlink_from_url \
            link_location at_* sthisfb sthistw facebook_page pinned_post_type post_type \
            source",
        rule: "BBC: campaign and share tags",
    },
    Site {
        hosts: &["heise.de", "telepolis.de"],
        names: "wt_* from-*",
        rule: "heise: campaign codes",
    },
    Site {
        hosts: &["play.google.com"],
        names: "pcampaignid referrer pli",
        rule: "Google Play: campaign and referrer",
    },
    Site {
        hosts: &[
            "apps.apple.com",
            "itunes.apple.com",
            "podcasts.apple.com",
            "music.apple.com",
            "books.apple.com",
        ],
        names: "mt uo at ct pt ls itsct itscg itscv app",
        rule: "Apple Services Performance Partners: affiliate and campaign tokens",
    },
    Site {
        hosts: &["washingtonpost.com"],
        names: "wpisrc wpmm tid itid wpmk hpid nid _pml pwapi_token carta-url noredirect",
        rule: "The Washington Post: newsletter, share and gift tags",
    },
    Site {
        hosts: &["ft.com"],
        names: "ftcamp segmentid sharetype accesstoken desktop syn-25a6b1a6 shareid",
        rule: "Financial Times: campaign and share tags",
    },
    Site {
        hosts: &["economist.com"],
        names: "fsrc giftid",
        rule: "The Economist: campaign code, gift link",
    },
    Site {
        hosts: &["reuters.com"],
        names: "feedtype feedname il taid rpc",
        rule: "Reuters: links of its feeds",
    },
    Site {
        hosts: &["cnbc.com", "nbcnews.com"],
        names: "__source cid",
        rule: "NBCUniversal: campaign tags",
    },
    Site { hosts: &["forbes.com"], names: "sh ss ctpv partner", rule: "Forbes: share tags" },
    Site {
        hosts: &[
            "wired.com",
            "newyorker.com",
            "vanityfair.com",
            "arstechnica.com",
            "vogue.com",
            "gq.com",
        ],
        names: "mbid cndid esrc bxid verso",
        rule: "Condé Nast: newsletter tags",
    },
    Site { hosts: &["npr.org"], names: "ft f sc", rule: "NPR: links of its feeds" },
    Site {
        hosts: &["latimes.com"],
        names: "track _amp",
        rule: "Los Angeles Times: links of its feeds",
    },
    Site {
        hosts: &["linkedin.com"],
        names: "trk trackingid lipi refid midtoken midsig originalsubdomain rcm lici",
        rule: "LinkedIn: where the reader came from",
    },
    Site {
        hosts: &["open.spotify.com"],
        names: "si nd dl_branch context sp_cid go dlsi pi",
        rule: "Spotify: share id and context",
    },
    Site {
        hosts: &["soundcloud.com"],
        names: "si in ref p c",
        rule: "SoundCloud: share id and playlist context",
    },
    Site {
        hosts: &["tiktok.com"],
        names: "_t _r is_from_webapp is_copy_url sender_device sender_web_id refer",
        rule: "TikTok: share tags",
    },
    Site {
        hosts: &["instagram.com"],
        names: "ig_rid ig_mid img_index",
        rule: "Instagram: share tags",
    },
    Site { hosts: &["imdb.com"], names: "ref_", rule: "IMDb: the link that was followed" },
    Site {
        hosts: &[
            "spiegel.de",
            "zeit.de",
            "faz.net",
            "sueddeutsche.de",
            "derstandard.at",
            "derstandard.de",
        ],
        names: "gepc sara_ref",
        rule: "German-language papers: share and campaign tags",
    },
    Site {
        hosts: &["lemonde.fr"],
        names: "lmd_medium lmd_campaign lmd_creation lmd_source random",
        rule: "Le Monde: share tags",
    },
    Site { hosts: &["dw.com"], names: "maca", rule: "Deutsche Welle: the feed it came through" },
    Site {
        hosts: &["aljazeera.com"],
        names: "traffic_source",
        rule: "Al Jazeera: the feed it came through",
    },
    Site {
        hosts: &["github.com"],
        names: "notification_referrer_id notifications_query",
        rule: "GitHub: the notification that was followed",
    },
    Site {
        hosts: &["wikipedia.org"],
        names: "wprov",
        rule: "Wikimedia: where the reader came from (Provenance parameter)",
    },
];

pub(super) fn drop(address: &mut Address, scope: &Scope<'_>, trace: &mut Trace) {
    if address.query.is_empty() {
        return;
    }
    let host = address.host.clone();
    for site in SITES.iter().filter(|site| site.hosts.iter().any(|h| host_matches(&host, h))) {
        address.drop_parameters(scope, trace, |name, _| {
            is_listed(name, site.names).then_some(site.rule)
        });
    }
}

/// The parameters that are dropped on a host alone, each with its rule.
pub fn names_of(host: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let sites = SITES.iter().filter(|site| site.hosts.iter().any(|h| host_matches(host, h)));
    sites.flat_map(|site| site.names.split_whitespace().map(|name| (name, site.rule)))
}
