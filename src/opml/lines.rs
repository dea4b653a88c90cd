//! Newsboat's `urls` file, or a plain list of URLs, in; an import out.
//!
//! One feed a line: an address, then tags, `"~title"` for a title of one's own, `"!"` for
//! hidden. A plain list of URLs is the same without tags.

use super::{Import, collect::Collection, text::one_line};
use crate::model::{Options, Subscription};

/// Reads the lines.
pub(super) fn read(text: &str) -> Import {
    let mut found = Collection::default();
    for line in text.lines() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if !line.starts_with(['#', ';']) {
            feed(&words(line), &mut found);
        }
    }
    found.finish()
}

fn feed(words: &[String], found: &mut Collection) {
    let Some((source, tags)) = words.split_first() else { return };
    if let Some(query) = source.strip_prefix("query:") {
        let name = query.split(':').next().unwrap_or(query);
        return found.note(name, "a query feed of newsboat; save it as a query instead");
    }
    let mut url = source.clone();
    if let Some(filter) = source.strip_prefix("filter:") {
        let (program, address) = filter.split_once(':').unwrap_or((filter, ""));
        let program = one_line(program, 80);
        found.note(address, &format!("subscribed without its filter program {program}"));
        address.clone_into(&mut url);
    }
    let mut options = Options::default();
    for tag in tags {
        match tag.strip_prefix('~') {
            Some(title) => options.title = Some(title.to_owned()),
            None if tag == "!" => found.note(&url, "was hidden; there are no hidden feeds here"),
            None => options.tags.push(tag.clone()),
        }
    }
    found.add(Subscription { url, options, ..Subscription::default() });
}

/// The words of a line: separated by blanks, quoted with backslash escapes, up to a `#`.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '#' {
            break;
        }
        if c.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if c == '"' {
            while let Some(c) = characters.next().filter(|c| *c != '"') {
                word.push(if c == '\\' { characters.next().unwrap_or(c) } else { c });
            }
        } else {
            word.push(c);
            while let Some(c) = characters.next_if(|c| !c.is_whitespace()) {
                word.push(c);
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_quotes_and_remarks() {
        for (line, expected) in [
            ("https://a.example/#x  tag", &["https://a.example/#x", "tag"][..]),
            (
                r#"https://a.example "two words" "~My \"own\"" # why"#,
                &["https://a.example", "two words", "~My \"own\""],
            ),
            (r#""exec:/bin/x a b" tag"#, &["exec:/bin/x a b", "tag"]),
            (r#""never closed"#, &["never closed"]),
            ("", &[]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
