//! Markup of any quality in, safe markup and plain text out.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{elements::find, tokens::Token, *};

fn read(html: &str) -> Page {
    Page::read(html, &Base::new([Some("https://site.example/post/")]))
}

#[test]
fn markup_is_rewritten_from_the_list() {
    for (html, expected) in [
        ("<p>One <b>bold</b> word</p>", "<p>One <b>bold</b> word</p>"),
        ("<P CLASS=x onclick=evil()>One", "<p>One</p>"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("<div>x</span></p></div>", "<div>x</div>"),
        ("<p>a<div>b</div>c</p>", "<p>a</p><div>b</div>c"),
        (
            "<table><tr><td>1<td>2<tr><td>3</table>",
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
        ),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("x<br/>y</br>z", "x<br>y<br>z"),
        (
            "<a href=/x>a<a href=/y>b</a>",
            "<a href=\"https://site.example/x\">a</a><a href=\"https://site.example/y\">b</a>",
        ),
        ("<a href='#n'>1</a>", "<a href=\"https://site.example/post/#n\">1</a>"),
        ("<a name=x>anchor</a>", "anchor"),
        ("<i class=icon></i><b/>x", "x"),
        ("<font color=red>x</font><o:p>y</o:p>", "xy"),
        ("&lt;b&gt; &amp;amp; &copy;", "&lt;b&gt; &amp;amp; ©"),
        ("<h2>A</h2>text<hr>more", "<h2>A</h2>text<hr>more"),
        ("<td rowspan=99999 colspan=2>x", "<td colspan=\"2\">x</td>"),
        ("<time datetime=2026-05-01>May</time>", "<time datetime=\"2026-05-01\">May</time>"),
    ] {
        assert_eq!(read(html).markup, expected, "{html}");
    }
}

#[test]
fn nothing_runs() {
    for (html, expected) in [
        ("<script>alert(1)</script>x", "x"),
        ("<SCRIPT SRC=//evil.example>", ""),
        ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"),
        ("<img src=x onerror=alert(1)>", "<img src=\"https://site.example/post/x\">"),
        ("<img src=javascript:alert(1)>", ""),
        ("<a href='java\nscript:alert(1)'>x</a>", "x"),
        ("<a href='&#106;avascript:alert(1)'>x</a>", "x"),
        ("<a href=' data:text/html,x'>x</a>", "x"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>x", "x"),
        ("<math><mtext><table><mglyph><style><img onerror=alert(1)>", ""),
        ("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", ""),
        ("<style>@import 'x'</style><p style='x:expression(1)'>y</p>", "<p>y</p>"),
        ("<form action=/x><input name=a><button>Go</button>y</form>", "y"),
        ("<object data=x.swf><embed src=y.swf></object>", ""),
        ("<iframe src=https://ads.example/></iframe>x", "x"),
        (
            "<base href=https://evil.example/><a href=z>x</a>",
            "<a href=\"https://site.example/post/z\">x</a>",
        ),
        ("<p title='\"><script>'>x</p>", "<p title=\"&quot;&gt;&lt;script&gt;\">x</p>"),
        ("<!--><img src=x onerror=alert(1)>-->x", "x"),
        ("<a href=\"mailto:a@b.example\">x</a>", "<a href=\"mailto:a@b.example\">x</a>"),
        ("<textarea><script>x</script></textarea>y", "y"),
        ("<template><p>x</p></template>y", "y"),
    ] {
        assert_eq!(read(html).markup, expected, "{html}");
    }
}

#[test]
fn text_is_what_a_reader_sees() {
    for (html, expected) in [
        ("<p>One\n  two</p><p>Three</p>", "One two\n\nThree"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<ul><li>a</li><li> </li><li>b</li></ul>after", "- a\n- b\n\nafter"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ol start=3><li>a<li>b<li value=9>c<li>d</ol>", "3. a\n4. b\n9. c\n10. d"),
        ("<ol start=2 reversed><li>a<li>b<li>c</ol>", "2. a\n1. b\n0. c"),
        ("<ol reversed><li>a<li>b</ol>", "- a\n- b"),
        (
            "<ul><li>a<ol start=3><li>b<ul><li>c</ul><li>d</ol><li>e</ul>f",
            "- a\n  3. b\n    - c\n  4. d\n- e\n\nf",
        ),
        ("<ul><li> <ul><li>a</ul></ul>", "  - a"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "a | b\n1 | 2",
        ),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\n\nb"),
        ("<pre>\n  let x;\n\tdone\n</pre><p>y</p>", "  let x;\n    done\n\ny"),
        ("<h1>T</h1>text", "T\n\ntext"),
        ("a<b>b</b>c <i> d </i> e", "abc d e"),
        ("5 &lt; 6 &amp;amp; &nbsp; 7", "5 < 6 &amp; 7"),
        ("<script>x()</script><style>p{}</style>seen", "seen"),
        ("so&shy;ft \u{0}\u{1b}[0m\u{9b}", "soft [0m"),
        ("Well done <img class=emoji alt=🎉 src=x.png>!", "Well done 🎉!"),
        ("<p>a<span style='display: none'>hidden</span></p>", "a"),
        ("Tea takes <img&hellip;", "Tea takes"),
        ("Tea takes <a href=\"https://a.example/x", "Tea takes"),
        ("Tea takes</p", "Tea takes"),
        ("Tea <bl", "Tea"),
        ("I <3 tea", "I <3 tea"),
        ("if a <b and c", "if a <b and c"),
        ("if a <b && c==d", "if a <b && c==d"),
        (
            "<p>[tea_row wide=”no”][tea_cup]Hot[/tea_cup]</p><code>[tea_row a=1]</code>",
            "Hot\n\n[tea_row a=1]",
        ),
        ("see <div class='sharedaddy'><div>Share</div></div>you", "see you"),
    ] {
        assert_eq!(read(html).text, expected, "{html}");
    }
}

#[test]
fn captions_are_words_and_no_file_names() {
    for (html, expected) in [
        ("<img src=/a/kettle.jpg alt='A kettle, steaming'>", "A kettle, steaming"),
        ("<img src=/a/kettle.jpg alt=Kettle>", ""),
        ("<img src=/a/1.jpg alt=kettle_on.png>", ""),
        ("<img src=/a/1.jpg alt=DSCF6306>", ""),
        ("<img src=/a/1.jpg alt=20060529191228>", ""),
        ("<img src=/a/1.jpg alt=Chelsea title='At noon'>", "Chelsea\n\nAt noon"),
        ("<img src=/a/1.jpg alt=R2D2>", "R2D2"),
    ] {
        assert_eq!(read(html).captions, expected, "{html}");
    }
}

#[test]
fn media_become_what_can_be_kept() {
    for (html, expected) in [
        (
            "<iframe src='https://www.youtube.com/embed/AbC'>no</iframe>",
            "<a href=\"https://www.youtube.com/watch?v=AbC\">https://www.youtube.com/watch?v=AbC</a>",
        ),
        (
            "<video width=9 autoplay><source src=a.mp4 type=video/mp4>No player.</video>",
            "<video width=\"9\" controls=\"\"><source src=\"https://site.example/post/a.mp4\" type=\"video/mp4\"></video>",
        ),
        (
            "<audio src=a.mp3>",
            "<audio src=\"https://site.example/post/a.mp3\" controls=\"\"></audio>",
        ),
        (
            "<img src='data:image/gif;base64,R0' data-src=a.png alt=A><noscript><img src=a.png></noscript>",
            "<img src=\"https://site.example/post/a.png\" alt=\"A\">",
        ),
        ("<p>x<img src='https://medium.com/_/stat?event=e' width=1 height=1></p>", "<p>x</p>"),
        ("<a href=/x><img src=https://pixel.wp.com/a.gif></a>", ""),
        ("<div class=feedflare><a href=x><img src=y></a></div>z", "z"),
    ] {
        assert_eq!(read(html).markup, expected, "{html}");
    }
}

#[test]
fn a_cut_between_blocks_takes_the_markup_along() {
    for (html, keep, expected) in [
        ("<p>One.</p><hr><p>Tail <a href=/x>here</a></p>", "One.", "<p>One.</p>"),
        ("<div><p>One.</p><p>Tail</p></div>", "One.", "<div><p>One.</p></div>"),
        ("<p>One.<br><b>Tail</b></p>", "One.", "<p>One.</p>"),
        (
            "<p>One. <a href=/x>Tail</a></p>",
            "One.",
            "<p>One. <a href=\"https://site.example/x\">Tail</a></p>",
        ),
        (
            "<p>One.</p><img src=a.png><p>Tail</p>",
            "One.",
            "<p>One.</p><img src=\"https://site.example/post/a.png\">",
        ),
        (
            "<p>Ada posted a photo:</p><img src=a.png>",
            "",
            "<p>Ada posted a photo:</p><img src=\"https://site.example/post/a.png\">",
        ),
    ] {
        let mut page = read(html);
        page.cut(keep.len());
        assert_eq!((&*page.text, &*page.markup), (keep, expected), "{html}");
    }
}

#[test]
fn plain_text_becomes_paragraphs() {
    let page = Page::of_plain("One <b>\ntwo\n\n\nThree & four");
    assert_eq!(page.markup, "<p>One &lt;b&gt;<br>two</p><p>Three &amp; four</p>");
    assert_eq!(page.text, "One <b>\ntwo\n\nThree & four");
}

#[test]
fn depth_is_capped_and_the_text_survives() {
    let deep = format!("{}heart{}", "<div>".repeat(1000), "</div>".repeat(1000));
    let page = read(&deep);
    assert_eq!(page.markup.matches("<div>").count(), 256);
    assert_eq!(page.text, "heart");
}

/// What is unclosed, nested or looked for in vain costs its bytes and no more: a hundred thousand
/// of each stay far below what anything quadratic would take (minutes).
#[test]
fn hostile_shapes_take_linear_time() {
    for unit in [
        "<div>",
        "<b>",
        "<li>",
        "<table><tr><td>",
        "<a href=x>",
        "<a href='",
        "<a b=\">\"",
        "<!--",
        "<script",
        "<title>",
        "<svg>",
        "<iframe>",
        "<video>",
        "<video><source src=a>",
        "</b",
        "<x",
        "<div class=feedflare>",
        "<![CDATA[",
        "&",
        "&#",
        "<pre> ",
        "[a_b c=\"",
        "[a_b c=[",
        " k=\"[x j=1",
        "</p>",
        "x<br>",
    ] {
        let html = unit.repeat(100_000);
        let start = Instant::now();
        read(&html);
        let limit = Duration::from_secs(20);
        assert!(start.elapsed() < limit, "{unit} took {:?}", start.elapsed());
    }
}

#[test]
fn white_space_that_is_taken_back_leaves_no_place_behind() {
    for html in [
        "<pre>x             <b><p>y</p></b></pre>",
        "<pre>x  <b><p>é</p></b></pre>",
        "<pre>x             <a href='https://a.example/'><p>y</p></a></pre>",
    ] {
        let page = read(html);
        assert!(page.text.starts_with("x\n\n"), "{html}: {:?}", page.text);
        let ends = page.leads.iter().chain(&page.links).map(|link| link.range.end);
        assert!(ends.max().is_none_or(|end| end <= page.text.len()), "{html}");
    }
}

/// Markup-shaped noise.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<".to_owned()),
        Just(">".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("=".to_owned()),
        Just("/".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("<script>".to_owned()),
        Just("</script>".to_owned()),
        Just("<svg>".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("]]>".to_owned()),
        Just(" href=".to_owned()),
        Just(" onerror=x".to_owned()),
        Just("javascript:".to_owned()),
        Just("&lt;".to_owned()),
        Just("<pre>é         <b>".to_owned()),
        Just("<p>é</p></b>".to_owned()),
        Just("\u{0}\u{9b}".to_owned()),
        "</?(p|b|a|div|table|td|tr|li|ul|pre|img|iframe|video|math|style|title|select|br)( [a-z]{1,5}=.{0,4})?/?>",
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Read again, the markup holds only listed elements and attributes, in order, and comes out
    /// as it is.
    #[test]
    fn markup_is_safe_and_stable(html in soup()) {
        let markup = read(&html).markup;
        let mut open = Vec::new();
        for token in tokens::Tokens::new(&markup) {
            match token {
                Token::Text(text) => prop_assert!(!text.contains(['<', '>', '"'])),
                Token::Open(name, rest) => {
                    let element = find(name).expect("a listed element");
                    for (attribute, value) in tokens::attributes(rest) {
                        let listed = element.attributes.iter().chain(elements::EVERYWHERE);
                        let listed = listed.map(|(name, _)| *name).chain(["src", "controls"]);
                        prop_assert!(listed.into_iter().any(|name| name == attribute));
                        prop_assert!(!matches!(attribute, "href" | "src") || value.starts_with("http") || value.starts_with("mailto"));
                    }
                    if !matches!(name, "br" | "hr" | "img" | "col" | "wbr" | "source") {
                        open.push(name);
                    }
                }
                Token::Close(name) => prop_assert_eq!(open.pop(), Some(name)),
            }
        }
        prop_assert!(open.is_empty());
// Empty elements are gone, and with them some white space.
        let words = |html: &str| read(html).text.replace(char::is_whitespace, "");
        prop_assert_eq!(words(&markup), words(&html), "{}", markup);
    }

    /// An independent sanitiser that is told to keep only what must never be there finds nothing.
    #[test]
    fn another_parser_sees_nothing_forbidden(html in soup()) {
        let markup = read(&html).markup;
        let forbidden = ["script", "style", "svg", "math", "iframe", "object", "embed", "form", "input",
            "select", "textarea", "template", "noscript", "title", "base", "link", "meta", "frame"];
        let mut builder = ammonia::Builder::empty();
        builder.tags(forbidden.into()).clean_content_tags(std::collections::HashSet::new());
        let seen = builder.clean(&markup).to_string();
        prop_assert!(!seen.contains('<'), "{}", seen);
    }

    #[test]
    fn text_is_plain(html in soup()) {
        let page = read(&html);
        prop_assert!(!page.text.contains(|c: char| c.is_control() && c != '\n'));
        prop_assert!(page.paragraphs.iter().all(|p| page.text.is_char_boundary(p.start)));
        prop_assert!(page.paragraphs.is_sorted_by(|a, b| a.start < b.start));
    }
}
