//! Addresses of one page that must meet, and of two that must not, by the rule that decides.

use super::bare;

/// Each line: a rule, and addresses that are all one.
const SAME: &[(&str, &[&str])] = &[
    (
        "scheme, host case, www, final dot, ports, user",
        &[
            "https://town.example/a",
            "HTTP://Town.EXAMPLE/a",
            "https://www.town.example/a",
            "https://town.example./a",
            "http://town.example:80/a",
            "https://town.example:443/a",
            "https://town.example:/a",
            "https://mo@town.example/a",
        ],
    ),
    (
        "www before a domain under a suffix of two labels",
        &["https://www.town.co.uk/", "https://town.co.uk"],
    ),
    (
        "white space, tabs, backslashes, dots",
        &[
            "https://town.example/a/b",
            " https://town.example/a/b\r\n",
            "https://town.exa\tmple/a/\nb",
            "https:\\\\town.example\\a\\b",
            "https://town.example/x/../a/./b",
            "\u{feff}https://town.example/a/b",
        ],
    ),
    (
        "string escapes left in the link",
        &[
            "https://town.example/a/b",
            r"https:\\\\town.example\\a\\b",
            r"https://town.example/a/b\n",
            r"https://town.ex\tample/a/b \n",
        ],
    ),
    (
        "ampersands escaped once, twice, by number",
        &[
            "https://town.example/?a=1&b=2",
            "https://town.example/?a=1&amp;b=2",
            "https://town.example/?a=1&amp;amp;b=2",
            "https://town.example/?a=1&#38;b=2",
            "https://town.example/?a=1&#038;amp;b=2",
        ],
    ),
    (
        "percent-encoding that says nothing",
        &[
            "https://town.example/~mo/x-y_z",
            "https://town.example/%7emo/%78%2Dy%5Fz",
            "https://town.example/%7Emo/x-y_z",
        ],
    ),
    (
        "case of hexadecimal digits",
        &["https://town.example/a%2fb%c3%a4", "https://town.example/a%2Fb\u{e4}"],
    ),
    (
        "marks that encoders differ about",
        &["https://town.example/wiki/Crane_(bird)", "https://town.example/wiki/Crane_%28bird%29"],
    ),
    (
        "brackets may not stand raw",
        &["https://town.example/?f[a]=1", "https://town.example/?f%5Ba%5D=1"],
    ),
    (
        "space in a query",
        &[
            "https://town.example/?q=a+b",
            "https://town.example/?q=a%20b",
            "https://town.example/?q=a b",
        ],
    ),
    (
        "final slash, empty query, empty fragment",
        &[
            "https://town.example/a",
            "https://town.example/a/",
            "https://town.example/a?",
            "https://town.example/a/?&&#",
        ],
    ),
    (
        "sessions",
        &[
            "https://town.example/a?x=1",
            "https://town.example/a;jsessionid=8F3A61C09B2D4E7F8F3A61C09B2D4E7F.node1?x=1",
            "https://town.example/(S(lit3py55t21z5v55vlm25s55))/a?x=1",
            "https://town.example/a?x=1&PHPSESSID=k3n2v5t8q1w9z7r4p6m2",
        ],
    ),
    (
        "statistics in the query",
        &[
            "https://town.example/a?id=4",
            "https://town.example/a?utm_source=x&id=4&UTM_Medium=y",
            "https://town.example/a?id=4&fbclid=Iw",
            "https://town.example/a?id=4&gclid=1&gbraid=2&srsltid=3",
            "https://town.example/a?mc_cid=1&mc_eid=2&id=4",
            "https://town.example/a?id=4&_hsenc=p&_hsmi=2&hsa_cam=3",
            "https://town.example/a?at_medium=RSS&at_campaign=rss&id=4",
            "https://town.example/a?id=4&utm%5Fterm=x",
            "https://town.example/a?wt_zmc=1&id=4&itm_source=2&pk_kwd=3&mtm_group=4",
            "https://town.example/a?id=4&igsh=x&twclid=y&ttclid=z&msclkid=w&yclid=v&li_fat_id=u&epik=t",
        ],
    ),
    ("order of names", &["https://town.example/?b=2&a=1", "https://town.example/?a=1&b=2"]),
    (
        "places on a page",
        &[
            "https://town.example/a",
            "https://town.example/a#comments",
            "https://town.example/a/#respond",
            "https://town.example/a#comment-881",
            "https://town.example/a#more-12",
            "https://town.example/a#:~:text=crane",
            "https://town.example/a#utm_source=x&utm_medium=y",
            "https://town.example/a#xtor=RSS-8",
            "https://town.example/a#ref=rss",
            "https://town.example/a#disqus_thread",
        ],
    ),
    (
        "text directive behind an anchor",
        &["https://town.example/a#v2", "https://town.example/a#v2:~:text=crane"],
    ),
    (
        "channels by value",
        &[
            "https://town.example/a",
            "https://town.example/a?ref=rss",
            "https://town.example/a?source=RSS",
            "https://town.example/a?partner=rss&emc=rss",
            "https://town.example/a?from=feed",
            "https://town.example/a?via=rss2",
            "https://town.example/a?cmp=rss_politics",
            "https://town.example/a?mod=atom-1",
            "https://town.example/a?ref=rss-feed",
            "https://town.example/a?ref=town.example",
            "https://town.example/a?ref=www.town.example",
        ],
    ),
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
const DIFFERENT: &[(&str, &str, &str)] = &[
    (
        "www before a suffix or a deeper host is a name",
        "https://www.pool.town.example/",
        "https://pool.town.example/",
    ),
    ("paths tell case apart", "https://town.example/Go", "https://town.example/go"),
    ("an encoded slash is data", "https://town.example/a%2Fb", "https://town.example/a/b"),
    ("an encoded question mark is data", "https://town.example/a%3Fb", "https://town.example/a?b"),
    ("an encoded hash is data", "https://town.example/c%23", "https://town.example/c#"),
    (
        "an encoded ampersand is data",
        "https://town.example/?a=1%26b=2",
        "https://town.example/?a=1&b=2",
    ),
    ("an encoded plus is a plus", "https://town.example/?q=c%2B", "https://town.example/?q=c+"),
    ("an encoded percent sign is data", "https://town.example/%2541", "https://town.example/A"),
    ("an empty segment is a segment", "https://town.example/a//b", "https://town.example/a/b"),
    ("a port is an address", "https://town.example:8080/", "https://town.example/"),
    ("another scheme", "ftp://town.example/a", "https://town.example/a"),
    ("order within a name", "https://town.example/?t=a&t=b", "https://town.example/?t=b&t=a"),
    (
        "a name that begins like a tag",
        "https://town.example/?utmost=1",
        "https://town.example/?utmost=2",
    ),
    ("bare utm is a map grid", "https://town.example/?utm=31N", "https://town.example/?utm=32N"),
    ("s selects a page on many sites", "https://town.example/?s=1", "https://town.example/?s=2"),
    ("si is a tag on YouTube only", "https://town.example/?si=1", "https://town.example/?si=2"),
    ("CMP is a tag on few hosts", "https://town.example/?CMP=a", "https://town.example/?CMP=b"),
    ("spm, cid, src, id", "https://town.example/?cid=4&src=a", "https://town.example/?cid=4&src=b"),
    (
        "a short PHPSESSID is no session",
        "https://town.example/?PHPSESSID=4",
        "https://town.example/",
    ),
    ("matrix parameters are data", "https://town.example/m;lat=1", "https://town.example/m;lat=2"),
    ("a ref that names a file", "https://town.example/?ref=README.md", "https://town.example/"),
    (
        "a ref that names another host",
        "https://town.example/?ref=harbour.example",
        "https://town.example/",
    ),
    (
        "a source that is a heart mother",
        "https://town.example/?source=atom-heart-mother",
        "https://town.example/",
    ),
    (
        "a keyword may be rss",
        "https://town.example/?keyword=rss",
        "https://town.example/?keyword=atom",
    ),
    ("anchors of posts", "https://town.example/log#v1.2", "https://town.example/log#v1.3"),
    ("an anchor and none", "https://town.example/log#v1.2", "https://town.example/log"),
    (
        "comments is a word like others elsewhere",
        "https://town.example/a#comments-on-cranes",
        "https://town.example/a",
    ),
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
    (
        "wrapped targets",
        "https://www.google.com/url?q=https%3A%2F%2Ftown.example%2Fa",
        "https://www.google.com/url?q=https%3A%2F%2Ftown.example%2Fb",
    ),
    (
        "only listed hosts wrap",
        "https://town.example/login?url=https%3A%2F%2Fharbour.example%2F",
        "https://harbour.example/",
    ),
    (
        "a wrapped script is no address",
        "https://www.google.com/url?q=javascript%3A1",
        "https://www.google.com/url?q=javascript%3A2",
    ),
    ("shorteners keep their secret", "https://t.co/AbC1", "https://t.co/abC1"),
    ("mobile hosts are a guess", "https://m.town.example/a", "https://town.example/a"),
    ("AMP pages are a guess", "https://town.example/a/amp/", "https://town.example/a/"),
    ("index pages are a guess", "https://town.example/a/index.html", "https://town.example/a/"),
    ("endings", "https://town.example/a.htm", "https://town.example/a.html"),
    ("print views are a guess", "https://town.example/a?print=1", "https://town.example/a"),
];

#[test]
fn addresses_of_one_page_meet() {
    for (rule, urls) in SAME {
        let first = bare(urls[0]);
        assert!(first.is_some(), "{}", urls[0]);
        for url in &urls[1..] {
            assert_eq!(bare(url), first, "{rule}: {url}");
        }
    }
}

#[test]
fn addresses_of_two_pages_stay_apart() {
    for (rule, a, b) in DIFFERENT {
        assert_ne!(bare(a), bare(b), "{rule}: {a} {b}");
    }
}
