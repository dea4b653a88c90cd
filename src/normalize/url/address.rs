//! The text of a URL in, its parts in one spelling out.
//!
//! The WHATWG URL Standard (as the `url` crate implements it) settles letter case of scheme and
//! host, IDN, default ports, dot segments, backslashes and stray tabs. What it leaves open and
//! RFC 3986 section 6.2.2 calls equal is settled here.

use url::Url;

use super::{Scope, Trace, escapes};

/// A web address in parts. Equal parts, equal address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Lower case, no `www.` before a registrable domain, no final dot.
    pub(super) host: String,
    /// Never 80 or 443.
    pub(super) port: Option<u16>,
    /// Begins with a slash.
    pub(super) path: String,
    /// `name=value` or bare names, in order.
    pub(super) query: Vec<String>,
    /// Without the `#`, mostly empty.
    pub(super) fragment: String,
}

/// What the text of a URL turned out to be.
pub(super) enum Read {
    /// A web address.
    Web(Address),
    /// An address of another kind: its text as the URL standard spells it.
    Other(String),
}

/// Reads a URL and applies every rule that is safe on any host; `None` if it is no absolute URL.
pub(super) fn read(text: &str, scope: &Scope<'_>, trace: &mut Trace) -> Option<Read> {
    let clean = mend(text, trace);
    let url = Url::parse(&clean).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return Some(Read::Other(url.into()));
    }
    if url.as_str() != clean {
        trace.note("WHATWG URL Standard", || format!("read as `{url}`"));
    }
    let mut address = Address {
        host: settle_host(url.host_str()?, trace)?,
        port: settle_port(&url, trace),
        path: settle_part(url.path(), settle_text, trace),
        query: settle_query(url.query().unwrap_or_default(), trace),
        fragment: settle_part(url.fragment().unwrap_or_default(), settle_text, trace),
    };
    if url.scheme() == "http" {
        trace.note("one page whichever scheme leads to it", || "took http for https".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        trace.note("RFC 3986 3.2.1: credentials, not address", || "dropped user info".to_owned());
    }
    address.settle(scope, trace);
    Some(Read::Web(address))
}

/// Undoes what programs that wrote the feed did to the URL as a text.
fn mend(text: &str, trace: &mut Trace) -> String {
    let trimmed = trim(text);
    if trimmed.len() != text.len() {
        trace.note("WHATWG URL Standard", || "trimmed white space".to_owned());
    }
    let literal = undo_string_escapes(trimmed);
    let literal = trim(&literal);
    if literal != trimmed {
        trace.note("string escapes of the program that wrote the feed", || {
            format!("read `{trimmed}` as `{literal}`")
        });
    }
    let ampersands = undo_ampersands(literal);
    if ampersands != literal {
        trace.note("escaped twice in the feed", || "decoded `&amp;`".to_owned());
    }
    if ampersands.starts_with("//") {
        trace.note("no scheme: https", || "added `https:`".to_owned());
        return format!("https:{ampersands}");
    }
    ampersands
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
    })
}

/// Decodes `&amp;` and its numeric forms, however often they were escaped.
fn undo_ampersands(text: &str) -> String {
    const FORMS: [&str; 4] = ["amp;", "#38;", "#038;", "#x26;"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        rest = after;
        while let Some(form) = FORMS
            .iter()
            .find(|form| rest.get(..form.len()).is_some_and(|head| head.eq_ignore_ascii_case(form)))
        {
            rest = &rest[form.len()..];
        }
    }
    out + rest
}

