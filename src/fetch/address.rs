//! An IP address or host in, how far inside a network it lies out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// How far inside an address lies. A server may point at what lies as far inside as itself, or
/// further out, never further in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Reach {
    /// Anybody's.
    Public,
    /// A private network's, or one that no public host has.
    Private,
    /// This machine's.
    Loopback,
    /// Link-local: where clouds keep their credentials (169.254.169.254).
    LinkLocal,
}

/// The IPv4 address inside an IPv6 one that only wraps it; others as they are.
pub(super) fn unmapped(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = ip else { return ip };
    let groups = v6.segments();
    let v4 = |first: usize| {
        let bits = u32::from(groups[first]) << 16 | u32::from(groups[first + 1]);
        IpAddr::V4(Ipv4Addr::from_bits(bits))
    };
    match groups {
        // ::ffff:a.b.c.d (mapped), ::ffff:0:a.b.c.d (translated, RFC 7915), 64:ff9b:: (NAT64),
        // ::a.b.c.d (compatible, but not :: and ::1).
        [0, 0, 0, 0, 0, 0xffff, ..]
        | [0, 0, 0, 0, 0xffff, 0, ..]
        | [0x64, 0xff9b, 0, 0, 0, 0, ..] => v4(6),
        [0, 0, 0, 0, 0, 0, ..] if v6.to_bits() > 1 => v4(6),
        // 6to4: the address stands in the second and third group.
        [0x2002, ..] => v4(1),
        _ => ip,
    }
}

/// How far inside this address lies.
pub(super) fn reach(ip: IpAddr) -> Reach {
    match unmapped(ip) {
        IpAddr::V4(ip) => reach_v4(ip),
        IpAddr::V6(ip) => reach_v6(ip),
    }
}

/// By the IANA registry of special-purpose addresses.
fn reach_v4(ip: Ipv4Addr) -> Reach {
    match ip.octets() {
        // "This host": Linux connects 0.0.0.0 to loopback.
        [0 | 127, ..] => Reach::Loopback,
        [169, 254, ..] => Reach::LinkLocal,
        // Private; shared (carrier) space; benchmarking; protocol assignments; documentation;
        // multicast, reserved and broadcast.
        [10 | 224..=255, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        | [100, 64..=127, ..]
        | [198, 18 | 19, ..]
        | [192, 0, 0 | 2, _]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => Reach::Private,
        _ => Reach::Public,
    }
}

fn reach_v6(ip: Ipv6Addr) -> Reach {
    match ip.segments() {
        _ if ip.is_loopback() || ip.is_unspecified() => Reach::Loopback,
        // A network's own translator (RFC 8215): where in the address the IPv4 one stands, and
        // so what it leads to, the network alone knows. It may be anything inside.
        [0xfe80..=0xfebf, ..] | [0x64, 0xff9b, 1, ..] => Reach::LinkLocal,
        // Unique local; site-local (deprecated) and multicast; documentation; segment routing;
        // Teredo, benchmarking and documentation; discard-only and dummy.
        [0xfc00..=0xfdff | 0xfec0..=0xffff | 0x3fff | 0x5f00, ..]
        | [0x2001, 0 | 2 | 0xdb8, ..]
        | [0x100, 0, 0, 0 | 1, ..] => Reach::Private,
        _ => Reach::Public,
    }
}

/// Names that always mean this machine (RFC 6761).
pub(super) fn is_loopback_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

/// What can be told of a host without looking it up: the reach of an address, or of a name that
/// only exists inside networks.
pub(super) fn reach_of_host(url: &Url) -> Option<Reach> {
    match url.host()? {
        Host::Ipv4(ip) => Some(reach(IpAddr::V4(ip))),
        Host::Ipv6(ip) => Some(reach(IpAddr::V6(ip))),
        Host::Domain(name) if is_loopback_name(name) => Some(Reach::Loopback),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let inside = [".local", ".lan", ".internal", ".home.arpa", ".intranet"];
            let local = !name.contains('.') || inside.iter().any(|suffix| name.ends_with(suffix));
            local.then_some(Reach::Private)
        }
    }
}

/// The host as messages name it: with its port where that is not the scheme's own.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_private_address_is_seen_through() {
        for (host, expected) in [
            ("93.184.216.34", Reach::Public),
            ("127.0.0.1", Reach::Loopback),
            ("2130706433", Reach::Loopback),
            ("0x7f.1", Reach::Loopback),
            ("0", Reach::Loopback),
            ("[::1]", Reach::Loopback),
            ("[::]", Reach::Loopback),
            ("[::ffff:127.0.0.1]", Reach::Loopback),
            ("[::ffff:7f00:1]", Reach::Loopback),
            ("[::7f00:1]", Reach::Loopback),
            ("[64:ff9b::10.0.0.5]", Reach::Private),
            ("[64:ff9b:1::a9fe:a9fe]", Reach::LinkLocal),
            ("[64:ff9b:1:a9fe:a9:fe00::]", Reach::LinkLocal),
            ("[64:ff9b::93.184.216.34]", Reach::Public),
            ("[::ffff:0:127.0.0.1]", Reach::Loopback),
            ("[::ffff:0:169.254.169.254]", Reach::LinkLocal),
            ("[::ffff:0:93.184.216.34]", Reach::Public),
            ("[100::1]", Reach::Private),
            ("[5f00::1]", Reach::Private),
            ("[2001:2::1]", Reach::Private),
            ("[2002:a00:5::]", Reach::Private),
            ("[64:ff9b:1::7f00:1]", Reach::LinkLocal),
            ("10.0.0.5", Reach::Private),
            ("172.31.0.1", Reach::Private),
            ("172.32.0.1", Reach::Public),
            ("192.168.1.1", Reach::Private),
            ("100.64.0.1", Reach::Private),
            ("169.254.169.254", Reach::LinkLocal),
            ("[fe80::1]", Reach::LinkLocal),
            ("[fd00::5]", Reach::Private),
            ("[2606:4700::1]", Reach::Public),
            ("255.255.255.255", Reach::Private),
            ("localhost", Reach::Loopback),
            ("x.localhost.", Reach::Loopback),
            ("printer", Reach::Private),
            ("nas.lan", Reach::Private),
        ] {
            let url = Url::parse(&format!("http://{host}/")).expect("a URL");
            assert_eq!(reach_of_host(&url), Some(expected), "{host}");
        }
        let named = Url::parse("http://feeds.example.org/").expect("a URL");
        assert_eq!(reach_of_host(&named), None);
    }
}
