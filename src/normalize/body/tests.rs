//! Content and summaries as real entries carry them, and what is made of them.

use super::*;

const MEDIUM_TAIL: &str = "<hr><p><a href=\"https://medium.com/pots/slow-77\">A Slow Kettle</a> was \
    originally published in <a href=\"https://medium.com/pots\">Pots</a> on Medium, where people \
    are continuing the conversation by highlighting and responding to this story.</p>\
    <img src=\"https://medium.com/_/stat?event=post.clientViewed&postId=77\" width=\"1\" height=\"1\">";

fn of(description: Option<Text>, contents: Vec<Text>) -> Body {
    let entry = Entry { summary: description, contents, ..Entry::default() };
    let page = &[Some("https://pots.example/slow")];
    body(&entry, &About { title: "A Slow Kettle", bases: page, own: page, room: &Room::new() })
}

fn html(body: &Body) -> &str {
    body.html.as_ref().map_or("", Html::as_str)
}

#[test]
fn a_medium_post_is_the_article_alone() {
    let content = format!(
        "<figure><img alt=\"\" src=\"https://cdn.example/1.png\"><figcaption>Photo by Bo.</figcaption>\
         </figure><p>Last spring our kettle took nine minutes to boil.</p><p>Lime, it was.</p>{MEDIUM_TAIL}"
    );
    let body = of(None, vec![Text::html(content)]);
    assert_eq!(
        body.summary.as_deref(),
        Some("Last spring our kettle took nine minutes to boil. Lime, it was.")
    );
    assert_eq!(
        body.text.as_deref(),
        Some("Photo by Bo.\n\nLast spring our kettle took nine minutes to boil.\n\nLime, it was.")
    );
    assert!(html(&body).ends_with("<p>Lime, it was.</p>"), "{}", html(&body));
    assert_eq!(body.picture.as_deref(), Some("https://cdn.example/1.png"));
}

#[test]
fn a_medium_teaser_stays_a_summary() {
    let body = of(
        Some(Text::html(
            "<div class=\"medium-feed-item\"><p class=\"medium-feed-image\"><a href=\"https://medium.com/p/77\">\
             <img src=\"https://cdn.example/1.png\" width=\"900\"></a></p><p class=\"medium-feed-snippet\">\
             Nine minutes is long.</p><p class=\"medium-feed-link\"><a href=\"https://medium.com/p/77\">\
             Continue reading on Pots »</a></p></div>",
        )),
        vec![],
    );
    assert_eq!(body.summary.as_deref(), Some("Nine minutes is long."));
    assert_eq!(body.text, body.summary);
    assert_eq!(body.html, None);
    assert_eq!(body.picture.as_deref(), Some("https://cdn.example/1.png"));
}

#[test]
fn a_wordpress_excerpt_ends_where_it_was_cut() {
    let body = of(
        Some(Text::html(
            "<p>Last spring our kettle took nine [&#8230;]</p>\n<p>The post <a href=\"https://pots.example/slow\">\
             A Slow Kettle</a> appeared first on <a href=\"https://pots.example\">Pots</a>.</p>",
        )),
        vec![Text::html("<p>Last spring our kettle took nine minutes to boil.</p>")],
    );
    assert_eq!(body.summary.as_deref(), Some("Last spring our kettle took nine..."));
    assert_eq!(body.text.as_deref(), Some("Last spring our kettle took nine minutes to boil."));
}

#[test]
fn a_description_that_is_the_article_is_its_content() {
    for (description, is_content) in [
        ("<p>Short note with <a href=\"/x\">a link</a>.</p>", true),
        ("<img src=\"/comic.png\" alt=\"A kettle speaks\">", true),
        ("<p>One.</p><p>Two.</p>", true),
        ("<p>Just <b>one</b> line.</p>", false),
        ("<p>It goes on… <a href=\"/slow\">Read more</a></p>", false),
        ("<a href=\"https://news.example/item?id=1\">Comments</a>", false),
    ] {
        let body = of(Some(Text::html(description)), vec![]);
        assert_eq!(body.html.is_some(), is_content, "{description}");
    }
    let long = format!("<p>{}</p>", "Nine minutes is long. ".repeat(40));
    let body = of(Some(Text::html(long)), vec![]);
    assert!(body.html.is_some());
    assert!(body.summary.is_some_and(|s| s.chars().count() <= LIMIT && s.ends_with("...")));
    let plain = "Nine minutes is long. ".repeat(40);
    let body = of(Some(Text::plain(plain.trim())), vec![]);
    assert_eq!((body.html, body.text.as_deref()), (None, Some(plain.trim())));
}

#[test]
fn forms_that_say_nothing_are_passed_over() {
    let body = of(
        Some(Text::html("<a href=\"https://news.example/item?id=1\">Comments</a>")),
        vec![Text::html(" <p>&nbsp;</p> "), Text::plain("Nine minutes.")],
    );
    assert_eq!(body.text.as_deref(), Some("Nine minutes."));
    assert_eq!(body.summary.as_deref(), Some("Nine minutes."));
    assert_eq!(html(&body), "<p>Nine minutes.</p>");
    assert_eq!(of(None, vec![]), Body::default());
    assert_eq!(of(Some(Text::plain("...")), vec![]).summary, None);
    assert_eq!(of(Some(Text::html("<p> </p>")), vec![]), Body::default());
}

#[test]
fn a_description_that_repeats_the_title_gives_way() {
    let content = vec![Text::html("<p>Nine minutes is a long time to wait for tea.</p>")];
    let body = of(Some(Text::plain("A slow kettle!")), content);
    assert_eq!(body.summary.as_deref(), Some("Nine minutes is a long time to wait for tea."));
}

