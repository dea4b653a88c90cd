//! Queries as people, scripts and attackers type them, on Thursday 21 May 2026.

use std::fmt::Write;

use proptest::prelude::*;

use super::super::names::tests::names;
use super::super::samples::{NOW, any_article};
use super::super::{Axis, FeedNames, Is, Words};
use super::*;
use crate::model::{Timestamp, Zone};

fn context(names: &FeedNames) -> Context<'_> {
    Context { names, now: NOW, zone: Zone::UTC, by: Axis::Published }
}

fn read(query: &str) -> Result<Filter, QueryError> {
    parse(query, &context(&names()))
}

/// A filter in one line: `+` for all of, `|` for one of, `!` for not.
fn shown(filter: &Filter) -> String {
    let parts = |sign: &str, parts: &[Filter]| {
        let parts: Vec<String> = parts.iter().map(shown).collect();
        format!("({})", parts.join(sign))
    };
    let date = |at: &Timestamp| at.to_rfc3339().replace("T00:00:00Z", "");
    let axis = |axis: &Axis| if *axis == Axis::Received { "received" } else { "date" };
    match filter {
        Filter::Id(id) => format!("id {id}"),
        Filter::All => "all".to_owned(),
        Filter::Nothing => "nothing".to_owned(),
        Filter::And(all) => parts(" + ", all),
        Filter::Or(any) => parts(" | ", any),
        Filter::Not(part) => format!("!{}", shown(part)),
        Filter::Words(Words { field, tokens, prefix }) => {
            let field = match field {
                Field::Any => "",
                Field::Title => "title:",
                Field::Author => "author:",
            };
            format!("{field}[{}{}]", tokens.join(" "), if *prefix { "*" } else { "" })
        }
        Filter::Feed(feeds) => feeds.iter().fold("feed".to_owned(), |mut text, id| {
            write!(text, " {id}").expect("a string takes all");
            text
        }),
        Filter::Tag(tag) => format!("tag:{tag}"),
        Filter::Url(url) => format!("url:{url}"),
        Filter::Is(state) => format!("is:{}", format!("{state:?}").to_lowercase()),
        Filter::Since(by, at) => format!("{}>={}", axis(by), date(at)),
        Filter::Until(by, at) => format!("{}<{}", axis(by), date(at)),
        Filter::Changed(after, upto) => format!("change {}..={}", after.0, upto.0),
    }
}

fn all_mean(cases: &[(&str, &str)]) {
    for (query, expected) in cases {
        match read(query) {
            Ok(filter) => assert_eq!(shown(&filter), *expected, "{query}"),
            Err(error) => panic!("{query}: {error}"),
        }
    }
}

#[test]
fn words_phrases_and_operators() {
    all_mean(&[
        ("", "all"),
        ("   ", "all"),
        ("*", "all"),
        ("kafka", "[kafka]"),
        ("Kafka kafka KAFKA", "[kafka]"),
        ("kafka brokers", "([kafka] + [brokers])"),
        ("\"kafka brokers\"", "[kafka brokers]"),
        ("“kafka brokers”", "[kafka brokers]"),
        ("text to sql", "([text] + [to] + [sql])"),
        ("text-to-SQL", "[text to sql]"),
        ("pin*", "[pin*]"),
        ("\"data pin\"*", "[data pin*]"),
        ("pre-* pin", "([pre] + [pin])"),
        ("* kafka", "[kafka]"),
        ("-kafka", "![kafka]"),
        ("a -\"b c\" -(d OR e)", "([a] + ![b c] + !([d] | [e]))"),
        ("a OR b", "([a] | [b])"),
        ("a b OR c d", "(([a] + [b]) | ([c] + [d]))"),
        ("(a OR b) c", "(([a] | [b]) + [c])"),
        ("a AND b", "([a] + [b])"),
        ("a or b and c", "([a] + [or] + [b] + [and] + [c])"),
        ("a NOT b", "([a] + [not] + [b])"),
        ("\"OR\" -OR OR*", "([or] + ![or] + [or*])"),
        ("((a)) (b)", "([a] + [b])"),
        ("-*", "nothing"),
        ("a OR *", "all"),
        ("a OR a", "[a]"),
    ]);
}

