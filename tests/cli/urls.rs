//! `tidings urls`: what feeds teach about URL parameters, and a person's word on it.

use super::home::{Home, Ran};

/// A document of these articles, each linked with this value of the parameter `t`.
fn feed(numbers: &[u32], t: &str, with_ids: bool) -> String {
    let items: Vec<String> = numbers
        .iter()
        .map(|n| {
            let id = if with_ids {
                format!("<guid isPermaLink=\"false\">tool-{n}</guid>")
            } else {
                String::new()
            };
            format!(
                "<item><title>Release {n}</title>\
                 <link>https://www.tool.example/{n}?t={t}</link>{id}\
                 <pubDate>{n:02} May 2026 08:30:00 GMT</pubDate></item>"
            )
        })
        .collect();
    let items = items.concat();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tool Blog</title>\
         <link>https://tool.example/</link>{items}</channel></rss>"
    )
}

/// Fetches a document an hour later.
fn fetch(home: &mut Home, hour: u32, document: &str) -> Ran {
    home.set_now(&format!("2026-05-22T{hour:02}:00:00Z"));
    let file = home.write("feed.xml", document);
    home.run(&["fetch", "--force", &file])
}

/// A home whose feed has given five articles under another value of `t`.
fn taught(learned: &str) -> Home {
    let mut home = Home::new().with("TIDINGS_DEDUPE_LEARNED", learned);
    fetch(&mut home, 9, &feed(&[1, 2, 3, 4, 5], "a", true)).ok();
    fetch(&mut home, 10, &feed(&[1, 2, 3, 4, 5], "b", true)).ok();
    home
}

/// Two fetches of one new article without an id, under two values; how many articles that makes.
fn twins(home: &mut Home, number: u32) -> usize {
    let before = home.run(&["list"]).ok().lines().count();
    fetch(home, 11, &feed(&[number], "x", false)).ok();
    // The old URL is still listed, so date and title alone do not make it one.
    let both = feed(&[number], "x", false).replace(
        "<item>",
        &format!(
            "<item><title>Release {number}</title><link>https://tool.example/{number}?t=y</link>\
             <pubDate>{number:02} May 2026 08:30:00 GMT</pubDate></item><item>"
        ),
    );
    fetch(home, 12, &both).ok();
    home.run(&["list"]).ok().lines().count() - before
}

const LEARNT: &str = "tool.example\tt\tt\tneutral\tlearned\tproposed\t5\t0\t2\t2\n";

#[test]
fn what_is_learnt_is_shown_and_not_applied() {
    let mut home = taught("suggest");
    assert_eq!(home.run(&["urls", "list"]).ok(), LEARNT);
    let ids: Vec<String> = home
        .run(&["list", "--sort", "received", "--reverse", "--format", "ids"])
        .ok()
        .lines()
        .map(str::to_owned)
        .collect();
    let examples: Vec<String> = (1..=5)
        .map(|n| {
            let id = &ids[n - 1];
            format!("  agrees       tool.example/{n}?t=a and tool.example/{n}?t=b  ({id})\n")
        })
        .collect();
    let examples = examples.concat();
    assert_eq!(
        home.run(&["urls", "show", "www.tool.example"]).ok(),
        format!(
            "tool.example  `t` alone\n  \
             neutral, learned, proposed since 2026-05-22T10:00:00Z\n  \
             5 articles agree, 0 contradict; 2 values in 2 documents\n  \
             so few leave room for an error in 45 % of cases, with 95 % certainty\n{examples}"
        )
    );
    let json = home.run(&["urls", "show", "https://tool.example/1?t=q", "--json"]).json();
    let rule = &json["rules"][0];
    assert_eq!((&rule["verdict"], &rule["state"]), (&"neutral".into(), &"proposed".into()));
    assert_eq!((&rule["agree"], &rule["error_bound"]), (&5.into(), &0.451.into()));
    assert_eq!(rule["examples"][4]["urls"][1], "tool.example/5?t=b");
    assert_eq!(home.run(&["urls", "list", "--json"]).json(), json);
    assert_eq!(twins(&mut home, 7), 2);
    let urls = ["https://tool.example/9?t=1", "https://tool.example/9?t=2"];
    let told = home.run(&["explain", urls[0], urls[1]]).ok();
    assert!(told.ends_with("two addresses\n"), "{told}");
}

#[test]
fn off_learns_nothing() {
    let home = taught("off");
    assert_eq!(home.run(&["urls", "list"]).ok(), "");
    assert_eq!(home.run(&["urls", "list", "--json"]).ok(), "{\"schema_version\":1,\"rules\":[]}\n");
    let said = home.run(&["urls", "show", "tool.example"]).fails(1);
    assert_eq!(
        said,
        "error: tool.example: there is no rule about it\nhint: tidings urls list shows them all\n"
    );
}

