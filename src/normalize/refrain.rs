//! All drafts of a document in; their summaries without the refrain that begins or ends nearly
//! every entry.
//!
//! Only summaries are touched: what makes an edit (`content_text`) must not depend on which other
//! entries a document happens to hold. A summary may come back with its refrain from a document of
//! fewer entries; that rewrites it, and is no edit that anybody is told of.

use std::collections::HashMap;

use super::text::line;
use crate::model::Draft;

/// Fewer entries with the same paragraph are chance.
const FEWEST: usize = 4;
/// So many paragraphs of refrain are looked for at either end.
const MOST: usize = 3;

/// One end of a text.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

impl End {
    /// The paragraph at this end of a text that has several, and the rest.
    fn split(self, text: &str) -> Option<(&str, &str)> {
        let text = text.trim();
        match self {
            Self::First => text.split_once("\n\n"),
            Self::Last => text.rsplit_once("\n\n").map(|(rest, last)| (last, rest)),
        }
    }

    /// A summary without a paragraph at this end, if it has it and more.
    fn without<'s>(self, summary: &'s str, refrain: &str) -> Option<&'s str> {
        let rest = match self {
            Self::First => summary.strip_prefix(refrain),
            Self::Last => summary.strip_suffix(refrain),
        };
        rest.map(|rest| rest.trim_matches([' ', '–'])).filter(|rest| !rest.is_empty())
    }
}

/// Takes the paragraphs that at least four and nearly all entries begin or end with from their
/// summaries.
pub(super) fn drop_refrains(drafts: &mut [Draft]) {
    if drafts.len() < FEWEST {
        return;
    }
    let mut summaries: Vec<_> = drafts.iter_mut().map(|draft| draft.summary.take()).collect();
    for end in [End::Last, End::First] {
        let mut rests: Vec<_> = drafts.iter().map(|draft| draft.content_text.as_deref()).collect();
        for _ in 0..MOST {
            let Some(refrain) = refrain(&rests, end) else { break };
            for (summary, rest) in summaries.iter_mut().zip(&mut rests) {
                let parts = rest.and_then(|text| end.split(text));
                let Some((_, after)) = parts.filter(|(one, _)| line(one) == refrain) else {
                    continue;
                };
                *rest = Some(after);
                let kept = summary.as_deref().and_then(|s| end.without(s, &refrain));
                if let Some(kept) = kept.map(str::to_owned) {
                    *summary = Some(kept);
                }
            }
        }
    }
    for (draft, summary) in drafts.iter_mut().zip(summaries) {
        draft.summary = summary;
    }
}

/// The paragraph that nearly all texts have at one end.
fn refrain(texts: &[Option<&str>], end: End) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let ends = texts.iter().flatten().filter_map(|text| end.split(text));
    let several = ends.map(|(one, _)| *counts.entry(line(one)).or_default() += 1).count();
    let most = counts.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
    most.filter(|(_, n)| *n >= FEWEST && *n * 5 >= several * 4).map(|(refrain, _)| refrain)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{Entry, Feed, Text},
        normalize::{Context, drafts},
    };

    /// The summaries of these texts.
    fn summaries(texts: &[&str]) -> Vec<String> {
        let entry = |text: &&str| Entry { contents: vec![Text::html(*text)], ..Entry::default() };
        let feed = Feed { entries: texts.iter().map(entry).collect(), ..Feed::default() };
        let drafts = drafts(&feed, &Context { feed_url: "" });
        assert!(drafts.iter().zip(texts).all(|(draft, text)| {
            let words = text.matches("Write to us").count();
            draft.content_text.as_deref().unwrap_or_default().matches("Write to us").count()
                == words
        }));
        drafts.into_iter().map(|draft| draft.summary.unwrap_or_default()).collect()
    }

    #[test]
    fn a_refrain_is_no_summary() {
        let sung =
            ["Tea.", "Milk.", "Salt.", "Ink."].map(|t| format!("<p>{t}</p><p>Write to us!</p>"));
        let sung: Vec<&str> = sung.iter().map(String::as_str).collect();
        assert_eq!(summaries(&sung), ["Tea.", "Milk.", "Salt.", "Ink."]);
        // Three are chance.
        assert_eq!(summaries(&sung[..3])[0], "Tea. Write to us!");
        // And so are four among many.
        let mixed: Vec<&str> = sung.iter().copied().chain(["<p>Oil.</p><p>Sand.</p>"; 2]).collect();
        assert_eq!(summaries(&mixed)[0], "Tea. Write to us!");
        // Several, and at the beginning too.
        let framed = ["Tea.", "Milk.", "Salt.", "Ink."]
            .map(|t| format!("<p>We moved.</p><p>{t}</p><p>Write to us!</p><p>Or call.</p>"));
        let framed: Vec<&str> = framed.iter().map(String::as_str).collect();
        assert_eq!(summaries(&framed), ["Tea.", "Milk.", "Salt.", "Ink."]);
        // What is all that an entry says stays.
        let alone: Vec<&str> = sung.iter().copied().chain(["<p>Write to us!</p>"]).collect();
        assert_eq!(summaries(&alone)[4], "Write to us!");
    }
}
