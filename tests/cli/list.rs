//! `tidings list`, `search`, `show`, `mark` and `tidings` alone.

use crate::{PINTEREST, feed, home::Home};

fn pinterest() -> Home {
    let home = Home::new();
    home.run(&["fetch", PINTEREST]).ok();
    home
}

fn tools() -> Home {
    let home = Home::new();
    let path =
        home.write("tools.xml", &feed(&[(1, "First", 1), (2, "Second", 20), (3, "Café", 21)]));
    home.run(&["fetch", &path]).ok();
    home
}

#[test]
fn a_pipe_gets_one_article_a_line() {
    assert_eq!(
        tools().run(&["list"]).ok(),
        "\
pj85aeb7\t2026-05-21T08:30:00Z\tTool Blog\tCafé\thttps://tool.example/3
sfje4bp5\t2026-05-20T08:30:00Z\tTool Blog\tSecond\thttps://tool.example/2
1kvyv6bj\t2026-05-01T08:30:00Z\tTool Blog\tFirst\thttps://tool.example/1
"
    );
}

#[test]
fn dates_choose_by_the_clock_and_the_zone() {
    let home = tools();
    let titles = |arguments: &[&str]| {
        let all = [&["list", "--template", "{title}"], arguments].concat();
        home.run(&all).ok().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["--since", "7d"]), ["Café", "Second"]);
    assert_eq!(titles(&["--since", "yesterday"]), ["Café"]);
    assert_eq!(titles(&["--since", "last monday"]), ["Café", "Second"]);
    assert_eq!(titles(&["--since", "2026-05", "--until", "2026-05-20"]), ["Second", "First"]);
    assert_eq!(titles(&["since:2026-05-21"]), ["Café"]);
    assert_eq!(titles(&["--received-since", "1min"]).len(), 3);
    assert_eq!(titles(&["--reverse", "-n", "1"]), ["First"]);
    let said = home.run(&["list", "--since", "3m"]).fails(2);
    assert_eq!(
        said,
        "error: --since: `3m` could mean minutes or months\n\
         hint: write 3min for minutes or 3mo for months\n"
    );
}

#[test]
fn words_fields_and_states_choose() {
    let home = pinterest();
    let count =
        |arguments: &[&str]| home.run(&[&["list"], arguments].concat()).ok().lines().count();
    assert!(count(&["text to sql"]) >= 1);
    assert_eq!(count(&["title:zombies"]), 1);
    assert_eq!(count(&["--feed", "pinterest"]), 31);
    assert_eq!(count(&["feed:1", "is:unread"]), 31);
    assert_eq!(count(&["-zombies"]), 30);
    assert_eq!(count(&["url:medium.com", "OR", "nothing"]), 31);
    let said = home.run(&["list", "--feed", "pintrest"]).fails(2);
    assert!(said.contains("no feed is called `pintrest`") && said.contains("hint: "), "{said}");
}

#[test]
fn no_input_breaks_a_search() {
    let home = pinterest();
    for query in [
        "\"",
        "'",
        "*",
        "NEAR(",
        "hello AND",
        "title:hello",
        "(hello",
        "-x",
        "100%",
        "",
        "^hello",
        "' OR 1=1 --",
        "hello; DROP TABLE x",
        "{}[]<>^~!@#$%&\\",
        "c++",
        "C#",
        "don't",
        "日本",
        "🌟",
        "OR",
        "AND",
        "NOT",
        ")",
        "((((",
        "a OR OR b",
        "\u{202e}",
        "--",
        "-",
    ] {
        let ran = home.run(&["search", "--", query]);
        assert!(matches!(ran.code, 0), "{query}: {} {}", ran.code, ran.stderr);
    }
    assert_eq!(home.run(&["list"]).ok().lines().count(), 31);
}

#[test]
fn search_puts_the_best_match_first() {
    let home = pinterest();
    let found = home.run(&["search", "text to sql", "--template", "{title}"]).ok();
    assert!(found.lines().next().is_some_and(|title| title.contains("Text-to-SQL")), "{found}");
    home.run(&["search", "-e", "xylophone"]).fails(5);
    assert_eq!(home.run(&["search", "xylophone"]).ok(), "");
}

#[test]
fn paging_goes_on_where_it_stopped() {
    let home = pinterest();
    let whole = home.run(&["list", "--format", "ids"]).ok();
    let whole: Vec<&str> = whole.lines().collect();
    let mut paged: Vec<String> = Vec::new();
    loop {
        let mut arguments = vec!["list", "--format", "ids", "-n", "7"];
        let last = paged.last().cloned();
        if let Some(last) = &last {
            arguments.extend(["--after", last]);
        }
        let page = home.run(&arguments).ok();
        if page.is_empty() {
            break;
        }
        paged.extend(page.lines().map(str::to_owned));
    }
    assert_eq!(paged, whole);
}

#[test]
fn show_finds_articles_by_id_prefix_url_and_pipe() {
    let home = tools();
    let shown = home.run(&["show", "pj85"]).ok();
    assert!(shown.contains("Café") && shown.contains("What is new in number 3."), "{shown}");
    assert_eq!(home.run(&["show", "https://www.tool.example/3?utm_source=mail"]).ok(), shown);
    let piped = home.shell("tidings search cafe | tidings show -");
    assert_eq!(piped.ok(), shown);
    assert_eq!(home.run(&["show", "pj85", "--json=title"]).json()["articles"][0]["title"], "Café");
    let said = home.run(&["show", "zzzz"]).fails(1);
    assert_eq!(said, "error: zzzz: there is no such article\nhint: tidings list shows ids\n");
}

#[test]
fn marks_last_and_can_be_asked_for() {
    let home = tools();
    home.shell("tidings list cafe | tidings mark read -").ok();
    home.run(&["mark", "star", "sfje"]).ok();
    assert_eq!(home.run(&["list", "--unread"]).ok().lines().count(), 2);
    assert_eq!(home.run(&["list", "--starred", "--template", "{title}"]).ok(), "Second\n");
    home.run(&["mark", "read", "--query", "feed:tool"]).ok();
    assert_eq!(home.run(&["list", "is:unread"]).ok(), "");
    home.run(&["mark", "unread", "1kvyv6bj"]).ok();
    assert_eq!(home.run(&["list", "is:unread", "--template", "{title}"]).ok(), "First\n");
}

#[test]
fn alone_it_shows_what_is_new_and_what_to_do() {
    let home = Home::new();
    let ran = home.run(&[]);
    assert_eq!((ran.stdout.as_str(), ran.code), ("", 0));
    assert!(ran.stderr.contains("tidings fetch"), "{}", ran.stderr);
    let ran = tools().run(&[]);
    assert_eq!(ran.stdout.lines().count(), 3);
    assert!(ran.stderr.contains("3 unread in 1 feed"), "{}", ran.stderr);
}
