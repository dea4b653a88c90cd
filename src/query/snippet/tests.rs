//! Snippets with their marks in brackets.

use proptest::prelude::*;

use super::*;
use crate::query::Filter;
use crate::query::samples::{any_article, article, words};

/// A snippet with its marks in brackets.
fn shown(summary: Option<&str>, content: Option<&str>, query: &[Filter], width: usize) -> String {
    let article = Article {
        summary: summary.map(str::to_owned),
        content_text: content.map(str::to_owned),
        ..article()
    };
    let all = Filter::And(query.to_vec());
    snippet(&article, &all.words(), width).map_or_else(String::new, |snippet| bracketed(&snippet))
}

fn bracketed(snippet: &Snippet) -> String {
    let mut text = snippet.text.clone();
    for (start, end) in snippet.marks.iter().rev() {
        text.insert(*end, ']');
        text.insert(*start, '[');
    }
    text
}

fn any(text: &str) -> Filter {
    words(Field::Any, text, false)
}

const LONG: &str = "The first paragraph speaks of nothing in particular, at some length.\n\n\
    Then the Café’s brokers move; every broker\tkeeps a log, and the log keeps the broker. \
    At the end there is a word on costs.";

#[test]
fn the_words_are_shown_where_they_stand() {
    for (summary, content, query, width, expected) in [
        (Some("How brokers scale."), None, &[any("brokers")][..], 60, "How [brokers] scale."),
        (Some("How brokers scale."), None, &[any("kafka")], 60, "How brokers scale."),
        (Some("How brokers scale."), None, &[any("kafka")], 12, "How brokers…"),
        (None, None, &[any("kafka")], 60, ""),
        (Some(" "), Some("Text."), &[any("kafka")], 60, "Text."),
        (Some("How brokers scale."), None, &[], 60, ""),
        (
            None,
            Some(LONG),
            &[any("cafe"), any("broker")],
            60,
            "…Then the [Café]’s brokers move; every [broker] keeps a log, and…",
        ),
        (None, Some(LONG), &[any("costs")], 30, "…end there is a word on [costs]."),
        (None, Some(LONG), &[any("keeps a log")], 24, "…[keeps a log], and the log…"),
        (None, Some(LONG), &[words(Field::Any, "cost", true)], 20, "…is a word on [costs]."),
        (Some("Costs."), Some(LONG), &[any("costs")], 30, "[Costs]."),
        (
            Some("Costs."),
            Some(LONG),
            &[any("costs"), any("log")],
            30,
            "…a [log], and the [log] keeps the…",
        ),
        (Some("one two three four"), None, &[any("two three four")], 8, "…[two]…"),
        (Some("A wait… a [word]"), None, &[any("word")], 60, "A wait… a [[word]]"),
        (
            None,
            Some("彼は東京都に住んでいます。東京は大きい町です。"),
            &[any("東京は")],
            12,
            "…ます。[東京は]大きい町です…",
        ),
    ] {
        assert_eq!(shown(summary, content, query, width), expected, "{query:?}");
    }
}

#[test]
fn titles_are_marked_in_their_own_spelling() {
    let title = "Don’t: text\u{2011}to\u{2011}SQL, C++ & SQL’s";
    for (query, expected) in [
        (vec![any("dont")], &["Don’t"][..]),
        (vec![any("text to sql")], &["text\u{2011}to\u{2011}SQL"]),
        (vec![any("text"), any("to")], &["text", "to"]),
        (vec![any("text to"), any("to sql")], &["text\u{2011}to\u{2011}SQL"]),
        (vec![words(Field::Title, "c++", false)], &["C++"]),
        (vec![any("c")], &[]),
        (vec![words(Field::Any, "s", true)], &["SQL", "SQL"]),
        (vec![words(Field::Author, "sql", false)], &[]),
    ] {
        let all = Filter::And(query);
        let marked: Vec<&str> =
            marks(title, &all.words()).into_iter().map(|(start, end)| &title[start..end]).collect();
        assert_eq!(marked, expected, "{all:?}");
    }
}

#[test]
fn long_texts_cost_what_they_weigh() {
    let text = "a ".repeat(500_000);
    let article = Article { content_text: Some(text), ..article() };
    let all = Filter::And(vec![any("a a"), any("b")]);
    let found = snippet(&article, &all.words(), 80).expect("a text");
    assert!(found.text.chars().count() <= 82 && !found.marks.is_empty(), "{found:?}");
}

proptest! {
    #[test]
    fn marks_are_whole_characters_in_order(
        text in "\\PC{0,60}|[aA ’'\n\u{301}c+東½e\u{200d}👩]{0,80}",
        query in "[aceé東+½ ]{1,8}",
        prefix in proptest::bool::ANY,
        width in 0_usize..40,
    ) {
        let all = words(Field::Any, &query, prefix);
        let Filter::Words(asked) = &all else { panic!("words") };
        let article = Article { content_text: Some(text.clone()), summary: None, ..article() };
        if let Some(found) = snippet(&article, &[asked], width) {
            prop_assert!(!found.text.contains(['\n', '\t']));
            prop_assert!(found.text.chars().count() <= text.chars().count() + 2);
            apart(&found.text, &found.marks);
        }
        let marks = marks(&text, &[asked]);
        apart(&text, &marks);
        prop_assert_eq!(!marks.is_empty(), !asked.tokens.is_empty() && asked.found_in(&fold::tokens(&text)));
    }

    #[test]
    fn what_matches_is_marked(article in any_article(), word in "(kafka|spark|dont|東)") {
        let filter = any(&word);
        let words = filter.words();
        let marked = !marks(&article.title, &words).is_empty()
            || snippet(&article, &words, 80).is_some_and(|found| !found.marks.is_empty());
        let author = Filter::Words(Words { field: Field::Author, ..words[0].clone() });
        prop_assert_eq!(marked || author.matches(&article), filter.matches(&article));
    }
}

fn apart(text: &str, marks: &[(usize, usize)]) {
    let mut last = 0;
    for (i, (start, end)) in marks.iter().enumerate() {
        assert!(start < end && (i == 0 || *start > last) && text.get(*start..*end).is_some());
        last = *end;
    }
}
