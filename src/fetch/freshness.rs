//! The head of an answer in, how long it holds and when to come back out.

use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, HeaderMap, HeaderName, RETRY_AFTER};

use crate::model::{Timestamp, Validators};

/// How long the server says the answer is fresh, in seconds (RFC 9111 section 4.2). `None` if
/// it does not say; zero if it says "not at all".
///
/// `s-maxage` is for shared caches and does not bind us.
pub(super) fn lifetime(headers: &HeaderMap, now: Timestamp) -> Option<u64> {
    let mut max_age = None;
    let mut uncachable = false;
    for part in values(headers, &CACHE_CONTROL).flat_map(|line| split_list(&line)) {
        let (name, value) = part.split_once('=').unwrap_or((&part, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "max-age" => max_age = max_age.or(seconds(value.trim().trim_matches('"'))),
            "no-cache" | "no-store" => uncachable = true,
            _ => {}
        }
    }
    if uncachable {
        return Some(0);
    }
    let age = values(headers, &AGE).next().and_then(|text| seconds(text.trim())).unwrap_or(0);
    if let Some(max_age) = max_age {
        return Some(max_age.saturating_sub(age));
    }
    // Repeated or unreadable, `Expires` means "already expired" (RFC 9111 section 5.3).
    let expires = values(headers, &EXPIRES).next()?;
    let lasts = date(&expires).map_or(0, |end| end.since(server_time(headers, now)));
    Some(u64::try_from(lasts).unwrap_or(0).saturating_sub(age))
}

/// How long the server asks to be left alone, in seconds: `Retry-After` in either form.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<u64> {
    let text = values(headers, &RETRY_AFTER).next()?;
    let text = text.trim();
    seconds(text).or_else(|| {
        let until = date(text)?.since(server_time(headers, now));
        Some(u64::try_from(until).unwrap_or(0))
    })
}

/// The server's own clock where it tells, so that a wrong clock here does no harm.
fn server_time(headers: &HeaderMap, now: Timestamp) -> Timestamp {
    values(headers, &DATE).next().and_then(|text| date(&text)).unwrap_or(now)
}

/// The validators exactly as they came, byte for byte; empty ones are none.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let verbatim = |name: HeaderName| {
        let value = headers.get(name)?.as_bytes();
        (!value.is_empty()).then(|| value.iter().copied().map(char::from).collect())
    };
    Validators {
        etag: verbatim(reqwest::header::ETAG),
        last_modified: verbatim(reqwest::header::LAST_MODIFIED),
    }
}

fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = String> + 'a {
    headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The parts of a comma-separated list; commas inside quotes do not part.
fn split_list(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '"';
        match parts.last_mut() {
            Some(part) if c != ',' || quoted => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// Delta-seconds; more than fits counts as for ever (RFC 9111 section 1.2.2).
fn seconds(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(text: &str) -> Option<Timestamp> {
    let at = httpdate::parse_http_date(text.trim()).ok()?;
    let since = at.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Timestamp)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            map.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        map
    }

    const NOON: &str = "Thu, 21 May 2026 12:00:00 GMT";
    const THREE: &str = "Thu, 21 May 2026 15:00:00 GMT";

    #[test]
    fn lifetimes() {
        let now = Timestamp::from_rfc3339("2030-01-01T00:00:00Z").expect("a time");
        for (lines, expected) in [
            (&[][..], None),
            (&[("cache-control", "max-age=10800")], Some(10_800)),
            (&[("cache-control", "Public, MAX-AGE=10800")], Some(10_800)),
            (&[("cache-control", "public"), ("cache-control", "max-age=\"60\"")], Some(60)),
            (&[("cache-control", "max-age=14400"), ("age", "10800")], Some(3_600)),
            (&[("cache-control", "max-age=60"), ("age", "10800")], Some(0)),
            (&[("cache-control", "s-maxage=604800, max-age=0")], Some(0)),
            (&[("cache-control", "s-maxage=604800")], None),
            (&[("cache-control", "no-cache"), ("expires", THREE)], Some(0)),
            (&[("cache-control", "private=\"a, max-age=5\"")], None),
            (&[("cache-control", "max-age=99999999999999999999")], Some(u64::MAX)),
            (&[("cache-control", "max-age=-1")], None),
            (&[("date", NOON), ("expires", THREE)], Some(10_800)),
            (&[("date", NOON), ("expires", THREE), ("age", "3600")], Some(7_200)),
            (&[("date", NOON), ("expires", THREE), ("cache-control", "max-age=5")], Some(5)),
            (&[("expires", "0")], Some(0)),
            (&[("date", THREE), ("expires", NOON)], Some(0)),
        ] {
            assert_eq!(lifetime(&headers(lines), now), expected, "{lines:?}");
        }
    }

    #[test]
    fn retry_after_in_both_forms() {
        let now = Timestamp::from_rfc3339("2026-05-21T14:00:00Z").expect("a time");
        for (lines, expected) in [
            (&[][..], None),
            (&[("retry-after", "10800")], Some(10_800)),
            (&[("retry-after", " 0 ")], Some(0)),
            (&[("retry-after", "soon")], None),
            (&[("retry-after", "-5")], None),
            (&[("retry-after", "315360000")], Some(315_360_000)),
            (&[("retry-after", THREE)], Some(3_600)),
            (&[("retry-after", THREE), ("date", NOON)], Some(10_800)),
            (&[("retry-after", NOON)], Some(0)),
        ] {
            assert_eq!(retry_after(&headers(lines), now), expected, "{lines:?}");
        }
    }

    #[test]
    fn validators_are_kept_byte_for_byte() {
        let mut map = headers(&[("last-modified", "yesterday, about noon")]);
        let odd = HeaderValue::from_bytes(b"W/\"caf\xe9, \"quoted\" ").expect("a value");
        map.insert(reqwest::header::ETAG, odd);
        let kept = validators(&map);
        assert_eq!(kept.etag.as_deref(), Some("W/\"caf\u{e9}, \"quoted\" "));
        assert_eq!(kept.last_modified.as_deref(), Some("yesterday, about noon"));
        map.insert(reqwest::header::ETAG, HeaderValue::from_static(""));
        assert_eq!(validators(&map).etag, None);
    }
}
