//! Tails that are no article text, and texts that only look like them.

use super::{
    phrases::{PHRASES, SENTENCES},
    *,
};

/// What is kept of a text; links stand in it between braces, those to the entry itself and to its
/// site between angles.
fn kept(marked: &str, title: &str) -> (String, bool) {
    let mut text = String::new();
    let mut links = Vec::new();
    let link = |at, target: &str| Link { range: at..at, target: target.to_owned() };
    for c in marked.chars() {
        match c {
            '{' => links.push(link(text.len(), "https://elsewhere.example/x")),
            '⟨' => links.push(link(text.len(), "http://www.pots.example/slow#comments")),
            '}' | '⟩' => links.last_mut().expect("an open link").range.end = text.len(),
            c => text.push(c),
        }
    }
    let own = [Some("https://pots.example/slow"), None, Some("https://pots.example/")];
    let ending = ending(&text, &links, title, &own);
    (text[..ending.keep].to_owned(), ending.teaser)
}

#[test]
fn tails_are_cut() {
    for (text, expected) in [
        (
            "Lime, it was.\n\n{A Slow Kettle} was originally published in {Pots} on Medium, where \
             people are continuing the conversation by highlighting and responding to this story.",
            "Lime, it was.",
        ),
        (
            "Lime, it was. A Slow Kettle was originally published in Pots on Medium, where \
             people are continuing the conversation by highlighting and responding to this story.",
            "Lime, it was.",
        ),
        ("Nine minutes is long.\n\n{Continue reading on Pots »}", "Nine minutes is long."),
        (
            "Nine minutes is […]\n\nThe post {A Slow Kettle} appeared first on {Pots}.",
            "Nine minutes is",
        ),
        (
            "Nine minutes is long. The post A Slow Kettle appeared first on Pots.",
            "Nine minutes is long.",
        ),
        ("Kalk.\n\nDer Beitrag {Kessel} erschien zuerst auf {Topf}.", "Kalk."),
        ("お湯。\n\n投稿 {やかん} は {鍋} に最初に表示されました。", "お湯。"),
        ("A question.\n\nsubmitted by {/u/kettle}\n{[link]} {[comments]}", "A question."),
        ("A question. submitted by /u/kettle to r/tea [link] [comments]", "A question."),
        ("submitted by {kettle} to {tea}\n{[link]} {[41 comments]}", ""),
        ("{Ada Kettle} posted a photo:", ""),
        (
            "{Ada Kettle} posted a photo:\n\nSteam over the pots.",
            "Ada Kettle posted a photo:\n\nSteam over the pots.",
        ),
        (
            "It takes nine minutes, often ten\n-- Delivered by {Feed43} service",
            "It takes nine minutes, often ten",
        ),
        ("{Comments}", ""),
        ("It took so long… {Read more}", "It took so long…"),
        ("It took so long {Read more}", "It took so long"),
        ("It took so long. Read more...", "It took so long."),
        ("It took so long {(more…)}", "It took so long"),
        ("It took so long.\n\nContinue reading →", "It took so long."),
        ("It took so long.\n\n{Continue reading “A Slow Kettle” →}", "It took so long."),
        ("Es dauerte so lange {„Der Kessel“ weiterlesen}", "Es dauerte so lange"),
        ("そして次の朝 {続きを読む}", "そして次の朝"),
        ("Nine minutes. [...]", "Nine minutes."),
        ("Nine [...]\n\n{Lue lisää...}\n\nThe post {Kettle} appeared first on {Pots}.", "Nine"),
        ("Nine minutes. | {Comments}", "Nine minutes."),
        ("It steams.\n\n{Read 7 remaining paragraphs} | {Comments}", "It steams."),
        ("Tea.\n\nFiled under: {Kitchen} Tagged: {kettle}", "Tea."),
        ("Tea.\n\nTagged: {kettle}, {lime}", "Tea."),
        ("Tea.\n\nFeed provided by {pots.example}", "Tea."),
        (
            "Tea.\n\nThe post {A Slow Kettle} appeared first on {Pots} - do not copy it. It is ours.",
            "Tea.",
        ),
        ("Tea.\n\n⟨Permalink⟩ | ⟨Leave a comment »⟩", "Tea."),
        ("Tea.\n\n{Permalink} | {Leave a comment »}", "Tea."),
        ("Tea.\n\n⟨Koffie - en tee⟩", "Tea."),
        ("Tea.\n\n[⟨325 more words⟩]", "Tea."),
        ("Tea.\n\n⟨★⟩", "Tea."),
        ("Tea.\n\n{View Entire Post ›}", "Tea."),
        ("Tea.\n\ncomments", "Tea."),
        ("Tea.\n\n{Monday} from {Pots} - {Comment} - {Like}", "Tea."),
        ("Tea?\n\nComments URL: {https://news.example/2}\n\nPoints: 3\n\n# Comments: 0", "Tea?"),
        (
            "Article URL: {https://a.example}\n\nComments URL: {https://news.example/2}\n\n\
             Points: 3\n\n# Comments: 0",
            "",
        ),
        ("{Ada Kettle} has added a photo to the pool:", ""),
    ] {
        assert_eq!(kept(text, "A Slow Kettle").0, expected, "{text}");
    }
}

#[test]
fn an_authors_own_words_are_kept() {
    for text in [
        "We wrote the post that appeared first on the front page.",
        "The post is late. It appeared first on Monday, and that was that.",
        "Our guides, our answers, and {more}.",
        "There is always more",
        "⟨A slow kettle⟩",
        "Tea.\n\nSee ⟨my earlier words⟩",
        "Tea.\n\n⟨Mine⟩ and {yours}",
        "Tea.\n\n{Koffie - en tee}",
        "comments",
        "Points: 3\n\n# Comments: 0",
        "Then I read on",
        "She told me to continue reading the letter she had left",
        "See {the comments} for that.",
        "It is a good source",
        "Nothing here […] was cut at the end.",
        "Submitted by the deadline, with a link and comments",
        "The essay was originally published in 1922 by a small press. On Medium it has not been seen.",
        "",
    ] {
        let expected = text.replace(['{', '}', '⟨', '⟩'], "");
        assert_eq!(kept(text, "A Slow Kettle").0, expected, "{text}");
    }
}

#[test]
fn teasers_are_told_from_whole_texts() {
    for (text, teaser) in [
        ("It took so long… {Read more}", true),
        ("It took so […]", true),
        ("It took so ... ⟨Avanti »⟩", true),
        ("It took so … ⟨Weiter⟩", true),
        ("It took so. ⟨Weiter⟩", false),
        ("It took so … {Kettle}", false),
        ("It took so long...", true),
        ("It took so long.", false),
        ("It took so long.\n\n{Permalink} | {Leave a comment »}", false),
        ("A question.\n\nsubmitted by {/u/kettle}\n{[link]} {[comments]}", false),
    ] {
        assert_eq!(kept(text, "").1, teaser, "{text}");
    }
}

#[test]
fn no_phrase_hides_a_longer_one() {
    for (at, phrase) in PHRASES.iter().enumerate() {
        for longer in &PHRASES[at + 1..] {
            assert!(
                !longer.words.ends_with(phrase.words),
                "{} hides {}",
                phrase.words,
                longer.words
            );
        }
    }
    assert!(SENTENCES.iter().all(|s| s.starts.is_some() || !s.goes_on.is_empty()));
}
