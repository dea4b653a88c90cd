//! An address that carries another in, the address it leads to out.
//!
//! Listed hosts only: a rule for any `?url=` would break log-in and share links.

use super::address::{Address, Read, read};
use super::sites::host_matches;
use super::{Scope, Trace};

/// How deep wrappers may lie in each other. A deeper nest is no link anybody made, and is left
/// whole rather than half opened, so that its key is stable.
const DEEPEST: usize = 3;

/// A page whose only purpose is to lead on to the address in one of its parameters.
struct Wrapper {
    /// Hosts as for [`host_matches`].
    hosts: &'static [&'static str],
    /// The path without a final slash; a final `*` stands for any rest.
    path: &'static str,
    /// The parameters that may hold the target, the best first.
    names: &'static [&'static str],
    /// Whose it is and where it is met.
    rule: &'static str,
}

const WRAPPERS: &[Wrapper] = &[
    Wrapper {
        hosts: &["google.*"],
        path: "/url",
        names: &["url", "q"],
        rule: "Google: result and alert links",
    },
    Wrapper {
        hosts: &["news.google.*"],
        path: "/news/url",
        names: &["url"],
        rule: "Google News: links of its old feeds",
    },
    Wrapper {
        hosts: &["facebook.com"],
        path: "/l.php",
        names: &["u"],
        rule: "Facebook: link shim",
    },
    Wrapper {
        hosts: &["l.instagram.com", "l.threads.com", "l.threads.net"],
        path: "/",
        names: &["u"],
        rule: "Instagram and Threads: link shim",
    },
    Wrapper {
        hosts: &["l.messenger.com"],
        path: "/l.php",
        names: &["u"],
        rule: "Messenger: link shim",
    },
    Wrapper {
        hosts: &["out.reddit.com"],
        path: "/*",
        names: &["url"],
        rule: "Reddit: outbound links",
    },
    Wrapper {
        hosts: &["youtube.com"],
        path: "/redirect",
        names: &["q"],
        rule: "YouTube: links in descriptions",
    },
    Wrapper {
        hosts: &["vk.com", "vk.ru", "vkontakte.ru"],
        path: "/away.php",
        names: &["to"],
        rule: "VK: outbound links",
    },
    Wrapper {
        hosts: &["vk.com", "vk.ru"],
        path: "/away",
        names: &["to"],
        rule: "VK: outbound links",
    },
    Wrapper {
        hosts: &["getpocket.com"],
        path: "/redirect",
        names: &["url"],
        rule: "Pocket: links of its feeds",
    },
    Wrapper {
        hosts: &["steamcommunity.com"],
        path: "/linkfilter",
        names: &["url", "u"],
        rule: "Steam: link filter",
    },
    Wrapper { hosts: &["medium.com"], path: "/r", names: &["url"], rule: "Medium: outbound links" },
    Wrapper {
        hosts: &["slack-redir.net"],
        path: "/link",
        names: &["url"],
        rule: "Slack: outbound links",
    },
    Wrapper {
        hosts: &["bing.com"],
        path: "/news/apiclick.aspx",
        names: &["url"],
        rule: "Bing News: links of its feeds",
    },
    Wrapper {
        hosts: &["duckduckgo.com"],
        path: "/l",
        names: &["uddg"],
        rule: "DuckDuckGo: result links",
    },
    Wrapper {
        hosts: &["linkedin.com"],
        path: "/redir/redirect",
        names: &["url"],
        rule: "LinkedIn: outbound links",
    },
    Wrapper {
        hosts: &["linkedin.com"],
        path: "/safety/go",
        names: &["url"],
        rule: "LinkedIn: outbound links",
    },
    Wrapper {
        hosts: &["t.umblr.com"],
        path: "/redirect",
        names: &["z"],
        rule: "Tumblr: outbound links",
    },
    Wrapper {
        hosts: &["link.zhihu.com"],
        path: "/",
        names: &["target"],
        rule: "Zhihu: outbound links",
    },
    Wrapper {
        hosts: &["safelinks.protection.outlook.com"],
        path: "/",
        names: &["url"],
        rule: "Microsoft Defender: Safe Links",
    },
];

/// Parameters of the AMP viewer (AMP project: "AMP cache URL format", "AMP viewer").
const AMP_VIEWER: &[&str] = &[
    "amp", "amp_js_v", "amp_gsa", "amp_r", "amp_ct", "amp_tf", "amp_agsa", "aoh", "usqp", "csi",
    "referrer", "ampshare",
];

/// Follows wrappers to the address they carry.
pub(super) fn open(address: Address, scope: &Scope<'_>, trace: &mut Trace) -> Address {
    let mut steps = trace.branch();
    let mut current = address.clone();
    for _ in 0..=DEEPEST {
        let Some(inner) = target(&current, scope, &mut steps) else {
            trace.append(steps);
            return current;
        };
        current = inner;
    }
    address
}

