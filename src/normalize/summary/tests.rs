//! Beginnings of articles as they are written, and where their summaries begin.

use super::*;
use crate::normalize::address::Base;

fn drawn(html: &str, title: &str) -> String {
    sentences(&Page::read(html, &Base::new([])), title)
}

#[test]
fn sentences_come_from_the_running_text() {
    let html = "<h3>Slow water</h3><figure><img src=a.png><figcaption>A tap. Photo by Bo.\
        </figcaption></figure><p>Ada Stone | Plumber, Ltd.</p><p>12 May 2026</p>\
        <p>Last spring our kettle took nine minutes to boil.</p><h4>Why</h4>\
        <pre>boil(kettle);</pre><p>Lime, it turned out.</p>";
    assert_eq!(
        drawn(html, "Slow water"),
        "Last spring our kettle took nine minutes to boil. Lime, it turned out."
    );
    assert_eq!(drawn("<h1>Only</h1><p>Bits</p>", ""), "Only Bits");
    assert_eq!(drawn("<h1>Only</h1><pre>bits</pre>", ""), "Only bits");
}

#[test]
fn real_beginnings_are_kept() {
    for (html, expected) in [
        // Who is quoted, and the quotation.
        (
            "<p>Ada Stone, writing for Pots:</p><blockquote><p>It takes nine minutes.</p></blockquote>",
            "Ada Stone, writing for Pots: It takes nine minutes.",
        ),
        (
            "<p>It is slow.</p><p>Nine minutes is a long time to wait for tea.</p>",
            "It is slow. Nine minutes is a long time to wait for tea.",
        ),
        // Verse, and lines broken by hand.
        (
            "water is slow<br>and tea<br>is late today.<br><br>so am I",
            "water is slow and tea is late today. so am I",
        ),
        (
            "<p>やかんは遅い、<br>お茶も遅い。</p><p>私も遅い。</p>",
            "やかんは遅い、 お茶も遅い。 私も遅い。",
        ),
        // A list from its first item, its items parted where they have no full stop.
        (
            "<ul><li>Boils sooner</li><li>Pours on relay.example</li><li>Sings.</li><li>Rests</li></ul>",
            "Boils sooner - Pours on relay.example - Sings. Rests",
        ),
        (
            "<p>New in 2.0:</p><ol><li>Open it</li><li>Fill it.</li></ol>",
            "New in 2.0: 1. Open it 2. Fill it.",
        ),
        // A standfirst, and an opening without a full stop.
        (
            "<p>Kettles are slow, and tea is late, but we can all of us wait a little longer for it</p><p>Slow. That is a word.</p>",
            "Kettles are slow, and tea is late, but we can all of us wait a little longer for it – Slow. That is a word.",
        ),
        (
            "<p>Place: Weir<br>Alarm: by bell<br>Sent: one kettle, two pots</p>",
            "Place: Weir Alarm: by bell Sent: one kettle, two pots",
        ),
        ("<p>By nine it boils.</p><p>So do I.</p>", "By nine it boils. So do I."),
        ("<p>Photography is slow.</p><p>So is tea.</p>", "Photography is slow. So is tea."),
        ("<p>May 12 was slow</p><p>It rained.</p>", "May 12 was slow – It rained."),
        ("<p>Markets 2026</p><p>It rained.</p>", "Markets 2026 – It rained."),
        ("<p>Highlights of the year</p><p>It rained.</p>", "Highlights of the year – It rained."),
    ] {
        assert_eq!(drawn(html, "A Slow Kettle"), expected, "{html}");
    }
}

