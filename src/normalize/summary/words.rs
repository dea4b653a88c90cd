//! The words by which a preamble is recognised, in the languages of most feeds.

/// How greetings begin.
pub(super) const GREETINGS: &[&str] = &[
    "hi",
    "hey",
    "hello",
    "dear",
    "happy",
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

/// What stands before the name of who wrote or passed on a text.
pub(super) const BYLINES: &[&str] = &[
    "by ",
    "by: ",
    "written by ",
    "written by: ",
    "with contributions from ",
    "with contributions by ",
    "posted by ",
    "shared by ",
    "von ",
    "par ",
    "por ",
    "autor: ",
    "author: ",
    "автор: ",
    "מאת ",
];

/// What credits for a picture begin with; one of [`CREDITED`] follows.
pub(super) const CREDITS: &[&str] = &[
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
    "imagen",
    "imagem",
    "immagine",
    "фото",
];

/// What goes on from a picture to its maker.
pub(super) const CREDITED: &[&str] =
    &[":", " by ", " courtesy ", " via ", " from ", " ©", " (c) ", "/"];

/// How the line ends that Flickr writes before a photographer's words.
pub(super) const POSTERS: &[&str] =
    &["posted a photo:", "posted a video:", " to the pool:", " photo au pool :"];

/// What East Asian sites name before a text and a colon or bar: who wrote, edited, translated and
/// photographed it.
pub(super) const NOTES: &[&str] = &[
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

/// How their sentences begin that say where a text was published first.
pub(super) const FIRST_PUBLISHED: &[&str] =
    &["本文首发", "本文首發", "本文来自", "本文轉載", "本文转载", "原标题"];

/// Months and days in full and short.
pub(super) const DATE_NAMES: &str = "january february march april may june july august september \
    october november december jan feb mar apr jun jul aug sep sept oct nov dec \
    januar februar märz mai juni juli oktober dezember mär okt dez jänner \
    janvier février mars avril juin juillet août septembre octobre novembre décembre \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro \
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
    januari februari maart mei augustus januar marts maj \
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря \
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri \
    sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag \
    lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunes martes miércoles jueves viernes sábado domingo";

/// Other words of a date: zones, halves of a day, and what leads to one.
pub(super) const DATE_WORDS: &str = "am pm utc gmt est edt cst cdt mst mdt pst pdt cet cest uhr at \
    on de del of the um le à posted published updated release released date st nd rd th";
