//! A block of text in, whether it is one of the things that articles begin with before they
//! begin: the title once more, a byline, a date, a greeting, a credit, an address.

use crate::normalize::text::says_the_same;

/// A label has at most so many characters.
pub(super) const LABEL: usize = 60;
/// A note about the text, such as who took its picture, has at most so many.
const NOTE: usize = 100;
/// A date, even with "posted at", has at most so many.
const DATE: usize = 45;
/// A byline that names several people has at most so many.
const NAMES: usize = 240;
/// Bylines, dates and credits have at most so many lines together.
const LINES: usize = 4;
/// A greeting has at most so many.
const GREETING: usize = 40;

/// How greetings begin.
const GREETINGS: &[&str] = &[
    "hi",
    "hey",
    "hello",
    "dear",
    "greetings",
    "good morning",
    "good evening",
    "hallo",
    "hej",
    "liebe",
    "lieber",
    "moin",
    "bonjour",
    "salut",
    "chers",
    "cher",
    "chère",
    "hola",
    "queridos",
    "olá",
    "ciao",
    "cari",
    "beste",
    "привет",
    "大家好",
    "你好",
    "こんにちは",
    "皆さん",
    "みなさん",
];

/// What names the hands that made a text or its pictures, before a name.
const BYLINES: &[&str] = &[
    "by ",
    "written by ",
    "posted by ",
    "shared by ",
    "von ",
    "par ",
    "por ",
    "autor: ",
    "author: ",
    "автор: ",
];

/// What credits begin with; a colon or one of [`CREDITED`] follows.
const CREDITS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photography",
    "image",
    "images",
    "picture",
    "pictures",
    "illustration",
    "screenshot",
    "credit",
    "credits",
    "image credit",
    "photo credit",
    "image source",
    "photo source",
    "header image",
    "cover image",
    "cover photo",
    "featured image",
    "foto",
    "fotos",
    "bild",
    "bilder",
    "titelbild",
    "image à la une",
    "imagen",
    "imagem",
    "immagine",
    "фото",
];

const CREDITED: &[&str] = &[":", " by ", " courtesy ", " via ", " from ", " ©", " (c) ", "/"];

/// What East Asian sites say of a text before it: who wrote, edited, translated and first
/// published it.
const NOTES: &[&str] = &[
    "作者",
    "编辑",
    "編輯",
    "责编",
    "责任编辑",
    "来源",
    "來源",
    "译者",
    "原文",
    "撰文",
    "文",
    "图",
    "出品",
    "编译",
    "整理",
    "排版",
    "校对",
    "采访",
    "編集",
    "著者",
    "翻訳",
    "写真",
    "撮影",
];

/// What those begin with that are no label but a sentence.
const FIRST_PUBLISHED: &[&str] =
    &["本文首发", "本文首發", "本文来自", "本文轉載", "本文转载", "原标题"];

/// Words of a date that are no numbers, the beginnings of months and days in the languages of most
/// feeds among them.
const DATE_WORDS: &[&str] = &[
    "jan",
    "feb",
    "fév",
    "mar",
    "mär",
    "apr",
    "avr",
    "abr",
    "may",
    "mai",
    "maj",
    "mayo",
    "jun",
    "juin",
    "jul",
    "juil",
    "aug",
    "août",
    "ago",
    "sep",
    "set",
    "oct",
    "okt",
    "out",
    "nov",
    "dec",
    "dez",
    "déc",
    "dic",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "am",
    "pm",
    "utc",
    "gmt",
    "est",
    "edt",
    "pst",
    "pdt",
    "cet",
    "cest",
    "uhr",
    "at",
    "on",
    "de",
    "del",
    "of",
    "the",
    "um",
    "le",
    "à",
    "posted",
    "published",
    "updated",
    "release",
    "released",
    "date",
    "st",
    "nd",
    "rd",
    "th",
];

/// Whether a block stands before the article's first sentence.
pub(super) fn is_preamble(text: &str, title: &str) -> bool {
    says_the_same(text, title)
        || text
            .lines()
            .take(LINES + 1)
            .zip(1..)
            .all(|(line, nth)| nth <= LINES && is_one(line.trim()))
}