#[test]
fn preambles_are_passed_over() {
    for before in [
        "<p>A slow kettle!</p>",
        "<h2>Why</h2>",
        "<figure><img src=a.png><figcaption>A tap, dripping.</figcaption></figure>",
        "<p>https://www.pots.example/slow</p>",
        "<iframe src='https://www.youtube.com/embed/AbC'></iframe>",
        "<p>12 May 2026</p>",
        "<p>Posted on Tuesday, 12th May 2026 at 16:01 UTC</p>",
        "<p>2026-05-12</p>",
        "<p>2026年5月12日</p>",
        "<p>Le 12 mai 2026</p>",
        "<p>12 мая 2026</p>",
        "<p>By Ada Stone</p>",
        "<p>By Ada Stone and Ben Field<br>Posted on 05-12-2026</p>",
        "<p>By Ada Stone (Kettle Works), Ben Field (Pots and Pans), Cleo Brook, Dan Hill and Eve Marsh of Lids</p>",
        "<p>By A. B. Stone<br>Posted on 05-12-2026</p>",
        "<p>By: Ada Stone</p>",
        "<p>Von Ada Stone</p>",
        "<ul><li><a href='https://pots.example/slow#a'>Why</a></li><li><a href='https://pots.example/slow#b'>How</a></li></ul>",
        "<p>Ada Stone | Staff Engineer; Ben Field | Designer</p>",
        "<p>Photo by Ada Stone on Pots.</p>",
        "<p>(Foto: Stone)</p>",
        "<p>© 2026 Stone</p>",
        "<p>Hey everybody,</p>",
        "<p>Dear readers!</p>",
        "<p>Happy Friday everyone!</p>",
        "<p>Written by: Ada Stone and Ben Field</p>",
        "<blockquote>Shared by Ada<br>what a kettle</blockquote>",
        "<p>大家好，</p>",
        "<p>本文首发于茶壶</p>",
        "<p>作者：石｜编辑：田</p>",
        "<p>Ada Stone posted a photo:</p>",
        "<p><strong>Overview</strong></p>",
        "<p><a href=https://pots.example/all>All about kettles</a></p>",
        "<p>* * *</p>",
        "<p><a href=https://pots.example/all>Pots</a>, <a href=https://lids.example>lids</a></p>",
        "<b>Why it is slow</b><br>",
    ] {
        let html = format!("{before}<p>It takes nine minutes.</p>");
        assert_eq!(drawn(&html, "A Slow Kettle"), "It takes nine minutes.", "{before}");
    }
}

#[test]
fn what_is_passed_over_has_bounds() {
    let names = "<p>Ada Stone | Staff Engineer; Ben Field | Designer; Cleo Brook | Potter</p>";
    let html = format!("{}<p>It takes nine minutes.</p>", names.repeat(20));
    assert!(drawn(&html, "").starts_with("Ada Stone"));
    // Nothing but preambles is all there is to say.
    assert_eq!(drawn("<p>By Ada Stone</p><p>12 May 2026</p>", ""), "By Ada Stone 12 May 2026");
    assert_eq!(
        drawn("<table><tr><td>Tea takes nine minutes.</td></tr></table><p>Ads by Pots</p>", ""),
        "Tea takes nine minutes. Ads by Pots"
    );
}

#[test]
fn blocks_that_no_mark_ends_are_parted() {
    for (html, expected) in [
        ("<p>How we boil</p><p>It takes nine minutes.</p>", "How we boil – It takes nine minutes."),
        ("<ul><li>One pot</li><li>One lid</li></ul><p>Tea.</p>", "One pot - One lid – Tea."),
        ("<p>A line that goes</p><p>on below.</p>", "A line that goes on below."),
        ("Ada has added a photo to the pool:<br><br>A short pot", "A short pot"),
        ("<iframe src='https://www.youtube.com/embed/AbC'></iframe><p>Tea!</p>", "Tea!"),
    ] {
        assert_eq!(drawn(html, "A Slow Kettle"), expected, "{html}");
    }
}

#[test]
fn the_title_is_not_said_again() {
    for (html, expected) in [
        ("A Slow Kettle<br>It takes nine minutes.", "It takes nine minutes."),
        ("<p>A Slow Kettle takes nine minutes.</p>", "A Slow Kettle takes nine minutes."),
        ("<p>A Slow Kettle</p>", "A Slow Kettle"),
    ] {
        assert_eq!(drawn(html, "A Slow Kettle"), expected, "{html}");
    }
}

#[test]
fn what_shows_nothing_is_trimmed() {
    for (text, expected) in [
        ("\u{200b}It is slow.\u{200b}", "It is slow."),
        ("\u{fe0f} It is slow.", "It is slow."),
        ("❤\u{fe0f}", "❤\u{fe0f}"),
    ] {
        assert_eq!(trimmed(text), expected, "{text:?}");
    }
}