fn target(address: &Address, scope: &Scope<'_>, trace: &mut Trace) -> Option<Address> {
    let (text, rule) = in_parameter(address)
        .or_else(|| in_amp_path(address))
        .or_else(|| in_google_news_id(address))
        .or_else(|| in_feedsportal_path(address))?;
    let mut inner_steps = trace.branch();
    let Some(Read::Web(inner)) = read(&text, scope, &mut inner_steps) else { return None };
    trace.note(rule, || format!("opened the link to `{text}`"));
    trace.append(inner_steps);
    Some(inner)
}

fn in_parameter(address: &Address) -> Option<(String, &'static str)> {
    let fits = |wrapper: &&Wrapper| {
        wrapper.hosts.iter().any(|host| host_matches(&address.host, host))
            && match wrapper.path.strip_suffix('*') {
                Some(prefix) => address.path.starts_with(prefix),
                None => address.path == wrapper.path,
            }
    };
    WRAPPERS.iter().filter(fits).find_map(|wrapper| {
        let values = wrapper.names.iter().filter_map(|name| address.value(name));
        values
            .filter_map(super::escapes::decode)
            .find(|text| is_web(text))
            .map(|text| (text, wrapper.rule))
    })
}

fn is_web(text: &str) -> bool {
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// `…cdn.ampproject.org/c/s/HOST/PATH` (`v`: in the viewer; without `s`: http) and
/// `google.com/amp/s/HOST/PATH`.
fn in_amp_path(address: &Address) -> Option<(String, &'static str)> {
    let kinds: &[&str] = if host_matches(&address.host, "cdn.ampproject.org") {
        &["/c/", "/v/"]
    } else if host_matches(&address.host, "google.*") {
        &["/amp/"]
    } else {
        return None;
    };
    let rest = kinds.iter().find_map(|kind| address.path.strip_prefix(kind))?;
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    // google.com/amp/… holds pages of Google's own as well; a host has a dot.
    if !rest.split('/').next()?.contains('.') {
        return None;
    }
    let pieces = address.query.iter().filter(|piece| {
        let (name, _) = super::address::name_and_value(piece);
        !AMP_VIEWER.contains(&name.to_ascii_lowercase().as_str())
    });
    let query: Vec<_> = pieces.map(String::as_str).collect();
    let mut text = format!("https://{rest}");
    if !query.is_empty() {
        text = format!("{text}?{}", query.join("&"));
    }
    // The viewer keeps its state in the fragment, as parameters.
    if !address.fragment.is_empty() && !address.fragment.contains('=') {
        text = format!("{text}#{}", address.fragment);
    }
    Some((text, "AMP cache: the page it was made from"))
}

/// Until 2024 a Google News article id held the address: base64 of a small message whose field
/// 4 is the URL. Later ids hold a token only Google can open and stay as they are.
fn in_google_news_id(address: &Address) -> Option<(String, &'static str)> {
    if !host_matches(&address.host, "news.google.com") {
        return None;
    }
    let segments = address.segments();
    let at = segments.iter().position(|segment| *segment == "articles")?;
    let bytes = base64url(segments.get(at + 1)?)?;
    let [0x08, 0x13, 0x22, message @ ..] = bytes.as_slice() else { return None };
    let (length, rest) = varint(message)?;
    let url = std::str::from_utf8(rest.get(..length)?).ok()?;
    is_web(url).then(|| (url.to_owned(), "Google News: the article's id holds its address"))
}

/// What Feedsportal, closed in 2016, wrote for what a path cannot hold or often holds.
const FEEDSPORTAL: &[(char, &str)] = &[
    ('A', "0"),
    ('B', "."),
    ('C', "/"),
    ('D', "?"),
    ('E', "-"),
    ('F', "="),
    ('G', "&"),
    ('H', ","),
    ('I', "_"),
    ('J', "%"),
    ('L', "http://"),
    ('N', ".com"),
    ('S', "www."),
];

/// `HOST.feedsportal.com/c/1/f/2/s/3/l/0L0Stown0N0Cnews/story01.htm`: a zero and a letter stand for
/// something else. A letter that is not known keeps the whole closed.
fn in_feedsportal_path(address: &Address) -> Option<(String, &'static str)> {
    if !host_matches(&address.host, "feedsportal.com") {
        return None;
    }
    let segments = address.segments();
    let at = segments.iter().position(|segment| *segment == "l")?;
    let mut url = String::new();
    let mut rest = segments.get(at + 1)?.strip_prefix("0L").map(|rest| format!("0L{rest}"))?;
    while let Some(zero) = rest.find('0') {
        url.push_str(&rest[..zero]);
        let letter = rest[zero + 1..].chars().next()?;
        let (_, meant) = FEEDSPORTAL.iter().find(|(known, _)| *known == letter)?;
        url.push_str(meant);
        rest = rest.split_off(zero + 2);
    }
    Some((url + &rest, "Feedsportal: the address is in the path"))
}

fn varint(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let low = usize::from(first & 0x7f);
    if first & 0x80 == 0 {
        return Some((low, rest));
    }
    let (second, rest) = rest.split_first()?;
    // Two groups reach 16 383, more than any URL in an id.
    (second & 0x80 == 0).then(|| (low | usize::from(*second) << 7, rest))
}

/// RFC 4648 section 5, padding optional.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(digit)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    Some(out)
}