/// Whether a line is one of those things.
fn is_one(text: &str) -> bool {
    is_mark(text)
        || is_address(text)
        || is_date(text)
        || is_byline(text)
        || is_credit(text)
        || is_poster(text)
        || is_note(text)
        || is_greeting(text)
}

/// Whether a text ends as a sentence does: with a mark, quotes and brackets after it aside.
pub(super) fn is_ended(text: &str) -> bool {
    let closing = |c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）')
    };
    text.trim_end()
        .trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '：', '；', '｡', '।', '؟', '۔'])
}

/// Dots, dashes and the like.
fn is_mark(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

fn is_short(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_none() && !text.contains('\n')
}

/// A word that is an address, or several.
fn is_address(text: &str) -> bool {
    text.split_whitespace()
        .all(|word| ["http://", "https://", "www."].iter().any(|start| begins(word, start)))
}

/// Numbers, names of months and days, and what leads to them.
fn is_date(text: &str) -> bool {
    if !is_short(text, DATE) || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = |c: char| c.is_numeric() || matches!(c, '年' | '月' | '日' | '時' | '分' | '号');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words = text.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut named = text.contains('年') || text.matches([':', '.', '/', '-']).count() >= 2;
    let all = words.into_iter().all(|word| {
        let name = word.trim_start_matches(char::is_numeric);
        let known = DATE_WORDS.iter().any(|known| match known.chars().count() {
            // Months and days go on: "sept", "december", "wednesday".
            3.. => name.starts_with(known) && name.chars().count() <= 10,
            _ => name == *known,
        });
        named |= known && name.chars().count() >= 3;
        known || word.chars().all(number)
    });
    all && named && digits >= 2
}

/// "By Ada Stone"; "Ada Stone | Staff Engineer; Ben Field | Designer", as company blogs set it.
fn is_byline(text: &str) -> bool {
    let barred = (text.contains(" | ") || text.contains('｜')) && !text.contains(". ");
    let named = |by: &&str| {
        let name = text.get(by.len()..).is_some_and(|name| name.starts_with(char::is_uppercase));
        begins(text, by) && is_short(text, if name { NAMES } else { LABEL })
    };
    let signed = BYLINES.iter().any(|by| named(&by)) && !is_ended(text) && !text.contains(". ");
    signed || barred && (!is_ended(text) || is_short(text, NOTE))
}

/// "Photo by Ada Stone", "(Foto: Stone)", "© 2026 Stone".
fn is_credit(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '[', '*', ' ']);
    let credited = |credit: &&str| {
        begins(bare, credit)
            && bare.get(credit.len()..).is_some_and(|rest| CREDITED.iter().any(|c| begins(rest, c)))
    };
    is_short(text, NOTE) && (bare.starts_with('©') || CREDITS.iter().any(|c| credited(&c)))
}

/// "Ada Stone posted a photo:", as Flickr writes before the photographer's words.
fn is_poster(text: &str) -> bool {
    is_short(text, NOTE)
        && ["posted a photo:", "posted a video:", " to the pool:", " photo au pool :"]
            .iter()
            .any(|end| text.ends_with(end))
}

fn is_note(text: &str) -> bool {
    let labelled = |note: &&str| {
        let rest = text.strip_prefix(*note).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '：', '|', '｜', '/', '／', '丨']))
    };
    is_short(text, NOTE)
        && (NOTES.iter().any(|note| labelled(&note))
            || FIRST_PUBLISHED.iter().any(|note| text.starts_with(note)))
}

/// "Hey everybody,", "Dear readers!".
fn is_greeting(text: &str) -> bool {
    is_short(text, GREETING)
        && text.ends_with([',', '!', '，', '！', '、'])
        && GREETINGS.iter().any(|greeting| {
            begins(text, greeting)
                && (!greeting.is_ascii()
                    || !text[greeting.len()..].starts_with(char::is_alphabetic))
        })
}

/// Whether a text begins with this, ASCII case aside.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
