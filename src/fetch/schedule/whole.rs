//! A body in, whether it comes to its end out. A deploy in progress, a full disk or a cut
//! connection behind a proxy leave stumps that arrive complete as far as HTTP can tell.

/// How much of the beginning is searched for the root, and of the end for its end tag.
const HEAD: usize = 4 << 10;
const TAIL: usize = 64 << 10;

/// Root elements, how their start tags look in lower case, and the end tags after which nothing
/// is missing. RDF comes first: its `channel` ends before the items.
const ROOTS: &[(&[&str], &[&str])] = &[
    (&["<rdf", ":rdf"], &["rdf"]),
    (&["<rss", ":rss"], &["rss", "channel"]),
    (&["<feed", ":feed"], &["feed"]),
    (&["<channel"], &["channel"]),
];

/// Whether the document ends as its beginning promises. Where that cannot be told (another
/// root, another encoding), it counts as whole.
pub(super) fn is_whole(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
    match body.first() {
        Some(b'{') => body.last() == Some(&b'}'),
        Some(b'<') => {
            let head = lower(&body[..body.len().min(HEAD)]);
            let root =
                ROOTS.iter().find(|(starts, _)| starts.iter().any(|start| head.contains(start)));
            root.is_none_or(|(_, ends)| has_end_tag(&body[body.len().saturating_sub(TAIL)..], ends))
        }
        _ => true,
    }
}

/// Whether an end tag of one of these (local) names is there.
fn has_end_tag(tail: &[u8], names: &[&str]) -> bool {
    let tail = lower(tail);
    tail.split("</").skip(1).any(|rest| {
        let name = rest.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default();
        names.contains(&name.rsplit(':').next().unwrap_or_default())
    })
}

fn lower(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stumps_are_told_from_whole_documents() {
        for (body, expected) in [
            ("<?xml version='1.0'?><rss><channel><item/></channel></rss>\n", true),
            ("<rss><channel><item/></channel>", true),
            ("<rss><channel><item/>", false),
            ("<RSS><CHANNEL><item>x</ITEM></CHANNEL></RSS>", true),
            ("\u{feff}<feed xmlns='x'><entry/></feed ><!-- served in 2 ms -->", true),
            ("<a:feed xmlns:a='x'><a:entry/></a:feed>", true),
            ("<feed xmlns='x'><entry><title>half", false),
            ("<rdf:RDF><channel></channel><item></item>", false),
            ("<rdf:RDF><channel></channel><item></item></rdf:RDF>", true),
            ("{\"items\":[]}", true),
            ("{\"items\":[", false),
            ("<opml><body/>", true),
            ("\u{1f}\u{8b}zipped", true),
            ("", true),
        ] {
            assert_eq!(is_whole(body.as_bytes()), expected, "{body}");
        }
    }
}