#[test]
fn names_and_signs_that_are_words() {
    all_mean(&[
        ("c++", "[c++]"),
        ("C# -F#", "([c#] + ![f#])"),
        (".NET", "[dotnet]"),
        ("don't", "[dont]"),
        ("don’t", "[dont]"),
        ("AT&T", "[at t]"),
        ("naïve Ünïcödé", "([naive] + [unicode])"),
        ("東京", "[東 京]"),
        ("東京 大学", "([東 京] + [大 学])"),
        ("🚀", "[🚀]"),
        ("👩\u{200d}💻", "[👩 💻]"),
        ("15\" laptop", "([15] + [laptop])"),
        ("f(x)", "[f x]"),
        ("(f(x) g)", "([f x] + [g])"),
        ("3.5", "[3 5]"),
        ("foo:bar", "[foo bar]"),
        ("@ada #rust", "([ada] + [rust])"),
        ("a\u{0}b", "([a b])".trim_matches(['(', ')'])),
    ]);
}

#[test]
fn nothing_typed_is_a_syntax_error() {
    all_mean(&[
        ("\"", "nothing"),
        ("'", "nothing"),
        ("-", "nothing"),
        ("--", "nothing"),
        ("(", "nothing"),
        (")", "nothing"),
        ("()", "nothing"),
        ("(-)", "nothing"),
        ("\"\"", "nothing"),
        ("**", "all"),
        ("^", "nothing"),
        (":", "nothing"),
        ("{}[]<>^~!@#$%&\\", "nothing"),
        ("AND", "[and]"),
        ("OR", "[or]"),
        ("NOT", "[not]"),
        ("OR OR OR", "[or]"),
        ("a OR", "([a] + [or])"),
        ("OR a", "([or] + [a])"),
        ("hello AND", "([hello] + [and])"),
        ("(a OR) b", "([a] + [or] + [b])"),
        ("NEAR(", "[near]"),
        ("NEAR(a b, 5)", "([near a] + [b] + [5])"),
        ("title:hello", "title:[hello]"),
        ("(hello", "[hello]"),
        ("hello)", "[hello]"),
        ("\"hello world", "[hello world]"),
        ("hello\"", "[hello]"),
        ("-x", "![x]"),
        ("--help", "[help]"),
        ("- x", "[x]"),
        ("100%", "[100]"),
        ("^hello", "[hello]"),
        ("+hello", "[hello]"),
        ("' OR 1=1 --", "[1 1]"),
        ("hello; DROP TABLE x", "([hello] + [drop] + [table] + [x])"),
        ("'; DELETE FROM articles; --", "([delete] + [from] + [articles])"),
        ("a -\"...\"", "[a]"),
        ("a OR ...", "[a]"),
        ("\u{202e}abc", "[abc]"),
        ("\u{FFFD}", "nothing"),
    ]);
}

#[test]
fn fields_and_their_values() {
    all_mean(&[
        ("feed:pinterest", "feed 4"),
        ("feed:Pinterest-Engineering", "feed 1"),
        ("feed:\"netflix techblog\"", "feed 2"),
        ("feed:netflix techblog kafka", "(feed 2 + [kafka])"),
        ("feed:pinterest ads", "(feed 4 + [ads])"),
        ("feed:tag:tech", "feed 1 2"),
        ("feed:3 FEED:1", "(feed 3 + feed 1)"),
        ("feed:https://www.cafe.example/rss/", "feed 3"),
        ("feed:(pinterest OR netflix)", "(feed 4 | feed 2)"),
        ("-feed:netflix", "!feed 2"),
        ("author:lovelace", "author:[lovelace]"),
        ("author:\"Ada Lovelace\"", "author:[ada lovelace]"),
        ("title:pin*", "title:[pin*]"),
        ("title:(a OR \"b c\") d", "((title:[a] | title:[b c]) + [d])"),
        ("title:(a author:b)", "(title:[a] + author:[b])"),
        ("title:-a", "title:[a]"),
        ("title:...", "nothing"),
        ("tag:Rust", "tag:rust"),
        ("tag:\"Machine-Learning\"", "tag:machine learning"),
        ("tag:c++", "tag:c++"),
        ("tag:!?", "tag:!?"),
        ("url:/kafka/", "url:/kafka/"),
        ("url:https://www.blog.example/x/#top", "url:blog.example/x"),
        ("https://blog.example/x", "url:blog.example/x"),
        ("-HTTP://blog.example/a(b)?q=1", "!url:blog.example/a(b)?q=1"),
        ("https://", "[https]"),
        ("\"https://blog.example\"", "[https blog example]"),
        ("is:unread IS:Starred -is:edited", "(is:unread + is:starred + !is:edited)"),
        ("is:hidden is:read", "(is:hidden + is:read)"),
    ]);
}

