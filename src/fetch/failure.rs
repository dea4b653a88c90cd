//! An error of the HTTP client in, the failure it means out.

use std::error::Error;
use std::io;

use super::{FetchError, plain};

/// What went wrong with this request to this host.
pub(super) fn of_request(
    error: &reqwest::Error,
    host: &str,
    connect_seconds: std::time::Duration,
) -> FetchError {
    let host = host.to_owned();
    if let Some(tls) = find::<rustls::Error>(error) {
        return FetchError::Tls { host, reason: tls_reason(tls) };
    }
    if error.is_connect() {
        if error.is_timeout()
            || find::<io::Error>(error).is_some_and(|e| e.kind() == io::ErrorKind::TimedOut)
        {
            return FetchError::Timeout {
                phase: super::Phase::Connect,
                after: connect_seconds,
                host,
            };
        }
        return FetchError::Connect { host, reason: deepest(error) };
    }
    if let Some(hyper) = find::<hyper::Error>(error) {
        if hyper.is_parse() {
            return FetchError::NotHttp { host, reason: deepest(error) };
        }
        if hyper.is_incomplete_message() || hyper.is_closed() || hyper.is_canceled() {
            return FetchError::NoAnswer { host };
        }
    }
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof,
        ) => FetchError::NoAnswer { host },
        Some(_) => FetchError::Connect { host, reason: deepest(error) },
        None => FetchError::NotHttp { host, reason: deepest(error) },
    }
}

/// What went wrong while the body came.
pub(super) fn of_body(error: &reqwest::Error, host: &str) -> FetchError {
    let host = host.to_owned();
    let framing = find::<io::Error>(error).is_some_and(|e| {
        matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
    });
    if framing && find::<rustls::Error>(error).is_none() {
        return FetchError::NotHttp { host, reason: deepest(error) };
    }
    FetchError::Truncated { host }
}

/// The error and its causes, outermost first. An I/O error's `source` passes over what it
/// carries, so that is taken out by itself.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let here = next?;
        let carried = here.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match carried {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => here.source(),
        };
        Some(here)
    })
}

/// The first error of this kind along the chain of causes.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    causes(error).find_map(|error| error.downcast_ref::<E>())
}

fn tls_reason(error: &rustls::Error) -> String {
    use rustls::CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => "its certificate has expired".to_owned(),
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "its certificate is not valid yet; is the clock of this machine right?".to_owned()
            }
            Bad::UnknownIssuer => "its certificate is from an unknown issuer".to_owned(),
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "its certificate is for another name".to_owned()
            }
            Bad::Revoked => "its certificate was revoked".to_owned(),
            // What webpki says of one that was signed by itself.
            Bad::Other(inner) if inner.to_string().contains("CaUsedAsEndEntity") => {
                "its certificate is self-signed".to_owned()
            }
            other => plain::harmless(&format!("its certificate is bad: {other:?}"), plain::QUOTED),
        },
        other => plain::harmless(&other.to_string(), plain::QUOTED),
    }
}

/// The last cause of the chain, which says most.
fn deepest(error: &reqwest::Error) -> String {
    let text = causes(error).last().map(ToString::to_string).unwrap_or_default();
    let text = text.split(" (os error").next().unwrap_or_default();
    plain::harmless(&text.to_lowercase(), plain::QUOTED)
}
