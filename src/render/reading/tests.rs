//! HTML in, the page that a reader sees on a terminal out.

use super::*;
use proptest::prelude::*;

fn text(lines: &[Line]) -> String {
    let line = |line: &Line| line.iter().map(|span| span.text.as_str()).collect::<String>();
    lines.iter().map(|spans| line(spans) + "\n").collect()
}

fn read(html: &str, width: usize) -> String {
    text(&lines(html, Terminal::plain(width), width))
}

#[test]
fn what_readers_see() {
    for (html, expected) in [
        ("<p>One <b>two</b>\nthree.</p><p>Four.</p>", "One two three.\n\nFour.\n"),
        ("Bare text<p>then a paragraph</p>and more", "Bare text\n\nthen a paragraph\n\nand more\n"),
        ("<div>a</div><div>b</div>", "a\nb\n"),
        ("a<br>b<br><br>c", "a\nb\n\nc\n"),
        ("<h2>Head</h2><p>x</p>", "## Head\n\nx\n"),
        ("<p>x</p><hr><p>y</p>", "x\n\n────────────────────\n\ny\n"),
        ("run <code>cargo x</code> now", "run `cargo x` now\n"),
        ("he said <q>so</q> &amp; left &hellip;", "he said “so” & left …\n"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb\n"),
        (
            "<img src=x alt='A &lt;cat&gt;'> <img src=y><img width=1 height=1 src=z>",
            "[image: A <cat>] [image]\n",
        ),
        ("<figure><img alt=Cat><figcaption>A cat</figcaption></figure>", "[image: Cat]\nA cat\n"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "Term\n    What it is\n"),
        ("", ""),
        ("   \n ", ""),
    ] {
        assert_eq!(read(html, 40), expected, "{html}");
    }
}

#[test]
fn lists_nest_and_stay_tight() {
    let html = "<p>Before</p><ul><li>One</li><li><p>Two is a longer item</p><ol start=9><li>in</li>\
                <li>ner</li></ol></li><li>Three<p>more of it</p></li></ul><p>After</p>";
    assert_eq!(
        read(html, 16),
        "Before\n\n• One\n• Two is a\n  longer item\n  9. in\n  10. ner\n• Three\n\n  more of it\n\nAfter\n"
    );
}

#[test]
fn lists_count_as_they_say() {
    for (html, expected) in [
        ("<ol start=3><li>a</li><li value=9>b</li><li>c</li></ol>", "3. a\n9. b\n10. c\n"),
        ("<ol start=2 reversed=''><li>a</li><li>b</li></ol>", "2. a\n1. b\n"),
        ("<ol reversed><li>a</li><li>b</li></ol>after", "• a\n• b\n\nafter\n"),
    ] {
        assert_eq!(read(html, 40), expected, "{html}");
    }
}

#[test]
fn the_line_before_a_quote_has_no_bar_and_one_within_has() {
    let html = "<p>He said:</p><blockquote><p>One</p><p>two</p></blockquote><p>she</p>";
    let texts: Vec<String> = lines(html, Terminal::plain(60), 60)
        .iter()
        .map(|line| line.iter().map(|span| span.text.as_str()).collect())
        .collect();
    assert_eq!(texts, ["He said:", "", "│ One", "│", "│ two", "", "she"]);
}

#[test]
fn quotes_have_a_bar() {
    let html = "<blockquote><p>One two three</p><p>four</p></blockquote>said she";
    assert_eq!(read(html, 10), "│ One two\n│ three\n│\n│ four\n\nsaid she\n");
}

#[test]
fn code_is_left_as_it_is() {
    let html = "<p>See:</p><pre><code>\nfn main() {\n\tprintln!(\"&lt;a very long line\u{1b}[2J\");\n\n}\n</code></pre><p>Done</p>";
    assert_eq!(
        read(html, 20),
        "See:\n\n    fn main() {\n        println!(\"<a very long line[2J\");\n\n    }\n\nDone\n"
            .replace("\n\n    }", "\n    \n    }")
    );
}

#[test]
fn links_are_numbered_once_and_listed() {
    let html = "<p>A <a href='https://a.example/x'>link</a>, <a href='https://b.example/'>other</a>, \
                <a href='https://a.example/x'>again</a>, <a href='https://c.example/'>c.example</a>, \
                <a href='javascript:x'>none</a>.</p>";
    assert_eq!(
        read(html, 60),
        "A link[1], other[2], again[1], c.example, none.\n\n\
         [1] https://a.example/x\n[2] https://b.example/\n"
    );
    let html = "<iframe src='https://v.example/1'></iframe>";
    assert_eq!(read(html, 60), "[video][1]\n\n[1] https://v.example/1\n");
}

#[test]
fn links_and_styles_are_carried_by_the_spans() {
    let lines =
        lines("<p><a href='https://a.example/'>x <em>y</em></a></p>", Terminal::modern(60), 60);
    let spans: Vec<_> =
        lines[0].iter().map(|span| (span.text.as_str(), span.link.is_some())).collect();
    assert_eq!(spans, [("x ", true), ("y", true), ("[1]", false)]);
    assert!(lines[0][1].style.get_effects().contains(anstyle::Effects::ITALIC));
}

#[test]
fn tables_line_up() {
    let html = "<table><caption>Scores</caption><thead><tr><th>Name</th><th>Points</th></tr></thead>\
                <tbody><tr><td>Ada</td><td><p>12</p></td></tr><tr><td>Bo</td><td>7</td></tr></table>x";
    assert_eq!(read(html, 40), "Scores\nName  Points\nAda   12\nBo    7\n\nx\n");
    let nested =
        "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>";
    assert_eq!(read(nested, 40), "a  b c\n");
}

#[test]
fn depth_costs_nothing() {
    for tag in
        ["div", "ul", "li", "blockquote", "table", "td", "b", "a href='https://a.example/'", "pre"]
    {
        let name = tag.split(' ').next().unwrap();
        let html = format!(
            "{}deep{}",
            format!("<{tag}>").repeat(50_000),
            format!("</{name}>").repeat(50_000)
        );
        assert!(read(&html, 60).contains("deep"), "{tag}");
        assert!(read(&format!("<{tag}>").repeat(50_000), 60).len() < 10_000_000, "{tag}");
    }
}

proptest! {
    #[test]
    fn any_html_is_survived_and_safe(
        html in any::<String>(),
        tags in "(</?(p|ul|ol|li|table|tr|td|pre|a href=http://a|blockquote|br|h1|dd|code|img alt=x)>|[a-z\u{1b}\u{9b}日 \n]){0,60}",
        width in 1_usize..100,
    ) {
        for html in [html, tags] {
            let out = read(&html, width);
            prop_assert!(!out.chars().any(|c| c != '\n' && safe::is_hidden(c)), "{out:?}");
        }
    }
}