#[test]
fn dates_in_queries() {
    all_mean(&[
        ("since:7d", "date>=2026-05-14T16:01:05Z"),
        ("since:2026-05", "date>=2026-05-01"),
        ("until:2026-05", "date<2026-06-01"),
        ("until:2026-05-20", "date<2026-05-21"),
        ("since:2026-03..2026-04", "(date>=2026-03-01 + date<2026-05-01)"),
        ("since:..2026-04", "date<2026-05-01"),
        ("since:\"last monday\"", "date>=2026-05-18"),
        ("since:last week kafka", "(date>=2026-05-11 + [kafka])"),
        ("since: 7d kafka", "(date>=2026-05-14T16:01:05Z + [kafka])"),
        ("since:3 days ago", "date>=2026-05-18T16:01:05Z"),
        ("since:2026-05-20 10:30 x", "(date>=2026-05-20T10:30:00Z + [x])"),
        ("(since:last week) x", "(date>=2026-05-11 + [x])"),
        ("received:today", "(received>=2026-05-21 + received<2026-05-22)"),
        ("received:7d", "received>=2026-05-14T16:01:05Z"),
        ("received-since:2026-05-20", "received>=2026-05-20"),
        ("-received:2026-05", "!(received>=2026-05-01 + received<2026-06-01)"),
        ("since:@0 OR until:2025", "(date>=1970-01-01 | date<2026-01-01)"),
    ]);
    let names = names();
    let by_arrival = Context { by: Axis::Received, ..context(&names) };
    let filter = parse("since:today until:today", &by_arrival).expect("dates");
    assert_eq!(shown(&filter), "(received>=2026-05-21 + received<2026-05-22)");
}

#[test]
fn mistakes_are_pointed_at() {
    for (query, expected, hint) in [
        ("since:blah", "`blah` is no date\n  since:blah\n        ^^^^", "write 7d, 3mo"),
        (
            "a since:3m b",
            "`3m` could mean minutes or months\n  a since:3m b\n          ^^",
            "3min for minutes or 3mo",
        ),
        (
            "until:\"last blah\"",
            "`last blah` is no date\n  until:\"last blah\"\n        ^^^^^^^^^^^",
            "yesterday",
        ),
        (
            "received:2026-02-30",
            "there is no 2026-02-30\n  received:2026-02-30\n           ^^^^^^^^^^",
            "2026-05-21",
        ),
        (
            "since:2026-04..2026-03",
            "`2026-04..2026-03` ends before it begins\n  since:2026-04..2026-03\n        ^^^^^^^^^^^^^^^^",
            "write 2026-03..2026-04",
        ),
        (
            "is:blah",
            "no article can be `blah`\n  is:blah\n     ^^^^",
            "one of unread, read, starred, edited, hidden",
        ),
        (
            "-is:unred",
            "no article can be `unred`\n  -is:unred\n      ^^^^^",
            "did you mean is:unread?",
        ),
        (
            "kafka feed:pintrest",
            "no feed is called `pintrest`\n  kafka feed:pintrest\n             ^^^^^^^^",
            "did you mean feed:\"Pinterest\" or feed:\"Pinterest Engineering\"?",
        ),
        (
            "feed:zzz",
            "no feed is called `zzz`\n  feed:zzz\n       ^^^",
            "`tidings feeds` lists them",
        ),
        (
            "東京 feed:zzz",
            "no feed is called `zzz`\n  東京 feed:zzz\n            ^^^",
            "part of a title",
        ),
        (
            "since: kafka",
            "`since:` has no value\n  since: kafka\n  ^^^^^^",
            "write since:7d without a space",
        ),
        ("(title:)", "`title:` has no value\n  (title:)\n   ^^^^^^", "\"title\" in quotes"),
        ("feed:\"\"", "`feed:` has no value\n  feed:\"\"\n  ^^^^^^^", "write feed:pinterest"),
    ] {
        let error = read(query).expect_err(query);
        assert_eq!(error.to_string(), expected, "{query}");
        assert!(error.hint().contains(hint), "{query}: {}", error.hint());
        assert!(query.get(error.at.clone()).is_some(), "{query}");
    }
}

