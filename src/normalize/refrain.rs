//! All drafts of a document in; their summaries without the refrain that ends nearly every entry.
//!
//! Only summaries are touched: what is compared between two readings (`content_text`) must not
//! depend on which other entries a document happens to hold.

use std::collections::HashMap;

use super::text::line;
use crate::model::Draft;

/// Fewer entries with the same last paragraph are chance.
const FEWEST: usize = 4;

/// Takes the last paragraph that at least four and nearly all entries share from their summaries.
pub(super) fn drop_refrains(drafts: &mut [Draft]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut several = 0;
    for last in drafts.iter().filter_map(last_paragraph) {
        several += 1;
        *counts.entry(line(last)).or_default() += 1;
    }
    let refrain = counts.into_iter().find(|(_, n)| *n >= FEWEST && *n * 5 >= several * 4);
    let Some((refrain, _)) = refrain else { return };
    for draft in drafts.iter_mut().filter(|d| last_paragraph(d).is_some_and(|l| line(l) == refrain))
    {
        let Some(summary) = &mut draft.summary else { continue };
        let kept = summary.strip_suffix(&*refrain).map(str::trim_end).map(str::len);
        summary.truncate(kept.filter(|kept| *kept > 0).unwrap_or(summary.len()));
    }
}

/// The last paragraph of a text that has several.
fn last_paragraph(draft: &Draft) -> Option<&str> {
    let (_, last) = draft.content_text.as_deref()?.trim_end().rsplit_once("\n\n")?;
    Some(last)
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
        // What is all that an entry says stays.
        let alone: Vec<&str> = sung.iter().copied().chain(["<p>Write to us!</p>"]).collect();
        assert_eq!(summaries(&alone)[4], "Write to us!");
    }
}