#[test]
fn on_applies_what_is_learnt_and_a_contradiction_ends_it() {
    let mut home = taught("on");
    let active = LEARNT.replace("proposed", "active");
    assert_eq!(home.run(&["urls", "list"]).ok(), active);
    assert_eq!(
        home.run(&["explain", "https://tool.example/9?t=1", "https://tool.example/9?t=2"]).ok(),
        "https://tool.example/9?t=1\n  \
         dropped `t=1` (learned, 5 articles agree, 0 contradict, since 2026-05-22)\n  \
         = tool.example/9\n\
         https://tool.example/9?t=2\n  \
         dropped `t=2` (learned, 5 articles agree, 0 contradict, since 2026-05-22)\n  \
         = tool.example/9\n\
         one address\n"
    );
    assert_eq!(twins(&mut home, 7), 1);
    let id = home.run(&["list", "release 7", "--format", "ids"]).ok().trim().to_owned();
    let told = home.run(&["explain", &id]).ok();
    assert!(told.contains("key      tool.example/7, 2026-05-07T08:30\n"), "{told}");
    assert!(told.contains("https://www.tool.example/7?t=x\n"), "the URL stays as it was: {told}");
    // Two articles that differ in nothing else of their URLs.
    let other = feed(&[8], "x", false).replace(
        "<item>",
        "<item><title>Something else</title><link>https://tool.example/8?t=y</link>\
         <pubDate>03 May 2026 08:30:00 GMT</pubDate></item><item>",
    );
    fetch(&mut home, 13, &other).ok();
    assert_eq!(
        home.run(&["urls", "list"]).ok(),
        "tool.example\tt\tt\tvolatile\tlearned\toff\t5\t1\t2\t2\n"
    );
    assert_eq!(home.run(&["list"]).ok().lines().count(), 8);
    let log = home.run(&["log"]).ok();
    let about: Vec<&str> = log.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    assert_eq!(
        about,
        [
            "no longer drop `t` at tool.example: two articles contradict it",
            "take on what was learnt: drop `t` at tool.example"
        ]
    );
    let told = home.run(&["explain", "https://tool.example/9?t=1"]).ok();
    assert_eq!(told, "https://tool.example/9?t=1\n  = tool.example/9?t=1\n");
    // The article that the rule had made one stays one.
    fetch(&mut home, 14, &feed(&[7], "y", false)).ok();
    assert_eq!(home.run(&["list"]).ok().lines().count(), 8);
}

#[test]
fn proposals_are_accepted_and_let_go_again() {
    let mut home = taught("suggest");
    let said = home.run(&["urls", "accept", "tool.example", "u"]).fails(1);
    assert_eq!(
        said,
        "error: tool.example: no rule is proposed\nhint: tidings urls list shows what is known\n"
    );
    home.run(&["urls", "accept"]).ok();
    let active = LEARNT.replace("proposed", "active");
    assert_eq!(home.run(&["urls", "list"]).ok(), active);
    assert_eq!(twins(&mut home, 7), 1);
    home.run(&["undo"]).ok();
    assert_eq!(home.run(&["urls", "list"]).ok(), LEARNT);
    assert_eq!(twins(&mut home, 8), 2);
    // Learning on and off again: what was accepted stays, what was not does not.
    home.run(&["urls", "accept"]).ok();
    let off = home.with("TIDINGS_DEDUPE_LEARNED", "off");
    off.run(&["undo", "999"]).fails(1);
    assert_eq!(off.run(&["urls", "list"]).ok(), active);
}

#[test]
fn without_learning_on_what_it_took_on_is_a_proposal_again() {
    let mut home = taught("on").with("TIDINGS_DEDUPE_LEARNED", "suggest");
    assert_eq!(twins(&mut home, 7), 2);
    assert_eq!(home.run(&["urls", "list"]).ok(), LEARNT);
}

