//! What goes into the head of a request, and what is taken from the head of a response.

use reqwest::header::{
    AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE,
    HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use reqwest::{RequestBuilder, Version};
use url::Url;

use super::{FetchError, Request, freshness, plain};
use crate::model::{Credential, Document, shown_address};

/// The header of RFC 3229 that asks for new entries only.
const A_IM: HeaderName = HeaderName::from_static("a-im");

/// Response headers that decide something, as `trace` shows them.
const TRACED: &[&str] = &[
    "age",
    "cache-control",
    "cf-mitigated",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-type",
    "date",
    "etag",
    "expires",
    "im",
    "last-modified",
    "location",
    "retry-after",
    "server",
    "vary",
    "via",
    "x-cache",
];

/// The headers of one hop beside those that every request has.
pub(super) fn for_hop(request: &Request, url: &Url, first: bool, last: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if compares_at(request, url, first) {
        let mut insert = |name: HeaderName, value: &Option<String>| {
            if let Some(value) = value.as_deref().and_then(verbatim) {
                headers.insert(name, value);
            }
        };
        insert(IF_NONE_MATCH, &request.validators.etag);
        insert(IF_MODIFIED_SINCE, &request.validators.last_modified);
        if headers.contains_key(IF_NONE_MATCH) {
            headers.insert(A_IM, HeaderValue::from_static("feed"));
        }
    }
    // Thousands of hosts asked once each would leave as many connections open. HTTP/2 knows no
    // such line; the client takes it out there.
    if last {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    headers
}

/// Validators go only to where they came from, the subscribed address or the end of a chain of
/// redirects: elsewhere a chance match would hide a document never seen, and a stranger's mark
/// would say who reads what.
fn compares_at(request: &Request, url: &Url, first: bool) -> bool {
    let here = |known: Url| known.origin() == url.origin() && known.path() == url.path();
    match &request.validated_url {
        Some(known) => Url::parse(known).is_ok_and(here),
        None => first,
    }
}

/// The bytes that were received, one a character.
fn verbatim(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

/// Adds what logs in.
pub(super) fn log_in(
    builder: RequestBuilder,
    credential: &Credential,
) -> Result<RequestBuilder, FetchError> {
    Ok(match credential {
        Credential::Basic { user, password } => builder.basic_auth(user, Some(password.reveal())),
        Credential::Bearer(token) => {
            builder.header(AUTHORIZATION, secret(&format!("Bearer {}", token.reveal()))?)
        }
        Credential::Header { name, value } => builder.header(name, secret(value.reveal())?),
    })
}

/// A header value that no debug output shows.
fn secret(value: &str) -> Result<HeaderValue, FetchError> {
    let mut value = HeaderValue::from_str(value).map_err(|_| FetchError::Credential {
        from: "the feed's auth option".to_owned(),
        reason: "it holds characters that no header can carry".to_owned(),
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// The deciding lines of a request, for `trace`. Logins are not among them, nor is what only
/// manages the connection.
pub(super) fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| ![AUTHORIZATION, CONNECTION].contains(name))
        .map(|(name, value)| (name.to_string(), plain::harmless_bytes(value.as_bytes(), 200)))
        .collect()
}

/// The deciding lines of a response, for `trace`.
pub(super) fn traced(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines =
        TRACED.iter().flat_map(|name| headers.get_all(*name).iter().map(move |v| (name, v)));
    lines.map(|(name, value)| ((*name).to_owned(), shown_value(name, value))).collect()
}

/// A header's value; an address in it without user and password.
fn shown_value(name: &str, value: &HeaderValue) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    match name {
        "location" | "content-location" => plain::harmless(&shown_address(&text), 200),
        _ => plain::harmless(&text, 200),
    }
}

/// The protocol's name.
pub(super) fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "HTTP/0.9",
        Version::HTTP_10 => "HTTP/1.0",
        Version::HTTP_2 => "HTTP/2",
        Version::HTTP_3 => "HTTP/3",
        _ => "HTTP/1.1",
    }
}

/// All `Content-Encoding` lines as one list.
pub(super) fn content_encoding(headers: &HeaderMap) -> String {
    let lines = headers.get_all(CONTENT_ENCODING).iter();
    let lines: Vec<_> = lines.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    lines.join(",")
}

/// The document that this body and head make.
pub(super) fn document(body: Vec<u8>, headers: &HeaderMap, url: &Url) -> Document {
    let text = |name: HeaderName| {
        let value = headers.get(name)?;
        Some(plain::harmless_bytes(value.as_bytes(), 1000)).filter(|text| !text.is_empty())
    };
    Document {
        body,
        content_type: text(CONTENT_TYPE),
        content_language: text(CONTENT_LANGUAGE),
        content_location: text(CONTENT_LOCATION),
        final_url: shown_address(url.as_str()).into_owned(),
        validators: freshness::validators(headers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Validators;

    #[test]
    fn validators_go_back_as_they_came_and_only_where_they_came_from() {
        let validators = Validators {
            etag: Some("W/\"caf\u{e9}\", x".into()),
            last_modified: Some("21 May 2026, noonish".into()),
        };
        let mut request = Request { validators, ..Request::default() };
        let home = Url::parse("https://a.example/feed").expect("a URL");
        let headers = for_hop(&request, &home, true, false);
        assert_eq!(headers[IF_NONE_MATCH].as_bytes(), b"W/\"caf\xe9\", x");
        assert_eq!(headers[IF_MODIFIED_SINCE].as_bytes(), b"21 May 2026, noonish");
        assert_eq!(headers[A_IM].as_bytes(), b"feed");

        let target = Url::parse("https://b.example/feed?token=2").expect("a URL");
        assert!(for_hop(&request, &target, false, false).is_empty());
        request.validated_url = Some("https://b.example/feed?token=1".into());
        assert!(for_hop(&request, &target, false, false).contains_key(IF_NONE_MATCH));
        assert!(for_hop(&request, &home, true, false).is_empty());
    }

    #[test]
    fn what_cannot_be_a_header_is_not_sent() {
        let mut request = Request::default();
        request.validators.etag = Some("\"a\nb\"".into());
        let home = Url::parse("https://a.example/feed").expect("a URL");
        assert!(for_hop(&request, &home, true, false).is_empty());
        request.validators.etag = Some("\u{4e2d}".into());
        assert!(for_hop(&request, &home, true, false).is_empty());
    }
}
