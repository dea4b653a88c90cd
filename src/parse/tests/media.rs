//! Episodes, pictures and films in; the files, pictures and people of the entry out.

use super::{entry, item, value};

#[test]
fn a_podcast_tells_of_its_episodes() {
    let entry = item(
        "<enclosure url='https://tea.example/1.mp3' type='audio/mpeg' length='1,000'/>\
         <itunes:duration>1:02:03</itunes:duration><itunes:episode>7</itunes:episode>\
         <podcast:season name='x'>2</podcast:season><itunes:image href='/1.png'/>\
         <itunes:keywords>green, black ,green</itunes:keywords>\
         <podcast:transcript url='/1.vtt' type='text/vtt'/>",
    );
    assert_eq!(entry.enclosures[0].length, Some(1000));
    assert_eq!((entry.duration, entry.episode, entry.season), (Some(3723), Some(7), Some(2)));
    assert_eq!(entry.thumbnails, ["https://tea.example/1.png"]);
    let tags: Vec<_> = entry.tags.iter().map(|tag| tag.term.as_str()).collect();
    assert_eq!(tags, ["green", "black"]);
    assert_eq!(entry.links[0].rel.as_deref(), Some("transcript"));
}

#[test]
fn media_in_groups_are_the_entrys() {
    let entry = entry(
        "<media:group xmlns:media='http://search.yahoo.com/mrss/'><media:title>t</media:title>\
         <media:content url='/v.mp4' type='video/mp4' duration='60'><media:thumbnail url='/v.jpg'/></media:content>\
         <media:content url='/p.png' medium='image'/><media:description type='plain'>d</media:description>\
         <media:credit role='author'>Ann</media:credit></media:group>",
    );
    assert_eq!(value(entry.title.as_ref()), Some("t"));
    assert_eq!(value(entry.summary.as_ref()), Some("d"));
    assert_eq!((entry.enclosures.len(), entry.duration), (2, Some(60)));
    assert_eq!(entry.thumbnails, ["https://tea.example/v.jpg", "https://tea.example/p.png"]);
    assert_eq!(entry.authors[0].name.as_deref(), Some("Ann"));
}

#[test]
fn a_credit_beside_a_picture_is_the_photographers() {
    let media = "xmlns:media='http://search.yahoo.com/mrss/'";
    for (inside, author) in [
        ("<media:credit>Ann</media:credit>", Some("Ann")),
        (
            "<media:content url='/v.mp4' medium='video'/><media:credit>Ann</media:credit>",
            Some("Ann"),
        ),
        ("<media:content url='/p.png' medium='image'/><media:credit>Ann</media:credit>", None),
        (
            "<media:content url='/p.png' medium='image'/><media:credit role='author'>Ann</media:credit>",
            Some("Ann"),
        ),
        ("<media:credit role='photographer'>Ann</media:credit>", None),
    ] {
        let entry = entry(&format!("<media:group {media}>{inside}</media:group>"));
        let authors: Vec<_> = entry.authors.iter().filter_map(|a| a.name.as_deref()).collect();
        assert_eq!(authors, author.into_iter().collect::<Vec<_>>(), "{inside}");
    }
}

#[test]
fn of_a_group_of_renderings_the_largest_picture_is_a_file() {
    let inside = |default: &str| {
        format!(
            "<media:content url='/0.jpg' medium='image'/><media:group>\
             <media:content url='/pot-s.jpg' medium='image' width='90' height='60'/>\
             <media:content url='/pot-l.jpg' medium='image' width='900' height='600'/>\
             <media:content url='/pot-x.jpg' type='image/jpeg' width='900' height='600'/>\
             <media:content url='/pot-d.jpg' medium='image' {default}/>\
             <media:content url='/v.mp4' type='video/mp4'/></media:group>"
        )
    };
    for (default, expected) in [
        ("", &["/0.jpg", "/pot-l.jpg", "/v.mp4"]),
        ("isDefault='true'", &["/0.jpg", "/pot-d.jpg", "/v.mp4"]),
    ] {
        let entry = item(&inside(default));
        let files: Vec<_> = entry.enclosures.iter().map(|file| &file.url[19..]).collect();
        assert_eq!(files, expected);
        assert_eq!(entry.thumbnails.len(), 5);
    }
    let rdf = "<enc:enclosure rdf:resource='/1.mp3' enc:type='audio/mpeg' enc:length='9'/>";
    let file = item(rdf).enclosures.remove(0);
    assert_eq!((file.url.as_str(), file.length), ("https://tea.example/1.mp3", Some(9)));
}
