//! A refusing answer in, the name of what stands in the way out.

use reqwest::header::HeaderMap;

/// What is looked for: a header, or words in the first bytes of the page.
enum Mark {
    Header(&'static str, &'static str),
    Page(&'static str),
}

/// Known gatekeepers and what gives them away, each with a name that finishes the sentence
/// "answered 403 Forbidden (…)".
const CHALLENGES: &[(Mark, &str)] = &[
    // https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    (Mark::Header("cf-mitigated", "challenge"), "a Cloudflare challenge for browsers"),
    (Mark::Page("cf-error-details"), "blocked by Cloudflare"),
    (Mark::Page("<title>just a moment"), "a Cloudflare challenge for browsers"),
    (Mark::Header("x-sucuri-block", ""), "blocked by Sucuri"),
    (Mark::Page("sucuri website firewall"), "blocked by Sucuri"),
    (Mark::Header("x-datadome", ""), "a DataDome challenge for browsers"),
    (Mark::Header("x-amzn-waf-action", ""), "an AWS challenge for browsers"),
    (Mark::Page("/.within.website/x/cmd/anubis"), "an Anubis challenge for browsers"),
    (Mark::Page("_incapsula_resource"), "an Imperva challenge for browsers"),
    (Mark::Page("blocked by network security"), "blocked by the site's network security"),
];

/// The gatekeeper that wrote this answer, where it is known.
pub(super) fn name(headers: &HeaderMap, page: &[u8]) -> Option<&'static str> {
    let page = String::from_utf8_lossy(page).to_lowercase();
    let shows = |mark: &Mark| match mark {
        Mark::Header(name, word) => headers.get(*name).is_some_and(|value| {
            String::from_utf8_lossy(value.as_bytes()).to_lowercase().contains(word)
        }),
        Mark::Page(word) => page.contains(word),
    };
    CHALLENGES.iter().find(|(mark, _)| shows(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn gatekeepers_are_named() {
        let mut headers = HeaderMap::new();
        assert_eq!(name(&headers, b"<title>403 Forbidden</title>"), None);
        assert_eq!(
            name(&headers, b"<html><title>Just a moment...</title>"),
            Some("a Cloudflare challenge for browsers")
        );
        headers.insert("cf-mitigated", HeaderValue::from_static("challenge"));
        assert_eq!(name(&headers, b""), Some("a Cloudflare challenge for browsers"));
    }
}