#[test]
fn markup_under_a_plain_label_is_markup() {
    let body = of(None, vec![Text::plain("<p>Nine <b>minutes</b>.</p>")]);
    assert_eq!(body.text.as_deref(), Some("Nine minutes."));
    let body = of(None, vec![Text::plain("Use <p> for paragraphs")]);
    assert_eq!(body.text.as_deref(), Some("Use <p> for paragraphs"));
}

#[test]
fn pictures_speak_where_nothing_else_does() {
    let body = of(
        Some(Text::html("<img src=/1.png alt=\"A kettle speaks\" title=\"It is hot\">")),
        vec![],
    );
    assert_eq!(body.text.as_deref(), Some("A kettle speaks\n\nIt is hot"));
    assert_eq!(body.summary.as_deref(), Some("A kettle speaks It is hot"));
}

#[test]
fn a_picture_that_says_its_title_or_nothing_says_no_more() {
    for alt in ["A slow kettle", "IMG_0153", "kettle"] {
        let body = of(Some(Text::html(format!("<img src=/kettle.png alt=\"{alt}\">"))), vec![]);
        assert_eq!((body.summary, body.text), (None, None), "{alt}");
        assert!(body.html.is_some(), "{alt}");
    }
    for nothing in ["null", "No description.", " undefined "] {
        assert_eq!(of(Some(Text::plain(nothing)), vec![]), Body::default(), "{nothing}");
    }
}

#[test]
fn untitled_texts_name_themselves() {
    for (html, expected) in [
        ("<h1>Slow <i>water</i></h1><p>It takes nine minutes.</p>", Some("Slow water")),
        ("<p>It takes nine minutes.</p><h1>Slow water</h1>", None),
        (
            "<p><a href=/ada>Ada</a> posted a photo:</p><img src=https://pots.example/1.png>",
            Some("Ada posted a photo"),
        ),
    ] {
        let entry = Entry { contents: vec![Text::html(html)], ..Entry::default() };
        let about = About { title: "", bases: &[], own: &[], room: &Room::new() };
        assert_eq!(body(&entry, &about).heading.as_deref(), expected, "{html}");
    }
}

#[test]
fn an_excerpt_that_lost_its_breaks_gives_way() {
    let content = "<p>Kind: kettle<br>State: slow</p><p>It takes nine minutes.</p>";
    let excerpt = "Kind: kettleState: slowIt takes nine minutes.";
    let body = of(Some(Text::html(excerpt)), vec![Text::html(content)]);
    assert_eq!(body.summary.as_deref(), Some("Kind: kettle State: slow – It takes nine minutes."));
}

#[test]
fn a_declared_summary_is_whole_but_for_the_title() {
    let content = vec![Text::html("<p>Nine minutes is a long time to wait for tea.</p>")];
    let body = of(Some(Text::html("A slow kettle<br>12 May 2026<br>It is slow.")), content);
    assert_eq!(body.summary.as_deref(), Some("12 May 2026 It is slow."));
}

#[test]
fn blocks_escaped_once_more_are_blocks() {
    for (html, expected) in [
        (
            "<img src=/1.png><p>&lt;h1&gt;Tea&lt;/h1&gt; &lt;p&gt;It is &lt;b&gt;hot&lt;/b&gt;.&lt;/p&gt;</p>",
            "Tea\n\nIt is hot.",
        ),
        ("<p>Write &lt;p&gt;Tea&lt;/p&gt;&lt;p&gt;.&lt;/p&gt;</p>", "Write <p>Tea</p><p>.</p>"),
        ("<p>&lt;p&gt;Tea&lt;/p&gt;</p>", "<p>Tea</p>"),
        ("<p><code>&lt;p&gt;Tea&lt;/p&gt;&lt;p&gt;.&lt;/p&gt;</code></p>", "<p>Tea</p><p>.</p>"),
    ] {
        let body = of(None, vec![Text::html(html)]);
        assert_eq!(body.text.as_deref(), Some(expected), "{html}");
    }
}

#[test]
fn a_style_sheet_is_text_only_in_a_listing() {
    let rules = ".pot a {\nmargin: 0;\n}\n.lid { color: red; }";
    let body = of(Some(Text::plain(format!("It is slow.\n\n{rules}"))), vec![]);
    assert_eq!(body.text.as_deref(), Some("It is slow."));
    let body = of(Some(Text::html(format!("<p>It is slow.</p><pre>{rules}</pre>"))), vec![]);
    assert!(body.text.is_some_and(|text| text.ends_with(rules)));
}

#[test]
fn texts_resolve_against_their_own_base_first() {
    let mut text = Text::html("<a href=\"a\">x</a>");
    for (base, expected) in [
        (None, "https://pots.example/a"),
        (Some("/deep/"), "https://pots.example/deep/a"),
        (Some("https://other.example/"), "https://other.example/a"),
    ] {
        text.base = base.map(str::to_owned);
        let body = of(None, vec![text.clone()]);
        assert_eq!(html(&body), format!("<a href=\"{expected}\">x</a>"), "{base:?}");
    }
}

#[test]
fn blogger_calls_stripped_html_plain() {
    for (text, expected) in [
        ("Tea,&nbsp; then toast &amp; jam.", "Tea, then toast & jam."),
        (
            "Between figures, write \"&nbsp;\" & no more.",
            "Between figures, write \"&nbsp;\" & no more.",
        ),
        ("The tag <p>&nbsp;</p> is empty.", "The tag <p>&nbsp;</p> is empty."),
    ] {
        let body = of(Some(Text::plain(text)), vec![]);
        assert_eq!(body.summary.as_deref(), Some(expected), "{text}");
    }
}
