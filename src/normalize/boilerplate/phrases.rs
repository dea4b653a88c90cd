//! The tails themselves, with the programs and sites that write them.

/// A sentence that a program adds at the end: its fixed words, anything between them.
#[derive(Debug)]
pub(super) struct Sentence {
    /// How it begins; `None` if with a title or other words, in a paragraph of its own.
    pub(super) starts: Option<&'static str>,
    /// The fixed words that follow, in order.
    pub(super) goes_on: &'static [&'static str],
    /// How it ends, a full stop aside; `None` if with a name.
    pub(super) ends: Option<&'static str>,
    /// Whether more sentences may follow a name: terms of use, which go with it.
    pub(super) ends_block: bool,
}

const fn begins(starts: &'static str, goes_on: &'static [&'static str]) -> Sentence {
    Sentence { starts: Some(starts), goes_on, ends: None, ends_block: false }
}

const fn begins_block(starts: &'static str, goes_on: &'static [&'static str]) -> Sentence {
    Sentence { starts: Some(starts), goes_on, ends: None, ends_block: true }
}

const fn whole(
    starts: &'static str,
    goes_on: &'static [&'static str],
    ends: &'static str,
) -> Sentence {
    Sentence { starts: Some(starts), goes_on, ends: Some(ends), ends_block: false }
}

const fn around(goes_on: &'static [&'static str], ends: &'static str) -> Sentence {
    Sentence { starts: None, goes_on, ends: Some(ends), ends_block: false }
}

/// Sentences. Case counts: they are written by programs, always the same way.
pub(super) const SENTENCES: &[Sentence] = &[
    // Medium, publications; the title comes first.
    around(
        &[" was originally published in ", " on Medium, where people are continuing"],
        "by highlighting and responding to this story",
    ),
    around(&[" was originally published in "], " on Medium"),
    // WordPress with Yoast SEO, which translates the sentence.
    begins_block("The post ", &[" appeared first on "]),
    begins_block("The post ", &[" first appeared on "]),
    begins("Der Beitrag ", &[" erschien zuerst auf "]),
    begins("Der Artikel ", &[" erschien zuerst auf "]),
    begins("L’article ", &[" est apparu en premier sur "]),
    begins("L'article ", &[" est apparu en premier sur "]),
    begins("Cet article ", &[" est apparu en premier sur "]),
    begins("La entrada ", &[" se publicó primero en "]),
    begins("La entrada ", &[" aparece primero en "]),
    begins("El cargo ", &[" apareció primero en "]),
    begins("L'entrada ", &[" ha aparegut primer a "]),
    begins("L’entrada ", &[" ha aparegut primer a "]),
    begins("O post ", &[" apareceu primeiro em "]),
    begins("O conteúdo ", &[" aparece primeiro em "]),
    begins("L'articolo ", &[" proviene da "]),
    begins("L’articolo ", &[" proviene da "]),
    begins("L'articolo ", &[" sembra essere il primo su "]),
    begins("Het bericht ", &[" verscheen eerst op "]),
    begins("Het artikel ", &[" verscheen eerst op "]),
    begins("Artykuł ", &[" pochodzi z serwisu "]),
    begins("Post ", &[" pojawił się poraz pierwszy w "]),
    begins("Inlägget ", &[" dök först upp på "]),
    begins("Indlægget ", &[" blev først udgivet på "]),
    begins("Innlegget ", &[" dukket først opp på "]),
    begins("Artikkeli ", &[" julkaistiin ensimmäisen"]),
    begins("Příspěvek ", &[" pochází z "]),
    begins("Příspěvek ", &[" se nejdříve objevil na "]),
    whole("A ", &[" bejegyzés először "], "jelent meg"),
    begins("Сообщение ", &[" появились сначала на "]),
    begins("Запись ", &[" впервые появилась "]),
    begins("Допис ", &[" з'явився спочатку на "]),
    begins("Артикулът ", &[" се появи първо на "]),
    begins("Το άρθρο ", &[" εμφανίστηκε πρώτα στο "]),
    begins("Postingan ", &[" muncul pertama kali pada "]),
    begins("Bài viết ", &[" đã xuất hiện đầu tiên vào ngày "]),
    around(&[" yazısı ilk önce "], "üzerinde ortaya çıktı"),
    whole("投稿 ", &[" は "], "に最初に表示されました。"),
    begins("文章 ", &[" 最先出现在 "]),
    begins("這篇文章 ", &[" 最早出現於 "]),
    // Reddit, every post; in Old Reddit's feeds the name stands between.
    whole("submitted by ", &["[link]"], "[comments]"),
    whole("submitted by ", &["[link]", "["], " comments]"),
    whole("submitted by ", &["[link]", "["], " comment]"),
    // Flickr, before a picture without a description.
    around(&[" posted a"], " photo:"),
    around(&[" posted a"], " video:"),
    around(&[" has added a"], " to the pool:"),
    around(&[" a ajouté une"], " au pool :"),
    // FriendFeed, under every entry.
    around(&[" from ", " - Comment"], " - Like"),
    // Feed43, which makes feeds of other people's pages.
    whole("Delivered by ", &["Feed43"], "service"),
    // Posterous, Tumblr and other blogs written by mail.
    begins("Posted via email from ", &[]),
    // WordPress.com until about 2014, with links to the categories.
    begins("Filed under: ", &[]),
    begins("Tagged: ", &[]),
    // Concert calendars; planets.
    begins("Feed provided by ", &[]),
    begins("Article original de ", &["Aller sur "]),
    // Newspapers of Paraná.
    begins("Leia mais no ", &[]),
    begins("This article originally appeared on ", &[]),
    begins("This article originally appeared in ", &[]),
    begins("This post originally appeared on ", &[]),
    // Slashdot.
    whole("Read more of this story at ", &[], "Slashdot"),
    // Ars Technica, before "Comments".
    whole("Read ", &[], "remaining paragraphs"),
    // FeedBurner e-mails and feeds with advertising.
    begins("Advertise here with ", &[]),
];