/// Some feeds carry a link as it stood in a program's source: `http:\\\\host\\page`, or with the
/// two characters `\n` where a line ended. Nothing else puts a doubled backslash behind a
/// scheme, and a backslash behind forward slashes is no separator anybody means.
fn undo_string_escapes(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once(':') else { return text.to_owned() };
    if rest.starts_with(r"\\\\") {
        return format!("{scheme}:{}", rest.replace(r"\\", r"\"));
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    if !rest.starts_with("//") || !rest[..end].contains('\\') {
        return text.to_owned();
    }
    let mut out = format!("{scheme}:");
    let mut chars = rest[..end].chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next_if(|next| matches!(next, 'n' | 'r' | 't')).is_some() {
            continue;
        }
        out.push(c);
    }
    out + &rest[end..]
}

fn settle_host(host: &str, trace: &mut Trace) -> Option<String> {
    let rooted = host.trim_end_matches('.');
    if rooted.is_empty() {
        return None;
    }
    // `.0..` is a name and `.0` a broken number.
    let rooted = if url::Host::parse(rooted).is_ok() { rooted } else { host };
    if rooted != host {
        trace.note("RFC 1034 3.1: the root's dot", || "dropped the host's final dot".to_owned());
    }
    match rooted.strip_prefix("www.") {
        Some(site) if psl::domain_str(site) == Some(site) => {
            trace.note("Public Suffix List: a site's own domain follows", || {
                "dropped `www.`".to_owned()
            });
            Some(site.to_owned())
        }
        _ => Some(rooted.to_owned()),
    }
}

/// As http counts for https, the default ports of both are default ports.
fn settle_port(url: &Url, trace: &mut Trace) -> Option<u16> {
    let port = url.port()?;
    if matches!(port, 80 | 443) {
        trace.note("a default port", || format!("dropped `:{port}`"));
        return None;
    }
    Some(port)
}

/// Spells a path or fragment. An escaped ampersand may appear only now (`&%61mp;`).
fn settle_text(raw: &str) -> String {
    undo_ampersands(&escapes::settle(raw))
}

/// Spells a piece of a query. One that begins with `amp;` followed an escaped ampersand or, at
/// the front, a question mark put in place of it.
fn settle_piece(raw: &str) -> String {
    let piece = undo_ampersands(&escapes::settle_query(raw));
    let mut rest = piece.as_str();
    while rest.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("amp;")) {
        rest = &rest[4..];
    }
    rest.to_owned()
}

fn settle_part(raw: &str, settle: fn(&str) -> String, trace: &mut Trace) -> String {
    let settled = settle(raw);
    if settled != raw {
        trace.note("RFC 3986 6.2.2: percent-encoding", || format!("spelt `{raw}` as `{settled}`"));
    }
    settled
}

fn settle_query(raw: &str, trace: &mut Trace) -> Vec<String> {
    raw.split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| settle_part(piece, settle_piece, trace))
        .filter(|piece| !piece.is_empty())
        .collect()
}

impl Address {
    /// The address as the text after `https://`.
    pub(super) fn render(&self) -> String {
        let mut text = self.host.clone();
        if let Some(port) = self.port {
            text.push(':');
            text.push_str(&port.to_string());
        }
        text.push_str(&self.path);
        if !self.query.is_empty() {
            text.push('?');
            text.push_str(&self.query.join("&"));
        }
        if !self.fragment.is_empty() {
            text.push('#');
            text.push_str(&self.fragment);
        }
        text
    }

    /// The path's segments; none for the root.
    pub(super) fn segments(&self) -> Vec<&str> {
        self.path.split('/').skip(1).filter(|segment| !segment.is_empty()).collect()
    }

    /// The value of the first parameter of this name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .map(|piece| name_and_value(piece))
            .find_map(|(found, value)| if found == name { value } else { None })
    }

    /// Drops the parameters for which `rule` names a reason, unless a person said to keep them.
    pub(super) fn drop_parameters(
        &mut self,
        scope: &Scope<'_>,
        trace: &mut Trace,
        rule: impl Fn(&str, Option<&str>) -> Option<&'static str>,
    ) {
        self.query.retain(|piece| {
            let (name, value) = name_and_value(piece);
            let reason =
                rule(&name.to_ascii_lowercase(), value).filter(|_| !scope.keeps(&self.host, name));
            if let Some(reason) = reason {
                trace.note(reason, || format!("dropped `{piece}`"));
            }
            reason.is_none()
        });
    }

    /// Order between names says nothing; order within one name may.
    pub(super) fn sort_query(&mut self, trace: &mut Trace) {
        let by_name = |a: &String, b: &String| name_and_value(a).0.cmp(name_and_value(b).0);
        if !self.query.is_sorted_by(|a, b| by_name(a, b).is_le()) {
            self.query.sort_by(by_name);
            trace.note("the order of different names says nothing", || {
                "sorted the parameters by name".to_owned()
            });
        }
    }

    /// Drops one final slash, except the root's and one that follows an empty segment.
    pub(super) fn drop_trailing_slash(&mut self, trace: &mut Trace) {
        if self.path.len() > 1 && self.path.ends_with('/') && !self.path.ends_with("//") {
            self.path.pop();
            trace.note("one page with and without it", || "dropped the final slash".to_owned());
        }
    }
}

/// The two sides of the first `=`; a bare name has no value.
pub(super) fn name_and_value(piece: &str) -> (&str, Option<&str>) {
    piece.split_once('=').map_or((piece, None), |(name, value)| (name, Some(value)))
}
