//! Content and summaries as real entries carry them, and what is made of them.

use super::*;

const MEDIUM_TAIL: &str = "<hr><p><a href=\"https://medium.com/pots/slow-77\">A Slow Kettle</a> was \
    originally published in <a href=\"https://medium.com/pots\">Pots</a> on Medium, where people \
    are continuing the conversation by highlighting and responding to this story.</p>\
    <img src=\"https://medium.com/_/stat?event=post.clientViewed&postId=77\" width=\"1\" height=\"1\">";

fn of(description: Option<Text>, contents: Vec<Text>) -> Body {
    let entry = Entry { summary: description, contents, ..Entry::default() };
    body(&entry, "A Slow Kettle", &[Some("https://pots.example/slow")], &Room::new())
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