/// A few words that are a link to the rest, or to the page itself.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) words: &'static str,
    /// Whether the words are too common to be a tail unless they are a link, or an arrow or
    /// brackets say so.
    pub(super) needs_link: bool,
    /// Whether the words say that there is more of the text elsewhere.
    pub(super) teases: bool,
}

const fn clear(words: &'static str) -> Phrase {
    Phrase { words, needs_link: false, teases: true }
}

const fn common(words: &'static str) -> Phrase {
    Phrase { words, needs_link: true, teases: true }
}

const fn beside(words: &'static str) -> Phrase {
    Phrase { words, needs_link: true, teases: false }
}

/// Phrases, in ASCII case or as programs write them; longer ones before those they end with.
pub(super) const PHRASES: &[Phrase] = &[
    // English
    clear("Click here to continue reading"),
    clear("Continue reading"),
    clear("Continue Reading this post"),
    clear("Keep reading"),
    clear("Read more of this post"),
    clear("Read more about this"),
    clear("Click here to read more"),
    clear("Read the full article"),
    clear("Read full article"),
    clear("Read the full story"),
    clear("Read full story"),
    clear("Read the whole story"),
    clear("Read the full post"),
    clear("Read the whole thing"),
    clear("Read the rest of this entry"),
    clear("Read the rest"),
    clear("Read on"),
    clear("Read more on the original site"),
    clear("Read more"),
    clear("View article"),
    clear("View the full post"),
    clear("View Entire Post"),
    clear("View Entire List"),
    Phrase { words: "See the full gallery on Posterous", needs_link: false, teases: false },
    clear("Visit the site for more"),
    common("Learn more"),
    common("See more"),
    common("more"),
    common("Read Comments"),
    common("Comments"),
    common("Comment on this story"),
    common("Discuss"),
    common("Discuss on Hacker News"),
    beside("Leave a comment"),
    beside("Permalink"),
    common("link"),
    common("Source"),
    // German
    clear("Weiterlesen"),
    clear("Mehr lesen"),
    clear("Den ganzen Artikel lesen"),
    clear("Den vollständigen Artikel lesen"),
    common("mehr"),
    // French
    clear("Lire la suite"),
    clear("Lire l’article complet"),
    clear("Lire l'article complet"),
    clear("Continuer la lecture"),
    clear("En savoir plus"),
    // Spanish, Portuguese, Italian
    clear("Seguir leyendo"),
    clear("Leer más"),
    clear("Continuar leyendo"),
    clear("Sigue leyendo"),
    clear("Leia mais"),
    clear("Ler mais"),
    clear("Continue lendo"),
    clear("Continuar a ler"),
    clear("Continua a leggere"),
    clear("Leggi tutto"),
    clear("Leggi di più"),
    clear("Continua la lettura"),
    // Dutch, Scandinavian
    clear("Lees verder"),
    clear("Lees meer"),
    clear("Verder lezen"),
    clear("Läs mer"),
    clear("Fortsätt läsa"),
    clear("Læs mere"),
    clear("Læs videre"),
    clear("Les mer"),
    clear("Lue lisää"),
    // Slavonic, Hungarian, Greek, Turkish
    clear("Czytaj dalej"),
    clear("Czytaj więcej"),
    clear("Číst dále"),
    clear("Celý článek"),
    clear("Tovább olvasom"),
    clear("Читать далее"),
    clear("Читать дальше"),
    clear("Читать полностью"),
    clear("Читати далі"),
    clear("Διαβάστε περισσότερα"),
    clear("Devamını oku"),
    // East and South East Asia
    clear("続きを読む"),
    clear("続きをみる"),
    clear("もっと読む"),
    clear("阅读全文"),
    clear("阅读更多"),
    clear("继续阅读"),
    clear("閱讀全文"),
    clear("繼續閱讀"),
    clear("더 보기"),
    clear("계속 읽기"),
    clear("Baca selengkapnya"),
    clear("Đọc tiếp"),
    clear("Xem thêm"),
    // Right to left
    clear("اقرأ المزيد"),
    clear("المزيد"),
    clear("ادامه مطلب"),
    clear("להמשך קריאה"),
];

/// How lines begin that go on with a title or a site's name.
pub(super) const OPENINGS: &[&str] = &[
    "Continue reading ", // Medium ("… on PUBLICATION »"), WordPress ("… “TITLE” →"), Ghost
    "Keep reading ",     // Substack, Tumblr
    "Read the full story at ", // The Verge
    "Read more about ",
    "Read more at ",
    "Read more on ",
    "Read the rest of ", // BoingBoing, Ars Technica
    "Read the full ",
    "Read the original ",
    "View the full ",
    "Click here to read ",
    "Click here to continue ",
    "Weiterlesen bei ",
    "Lire la suite ",
    "Leer más ",
    "Continuar leyendo ",
    "Continue lendo ",
    "Lees verder ",
    "Fortsätt läsa ",
    "Читать далее ",
];

/// Labels of forms that programs fill in, line by line; longer forms first.
pub(super) const FORMS: &[&[&str]] = &[
    // hnrss, Hacker News
    &["Article URL: ", "Comments URL: ", "Points: ", "# Comments: "],
    &["Comments URL: ", "Points: ", "# Comments: "],
];

/// Lines that are what is left of buttons and counters when their pictures are gone.
pub(super) const LINES: &[&str] = &[
    "comments", // Dreamwidth, beside a picture with the number
    "Share it", // WordPress: Sociable
    "Share this",
];
