//! A path in, the same path without session ids out.

use super::Trace;

/// Shorter values are no session ids: Tomcat's have 32 digits, ASP.NET's 24, PHP's at least 22.
const SHORTEST: usize = 16;

/// Drops the Servlet specification's `;jsessionid=` (7.1.3) and ASP.NET's cookieless
/// `/(S(id))/` (documentation of `sessionState`, attribute `cookieless`).
pub(super) fn strip(path: &str, trace: &mut Trace) -> String {
    let mut kept = Vec::new();
    for segment in path.split('/') {
        if is_aspnet_session(segment) {
            trace.note("session id in the path (ASP.NET)", || format!("dropped `/{segment}`"));
            continue;
        }
        let bare = without_jsessionid(segment);
        if bare != segment {
            trace.note("session id in the path (Servlet)", || {
                format!("dropped `{}`", &segment[bare.len()..])
            });
        }
        kept.push(bare);
    }
    let path = kept.join("/");
    if path.is_empty() { "/".to_owned() } else { path }
}

/// Whether a parameter is a session id (PHP's or the Servlet specification's own name).
pub(super) fn is_session_parameter(name: &str, value: Option<&str>) -> bool {
    is_session_name(name) && value.is_some_and(is_id)
}

fn is_session_name(name: &str) -> bool {
    matches!(name, "phpsessid" | "jsessionid")
}

fn without_jsessionid(segment: &str) -> &str {
    let Some((bare, parameter)) = segment.split_once(';') else { return segment };
    let id = parameter
        .split_once('=')
        .filter(|(name, _)| is_session_name(&name.to_ascii_lowercase()))
        .map(|(_, id)| id);
    // A dot segment that appeared only now would be read as one the next time.
    if id.is_some_and(is_id) && !matches!(bare, "." | "..") { bare } else { segment }
}

/// `(S(…))`, perhaps with further groups such as `(A(…)S(…)F(…))`.
fn is_aspnet_session(segment: &str) -> bool {
    let Some(inner) = segment.strip_prefix('(').and_then(|s| s.strip_suffix("))")) else {
        return false;
    };
    inner.split(')').all(|group| {
        group.split_once('(').is_some_and(|(letter, id)| {
            matches!(letter, "A" | "F" | "X" | "S") && (letter != "S" || is_id(id))
        })
    }) && inner.contains("S(")
}

fn is_id(value: &str) -> bool {
    value.len() >= SHORTEST
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.!,~:*".contains(&b))
}
