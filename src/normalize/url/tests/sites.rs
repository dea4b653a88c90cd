//! Addresses that only rules of single sites bring together, and what those must not.

/// Each line: a site, and addresses of one text of it.
pub(super) const SAME: &[(&str, &[&str])] = &[
    ("Vimeo", &["https://vimeo.com/4711", "https://player.vimeo.com/video/4711?autoplay=1"]),
    ("Lobsters", &["https://lobste.rs/s/a1b2c3", "https://lobste.rs/s/a1b2c3/second_crane"]),
    (
        "Medium",
        &[
            "https://medium.com/p/5d1e6a90b3c2",
            "https://medium.com/@mo/krane-5d1e6a90b3c2?source=rss----7---4",
            "https://medium.com/harbour/crane-5d1e6a90b3c2?sk=8a",
            "https://mo.medium.com/crane-5d1e6a90b3c2#a4c1",
        ],
    ),
    (
        "YouTube",
        &[
            "https://www.youtube.com/watch?v=Qk_7dB-x1Zs",
            "https://youtu.be/Qk_7dB-x1Zs?si=a1",
            "https://m.youtube.com/watch?list=PL1&v=Qk_7dB-x1Zs&t=40s",
            "https://www.youtube.com/embed/Qk_7dB-x1Zs?rel=0",
            "https://www.youtube.com/shorts/Qk_7dB-x1Zs",
            "https://www.youtube.com/live/Qk_7dB-x1Zs?feature=share",
            "https://www.youtube-nocookie.com/embed/Qk_7dB-x1Zs",
            "https://music.youtube.com/watch?v=Qk_7dB-x1Zs",
            "https://www.youtube.com/v/Qk_7dB-x1Zs",
        ],
    ),
    (
        "papers' share tags",
        &[
            "https://www.nytimes.com/2026/03/02/world/crane.html",
            "https://www.nytimes.com/2026/03/02/world/crane.html?smid=tw-share&partner=rss&emc=rss",
        ],
    ),
    (
        "papers' share tags",
        &[
            "https://www.theguardian.com/world/crane",
            "https://www.theguardian.com/world/crane?CMP=share_btn_tw",
        ],
    ),
    (
        "papers' share tags",
        &["https://www.theatlantic.com/x/1/", "https://www.theatlantic.com/x/1/?gift=abc"],
    ),
    (
        "papers' share tags",
        &[
            "https://www.wsj.com/articles/crane-1",
            "https://www.wsj.com/articles/crane-1?mod=hp_lead&st=8&reflink=share",
        ],
    ),
    (
        "papers' share tags",
        &[
            "https://www.bloomberg.com/news/articles/x",
            "https://www.bloomberg.com/news/articles/x?srnd=premium&sref=7",
        ],
    ),
    (
        "papers' share tags",
        &["https://www.cnet.com/news/x/", "https://www.cnet.com/news/x/?ftag=CAD1&linkId=4"],
    ),
    (
        "bioRxiv",
        &[
            "https://www.biorxiv.org/content/10.1101/2026.03.01.1v1",
            "https://www.biorxiv.org/content/10.1101/2026.03.01.1v1?rss=1",
        ],
    ),
    (
        "X",
        &[
            "https://twitter.com/mo/status/1764001",
            "https://x.com/mo/status/1764001?s=20&t=q",
            "https://mobile.twitter.com/mo/status/1764001/photo/1",
            "https://x.com/i/web/status/1764001",
        ],
    ),
    ("X", &["https://twitter.com/mo", "https://x.com/mo?ref_src=twsrc"]),
    (
        "Reddit",
        &[
            "https://www.reddit.com/r/cranes/comments/1b4k2z/second_crane/",
            "https://old.reddit.com/r/cranes/comments/1b4k2z/x/?sort=new",
            "https://redd.it/1b4k2z",
            "https://www.reddit.com/gallery/1b4k2z",
        ],
    ),
    (
        "Reddit, a comment",
        &[
            "https://www.reddit.com/r/cranes/comments/1b4k2z/second_crane/kt7a1/",
            "https://www.reddit.com/r/cranes/comments/1b4k2z/comment/kt7a1/?context=3",
        ],
    ),
    (
        "Substack",
        &[
            "https://mo.substack.com/p/crane",
            "https://mo.substack.com/p/crane?r=1ab&s=r&publication_id=2",
            "https://open.substack.com/pub/mo/p/crane?utm_source=share",
        ],
    ),
    (
        "Substack on another domain",
        &[
            "https://harbour.example/p/crane",
            "https://harbour.example/p/crane?r=1ab2&s=w",
            "https://harbour.example/p/crane?publication_id=2&post_id=14&isFreemail=true",
        ],
    ),
    (
        "Amazon",
        &[
            "https://www.amazon.de/Kran-Baukasten/dp/B00ABC1234/ref=sr_1_1?qid=1",
            "https://www.amazon.de/dp/B00ABC1234",
            "https://amazon.de/gp/product/b00abc1234?tag=mo-21",
        ],
    ),
    (
        "Stack Exchange",
        &[
            "https://stackoverflow.com/questions/4811/how-cranes-lift",
            "https://stackoverflow.com/q/4811/99",
            "https://stackoverflow.com/questions/4811?noredirect=1",
        ],
    ),
    (
        "Stack Exchange, an answer",
        &[
            "https://stackoverflow.com/a/4815",
            "https://stackoverflow.com/questions/4811/how-cranes-lift/4815#4815",
        ],
    ),
    (
        "arXiv",
        &[
            "https://arxiv.org/abs/2603.01234v2",
            "http://www.arxiv.org/pdf/2603.01234v2.pdf",
            "https://arxiv.org/pdf/2603.01234v2",
            "https://export.arxiv.org/abs/2603.01234v2?context=cs",
        ],
    ),
    (
        "arXiv of old",
        &["https://arxiv.org/abs/hep-th/9901001", "https://arxiv.org/pdf/hep-th/9901001.pdf"],
    ),
    (
        "RFC Editor",
        &[
            "https://www.rfc-editor.org/rfc/rfc9110",
            "https://www.rfc-editor.org/rfc/rfc9110.txt",
            "https://www.rfc-editor.org/rfc/rfc9110.html",
        ],
    ),
    (
        "Blogger",
        &[
            "https://mo.blogspot.com/2026/03/crane.html",
            "http://mo.blogspot.co.at/2026/03/crane.html?m=1",
            "https://mo.blogspot.fr/2026/03/crane.html",
        ],
    ),
    (
        "Wikimedia",
        &[
            "https://en.wikipedia.org/wiki/Crane",
            "https://en.m.wikipedia.org/wiki/Crane?wprov=sfti1",
        ],
    ),
    ("Wikimedia", &["https://www.wikidata.org/wiki/Q1", "https://m.wikidata.org/wiki/Q1"]),
    (
        "BBC",
        &[
            "https://www.bbc.com/news/articles/c5y",
            "https://www.bbc.co.uk/news/articles/c5y?at_medium=RSS&at_campaign=rss#3",
            "https://bbc.com/news/articles/c5y#0",
        ],
    ),
    (
        "heise",
        &[
            "https://www.heise.de/news/Kran-gebaut-9876543.html",
            "https://www.heise.de/-9876543",
            "https://www.heise.de/news/Kran-fertig-9876543.html?wt_mc=rss.red",
        ],
    ),
    (
        "Discourse",
        &[
            "https://meta.discourse.org/t/old-crane/4711",
            "https://meta.discourse.org/t/new-crane/4711?u=mo",
            "https://meta.discourse.org/t/4711",
            "https://meta.discourse.org/t/new-crane/4711/1",
        ],
    ),
    (
        "Google News, opaque id",
        &[
            "https://news.google.com/rss/articles/CBMiXkFVX3lxTE?oc=5",
            "https://news.google.com/articles/CBMiXkFVX3lxTE?hl=en-GB&gl=GB&ceid=GB:en",
        ],
    ),
    // base64 of 08 13 22 1d "https://town.example/a/crane1" d2 01 00
    (
        "Google News, address in the id",
        &[
            "https://town.example/a/crane1",
            "https://news.google.com/rss/articles/CBMiHWh0dHBzOi8vdG93bi5leGFtcGxlL2EvY3JhbmUx0gEA?oc=5",
        ],
    ),
    (
        "wrappers",
        &[
            "https://town.example/a?x=1&y=2",
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "https://www.google.co.uk/url?q=http://www.town.example/a%3Fx%3D1%26y%3D2&sa=D",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2%26fbclid%3Dz&h=q",
            "https://out.reddit.com/t3_1?url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2&token=t",
            "https://www.youtube.com/redirect?q=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2&v=a",
            "https://vk.com/away.php?to=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "https://getpocket.com/redirect?url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "https://medium.com/r/?url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "https://slack-redir.net/link?url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2",
            "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2ftown.example%2fa%3fx%3d1%26y%3d2&c=1",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftown.example%2Fa%3Fx%3D1%26y%3D2&data=05",
            "https://town-example.cdn.ampproject.org/c/s/town.example/a?x=1&y=2&usqp=mq331",
            "https://www.google.com/amp/s/town.example/a?x=1&y=2#aoh=17",
            "http://town.feedsportal.com/c/1/f/2/s/3/l/0L0Stown0Bexample0Ca0Dx0F10Gy0F2/story01.htm",
        ],
    ),
    (
        "a wrapper in a wrapper",
        &[
            "https://town.example/a",
            "https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Ftown.example%252Fa",
        ],
    ),
    (
        "Google Play, Apple, Spotify",
        &[
            "https://play.google.com/store/apps/details?id=org.crane",
            "https://play.google.com/store/apps/details?id=org.crane&pcampaignid=web",
        ],
    ),
    (
        "Google Play, Apple, Spotify",
        &["https://open.spotify.com/episode/4r", "https://open.spotify.com/episode/4r?si=9a&nd=1"],
    ),
];