#[test]
fn a_mistake_far_along_is_shown_in_its_surroundings() {
    let query = format!("{}is:blah{}", "word ".repeat(30), " more".repeat(30));
    let shown = read(&query).expect_err("a mistake").to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[1].len() < 100 && lines[1].contains("is:blah"), "{shown}");
    assert_eq!(
        lines[2].find('^').map(|at| at - "…".len() + 1),
        lines[1].find("blah").map(|at| at - "…".len() + 1 - 2),
        "{shown}"
    );
    let raw = read("\u{1b}[31m\t\nis:blah").expect_err("a mistake").to_string();
    assert!(raw.lines().count() == 3 && !raw.contains('\u{1b}'), "{raw:?}");
    let long = read(&format!("feed:{}\u{1b}\u{202e}", "x".repeat(10_000))).expect_err("a mistake");
    assert!(long.to_string().len() < 500 && !long.message().contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn arguments_are_joined_as_a_shell_user_means_them() {
    for (arguments, expected) in [
        (&["kafka", "brokers"][..], "kafka brokers"),
        (&["text to sql"], "text to sql"),
        (&["\"text to sql\"", "x"], "\"text to sql\" x"),
        (&["is:unread", "feed:My Blog"], "is:unread feed:\"My Blog\""),
        (&["x", "-author:Ada Lovelace"], "x -author:\"Ada Lovelace\""),
        (&["feed:netflix kafka"], "feed:netflix kafka"),
        (&["x", "title:(a OR b)"], "x title:(a OR b)"),
        (&["x", "tag:\"a b\""], "x tag:\"a b\""),
        (&["x", "foo:a b", "é: b"], "x foo:a b é: b"),
        (&[], ""),
    ] {
        assert_eq!(join(arguments), expected);
    }
}

#[test]
fn flags_take_their_value_whole() {
    let names = names();
    let context = context(&names);
    for (field, value, expected) in [
        ("author", "Ada \"Countess\" Lovelace", "author:[ada countess lovelace]"),
        ("title", "data pin*", "title:[data pin*]"),
        ("tag", "machine learning", "tag:machine learning"),
        ("feed", "Netflix TechBlog", "feed 2"),
        ("since", "last monday", "date>=2026-05-18"),
        ("until", "2026-05-20", "date<2026-05-21"),
        ("received-since", "2026-05-20", "received>=2026-05-20"),
        ("title", "...", "nothing"),
    ] {
        let filter = flag(field, value, &context).expect(value);
        assert_eq!(shown(&filter), expected, "--{field} {value}");
    }
    let error = flag("feed", "pintrest", &context).expect_err("no such feed");
    assert!(error.to_string().starts_with("no feed is called `pintrest`\n"), "{error}");
    let error = flag("colour", "red", &context).expect_err("no such field");
    assert!(error.hint().contains("feed, author, title"), "{}", error.hint());
}

#[test]
fn long_and_deep_queries_are_met_calmly() {
    let deep = "(".repeat(100_000) + "a" + &")".repeat(100_000) + " b";
    assert_eq!(read(&deep).map(|filter| shown(&filter)).as_deref(), Ok("([a] + [b])"));
    let nots: String = "-(".repeat(1000) + "a";
    assert_eq!(read(&nots).map(|filter| shown(&filter)).as_deref(), Ok("[a]"));
    let many: Vec<String> = (0..MOST).map(|i| format!("w{i}")).collect();
    assert!(read(&many.join(" ")).is_ok());
    for long in [many.join(" ") + " one", "京".repeat(MOST + 1), "a ".repeat(1_000_000)] {
        let error = read(&long).expect_err("too long");
        assert_eq!(error.message(), "the query has more than 512 words");
    }
}

#[test]
fn every_state_and_field_can_be_asked_for() {
    for field in FIELDS {
        let query = format!("{}:{}", field.name, field.example);
        let found = read(&query);
        let known = found.is_ok() || field.name == "feed";
        assert!(known, "{query}: {found:?}");
    }
    for state in [Is::Unread, Is::Read, Is::Starred, Is::Edited, Is::Hidden] {
        let query = format!("is:{}", format!("{state:?}").to_lowercase());
        assert_eq!(read(&query), Ok(Filter::Is(state)));
    }
}

/// Texts made of what the language is made of.
const PIECES: &str = "(a|-|\"|\\(|\\)|\\*|OR|AND| |  |:|title:|feed:|feed:netflix|since:|since:7d|is:|is:read|“|c\\+\\+|東|é|\\.\\.|last|week|3|days|https://x)";

proptest! {
    #[test]
    fn every_text_is_read(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn every_mix_is_read(parts in proptest::collection::vec(PIECES, 0..24)) {
        let query = parts.concat();
        match read(&query) {
            Ok(filter) => prop_assert_eq!(filter.clone().simplified(), filter),
            Err(error) => {
                prop_assert!(query.get(error.at.clone()).is_some());
                prop_assert!(!error.hint().is_empty() && error.to_string().lines().count() == 3);
            }
        }
    }

    #[test]
    fn a_minus_before_a_group_turns_it_round(
        parts in proptest::collection::vec("(kafka|spark|OR|-kafka|c\\+\\+|title:東京|is:read|tag:spark)", 1..6),
        article in any_article(),
    ) {
        let query = parts.join(" ");
        let (plain, turned) = (read(&query).unwrap(), read(&format!("-({query})")).unwrap());
        prop_assert_eq!(turned.matches(&article), !plain.matches(&article));
    }

    #[test]
    fn spaces_and_case_of_words_do_not_matter(words in proptest::collection::vec("[a-z]{1,6}", 1..5)) {
        let loud = words.join("  ").to_uppercase();
        prop_assume!(!words.iter().any(|word| word == "or" || word == "and"));
        prop_assert_eq!(read(&loud), read(&words.join(" ")));
    }
}

/// Saved queries for tests, beside the usual feeds.
struct Saved(FeedNames, &'static [(&'static str, &'static str)]);

impl super::super::Names for Saved {
    fn feeds(&self, text: &str) -> Vec<crate::model::FeedId> {
        self.0.feeds(text)
    }

    fn titled(&self, text: &str) -> Vec<crate::model::FeedId> {
        self.0.titled(text)
    }

    fn near(&self, text: &str) -> Vec<String> {
        self.0.near(text)
    }

    fn saved(&self, name: &str) -> Option<String> {
        self.1.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
    }

    fn saved_near(&self, name: &str) -> Vec<String> {
        super::super::nearest_names(name, self.1.iter().map(|(known, _)| *known))
    }
}

#[test]
fn saved_queries_are_parts_of_queries() {
    let saved = Saved(
        names(),
        &[
            ("work", "kafka OR spark"),
            ("unread-work", "@work is:unread"),
            ("loop", "a @pool"),
            ("pool", "@loop"),
            ("broken", "is:unred"),
            ("outer", "@broken"),
            ("d1", "@d2"),
            ("d2", "@d3"),
            ("d3", "@d4"),
            ("d4", "@d5"),
            ("d5", "@d6"),
            ("d6", "@d7"),
            ("d7", "@d8"),
            ("d8", "@d9"),
            ("d9", "x"),
        ],
    );
    let context = Context { names: &saved, now: NOW, zone: Zone::UTC, by: Axis::Published };
    for (query, expected) in [
        ("@work", "([kafka] | [spark])"),
        ("@Work title:x", "(([kafka] | [spark]) + title:[x])"),
        ("-@work", "!([kafka] | [spark])"),
        ("(@unread-work OR y)", "((([kafka] | [spark]) + is:unread) | [y])"),
        ("\"@work\"", "[work]"),
        ("@nobodys", "[nobodys]"),
        ("@ @@ me@work.example", "[me work example]"),
        ("@d2", "[x]"),
    ] {
        let read = parse(query, &context).map(|filter| shown(&filter));
        assert_eq!(read.as_deref(), Ok(expected), "{query}");
    }
    for (query, code, message, at) in [
        ("x @wrok", "query-unknown-saved", "no saved query is called `wrok`", 2..7),
        ("@loop", "query-circular", "the saved query `@loop` leads back to itself", 0..5),
        ("@d1", "query-too-deep", "saved queries are nested more than 8 deep", 0..3),
        (
            "a @outer",
            "query-bad-saved",
            "in the saved query `@broken`: no article can be `unred`",
            2..8,
        ),
    ] {
        let error = parse(query, &context).expect_err(query);
        assert_eq!(error.mistake.code(), code, "{query}");
        assert_eq!((error.message().as_str(), error.at.clone()), (message, at), "{query}");
        assert!(!error.hint().is_empty());
    }
}
