//! Names of elements: a namespace known to feeds, and the local part in lower case.

/// The vocabularies that feeds are written in. RSS and Atom are one, since every mixture of
/// them is in use and no element of one means something else in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ns {
    /// RSS of all versions, Atom of all versions, CDF, or no namespace at all.
    Core,
    Rdf,
    /// Dublin Core elements.
    Dc,
    /// Dublin Core terms.
    DcTerms,
    Content,
    Itunes,
    /// Media RSS.
    Media,
    Podcast,
    Slash,
    /// Atom threading, RFC 4685.
    Thread,
    Feedburner,
    /// GeoRSS, GML and the W3C's geo.
    Geo,
    Syndication,
    /// The comment API of wellformedweb.org.
    Comments,
    /// Creative Commons, its RDF vocabulary and its RSS module.
    Commons,
    /// RSS 1.0's administration module.
    Admin,
    /// What Posterous says of its authors.
    Posterous,
    Xhtml,
    /// SVG and MathML, which HTML takes in without a prefix.
    Drawing,
    /// Any other.
    #[default]
    Other,
}

/// Addresses as compared: without scheme, `www.`, a closing slash or number sign, in lower case.
const ADDRESSES: &[(&str, Ns)] = &[
    ("w3.org/2005/atom", Ns::Core),
    ("purl.org/atom/ns", Ns::Core),
    ("purl.org/rss/1.0", Ns::Core),
    ("my.netscape.com/rdf/simple/0.9", Ns::Core),
    ("channel.netscape.com/rdf/simple/0.9", Ns::Core),
    ("my.netscape.com/publish/formats/rss-0.91.dtd", Ns::Core),
    ("purl.org/net/rss1.1", Ns::Core),
    ("purl.org/rss/2.0", Ns::Core),
    ("backend.userland.com/rss", Ns::Core),
    ("backend.userland.com/rss2", Ns::Core),
    ("backend.userland.com/rss091", Ns::Core),
    ("blogs.law.harvard.edu/tech/rss", Ns::Core),
    ("cyber.harvard.edu/rss/rss.html", Ns::Core),
    ("cyber.law.harvard.edu/rss/rss.html", Ns::Core),
    // RSS 1.0's enclosures, which are 2.0's by another prefix.
    ("purl.oclc.org/net/rss_2.0/enc", Ns::Core),
    ("w3.org/1999/02/22-rdf-syntax-ns", Ns::Rdf),
    ("purl.org/dc/elements/1.1", Ns::Dc),
    ("purl.org/dc/elements/1.0", Ns::Dc),
    ("purl.org/dc/terms", Ns::DcTerms),
    ("purl.org/rss/1.0/modules/dc", Ns::Dc),
    ("purl.org/rss/1.0/modules/dcterms", Ns::DcTerms),
    ("purl.org/rss/1.0/modules/content", Ns::Content),
    ("itunes.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("itunes.com/dtds/podcast-1.0", Ns::Itunes),
    ("itunes.apple.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("example.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("search.yahoo.com/mrss", Ns::Media),
    ("search.yahoo.com/mrss/rss.xml", Ns::Media),
    ("video.search.yahoo.com/mrss", Ns::Media),
    ("rssboard.org/media-rss", Ns::Media),
    ("podcastindex.org/namespace/1.0", Ns::Podcast),
    ("github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Ns::Podcast),
    ("purl.org/rss/1.0/modules/slash", Ns::Slash),
    ("purl.org/syndication/thread/1.0", Ns::Thread),
    ("rssnamespace.org/feedburner/ext/1.0", Ns::Feedburner),
    ("georss.org/georss", Ns::Geo),
    ("opengis.net/gml", Ns::Geo),
    ("w3.org/2003/01/geo/wgs84_pos", Ns::Geo),
    ("purl.org/rss/1.0/modules/syndication", Ns::Syndication),
    ("wellformedweb.org/commentapi", Ns::Comments),
    ("backend.userland.com/creativecommonsrssmodule", Ns::Commons),
    ("cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Ns::Commons),
    ("web.resource.org/cc", Ns::Commons),
    ("creativecommons.org/ns", Ns::Commons),
    ("webns.net/mvcb", Ns::Admin),
    ("posterous.com/help/rss/1.0", Ns::Posterous),
    ("w3.org/1999/xhtml", Ns::Xhtml),
    ("w3.org/2000/svg", Ns::Drawing),
    ("w3.org/1998/math/mathml", Ns::Drawing),
];

/// Prefixes that mean what they always mean when a document forgets to declare them.
const PREFIXES: &[(&str, Ns)] = &[
    ("rss", Ns::Core),
    ("atom", Ns::Core),
    ("atom03", Ns::Core),
    ("atom10", Ns::Core),
    ("a10", Ns::Core),
    ("enc", Ns::Core),
    ("rdf", Ns::Rdf),
    ("dc", Ns::Dc),
    ("dcterms", Ns::DcTerms),
    ("dct", Ns::DcTerms),
    ("content", Ns::Content),
    ("itunes", Ns::Itunes),
    ("media", Ns::Media),
    ("podcast", Ns::Podcast),
    ("slash", Ns::Slash),
    ("thr", Ns::Thread),
    ("feedburner", Ns::Feedburner),
    ("georss", Ns::Geo),
    ("gml", Ns::Geo),
    ("geo", Ns::Geo),
    ("sy", Ns::Syndication),
    ("wfw", Ns::Comments),
    ("creativecommons", Ns::Commons),
    ("cc", Ns::Commons),
    ("admin", Ns::Admin),
    ("posterous", Ns::Posterous),
    ("xhtml", Ns::Xhtml),
    ("svg", Ns::Drawing),
];

impl Ns {
    /// The vocabulary of a namespace's address, forgiving the slips that are common.
    pub(super) fn of_address(address: &str) -> Option<Self> {
        let address = address.trim().to_ascii_lowercase();
        let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let bare = bare.trim_start_matches("www.").trim_end_matches(['/', '#']);
        ADDRESSES.iter().find(|(known, _)| *known == bare).map(|(_, ns)| *ns)
    }

    /// The vocabulary that a prefix stands for by custom.
    pub(super) fn of_prefix(prefix: &str) -> Option<Self> {
        let known = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(prefix);
        PREFIXES.iter().find(known).map(|(_, ns)| *ns)
    }
}

/// The longest local name that means anything here.
const LONGEST: usize = 20;

/// A name that can be matched: `(name.ns, name.local())`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) ns: Ns,
    letters: [u8; LONGEST],
    length: u8,
}

impl Name {
    /// Longer names than any known one get the empty name, which nothing matches.
    pub(super) fn new(ns: Ns, local: &str) -> Self {
        let mut letters = [0; LONGEST];
        let length = if local.len() <= LONGEST { local.len() } else { 0 };
        for (to, from) in letters.iter_mut().zip(&local.as_bytes()[..length]) {
            *to = from.to_ascii_lowercase();
        }
        Self { ns, letters, length: length as u8 }
    }

    /// The local part in lower case.
    pub(super) fn local(&self) -> &[u8] {
        &self.letters[..usize::from(self.length)]
    }

    /// Whether this begins an entry or what holds entries.
    pub(super) fn is_structure(&self) -> bool {
        let container = matches!(self.local(), b"rss" | b"rdf" | b"feed" | b"channel");
        self.is_entry() || (container && matches!(self.ns, Ns::Core | Ns::Rdf))
    }

    /// Whether this is one of an RDF list.
    pub(super) fn is_listed(&self) -> bool {
        self.ns == Ns::Rdf && self.local() == b"li"
    }

    /// Whether this begins an entry.
    pub(super) fn is_entry(&self) -> bool {
        self.ns == Ns::Core && matches!(self.local(), b"item" | b"entry")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_despite_slips() {
        for (address, expected) in [
            ("http://www.w3.org/2005/Atom", Some(Ns::Core)),
            ("https://www.w3.org/2005/Atom/", Some(Ns::Core)),
            ("http://purl.org/atom/ns#", Some(Ns::Core)),
            (" http://search.yahoo.com/mrss", Some(Ns::Media)),
            ("http://www.itunes.com/DTDs/Podcast-1.0.dtd", Some(Ns::Itunes)),
            ("http://elsewhere.example/", None),
        ] {
            assert_eq!(Ns::of_address(address), expected, "{address}");
        }
        assert_eq!(Ns::of_prefix("DC"), Some(Ns::Dc));
    }
}
