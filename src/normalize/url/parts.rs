//! A key in, the pieces of its query out: what is compared and shortened where a parameter is judged.

use super::address::name_and_value;

/// Beyond so many parameters a URL is a form that was sent, and nothing is learnt from it.
const MOST_PARAMETERS: usize = 12;

/// The key of a web address, with or without a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalize) struct Parts<'a> {
    /// The host, with its port if it has one.
    pub(in crate::normalize) host: &'a str,
    /// Host and path.
    head: &'a str,
    /// The parameters, sorted by name.
    pieces: Vec<&'a str>,
    /// The fragment with its mark, mostly empty.
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a key apart; `None` if it is no web address, or has too long a query.
    pub(in crate::normalize) fn of(key: &'a str) -> Option<Self> {
        let end = key.find('#').unwrap_or(key.len());
        let (head, query) = key[..end].split_once('?').unwrap_or((&key[..end], ""));
        let (host, _) = head.split_once('/')?;
        let is_web = !host.is_empty() && !host.contains([':', '@']) || is_host_and_port(host);
        let pieces: Vec<&str> = query.split('&').filter(|piece| !piece.is_empty()).collect();
        (is_web && pieces.len() <= MOST_PARAMETERS).then_some(Self {
            host,
            head,
            pieces,
            fragment: &key[end..],
        })
    }

    /// The names in the query, each once, with `&` between.
    pub(in crate::normalize) fn pattern(&self) -> String {
        let mut names: Vec<&str> = self.names().collect();
        names.dedup();
        names.join("&")
    }

    /// The names of the parameters, in order.
    pub(in crate::normalize) fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.pieces.iter().map(|piece| name_and_value(piece).0)
    }

    /// The key without the parameters that are not to be kept.
    pub(in crate::normalize) fn without(&self, drop: impl Fn(&str) -> bool) -> String {
        let kept: Vec<&str> =
            self.pieces.iter().copied().filter(|piece| !drop(name_and_value(piece).0)).collect();
        let mark = if kept.is_empty() { "" } else { "?" };
        format!("{}{mark}{}{}", self.head, kept.join("&"), self.fragment)
    }

    /// The parameters of a name, as they stand.
    pub(in crate::normalize) fn named(&self, name: &str) -> Vec<&'a str> {
        self.pieces.iter().copied().filter(|piece| name_and_value(piece).0 == name).collect()
    }

    /// The one parameter in which two keys differ, by its value or because one of them lacks it,
    /// and the key that has it; `None` if they differ in anything else, or in nothing.
    pub(in crate::normalize) fn only_difference<'p>(
        &'p self,
        other: &'p Self,
    ) -> Option<(&'p Self, &'a str)> {
        if self.head != other.head || self.fragment != other.fragment {
            return None;
        }
        if !self.names().eq(other.names()) {
            let shorter = self.pieces.len() < other.pieces.len();
            let (long, short) = if shorter { (other, self) } else { (self, other) };
            return long.names().find(|name| long.is_without(name, short)).map(|name| (long, name));
        }
        let pairs = self.pieces.iter().zip(&other.pieces);
        let mut differing =
            pairs.filter(|(own, theirs)| own != theirs).map(|(own, _)| name_and_value(own).0);
        let first = differing.next()?;
        differing.all(|name| name == first).then_some((self, first))
    }

    /// Whether leaving out a parameter makes it the other.
    fn is_without(&self, name: &str, other: &Self) -> bool {
        self.pieces.iter().filter(|piece| name_and_value(piece).0 != name).eq(&other.pieces)
    }
}

/// `town.example:8080`, `[::1]` and `[::1]:81` are hosts; `feed:3` and `mailto:` are none.
fn is_host_and_port(host: &str) -> bool {
    if host.starts_with('[') {
        return true;
    }
    host.rsplit_once(':').is_some_and(|(name, port)| {
        name.contains('.') && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_apart() {
        for (key, pattern) in [
            ("town.example/a?b=1&c=2", Some("b&c")),
            ("town.example/a?b=1&b=2#c", Some("b")),
            ("town.example:8080/?b", Some("b")),
            ("[::1]:81/?b=1", Some("b")),
            ("town.example/a", Some("")),
            ("town.example/a#b?c=1", Some("")),
            ("feed:3#https://town.example/a?b=1", None),
            ("mailto:mo@town.example?subject=1", None),
        ] {
            assert_eq!(Parts::of(key).map(|parts| parts.pattern()).as_deref(), pattern, "{key}");
        }
    }

    #[test]
    fn two_keys_differ_in_one_parameter_or_not() {
        for (a, b, expected) in [
            ("t.example/a?b=1&c=2", "t.example/a?b=1&c=3", Some("c")),
            ("t.example/a?b=1&b=2", "t.example/a?b=2&b=1", Some("b")),
            ("t.example/a?b=1&c=2", "t.example/a?b=2&c=3", None),
            ("t.example/a?b=1", "t.example/b?b=2", None),
            ("t.example/a?b=1", "t.example/a?b=1", None),
            ("t.example/a?b=1", "t.example/a?b=2&c=1", None),
            ("t.example/a?b=1", "t.example/a?b=1&c=1", Some("c")),
            ("t.example/a?b=1", "t.example/a", Some("b")),
            ("t.example/a?b=1&b=2", "t.example/a", Some("b")),
            ("t.example/a?b=1&c=2", "t.example/a", None),
            ("t.example/a", "t.example/a", None),
            ("t.example/a?b=1#x", "t.example/a?b=2#y", None),
            ("t.example/a?b=1#x", "t.example/a?b=2#x", Some("b")),
        ] {
            let (a, b) = (Parts::of(a).expect("a key"), Parts::of(b).expect("a key"));
            for (one, other) in [(&a, &b), (&b, &a)] {
                let found = one.only_difference(other).map(|(_, name)| name);
                assert_eq!(found, expected, "{a:?} {b:?}");
            }
        }
    }
}
