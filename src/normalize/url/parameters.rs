//! A query in, the parameters that can select a text out: the rules that hold on every host.
//!
//! Not dropped on any host, though tempting, because some site selects its text by them:
//! `ref source src id s t cid uid session campaign_id campaign_name var cuid __s utm mc spm
//! erid clickid keyword`. Some of them are dropped by value ([`drop_markers`]) or by site.

use super::address::Address;
use super::{Scope, Trace, session};

/// Parameters of one maker of statistics.
struct Tracker {
    /// Names in lower case with spaces between; a final `*` stands for any rest.
    names: &'static str,
    /// Whose they are and where that is written.
    rule: &'static str,
}

/// One line a maker; the source is the maker's own documentation.
const TRACKERS: &[Tracker] = &[
    Tracker { names: "utm_* _ga _gl", rule: "Google Analytics: campaign tags, linker" },
    Tracker {
        names: "gclid gclsrc gbraid wbraid dclid srsltid",
        rule: "Google Ads, Campaign Manager and Merchant Center: click ids",
    },
    Tracker {
        names: "fbclid fb_action_ids fb_action_types fb_source fb_ref",
        rule: "Meta: click and open-graph action tags",
    },
    Tracker { names: "igshid igsh", rule: "Instagram: share id" },
    Tracker { names: "msclkid", rule: "Microsoft Advertising: click id" },
    Tracker { names: "yclid ysclid _openstat", rule: "Yandex: click ids, Openstat" },
    Tracker { names: "twclid", rule: "X Ads: click id" },
    Tracker { names: "ttclid", rule: "TikTok Ads: click id" },
    Tracker { names: "li_fat_id", rule: "LinkedIn Ads: first-party click id" },
    Tracker { names: "epik", rule: "Pinterest Ads: click id" },
    Tracker { names: "mc_cid mc_eid mc_tc", rule: "Mailchimp: campaign and reader ids" },
    Tracker {
        names: "_hsenc _hsmi __hstc __hssc __hsfp hsctatracking hsa_*",
        rule: "HubSpot: e-mail, cookie and ad tags",
    },
    Tracker { names: "mkt_tok", rule: "Adobe Marketo: e-mail token" },
    Tracker { names: "_kx", rule: "Klaviyo: reader id" },
    Tracker { names: "vero_id vero_conv", rule: "Vero: reader and conversion ids" },
    Tracker {
        names: "oly_enc_id oly_anon_id rb_clickid",
        rule: "Omeda Olytics: reader and click ids",
    },
    Tracker { names: "wickedid", rule: "Wicked Reports: click id" },
    Tracker { names: "_bhlid", rule: "beehiiv: link id" },
    Tracker { names: "_branch_match_id _branch_referrer", rule: "Branch: deep-link match ids" },
    Tracker { names: "ml_subscriber ml_subscriber_hash", rule: "MailerLite: reader ids" },
    Tracker { names: "ck_subscriber_id", rule: "Kit: reader id" },
    Tracker {
        names: "guccounter guce_referrer guce_referrer_sig",
        rule: "Yahoo: left over from its consent page",
    },
    Tracker { names: "irclickid irgwc", rule: "impact.com: click id and marker" },
    Tracker {
        names: "bsft_clkid bsft_uid bsft_eid bsft_mid",
        rule: "Blueshift: click, reader and message ids",
    },
    Tracker { names: "s_cid sc_cid cmpid", rule: "Adobe Analytics: campaign codes" },
    Tracker {
        names: "itm_source itm_medium itm_campaign itm_content itm_term",
        rule: "Parse.ly: tags of a site's own campaigns",
    },
    Tracker { names: "hmb_campaign hmb_medium hmb_source", rule: "Humble Bundle: campaign tags" },
    Tracker { names: "wt_mc wt_zmc", rule: "Mapp Intelligence (Webtrekk): campaign codes" },
    Tracker { names: "xtor", rule: "AT Internet: campaign code" },
    Tracker {
        names: "at_medium at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 \
            at_custom4 at_link_id at_link_type at_link_origin at_ptr_name at_format \
            at_bbc_team",
        rule: "Piano Analytics (AT Internet): campaign tags",
    },
    Tracker {
        names: "mtm_* pk_campaign pk_kwd pk_keyword pk_medium pk_source pk_content pk_cid pk_vid \
            piwik_campaign piwik_kwd piwik_keyword",
        rule: "Matomo: campaign tags",
    },
];

/// Names that sites use for the channel a reader came through, and for much else.
const CHANNEL_NAMES: &str =
    "ref source src from via partner cid traffic_source mkt origin campaign mod emc cmp";

/// Whether a name (lower case) is one of these, of which a final `*` stands for any rest.
pub(super) fn is_listed(name: &str, names: &str) -> bool {
    names.split(' ').any(|listed| match listed.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == listed,
    })
}

/// Drops what never selects a text, whatever its value and host.
pub(super) fn drop_trackers(address: &mut Address, scope: &Scope<'_>, trace: &mut Trace) {
    address.drop_parameters(scope, trace, |name, value| {
        if session::is_session_parameter(name, value) {
            return Some("session id in the query");
        }
        TRACKERS.iter().find(|tracker| is_listed(name, tracker.names)).map(|tracker| tracker.rule)
    });
}

/// Drops `ref=rss` and its like by value: the parameter names the channel, not the text. As a
/// host, `ref` must name the link's, the feed's or the site's own (Ghost adds it to links);
/// that it looks like one is not enough, since `ref=README.md` does too.
pub(super) fn drop_markers(address: &mut Address, scope: &Scope<'_>, trace: &mut Trace) {
    let own = address.host.clone();
    let hosts = [Some(own.as_str()), scope.feed_host, scope.site_host];
    address.drop_parameters(scope, trace, |name, value| {
        let value = value?;
        if is_listed(name, CHANNEL_NAMES) && is_channel(value) {
            return Some("the value names the channel, not the text");
        }
        let is_own = |host: &str| bare_host(host).eq_ignore_ascii_case(bare_host(value));
        (name == "ref" && hosts.iter().flatten().any(|host| is_own(host)))
            .then_some("Ghost: the link, the feed or the site names itself")
    });
}

fn bare_host(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// `rss`, `atom` or `feed`, perhaps with digits or further such words behind hyphens and
/// underscores: `rss2`, `RSS-3208`, `rss_feed`. What follows `rss` may be any word (sections of
/// a paper, as `rss_politik`); an `atom-heart-mother` is no channel.
pub(super) fn is_channel(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let mut words = value.split(['-', '_']);
    let Some(first) = words.next() else { return false };
    let first = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = |word: &str| {
        matches!(word, "" | "rss" | "atom" | "feed" | "feeds" | "all" | "full" | "xml")
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    match first {
        "rss" => words.all(|word| word.bytes().all(|b| b.is_ascii_alphanumeric())),
        "atom" | "feed" | "rssfeed" => words.all(plain),
        _ => false,
    }
}
