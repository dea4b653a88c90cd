//! What the analyser makes of the words people write.

use proptest::prelude::*;
use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization;

use super::*;

const SPLITS: &[(&str, &str)] = &[
    ("", ""),
    ("Hello, World!", "hello world"),
    ("Café CAFE ｃａｆｅ cafe\u{301}", "cafe cafe cafe cafe"),
    ("Straße STRASSE Straẞe", "strasse strasse strasse"),
    ("ﬁne Œuvre Ærø Łódź Þór", "fine oeuvre aero lodz thor"),
    ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
    ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ"),
    ("Ёлка мой мои Київ Киів", "елка мой мои київ киів"),
    ("мои\u{306}", "мой"),
    ("don't don’t donʼt DON‘T don´t", "dont dont dont dont dont"),
    ("Ada's users’ engineers'", "ada users engineers"),
    ("l'eau d’un we'll rock'n'roll", "l eau d un we ll rock n roll"),
    ("O'Reilly O’Reilly's o'clock", "oreilly oreilly oclock"),
    ("об'єкт п’ять", "обєкт пять"),
    ("text-to-SQL text\u{2011}to\u{2013}SQL", "text to sql text to sql"),
    ("'quoted' “words” «here»", "quoted words here"),
    ("C++ c++17 g++ i++; C#", "c++ c++ 17 g++ i++ c#"),
    ("C# C♯, F#-based C#9 x#section", "c# c# f# based c# 9 x section"),
    ("C/C++ a+b notepad++ Disney+", "c c++ a b notepad disney"),
    (".NET (.net) .NET's ASP.NET example.net", "dotnet dotnet dotnet asp net example net"),
    ("dot.net ...net .network", "dot net net network"),
    ("Node.js v2.4.1 1,000 3.5", "node js v2 4 1 1 000 3 5"),
    ("snake_case $100 100% @ada #rust", "snake case 100 100 ada rust"),
    ("東京2020年", "東 京 2020 年"),
    ("データベース ﾃﾞｰﾀ テ\u{3099}", "デ ー タ ベ ー ス デ ー タ デ"),
    ("가나 \u{1112}\u{1161}\u{11AB}", "가 나 한"),
    ("ไทย ພາສາ", "ไ ท ย ພ າ ສ າ"),
    ("हिन्दी தமிழ்", "हिन्दी தமிழ்"),
    ("שָׁלוֹם مُحَمَّد كتـــاب", "שלום محمد كتاب"),
    ("می\u{200C}خواهم soft\u{AD}hyphen zero\u{200B}width", "میخواهم softhyphen zerowidth"),
    ("👩\u{200D}💻 👍🏽 ❤\u{FE0F} 🇫🇷", "👩 💻 👍 ❤ 🇫 🇷"),
    ("rocket🚀launch", "rocket 🚀 launch"),
    ("Acme™ Foo® mc² ½ №5", "acme foo mc2 1 2 no5"),
    ("\u{0}\u{1B}[31mred\u{7}", "31mred"),
    ("! \" # + ++ ' '' . .. * ^ ~ NEAR(", "near"),
];

#[test]
fn words_are_split_and_folded() {
    for (text, expected) in SPLITS {
        assert_eq!(index_text(text), *expected, "{text:?}");
    }
}

#[test]
fn tokens_point_at_their_source() {
    let text = "«Café’s» C++, .NET don’t 東京";
    let mut seen = Vec::new();
    each_token(text, |token, at| seen.push((token.to_owned(), &text[at])));
    let expected = [
        ("cafe", "Café"),
        ("c++", "C++"),
        ("dotnet", ".NET"),
        ("dont", "don’t"),
        ("東", "東"),
        ("京", "京"),
    ];
    assert_eq!(seen, expected.map(|(token, source)| (token.to_owned(), source)));
}

#[test]
fn every_character_folds_to_what_stays() {
    for c in '\0'..=char::MAX {
        let once = index_text(&format!("a {c} b{c}c"));
        assert_eq!(index_text(&once), once, "{c:?} U+{:04X}", u32::from(c));
    }
}

#[test]
fn what_is_known_of_letters_is_what_the_tables_say() {
    for c in '\0'..=char::MAX {
        let Some((folded, kind)) = letters::known(c) else { continue };
        let mut parts = String::new();
        letters::fold(c, |part| parts.push(part));
        let whole: Vec<char> = parts.nfc().collect();
        assert!(whole == [folded] && letters::kind(folded) == kind, "{c:?} U+{:04X}", u32::from(c));
    }
}

#[test]
fn long_runs_are_cut_and_cost_what_they_weigh() {
    let long = "x".repeat(1_000_000);
    let tokens = tokens(&long);
    assert_eq!(tokens.len(), 1_000_000_usize.div_ceil(split::LONGEST));
    assert_eq!(tokens.concat(), long);
    assert_eq!(index_text(&"\u{301}".repeat(1_000_000)), "");
    assert_eq!(index_text(&"'".repeat(1_000_000)), "");
}

#[test]
fn authors_are_walled_off_from_each_other() {
    let name = |name: &str| Author { name: Some(name.to_owned()), ..Author::default() };
    let authors = [name("Ada Lovelace"), Author::default(), name("..."), name("Grace Hopper")];
    assert_eq!(index_authors(&authors), "ada lovelace \u{2029} grace hopper");
}

#[test]
fn names_without_a_word_are_names_too() {
    assert_eq!(name("Machine-Learning"), name("machine  learning"));
    assert_ne!(name("c"), name("C++"));
    assert_eq!(name(" !? "), "!?");
    assert_eq!(name(&name("©Ä")), name("©Ä"));
}

/// The tokens FTS5 makes of a text, in order.
fn indexed(text: &str) -> Vec<String> {
    let index = Connection::open_in_memory().unwrap();
    index
        .execute_batch(
            r#"CREATE VIRTUAL TABLE word USING fts5(text, tokenize = "ascii tokenchars '+#'");
               CREATE VIRTUAL TABLE term USING fts5vocab(word, instance);"#,
        )
        .unwrap();
    index.execute("INSERT INTO word VALUES (?1)", [text]).unwrap();
    let mut terms = index.prepare("SELECT term FROM term ORDER BY offset").unwrap();
    terms.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn an_index_of_ascii_separators_sees_the_same_tokens() {
    let all: Vec<&str> = SPLITS.iter().map(|(text, _)| *text).collect();
    let all = all.join(" ");
    assert_eq!(indexed(&index_text(&all)), tokens(&all));
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(
        text in "\\PC{0,40}|[a-zA-Z'’+#. éßก東カ🚀\u{301}\u{306}\u{418}\u{3099}\u{1112}\u{1161}\u{11AB}]{0,60}",
    ) {
        let once = index_text(&text);
        prop_assert_eq!(index_text(&once), once.clone());
        prop_assert_eq!(tokens(&once), tokens(&text));
        prop_assert_eq!(tokens(&text).join(" "), once);
    }

    #[test]
    fn sources_ascend_and_are_whole_characters(text in any::<String>()) {
        let mut last = 0;
        each_token(&text, |token, at| {
            assert!(!token.is_empty() && token.chars().count() <= split::LONGEST);
            assert!(at.start >= last && at.start < at.end && text.get(at.clone()).is_some());
            last = at.start;
        });
    }

    #[test]
    fn a_word_is_found_in_any_case(text in "[a-zà-žα-ω]{1,12}") {
        prop_assert_eq!(tokens(&text.to_uppercase()), tokens(&text));
    }
}
