//! An address in, the proxy to reach it by out.

use std::net::IpAddr;

use url::{Host, Url};

use super::address;

/// The proxies of a machine, by the conventions of `http_proxy`, `https_proxy`, `all_proxy`
/// and `no_proxy`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For http addresses.
    pub http: Option<String>,
    /// For https addresses.
    pub https: Option<String>,
    /// Hosts reached directly: names (with their subdomains), addresses, networks, or `*`.
    pub except: Vec<String>,
}

impl Proxies {
    /// The same proxy for every address.
    pub fn all(proxy: &str) -> Self {
        Self { http: Some(proxy.to_owned()), https: Some(proxy.to_owned()), except: Vec::new() }
    }

    /// What environment variables say, as `lookup` reads them.
    ///
    /// `HTTP_PROXY` in capitals is left alone: a CGI server sets it from a request's header
    /// (the "httpoxy" class of holes), so only the lower-case form counts for http.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            names.iter().find_map(|name| lookup(name)).filter(|value| !value.trim().is_empty())
        };
        let all = first(&["all_proxy", "ALL_PROXY"]);
        let except = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
        Self {
            http: first(&["http_proxy"]).or_else(|| all.clone()),
            https: first(&["https_proxy", "HTTPS_PROXY"]).or(all),
            except: except
                .split([',', ' '])
                .map(str::trim)
                .filter(|entry| !entry.is_empty())
                .map(str::to_ascii_lowercase)
                .collect(),
        }
    }

    /// The proxy for this address; `None` is the direct way. Loopback is always direct.
    pub(super) fn for_url(&self, url: &Url) -> Option<&str> {
        let proxy =
            if url.scheme() == "https" { self.https.as_deref() } else { self.http.as_deref() };
        proxy.filter(|_| !self.is_direct(url))
    }

    fn is_direct(&self, url: &Url) -> bool {
        let host = match url.host() {
            None => return true,
            Some(Host::Domain(name)) => Ok(name.trim_end_matches('.').to_ascii_lowercase()),
            Some(Host::Ipv4(ip)) => Err(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Err(IpAddr::V6(ip)),
        };
        match host {
            Ok(name) => {
                address::is_loopback_name(&name)
                    || self.except.iter().any(|entry| names_host(entry, &name))
            }
            Err(ip) => {
                let ip = address::unmapped(ip);
                ip.is_loopback() || self.except.iter().any(|entry| covers(entry, ip))
            }
        }
    }
}

fn names_host(entry: &str, host: &str) -> bool {
    let entry = entry.trim_start_matches('*').trim_start_matches('.');
    // `*` alone exempts every host.
    entry.is_empty()
        || host.strip_suffix(entry).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn covers(entry: &str, ip: IpAddr) -> bool {
    if entry == "*" {
        return true;
    }
    let (network, bits) =
        entry.split_once('/').map_or((entry, None), |(net, bits)| (net, Some(bits)));
    match (network.trim_matches(['[', ']']).parse::<IpAddr>(), ip) {
        (Ok(IpAddr::V4(net)), IpAddr::V4(ip)) => {
            let bits = bits.map_or(Some(32), |bits| bits.parse().ok().filter(|bits| *bits <= 32));
            bits.is_some_and(|bits| {
                u32::MAX.checked_shl(32 - bits).unwrap_or(0) & (net.to_bits() ^ ip.to_bits()) == 0
            })
        }
        (Ok(IpAddr::V6(net)), IpAddr::V6(ip)) => {
            let bits = bits.map_or(Some(128), |bits| bits.parse().ok().filter(|bits| *bits <= 128));
            bits.is_some_and(|bits| {
                u128::MAX.checked_shl(128 - bits).unwrap_or(0) & (net.to_bits() ^ ip.to_bits()) == 0
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_variables_decide() {
        let proxies = Proxies::from_lookup(|name| match name {
            "http_proxy" => Some("http://p:3128".into()),
            "ALL_PROXY" => Some("socks5h://s:1080".into()),
            "HTTP_PROXY" => Some("http://evil".into()),
            "no_proxy" => Some("intra.example, 10.0.0.0/8 .lan".into()),
            _ => None,
        });
        for (url, expected) in [
            ("http://a.example/", Some("http://p:3128")),
            ("https://a.example/", Some("socks5h://s:1080")),
            ("https://intra.example/", None),
            ("https://www.intra.example/", None),
            ("https://notintra.example/", Some("socks5h://s:1080")),
            ("http://10.1.2.3/", None),
            ("http://11.1.2.3/", Some("http://p:3128")),
            ("http://printer.lan/", None),
            ("http://localhost:8000/", None),
            ("http://127.0.0.5/", None),
            ("http://[::1]/", None),
        ] {
            let url = Url::parse(url).expect("a URL");
            assert_eq!(proxies.for_url(&url), expected, "{url}");
        }
        let all_but_all = Proxies { except: vec!["*".into()], ..Proxies::all("http://p") };
        assert_eq!(all_but_all.for_url(&Url::parse("http://x.example").expect("a URL")), None);
    }
}