#[test]
fn your_word_counts_and_can_be_taken_back() {
    let mut home = Home::new();
    fetch(&mut home, 9, &feed(&[1], "a", true)).ok();
    home.run(&["urls", "drop", "https://www.tool.example/1", "t"]).ok();
    assert_eq!(
        home.run(&["urls", "list"]).ok(),
        "tool.example\tt\t*\tneutral\tuser\tactive\t0\t0\t0\t0\n"
    );
    let urls = ["https://tool.example/9?t=1", "https://tool.example/9?t=2"];
    assert_eq!(
        home.run(&["explain", urls[0]]).ok(),
        "https://tool.example/9?t=1\n  dropped `t=1` (user, since 2026-05-22)\n  = tool.example/9\n"
    );
    assert_eq!(twins(&mut home, 7), 1);
    home.run(&["urls", "keep", "tool.example", "T"]).ok();
    assert_eq!(home.run(&["explain", urls[0], urls[1], "--json"]).json()["same"], false);
    let said = home.run(&["urls", "drop", "tool.example", "t"]).fails(1);
    assert_eq!(
        said,
        "error: t: you said on 2026-05-22 to keep it at tool.example\n\
         hint: tidings urls reset tool.example forgets that, and what was learned there\n"
    );
    // What was one stays one: both URLs are its names.
    fetch(&mut home, 13, &feed(&[7], "y", false)).ok();
    assert_eq!(home.run(&["list"]).ok().lines().count(), 2);
    home.run(&["urls", "reset", "tool.example"]).ok();
    assert_eq!(home.run(&["urls", "list"]).ok(), "");
    for (left, same) in [("T", false), ("t", true), ("", false)] {
        home.run(&["undo"]).ok();
        let list = home.run(&["urls", "list"]).ok();
        assert_eq!(list.split('\t').nth(1).unwrap_or_default(), left);
        let told = home.run(&["explain", urls[0], urls[1], "--json"]).json();
        assert_eq!(told["same"], same, "{left}");
    }
    assert_eq!(home.run(&["list"]).ok().lines().count(), 2);
}

#[test]
fn to_keep_counts_before_the_programs_own_lists() {
    let home = Home::new();
    let urls = ["https://tool.example/9?utm_source=1", "https://tool.example/9?utm_source=2"];
    let same = || home.run(&["explain", urls[0], urls[1], "--json"]).json()["same"].clone();
    assert_eq!(same(), true);
    home.run(&["urls", "keep", "tool.example", "utm_source"]).ok();
    assert_eq!(same(), false);
    home.run(&["undo"]).ok();
    assert_eq!(same(), true);
    let told = home.run(&["urls", "show", "www.dw.com"]).ok();
    assert_eq!(
        told,
        "dw.com  `maca`\n  neutral, builtin, active\n  Deutsche Welle: the feed it came through\n"
    );
}

#[test]
fn a_split_holds_against_the_rule_that_merged() {
    for said in [true, false] {
        let mut home = if said { Home::new() } else { taught("on") };
        if said {
            fetch(&mut home, 9, &feed(&[1], "a", true)).ok();
            home.run(&["urls", "drop", "tool.example", "t"]).ok();
        }
        let before = home.run(&["list"]).ok().lines().count();
        assert_eq!(twins(&mut home, 7), 1);
        let id = home.run(&["list", "release 7", "--format", "ids"]).ok().trim().to_owned();
        let rules = home.run(&["urls", "list"]).ok();
        home.run(&["split", &id]).ok();
        assert_eq!(home.run(&["list"]).ok().lines().count(), before + 2);
        let urls = home.run(&["list", "release 7", "--template", "{url}"]).ok();
        let mut urls: Vec<&str> = urls.lines().collect();
        urls.sort_unstable();
        assert_eq!(urls, ["https://tool.example/7?t=y", "https://www.tool.example/7?t=x"]);
        let kept = "tool.example\tt\t*\tidentity\tuser\tactive\t0\t0\t0\t0\n";
        assert!(home.run(&["urls", "list"]).ok().contains(kept));
        for (hour, t) in [(13, "x"), (14, "y"), (15, "x")] {
            fetch(&mut home, hour, &feed(&[7], t, false)).ok();
            assert_eq!(home.run(&["list"]).ok().lines().count(), before + 2, "{t}");
        }
        home.run(&["undo"]).ok();
        assert_eq!(home.run(&["list"]).ok().lines().count(), before + 1);
        assert_eq!(home.run(&["urls", "list"]).ok(), rules);
        fetch(&mut home, 16, &feed(&[7], "y", false)).ok();
        assert_eq!(home.run(&["list"]).ok().lines().count(), before + 1);
    }
}

#[test]
fn names_that_are_none_are_refused() {
    let home = Home::new();
    for (arguments, said) in [
        (
            ["drop", "", "t"],
            "error: : is no host\nhint: write it as in a URL: www.example.org, or the URL itself\n",
        ),
        (
            ["keep", "tool.example", "t=1"],
            "error: \"t=1\": is no name of a parameter\nhint: in ?id=4&t=9 the names are id and t\n",
        ),
    ] {
        let arguments: Vec<&str> = std::iter::once("urls").chain(arguments).collect();
        assert_eq!(home.run(&arguments).fails(2), said);
    }
    let said = home.run(&["urls", "reset", "nowhere.example"]).fails(1);
    assert!(said.starts_with("error: nowhere.example: there is no rule about it\n"), "{said}");
}