/// Each line: why, and two addresses that are not one.
pub(super) const DIFFERENT: &[(&str, &str, &str)] = &[
    ("unlisted on Vimeo", "https://vimeo.com/4711/a1b2", "https://vimeo.com/4711/a1b3"),
    ("Lobsters: a comment", "https://lobste.rs/s/a1b2c3#c_x", "https://lobste.rs/s/a1b2c3#c_y"),
    (
        "Medium ids",
        "https://medium.com/@mo/part-1-5d1e6a90b3c2",
        "https://medium.com/@mo/part-2-5d1e6a90b3c3",
    ),
    (
        "Medium lists are no posts",
        "https://medium.com/@mo/list/cranes-5d1e6a90b3c2",
        "https://medium.com/p/5d1e6a90b3c2",
    ),
    (
        "an id's shape proves no Medium",
        "https://town.example/crane-5d1e6a90b3c2",
        "https://medium.com/p/5d1e6a90b3c2",
    ),
    ("YouTube ids tell case apart", "https://youtu.be/Qk_7dB-x1Zs", "https://youtu.be/qk_7dB-x1Zs"),
    (
        "a player's list is no video",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/embed/videoseries?list=PL2",
    ),
    (
        "a playlist is no video",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/watch?v=Qk_7dB-x1Zs&list=PL1",
    ),
    ("X posts", "https://x.com/mo/status/1", "https://x.com/mo/status/2"),
    (
        "Reddit: a post and its comment",
        "https://www.reddit.com/r/c/comments/1b4k2z/x/",
        "https://www.reddit.com/r/c/comments/1b4k2z/x/kt7a1/",
    ),
    (
        "Reddit: two comments",
        "https://www.reddit.com/r/c/comments/1b4k2z/x/kt7a1/",
        "https://www.reddit.com/r/c/comments/1b4k2z/x/kt7a2/",
    ),
    (
        "Substack: comments have a page",
        "https://mo.substack.com/p/crane",
        "https://mo.substack.com/p/crane/comments",
    ),
    (
        "r without a signature is data",
        "https://town.example/p/crane?r=12345",
        "https://town.example/p/crane",
    ),
    (
        "Amazon: countries differ",
        "https://www.amazon.de/dp/B00ABC1234",
        "https://www.amazon.com/dp/B00ABC1234",
    ),
    (
        "Amazon: reviews of it",
        "https://www.amazon.de/product-reviews/B00ABC1234",
        "https://www.amazon.de/dp/B00ABC1234",
    ),
    (
        "not Amazon",
        "https://amazon.town.example/dp/B00ABC1234?x=1",
        "https://amazon.town.example/dp/B00ABC1234",
    ),
    (
        "a question and an answer",
        "https://stackoverflow.com/questions/4811/x",
        "https://stackoverflow.com/questions/4811/x/4815#4815",
    ),
    ("arXiv versions", "https://arxiv.org/abs/2603.01234v1", "https://arxiv.org/abs/2603.01234v2"),
    (
        "an RFC and the page about it",
        "https://www.rfc-editor.org/info/rfc9110",
        "https://www.rfc-editor.org/rfc/rfc9110",
    ),
    (
        "Blogger numbers repeated titles",
        "https://mo.blogspot.com/2026/03/a.html",
        "https://mo.blogspot.com/2026/03/a_12.html",
    ),
    (
        "BBC articles",
        "https://www.bbc.com/news/articles/c5y",
        "https://www.bbc.com/news/articles/c5z",
    ),
    (
        "heise: pages of one text",
        "https://www.heise.de/tests/Kran-9876543.html?seite=2",
        "https://www.heise.de/tests/Kran-9876543.html",
    ),
    (
        "Discourse posts",
        "https://meta.discourse.org/t/crane/4711/7",
        "https://meta.discourse.org/t/crane/4711",
    ),
    (
        "a topic's path elsewhere",
        "https://town.example/t/old/4711",
        "https://town.example/t/new/4711",
    ),
];
